//! Where AWS's pages are silent or contradict each other, the trace carries a note of the choice
//! (the rules marked UNVERIFIED and X), and only where the choice touches the request.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod worlds;

use iam::request::{ResourcePolicy, ResourcePolicyKind};
use iam::trace::Note;
use iam::{PolicyKind, Principal, Request, ResourceName, Supplied, Value, World, explain};
use worlds::{
    FULL_ACCESS, HOME, add, identity, organization, request, resource_policy, role_session, user,
};

const QUEUE: &str = "arn:aws:sqs:eu-west-1:111122223333:orders";

fn notes(world: &World, request: &Request) -> Vec<Note> {
    explain(world, request).notes
}

fn set(request: &mut Request, key: &str, values: &[&str]) {
    let supplied = match values {
        [one] => Supplied::Single(Value::new(one)),
        several => Supplied::Several(several.iter().map(|one| Value::new(one)).collect()),
    };
    request.context.set(key, supplied);
}

/// A statement of an identity policy on `sqs:SendMessage`, under a condition.
#[track_caller]
fn check(condition: &str, context: &[(&str, &[&str])], expected: &[Note]) {
    for (action, expected) in [("sqs:SendMessage", expected), ("sqs:PurgeQueue", &[])] {
        let statement = format!(
            r#"{{"Effect": "Allow", "Action": "{action}", "Resource": "*", "Condition": {condition}}}"#
        );
        let mut world = World::new();
        let policy = add(&mut world, "policy", PolicyKind::Identity, &statement);
        let mut request = request(user(), "sqs:SendMessage", QUEUE, HOME);
        identity(&mut request, policy);
        for (key, values) in context {
            set(&mut request, key, values);
        }
        assert_eq!(notes(&world, &request), expected, "{action}: {condition}");
    }
}

/// An identity policy without condition.
#[track_caller]
fn check_statement(statement: &str, action: &str, resource: &str, expected: &[Note]) {
    let mut world = World::new();
    let policy = add(&mut world, "policy", PolicyKind::Identity, statement);
    let mut request = request(user(), action, resource, HOME);
    identity(&mut request, policy);
    set(&mut request, "aws:PrincipalTag/team", &["*"]);
    assert_eq!(notes(&world, &request), expected, "{statement}");
}

/// A statement of a resource policy.
#[track_caller]
fn check_resource(kind: PolicyKind, caller: Principal, statement: &str, expected: &[Note]) {
    let mut world = World::new();
    let policy = add(&mut world, "policy", kind, statement);
    let action = match kind {
        PolicyKind::RoleTrust => "sts:AssumeRole",
        _ => "sqs:SendMessage",
    };
    let mut request = request(caller, action, QUEUE, HOME);
    resource_policy(&mut request, policy);
    let role = "arn:aws:iam::111122223333:role/Deploy";
    set(&mut request, "aws:PrincipalArn", &[role]);
    assert_eq!(notes(&world, &request), expected, "{statement}");
}

