//! What people paste, in the wordings of AWS.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]

use expect_test::{Expect, expect};
use proptest::prelude::*;
use scenario::paste::{self, Missing, Pasted, Who};
use scenario::{CallerSpec, ContextValue, Example, Scenario, VpcEndpoint};

/// What was found, a line each.
fn summary(pasted: &Pasted) -> String {
    let mut lines: Vec<String> = Vec::new();
    lines.extend(pasted.caller.as_ref().map(who));
    lines.extend(pasted.action.clone());
    lines.extend(pasted.resource.clone());
    lines.extend(pasted.owner.map(|owner| format!("owner {owner}")));
    for entry in &pasted.context {
        let value = match &entry.value {
            ContextValue::Single(value) => value.clone(),
            ContextValue::Several(values) => format!("{values:?}"),
            other => format!("{other:?}"),
        };
        lines.push(format!("{}={value}", entry.key));
    }
    lines.extend(pasted.endpoint.as_ref().map(|id| format!("through {id}")));
    lines.extend(pasted.reason.as_ref().map(|why| format!("because {why}")));
    lines.extend(pasted.unused.iter().map(|line| {
        let start: String = line.chars().take(60).collect();
        format!("! {start}")
    }));
    lines.join("\n") + "\n"
}

fn who(who: &Who) -> String {
    match who {
        Who::User {
            account,
            name,
            temporary,
        } => format!("{account} user {name} {temporary:?}"),
        Who::Session {
            account,
            role,
            name,
            mfa,
            source_identity,
        } => format!("{account} role {role} {name} {mfa:?} {source_identity:?}"),
        Who::Federated {
            account,
            name,
            user,
        } => format!("{account} federated {name} by {user:?}"),
        Who::Root {
            account,
            temporary,
            assumed,
        } => format!("{account} root {temporary:?} {assumed}"),
        Who::Service(name) => format!("service {name}"),
        Who::WebIdentity(name) => format!("identity of {name}"),
        Who::Anonymous => "anonymous".into(),
    }
}

#[track_caller]
fn found(text: &str, expected: Expect) {
    expected.assert_eq(&summary(&paste::read(text).unwrap()));
}

#[track_caller]
fn refused(text: &str, expected: Expect) {
    expected.assert_eq(&paste::read(text).unwrap_err().to_string());
}

const ANA: &str = "User: arn:aws:iam::111122223333:user/staff/Ana is not authorized to perform: ";

#[track_caller]
fn reason(rest: &str, expected: &str) {
    let text = format!("{ANA}s3:GetObject on resource: arn:aws:s3:::shop/a file.txt {rest}");
    let pasted = paste::read(&text).unwrap();
    assert_eq!(pasted.action.as_deref(), Some("s3:GetObject"));
    assert_eq!(
        pasted.resource.as_deref(),
        Some("arn:aws:s3:::shop/a file.txt")
    );
    assert_eq!(pasted.reason.as_deref(), Some(expected));
    assert_eq!(pasted.unused, Vec::<String>::new());
}

