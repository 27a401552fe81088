//! What follows the pointer in a drag: what is dragged, and what letting go would do, or why it
//! would do nothing. Those who don't see it have the menus, which say the same.

use crate::icon::Icon;
use crate::prose::prose;
use workbench::view::drag::DragView;
use workbench::view::state::State;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to draw.
    pub(crate) view: DragView,
}

/// What follows the pointer.
#[component]
pub(crate) fn DragLabel(props: &Props) -> Html {
    let view = &props.view;
    html! {
        <div class="drag-label" aria-hidden="true" data-state={view.state.code()}>
            <strong>{ &view.label }</strong>
            if !view.says.is_empty() {
                <span class="drag-says">{ Icon::of(view.state).draw() }<span>{ prose(&view.says) }</span></span>
            }
        </div>
    }
}

/// How a row of the tree looks under a drag.
pub(crate) fn drop_mark(view: &DragView, row: &workbench::Item) -> Option<&'static str> {
    let is_over = || matches!(&view.over, Some((over, _)) if over == row);
    match &view.target {
        Some(target) if target == row => Some("yes"),
        None if view.state == State::Deny && is_over() => Some("no"),
        Some(_) | None => None,
    }
}
