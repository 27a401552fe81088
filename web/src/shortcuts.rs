//! Keys that work wherever the focus is, unless something nearer has used them.
//!
//! Not responsible for the keys of the tree, of menus or of the editor, which have their own.

use crate::page;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};
use workbench::MatrixMessage;
use workbench::message::{Dialog, Message, Pane};

/// What a key press on the document means.
pub(crate) fn message(event: &Event) -> Option<Message> {
    let event: &KeyboardEvent = event.dyn_ref()?;
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    // The editor leaves a key alone when it has nothing to undo itself.
    let writes = target.is_some_and(|target| {
        page::takes_text(&target) && target.closest("json-editor").ok().flatten().is_none()
    });
    let command = event.ctrl_key() || event.meta_key();
    if event.default_prevented() || event.alt_key() {
        return None;
    }
    // Wherever one writes: the browser would save the page, which is not the work.
    if command && !event.shift_key() && event.key().eq_ignore_ascii_case("s") {
        return Some(Message::Keep);
    }
    if writes {
        return None;
    }
    match (
        event.key().to_lowercase().as_str(),
        command,
        event.shift_key(),
    ) {
        ("z", true, false) => Some(Message::Undo),
        ("z", true, true) | ("y", true, false) => Some(Message::Redo),
        ("escape", false, false) if drawer_is_open() => Some(Message::ShowPane(Pane::Policy)),
        ("f9", false, false) => Some(Message::Matrix(MatrixMessage::Toggle)),
        ("?", false, _) if !in_editor(event) => Some(Message::ShowDialog(Some(Dialog::Keys))),
        _ => None,
    }
}

fn in_editor(event: &KeyboardEvent) -> bool {
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    target.is_some_and(|target| page::takes_text(&target))
}

/// Whether the organization covers a part of the page, as it does on tablets.
fn drawer_is_open() -> bool {
    // A dialog closes first.
    page::find("dialog").is_none()
        && page::find(".scrim").is_some_and(|scrim| 0 < scrim.offset_width())
}
