//! Any text as a policy: what `crates/iam` promises of every text holds. The length of the text
//! chooses the kind, so that inputs stay plain policies.
#![no_main]

#[path = "../../crates/iam/tests/invariants/mod.rs"]
mod invariants;

use iam::PolicyKind;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let kind = PolicyKind::ALL[text.len() % PolicyKind::ALL.len()];
    invariants::check_as(text, kind);
});
