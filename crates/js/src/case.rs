//! The outcome of a case of any kind as an object, as `iam-playground evaluate` prints it.

use crate::finding::FindingObject;
use scenario::case::{Case, Outcome};
use serde::Serialize;

/// What comes out of a case.
#[derive(Serialize)]
pub(crate) struct OutcomeObject<'a> {
    id: &'a Option<String>,
    #[serde(flatten)]
    answer: Answer<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pass: Option<bool>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Answer<'a> {
    Decision {
        decision: &'static str,
        because: Option<String>,
        #[serde(skip_serializing_if = "<[String]>::is_empty")]
        keys: &'a [String],
        provisional: bool,
    },
    Match {
        #[serde(rename = "match")]
        matches: bool,
    },
    Validation {
        valid: bool,
        findings: Vec<FindingObject>,
    },
}

impl<'a> OutcomeObject<'a> {
    pub(crate) fn new(case: &'a Case, outcome: &'a Outcome) -> OutcomeObject<'a> {
        let answer = match outcome {
            Outcome::Decision { trace, keys } => Answer::Decision {
                decision: trace.decision.name(),
                because: trace.decision.because(),
                keys,
                provisional: trace.provisional,
            },
            Outcome::Match(matches) => Answer::Match { matches: *matches },
            Outcome::Validation { valid, findings } => Answer::Validation {
                valid: *valid,
                findings: findings.iter().map(FindingObject::from).collect(),
            },
        };
        OutcomeObject {
            id: &case.id,
            answer,
            pass: case.judge(outcome),
        }
    }
}
