//! Asks for tags, path and the like of an item.

use crate::dialogs::answer::{Answer, text_input};
use crate::maybe::maybe;
use web_sys::HtmlTextAreaElement;
use workbench::message::{Details, Dialog, Message};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// Makes the message.
    pub(crate) dialog: Dialog,
    /// What stands there at first.
    pub(crate) details: Details,
    /// Why the answer before was refused.
    pub(crate) problem: Option<String>,
    /// Takes the answer.
    pub(crate) send: Callback<Message>,
}

/// Asks for the details that the item has.
#[component]
pub(crate) fn DetailsForm(props: &Props) -> Html {
    let first = &props.details;
    let text = |given: &Option<String>| given.clone().unwrap_or_default();
    let path = use_state(|| text(&first.path));
    let longest = use_state(|| text(&first.longest));
    let vpc = use_state(|| text(&first.vpc));
    let tags = use_state(|| text(&first.tags));
    let answer = {
        let (dialog, first) = (props.dialog.clone(), first.clone());
        let (path, longest, vpc, tags) = (path.clone(), longest.clone(), vpc.clone(), tags.clone());
        maybe(&props.send, move |()| {
            dialog.details(Details {
                path: first.path.as_ref().map(|_| (*path).clone()),
                longest: first.longest.as_ref().map(|_| (*longest).clone()),
                vpc: first.vpc.as_ref().map(|_| (*vpc).clone()),
                tags: first.tags.as_ref().map(|_| (*tags).clone()),
            })
        })
    };
    let oninput = {
        let tags = tags.clone();
        move |event: InputEvent| {
            tags.set(event.target_unchecked_into::<HtmlTextAreaElement>().value());
        }
    };
    let code = "input input-code";
    html! {
        <Answer button="Save" problem={props.problem.clone()} send={&props.send} {answer}>
            if first.path.is_some() {
                { text_input(path_label(first), "path", &path, code) }
            }
            if first.longest.is_some() {
                { text_input("Maximum session duration in seconds (3600 if empty)", "longest", &longest, code) }
            }
            if first.vpc.is_some() { { text_input("VPC", "vpc", &vpc, code) } }
            if first.tags.is_some() {
                <div class="field">
                    <label for="tags">{ "Tags, one per line: key=value" }</label>
                    <textarea id="tags" class="textarea" rows="5" spellcheck="false"
                        value={(*tags).clone()} {oninput} />
                </div>
            }
        </Answer>
    }
}

/// Only a role, which has a longest session, can be linked to a service.
fn path_label(details: &Details) -> &'static str {
    match details.longest {
        Some(_) => "Path (/aws-service-role/… makes a service-linked role)",
        None => "Path",
    }
}
