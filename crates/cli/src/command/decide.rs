//! `decide`: one request against a scenario.

use crate::EXIT_STATUS;
use crate::output::{Format, json_line};
use crate::request::{Asked, Decided};
use crate::status::{Failure, Status};
use iam::{Decision, sentences};
use serde::Serialize;
use std::io::{self, Write};

/// Answer one request against a scenario.
#[derive(clap::Args)]
#[command(after_help = EXIT_STATUS)]
pub(crate) struct Arguments {
    #[command(flatten)]
    request: Asked,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Serialize)]
struct Line {
    decision: &'static str,
    because: Option<String>,
    provisional: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keys: Vec<String>,
    sentence: String,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let decided = Decided::new(&arguments.request)?;
    let mut out = io::stdout().lock();
    match arguments.format {
        Format::Human => print(&mut out, &decided)?,
        Format::Json => {
            json_line(
                &mut out,
                &Line {
                    decision: decided.trace.decision.name(),
                    because: decided.trace.decision.because(),
                    provisional: decided.trace.provisional,
                    keys: decided.ways.keys(),
                    sentence: sentences::verdict(decided.subject()),
                },
            )?;
        }
    }
    Ok(status(decided.trace.decision))
}

/// Only a certain Allow is good.
pub(super) fn status(decision: Decision) -> Status {
    Status::all(decision.is_allow())
}

/// The answer in words: that it is provisional first (R8.2), then verdict, ways and notes.
pub(super) fn print(out: &mut impl Write, decided: &Decided) -> io::Result<()> {
    let subject = decided.subject();
    if decided.trace.provisional {
        writeln!(
            out,
            "Provisional: a policy in force has a part that cannot be read"
        )?;
    }
    let decision = decided.trace.decision;
    let verdict = sentences::verdict_word(decision);
    writeln!(out, "{verdict}: {}", sentences::verdict(subject))?;
    if decision == Decision::DependsOn {
        for way in sentences::answer(&decided.ways) {
            writeln!(out, "  {way}")?;
        }
    }
    for note in &decided.trace.notes {
        writeln!(out, "Note: {}", sentences::note(*note))?;
    }
    Ok(())
}