#[test]
fn every_reason_that_aws_gives() {
    for (rest, expected) in [
        (
            "with an explicit deny in a service control policy",
            "with an explicit deny in a service control policy",
        ),
        (
            "with an explicit deny in a resource control policy",
            "with an explicit deny in a resource control policy",
        ),
        (
            "with an explicit deny in an identity-based policy",
            "with an explicit deny in an identity-based policy",
        ),
        (
            "with an explicit deny in a resource-based policy",
            "with an explicit deny in a resource-based policy",
        ),
        (
            "with an explicit deny in a permissions boundary",
            "with an explicit deny in a permissions boundary",
        ),
        (
            "with an explicit deny in a session policy",
            "with an explicit deny in a session policy",
        ),
        (
            "with an explicit deny in a VPC endpoint policy",
            "with an explicit deny in a VPC endpoint policy",
        ),
        (
            "with an explicit deny in a service control policy: arn:aws:organizations::123456789012:policy/o-exampleorgid/service_control_policy/p-examplepolicyid",
            "with an explicit deny in a service control policy: arn:aws:organizations::123456789012:policy/o-exampleorgid/service_control_policy/p-examplepolicyid",
        ),
        (
            "because no service control policy allows the s3:GetObject action",
            "no service control policy allows the s3:GetObject action",
        ),
        (
            "because no resource control policy allows the s3:GetObject action.",
            "no resource control policy allows the s3:GetObject action",
        ),
        (
            "because no identity-based policy allows the s3:GetObject action",
            "no identity-based policy allows the s3:GetObject action",
        ),
        (
            "because no resource-based policy allows the s3:GetObject action",
            "no resource-based policy allows the s3:GetObject action",
        ),
        (
            "because no permissions boundary allows the s3:GetObject action",
            "no permissions boundary allows the s3:GetObject action",
        ),
        (
            "because no session policy allows the s3:GetObject action",
            "no session policy allows the s3:GetObject action",
        ),
        (
            "because no VPC endpoint policy allows the s3:GetObject action",
            "no VPC endpoint policy allows the s3:GetObject action",
        ),
        (
            "because no identity-based policy allows the s3:GetObject action (Service: S3, Status Code: 403, Request ID: X1)",
            "no identity-based policy allows the s3:GetObject action",
        ),
    ] {
        reason(rest, expected);
    }
}

