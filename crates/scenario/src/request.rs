//! A request as people put it together: by names, so that it stays readable when saved. `build`
//! turns it into what the evaluator decides.

use crate::account::Tag;
use crate::policy::PolicyRef;
use iam::AccountId;

/// Who asks for what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RequestSpec {
    /// Who asks.
    pub caller: CallerSpec,
    /// What they want to do, such as `s3:GetObject`.
    pub action: String,
    /// The ARN it is done to, or `*` for an action without a resource.
    pub resource: String,
    /// The account that owns the resource, where neither the ARN nor the scenario tells.
    pub owner: Option<AccountId>,
    /// Condition keys that are set by hand. They win over those AWS would supply.
    pub context: Vec<ContextEntry>,
    /// The id of the VPC endpoint the request travels through.
    pub endpoint: Option<String>,
}

/// A condition key set by hand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ContextEntry {
    /// The key, compared without regard to case.
    pub key: String,
    /// What the request says about it.
    pub value: ContextValue,
}

/// What a request says about a condition key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ContextValue {
    /// One value.
    Single(String),
    /// The list of a multivalued key, maybe empty.
    Several(Vec<String>),
    /// Nobody knows whether the key is there or what it holds.
    Unknown,
    /// The key is not in the request, even where AWS would usually supply it.
    Absent,
}

/// A request kept for later, with what its author expects of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SavedRequest {
    /// What people call it.
    pub name: String,
    /// The request.
    pub request: RequestSpec,
    /// The answer it should get.
    pub expected: Option<Expectation>,
}

/// The answer a saved request should get.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Expectation {
    /// It goes through.
    Allow,
    /// It is refused.
    Deny,
}

impl Expectation {
    /// Whether a decision is the expected one. One that depends on unknown keys never is.
    pub fn holds(self, decision: iam::Decision) -> bool {
        match decision {
            iam::Decision::Allow(_) => self == Expectation::Allow,
            iam::Decision::Deny(_) => self == Expectation::Deny,
            iam::Decision::DependsOn => false,
        }
    }
}

/// Who asks, by the names of the scenario.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CallerSpec {
    /// An IAM user.
    User {
        /// The user's account.
        account: AccountId,
        /// The user's name.
        name: String,
        /// What the request is signed with.
        credentials: Credentials,
    },
    /// A session of a role.
    Role {
        /// The role's account.
        account: AccountId,
        /// The role's name.
        name: String,
        /// What was passed when the role was assumed.
        session: Session,
    },
    /// A session that an IAM user made with `GetFederationToken`.
    Federated {
        /// The user's account.
        account: AccountId,
        /// The name of the IAM user who made the session.
        user: String,
        /// What was passed when the session was made; its name is the federated user's.
        session: Session,
    },
    /// The root user of an account.
    Root {
        /// The account.
        account: AccountId,
        /// What the request is signed with.
        credentials: Credentials,
    },
    /// An AWS service on its own behalf.
    Service {
        /// Such as `sns.amazonaws.com`.
        name: String,
    },
    /// A session of `AssumeRoot`: the root user of a member account, cut down to a task.
    RootTask {
        /// The account.
        account: AccountId,
        /// The task policy.
        task: Option<PolicyRef>,
    },
    /// Someone signed in with an identity provider, before assuming a role.
    WebIdentity {
        /// The provider's name or ARN, as trust policies name it.
        provider: String,
    },
    /// Someone without credentials.
    Anonymous,
}

/// What a user's requests are signed with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Credentials {
    /// Access keys: AWS knows nothing of MFA then.
    #[default]
    AccessKeys,
    /// Those of the console, which services don't refuse as they do those of `GetSessionToken`.
    Temporary(Mfa),
    /// Those of `GetSessionToken` (R3.7.22, R3.7.23).
    SessionToken(Mfa),
}

/// Whether temporary credentials were obtained with multi-factor authentication.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Mfa {
    /// Without.
    #[default]
    Absent,
    /// With.
    Present,
}

/// What was passed when temporary credentials were made.
///
/// A session that tells how it was made (`assumed`) is a step of a role chain: AWS STS has to give
/// it out, and `mfa` is then the code passed with the call, which sessions do not keep. One that
/// does not tell is taken as there.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Session {
    /// The session's name.
    pub name: String,
    /// Session policies; an empty list means none was passed.
    pub policies: Vec<PolicyRef>,
    /// Session tags.
    pub tags: Vec<Tag>,
    /// Keys of the tags that sessions made by this one have, too (R3.9.17).
    pub transitive: Vec<String>,
    /// Whether MFA was used.
    pub mfa: Mfa,
    /// The source identity, where one was set.
    pub source_identity: Option<String>,
    /// How the role was assumed; `None` where that is not asked.
    pub assumed: Option<Box<Assumption>>,
}

/// How a role was assumed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Assumption {
    /// Who called AWS STS.
    pub by: CallerSpec,
    /// The external id that was passed.
    pub external_id: Option<String>,
    /// How many seconds the session was to last.
    pub duration: Option<u32>,
    /// Condition keys of the call that are set by hand.
    pub context: Vec<ContextEntry>,
}

