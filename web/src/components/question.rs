//! A condition key that a gate needs to be told, with an input right there.

use crate::page;
use crate::prose::name;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};
use workbench::message::Message;
use workbench::view::question::KeyQuestion;
use workbench::view::request::Mark;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// Which key.
    pub(crate) view: KeyQuestion,
    /// Tells the inputs of several gates apart.
    pub(crate) gate: String,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
}

/// A condition key to be told. What is typed counts once it is complete: the question goes away
/// with its answer.
#[component]
pub(crate) fn Question(props: &Props) -> Html {
    let Props { view, gate, send } = props;
    let typed = use_state(String::new);
    let id = format!("tell-{gate}-{}", view.key);
    let list = format!("{id}-values");
    let oninput = {
        let typed = typed.clone();
        move |event: InputEvent| {
            typed.set(event.target_unchecked_into::<HtmlInputElement>().value())
        }
    };
    let tell = {
        let (view, typed, send) = (view.clone(), typed.clone(), send.clone());
        move |event: &Event| {
            if !typed.trim().is_empty() {
                leave(event);
                send.emit(view.tell(&typed));
            }
        }
    };
    let onkeydown = {
        let tell = tell.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                event.prevent_default();
                tell(&event);
            }
        }
    };
    let (word, other) = view.other();
    let otherwise = send.reform(move |event: MouseEvent| {
        leave(&event);
        other.clone()
    });
    html! {
        <div class="question">
            <label for={id.clone()}><code>{ name(&view.key) }</code>{ asks(view.mark) }</label>
            <input {id} class="input input-code" list={list.clone()} autocomplete="off" autocapitalize="off"
                spellcheck="false" placeholder="value" value={(*typed).clone()} {oninput} {onkeydown} />
            <datalist id={list}>
                { for view.suggestions.iter().map(|value| html! { <option value={value.clone()} /> }) }
            </datalist>
            <button type="button" class="button question-set" onclick={move |event: MouseEvent| tell(&event)}>
                { "Set" }<span class="unseen">{ format!(" {}", view.key) }</span>
            </button>
            <button type="button" class="button button-small question-other" onclick={otherwise}>
                { word }
            </button>
        </div>
    }
}

const fn asks(mark: Mark) -> &'static str {
    match mark {
        Mark::Unknown => " is not known",
        _ => " is not in the request",
    }
}

/// Moves the focus to the heading of the gate: the question is about to go.
fn leave(event: &Event) {
    let around = event.target_dyn_into::<Element>();
    let gate = around.and_then(|inner| inner.closest(".gate").ok()?);
    let head = gate.and_then(|gate| gate.query_selector(".gate-head").ok()?);
    match head.and_then(|head| head.dyn_into::<HtmlElement>().ok()) {
        // Fails only where the heading is gone, too.
        Some(head) => drop(head.focus()),
        None => page::focus(".gate-head"),
    }
}
