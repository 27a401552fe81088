//! A decision as an object. There are only some dozens of different ones, so each is made once,
//! frozen, and handed out again: making objects would cost more than deciding.

use crate::loaded::Loaded;
use crate::value;
use iam::{Decision, Request};
use serde::Serialize;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Object)]
    fn freeze(value: JsValue) -> JsValue;
}

#[derive(Serialize)]
struct Answer {
    decision: &'static str,
    because: Option<String>,
    provisional: bool,
}

thread_local! {
    static ANSWERS: RefCell<Vec<((Decision, bool), JsValue)>> = const { RefCell::new(Vec::new()) };
}

/// Decides a request and gives the object for the answer.
pub(crate) fn answer(loaded: &Loaded, request: &Request) -> Result<JsValue, JsError> {
    let (decision, provisional) = loaded.decide(request);
    let key = (decision, provisional);
    ANSWERS.with_borrow_mut(|answers| {
        if let Some((_, object)) = answers.iter().find(|(held, _)| *held == key) {
            return Ok(object.clone());
        }
        let made = value::object(&Answer {
            decision: decision.name(),
            because: decision.because(),
            provisional,
        })?;
        let object = freeze(made);
        answers.push((key, object.clone()));
        Ok(object)
    })
}
