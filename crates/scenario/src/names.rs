//! What AWS accepts as names and ids (R5.3). Each check gives the end of a sentence that begins
//! with the name.

use iam::PolicyKind;

/// A user's or role's name.
pub(crate) fn user_or_role(name: &str) -> Result<(), String> {
    iam(name, 64)
}

/// A group's name.
pub(crate) fn group(name: &str) -> Result<(), String> {
    iam(name, 128)
}

/// A policy's name. Organizations takes freer ones than IAM, and policies that AWS knows no
/// names of are as free.
pub(crate) fn policy(kind: PolicyKind, name: &str) -> Result<(), String> {
    match kind {
        PolicyKind::Identity | PolicyKind::Managed | PolicyKind::Boundary => iam(name, 128),
        PolicyKind::Session
        | PolicyKind::Resource
        | PolicyKind::RoleTrust
        | PolicyKind::KmsKey
        | PolicyKind::VpcEndpoint
        | PolicyKind::Scp
        | PolicyKind::Rcp => free(name),
    }
}

/// An OU's name.
pub(crate) fn ou(name: &str) -> Result<(), String> {
    length(name, 128)?;
    typed(name)
}

/// An account's name.
pub(crate) fn account(name: &str) -> Result<(), String> {
    length(name, 50)?;
    typed(name)
}

fn free(name: &str) -> Result<(), String> {
    length(name, 128)?;
    match name.trim().is_empty() || name.chars().any(char::is_control) {
        true => Err("needs letters and takes no line breaks or tabs".into()),
        false => Ok(()),
    }
}

fn typed(name: &str) -> Result<(), String> {
    match name.trim().is_empty() || !name.chars().all(|c| matches!(c, ' '..='~')) {
        true => Err("has to be of English letters, digits, blanks and marks".into()),
        false => Ok(()),
    }
}

/// An id such as `vpce-0123456789abcdef0`.
pub(crate) fn numbered(beginning: &str, id: &str) -> Result<(), String> {
    let rest = id.strip_prefix(beginning).unwrap_or("");
    let fits = |one: char| one.is_ascii_lowercase() || one.is_ascii_digit() || one == '-';
    match !rest.is_empty() && id.len() <= 64 && rest.chars().all(fits) {
        true => Ok(()),
        false => Err(format!(
            "has to begin with `{beginning}`, followed by lower-case letters and digits"
        )),
    }
}

/// The path of a user or role.
pub(crate) fn path(path: &str) -> Result<(), String> {
    length(path, 512)?;
    match path.starts_with('/')
        && path.ends_with('/')
        && path.bytes().all(|b| matches!(b, b'!'..=b'~'))
    {
        true => Ok(()),
        false => Err("has to begin and end with `/` and takes no blanks".into()),
    }
}

/// An organization's id.
pub(crate) fn organization_id(id: &str) -> bool {
    id.strip_prefix("o-").is_some_and(|rest| word(rest, 10))
}

/// A root's id.
pub(crate) fn root_id(id: &str) -> bool {
    id.strip_prefix("r-").is_some_and(|rest| word(rest, 4))
}

/// An OU's id.
pub(crate) fn ou_id(id: &str) -> bool {
    let parts = id.strip_prefix("ou-").and_then(|rest| rest.split_once('-'));
    parts.is_some_and(|(root, own)| word(root, 4) && word(own, 8))
}

fn word(text: &str, least: usize) -> bool {
    let fits = (least..=32).contains(&text.len());
    fits && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9'))
}

fn iam(name: &str, most: usize) -> Result<(), String> {
    length(name, most)?;
    let fits = |c: char| c.is_ascii_alphanumeric() || "_+=,.@-".contains(c);
    match name.chars().all(fits) {
        true => Ok(()),
        false => Err("may only have letters, digits and `_+=,.@-`".into()),
    }
}

fn length(name: &str, most: usize) -> Result<(), String> {
    match name.chars().count() {
        0 => Err("cannot be empty".into()),
        length if length <= most => Ok(()),
        length => Err(format!("has {length} characters; AWS takes {most}")),
    }
}
