//! `fmt`: JSON in the usual layout.

use crate::status::{Failure, Status};
use crate::{EXIT_STATUS, input};
use std::io::Write;
use std::path::PathBuf;
use syntax::{Severity, json};

/// Lay a policy's JSON out. Keys, order and values stay as they are.
#[derive(clap::Args)]
#[command(after_help = EXIT_STATUS)]
pub(crate) struct Arguments {
    /// The file; `-` is standard input.
    file: PathBuf,
    /// Change the file instead of printing.
    #[arg(long)]
    write: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let name = input::name(&arguments.file);
    let text = input::read(&arguments.file)?;
    let parsed = json::parse(&text);
    let Some(mut formatted) = json::format(&parsed.document, 2) else {
        let errors = parsed
            .diagnostics
            .iter()
            .filter(|one| one.severity == Severity::Error);
        let shown: Vec<String> = errors
            .map(|one| syntax::render(&name, &text, one))
            .collect();
        eprint!("{}", shown.join("\n"));
        return Ok(Status::Bad);
    };
    formatted.push('\n');
    match arguments.write && !input::is_standard_input(&arguments.file) {
        true if formatted == text => {}
        true => std::fs::write(&arguments.file, formatted)
            .map_err(|error| Failure::input(format!("`{name}` cannot be written: {error}")))?,
        false => std::io::stdout().lock().write_all(formatted.as_bytes())?,
    }
    Ok(Status::Good)
}
