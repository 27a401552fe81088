//! Role chains: how the caller of a request came by its session, step by step. Each step is a call
//! of AWS STS that is decided on its own (R3.9); the last session makes the request.
//!
//! A step is judged as if those before it had succeeded, so that all of a chain can be looked at.

use super::caller::{self, Found, as_role, role_arn, session_name};
use super::{Built, current_time, given, pairs};
use crate::account::Role;
use crate::document::Scenario;
use crate::request::{Assumption, CallerSpec, ContextEntry, Mfa, RequestSpec, Session};
use iam::assume::{
    AssumeRole, Assumed, Incoming, ONE_HOUR, Operation, Outcome, Refusal, SessionTag, assume,
};
use iam::derive::{self, Facts};
use iam::{AccountId, Action, Arn, Principal, ResourceName};

/// A step of a role chain.
#[derive(Clone, Debug)]
pub struct Step {
    /// How many makers back from the caller the session stands that the step makes; 0 for the
    /// caller's own.
    pub back: usize,
    /// Who calls AWS STS.
    pub maker: Principal,
    /// The ARN of the role.
    pub role: String,
    /// What came of it.
    pub assumed: Assumed,
}

/// What a role chain comes to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// The caller has its session, or does not tell how it came by it.
    Issued,
    /// The step at this place depends on unknown keys, and none is refused.
    Uncertain(usize),
    /// AWS STS refuses the step at this place, and no session comes of the chain.
    Refused(usize),
}

/// What the steps of a chain come to.
pub fn standing(steps: &[Step]) -> Standing {
    let refused = steps.iter().position(|step| {
        matches!(
            step.assumed.outcome,
            Outcome::Denied(_) | Outcome::Refused(_)
        )
    });
    let uncertain = steps
        .iter()
        .position(|step| matches!(step.assumed.outcome, Outcome::DependsOn(_)));
    match (refused, uncertain) {
        (Some(place), _) => Standing::Refused(place),
        (None, Some(place)) => Standing::Uncertain(place),
        (None, None) => Standing::Issued,
    }
}

/// The beginnings of condition keys that tell of the way a request comes and of its time. A whole
/// chain is made at one time from one place, so each step has what is set for the request.
const SHARED: [&str; 9] = [
    "aws:currenttime",
    "aws:epochtime",
    "aws:securetransport",
    "aws:sourceip",
    "aws:sourcevpc",
    "aws:useragent",
    "aws:vpc",
    "aws:requestedregion",
    "aws:referer",
];

/// Whether the steps of a chain have what is set for the request under this key.
pub fn is_shared(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    SHARED.iter().any(|beginning| key.starts_with(beginning))
}

impl Built {
    /// The steps by which the caller of a request came by its session, the first one first; none
    /// for a caller that does not tell.
    pub fn chain(&self, scenario: &Scenario, spec: &RequestSpec) -> Vec<Step> {
        let told = spec.caller.makers().enumerate().filter_map(|(back, made)| {
            let CallerSpec::Role {
                account,
                name,
                session,
            } = made
            else {
                return None;
            };
            let call = Call {
                account: *account,
                name,
                session,
                assumption: session.assumed.as_deref()?,
            };
            let maker = caller::find(self, scenario, &call.assumption.by);
            let held = scenario.account(*account);
            let role = held.and_then(|held| held.role(name));
            Some(Step {
                back,
                maker: maker.caller.principal.clone(),
                role: role_arn(*account, name, role),
                assumed: self.assumed(spec, &call, role, maker),
            })
        });
        let mut steps: Vec<Step> = told.collect();
        steps.reverse();
        steps
    }

