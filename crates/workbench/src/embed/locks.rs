//! What the host forbids, held against the document: whatever was done, and by which message, a
//! locked part of it is as it was.

use super::settings::{Lock, Settings};
use iam::PolicyKind;
use scenario::{PolicyDocument, PolicyRef, Scenario};

/// Whether a locked part is another one than before.
pub(super) fn are_broken(settings: &Settings, before: &Scenario, now: &Scenario) -> bool {
    if settings.readonly {
        return before != now;
    }
    let tree = before.organization == now.organization && before.accounts == now.accounts;
    (settings.locks(Lock::Tree) && !tree)
        || (settings.locks(Lock::Request) && before.request != now.request)
        || (settings.locks(Lock::Tests) && before.saved != now.saved)
        || locked(settings, before).ne(locked(settings, now))
}

fn locked<'a>(
    settings: &'a Settings,
    scenario: &'a Scenario,
) -> impl Iterator<Item = (PolicyRef, &'a PolicyDocument)> {
    let all = scenario.policies.iter();
    all.filter(|(_, held)| settings.locks_policy(held.kind))
}

impl Settings {
    /// Whether the policies of a kind are locked.
    pub fn locks_policy(&self, kind: PolicyKind) -> bool {
        let sort = match kind {
            PolicyKind::Managed => PolicyKind::Identity,
            PolicyKind::KmsKey => PolicyKind::Resource,
            other => other,
        };
        self.locks(Lock::Policies) || self.locks(Lock::Kind(sort))
    }
}
