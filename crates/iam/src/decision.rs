//! The answer to a request, with its reason in the variants.

use crate::principal::Grade;

/// The layers of policies that a request passes, in the order AWS evaluates them (R3.2).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Layer {
    /// Resource control policies of the resource's organization.
    Rcp,
    /// Service control policies of the caller's organization.
    Scp,
    /// The resource-based policy.
    Resource,
    /// Identity-based policies of the caller and its groups.
    Identity,
    /// The caller's permissions boundary.
    Boundary,
    /// Session policies passed when the session was made.
    Session,
    /// The policy of the VPC endpoint travelled through.
    Endpoint,
}

impl Layer {
    /// All layers in evaluation order.
    pub const ALL: [Layer; 7] = [
        Layer::Rcp,
        Layer::Scp,
        Layer::Resource,
        Layer::Identity,
        Layer::Boundary,
        Layer::Session,
        Layer::Endpoint,
    ];

    /// The stable name used in command-line output.
    pub const fn code(self) -> &'static str {
        match self {
            Layer::Rcp => "rcp",
            Layer::Scp => "scp",
            Layer::Resource => "resource",
            Layer::Identity => "identity",
            Layer::Boundary => "boundary",
            Layer::Session => "session",
            Layer::Endpoint => "vpc_endpoint",
        }
    }
}

/// The answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decision {
    /// The request goes through.
    Allow(AllowReason),
    /// The request is refused.
    Deny(DenyReason),
    /// Keys that were declared unknown decide (R8).
    DependsOn,
}

/// What made an Allow.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AllowReason {
    /// `sts:GetCallerIdentity` needs no permission (R3.7).
    NoPermissionNeeded,
    /// The account's root user has full access to its own account.
    RootUser,
    /// The resource-based policy grants access by itself, at this grade.
    ResourcePolicy(Grade),
    /// The caller's identity-based policies grant access.
    Identity,
    /// Both accounts allow (R3.6).
    BothAccounts,
}

/// What made a Deny.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DenyReason {
    /// A Deny statement applies; this is the first layer, in evaluation order, that has one.
    Explicit(Layer),
    /// No Allow in a layer that needs one; the first such layer.
    Implicit(Layer),
    /// The service refuses this whatever the policies say.
    ApiRestriction(ApiRestriction),
    /// Caller and resource are in different partitions.
    CrossPartition,
}

/// Refusals that no policy can lift.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ApiRestriction {
    /// AWS STS refused to make the session that calls.
    SessionNotIssued,
    /// `AssumeRoot` makes no session without a task policy.
    RootSessionWithoutTask,
    /// Role sessions cannot call `GetFederationToken` or `GetSessionToken`.
    RoleSessionFederating,
    /// Federated-user sessions cannot call IAM.
    FederatedUserCallingIam,
    /// Federated-user sessions cannot call STS, but for `GetCallerIdentity`.
    FederatedUserCallingSts,
    /// Credentials from `GetSessionToken` cannot call IAM unless they carry MFA.
    SessionTokenCallingIam,
    /// Credentials from `GetSessionToken` cannot call STS, but for `AssumeRole` and
    /// `GetCallerIdentity`.
    SessionTokenCallingSts,
    /// The root user cannot assume a role.
    RootUserAssumingRole,
    /// Root user credentials cannot call `AssumeRoot`.
    RootUserAssumingRoot,
    /// Only its service changes a service-linked role.
    ServiceLinkedRole,
    /// The policy of a bucket is handled by its own account only.
    BucketPolicyAcrossAccounts,
    /// This SQS operation works on queues of the own account only.
    SqsOperationAcrossAccounts,
    /// AWS managed policies cannot be changed by customers.
    AwsManagedPolicy,
    /// Roles under `/aws-reserved/` cannot be changed or passed by customers.
    AwsReservedRole,
    /// KMS aliases under `alias/aws/` cannot be changed by customers.
    AwsKmsAlias,
    /// This KMS operation cannot be used on a key of another account.
    KmsOperationAcrossAccounts,
}

impl Decision {
    /// Whether the request goes through.
    pub fn is_allow(self) -> bool {
        matches!(self, Decision::Allow(_))
    }

    /// `Allow`, `Deny` or `DependsOn`.
    pub const fn name(self) -> &'static str {
        match self {
            Decision::Allow(_) => "Allow",
            Decision::Deny(_) => "Deny",
            Decision::DependsOn => "DependsOn",
        }
    }

    /// The reason of a Deny as the command line prints it, such as `explicit:scp`.
    pub fn because(self) -> Option<String> {
        match self {
            Decision::Allow(_) | Decision::DependsOn => None,
            Decision::Deny(DenyReason::Explicit(layer)) => {
                Some(format!("explicit:{}", layer.code()))
            }
            Decision::Deny(DenyReason::Implicit(layer)) => {
                Some(format!("implicit:{}", layer.code()))
            }
            Decision::Deny(DenyReason::ApiRestriction(_)) => Some("api_restriction".into()),
            Decision::Deny(DenyReason::CrossPartition) => Some("cross_partition".into()),
        }
    }
}
