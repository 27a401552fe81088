//! `cargo xtask build`: the release site in `dist/`.

use crate::command::run;
use crate::size;
use crate::split;
use crate::step::{self, Outcome};
use crate::tools::Tools;

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
    step::run(
        "Split what the first verdict needs from the rest",
        split::site,
    )
}
