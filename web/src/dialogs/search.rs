//! Looks for one of many by name.

use crate::dialogs::choices::Choices;
use web_sys::HtmlInputElement;
use workbench::message::Message;
use workbench::view::dialog::Choice;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What is typed.
    pub(crate) label: &'static str,
    /// The present text.
    pub(crate) query: String,
    /// What was found.
    pub(crate) choices: Vec<Choice>,
    /// How many more there are, or that there is none.
    pub(crate) remark: String,
    /// Takes the choice.
    pub(crate) send: Callback<Message>,
}

/// A line to type into, and what was found.
#[component]
pub(crate) fn Search(props: &Props) -> Html {
    let oninput = props.send.reform(|event: InputEvent| {
        Message::Search(event.target_unchecked_into::<HtmlInputElement>().value())
    });
    html! {
        <div class="dialog-body">
            <div class="field">
                <label for="search">{ props.label }</label>
                <input id="search" class="input" type="search" autocomplete="off" spellcheck="false" autofocus=true
                    value={props.query.clone()} {oninput} />
            </div>
            if !props.choices.is_empty() {
                <Choices choices={props.choices.clone()} send={&props.send} />
            }
            <p class="field-note" role="status">{ &props.remark }</p>
        </div>
    }
}
