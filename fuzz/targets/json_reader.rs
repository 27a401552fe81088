//! Any text through the JSON reader: what `crates/syntax` promises of every text holds.
#![no_main]

#[path = "../../crates/syntax/tests/invariants/mod.rs"]
mod invariants;

libfuzzer_sys::fuzz_target!(|text: &str| invariants::check(text));