impl Assumption {
    /// A call that passes nothing.
    pub fn new(by: CallerSpec) -> Assumption {
        Assumption {
            by,
            external_id: None,
            duration: None,
            context: Vec::new(),
        }
    }
}

impl Session {
    /// A session of a name.
    pub fn named(name: impl Into<String>) -> Session {
        Session {
            name: name.into(),
            ..Session::default()
        }
    }

    /// Whether a tag is handed on.
    pub fn is_transitive(&self, key: &str) -> bool {
        let mut keys = self.transitive.iter();
        keys.any(|held| held.eq_ignore_ascii_case(key))
    }
}

impl CallerSpec {
    /// The account the caller belongs to, where it belongs to one.
    pub fn account(&self) -> Option<AccountId> {
        match self {
            CallerSpec::User { account, .. }
            | CallerSpec::Role { account, .. }
            | CallerSpec::Federated { account, .. }
            | CallerSpec::Root { account, .. }
            | CallerSpec::RootTask { account, .. } => Some(*account),
            CallerSpec::Service { .. } | CallerSpec::WebIdentity { .. } | CallerSpec::Anonymous => {
                None
            }
        }
    }

    /// The session of a role or federated user.
    pub fn session(&self) -> Option<&Session> {
        match self {
            CallerSpec::Role { session, .. } | CallerSpec::Federated { session, .. } => {
                Some(session)
            }
            CallerSpec::User { .. }
            | CallerSpec::Root { .. }
            | CallerSpec::RootTask { .. }
            | CallerSpec::Service { .. }
            | CallerSpec::WebIdentity { .. }
            | CallerSpec::Anonymous => None,
        }
    }

    /// The same, to be changed.
    pub fn session_mut(&mut self) -> Option<&mut Session> {
        match self {
            CallerSpec::Role { session, .. } | CallerSpec::Federated { session, .. } => {
                Some(session)
            }
            CallerSpec::User { .. }
            | CallerSpec::Root { .. }
            | CallerSpec::RootTask { .. }
            | CallerSpec::Service { .. }
            | CallerSpec::WebIdentity { .. }
            | CallerSpec::Anonymous => None,
        }
    }

    /// Who made the session, where that is told.
    pub fn maker(&self) -> Option<&CallerSpec> {
        Some(&self.session()?.assumed.as_ref()?.by)
    }

    /// The caller, who made its session, who made that one's, and so on.
    pub fn makers(&self) -> impl Iterator<Item = &CallerSpec> {
        std::iter::successors(Some(self), |caller| caller.maker())
    }

    /// The same that many makers back; 0 is the caller itself.
    pub fn back_mut(&mut self, steps: usize) -> Option<&mut CallerSpec> {
        let mut found = self;
        for _ in 0..steps {
            found = &mut found.session_mut()?.assumed.as_mut()?.by;
        }
        Some(found)
    }

    /// Changes the caller and all makers.
    pub(crate) fn each_mut(&mut self, mut change: impl FnMut(&mut CallerSpec)) {
        let mut next = Some(self);
        while let Some(caller) = next {
            change(caller);
            let session = caller.session_mut();
            let assumed = session.and_then(|session| session.assumed.as_mut());
            next = assumed.map(|assumed| &mut assumed.by);
        }
    }

    /// Whether both are the same user, role, root user, service or provider, whatever was
    /// passed to make the session.
    pub fn is_same_identity(&self, other: &CallerSpec) -> bool {
        match (self, other) {
            (
                CallerSpec::User { account, name, .. },
                CallerSpec::User {
                    account: a,
                    name: n,
                    ..
                },
            )
            | (
                CallerSpec::Role { account, name, .. },
                CallerSpec::Role {
                    account: a,
                    name: n,
                    ..
                },
            ) => account == a && name.eq_ignore_ascii_case(n),
            (
                CallerSpec::Federated { account, user, .. },
                CallerSpec::Federated {
                    account: a,
                    user: u,
                    ..
                },
            ) => account == a && user.eq_ignore_ascii_case(u),
            (CallerSpec::Root { account, .. }, CallerSpec::Root { account: a, .. })
            | (CallerSpec::RootTask { account, .. }, CallerSpec::RootTask { account: a, .. }) => {
                account == a
            }
            (CallerSpec::Service { name }, CallerSpec::Service { name: n }) => name == n,
            (CallerSpec::WebIdentity { provider }, CallerSpec::WebIdentity { provider: p }) => {
                provider == p
            }
            (CallerSpec::Anonymous, CallerSpec::Anonymous) => true,
            _ => false,
        }
    }
}

impl RequestSpec {
    /// A request without keys set by hand.
    pub fn new(
        caller: CallerSpec,
        action: impl Into<String>,
        resource: impl Into<String>,
    ) -> RequestSpec {
        RequestSpec {
            caller,
            action: action.into(),
            resource: resource.into(),
            owner: None,
            context: Vec::new(),
            endpoint: None,
        }
    }
}
