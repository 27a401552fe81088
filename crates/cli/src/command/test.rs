//! `test`: the saved requests of scenarios, each against the answer that is expected of it.

use crate::EXIT_STATUS;
use crate::status::{Failure, Status};
use crate::{input, scenario_input};
use iam::sentences::verdict_word;
use scenario::report::{self, Suite};
use scenario::saved_run::{self, Outcome, TestResult};
use scenario::{Built, SavedRequest};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Run the requests that scenarios keep and hold the answers against what is expected.
///
/// The files are those that the page exports; its drawer "Tests" saves requests with the answer
/// they should get. A file that cannot be used is reported, and the others are still run.
#[derive(clap::Args)]
#[command(after_help = EXIT_STATUS)]
pub(crate) struct Arguments {
    /// Scenarios; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How to print: for people, or the report that the page exports.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq)]
enum Format {
    /// For people.
    Human,
    /// For programs: one object for each scenario.
    Json,
    /// For CI.
    Junit,
    /// A table.
    Csv,
}

struct Tested {
    title: String,
    saved: Vec<SavedRequest>,
    results: Vec<TestResult>,
}

impl Tested {
    fn new(file: &Path) -> Result<Tested, Failure> {
        let name = input::name(file);
        let scenario = scenario_input::read_file(file)?;
        if scenario.saved.is_empty() {
            return Err(Failure::Input(format!(
                "`{name}` keeps no requests to test; save some on the page and export it again"
            )));
        }
        let built = Built::read(&scenario);
        Ok(Tested {
            results: saved_run::run(&scenario, &scenario.saved, &built, |_| ()),
            title: match scenario.title.is_empty() {
                true => name,
                false => scenario.title,
            },
            saved: scenario.saved,
        })
    }

    fn suite(&self) -> Suite<'_> {
        Suite {
            title: &self.title,
            saved: &self.saved,
            results: &self.results,
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let mut tested = Vec::new();
    let mut unusable = None;
    for file in &arguments.files {
        match Tested::new(file) {
            Ok(one) => tested.push(one),
            // The last one ends the command, those before are told at once.
            Err(failure) => unusable.replace(failure).into_iter().for_each(|earlier| {
                earlier.report();
            }),
        }
    }
    let suites: Vec<Suite<'_>> = tested.iter().map(Tested::suite).collect();
    let mut out = BufWriter::new(io::stdout().lock());
    let report = |format| report::text(&suites, format);
    match arguments.format {
        Format::Human => suites.iter().try_for_each(|suite| print(&mut out, suite))?,
        Format::Json => out.write_all(report(report::Format::Json).as_bytes())?,
        Format::Junit => out.write_all(report(report::Format::JUnit).as_bytes())?,
        Format::Csv => out.write_all(report(report::Format::Csv).as_bytes())?,
    }
    out.flush()?;
    match unusable {
        Some(failure) => Err(failure),
        None => Ok(Status::all(
            suites.iter().all(|suite| suite.count(Outcome::Fails) == 0),
        )),
    }
}

fn print(out: &mut impl Write, suite: &Suite<'_>) -> io::Result<()> {
    writeln!(out, "{}", suite.title)?;
    for (saved, result) in suite.saved.iter().zip(suite.results) {
        let got = format!("{}: {}", verdict_word(result.decision), result.sentence);
        let name = &saved.name;
        match (saved.expected, Outcome::of(saved.expected, result.decision)) {
            (_, Outcome::Passes) => writeln!(out, "  pass  {name}")?,
            (Some(expected), _) => {
                let expected = expected.word();
                writeln!(out, "  FAIL  {name}\n        expected {expected}; {got}")?;
            }
            (None, _) => writeln!(out, "  -     {name}\n        nothing is expected; {got}")?,
        }
    }
    let count = |outcome| suite.count(outcome);
    let (passed, failed) = (count(Outcome::Passes), count(Outcome::Fails));
    write!(out, "  {passed} passed, {failed} failed")?;
    match count(Outcome::Unjudged) {
        0 => writeln!(out),
        more => writeln!(out, ", {more} without expectation"),
    }
}
