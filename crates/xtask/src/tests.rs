//! `cargo xtask test`: every check there is, in order, and one line at the end that says how it
//! went. A step that fails does not keep the others from running.

use crate::command::{run as run_command, works};
use crate::step::{self, Outcome};
use crate::tools::Tools;
use crate::workspace::root;
use crate::{browser, js, site, size, tidy, wasm};
use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;
use std::time::{Duration, Instant};

struct Check {
    name: &'static str,
    what: &'static str,
    work: Work,
}

enum Work {
    Alone(fn() -> Outcome<()>),
    WithTools(fn(&Tools) -> Outcome<()>),
    /// Looks at what the step `build` made; not run when that failed.
    OnTheSite(fn() -> Outcome<()>),
}

const CHECKS: [Check; 12] = [
    Check {
        name: "format",
        what: "Check the formatting",
        work: Work::Alone(format),
    },
    Check {
        name: "tidy",
        what: "Check the tree",
        work: Work::Alone(tidy::check),
    },
    Check {
        name: "clippy",
        what: "Run clippy",
        work: Work::Alone(clippy),
    },
    Check {
        name: "unit",
        what: "Run the Rust tests",
        work: Work::Alone(unit),
    },
    Check {
        name: "doc-tests",
        what: "Run the examples in the docs",
        work: Work::Alone(doc_tests),
    },
    Check {
        name: "docs",
        what: "Build the docs",
        work: Work::Alone(docs),
    },
    Check {
        name: "wasm",
        what: "Run the tests in WebAssembly",
        work: Work::WithTools(wasm_tests),
    },
    Check {
        name: "js",
        what: "Use the package for JavaScript",
        work: Work::WithTools(js::test),
    },
    Check {
        name: "build",
        what: "Build the release site",
        work: Work::WithTools(site::release),
    },
    Check {
        name: "size",
        what: "Compare the bytes of dist/",
        work: Work::OnTheSite(size::check),
    },
    Check {
        name: "journeys",
        what: "Use dist/ in Chromium and Firefox",
        work: Work::OnTheSite(journeys),
    },
    Check {
        name: "firefox",
        what: "Use dist/ in Firefox",
        work: Work::OnTheSite(in_firefox),
    },
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Passed,
    Failed,
    Skipped,
}

/// Prints the steps' names.
pub(crate) fn list() {
    for Check { name, what, .. } in &CHECKS {
        println!("{name:10} {what}");
    }
}

/// The names after `--only`; all of them when there is none.
pub(crate) fn selection(arguments: &[&str]) -> Result<Vec<&'static str>, String> {
    let mut names = Vec::new();
    let mut rest = arguments.iter();
    while let Some(&argument) = rest.next() {
        let wished = match argument {
            "--only" => rest.next().ok_or("`--only` wants the name of a step")?,
            _ => return Err(format!("`test` does not know `{argument}`")),
        };
        let check = CHECKS.iter().find(|check| check.name == *wished);
        names.push(
            check
                .ok_or_else(|| format!("there is no step `{wished}`; see --list"))?
                .name,
        );
    }
    if names.is_empty() {
        names.extend(CHECKS.iter().map(|check| check.name));
    }
    Ok(names)
}

/// Runs the steps named and sums them up.
pub(crate) fn run(names: &[&str]) -> Outcome<()> {
    let start = Instant::now();
    let chosen: Vec<&Check> = CHECKS
        .iter()
        .filter(|check| names.contains(&check.name))
        .collect();
    let mut tools = None;
    let mut results: Vec<(&str, Verdict, Duration)> = Vec::new();
    for check in chosen {
        let begin = Instant::now();
        let site_failed = results
            .iter()
            .any(|(name, verdict, _)| *name == "build" && *verdict == Verdict::Failed);
        let verdict = match check.work {
            Work::Alone(work) => verdict(step::run(check.what, work)),
            Work::WithTools(work) => with_tools(&mut tools, check.what, work),
            Work::OnTheSite(_) if site_failed => Verdict::Skipped,
            Work::OnTheSite(work) => verdict(step::run(check.what, work)),
        };
        results.push((check.name, verdict, begin.elapsed()));
    }
    sum_up(&results, start.elapsed())
}

/// Sets up before the first step that needs it; a failed set-up is tried once only.
fn with_tools(
    tools: &mut Option<Outcome<Tools>>,
    what: &str,
    work: fn(&Tools) -> Outcome<()>,
) -> Verdict {
    match tools.get_or_insert_with(Tools::ready) {
        Ok(tools) => verdict(step::run(what, || work(tools))),
        Err(_reported) => Verdict::Failed,
    }
}

