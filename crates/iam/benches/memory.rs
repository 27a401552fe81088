//! How much memory 10,000 compiled policies take: `cargo bench -p iam --bench memory`. Fails from
//! 100 MB on. Read from the kernel, so on Linux only.

use iam::{Policy, PolicyKind};
use std::process::ExitCode;

const POLICIES: usize = 10_000;
const LIMIT_KB: u64 = 100_000;

/// Four statements with lists, wildcards, a variable and conditions, as people write them.
const TEXT: &str = r#"{"Version":"2012-10-17","Statement":[
    {"Sid":"Look","Effect":"Allow","Action":["ec2:Describe*","cloudwatch:Get*","logs:*"],"Resource":"*"},
    {"Sid":"Read","Effect":"Allow","Action":["s3:Get*","s3:List*"],
     "Resource":["arn:aws:s3:::menu-NUMBER","arn:aws:s3:::menu-NUMBER/*"],
     "Condition":{"IpAddress":{"aws:SourceIp":["203.0.113.0/24","198.51.100.0/24"]},"Bool":{"aws:SecureTransport":"true"}}},
    {"Sid":"Write","Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::menu-NUMBER/${aws:PrincipalTag/team}/*",
     "Condition":{"StringEquals":{"s3:x-amz-server-side-encryption":"aws:kms"}}},
    {"Sid":"Mfa","Effect":"Deny","Action":"*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}
]}"#;

fn main() -> ExitCode {
    let Some(before) = resident_kb() else {
        println!("not measured: this system has no /proc/self/status");
        return ExitCode::SUCCESS;
    };
    let policies: Vec<Policy> = (0..POLICIES)
        .map(|number| {
            let text = TEXT.replace("NUMBER", &number.to_string());
            iam::parse(&text, PolicyKind::Identity).0
        })
        .collect();
    let after = resident_kb().unwrap_or(before);
    let taken = after.saturating_sub(before);
    println!(
        "{} policies of {} bytes take {} MB, {} bytes each",
        policies.len(),
        TEXT.len(),
        taken / 1000,
        taken * 1000 / POLICIES as u64
    );
    match taken < LIMIT_KB {
        true => ExitCode::SUCCESS,
        false => {
            println!("that is more than {} MB", LIMIT_KB / 1000);
            ExitCode::FAILURE
        }
    }
}

/// The memory of this process that is in use, in units of 1,000 bytes.
fn resident_kb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kibibytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kibibytes * 1024 / 1000)
}
