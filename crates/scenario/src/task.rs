//! The policies that AWS STS takes as the task of a root session (`AssumeRoot`, R3.7.17), as the IAM
//! User Guide shows them. `SQSUnlockQueuePolicy`, whose text it does not show, is not among them.

use crate::policy::{PolicyDocument, PolicyOwner};
use iam::PolicyKind;

/// A task.
#[derive(Clone, Copy, Debug)]
pub struct Task {
    /// The name of its AWS managed policy.
    pub name: &'static str,
    /// Of its second statement.
    sid: &'static str,
    actions: &'static [&'static str],
    /// Whether its second statement names the root user as the caller, and not as the resource.
    by_caller: bool,
}

/// The tasks, by name.
pub const ALL: [Task; 4] = [
    Task {
        name: "IAMAuditRootUserCredentials",
        sid: "DenyAuditingCredentialsOnNonRootUserResource",
        actions: &[
            "iam:ListAccessKeys",
            "iam:ListSigningCertificates",
            "iam:GetLoginProfile",
            "iam:ListMFADevices",
            "iam:GetAccountSummary",
            "iam:GetUser",
            "iam:GetAccessKeyLastUsed",
        ],
        by_caller: false,
    },
    Task {
        name: "IAMCreateRootUserPassword",
        sid: "DenyCreatingPasswordOnNonRootUserResource",
        actions: &["iam:CreateLoginProfile", "iam:GetLoginProfile"],
        by_caller: false,
    },
    Task {
        name: "IAMDeleteRootUserCredentials",
        sid: "DenyDeletingRootUserCredentialsOnNonRootUserResource",
        actions: &[
            "iam:DeleteAccessKey",
            "iam:DeleteSigningCertificate",
            "iam:DeleteLoginProfile",
            "iam:DeactivateMFADevice",
            "iam:ListAccessKeys",
            "iam:ListSigningCertificates",
            "iam:GetLoginProfile",
            "iam:ListMFADevices",
            "iam:GetUser",
            "iam:GetAccessKeyLastUsed",
        ],
        by_caller: false,
    },
    Task {
        name: "S3UnlockBucketPolicy",
        sid: "DenyManagingBucketPolicyForNonRootCallers",
        actions: &[
            "s3:DeleteBucketPolicy",
            "s3:PutBucketPolicy",
            "s3:GetBucketPolicy",
            "s3:ListAllMyBuckets",
        ],
        by_caller: true,
    },
];

impl Task {
    /// Its policy: everything but its actions is denied, and those for anyone but the root user.
    pub fn policy(&self) -> PolicyDocument {
        let list = |actions: &mut dyn Iterator<Item = &&str>| {
            let quoted: Vec<String> = actions.map(|name| format!("        \"{name}\"")).collect();
            format!("[\n{}\n      ]", quoted.join(",\n"))
        };
        let others = list(&mut self.actions.iter());
        // An account has no resource: a statement about the root user's would deny its summary.
        let about = |name: &&&str| **name != "iam:GetAccountSummary";
        let own = list(&mut self.actions.iter().filter(about));
        let guard = match self.by_caller {
            true => {
                "\"Resource\": \"*\",\n      \"Condition\": { \"ArnNotLike\": { \"aws:PrincipalArn\": \"arn:aws:iam::*:root\" } }"
            }
            false => "\"NotResource\": \"arn:aws:iam::*:root\"",
        };
        let sid = self.sid;
        let text = format!(
            r#"{{
  "Version": "2012-10-17",
  "Statement": [
    {{
      "Sid": "DenyAllOtherActionsOnAnyResource",
      "Effect": "Deny",
      "NotAction": {others},
      "Resource": "*"
    }},
    {{
      "Sid": "{sid}",
      "Effect": "Deny",
      "Action": {own},
      {guard}
    }}
  ]
}}
"#
        );
        let mut document = PolicyDocument::new(self.name, PolicyKind::Managed, text);
        document.owner = PolicyOwner::Aws;
        document
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_task_is_a_policy_that_aws_takes() {
        for task in ALL {
            let document = task.policy();
            let (policy, findings) = iam::parse(&document.text, PolicyKind::Session);
            assert!(!policy.has_holes, "{}", task.name);
            let wrong: Vec<_> = findings
                .iter()
                .filter(|found| found.severity == syntax::Severity::Error)
                .collect();
            assert!(wrong.is_empty(), "{}: {wrong:?}", task.name);
        }
    }
}
