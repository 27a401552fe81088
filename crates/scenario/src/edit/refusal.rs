//! Every sentence with which an edit is refused.

use iam::{AccountId, PolicyKind};
use std::fmt;

/// Why an edit was not made. Displays as AWS's reason and the way out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal(String);

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

fn refusal<T>(sentences: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal(sentences.into()))
}

/// A name that AWS would not accept; `why` follows the name.
pub(super) fn name(checked: Result<(), String>, what: &str, name: &str) -> Result<(), Refusal> {
    match checked {
        Ok(()) => Ok(()),
        Err(why) => {
            let name = crate::caps::clip(name, 80);
            refusal(format!(
                "The {what} name `{name}` {why}. Choose another name."
            ))
        }
    }
}

pub(super) fn gone<T>(what: &str) -> Result<T, Refusal> {
    refusal(format!(
        "This {what} does not exist any more. Choose one that does."
    ))
}

pub(super) fn taken<T>(what: &str, name: &str) -> Result<T, Refusal> {
    refusal(format!(
        "A {what} named `{name}` exists already, and AWS ignores case in such names. Choose \
         another name."
    ))
}

pub(super) fn root_moves<T>() -> Result<T, Refusal> {
    refusal("The root is the top of the organization and cannot be moved. Move an account or OU.")
}

pub(super) fn under_account<T>() -> Result<T, Refusal> {
    refusal("An account holds no accounts or OUs. Choose the root or an OU.")
}

pub(super) fn into_itself<T>(ou: &str) -> Result<T, Refusal> {
    refusal(format!(
        "OU `{ou}` cannot go into itself or into an OU below it. Choose a place outside of it."
    ))
}

pub(super) fn too_deep<T>(most: u32) -> Result<T, Refusal> {
    refusal(format!(
        "OUs can be nested {most} levels deep, and this would be one level more or deeper. Choose \
         a place nearer to the root."
    ))
}

pub(super) fn ou_taken<T>(name: &str) -> Result<T, Refusal> {
    refusal(format!(
        "An OU named `{name}` stands there already. OUs side by side need different names: rename \
         one of them or choose another place."
    ))
}

pub(super) fn too_many<T>(what: &str, most: usize) -> Result<T, Refusal> {
    refusal(format!(
        "There are {most} {what} already, which is the most. Delete one first."
    ))
}

pub(super) fn account_taken<T>(id: AccountId) -> Result<T, Refusal> {
    refusal(format!(
        "Account {id} exists already, and account IDs are unique. Choose another ID."
    ))
}

pub(super) fn management_account<T>() -> Result<T, Refusal> {
    refusal(
        "The management account cannot be removed from its organization. Remove another account, \
         or begin a new scenario.",
    )
}

pub(super) fn second_organization<T>() -> Result<T, Refusal> {
    refusal(
        "There is an organization already, and an account belongs to one at most. Invite the account into it.",
    )
}

pub(super) fn member_already<T>(account: AccountId) -> Result<T, Refusal> {
    refusal(format!(
        "Account {account} belongs to the organization already. Move it instead."
    ))
}

pub(super) fn root_stays<T>() -> Result<T, Refusal> {
    refusal("The root stays as long as its organization. Delete OUs and accounts below it instead.")
}

pub(super) fn ou_not_empty<T>(ou: &str) -> Result<T, Refusal> {
    refusal(format!(
        "OU `{ou}` is not empty. Move or delete its accounts and OUs first."
    ))
}

pub(super) fn wrong_place<T>(policy: &str, kind: PolicyKind, place: &str) -> Result<T, Refusal> {
    let goes = match kind {
        PolicyKind::Scp | PolicyKind::Rcp => "the root, OUs and accounts of the organization",
        PolicyKind::Identity | PolicyKind::Managed => "users, groups and roles",
        PolicyKind::Boundary => "users and roles",
        PolicyKind::RoleTrust => "roles",
        PolicyKind::Resource => "resources other than KMS keys",
        PolicyKind::KmsKey => "KMS keys",
        PolicyKind::Session => "sessions alone, when they are made: set it with the caller",
        PolicyKind::VpcEndpoint => "VPC endpoints",
    };
    let kind = kind.name_with_article();
    refusal(format!(
        "`{policy}` is {kind} and cannot be attached to {place}. It is attached to {goes}."
    ))
}

pub(super) fn attached_already<T>(policy: &str) -> Result<T, Refusal> {
    refusal(format!(
        "`{policy}` is attached here already. Choose another policy."
    ))
}

