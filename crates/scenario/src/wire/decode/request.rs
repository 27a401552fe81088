//! Requests and their callers. Whether a caller exists is not asked: one may have been deleted.

use super::{Names, account_id, capped, optional_text, tags, text};
use crate::caps;
use crate::policy::Seat;
use crate::request::{
    Assumption, CallerSpec, ContextEntry, ContextValue, Credentials, Mfa, RequestSpec, Session,
};
use crate::wire::WireError;
use crate::wire::v1::{
    AssumptionObject, CallerObject, ContextObject, CredentialsObject, RequestObject, SessionObject,
    StateObject,
};

pub(super) fn request(
    policies: &Names,
    object: RequestObject,
    place: &str,
) -> Result<RequestSpec, WireError> {
    capped(
        object.context.len(),
        caps::CONTEXT,
        &format!("condition keys in {place}"),
    )?;
    let owner = object.owner.map(|owner| account_id(&owner, place));
    let context = object
        .context
        .into_iter()
        .map(|object| entry(object, place));
    let caller = caller(policies, object.caller, place)?;
    let roles = caller.makers().count() - 1;
    capped(roles, caps::CHAIN, &format!("assumed roles in {place}"))?;
    Ok(RequestSpec {
        caller,
        action: text(object.action, caps::TEXT, &format!("the action of {place}"))?,
        resource: text(
            object.resource,
            caps::TEXT,
            &format!("the resource of {place}"),
        )?,
        owner: owner.transpose()?,
        context: context.collect::<Result<_, _>>()?,
        endpoint: optional_text(object.endpoint, &format!("the endpoint of {place}"))?,
    })
}

fn caller(policies: &Names, object: CallerObject, place: &str) -> Result<CallerSpec, WireError> {
    let name = |name| text(name, caps::TEXT, &format!("the caller of {place}"));
    Ok(match object {
        CallerObject::User {
            account,
            name: user,
            credentials,
        } => CallerSpec::User {
            account: account_id(&account, place)?,
            name: name(user)?,
            credentials: signed(&credentials),
        },
        CallerObject::Role {
            account,
            name: role,
            session: passed,
        } => CallerSpec::Role {
            account: account_id(&account, place)?,
            name: name(role)?,
            session: session(policies, passed, place)?,
        },
        CallerObject::Federated {
            account,
            user,
            session: passed,
        } => CallerSpec::Federated {
            account: account_id(&account, place)?,
            user: name(user)?,
            session: match passed.assumed {
                None => session(policies, passed, place)?,
                Some(_) => {
                    return Err(WireError::new(format!(
                        "the federated user of {place} has `assumed`, which only sessions of roles have"
                    )));
                }
            },
        },
        CallerObject::Root {
            account,
            credentials,
        } => CallerSpec::Root {
            account: account_id(&account, place)?,
            credentials: signed(&credentials),
        },
        CallerObject::Service { name: service } => CallerSpec::Service {
            name: name(service)?,
        },
        CallerObject::RootTask { account, task } => CallerSpec::RootTask {
            account: account_id(&account, place)?,
            task: policies.optional(task, Seat::Session, &format!("the caller of {place}"))?,
        },
        CallerObject::WebIdentity { provider } => CallerSpec::WebIdentity {
            provider: name(provider)?,
        },
        CallerObject::Anonymous {} => CallerSpec::Anonymous,
    })
}

fn session(policies: &Names, object: SessionObject, place: &str) -> Result<Session, WireError> {
    // The places of a chain all lie in one request: naming each would say the same over and over.
    let place = match place.starts_with("the session of") {
        true => place.to_owned(),
        false => format!("the session of {place}"),
    };
    Ok(Session {
        name: text(object.name, caps::TEXT, &place)?,
        policies: policies.policies(object.policies, Seat::Session, &place)?,
        tags: tags(object.tags, &place)?,
        transitive: transitive(object.transitive, &place)?,
        mfa: match object.mfa {
            true => Mfa::Present,
            false => Mfa::Absent,
        },
        source_identity: optional_text(object.source_identity, &place)?,
        assumed: match object.assumed {
            Some(object) => Some(Box::new(assumption(policies, *object, &place)?)),
            None => None,
        },
    })
}

fn transitive(keys: Vec<String>, place: &str) -> Result<Vec<String>, WireError> {
    capped(
        keys.len(),
        caps::TAGS,
        &format!("transitive tags of {place}"),
    )?;
    let what = format!("a transitive tag of {place}");
    keys.into_iter()
        .map(|key| text(key, caps::TEXT, &what))
        .collect()
}

fn assumption(
    policies: &Names,
    object: AssumptionObject,
    place: &str,
) -> Result<Assumption, WireError> {
    let count = object.context.len();
    capped(count, caps::CONTEXT, &format!("condition keys in {place}"))?;
    let context = object.context.into_iter();
    Ok(Assumption {
        by: caller(policies, object.by, place)?,
        external_id: optional_text(object.external_id, &format!("the external id of {place}"))?,
        duration: object.duration,
        context: context
            .map(|object| entry(object, place))
            .collect::<Result<_, _>>()?,
    })
}

fn signed(credentials: &CredentialsObject) -> Credentials {
    match credentials {
        CredentialsObject::AccessKeys => Credentials::AccessKeys,
        CredentialsObject::Temporary => Credentials::Temporary(Mfa::Absent),
        CredentialsObject::TemporaryWithMfa => Credentials::Temporary(Mfa::Present),
        CredentialsObject::SessionToken => Credentials::SessionToken(Mfa::Absent),
        CredentialsObject::SessionTokenWithMfa => Credentials::SessionToken(Mfa::Present),
    }
}

fn entry(object: ContextObject, place: &str) -> Result<ContextEntry, WireError> {
    let key = text(
        object.key,
        caps::TEXT,
        &format!("a condition key of {place}"),
    )?;
    let what = format!("the value of `{key}` in {place}");
    let value = match (object.value, object.values, object.state) {
        (Some(value), None, None) => ContextValue::Single(text(value, caps::TEXT, &what)?),
        (None, Some(values), None) => {
            capped(
                values.len(),
                caps::CONTEXT,
                &format!("values of `{key}` in {place}"),
            )?;
            let values = values
                .into_iter()
                .map(|value| text(value, caps::TEXT, &what));
            ContextValue::Several(values.collect::<Result<_, _>>()?)
        }
        (None, None, Some(StateObject::Unknown)) => ContextValue::Unknown,
        (None, None, Some(StateObject::Absent)) => ContextValue::Absent,
        _ => {
            return Err(WireError::new(format!(
                "condition key `{key}` in {place} needs one of `value`, `values` and `state`"
            )));
        }
    };
    Ok(ContextEntry { key, value })
}
