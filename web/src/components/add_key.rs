//! A line to add a condition key: its name, completed from those the action knows, and its value.

use crate::components::combobox::Combobox;
use web_sys::HtmlInputElement;
use workbench::message::{Field, Message};
use workbench::view::completion::CompletionView;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What is offered, to this field or another.
    pub(crate) completion: Option<CompletionView>,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
}

/// A line to add a condition key.
#[component]
pub(crate) fn AddKey(props: &Props) -> Html {
    let (key, value) = (use_state(String::new), use_state(String::new));
    let oninput = {
        let value = value.clone();
        move |event: InputEvent| {
            value.set(event.target_unchecked_into::<HtmlInputElement>().value())
        }
    };
    let add = {
        let (key, value, send) = (key.clone(), value.clone(), props.send.clone());
        move || {
            if !key.trim().is_empty() {
                let name = key.trim().to_owned();
                send.emit(Message::SetContextKey(name, (*value).clone()));
                key.set(String::new());
                value.set(String::new());
            }
        }
    };
    let onkeydown = {
        let add = add.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                event.prevent_default();
                add();
            }
        }
    };
    let set: Callback<String> = {
        let key = key.clone();
        Callback::from(move |text| key.set(text))
    };
    html! {
        <div class="add-pair" role="group" aria-label="Add a key" {onkeydown}>
            <Combobox field={Field::ConditionKey} id="new-key" label="Condition key" example="aws:RequestTag/team"
                value={(*key).clone()} view={props.completion.clone()} set={&set} take={&set} send={&props.send} />
            <input class="input input-code" aria-label="Its value" placeholder="value"
                autocomplete="off" autocapitalize="off" spellcheck="false" value={(*value).clone()} {oninput} />
            <button type="button" class="button" onclick={move |_: MouseEvent| add()}>{ "Add" }</button>
        </div>
    }
}
