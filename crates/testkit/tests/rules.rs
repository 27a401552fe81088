//! Every rule of `docs/SEMANTICS.md` is shown by a heading in `spec/`, or stands with its reason
//! in a table of rules that no example can show.

use std::collections::BTreeSet;
use testkit::{corpus, markdown};

#[test]
fn every_rule_has_an_example_or_a_reason_for_none() {
    let covered = &shown() | &corpus::rules_without_example();
    let missing: Vec<String> = corpus::rules().difference(&covered).cloned().collect();
    assert_eq!(missing, [""; 0], "write an example in spec/ for each");
}

#[test]
fn rules_in_the_table_exist_and_have_no_example() {
    let excused = corpus::rules_without_example();
    let unknown: Vec<String> = excused.difference(&corpus::rules()).cloned().collect();
    assert_eq!(unknown, [""; 0], "there are no such rules");
    let both: Vec<String> = excused.intersection(&shown()).cloned().collect();
    assert_eq!(both, [""; 0], "these rules have an example");
}

#[test]
fn there_are_rules_and_examples() {
    assert!(500 < corpus::rules().len(), "{}", corpus::rules().len());
    assert!(450 < shown().len(), "{}", shown().len());
}

fn shown() -> BTreeSet<String> {
    corpus::spec_files()
        .iter()
        .flat_map(|file| markdown::read(&corpus::text(file)).tests)
        .filter(|test| !test.cases.is_empty())
        .flat_map(|test| test.rules)
        .collect()
}
