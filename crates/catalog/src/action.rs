//! An action: what it does, to what, and which condition keys its requests may have.

use crate::key::ConditionKey;
use crate::service::{Need, ResourceType, Service};

/// How an action touches what it is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AccessLevel {
    /// It lists resources.
    List,
    /// It reads what they hold.
    Read,
    /// It makes, changes or deletes them.
    Write,
    /// It changes their tags.
    Tagging,
    /// It changes who may do what with them.
    PermissionsManagement,
}

impl AccessLevel {
    /// AWS's word.
    pub const fn word(self) -> &'static str {
        match self {
            AccessLevel::List => "List",
            AccessLevel::Read => "Read",
            AccessLevel::Write => "Write",
            AccessLevel::Tagging => "Tagging",
            AccessLevel::PermissionsManagement => "Permissions management",
        }
    }
}

/// What many actions have in common.
#[derive(Debug)]
pub(crate) struct Facts {
    pub(crate) level: AccessLevel,
    pub(crate) resources: Vec<(u16, Need)>,
    pub(crate) keys: Vec<u16>,
}

#[derive(Debug)]
pub(crate) struct Entry<'t> {
    pub(crate) name: &'t str,
    pub(crate) facts: u16,
}

/// An action of a service.
#[derive(Clone, Copy, Debug)]
pub struct Action<'c, 't> {
    service: &'c Service<'t>,
    entry: &'c Entry<'t>,
}

impl<'c, 't> Action<'c, 't> {
    pub(crate) fn new(service: &'c Service<'t>, entry: &'c Entry<'t>) -> Action<'c, 't> {
        Action { service, entry }
    }

    /// Its service.
    pub fn service(self) -> &'c Service<'t> {
        self.service
    }

    /// Its name within the service, such as `GetObject`.
    pub fn name(self) -> &'t str {
        self.entry.name
    }

    /// Its name in policies, such as `s3:GetObject`.
    pub fn full_name(self) -> String {
        format!("{}:{}", self.service.prefix(), self.entry.name)
    }

    /// What it does.
    pub fn level(self) -> AccessLevel {
        self.facts().map_or(AccessLevel::Write, |facts| facts.level)
    }

    /// What it can be done to. None at all means that policies have to name the resource `*`.
    pub fn resource_types(self) -> impl Iterator<Item = (&'c ResourceType<'t>, Need)> {
        let named = self.facts().map(|facts| facts.resources.as_slice());
        let named = named.unwrap_or_default().iter();
        named.filter_map(|(place, need)| {
            let held = self.service.resource_types.get(usize::from(*place))?;
            Some((held, *need))
        })
    }

    /// Whether its requests are about no resource in particular, so that policies name `*`.
    pub fn takes_no_resource(self) -> bool {
        self.resource_types().next().is_none()
    }

    /// Condition keys of its requests, without those of its resource types and the global ones.
    pub fn condition_keys(self) -> impl Iterator<Item = &'c ConditionKey<'t>> {
        let keys = self.facts().map(|facts| facts.keys.as_slice());
        let keys = keys.unwrap_or_default().iter();
        keys.filter_map(|place| self.service.keys.get(usize::from(*place)))
    }

    /// Whether a resource is of a type that it can be done to.
    pub fn fits(self, arn: &str) -> bool {
        let types = self.service.types_of(arn);
        let mut taken = self.resource_types();
        taken.any(|(held, _)| {
            let is_it = types.iter().any(|of| std::ptr::eq(*of, held));
            // Types of other services' resources say so in their templates.
            is_it || (held.arn().is_foreign() && held.arn().matches(arn))
        })
    }

    fn facts(self) -> Option<&'c Facts> {
        self.service.facts.get(usize::from(self.entry.facts))
    }
}
