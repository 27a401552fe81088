//! Undo and redo: whole scenarios, shared where nothing changed, with a word for each step. For
//! the next visit the steps are written as what each changes in the document's text.
//!
//! Not responsible for time: typing becomes one step because edits of the same `Group` join until
//! the page reports a pause.

use crate::batch::Batch;
use crate::item::Item;
use crate::text_change::TextChange;
use scenario::{PolicyRef, Scenario, wire};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// So many steps can be undone.
const STEPS: usize = 200;
/// Steps of large scenarios are fewer, so that all of them together stay at about 100 MB.
const THINGS: usize = 400_000;
const BYTES_A_THING: usize = 250;
/// Bytes of a policy that no steps but neighbours share, for it is pasted rather than written.
const LONG_TEXT: usize = 100_000;
/// Bytes of the steps in one direction that are written for the next visit; the farthest go.
const WRITTEN: usize = 100_000;
/// Bytes that a stored history may have before it is not looked at.
const READ: usize = 4_000_000;

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
    /// Walking through requests that were typed at once.
    Batch,
    /// Asking cells of the matrix.
    Matrix,
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
    /// The requests that were typed at once there.
    pub(crate) batch: Option<Batch>,
    /// What the step did, as the end of "Undo …".
    pub(crate) label: String,
}

/// The scenario in hand, what is selected, and the requests that are typed at once.
pub(crate) type Now = (Rc<Scenario>, Item, Option<Batch>);

/// A step, and what it changes in the text of the scenario on this side of it.
#[derive(Clone, Debug)]
enum Entry {
    /// Taken on this visit; the change is found when it is written.
    Taken(Step, Option<TextChange>),
    /// Of an earlier visit, read when it is wanted.
    Stored(String, TextChange),
}

/// The steps behind and ahead, each list with the nearest at its end.
#[derive(Clone, Debug, Default)]
pub(crate) struct History {
    past: Vec<Entry>,
    future: Vec<Entry>,
    open: Option<Group>,
}

/// The stored form. It is a convenience, not a format: what cannot be read is left out.
#[derive(Serialize, Deserialize)]
struct Written {
    version: u32,
    undo: Vec<(String, usize, usize, String)>,
    redo: Vec<(String, usize, usize, String)>,
    #[serde(default)]
    pinned: Option<(usize, usize, String)>,
}

const VERSION: u32 = 1;

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
        self.past.push(Entry::Taken(before, None));
        self.future.clear();
        self.open = group;
    }

    /// Ends the open group: the next edit is a step of its own.
    pub(crate) fn close(&mut self) {
        self.open = None;
    }

    /// Takes back the last step. `now` is kept to be redone; the result is what it was before.
    pub(crate) fn undo(&mut self, now: Now) -> Option<Step> {
        self.close();
        walk(&mut self.past, &mut self.future, now)
    }

    /// Takes the last undone step again.
    pub(crate) fn redo(&mut self, now: Now) -> Option<Step> {
        self.close();
        walk(&mut self.future, &mut self.past, now)
    }

    /// What undo would take back.
    pub(crate) fn undo_label(&self) -> Option<&str> {
        self.past.last().map(Entry::label)
    }

    /// What redo would bring back.
    pub(crate) fn redo_label(&self) -> Option<&str> {
        self.future.last().map(Entry::label)
    }

    /// The steps and a pinned document as text, for the next visit to the document `now`, whose
    /// text is `text`. Empty where there is nothing to keep.
    pub(crate) fn write(
        &mut self,
        now: &Rc<Scenario>,
        text: &str,
        pinned: Option<&Scenario>,
    ) -> String {
        let pinned = pinned.map(|pinned| {
            let change = TextChange::between(text, &wire::to_json(pinned));
            (change.head, change.tail, change.text)
        });
        let written = Written {
            version: VERSION,
            undo: write(&mut self.past, now, text),
            redo: write(&mut self.future, now, text),
            pinned,
        };
        if written.undo.is_empty() && written.redo.is_empty() && written.pinned.is_none() {
            return String::new();
        }
        // Lists of texts and numbers always have a JSON form.
        serde_json::to_string(&written).unwrap_or_default()
    }

    /// What `write` wrote for the document whose text is `text`, with what was pinned. What
    /// cannot be read is left out: it is no part of the work.
    pub(crate) fn read(stored: &str, text: &str) -> (History, Option<Scenario>) {
        let nothing = (History::default(), None);
        if stored.is_empty() || READ < stored.len() {
            return nothing;
        }
        let Ok(written) = serde_json::from_str::<Written>(stored) else {
            return nothing;
        };
        if written.version != VERSION {
            return nothing;
        }
        let pinned = written.pinned.and_then(|(head, tail, middle)| {
            let change = TextChange {
                head,
                tail,
                text: middle,
            };
            wire::from_json(&change.apply(text)?).ok()
        });
        let history = History {
            past: stored_entries(written.undo),
            future: stored_entries(written.redo),
            open: None,
        };
        (history, pinned)
    }
}

impl Entry {
    fn label(&self) -> &str {
        match self {
            Entry::Taken(step, _) => &step.label,
            Entry::Stored(label, _) => label,
        }
    }
}

/// Takes the nearest step of `from`, and keeps the way back in `to`.
fn walk(from: &mut Vec<Entry>, to: &mut Vec<Entry>, now: Now) -> Option<Step> {
    let step = match from.pop()? {
        Entry::Taken(step, _) => step,
        Entry::Stored(label, change) => match stored_step(label, &change, &now) {
            Some(step) => step,
            None => {
                // The steps behind it build on it.
                from.clear();
                return None;
            }
        },
    };
    let back = Step {
        scenario: now.0,
        selected: now.1,
        batch: now.2,
        label: step.label.clone(),
    };
    to.push(Entry::Taken(back, None));
    Some(step)
}

fn stored_step(label: String, change: &TextChange, now: &Now) -> Option<Step> {
    let text = change.apply(&wire::to_json(&now.0))?;
    Some(Step {
        scenario: Rc::new(wire::from_json(&text).ok()?),
        selected: now.1.clone(),
        batch: None,
        label,
    })
}

/// The nearest steps of a list, as many as there is room for.
fn write(
    entries: &mut [Entry],
    now: &Rc<Scenario>,
    text: &str,
) -> Vec<(String, usize, usize, String)> {
    let mut written = Vec::new();
    let mut room = WRITTEN;
    let mut near = (Rc::clone(now), Some(text.to_owned()));
    for entry in entries.iter_mut().rev() {
        let (label, change) = match entry {
            Entry::Stored(label, change) => (&*label, &*change),
            Entry::Taken(step, change) => {
                let mut far = None;
                let change = change.get_or_insert_with(|| {
                    let from = near.1.take().unwrap_or_else(|| wire::to_json(&near.0));
                    let to = far.insert(wire::to_json(&step.scenario));
                    TextChange::between(&from, to)
                });
                near = (Rc::clone(&step.scenario), far);
                (&step.label, &*change)
            }
        };
        let size = label.len() + change.text.len() + 40;
        if room < size {
            break;
        }
        room -= size;
        let (head, tail) = (change.head, change.tail);
        written.push((label.clone(), head, tail, change.text.clone()));
    }
    written.reverse();
    written
}

fn stored_entries(written: Vec<(String, usize, usize, String)>) -> Vec<Entry> {
    let old = written.len().saturating_sub(STEPS);
    let entry = |(label, head, tail, text)| Entry::Stored(label, TextChange { head, tail, text });
    written.into_iter().skip(old).map(entry).collect()
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
