//! Condition keys of single services that AWS puts into a request by itself (R6.8.7, R6.8.9 to
//! R6.8.13). Those that are parameters of a call are the user's to give.

use super::{Facts, Keys, region};
use crate::principal::Principal;

/// Services with a `ResourceTag` key of their own, which holds what `aws:ResourceTag` holds.
const OWN_RESOURCE_TAG: [&str; 14] = [
    "autoscaling",
    "ec2",
    "ecr",
    "ecr-public",
    "ecs",
    "elasticloadbalancing",
    "elasticmapreduce",
    "glacier",
    "iam",
    "license-manager",
    "ram",
    "sagemaker",
    "secretsmanager",
    "ssm",
];

pub(super) fn put(facts: &Facts<'_>, keys: &mut Keys) {
    let service = facts.action.service();
    if OWN_RESOURCE_TAG.contains(&service) {
        for (key, value) in &facts.resource_tags {
            keys.single(format!("{service}:ResourceTag/{key}"), value);
        }
    }
    match service {
        "kms" => {
            let account = facts.principal.account();
            keys.known("kms:CallerAccount", account.as_ref().map(|id| id.as_str()));
        }
        "ec2" => keys.known("ec2:Region", region(facts)),
        "s3" | "s3express" => {
            let owner = facts.owner.as_ref().map(|id| id.as_str());
            keys.known(&format!("{service}:ResourceAccount"), owner);
            keys.unknown(&format!("{service}:TlsVersion"));
            if *facts.principal != Principal::Anonymous {
                for name in ["authType", "signatureAge", "signatureversion"] {
                    keys.unknown(&format!("{service}:{name}"));
                }
            }
        }
        _ => {}
    }
}
