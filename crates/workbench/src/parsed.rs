//! The policies of a scenario, each read once for as long as its text and kind stay the same.

use iam::{Policy, PolicyKind};
use scenario::{PolicyDocument, PolicyRef};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use syntax::{Diagnostic, LineIndex};

/// A policy after reading.
#[derive(Debug)]
pub struct Parsed {
    text: Arc<str>,
    kind: PolicyKind,
    /// What it means.
    pub policy: Arc<Policy>,
    /// What is wrong with it.
    pub findings: Vec<Diagnostic>,
    /// Its lines, and its offsets in UTF-16 (invariant I6).
    pub lines: LineIndex,
}

/// All that was read.
#[derive(Clone, Debug, Default)]
pub struct PolicyCache {
    read: BTreeMap<PolicyRef, Rc<Parsed>>,
}

impl PolicyCache {
    /// The policy after reading.
    pub fn get(&mut self, policy: PolicyRef, document: &PolicyDocument) -> Rc<Parsed> {
        if let Some(parsed) = self.read.get(&policy) {
            let same_text = Arc::ptr_eq(&parsed.text, &document.text) || parsed.text == document.text;
            if same_text && parsed.kind == document.kind {
                return Rc::clone(parsed);
            }
        }
        let (read, findings) = iam::parse(&document.text, document.kind);
        let parsed = Rc::new(Parsed {
            text: Arc::clone(&document.text),
            kind: document.kind,
            policy: Arc::new(read),
            findings,
            lines: LineIndex::new(&document.text),
        });
        self.read.insert(policy, Rc::clone(&parsed));
        parsed
    }

    /// What was read of a policy last.
    pub fn peek(&self, policy: PolicyRef) -> Option<&Rc<Parsed>> {
        self.read.get(&policy)
    }
}
