//! Has the linker leave its relocations in the module, for `cargo xtask build`, which splits the
//! page's WebAssembly in two (`crates/xtask/src/split.rs`) and takes them out.

use std::env;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let is = |name, wanted| env::var(name).is_ok_and(|value: String| value == wanted);
    if is("CARGO_CFG_TARGET_ARCH", "wasm32") && is("PROFILE", "release") {
        println!("cargo:rustc-link-arg-bins=--emit-relocs");
        // The stack lies below the data. With this size no address of data is also a character's
        // number, so that fewer constants in functions look like addresses.
        println!("cargo:rustc-link-arg-bins=-zstack-size=2097152");
    }
}
