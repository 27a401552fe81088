//! `bench`: how many decisions a second.

use crate::output::{Format, json_line};
use crate::status::{Failure, Status};
use crate::{EXIT_STATUS, input};
use iam::{Request, World};
use scenario::case::{self, Case, Question, Situation};
use serde::Serialize;
use std::hint::black_box;
use std::io::Write;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Measure decisions a second, without and with the recorded trace.
///
/// Each case is read and compiled once and checked against what it expects; then the cases are
/// decided round and round on one thread.
#[derive(clap::Args)]
#[command(after_help = EXIT_STATUS)]
pub(crate) struct Arguments {
    /// The file with the cases; only decisions can be measured.
    file: PathBuf,
    /// How long to measure, in seconds; half of it without the trace, half with it.
    #[arg(long, default_value_t = 3.0, value_parser = seconds)]
    seconds: f64,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
}

#[derive(Serialize)]
struct Report {
    cases: usize,
    decisions: u64,
    seconds: f64,
    decisions_per_second: f64,
    explained_per_second: f64,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let name = input::name(&arguments.file);
    let text = input::read(&arguments.file)?;
    let entries = case::split(&text)
        .map_err(|error| Failure::input(format!("`{name}` cannot be used: {error}")))?;
    if entries.is_empty() {
        let message = format!("`{name}` holds no case; nothing can be measured");
        return Err(Failure::input(message));
    }
    let mut situations = Vec::with_capacity(entries.len());
    let mut failed = Vec::new();
    for (entry, number) in entries.iter().zip(1..) {
        let case = Case::read(entry.text).map_err(|error| {
            Failure::input(format!("case {number} of `{name}` cannot be read: {error}"))
        })?;
        if case.judge(&case.run()) == Some(false) {
            failed.push(case.id.clone().unwrap_or_else(|| number.to_string()));
        }
        match case.question {
            Question::Decision(situation) => situations.push(*situation),
            Question::Match(..) | Question::Validation(..) => {
                return Err(Failure::input(format!(
                    "case {number} of `{name}` is no decision; leave it out to measure"
                )));
            }
        }
    }
    if !failed.is_empty() {
        let failed = failed.join(", ");
        eprintln!("not measured, since these cases fail: {failed}");
        return Ok(Status::Bad);
    }
    let share = Duration::from_secs_f64(arguments.seconds / 2.0);
    let decided = measure(&situations, share, |world, request| {
        black_box(iam::decide(world, request));
    });
    let explained = measure(&situations, share, |world, request| {
        black_box(iam::explain(world, request));
    });
    let report = Report {
        cases: situations.len(),
        decisions: decided.count + explained.count,
        seconds: (decided.time + explained.time).as_secs_f64(),
        decisions_per_second: decided.rate(),
        explained_per_second: explained.rate(),
    };
    let mut out = std::io::stdout().lock();
    match arguments.format {
        Format::Json => json_line(&mut out, &report)?,
        Format::Human => writeln!(
            out,
            "cases: {}; {} decisions a second, {} with their trace",
            report.cases, report.decisions_per_second, report.explained_per_second
        )?,
    }
    Ok(Status::Good)
}

struct Measured {
    count: u64,
    time: Duration,
}

impl Measured {
    fn rate(&self) -> f64 {
        (self.count as f64 / self.time.as_secs_f64()).round()
    }
}

/// Goes through all situations again and again. The clock is read once in many rounds, so that
/// reading it costs nothing.
fn measure(
    situations: &[Situation],
    at_least: Duration,
    mut decide: impl FnMut(&World, &Request),
) -> Measured {
    let mut rounds = |count: u64| {
        for _ in 0..count {
            for situation in situations {
                decide(black_box(&situation.world), black_box(&situation.request));
            }
        }
    };
    let mut batch = 1;
    loop {
        let start = Instant::now();
        rounds(batch);
        if start.elapsed() > Duration::from_millis(5) {
            break;
        }
        batch *= 2;
    }
    let start = Instant::now();
    let mut count = 0;
    loop {
        rounds(batch);
        count += batch * situations.len() as u64;
        let time = start.elapsed();
        if time >= at_least {
            return Measured { count, time };
        }
    }
}

fn seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(seconds) if (0.01..=3_600.0).contains(&seconds) => Ok(seconds),
        _ => Err("a number of seconds from 0.01 to 3600 is wanted".into()),
    }
}
