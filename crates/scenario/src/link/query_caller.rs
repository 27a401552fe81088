//! The caller in an address that people write by hand.

use super::query::QueryError;
use crate::account::{Role, User};
use crate::document::Scenario;
use crate::names;
use crate::policy::PolicyRef;
use crate::request::{CallerSpec, Credentials, Session};
use iam::AccountId;

/// Who asks, with what is theirs.
pub(super) enum Caller {
    User(AccountId, User),
    Role(AccountId, Role, Session),
    Root(AccountId),
    Service(String),
    Anonymous,
}

/// Reads a caller; one without an account is of `default`.
pub(super) fn read(text: &str, default: AccountId) -> Result<Caller, QueryError> {
    let wrong = |why: &str| {
        let shown: String = text.chars().take(60).collect();
        QueryError::Caller(shown, why.into())
    };
    if text == "anonymous" {
        return Ok(Caller::Anonymous);
    }
    if let Some(account) = AccountId::parse(text) {
        return Ok(Caller::Root(account));
    }
    if text.starts_with("arn:") {
        return arn(text).map_err(|why| wrong(&why));
    }
    let is_host = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-');
    let service = text.strip_suffix(".amazonaws.com");
    if service.is_some_and(|name| !name.is_empty() && name.bytes().all(is_host)) {
        return Ok(Caller::Service(text.into()));
    }
    names::user_or_role(text).map_err(|why| wrong(&format!("the name {why}")))?;
    Ok(Caller::User(default, User::new(text)))
}

fn arn(text: &str) -> Result<Caller, String> {
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let [_, partition, service, _, account, name] = parts[..] else {
        return Err("an ARN has six parts".into());
    };
    if partition != "aws" {
        return Err("the playground decides in the partition `aws`".into());
    }
    let account = AccountId::parse(account);
    let account = account.ok_or("the ARN has no account ID of 12 digits")?;
    let (kind, rest) = name.split_once('/').unwrap_or((name, ""));
    match (service, kind) {
        ("iam", "root") if rest.is_empty() => Ok(Caller::Root(account)),
        ("iam", "user") => {
            let (path, name) = checked(rest)?;
            let user = User {
                path,
                ..User::new(name)
            };
            Ok(Caller::User(account, user))
        }
        ("iam", "role") => {
            let (path, name) = checked(rest)?;
            let role = Role {
                path,
                ..Role::new(name)
            };
            Ok(Caller::Role(account, role, Session::default()))
        }
        ("sts", "assumed-role") => {
            let (name, session) = rest.split_once('/').unwrap_or((rest, ""));
            names::user_or_role(name).map_err(|why| format!("the name {why}"))?;
            let session = Session {
                name: session.into(),
                ..Session::default()
            };
            Ok(Caller::Role(account, Role::new(name), session))
        }
        _ => Err("the ARN is not of a user, a role, a session of a role or a root user".into()),
    }
}

/// `/path/` and the name of what stands behind `user/` or `role/` in an ARN.
pub(super) fn path_and_name(text: &str) -> (String, &str) {
    match text.rsplit_once('/') {
        Some((path, name)) => (format!("/{path}/"), name),
        None => ("/".into(), text),
    }
}

fn checked(text: &str) -> Result<(String, &str), String> {
    let (path, name) = path_and_name(text);
    names::path(&path).map_err(|why| format!("the path {why}"))?;
    names::user_or_role(name).map_err(|why| format!("the name {why}"))?;
    Ok((path, name))
}

impl Caller {
    pub(super) fn account(&self) -> Option<AccountId> {
        match self {
            Caller::User(account, _) | Caller::Role(account, ..) | Caller::Root(account) => {
                Some(*account)
            }
            Caller::Service(_) | Caller::Anonymous => None,
        }
    }

    /// Gives the caller policies of a user or role.
    pub(super) fn give(
        &mut self,
        policies: Vec<PolicyRef>,
        boundary: Option<PolicyRef>,
        session: Option<PolicyRef>,
    ) -> Result<(), QueryError> {
        match self {
            Caller::User(_, user) => {
                if session.is_some() {
                    let which = "a session of a role";
                    return Err(QueryError::OtherCaller("session-policy", which));
                }
                user.policies = policies;
                user.boundary = boundary;
            }
            Caller::Role(_, role, held) => {
                role.policies = policies;
                role.boundary = boundary;
                held.policies = session.into_iter().collect();
            }
            Caller::Root(_) | Caller::Service(_) | Caller::Anonymous => {
                let given = [
                    (!policies.is_empty(), "policy"),
                    (boundary.is_some(), "boundary"),
                    (session.is_some(), "session-policy"),
                ];
                if let Some((_, name)) = given.into_iter().find(|(is_given, _)| *is_given) {
                    return Err(QueryError::OtherCaller(name, "a user or a role"));
                }
            }
        }
        Ok(())
    }

    /// Puts the caller into its account, where what the resource brought may stand already.
    pub(super) fn spec(self, scenario: &mut Scenario) -> CallerSpec {
        match self {
            Caller::User(account, user) => {
                let name = user.name.clone();
                if let Some(held) = scenario.accounts.get_mut(&account) {
                    held.users.push(user);
                }
                let credentials = Credentials::AccessKeys;
                CallerSpec::User {
                    account,
                    name,
                    credentials,
                }
            }
            Caller::Role(account, mut role, session) => {
                let name = role.name.clone();
                if let Some(held) = scenario.accounts.get_mut(&account) {
                    // A role that assumes itself brought its trust policy.
                    match held.role_mut(&name) {
                        Some(same) => {
                            role.trust = same.trust;
                            *same = role;
                        }
                        None => held.roles.push(role),
                    }
                }
                CallerSpec::Role {
                    account,
                    name,
                    session,
                }
            }
            Caller::Root(account) => CallerSpec::Root {
                account,
                credentials: Credentials::AccessKeys,
            },
            Caller::Service(name) => CallerSpec::Service { name },
            Caller::Anonymous => CallerSpec::Anonymous,
        }
    }
}
