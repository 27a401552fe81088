//! Files of the page that are fetched when somebody wants them. Nothing else is ever fetched
//! (invariant I12): addresses are made of names of ours.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Response, window};
use yew::Callback;

/// Fetches the text of a file that stands beside the page; `None` where it does not come.
pub(crate) fn text(path: String, done: Callback<Option<String>>) {
    spawn_local(async move { done.emit(fetched(&path).await.ok()) });
}

async fn fetched(path: &str) -> Result<String, JsValue> {
    let window = window().ok_or(JsValue::NULL)?;
    let response = JsFuture::from(window.fetch_with_str(path)).await?;
    let response: Response = response.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::NULL);
    }
    let text = JsFuture::from(response.text()?).await?;
    text.as_string().ok_or(JsValue::NULL)
}
