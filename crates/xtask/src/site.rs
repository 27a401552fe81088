//! `cargo xtask build`: the release site in `dist/`.

use crate::command::run;
use crate::finish;
use crate::size;
use crate::split;
use crate::step::{self, Outcome};
use crate::tools::Tools;
use crate::workspace::root;
use std::process::Command;

/// Sets up, builds, and says what came out.
pub(crate) fn build() -> Outcome<()> {
    let tools = Tools::ready()?;
    step::run("Build the release site", || release(&tools))?;
    let bytes = size::measure()?;
    println!("\ndist/ is ready for any static host: {bytes}.");
    Ok(())
}

/// Builds the release site with tools that are ready.
pub(crate) fn release(tools: &Tools) -> Outcome<()> {
    run(tools.trunk().args(["build", "--release", "--offline"]))?;
    step::run("Put everything into a single file", single_file)?;
    step::run("Split what the first verdict needs from the rest", || {
        split::site(&tools.wasm_built("page"))
    })?;
    step::run("Write policy, digests and service worker", finish::site)
}

/// The page that opens from a disk; it takes the app before it is split.
fn single_file() -> Outcome<()> {
    let mut node = Command::new("node");
    Ok(run(node
        .arg("single-file.mjs")
        .current_dir(root().join("web")))?)
}
