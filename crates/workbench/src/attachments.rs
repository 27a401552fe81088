//! Which policies are attached to what, seen from either end.
//!
//! Not responsible for attaching: `scenario::edit` knows what AWS permits.

use crate::item::Item;
use iam::PolicyKind;
use scenario::edit::Target;
use scenario::{NodeKind, PolicyRef, Scenario};
use std::collections::BTreeMap;

/// Everything a policy is attached to, from the root down.
pub fn of_policy(scenario: &Scenario, policy: PolicyRef) -> Vec<Item> {
    let mut items = Vec::new();
    each(scenario, |attached, item| {
        if attached == policy {
            items.push(item());
        }
    });
    items
}

/// What each policy is attached to, from the root down.
pub fn of_all(scenario: &Scenario) -> BTreeMap<PolicyRef, Vec<Item>> {
    let mut places: BTreeMap<PolicyRef, Vec<Item>> = BTreeMap::new();
    each(scenario, |policy, item| {
        places.entry(policy).or_default().push(item())
    });
    places
}

/// Visits every attachment; items are made only where they are wanted.
fn each(scenario: &Scenario, mut visit: impl FnMut(PolicyRef, &dyn Fn() -> Item)) {
    let mut all = |policies: &mut dyn Iterator<Item = &PolicyRef>, item: &dyn Fn() -> Item| {
        policies.for_each(|policy| visit(*policy, item));
    };
    if let Some(tree) = &scenario.organization {
        for (id, _, node) in tree.walk() {
            all(&mut node.scps.iter().chain(&node.rcps), &|| Item::Node(id));
        }
    }
    for (id, account) in &scenario.accounts {
        for user in &account.users {
            let policies = &mut user.policies.iter().chain(&user.boundary);
            all(policies, &|| Item::User(*id, user.name.clone()));
        }
        for group in &account.groups {
            all(&mut group.policies.iter(), &|| {
                Item::Group(*id, group.name.clone())
            });
        }
        for role in &account.roles {
            let policies = &mut role
                .policies
                .iter()
                .chain(&role.boundary)
                .chain(&role.trust);
            all(policies, &|| Item::Role(*id, role.name.clone()));
        }
        for resource in &account.resources {
            all(&mut resource.policy.iter(), &|| {
                Item::Resource(*id, resource.arn.clone())
            });
        }
    }
    for endpoint in &scenario.endpoints {
        all(&mut endpoint.policy.iter(), &|| {
            Item::Endpoint(endpoint.account, endpoint.id.clone())
        });
    }
}

/// The policies attached to an item, in the order they were attached.
pub fn to_item(scenario: &Scenario, item: &Item) -> Vec<PolicyRef> {
    let account = |id: &iam::AccountId| scenario.account(*id);
    let attached = match item {
        Item::Node(node) => scenario.organization.as_ref().and_then(|tree| {
            let node = tree.node(*node)?;
            Some(node.scps.iter().chain(&node.rcps).copied().collect())
        }),
        Item::Account(_) => None,
        Item::User(id, name) => account(id).and_then(|held| {
            let user = held.user(name)?;
            Some(
                user.policies
                    .iter()
                    .chain(&user.boundary)
                    .copied()
                    .collect(),
            )
        }),
        Item::Group(id, name) => {
            account(id).and_then(|held| Some(held.group(name)?.policies.clone()))
        }
        Item::Role(id, name) => account(id).and_then(|held| {
            let role = held.role(name)?;
            Some(
                role.policies
                    .iter()
                    .chain(&role.boundary)
                    .chain(&role.trust)
                    .copied()
                    .collect(),
            )
        }),
        Item::Resource(id, arn) => {
            account(id).and_then(|held| Some(held.resource(arn)?.policy.into_iter().collect()))
        }
        Item::Endpoint(_, id) => scenario
            .endpoint(id)
            .map(|endpoint| endpoint.policy.into_iter().collect()),
    };
    attached.unwrap_or_default()
}

/// The kinds of policies that can be attached to an item, the most usual first.
pub fn kinds(item: &Item) -> Vec<PolicyKind> {
    let target = Target::from(item);
    let mut kinds: Vec<PolicyKind> = PolicyKind::ALL
        .into_iter()
        .filter(|kind| scenario::edit::takes(&target, *kind))
        .collect();
    kinds.sort_by_key(|kind| *kind != PolicyKind::Scp && *kind != PolicyKind::Managed);
    kinds
}

/// The kind and name of an item, such as "OU HR and legal".
pub fn label(scenario: &Scenario, item: &Item) -> String {
    let root = |node: &scenario::NodeRef| {
        let tree = scenario.organization.as_ref();
        tree.and_then(|tree| tree.node(*node))
            .is_some_and(|node| matches!(node.kind, NodeKind::Root { .. }))
    };
    match item {
        Item::Node(node) if root(node) => "the root".into(),
        other => format!("{} {}", other.kind_word(scenario), other.name(scenario)),
    }
}
