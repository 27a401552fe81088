//! The findings on one policy, in the order of the text and never more than a person reads.

use crate::messages;
use syntax::{Diagnostic, Severity, Span};

/// Findings listed of one policy; a last one says how many more there are (R7.1.7).
pub const MAX_FINDINGS: usize = 500;

/// The findings so far.
// INVARIANT: `kept` holds those that come first in the text, and at most twice as many as are
// listed, so that a long text of mistakes takes bounded memory.
#[derive(Default)]
pub(super) struct Findings {
    kept: Vec<Diagnostic>,
    left_out: Option<LeftOut>,
}

struct LeftOut {
    count: usize,
    worst: Severity,
    first: Span,
}

impl Findings {
    pub(super) fn new(kept: Vec<Diagnostic>) -> Findings {
        Findings {
            kept,
            left_out: None,
        }
    }

    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.kept.push(diagnostic);
        if 2 * MAX_FINDINGS <= self.kept.len() {
            self.cut();
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    pub(super) fn in_order(mut self) -> Vec<Diagnostic> {
        self.cut();
        if let Some(left_out) = &self.left_out {
            self.kept.push(messages::more_findings(
                left_out.count,
                left_out.worst,
                left_out.first,
            ));
        }
        self.kept
    }

    fn cut(&mut self) {
        self.kept.sort_by_key(|diagnostic| diagnostic.span.start);
        let rest = self.kept.drain(MAX_FINDINGS.min(self.kept.len())..);
        for diagnostic in rest {
            let left_out = self.left_out.get_or_insert(LeftOut {
                count: 0,
                worst: diagnostic.severity,
                first: diagnostic.span,
            });
            left_out.count += 1;
            left_out.worst = left_out.worst.min(diagnostic.severity);
            left_out.first = left_out.first.min(diagnostic.span);
        }
    }
}
