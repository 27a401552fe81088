//! With keys declared unknown, the answer lists the ways to fill them in, each as `decide` has it.

mod worlds;

use iam::unknown::{Answer, MOST_WAYS, ways};
use iam::{Decision, PolicyKind, Request, Supplied, Value, World, decide, sentences};
use worlds::{FULL_ACCESS, HOME, add, identity, request, user};

const QUEUE: &str = "arn:aws:sqs:eu-west-1:111122223333:orders";

fn ask(statements: &str, unknown: &[&str]) -> (World, Request) {
    let mut world = World::new();
    let policy = add(&mut world, "policy", PolicyKind::Identity, statements);
    let mut request = request(user(), "sqs:SendMessage", QUEUE, HOME);
    identity(&mut request, policy);
    for key in unknown {
        request.context.set(key, Supplied::Unknown);
    }
    (world, request)
}

#[track_caller]
fn check(statements: &str, unknown: &[&str], expected: &[&str]) {
    let (world, request) = ask(statements, unknown);
    assert_eq!(sentences::answer(&ways(&world, &request)), expected);
}

fn allow(condition: &str) -> String {
    format!(
        r#"{{"Effect": "Allow", "Action": "sqs:*", "Resource": "*", "Condition": {condition}}}"#
    )
}

fn deny(condition: &str) -> String {
    format!(
        r#"{FULL_ACCESS}, {{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {condition}}}"#
    )
}

