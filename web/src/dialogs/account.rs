//! Asks for the name and id of a new account.

use crate::dialogs::answer::{Answer, text_input};
use crate::maybe::maybe;
use workbench::message::{Dialog, Message};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// Makes the message.
    pub(crate) dialog: Dialog,
    /// An id that is free.
    pub(crate) id: String,
    /// Why the answer before was refused.
    pub(crate) problem: Option<String>,
    /// Takes the answer.
    pub(crate) send: Callback<Message>,
}

/// Asks for a new account.
#[component]
pub(crate) fn NewAccount(props: &Props) -> Html {
    let name = use_state(String::new);
    let id = use_state(|| props.id.clone());
    let answer = {
        let (dialog, name, id) = (props.dialog.clone(), name.clone(), id.clone());
        maybe(&props.send, move |()| {
            dialog.account(name.trim().to_owned(), id.trim().to_owned())
        })
    };
    html! {
        <Answer button="Create" problem={props.problem.clone()} send={&props.send} {answer}>
            { text_input("Name", "name", &name, "input") }
            { text_input("Account ID, 12 digits", "account-id", &id, "input input-code") }
        </Answer>
    }
}
