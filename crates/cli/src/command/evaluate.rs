//! `evaluate`: runs cases and prints one JSON object a line, or one line for people.

use crate::output::{FindingJson, Format, json_line};
use crate::status::{Failure, Status};
use crate::{EXIT_STATUS, input};
use scenario::case::{self, Case, CaseError, Entry, Outcome};
use scenario::trace_json::TraceJson;
use serde::Serialize;
use std::fmt;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// Run cases: one JSON object a line, in the order of the input.
///
/// The input is a case, an object with a list `cases`, or one case a line. A case that cannot be
/// read gives `{"id", "error"}`, counts as failed, and the run goes on; the input is no use only
/// when none can be read.
#[derive(clap::Args)]
#[command(after_help = EXIT_STATUS)]
pub(crate) struct Arguments {
    /// The file with the cases; `-` is standard input.
    file: PathBuf,
    /// Add the whole decision path to each decision; in JSON only.
    #[arg(long)]
    trace: bool,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
}

#[derive(Serialize)]
struct DecisionLine<'a> {
    id: &'a Option<String>,
    decision: &'static str,
    because: Option<String>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    keys: &'a [String],
    provisional: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pass: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trace: Option<TraceJson<'a>>,
}

#[derive(Serialize)]
struct MatchLine<'a> {
    id: &'a Option<String>,
    #[serde(rename = "match")]
    matches: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pass: Option<bool>,
}

#[derive(Serialize)]
struct ValidationLine<'a> {
    id: &'a Option<String>,
    valid: bool,
    findings: Vec<FindingJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pass: Option<bool>,
}

#[derive(Serialize)]
struct ErrorLine {
    id: Option<String>,
    error: String,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let name = input::name(&arguments.file);
    let text = input::read(&arguments.file)?;
    let entries = case::split(&text)
        .map_err(|error| Failure::input(format!("`{name}` cannot be used: {error}")))?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut tally = Tally::default();
    for entry in entries {
        match Case::read(entry.text) {
            Ok(case) => {
                let outcome = case.run();
                let pass = case.judge(&outcome);
                tally.add(pass);
                match arguments.format {
                    Format::Human => writeln!(out, "{}", words(&case, &outcome, pass))?,
                    Format::Json => print(&mut out, &case, &outcome, pass, arguments.trace)?,
                }
            }
            Err(error) => {
                tally.unreadable += 1;
                tally.add(Some(false));
                let line = error_line(entry, &error);
                match arguments.format {
                    Format::Human => {
                        let id = line.id.as_deref().unwrap_or("case");
                        writeln!(out, "error  {id}: {}", line.error)?;
                    }
                    Format::Json => json_line(&mut out, &line)?,
                }
            }
        }
    }
    if arguments.format == Format::Human {
        writeln!(out, "{tally}")?;
    }
    out.flush()?;
    match 0 < tally.unreadable && tally.unreadable == tally.cases() {
        true => Err(Failure::input(format!(
            "`{name}` holds no case that can be read"
        ))),
        false => Ok(Status::all(tally.failed == 0)),
    }
}

/// How the cases went.
#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
    without_expectation: usize,
    /// Of those that failed.
    unreadable: usize,
}

impl Tally {
    fn cases(&self) -> usize {
        self.passed + self.failed + self.without_expectation
    }

    fn add(&mut self, pass: Option<bool>) {
        match pass {
            Some(true) => self.passed += 1,
            Some(false) => self.failed += 1,
            None => self.without_expectation += 1,
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        match self.without_expectation {
            0 => Ok(()),
            more => write!(f, ", {more} without expectation"),
        }
    }
}

/// One line for people.
fn words(case: &Case, outcome: &Outcome, pass: Option<bool>) -> String {
    let mark = match pass {
        Some(true) => "pass",
        Some(false) => "FAIL",
        None => "-",
    };
    let what = match outcome {
        Outcome::Decision { trace, keys } => {
            let mut what = trace.decision.name().to_owned();
            let because = trace.decision.because();
            what.extend(because.map(|because| format!(" {because}")));
            what.extend(keys.iter().map(|key| format!(" {key}")));
            if trace.provisional {
                what.push_str(", provisional");
            }
            what
        }
        Outcome::Match(true) => "match".into(),
        Outcome::Match(false) => "no match".into(),
        Outcome::Validation { valid, findings } => {
            let codes = findings.iter().map(|finding| format!(" {}", finding.code));
            let valid = if *valid { "valid" } else { "invalid" };
            std::iter::once(valid.to_owned()).chain(codes).collect()
        }
    };
    let id = case.id.as_deref().unwrap_or("case");
    format!("{mark:5}  {id}: {what}")
}

fn print(
    out: &mut impl Write,
    case: &Case,
    outcome: &Outcome,
    pass: Option<bool>,
    with_trace: bool,
) -> Result<(), Failure> {
    let id = &case.id;
    match outcome {
        Outcome::Decision { trace, keys } => {
            let situation = case.situation().filter(|_| with_trace);
            let line = DecisionLine {
                id,
                decision: trace.decision.name(),
                because: trace.decision.because(),
                keys,
                provisional: trace.provisional,
                pass,
                trace: situation.map(|at| {
                    TraceJson::new(&at.world, &at.request, trace, |policy| at.text(policy))
                }),
            };
            json_line(out, &line)
        }
        Outcome::Match(matches) => json_line(
            out,
            &MatchLine {
                id,
                matches: *matches,
                pass,
            },
        ),
        Outcome::Validation { valid, findings } => {
            let findings = findings.iter().map(FindingJson::from).collect();
            json_line(
                out,
                &ValidationLine {
                    id,
                    valid: *valid,
                    findings,
                    pass,
                },
            )
        }
    }
}

fn error_line(entry: Entry, error: &CaseError) -> ErrorLine {
    #[derive(serde::Deserialize)]
    struct OnlyId {
        id: Option<String>,
    }
    let found: Option<OnlyId> = serde_json::from_str(entry.text).ok();
    let error = match entry.line {
        Some(line) => format!("line {line}: {error}"),
        None => error.to_string(),
    };
    ErrorLine {
        id: found.and_then(|found| found.id),
        error,
    }
}
