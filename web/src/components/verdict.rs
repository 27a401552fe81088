//! The answer: a word, a sentence, and how sure it is.

use crate::components::caller::button;
use crate::icon::Icon;
use crate::prose::{name, prose};
use workbench::message::Message;
use workbench::view::question::WayView;
use workbench::view::verdict::VerdictView;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to draw.
    pub(crate) view: VerdictView,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
}

/// The answer. It changes with every letter typed, so it does not speak for itself: once things
/// have settled it is announced as a whole.
#[component]
pub(crate) fn Verdict(props: &Props) -> Html {
    let view = &props.view;
    html! {
        <div class="verdict" role="status" aria-label="Verdict" aria-live="off"
            data-state={view.state.code()}>
            { Icon::of(view.state).draw() }
            <strong class="verdict-word">{ view.word }</strong>
            if !view.provisional.is_empty() {
                <span class="verdict-provisional">{ "Provisional" }</span>
            }
            <p class="verdict-sentence">{ prose(&view.sentence) }</p>
            if let Some(session) = &view.session {
                <p class="verdict-note">{ button(session.label, &session.other, &props.send) }</p>
            }
            if !view.provisional.is_empty() {
                <p class="verdict-note">{ name(&unread(&view.provisional)) }</p>
            }
            if !view.ways.is_empty() {
                <ul class="verdict-ways" role="list" aria-label="What it depends on">{ for view.ways.iter().map(way) }</ul>
            }
            { for view.notes.iter().map(|note| html! { <p class="verdict-note">{ prose(&workbench::view::verdict::capitalized(note)) }</p> }) }
        </div>
    }
}

fn way(way: &WayView) -> Html {
    html! {
        <li class="verdict-way" data-state={way.state.code()}>
            { Icon::of(way.state).draw() }<span>{ prose(&way.sentence) }</span>
        </li>
    }
}

fn unread(policies: &[String]) -> String {
    format!(
        "Not all of it can be read: {}. Correct the errors listed below its text; the answer may change then.",
        policies.join(", ")
    )
}
