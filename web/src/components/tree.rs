//! The organization as an ARIA tree: one row has the focus, keys move it.
//!
//! Not responsible for what a key does: `workbench::tree_keys` knows that.

use crate::components::drag_label::drop_mark;
use crate::components::menu_button::at;
use crate::components::tree_row::TreeRowLine;
use crate::menus::{MenuOf, MenuRequest};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use workbench::Item;
use workbench::message::{Dialog, Message};
use workbench::tree_keys::TreeKey;
use workbench::view::drag::DragView;
use workbench::view::tree::TreeView;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to draw.
    pub(crate) view: TreeView,
    /// The drag under way.
    pub(crate) drag: Option<DragView>,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
    /// Asks for a menu.
    pub(crate) ask_menu: Callback<MenuRequest>,
}

/// The organization.
#[component]
pub(crate) fn Tree(props: &Props) -> Html {
    let Props {
        view,
        drag,
        send,
        ask_menu,
    } = props;
    let selected = view
        .rows
        .iter()
        .find(|row| row.selected)
        .map(|row| row.item.clone());
    let onkeydown = {
        let (send, ask_menu) = (send.clone(), ask_menu.clone());
        move |event: KeyboardEvent| {
            let row = event
                .target()
                .and_then(|target| target.dyn_into::<HtmlElement>().ok());
            let row = row.filter(|row| row.matches("[role='treeitem']").unwrap_or_default());
            let (Some(row), Some(item)) = (row, &selected) else {
                return;
            };
            match press(&event, item) {
                Some(Press::Send(message)) => send.emit(message),
                Some(Press::Menu) => ask_menu.emit(at(row, MenuOf::Row(item.clone()), None)),
                None => return,
            }
            event.prevent_default();
        }
    };
    let rows = view.rows.iter().enumerate().map(|(place, row)| {
        let drop = drag.as_ref().and_then(|drag| drop_mark(drag, &row.item));
        html! { <TreeRowLine key={format!("{:?}", row.item)} row={row.clone()} {place} {drop} {send} {ask_menu} /> }
    });
    html! {
        <section class="organization" aria-labelledby="tree-title">
            <div class="section-head"><h2 id="tree-title">{ "Organization" }</h2></div>
            <div class="tree" role="tree" aria-labelledby="tree-title" {onkeydown}>{ for rows }</div>
        </section>
    }
}

enum Press {
    Send(Message),
    Menu,
}

fn press(event: &KeyboardEvent, item: &Item) -> Option<Press> {
    let command = event.ctrl_key() || event.meta_key();
    let key = event.key();
    let step = |key| Some(Press::Send(Message::TreeKey(key)));
    match (key.as_str(), command) {
        ("ArrowUp", false) => step(TreeKey::Up),
        ("ArrowDown", false) => step(TreeKey::Down),
        ("ArrowLeft", false) => step(TreeKey::Left),
        ("ArrowRight", false) => step(TreeKey::Right),
        ("Home", false) => step(TreeKey::Home),
        ("End", false) => step(TreeKey::End),
        ("Enter" | " " | "ContextMenu", false) => Some(Press::Menu),
        ("F10", false) if event.shift_key() => Some(Press::Menu),
        ("F2", false) => Some(Press::Send(Message::ShowDialog(Some(Dialog::Rename(
            item.clone(),
        ))))),
        ("Delete", false) => Some(Press::Send(Message::Delete(item.clone()))),
        ("x" | "X", true) => Some(Press::Send(Message::Cut(item.clone()))),
        ("v" | "V", true) => Some(Press::Send(Message::Paste(item.clone()))),
        (typed, false) if !event.alt_key() => {
            let mut letters = typed.chars();
            match (letters.next(), letters.next()) {
                (Some(letter), None) if letter.is_alphanumeric() => step(TreeKey::Letter(letter)),
                _ => None,
            }
        }
        _ => None,
    }
}
