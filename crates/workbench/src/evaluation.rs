//! The answer to the present request with all it was made from, and which rows of the page have
//! to do with it.
//!
//! Made anew after every edit. Not responsible for wording or drawing.

use crate::item::Item;
use crate::parsed::PolicyCache;
use crate::path_key::GateKey;
use crate::view::state::State;
use iam::matching::Match;
use iam::policy::Effect;
use iam::sentences::Subject;
use iam::trace::{Element, GateId, GateRole, PolicyTrace, StatementTrace};
use iam::{AccountId, Decision, Layer, PolicyId, Request, Trace, World};
use scenario::build::{Built, Standing, Step, standing};
use scenario::{CallerSpec, PolicyRef, Scenario};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A decided request.
#[derive(Debug)]
pub struct Evaluation {
    built: Built,
    chain: Vec<Step>,
    look: Look,
    request: Request,
    trace: Trace,
    on_path: BTreeSet<Item>,
    gates: BTreeMap<Item, Vec<(Layer, State)>>,
}

/// How a request is looked at whose session AWS STS would refuse.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Look {
    /// As AWS does: nobody holds that session.
    #[default]
    AsAws,
    /// As if the session were there.
    AsIf,
}

impl Evaluation {
    /// Decides the scenario's request.
    pub fn new(scenario: &Scenario, cache: &mut PolicyCache, look: Look) -> Evaluation {
        let built = Built::new(scenario, |policy, document| {
            Arc::clone(&cache.get(policy, document).policy)
        });
        let chain = built.chain(scenario, &scenario.request);
        let request = match look {
            Look::AsAws => built.request(scenario, &scenario.request),
            Look::AsIf => built.request_as_if(scenario, &scenario.request),
        };
        let look = match standing(&chain) {
            Standing::Issued => Look::AsAws,
            Standing::Uncertain(_) | Standing::Refused(_) => look,
        };
        let trace = iam::explain(built.world(), &request);
        let way = Way::new(scenario, &request);
        let gates = way.gates(&built, &trace);
        Evaluation {
            on_path: way.items,
            gates,
            built,
            chain,
            look,
            request,
            trace,
        }
    }

    /// The policies and the organization.
    pub fn world(&self) -> &World {
        self.built.world()
    }

    /// The same with the scenario's names for them.
    pub(crate) fn built(&self) -> &Built {
        &self.built
    }

    /// How the caller came by its session, step by step.
    pub fn chain(&self) -> &[Step] {
        &self.chain
    }

    /// Whether the answer is one as if the session were there.
    pub fn look(&self) -> Look {
        self.look
    }

    /// What was asked.
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// What came of it.
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// All three, to be talked about.
    pub fn subject(&self) -> Subject<'_> {
        Subject {
            world: self.world(),
            request: &self.request,
            trace: &self.trace,
        }
    }

    /// The scenario's name for a stop of the trace.
    pub fn gate_key(&self, gate: GateId) -> Option<GateKey> {
        gate_key(&self.built, gate)
    }

    /// The scenario's name for a policy of the trace.
    pub fn policy_ref(&self, policy: PolicyId) -> Option<PolicyRef> {
        self.built.policy_ref(policy)
    }

    /// The scenario's name for a node of the organization.
    pub fn node_ref(&self, node: iam::NodeId) -> Option<scenario::NodeRef> {
        self.built.node_ref(node)
    }

    /// Whether the answer was made at this stop, or at one of its levels.
    pub fn is_decided_at(&self, key: GateKey) -> bool {
        is_decided_at(&self.built, &self.trace, key)
    }

    /// Whether the present request has to do with an item.
    pub fn is_on_path(&self, item: &Item) -> bool {
        self.on_path.contains(item)
    }

    /// What the policies attached to an item say to the request.
    pub fn gates_of(&self, item: &Item) -> &[(Layer, State)] {
        self.gates.get(item).map(Vec::as_slice).unwrap_or_default()
    }

    /// What the statements of a policy said, and whether they made the answer; a policy that is
    /// attached at several places is told of several times.
    pub fn statements_of(
        &self,
        policy: PolicyRef,
    ) -> impl Iterator<Item = (bool, &StatementTrace)> {
        let wanted = self.built.policy_id(policy);
        let deciding = match self.trace.decision {
            Decision::Allow(_) => Some(Effect::Allow),
            Decision::Deny(_) => Some(Effect::Deny),
            Decision::DependsOn => None,
        };
        self.trace.gates().iter().flat_map(move |gate| {
            let policies = self.trace.policies(gate).iter();
            let policies = policies.filter(move |traced| Some(traced.policy) == wanted);
            policies.flat_map(move |traced| {
                self.trace.statements(traced).iter().map(move |statement| {
                    let decides = gate.role == GateRole::Decides
                        && Some(statement.effect) == deciding
                        && statement.applies == Match::Yes;
                    (decides, statement)
                })
            })
        })
    }

    /// The condition keys that statements about this action ask for, as their policies write
    /// them, each once.
    pub fn keys_asked(&self) -> Vec<&str> {
        let mut keys: BTreeMap<&str, &str> = BTreeMap::new();
        for traced in self.policies_in_force() {
            let Some(stored) = self.world().policy(traced.policy) else {
                continue;
            };
            let statements = self.trace.statements(traced).iter();
            for statement in statements.filter(|statement| self.is_about_the_action(statement)) {
                let written = stored.policy.statements.get(statement.index as usize);
                let condition = written.and_then(|written| written.condition.as_ref());
                for test in condition
                    .map(|condition| &*condition.tests)
                    .unwrap_or_default()
                {
                    keys.entry(test.key.folded()).or_insert(test.key.as_str());
                }
            }
        }
        keys.into_values().collect()
    }

    /// The names of the policies in force that could not be read in full, each once.
    pub fn unreadable_policies(&self) -> Vec<String> {
        let stored = self
            .policies_in_force()
            .filter_map(|traced| self.world().policy(traced.policy));
        let names: BTreeSet<&str> = stored
            .filter(|stored| stored.policy.has_holes)
            .map(|stored| stored.name.as_str())
            .collect();
        names.into_iter().map(str::to_owned).collect()
    }

    fn policies_in_force(&self) -> impl Iterator<Item = &PolicyTrace> {
        let gates = self.trace.gates().iter();
        gates.flat_map(|gate| self.trace.policies(gate))
    }

    fn is_about_the_action(&self, statement: &StatementTrace) -> bool {
        let mut elements = self.trace.elements(statement).iter();
        !elements.any(|element| element.element == Element::Action && element.matches == Match::No)
    }
}

