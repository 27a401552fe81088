//! How much memory 10,000 compiled policies take: `cargo bench -p iam --bench memory`. Fails from
//! 100 MB on. Read from the kernel, so on Linux only.

use iam::{Policy, PolicyKind};
use std::process::ExitCode;

const POLICIES: usize = 10_000;
const LIMIT_KB: u64 = 100_000;

/// Four statements with lists, wildcards, a variable and conditions, as people write them.
const FOUR_STATEMENTS: &str = r#"{"Version":"2012-10-17","Statement":[
    {"Sid":"Look","Effect":"Allow","Action":["ec2:Describe*","cloudwatch:Get*","logs:*"],"Resource":"*"},
    {"Sid":"Read","Effect":"Allow","Action":["s3:Get*","s3:List*"],
     "Resource":["arn:aws:s3:::menu-NUMBER","arn:aws:s3:::menu-NUMBER/*"],
     "Condition":{"IpAddress":{"aws:SourceIp":["203.0.113.0/24","198.51.100.0/24"]},"Bool":{"aws:SecureTransport":"true"}}},
    {"Sid":"Write","Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::menu-NUMBER/${aws:PrincipalTag/team}/*",
     "Condition":{"StringEquals":{"s3:x-amz-server-side-encryption":"aws:kms"}}},
    {"Sid":"Mfa","Effect":"Deny","Action":"*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}
]}"#;

/// The eight statements of the identity policy that the middle bench of the command line has.
const EIGHT_STATEMENTS: &str = r#"{"Version":"2012-10-17","Statement":[
    {"Effect":"Allow","Action":["ec2:Describe*","cloudwatch:Get*","logs:*"],"Resource":"*"},
    {"Effect":"Allow","Action":"dynamodb:*","Resource":"arn:aws:dynamodb:*:*:table/${aws:PrincipalTag/team}-*"},
    {"Effect":"Allow","Action":["s3:Get*","s3:List*"],
     "Resource":["arn:aws:s3:::data-NUMBER","arn:aws:s3:::data-NUMBER/*"],
     "Condition":{"IpAddress":{"aws:SourceIp":["203.0.113.0/24","198.51.100.0/24"]},"Bool":{"aws:SecureTransport":"true"}}},
    {"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::data-NUMBER/${aws:PrincipalTag/team}/*",
     "Condition":{"StringEquals":{"s3:x-amz-server-side-encryption":"aws:kms"},"StringLike":{"aws:PrincipalOrgID":"o-*"}}},
    {"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::111122223333:role/svc-*",
     "Condition":{"StringEquals":{"iam:PassedToService":["lambda.amazonaws.com","ecs-tasks.amazonaws.com"]}}},
    {"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::data-NUMBER/secret/*",
     "Condition":{"StringNotEquals":{"aws:PrincipalTag/team":"security"}}},
    {"Effect":"Deny","Action":"*","Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2030-01-01T00:00:00Z"}}},
    {"Effect":"Deny","Action":"*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}
]}"#;

fn main() -> ExitCode {
    // What reading takes for itself is given back and used again, so it is taken before counting.
    let warm = policies(EIGHT_STATEMENTS, 0..100);
    let shapes = [
        ("four statements", FOUR_STATEMENTS),
        ("eight statements", EIGHT_STATEMENTS),
    ];
    let mut held = vec![warm];
    let mut too_much = false;
    for (shape, text) in shapes {
        let Some(before) = resident_kb() else {
            println!("not measured: this system has no /proc/self/status");
            return ExitCode::SUCCESS;
        };
        held.push(policies(text, 0..POLICIES));
        let taken = resident_kb().unwrap_or(before).saturating_sub(before);
        println!(
            "{POLICIES} policies of {shape}, {} bytes, take {} MB, {} bytes each",
            text.len(),
            taken / 1000,
            taken * 1000 / POLICIES as u64
        );
        too_much |= LIMIT_KB <= taken;
    }
    match too_much {
        false => ExitCode::SUCCESS,
        true => {
            println!("that is more than {} MB", LIMIT_KB / 1000);
            ExitCode::FAILURE
        }
    }
}

fn policies(text: &str, numbers: std::ops::Range<usize>) -> Vec<Policy> {
    numbers
        .map(|number| {
            let text = text.replace("NUMBER", &number.to_string());
            iam::parse(&text, PolicyKind::Identity).0
        })
        .collect()
}

/// The memory of this process that is in use, in units of 1,000 bytes.
fn resident_kb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kibibytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kibibytes * 1024 / 1000)
}
