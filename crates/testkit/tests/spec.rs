//! The examples in `spec/`, one test a case, and each file's form as a test of its own.

use libtest_mimic::{Arguments, Failed, Trial};
use std::collections::{BTreeMap, BTreeSet};
use testkit::corpus;
use testkit::markdown::{self, Chapter};

fn main() {
    let files = corpus::spec_files();
    let rules = corpus::rules();
    let mut trials = Vec::new();
    for file in &files {
        let text = corpus::text(file);
        let name = corpus::chapter_name(file);
        let chapter = markdown::read(&text);
        let faults = faults(&chapter, &rules);
        trials.push(Trial::test(format!("{name}/form"), move || {
            match faults.is_empty() {
                true => Ok(()),
                false => Err(Failed::from(faults.join("\n"))),
            }
        }));
        for case in corpus::listed(&name, &chapter.tests) {
            trials.push(Trial::test(case.name.clone(), move || {
                testkit::verdict::check(&case.text)
                    .map_err(|error| Failed::from(format!("line {}: {error}", case.line)))
            }));
        }
    }
    trials.push(Trial::test(
        "every case that the oracle can express",
        oracle,
    ));
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

/// The oracle reads no policies and knows no unknown keys; it is asked everything else.
fn oracle() -> Result<(), Failed> {
    let mut left_out = BTreeMap::new();
    let cases = corpus::cases();
    for case in &cases {
        let reason = match testkit::verdict::beyond_the_oracle(&case.text)? {
            Some(reason) => reason,
            None => continue,
        };
        *left_out.entry(reason).or_insert(0) += 1;
    }
    let count: usize = left_out.values().sum();
    println!(
        "the oracle is asked {} of {} cases; not {left_out:?}",
        cases.len() - count,
        cases.len()
    );
    let most = BTreeMap::from([("a policy's text is judged", 340), ("a key is unknown", 40)]);
    let too_many = left_out
        .iter()
        .find(|(reason, count)| most.get(*reason) < Some(count));
    match too_many {
        None if 1_300 <= cases.len() - count => Ok(()),
        None => Err("too few cases are left for the oracle".into()),
        Some((reason, count)) => Err(format!("{reason} in {count} cases").into()),
    }
}

fn faults(chapter: &Chapter, rules: &BTreeSet<String>) -> Vec<String> {
    let mut faults = chapter.faults.clone();
    for test in &chapter.tests {
        for rule in test.rules.iter().filter(|rule| !rules.contains(*rule)) {
            faults.push(format!(
                "line {}: docs/SEMANTICS.md has no rule {rule}",
                test.line
            ));
        }
    }
    faults
}