/// The scenario's name for a stop of a trace.
pub(crate) fn gate_key(built: &Built, gate: GateId) -> Option<GateKey> {
    Some(match gate {
        GateId::Service => GateKey::Service,
        GateId::ExplicitDeny => GateKey::ExplicitDeny,
        GateId::Layer(layer) => GateKey::Layer(layer),
        GateId::Node(layer, node) => GateKey::Node(layer, built.node_ref(node)?),
    })
}

/// Whether the answer of a trace was made at this stop, or at one of its levels.
pub(crate) fn is_decided_at(built: &Built, trace: &Trace, key: GateKey) -> bool {
    let decider = trace.deciding_gate().map(|gate| gate.id);
    match (key, decider) {
        (GateKey::Layer(layer), Some(GateId::Node(of, _))) => layer == of,
        (_, Some(decider)) => gate_key(built, decider) == Some(key),
        (_, None) => false,
    }
}

/// The items that a request has to do with.
struct Way {
    /// Whose identity-based policies count.
    caller: Option<Item>,
    resource: Option<Item>,
    items: BTreeSet<Item>,
}

impl Way {
    fn new(scenario: &Scenario, request: &Request) -> Way {
        let (caller, groups) = caller(scenario);
        let owner = request.resource.account;
        let resource = owner.and_then(|owner| resource(scenario, owner));
        let mut items = BTreeSet::new();
        let accounts = [scenario.request.caller.account(), owner];
        items.extend(
            accounts
                .into_iter()
                .flatten()
                .flat_map(|account| branch(scenario, account)),
        );
        items.extend(groups);
        items.extend(caller.clone().into_iter().chain(resource.clone()));
        Way {
            caller,
            resource,
            items,
        }
    }

    fn gates(&self, built: &Built, trace: &Trace) -> BTreeMap<Item, Vec<(Layer, State)>> {
        let mut gates: BTreeMap<Item, Vec<(Layer, State)>> = BTreeMap::new();
        for gate in trace.gates() {
            let (item, layer) = match gate.id {
                GateId::Service | GateId::ExplicitDeny => continue,
                GateId::Node(layer, node) => (built.node_ref(node).map(Item::Node), layer),
                GateId::Layer(Layer::Resource) => (self.resource.clone(), Layer::Resource),
                GateId::Layer(layer @ (Layer::Identity | Layer::Boundary | Layer::Session)) => {
                    (self.caller.clone(), layer)
                }
                GateId::Layer(Layer::Rcp | Layer::Scp | Layer::Endpoint) => continue,
            };
            let state = State::of(gate.state);
            if let Some(item) = item.filter(|_| state != State::Skip) {
                gates.entry(item).or_default().push((layer, state));
            }
        }
        gates
    }
}

/// The caller's row, and those of its groups.
fn caller(scenario: &Scenario) -> (Option<Item>, Vec<Item>) {
    let held = |account: &AccountId| scenario.account(*account);
    match &scenario.request.caller {
        CallerSpec::User { account, name, .. }
        | CallerSpec::Federated {
            account,
            user: name,
            ..
        } => {
            let user = held(account).and_then(|held| held.user(name));
            let groups = user.iter().flat_map(|user| &user.groups);
            let groups = groups
                .map(|group| Item::Group(*account, group.clone()))
                .collect();
            (
                user.map(|user| Item::User(*account, user.name.clone())),
                groups,
            )
        }
        CallerSpec::Role { account, name, .. } => {
            let role = held(account).and_then(|held| held.role(name));
            (
                role.map(|role| Item::Role(*account, role.name.clone())),
                Vec::new(),
            )
        }
        CallerSpec::Root { .. }
        | CallerSpec::RootTask { .. }
        | CallerSpec::Service { .. }
        | CallerSpec::WebIdentity { .. }
        | CallerSpec::Anonymous => (None, Vec::new()),
    }
}

/// The row of an account with those above it.
fn branch(scenario: &Scenario, account: AccountId) -> Vec<Item> {
    match (Item::account(scenario, account), &scenario.organization) {
        (Item::Node(node), Some(tree)) => tree.upward(node).map(Item::Node).collect(),
        (alone, _) => vec![alone],
    }
}

/// The resource of the scenario that the request is about: itself, or what it lies in.
pub(crate) fn resource(scenario: &Scenario, owner: AccountId) -> Option<Item> {
    let asked = scenario.request.resource.as_str();
    let within = |arn: &str| {
        let rest = asked.strip_prefix(arn);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', ':']))
    };
    let held = scenario.account(owner)?.resources.iter();
    let found = held
        .filter(|resource| within(&resource.arn))
        .max_by_key(|resource| resource.arn.len())?;
    Some(Item::Resource(owner, found.arn.clone()))
}
