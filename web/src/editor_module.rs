//! Loads the module that defines `<json-editor>`. Its address stands in the page's head (see
//! `web/build.mjs`); it is fetched after the first verdict is on screen.

use crate::page;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlScriptElement, window};
use yew::Callback;

/// Waits for a frame to be painted, then fetches the module. `ready` is called when the element is
/// defined; where it cannot be fetched, a plain text box stays.
pub(crate) fn load(ready: Callback<()>) {
    let fetch = Closure::once_into_js(move || Timeout::new(0, move || insert(ready)).forget());
    if let Some(window) = window() {
        // Fails only where nothing is ever painted.
        let _ = window.request_animation_frame(fetch.unchecked_ref());
    }
}

fn insert(ready: Callback<()>) {
    let head = page::document().and_then(|document| document.head());
    if let (Some(head), Some(script)) = (head, script()) {
        EventListener::once(&script, "load", move |_| ready.emit(())).forget();
        // Fails only where the head cannot hold a script.
        let _ = head.append_child(&script);
    }
}

fn script() -> Option<HtmlScriptElement> {
    let document = page::document()?;
    let told: Element = document.query_selector("meta[name='editor-src']").ok()??;
    let script: HtmlScriptElement = document.create_element("script").ok()?.dyn_into().ok()?;
    script.set_type("module");
    script.set_src(&told.get_attribute("content")?);
    Some(script)
}
