//! From a scenario to what the evaluator decides: an `iam::World` and `iam::Request`s.
//!
//! Things that are set aside are left out here, so that the evaluator never hears of switches.
//! A policy that is off is as if it were not attached. A node that is off limits nothing: it
//! counts as having `FullAWSAccess` and no resource control policies, since a level without an
//! Allow would deny everything.
//!
//! Not responsible for reading policies (the caller of `Built::new` does, and may remember) or
//! for what a policy means.

mod caller;
mod chain;
mod many;
mod resource;

pub use chain::{Standing, Step, is_shared, standing};
pub use many::{Asker, Target};

use crate::account::Tag;
use crate::document::{Scenario, VpcEndpoint};
use crate::organization::{Node, NodeKind, NodeRef, OrganizationTree};
use crate::policy::{PolicyDocument, PolicyRef, Switch};
use crate::request::{ContextEntry, ContextValue, RequestSpec};
use iam::context::{Context, Supplied, Value};
use iam::derive::{self, Derived, Endpoint, Facts};
use iam::request::SessionToken;
use iam::{AccountId, Action, NodeId, Organization, Policy, PolicyId, PolicyKind, Request, World};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A trust policy that lets nobody in, for roles that have none.
const NOBODY: &str = r#"{"Version":"2012-10-17","Statement":[]}"#;

/// A scenario ready to be asked.
#[derive(Clone, Debug)]
pub struct Built {
    world: World,
    ids: BTreeMap<PolicyRef, PolicyId>,
    refs: BTreeMap<PolicyId, PolicyRef>,
    nodes: BTreeMap<NodeId, NodeRef>,
    /// The accounts that hold resources, in order: of thousands, few do.
    holders: Vec<AccountId>,
    nobody: PolicyId,
}

impl Built {
    /// Builds the world of a scenario. `read` gives the parsed form of each policy that takes
    /// part, and of `FullAWSAccess`.
    pub fn new(
        scenario: &Scenario,
        mut read: impl FnMut(PolicyRef, &PolicyDocument) -> Arc<Policy>,
    ) -> Built {
        let mut world = World::new();
        let (nobody, _) = iam::parse(NOBODY, PolicyKind::RoleTrust);
        let nobody = world.add("no trust policy", PolicyKind::RoleTrust, Arc::new(nobody));
        let mut built = Built {
            world,
            ids: BTreeMap::new(),
            refs: BTreeMap::new(),
            nodes: BTreeMap::new(),
            holders: holders(scenario),
            nobody,
        };
        let mut full = nobody;
        for (policy, document) in scenario.policies.iter() {
            let is_full = policy == PolicyRef::FULL_AWS_ACCESS;
            if !document.is_on() && !is_full {
                continue;
            }
            let parsed = read(policy, document);
            let id = built.world.add(&document.name, document.kind, parsed);
            built.refs.insert(id, policy);
            if document.is_on() {
                built.ids.insert(policy, id);
            }
            if is_full {
                full = id;
            }
        }
        if let Some(tree) = &scenario.organization {
            built.organization(scenario, tree, full);
        }
        built
    }

    /// Builds the world of a scenario, reading every policy afresh.
    pub fn read(scenario: &Scenario) -> Built {
        Built::new(scenario, |_, document| {
            Arc::new(iam::parse(&document.text, document.kind).0)
        })
    }

    /// The policies and the organization.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// The library's policy behind one of the world; `None` for the empty trust policy of roles
    /// that have none.
    pub fn policy_ref(&self, policy: PolicyId) -> Option<PolicyRef> {
        self.refs.get(&policy).copied()
    }

    /// The world's policy behind one of the library; `None` when it is set aside.
    pub fn policy_id(&self, policy: PolicyRef) -> Option<PolicyId> {
        self.ids.get(&policy).copied()
    }

    /// The scenario's node behind one of the world.
    pub fn node_ref(&self, node: NodeId) -> Option<NodeRef> {
        self.nodes.get(&node).copied()
    }

    /// The request of a scenario, with the condition keys that AWS would supply. A caller whose
    /// role chain has a step that AWS STS refuses asks in vain.
    pub fn request(&self, scenario: &Scenario, spec: &RequestSpec) -> Request {
        let mut request = self.request_as_if(scenario, spec);
        match standing(&self.chain(scenario, spec)) {
            Standing::Issued => {}
            Standing::Uncertain(_) => request.caller.session_token = Some(SessionToken::Uncertain),
            Standing::Refused(_) => request.caller.session_token = Some(SessionToken::NotIssued),
        }
        request
    }

    /// The same as if every step of the role chain had succeeded.
    pub fn request_as_if(&self, scenario: &Scenario, spec: &RequestSpec) -> Request {
        let parts = self.parts(scenario, spec);
        let context = derive::context(&parts.derived);
        parts.request(context)
    }

    /// The condition keys of a request, each with where it comes from.
    pub fn derived(&self, scenario: &Scenario, spec: &RequestSpec) -> Vec<Derived> {
        self.parts(scenario, spec).derived
    }

    fn parts(&self, scenario: &Scenario, spec: &RequestSpec) -> Parts {
        let caller = caller::find(self, scenario, &spec.caller);
        let action = Action::new(&spec.action);
        let found = resource::find(self, scenario, spec, &action);
        let endpoint = endpoint(scenario, spec);
        let asked = Asked {
            action: &action,
            resource: &found.resource,
            tags: found.tags,
        };
        let facts = self.facts(&caller, &asked, endpoint, current_time(&spec.context));
        let given: Vec<_> = spec.context.iter().map(given).collect();
        let derived = derive::derive(&facts, &given);
        Parts {
            caller: caller.caller,
            action,
            resource: found.resource,
            endpoint: endpoint
                .and_then(|endpoint| endpoint.policy)
                .and_then(|policy| self.policy_id(policy)),
            derived,
        }
    }

