//! One request: who calls, which action, on what, under which circumstances, and the policies
//! that the caller and the resource bring along.

use crate::action::Action;
use crate::arn::AccountId;
use crate::context::Context;
use crate::principal::Principal;
use crate::resource::ResourceName;
use crate::world::PolicyId;

/// A request to be decided.
#[derive(Clone, Debug)]
pub struct Request {
    /// Who asks.
    pub caller: Caller,
    /// What they want to do.
    pub action: Action,
    /// To what.
    pub resource: Resource,
    /// The condition keys of the request.
    pub context: Context,
    /// The policy of the VPC endpoint the request travels through, if it does (R3.8).
    pub endpoint: Option<PolicyId>,
}

/// The calling principal with the policies that apply to it.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Who it is.
    pub principal: Principal,
    /// Identity-based policies: own ones and those of groups. For a federated user, those of
    /// the IAM user who federated.
    pub identity: Vec<Attachment>,
    /// The permissions boundary, if one is set.
    pub boundary: Option<PolicyId>,
    /// The session policies that were passed; `None` when none were, which is not the same as
    /// an empty list (R3.5). For a root user this is the task policy of `AssumeRoot` (R3.7).
    pub session: Option<Vec<PolicyId>>,
    /// How the credentials came from AWS STS, where that counts: a user's or root user's from
    /// `GetSessionToken` (R3.7), which those of the console are not, or a session that AWS STS did
    /// not give out.
    pub session_token: Option<SessionToken>,
}

/// What AWS STS had to do with the credentials of a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SessionToken {
    /// `GetSessionToken` without the code of an MFA device.
    WithoutMfa,
    /// `GetSessionToken` with one.
    WithMfa,
    /// AWS STS refused to make the session: nobody holds these credentials.
    NotIssued,
    /// `AssumeRoot` was called without a task policy, which it requires (R3.7.17).
    WithoutTask,
    /// Whether AWS STS made the session depends on unknown keys of the call that asked for it.
    Uncertain,
}

/// An identity-based policy and how it reaches the caller.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attachment {
    /// The policy.
    pub policy: PolicyId,
    /// The group it comes from; `None` when it is the caller's own.
    pub group: Option<String>,
}

/// What a request acts on.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Its ARN, or `*` for an action without a resource.
    pub name: ResourceName,
    /// The account that owns it; `None` when nobody is known to.
    pub account: Option<AccountId>,
    /// The resource-based policy on it, if it has one.
    pub policy: Option<ResourcePolicy>,
}

/// A resource-based policy and the rules its kind brings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ResourcePolicy {
    /// Which rules.
    pub kind: ResourcePolicyKind,
    /// The policy.
    pub policy: PolicyId,
}

/// Resource-based policies differ in whether IAM policies alone can open the resource.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ResourcePolicyKind {
    /// Bucket, queue, topic …: one of two ways in (R3.4).
    Resource,
    /// A role's trust policy: must allow (R3.9).
    RoleTrust,
    /// A KMS key policy: must allow, or let the account's IAM policies decide (R3.10).
    KmsKey,
}
