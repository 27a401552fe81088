//! The tree of root, OUs and accounts (R4.4).

use super::refusal::{self, Refusal};
use crate::account::Account;
use crate::document::Scenario;
use crate::organization::{Node, NodeKind, NodeRef, OrganizationTree};
use crate::policy::Switch;
use crate::{caps, names};
use iam::AccountId;

/// Levels of OUs under the root (R4.4.8).
const OU_LEVELS: u32 = 5;

/// Whether a node may be hung under another parent.
pub fn can_move(scenario: &Scenario, node: NodeRef, parent: NodeRef) -> Result<(), Refusal> {
    let tree = tree(scenario)?;
    let moved = self::node(tree, node)?;
    container(tree, parent)?;
    match &moved.kind {
        NodeKind::Root { .. } => return refusal::root_moves(),
        NodeKind::Ou { name, .. } => {
            if tree.is_within(parent, node) {
                return refusal::into_itself(name);
            }
            if moved.parent() != Some(parent) {
                free_ou_name(tree, parent, name, Some(node))?;
            }
            if OU_LEVELS < level(tree, parent) + height(tree, node) {
                return refusal::too_deep(OU_LEVELS);
            }
        }
        NodeKind::Account(_) => {}
    }
    Ok(())
}

/// Hangs an OU or account under the root or another OU.
pub fn move_node(scenario: &mut Scenario, node: NodeRef, parent: NodeRef) -> Result<(), Refusal> {
    can_move(scenario, node, parent)?;
    tree_mut(scenario)?.set_parent(node, parent);
    Ok(())
}

/// Makes an OU, with `FullAWSAccess` attached.
pub fn add_ou(scenario: &mut Scenario, parent: NodeRef, name: &str) -> Result<NodeRef, Refusal> {
    let tree = tree_mut(scenario)?;
    container(tree, parent)?;
    refusal::name(names::ou(name), "OU", name)?;
    free_ou_name(tree, parent, name, None)?;
    if OU_LEVELS <= level(tree, parent) {
        return refusal::too_deep(OU_LEVELS);
    }
    let ous = tree
        .iter()
        .filter(|(_, node)| matches!(node.kind, NodeKind::Ou { .. }));
    if caps::OUS <= ous.count() {
        return refusal::too_many("OUs", caps::OUS);
    }
    let kind = NodeKind::Ou {
        id: free_ou_id(tree),
        name: name.into(),
    };
    Ok(tree.add(parent, kind))
}

/// Makes a member account, with `FullAWSAccess` attached.
pub fn add_account(
    scenario: &mut Scenario,
    parent: NodeRef,
    id: AccountId,
    name: &str,
) -> Result<NodeRef, Refusal> {
    container(tree(scenario)?, parent)?;
    new_account(scenario, id, name)?;
    let node = tree_mut(scenario)?.add(parent, NodeKind::Account(id));
    scenario.accounts.insert(id, Account::new(name));
    Ok(node)
}

/// Whether an account of this id and name may be made.
pub(super) fn new_account(scenario: &Scenario, id: AccountId, name: &str) -> Result<(), Refusal> {
    refusal::name(names::account(name), "account", name)?;
    let mut trees = scenario.organization.iter();
    if scenario.account(id).is_some() || trees.any(|tree| tree.account(id).is_some()) {
        return refusal::account_taken(id);
    }
    match scenario.accounts.len() < caps::ACCOUNTS {
        true => Ok(()),
        false => refusal::too_many("accounts", caps::ACCOUNTS),
    }
}

/// Gives an OU another name.
pub fn rename_ou(scenario: &mut Scenario, ou: NodeRef, name: &str) -> Result<(), Refusal> {
    let tree = tree_mut(scenario)?;
    let parent = self::node(tree, ou)?.parent();
    refusal::name(names::ou(name), "OU", name)?;
    if let Some(parent) = parent {
        free_ou_name(tree, parent, name, Some(ou))?;
    }
    match tree.node_mut(ou).map(|node| &mut node.kind) {
        Some(NodeKind::Ou { name: held, .. }) => {
            *held = name.into();
            Ok(())
        }
        Some(NodeKind::Root { .. } | NodeKind::Account(_)) | None => refusal::gone("OU"),
    }
}

/// Gives an account another name.
pub fn rename_account(
    scenario: &mut Scenario,
    account: AccountId,
    name: &str,
) -> Result<(), Refusal> {
    refusal::name(names::account(name), "account", name)?;
    match scenario.accounts.get_mut(&account) {
        Some(held) => {
            held.name = name.into();
            Ok(())
        }
        None => refusal::gone("account"),
    }
}

