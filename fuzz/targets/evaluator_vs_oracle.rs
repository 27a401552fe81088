//! Any bytes as a world and a request: `decide`, `explain` and the oracle give one answer.
#![no_main]

use scenario::case::{Case, Question};
use testkit::{random, verdict};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = random::case(bytes).to_string();
    let case = Case::read(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    if let Question::Decision(situation) = &case.question {
        if let Err(difference) = verdict::agree(situation) {
            panic!("{difference}\n{text}");
        }
    }
});
