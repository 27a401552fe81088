//! What a request acts on: owner, tags and resource-based policy, found by ARN.

use super::Built;
use super::caller::{role_arn, user_arn};
use crate::account::{Account, Resource, Tag};
use crate::document::Scenario;
use crate::policy::PolicyRef;
use crate::request::RequestSpec;
use iam::{AccountId, Action, PolicyKind, ResourceName, ResourcePolicy, ResourcePolicyKind};

/// A resource and what AWS knows of it beside its policy.
pub(super) struct Found<'a> {
    pub(super) resource: iam::Resource,
    pub(super) tags: &'a [Tag],
}

/// A resource looked up, whatever is to be done to it.
pub(super) struct Looked<'a> {
    pub(super) name: ResourceName,
    pub(super) account: Option<AccountId>,
    pub(super) policy: Option<ResourcePolicy>,
    /// What speaks instead when the role is assumed.
    pub(super) trust: Option<ResourcePolicy>,
    pub(super) tags: &'a [Tag],
}

pub(super) fn find<'a>(
    built: &Built,
    scenario: &'a Scenario,
    spec: &RequestSpec,
    action: &Action,
) -> Found<'a> {
    let looked = look(built, scenario, &spec.resource, spec.owner);
    let policy = policy(looked.trust, looked.policy, action);
    Found {
        resource: iam::Resource {
            name: looked.name,
            account: looked.account,
            policy,
        },
        tags: looked.tags,
    }
}

pub(super) fn look<'a>(
    built: &Built,
    scenario: &'a Scenario,
    resource: &str,
    owner: Option<AccountId>,
) -> Looked<'a> {
    let name = ResourceName::new(resource);
    let named = name
        .parts()
        .and_then(|[_, _, _, _, account, _]| AccountId::parse(account));
    let itself = described(built, scenario, resource);
    let holder = holder(&name).and_then(|arn| described(built, scenario, &arn));
    let told = itself.or(holder).map(|(account, _)| account);
    let policy = match holder.or(itself).and_then(|(_, resource)| resource.policy) {
        Some(policy) => attached(built, scenario, policy),
        None => None,
    };
    let identity = named.and_then(|account| {
        let held = scenario.account(account)?;
        Identity::find(held, account, resource)
    });
    let trust = trust(built, identity.as_ref(), &name);
    let tags = match (itself, &identity) {
        (Some((_, resource)), _) => &*resource.tags,
        (None, Some(identity)) => identity.tags,
        (None, None) => &[],
    };
    Looked {
        name,
        account: told.or(named).or(owner),
        policy,
        trust,
        tags,
    }
}

/// The trust policy speaks only where the role is assumed, not where IAM manages the role
/// (R3.9.16).
pub(super) fn policy(
    trust: Option<ResourcePolicy>,
    policy: Option<ResourcePolicy>,
    action: &Action,
) -> Option<ResourcePolicy> {
    let trust = trust.filter(|_| action.service() == "sts");
    trust.or(policy)
}

fn described<'a>(
    built: &Built,
    scenario: &'a Scenario,
    arn: &str,
) -> Option<(AccountId, &'a Resource)> {
    let mut holders = built.holders.iter();
    holders.find_map(|id| Some((*id, scenario.account(*id)?.resource(arn)?)))
}

/// The resource whose policy also covers this one: the bucket of an object, the table of an
/// index, the domain of a path in it.
fn holder(name: &ResourceName) -> Option<String> {
    let [_, partition, service, region, account, resource] = name.parts()?;
    let held = match service {
        "s3" if region.is_empty() && account.is_empty() => resource.split_once('/')?.0,
        "dynamodb" => resource.split_once("/index/")?.0,
        "es" => {
            let (domain, _) = resource.strip_prefix("domain/")?.split_once('/')?;
            return Some(format!(
                "arn:{partition}:es:{region}:{account}:domain/{domain}"
            ));
        }
        _ => return None,
    };
    Some(format!(
        "arn:{partition}:{service}:{region}:{account}:{held}"
    ))
}

/// A KMS key whose policy is missing or off is taken as one with AWS's default key policy, which
/// leaves the decision to its account's own policies (R3.10.2).
fn attached(built: &Built, scenario: &Scenario, policy: PolicyRef) -> Option<ResourcePolicy> {
    let kind = match scenario.policies.get(policy)?.kind {
        PolicyKind::KmsKey => ResourcePolicyKind::KmsKey,
        PolicyKind::RoleTrust => ResourcePolicyKind::RoleTrust,
        PolicyKind::Identity
        | PolicyKind::Managed
        | PolicyKind::Boundary
        | PolicyKind::Session
        | PolicyKind::Resource
        | PolicyKind::VpcEndpoint
        | PolicyKind::Scp
        | PolicyKind::Rcp => ResourcePolicyKind::Resource,
    };
    Some(ResourcePolicy {
        kind,
        policy: built.policy_id(policy)?,
    })
}

/// The trust policy of a role. Without one, nobody can assume it (R3.9.3).
fn trust(
    built: &Built,
    identity: Option<&Identity<'_>>,
    name: &ResourceName,
) -> Option<ResourcePolicy> {
    let [_, _, service, _, _, resource] = name.parts()?;
    if service != "iam" || !resource.starts_with("role/") {
        return None;
    }
    let trust = identity.and_then(|identity| identity.trust);
    let policy = trust.and_then(|policy| built.policy_id(policy));
    Some(ResourcePolicy {
        kind: ResourcePolicyKind::RoleTrust,
        policy: policy.unwrap_or(built.nobody),
    })
}

/// A user or role as the thing that a request acts on.
struct Identity<'a> {
    tags: &'a [Tag],
    trust: Option<PolicyRef>,
}

impl<'a> Identity<'a> {
    fn find(held: &'a Account, account: AccountId, arn: &str) -> Option<Identity<'a>> {
        let roles = held.roles.iter();
        let mut roles = roles.filter(|role| role_arn(account, &role.name, Some(role)) == arn);
        if let Some(role) = roles.next() {
            return Some(Identity {
                tags: &role.tags,
                trust: role.trust,
            });
        }
        let users = held.users.iter();
        let mut users = users.filter(|user| user_arn(account, &user.name, Some(user)) == arn);
        let user = users.next()?;
        Some(Identity {
            tags: &user.tags,
            trust: None,
        })
    }
}
