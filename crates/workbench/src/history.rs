//! Undo and redo: whole scenarios, shared where nothing changed, with a word for each step.
//!
//! Not responsible for time: typing becomes one step because edits of the same `Group` join until
//! the page reports a pause.

use crate::item::Item;
use iam::AccountId;
use scenario::{PolicyRef, Scenario};
use std::rc::Rc;

/// So many steps can be undone.
const LIMIT: usize = 200;

/// Edits that belong together while they follow one another without a pause.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Group {
    /// Typing in a policy.
    Policy(PolicyRef),
    /// Typing the scenario's title.
    Title,
    /// Typing the action.
    Action,
    /// Typing the resource.
    Resource,
    /// Choosing the owner.
    Owner(Option<AccountId>),
    /// Typing the value of a context key.
    ContextKey(String),
}

/// A step that can be taken back.
#[derive(Clone, Debug)]
pub struct Step {
    /// The scenario as it was on the other side of the step.
    pub scenario: Rc<Scenario>,
    /// What was selected there.
    pub selected: Item,
    /// What the step did, as the end of "Undo …".
    pub label: String,
}

/// The steps behind and ahead.
#[derive(Clone, Debug, Default)]
pub struct History {
    past: Vec<Step>,
    future: Vec<Step>,
    open: Option<Group>,
}

impl History {
    /// Whether an edit of this group joins the step that is open.
    pub fn joins(&self, group: Option<&Group>) -> bool {
        group.is_some() && self.open.as_ref() == group
    }

    /// Adds a step; what could be redone is forgotten.
    pub fn record(&mut self, before: Step, group: Option<Group>) {
        if self.past.len() == LIMIT {
            self.past.remove(0);
        }
        self.past.push(before);
        self.future.clear();
        self.open = group;
    }

    /// Ends the open group: the next edit is a step of its own.
    pub fn close(&mut self) {
        self.open = None;
    }

    /// Takes back the last step. `now` is kept to be redone; the result is what it was before.
    pub fn undo(&mut self, now: (Rc<Scenario>, Item)) -> Option<Step> {
        self.close();
        let step = self.past.pop()?;
        self.future.push(Step { scenario: now.0, selected: now.1, label: step.label.clone() });
        Some(step)
    }

    /// Takes the last undone step again.
    pub fn redo(&mut self, now: (Rc<Scenario>, Item)) -> Option<Step> {
        self.close();
        let step = self.future.pop()?;
        self.past.push(Step { scenario: now.0, selected: now.1, label: step.label.clone() });
        Some(step)
    }

    /// What undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.past.last().map(|step| step.label.as_str())
    }

    /// What redo would bring back.
    pub fn redo_label(&self) -> Option<&str> {
        self.future.last().map(|step| step.label.as_str())
    }
}
