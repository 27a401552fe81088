//! Values from and to JavaScript, by way of JSON.

use serde::Serialize;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = JSON)]
    fn stringify(value: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = JSON)]
    fn parse(text: &str) -> Result<JsValue, JsValue>;
}

/// A string as it is, or the JSON of plain data. `wanted` says what should have been passed.
pub(crate) fn text(value: &JsValue, wanted: &str) -> Result<String, JsError> {
    if let Some(text) = value.as_string() {
        return Ok(text);
    }
    let written = match value.is_object() {
        true => stringify(value).ok().and_then(|json| json.as_string()),
        false => None,
    };
    written.ok_or_else(|| {
        JsError::new(&format!(
            "{wanted} is wanted, as JSON text or as a plain object that JSON can hold"
        ))
    })
}

/// A value as a plain object.
pub(crate) fn object(value: &impl Serialize) -> Result<JsValue, JsError> {
    let json = serde_json::to_string(value)?;
    parse(&json).map_err(|_| JsError::new("the answer could not be put into an object"))
}
