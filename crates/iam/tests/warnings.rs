//! What is reported although AWS takes the policy: each policy is valid and has exactly the
//! findings named.

use iam::{PolicyKind, parse};
use syntax::Severity;

#[track_caller]
fn check(kind: PolicyKind, statement: &str, codes: &[&str]) {
    let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{statement}]}}"#);
    let (policy, found) = parse(&text, kind);
    let warnings: Vec<&str> = found
        .iter()
        .filter(|one| one.severity == Severity::Warning)
        .map(|one| one.code)
        .collect();
    assert_eq!(warnings, codes, "{statement}");
    assert_eq!(warnings.len(), found.len(), "{found:?}");
    assert!(!policy.has_holes, "{statement}");
}

#[track_caller]
fn check_condition(condition: &str, codes: &[&str]) {
    let statement = format!(
        r#"{{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {condition}}}"#
    );
    check(PolicyKind::Identity, &statement, codes);
}

#[track_caller]
fn check_resource(resource: &str, codes: &[&str]) {
    let statement = format!(r#"{{"Effect": "Allow", "Action": "s3:*", "Resource": "{resource}"}}"#);
    check(PolicyKind::Identity, &statement, codes);
}

/// R1.2.7.
#[test]
fn an_operator_in_another_casing() {
    check_condition(
        r#"{"stringequals": {"aws:PrincipalTag/team": "red"}}"#,
        &["condition-operator-case"],
    );
}

/// R1.4.5.
#[test]
fn a_statement_id_used_twice_in_a_bucket_policy() {
    let statement = r#"{"Sid": "A", "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
        "Resource": "*"}"#;
    check(
        PolicyKind::Resource,
        &format!("{statement}, {statement}"),
        &["unique-sids-recommended"],
    );
}

/// R1.6.31. The Deny is provisional besides, as `spec/` shows.
#[test]
fn an_account_by_its_canonical_user() {
    let allow = r#"{"Effect": "Allow", "Principal": {"CanonicalUser": "79a59df900b949e5"},
        "Action": "s3:GetObject", "Resource": "*"}"#;
    check(PolicyKind::Resource, allow, &["canonical-user"]);
    for element in ["Principal", "NotPrincipal"] {
        let deny = allow.replace("Allow", "Deny").replace("Principal", element);
        let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{deny}]}}"#);
        let (policy, found) = parse(&text, PolicyKind::Resource);
        let said: Vec<&str> = found.iter().map(|one| &*one.message).collect();
        assert_eq!(
            said,
            [
                "the account behind a `CanonicalUser` cannot be told from its digits, so this Deny is taken to reach every caller"
            ]
        );
        assert!(policy.has_holes);
    }
}

/// R1.8.6.
#[test]
fn a_wildcard_in_the_service_prefix() {
    check(
        PolicyKind::Identity,
        r#"{"Effect": "Allow", "Action": "s*:GetObject", "Resource": "*"}"#,
        &["invalid-service-in-action"],
    );
}

/// R1.9.4.
#[test]
fn a_wildcard_in_partition_or_service() {
    check_resource("arn:aws*:s3:::bucket", &["invalid-partition"]);
    check_resource("arn:*:s3:::bucket", &["invalid-partition"]);
    check_resource("arn:aws:s?:::bucket", &["invalid-arn-service"]);
    check_resource("arn:aws:*:::bucket", &["invalid-arn-service"]);
    check_resource("arn:aws:s3:::*", &[]);
}

/// R1.9.5.
#[test]
fn a_wildcard_in_the_resource_type() {
    check_resource("arn:aws:ec2:*:*:inst*/i-1", &["invalid-arn-resource-type"]);
    check_resource(
        "arn:aws:lambda:*:*:f?nction:f",
        &["invalid-arn-resource-type"],
    );
    check_resource("arn:aws:ec2:*:*:instance/*", &[]);
    check_resource("arn:aws:ec2:*:*:*/*", &[]);
    check_resource("arn:aws:ec2:*:*:*", &[]);
    check_resource("arn:aws:s3:::buck*/x", &[]);
}

/// R1.11.2.
#[test]
fn a_variable_before_the_fifth_colon() {
    check_resource(
        "arn:aws:sqs:*:${aws:PrincipalAccount}:q",
        &["invalid-variable-position"],
    );
}

/// R1.11.6.
#[test]
fn a_variable_under_bool() {
    check_condition(
        r#"{"Bool": {"aws:SecureTransport": "${aws:PrincipalTag/tls}"}}"#,
        &["variable-in-bool"],
    );
    check_condition(r#"{"Bool": {"aws:SecureTransport": "true"}}"#, &[]);
}

/// R1.12.
#[test]
fn empty_lists() {
    for list in [
        r#""Action": [], "Resource": "*""#,
        r#""Action": "s3:*", "Resource": []"#,
    ] {
        let statement = format!(r#"{{"Effect": "Allow", {list}}}"#);
        check(PolicyKind::Identity, &statement, &["empty-array"]);
    }
    check_condition(
        r#"{"StringEquals": {"aws:PrincipalTag/team": []}}"#,
        &["empty-condition-values"],
    );
}

/// R2.2.11, R2.2.36.
#[test]
fn values_that_fit_nothing() {
    for condition in [
        r#"{"NumericEquals": {"s3:max-keys": "1e3"}}"#,
        r#"{"NumericEquals": {"s3:max-keys": "+5"}}"#,
        r#"{"ArnLike": {"aws:SourceArn": "arn:aws:sns:*"}}"#,
    ] {
        check_condition(condition, &["invalid-condition-value"]);
    }
}

/// R2.2.37.
#[test]
fn a_lone_star_as_every_arn() {
    check_condition(
        r#"{"ArnLike": {"aws:SourceArn": "*"}}"#,
        &["arn-pattern-without-parts"],
    );
}

/// R2.6.1, R2.6.2.
#[test]
fn null_behind_a_set_operator() {
    for operator in ["ForAllValues:Null", "ForAnyValue:Null"] {
        let condition = format!(r#"{{"{operator}": {{"aws:TagKeys": "true"}}}}"#);
        check_condition(&condition, &["null-with-set-operator"]);
    }
}

/// R3.8.6, R6.5.20.
#[test]
fn wildcards_in_ids() {
    check_condition(
        r#"{"StringLike": {"aws:PrincipalOrgID": ["o-*", "o-exampleorgid", "o-?"]}}"#,
        &["wildcard-in-id", "wildcard-in-id"],
    );
    check_condition(
        r#"{"StringNotLike": {"AWS:sourceVPCE": "vpce-*"}}"#,
        &["wildcard-in-id"],
    );
    check_condition(r#"{"StringLike": {"aws:PrincipalTag/team": "r*"}}"#, &[]);
    check_condition(r#"{"StringEquals": {"aws:SourceVpc": "vpc-*"}}"#, &[]);
}
