//! What accounts hold: users, groups, roles and resources.

use super::refusal::{self, Refusal};
use crate::account::{Account, Group, Resource, Role, User};
use crate::document::Scenario;
use crate::request::{CallerSpec, RequestSpec};
use crate::{caps, names};
use iam::{AccountId, Arn};

/// Groups that a user can be in (R5.2.4).
const GROUPS: usize = 10;

/// Makes a user who may do nothing.
pub fn add_user(scenario: &mut Scenario, account: AccountId, name: &str) -> Result<(), Refusal> {
    let held = account_mut(scenario, account)?;
    free_user(held, name, None)?;
    room(held.users.len(), "users in the account")?;
    held.users.push(User::new(name));
    Ok(())
}

/// Makes a group without policies.
pub fn add_group(scenario: &mut Scenario, account: AccountId, name: &str) -> Result<(), Refusal> {
    let held = account_mut(scenario, account)?;
    free_group(held, name, None)?;
    room(held.groups.len(), "groups in the account")?;
    held.groups.push(Group::new(name));
    Ok(())
}

/// Makes a role that nobody can assume yet.
pub fn add_role(scenario: &mut Scenario, account: AccountId, name: &str) -> Result<(), Refusal> {
    let held = account_mut(scenario, account)?;
    free_role(held, name, None)?;
    room(held.roles.len(), "roles in the account")?;
    held.roles.push(Role::new(name));
    Ok(())
}

/// Makes a resource without a policy.
pub fn add_resource(scenario: &mut Scenario, account: AccountId, arn: &str) -> Result<(), Refusal> {
    free_arn(scenario, account, arn, None)?;
    let held = account_mut(scenario, account)?;
    room(held.resources.len(), "resources in the account")?;
    held.resources.push(Resource::new(arn));
    Ok(())
}

/// Gives a user another name; requests go on naming the user.
pub fn rename_user(
    scenario: &mut Scenario,
    account: AccountId,
    user: &str,
    name: &str,
) -> Result<(), Refusal> {
    let held = account_mut(scenario, account)?;
    free_user(held, name, Some(user))?;
    match held.user_mut(user) {
        Some(user) => user.name = name.into(),
        None => return refusal::gone("user"),
    }
    each_caller(scenario, |caller| match caller {
        CallerSpec::User {
            account: of,
            name: held,
            ..
        }
        | CallerSpec::Federated {
            account: of,
            user: held,
            ..
        } if *of == account && held.eq_ignore_ascii_case(user) => *held = name.into(),
        _ => {}
    });
    Ok(())
}

/// Gives a group another name; its users stay in it.
pub fn rename_group(
    scenario: &mut Scenario,
    account: AccountId,
    group: &str,
    name: &str,
) -> Result<(), Refusal> {
    let held = account_mut(scenario, account)?;
    free_group(held, name, Some(group))?;
    match held.group_mut(group) {
        Some(group) => group.name = name.into(),
        None => return refusal::gone("group"),
    }
    let memberships = held.users.iter_mut().flat_map(|user| &mut user.groups);
    for membership in memberships {
        if membership.eq_ignore_ascii_case(group) {
            *membership = name.into();
        }
    }
    Ok(())
}

/// Gives a role another name; requests go on naming the role.
pub fn rename_role(
    scenario: &mut Scenario,
    account: AccountId,
    role: &str,
    name: &str,
) -> Result<(), Refusal> {
    let held = account_mut(scenario, account)?;
    free_role(held, name, Some(role))?;
    match held.role_mut(role) {
        Some(role) => role.name = name.into(),
        None => return refusal::gone("role"),
    }
    each_caller(scenario, |caller| match caller {
        CallerSpec::Role {
            account: of,
            name: held,
            ..
        } if *of == account && held.eq_ignore_ascii_case(role) => *held = name.into(),
        _ => {}
    });
    Ok(())
}

/// Gives a resource another ARN; requests for exactly this resource go on naming it.
pub fn rename_resource(
    scenario: &mut Scenario,
    account: AccountId,
    arn: &str,
    name: &str,
) -> Result<(), Refusal> {
    if arn != name {
        free_arn(scenario, account, name, None)?;
    }
    match account_mut(scenario, account)?.resource_mut(arn) {
        Some(resource) => resource.arn = name.into(),
        None => return refusal::gone("resource"),
    }
    each_request(scenario, |request| {
        if request.resource == arn {
            request.resource = name.into();
        }
    });
    Ok(())
}

/// Deletes a user. Requests go on naming who is gone, and have no policies then.
pub fn delete_user(scenario: &mut Scenario, account: AccountId, name: &str) -> Result<(), Refusal> {
    let users = &mut account_mut(scenario, account)?.users;
    take(users, "user", |user| user.name.eq_ignore_ascii_case(name))
}

/// Deletes a group; its users leave it.
pub fn delete_group(
    scenario: &mut Scenario,
    account: AccountId,
    name: &str,
) -> Result<(), Refusal> {
    let held = account_mut(scenario, account)?;
    take(&mut held.groups, "group", |group| {
        group.name.eq_ignore_ascii_case(name)
    })?;
    for user in &mut held.users {
        user.groups
            .retain(|group| !group.eq_ignore_ascii_case(name));
    }
    Ok(())
}

/// Deletes a role. Requests go on naming what is gone.
pub fn delete_role(scenario: &mut Scenario, account: AccountId, name: &str) -> Result<(), Refusal> {
    let roles = &mut account_mut(scenario, account)?.roles;
    take(roles, "role", |role| role.name.eq_ignore_ascii_case(name))
}

