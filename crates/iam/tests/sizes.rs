//! The sizes AWS takes, kind by kind (R4.4.1 to R4.4.3, R5.1, R7): a text at the limit and one
//! character above it, and what white space counts.

use iam::PolicyKind::{
    Boundary, Identity, KmsKey, Managed, Rcp, Resource, RoleTrust, Scp, Session, VpcEndpoint,
};
use iam::{PolicyKind, parse};
use syntax::Severity;

/// The beginning and end of a valid policy of a kind; what stands between is free text.
fn frame(kind: PolicyKind) -> (String, &'static str) {
    let elements = match kind {
        Rcp => r#""Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*""#,
        RoleTrust => r#""Effect":"Allow","Principal":"*","Action":"sts:AssumeRole""#,
        Resource | KmsKey | VpcEndpoint => {
            r#""Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*""#
        }
        Identity | Managed | Boundary | Session | Scp => {
            r#""Effect":"Allow","Action":"s3:*","Resource":"*""#
        }
    };
    let condition = r#""Condition":{"StringEquals":{"aws:PrincipalTag/team":""#;
    let start = format!(r#"{{"Version":"2012-10-17","Statement":{{{elements},{condition}"#);
    (start, r#""}}}}"#)
}

/// A policy of so many characters, the free text made of `filler`.
fn policy(kind: PolicyKind, length: usize, filler: char) -> String {
    let (start, end) = frame(kind);
    let free = length - start.len() - end.len();
    let text: String = std::iter::repeat_n(filler, free).collect();
    format!("{start}{text}{end}")
}

#[track_caller]
fn check(kind: PolicyKind, text: &str, expected: Option<&str>) {
    let (_, found) = parse(text, kind);
    let errors: Vec<&str> = found
        .iter()
        .filter(|one| one.severity == Severity::Error)
        .map(|one| &*one.message)
        .collect();
    match expected {
        None => assert_eq!(errors, [""; 0], "{kind:?}"),
        Some(words) => {
            assert!(
                matches!(*errors, [only] if only.contains(words)),
                "{kind:?}: {errors:?}"
            );
        }
    }
}

const LIMITS: [(PolicyKind, usize, &str); 9] = [
    (Managed, 6_144, "6,145 characters without blanks"),
    (Boundary, 6_144, "6,145 characters without blanks"),
    (Identity, 10_240, "10,241 characters without blanks"),
    (RoleTrust, 8_192, "8,193 characters"),
    (Session, 2_048, "2,049 characters"),
    (VpcEndpoint, 20_480, "20,481 characters"),
    (Scp, 10_240, "10,241 characters"),
    (Rcp, 5_120, "5,121 characters"),
    (KmsKey, 32_768, "32,769 characters"),
];

#[test]
fn a_policy_may_reach_its_limit_and_not_pass_it() {
    for (kind, limit, message) in LIMITS {
        check(kind, &policy(kind, limit, 'x'), None);
        check(kind, &policy(kind, limit + 1, 'x'), Some(message));
    }
}

#[test]
fn characters_are_counted_and_not_bytes() {
    for (kind, limit, _) in LIMITS {
        check(kind, &policy(kind, limit, 'é'), None);
    }
}

#[test]
fn blanks_between_tokens_count_in_some_kinds_only() {
    for (kind, limit, message) in LIMITS {
        let text = policy(kind, limit, 'x').replacen(r#":{"Effect""#, ": {\"Effect\"", 1);
        match message.ends_with("without blanks") {
            true => check(kind, &text, None),
            false => check(kind, &text, Some(message)),
        }
    }
}

#[test]
fn blanks_in_strings_always_count() {
    for (kind, limit, message) in LIMITS {
        check(kind, &policy(kind, limit, ' '), None);
        check(kind, &policy(kind, limit + 1, ' '), Some(message));
    }
}

#[test]
fn resource_based_policies_have_the_limit_of_their_service_which_is_not_checked() {
    check(Resource, &policy(Resource, 100_000, 'x'), None);
}
