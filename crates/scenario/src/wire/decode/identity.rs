//! Accounts with their users, groups, roles and resources.

use super::{Names, capped, once, optional_text, tags, text};
use crate::account::{Account, Group, Resource, Role, User};
use crate::policy::Seat;
use crate::wire::WireError;
use crate::wire::v1::{AccountObject, GroupObject, ResourceObject, RoleObject, UserObject};
use crate::{caps, names};
use iam::{AccountId, Arn};
use std::collections::BTreeSet;

pub(super) fn account(
    policies: &Names,
    id: AccountId,
    object: AccountObject,
) -> Result<Account, WireError> {
    let within = format!("account {id}");
    capped(
        object.users.len(),
        caps::PER_ACCOUNT,
        &format!("users in {within}"),
    )?;
    capped(
        object.groups.len(),
        caps::PER_ACCOUNT,
        &format!("groups in {within}"),
    )?;
    capped(
        object.roles.len(),
        caps::PER_ACCOUNT,
        &format!("roles in {within}"),
    )?;
    capped(
        object.resources.len(),
        caps::PER_ACCOUNT,
        &format!("resources in {within}"),
    )?;
    if !object.name.is_empty() {
        named("account", &object.name, names::account(&object.name))?;
    }
    let mut account = Account::new(object.name);
    let mut group_names = BTreeSet::new();
    for object in object.groups {
        let group = group(policies, object)?;
        once(&mut group_names, &group.name, "group", &within)?;
        account.groups.push(group);
    }
    let mut seen = BTreeSet::new();
    for object in object.users {
        let user = user(policies, object)?;
        once(&mut seen, &user.name, "user", &within)?;
        let is_known = |name: &&String| !group_names.contains(&name.to_ascii_lowercase());
        if let Some(missing) = user.groups.iter().find(is_known) {
            let name = &user.name;
            return Err(WireError::new(format!(
                "user `{name}` is in a group `{missing}`, which {within} has not"
            )));
        }
        account.users.push(user);
    }
    let mut seen = BTreeSet::new();
    for object in object.roles {
        let role = role(policies, object)?;
        once(&mut seen, &role.name, "role", &within)?;
        account.roles.push(role);
    }
    let mut seen = BTreeSet::new();
    for object in object.resources {
        let resource = resource(policies, object)?;
        // ARNs do not ignore case.
        if !seen.insert(resource.arn.clone()) {
            return Err(super::twice("resource", &resource.arn, &within));
        }
        account.resources.push(resource);
    }
    Ok(account)
}

fn user(policies: &Names, object: UserObject) -> Result<User, WireError> {
    let name = object.name;
    named("user", &name, names::user_or_role(&name))?;
    named("path", &object.path, names::path(&object.path))?;
    let place = format!("user `{name}`");
    capped(
        object.groups.len(),
        caps::GROUPS,
        &format!("groups of {place}"),
    )?;
    Ok(User {
        path: object.path,
        unique_id: optional_text(object.unique_id, &place)?,
        tags: tags(object.tags, &place)?,
        groups: object.groups,
        policies: policies.policies(object.policies, Seat::Identity, &place)?,
        boundary: policies.optional(object.boundary, Seat::Boundary, &place)?,
        name,
    })
}

fn group(policies: &Names, object: GroupObject) -> Result<Group, WireError> {
    let name = object.name;
    named("group", &name, names::group(&name))?;
    let place = format!("group `{name}`");
    Ok(Group {
        policies: policies.policies(object.policies, Seat::Identity, &place)?,
        name,
    })
}

fn role(policies: &Names, object: RoleObject) -> Result<Role, WireError> {
    let name = object.name;
    named("role", &name, names::user_or_role(&name))?;
    named("path", &object.path, names::path(&object.path))?;
    let place = format!("role `{name}`");
    Ok(Role {
        path: object.path,
        unique_id: optional_text(object.unique_id, &place)?,
        tags: tags(object.tags, &place)?,
        trust: policies.optional(object.trust, Seat::Trust, &place)?,
        policies: policies.policies(object.policies, Seat::Identity, &place)?,
        boundary: policies.optional(object.boundary, Seat::Boundary, &place)?,
        longest_session: object.longest_session,
        name,
    })
}

fn resource(policies: &Names, object: ResourceObject) -> Result<Resource, WireError> {
    let arn = text(object.arn, caps::TEXT, "the ARN of a resource")?;
    if Arn::parse(&arn).is_none() {
        return Err(WireError::new(format!(
            "resource `{arn}` is not an ARN of six parts, `arn:partition:service:region:account:…`"
        )));
    }
    let place = format!("resource `{arn}`");
    Ok(Resource {
        policy: policies.optional(object.policy, Seat::Resource, &place)?,
        tags: tags(object.tags, &place)?,
        arn,
    })
}

fn named(what: &str, name: &str, checked: Result<(), String>) -> Result<(), WireError> {
    let shown = caps::clip(name, 80);
    checked.map_err(|why| WireError::new(format!("{what} `{shown}` {why}")))
}
