//! What AWS's services refuse or exempt whatever the policies say (R3.7, R3.9, R3.10, R3.12,
//! R4.3).

use crate::action::Action;
use crate::arn::Arn;
use crate::decision::ApiRestriction;
use crate::principal::{Principal, same_role};
use crate::request::{Request, ResourcePolicyKind, SessionToken};
use crate::world::World;

/// Service prefixes that resource control policies cover, as of September 2026 (R4.3); sorted.
const RCP_SERVICES: [&str; 61] = [
    "aoss",
    "appconfig",
    "appstream",
    "autoscaling",
    "autoscaling-plans",
    "budgets",
    "clouddirectory",
    "cloudfront",
    "cloudsearch",
    "cloudtrail-data",
    "codeartifact",
    "codebuild",
    "codecommit",
    "codepipeline",
    "cognito-identity",
    "cognito-idp",
    "comprehend",
    "comprehendmedical",
    "compute-optimizer",
    "cost-optimization-hub",
    "dax",
    "dsql",
    "dynamodb",
    "ecr",
    "ecr-public",
    "events",
    "firehose",
    "fis",
    "fms",
    "gamelift",
    "health",
    "inspector-scan",
    "kendra",
    "kinesisvideo",
    "kms",
    "logs",
    "memorydb",
    "networkmonitor",
    "notifications",
    "opensearch",
    "pca-connector-ad",
    "personalize",
    "polly",
    "pricing",
    "resource-groups",
    "rolesanywhere",
    "s3",
    "secretsmanager",
    "servicediscovery",
    "signin",
    "sqs",
    "sts",
    "support",
    "swf",
    "textract",
    "timestream-influxdb",
    "transcribe",
    "transfer",
    "translate",
    "wafv2",
    "workspaces",
];

/// KMS operations that work on a key of another account, in lower case (R3.10).
const KMS_ACROSS_ACCOUNTS: [&str; 19] = [
    "creategrant",
    "decrypt",
    "derivesharedsecret",
    "describekey",
    "encrypt",
    "generatedatakey",
    "generatedatakeypair",
    "generatedatakeypairwithoutplaintext",
    "generatedatakeywithoutplaintext",
    "generatemac",
    "getkeyrotationstatus",
    "getpublickey",
    "listgrants",
    "reencryptfrom",
    "reencryptto",
    "retiregrant",
    "revokegrant",
    "sign",
    "verify",
];

/// SQS operations that work on queues of the own account only, in lower case (R3.12.7).
const SQS_AT_HOME: [&str; 12] = [
    "addpermission",
    "cancelmessagemovetask",
    "createqueue",
    "deletequeue",
    "listmessagemovetasks",
    "listqueues",
    "listqueuetags",
    "removepermission",
    "setqueueattributes",
    "startmessagemovetask",
    "tagqueue",
    "untagqueue",
];

/// What only the service of a service-linked role may do with it, in lower case (R3.12.5).
const BY_THE_LINKED_SERVICE: [&str; 8] = [
    "attachrolepolicy",
    "deleterole",
    "deleterolepermissionsboundary",
    "deleterolepolicy",
    "detachrolepolicy",
    "putrolepermissionsboundary",
    "putrolepolicy",
    "updateassumerolepolicy",
];

/// Services that are known to take requests without a signature (R3.7.29).
const UNSIGNED: [&str; 8] = [
    "cognito-identity",
    "es",
    "execute-api",
    "lambda",
    "s3",
    "sns",
    "sqs",
    "sts",
];

pub(crate) fn takes_unsigned_requests(action: &Action) -> bool {
    UNSIGNED.contains(&action.service())
}

pub(crate) fn rcp_covers_service(action: &Action) -> bool {
    let service = action.service();
    RCP_SERVICES.binary_search(&service).is_ok() || service == "xray"
}

pub(crate) fn rcp_covers_operation(action: &Action) -> bool {
    action.folded() != "kms:retiregrant"
}

