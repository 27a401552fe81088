//! The list below a field: what would complete it.

use crate::components::combobox::Parts;
use workbench::message::{Field, Message};
use workbench::view::completion::{CompletionOption, CompletionView};
use yew::prelude::*;

/// Draws the list.
// A door of the split build: what lies behind it waits (ARCHITECTURE.md).
#[inline(never)]
pub(crate) fn list(view: &CompletionView, id: &str, active: Option<usize>, parts: &Parts) -> Html {
    let count = view.options.len();
    let said = match (count, &view.note) {
        (0, Some(note)) => note.clone(),
        (1, _) => "1 fits.".into(),
        (count, _) => format!("{count} fit."),
    };
    let label = match view.field {
        Field::Action => "Actions",
        Field::Resource => "Resources",
        Field::ConditionKey => "Condition keys",
    };
    html! {
        <div class="completion">
            <ul id={id.to_owned()} class="completion-list" role="listbox" aria-label={label}>
                { for view.options.iter().enumerate().map(|(place, option)| {
                    line(option, format!("{id}-{place}"), active == Some(place), parts)
                }) }
            </ul>
            if let Some(note) = &view.note {
                <p class="completion-note">{ note }{ retry(view, parts) }</p>
            }
            <span class="unseen" role="status" aria-label="Completions">{ said }</span>
        </div>
    }
}

fn line(option: &CompletionOption, id: String, is_active: bool, parts: &Parts) -> Html {
    let onclick = {
        let (text, leads_on, parts) = (option.text.clone(), option.leads_on, parts.clone());
        move |_: MouseEvent| parts.take(&text, leads_on)
    };
    html! {
        <li {id} class="completion-option" role="option" aria-selected={is_active.to_string()}
            onmousedown={|event: MouseEvent| event.prevent_default()} {onclick}>
            <span class="completion-label">{ &option.label }</span>
            <span class="completion-detail">{ &option.detail }</span>
        </li>
    }
}

/// The field keeps the focus, so that the list stays until the answer is there.
fn retry(view: &CompletionView, parts: &Parts) -> Html {
    let Some(file) = view.failed else {
        return html! {};
    };
    let again = parts
        .send()
        .reform(move |_: MouseEvent| Message::Fetch(file));
    html! {
        <button type="button" class="link" onmousedown={|event: MouseEvent| event.prevent_default()} onclick={again}>
            { "Try again" }
        </button>
    }
}
