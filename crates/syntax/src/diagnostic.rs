//! What is wrong with a text, where, and what to do about it.
//!
//! Diagnostics are made by the factory functions in each crate's `messages` file, so that prose
//! is written and reviewed in one place. Not responsible for showing them: see `render`.

use crate::span::Span;

/// How much a problem matters; the worst comes first in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// AWS would refuse the text, or it could not be understood.
    Error,
    /// Accepted, but probably not what was meant.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// The name in output: `error`, `warning` or `info`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// A stable kebab-case name.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// One sentence, lower case, no full stop.
    pub message: String,
    /// The tightest place that shows the problem; empty where something is missing.
    pub span: Span,
    /// Other places that belong to it.
    pub labels: Vec<Label>,
    /// What to do, where the message does not say it.
    pub help: Option<String>,
    /// An edit that removes the problem.
    pub fix: Option<Fix>,
    /// The address of the documentation that states the rule.
    pub docs: Option<&'static str>,
}

/// A remark at another place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// The remark.
    pub message: String,
}

/// An edit that removes a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as the text of a button.
    pub title: String,
    /// The edits; all are places in the text as it was, none overlaps another.
    pub edits: Vec<TextEdit>,
    /// Whether it may be applied unseen.
    pub safety: Safety,
}

/// Text to put in place of a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// What goes; empty for an insertion.
    pub span: Span,
    /// What comes; empty for a removal.
    pub text: String,
}

/// What a fix does to the meaning of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Safety {
    /// Only what the author evidently meant.
    Safe,
    /// The author has to look at it.
    ChangesMeaning,
}

impl Fix {
    /// A fix of one edit.
    pub fn one(
        title: impl Into<String>,
        span: Span,
        text: impl Into<String>,
        safety: Safety,
    ) -> Self {
        let edits = vec![TextEdit {
            span,
            text: text.into(),
        }];
        Self {
            title: title.into(),
            edits,
            safety,
        }
    }
}

impl Diagnostic {
    /// A problem of severity [`Severity::Error`].
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, span, message.into())
    }

    /// A problem of severity [`Severity::Warning`].
    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, span, message.into())
    }

    /// A problem of severity [`Severity::Info`].
    pub fn info(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Info, code, span, message.into())
    }

    /// The same, with advice.
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same, with a remark at one more place.
    pub fn with_label(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            message: message.into(),
        });
        self
    }

    /// The same, with an edit that removes the problem.
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// The same, with the address of the rule.
    pub fn with_docs(mut self, address: &'static str) -> Self {
        self.docs = Some(address);
        self
    }

    fn new(severity: Severity, code: &'static str, span: Span, message: String) -> Self {
        Self {
            code,
            severity,
            message,
            span,
            labels: Vec::new(),
            help: None,
            fix: None,
            docs: None,
        }
    }
}

/// A user's words for use in a message: in backticks, on one line, cut after 40 characters.
pub fn quoted(words: &str) -> String {
    const LIMIT: usize = 40;
    let mut out = String::from("`");
    for (count, c) in words.chars().enumerate() {
        if count == LIMIT {
            out.push('…');
            break;
        }
        match c {
            c if c.is_control() => out.extend(c.escape_default()),
            c => out.push(c),
        }
    }
    out.push('`');
    out
}

#[cfg(test)]
mod tests {
    use super::{Severity, quoted};

    #[test]
    fn errors_sort_first() {
        let mut all = [Severity::Info, Severity::Error, Severity::Warning];
        all.sort();
        assert_eq!(all.map(Severity::name), ["error", "warning", "info"]);
    }

    #[test]
    fn quoted_words_stay_short_and_on_one_line() {
        assert_eq!(quoted("a\n\0b"), r"`a\n\u{0}b`");
        assert_eq!(quoted(&"é".repeat(41)), format!("`{}…`", "é".repeat(40)));
        assert_eq!(quoted(&"é".repeat(40)), format!("`{}`", "é".repeat(40)));
    }
}