#[test]
fn numbers_dates_and_truth_values() {
    let ages: &[(&str, &[&str])] = &[("aws:MultiFactorAuthAge", &["+5"])];
    let age = r#"{"NumericLessThan": {"aws:MultiFactorAuthAge": "10"}}"#;
    check(age, ages, &[Note::NumberNotation]);
    check(age, &[("aws:MultiFactorAuthAge", &["5"])], &[]);
    check(age, &[("aws:MultiFactorAuthAge", &["five"])], &[]);
    let other = r#"{"NumericNotEquals": {"aws:MultiFactorAuthAge": "10"}}"#;
    check(
        other,
        &[("aws:MultiFactorAuthAge", &["five"])],
        &[Note::TypeMismatch],
    );
    let at: &[(&str, &[&str])] = &[("aws:CurrentTime", &["2026-03-01T00:00:00Z"])];
    check(
        r#"{"DateGreaterThan": {"aws:CurrentTime": "2026-02"}}"#,
        at,
        &[Note::ShortDate],
    );
    let edge = r#"{"DateGreaterThan": {"aws:CurrentTime": "2026-03-01T00:00:00Z"}}"#;
    check(edge, at, &[Note::DateEdge]);
    let with = r#"{"DateGreaterThanEquals": {"aws:CurrentTime": "2026-03-01T00:00:00Z"}}"#;
    check(with, at, &[]);
    let secure: &[(&str, &[&str])] = &[("aws:SecureTransport", &["true"])];
    check(
        r#"{"Bool": {"aws:SecureTransport": "True"}}"#,
        secure,
        &[Note::BoolCasing],
    );
    check(r#"{"Bool": {"aws:SecureTransport": "true"}}"#, secure, &[]);
    let by_variable = r#"{"Bool": {"aws:SecureTransport": "${aws:PrincipalTag/secure}"}}"#;
    check(by_variable, secure, &[Note::VariableInBool]);
}

#[test]
fn addresses_and_arns() {
    let host = r#"{"IpAddress": {"aws:SourceIp": "2001:db8::1"}}"#;
    check(
        host,
        &[("aws:SourceIp", &["2001:db8::1"])],
        &[Note::BareIpv6],
    );
    let range = r#"{"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}"#;
    let source: (&str, &[&str]) = ("aws:SourceIp", &["203.0.113.7"]);
    check(range, &[source], &[]);
    let forwarded: (&str, &[&str]) = ("aws:ViaAWSService", &["true"]);
    check(range, &[source, forwarded], &[Note::ForwardedSourceIp]);
    let any = r#"{"ArnLike": {"aws:SourceArn": "*"}}"#;
    check(
        any,
        &[("aws:SourceArn", &["arn:aws:s3:::menu"])],
        &[Note::EveryArn],
    );
}

#[test]
fn sets_and_lists() {
    let set = r#"{"ForAnyValue:StringEqualsIfExists": {"aws:TagKeys": "team"}}"#;
    check(set, &[], &[Note::ForAnyValueIfExists]);
    check(set, &[("aws:TagKeys", &["team"])], &[]);
    let all = r#"{"ForAllValues:StringEquals": {"aws:TagKeys": "team"}}"#;
    check(
        all,
        &[("aws:TagKeys", &["", "team"])],
        &[Note::EmptyPassedOver],
    );
    check(all, &[("aws:TagKeys", &["", ""])], &[]);
    let plain = r#"{"StringEquals": {"aws:TagKeys": "team"}}"#;
    check(
        plain,
        &[("aws:TagKeys", &["team", "cost"])],
        &[Note::SetOperatorMissing],
    );
    let empty = r#"{"StringNotEquals": {"aws:PrincipalTag/team": []}}"#;
    check(
        empty,
        &[("aws:PrincipalTag/team", &["a"])],
        &[Note::EmptyValueList],
    );
}

#[test]
fn wildcards_and_calls_without_a_resource() {
    let wide = r#"{"Effect": "Allow", "Action": "s*s:SendMessage", "Resource": "*"}"#;
    check_statement(wide, "sqs:SendMessage", QUEUE, &[Note::ServiceWildcard]);
    check_statement(FULL_ACCESS, "sqs:SendMessage", QUEUE, &[]);
    let buckets =
        r#"{"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "arn:aws:s3:::*"}"#;
    check_statement(
        buckets,
        "s3:ListAllMyBuckets",
        "*",
        &[Note::ArnWithoutResource],
    );
    check_statement(FULL_ACCESS, "s3:ListAllMyBuckets", "*", &[]);
    let team = r#"{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:sqs:eu-west-1:111122223333:${aws:PrincipalTag/team}"}"#;
    check_statement(
        team,
        "sqs:SendMessage",
        "arn:aws:sqs:eu-west-1:111122223333:*",
        &[Note::WildcardInVariable],
    );
    let short = r#"{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:sqs:*:*orders"}"#;
    check_statement(short, "sqs:SendMessage", QUEUE, &[Note::RunPastColon]);
}

#[test]
fn principals_narrowed_by_a_condition() {
    let narrowed = |principal: &str, action: &str| {
        let condition =
            r#"{"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/Deploy"}}"#;
        format!(
            r#"{{"Effect": "Allow", "Principal": {principal}, "Action": "{action}", "Resource": "*", "Condition": {condition}}}"#
        )
    };
    let everyone = narrowed(r#""*""#, "sqs:*");
    check_resource(
        PolicyKind::Resource,
        role_session(),
        &everyone,
        &[Note::EveryoneNarrowed],
    );
    check_resource(PolicyKind::Resource, user(), &everyone, &[]);
    let account = narrowed(r#"{"AWS": "111122223333"}"#, "sqs:*");
    check_resource(
        PolicyKind::Resource,
        role_session(),
        &account,
        &[Note::AccountNarrowed],
    );
    let trust = r#"{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}"#;
    check_resource(
        PolicyKind::RoleTrust,
        user(),
        trust,
        &[Note::EveryoneTrusted],
    );
}

#[test]
fn an_scp_that_allows_by_arn() {
    let mut world = World::new();
    let statement =
        r#"{"Effect": "Allow", "Action": "sqs:*", "Resource": "arn:aws:sqs:*:*:orders"}"#;
    let scp = add(&mut world, "queues", PolicyKind::Scp, statement);
    let full = add(&mut world, "full", PolicyKind::Identity, FULL_ACCESS);
    organization(&mut world, Some(scp));
    let mut request = request(user(), "sqs:SendMessage", QUEUE, HOME);
    identity(&mut request, full);
    assert_eq!(notes(&world, &request), [Note::ScpAllowWithArn]);
}

#[test]
fn an_owner_that_nothing_tells() {
    let mut world = World::new();
    let full = add(&mut world, "full", PolicyKind::Identity, FULL_ACCESS);
    let mut request = request(user(), "s3:GetObject", "arn:aws:s3:::bucket/key", HOME);
    identity(&mut request, full);
    assert_eq!(notes(&world, &request), []);
    request.resource.account = None;
    assert_eq!(notes(&world, &request), [Note::OwnerUnknown]);
    // A call without a resource has no owner to ask for.
    request.resource.name = ResourceName::new("*");
    assert_eq!(notes(&world, &request), []);
}

#[test]
fn what_the_model_does_not_see() {
    let everyone = |action: &str| {
        format!(r#"{{"Effect": "Allow", "Principal": "*", "Action": "{action}", "Resource": "*"}}"#)
    };
    let open = |action: &str, resource: &str| {
        let mut world = World::new();
        let policy = add(
            &mut world,
            "policy",
            PolicyKind::Resource,
            &everyone(action),
        );
        let mut request = request(Principal::Anonymous, action, resource, HOME);
        resource_policy(&mut request, policy);
        notes(&world, &request)
    };
    let object = "arn:aws:s3:::menu/today.txt";
    assert_eq!(open("s3:GetObject", object), [Note::BlockPublicAccess]);
    let table = "arn:aws:dynamodb:eu-west-1:111122223333:table/menu";
    assert_eq!(open("dynamodb:GetItem", table), [Note::UnsignedRequest]);
    assert_eq!(open("sqs:SendMessage", QUEUE), []);
    let all = r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#;
    let point = "arn:aws:s3:eu-west-1:111122223333:accesspoint/till/object/menu";
    check_statement(all, "s3:GetObject", point, &[Note::AccessPoint]);
    let alias = "arn:aws:kms:eu-west-1:111122223333:alias/till";
    check_statement(all, "kms:Decrypt", alias, &[Note::KmsAlias]);
    check_statement(all, "kms:UpdateAlias", alias, &[]);
    let account =
        r#"{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}"#;
    let itself = |resource: &str| {
        let mut world = World::new();
        let policy = add(&mut world, "trust", PolicyKind::RoleTrust, account);
        let mut request = request(role_session(), "sts:AssumeRole", resource, HOME);
        request.resource.policy = Some(ResourcePolicy {
            kind: ResourcePolicyKind::RoleTrust,
            policy,
        });
        notes(&world, &request)
    };
    let deploy = "arn:aws:iam::111122223333:role/Deploy";
    assert_eq!(itself(deploy), [Note::SelfAssumeByAccount]);
    assert_eq!(itself("arn:aws:iam::111122223333:role/Other"), []);
}