pub(super) fn not_attached<T>(policy: &str) -> Result<T, Refusal> {
    refusal(format!(
        "`{policy}` is not attached here, so it cannot be detached."
    ))
}

pub(super) fn attached_too_many<T>(kind: PolicyKind, most: usize) -> Result<T, Refusal> {
    let (what, note) = match kind {
        PolicyKind::Scp => ("service control policies", ""),
        PolicyKind::Rcp => (
            "resource control policies",
            ", besides AWS's own `RCPFullAWSAccess`",
        ),
        PolicyKind::Managed => ("managed policies", ""),
        _ => return too_many("inline policies here", most),
    };
    refusal(format!(
        "AWS takes at most {most} {what} here{note}. Detach one first, or join two into one."
    ))
}

pub(super) fn inline_elsewhere<T>(policy: &str, owner: &str) -> Result<T, Refusal> {
    refusal(format!(
        "`{policy}` is an inline policy and belongs to {owner} alone. Make a managed policy to \
         attach it in several places."
    ))
}

pub(super) fn last_scp<T>(policy: &str) -> Result<T, Refusal> {
    refusal(format!(
        "`{policy}` is the only service control policy here, and AWS keeps at least one \
         everywhere. Attach another first, then detach this one."
    ))
}

pub(super) fn belongs_to_aws<T>(policy: &str) -> Result<T, Refusal> {
    refusal(format!(
        "`{policy}` belongs to AWS and can be neither changed nor deleted. Make a policy of your own with its text."
    ))
}

pub(super) fn still_attached<T>(policy: &str, places: &[String]) -> Result<T, Refusal> {
    let shown = places
        .iter()
        .take(3)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    let more = match places.len().checked_sub(3) {
        None | Some(0) => String::new(),
        Some(more) => format!(" and {more} more"),
    };
    refusal(format!(
        "`{policy}` is attached to {shown}{more}. Detach it there first, then delete it."
    ))
}

pub(super) fn policy_too_long<T>(policy: &str, most: usize) -> Result<T, Refusal> {
    refusal(format!(
        "`{policy}` would be longer than {most} characters, several times what AWS takes of any \
         policy. Shorten it."
    ))
}

pub(super) fn in_group_already<T>(user: &str, group: &str) -> Result<T, Refusal> {
    refusal(format!(
        "User `{user}` is in group `{group}` already. Choose another group."
    ))
}

pub(super) fn not_in_group<T>(user: &str, group: &str) -> Result<T, Refusal> {
    refusal(format!(
        "User `{user}` is not in group `{group}`, so there is nothing to leave."
    ))
}

pub(super) fn groups_too_many<T>(user: &str, most: usize) -> Result<T, Refusal> {
    refusal(format!(
        "User `{user}` is in {most} groups, which is the most AWS takes. Leave one first."
    ))
}

pub(super) fn not_an_arn<T>(text: &str) -> Result<T, Refusal> {
    let text = crate::caps::clip(text, 80);
    refusal(format!(
        "`{text}` is not an ARN. Write all six parts, such as `arn:aws:s3:::bucket` or \
         `arn:aws:sqs:us-east-1:111122223333:queue`."
    ))
}

pub(super) fn resource_taken<T>(arn: &str, account: AccountId) -> Result<T, Refusal> {
    refusal(format!(
        "`{arn}` exists already, in account {account}. An ARN names one resource: choose another."
    ))
}

pub(super) fn foreign_arn<T>(arn: &str, named: AccountId) -> Result<T, Refusal> {
    refusal(format!(
        "`{arn}` names account {named} as its owner. Add it there, or change the account in the \
         ARN."
    ))
}

pub(super) fn tag_length<T>(key: &str) -> Result<T, Refusal> {
    let key = crate::caps::clip(key, 80);
    refusal(format!(
        "The key of a tag has 1 to 128 characters and its value at most 256; `{key}` does not keep \
         to that. Shorten it."
    ))
}

pub(super) fn tag_of_aws<T>(key: &str) -> Result<T, Refusal> {
    let key = crate::caps::clip(key, 80);
    refusal(format!(
        "Tags that begin with `aws:` are AWS's own. Choose another key than `{key}`."
    ))
}

pub(super) fn tag_twice<T>(key: &str) -> Result<T, Refusal> {
    refusal(format!(
        "The tag `{key}` stands there twice, whatever its casing. Keep one."
    ))
}

pub(super) fn session_length<T>(least: u32, most: u32) -> Result<T, Refusal> {
    refusal(format!(
        "The maximum session duration of a role is {least} to {most} seconds. Choose a number in that range."
    ))
}
