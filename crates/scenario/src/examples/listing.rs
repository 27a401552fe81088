//! The list of examples, `examples/index.json`: what a person needs to choose one. It ships beside
//! the examples as a file of its own, so that the page carries neither.

use crate::wire::WireError;
use serde::Deserialize;

/// What is said of an example before it is opened.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listing {
    /// Its name in links: lower-case words with `-` between them.
    pub id: String,
    /// The group it stands in; those of a group follow each other.
    pub group: String,
    /// What people call it.
    pub title: String,
    /// Its story, in one sentence.
    pub summary: String,
    /// What it shows of AWS, in a few words.
    pub teaches: String,
    /// How many requests are saved in it.
    pub tests: usize,
}

/// Reads the list from the text of its file.
pub fn read(text: &str) -> Result<Vec<Listing>, WireError> {
    serde_json::from_str(text).map_err(|error| WireError::json(&error))
}
