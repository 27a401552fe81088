//! Which accounts belong to the organization, and what has an owner that can change.

use super::identity::{account_mut, free_arn};
use super::organization::{container, new_account, tree, tree_mut};
use super::refusal::{self, Refusal};
use crate::account::Account;
use crate::caps;
use crate::document::Scenario;
use crate::organization::{NodeKind, NodeRef, OrganizationTree};
use iam::AccountId;

/// Makes an account that belongs to no organization of the scenario.
pub fn add_account_outside(
    scenario: &mut Scenario,
    id: AccountId,
    name: &str,
) -> Result<(), Refusal> {
    new_account(scenario, id, name)?;
    scenario.accounts.insert(id, Account::new(name));
    Ok(())
}

/// Makes an organization whose management account is the one that creates it.
pub fn create_organization(
    scenario: &mut Scenario,
    account: AccountId,
) -> Result<NodeRef, Refusal> {
    if scenario.account(account).is_none() {
        return refusal::gone("account");
    }
    if scenario.organization.is_some() {
        return refusal::second_organization();
    }
    let tree = OrganizationTree::new("o-exampleorgid", "r-root", account);
    let node = tree.account(account).unwrap_or(NodeRef::ROOT);
    scenario.organization = Some(tree);
    Ok(node)
}

/// Whether an account may come into the organization.
pub fn can_join(scenario: &Scenario, account: AccountId, parent: NodeRef) -> Result<(), Refusal> {
    let tree = tree(scenario)?;
    container(tree, parent)?;
    if scenario.account(account).is_none() {
        return refusal::gone("account");
    }
    match tree.account(account) {
        Some(_) => refusal::member_already(account),
        None => Ok(()),
    }
}

/// Takes an account into the organization, with `FullAWSAccess` attached.
pub fn join(
    scenario: &mut Scenario,
    account: AccountId,
    parent: NodeRef,
) -> Result<NodeRef, Refusal> {
    can_join(scenario, account, parent)?;
    Ok(tree_mut(scenario)?.add(parent, NodeKind::Account(account)))
}

/// Lets an account go on on its own; what is in it stays, its organization policies do not.
pub fn leave(scenario: &mut Scenario, account: AccountId) -> Result<(), Refusal> {
    let tree = tree_mut(scenario)?;
    if tree.management_account == account {
        return refusal::management_account();
    }
    match tree.account(account) {
        Some(node) => {
            tree.remove(node);
            Ok(())
        }
        None => refusal::gone("member account"),
    }
}

/// Whether a resource may belong to another account.
pub fn can_hand_over(
    scenario: &Scenario,
    from: AccountId,
    arn: &str,
    to: AccountId,
) -> Result<(), Refusal> {
    let held = scenario.account(from).and_then(|held| held.resource(arn));
    if held.is_none() {
        return refusal::gone("resource");
    }
    match scenario.account(to) {
        Some(held) if caps::PER_ACCOUNT <= held.resources.len() => {
            return refusal::too_many("resources in the account", caps::PER_ACCOUNT);
        }
        Some(_) => {}
        None => return refusal::gone("account"),
    }
    free_arn(scenario, to, arn, Some(from))
}

/// Gives a resource, with its policy and tags, to another account. AWS has no such call: it stands
/// for making the resource afresh there.
pub fn hand_over(
    scenario: &mut Scenario,
    from: AccountId,
    arn: &str,
    to: AccountId,
) -> Result<(), Refusal> {
    can_hand_over(scenario, from, arn, to)?;
    let held = &mut account_mut(scenario, from)?.resources;
    let Some(place) = held.iter().position(|resource| resource.arn == arn) else {
        return refusal::gone("resource");
    };
    let resource = held.remove(place);
    account_mut(scenario, to)?.resources.push(resource);
    Ok(())
}
