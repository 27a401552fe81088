//! The problems found so far. Not responsible for their words.

use crate::diagnostic::{Diagnostic, Severity};
use crate::json::MAX_DIAGNOSTICS;
use crate::messages;
use crate::span::Span;

/// The problems found so far, at most [`MAX_DIAGNOSTICS`].
#[derive(Default)]
pub(in crate::json) struct Reports {
    found: Vec<Diagnostic>,
    /// Where each error begins.
    breaks: Vec<u32>,
    more: bool,
    /// Whether a problem was found that leaves the tree saying less than the text.
    pub(super) damaged: bool,
}

impl Reports {
    pub(in crate::json) fn push(&mut self, diagnostic: Diagnostic) {
        self.damaged = true;
        self.push_harmless(diagnostic);
    }

    pub(super) fn push_harmless(&mut self, diagnostic: Diagnostic) {
        if diagnostic.severity == Severity::Error {
            self.breaks.push(diagnostic.span.start);
        }
        if self.found.len() < MAX_DIAGNOSTICS {
            self.found.push(diagnostic);
        } else {
            self.more = true;
        }
    }

    pub(super) fn in_order(mut self) -> (Vec<Diagnostic>, Vec<u32>) {
        self.found.sort_by_key(|diagnostic| diagnostic.span);
        if self.more {
            let at = self.found.last().map_or(Span::default(), |last| last.span);
            self.found.push(messages::more_problems(at));
        }
        self.breaks.sort_unstable();
        (self.found, self.breaks)
    }
}
