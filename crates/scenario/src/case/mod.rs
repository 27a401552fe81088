//! Cases: policies and a request, or one part of the policy language, with the outcome that AWS
//! documents. The format of the conformance corpus, of `spec/` and of the command line.
//!
//! Nothing is filled in: a case holds every policy and every condition key that counts. What a
//! scenario derives (AWS's own keys, managed policies) belongs to the rest of this crate.
//!
//! - [`Case::read`] reads one case; [`split`] finds the cases in a file.
//! - [`Case::run`] gives its [`Outcome`], [`Outcome::passes`] compares it with what is expected.

mod input;
mod outcome;
mod principal;
mod setup;
mod wire;

pub use input::{Entry, InputError, split};
pub use outcome::{Finding, Outcome};

use iam::{PolicyId, PolicyKind, Request, World};
use std::fmt;

/// One case.
#[derive(Debug)]
pub struct Case {
    /// Its name, where it has one.
    pub id: Option<String>,
    /// What is asked.
    pub question: Question,
    /// The documented outcome, where the case carries it.
    pub expected: Option<Expected>,
}

/// What a case asks.
#[derive(Debug)]
pub enum Question {
    /// May this request go through?
    Decision(Box<Situation>),
    /// Does the only statement of this policy apply to the request? Asked of a condition, a
    /// `Resource` value or an `Action` value, each with a policy written around it.
    Match(CaseKind, Box<Situation>, PolicyId),
    /// Would AWS take this text as a policy of this kind?
    Validation(PolicyKind, String),
}

/// The kinds of case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CaseKind {
    /// A whole request.
    Decision,
    /// A `Condition` element.
    Condition,
    /// A value of a `Resource` element.
    ResourceMatch,
    /// A value of an `Action` element.
    ActionMatch,
    /// A policy's text.
    Validation,
}

/// Policies, an organization and a request.
#[derive(Debug)]
pub struct Situation {
    /// The policies and the organization.
    pub world: World,
    /// The request.
    pub request: Request,
    /// The text of each policy, by its position in the world.
    pub texts: Vec<String>,
}

/// What the documentation says comes out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Expected {
    /// Of a request.
    Decision {
        /// `Allow`, `Deny` or `DependsOn`.
        name: String,
        /// The reason; the layer behind `implicit:` is advice only.
        because: Option<String>,
        /// Whether the answer may change once every policy can be read.
        provisional: Option<bool>,
        /// The unknown keys that decide, in lower case and in order.
        keys: Option<Vec<String>>,
    },
    /// Of a part of a policy: whether it applies.
    Match(bool),
    /// Of a policy's text.
    Validation {
        /// Whether AWS takes it.
        valid: bool,
        /// Every finding in order, as `line:column code`.
        findings: Option<Vec<String>>,
    },
}

impl CaseKind {
    /// All kinds.
    pub const ALL: [CaseKind; 5] = [
        CaseKind::Decision,
        CaseKind::Condition,
        CaseKind::ResourceMatch,
        CaseKind::ActionMatch,
        CaseKind::Validation,
    ];

    /// The name in the file.
    pub const fn code(self) -> &'static str {
        match self {
            CaseKind::Decision => "decision",
            CaseKind::Condition => "condition",
            CaseKind::ResourceMatch => "resource_match",
            CaseKind::ActionMatch => "action_match",
            CaseKind::Validation => "validation",
        }
    }

    /// The kind behind a name.
    pub fn from_code(code: &str) -> Option<CaseKind> {
        CaseKind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

impl Case {
    /// Reads a case from its JSON text.
    pub fn read(text: &str) -> Result<Case, CaseError> {
        let case: wire::CaseObject = wire::read(text, "case")?;
        let kind = CaseKind::from_code(&case.kind).ok_or_else(|| {
            CaseError::unknown("kind", &case.kind, CaseKind::ALL.map(CaseKind::code))
        })?;
        let setup = case.setup.get();
        let request = match case.request {
            Some(request) => wire::read(request.get(), "request")?,
            None => wire::RequestObject::default(),
        };
        let question = match kind {
            CaseKind::Decision => setup::decision(setup, request)?,
            CaseKind::Condition => setup::condition(setup, request)?,
            CaseKind::ResourceMatch => setup::resource_match(setup, request)?,
            CaseKind::ActionMatch => setup::action_match(setup, request)?,
            CaseKind::Validation => setup::validation(setup)?,
        };
        let expected = case.expected.map(|raw| expected(kind, raw.get()));
        Ok(Case {
            id: case.id,
            question,
            expected: expected.transpose()?,
        })
    }

    /// The kind of case.
    pub fn kind(&self) -> CaseKind {
        match &self.question {
            Question::Decision(_) => CaseKind::Decision,
            Question::Match(kind, ..) => *kind,
            Question::Validation(..) => CaseKind::Validation,
        }
    }

    /// The policies and the request, unless the case is about a text alone.
    pub fn situation(&self) -> Option<&Situation> {
        match &self.question {
            Question::Decision(situation) | Question::Match(_, situation, _) => Some(situation),
            Question::Validation(..) => None,
        }
    }

    /// What comes out.
    pub fn run(&self) -> Outcome {
        outcome::run(&self.question)
    }

    /// Whether an outcome is the documented one; `None` where the case expects nothing.
    pub fn judge(&self, outcome: &Outcome) -> Option<bool> {
        self.expected
            .as_ref()
            .map(|expected| outcome.passes(expected))
    }
}

impl Situation {
    /// The text of a policy.
    pub fn text(&self, policy: PolicyId) -> Option<&str> {
        self.texts.get(policy.index()).map(String::as_str)
    }

    /// Another request to the same policies by the same caller, from the JSON of a case's
    /// `request`. Members it leaves out stay as they are; `context` replaces all keys.
    pub fn other_request(&self, text: &str) -> Result<Request, CaseError> {
        setup::other_request(&self.request, wire::read(text, "request")?)
    }
}

fn expected(kind: CaseKind, text: &str) -> Result<Expected, CaseError> {
    match kind {
        CaseKind::Decision => {
            let expected: wire::DecisionExpected = wire::read(text, "expected")?;
            const NAMES: [&str; 3] = ["Allow", "Deny", "DependsOn"];
            if !NAMES.contains(&&*expected.decision) {
                return Err(CaseError::unknown(
                    "expected.decision",
                    &expected.decision,
                    NAMES,
                ));
            }
            Ok(Expected::Decision {
                name: expected.decision,
                because: expected.because,
                provisional: expected.provisional,
                keys: expected.keys,
            })
        }
        CaseKind::Condition | CaseKind::ResourceMatch | CaseKind::ActionMatch => {
            let expected: wire::MatchExpected = wire::read(text, "expected")?;
            Ok(Expected::Match(expected.matches))
        }
        CaseKind::Validation => {
            let expected: wire::ValidationExpected = wire::read(text, "expected")?;
            Ok(Expected::Validation {
                valid: expected.valid,
                findings: expected.findings,
            })
        }
    }
}

/// Why a case cannot be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CaseError(String);

impl CaseError {
    pub(super) fn new(message: impl Into<String>) -> CaseError {
        CaseError(message.into())
    }

    pub(super) fn unknown<const N: usize>(part: &str, found: &str, known: [&str; N]) -> CaseError {
        let known = known.map(|name| format!("`{name}`")).join(", ");
        CaseError(format!("{part}: `{found}` is not one of {known}"))
    }
}

impl fmt::Display for CaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for CaseError {}
