//! The examples that ship with the page: every saved request is asked of `iam` and of the oracle,
//! and `docs/EXAMPLES.md` tells of each why it gets its answer, by the number of a rule.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

use iam::unknown::{self, Answer};
use iam::{Decision, derive};
use scenario::{Built, Example, examples};
use std::fmt::Write;
use testkit::{corpus, oracle};

/// Every saved request of an example with its answer, in words of the table.
fn answers(example: &Example) -> Vec<(String, String)> {
    let scenario = example.scenario();
    let built = Built::read(&scenario);
    let answer = |saved: &scenario::SavedRequest| {
        let place = format!("{}, {}", example.id, saved.name);
        let mut request = built.request(&scenario, &saved.request);
        let Answer::Decided(decision) = unknown::ways(built.world(), &request) else {
            panic!("{place} depends on keys that nobody knows");
        };
        // Whatever the unknown keys hold, the answer is the same: also when they are missing, which
        // is how the oracle, which knows no unknown keys, is asked.
        let mut known = built.derived(&scenario, &saved.request);
        known.retain(|held| held.supplied != iam::context::Supplied::Unknown);
        request.context = derive::context(&known);
        assert_eq!(iam::decide(built.world(), &request), decision, "{place}");
        assert_eq!(
            oracle::refusal(built.world(), &request),
            decision.because(),
            "{place}"
        );
        let words = match decision {
            Decision::Allow(_) => "Allowed".to_owned(),
            _ => format!("Denied, `{}`", decision.because().unwrap()),
        };
        (saved.name.clone(), words)
    };
    scenario.saved.iter().map(answer).collect()
}

#[test]
fn the_oracle_agrees_on_every_request_and_the_table_gives_a_rule_for_each() {
    let text = corpus::text(&corpus::root().join("docs/EXAMPLES.md"));
    let rules = corpus::rules();
    let mut missing = String::new();
    for example in examples::ALL {
        for (name, words) in answers(example) {
            let row = format!("| {name} | {words} | ");
            let cited = text.lines().find_map(|line| line.strip_prefix(&*row));
            let Some(cited) = cited else {
                writeln!(missing, "{}: {row}", example.id).unwrap();
                continue;
            };
            for rule in cited.trim_end_matches(" |").split(", ") {
                assert!(rules.contains(rule), "{}, {name}: {rule}", example.id);
            }
        }
    }
    assert!(missing.is_empty(), "docs/EXAMPLES.md lacks\n{missing}");
}