#[test]
fn messages_with_and_without_a_reason() {
    found(
        "An error occurred (AccessDenied) when calling the ListBuckets operation: User: arn:aws:sts::111122223333:assumed-role/Deploy/ci-7 is not authorized to perform:\n  s3:ListAllMyBuckets because no identity-based\n  policy allows the s3:ListAllMyBuckets action",
        expect![[r#"
            111122223333 role Deploy ci-7 Absent None
            s3:ListAllMyBuckets
        "#]],
    );
    found(
        "User: arn:aws:iam::111122223333:user/Ana is not authorized to perform: dynamodb:GetItem on resource: arn:aws:dynamodb:eu-west-1:111122223333:table/Orders",
        expect![[r#"
            111122223333 user Ana None
            dynamodb:GetItem
            arn:aws:dynamodb:eu-west-1:111122223333:table/Orders
        "#]],
    );
    found(
        "AccessDeniedException: User: arn:aws:iam::111122223333:root is not authorized to perform: SNS:Publish on resource: arn:aws:sns:us-east-1:111122223333:alarms with an explicit deny in a service control policy (Service: AmazonSNS; Status Code: 403; Error Code: AuthorizationError; Request ID: 1; Proxy: null)",
        expect![[r#"
            111122223333 root None false
            sns:Publish
            arn:aws:sns:us-east-1:111122223333:alarms
            because with an explicit deny in a service control policy
        "#]],
    );
    found(
        r#"{"Message":"User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********3333:a1b2c3/prod/GET/orders"}"#,
        expect![[r#"
            anonymous
            execute-api:Invoke
            arn:aws:execute-api:us-east-1:********3333:a1b2c3/prod/GET/orders
        "#]],
    );
    found(
        r#"<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>User: arn:aws:sts::111122223333:federated-user/Bob is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::shop" because no session policy allows the s3:ListBucket action</Message><RequestId>1</RequestId></Error>"#,
        expect![[r#"
            111122223333 federated Bob by None
            s3:ListBucket
            arn:aws:s3:::shop
            because no session policy allows the s3:ListBucket action
        "#]],
    );
    found(
        "User: arn:aws:iam::111122223333:user/Ana is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because no identity-based policy allows the kms:Decrypt action",
        expect![[r#"
            111122223333 user Ana None
            kms:Decrypt
            because no identity-based policy allows the kms:Decrypt action
            ! The KMS key is named only as the one of the ciphertext: type
        "#]],
    );
    found(
        "User: arn:aws:iam::111122223333:user/Ana is not authorized to perform: iam:CreateUser on resource: user Bob",
        expect![[r#"
            111122223333 user Ana None
            iam:CreateUser
            ! The resource is told as `user Bob`, which is no ARN: type it
        "#]],
    );
    found(
        "An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity",
        expect![[r#"
            sts:AssumeRoleWithWebIdentity
        "#]],
    );
    found(
        "User: cloudtrail.amazonaws.com is not authorized to perform: s3:PutObject on resource: arn:aws:s3:::logs.",
        expect![[r#"
            service cloudtrail.amazonaws.com
            s3:PutObject
            arn:aws:s3:::logs
        "#]],
    );
    found(
        "You are not authorized to perform this operation. User: arn:aws:iam::111122223333:user/Ana is not authorized to perform: ec2:RunInstances on resource: arn:aws:ec2:us-east-1:111122223333:instance/* because no identity-based policy allows the ec2:RunInstances action. Encoded authorization failure message: 4GIOHlTkIaWHQD0Q0m6XSnuUMCm-abcdefghijklmn",
        expect![[r#"
            111122223333 user Ana None
            ec2:RunInstances
            arn:aws:ec2:us-east-1:111122223333:instance/*
            because no identity-based policy allows the ec2:RunInstances action
            ! The encoded message holds more: `aws sts decode-authorizatio
        "#]],
    );
}

#[test]
fn messages_that_tell_too_little_say_what_to_paste_instead() {
    refused(
        "An error occurred (UnauthorizedOperation) when calling the RunInstances operation: You are not authorized to perform this operation. Encoded authorization failure message: 4GIOHlTkIaWHQD0Q0m6XSnuUMCm-abcdefghijklmn",
        expect![
            "The encoded message holds more: `aws sts decode-authorization-message --encoded-message …` decodes it, for those who may call `sts:DecodeAuthorizationMessage`; its answer can be pasted here, too."
        ],
    );
    refused(
        "An error occurred (AccessDenied) when calling the GetObject operation: Access Denied",
        expect![
            "This message tells only that `GetObject` was refused, neither by whom nor on what. The event of CloudTrail for it tells more."
        ],
    );
    refused(
        "Segmentation fault",
        expect![
            "No refusal of AWS is found in this text. It looks for `User: … is not authorized to perform: …`, or for an event of CloudTrail as JSON."
        ],
    );
    refused(
        "  \n",
        expect!["Paste an error message of AWS or an event of CloudTrail."],
    );
    refused(
        r#"{"eventVersion": "1.09", "userIdentity": {"type": "IAMUs"#,
        expect![
            "The JSON ends too early, as if only a part had been copied. Copy the event from its first `{` to its last `}`."
        ],
    );
    refused(
        "{eventVersion: 1}",
        expect![
            "This begins like JSON and is not: key must be a string at line 1 column 2. Copy the event as it stands in CloudTrail."
        ],
    );
    refused(
        r#"{"Version": "2012-10-17", "Statement": []}"#,
        expect![
            "This JSON is neither an event of CloudTrail (`eventSource`, `userIdentity`) nor a decoded authorization message."
        ],
    );
    refused(
        r#"{"Records": []}"#,
        expect!["There is no event in this list. Paste one that has some."],
    );
    refused(
        &"x".repeat(5 * 1024 * 1024),
        expect![
            "This is 5120 kB of text, more than any message or event of AWS. Paste one message or one event."
        ],
    );
    let deep = "[".repeat(100_000);
    assert!(paste::read(&deep).is_err());
}

#[test]
fn a_decoded_message() {
    let inner = r#"{"allowed":false,"explicitDeny":false,"matchedStatements":{"items":[]},"failures":{"items":[]},"context":{"principal":{"id":"AIDACKCEVSQ6C2EXAMPLE","name":"Bob","arn":"arn:aws:iam::111122223333:user/Bob"},"action":"ec2:StopInstances","resource":"arn:aws:ec2:us-east-1:111122223333:instance/i-dd01c9bd","conditions":{"items":[{"key":"ec2:Tenancy","values":{"items":[{"value":"default"}]}},{"key":"ec2:ResourceTag/elasticbeanstalk:environment-name","values":{"items":[{"value":"Default-Environment"}]}},{"key":"aws:Resource","values":{"items":[{"value":"instance/i-dd01c9bd"}]}},{"key":"aws:TagKeys","values":{"items":[{"value":"a"},{"value":"b"}]}}]}}}"#;
    let expected = expect![[r#"
        111122223333 user Bob None
        ec2:StopInstances
        arn:aws:ec2:us-east-1:111122223333:instance/i-dd01c9bd
        ec2:Tenancy=default
        ec2:ResourceTag/elasticbeanstalk:environment-name=Default-Environment
        aws:TagKeys=["a", "b"]
        because no policy allows it
    "#]];
    expected.assert_eq(&summary(&paste::read(inner).unwrap()));
    let outer = serde_json::json!({ "DecodedMessage": inner }).to_string();
    expected.assert_eq(&summary(&paste::read(&outer).unwrap()));
}

#[test]
fn events_of_users_and_sessions() {
    found(
        include_str!("paste/session.json"),
        expect![[r#"
            111122223333 role Barista ana Present Some("ana@example.com")
            s3:GetObject
            arn:aws:s3:::shop-receipts/2026/1.pdf
            owner 111122223333
            aws:SourceIp=203.0.113.7
            aws:TokenIssueTime=2026-10-01T07:00:00Z
            aws:CurrentTime=2026-10-01T08:15:30Z
            aws:RequestedRegion=eu-west-1
            aws:UserAgent=[aws-cli/2.15.0 Python/3.11]
            aws:SecureTransport=true
            because with an explicit deny in a resource control policy
            ! Another resource of the call: `arn:aws:s3:::shop-receipts`.
        "#]],
    );
    found(
        include_str!("paste/user-console.json"),
        expect![[r#"
            111122223333 user Ana Some(Absent)
            cloudwatch:DescribeAlarms
            aws:SourceIp=203.0.113.8
            aws:TokenIssueTime=2026-10-01T07:00:00Z
            aws:CurrentTime=2026-10-01T08:15:30Z
            aws:RequestedRegion=us-east-1
            aws:UserAgent=Mozilla/5.0
        "#]],
    );
    found(
        include_str!("paste/forwarded.json"),
        expect![[r#"
        111122223333 user Ana None
        lambda:CreateFunction
        arn:aws:lambda:us-east-1:111122223333:function:orders
        aws:ViaAWSService=true
        aws:CalledVia=["cloudformation.amazonaws.com"]
        aws:CalledViaFirst=cloudformation.amazonaws.com
        aws:CalledViaLast=cloudformation.amazonaws.com
        aws:CurrentTime=2026-10-01T08:15:30Z
        aws:RequestedRegion=us-east-1
        aws:UserAgent=cloudformation.amazonaws.com
        because no identity-based policy allows the lambda:CreateFunction action
    "#]],
    );
}

#[test]
fn events_through_endpoints_and_of_services() {
    found(
        include_str!("paste/endpoint.json"),
        expect![[r#"
        111122223333 role Web i-0abc Absent None
        dynamodb:PutItem
        arn:aws:dynamodb:eu-west-1:111122223333:table/Orders
        ec2:RoleDelivery=2.0
        aws:VpcSourceIp=10.0.1.5
        aws:CurrentTime=2026-10-01T08:15:30Z
        aws:RequestedRegion=eu-west-1
        aws:UserAgent=aws-sdk-go
        through vpce-0abc123
    "#]],
    );
    found(
        include_str!("paste/service.json"),
        expect![[r#"
            service cloudtrail.amazonaws.com
            s3:PutObject
            arn:aws:s3:::logs/AWSLogs/1.gz
            owner 444455556666
            aws:CurrentTime=2026-10-01T08:15:30Z
            aws:RequestedRegion=eu-west-1
            aws:UserAgent=cloudtrail.amazonaws.com
            ! Another resource of the call: `arn:aws:s3:::logs`.
            ! The source address `cloudtrail.amazonaws.com` is a service's
        "#]],
    );
}

#[test]
fn events_of_callers_without_an_arn() {
    found(
        include_str!("paste/anonymous.json"),
        expect![[r#"
        anonymous
        s3:ListBucket
        arn:aws:s3:::shop-receipts
        aws:SourceIp=198.51.100.4
        aws:CurrentTime=2026-10-01T08:15:30Z
        aws:RequestedRegion=eu-west-1
        aws:UserAgent=curl/8
    "#]],
    );
    found(
        include_str!("paste/other-account.json"),
        expect![[r#"
        sts:AssumeRole
        arn:aws:iam::111122223333:role/Deploy
        aws:SourceIp=198.51.100.4
        aws:CurrentTime=2026-10-01T08:15:30Z
        aws:RequestedRegion=us-east-1
        aws:UserAgent=aws-cli
        ! The caller is told only as `AWSAccount` `AROAEXAMPLE:deploy`
    "#]],
    );
    found(
        include_str!("paste/web-identity.json"),
        expect![[r#"
        identity of accounts.google.com
        sts:AssumeRoleWithWebIdentity
        arn:aws:iam::111122223333:role/Web
        aws:SourceIp=198.51.100.4
        aws:CurrentTime=2026-10-01T08:15:30Z
        aws:RequestedRegion=us-east-1
        aws:UserAgent=aws-sdk
    "#]],
    );
}

#[test]
fn the_refused_event_of_a_list() {
    found(
        include_str!("paste/records.json"),
        expect![[r#"
            111122223333 federated Bob by Some("Carla")
            ec2:RunInstances
            aws:SourceIp=203.0.113.9
            aws:CurrentTime=2026-10-01T08:00:01Z
            aws:RequestedRegion=eu-south-1
            aws:UserAgent=aws-cli
            ! The encoded message holds more: `aws sts decode-authorizatio
            ! No resource is named by an ARN: `requestParameters` tells wh
            ! 2 more of 3 events: the first refused one is used, else the 
        "#]],
    );
}

fn shop() -> Scenario {
    Example::find("coffee-shop").unwrap().scenario()
}

#[test]
fn a_known_caller_is_the_scenario_s_own_and_an_unknown_one_is_offered() {
    let scenario = shop();
    let text = |arn: &str| {
        format!(
            "User: {arn} is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::a/b"
        )
    };
    let fill = |text: &str| paste::fill(&scenario, &paste::read(text).unwrap());
    let known = fill(&text("arn:aws:iam::111122223333:user/any/path/Carla"));
    assert_eq!((known.missing, known.notes.len()), (None, 0));
    let CallerSpec::User { name, .. } = &known.request.caller else {
        panic!("no user")
    };
    assert_eq!(name, "Carla");
    let unknown = fill(&text("arn:aws:sts::111122223333:assumed-role/Nobody/s1"));
    let account = unknown.request.caller.account().unwrap();
    assert_eq!(
        unknown.missing,
        Some(Missing::Role(account, "Nobody".into()))
    );
    assert!(unknown.notes[0].contains("has no role `Nobody`"));
    let foreign = fill(&text("arn:aws:iam::999900001111:user/Zoe"));
    assert_eq!(foreign.missing, None);
    assert!(foreign.notes[0].contains("Account 999900001111 is not in the scenario"));
}

#[test]
fn an_endpoint_is_chosen_where_the_scenario_has_it() {
    let mut scenario = shop();
    let pasted = paste::read(include_str!("paste/endpoint.json")).unwrap();
    let without = paste::fill(&scenario, &pasted);
    assert_eq!(without.request.endpoint, None);
    let is_key = |key: &str| without.request.context.iter().any(|entry| entry.key == key);
    assert!(is_key("aws:SourceVpce"));
    scenario.endpoints.push(VpcEndpoint {
        id: pasted.endpoint.clone().unwrap(),
        vpc: "vpc-1".into(),
        account: *scenario.accounts.keys().next().unwrap(),
        policy: None,
    });
    let with = paste::fill(&scenario, &pasted);
    assert_eq!(with.request.endpoint, pasted.endpoint);
}

proptest! {
    #[test]
    fn nothing_that_is_pasted_breaks_it(text in ".{0,400}") {
        let _ = paste::read(&text);
        let _ = paste::read(&format!("User: {text} is not authorized to perform: {text} on resource: {text}"));
        let _ = paste::read(&format!("{{\"eventName\":\"{text}\"}}"));
    }

    #[test]
    fn a_cut_message_never_breaks_it(cut in 0_usize..2_000) {
        for text in [include_str!("paste/session.json"), ANA] {
            let cut = cut.min(text.len());
            if let Some(part) = text.get(..cut) {
                let _ = paste::read(part);
            }
        }
    }
}
