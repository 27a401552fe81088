//! What users, roles and resources are known by beside their names: tags, path, longest session.

use super::Target;
use super::refusal::{self, Refusal};
use crate::account::Tag;
use crate::document::Scenario;
use crate::names;
use iam::AccountId;

/// Tags of a user, role or resource (R5.2.7).
const TAGS: usize = 50;
/// Seconds that sessions of a role may last at most, from least to most (R3.9.13).
const LONGEST: std::ops::RangeInclusive<u32> = 3_600..=43_200;

/// Gives a user, role or resource these tags and no others.
pub fn set_tags(scenario: &mut Scenario, target: &Target, tags: Vec<Tag>) -> Result<(), Refusal> {
    check(&tags)?;
    let held = match target {
        Target::User(id, name) => account_mut(scenario, *id)?
            .user_mut(name)
            .map(|user| &mut user.tags),
        Target::Role(id, name) => account_mut(scenario, *id)?
            .role_mut(name)
            .map(|role| &mut role.tags),
        Target::Resource(id, arn) => account_mut(scenario, *id)?
            .resource_mut(arn)
            .map(|resource| &mut resource.tags),
        Target::Node(_) | Target::Account(_) | Target::Group(..) | Target::Endpoint(..) => None,
    };
    match held {
        Some(held) => {
            *held = tags;
            Ok(())
        }
        None => refusal::gone("user, role or resource"),
    }
}

/// Gives a user or role another path.
pub fn set_path(scenario: &mut Scenario, target: &Target, path: &str) -> Result<(), Refusal> {
    refusal::name(names::path(path), "path", path)?;
    let held = match target {
        Target::User(id, name) => account_mut(scenario, *id)?
            .user_mut(name)
            .map(|user| &mut user.path),
        Target::Role(id, name) => account_mut(scenario, *id)?
            .role_mut(name)
            .map(|role| &mut role.path),
        _ => None,
    };
    match held {
        Some(held) => {
            *held = path.into();
            Ok(())
        }
        None => refusal::gone("user or role"),
    }
}

/// Says how many seconds sessions of a role last at most; `None` for AWS's default.
pub fn set_longest_session(
    scenario: &mut Scenario,
    account: AccountId,
    role: &str,
    seconds: Option<u32>,
) -> Result<(), Refusal> {
    if seconds.is_some_and(|seconds| !LONGEST.contains(&seconds)) {
        return refusal::session_length(*LONGEST.start(), *LONGEST.end());
    }
    match account_mut(scenario, account)?.role_mut(role) {
        Some(role) => {
            role.longest_session = seconds;
            Ok(())
        }
        None => refusal::gone("role"),
    }
}

fn account_mut(
    scenario: &mut Scenario,
    id: AccountId,
) -> Result<&mut crate::account::Account, Refusal> {
    match scenario.accounts.get_mut(&id) {
        Some(account) => Ok(account),
        None => refusal::gone("account"),
    }
}

/// R5.2.7 and R5.3.
fn check(tags: &[Tag]) -> Result<(), Refusal> {
    if TAGS < tags.len() {
        return refusal::too_many("tags", TAGS);
    }
    for (place, tag) in tags.iter().enumerate() {
        let key = tag.key.chars().count();
        if !(1..=128).contains(&key) || 256 < tag.value.chars().count() {
            return refusal::tag_length(&tag.key);
        }
        if tag.key.to_ascii_lowercase().starts_with("aws:") {
            return refusal::tag_of_aws(&tag.key);
        }
        let mut before = tags.iter().take(place);
        if before.any(|other| other.key.eq_ignore_ascii_case(&tag.key)) {
            return refusal::tag_twice(&tag.key);
        }
    }
    Ok(())
}
