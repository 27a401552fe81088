//! Every rule of `docs/SEMANTICS.md` is shown by a heading in `spec/`, or stands with its reason
//! in a table of rules that no example can show.

use std::collections::BTreeSet;
use testkit::corpus;
use testkit::markdown;

/// Rules that still wait for their example. The list may only shrink.
const WAITING: &str = include_str!("../cases/rules-without-example.txt");

#[test]
fn every_rule_has_an_example_or_a_reason_for_none() {
    let shown = shown();
    let excused = corpus::rules_without_example();
    let covered: BTreeSet<&String> = shown.union(&excused).collect();
    let rules = corpus::rules();
    let missing: BTreeSet<&str> = rules
        .iter()
        .filter(|rule| !covered.contains(rule))
        .map(String::as_str)
        .collect();
    let waiting: BTreeSet<&str> = WAITING.lines().collect();
    let new: Vec<_> = missing.difference(&waiting).collect();
    let done: Vec<_> = waiting.difference(&missing).collect();
    assert!(
        new.is_empty(),
        "write an example in spec/ for each of these rules: {new:?}"
    );
    assert!(
        done.is_empty(),
        "take these out of cases/rules-without-example.txt: {done:?}"
    );
}

#[test]
fn no_rule_is_both_shown_and_excused() {
    let both: Vec<String> = shown()
        .intersection(&corpus::rules_without_example())
        .cloned()
        .collect();
    assert_eq!(both, [""; 0], "these rules have an example");
}

#[test]
fn there_are_rules() {
    assert!(400 < corpus::rules().len(), "{}", corpus::rules().len());
}

fn shown() -> BTreeSet<String> {
    corpus::spec_files()
        .iter()
        .flat_map(|file| markdown::read(&corpus::text(file)).tests)
        .filter(|test| !test.cases.is_empty())
        .flat_map(|test| test.rules)
        .collect()
}
