//! Assuming a role as an operation of its own (R3.9): several permissions may be needed, each is
//! decided like any other request, and what comes of it is a session that can call next.

use crate::arn::{AccountId, Arn};
use crate::context::{Context, Supplied, Value};
use crate::decision::Decision;
use crate::derive::{Credentials, Facts};
use crate::evaluate::explain;
use crate::principal::{Principal, RoleOrigin};
use crate::request::{Attachment, Caller, Request, Resource, ResourcePolicy, ResourcePolicyKind};
use crate::resource::ResourceName;
use crate::trace::Trace;
use crate::world::{PolicyId, World};
use crate::{Action, Organization};

/// A session lasts at least so many seconds (R3.9).
pub const SHORTEST: u32 = 900;
/// How long a session lasts where nothing else is asked for, and at most in a chain (R3.9).
pub const ONE_HOUR: u32 = 3_600;
/// Session tags of one call at most.
pub const MOST_TAGS: usize = 50;

/// What is asked of AWS STS.
#[derive(Clone, Debug)]
pub struct AssumeRole {
    /// By which operation.
    pub operation: Operation,
    /// Who asks.
    pub caller: Caller,
    /// What a calling session passes on; empty for a caller that is in none.
    pub incoming: Incoming,
    /// The role.
    pub role: Role,
    /// The name of the new session.
    pub session_name: String,
    /// Session policies that are passed; `None` when none are.
    pub session_policies: Option<Vec<PolicyId>>,
    /// Session tags that are passed.
    pub tags: Vec<SessionTag>,
    /// The source identity that is passed.
    pub source_identity: Option<String>,
    /// The external id that is passed.
    pub external_id: Option<String>,
    /// How many seconds the session shall last.
    pub duration: Option<u32>,
    /// Whether the code of an MFA device is passed.
    pub mfa: bool,
    /// The condition keys of the call but for those that follow from the fields above.
    pub context: Context,
    /// The policy of the VPC endpoint the call travels through.
    pub endpoint: Option<PolicyId>,
}

/// The operation of AWS STS.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operation {
    /// `sts:AssumeRole`.
    AssumeRole,
    /// `sts:AssumeRoleWithSAML`.
    WithSaml,
    /// `sts:AssumeRoleWithWebIdentity`.
    WithWebIdentity,
}

impl Operation {
    /// The name of its permission.
    pub const fn action(self) -> &'static str {
        match self {
            Operation::AssumeRole => "sts:AssumeRole",
            Operation::WithSaml => "sts:AssumeRoleWithSAML",
            Operation::WithWebIdentity => "sts:AssumeRoleWithWebIdentity",
        }
    }
}

/// A role and what is attached to it.
#[derive(Clone, Debug)]
pub struct Role {
    /// `arn:aws:iam::A:role/path/Name`.
    pub arn: Arn,
    /// Its unique id, `AROA…`, if it is known.
    pub unique_id: Option<String>,
    /// Who may assume it.
    pub trust: PolicyId,
    /// What it may do.
    pub identity: Vec<Attachment>,
    /// Its permissions boundary.
    pub boundary: Option<PolicyId>,
    /// Its tags.
    pub tags: Vec<(String, String)>,
    /// How many seconds a session may last.
    pub longest: u32,
}

/// A tag of a session.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SessionTag {
    /// The key, compared without regard to case.
    pub key: String,
    /// The value.
    pub value: String,
    /// Whether sessions that this one makes have it too.
    pub transitive: bool,
}

/// What a session passes on to those it makes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Incoming {
    /// Its transitive tags.
    pub tags: Vec<SessionTag>,
    /// Its source identity.
    pub source_identity: Option<String>,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Assumed {
    /// The permissions that were needed, in order: the call itself, then passing tags, then
    /// setting a source identity. Empty when AWS refuses the call as such.
    pub checks: Vec<Check>,
    /// The result.
    pub outcome: Outcome,
}

/// A permission that was needed.
#[derive(Clone, Debug)]
pub struct Check {
    /// What was asked.
    pub request: Request,
    /// The answer and the way to it.
    pub trace: Trace,
}

/// How it ended.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The role was assumed.
    Session(Box<Session>),
    /// The check at this position denies.
    Denied(usize),
    /// None denies, and the check at this position depends on unknown keys.
    DependsOn(usize),
    /// AWS STS refuses the call whatever the policies say.
    Refused(Refusal),
}

