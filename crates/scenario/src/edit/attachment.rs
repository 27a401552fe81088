//! Attaching policies to nodes, users, groups, roles and resources.

use super::organization::{node, tree, tree_mut};
use super::refusal::{self, Refusal};
use crate::account::Account;
use crate::document::Scenario;
use crate::organization::{NodeKind, NodeRef};
use crate::policy::{PolicyDocument, PolicyRef, Seat};
use crate::request::CallerSpec;
use iam::{AccountId, Arn, PolicyKind};

/// Service control policies on one node (R4.4.4).
pub const SCPS: usize = 10;
/// Resource control policies on one node, beside `RCPFullAWSAccess` (R4.4.5).
pub const RCPS: usize = 4;
/// Managed policies of a user or group by default (R5.2.1).
const MANAGED: usize = 10;
/// Managed policies of a role by default (R5.2.1).
const MANAGED_OF_ROLE: usize = 20;

/// Inline policies of a user, group or role. AWS limits their sizes instead (R5.1.2).
const INLINE: usize = 50;

/// What policies are attached to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// The root, an OU, or an account in the organization.
    Node(NodeRef),
    /// An account outside the organization; nothing is attached to it.
    Account(AccountId),
    /// An IAM user.
    User(AccountId, String),
    /// An IAM group.
    Group(AccountId, String),
    /// An IAM role.
    Role(AccountId, String),
    /// A resource, by its ARN.
    Resource(AccountId, String),
    /// A VPC endpoint, by its id.
    Endpoint(AccountId, String),
}

/// Whether a policy may be attached.
pub fn can_attach(scenario: &Scenario, policy: PolicyRef, target: &Target) -> Result<(), Refusal> {
    let document = known(scenario, policy)?;
    exists(scenario, target)?;
    let seat = seat(document, target)?;
    let name = &document.name;
    if attached(scenario, target, seat).contains(&policy) {
        return refusal::attached_already(name);
    }
    let kind = document.kind;
    let most = match (seat, kind) {
        (Seat::Scp | Seat::Rcp, _) | (Seat::Identity, PolicyKind::Managed) => most(kind, target),
        (Seat::Identity, _) => Some(INLINE),
        // Where only one goes, a new one takes the place of the old one.
        _ => None,
    };
    let count = count(scenario, target, seat, kind);
    if let Some(most) = most.filter(|most| *most <= count) {
        return refusal::attached_too_many(kind, most);
    }
    let elsewhere = places(scenario, policy);
    match (document.kind, elsewhere.first()) {
        (PolicyKind::Identity, Some(owner)) => refusal::inline_elsewhere(name, owner),
        _ => Ok(()),
    }
}

/// How many policies of a kind are attached to a target, and how many AWS lets be attached. `None`
/// where AWS counts none.
pub fn quota(scenario: &Scenario, kind: PolicyKind, target: &Target) -> Option<(usize, usize)> {
    let seat = match kind {
        PolicyKind::Scp => Seat::Scp,
        PolicyKind::Rcp => Seat::Rcp,
        _ => Seat::Identity,
    };
    let most = most(kind, target)?;
    Some((count(scenario, target, seat, kind), most))
}

const fn most(kind: PolicyKind, target: &Target) -> Option<usize> {
    match (kind, target) {
        (PolicyKind::Scp, Target::Node(_)) => Some(SCPS),
        (PolicyKind::Rcp, Target::Node(_)) => Some(RCPS),
        (PolicyKind::Managed, Target::Role(..)) => Some(MANAGED_OF_ROLE),
        (PolicyKind::Managed, Target::User(..) | Target::Group(..)) => Some(MANAGED),
        _ => None,
    }
}

fn count(scenario: &Scenario, target: &Target, seat: Seat, kind: PolicyKind) -> usize {
    let held = attached(scenario, target, seat).iter();
    let of_kind = held.filter(|held| {
        let held = scenario.policies.get(**held);
        held.is_some_and(|held| held.kind == kind)
    });
    of_kind.count()
}

/// Attaches a policy. Where only one goes, it takes the place of the present one.
pub fn attach(scenario: &mut Scenario, policy: PolicyRef, target: &Target) -> Result<(), Refusal> {
    can_attach(scenario, policy, target)?;
    let seat = seat(known(scenario, policy)?, target)?;
    change(scenario, target, seat, Change::Attach(policy))
}

