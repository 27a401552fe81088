//! The decision path: the gates in AWS's order, with the levels of the organization as stops, and
//! in an opened gate its policies, a card for each statement and a line for each element.
//!
//! Not responsible for wording: `iam::sentences` has that.

use super::question::{self, KeyQuestion};
use super::state::State;
use crate::evaluation::gate_key;
use crate::item::account_name;
use crate::message::Message;
use crate::model::Model;
use crate::path_key::{CheckKey, GateKey, StatementKey};
use iam::assume::Check;
use iam::matching::Match;
use iam::policy::Effect;
use iam::sentences::{self, Subject};
use iam::trace::{Gate, GateId, GateRole, PolicyTrace, StatementTrace};
use iam::{Decision, Layer, PolicyKind};
use scenario::PolicyRef;
use scenario::build::Built;

/// So many statements of a policy are shown before the rest has to be asked for.
const SHOWN: usize = 4;
/// So many are drawn at most: far more than AWS takes, and few enough for a text of megabytes.
const MOST: usize = 200;

/// What is drawn as the list "Decision path".
#[derive(Clone, PartialEq, Debug)]
pub struct PathView {
    /// The gates in order.
    pub gates: Vec<GateView>,
    /// Between two accounts, which they are.
    pub fork: Option<Fork>,
}

/// The two accounts of a request from one to another: each has gates of its own, and both have to
/// let the request through.
#[derive(Clone, PartialEq, Debug)]
pub struct Fork {
    /// The name of the caller's account.
    pub caller: String,
    /// The name of the account that owns the resource.
    pub resource: String,
}

/// Whose account's policies a gate asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// The caller's.
    Caller,
    /// The resource's.
    Resource,
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
    /// Between two accounts, on whose side it stands.
    pub side: Option<Side>,
    /// What it says in a sentence.
    pub sentence: String,
    /// Whether there is something to open.
    pub opens: bool,
    /// Whether it is open.
    pub open: bool,
    /// Its policies, where it is open.
    pub policies: Vec<PolicyTraceView>,
    /// How many statements are left out that can be asked for; none of them applies.
    pub left_out: usize,
    /// How many are too many to be drawn at all.
    pub beyond: usize,
    /// The levels of the organization, where it is open.
    pub stops: Vec<GateView>,
    /// The condition keys on which it hangs and that nothing tells, to be typed right here.
    pub questions: Vec<KeyQuestion>,
    /// Whether the walk along the path is here.
    pub current: bool,
    /// Opens or closes it.
    pub toggle: Message,
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
        let evaluation = model.evaluation();
        PathView::of(Builder {
            model,
            built: evaluation.built(),
            subject: evaluation.subject(),
            check: None,
        })
    }

    /// The path of a permission that a step of the role chain takes.
    pub(super) fn of_check(model: &Model, key: CheckKey, check: &Check) -> PathView {
        let built = model.evaluation().built();
        PathView::of(Builder {
            model,
            built,
            subject: Subject {
                world: built.world(),
                request: &check.request,
                trace: &check.trace,
            },
            check: Some(key),
        })
    }

    fn of(builder: Builder<'_>) -> PathView {
        let mut gates: Vec<GateView> = Vec::new();
        // The levels of a layer follow one another.
        let mut levels: Option<(Layer, Vec<GateView>)> = None;
        for gate in builder.subject.trace.gates() {
            let layer = match gate.id {
                GateId::Node(layer, _) => Some(layer),
                GateId::Service | GateId::ExplicitDeny | GateId::Layer(_) => None,
            };
            if let Some((of, stops)) = levels.take_if(|(of, _)| Some(*of) != layer) {
                gates.extend(builder.levels(of, stops));
            }
            match (layer, gate.id) {
                (Some(layer), _) => {
                    let (_, stops) = levels.get_or_insert_with(|| (layer, Vec::new()));
                    stops.extend(builder.gate(gate));
                }
                (None, GateId::Service) if gate.role != GateRole::Decides => {}
                (None, _) => gates.extend(builder.gate(gate)),
            }
        }
        if let Some((of, stops)) = levels {
            gates.extend(builder.levels(of, stops));
        }
        PathView {
            gates,
            fork: builder.fork(),
        }
    }
}

