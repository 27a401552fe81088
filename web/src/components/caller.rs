//! What the caller brings along: its kind, what its requests are signed with, its session, and the
//! VPC endpoint they travel through.

use crate::components::session::{SessionFields, name_field};
use crate::maybe::maybe;
use web_sys::HtmlSelectElement;
use workbench::message::Message;
use workbench::view::caller::{CallerView, Pick};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to draw.
    pub(crate) view: CallerView,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
}

/// What the caller brings along.
#[component]
pub(crate) fn CallerFields(props: &Props) -> Html {
    let Props { view, send } = props;
    let named = send.reform(Message::SetCallerName);
    html! {
        <div class="caller-fields" id="caller-fields" role="group" aria-label="Details of the caller">
            { pick("Kind", "caller-kind", &view.kinds, send) }
            if let Some(name) = &view.name { { name_field("caller-name", name, named) } }
            { pick("Made by", "caller-made-by", &view.made_by, send) }
            { pick("Credentials", "caller-credentials", &view.credentials, send) }
            { pick("Task policy", "caller-task", &view.tasks, send) }
            if let Some(session) = &view.session {
                <SessionFields view={session.clone()} {send} />
            }
            if let Some(message) = &view.ask_maker {
                <span class="field-label">{ "Assumed by" }</span>
                <div>{ button("Choose who assumed the role…", message, send) }</div>
            }
            { pick("VPC endpoint", "caller-endpoint", &view.endpoints, send) }
        </div>
    }
}

/// A small button that sends a message.
pub(crate) fn button(label: &'static str, message: &Message, send: &Callback<Message>) -> Html {
    let message = message.clone();
    let onclick = send.reform(move |_: MouseEvent| message.clone());
    html! { <button type="button" class="button button-small" {onclick}>{ label }</button> }
}

/// A choice; there is no field where there is nothing to choose.
pub(crate) fn pick(
    label: &'static str,
    id: impl Into<AttrValue>,
    picks: &[Pick],
    send: &Callback<Message>,
) -> Html {
    if picks.is_empty() {
        return html! {};
    }
    let id = id.into();
    let messages: Vec<_> = picks.iter().map(|pick| pick.message.clone()).collect();
    let onchange = maybe(send, move |event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        let chosen = usize::try_from(select.selected_index()).ok()?;
        messages.get(chosen).cloned()
    });
    let option = |pick: &Pick| html! { <option selected={pick.chosen}>{ &pick.label }</option> };
    html! {
        <>
            <label for={id.clone()}>{ label }</label>
            <select {id} class="select" {onchange}>{ for picks.iter().map(option) }</select>
        </>
    }
}
