//! The policies in play and the organization they are attached to.

use crate::organization::Organization;
use crate::policy::{Policy, PolicyKind};
use std::sync::Arc;

/// Position of a policy in its world.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PolicyId(u32);

impl PolicyId {
    /// The position as a number, in the order the policies were added.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A policy with the name people know it by.
#[derive(Clone, Debug)]
pub struct StoredPolicy {
    /// The name, for explanations.
    pub name: String,
    /// Which language and which layer it belongs to.
    pub kind: PolicyKind,
    /// The compiled document, shared with whoever parsed it.
    pub policy: Arc<Policy>,
}

/// Everything that stays the same while requests are asked.
#[derive(Clone, Debug, Default)]
pub struct World {
    policies: Vec<StoredPolicy>,
    organization: Option<Organization>,
}

impl World {
    /// A world without policies and without an organization.
    pub fn new() -> World {
        World::default()
    }

    /// Adds a policy and says where it is.
    pub fn add(
        &mut self,
        name: impl Into<String>,
        kind: PolicyKind,
        policy: Arc<Policy>,
    ) -> PolicyId {
        let id = PolicyId(u32::try_from(self.policies.len()).unwrap_or(u32::MAX));
        self.policies.push(StoredPolicy {
            name: name.into(),
            kind,
            policy,
        });
        id
    }

    /// Puts the accounts of this world into an organization.
    pub fn set_organization(&mut self, organization: Organization) {
        self.organization = Some(organization);
    }

    /// The policy at an id.
    pub fn policy(&self, id: PolicyId) -> Option<&StoredPolicy> {
        self.policies.get(id.index())
    }

    /// All policies, in the order they were added.
    pub fn policies(&self) -> &[StoredPolicy] {
        &self.policies
    }

    /// Puts another document at an id, for a trial, and gives back the one that stood there.
    pub(crate) fn replace(&mut self, id: PolicyId, policy: Arc<Policy>) -> Option<Arc<Policy>> {
        let stored = self.policies.get_mut(id.index())?;
        Some(std::mem::replace(&mut stored.policy, policy))
    }

    /// Takes the policy added last out again.
    pub(crate) fn forget_last(&mut self) {
        self.policies.pop();
    }

    /// The organization, for a trial.
    pub(crate) fn organization_mut(&mut self) -> Option<&mut Organization> {
        self.organization.as_mut()
    }

    /// The organization, if there is one.
    pub fn organization(&self) -> Option<&Organization> {
        self.organization.as_ref()
    }
}
