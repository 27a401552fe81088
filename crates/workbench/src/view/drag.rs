//! A drag under way: what follows the pointer, which row lights up, and what a drop would do.

use crate::drag::{self, Drag, Landing, Zone};
use crate::item::Item;
use crate::model::Model;
use crate::update::dragged_name;

/// What is drawn while something is dragged.
#[derive(Clone, PartialEq, Debug)]
pub struct DragView {
    /// What follows the pointer, such as "account Legal".
    pub label: String,
    /// The row under the pointer, and the part of it.
    pub over: Option<(Item, Zone)>,
    /// The row that would take it.
    pub target: Option<Item>,
    /// Whether letting go would do something.
    pub allowed: bool,
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
        let (target, allowed, says) = match landing {
            Some(Landing::Do { row, says, .. }) => (Some(row), true, says),
            Some(Landing::Blocked(why)) => (None, false, why),
            Some(Landing::Stays) | None => (None, false, String::new()),
        };
        DragView {
            label: dragged_name(model, &drag.what),
            over: drag.over.clone(),
            target,
            allowed,
            says,
        }
    }
}
