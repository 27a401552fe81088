//! The examples that ship with the page. Their ids stand in links (`#example/coffee-shop`), so
//! they never change.
//!
//! The coffee shop is built in, since the page opens with it. All others are documents in the
//! folder `examples`, which the page fetches one by one; only native programs hold their text.
//! `docs/EXAMPLES.md` describes them.
//!
//! Not responsible for lessons, or for which example a page opens with.

mod coffee_shop;
#[cfg(not(target_arch = "wasm32"))]
mod files;
mod listing;

#[cfg(not(target_arch = "wasm32"))]
pub use files::{Example, INDEX};
pub use listing::{Listing, read as read_listings};

use crate::document::Scenario;

/// The id of the example that is built in.
pub const COFFEE_SHOP: &str = "coffee-shop";

macro_rules! examples {
    ($($id:literal)*) => {
        /// The ids of all examples; the first is the one to begin with.
        pub const IDS: &[&str] = &[COFFEE_SHOP, $($id),*];

        /// All examples in the order of their ids.
        #[cfg(not(target_arch = "wasm32"))]
        pub const ALL: &[Example] = &[
            Example::built_in(COFFEE_SHOP),
            $(Example::file($id, include_str!(concat!("../../../../examples/", $id, ".json")))),*
        ];
    };
}

examples! {
    "scp-evaluation"
    "allow-list"
    "deny-list"
    "region-lock"
    "cross-account-bucket"
    "data-perimeter"
    "public-bucket"
    "kms-key"
    "role-chain"
    "permissions-boundary"
    "session-policy"
    "abac-tags"
    "confused-deputy"
    "vpc-endpoint"
}

/// A fresh copy of the example that is built in.
pub fn coffee_shop() -> Scenario {
    // `None` would be a mistyped account id of ours; a test builds it.
    coffee_shop::build().unwrap_or_default()
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
    use iam::unknown::{self, Answer};
    use iam::{AccountId, Decision};
    use std::collections::BTreeSet;

    fn decide(scenario: &Scenario, saved: &SavedRequest) -> Decision {
        let built = Built::read(scenario);
        iam::decide(built.world(), &built.request(scenario, &saved.request))
    }

    fn saved<'a>(scenario: &'a Scenario, name: &str) -> &'a SavedRequest {
        let mut all = scenario.saved.iter();
        all.find(|saved| saved.name == name).unwrap()
    }

    #[test]
    fn the_coffee_shop_is_built() {
        assert!(coffee_shop::build().is_some());
        assert_eq!(IDS[0], COFFEE_SHOP);
        assert!(ALL.iter().map(|example| example.id).eq(IDS.iter().copied()));
        assert_eq!(ALL[0].scenario(), coffee_shop());
    }

    #[test]
    fn the_list_tells_of_every_example_in_the_same_order() {
        let listings = read_listings(INDEX).unwrap();
        assert_eq!(listings.len(), ALL.len());
        let (mut ids, mut groups) = (BTreeSet::new(), Vec::new());
        for (listing, example) in listings.iter().zip(ALL) {
            let scenario = example.scenario();
            assert_eq!(listing.id, example.id);
            assert!(ids.insert(example.id), "{} stands twice", example.id);
            assert_eq!(listing.title, scenario.title);
            assert_eq!(listing.tests, scenario.saved.len());
            assert!(listing.summary.len() < 160 && listing.teaches.len() < 80);
            if groups.last() != Some(&&listing.group) {
                groups.push(&listing.group);
            }
        }
        let wanted = ["Start", "Organization", "Data", "Identity", "Network"];
        assert_eq!(groups, wanted);
    }

    #[test]
    fn every_file_is_written_as_the_page_writes_it() {
        for example in ALL {
            let scenario = example.scenario();
            if let Some(text) = example.text() {
                assert_eq!(wire::to_json(&scenario), text, "{}", example.id);
            }
            assert!(scenario.title.chars().count() <= 60, "{}", scenario.title);
            let notes = scenario.notes.chars().count();
            assert!((100..=620).contains(&notes), "{}: {notes}", example.id);
        }
    }

    #[test]
    fn every_saved_request_gets_the_answer_it_expects() {
        for example in ALL {
            let scenario = example.scenario();
            let built = Built::read(&scenario);
            let mut names = BTreeSet::new();
            let mut answers = BTreeSet::new();
            for saved in &scenario.saved {
                let place = format!("{}, {}", example.id, saved.name);
                assert!(names.insert(&saved.name), "{place} stands twice");
                let expected = saved.expected.unwrap();
                let request = built.request(&scenario, &saved.request);
                // Whatever the keys hold that nobody knows.
                match unknown::ways(built.world(), &request) {
                    Answer::Decided(decision) => {
                        assert!(expected.holds(decision), "{place}: {decision:?}");
                        answers.insert(decision.is_allow());
                    }
                    other => panic!("{place}: {other:?}"),
                }
            }
            assert!(4 <= names.len(), "{}", example.id);
            assert_eq!(answers.len(), 2, "{}: allowed and denied", example.id);
        }
    }

    #[test]
    fn no_policy_of_an_example_has_a_finding() {
        for example in ALL {
            for (_, document) in example.scenario().policies.iter() {
                let (_, findings) = iam::parse(&document.text, document.kind);
                let place = format!("{}, {}", example.id, document.name);
                assert!(findings.is_empty(), "{place}: {findings:?}");
            }
        }
    }

    /// So that "statement A of B" is a sentence that tells something.
    #[test]
    fn no_statement_is_called_as_its_policy_is() {
        for example in ALL {
            for (_, document) in example.scenario().policies.iter() {
                let (policy, _) = iam::parse(&document.text, document.kind);
                let sids = policy
                    .statements
                    .iter()
                    .filter_map(|held| held.sid.as_ref().map(|(sid, _)| &**sid));
                for sid in sids {
                    assert_ne!(sid, document.name, "{}", example.id);
                }
            }
        }
    }

    #[test]
    fn every_policy_of_an_example_is_in_use() {
        for example in ALL {
            let scenario = example.scenario();
            let text = example.text().unwrap_or_default();
            for (_, document) in scenario.policies.iter() {
                let name = format!("\"{}\"", document.name);
                let is_used = example.text().is_none() || 2 <= text.matches(&name).count();
                let is_full = document.name == "FullAWSAccess";
                assert!(is_used || is_full, "{}, {name}", example.id);
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
    fn every_example_fits_a_link_and_comes_out_of_it_as_it_went_in() {
        for example in ALL {
            let scenario = example.scenario();
            let link = link::encode(&scenario).unwrap();
            println!("{:22} {:5} characters", example.id, link.len());
            assert!(link.len() <= 8000, "{}: {}", example.id, link.len());
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
