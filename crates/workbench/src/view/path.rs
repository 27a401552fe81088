//! The decision path: the gates in AWS's order, with the levels of the organization as stops, and
//! in an opened gate its policies, a card for each statement and a line for each element.
//!
//! Not responsible for wording: `iam::sentences` has that.

use super::state::State;
use crate::evaluation::Evaluation;
use crate::model::Model;
use crate::path_key::{GateKey, StatementKey};
use iam::matching::Match;
use iam::policy::Effect;
use iam::sentences::{self, Subject};
use iam::trace::{Gate, GateId, GateRole, PolicyTrace, StatementTrace};
use iam::{Decision, PolicyKind};
use scenario::PolicyRef;

/// So many statements of a policy are shown before the rest has to be asked for.
const SHOWN: usize = 4;

/// What is drawn as the list "Decision path".
#[derive(Clone, PartialEq, Debug, Default)]
pub struct PathView {
    /// The gates in order.
    pub gates: Vec<GateView>,
}

/// A gate or stop.
#[derive(Clone, PartialEq, Debug)]
pub struct GateView {
    /// Which.
    pub key: GateKey,
    /// Its title.
    pub name: String,
    /// What it says.
    pub state: State,
    /// The same in words.
    pub says: String,
    /// What it meant for the answer.
    pub role: GateRole,
    /// What it says in a sentence.
    pub sentence: String,
    /// Whether there is something to open.
    pub opens: bool,
    /// Whether it is open.
    pub open: bool,
    /// Its policies, where it is open.
    pub policies: Vec<PolicyTraceView>,
    /// How many statements are left out.
    pub left_out: usize,
    /// The levels of the organization, where it is open.
    pub stops: Vec<GateView>,
}

/// A policy at a gate.
#[derive(Clone, PartialEq, Debug)]
pub struct PolicyTraceView {
    /// Which.
    pub policy: PolicyRef,
    /// Its name.
    pub name: String,
    /// Its kind, and how it came here.
    pub origin: String,
    /// Its statements.
    pub statements: Vec<StatementView>,
}

/// A statement card.
#[derive(Clone, PartialEq, Debug)]
pub struct StatementView {
    /// Which.
    pub key: StatementKey,
    /// `Sid`, or its number.
    pub name: String,
    /// `Allow` or `Deny`.
    pub effect: &'static str,
    /// What it does to this request.
    pub state: State,
    /// The same in words.
    pub says: &'static str,
    /// Whether the pointer or the cursor is on it, here or in the editor.
    pub marked: bool,
    /// A line for each element.
    pub elements: Vec<ElementView>,
}

/// A line of a statement card.
#[derive(Clone, PartialEq, Debug)]
pub struct ElementView {
    /// `Action`, `Resource` …
    pub name: String,
    /// Whether it fits.
    pub state: State,
    /// The same in words, for those who don't see the icon.
    pub says: &'static str,
    /// Why; what stands between backticks is code.
    pub sentence: String,
}

impl PathView {
    /// The path of the present request.
    pub fn new(model: &Model) -> PathView {
        let builder = Builder {
            model,
            evaluation: model.evaluation(),
        };
        let mut gates: Vec<GateView> = Vec::new();
        let mut stops: Vec<GateView> = Vec::new();
        for gate in builder.evaluation.trace().gates() {
            match gate.id {
                GateId::Node(..) => stops.extend(builder.gate(gate, Vec::new())),
                GateId::Service if gate.role != GateRole::Decides => {}
                GateId::Service | GateId::ExplicitDeny | GateId::Layer(_) => {
                    gates.extend(builder.gate(gate, std::mem::take(&mut stops)));
                }
            }
        }
        PathView { gates }
    }
}

struct Builder<'a> {
    model: &'a Model,
    evaluation: &'a Evaluation,
}

