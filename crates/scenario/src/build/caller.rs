//! The caller of a request, by the names of the scenario. Someone the scenario does not describe
//! is a caller without policies.

use super::Built;
use crate::account::{Group, Role, Tag, User};
use crate::document::Scenario;
use crate::request::{CallerSpec, Credentials, Mfa, Session};
use iam::derive;
use iam::principal::RoleOrigin;
use iam::request::SessionToken;
use iam::{AccountId, Arn, Attachment, Caller, PolicyId, Principal};

/// A caller and what AWS knows of them beside their policies.
pub(super) struct Found<'a> {
    pub(super) caller: Caller,
    pub(super) unique_id: Option<&'a str>,
    pub(super) tags: &'a [Tag],
    pub(super) handed: Handed<'a>,
    pub(super) credentials: derive::Credentials,
    /// The identity provider behind a session.
    pub(super) provider: Option<&'a str>,
}

/// What a session has of tags and source identity, with what was handed on to it along its role
/// chain.
#[derive(Default)]
pub(super) struct Handed<'a> {
    /// The tags, and whether each is handed on.
    pub(super) tags: Vec<(&'a Tag, bool)>,
    pub(super) source_identity: Option<&'a str>,
}

pub(super) fn find<'a>(built: &Built, scenario: &'a Scenario, spec: &'a CallerSpec) -> Found<'a> {
    match spec {
        CallerSpec::User {
            account,
            name,
            credentials,
        } => {
            let user = scenario.account(*account).and_then(|held| held.user(name));
            let mut found = as_user(built, scenario, *account, user);
            found.sign(*credentials);
            match arn(&user_arn(*account, name, user)) {
                Some(arn) => found.called(Principal::IamUser {
                    arn,
                    account: *account,
                }),
                None => found,
            }
        }
        CallerSpec::Role {
            account,
            name,
            session,
        } => {
            let role = scenario.account(*account).and_then(|held| held.role(name));
            let mut found = as_role(built, role);
            found.pass(built, session);
            match role_session(*account, name, role, session) {
                Some(principal) => found.called(principal),
                None => found,
            }
        }
        CallerSpec::Federated {
            account,
            user: name,
            session,
        } => {
            let user = scenario.account(*account).and_then(|held| held.user(name));
            let mut found = as_user(built, scenario, *account, user);
            found.pass(built, session);
            let own = format!(
                "arn:aws:sts::{account}:federated-user/{}",
                session_name(session)
            );
            match (arn(&own), arn(&user_arn(*account, name, user))) {
                (Some(arn), Some(user)) => found.called(Principal::FederatedUser {
                    arn,
                    user,
                    account: *account,
                }),
                _ => found,
            }
        }
        CallerSpec::Root {
            account,
            credentials,
        } => {
            let mut found = Found::nobody();
            found.sign(*credentials);
            match arn(&format!("arn:aws:iam::{account}:root")) {
                Some(arn) => found.called(Principal::RootUser {
                    arn,
                    account: *account,
                }),
                None => found,
            }
        }
        CallerSpec::RootTask { account, task } => {
            let mut found = Found::nobody();
            found.credentials = derive::Credentials::AssumedRoot;
            found.caller.session_token = match task {
                Some(_) => None,
                None => Some(SessionToken::WithoutTask),
            };
            let task = task.and_then(|policy| built.policy_id(policy));
            found.caller.session = task.map(|task| vec![task]);
            match arn(&format!("arn:aws:iam::{account}:root")) {
                Some(arn) => found.called(Principal::RootUser {
                    arn,
                    account: *account,
                }),
                None => found,
            }
        }
        CallerSpec::Service { name } => {
            Found::nobody().called(Principal::Service { name: name.clone() })
        }
        CallerSpec::WebIdentity { provider } => Found::nobody().called(Principal::WebIdentity {
            provider: provider.clone(),
        }),
        CallerSpec::Anonymous => Found::nobody(),
    }
}

impl<'a> Handed<'a> {
    pub(super) fn pairs(&self) -> Vec<derive::Tag<'a>> {
        let tags = self.tags.iter();
        tags.map(|(tag, _)| (&*tag.key, &*tag.value)).collect()
    }
}

impl<'a> Found<'a> {
    fn nobody() -> Found<'a> {
        Found {
            caller: Caller {
                principal: Principal::Anonymous,
                identity: Vec::new(),
                boundary: None,
                session: None,
                session_token: None,
            },
            unique_id: None,
            tags: &[],
            handed: Handed::default(),
            credentials: derive::Credentials::Unsigned,
            provider: None,
        }
    }

    fn called(mut self, principal: Principal) -> Found<'a> {
        self.caller.principal = principal;
        self
    }

    fn pass(&mut self, built: &Built, session: &'a Session) {
        let policies = built.policies(&session.policies);
        self.caller.session = Some(policies).filter(|policies| !policies.is_empty());
        self.handed = handed(session);
        self.credentials = match session.assumed {
            // That the call passed a code is not handed on.
            Some(_) => derive::Credentials::Temporary,
            None => with_mfa(session.mfa),
        };
        let by = session.assumed.as_deref().map(|assumed| &assumed.by);
        if let Some(CallerSpec::WebIdentity { provider }) = by {
            self.provider = Some(provider);
        }
    }

    fn sign(&mut self, credentials: Credentials) {
        self.credentials = match credentials {
            Credentials::AccessKeys => derive::Credentials::LongTerm,
            Credentials::Temporary(mfa) | Credentials::SessionToken(mfa) => with_mfa(mfa),
        };
        self.caller.session_token = match credentials {
            Credentials::AccessKeys | Credentials::Temporary(_) => None,
            Credentials::SessionToken(Mfa::Absent) => Some(SessionToken::WithoutMfa),
            Credentials::SessionToken(Mfa::Present) => Some(SessionToken::WithMfa),
        };
    }
}

