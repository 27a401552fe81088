//! The organization as an ARIA tree: one row has the focus, keys move it. Rows out of view are
//! not drawn; where each row stands, `rows_in_view` tells the style sheet.
//!
//! Not responsible for what a key does: `workbench::tree_keys` knows that.

use crate::components::drag_label::drop_mark;
use crate::components::inherited::InheritedLine;
use crate::components::menu_button::at;
use crate::components::tree_row::TreeRowLine;
use crate::components::tree_search::SearchField;
use crate::menus::{MenuOf, MenuRequest};
use crate::{page, rows_in_view};
use std::ops::Range;
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
    /// Takes the places of the rows that have come into view.
    pub(crate) show_rows: Callback<Range<usize>>,
}

/// The organization.
#[component]
pub(crate) fn Tree(props: &Props) -> Html {
    let Props {
        view,
        drag,
        send,
        ask_menu,
        show_rows,
    } = props;
    let list = use_node_ref();
    use_effect_with((list.clone(), show_rows.clone()), |(list, show_rows)| {
        let watch = list
            .cast()
            .map(|list| rows_in_view::watch(list, show_rows.clone()));
        || drop(watch)
    });
    use_effect_with((list.clone(), view.total), |(list, total)| {
        if let Some(list) = list.cast::<HtmlElement>() {
            rows_in_view::make_room(&list, *total);
        }
    });
    let typed = use_mut_ref(Typed::default);
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
            match press(&event, item, &mut typed.borrow_mut()) {
                Some(Press::Send(message)) => send.emit(message),
                Some(Press::Search) => page::focus(".tree-search"),
                Some(Press::Menu) => ask_menu.emit(at(row, MenuOf::Row(item.clone()), None)),
                None => return,
            }
            event.prevent_default();
        }
    };
    let first = send.reform(|_: MouseEvent| Message::ShowDialog(Some(Dialog::NewAccount(None))));
    let rows = view.rows.iter().map(|row| {
        let drop = drag.as_ref().and_then(|drag| drop_mark(drag, &row.item));
        html! { <TreeRowLine key={format!("{:?}", row.item)} row={row.clone()} {drop} {send} {ask_menu} /> }
    });
    html! {
        <section class="organization" aria-labelledby="tree-title">
            <div class="section-head">
                <h2 id="tree-title">{ "Organization" }</h2>
                if let Some(view) = &view.search { <SearchField view={view.clone()} {send} /> }
            </div>
            <div class="tree" role="tree" aria-labelledby="tree-title" {onkeydown}>
                <div class="tree-rows" role="none" ref={list}>{ for rows }</div>
            </div>
            if view.total == 0 && view.search.is_none() {
                <button type="button" class="button button-small" onclick={first}>{ "New account…" }</button>
            }
            if let Some(view) = &view.inherited { <InheritedLine view={view.clone()} {send} /> }
        </section>
    }
}

enum Press {
    Send(Message),
    Menu,
    Search,
}

/// Letters typed one after the other are the beginning of one name.
#[derive(Default)]
struct Typed {
    text: String,
    at: f64,
}

/// So many milliseconds between two letters begin another name.
const PAUSE: f64 = 800.0;

impl Typed {
    /// What is typed with one letter more. A name begins with a letter or digit and goes on with
    /// any sign, a space too.
    fn and(&mut self, letter: char, at: f64) -> Option<String> {
        if self.at + PAUSE < at {
            self.text.clear();
        }
        if self.text.is_empty() && !letter.is_alphanumeric() {
            return None;
        }
        self.at = at;
        self.text.push(letter);
        Some(self.text.clone())
    }
}

fn press(event: &KeyboardEvent, item: &Item, before: &mut Typed) -> Option<Press> {
    let command = event.ctrl_key() || event.meta_key();
    let key = event.key();
    let step = |key| Some(Press::Send(Message::TreeKey(key)));
    if let Some(typed) = letter(event).and_then(|letter| before.and(letter, event.time_stamp())) {
        return step(TreeKey::Typed(typed));
    }
    if key != "Shift" {
        before.text.clear();
    }
    match (key.as_str(), command) {
        ("ArrowUp", false) => step(TreeKey::Up),
        ("ArrowDown", false) => step(TreeKey::Down),
        ("ArrowLeft", false) => step(TreeKey::Left),
        ("ArrowRight", false) => step(TreeKey::Right),
        ("Home", false) => step(TreeKey::Home),
        ("End", false) => step(TreeKey::End),
        ("/", false) => Some(Press::Search),
        ("Enter", false) if event.alt_key() => {
            Some(Press::Send(Message::ShowEffective(item.clone())))
        }
        ("Enter" | " " | "ContextMenu", false) => Some(Press::Menu),
        ("F10", false) if event.shift_key() => Some(Press::Menu),
        ("F2", false) => Some(Press::Send(Message::ShowDialog(Some(Dialog::Rename(
            item.clone(),
        ))))),
        ("Delete", false) => Some(Press::Send(Message::Delete(item.clone()))),
        ("x" | "X", true) => Some(Press::Send(Message::Cut(item.clone()))),
        ("v" | "V", true) => Some(Press::Send(Message::Paste(item.clone()))),
        _ => None,
    }
}

/// What a key types.
fn letter(event: &KeyboardEvent) -> Option<char> {
    let key = event.key();
    let mut letters = key.chars();
    let only = letters.next().filter(|_| letters.next().is_none());
    only.filter(|_| !event.ctrl_key() && !event.meta_key() && !event.alt_key())
}
