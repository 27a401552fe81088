//! The whole catalogue, and how something is found in it by its name.

use crate::action::Action;
use crate::key::ConditionKey;
use crate::parse::{self, Malformed};
use crate::service::Service;

/// The service whose section holds the keys of federated identity providers.
const FEDERATION: &str = "sts";

/// All services.
// INVARIANT: the services stand in the order of their prefixes.
#[derive(Debug)]
pub struct Catalog<'t> {
    pub(crate) date: &'t str,
    pub(crate) source: &'t str,
    pub(crate) global: Service<'t>,
    pub(crate) services: Vec<Service<'t>>,
}

impl<'t> Catalog<'t> {
    /// Reads the text of `data/actions.txt`.
    pub fn parse(text: &'t str) -> Result<Catalog<'t>, Malformed> {
        parse::catalog(text)
    }

    /// The day the data was collected, such as `2026-10-27`.
    pub fn date(&self) -> &'t str {
        self.date
    }

    /// The package it comes from.
    pub fn source(&self) -> &'t str {
        self.source
    }

    /// All services in the order of their prefixes.
    pub fn services(&self) -> &[Service<'t>] {
        &self.services
    }

    /// The service of a prefix, without regard to case.
    pub fn service(&self, prefix: &str) -> Option<&Service<'t>> {
        let folded = prefix.to_ascii_lowercase();
        let place = self
            .services
            .binary_search_by(|service| service.prefix().cmp(&folded));
        self.services.get(place.ok()?)
    }

    /// The action of a full name such as `s3:GetObject`, without regard to case.
    pub fn action(&self, name: &str) -> Option<Action<'_, 't>> {
        let (prefix, name) = name.split_once(':')?;
        self.service(prefix)?.action(name)
    }

    /// The condition keys that every service may know.
    pub fn global_keys(&self) -> &[ConditionKey<'t>] {
        self.global.keys()
    }

    /// The condition key that a name such as `aws:RequestTag/team` is one of, without regard to
    /// case.
    pub fn key(&self, name: &str) -> Option<&ConditionKey<'t>> {
        let prefix = name.split(':').next().unwrap_or_default();
        let places = [
            Some(&self.global),
            self.service(prefix),
            self.service(FEDERATION),
        ];
        let mut keys = places.into_iter().flatten().flat_map(Service::keys);
        keys.find(|key| key.covers(name))
    }

    /// The condition keys that requests for an action may have: its own, those of its resource
    /// types, and the global ones; each once.
    pub fn keys_of(&self, action: Action<'_, 't>) -> Vec<ConditionKey<'t>> {
        let mut keys: Vec<ConditionKey<'t>> = action.condition_keys().copied().collect();
        for (resource_type, _) in action.resource_types() {
            keys.extend(resource_type.condition_keys(action.service()).copied());
        }
        keys.extend(self.global_keys());
        let mut names = std::collections::BTreeSet::new();
        keys.retain(|key| names.insert(key.name().to_ascii_lowercase()));
        keys
    }
}
