//! The policies of a scenario, each read once for as long as its text and kind stay the same.

use iam::{Policy, PolicyKind};
use scenario::{PolicyDocument, PolicyLibrary, PolicyRef};
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
    /// The actions it names in full, to be offered elsewhere.
    pub actions: Vec<Box<str>>,
    /// The resources it names in full.
    pub resources: Vec<Box<str>>,
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
            let same_text =
                Arc::ptr_eq(&parsed.text, &document.text) || parsed.text == document.text;
            if same_text && parsed.kind == document.kind {
                return Rc::clone(parsed);
            }
        }
        let parsed = Rc::new(Parsed::new(document));
        self.read.insert(policy, Rc::clone(&parsed));
        parsed
    }

    /// Reads what is new in a library, and forgets what is no longer in it.
    pub fn follow(&mut self, library: &PolicyLibrary) {
        self.read.retain(|policy, _| library.get(*policy).is_some());
        for (policy, document) in library.iter() {
            self.get(policy, document);
        }
    }

    /// What was read of a policy last.
    pub fn peek(&self, policy: PolicyRef) -> Option<&Parsed> {
        self.read.get(&policy).map(Rc::as_ref)
    }

    /// All that was read, in the order of the library.
    pub fn all(&self) -> impl Iterator<Item = &Parsed> {
        self.read.values().map(Rc::as_ref)
    }
}

impl Parsed {
    fn new(document: &PolicyDocument) -> Parsed {
        let (policy, findings) = iam::parse(&document.text, document.kind);
        let is_whole = |text: &&str| !text.contains(['*', '?', '$']);
        let actions = policy
            .statements
            .iter()
            .flat_map(|statement| statement.action.values());
        let actions = actions.filter_map(|entry| Some(entry.value.as_ref()?.as_str()));
        let resources = policy
            .statements
            .iter()
            .flat_map(|statement| statement.resource.values());
        let resources = resources.filter_map(|entry| Some(entry.value.as_ref()?.as_str()));
        Parsed {
            text: Arc::clone(&document.text),
            kind: document.kind,
            actions: actions.filter(is_whole).map(Box::from).collect(),
            resources: resources.filter(is_whole).map(Box::from).collect(),
            policy: Arc::new(policy),
            findings,
            lines: LineIndex::new(&document.text),
        }
    }
}