/// The call that tells who one is; it works even against an explicit Deny (R3.7).
pub(crate) fn needs_no_permission(request: &Request) -> bool {
    let authenticated = request.caller.principal.account().is_some();
    authenticated && request.action.folded() == "sts:getcalleridentity"
}

/// The call by which a user shows an MFA device, which policies do not control (R3.7.26).
pub(crate) fn is_authentication(request: &Request) -> bool {
    let has_long_term_keys = matches!(
        request.caller.principal,
        Principal::IamUser { .. } | Principal::RootUser { .. }
    );
    has_long_term_keys && request.action.folded() == "sts:getsessiontoken"
}

/// Whether caller and resource are in partitions that never reach each other (R3.6).
pub(crate) fn crosses_partitions(request: &Request) -> bool {
    let caller = request.caller.principal.arn().map(Arn::partition);
    match (caller, request.resource.name.partition()) {
        (Some(caller), Some(resource)) => {
            caller != resource && !resource.is_empty() && resource != "*"
        }
        _ => false,
    }
}

/// The first restriction that stands in the way.
pub(crate) fn restriction(request: &Request) -> Option<ApiRestriction> {
    by_caller(request)
        .or_else(|| by_session_token(request))
        .or_else(|| by_resource(request))
}

/// Whether the action is checked along with another call and is no call of its own (R3.7.24).
fn is_permission_only(action: &str) -> bool {
    matches!(
        action,
        "iam:passrole" | "sts:tagsession" | "sts:setsourceidentity"
    )
}

fn by_session_token(request: &Request) -> Option<ApiRestriction> {
    let token = request.caller.session_token?;
    let action = request.action.folded();
    match (request.action.service(), token) {
        _ if is_permission_only(action) => None,
        ("iam", SessionToken::WithoutMfa) => Some(ApiRestriction::SessionTokenCallingIam),
        (_, SessionToken::NotIssued | SessionToken::WithoutTask | SessionToken::Uncertain) => None,
        ("sts", _) if action != "sts:assumerole" => Some(ApiRestriction::SessionTokenCallingSts),
        _ => None,
    }
}

fn by_caller(request: &Request) -> Option<ApiRestriction> {
    let action = request.action.folded();
    let service = request.action.service();
    match &request.caller.principal {
        Principal::RoleSession { .. } => match action {
            "sts:getfederationtoken" | "sts:getsessiontoken" => {
                Some(ApiRestriction::RoleSessionFederating)
            }
            _ => None,
        },
        Principal::FederatedUser { .. } => match service {
            _ if is_permission_only(action) => None,
            "iam" => Some(ApiRestriction::FederatedUserCallingIam),
            "sts" => Some(ApiRestriction::FederatedUserCallingSts),
            _ => None,
        },
        Principal::RootUser { .. } => match action {
            "sts:assumerole" => Some(ApiRestriction::RootUserAssumingRole),
            "sts:assumeroot" => Some(ApiRestriction::RootUserAssumingRoot),
            _ => None,
        },
        Principal::IamUser { .. }
        | Principal::Service { .. }
        | Principal::WebIdentity { .. }
        | Principal::Anonymous => None,
    }
}