struct Builder<'a> {
    model: &'a Model,
    built: &'a Built,
    subject: Subject<'a>,
    /// Of a step of the role chain, which of its permissions.
    check: Option<CheckKey>,
}

impl Builder<'_> {
    fn subject(&self) -> Subject<'_> {
        self.subject
    }

    /// R3.6: across accounts the caller's side and the resource's side both have to allow.
    fn fork(&self) -> Option<Fork> {
        let request = self.subject.request;
        let name = |account| account_name(self.model.scenario(), account);
        self.subject.trace.cross_account.then_some(())?;
        Some(Fork {
            caller: name(request.caller.principal.account()?),
            resource: name(request.resource.account?),
        })
    }

    fn side(&self, id: GateId) -> Option<Side> {
        self.subject.trace.cross_account.then_some(())?;
        match id {
            GateId::Layer(Layer::Rcp | Layer::Resource) => Some(Side::Resource),
            GateId::Layer(
                Layer::Scp | Layer::Identity | Layer::Boundary | Layer::Session | Layer::Endpoint,
            ) => Some(Side::Caller),
            // The stops of a layer stand within it.
            GateId::Node(..) | GateId::Service | GateId::ExplicitDeny => None,
        }
    }

    fn is_open(&self, key: GateKey) -> bool {
        match self.check {
            None => self.model.is_gate_open(key),
            Some(check) => self.model.is_step_gate_open(check, key),
        }
    }

    fn toggle(&self, key: GateKey) -> Message {
        match self.check {
            None => Message::ToggleGate(key),
            Some(check) => Message::ToggleStepGate(check, key),
        }
    }

    /// Whether the walk along the path is at a gate; there is none along a step of a chain.
    fn is_current(&self, key: GateKey) -> bool {
        self.check.is_none() && self.model.page.step == Some(key)
    }

    fn gate(&self, gate: &Gate) -> Option<GateView> {
        let key = gate_key(self.built, gate.id)?;
        let traced = self.subject.trace.policies(gate);
        let opens = !traced.is_empty();
        let open = opens && self.is_open(key);
        let shown = traced.iter().filter(|_| open);
        let shown: Vec<_> = shown
            .filter_map(|policy| self.policy(key, policy))
            .collect();
        Some(GateView {
            key,
            name: self.name(gate.id),
            state: State::of(gate.state),
            says: self.says(gate),
            role: gate.role,
            side: self.side(gate.id),
            sentence: sentences::gate(self.subject(), gate),
            opens,
            open,
            left_out: shown.iter().map(|(_, room)| room.left_out()).sum(),
            beyond: shown.iter().map(|(_, room)| room.beyond()).sum(),
            policies: shown.into_iter().map(|(view, _)| view).collect(),
            stops: Vec::new(),
            questions: question::of_gate(self.subject, gate, self.check.map(|check| check.back)),
            current: self.is_current(key),
            toggle: self.toggle(key),
        })
    }

    /// A layer that has to allow on every level: what the worst of them says.
    fn levels(&self, layer: Layer, stops: Vec<GateView>) -> Option<GateView> {
        let key = GateKey::Layer(layer);
        let decider = stops.iter().find(|stop| stop.role == GateRole::Decides);
        let worst = stops.iter().rev().max_by_key(|stop| stop.state)?;
        let telling = decider.unwrap_or(worst);
        let passing = stops
            .iter()
            .filter(|stop| stop.state == State::Allow)
            .count();
        let all = passing == stops.len();
        let open = self.is_open(key);
        Some(GateView {
            key,
            name: sentences::gate_title(self.subject(), GateId::Layer(layer)),
            state: telling.state,
            says: match all {
                true => format!("{} on every level", telling.says),
                false => format!("{}: {}", telling.name, telling.says),
            },
            role: telling.role,
            side: self.side(GateId::Layer(layer)),
            sentence: match all {
                true => format!("every level allows: {}", names(&stops)),
                false => telling.sentence.clone(),
            },
            opens: true,
            open,
            policies: Vec::new(),
            left_out: 0,
            beyond: 0,
            stops: if open { stops } else { Vec::new() },
            questions: Vec::new(),
            current: self.is_current(key),
            toggle: self.toggle(key),
        })
    }

    /// A stop stands below the title of its layer, which need not be said again.
    fn name(&self, id: GateId) -> String {
        let title = sentences::gate_title(self.subject(), id);
        match id {
            GateId::Node(_, node) => {
                let organization = self.subject.world.organization();
                organization
                    .and_then(|tree| tree.node(node))
                    .map_or(title, sentences::node_name)
            }
            GateId::Service | GateId::ExplicitDeny | GateId::Layer(_) => title,
        }
    }

    fn says(&self, gate: &Gate) -> String {
        let state = State::of(gate.state);
        match (state, gate.role, gate.id) {
            (State::Skip, _, GateId::ExplicitDeny) => "nothing denies".into(),
            (State::Skip, ..) => sentences::gate(self.subject(), gate),
            (State::Allow, GateRole::After, _) => "would allow".into(),
            (State::Implicit, GateRole::After, _) => match self.subject.trace.decision.is_allow() {
                true => "nothing allows, and nothing has to".into(),
                false => "would not allow either".into(),
            },
            _ => state.word().into(),
        }
    }

    fn policy(&self, gate: GateKey, policy: &PolicyTrace) -> Option<(PolicyTraceView, Room)> {
        let stored = self.subject.world.policy(policy.policy)?;
        let key = self.built.policy_ref(policy.policy)?;
        let statements = self.subject.trace.statements(policy);
        // A trust policy is short, and a step of a chain is looked at to read it.
        let all = self.check.is_some() || self.model.shows_all_statements(gate);
        let room = Room::new(statements, all);
        let (mut applying, mut others) = (room.applying, room.others);
        let shown = statements.iter().filter(|statement| {
            let left = match matters(statement) {
                true => &mut applying,
                false => &mut others,
            };
            let fits = 0 < *left;
            *left = left.saturating_sub(1);
            fits
        });
        let view = PolicyTraceView {
            policy: key,
            name: stored.name.clone(),
            origin: self.origin(policy, stored.kind),
            statements: shown
                .filter_map(|statement| self.statement(key, policy, statement))
                .collect(),
        };
        Some((view, room))
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
        let stored = self.subject.world.policy(at.policy)?;
        let written = stored.policy.statements.get(statement.index as usize)?;
        let key = StatementKey {
            policy,
            index: statement.index,
        };
        let (state, says) = statement_says(statement);
        let elements = self
            .subject
            .trace
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

fn matters(statement: &StatementTrace) -> bool {
    statement.applies != Match::No
}

/// How many statements of a policy are drawn: those that apply first, then others.
struct Room {
    applying: usize,
    others: usize,
    /// How many others there are room for once all are asked for.
    most_others: usize,
    total: usize,
}

impl Room {
    fn new(statements: &[StatementTrace], all: bool) -> Room {
        let total = statements.len();
        let matter = statements.iter().filter(|one| matters(one)).count();
        let applying = matter.min(MOST);
        let most_others = (total - matter).min(MOST - applying);
        let others = match all {
            true => most_others,
            false => most_others.min(SHOWN.saturating_sub(applying)),
        };
        Room {
            applying,
            others,
            most_others,
            total,
        }
    }

    fn left_out(&self) -> usize {
        self.most_others - self.others
    }

    fn beyond(&self) -> usize {
        self.total - self.applying - self.most_others
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
        Match::Yes => (State::Allow, "matches"),
        Match::No => (State::Deny, "does not match"),
        Match::Unknown => (State::Unknown, "cannot tell"),
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
