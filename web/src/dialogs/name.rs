//! Asks for a name.

use crate::dialogs::answer::{Answer, text_input};
use crate::maybe::maybe;
use workbench::message::{Dialog, Message};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// Makes the message.
    pub(crate) dialog: Dialog,
    /// What is typed.
    pub(crate) label: &'static str,
    /// What stands there at first.
    pub(crate) value: String,
    /// What the button says.
    pub(crate) button: &'static str,
    /// Why the name before was refused.
    pub(crate) problem: Option<String>,
    /// Takes the name.
    pub(crate) send: Callback<Message>,
}

/// Asks for a name.
#[component]
pub(crate) fn Name(props: &Props) -> Html {
    let name = use_state(|| props.value.clone());
    let answer = {
        let (dialog, name) = (props.dialog.clone(), name.clone());
        maybe(&props.send, move |()| dialog.named(name.trim().to_owned()))
    };
    html! {
        <Answer button={props.button} problem={props.problem.clone()} send={&props.send} {answer}>
            { text_input(props.label, "name", &name, "input") }
        </Answer>
    }
}