/// Why AWS STS refuses a call.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// The ARN is not that of a role in an account.
    NotARole,
    /// A session name has 2 to 64 letters, digits and `_+=,.@-` (R5.3).
    SessionName,
    /// An external id has 2 to 1,224 letters, digits and `_+=,.@:/-` (R5.3).
    ExternalId,
    /// Fewer than 900 seconds.
    TooShort,
    /// More seconds than this, the role's maximum.
    TooLong(u32),
    /// More than one hour from within a session of a role.
    ChainTooLong,
    /// More than 50 tags.
    TooManyTags,
    /// A tag key has 1 to 128 characters and a value at most 256.
    TagLength(String),
    /// The key is passed twice, or is inherited from the calling session.
    TagTwice(String),
    /// The calling session has this source identity, which stays.
    SourceIdentityFixed(String),
}

/// A session of a role.
#[derive(Clone, Debug)]
pub struct Session {
    /// The session as the caller of requests: the role's policies, none of its maker's (R3.9).
    pub caller: Caller,
    /// Tags that were passed and tags that were inherited.
    pub tags: Vec<SessionTag>,
    /// The source identity, passed or inherited.
    pub source_identity: Option<String>,
    /// Whether a session of a role made it.
    pub chained: bool,
    /// How many seconds it lasts.
    pub duration: u32,
    role_tags: Vec<(String, String)>,
    unique_id: Option<String>,
}

impl Session {
    /// What it passes on when it assumes a role (R3.9.17, R3.9.20).
    pub fn incoming(&self) -> Incoming {
        let tags = self.tags.iter().filter(|tag| tag.transitive);
        Incoming {
            tags: tags.cloned().collect(),
            source_identity: self.source_identity.clone(),
        }
    }

    /// What `derive` needs to know of a request by this session. The credentials are temporary
    /// ones without MFA: that the call passed a code is not handed on.
    pub fn facts<'a>(
        &'a self,
        organization: Option<&'a Organization>,
        action: &'a Action,
        resource: &'a ResourceName,
        owner: Option<AccountId>,
    ) -> Facts<'a> {
        let role_tags = self.role_tags.iter();
        let session_tags = self.tags.iter();
        Facts {
            principal: &self.caller.principal,
            unique_id: self.unique_id.as_deref(),
            principal_tags: role_tags
                .map(|(key, value)| (key.as_str(), value.as_str()))
                .collect(),
            session_tags: session_tags
                .map(|tag| (tag.key.as_str(), tag.value.as_str()))
                .collect(),
            credentials: Credentials::Temporary,
            source_identity: self.source_identity.as_deref(),
            provider: None,
            organization,
            action,
            resource,
            owner,
            resource_tags: Vec::new(),
            endpoint: None,
            time: None,
        }
    }
}