/// Detaches a policy.
pub fn detach(scenario: &mut Scenario, policy: PolicyRef, target: &Target) -> Result<(), Refusal> {
    let seat = seat_of(scenario, policy, target)?;
    detach_from(scenario, policy, target, seat)
}

/// Whether a policy may be detached.
pub fn can_detach(scenario: &Scenario, policy: PolicyRef, target: &Target) -> Result<(), Refusal> {
    let seat = seat_of(scenario, policy, target)?;
    can_detach_from(scenario, policy, target, seat)
}

/// Detaches a policy from one of the ways in which it is attached.
pub fn detach_from(
    scenario: &mut Scenario,
    policy: PolicyRef,
    target: &Target,
    seat: Seat,
) -> Result<(), Refusal> {
    can_detach_from(scenario, policy, target, seat)?;
    change(scenario, target, seat, Change::Detach(policy))
}

fn can_detach_from(
    scenario: &Scenario,
    policy: PolicyRef,
    target: &Target,
    seat: Seat,
) -> Result<(), Refusal> {
    let name = &known(scenario, policy)?.name;
    exists(scenario, target)?;
    let held = attached(scenario, target, seat);
    if !held.contains(&policy) {
        return refusal::not_attached(name);
    }
    match seat == Seat::Scp && held == [policy] {
        true => refusal::last_scp(name),
        false => Ok(()),
    }
}

/// The first way in which a policy is attached to a target.
fn seat_of(scenario: &Scenario, policy: PolicyRef, target: &Target) -> Result<Seat, Refusal> {
    let name = &known(scenario, policy)?.name;
    exists(scenario, target)?;
    // A managed policy may stand in a seat that new ones don't go to.
    let seats = [
        Seat::Scp,
        Seat::Rcp,
        Seat::Identity,
        Seat::Boundary,
        Seat::Trust,
        Seat::Resource,
        Seat::Endpoint,
    ];
    let holds = |seat: &Seat| attached(scenario, target, *seat).contains(&policy);
    match seats.into_iter().find(holds) {
        Some(seat) => Ok(seat),
        None => refusal::not_attached(name),
    }
}

/// Takes a policy off everything, sessions of requests included.
pub(super) fn detach_everywhere(scenario: &mut Scenario, policy: PolicyRef) {
    for account in scenario.accounts.values_mut() {
        for user in &mut account.users {
            user.policies.retain(|held| *held != policy);
            user.boundary.take_if(|held| *held == policy);
        }
        for group in &mut account.groups {
            group.policies.retain(|held| *held != policy);
        }
        for role in &mut account.roles {
            role.policies.retain(|held| *held != policy);
            role.boundary.take_if(|held| *held == policy);
            role.trust.take_if(|held| *held == policy);
        }
        for resource in &mut account.resources {
            resource.policy.take_if(|held| *held == policy);
        }
    }
    for endpoint in &mut scenario.endpoints {
        endpoint.policy.take_if(|held| *held == policy);
    }
    let saved = scenario.saved.iter_mut().map(|saved| &mut saved.request);
    for request in saved.chain([&mut scenario.request]) {
        request.caller.each_mut(|caller| {
            if let CallerSpec::RootTask { task, .. } = caller {
                task.take_if(|held| *held == policy);
            }
            if let Some(session) = caller.session_mut() {
                session.policies.retain(|held| *held != policy);
            }
        });
    }
}

/// Everything a policy is attached to, in words.
pub(super) fn places(scenario: &Scenario, policy: PolicyRef) -> Vec<String> {
    let mut places = Vec::new();
    for (_, _, node) in scenario.organization.iter().flat_map(|tree| tree.walk()) {
        if node.scps.contains(&policy) || node.rcps.contains(&policy) {
            places.push(match &node.kind {
                NodeKind::Root { .. } => "the root".into(),
                NodeKind::Ou { name, .. } => format!("OU `{name}`"),
                NodeKind::Account(account) => format!("account {account}"),
            });
        }
    }
    for account in scenario.accounts.values() {
        for user in &account.users {
            if user.policies.contains(&policy) || user.boundary == Some(policy) {
                places.push(format!("user `{}`", user.name));
            }
        }
        for group in &account.groups {
            if group.policies.contains(&policy) {
                places.push(format!("group `{}`", group.name));
            }
        }
        for role in &account.roles {
            let single = [role.boundary, role.trust].contains(&Some(policy));
            if role.policies.contains(&policy) || single {
                places.push(format!("role `{}`", role.name));
            }
        }
        for resource in &account.resources {
            if resource.policy == Some(policy) {
                places.push(format!("resource `{}`", resource.arn));
            }
        }
    }
    for endpoint in &scenario.endpoints {
        if endpoint.policy == Some(policy) {
            places.push(format!("VPC endpoint `{}`", endpoint.id));
        }
    }
    places
}

