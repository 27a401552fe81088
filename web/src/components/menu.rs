//! The menu that is open: a popover of the browser with the keys of the ARIA menu pattern.
//!
//! Not responsible for its entries: `menus` has them.

use crate::components::popup::{open, press};
use crate::icon::Icon;
use crate::menus::{Act, Chosen, Entry, MenuRequest};
use crate::page;
use crate::prose::prose;
use std::rc::Rc;
use workbench::message::Message;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// Whose menu, and where.
    pub(crate) request: Rc<MenuRequest>,
    /// Its lines.
    pub(crate) entries: Vec<Entry>,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
    /// Closes it.
    pub(crate) close: Callback<()>,
}

/// The menu that is open.
#[component]
pub(crate) fn Menu(props: &Props) -> Html {
    let menu = use_node_ref();
    use_effect_with(menu.clone(), {
        let (request, close) = (Rc::clone(&props.request), props.close.clone());
        move |menu| open(menu, &request, close)
    });
    let onkeydown = {
        let (menu, close) = (menu.clone(), props.close.clone());
        move |event: KeyboardEvent| press(&event, &menu, &close)
    };
    html! {
        <div class="menu" popover="manual" role="menu" tabindex="-1" ref={menu} {onkeydown}>
            { for props.entries.iter().map(|entry| line(entry, props)) }
        </div>
    }
}

fn line(entry: &Entry, props: &Props) -> Html {
    let (role, checked) = match &entry.act {
        Act::Choose(_, chosen) => ("menuitemradio", Some((*chosen == Chosen::Yes).to_string())),
        Act::Send(_) | Act::ChooseFile => ("menuitem", None),
    };
    let onclick = {
        let (act, send, close) = (entry.act.clone(), props.send.clone(), props.close.clone());
        move |_: MouseEvent| {
            close.emit(());
            match &act {
                Act::Send(message) | Act::Choose(message, _) => send.emit(message.clone()),
                Act::ChooseFile => {
                    if let Some(input) = page::find("#open-file") {
                        input.click();
                    }
                }
            }
        }
    };
    html! {
        <>
            if entry.begins_group {
                <div class="menu-separator" role="separator" />
            }
            <button
                type="button"
                class="menu-item"
                {role}
                tabindex="-1"
                aria-checked={checked.clone()}
                {onclick}
            >
                <span class="menu-sign">
                    if checked.as_deref() == Some("true") { { Icon::Check.draw() } }
                </span>
                <span>{ &entry.label }</span>
                if !entry.keys.is_empty() { <kbd class="menu-keys">{ entry.keys }</kbd> }
                if let Some(detail) = &entry.detail {
                    <span class="menu-detail">{ prose(detail) }</span>
                }
            </button>
        </>
    }
}
