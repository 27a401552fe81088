//! A statement of a policy as the request met it, with a line for each element. Pointing at the
//! card marks its text in the editor; choosing it shows the text.

use crate::icon::Icon;
use crate::maybe::maybe;
use crate::prose::prose;
use wasm_bindgen::JsCast;
use web_sys::{EventTarget, Node};
use workbench::message::Message;
use workbench::view::path::{ElementView, StatementView};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to draw.
    pub(crate) view: StatementView,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
}

/// A statement card.
#[component]
pub(crate) fn Statement(props: &Props) -> Html {
    let Props { view, send } = props;
    let card = use_node_ref();
    let key = view.key;
    let enter = {
        let card = card.clone();
        maybe(send, move |from: Option<EventTarget>| {
            (!holds(&card, from)).then_some(Message::HoverStatement(Some(key)))
        })
    };
    let leave = {
        let card = card.clone();
        maybe(send, move |to: Option<EventTarget>| {
            (!holds(&card, to)).then_some(Message::HoverStatement(None))
        })
    };
    let reveal = send.reform(move |_: MouseEvent| Message::RevealStatement(key));
    html! {
        <div
            class="statement"
            ref={card}
            data-state={view.state.code()}
            data-marked={view.marked.to_string()}
            onpointerover={enter.reform(|event: PointerEvent| event.related_target())}
            onpointerout={leave.reform(|event: PointerEvent| event.related_target())}
            onfocusin={enter.reform(|event: FocusEvent| event.related_target())}
            onfocusout={leave.reform(|event: FocusEvent| event.related_target())}
        >
            <button type="button" class="statement-head" title="Show it in the editor" onclick={reveal}>
                <span class="statement-name">{ &view.name }</span>
                <span class="tag">{ view.effect }</span>
                <span class="statement-says">{ view.says }</span>
            </button>
            <ul role="list">{ for view.elements.iter().map(element) }</ul>
        </div>
    }
}

fn element(view: &ElementView) -> Html {
    html! {
        <li class="element" data-state={view.state.code()}>
            { Icon::of(view.state).draw() }
            <span class="element-name">{ &view.name }<span class="unseen">{ format!(" {}:", view.says) }</span></span>
            <span>{ prose(&view.sentence) }</span>
        </li>
    }
}

/// Whether an element lies within the card, so that going there is not leaving it.
fn holds(card: &NodeRef, other: Option<EventTarget>) -> bool {
    let other = other.and_then(|other| other.dyn_into::<Node>().ok());
    card.get().is_some_and(|card| card.contains(other.as_ref()))
}
