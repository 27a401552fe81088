//! Undo and redo: whole scenarios, shared where nothing changed, with a word for each step.
//!
//! Not responsible for time: typing becomes one step because edits of the same `Group` join until
//! the page reports a pause.

use crate::item::Item;
use scenario::{PolicyRef, Scenario};
use std::rc::Rc;

/// So many steps can be undone.
const STEPS: usize = 200;
/// Steps of large scenarios are fewer, so that all of them together stay at about 100 MB.
const THINGS: usize = 400_000;
const BYTES_A_THING: usize = 250;
/// Bytes of a policy that no steps but neighbours share, for it is pasted rather than written.
const LONG_TEXT: usize = 100_000;

/// Edits that belong together while they follow one another without a pause.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Group {
    /// Typing in a policy.
    Policy(PolicyRef),
    /// Typing the scenario's title.
    Title,
    /// Typing the action.
    Action,
    /// Typing the resource.
    Resource,
    /// Typing something of the caller or its session.
    Caller(&'static str),
    /// Typing the value of a context key.
    ContextKey(String),
}

/// A step that can be taken back.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    /// The scenario as it was on the other side of the step.
    pub(crate) scenario: Rc<Scenario>,
    /// What was selected there.
    pub(crate) selected: Item,
    /// What the step did, as the end of "Undo …".
    pub(crate) label: String,
}

/// The steps behind and ahead.
#[derive(Clone, Debug, Default)]
pub(crate) struct History {
    past: Vec<Step>,
    future: Vec<Step>,
    open: Option<Group>,
}

impl History {
    /// Whether an edit of this group joins the step that is open.
    pub(crate) fn joins(&self, group: Option<&Group>) -> bool {
        group.is_some() && self.open.as_ref() == group
    }

    /// Adds a step; what could be redone is forgotten.
    pub(crate) fn record(&mut self, before: Step, group: Option<Group>) {
        let limit = STEPS.min(THINGS / things(&before.scenario)).max(1);
        let old = (self.past.len() + 1).saturating_sub(limit);
        self.past.drain(..old);
        self.past.push(before);
        self.future.clear();
        self.open = group;
    }

    /// Puts the steps of another history behind these.
    pub(crate) fn append(&mut self, other: History) {
        self.past.extend(other.past);
        self.future = other.future;
        self.open = other.open;
    }

    /// Ends the open group: the next edit is a step of its own.
    pub(crate) fn close(&mut self) {
        self.open = None;
    }

    /// Takes back the last step. `now` is kept to be redone; the result is what it was before.
    pub(crate) fn undo(&mut self, now: (Rc<Scenario>, Item)) -> Option<Step> {
        self.close();
        let step = self.past.pop()?;
        self.future.push(Step {
            scenario: now.0,
            selected: now.1,
            label: step.label.clone(),
        });
        Some(step)
    }

    /// Takes the last undone step again.
    pub(crate) fn redo(&mut self, now: (Rc<Scenario>, Item)) -> Option<Step> {
        self.close();
        let step = self.future.pop()?;
        self.past.push(Step {
            scenario: now.0,
            selected: now.1,
            label: step.label.clone(),
        });
        Some(step)
    }

    /// What undo would take back.
    pub(crate) fn undo_label(&self) -> Option<&str> {
        self.past.last().map(|step| step.label.as_str())
    }

    /// What redo would bring back.
    pub(crate) fn redo_label(&self) -> Option<&str> {
        self.future.last().map(|step| step.label.as_str())
    }
}

/// About how many things are held in memory for a scenario; at least 1.
fn things(scenario: &Scenario) -> usize {
    let nodes = scenario
        .organization
        .as_ref()
        .map_or(0, |tree| tree.iter().count());
    let texts = scenario.policies.iter().map(|(_, held)| held.text.len());
    let long = texts.filter(|bytes| LONG_TEXT < *bytes).sum::<usize>();
    1 + nodes + scenario.accounts.len() + long / BYTES_A_THING
}
