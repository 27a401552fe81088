//! Who watches an evaluation: nobody, or a recorder that builds the trace.

use crate::matching::Match;
use crate::trace::{
    ElementTrace, Gate, GateId, GateRole, GateState, Note, PolicyTrace, StatementTrace,
};
use std::ops::Range;

/// Is told of each step. An element is reported before its statement, a statement before its
/// policy, a policy before its gate.
pub(super) trait Observer {
    /// Whether every statement has to be judged, even those that cannot change the answer.
    const RECORDS: bool;

    fn element(&mut self, element: ElementTrace);
    fn statement(&mut self, statement: StatementTrace);
    fn policy(&mut self, policy: PolicyTrace);
    fn gate(&mut self, id: GateId, state: GateState);
    fn note(&mut self, note: Note);
}

/// Records nothing.
pub(super) struct Silent;

impl Observer for Silent {
    const RECORDS: bool = false;

    fn element(&mut self, _: ElementTrace) {}
    fn statement(&mut self, _: StatementTrace) {}
    fn policy(&mut self, _: PolicyTrace) {}
    fn gate(&mut self, _: GateId, _: GateState) {}
    fn note(&mut self, _: Note) {}
}

/// Records everything, flat.
pub(super) struct Recorder {
    pub(super) gates: Vec<Gate>,
    pub(super) policies: Vec<PolicyTrace>,
    pub(super) statements: Vec<StatementTrace>,
    pub(super) elements: Vec<ElementTrace>,
    pub(super) notes: Vec<Note>,
    pending_elements: u32,
    pending_statements: u32,
    pending_policies: u32,
}

fn length<T>(items: &[T]) -> u32 {
    u32::try_from(items.len()).unwrap_or(u32::MAX)
}

/// What was added since the last call.
fn take<T>(items: &[T], pending: &mut u32) -> Range<u32> {
    let range = *pending..length(items);
    *pending = range.end;
    range
}

impl Observer for Recorder {
    const RECORDS: bool = true;

    fn element(&mut self, element: ElementTrace) {
        self.elements.push(element);
    }

    fn statement(&mut self, statement: StatementTrace) {
        let elements = take(&self.elements, &mut self.pending_elements);
        self.statements.push(StatementTrace {
            elements,
            ..statement
        });
    }

    fn policy(&mut self, policy: PolicyTrace) {
        let statements = take(&self.statements, &mut self.pending_statements);
        self.policies.push(PolicyTrace {
            statements,
            ..policy
        });
    }

    fn gate(&mut self, id: GateId, state: GateState) {
        let policies = take(&self.policies, &mut self.pending_policies);
        for policy in self.policies.iter_mut().skip(policies.start as usize) {
            policy.gate = id;
        }
        self.gates.push(Gate {
            id,
            state,
            role: GateRole::Passed,
            policies,
        });
    }

    fn note(&mut self, note: Note) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}

impl Recorder {
    /// Has room for an everyday request, since growing would cost more than judging it. Each
    /// stays below 1 KiB, where allocators begin to tidy up.
    pub(super) fn new() -> Recorder {
        Recorder {
            gates: Vec::with_capacity(16),
            policies: Vec::with_capacity(16),
            statements: Vec::with_capacity(32),
            elements: Vec::with_capacity(32),
            notes: Vec::new(),
            pending_elements: 0,
            pending_statements: 0,
            pending_policies: 0,
        }
    }

    /// The first stop of the path: every policy with an applicable Deny, wherever it stands.
    pub(super) fn explicit_deny_gate(&mut self, state: GateState) -> Gate {
        let denying: Vec<PolicyTrace> = self
            .policies
            .iter()
            .filter(|policy| policy.denies != Match::No)
            .cloned()
            .collect();
        let start = length(&self.policies);
        self.policies.extend(denying);
        let policies = start..length(&self.policies);
        Gate {
            id: GateId::ExplicitDeny,
            state,
            role: GateRole::Passed,
            policies,
        }
    }
}
