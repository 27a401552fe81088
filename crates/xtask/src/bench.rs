//! `cargo xtask bench`: our evaluator, natively and in WebAssembly, beside the npm package
//! `@cloud-copilot/iam-simulate`, in turns on the same machine, so that the ratios hold whatever
//! else it does.

use crate::command::{run, text};
use crate::js;
use crate::step::{self, Outcome};
use crate::tools::Tools;
use crate::workspace::{cannot, root};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What ours is compared with. Installed into a temporary folder, never part of the project.
const PEER: &str = "@cloud-copilot/iam-simulate";
const PEER_VERSION: &str = "0.1.173";

/// Decisions a second that a native build has to reach, by the name of the input.
const BARS: [(&str, f64); 3] = [
    ("simple", 3_000_000.0),
    ("medium", 1_000_000.0),
    ("large", 1_000_000.0),
];
/// WebAssembly has to reach this part of them.
const WASM_SHARE: f64 = 0.5;
/// With the trace, this part of the rate without.
const EXPLAINED_SHARE: f64 = 0.2;

const ROUNDS: usize = 3;

/// What the command line says.
pub(crate) struct Options {
    folder: PathBuf,
    seconds: f64,
}

impl Options {
    /// Reads `[FOLDER] [--seconds N]`.
    pub(crate) fn read(arguments: &[&str]) -> Result<Options, String> {
        let mut folder = None;
        let mut seconds = 2.0;
        let mut rest = arguments.iter();
        while let Some(&argument) = rest.next() {
            match argument {
                "--seconds" => {
                    let number = rest.next().and_then(|text| text.parse().ok());
                    let number = number.filter(|number| (0.1..=600.0).contains(number));
                    seconds = number.ok_or("`--seconds` wants a number from 0.1 to 600")?;
                }
                _ if argument.starts_with('-') || folder.is_some() => {
                    return Err(format!("`bench` does not know `{argument}`"));
                }
                _ => folder = Some(PathBuf::from(argument)),
            }
        }
        let folder = folder.unwrap_or_else(|| {
            let shared = root().join("../shared/bench");
            match shared.is_dir() {
                true => shared,
                false => root().join("crates/testkit/cases/bench"),
            }
        });
        Ok(Options { folder, seconds })
    }
}

/// Measures and prints the table; fails when a bar is missed.
pub(crate) fn bench(options: &Options) -> Outcome<()> {
    let inputs = inputs(&options.folder)?;
    let tools = Tools::ready()?;
    let native = step::run("Build the command line", native)?;
    step::run("Build the package for JavaScript, to be measured", || {
        js::package(&tools, &["measure"], &root().join("target/js-measure"))
    })?;
    let peer = step::run(&format!("Install {PEER} {PEER_VERSION}"), peer)?;
    let programs = Programs { native, peer };
    let measured = step::run("Measure in turns", || {
        let measured = inputs.iter().map(|input| {
            let name = input.file_stem().unwrap_or_default().to_string_lossy();
            Ok((name.into_owned(), programs.rounds(input, options.seconds)?))
        });
        measured.collect::<Outcome<Vec<_>>>()
    })?;
    let mut missed = Vec::new();
    for (name, rates) in &measured {
        print(name, rates, &mut missed);
    }
    match missed.is_empty() {
        true => println!("\nAll bars are reached."),
        false => println!("\nMissed: {}.", missed.join(", ")),
    }
    step::run("Compare with the bars", || match missed.is_empty() {
        true => Ok(()),
        false => Err("run it again on an idle machine before looking for a reason".into()),
    })
}

/// The inputs in a folder, in the order of the bars.
fn inputs(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let named = BARS.map(|(name, _)| folder.join(name).with_extension("jsonl"));
    let found: Vec<PathBuf> = named.into_iter().filter(|file| file.is_file()).collect();
    match found.is_empty() {
        false => Ok(found),
        true => Err(format!(
            "{} holds none of simple.jsonl, medium.jsonl and large.jsonl",
            folder.display()
        )
        .into()),
    }
}

fn native() -> Outcome<PathBuf> {
    let mut cargo = Command::new("cargo");
    cargo
        .args(["build", "--release", "--locked", "--package"])
        .arg("iam-playground");
    run(cargo.current_dir(root()))?;
    let folder = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    Ok(root().join(folder).join("release/iam-playground"))
}

fn peer() -> Outcome<PathBuf> {
    let folder = std::env::temp_dir().join(format!("iam-playground-bench-{PEER_VERSION}"));
    let installed = folder.join("node_modules").join(PEER).join("package.json");
    if !installed.is_file() {
        fs::create_dir_all(&folder).map_err(|error| cannot("create", &folder, &error))?;
        let description = folder.join("package.json");
        fs::write(&description, "{ \"private\": true }")
            .map_err(|error| cannot("write", &description, &error))?;
        let mut npm = Command::new("npm");
        npm.args(["install", "--ignore-scripts", "--no-audit", "--no-fund"])
            .arg(format!("{PEER}@{PEER_VERSION}"))
            .current_dir(&folder);
        run(&mut npm)?;
    }
    Ok(folder)
}

struct Programs {
    native: PathBuf,
    peer: PathBuf,
}

