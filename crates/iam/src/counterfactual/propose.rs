//! What could turn an answer around, judged by its trace: nothing here is decided yet.

use super::change::{Change, Named, Narrowing, Place};
use super::keys::Reach;
use crate::condition::operator::{Comparison, Polarity};
use crate::context::Lookup;
use crate::decision::{Decision, DenyReason, Layer};
use crate::matching::Match;
use crate::organization::{Node, NodeId, NodeKind};
use crate::pattern::Fit;
use crate::policy::{Effect, Element, Entry, PolicyKind, Sense, Statement};
use crate::principal::{Principal, RoleOrigin};
use crate::request::{Request, ResourcePolicyKind};
use crate::resource::{ResourceFit, ResourcePattern};
use crate::service_rules;
use crate::trace::{GateId, GateState, PolicyTrace, StatementTrace, Trace};
use crate::world::{PolicyId, World};

/// SCPs that a node holds at most (R4.4).
const MOST_SCPS: usize = 10;
/// Places for an account that are tried at most.
const MOST_MOVES: usize = 32;

/// The first thing that stands in the way of a request.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Blocker {
    /// A Deny statement applies.
    Denies {
        policy: PolicyId,
        statement: u32,
        place: Place,
    },
    /// Nothing at this place allows.
    Missing { layer: Layer, place: Place },
}

impl Blocker {
    /// `None` where the request is allowed, or where no change that AWS heeds would help.
    pub(super) fn first(request: &Request, trace: &Trace) -> Option<Blocker> {
        match trace.decision {
            Decision::Deny(DenyReason::Explicit(layer)) => {
                let applies = |(_, statement): &(&PolicyTrace, &StatementTrace)| {
                    statement.effect == Effect::Deny && statement.applies.is_yes()
                };
                let (policy, statement) = statements(trace, layer).find(applies)?;
                Some(Blocker::Denies {
                    policy: policy.policy,
                    statement: statement.index,
                    place: place(request, policy)?,
                })
            }
            Decision::Deny(DenyReason::Implicit(layer)) => Some(Blocker::Missing {
                layer,
                place: missing_place(trace, layer)?,
            }),
            Decision::Allow(_) | Decision::DependsOn => None,
            Decision::Deny(DenyReason::ApiRestriction(_) | DenyReason::CrossPartition) => None,
        }
    }
}

fn missing_place(trace: &Trace, layer: Layer) -> Option<Place> {
    Some(match layer {
        Layer::Rcp | Layer::Scp => {
            let silent = trace.gates().iter().find_map(|gate| match gate.id {
                GateId::Node(of, node) if of == layer && gate.state != GateState::Allows => {
                    Some(node)
                }
                _ => None,
            })?;
            match layer {
                Layer::Rcp => Place::Rcp(silent),
                _ => Place::Scp(silent),
            }
        }
        Layer::Resource => Place::Resource,
        Layer::Identity => Place::Identity { group: None },
        Layer::Boundary => Place::Boundary,
        Layer::Session => Place::Session,
        Layer::Endpoint => Place::Endpoint,
    })
}

/// The statements of a layer with their policies, in order.
fn statements(
    trace: &Trace,
    layer: Layer,
) -> impl Iterator<Item = (&PolicyTrace, &StatementTrace)> {
    let gates = trace.gates().iter().filter(move |gate| match gate.id {
        GateId::Layer(of) | GateId::Node(of, _) => of == layer,
        GateId::Service | GateId::ExplicitDeny => false,
    });
    gates
        .flat_map(|gate| trace.policies(gate))
        .flat_map(|policy| trace.statements(policy).iter().map(move |it| (policy, it)))
}

fn place(request: &Request, policy: &PolicyTrace) -> Option<Place> {
    Some(match policy.gate {
        GateId::Node(Layer::Rcp, node) => Place::Rcp(node),
        GateId::Node(_, node) => Place::Scp(node),
        GateId::Layer(Layer::Identity) => {
            let attachment = request.caller.identity.get(policy.attachment? as usize)?;
            Place::Identity {
                group: attachment.group.clone(),
            }
        }
        GateId::Layer(Layer::Resource) => Place::Resource,
        GateId::Layer(Layer::Boundary) => Place::Boundary,
        GateId::Layer(Layer::Session) => Place::Session,
        GateId::Layer(Layer::Endpoint) => Place::Endpoint,
        GateId::Layer(Layer::Rcp | Layer::Scp) | GateId::Service | GateId::ExplicitDeny => {
            return None;
        }
    })
}