#[test]
fn a_range_splits_the_addresses() {
    check(
        &allow(r#"{"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "198.51.100.0/24"]}}"#),
        &["aws:SourceIp"],
        &[
            "if `aws:SourceIp` is in `203.0.113.0/24` or is in `198.51.100.0/24`: Allowed",
            "otherwise: Denied",
        ],
    );
}

#[test]
fn an_exception_comes_before_the_range_it_is_taken_from() {
    let inner = r#"{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"IpAddress": {"aws:SourceIp": "10.1.0.0/16"}}}"#;
    let outer = allow(r#"{"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}"#);
    check(
        &format!("{outer}, {inner}"),
        &["aws:SourceIp"],
        &[
            "if `aws:SourceIp` is in `10.1.0.0/16`: Denied",
            "if `aws:SourceIp` is in `10.0.0.0/8`: Allowed",
            "otherwise: Denied",
        ],
    );
}

#[test]
fn a_key_that_changes_nothing_is_not_named() {
    let same_for_all = r#"{"StringEquals": {"aws:RequestedRegion": "eu-west-1"}, "Bool": {"aws:SecureTransport": "true"}}"#;
    let (world, mut request) = ask(&allow(same_for_all), &["aws:SecureTransport"]);
    request.context.set("aws:UserAgent", Supplied::Unknown);
    assert!(matches!(
        ways(&world, &request),
        Answer::Decided(Decision::Deny(_))
    ));
    request.context.set(
        "aws:RequestedRegion",
        Supplied::Single(Value::new("eu-west-1")),
    );
    assert_eq!(
        sentences::answer(&ways(&world, &request)),
        [
            "if `aws:SecureTransport` is `true`: Allowed",
            "otherwise: Denied"
        ]
    );
    assert_eq!(ways(&world, &request).keys(), ["aws:securetransport"]);
}

/// Two statements that each hang on the key, and together do not.
#[test]
fn ways_that_all_agree_are_an_answer() {
    let both = format!(
        "{}, {}",
        allow(r#"{"StringEquals": {"aws:PrincipalTag/team": "red"}}"#),
        allow(r#"{"StringNotEquals": {"aws:PrincipalTag/team": "red"}}"#),
    );
    let (world, request) = ask(&both, &["aws:PrincipalTag/team"]);
    assert_eq!(decide(&world, &request), Decision::DependsOn);
    assert!(matches!(
        ways(&world, &request),
        Answer::Decided(Decision::Allow(_))
    ));
}

#[test]
fn two_keys_are_read_one_after_the_other() {
    check(
        &allow(
            r#"{"NumericLessThanEquals": {"aws:MultiFactorAuthAge": "3600"}, "IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}"#,
        ),
        &["aws:SourceIp", "aws:MultiFactorAuthAge"],
        &[
            "if `aws:MultiFactorAuthAge` is less than `3600` or is `3600` and `aws:SourceIp` is in `203.0.113.0/24`: Allowed",
            "if `aws:MultiFactorAuthAge` is less than `3600` or is `3600` and `aws:SourceIp` is anything else: Denied",
            "otherwise: Denied",
        ],
    );
}

#[test]
fn stretches_beside_a_border_are_joined() {
    check(
        &allow(
            r#"{"NumericLessThan": {"a:n": ["1", "5", "9"]}, "NumericNotEquals": {"a:n": "3"}}"#,
        ),
        &["a:n"],
        &[
            "if `a:n` is less than `3` or is between `3` and `9`: Allowed",
            "otherwise: Denied",
        ],
    );
}

#[test]
fn a_missing_key_is_a_way_of_its_own() {
    check(
        &deny(r#"{"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}"#),
        &["aws:MultiFactorAuthPresent"],
        &[
            "if `aws:MultiFactorAuthPresent` is `true`: Allowed",
            "otherwise: Denied",
        ],
    );
    check(
        &deny(r#"{"Null": {"aws:TokenIssueTime": "true"}}"#),
        &["aws:TokenIssueTime"],
        &[
            "if `aws:TokenIssueTime` is missing: Denied",
            "otherwise: Allowed",
        ],
    );
}

#[test]
fn dates_split_at_their_border() {
    check(
        &allow(r#"{"DateLessThan": {"aws:CurrentTime": "2026-12-24T18:00:00Z"}}"#),
        &["aws:CurrentTime"],
        &[
            "if `aws:CurrentTime` is before `2026-12-24T18:00:00Z`: Allowed",
            "otherwise: Denied",
        ],
    );
}

#[test]
fn sets_are_tried_with_one_value_and_with_none() {
    check(
        &allow(r#"{"ForAnyValue:StringEquals": {"aws:TagKeys": ["team"]}}"#),
        &["aws:TagKeys"],
        &["if `aws:TagKeys` is `team`: Allowed", "otherwise: Denied"],
    );
}

#[test]
fn a_variable_in_a_resource_is_solved() {
    let own =
        r#"{"Effect": "Allow", "Action": "sqs:*", "Resource": "arn:aws:sqs:*:*:${aws:username}"}"#;
    check(
        own,
        &["aws:username"],
        &[
            "if `aws:username` is `orders`: Allowed",
            "otherwise: Denied",
        ],
    );
}

#[test]
fn two_unknown_keys_that_have_to_be_equal_are_tried_equal() {
    check(
        &allow(r#"{"StringEquals": {"aws:ResourceTag/owner": "${aws:username}"}}"#),
        &["aws:ResourceTag/owner", "aws:username"],
        &[
            "if `aws:ResourceTag/owner` is `${aws:username}` and `aws:username` is missing: Denied",
            "if `aws:ResourceTag/owner` is `${aws:username}` and `aws:username` is anything else: Allowed",
            "otherwise: Denied",
        ],
    );
}

#[test]
fn too_many_ways_are_counted_and_not_tried() {
    let values: Vec<String> = (0..40).map(|n| format!("\"{n}\"")).collect();
    let list = values.join(", ");
    let condition = format!(r#"{{"StringEquals": {{"a:x": [{list}], "a:y": [{list}]}}}}"#);
    let (world, request) = ask(&allow(&condition), &["a:x", "a:y"]);
    let answer = ways(&world, &request);
    let Answer::TooManyWays { keys, ways } = &answer else {
        panic!("{answer:?}");
    };
    assert!(*ways > MOST_WAYS);
    assert_eq!(keys, &["a:x", "a:y"]);
    assert_eq!(
        sentences::answer(&answer),
        ["too many ways to list (1764): give a value for `a:x` or `a:y`"]
    );
}

#[test]
fn what_is_certain_stays_so() {
    let (world, request) = ask(FULL_ACCESS, &["aws:SourceIp"]);
    assert_eq!(
        ways(&world, &request),
        Answer::Decided(decide(&world, &request))
    );
}
