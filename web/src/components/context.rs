//! The condition keys of the request in groups, and a line to add one.

use crate::components::add_key::AddKey;
use crate::components::context_row::ContextLine;
use crate::icon::Icon;
use crate::menus::MenuRequest;
use workbench::message::Message;
use workbench::view::completion::CompletionView;
use workbench::view::request::{ContextGroup, ContextView};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to draw.
    pub(crate) view: ContextView,
    /// What is offered to complete a field.
    pub(crate) completion: Option<CompletionView>,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
    /// Asks for a menu.
    pub(crate) ask_menu: Callback<MenuRequest>,
}

/// The condition keys.
#[component]
pub(crate) fn Context(props: &Props) -> Html {
    let Props {
        view,
        completion,
        send,
        ask_menu,
    } = props;
    let open = use_state(|| false);
    let toggle = {
        let open = open.clone();
        move |_: MouseEvent| open.set(!*open)
    };
    let group = |group: &ContextGroup| {
        let rows = group.rows.iter().map(|row| {
            html! { <ContextLine key={row.key.clone()} row={row.clone()} {send} {ask_menu} /> }
        });
        html! {
            <div class="context-group" role="group" aria-label={group.name} key={group.name}>
                <h3>{ group.name }</h3>
                { for rows }
            </div>
        }
    };
    html! {
        <div class="context">
            <button type="button" class="context-head" aria-expanded={open.to_string()} onclick={toggle}>
                <span class="context-title">{ "Context" }</span>
                <span class="context-summary" data-lacks={view.lacks.to_string()}>{ &view.summary }</span>
                { Icon::Chevron.draw() }
            </button>
            if *open {
                <div class="context-body">
                    { for view.groups.iter().map(group) }
                    <AddKey completion={completion.clone()} {send} />
                </div>
            }
        </div>
    }
}
