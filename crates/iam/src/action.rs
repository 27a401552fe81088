//! Actions of requests and action patterns of policies (R1.8). Compared without regard to case.

use crate::action_index::prefix_hashes;
use crate::pattern::{Pattern, Syntax};

/// The action of a request, such as `s3:GetObject`.
#[derive(Clone, PartialEq, Eq, Debug)]
// INVARIANT: `lower` is the lower-case form of `text`, `colon` the place of its first colon,
// `beginnings` the hashes of its beginnings.
pub struct Action {
    text: Box<str>,
    lower: Box<str>,
    colon: Option<usize>,
    beginnings: Box<[u64]>,
}

impl Action {
    /// An action by its name.
    pub fn new(text: &str) -> Action {
        let lower = text.to_lowercase();
        Action {
            text: text.into(),
            beginnings: prefix_hashes(&lower),
            colon: lower.find(':'),
            lower: lower.into(),
        }
    }

    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// In lower case.
    pub fn folded(&self) -> &str {
        &self.lower
    }

    /// The service prefix in lower case, such as `s3`; empty when there is no colon.
    pub fn service(&self) -> &str {
        let service = self.colon.and_then(|colon| self.lower.get(..colon));
        service.unwrap_or_default()
    }

    /// The hash of the first `length` bytes in lower case, for the action index.
    pub(crate) fn prefix_hash(&self, length: usize) -> Option<u64> {
        self.beginnings.get(length).copied()
    }

    /// The name behind the prefix in lower case.
    pub fn name(&self) -> &str {
        let name = self.colon.and_then(|colon| self.lower.get(colon + 1..));
        name.unwrap_or(&self.lower)
    }
}

/// One value of an `Action` or `NotAction` element.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ActionPattern {
    text: Box<str>,
    pattern: Pattern,
}

impl ActionPattern {
    /// A value as its author wrote it.
    pub fn new(text: &str) -> ActionPattern {
        let (pattern, _) = Pattern::parse(&text.to_lowercase(), Syntax::Wildcards);
        ActionPattern {
            text: text.into(),
            pattern,
        }
    }

    /// As its author wrote it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The folded pattern, over prefix and name together.
    pub fn pattern(&self) -> &Pattern {
        &self.pattern
    }

    /// Whether the action fits.
    pub fn fits(&self, action: &Action) -> bool {
        self.pattern.fits(&action.lower)
    }
}