/// Changes that may take a blocker out of the way.
pub(super) fn towards(
    world: &World,
    request: &Request,
    trace: &Trace,
    blocker: &Blocker,
) -> Vec<Vec<Change>> {
    let scene = Scene {
        world,
        request,
        trace,
    };
    match blocker {
        Blocker::Denies {
            policy,
            statement,
            place,
        } => {
            let Some(written) = scene.statement(*policy, *statement) else {
                return Vec::new();
            };
            let mut found = scene.reach(written).fail();
            found.extend(scene.weaken(*policy, *statement, place));
            found.extend(scene.moves_for(place));
            found
        }
        Blocker::Missing { layer, place } => scene.allow(*layer, place),
    }
}

/// Changes that may keep an allowed request from being allowed.
pub(super) fn against(world: &World, request: &Request, trace: &Trace) -> Vec<Vec<Change>> {
    let scene = Scene {
        world,
        request,
        trace,
    };
    let mut found = Vec::new();
    for (policy, statement) in Layer::ALL
        .into_iter()
        .flat_map(|layer| statements(trace, layer))
    {
        let written = scene.statement(policy.policy, statement.index);
        let (Some(written), Some(place)) = (written, place(request, policy)) else {
            continue;
        };
        match (statement.effect, statement.applies) {
            (Effect::Allow, Match::Yes) => {
                found.extend(scene.reach(written).fail());
                found.extend(scene.weaken(policy.policy, statement.index, &place));
            }
            (Effect::Deny, Match::No) => {
                found.extend(scene.reach(written).hold(trace.elements(statement)));
            }
            _ => {}
        }
    }
    let nodes = trace.gates().iter().filter_map(|gate| match gate.id {
        GateId::Node(Layer::Scp, node) => Some(node),
        _ => None,
    });
    let account_level = nodes.max().map(Place::Scp);
    found.extend(
        account_level
            .iter()
            .flat_map(|place| scene.moves_for(place)),
    );
    let resource = request.resource.policy.map(|_| Place::Resource);
    let own = Some(Place::Identity { group: None });
    for place in [own, resource, account_level].into_iter().flatten() {
        found.extend(scene.add(place, Effect::Deny, Named::Identity));
    }
    found
}

#[derive(Clone, Copy)]
struct Scene<'a> {
    world: &'a World,
    request: &'a Request,
    trace: &'a Trace,
}

