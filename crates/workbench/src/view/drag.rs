//! A drag under way: what follows the pointer, which row lights up, and what a drop would do.

use crate::drag::{self, Drag, Landing, Zone};
use crate::item::Item;
use crate::model::Model;
use crate::update::dragged_name;
use crate::view::state::State;

/// What is drawn while something is dragged.
#[derive(Clone, PartialEq, Debug)]
pub struct DragView {
    /// What follows the pointer, such as "account Legal".
    pub label: String,
    /// The row under the pointer, and the part of it.
    pub over: Option<(Item, Zone)>,
    /// The row that would take it.
    pub target: Option<Item>,
    /// Allow where letting go would do something, Deny where it may not.
    pub state: State,
    /// What it would do, or why it would not; empty over nothing.
    pub says: String,
}

impl DragView {
    /// The drag of a model.
    pub fn new(model: &Model) -> Option<DragView> {
        Some(DragView::of(model, model.page.drag.as_ref()?))
    }

    // A door of the split build: what lies behind it waits (ARCHITECTURE.md).
    #[inline(never)]
    fn of(model: &Model, drag: &Drag) -> DragView {
        let over = drag.over.as_ref();
        let landing =
            over.map(|(row, zone)| drag::landing(model.scenario(), &drag.what, row, *zone));
        let (target, state, says) = match landing {
            Some(Landing::Do { row, says, .. }) => (Some(row), State::Allow, says),
            Some(Landing::Blocked(why)) => (None, State::Deny, why),
            Some(Landing::Stays(why)) => (None, State::Skip, why),
            None => (None, State::Skip, String::new()),
        };
        DragView {
            label: dragged_name(model, &drag.what),
            over: drag.over.clone(),
            target,
            state,
            says,
        }
    }
}
