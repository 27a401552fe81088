//! AWS's own managed policies are accepted and mean the same after they were laid out anew.
//! Some are larger than a customer's may be (R5.1.1); nothing else is wrong with any.
//!
//! `managed-policies/` has a few of them; `cargo xtask managed-policies` fetches all and runs
//! the other test on them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod invariants;

use iam::PolicyKind;
use std::path::Path;
use syntax::{Severity, render};

/// Reads every policy in a folder and returns how many there are and what is wrong.
fn read(folder: &Path) -> (usize, Vec<String>) {
    let mut count = 0;
    let mut wrong = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let file = entry.unwrap().path();
        if file.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let text = std::fs::read_to_string(&file).unwrap();
        let name = file.file_name().unwrap().to_string_lossy();
        for found in invariants::check_as(&text, PolicyKind::Managed) {
            if found.severity == Severity::Error && found.code != "policy-size" {
                wrong.push(render(&name, &text, &found));
            }
        }
        count += 1;
    }
    (count, wrong)
}

#[test]
fn a_few() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/managed-policies");
    let (count, wrong) = read(&folder);
    assert_eq!(wrong, Vec::<String>::new());
    assert!(20 <= count, "only {count} policies");
}

#[test]
#[ignore = "fetches all policies: cargo xtask managed-policies"]
fn all() {
    let folder = std::env::var_os("MANAGED_POLICIES").expect("run cargo xtask managed-policies");
    let (count, wrong) = read(Path::new(&folder));
    let problems = wrong.len();
    assert!(
        wrong.is_empty(),
        "{problems} of {count}:\n{}",
        wrong.join("\n")
    );
    assert!(1_500 <= count, "only {count} policies");
}

/// AWS takes what it doesn't put in (R1.11.2), and a partition it doesn't document (R1.9.4).
#[test]
fn a_variable_before_the_fifth_colon_is_no_error() {
    let text = include_str!("managed-policies/AmazonTimestreamInfluxDBServiceRolePolicy.json");
    let found = invariants::check_as(text, PolicyKind::Managed);
    let found: Vec<_> = found
        .iter()
        .map(|found| (found.severity, found.code))
        .collect();
    let codes = ["invalid-partition", "invalid-variable-position"];
    assert_eq!(found, codes.map(|code| (Severity::Warning, code)));
}