/// Assumes a role, or says why that cannot be.
///
/// Tags and a source identity that the calling session passes on need their permission again
/// (R3.9.19, R3.9.20).
///
/// ```
/// # use iam::{request::*, *};
/// # use std::sync::Arc;
/// use iam::assume::{AssumeRole, Incoming, ONE_HOUR, Operation, Outcome, Role, assume};
///
/// let trust = r#"{"Version": "2012-10-17", "Statement": {
///     "Effect": "Allow", "Action": "sts:AssumeRole",
///     "Principal": {"AWS": "arn:aws:iam::111122223333:user/ana"}}}"#;
/// let mut world = World::new();
/// let (policy, _) = parse(trust, PolicyKind::RoleTrust);
/// let trust = world.add("trust", PolicyKind::RoleTrust, Arc::new(policy));
/// let principal = Principal::IamUser {
///     arn: Arn::parse("arn:aws:iam::111122223333:user/ana").unwrap(),
///     account: AccountId::parse("111122223333").unwrap(),
/// };
/// let assumed = assume(&world, &AssumeRole {
///     operation: Operation::AssumeRole,
///     caller: Caller {
///         principal, identity: Vec::new(), boundary: None, session: None,
///         session_token: None,
///     },
///     incoming: Incoming::default(),
///     role: Role {
///         arn: Arn::parse("arn:aws:iam::111122223333:role/Auditor").unwrap(),
///         unique_id: None, trust, identity: Vec::new(), boundary: None, tags: Vec::new(),
///         longest: ONE_HOUR,
///     },
///     session_name: "ana".into(),
///     session_policies: None, tags: Vec::new(), source_identity: None, external_id: None,
///     duration: None, mfa: false, context: Context::new(), endpoint: None,
/// });
/// let Outcome::Session(session) = assumed.outcome else { unreachable!() };
/// assert_eq!(
///     session.caller.principal.arn().unwrap().as_str(),
///     "arn:aws:sts::111122223333:assumed-role/Auditor/ana",
/// );
/// ```
pub fn assume(world: &World, call: &AssumeRole) -> Assumed {
    let refused = |refusal| Assumed {
        checks: Vec::new(),
        outcome: Outcome::Refused(refusal),
    };
    let duration = match duration(call) {
        Ok(duration) => duration,
        Err(refusal) => return refused(refusal),
    };
    if let Some(refusal) = wrong_name(call)
        .or_else(|| wrong_external_id(call))
        .or_else(|| wrong_tags(call))
        .or_else(|| wrong_source_identity(call))
    {
        return refused(refusal);
    }
    let Some(principal) = principal(call) else {
        return refused(Refusal::NotARole);
    };
    let checks: Vec<Check> = actions(call)
        .into_iter()
        .map(|action| {
            let request = request(call, action);
            let trace = explain(world, &request);
            Check { request, trace }
        })
        .collect();
    let first =
        |wanted: fn(Decision) -> bool| checks.iter().position(|check| wanted(check.trace.decision));
    let outcome = if let Some(at) = first(|decision| matches!(decision, Decision::Deny(_))) {
        Outcome::Denied(at)
    } else if let Some(at) = first(|decision| decision == Decision::DependsOn) {
        Outcome::DependsOn(at)
    } else {
        Outcome::Session(Box::new(session(call, principal, duration)))
    };
    Assumed { checks, outcome }
}

fn is_chained(call: &AssumeRole) -> bool {
    matches!(call.caller.principal, Principal::RoleSession { .. })
}

/// R3.9.12 and R3.9.13.
fn duration(call: &AssumeRole) -> Result<u32, Refusal> {
    match call.duration {
        None => Ok(ONE_HOUR.min(call.role.longest)),
        Some(seconds) if seconds < SHORTEST => Err(Refusal::TooShort),
        Some(seconds) if is_chained(call) && seconds > ONE_HOUR => Err(Refusal::ChainTooLong),
        Some(seconds) if seconds > call.role.longest => Err(Refusal::TooLong(call.role.longest)),
        Some(seconds) => Ok(seconds),
    }
}

/// R5.3.4.
fn wrong_name(call: &AssumeRole) -> Option<Refusal> {
    let name = &call.session_name;
    let right = (2..=64).contains(&name.len()) && consists_of(name, "_+=,.@-");
    (!right).then_some(Refusal::SessionName)
}

/// R5.3.5.
fn wrong_external_id(call: &AssumeRole) -> Option<Refusal> {
    let id = call.external_id.as_ref()?;
    let right = (2..=1_224).contains(&id.len()) && consists_of(id, "_+=,.@:/-");
    (!right).then_some(Refusal::ExternalId)
}

fn consists_of(text: &str, besides: &str) -> bool {
    let allowed = |one: char| one.is_ascii_alphanumeric() || besides.contains(one);
    text.chars().all(allowed)
}

/// R3.9.18, R3.9.21 and R5.2.7.
fn wrong_tags(call: &AssumeRole) -> Option<Refusal> {
    if call.tags.len() > MOST_TAGS {
        return Some(Refusal::TooManyTags);
    }
    for (position, tag) in call.tags.iter().enumerate() {
        let key_length = tag.key.chars().count();
        if !(1..=128).contains(&key_length) || tag.value.chars().count() > 256 {
            return Some(Refusal::TagLength(tag.key.clone()));
        }
        let before = call.tags.iter().take(position);
        let mut others = before.chain(&call.incoming.tags);
        if others.any(|other| other.key.to_lowercase() == tag.key.to_lowercase()) {
            return Some(Refusal::TagTwice(tag.key.clone()));
        }
    }
    None
}

