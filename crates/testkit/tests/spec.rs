//! The examples in `spec/`, one test a case, and each file's form as a test of its own.

use libtest_mimic::{Arguments, Failed, Trial};
use std::collections::BTreeSet;
use std::path::Path;
use testkit::corpus;
use testkit::markdown::{self, Chapter};

fn main() {
    let files = corpus::spec_files();
    let rules = corpus::rules();
    let mut trials = Vec::new();
    for file in &files {
        let text = corpus::text(file);
        let name = name(file);
        let chapter = markdown::read(&text);
        let faults = faults(&chapter, &rules);
        trials.push(Trial::test(format!("{name}/form"), move || {
            match faults.is_empty() {
                true => Ok(()),
                false => Err(Failed::from(faults.join("\n"))),
            }
        }));
        for test in chapter.tests {
            for ((line, case), number) in test.cases.into_iter().zip(1..) {
                let title = format!("{name}/{}/{number}", test.text);
                trials.push(Trial::test(title, move || {
                    testkit::verdict::check(&case)
                        .map_err(|error| Failed::from(format!("line {line}: {error}")))
                }));
            }
        }
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn name(file: &Path) -> String {
    let root = corpus::root().join("spec");
    let name = file.strip_prefix(root).unwrap_or(file).with_extension("");
    name.to_string_lossy().replace('\\', "/")
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