impl Builder<'_> {
    fn subject(&self) -> Subject<'_> {
        self.evaluation.subject()
    }

    fn gate(&self, gate: &Gate, stops: Vec<GateView>) -> Option<GateView> {
        let key = self.evaluation.gate_key(gate.id)?;
        let trace = self.evaluation.trace();
        let decider = stops.iter().find(|stop| stop.role == GateRole::Decides);
        let role = match decider {
            Some(_) => GateRole::Decides,
            None => gate.role,
        };
        let state = State::of(gate.state);
        let has_policies = gate.id != GateId::Service && !trace.policies(gate).is_empty();
        let opens = has_policies || !stops.is_empty();
        let open = opens && self.model.is_gate_open(key);
        let mut left_out = 0;
        let policies = match open {
            true => trace
                .policies(gate)
                .iter()
                .filter_map(|policy| {
                    let (view, hidden) = self.policy(key, policy)?;
                    left_out += hidden;
                    Some(view)
                })
                .collect(),
            false => Vec::new(),
        };
        Some(GateView {
            key,
            name: self.name(gate.id),
            state,
            says: self.says(gate, role),
            role,
            sentence: match decider {
                Some(stop) => stop.sentence.clone(),
                None if stops.is_empty() => sentences::gate(self.subject(), gate),
                None => levels(&stops),
            },
            opens,
            open,
            policies,
            left_out,
            stops: if open { stops } else { Vec::new() },
        })
    }

    /// A stop stands below the title of its layer, which need not be said again.
    fn name(&self, id: GateId) -> String {
        let title = sentences::gate_title(self.subject(), id);
        match id {
            GateId::Node(_, node) => {
                let organization = self.evaluation.world().organization();
                organization
                    .and_then(|tree| tree.node(node))
                    .map_or(title, sentences::node_name)
            }
            GateId::Service | GateId::ExplicitDeny | GateId::Layer(_) => title,
        }
    }

    fn says(&self, gate: &Gate, role: GateRole) -> String {
        let state = State::of(gate.state);
        match (state, role, gate.id) {
            (State::Skip, _, GateId::ExplicitDeny) => "nothing denies".into(),
            (State::Skip, ..) => sentences::gate(self.subject(), gate),
            (State::Allow, GateRole::After, _) => "would allow".into(),
            (State::Implicit, GateRole::After, _) => "would not allow either".into(),
            _ => state.word().into(),
        }
    }

    fn policy(&self, gate: GateKey, policy: &PolicyTrace) -> Option<(PolicyTraceView, usize)> {
        let stored = self.evaluation.world().policy(policy.policy)?;
        let key = self.evaluation.policy_ref(policy.policy)?;
        let statements = self.evaluation.trace().statements(policy);
        let all = self.model.shows_all_statements(gate);
        let matters = |statement: &StatementTrace| statement.applies != Match::No;
        let applying = statements
            .iter()
            .filter(|statement| matters(statement))
            .count();
        let mut room = SHOWN.saturating_sub(applying);
        let shown = statements.iter().filter(|statement| {
            if all || matters(statement) {
                return true;
            }
            let fits = 0 < room;
            room = room.saturating_sub(1);
            fits
        });
        let views: Vec<StatementView> = shown
            .filter_map(|statement| self.statement(key, policy, statement))
            .collect();
        let left_out = statements.len().saturating_sub(views.len());
        let view = PolicyTraceView {
            policy: key,
            name: stored.name.clone(),
            origin: self.origin(policy, stored.kind),
            statements: views,
        };
        Some((view, left_out))
    }

    fn origin(&self, policy: &PolicyTrace, kind: PolicyKind) -> String {
        let subject = self.subject();
        let attachment = policy
            .attachment
            .and_then(|at| subject.request.caller.identity.get(at as usize));
        match (
            policy.gate,
            attachment.and_then(|attachment| attachment.group.as_ref()),
        ) {
            (_, Some(group)) => format!("{} of the group {group}", kind.name()),
            (GateId::Node(_, node), None) => {
                let node = subject
                    .world
                    .organization()
                    .and_then(|tree| tree.node(node));
                let place = node.map_or_else(String::new, |node| {
                    format!(" on {}", sentences::node_name(node))
                });
                format!("{}{place}", kind.name())
            }
            _ => kind.name().into(),
        }
    }

    fn statement(
        &self,
        policy: PolicyRef,
        at: &PolicyTrace,
        statement: &StatementTrace,
    ) -> Option<StatementView> {
        let stored = self.evaluation.world().policy(at.policy)?;
        let written = stored.policy.statements.get(statement.index as usize)?;
        let key = StatementKey {
            policy,
            index: statement.index,
        };
        let (state, says) = statement_says(statement);
        let elements = self
            .evaluation
            .trace()
            .elements(statement)
            .iter()
            .map(|element| {
                let (state, says) = fits(element.matches);
                ElementView {
                    name: sentences::element_name(written, element.element),
                    state,
                    says,
                    sentence: sentences::element(self.subject(), written, element),
                }
            });
        Some(StatementView {
            key,
            name: sentences::statement_name(Some(written), statement.index),
            effect: match statement.effect {
                Effect::Allow => "Allow",
                Effect::Deny => "Deny",
                Effect::Unreadable => "Effect unknown",
            },
            state,
            says,
            marked: self.model.is_marked(key),
            elements: elements.collect(),
        })
    }
}

fn statement_says(statement: &StatementTrace) -> (State, &'static str) {
    match (statement.applies, statement.effect) {
        (Match::Yes, Effect::Allow) => (State::Allow, "allows this request"),
        (Match::Yes, Effect::Deny) => (State::Deny, "denies this request"),
        (Match::Yes, Effect::Unreadable) => (State::Unknown, "cannot be read"),
        (Match::Unknown, _) => (State::Unknown, "may apply"),
        (Match::No, _) => (State::Skip, "does not apply"),
    }
}

fn fits(matches: Match) -> (State, &'static str) {
    match matches {
        Match::Yes => (State::Allow, "fits"),
        Match::No => (State::Deny, "does not fit"),
        Match::Unknown => (State::Unknown, "cannot tell"),
    }
}

fn levels(stops: &[GateView]) -> String {
    let passing = stops
        .iter()
        .filter(|stop| stop.state == State::Allow)
        .count();
    match passing == stops.len() {
        true => format!("every level allows: {}", names(stops)),
        false => format!("{passing} of {} levels allow", stops.len()),
    }
}

fn names(stops: &[GateView]) -> String {
    let names: Vec<&str> = stops.iter().map(|stop| stop.name.as_str()).collect();
    names.join(", ")
}

/// The state that a decision is drawn in.
pub(super) fn decision_state(decision: Decision) -> State {
    match decision {
        Decision::Allow(_) => State::Allow,
        Decision::Deny(iam::decision::DenyReason::Implicit(_)) => State::Implicit,
        Decision::Deny(_) => State::Deny,
        Decision::DependsOn => State::Unknown,
    }
}
