//! The caller of a case.

use super::CaseError;
use super::wire::PrincipalObject;
use iam::principal::RoleOrigin;
use iam::request::SessionToken;
use iam::{AccountId, Arn, Principal};

const TYPES: [&str; 8] = [
    "iam_user",
    "role_session",
    "service_linked_role_session",
    "federated_user",
    "root_user",
    "service",
    "web_identity",
    "anonymous",
];

/// The calling principal.
pub(super) fn principal(object: &PrincipalObject) -> Result<Principal, CaseError> {
    match &*object.kind {
        "iam_user" => {
            let arn = needed_arn(&object.arn, "principal.arn", &["user/"])?;
            let account = account_of(object, &arn)?;
            Ok(Principal::IamUser { arn, account })
        }
        "role_session" => match object.service_linked_role {
            true => role_session(object, RoleOrigin::ServiceLinked),
            false => role_session(object, RoleOrigin::Customer),
        },
        "service_linked_role_session" => role_session(object, RoleOrigin::ServiceLinked),
        "federated_user" => {
            let arn = needed_arn(&object.arn, "principal.arn", &["federated-user/"])?;
            let part = "principal.federating_user_arn";
            let user = needed_arn(&object.federating_user_arn, part, &["user/"])?;
            let account = account_of(object, &arn)?;
            Ok(Principal::FederatedUser { arn, user, account })
        }
        "root_user" => {
            let text = match (&object.arn, &object.account) {
                (None, Some(account)) => Some(format!("arn:aws:iam::{account}:root")),
                (given, _) => given.clone(),
            };
            let arn = needed_arn(&text, "principal.arn", &["root"])?;
            let account = account_of(object, &arn)?;
            Ok(Principal::RootUser { arn, account })
        }
        "service" => {
            let name = needed(&object.service, "principal.service")?.to_owned();
            Ok(Principal::Service { name })
        }
        "web_identity" => {
            let provider = needed(&object.provider, "principal.provider")?.to_owned();
            Ok(Principal::WebIdentity { provider })
        }
        "anonymous" => Ok(Principal::Anonymous),
        other => Err(CaseError::unknown("principal.type", other, TYPES)),
    }
}

/// Left out where the credentials of a user or root user are not from `GetSessionToken`.
pub(super) fn session_token(object: &PrincipalObject) -> Result<Option<SessionToken>, CaseError> {
    let part = "principal.credentials";
    let Some(given) = &object.credentials else {
        return Ok(None);
    };
    let known = ["session_token", "session_token_with_mfa"];
    let found = match &**given {
        "session_token" => SessionToken::WithoutMfa,
        "session_token_with_mfa" => SessionToken::WithMfa,
        other => return Err(CaseError::unknown(part, other, known)),
    };
    match &*object.kind {
        "iam_user" | "root_user" => Ok(Some(found)),
        other => Err(CaseError::new(format!(
            "{part}: only `iam_user` and `root_user` call GetSessionToken, not `{other}`"
        ))),
    }
}

/// A caller for cases that are not about callers.
pub(super) fn some_user() -> Result<Principal, CaseError> {
    principal(&PrincipalObject {
        kind: "iam_user".into(),
        arn: Some("arn:aws:iam::111122223333:user/someone".into()),
        ..PrincipalObject::default()
    })
}

fn role_session(object: &PrincipalObject, origin: RoleOrigin) -> Result<Principal, CaseError> {
    let arn = needed_arn(&object.arn, "principal.arn", &["assumed-role/"])?;
    let account = account_of(object, &arn)?;
    let role_text = object.role_arn.clone().or_else(|| role_of(&arn));
    let role = needed_arn(&role_text, "principal.role_arn", &["role/"])?;
    Ok(Principal::RoleSession {
        arn,
        role,
        account,
        origin,
    })
}

/// The role of a session, taken to have no path: session ARNs carry none.
fn role_of(session: &Arn) -> Option<String> {
    let name = session.resource().split('/').nth(1)?;
    let [_, partition, _, _, account, _] = session.parts();
    Some(format!("arn:{partition}:iam::{account}:role/{name}"))
}

fn needed<'a>(value: &'a Option<String>, part: &str) -> Result<&'a str, CaseError> {
    value
        .as_deref()
        .ok_or_else(|| CaseError::new(format!("{part} is missing")))
}

fn needed_arn(value: &Option<String>, part: &str, beginnings: &[&str]) -> Result<Arn, CaseError> {
    let text = needed(value, part)?;
    let begins = |arn: &Arn| {
        beginnings
            .iter()
            .any(|beginning| arn.resource().starts_with(beginning))
    };
    Arn::parse(text).filter(begins).ok_or_else(|| {
        let wanted = beginnings.join("` or `");
        CaseError::new(format!(
            "{part}: `{text}` is not an ARN of six parts whose last begins with `{wanted}`"
        ))
    })
}

/// The caller's account, which its ARN has to agree with.
fn account_of(object: &PrincipalObject, arn: &Arn) -> Result<AccountId, CaseError> {
    let named = arn.account().ok_or_else(|| {
        CaseError::new(format!("principal.arn: `{arn}` has no 12-digit account id"))
    })?;
    match &object.account {
        Some(given) if **given != *named.as_str() => Err(CaseError::new(format!(
            "principal.account: `{given}` is not the account of `{arn}`"
        ))),
        _ => Ok(named),
    }
}
