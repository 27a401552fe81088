//! What was loaded: a case or a scenario, compiled, and the requests that can be put to it.

use crate::document::Document;
use crate::value;
use iam::{Decision, PolicyId, Request, World};
use scenario::case::{Case, CaseKind, Question, Situation};
use serde::Deserialize;
use serde::de::IgnoredAny;
use wasm_bindgen::prelude::*;

/// A case or a scenario.
pub(crate) struct Loaded {
    source: Source,
    /// Whether some policy could not be read in full.
    has_holes: bool,
}

enum Source {
    Case(Box<Situation>),
    Scenario(Box<Document>),
}

/// The members that tell cases from scenarios.
#[derive(Deserialize)]
#[serde(expecting = "an object is wanted")]
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
        let source = match shape {
            Shape { cases: Some(_), .. } => {
                let advice = "this is a list of cases; load each of its `cases` by itself";
                return Err(JsError::new(advice));
            }
            Shape { kind: Some(_), .. } | Shape { setup: Some(_), .. } => {
                Source::Case(situation(Case::read(text)?)?)
            }
            Shape { .. } => Source::Scenario(Box::new(Document::read(text)?)),
        };
        let mut loaded = Loaded {
            source,
            has_holes: false,
        };
        let mut policies = loaded.world().policies().iter();
        loaded.has_holes = policies.any(|stored| stored.policy.has_holes);
        Ok(loaded)
    }

    pub(crate) fn world(&self) -> &World {
        match &self.source {
            Source::Case(situation) => &situation.world,
            Source::Scenario(document) => document.world(),
        }
    }

    /// The request that the case or scenario holds.
    pub(crate) fn request(&self) -> Result<&Request, JsError> {
        match &self.source {
            Source::Case(situation) => Ok(&situation.request),
            Source::Scenario(document) => document.request().ok_or_else(|| {
                JsError::new("the scenario holds no request; pass one with `caller` and `action`")
            }),
        }
    }

    /// The text of a policy.
    pub(crate) fn text(&self, policy: PolicyId) -> Option<&str> {
        match &self.source {
            Source::Case(situation) => situation.text(policy),
            Source::Scenario(document) => document.text(policy),
        }
    }

    /// Another request, by the name under which a scenario keeps it or as an object; members it
    /// leaves out stay as they are.
    pub(crate) fn other_request(&self, request: &JsValue) -> Result<Request, JsError> {
        match (&self.source, request.as_string()) {
            (Source::Scenario(document), Some(name)) => Ok(document.saved_request(&name)?),
            (Source::Case(_), Some(_)) => Err(JsError::new(
                "a case keeps no requests by name; pass a request as an object",
            )),
            (Source::Case(situation), None) => {
                let text = value::text(request, "a request")?;
                Ok(situation.other_request(&text)?)
            }
            (Source::Scenario(document), None) => {
                let text = value::text(request, "a request")?;
                Ok(document.other_request(&text)?)
            }
        }
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

fn situation(case: Case) -> Result<Box<Situation>, JsError> {
    let kind = case.kind().code();
    match case.question {
        Question::Decision(situation) => Ok(situation),
        Question::Match(..) | Question::Validation(..) => Err(JsError::new(&format!(
            "a case of kind `{kind}` asks for no decision; load one of kind `{}`",
            CaseKind::Decision.code()
        ))),
    }
}
