//! The policy library.

use super::attachment::{detach_everywhere, known, places};
use super::refusal::{self, Refusal};
use crate::document::Scenario;
use crate::policy::{PolicyDocument, PolicyOwner, PolicyRef, Switch};
use crate::{caps, names};
use iam::PolicyKind;
use std::sync::Arc;

/// Adds a policy to the library.
pub fn add_policy(scenario: &mut Scenario, document: PolicyDocument) -> Result<PolicyRef, Refusal> {
    check_name(scenario, document.kind, &document.name, None)?;
    check_length(&document.name, &document.text)?;
    if caps::POLICIES <= scenario.policies.iter().count() {
        return refusal::too_many("policies", caps::POLICIES);
    }
    Ok(scenario.policies.add(document))
}

/// Gives a policy another name.
pub fn rename_policy(
    scenario: &mut Scenario,
    policy: PolicyRef,
    name: &str,
) -> Result<(), Refusal> {
    let kind = changeable(scenario, policy)?.kind;
    check_name(scenario, kind, name, Some(policy))?;
    if let Some(document) = scenario.policies.get_mut(policy) {
        document.name = name.into();
    }
    Ok(())
}

/// Gives a policy another text, whatever is wrong with it.
pub fn edit_policy(
    scenario: &mut Scenario,
    policy: PolicyRef,
    text: impl Into<Arc<str>>,
) -> Result<(), Refusal> {
    let text = text.into();
    check_length(&changeable(scenario, policy)?.name, &text)?;
    if let Some(document) = scenario.policies.get_mut(policy) {
        document.text = text;
    }
    Ok(())
}

/// Takes a policy out of the library. One that AWS keeps by itself has to be detached first; one
/// that is a part of its user, role, resource or session goes out of it.
pub fn delete_policy(scenario: &mut Scenario, policy: PolicyRef) -> Result<(), Refusal> {
    let document = match policy {
        PolicyRef::FULL_AWS_ACCESS => changeable(scenario, policy)?,
        policy => known(scenario, policy)?,
    };
    match document.kind {
        PolicyKind::Managed | PolicyKind::Boundary | PolicyKind::Scp | PolicyKind::Rcp => {
            let places = places(scenario, policy);
            if !places.is_empty() {
                return refusal::still_attached(&document.name, &places);
            }
        }
        PolicyKind::Identity
        | PolicyKind::Session
        | PolicyKind::Resource
        | PolicyKind::RoleTrust
        | PolicyKind::KmsKey
        | PolicyKind::VpcEndpoint => {}
    }
    detach_everywhere(scenario, policy);
    scenario.policies.remove(policy);
    Ok(())
}

/// Sets a policy aside for a trial, or lets it take part again; AWS's own ones too.
pub fn switch_policy(
    scenario: &mut Scenario,
    policy: PolicyRef,
    to: Switch,
) -> Result<(), Refusal> {
    match scenario.policies.switch_mut(policy) {
        Some(switch) => {
            *switch = to;
            Ok(())
        }
        None => refusal::gone("policy"),
    }
}

fn changeable(scenario: &Scenario, policy: PolicyRef) -> Result<&PolicyDocument, Refusal> {
    let document = known(scenario, policy)?;
    match document.owner {
        PolicyOwner::Customer => Ok(document),
        PolicyOwner::Aws => refusal::belongs_to_aws(&document.name),
    }
}

fn check_name(
    scenario: &Scenario,
    kind: PolicyKind,
    name: &str,
    but: Option<PolicyRef>,
) -> Result<(), Refusal> {
    refusal::name(names::policy(kind, name), "policy", name)?;
    match scenario.policies.named(name) {
        Some(held) if Some(held) != but => refusal::taken("policy", name),
        Some(_) | None => Ok(()),
    }
}

fn check_length(name: &str, text: &str) -> Result<(), Refusal> {
    match caps::clip(text, caps::POLICY_TEXT).len() == text.len() {
        true => Ok(()),
        false => refusal::policy_too_long(name, caps::POLICY_TEXT),
    }
}
