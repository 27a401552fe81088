//! A line to type a key and its value on, and a button that adds them.

use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What the line is for.
    pub(crate) label: &'static str,
    /// What the key is called.
    pub(crate) key_name: &'static str,
    /// Such a key.
    pub(crate) example: &'static str,
    /// Takes key and value.
    pub(crate) add: Callback<(String, String)>,
}

/// A line to add a key and its value.
#[component]
pub(crate) fn AddPair(props: &Props) -> Html {
    let (key, value) = (use_state(String::new), use_state(String::new));
    let type_into = |field: &UseStateHandle<String>| {
        let field = field.clone();
        move |event: InputEvent| {
            field.set(event.target_unchecked_into::<HtmlInputElement>().value())
        }
    };
    let add = {
        let (key, value, add) = (key.clone(), value.clone(), props.add.clone());
        move || {
            if !key.trim().is_empty() {
                add.emit((key.trim().to_owned(), (*value).clone()));
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
    html! {
        <div class="add-pair" role="group" aria-label={props.label} {onkeydown}>
            <input class="input input-code" aria-label={props.key_name} placeholder={props.example}
                autocomplete="off" autocapitalize="off" spellcheck="false"
                value={(*key).clone()} oninput={type_into(&key)} />
            <input class="input input-code" aria-label="Its value" placeholder="value"
                autocomplete="off" autocapitalize="off" spellcheck="false"
                value={(*value).clone()} oninput={type_into(&value)} />
            <button type="button" class="button" onclick={move |_: MouseEvent| add()}>{ "Add" }</button>
        </div>
    }
}
