//! Puts a text into the clipboard. Browsers offer that only to pages from a secure address, and
//! may refuse it.

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::window;
use yew::Callback;

/// Copies, then calls `done` with whether it went well.
pub(crate) fn copy(text: String, done: Callback<bool>) {
    let navigator = window().map(|window| window.navigator());
    let clipboard = navigator.filter(|navigator| {
        let offered = Reflect::get(navigator, &JsValue::from_str("clipboard"));
        offered.is_ok_and(|offered| offered.is_object())
    });
    let Some(navigator) = clipboard else {
        done.emit(false);
        return;
    };
    spawn_local(async move {
        let written = JsFuture::from(navigator.clipboard().write_text(&text)).await;
        done.emit(written.is_ok());
    });
}
