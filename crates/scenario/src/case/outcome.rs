//! What comes out of a case, and whether that is what the documentation says.

use super::{Expected, Question, Situation};
use iam::unknown::{Answer, ways};
use iam::{Decision, PolicyId, Trace};
use syntax::{Diagnostic, LineIndex, Severity};

/// What came out.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Of a request.
    Decision {
        /// The answer and the way to it.
        trace: Box<Trace>,
        /// The unknown keys that decide, in lower case and in order (R8.3).
        keys: Vec<String>,
    },
    /// Of a part of a policy: whether it applies.
    Match(bool),
    /// Of a policy's text.
    Validation {
        /// Whether AWS would take it.
        valid: bool,
        /// What there is to say about it.
        findings: Vec<Finding>,
    },
}

/// A remark about a policy's text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// A stable kebab-case name.
    pub code: &'static str,
    /// `error`, `warning` or `info`.
    pub severity: Severity,
    /// One sentence.
    pub message: String,
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
}

impl Finding {
    /// A diagnostic with its place in `text` as people count.
    pub fn new(diagnostic: &Diagnostic, lines: &LineIndex) -> Finding {
        let at = lines.line_column(diagnostic.span.start);
        Finding {
            code: diagnostic.code,
            severity: diagnostic.severity,
            message: diagnostic.message.clone(),
            line: at.line,
            column: at.column,
        }
    }

    /// As `line:column code`, the form in which a case says which findings it expects.
    pub fn place_and_code(&self) -> String {
        format!("{}:{} {}", self.line, self.column, self.code)
    }
}

pub(super) fn run(question: &Question) -> Outcome {
    match question {
        Question::Decision(situation) => {
            let mut trace = Box::new(iam::explain(&situation.world, &situation.request));
            let keys = settle(situation, &mut trace);
            Outcome::Decision { trace, keys }
        }
        Question::Match(_, situation, policy) => {
            let trace = iam::explain(&situation.world, &situation.request);
            Outcome::Match(first_statement_applies(&trace, *policy))
        }
        Question::Validation(kind, text) => {
            let (_, found) = iam::parse(text, *kind);
            let lines = LineIndex::new(text);
            Outcome::Validation {
                valid: found.iter().all(|one| one.severity != Severity::Error),
                findings: found.iter().map(|one| Finding::new(one, &lines)).collect(),
            }
        }
    }
}

impl Outcome {
    /// Whether this is the documented outcome. Only the reasons that AWS documents are
    /// compared: which layer is named first where nothing allows is not among them.
    pub fn passes(&self, expected: &Expected) -> bool {
        match (self, expected) {
            (
                Outcome::Decision { trace, keys: found },
                Expected::Decision {
                    name,
                    because,
                    provisional,
                    keys,
                },
            ) => {
                trace.decision.name() == name
                    && because
                        .as_deref()
                        .is_none_or(|text| has_reason(trace.decision, text))
                    && provisional.is_none_or(|wanted| wanted == trace.provisional)
                    && keys.as_ref().is_none_or(|wanted| wanted == found)
            }
            (Outcome::Match(matches), Expected::Match(wanted)) => matches == wanted,
            (
                Outcome::Validation { valid, findings },
                Expected::Validation {
                    valid: wanted,
                    findings: listed,
                },
            ) => {
                let found = findings.iter().map(Finding::place_and_code);
                valid == wanted
                    && listed
                        .as_ref()
                        .is_none_or(|listed| found.eq(listed.iter().cloned()))
            }
            _ => false,
        }
    }
}

/// The unknown keys that decide. What could not be told part by part may still come to the same
/// answer for every way to fill them in, and is then the answer (R8.3.4).
fn settle(situation: &Situation, trace: &mut Trace) -> Vec<String> {
    if trace.decision != Decision::DependsOn {
        return Vec::new();
    }
    let keys: Vec<String> = match ways(&situation.world, &situation.request) {
        Answer::Decided(decision) => {
            trace.decision = decision;
            Vec::new()
        }
        Answer::Depends(ways) => ways
            .into_iter()
            .flat_map(|way| way.conditions)
            .map(|holds| holds.key)
            .collect(),
        Answer::TooManyWays { keys, .. } => keys,
    };
    let mut keys: Vec<String> = keys.iter().map(|key| key.to_lowercase()).collect();
    keys.sort();
    keys.dedup();
    keys
}

/// Whether the statement of a one-statement policy applies, whatever comes of the request.
fn first_statement_applies(trace: &Trace, policy: PolicyId) -> bool {
    trace
        .gates()
        .iter()
        .flat_map(|gate| trace.policies(gate))
        .find(|traced| traced.policy == policy)
        .is_some_and(|traced| traced.allows.is_yes())
}

fn has_reason(decision: Decision, wanted: &str) -> bool {
    let documented =
        wanted.starts_with("explicit:") || matches!(wanted, "api_restriction" | "cross_partition");
    !documented || decision.because().as_deref() == Some(wanted)
}