/// What a user brings along, groups included.
fn as_user<'a>(
    built: &Built,
    scenario: &'a Scenario,
    account: AccountId,
    user: Option<&'a User>,
) -> Found<'a> {
    let mut found = Found::nobody();
    let Some(user) = user else {
        return found;
    };
    found.unique_id = user.unique_id.as_deref();
    found.tags = &user.tags;
    found.caller.identity = own(built.policies(&user.policies));
    let held = scenario.account(account);
    let groups = user.groups.iter().filter_map(|name| held?.group(name));
    for group in groups {
        found.caller.identity.extend(of_group(built, group));
    }
    let boundary = user.boundary.and_then(|policy| built.policy_id(policy));
    found.caller.boundary = boundary;
    found
}

pub(super) fn as_role<'a>(built: &Built, role: Option<&'a Role>) -> Found<'a> {
    let mut found = Found::nobody();
    let Some(role) = role else {
        return found;
    };
    found.unique_id = role.unique_id.as_deref();
    found.tags = &role.tags;
    found.caller.identity = own(built.policies(&role.policies));
    let boundary = role.boundary.and_then(|policy| built.policy_id(policy));
    found.caller.boundary = boundary;
    found
}

fn own(policies: Vec<PolicyId>) -> Vec<Attachment> {
    let attached = policies.into_iter().map(|policy| Attachment {
        policy,
        group: None,
    });
    attached.collect()
}

fn of_group(built: &Built, group: &Group) -> Vec<Attachment> {
    let policies = built.policies(&group.policies).into_iter();
    let attached = policies.map(|policy| Attachment {
        policy,
        group: Some(group.name.clone()),
    });
    attached.collect()
}

fn role_session(
    account: AccountId,
    name: &str,
    role: Option<&Role>,
    session: &Session,
) -> Option<Principal> {
    let stored = role.map_or(name, |role| &role.name);
    let session = session_name(session);
    Some(Principal::RoleSession {
        arn: arn(&format!(
            "arn:aws:sts::{account}:assumed-role/{stored}/{session}"
        ))?,
        role: arn(&role_arn(account, stored, role))?,
        account,
        origin: match role {
            Some(role) if role.is_service_linked() => RoleOrigin::ServiceLinked,
            Some(_) | None => RoleOrigin::Customer,
        },
    })
}

/// Temporary credentials always have a session name; one that was not given is `session`.
pub(super) fn session_name(session: &Session) -> &str {
    match session.name.is_empty() {
        true => "session",
        false => &session.name,
    }
}

pub(super) fn user_arn(account: AccountId, name: &str, user: Option<&User>) -> String {
    let (path, name) = user.map_or(("/", name), |user| (&user.path, &user.name));
    format!("arn:aws:iam::{account}:user{path}{name}")
}

pub(super) fn role_arn(account: AccountId, name: &str, role: Option<&Role>) -> String {
    let (path, name) = role.map_or(("/", name), |role| (&role.path, &role.name));
    format!("arn:aws:iam::{account}:role{path}{name}")
}

pub(super) fn arn(text: &str) -> Option<Arn> {
    Arn::parse(text)
}

/// R3.9.17 and R3.9.20, from the first session of the chain to this one.
fn handed(session: &Session) -> Handed<'_> {
    let chain: Vec<&Session> = std::iter::successors(Some(session), |session| {
        session.assumed.as_ref()?.by.session()
    })
    .collect();
    let mut held = Handed::default();
    for session in chain.into_iter().rev() {
        let passed = |key: &str| {
            let mut own = session.tags.iter();
            own.any(|tag| tag.key.eq_ignore_ascii_case(key))
        };
        held.tags
            .retain(|(tag, transitive)| *transitive && !passed(&tag.key));
        let own = session.tags.iter();
        held.tags
            .extend(own.map(|tag| (tag, session.is_transitive(&tag.key))));
        let own = session.source_identity.as_deref();
        held.source_identity = own.or(held.source_identity);
    }
    held
}

fn with_mfa(mfa: Mfa) -> derive::Credentials {
    match mfa {
        Mfa::Absent => derive::Credentials::Temporary,
        Mfa::Present => derive::Credentials::TemporaryWithMfa,
    }
}
