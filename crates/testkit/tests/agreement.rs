//! Random requests, decided by `iam` and by the oracle.
//!
//! `SOAK=5000000` asks that many instead, from a new beginning each time; `SEED=…` repeats one.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use scenario::case::{Case, Question, Situation};
use std::collections::BTreeMap;
use testkit::random::{Sample, samples};
use testkit::verdict;

fn situation(sample: &Sample) -> Situation {
    let case = Case::read(&sample.0.to_string()).unwrap();
    match case.question {
        Question::Decision(situation) => *situation,
        Question::Match(..) | Question::Validation(..) => panic!("not a decision"),
    }
}

fn runner(cases: u32, seed: u64) -> TestRunner {
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 20_000,
        ..Config::default()
    };
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
}

fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.replace('_', "").parse().unwrap())
}

#[test]
fn iam_and_the_oracle_agree_on_random_requests() {
    let soak = number("SOAK");
    let fresh = || std::time::UNIX_EPOCH.elapsed().unwrap().as_nanos() as u64;
    let seed = number("SEED").unwrap_or_else(|| soak.map_or(1, |_| fresh()));
    let cases = soak.unwrap_or(100_000) as u32;
    println!("{cases} cases with SEED={seed}");
    let agree = |sample: Sample| {
        verdict::agree(&situation(&sample)).map_err(proptest::test_runner::TestCaseError::fail)
    };
    if let Err(error) = runner(cases, seed).run(&samples(), agree) {
        panic!("SEED={seed}: {error}");
    }
}

/// Agreement on nothing but denials would prove little.
#[test]
fn random_requests_meet_every_kind_of_answer() {
    let mut runner = runner(1, 7);
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for _ in 0..5_000 {
        let sample = samples().new_tree(&mut runner).unwrap().current();
        let situation = situation(&sample);
        let decision = iam::decide(&situation.world, &situation.request);
        let answer = decision.because().unwrap_or_else(|| "allow".into());
        *counts.entry(answer).or_default() += 1;
    }
    println!("{counts:#?}");
    for answer in [
        "allow",
        "cross_partition",
        "api_restriction",
        "explicit:rcp",
        "explicit:scp",
        "explicit:resource",
        "explicit:identity",
        "explicit:boundary",
        "explicit:session",
        "explicit:vpc_endpoint",
        "implicit:scp",
        "implicit:resource",
        "implicit:identity",
        "implicit:boundary",
        "implicit:session",
        "implicit:vpc_endpoint",
    ] {
        let count = counts.get(answer).copied().unwrap_or_default();
        let least = if answer == "allow" { 500 } else { 5 };
        assert!(least <= count, "{answer} came {count} times");
    }
}
