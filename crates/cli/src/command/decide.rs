//! `decide`: one request against a scenario.

use crate::EXIT_STATUS;
use crate::output::{Format, json_line};
use crate::request::{Asked, Decided};
use crate::status::{Failure, Status};
use iam::assume::Outcome;
use iam::{Decision, sentences};
use scenario::build::Step;
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
    chain: Vec<StepLine>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keys: Vec<String>,
    sentence: String,
}

/// A step of a role chain.
#[derive(Serialize)]
pub(super) struct StepLine {
    by: String,
    role: String,
    outcome: &'static str,
    sentence: String,
}

impl StepLine {
    pub(super) fn new(decided: &Decided, step: &Step) -> StepLine {
        StepLine {
            by: step.maker.name().to_owned(),
            role: step.role.clone(),
            outcome: outcome(step),
            sentence: decided.assumed(step),
        }
    }
}

/// What came of a step, in the word of a decision.
const fn outcome(step: &Step) -> &'static str {
    match step.assumed.outcome {
        Outcome::Session(_) => "Allow",
        Outcome::DependsOn(_) => "DependsOn",
        Outcome::Denied(_) | Outcome::Refused(_) => "Deny",
    }
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
                    chain: {
                        let steps = decided.steps.iter();
                        steps.map(|step| StepLine::new(&decided, step)).collect()
                    },
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

/// The answer in words: how the caller came by its session, that the answer is provisional (R8.2),
/// then verdict, ways and notes.
pub(super) fn print(out: &mut impl Write, decided: &Decided) -> io::Result<()> {
    let subject = decided.subject();
    for (step, number) in decided.steps.iter().zip(1..) {
        print_step(out, decided, step, number)?;
    }
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

/// A step of the role chain: who assumes which role, and what comes of it.
pub(super) fn print_step(
    out: &mut impl Write,
    decided: &Decided,
    step: &Step,
    number: usize,
) -> io::Result<()> {
    let word = match outcome(step) {
        "Allow" => "Allowed",
        "Deny" => "Denied",
        _ => "Depends",
    };
    let (maker, role) = (step.maker.name(), &step.role);
    writeln!(out, "Step {number}: {maker} assumes {role}")?;
    writeln!(out, "  {word}: {}", decided.assumed(step))
}
