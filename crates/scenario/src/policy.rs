//! The policy library of a scenario: each policy once, as its author's text (invariant I7).
//! Where a policy is attached is kept by what it is attached to.

use iam::PolicyKind;
use std::sync::Arc;

/// The text of `FullAWSAccess`, as AWS publishes it.
const FULL_AWS_ACCESS: &str = r#"{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "*",
            "Resource": "*"
        }
    ]
}
"#;

/// A policy of the library. Stays the same while the scenario is edited; saving renumbers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PolicyRef(u32);

impl PolicyRef {
    /// The AWS managed service control policy `FullAWSAccess`, part of every library.
    pub const FULL_AWS_ACCESS: PolicyRef = PolicyRef(0);

    /// The place in the library.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Whether something takes part or is set aside for a trial.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Switch {
    /// It takes part.
    #[default]
    On,
    /// It stays visible, but requests are decided as if it were not there.
    Off,
}

/// Who may change a policy.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum PolicyOwner {
    /// The scenario's author.
    #[default]
    Customer,
    /// AWS: the policy can be attached as it is, and not be changed.
    Aws,
}

/// What a policy can be attached as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Seat {
    /// Of a root, OU or account.
    Scp,
    /// Of a root, OU or account.
    Rcp,
    /// Of a user, group or role.
    Identity,
    /// Of a user or role.
    Boundary,
    /// Passed when a session is made.
    Session,
    /// Of a role.
    Trust,
    /// Of a resource.
    Resource,
    /// Of a VPC endpoint.
    Endpoint,
}

impl Seat {
    /// Whether policies of a kind can be attached so.
    pub const fn takes(self, kind: PolicyKind) -> bool {
        match self {
            Seat::Scp => matches!(kind, PolicyKind::Scp),
            Seat::Rcp => matches!(kind, PolicyKind::Rcp),
            Seat::Identity => matches!(kind, PolicyKind::Identity | PolicyKind::Managed),
            Seat::Boundary => matches!(kind, PolicyKind::Boundary | PolicyKind::Managed),
            Seat::Session => matches!(kind, PolicyKind::Session | PolicyKind::Managed),
            Seat::Trust => matches!(kind, PolicyKind::RoleTrust),
            Seat::Resource => matches!(kind, PolicyKind::Resource | PolicyKind::KmsKey),
            Seat::Endpoint => matches!(kind, PolicyKind::VpcEndpoint),
        }
    }

    /// What belongs there, with its article.
    pub const fn name(self) -> &'static str {
        match self {
            Seat::Scp => "a service control policy",
            Seat::Rcp => "a resource control policy",
            Seat::Identity => "an identity-based policy",
            Seat::Boundary => "a permissions boundary",
            Seat::Session => "a session policy",
            Seat::Trust => "a role trust policy",
            Seat::Resource => "a resource-based policy",
            Seat::Endpoint => "a VPC endpoint policy",
        }
    }
}

/// A policy as its author wrote it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PolicyDocument {
    /// The name, unique in the library without regard to case.
    pub name: String,
    /// Which policy language it is written in.
    pub kind: PolicyKind,
    /// The author's text, readable or not.
    pub text: Arc<str>,
    /// Who may change it.
    pub owner: PolicyOwner,
    /// Whether it takes part.
    pub switch: Switch,
}

impl PolicyDocument {
    /// A customer's policy that takes part.
    pub fn new(
        name: impl Into<String>,
        kind: PolicyKind,
        text: impl Into<Arc<str>>,
    ) -> PolicyDocument {
        PolicyDocument {
            name: name.into(),
            kind,
            text: text.into(),
            owner: PolicyOwner::Customer,
            switch: Switch::On,
        }
    }

    /// Whether it takes part.
    pub fn is_on(&self) -> bool {
        self.switch == Switch::On
    }
}

/// All policies of a scenario.
// INVARIANT: place 0 is `FullAWSAccess`. A removed policy leaves its place empty for ever.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PolicyLibrary {
    places: Vec<Option<PolicyDocument>>,
}

impl Default for PolicyLibrary {
    fn default() -> PolicyLibrary {
        let full = PolicyDocument::new("FullAWSAccess", PolicyKind::Scp, FULL_AWS_ACCESS);
        PolicyLibrary {
            places: vec![Some(PolicyDocument {
                owner: PolicyOwner::Aws,
                ..full
            })],
        }
    }
}

impl PolicyLibrary {
    /// The policy at a place.
    pub fn get(&self, policy: PolicyRef) -> Option<&PolicyDocument> {
        self.places.get(policy.index())?.as_ref()
    }

    /// A policy that its author may change; `None` for those that belong to AWS.
    pub fn get_mut(&mut self, policy: PolicyRef) -> Option<&mut PolicyDocument> {
        let document = self.places.get_mut(policy.index())?.as_mut()?;
        match document.owner {
            PolicyOwner::Customer => Some(document),
            PolicyOwner::Aws => None,
        }
    }

    /// The switch of a policy, whoever owns it.
    pub fn switch_mut(&mut self, policy: PolicyRef) -> Option<&mut Switch> {
        Some(&mut self.places.get_mut(policy.index())?.as_mut()?.switch)
    }

    /// All policies, `FullAWSAccess` first.
    pub fn iter(&self) -> impl Iterator<Item = (PolicyRef, &PolicyDocument)> {
        let places = self.places.iter().zip(0..);
        places.filter_map(|(place, index)| Some((PolicyRef(index), place.as_ref()?)))
    }

    /// The policy of a name, without regard to case.
    pub fn named(&self, name: &str) -> Option<PolicyRef> {
        let mut all = self.iter();
        all.find(|(_, document)| document.name.eq_ignore_ascii_case(name))
            .map(|(policy, _)| policy)
    }

    /// Adds a policy. Whether its name is free is for `edit::policy` to check.
    pub fn add(&mut self, document: PolicyDocument) -> PolicyRef {
        let index = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        self.places.push(Some(document));
        PolicyRef(index)
    }

    /// Takes a policy out, but for the one in every library. Its attachments are for
    /// `edit::policy` to end.
    pub(crate) fn remove(&mut self, policy: PolicyRef) -> Option<PolicyDocument> {
        match policy {
            PolicyRef::FULL_AWS_ACCESS => None,
            policy => self.places.get_mut(policy.index())?.take(),
        }
    }
}
