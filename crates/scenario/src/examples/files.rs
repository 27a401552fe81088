//! The examples with their texts, for programs that are not the page.

use super::{ALL, coffee_shop};
use crate::document::Scenario;
use crate::wire;

/// An example.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// Its name in links: lower-case words with `-` between them.
    pub id: &'static str,
    text: Option<&'static str>,
}

/// The list of them all, as the page fetches it.
pub const INDEX: &str = include_str!("../../../../examples/index.json");

impl Example {
    pub(super) const fn built_in(id: &'static str) -> Example {
        Example { id, text: None }
    }

    pub(super) const fn file(id: &'static str, text: &'static str) -> Example {
        let text = Some(text);
        Example { id, text }
    }

    /// The example of an id.
    pub fn find(id: &str) -> Option<&'static Example> {
        ALL.iter().find(|example| example.id == id)
    }

    /// The text of its file; the coffee shop is built in and has none.
    pub fn text(&self) -> Option<&'static str> {
        self.text
    }

    /// A fresh copy to work with.
    pub fn scenario(&self) -> Scenario {
        match self.text {
            // An error would be a broken file of ours; a test reads every one.
            Some(text) => wire::from_json(text).unwrap_or_default(),
            None => coffee_shop(),
        }
    }
}
