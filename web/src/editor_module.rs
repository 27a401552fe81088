//! Waits for the module that defines `<json-editor>`, which `web/start.js` fetches after the first
//! verdict is on screen.

use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::window;
use yew::Callback;

/// Calls `ready` when the element is defined; where its module cannot be fetched that never
/// happens, and a plain text box stays.
pub(crate) fn wait(ready: Callback<()>) {
    let Some(window) = window() else {
        return;
    };
    if let Ok(defined) = window.custom_elements().when_defined("json-editor") {
        spawn_local(async move {
            if JsFuture::from(defined).await.is_ok() {
                ready.emit(());
            }
        });
    }
}
