//! A service: its condition keys, its resource types and its actions.

use crate::action::{Action, Entry, Facts};
use crate::arn_template::ArnTemplate;
use crate::key::ConditionKey;

/// A service.
// INVARIANT: the actions stand in the order of their names without regard to case.
#[derive(Debug)]
pub struct Service<'t> {
    pub(crate) prefix: &'t str,
    pub(crate) name: &'t str,
    pub(crate) keys: Vec<ConditionKey<'t>>,
    pub(crate) resource_types: Vec<ResourceType<'t>>,
    pub(crate) facts: Vec<Facts>,
    pub(crate) actions: Vec<Entry<'t>>,
}

/// A type of resource.
#[derive(Debug)]
pub struct ResourceType<'t> {
    pub(crate) name: &'t str,
    pub(crate) arn: ArnTemplate<'t>,
    pub(crate) keys: Vec<u16>,
}

/// Whether an action can do without a resource of a type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Need {
    /// A policy that names resources has to name one of this type.
    Required,
    /// It may name one.
    Optional,
}

impl<'t> Service<'t> {
    /// What stands before the colon in its actions, such as `s3`.
    pub fn prefix(&self) -> &'t str {
        self.prefix
    }

    /// What AWS calls it.
    pub fn name(&self) -> &'t str {
        self.name
    }

    /// Its condition keys, and the global ones that its actions name.
    pub fn keys(&self) -> &[ConditionKey<'t>] {
        &self.keys
    }

    /// Its types of resources.
    pub fn resource_types(&self) -> &[ResourceType<'t>] {
        &self.resource_types
    }

    /// Its actions in the order of their names.
    pub fn actions(&self) -> impl ExactSizeIterator<Item = Action<'_, 't>> {
        self.actions.iter().map(|entry| Action::new(self, entry))
    }

    /// The action of a name such as `GetObject`, without regard to case.
    pub fn action(&self, name: &str) -> Option<Action<'_, 't>> {
        let place = self
            .actions
            .binary_search_by(|entry| folded(entry.name).cmp(folded(name)));
        let entry = self.actions.get(place.ok()?)?;
        Some(Action::new(self, entry))
    }

    /// Puts services with many actions first.
    pub(crate) fn size_rank(&self) -> usize {
        usize::MAX - self.actions.len()
    }

    /// The resource types that an ARN is of: of those whose templates match, the ones that say
    /// most about it. `…:table/a/index/b` is an index, though tables have names with slashes.
    pub fn types_of(&self, arn: &str) -> Vec<&ResourceType<'t>> {
        let matching = self.resource_types.iter();
        let matching: Vec<_> = matching.filter(|held| held.arn.matches(arn)).collect();
        let most = matching.iter().map(|held| held.arn.literals()).max();
        let closest = matching.into_iter();
        closest
            .filter(|held| Some(held.arn.literals()) == most)
            .collect()
    }
}

impl<'t> ResourceType<'t> {
    /// What AWS calls it, such as `bucket`.
    pub fn name(&self) -> &'t str {
        self.name
    }

    /// The shape of its ARNs.
    pub fn arn(&self) -> ArnTemplate<'t> {
        self.arn
    }

    /// Condition keys of requests about such resources.
    pub(crate) fn condition_keys<'s>(
        &'s self,
        service: &'s Service<'t>,
    ) -> impl Iterator<Item = &'s ConditionKey<'t>> {
        let keys = self.keys.iter();
        keys.filter_map(|place| service.keys.get(usize::from(*place)))
    }
}

/// The letters of a name without regard to case, to be compared.
pub(crate) fn folded(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().map(|letter| letter.to_ascii_lowercase())
}