impl<'a> Scene<'a> {
    fn statement(self, policy: PolicyId, index: u32) -> Option<&'a Statement> {
        let stored = self.world.policy(policy)?;
        stored.policy.statements.get(index as usize)
    }

    fn reach(self, statement: &'a Statement) -> Reach<'a> {
        Reach {
            world: self.world,
            request: self.request,
            trace: self.trace,
            statement,
        }
    }

    /// Ways to an Allow where a layer has none.
    fn allow(self, layer: Layer, place: &Place) -> Vec<Vec<Change>> {
        // In the same account, a grant by the resource takes the place of the caller's own.
        let by_resource = matches!(layer, Layer::Identity | Layer::Boundary | Layer::Session)
            && !self.trace.cross_account
            && self.request.resource.policy.is_some();
        let layers = [Some(layer), by_resource.then_some(Layer::Resource)];
        let mut found = Vec::new();
        for (policy, statement) in layers
            .into_iter()
            .flatten()
            .flat_map(|layer| statements(self.trace, layer))
        {
            let (Effect::Allow, Match::No) = (statement.effect, statement.applies) else {
                continue;
            };
            if let Some(written) = self.statement(policy.policy, statement.index) {
                let elements = self.trace.elements(statement);
                found.extend(self.reach(written).hold(elements));
            }
        }
        found.extend(self.add(place.clone(), Effect::Allow, Named::Identity));
        if by_resource {
            found.extend(self.add(Place::Resource, Effect::Allow, self.named()));
        }
        let caller = &self.request.caller;
        let detach = |policy: PolicyId| Change::Detach {
            policy,
            place: place.clone(),
        };
        match place {
            Place::Boundary => found.extend(caller.boundary.map(|policy| vec![detach(policy)])),
            Place::Session => {
                let passed = caller.session.iter().flatten();
                let all: Vec<Change> = passed.map(|policy| detach(*policy)).collect();
                found.extend((!all.is_empty()).then_some(all));
            }
            _ => {}
        }
        found.extend(self.moves_for(place));
        found
    }

    /// Narrows or removes a statement, or takes its policy away.
    fn weaken(self, policy: PolicyId, statement: u32, place: &Place) -> Vec<Vec<Change>> {
        let (Some(stored), Some(written)) =
            (self.world.policy(policy), self.statement(policy, statement))
        else {
            return Vec::new();
        };
        let mut found = Vec::new();
        let is_aws_managed = stored.kind == PolicyKind::Scp && stored.name == "FullAWSAccess";
        if self.can_change(place) && !is_aws_managed {
            let narrowings = narrowings(self.request, written);
            found.extend(narrowings.into_iter().map(|narrowing| Change::Narrow {
                policy,
                statement,
                place: place.clone(),
                narrowing,
            }));
            // A policy without a statement is none; the whole of it has to go then.
            let says_something = |other: &&Statement| {
                !std::ptr::eq(*other, written) && !other.action.values().is_empty()
            };
            if stored
                .policy
                .statements
                .iter()
                .any(|it| says_something(&it))
            {
                found.push(Change::RemoveStatement {
                    policy,
                    statement,
                    place: place.clone(),
                });
            }
        }
        if self.can_detach(place) {
            found.push(Change::Detach {
                policy,
                place: place.clone(),
            });
        }
        found.into_iter().map(|change| vec![change]).collect()
    }

    /// Whether the account's owner may change policies there (R3.12).
    fn can_change(self, place: &Place) -> bool {
        match (place, &self.request.caller.principal) {
            (Place::Identity { .. }, Principal::RoleSession { origin, role, .. }) => {
                *origin == RoleOrigin::Customer
                    && !role.resource().starts_with("role/aws-reserved/")
            }
            (Place::Resource, _) => !service_rules::is_service_linked_role(self.request),
            _ => true,
        }
    }

    /// The last SCP of a node stays (R4.2), as do trust, key and endpoint policies.
    fn can_detach(self, place: &Place) -> bool {
        let kind = self.request.resource.policy.map(|policy| policy.kind);
        match place {
            Place::Scp(node) => self.scps(*node) > 1,
            Place::Resource => kind == Some(ResourcePolicyKind::Resource),
            Place::Endpoint => false,
            Place::Identity { .. } => self.can_change(place),
            Place::Boundary | Place::Session | Place::Rcp(_) => true,
        }
    }

    fn scps(self, node: NodeId) -> usize {
        let organization = self.world.organization();
        let node = organization.and_then(|organization| organization.node(node));
        node.map_or(0, |node| node.scps.len())
    }

    /// One more statement, where there can be one.
    fn add(self, place: Place, effect: Effect, named: Named) -> Option<Vec<Change>> {
        let request = self.request;
        let possible = match &place {
            Place::Identity { .. } => matches!(
                request.caller.principal,
                Principal::IamUser { .. }
                    | Principal::RoleSession { .. }
                    | Principal::FederatedUser { .. }
            ),
            Place::Resource => {
                request.resource.policy.is_some() || request.resource.name.parts().is_some()
            }
            Place::Boundary => request.caller.boundary.is_some(),
            Place::Session => matches!(
                request.caller.principal,
                Principal::RoleSession { .. } | Principal::FederatedUser { .. }
            ),
            Place::Endpoint => request.endpoint.is_some(),
            Place::Scp(node) => self.scps(*node) < MOST_SCPS,
            Place::Rcp(_) => effect == Effect::Deny,
        };
        (possible && self.can_change(&place)).then(|| {
            vec![Change::Add {
                place,
                effect,
                named,
            }]
        })
    }

    /// How a grant by the resource has to name the caller: where boundary or session policies are
    /// silent, naming the role leaves them so (R3.4.8).
    fn named(self) -> Named {
        let is_silent = |layer| {
            let mut gates = self.trace.gates().iter();
            let id = GateId::Layer(layer);
            gates.any(|gate| gate.id == id && gate.state == GateState::NothingAllows)
        };
        match self.request.caller.principal {
            Principal::RoleSession { .. }
                if [Layer::Boundary, Layer::Session].into_iter().any(is_silent) =>
            {
                Named::Session
            }
            _ => Named::Identity,
        }
    }

    /// Other parents for the account whose organization policies act here, one for each set of
    /// policies that would act on it there.
    fn moves_for(self, place: &Place) -> Vec<Vec<Change>> {
        let account = match place {
            Place::Scp(_) => self.request.caller.principal.account(),
            Place::Rcp(_) => self.request.resource.account,
            _ => None,
        };
        let list = |node: &Node| match place {
            Place::Rcp(_) => node.rcps.clone(),
            _ => node.scps.clone(),
        };
        let (Some(organization), Some(account)) = (self.world.organization(), account) else {
            return Vec::new();
        };
        let Some(parent) = organization
            .account(account)
            .filter(|_| organization.management_account() != account)
            .and_then(|node| organization.parent(node))
        else {
            return Vec::new();
        };
        let above = |id: NodeId| -> Vec<Vec<PolicyId>> {
            let nodes = organization
                .upward(id)
                .filter_map(|id| organization.node(id));
            nodes.map(list).collect()
        };
        let mut seen = vec![above(parent)];
        let mut moves = Vec::new();
        for to in organization.ids() {
            let is_account = organization
                .node(to)
                .is_none_or(|node| matches!(node.kind, NodeKind::Account(_)));
            if is_account || moves.len() == MOST_MOVES {
                continue;
            }
            let policies = above(to);
            if !seen.contains(&policies) {
                seen.push(policies);
                moves.push(vec![Change::MoveAccount { account, to }]);
            }
        }
        moves
    }
}

