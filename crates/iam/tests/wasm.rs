//! What must hold in the browser's WebAssembly as well. Run by `cargo xtask test --only wasm`.

#![cfg(target_arch = "wasm32")]

#[path = "hostile.rs"]
mod hostile;
