//! The examples that ship with the page. Their ids stand in links (`#example/coffee-shop`), so
//! they never change.
//!
//! Not responsible for lessons, or for which example a page opens with.

mod coffee_shop;

use crate::document::Scenario;

/// An example.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// Its name in links: lower-case words with `-` between them.
    pub id: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// What it shows, in one sentence.
    pub summary: &'static str,
    build: fn() -> Option<Scenario>,
}

/// All examples; the first is the one to begin with.
pub const ALL: &[Example] = &[Example {
    id: "coffee-shop",
    title: coffee_shop::TITLE,
    summary: "A cashier reads receipts, and an organization keeps its HR and legal accounts to \
              approved services.",
    build: coffee_shop::build,
}];

impl Example {
    /// The example of an id.
    pub fn find(id: &str) -> Option<&'static Example> {
        ALL.iter().find(|example| example.id == id)
    }

    /// A fresh copy to work with.
    pub fn scenario(&self) -> Scenario {
        // `None` would be a mistyped account id of ours; a test builds every example.
        (self.build)().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::Built;
    use crate::edit;
    use crate::link::{self, Fragment};
    use crate::organization::NodeRef;
    use crate::request::SavedRequest;
    use crate::wire;
    use iam::{AccountId, Decision};

    fn decide(scenario: &Scenario, saved: &SavedRequest) -> Decision {
        let built = Built::read(scenario);
        iam::decide(built.world(), &built.request(scenario, &saved.request))
    }

    fn saved<'a>(scenario: &'a Scenario, name: &str) -> &'a SavedRequest {
        let mut all = scenario.saved.iter();
        all.find(|saved| saved.name == name).unwrap()
    }

    #[test]
    fn every_example_is_built_and_gets_the_answers_it_expects() {
        for example in ALL {
            let scenario = (example.build)().unwrap();
            assert_eq!(scenario.title, example.title);
            assert!(!scenario.saved.is_empty());
            for saved in &scenario.saved {
                let decision = decide(&scenario, saved);
                let expected = saved.expected.unwrap();
                assert!(expected.holds(decision), "{}: {decision:?}", saved.name);
            }
        }
    }

    #[test]
    fn no_policy_of_an_example_has_a_finding() {
        for example in ALL {
            for (_, document) in example.scenario().policies.iter() {
                let (_, findings) = iam::parse(&document.text, document.kind);
                assert!(findings.is_empty(), "{}: {findings:?}", document.name);
            }
        }
    }

    #[test]
    fn the_first_request_is_among_the_saved_ones() {
        for example in ALL {
            let scenario = example.scenario();
            assert_eq!(scenario.request, scenario.saved[0].request);
        }
    }

    #[test]
    fn every_example_comes_out_of_a_file_and_a_link_as_it_went_in() {
        for example in ALL {
            let scenario = example.scenario();
            let file = wire::to_json(&scenario);
            assert_eq!(wire::from_json(&file).unwrap(), scenario);
            let link = link::encode(&scenario).unwrap();
            let whole = Fragment::Scenario(Box::new(scenario));
            assert_eq!(link::read(&link).unwrap(), whole);
        }
    }

    #[test]
    fn taking_a_line_out_of_the_cashiers_policy_refuses_the_receipt() {
        let mut scenario = Example::find("coffee-shop").unwrap().scenario();
        let policy = scenario.policies.named("ReadReceipts").unwrap();
        let text = scenario.policies.get(policy).unwrap().text.clone();
        assert!(text.contains("s3:GetObject"));
        let text = text.replace("s3:GetObject", "s3:PutObject");
        edit::edit_policy(&mut scenario, policy, text).unwrap();
        let decision = decide(&scenario, saved(&scenario, "Carla reads a receipt"));
        assert_eq!(decision.because().unwrap(), "implicit:identity");
    }

    #[test]
    fn moving_legal_out_of_its_ou_lets_it_translate() {
        let mut scenario = Example::find("coffee-shop").unwrap().scenario();
        let request = "Lea translates a contract";
        let before = decide(&scenario, saved(&scenario, request));
        assert_eq!(before.because().unwrap(), "explicit:scp");
        let legal = AccountId::parse("333333333333").unwrap();
        let tree = scenario.organization.as_ref().unwrap();
        let node = tree.account(legal).unwrap();
        edit::move_node(&mut scenario, node, NodeRef::ROOT).unwrap();
        let after = decide(&scenario, saved(&scenario, request));
        assert!(after.is_allow(), "{after:?}");
    }
}