/// Deletes an empty OU.
pub fn delete_ou(scenario: &mut Scenario, ou: NodeRef) -> Result<(), Refusal> {
    let tree = tree_mut(scenario)?;
    let node = self::node(tree, ou)?;
    match &node.kind {
        NodeKind::Ou { .. } if node.children().is_empty() => {
            tree.remove(ou);
            Ok(())
        }
        NodeKind::Ou { name, .. } => refusal::ou_not_empty(name),
        NodeKind::Root { .. } => refusal::root_stays(),
        NodeKind::Account(_) => refusal::gone("OU"),
    }
}

/// Takes an account with everything in it out of the organization and the scenario.
pub fn remove_account(scenario: &mut Scenario, account: AccountId) -> Result<(), Refusal> {
    if let Some(tree) = &mut scenario.organization {
        if tree.management_account == account {
            return refusal::management_account();
        }
        if let Some(node) = tree.account(account) {
            tree.remove(node);
        }
    }
    scenario
        .endpoints
        .retain(|endpoint| endpoint.account != account);
    match scenario.accounts.remove(&account) {
        Some(_) => Ok(()),
        None => refusal::gone("account"),
    }
}

/// Sets a node aside for a trial, or lets it take part again.
pub fn switch_node(scenario: &mut Scenario, node: NodeRef, to: Switch) -> Result<(), Refusal> {
    match tree_mut(scenario)?.node_mut(node) {
        Some(node) => {
            node.switch = to;
            Ok(())
        }
        None => refusal::gone("part of the organization"),
    }
}

pub(super) fn tree(scenario: &Scenario) -> Result<&OrganizationTree, Refusal> {
    match &scenario.organization {
        Some(tree) => Ok(tree),
        None => refusal::gone("organization"),
    }
}

pub(super) fn tree_mut(scenario: &mut Scenario) -> Result<&mut OrganizationTree, Refusal> {
    match &mut scenario.organization {
        Some(tree) => Ok(tree),
        None => refusal::gone("organization"),
    }
}

pub(super) fn node(tree: &OrganizationTree, node: NodeRef) -> Result<&Node, Refusal> {
    match tree.node(node) {
        Some(node) => Ok(node),
        None => refusal::gone("part of the organization"),
    }
}

pub(super) fn container(tree: &OrganizationTree, parent: NodeRef) -> Result<(), Refusal> {
    match node(tree, parent)?.kind {
        NodeKind::Root { .. } | NodeKind::Ou { .. } => Ok(()),
        NodeKind::Account(_) => refusal::under_account(),
    }
}

/// OUs side by side have different names. AWS says nothing of case, so it counts.
fn free_ou_name(
    tree: &OrganizationTree,
    parent: NodeRef,
    name: &str,
    but: Option<NodeRef>,
) -> Result<(), Refusal> {
    let siblings = node(tree, parent)?.children().iter();
    let mut others = siblings.filter(|child| Some(**child) != but);
    let is_taken = others.any(|child| match tree.node(*child).map(|node| &node.kind) {
        Some(NodeKind::Ou { name: held, .. }) => held == name,
        Some(NodeKind::Root { .. } | NodeKind::Account(_)) | None => false,
    });
    match is_taken {
        true => refusal::ou_taken(name),
        false => Ok(()),
    }
}

fn free_ou_id(tree: &OrganizationTree) -> String {
    let root = match tree.node(NodeRef::ROOT).map(|root| &root.kind) {
        Some(NodeKind::Root { id }) => id.trim_start_matches("r-"),
        Some(NodeKind::Ou { .. } | NodeKind::Account(_)) | None => "root",
    };
    let is_taken = |wanted: &str| {
        tree.iter().any(|(_, node)| match &node.kind {
            NodeKind::Ou { id, .. } => id == wanted,
            NodeKind::Root { .. } | NodeKind::Account(_) => false,
        })
    };
    let mut number = tree.iter().count();
    loop {
        let id = format!("ou-{root}-{number:08}");
        if !is_taken(&id) {
            return id;
        }
        number += 1;
    }
}

/// How far below the root a node stands.
fn level(tree: &OrganizationTree, node: NodeRef) -> u32 {
    tree.upward(node).skip(1).map(|_| 1).sum()
}

/// How many OUs stand in each other from a node down, itself included.
fn height(tree: &OrganizationTree, node: NodeRef) -> u32 {
    let (mut waiting, mut most) = (vec![(node, 0)], 0);
    while let Some((id, above)) = waiting.pop() {
        let Some(held) = tree.node(id) else { continue };
        if let NodeKind::Ou { .. } = held.kind {
            most = most.max(above + 1);
            waiting.extend(held.children().iter().map(|child| (*child, above + 1)));
        }
    }
    most
}