fn verdict(outcome: Outcome<()>) -> Verdict {
    match outcome {
        Ok(()) => Verdict::Passed,
        Err(_reported) => Verdict::Failed,
    }
}

fn sum_up(results: &[(&str, Verdict, Duration)], took: Duration) -> Outcome<()> {
    println!();
    for (name, verdict, duration) in results {
        let sign = match verdict {
            Verdict::Passed => "✓",
            Verdict::Failed => "✗ failed",
            Verdict::Skipped => "– not run",
        };
        println!("  {name:10} {:>12}  {sign}", step::time(*duration));
    }
    let count = |wanted| {
        results
            .iter()
            .filter(|(_, verdict, _)| *verdict == wanted)
            .count()
    };
    let (passed, failed) = (count(Verdict::Passed), count(Verdict::Failed));
    let first_failed = results
        .iter()
        .find(|(_, verdict, _)| *verdict == Verdict::Failed);
    let took = step::time(took);
    println!();
    match first_failed {
        None => println!("All tests passed in {took}: {passed} of {passed} steps."),
        Some((name, ..)) => println!(
            "Tests failed after {took}: {failed} of {} steps. Look at the first again with\n\n    \
             cargo xtask test --only {name}\n",
            results.len()
        ),
    }
    println!(
        "{passed} passed, {failed} failed, {} skipped",
        count(Verdict::Skipped)
    );
    if failed == 0 {
        Ok(())
    } else {
        Err("some steps failed".into())
    }
}

fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.args(arguments).current_dir(root());
    cargo
}

fn format() -> Outcome<()> {
    run_command(&mut cargo(&["fmt", "--all", "--check"]))
        .map_err(|problem| step::Failure::from(problem).by_hand("`cargo fmt --all`"))
}

fn clippy() -> Outcome<()> {
    let arguments = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ];
    Ok(run_command(&mut cargo(&arguments))?)
}

fn unit() -> Outcome<()> {
    if works("cargo", &["nextest", "--version"]) {
        return Ok(run_command(&mut cargo(&["nextest", "run", "--workspace"]))?);
    }
    Ok(run_command(&mut cargo(&[
        "test",
        "--workspace",
        "--all-targets",
    ]))?)
}

fn doc_tests() -> Outcome<()> {
    Ok(run_command(&mut cargo(&["test", "--workspace", "--doc"]))?)
}

fn docs() -> Outcome<()> {
    let mut doc = cargo(&[
        "doc",
        "--workspace",
        "--no-deps",
        "--document-private-items",
    ]);
    Ok(run_command(doc.env("RUSTDOCFLAGS", "-D warnings"))?)
}

/// Runs `tests/wasm.rs` of every crate that has one.
fn wasm_tests(tools: &Tools) -> Outcome<()> {
    let packages: Vec<String> = tidy::packages()?
        .into_iter()
        .filter(|package| package.folder().join("tests/wasm.rs").is_file())
        .map(|package| package.name)
        .collect();
    if packages.is_empty() {
        return Err("no crate has a tests/wasm.rs".into());
    }
    let mut test = tools.wasm_cargo();
    test.args(["test", "--target", wasm::TARGET, "--test", "wasm"]);
    for package in &packages {
        test.args(["--package", package]);
    }
    Ok(run_command(&mut test)?)
}

/// Runs Playwright against `dist/`, which the server of `playwright.config.js` puts under a path.
fn journeys() -> Outcome<()> {
    let chromium = browser::chromium()?;
    crate::node::packages()?;
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map_err(|error| format!("no free port: {error}"))?
        .port();
    let mut playwright = Command::new("node");
    playwright
        .args(["node_modules/@playwright/test/cli.js", "test"])
        .current_dir(root().join("web"))
        .env("CHROMIUM", chromium)
        .env("PORT", port.to_string());
    match browser::nginx() {
        Some(program) => drop(playwright.env("NGINX_PROGRAM", program)),
        None => println!("There is no nginx here, so docs/hosting/nginx.conf was not tried."),
    }
    Ok(run_command(&mut playwright)?)
}

/// The same page in another engine; Playwright cannot drive the Firefox that Debian has.
fn in_firefox() -> Outcome<()> {
    let Some(firefox) = browser::firefox() else {
        println!("There is no Firefox here, so the page was not used in it.");
        return Ok(());
    };
    let mut node = Command::new("node");
    node.args([
        "--test",
        "--test-reporter=spec",
        "firefox/journeys.test.mjs",
        "firefox/embed.test.mjs",
    ])
    .current_dir(root().join("web"))
    .env("FIREFOX", firefox);
    Ok(run_command(&mut node)?)
}
