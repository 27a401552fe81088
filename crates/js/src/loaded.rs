//! What was loaded: a case or a scenario, compiled, and the requests that can be put to it.

use crate::value;
use iam::{Decision, PolicyId, Request, World};
use scenario::case::{Case, CaseKind, Question, Situation};
use serde::Deserialize;
use serde::de::IgnoredAny;
use wasm_bindgen::prelude::*;

/// A case or a scenario.
pub(crate) struct Loaded {
    situation: Box<Situation>,
    /// Whether some policy could not be read in full.
    has_holes: bool,
}

/// The members that tell a case from a scenario.
#[derive(Deserialize)]
struct Shape {
    kind: Option<IgnoredAny>,
    setup: Option<IgnoredAny>,
    cases: Option<IgnoredAny>,
}

impl Loaded {
    /// Reads a case or a scenario from its JSON text.
    pub(crate) fn read(text: &str) -> Result<Loaded, JsError> {
        let shape: Shape = serde_json::from_str(text).map_err(|error| {
            JsError::new(&format!("this is neither a case nor a scenario: {error}"))
        })?;
        if shape.cases.is_some() {
            return Err(JsError::new(
                "this is a list of cases; load each of its `cases` by itself",
            ));
        }
        let _ = (shape.kind, shape.setup);
        let case = Case::read(text)?;
        match case.question {
            Question::Decision(situation) => Ok(Loaded::new(situation)),
            Question::Match(..) | Question::Validation(..) => Err(JsError::new(&format!(
                "a case of kind `{}` asks for no decision; load one of kind `{}`",
                case.kind().code(),
                CaseKind::Decision.code()
            ))),
        }
    }

    fn new(situation: Box<Situation>) -> Loaded {
        let has_holes = situation
            .world
            .policies()
            .iter()
            .any(|stored| stored.policy.has_holes);
        Loaded {
            situation,
            has_holes,
        }
    }

    pub(crate) fn world(&self) -> &World {
        &self.situation.world
    }

    /// The request that the case or scenario holds.
    pub(crate) fn request(&self) -> &Request {
        &self.situation.request
    }

    /// The text of a policy.
    pub(crate) fn text(&self, policy: PolicyId) -> Option<&str> {
        self.situation.text(policy)
    }

    /// Another request; members it leaves out stay as they are.
    pub(crate) fn other_request(&self, request: &JsValue) -> Result<Request, JsError> {
        let text = value::text(request, "a request")?;
        Ok(self.situation.other_request(&text)?)
    }

    /// The decision, and whether it may change once every policy can be read.
    pub(crate) fn decide(&self, request: &Request) -> (Decision, bool) {
        if !self.has_holes {
            return (iam::decide(self.world(), request), false);
        }
        let trace = iam::explain(self.world(), request);
        (trace.decision, trace.provisional)
    }
}