pub(super) fn known(scenario: &Scenario, policy: PolicyRef) -> Result<&PolicyDocument, Refusal> {
    match scenario.policies.get(policy) {
        Some(document) => Ok(document),
        None => refusal::gone("policy"),
    }
}

/// Whether policies of a kind go on the target at all.
pub fn takes(target: &Target, kind: PolicyKind) -> bool {
    let is_key = matches!(target, Target::Resource(_, arn) if is_kms_key(arn));
    let fits = match kind {
        PolicyKind::KmsKey => is_key,
        PolicyKind::Resource => !is_key,
        _ => true,
    };
    fits && seats(target).iter().any(|seat| seat.takes(kind))
}

/// Where on the target a policy of this kind goes.
fn seat(document: &PolicyDocument, target: &Target) -> Result<Seat, Refusal> {
    let kind = document.kind;
    let found = seats(target).iter().find(|seat| seat.takes(kind));
    match (found, target) {
        (Some(Seat::Resource), Target::Resource(_, arn)) if is_kms_key(arn) => match kind {
            PolicyKind::KmsKey => Ok(Seat::Resource),
            _ => refusal::wrong_place(&document.name, kind, "a KMS key"),
        },
        (Some(Seat::Resource), _) if kind == PolicyKind::KmsKey => {
            refusal::wrong_place(&document.name, kind, "this resource")
        }
        (Some(seat), _) => Ok(*seat),
        (None, _) => refusal::wrong_place(&document.name, kind, place(target)),
    }
}

/// What the target has places for.
fn seats(target: &Target) -> &'static [Seat] {
    match target {
        Target::Node(_) => &[Seat::Scp, Seat::Rcp],
        Target::Account(_) => &[],
        Target::User(..) => &[Seat::Identity, Seat::Boundary],
        Target::Group(..) => &[Seat::Identity],
        Target::Role(..) => &[Seat::Identity, Seat::Boundary, Seat::Trust],
        Target::Resource(..) => &[Seat::Resource],
        Target::Endpoint(..) => &[Seat::Endpoint],
    }
}

fn is_kms_key(arn: &str) -> bool {
    let arn = Arn::parse(arn);
    arn.is_some_and(|arn| arn.service() == "kms" && arn.resource().starts_with("key/"))
}

fn place(target: &Target) -> &'static str {
    match target {
        Target::Node(_) => "the root, an OU or an account",
        Target::Account(_) => "an account outside the organization",
        Target::User(..) => "a user",
        Target::Group(..) => "a group",
        Target::Role(..) => "a role",
        Target::Resource(..) => "a resource",
        Target::Endpoint(..) => "a VPC endpoint",
    }
}

fn exists(scenario: &Scenario, target: &Target) -> Result<(), Refusal> {
    let held = |id: &AccountId| scenario.account(*id);
    let (exists, what) = match target {
        Target::Node(place) => return node(tree(scenario)?, *place).map(|_| ()),
        Target::Account(id) => (held(id).is_some(), "account"),
        Target::User(id, name) => (held(id).and_then(|a| a.user(name)).is_some(), "user"),
        Target::Group(id, name) => (held(id).and_then(|a| a.group(name)).is_some(), "group"),
        Target::Role(id, name) => (held(id).and_then(|a| a.role(name)).is_some(), "role"),
        Target::Resource(id, arn) => (held(id).and_then(|a| a.resource(arn)).is_some(), "resource"),
        Target::Endpoint(_, id) => (scenario.endpoint(id).is_some(), "VPC endpoint"),
    };
    match exists {
        true => Ok(()),
        false => refusal::gone(what),
    }
}