/// Decisions a second.
struct Rates {
    native: f64,
    native_explained: f64,
    wasm: f64,
    wasm_explained: f64,
    wasm_calls: f64,
    wasm_call_explanations: f64,
    peer_engine: f64,
    peer_calls: f64,
}

impl Programs {
    /// All programs in turn, several times; of each rate the middle one counts.
    fn rounds(&self, input: &Path, seconds: f64) -> Outcome<Rates> {
        let input = input
            .canonicalize()
            .map_err(|error| cannot("read", input, &error))?;
        let seconds = seconds.to_string();
        let script = |name: &str, folder: &Path| {
            let mut node = Command::new("node");
            node.arg(root().join("crates/js/bench").join(name))
                .args([input.as_os_str(), seconds.as_ref()])
                .current_dir(folder);
            node
        };
        let mut native = Vec::new();
        let mut wasm = Vec::new();
        let mut peer = Vec::new();
        for _ in 0..ROUNDS {
            let mut program = Command::new(&self.native);
            program
                .arg("bench")
                .arg(&input)
                .args(["--seconds", &seconds]);
            native.push(said(&mut program)?);
            wasm.push(said(&mut script("ours.mjs", root()))?);
            peer.push(said(&mut script("peer.mjs", &self.peer))?);
        }
        Ok(Rates {
            native: middle(&native, "decisions_per_second")?,
            native_explained: middle(&native, "explained_per_second")?,
            wasm: middle(&wasm, "decided")?,
            wasm_explained: middle(&wasm, "explained")?,
            wasm_calls: middle(&wasm, "calls")?,
            wasm_call_explanations: middle(&wasm, "call_explanations")?,
            peer_engine: middle(&peer, "engine")?,
            peer_calls: middle(&peer, "calls")?,
        })
    }
}

fn said(program: &mut Command) -> Outcome<Value> {
    let said = text(program)?;
    Ok(serde_json::from_str(&said)
        .map_err(|error| format!("`{said}` is not the report that was expected: {error}"))?)
}

fn middle(reports: &[Value], member: &str) -> Outcome<f64> {
    let mut rates: Vec<f64> = reports
        .iter()
        .filter_map(|report| report.get(member)?.as_f64())
        .collect();
    rates.sort_by(f64::total_cmp);
    Ok(*rates
        .get(rates.len() / 2)
        .ok_or_else(|| format!("a report has no `{member}`"))?)
}

fn print(name: &str, rates: &Rates, missed: &mut Vec<String>) {
    let bar = BARS.iter().find(|(known, _)| *known == name);
    let bar = bar.map_or(0.0, |(_, bar)| *bar);
    let explained = |rate: f64| rate * EXPLAINED_SHARE;
    let rows = [
        ("native, decided", rates.native, bar),
        (
            "native, explained",
            rates.native_explained,
            explained(rates.native),
        ),
        ("wasm, decided", rates.wasm, bar * WASM_SHARE),
        (
            "wasm, explained",
            rates.wasm_explained,
            explained(rates.wasm),
        ),
        ("wasm, decide() from JavaScript", rates.wasm_calls, 0.0),
        (
            "wasm, explain() from JavaScript",
            rates.wasm_call_explanations,
            0.0,
        ),
        ("iam-simulate, engine", rates.peer_engine, 0.0),
        ("iam-simulate, runSimulation()", rates.peer_calls, 0.0),
    ];
    println!(
        "\n{name:32} {:>12} {:>12}    {:>10} {:>10}",
        "a second", "bar", "× engine", "× public"
    );
    for (what, rate, bar) in rows {
        let sign = match (bar > 0.0, bar <= rate) {
            (false, _) => " ",
            (true, true) => "✓",
            (true, false) => "✗",
        };
        if sign == "✗" {
            missed.push(format!("{name} ({what})"));
        }
        let shown = match bar > 0.0 {
            true => grouped(bar),
            false => String::new(),
        };
        println!(
            "  {what:30} {:>12} {shown:>12} {sign}  {:>10} {:>10}",
            grouped(rate),
            ratio(rate, rates.peer_engine),
            ratio(rate, rates.peer_calls)
        );
    }
}

fn ratio(rate: f64, other: f64) -> String {
    let ratio = rate / other;
    match ratio {
        ..10.0 => format!("{ratio:.1}"),
        _ => grouped(ratio),
    }
}

/// A whole number with its thousands apart: `1,234,567`.
fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        for (number, text) in [
            (7.0, "7"),
            (999.4, "999"),
            (1000.0, "1,000"),
            (1234567.0, "1,234,567"),
        ] {
            assert_eq!(grouped(number), text);
        }
    }

    #[test]
    fn the_middle_rate_counts() {
        let reports: Vec<Value> = [3, 90, 4]
            .iter()
            .map(|rate| serde_json::json!({ "a": rate }))
            .collect();
        assert_eq!(middle(&reports, "a").unwrap(), 4.0);
        assert!(middle(&reports, "b").is_err());
    }

    #[test]
    fn a_folder_and_seconds() {
        let read = |arguments: &[&str]| Options::read(arguments).map(|options| options.seconds);
        assert_eq!(read(&["some/folder", "--seconds", "0.5"]), Ok(0.5));
        assert!(read(&["--seconds"]).is_err());
        assert!(read(&["--minutes"]).is_err());
        assert!(read(&["one", "two"]).is_err());
    }
}
