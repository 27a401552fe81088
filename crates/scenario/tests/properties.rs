//! What holds of every scenario that people can make, tried on random ones.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "tests fail by panicking"
)]

mod random;

use proptest::prelude::*;
use random::{apply, bare, edits, scenario};
use scenario::link::{self, Fragment, LinkError};
use scenario::{Built, NodeKind, NodeRef, Scenario, wire};
use std::collections::BTreeSet;

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Writing renumbers nodes and policies, so the second reading is compared with the first.
    #[test]
    fn a_file_gives_the_scenario_back(scenario in scenario()) {
        let file = wire::to_json(&scenario);
        let read = wire::from_json(&file).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(wire::to_json(&read), file);
        prop_assert_eq!(wire::from_json(&wire::to_json(&read)), Ok(read.clone()));
        prop_assert_eq!(decision(&read), decision(&scenario));
    }

    #[test]
    fn a_link_gives_the_scenario_back(scenario in scenario()) {
        match link::encode(&scenario) {
            Ok(link) => {
                let whole = wire::from_json(&wire::to_json(&scenario)).unwrap();
                prop_assert_eq!(link::read(&link), Ok(Fragment::Scenario(Box::new(whole))));
            }
            Err(error) => prop_assert_eq!(error, LinkError::DoesNotFit),
        }
    }

    #[test]
    fn a_link_cut_anywhere_says_so_or_is_none(scenario in scenario(), at in any::<prop::sample::Index>()) {
        let Ok(link) = link::encode(&scenario) else { return Ok(()) };
        let at = at.index(link.len());
        match link::read(&link[..at]) {
            Err(LinkError::CutOff(after)) => prop_assert!(after <= at),
            Err(LinkError::NotALink) => prop_assert!(at < 2),
            Ok(Fragment::Nothing) => prop_assert_eq!(at, 0),
            other => prop_assert!(false, "{other:?}"),
        }
    }

    #[test]
    fn a_link_with_another_character_is_never_another_scenario(
        scenario in scenario(),
        at in any::<prop::sample::Index>(),
        character in "[A-Za-z0-9_.-]",
    ) {
        let Ok(link) = link::encode(&scenario) else { return Ok(()) };
        let at = at.index(link.len());
        let changed = format!("{}{character}{}", &link[..at], &link[at + 1..]);
        let whole = link::read(&link);
        match link::read(&changed) {
            Err(_) => {}
            read => prop_assert_eq!(read, whole),
        }
    }

    #[test]
    fn edits_keep_what_aws_keeps(edits in edits()) {
        let mut scenario = bare();
        for edit in &edits {
            apply(&mut scenario, edit);
        }
        check_tree(&scenario)?;
        let mut names = BTreeSet::new();
        for (_, document) in scenario.policies.iter() {
            prop_assert!(names.insert(document.name.to_ascii_lowercase()));
        }
    }

    #[test]
    fn no_text_makes_reading_panic(text in any::<String>()) {
        let _ = wire::from_json(&text);
        let _ = link::read(&text);
        let _ = link::read(&format!("v1.j.{text}"));
        let _ = link::read(&format!("v1.d.{text}.00000000"));
    }
}

fn decision(scenario: &Scenario) -> iam::Decision {
    let built = Built::read(scenario);
    let request = built.request(scenario, &scenario.request);
    iam::decide(built.world(), &request)
}

fn check_tree(scenario: &Scenario) -> Result<(), TestCaseError> {
    let tree = scenario.organization.as_ref().unwrap();
    let mut met = 0;
    let mut accounts = BTreeSet::new();
    for (id, level, node) in tree.walk() {
        met += 1;
        prop_assert!(tree.is_within(id, NodeRef::ROOT));
        prop_assert!((1..=10).contains(&node.scps.len()) && node.rcps.len() <= 4);
        match &node.kind {
            NodeKind::Root { .. } => prop_assert_eq!(id, NodeRef::ROOT),
            NodeKind::Ou { .. } => prop_assert!(level <= 5),
            NodeKind::Account(account) => {
                prop_assert!(accounts.insert(*account) && node.children().is_empty());
                prop_assert!(scenario.account(*account).is_some());
            }
        }
        let names = node
            .children()
            .iter()
            .filter_map(|child| match &tree.node(*child)?.kind {
                NodeKind::Ou { name, .. } => Some(name),
                _ => None,
            });
        let mut seen = BTreeSet::new();
        for name in names {
            prop_assert!(seen.insert(name), "{name} stands twice");
        }
    }
    prop_assert_eq!(met, tree.iter().count());
    prop_assert!(accounts.contains(&tree.management_account));
    Ok(())
}
