//! Files that are dropped on the page, and texts that are pasted where nothing takes them.

use crate::{files, page};
use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Element, Event, window};
use workbench::Message;
use workbench::message::{File, FileContent};
use yew::Callback;

/// Listens for both.
pub(crate) fn watch(send: &Callback<Message>) -> Vec<EventListener> {
    let Some(window) = window() else {
        return Vec::new();
    };
    // Before the editor, which would take the file's text into the policy.
    let first = || EventListenerOptions {
        phase: EventListenerPhase::Capture,
        passive: false,
    };
    let over = |event: &Event| {
        if files_of(event).is_some() {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    let open = send.reform(Message::OpenFile);
    let dropped = move |event: &Event| {
        let Some(dropped) = files_of(event) else {
            return;
        };
        event.prevent_default();
        event.stop_propagation();
        if let Some(file) = dropped.files().and_then(|files| files.get(0)) {
            files::read(&file, open.clone());
        }
    };
    let open = send.reform(Message::OpenFile);
    let pasted = move |event: &Event| {
        if let Some(text) = pasted_text(event) {
            event.prevent_default();
            open.emit(File {
                name: String::new(),
                content: FileContent::Text(text),
            });
        }
    };
    vec![
        EventListener::new_with_options(&window, "dragover", first(), over),
        EventListener::new_with_options(&window, "drop", first(), dropped),
        EventListener::new_with_options(
            &window,
            "paste",
            EventListenerOptions::enable_prevent_default(),
            pasted,
        ),
    ]
}

/// What is dragged, if it is files.
fn files_of(event: &Event) -> Option<DataTransfer> {
    let dragged = event.dyn_ref::<DragEvent>()?.data_transfer()?;
    let is_files = |kind: wasm_bindgen::JsValue| kind.as_string().as_deref() == Some("Files");
    dragged.types().iter().any(is_files).then_some(dragged)
}

/// A text that is pasted outside of every field and dialog.
fn pasted_text(event: &Event) -> Option<String> {
    let target: Option<Element> = event.target()?.dyn_into().ok();
    if event.default_prevented()
        || target.is_some_and(|target| page::takes_text(&target))
        || page::find("dialog").is_some()
    {
        return None;
    }
    let text = event.dyn_ref::<ClipboardEvent>()?.clipboard_data()?;
    let text = text.get_data("text/plain").ok()?;
    (!text.trim().is_empty()).then_some(text)
}
