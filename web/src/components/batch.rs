//! The answers to several requests: a list box of which one is asked, with arrow keys to walk it.

use crate::icon::Icon;
use crate::page;
use crate::prose::{name, prose};
use workbench::message::Message;
use workbench::view::batch::{BatchRow, BatchView};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to draw.
    pub(crate) view: BatchView,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
}

/// The answers.
#[component]
pub(crate) fn Batch(props: &Props) -> Html {
    let Props { view, send } = props;
    let current = view.rows.iter().position(|row| row.current);
    use_effect_with(current, |_| {
        page::bring_into_view(".batch-row[aria-selected='true']");
    });
    let onkeydown = {
        let (send, last) = (send.clone(), view.rows.len().saturating_sub(1));
        move |event: KeyboardEvent| {
            let at = current.unwrap_or(0);
            let to = match event.key().as_str() {
                "ArrowDown" => (at + 1).min(last),
                "ArrowUp" => at.saturating_sub(1),
                "Home" => 0,
                "End" => last,
                _ => return,
            };
            event.prevent_default();
            send.emit(Message::AskBatch(to));
        }
    };
    html! {
        <section class="batch" aria-labelledby="batch-title">
            <div class="batch-head">
                <h2 id="batch-title">{ "Answers" }</h2>
                <p role="status" aria-label="Answers in short">{ &view.summary }</p>
            </div>
            <ul class="batch-list" role="listbox" tabindex="0" aria-labelledby="batch-title"
                aria-activedescendant={current.map(|at| format!("batch-{at}"))} {onkeydown}>
                { for view.rows.iter().enumerate().map(|(place, row)| line(place, row, send)) }
            </ul>
            if let Some(left_out) = &view.left_out {
                <p class="field-note">{ prose(left_out) }</p>
            }
        </section>
    }
}

fn line(place: usize, row: &BatchRow, send: &Callback<Message>) -> Html {
    let onclick = send.reform(move |_: MouseEvent| Message::AskBatch(place));
    html! {
        <li id={format!("batch-{place}")} class="batch-row" role="option" title={row.resource.clone()}
            aria-selected={row.current.to_string()} data-state={row.state.code()} {onclick}>
            <span class="batch-word">{ Icon::of(row.state).draw() }{ row.word }</span>
            <span class="batch-action code">{ &row.action }</span>
            <span class="batch-resource code">{ name(&row.resource_name) }</span>
            if let Some(remark) = row.remark { <span class="batch-remark">{ remark }</span> }
        </li>
    }
}