/// The ways in which a statement could leave this request alone.
fn narrowings(request: &Request, statement: &Statement) -> Vec<Narrowing> {
    let mut found = Vec::new();
    match statement.action.sense() {
        Sense::AllButListed => found.push(Narrowing::ExceptAction),
        Sense::Listed => {
            let fits = |value: &crate::action::ActionPattern| value.fits(&request.action);
            found.extend(some_of(&statement.action, fits).map(Narrowing::WithoutActions));
        }
    }
    match statement.resource.sense() {
        Sense::AllButListed if request.resource.name.is_any() => {}
        Sense::AllButListed => found.push(Narrowing::ExceptResource),
        Sense::Listed => {
            let fits = |value: &ResourcePattern| {
                let service = request.action.service();
                let fit = value.fits(&request.resource.name, service, &request.context);
                matches!(
                    fit,
                    ResourceFit::RunPastColon | ResourceFit::ByParts(Fit::Known(true))
                )
            };
            found.extend(some_of(&statement.resource, fits).map(Narrowing::WithoutResources));
        }
    }
    let tests = statement.condition.iter().flat_map(|it| &it.tests);
    for test in tests.filter(|_| statement.effect == Effect::Deny) {
        let is_listed = test.operator.is_some_and(|operator| {
            operator.polarity == Polarity::Negated
                && operator.set.is_none()
                && !matches!(
                    operator.comparison,
                    Comparison::Numeric(_) | Comparison::Date(_)
                )
        });
        if let (true, Lookup::Single(value)) = (is_listed, request.context.lookup(&test.key)) {
            found.push(Narrowing::ExceptValue {
                test: test.position,
                value: value.text().into(),
            });
        }
    }
    found
}

/// The positions of the values that fit, where others are left.
fn some_of<T>(element: &Element<T>, fits: impl Fn(&T) -> bool) -> Option<Vec<u32>> {
    let fitting = |entry: &Entry<T>| entry.value.as_ref().is_some_and(&fits);
    let values = element.values().iter().zip(0..);
    let positions: Vec<u32> = values
        .filter(|(entry, _)| fitting(entry))
        .map(|(_, at)| at)
        .collect();
    let some = !positions.is_empty() && positions.len() < element.values().len();
    some.then_some(positions)
}