    // A door of the split build: what lies behind it waits (ARCHITECTURE.md).
    #[inline(never)]
    fn assumed(
        &self,
        spec: &RequestSpec,
        call: &Call<'_>,
        role: Option<&Role>,
        maker: Found<'_>,
    ) -> Assumed {
        let Some(arn) = Arn::parse(&role_arn(call.account, call.name, role)) else {
            return Assumed {
                checks: Vec::new(),
                outcome: Outcome::Refused(Refusal::NotARole),
            };
        };
        let context = self.context(spec, call, &maker, &arn, role);
        let session = call.session;
        let policies = self.policies(&session.policies);
        let tags = session.tags.iter().map(|tag| SessionTag {
            key: tag.key.clone(),
            value: tag.value.clone(),
            transitive: session.is_transitive(&tag.key),
        });
        let asked = AssumeRole {
            operation: operation(&call.assumption.by),
            incoming: incoming(&maker),
            role: self.role(arn, role),
            session_name: session_name(session).to_owned(),
            session_policies: Some(policies).filter(|policies| !policies.is_empty()),
            tags: tags.collect(),
            source_identity: session.source_identity.clone(),
            external_id: call.assumption.external_id.clone(),
            duration: call.assumption.duration,
            mfa: session.mfa == Mfa::Present,
            context,
            endpoint: None,
            caller: maker.caller,
        };
        assume(self.world(), &asked)
    }

    fn role(&self, arn: Arn, role: Option<&Role>) -> iam::assume::Role {
        let found = as_role(self, role);
        let trust = role.and_then(|role| role.trust);
        iam::assume::Role {
            arn,
            unique_id: found.unique_id.map(str::to_owned),
            trust: trust
                .and_then(|policy| self.policy_id(policy))
                .unwrap_or(self.nobody),
            identity: found.caller.identity,
            boundary: found.caller.boundary,
            tags: pairs(found.tags)
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
                .collect(),
            longest: role
                .and_then(|role| role.longest_session)
                .unwrap_or(ONE_HOUR),
        }
    }

    /// The condition keys that AWS supplies to the call, and those set by hand.
    fn context(
        &self,
        spec: &RequestSpec,
        call: &Call<'_>,
        maker: &Found<'_>,
        arn: &Arn,
        role: Option<&Role>,
    ) -> iam::Context {
        let shared = spec.context.iter().filter(|entry| is_shared(&entry.key));
        let own = |entry: &&ContextEntry| {
            let mut set = call.assumption.context.iter();
            !set.any(|held| held.key.eq_ignore_ascii_case(&entry.key))
        };
        let set: Vec<&ContextEntry> = shared.filter(own).chain(&call.assumption.context).collect();
        let facts = Facts {
            principal: &maker.caller.principal,
            unique_id: maker.unique_id,
            principal_tags: pairs(maker.tags),
            session_tags: maker.handed.pairs(),
            credentials: maker.credentials,
            source_identity: maker.handed.source_identity,
            provider: maker.provider,
            organization: self.world.organization(),
            action: &Action::new(operation(&call.assumption.by).action()),
            resource: &ResourceName::new(arn.as_str()),
            owner: Some(call.account),
            resource_tags: pairs(role.map_or(&[], |role| &role.tags)),
            endpoint: None,
            time: current_time(set.iter().copied()),
        };
        let given: Vec<_> = set.into_iter().map(given).collect();
        derive::context(&derive::derive(&facts, &given))
    }
}

/// A call that makes a session.
struct Call<'a> {
    account: AccountId,
    name: &'a str,
    session: &'a Session,
    assumption: &'a Assumption,
}

/// What the maker's session hands on.
fn incoming(maker: &Found<'_>) -> Incoming {
    let tags = maker.handed.tags.iter();
    let tags = tags
        .filter(|(_, transitive)| *transitive)
        .map(|(tag, _)| SessionTag {
            key: tag.key.clone(),
            value: tag.value.clone(),
            transitive: true,
        });
    Incoming {
        tags: tags.collect(),
        source_identity: maker.handed.source_identity.map(str::to_owned),
    }
}

/// The operation by which somebody assumes a role.
fn operation(by: &CallerSpec) -> Operation {
    match by {
        CallerSpec::WebIdentity { provider } if provider.contains(":saml-provider/") => {
            Operation::WithSaml
        }
        CallerSpec::WebIdentity { .. } => Operation::WithWebIdentity,
        CallerSpec::User { .. }
        | CallerSpec::Role { .. }
        | CallerSpec::Federated { .. }
        | CallerSpec::Root { .. }
        | CallerSpec::RootTask { .. }
        | CallerSpec::Service { .. }
        | CallerSpec::Anonymous => Operation::AssumeRole,
    }
}
