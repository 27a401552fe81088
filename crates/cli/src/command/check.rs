//! `check`: what AWS would refuse or misread in a policy.

use crate::output::{FindingJson, Format, json_line};
use crate::status::{Failure, Status};
use crate::{EXIT_STATUS, input};
use iam::PolicyKind;
use scenario::case::Finding;
use serde::Serialize;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use syntax::{LineIndex, Severity};

/// Check policies: what AWS would refuse, and what is probably not meant.
#[derive(clap::Args)]
#[command(after_help = EXIT_STATUS)]
pub(crate) struct Arguments {
    /// The files; `-` is standard input.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The kind of policy.
    #[arg(long, value_parser = kinds())]
    kind: String,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Serialize)]
struct FileLine<'a> {
    file: &'a str,
    valid: bool,
    findings: Vec<FindingJson<'a>>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let kind = PolicyKind::from_code(&arguments.kind)
        .ok_or_else(|| Failure::input(format!("`{}` is no kind of policy", arguments.kind)))?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut good = true;
    for file in &arguments.files {
        let name = input::name(file);
        let text = input::read(file)?;
        let (_, found) = iam::parse(&text, kind);
        let valid = found.iter().all(|one| one.severity != Severity::Error);
        good &= valid;
        match arguments.format {
            Format::Human => {
                for diagnostic in &found {
                    let shown = syntax::render(&name, &text, diagnostic);
                    writeln!(out, "{shown}")?;
                }
                let outcome = summary(found.len(), kind);
                writeln!(out, "{name}: {outcome}")?;
            }
            Format::Json => {
                let lines = LineIndex::new(&text);
                let found: Vec<Finding> =
                    found.iter().map(|one| Finding::new(one, &lines)).collect();
                let findings = found.iter().map(FindingJson::from).collect();
                json_line(
                    &mut out,
                    &FileLine {
                        file: &name,
                        valid,
                        findings,
                    },
                )?;
            }
        }
    }
    out.flush()?;
    Ok(Status::all(good))
}

fn summary(count: usize, kind: PolicyKind) -> String {
    let kind = kind.name();
    match count {
        0 => format!("nothing to complain about as {kind}"),
        1 => format!("1 finding as {kind}"),
        _ => format!("{count} findings as {kind}"),
    }
}

fn kinds() -> clap::builder::PossibleValuesParser {
    PolicyKind::ALL.map(PolicyKind::code).into()
}
