//! The AWS managed policies that people attach most: those for job functions, and common ones that
//! are short. All of them would be twenty times as much, `ReadOnlyAccess` alone as much as these.

use crate::managed_policies;
use crate::step::Outcome;
use serde_json::Value;

const JOB_FUNCTION: &str = "job-function/";
const COMMON: &[&str] = &[
    "AWSBillingReadOnlyAccess",
    "AWSBudgetsReadOnlyAccess",
    "AWSCertificateManagerFullAccess",
    "AWSCertificateManagerReadOnly",
    "AWSCloudFormationFullAccess",
    "AWSCloudFormationReadOnlyAccess",
    "AWSCloudShellFullAccess",
    "AWSCloudTrail_FullAccess",
    "AWSCloudTrail_ReadOnlyAccess",
    "AWSCodeDeployReadOnlyAccess",
    "AWSCodePipeline_ReadOnlyAccess",
    "AWSLambdaBasicExecutionRole",
    "AWSLambdaDynamoDBExecutionRole",
    "AWSLambdaExecute",
    "AWSLambdaKinesisExecutionRole",
    "AWSLambdaRole",
    "AWSLambdaSQSQueueExecutionRole",
    "AWSLambdaVPCAccessExecutionRole",
    "AWSLambda_FullAccess",
    "AWSLambda_ReadOnlyAccess",
    "AWSOrganizationsFullAccess",
    "AWSOrganizationsReadOnlyAccess",
    "AWSResourceAccessManagerReadOnlyAccess",
    "AWSSecretsManagerClientReadOnlyAccess",
    "AWSSecurityHubReadOnlyAccess",
    "AWSStepFunctionsFullAccess",
    "AWSStepFunctionsReadOnlyAccess",
    "AWSSupportAccess",
    "AWSXRayDaemonWriteAccess",
    "AWSXrayReadOnlyAccess",
    "AdministratorAccess",
    "AmazonAPIGatewayAdministrator",
    "AmazonAPIGatewayInvokeFullAccess",
    "AmazonBedrockReadOnly",
    "AmazonCognitoPowerUser",
    "AmazonDynamoDBFullAccess",
    "AmazonDynamoDBReadOnlyAccess",
    "AmazonEC2ContainerRegistryFullAccess",
    "AmazonEC2ContainerRegistryPowerUser",
    "AmazonEC2ContainerRegistryPullOnly",
    "AmazonEC2ContainerRegistryReadOnly",
    "AmazonEC2FullAccess",
    "AmazonEC2ReadOnlyAccess",
    "AmazonECSTaskExecutionRolePolicy",
    "AmazonEKSClusterPolicy",
    "AmazonEKSWorkerNodePolicy",
    "AmazonEKS_CNI_Policy",
    "AmazonElastiCacheReadOnlyAccess",
    "AmazonElasticFileSystemClientFullAccess",
    "AmazonElasticFileSystemReadOnlyAccess",
    "AmazonEventBridgeReadOnlyAccess",
    "AmazonGuardDutyReadOnlyAccess",
    "AmazonInspector2ReadOnlyAccess",
    "AmazonKinesisFullAccess",
    "AmazonKinesisReadOnlyAccess",
    "AmazonPollyFullAccess",
    "AmazonRDSFullAccess",
    "AmazonRDSReadOnlyAccess",
    "AmazonRedshiftReadOnlyAccess",
    "AmazonRoute53FullAccess",
    "AmazonRoute53ReadOnlyAccess",
    "AmazonS3FullAccess",
    "AmazonS3ReadOnlyAccess",
    "AmazonSESFullAccess",
    "AmazonSESReadOnlyAccess",
    "AmazonSNSFullAccess",
    "AmazonSNSReadOnlyAccess",
    "AmazonSQSFullAccess",
    "AmazonSQSReadOnlyAccess",
    "AmazonSSMFullAccess",
    "AmazonSSMManagedInstanceCore",
    "AmazonSSMReadOnlyAccess",
    "AmazonVPCReadOnlyAccess",
    "AutoScalingFullAccess",
    "AutoScalingReadOnlyAccess",
    "CloudFrontFullAccess",
    "CloudFrontReadOnlyAccess",
    "CloudWatchAgentServerPolicy",
    "CloudWatchFullAccess",
    "CloudWatchLogsFullAccess",
    "CloudWatchLogsReadOnlyAccess",
    "CloudWatchReadOnlyAccess",
    "EC2InstanceConnect",
    "ElasticLoadBalancingFullAccess",
    "ElasticLoadBalancingReadOnly",
    "IAMAccessAnalyzerFullAccess",
    "IAMAccessAnalyzerReadOnlyAccess",
    "IAMFullAccess",
    "IAMReadOnlyAccess",
    "IAMSelfManageServiceSpecificCredentials",
    "IAMUserChangePassword",
    "IAMUserSSHKeys",
    "PowerUserAccess",
    "ResourceGroupsandTagEditorReadOnlyAccess",
    "SecretsManagerReadWrite",
    "TranslateFullAccess",
];

/// The text of the table: a line each with name, path, version and document.
pub(super) fn write() -> Outcome<(String, String)> {
    let all = managed_policies::package()?;
    let policies = all.as_object().ok_or("the package holds no policies")?;
    let mut lines = Vec::new();
    let mut date = "";
    let wanted = |name: &str, path: &str| path == JOB_FUNCTION || COMMON.contains(&name);
    for (name, policy) in policies {
        date = date.max(told(policy, "lastUpdatedDate"));
        let arn = told(policy, "arn");
        let path = arn
            .strip_prefix("arn:aws:iam::aws:policy/")
            .and_then(|rest| rest.strip_suffix(name.as_str()))
            .ok_or_else(|| format!("{name} has an ARN of another shape: {arn}"))?;
        if wanted(name, path) {
            let document = managed_policies::latest(name, policy)?;
            let version = told(policy, "latestVersionId");
            lines.push(format!("{name}\t/{path}\t{version}\t{document}\n"));
        }
    }
    lines.sort_by_key(|line| line.to_lowercase());
    let lost: Vec<&str> = COMMON
        .iter()
        .copied()
        .filter(|name| !policies.contains_key(*name))
        .collect();
    match lost.is_empty() {
        true => Ok((
            lines.concat(),
            date.get(..10).unwrap_or_default().to_owned(),
        )),
        false => Err(format!("the package has no {}", lost.join(", ")).into()),
    }
}

fn told<'a>(policy: &'a Value, name: &str) -> &'a str {
    policy.get(name).and_then(Value::as_str).unwrap_or_default()
}
