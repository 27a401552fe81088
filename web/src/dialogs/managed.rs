//! Offers AWS's own policies, with a line to look for one.

use crate::dialogs::answer::text_input;
use crate::prose::prose;
use workbench::DataFile;
use workbench::message::Message;
use workbench::view::managed::{ManagedRow, ManagedView};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to draw.
    pub(crate) view: ManagedView,
    /// Why the answer before was refused.
    pub(crate) problem: Option<String>,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
}

/// AWS's own policies.
#[component]
pub(crate) fn Managed(props: &Props) -> Html {
    let typed = use_state(String::new);
    let body = match &props.view {
        ManagedView::Coming => {
            html! { <p role="status">{ "Loading AWS’s policies…" }</p> }
        }
        ManagedView::Failed(why) => {
            let again = Message::Fetch(DataFile::ManagedPolicies);
            let onclick = props.send.reform(move |_: MouseEvent| again.clone());
            html! {
                <div role="alert">
                    <p>{ why }</p>
                    <button type="button" class="button" {onclick}>{ "Try again" }</button>
                </div>
            }
        }
        ManagedView::Here { rows, remark } => {
            let found: Vec<&ManagedRow> = rows.iter().filter(|row| row.fits(&typed)).collect();
            let count = match found.len() {
                1 => "1 policy".into(),
                count => format!("{count} policies"),
            };
            html! {
                <>
                    <ul class="choices managed-list" role="list" aria-label="AWS managed policies">
                        { for found.into_iter().map(|row| line(row, &props.send)) }
                    </ul>
                    <p class="field-note"><span role="status" aria-label="Found">{ count }</span>{ ". " }{ remark }</p>
                </>
            }
        }
    };
    html! {
        <div class="dialog-body">
            { text_input("Search", "name", &typed, "input") }
            if let Some(problem) = &props.problem {
                <p class="field-note" role="alert" data-state="deny">{ prose(problem) }</p>
            }
            { body }
        </div>
    }
}

fn line(row: &ManagedRow, send: &Callback<Message>) -> Html {
    let name = row.name;
    let onclick = send.reform(move |_: MouseEvent| Message::AddManagedPolicy(name.into()));
    html! {
        <li key={name}>
            <button type="button" class="choice" {onclick}>
                <span class="choice-label">{ name }</span>
                if !row.detail.is_empty() { <span class="tag">{ row.detail }</span> }
                if row.is_held { <span class="tag">{ "in the library" }</span> }
            </button>
        </li>
    }
}