    fn facts<'a>(
        &'a self,
        caller: &'a caller::Found<'_>,
        asked: &Asked<'a>,
        endpoint: Option<&'a VpcEndpoint>,
        time: Option<&'a str>,
    ) -> Facts<'a> {
        Facts {
            principal: &caller.caller.principal,
            unique_id: caller.unique_id,
            principal_tags: pairs(caller.tags),
            session_tags: caller.handed.pairs(),
            credentials: caller.credentials,
            source_identity: caller.handed.source_identity,
            provider: caller.provider,
            organization: self.world.organization(),
            action: asked.action,
            resource: &asked.resource.name,
            owner: asked.resource.account,
            resource_tags: pairs(asked.tags),
            endpoint: endpoint.map(|endpoint| Endpoint {
                id: &endpoint.id,
                vpc: &endpoint.vpc,
                account: endpoint.account,
            }),
            time,
        }
    }

    /// Policies that take part, in the same order.
    fn policies(&self, policies: &[PolicyRef]) -> Vec<PolicyId> {
        let known = policies.iter().map(|policy| self.policy_id(*policy));
        known.flatten().collect()
    }

    fn organization(&mut self, scenario: &Scenario, tree: &OrganizationTree, full: PolicyId) {
        let mut organization: Option<Organization> = None;
        let mut ids: BTreeMap<NodeRef, NodeId> = BTreeMap::new();
        for (place, _, node) in tree.walk() {
            let built = self.node(scenario, node, full);
            let parent = node.parent().and_then(|parent| ids.get(&parent).copied());
            let id = match (&mut organization, parent) {
                (Some(organization), Some(parent)) => organization.add(parent, built),
                _ => {
                    let root = Organization::new(&*tree.id, tree.management_account, built);
                    organization.insert(root).root()
                }
            };
            ids.insert(place, id);
            self.nodes.insert(id, place);
        }
        if let Some(organization) = organization {
            self.world.set_organization(organization);
        }
    }

    fn node(&self, scenario: &Scenario, node: &Node, full: PolicyId) -> iam::Node {
        let (kind, id, name) = match &node.kind {
            NodeKind::Root { id } => (iam::NodeKind::Root, id.clone(), "Root".to_owned()),
            NodeKind::Ou { id, name } => (iam::NodeKind::Ou, id.clone(), name.clone()),
            NodeKind::Account(account) => {
                let name = match scenario.account(*account) {
                    Some(held) if !held.name.is_empty() => held.name.clone(),
                    _ => account.to_string(),
                };
                (iam::NodeKind::Account(*account), account.to_string(), name)
            }
        };
        let (scps, rcps) = match node.switch {
            Switch::On => (self.policies(&node.scps), self.policies(&node.rcps)),
            Switch::Off => (vec![full], Vec::new()),
        };
        iam::Node {
            kind,
            name,
            id,
            scps,
            rcps,
        }
    }
}

/// What is asked for.
struct Asked<'a> {
    action: &'a Action,
    resource: &'a iam::Resource,
    tags: &'a [Tag],
}

struct Parts {
    caller: iam::Caller,
    action: Action,
    resource: iam::Resource,
    endpoint: Option<PolicyId>,
    derived: Vec<Derived>,
}

impl Parts {
    fn request(self, context: Context) -> Request {
        Request {
            caller: self.caller,
            action: self.action,
            resource: self.resource,
            context,
            endpoint: self.endpoint,
        }
    }
}

fn holders(scenario: &Scenario) -> Vec<AccountId> {
    let accounts = scenario.accounts.iter();
    let holding = accounts.filter(|(_, account)| !account.resources.is_empty());
    holding.map(|(id, _)| *id).collect()
}

fn endpoint<'a>(scenario: &'a Scenario, spec: &RequestSpec) -> Option<&'a VpcEndpoint> {
    let id = spec.endpoint.as_deref()?;
    scenario.endpoint(id)
}

/// The time of the request, which only its author can tell.
fn current_time<'a>(context: impl IntoIterator<Item = &'a ContextEntry>) -> Option<&'a str> {
    let mut entries = context.into_iter();
    let entry = entries.find(|entry| entry.key.eq_ignore_ascii_case("aws:CurrentTime"))?;
    match &entry.value {
        ContextValue::Single(time) => Some(time),
        ContextValue::Several(_) | ContextValue::Unknown | ContextValue::Absent => None,
    }
}

fn given(entry: &ContextEntry) -> derive::Given<'_> {
    let supplied = match &entry.value {
        ContextValue::Single(value) => Some(Supplied::Single(Value::new(value))),
        ContextValue::Several(values) => {
            let values = values.iter().map(|value| Value::new(value));
            Some(Supplied::Several(values.collect()))
        }
        ContextValue::Unknown => Some(Supplied::Unknown),
        ContextValue::Absent => None,
    };
    (&entry.key, supplied)
}

fn pairs(tags: &[Tag]) -> Vec<derive::Tag<'_>> {
    let pairs = tags.iter().map(|tag| (&*tag.key, &*tag.value));
    pairs.collect()
}