/// Deletes a resource. Requests go on naming what is gone.
pub fn delete_resource(
    scenario: &mut Scenario,
    account: AccountId,
    arn: &str,
) -> Result<(), Refusal> {
    let resources = &mut account_mut(scenario, account)?.resources;
    take(resources, "resource", |resource| resource.arn == arn)
}

/// Whether a user may be put into a group.
pub fn can_join_group(
    scenario: &Scenario,
    account: AccountId,
    user: &str,
    group: &str,
) -> Result<(), Refusal> {
    let Some(held) = scenario.account(account) else {
        return refusal::gone("account");
    };
    let Some(group) = held.group(group) else {
        return refusal::gone("group");
    };
    let Some(user) = held.user(user) else {
        return refusal::gone("user");
    };
    let is_it = |held: &String| held.eq_ignore_ascii_case(&group.name);
    if user.groups.iter().any(is_it) {
        return refusal::in_group_already(&user.name, &group.name);
    }
    match user.groups.len() < GROUPS {
        true => Ok(()),
        false => refusal::groups_too_many(&user.name, GROUPS),
    }
}

/// Puts a user into a group.
pub fn join_group(
    scenario: &mut Scenario,
    account: AccountId,
    user: &str,
    group: &str,
) -> Result<(), Refusal> {
    can_join_group(scenario, account, user, group)?;
    let held = account_mut(scenario, account)?;
    let stored = held.group(group).map(|group| group.name.clone());
    if let (Some(stored), Some(user)) = (stored, held.user_mut(user)) {
        user.groups.push(stored);
    }
    Ok(())
}

/// Takes a user out of a group.
pub fn leave_group(
    scenario: &mut Scenario,
    account: AccountId,
    user: &str,
    group: &str,
) -> Result<(), Refusal> {
    let Some(user) = account_mut(scenario, account)?.user_mut(user) else {
        return refusal::gone("user");
    };
    let before = user.groups.len();
    user.groups.retain(|held| !held.eq_ignore_ascii_case(group));
    match user.groups.len() < before {
        true => Ok(()),
        false => refusal::not_in_group(&user.name, group),
    }
}

pub(super) fn account_mut(scenario: &mut Scenario, id: AccountId) -> Result<&mut Account, Refusal> {
    match scenario.accounts.get_mut(&id) {
        Some(account) => Ok(account),
        None => refusal::gone("account"),
    }
}

/// `but` is the present name of whoever is being renamed.
fn free_user(held: &Account, name: &str, but: Option<&str>) -> Result<(), Refusal> {
    refusal::name(names::user_or_role(name), "user", name)?;
    match held.user(name).is_some() && !is_same(name, but) {
        true => refusal::taken("user", name),
        false => Ok(()),
    }
}

fn free_group(held: &Account, name: &str, but: Option<&str>) -> Result<(), Refusal> {
    refusal::name(names::group(name), "group", name)?;
    match held.group(name).is_some() && !is_same(name, but) {
        true => refusal::taken("group", name),
        false => Ok(()),
    }
}

fn free_role(held: &Account, name: &str, but: Option<&str>) -> Result<(), Refusal> {
    refusal::name(names::user_or_role(name), "role", name)?;
    match held.role(name).is_some() && !is_same(name, but) {
        true => refusal::taken("role", name),
        false => Ok(()),
    }
}

fn is_same(name: &str, but: Option<&str>) -> bool {
    but.is_some_and(|but| but.eq_ignore_ascii_case(name))
}

/// An ARN names one resource, and the account in it is the owner's. `but` is the present owner of
/// a resource that changes hands.
pub(super) fn free_arn(
    scenario: &Scenario,
    account: AccountId,
    arn: &str,
    but: Option<AccountId>,
) -> Result<(), Refusal> {
    let Some(parsed) = Arn::parse(arn).filter(|arn| arn.as_str().len() <= caps::TEXT) else {
        return refusal::not_an_arn(arn);
    };
    match parsed.account() {
        Some(named) if named != account => return refusal::foreign_arn(arn, named),
        Some(_) | None => {}
    }
    let mut others = scenario.accounts.iter().filter(|(id, _)| Some(**id) != but);
    match others.find(|(_, held)| held.resource(arn).is_some()) {
        Some((owner, _)) => refusal::resource_taken(arn, *owner),
        None => Ok(()),
    }
}

fn room(count: usize, what: &str) -> Result<(), Refusal> {
    match count < caps::PER_ACCOUNT {
        true => Ok(()),
        false => refusal::too_many(what, caps::PER_ACCOUNT),
    }
}

fn take<T>(held: &mut Vec<T>, what: &str, is_meant: impl FnMut(&T) -> bool) -> Result<(), Refusal> {
    match held.iter().position(is_meant) {
        Some(place) => {
            held.remove(place);
            Ok(())
        }
        None => refusal::gone(what),
    }
}

fn each_request(scenario: &mut Scenario, mut change: impl FnMut(&mut RequestSpec)) {
    let saved = scenario.saved.iter_mut().map(|saved| &mut saved.request);
    saved.chain([&mut scenario.request]).for_each(&mut change);
}

fn each_caller(scenario: &mut Scenario, mut change: impl FnMut(&mut CallerSpec)) {
    each_request(scenario, |request| request.caller.each_mut(&mut change));
}
