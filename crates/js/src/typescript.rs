//! What goes in and out, for TypeScript. Kept by hand beside `scenario::trace_json`; a test
//! compares it with what comes out.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const INTERFACES: &str = include_str!("../npm/interfaces.ts");
