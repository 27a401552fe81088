#![cfg(target_arch = "wasm32")]
//! What must hold in the browser's WebAssembly as well. Run by `cargo xtask test --only wasm`.

#[path = "hostile.rs"]
mod hostile;
