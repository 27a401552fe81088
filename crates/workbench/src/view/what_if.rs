//! "Would be allowed if you …", "would be denied if you …": the smallest changes that turn the
//! answer around, each tried with one click and undone with one.

use super::path::decision_state;
use super::state::State;
use super::verdict::capitalized;
use crate::message::Message;
use crate::model::Model;
use iam::Decision;
use iam::counterfactual::Counterfactual;
use iam::sentences;

/// What is drawn as the list of changes.
#[derive(Clone, PartialEq, Debug)]
pub struct WhatIfView {
    /// Its heading; also what opens it.
    pub heading: &'static str,
    /// Whether it is open.
    pub open: bool,
    /// Whether the request has changed since, so that the list is about to be made anew.
    pub waiting: bool,
    /// The changes, the smallest first.
    pub changes: Vec<ChangeView>,
    /// What stands in place of the list where it is empty.
    pub remark: Option<String>,
    /// The change that was tried last, as long as nothing else was done since.
    pub tried: Option<String>,
}

/// A change, or several that only help together.
#[derive(Clone, PartialEq, Debug)]
pub struct ChangeView {
    /// What to do; what stands between backticks is code.
    pub sentence: String,
    /// The answer then: a word.
    pub word: &'static str,
    /// The answer then: colour and icon.
    pub state: State,
    /// Does it, as an edit that can be undone.
    pub message: Message,
}

/// How the name of a step begins that is a trial.
pub(crate) const TRIAL: &str = "trial: ";

impl WhatIfView {
    /// The changes for the present answer.
    pub fn new(model: &Model) -> WhatIfView {
        let decision = model.evaluation().trace().decision;
        let heading = match decision {
            Decision::Allow(_) => "Would be denied if you …",
            Decision::Deny(_) => "Would be allowed if you …",
            Decision::DependsOn => "What would change the answer",
        };
        let open = model.page.what_if;
        let waiting = open && !model.insight.fresh;
        let found = model.insight.changes.as_deref().unwrap_or_default();
        let shown = found.iter().enumerate().filter(|_| open && !waiting);
        let changes: Vec<ChangeView> = shown
            .map(|(place, found)| ChangeView {
                sentence: capitalized(&sentence(model, found)),
                word: sentences::verdict_word(found.decision),
                state: decision_state(found.decision),
                message: Message::TryChange(place),
            })
            .collect();
        let is_empty = open && !waiting && changes.is_empty();
        WhatIfView {
            heading,
            open,
            waiting,
            remark: is_empty.then(|| remark(model, decision)),
            tried: model
                .history
                .undo_label()
                .and_then(|label| label.strip_prefix(TRIAL))
                .map(capitalized),
            changes,
        }
    }
}

fn remark(model: &Model, decision: Decision) -> String {
    match decision {
        Decision::DependsOn => {
            let keys = sentences::deciding_keys(model.evaluation().subject());
            let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
            format!("First give a value for {}.", keys.join(" and "))
        }
        Decision::Allow(_) => "No small change was found that would deny this request.".into(),
        Decision::Deny(_) => "No small change was found that would allow this request.".into(),
    }
}

/// What to do, in lower case.
// A door of the split build: what lies behind it waits (ARCHITECTURE.md).
#[inline(never)]
pub(crate) fn sentence(model: &Model, found: &Counterfactual) -> String {
    let evaluation = model.evaluation();
    sentences::counterfactual(evaluation.world(), evaluation.request(), found)
}
