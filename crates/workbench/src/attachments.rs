//! Which policies are attached to what, seen from either end.
//!
//! Not responsible for attaching: `scenario::edit` knows what AWS permits.

use crate::item::Item;
use iam::PolicyKind;
use scenario::{NodeKind, PolicyRef, Scenario};

/// A place where a policy is attached.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attachment {
    /// To what.
    pub item: Item,
    /// Its kind and name, such as "OU HR and legal".
    pub label: String,
}

/// Everything a policy is attached to, from the root down.
pub fn of_policy(scenario: &Scenario, policy: PolicyRef) -> Vec<Attachment> {
    let mut items = Vec::new();
    if let Some(tree) = &scenario.organization {
        let nodes = tree.walk().filter(|(_, _, node)| {
            node.scps.contains(&policy) || node.rcps.contains(&policy)
        });
        items.extend(nodes.map(|(id, _, _)| Item::Node(id)));
    }
    for (id, account) in &scenario.accounts {
        let users = account.users.iter().map(|user| Item::User(*id, user.name.clone()));
        let groups = account.groups.iter().map(|group| Item::Group(*id, group.name.clone()));
        let roles = account.roles.iter().map(|role| Item::Role(*id, role.name.clone()));
        let resources =
            account.resources.iter().map(|resource| Item::Resource(*id, resource.arn.clone()));
        let held = users.chain(groups).chain(roles).chain(resources);
        items.extend(held.filter(|item| to_item(scenario, item).contains(&policy)));
    }
    items.into_iter().map(|item| Attachment { label: label(scenario, &item), item }).collect()
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
            Some(user.policies.iter().chain(&user.boundary).copied().collect())
        }),
        Item::Group(id, name) => account(id).and_then(|held| Some(held.group(name)?.policies.clone())),
        Item::Role(id, name) => account(id).and_then(|held| {
            let role = held.role(name)?;
            Some(role.policies.iter().chain(&role.boundary).chain(&role.trust).copied().collect())
        }),
        Item::Resource(id, arn) => {
            account(id).and_then(|held| Some(held.resource(arn)?.policy.into_iter().collect()))
        }
    };
    attached.unwrap_or_default()
}

/// Whether policies of a kind can be attached to an item at all.
pub fn takes(item: &Item, kind: PolicyKind) -> bool {
    match item {
        Item::Node(_) => matches!(kind, PolicyKind::Scp | PolicyKind::Rcp),
        Item::Account(_) => false,
        Item::User(..) => {
            matches!(kind, PolicyKind::Identity | PolicyKind::Managed | PolicyKind::Boundary)
        }
        Item::Group(..) => matches!(kind, PolicyKind::Identity | PolicyKind::Managed),
        Item::Role(..) => matches!(
            kind,
            PolicyKind::Identity | PolicyKind::Managed | PolicyKind::Boundary | PolicyKind::RoleTrust
        ),
        Item::Resource(..) => matches!(kind, PolicyKind::Resource | PolicyKind::KmsKey),
    }
}

/// The kind and name of an item, such as "OU HR and legal".
pub fn label(scenario: &Scenario, item: &Item) -> String {
    let root = |node: &scenario::NodeRef| {
        let tree = scenario.organization.as_ref();
        tree.and_then(|tree| tree.node(*node)).is_some_and(|node| matches!(node.kind, NodeKind::Root { .. }))
    };
    match item {
        Item::Node(node) if root(node) => "the root".into(),
        other => format!("{} {}", other.kind_word(scenario), other.name(scenario)),
    }
}
