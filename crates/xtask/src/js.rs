//! `cargo xtask js`: the package for JavaScript in `target/js/`, and its tests in Node.js and in
//! a browser.

use crate::command::{run, text};
use crate::step::{self, Outcome};
use crate::tools::Tools;
use crate::workspace::{cannot, read, root};
use crate::{browser, wasm};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Files of the package that are kept as they are, with where they come from.
const FILES: [(&str, &str); 5] = [
    ("crates/js/npm/index.js", "index.js"),
    ("crates/js/npm/node.js", "node.js"),
    ("crates/js/README.md", "README.md"),
    ("LICENSE-APACHE", "LICENSE-APACHE"),
    ("LICENSE-MIT", "LICENSE-MIT"),
];

const TESTS: [&str; 2] = [
    "crates/js/test/node.test.mjs",
    "crates/js/test/browser.test.mjs",
];

/// Where the types of what is not public begin: the two entry files start the engine themselves.
const NOT_PUBLIC: &str = "\nexport type InitInput =";

/// Sets up, builds, and says where the package is.
pub(crate) fn build() -> Outcome<()> {
    let tools = Tools::ready()?;
    step::run("Build the package for JavaScript", || {
        package(&tools, &[], &folder())
    })?;
    println!("\ntarget/js/ is ready for `npm install` or `npm pack`.");
    Ok(())
}

/// Builds the package and runs its tests; the same code in Node.js and in a browser, which is also
/// asked every case of `spec/`.
pub(crate) fn test(tools: &Tools) -> Outcome<()> {
    package(tools, &[], &folder())?;
    let mut corpus = Command::new("cargo");
    corpus
        .args([
            "run",
            "--quiet",
            "--package",
            "testkit",
            "--example",
            "corpus",
        ])
        .current_dir(root());
    let file = root().join("target/corpus.jsonl");
    fs::write(&file, text(&mut corpus)?).map_err(|error| cannot("write", &file, &error))?;
    let chromium = browser::chromium()?;
    let mut node = Command::new("node");
    node.arg("--test")
        .args(TESTS)
        .current_dir(root())
        .env("CHROMIUM", chromium);
    Ok(run(&mut node)?)
}

fn folder() -> PathBuf {
    root().join("target/js")
}

/// Builds the package in `folder`, with these features of the crate.
pub(crate) fn package(tools: &Tools, features: &[&str], folder: &Path) -> Outcome<()> {
    let mut cargo = tools.wasm_cargo();
    cargo
        .args(["build", "--release", "--locked", "--package", "js"])
        .args(["--target", wasm::TARGET, "--features"])
        .arg(features.join(","));
    run(&mut cargo)?;
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| cannot("remove", folder, &error))?;
    }
    let mut bindgen = tools.command("wasm-bindgen");
    bindgen
        .args(["--target", "web", "--out-name", "engine", "--out-dir"])
        .arg(folder)
        .arg(tools.wasm_built("release").join("js.wasm"));
    run(&mut bindgen)?;
    let engine = folder.join("engine_bg.wasm");
    let mut optimize = tools.command("wasm-opt");
    optimize.arg("-O3").arg(&engine).arg("-o").arg(&engine);
    run(&mut optimize)?;
    for (from, to) in FILES {
        let to = folder.join(to);
        fs::copy(root().join(from), &to).map_err(|error| cannot("write", &to, &error))?;
    }
    types(folder)?;
    description(folder)
}

/// Keeps the public part of the types that wasm-bindgen wrote.
fn types(folder: &Path) -> Outcome<()> {
    let written = folder.join("engine.d.ts");
    let all = read(&written)?;
    let (public, _) = all
        .split_once(NOT_PUBLIC)
        .ok_or("wasm-bindgen writes its types in another way; see NOT_PUBLIC in js.rs")?;
    let types = folder.join("index.d.ts");
    fs::write(&types, public).map_err(|error| cannot("write", &types, &error))?;
    for file in [written, folder.join("engine_bg.wasm.d.ts")] {
        fs::remove_file(&file).map_err(|error| cannot("remove", &file, &error))?;
    }
    Ok(())
}

/// Writes `package.json` with the version of the workspace.
fn description(folder: &Path) -> Outcome<()> {
    let kept = read(&root().join("crates/js/npm/package.json"))?;
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    let file = folder.join("package.json");
    fs::write(&file, kept.replace("\"version\": \"0.0.0\"", &version))
        .map_err(|error| cannot("write", &file, &error))?;
    Ok(())
}
