//! The smallest changes that would turn the answer around, each with a button that tries it.

use crate::icon::Icon;
use crate::page;
use crate::prose::prose;
use workbench::message::Message;
use workbench::view::what_if::{ChangeView, WhatIfView};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to draw.
    pub(crate) view: WhatIfView,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
}

/// The changes that would turn the answer around.
#[component]
pub(crate) fn WhatIf(props: &Props) -> Html {
    let Props { view, send } = props;
    let open = view.open;
    let onclick = send.reform(move |_: MouseEvent| Message::ShowWhatIf(!open));
    let take_back = send.reform(|_: MouseEvent| {
        // The button goes with what was tried.
        page::focus(".what-if-head");
        Message::Undo
    });
    html! {
        <section class="what-if" aria-label={view.heading}>
            <h2>
                <button type="button" class="fold-head what-if-head" aria-expanded={open.to_string()} {onclick}>
                    <span class="fold-title">{ view.heading }</span>
                    { Icon::Chevron.draw() }
                </button>
            </h2>
            if let Some(tried) = &view.tried {
                <p class="what-if-tried">
                    <span>{ "Tried: " }{ tried }</span>
                    <button type="button" class="button button-small" onclick={take_back}>{ "Take back" }</button>
                </p>
            }
            if view.waiting { <p class="what-if-remark">{ "Looking for changes …" }</p> }
            if let Some(remark) = &view.remark { <p class="what-if-remark">{ prose(remark) }</p> }
            if !view.changes.is_empty() {
                <ul role="list" aria-label="Changes">{ for view.changes.iter().map(|change| line(change, send)) }</ul>
            }
        </section>
    }
}

fn line(change: &ChangeView, send: &Callback<Message>) -> Html {
    let message = change.message.clone();
    let onclick = send.reform(move |_: MouseEvent| {
        // The button goes with the list it stands in.
        page::focus(".what-if-head");
        message.clone()
    });
    let name = format!("Try: {}", change.sentence.replace('`', ""));
    html! {
        <li class="change" data-state={change.state.code()}>
            { Icon::of(change.state).draw() }
            <span class="change-sentence">
                { prose(&change.sentence) }
                <span class="change-word">{ change.word }</span>
            </span>
            <button type="button" class="button button-small" aria-label={name}
                title="Undo takes it back" {onclick}>{ "Try" }</button>
        </li>
    }
}
