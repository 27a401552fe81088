//! What commands print: for people or as JSON, one value a line.

use crate::status::Failure;
use scenario::case::Finding;
use serde::Serialize;
use std::io::Write;

/// For whom a command prints.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// For people.
    Human,
    /// For programs: one object a line.
    Json,
}

/// Writes a value and ends its line.
pub(crate) fn json_line(out: &mut impl Write, value: &impl Serialize) -> Result<(), Failure> {
    serde_json::to_writer(&mut *out, value)?;
    Ok(out.write_all(b"\n")?)
}

/// A finding as commands print it.
#[derive(Serialize)]
pub(crate) struct FindingJson<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    line: u32,
    column: u32,
}

impl<'a> From<&'a Finding> for FindingJson<'a> {
    fn from(finding: &'a Finding) -> FindingJson<'a> {
        FindingJson {
            code: finding.code,
            severity: finding.severity.name(),
            message: &finding.message,
            line: finding.line,
            column: finding.column,
        }
    }
}