fn by_resource(request: &Request) -> Option<ApiRestriction> {
    let name = request.action.name();
    let service = request.action.service();
    if is_cross_account(request) {
        match service {
            "s3" if matches!(
                name,
                "getbucketpolicy" | "putbucketpolicy" | "deletebucketpolicy"
            ) =>
            {
                return Some(ApiRestriction::BucketPolicyAcrossAccounts);
            }
            "sqs" if SQS_AT_HOME.contains(&name) => {
                return Some(ApiRestriction::SqsOperationAcrossAccounts);
            }
            _ => {}
        }
    }
    let parts = request.resource.name.parts()?;
    let [_, _, owner_service, _, owner, resource] = parts;
    let begins = |beginnings: &[&str]| {
        beginnings
            .iter()
            .any(|beginning| name.starts_with(beginning))
    };
    match (service, owner_service) {
        ("iam", "iam") if owner == "aws" && resource.starts_with("policy/") => {
            begins(&["create", "delete", "set", "tag", "untag"])
                .then_some(ApiRestriction::AwsManagedPolicy)
        }
        ("iam", "iam") if resource.starts_with("role/aws-reserved/") => {
            (!begins(&["get", "list", "simulate", "generate"]))
                .then_some(ApiRestriction::AwsReservedRole)
        }
        ("iam", "iam") if resource.starts_with("role/aws-service-role/") => BY_THE_LINKED_SERVICE
            .contains(&name)
            .then_some(ApiRestriction::ServiceLinkedRole),
        ("kms", "kms") if resource.starts_with("alias/aws/") => {
            begins(&["create", "update", "delete"]).then_some(ApiRestriction::AwsKmsAlias)
        }
        ("kms", _) => {
            let is_key = matches!(request.resource.policy, Some(policy) if policy.kind == ResourcePolicyKind::KmsKey);
            let foreign = is_cross_account(request);
            (is_key && foreign && !KMS_ACROSS_ACCOUNTS.contains(&name) && name != "verifymac")
                .then_some(ApiRestriction::KmsOperationAcrossAccounts)
        }
        _ => None,
    }
}

/// Whether both accounts are known and differ (R3.6).
pub(crate) fn is_cross_account(request: &Request) -> bool {
    match (request.caller.principal.account(), request.resource.account) {
        (Some(caller), Some(owner)) => caller != owner,
        _ => false,
    }
}

/// Whether the organization's management account asks for a root session in a member account,
/// which has no policy to allow it (R3.7.25).
pub(crate) fn is_central_root_access(world: &World, request: &Request) -> bool {
    let accounts = (request.caller.principal.account(), request.resource.account);
    match (world.organization(), accounts) {
        (Some(organization), (Some(caller), Some(owner))) => {
            request.action.folded() == "sts:assumeroot"
                && caller == organization.management_account()
                && caller != owner
                && organization.account(owner).is_some()
        }
        _ => false,
    }
}

/// Whether the resource policy's Deny does not bind this caller: the owner's root user can always
/// repair the policy of a bucket or queue (R3.7.14, R3.7.27).
pub(crate) fn root_repairs_policy(request: &Request) -> bool {
    let is_repair = matches!(
        request.action.folded(),
        "s3:getbucketpolicy"
            | "s3:putbucketpolicy"
            | "s3:deletebucketpolicy"
            | "sqs:getqueueattributes"
            | "sqs:setqueueattributes"
    );
    matches!(request.caller.principal, Principal::RootUser { .. })
        && is_repair
        && !is_cross_account(request)
}

/// Whether a role session assumes the very role it is a session of (R3.9).
pub(crate) fn assumes_itself(request: &Request) -> bool {
    match &request.caller.principal {
        Principal::RoleSession { role, .. } => Arn::parse(request.resource.name.as_str())
            .is_some_and(|assumed| same_role(&assumed, role)),
        _ => false,
    }
}

/// Whether the resource is a service-linked role, whose trust policy RCPs do not touch (R4.3).
pub(crate) fn is_service_linked_role(request: &Request) -> bool {
    match request.resource.name.parts() {
        Some([_, _, service, _, _, resource]) => {
            service == "iam" && resource.starts_with("role/aws-service-role/")
        }
        None => false,
    }
}

/// Whether a VPC endpoint for this service is a gateway endpoint, whose policy names accounts
/// only for their root users (R3.8).
pub(crate) fn has_gateway_endpoint(action: &Action) -> bool {
    matches!(action.service(), "s3" | "dynamodb")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_service_list_is_sorted_for_its_search() {
        assert!(RCP_SERVICES.is_sorted());
    }
}
