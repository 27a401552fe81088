//! The scenarios that the browser keeps, as a list.

use crate::icon::Icon;
use crate::prose::{name, prose};
use workbench::message::Message;
use workbench::view::dialog::WorksBody;
use workbench::view::works::WorkRow;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to draw.
    pub(crate) body: WorksBody,
    /// Why something was refused.
    pub(crate) problem: Option<String>,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
}

/// The list "My scenarios".
#[component]
pub(crate) fn Works(props: &Props) -> Html {
    let Props {
        body,
        problem,
        send,
    } = props;
    let on = |message: Message| send.reform(move |_: MouseEvent| message.clone());
    html! {
        <>
            <div class="dialog-body works">
                <p class="soft">{ &body.remark }</p>
                if let Some(problem) = problem {
                    <p class="field-note" role="alert" data-state="deny">{ prose(problem) }</p>
                }
                if let Some(deleted) = &body.deleted {
                    <p class="works-deleted">
                        <span>{ deleted }</span>
                        <button type="button" class="button" onclick={on(Message::Works(workbench::Works::Restore))}>{ "Undo" }</button>
                    </p>
                }
                <ul class="works-list" role="list" aria-label="My scenarios">
                    { for body.rows.iter().map(|row| line(row, send)) }
                </ul>
            </div>
            <div class="dialog-actions">
                <button type="button" class="button button-primary" autofocus=true onclick={on(Message::NewScenario)}>{ "New organization" }</button>
            </div>
        </>
    }
}

fn line(row: &WorkRow, send: &Callback<Message>) -> Html {
    let on = |message: &Message| {
        let message = message.clone();
        send.reform(move |_: MouseEvent| message.clone())
    };
    let act = |word: &str, icon: Icon, message: &Message| {
        let label = format!("{word} {}", row.title);
        html! {
            <button type="button" class="button button-quiet button-icon" aria-label={label} title={word.to_owned()}
                onclick={on(message)}>
                { icon.draw() }
            </button>
        }
    };
    let state = if row.readable { "unknown" } else { "deny" };
    html! {
        <li key={row.id.clone()} class="works-row" aria-current={row.current.then_some("true")}>
            <div class="works-about">
                if row.readable {
                    <button type="button" class="works-open" onclick={on(&row.open)}>{ name(&row.title) }</button>
                } else {
                    <span class="works-open">{ &row.title }</span>
                }
                <span class="works-detail">{ &row.detail }</span>
                if let Some(remark) = &row.remark {
                    <span class="works-remark" data-state={state}>{ prose(remark) }</span>
                }
            </div>
            <div class="works-acts">
                if row.readable {
                    { act("Rename", Icon::Pen, &row.rename) }
                    { act("Duplicate", Icon::Copy, &row.duplicate) }
                }
                { act("Save as a file:", Icon::File, &row.export) }
                { act("Delete", Icon::Bin, &row.delete) }
            </div>
        </li>
    }
}
