//! The light page that other pages put into a frame.
//!
//! `web/embed/start.js` calls `first_answer` and paints what it gives, before the rest of the app
//! is there; then it calls `run`.

use wasm_bindgen::prelude::wasm_bindgen;

fn main() {}

/// What is painted first: title, question, state, word, sentence, and notes, in this order; only
/// the title and the question where the verdict waits to be asked for. Nothing at all where there
/// is something to be told instead.
#[wasm_bindgen]
pub fn first_answer(query: &str, fragment: &str) -> Vec<String> {
    web::embed_answer(query, fragment)
}

/// Starts the app on what the address holds.
#[wasm_bindgen]
pub fn run(fragment: String) {
    web::embed(fragment);
}
