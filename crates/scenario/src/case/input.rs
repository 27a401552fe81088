//! The cases in a file: a document with a list of them, one alone, or one a line.

use serde_json::value::RawValue;
use std::fmt;

/// A case's place in the input.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entry<'a> {
    /// The text of the case.
    pub text: &'a str,
    /// The line it begins on, where the input has one case a line.
    pub line: Option<usize>,
}

/// Why a text holds no cases.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InputError(String);

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InputError {}

/// A document that lists cases; what else it holds is for people.
#[derive(serde::Deserialize)]
struct CaseList<'a> {
    #[serde(borrow)]
    cases: Option<Vec<&'a RawValue>>,
}

/// Finds the cases in a text: `{"cases": […]}`, one case object, or JSON Lines.
pub fn split(text: &str) -> Result<Vec<Entry<'_>>, InputError> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(InputError("there is no case in it".into()));
    }
    match serde_json::from_str::<&RawValue>(text) {
        Ok(raw) => whole(raw.get()),
        Err(error) => lines(text).ok_or_else(|| InputError(format!("it is not JSON: {error}"))),
    }
}

fn whole(text: &str) -> Result<Vec<Entry<'_>>, InputError> {
    if !text.starts_with('{') {
        let message = "it has to be a case, an object with a list named `cases`, or a case a line";
        return Err(InputError(message.into()));
    }
    let list: CaseList = serde_json::from_str(text)
        .map_err(|error| InputError(format!("its `cases` cannot be read: {error}")))?;
    let entry = |text| Entry { text, line: None };
    Ok(match list.cases {
        Some(cases) => cases.into_iter().map(|raw| entry(raw.get())).collect(),
        None => vec![entry(text)],
    })
}

/// One case a line, if any line is an object by itself.
fn lines(text: &str) -> Option<Vec<Entry<'_>>> {
    let entries: Vec<Entry> = text
        .lines()
        .zip(1..)
        .filter(|(line, _)| !line.trim().is_empty())
        .map(|(text, line)| Entry {
            text,
            line: Some(line),
        })
        .collect();
    let is_object = |entry: &Entry| {
        entry.text.trim_start().starts_with('{')
            && serde_json::from_str::<&RawValue>(entry.text).is_ok()
    };
    entries.iter().any(is_object).then_some(entries)
}