/// R3.9.20.
fn wrong_source_identity(call: &AssumeRole) -> Option<Refusal> {
    let held = call.incoming.source_identity.as_ref()?;
    let passed = call.source_identity.as_ref()?;
    (held != passed).then(|| Refusal::SourceIdentityFixed(held.clone()))
}

/// The caller that the session will be.
fn principal(call: &AssumeRole) -> Option<Principal> {
    let role = &call.role.arn;
    let account = role.account()?;
    let path_and_name = role.resource().strip_prefix("role/")?;
    let name = path_and_name
        .rsplit('/')
        .next()
        .filter(|name| !name.is_empty())?;
    let arn = format!(
        "arn:{}:sts::{account}:assumed-role/{name}/{}",
        role.partition(),
        call.session_name
    );
    let origin = match path_and_name.starts_with("aws-service-role/") {
        true => RoleOrigin::ServiceLinked,
        false => RoleOrigin::Customer,
    };
    Some(Principal::RoleSession {
        arn: Arn::parse(&arn)?,
        role: role.clone(),
        account,
        origin,
    })
}

/// The permissions that are needed (R3.9.10, R3.9.11, R3.9.19, R3.9.20).
fn actions(call: &AssumeRole) -> Vec<&'static str> {
    let mut actions = vec![call.operation.action()];
    if !call.tags.is_empty() || !call.incoming.tags.is_empty() {
        actions.push("sts:TagSession");
    }
    if source_identity(call).is_some() {
        actions.push("sts:SetSourceIdentity");
    }
    actions
}

fn source_identity(call: &AssumeRole) -> Option<&String> {
    call.source_identity
        .as_ref()
        .or(call.incoming.source_identity.as_ref())
}

fn request(call: &AssumeRole, action: &str) -> Request {
    Request {
        caller: call.caller.clone(),
        action: Action::new(action),
        resource: Resource {
            name: ResourceName::new(call.role.arn.as_str()),
            account: call.role.arn.account(),
            policy: Some(ResourcePolicy {
                kind: ResourcePolicyKind::RoleTrust,
                policy: call.role.trust,
            }),
        },
        context: context(call),
        endpoint: call.endpoint,
    }
}

/// The keys of the call (R6.8.1 to R6.8.3, R6.5.7, R6.5.8).
fn context(call: &AssumeRole) -> Context {
    let mut context = call.context.clone();
    let mut single = |key: &str, text: &str| {
        context.set(key, Supplied::Single(Value::new(text)));
    };
    single("sts:RoleSessionName", &call.session_name);
    if let Some(id) = &call.external_id {
        single("sts:ExternalId", id);
    }
    if let Some(identity) = source_identity(call) {
        single("sts:SourceIdentity", identity);
    }
    if let Some(seconds) = call.duration {
        single("sts:DurationSeconds", &seconds.to_string());
    }
    if call.mfa {
        single("aws:MultiFactorAuthPresent", "true");
        single("aws:MultiFactorAuthAge", "0");
    }
    for tag in &call.tags {
        single(&format!("aws:RequestTag/{}", tag.key), &tag.value);
    }
    let keys = |tags: &mut dyn Iterator<Item = &SessionTag>| {
        let values: Vec<Value> = tags.map(|tag| Value::new(&tag.key)).collect();
        (!values.is_empty()).then_some(Supplied::Several(values))
    };
    if let Some(all) = keys(&mut call.tags.iter()) {
        context.set("aws:TagKeys", all);
    }
    if let Some(transitive) = keys(&mut call.tags.iter().filter(|tag| tag.transitive)) {
        context.set("sts:TransitiveTagKeys", transitive);
    }
    context
}

fn session(call: &AssumeRole, principal: Principal, duration: u32) -> Session {
    Session {
        caller: Caller {
            principal,
            identity: call.role.identity.clone(),
            boundary: call.role.boundary,
            session: call.session_policies.clone(),
            session_token: None,
        },
        tags: call
            .tags
            .iter()
            .chain(&call.incoming.tags)
            .cloned()
            .collect(),
        source_identity: source_identity(call).cloned(),
        chained: is_chained(call),
        duration,
        role_tags: call.role.tags.clone(),
        unique_id: call.role.unique_id.clone(),
    }
}
