//! Files of the site that are fetched when somebody wants them. They come as classic scripts, which
//! a frame may run wherever they come from; `web/embed/start.js` knows how.

use js_sys::{Function, Promise, Reflect, global};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::Callback;

/// Fetches the editor; `done` is called with whether it is there.
pub(super) fn editor(done: Callback<bool>) {
    spawn_local(async move { done.emit(fetched("fetchEditor", "").await.is_ok()) });
}

/// Fetches an example; `done` is called with its link, if it came.
pub(super) fn example(id: String, done: Callback<Option<String>>) {
    spawn_local(async move {
        let link = fetched("fetchExample", &id).await.ok();
        done.emit(link.and_then(|link| link.as_string()));
    });
}

async fn fetched(name: &str, what: &str) -> Result<JsValue, JsValue> {
    let parts = Reflect::get(&global(), &"iamPlayground".into())?;
    let fetch: Function = Reflect::get(&parts, &name.into())?.dyn_into()?;
    let promise: Promise = fetch.call1(&parts, &what.into())?.dyn_into()?;
    JsFuture::from(promise).await
}
