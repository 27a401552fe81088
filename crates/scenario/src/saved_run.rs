//! The saved requests of a scenario as tests: each decided, and held against what is expected.

use crate::build::Built;
use crate::document::Scenario;
use crate::request::{Expectation, SavedRequest};
use iam::sentences::{self, Subject};
use iam::{Decision, Principal, Trace};

/// What came of a saved request.
#[derive(Clone, PartialEq, Debug)]
pub struct TestResult {
    /// The answer.
    pub decision: Decision,
    /// Why, without the verdict's word.
    pub sentence: String,
    /// The caller's ARN, or what stands for it.
    pub caller: String,
}

/// Whether a test got what it should.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It did.
    Passes,
    /// It did not.
    Fails,
    /// Nothing is expected of it.
    Unjudged,
}

impl Outcome {
    /// The outcome of a decision.
    pub fn of(expected: Option<Expectation>, decision: Decision) -> Outcome {
        match expected.map(|expected| expected.holds(decision)) {
            Some(true) => Outcome::Passes,
            Some(false) => Outcome::Fails,
            None => Outcome::Unjudged,
        }
    }

    /// The word beside the icon and in reports.
    pub const fn word(self) -> &'static str {
        match self {
            Outcome::Passes => "pass",
            Outcome::Fails => "fail",
            Outcome::Unjudged => "none",
        }
    }
}

impl Expectation {
    /// The word of files and the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Expectation::Allow => "Allow",
            Expectation::Deny => "Deny",
        }
    }
}

/// Decides saved requests in a world, in their order, and shows each trace.
pub fn run(
    scenario: &Scenario,
    saved: &[SavedRequest],
    built: &Built,
    mut see: impl FnMut(&Trace),
) -> Vec<TestResult> {
    let mut result = |saved: &SavedRequest| {
        let request = built.request(scenario, &saved.request);
        let trace = iam::explain(built.world(), &request);
        see(&trace);
        TestResult {
            decision: trace.decision,
            sentence: sentences::verdict(Subject {
                world: built.world(),
                request: &request,
                trace: &trace,
            }),
            caller: caller_name(&request.caller.principal),
        }
    };
    saved.iter().map(&mut result).collect()
}

/// The caller's ARN, or what stands for it.
pub fn caller_name(principal: &Principal) -> String {
    match principal {
        Principal::Service { name } => name.clone(),
        Principal::WebIdentity { provider } => provider.clone(),
        Principal::Anonymous => "no credentials".into(),
        other => other
            .arn()
            .map(|arn| arn.as_str().to_owned())
            .unwrap_or_default(),
    }
}
