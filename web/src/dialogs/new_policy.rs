//! Asks for the name and kind of a new policy.

use crate::dialogs::answer::{Answer, text_input};
use crate::maybe::maybe;
use iam::PolicyKind;
use web_sys::HtmlSelectElement;
use workbench::message::{Dialog, Message};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// Makes the message.
    pub(crate) dialog: Dialog,
    /// What it is called at first.
    pub(crate) name: String,
    /// What the button says.
    pub(crate) button: &'static str,
    /// The kinds with their names.
    pub(crate) kinds: Vec<(PolicyKind, &'static str)>,
    /// Why the answer before was refused.
    pub(crate) problem: Option<String>,
    /// Takes the answer.
    pub(crate) send: Callback<Message>,
}

/// Asks for a new policy.
#[component]
pub(crate) fn NewPolicy(props: &Props) -> Html {
    let name = use_state(|| props.name.clone());
    let chosen = use_state(|| 0_usize);
    let onchange = {
        let chosen = chosen.clone();
        move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            chosen.set(value.parse().unwrap_or_default());
        }
    };
    let answer = {
        let (dialog, kinds) = (props.dialog.clone(), props.kinds.clone());
        let (name, chosen) = (name.clone(), *chosen);
        maybe(&props.send, move |()| {
            let (kind, _) = kinds.get(chosen)?;
            dialog.policy(*kind, name.trim().to_owned())
        })
    };
    let option = |(place, (_, kind)): (usize, &(PolicyKind, &'static str))| {
        html! { <option value={place.to_string()} selected={place == *chosen}>{ kind }</option> }
    };
    html! {
        <Answer button={props.button} problem={props.problem.clone()} send={&props.send} {answer}>
            { text_input("Name", "name", &name, "input") }
            <div class="field">
                <label for="policy-kind">{ "Kind" }</label>
                <select id="policy-kind" class="select" {onchange}>
                    { for props.kinds.iter().enumerate().map(option) }
                </select>
            </div>
        </Answer>
    }
}
