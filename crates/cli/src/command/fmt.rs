//! `fmt`: JSON in the usual layout.

use crate::output::{FindingJson, Format, json_line};
use crate::status::{Failure, Status};
use crate::{EXIT_STATUS, input};
use scenario::case::Finding;
use serde::Serialize;
use std::io::Write;
use std::path::PathBuf;
use syntax::{Diagnostic, LineIndex, Severity, json};

/// Lay a policy's JSON out. Keys, order and values stay as they are.
#[derive(clap::Args)]
#[command(after_help = EXIT_STATUS)]
pub(crate) struct Arguments {
    /// The file; `-` is standard input.
    file: PathBuf,
    /// Change the file instead of printing.
    #[arg(long)]
    write: bool,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// `text` is the text laid out, `null` where it cannot be; `findings` tell why.
#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    changed: bool,
    text: Option<&'a str>,
    findings: Vec<FindingJson<'a>>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let name = input::name(&arguments.file);
    let text = input::read(&arguments.file)?;
    let parsed = json::parse(&text);
    let formatted = json::format(&parsed.document, 2).map(|text| text + "\n");
    let changed = formatted
        .as_ref()
        .is_some_and(|formatted| *formatted != text);
    let errors: Vec<&Diagnostic> = match &formatted {
        Some(_) => Vec::new(),
        None => parsed
            .diagnostics
            .iter()
            .filter(|one| one.severity == Severity::Error)
            .collect(),
    };
    let writes = arguments.write && !input::is_standard_input(&arguments.file);
    if let Some(formatted) = formatted.as_ref().filter(|_| writes && changed) {
        std::fs::write(&arguments.file, formatted)
            .map_err(|error| Failure::input(format!("`{name}` cannot be written: {error}")))?;
    }
    let mut out = std::io::stdout().lock();
    match (arguments.format, &formatted) {
        (Format::Human, Some(_)) if writes => {}
        (Format::Human, Some(formatted)) => out.write_all(formatted.as_bytes())?,
        (Format::Human, None) => {
            let shown: Vec<String> = errors
                .iter()
                .map(|one| syntax::render(&name, &text, one))
                .collect();
            eprint!("{}", shown.join("\n"));
        }
        (Format::Json, _) => {
            let lines = LineIndex::new(&text);
            let findings: Vec<Finding> =
                errors.iter().map(|one| Finding::new(one, &lines)).collect();
            let line = Line {
                file: &name,
                changed,
                text: formatted.as_deref(),
                findings: findings.iter().map(FindingJson::from).collect(),
            };
            json_line(&mut out, &line)?;
        }
    }
    Ok(Status::all(formatted.is_some()))
}
