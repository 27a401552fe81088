//! Filling the request from a text: what was found in it, and what it would set.

use super::caller::caller_words;
use crate::message::{Lacking, Message};
use crate::model::Model;
use scenario::paste::{self, Filled, Pasted};
use scenario::{ContextValue, Scenario};

/// What is drawn of a pasted text.
#[derive(Clone, PartialEq, Debug)]
pub struct FillView {
    /// The text.
    pub text: String,
    /// What it would set, a name and a value each.
    pub sets: Vec<(String, String)>,
    /// What to know of it, a sentence each.
    pub notes: Vec<String>,
    /// What was found and cannot be used, a sentence each.
    pub unused: Vec<String>,
    /// Why nothing can be read.
    pub problem: Option<String>,
    /// The answers: what each says and does.
    pub answers: Vec<(String, Message)>,
}

impl FillView {
    pub(super) fn new(model: &Model) -> FillView {
        let text = &model.page.pasted;
        let mut view = FillView {
            text: text.clone(),
            sets: Vec::new(),
            notes: Vec::new(),
            unused: Vec::new(),
            problem: None,
            answers: Vec::new(),
        };
        if text.trim().is_empty() {
            return view;
        }
        match paste::read(text) {
            Ok(pasted) => view.found(model.scenario(), pasted),
            Err(error) => view.problem = Some(error.to_string()),
        }
        view
    }

    fn found(&mut self, scenario: &Scenario, pasted: Pasted) {
        let filled = paste::fill(scenario, &pasted);
        self.sets = sets(&filled, &pasted);
        self.notes = filled.notes;
        self.unused = pasted.unused;
        let missing = filled.missing.map(|missing| {
            let label = format!("Fill in and add {}", missing.to_add().replace('`', ""));
            (label, Message::FillRequest(Lacking::Add))
        });
        let plain = ("Fill in".to_owned(), Message::FillRequest(Lacking::Leave));
        self.answers = missing.into_iter().chain([plain]).collect();
    }
}

fn sets(filled: &Filled, pasted: &Pasted) -> Vec<(String, String)> {
    let request = &filled.request;
    let mut sets: Vec<(String, String)> = Vec::new();
    let mut set = |name: &str, value: String| sets.push((name.to_owned(), value));
    if pasted.caller.is_some() {
        set("Caller", caller_words(&request.caller));
    }
    if pasted.action.is_some() {
        set("Action", request.action.clone());
        set("Resource", request.resource.clone());
    }
    if let Some(owner) = request.owner.filter(|_| pasted.owner.is_some()) {
        set("Owner", owner.to_string());
    }
    if let Some(endpoint) = &request.endpoint {
        set("VPC endpoint", endpoint.clone());
    }
    for entry in &request.context {
        let value = match &entry.value {
            ContextValue::Single(value) => value.clone(),
            ContextValue::Several(values) => values.join(", "),
            ContextValue::Unknown => "unknown".into(),
            ContextValue::Absent => "left out".into(),
        };
        set(&entry.key, value);
    }
    if let Some(reason) = &pasted.reason {
        set("AWS said", reason.clone());
    }
    sets
}
