//! What would turn an answer around in a document: the changes that `iam` finds, as far as the
//! document can take them.

use crate::build::Built;
use crate::document::Scenario;
use crate::policy::PolicyOwner;
use iam::counterfactual::{Change, Counterfactual, Limits, Place, counterfactuals};
use iam::{PolicyId, Request};

/// The smallest changes that turn the answer around and that the document can take, smallest
/// first. AWS's own policies can be detached, and are nobody's to write.
// A door of the split build: what lies behind it waits (ARCHITECTURE.md).
#[inline(never)]
pub fn possible_changes(
    scenario: &Scenario,
    built: &Built,
    request: &Request,
) -> Vec<Counterfactual> {
    let found = counterfactuals(built.world(), request, Limits::default());
    let possible = |found: &Counterfactual| {
        let mut changes = found.changes.iter();
        changes.all(|change| is_possible(scenario, built, request, change))
    };
    found.into_iter().filter(possible).collect()
}

/// Whether the document can take the change: AWS's own policies are not ours to write, and the
/// policy of a KMS key without one is AWS's default, which a new one would replace.
fn is_possible(scenario: &Scenario, built: &Built, request: &Request, change: &Change) -> bool {
    let ours = |policy: &PolicyId| {
        let held = built.policy_ref(*policy);
        held.and_then(|held| scenario.policies.get(held))
            .is_some_and(|held| held.owner == PolicyOwner::Customer)
    };
    match change {
        Change::RemoveStatement { policy, .. } | Change::Narrow { policy, .. } => ours(policy),
        Change::Add {
            place: Place::Resource,
            ..
        } => {
            let resource = &request.resource;
            let is_key = resource.name.as_str().starts_with("arn:")
                && resource.name.as_str().split(':').nth(2) == Some("kms");
            resource.policy.is_some() || (!is_key && resource.account.is_some())
        }
        Change::Add { place, .. } => {
            let growing = place.growing_policy(request);
            growing.as_ref().is_none_or(ours)
        }
        Change::SetKey { .. } | Change::Detach { .. } | Change::MoveAccount { .. } => true,
    }
}
