//! Files in and out: reads the file a person chose, and hands one over as a download.

use js_sys::Array;
use scenario::caps;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};
use workbench::message::{File, FileContent};
use yew::Callback;

/// Reads a file.
pub(crate) fn read(chosen: &web_sys::File, done: Callback<File>) {
    let name = chosen.name();
    if caps::FILE_BYTES as f64 <= chosen.size() {
        let content = FileContent::TooLarge;
        return done.emit(File { name, content });
    }
    let text = chosen.text();
    spawn_local(async move {
        let text = JsFuture::from(text).await;
        let text = text.ok().and_then(|text| text.as_string());
        let content = text.map_or(FileContent::Unreadable, FileContent::Text);
        done.emit(File { name, content });
    });
}

/// Gives the user a file.
pub(crate) fn download(name: &str, text: &str) {
    // Each step fails only where the browser has no such thing as a download.
    let _ = offer(name, text);
}

fn offer(name: &str, text: &str) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type("application/json");
    let parts = Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &kind)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let document = crate::page::document().ok_or(JsValue::NULL)?;
    let link: HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&url)
}