/// The policies in a seat.
fn attached<'a>(scenario: &'a Scenario, target: &Target, seat: Seat) -> &'a [PolicyRef] {
    let held = |id: &AccountId| scenario.account(*id);
    let found = match (target, seat) {
        (Target::Node(place), Seat::Scp | Seat::Rcp) => {
            let node = scenario
                .organization
                .as_ref()
                .and_then(|tree| tree.node(*place));
            node.map(|node| match seat {
                Seat::Scp => node.scps.as_slice(),
                _ => node.rcps.as_slice(),
            })
        }
        (Target::User(id, name), _) => {
            held(id)
                .and_then(|held| held.user(name))
                .map(|user| match seat {
                    Seat::Identity => user.policies.as_slice(),
                    Seat::Boundary => user.boundary.as_slice(),
                    _ => &[],
                })
        }
        (Target::Group(id, name), Seat::Identity) => {
            let group = held(id).and_then(|held| held.group(name));
            group.map(|group| group.policies.as_slice())
        }
        (Target::Role(id, name), _) => {
            held(id)
                .and_then(|held| held.role(name))
                .map(|role| match seat {
                    Seat::Identity => role.policies.as_slice(),
                    Seat::Boundary => role.boundary.as_slice(),
                    Seat::Trust => role.trust.as_slice(),
                    _ => &[],
                })
        }
        (Target::Resource(id, arn), Seat::Resource) => {
            let resource = held(id).and_then(|held| held.resource(arn));
            resource.map(|resource| resource.policy.as_slice())
        }
        (Target::Endpoint(_, id), Seat::Endpoint) => scenario
            .endpoint(id)
            .map(|endpoint| endpoint.policy.as_slice()),
        _ => None,
    };
    found.unwrap_or_default()
}

#[derive(Clone, Copy)]
enum Change {
    Attach(PolicyRef),
    Detach(PolicyRef),
}

impl Change {
    fn of_several(self, held: &mut Vec<PolicyRef>) {
        match self {
            Change::Attach(policy) => held.push(policy),
            Change::Detach(policy) => held.retain(|held| *held != policy),
        }
    }

    fn of_one(self, held: &mut Option<PolicyRef>) {
        *held = match self {
            Change::Attach(policy) => Some(policy),
            Change::Detach(_) => None,
        };
    }
}

fn change(
    scenario: &mut Scenario,
    target: &Target,
    seat: Seat,
    change: Change,
) -> Result<(), Refusal> {
    let account = match target {
        Target::Node(place) => {
            let Some(node) = tree_mut(scenario)?.node_mut(*place) else {
                return refusal::gone("part of the organization");
            };
            match seat {
                Seat::Rcp => change.of_several(&mut node.rcps),
                _ => change.of_several(&mut node.scps),
            }
            return Ok(());
        }
        Target::Endpoint(_, id) => {
            let mut endpoints = scenario.endpoints.iter_mut();
            let Some(endpoint) = endpoints.find(|endpoint| endpoint.id == *id) else {
                return refusal::gone("VPC endpoint");
            };
            change.of_one(&mut endpoint.policy);
            return Ok(());
        }
        Target::Account(id)
        | Target::User(id, _)
        | Target::Group(id, _)
        | Target::Role(id, _)
        | Target::Resource(id, _) => scenario.accounts.get_mut(id),
    };
    match account.and_then(|account| change_in(account, target, seat, change)) {
        Some(()) => Ok(()),
        None => refusal::gone("place"),
    }
}

/// `None` where the account has no such thing.
fn change_in(account: &mut Account, target: &Target, seat: Seat, change: Change) -> Option<()> {
    match (target, seat) {
        (Target::User(_, name), Seat::Boundary) => {
            change.of_one(&mut account.user_mut(name)?.boundary);
        }
        (Target::User(_, name), _) => change.of_several(&mut account.user_mut(name)?.policies),
        (Target::Group(_, name), _) => change.of_several(&mut account.group_mut(name)?.policies),
        (Target::Role(_, name), Seat::Boundary) => {
            change.of_one(&mut account.role_mut(name)?.boundary);
        }
        (Target::Role(_, name), Seat::Trust) => change.of_one(&mut account.role_mut(name)?.trust),
        (Target::Role(_, name), _) => change.of_several(&mut account.role_mut(name)?.policies),
        (Target::Resource(_, arn), _) => change.of_one(&mut account.resource_mut(arn)?.policy),
        (Target::Node(_) | Target::Account(_) | Target::Endpoint(..), _) => return None,
    }
    Some(())
}
