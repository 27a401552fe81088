//! The line below the tree: which organization policies reach the selected row, from which levels,
//! and what they leave.

use crate::page;
use crate::prose::prose;
use workbench::message::{Dialog, Message};
use workbench::view::inherited::{Inherited, InheritedLevel};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to say.
    pub(crate) view: Inherited,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
}

/// The line.
#[component]
pub(crate) fn InheritedLine(props: &Props) -> Html {
    let view = &props.view;
    let node = view.node;
    // The line takes room at the foot of the tree, where the selected row may stand.
    use_effect_with(node, |_| {
        page::after_paint(|| page::bring_into_view(".tree-row[aria-selected='true']"));
    });
    let more = props
        .send
        .reform(move |_: MouseEvent| Message::ShowDialog(Some(Dialog::Effective(node))));
    html! {
        <div class="inherited" role="group" aria-label="Organization policies of the selected row">
            if view.is_management {
                <p>{ "No SCP or RCP limits the management account." }</p>
            } else {
                <p class="inherited-levels">{ for view.levels.iter().map(level) }</p>
            }
            <p>
                if let Some(left) = &view.left {
                    <span>{ prose(left) }{ " " }</span>
                }
                <button type="button" class="link" onclick={more}>{ "Effective policies…" }</button>
            </p>
        </div>
    }
}

fn level(view: &InheritedLevel) -> Html {
    let policy = |(place, (words, off)): (usize, &(String, bool))| {
        let between = if place == 0 { "" } else { ", " };
        match off {
            true => {
                html! { <>{ between }<s>{ words }</s><span class="unseen">{ " (off)" }</span></> }
            }
            false => html! { <>{ between }{ words }</> },
        }
    };
    html! {
        <span class="inherited-level">
            <b>{ &view.name }</b>{ ": " }
            if view.policies.is_empty() { { "none" } }
            { for view.policies.iter().enumerate().map(policy) }
        </span>
    }
}
