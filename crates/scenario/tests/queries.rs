//! Links written by hand: what they come to, and what is said of those that cannot be opened.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use scenario::link::{self, Fragment, read_query};
use scenario::{Built, CallerSpec, Scenario};

const ALLOW: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#;
const DENY: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}}"#;
const PUBLIC: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}}"#;
const RCP: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}}"#;
const TRUST: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}}"#;
const OFFICE: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}}}}"#;

/// As `encodeURIComponent` does it.
fn encoded(text: &str) -> String {
    let byte = |b: u8| match b.is_ascii_alphanumeric() {
        true => char::from(b).to_string(),
        false => format!("%{b:02X}"),
    };
    text.bytes().map(byte).collect()
}

fn query(pairs: &[(&str, &str)]) -> String {
    let pairs = pairs
        .iter()
        .map(|(name, value)| format!("{name}={}", encoded(value)));
    pairs.collect::<Vec<_>>().join("&")
}

#[track_caller]
fn opened(pairs: &[(&str, &str)]) -> Scenario {
    let scenario = read_query(&query(pairs)).unwrap().unwrap();
    let link = link::encode(&scenario).unwrap();
    assert_eq!(
        link::read(&link),
        Ok(Fragment::Scenario(Box::new(scenario.clone())))
    );
    scenario
}

fn verdict(scenario: &Scenario) -> String {
    let built = Built::read(scenario);
    let decision = iam::decide(built.world(), &built.request(scenario, &scenario.request));
    decision
        .because()
        .unwrap_or_else(|| match decision.is_allow() {
            true => "allow".into(),
            false => "depends".into(),
        })
}

const GET: [(&str, &str); 2] = [("action", "s3:GetObject"), ("resource", "arn:aws:s3:::b/k")];

#[test]
fn every_form_comes_to_the_answer_that_aws_gives() {
    let role = "arn:aws:iam::444455556666:role/team/Reader";
    let session = "arn:aws:sts::444455556666:assumed-role/Reader/ana";
    let cases: &[(&[(&str, &str)], &str)] = &[
        (&[("policy", ALLOW)], "allow"),
        (&[], "implicit:identity"),
        (&[("policy", DENY)], "explicit:identity"),
        (&[("policy", ALLOW), ("policy", DENY)], "explicit:identity"),
        (&[("policy", ALLOW), ("caller", "Carla")], "allow"),
        (&[("policy", ALLOW), ("caller", role)], "allow"),
        (&[("policy", ALLOW), ("caller", session)], "allow"),
        (
            &[
                ("policy", ALLOW),
                ("caller", session),
                ("session-policy", DENY),
            ],
            "explicit:session",
        ),
        (
            &[
                ("policy", ALLOW),
                ("caller", "arn:aws:iam::444455556666:user/a/b/Ana"),
            ],
            "allow",
        ),
        (&[("caller", "111122223333")], "allow"),
        (&[("caller", "arn:aws:iam::111122223333:root")], "allow"),
        (&[("caller", "anonymous")], "implicit:resource"),
        (
            &[("caller", "anonymous"), ("resource-policy", PUBLIC)],
            "allow",
        ),
        (
            &[
                ("caller", "logging.s3.amazonaws.com"),
                ("resource-policy", PUBLIC),
            ],
            "allow",
        ),
        (&[("resource-policy", PUBLIC)], "allow"),
        (
            &[("resource-policy", PUBLIC), ("owner", "777788889999")],
            "implicit:identity",
        ),
        (
            &[
                ("policy", ALLOW),
                ("resource-policy", PUBLIC),
                ("owner", "777788889999"),
            ],
            "allow",
        ),
        (
            &[("policy", ALLOW), ("owner", "777788889999")],
            "implicit:resource",
        ),
        (
            &[("policy", ALLOW), ("boundary", DENY)],
            "explicit:boundary",
        ),
        (&[("policy", ALLOW), ("boundary", ALLOW)], "allow"),
        (&[("policy", ALLOW), ("scp", DENY)], "explicit:scp"),
        (&[("policy", ALLOW), ("scp", ALLOW)], "allow"),
        (&[("policy", ALLOW), ("rcp", RCP)], "explicit:rcp"),
        (
            &[("policy", OFFICE), ("context.aws:SourceIp", "192.0.2.7")],
            "allow",
        ),
        (
            &[("policy", OFFICE), ("context.aws:SourceIp", "198.51.100.7")],
            "implicit:identity",
        ),
        (
            &[("policy", ALLOW), ("utm_source", "mail"), ("fbclid", "x")],
            "allow",
        ),
    ];
    for (pairs, wanted) in cases {
        let all: Vec<_> = GET.iter().chain(pairs.iter()).copied().collect();
        assert_eq!(verdict(&opened(&all)), *wanted, "{pairs:?}");
    }
}

#[test]
fn an_scp_that_allows_stands_alone() {
    let only_sqs = ALLOW.replace("s3:*", "sqs:*");
    let pairs = [("policy", ALLOW), ("scp", &*only_sqs)];
    let all: Vec<_> = GET.iter().chain(&pairs).copied().collect();
    assert_eq!(verdict(&opened(&all)), "implicit:scp");
}

#[test]
fn a_role_is_assumed_by_its_trust_policy() {
    let scenario = opened(&[
        ("action", "sts:AssumeRole"),
        ("resource", "arn:aws:iam::444455556666:role/Audit"),
        ("policy", &ALLOW.replace("s3:*", "sts:*")),
        ("resource-policy", TRUST),
    ]);
    assert_eq!(verdict(&scenario), "allow");
}

#[test]
fn keys_that_stand_again_have_several_values_whatever_their_names() {
    let scenario = opened(&[
        ("action", "s3:GetObject"),
        ("context.aws:TagKeys", "a"),
        ("context.AWS:tagkeys", "b"),
        ("context.__proto__", "x"),
        ("context.constructor", "<script>alert(1)</script>"),
    ]);
    let keys: Vec<&str> = scenario
        .request
        .context
        .iter()
        .map(|entry| entry.key.as_str())
        .collect();
    assert_eq!(keys, ["aws:TagKeys", "__proto__", "constructor"]);
}

#[test]
fn what_is_written_stays_what_it_was() {
    let half = r#"{"Statement":[{"Effect":"#;
    let scenario = opened(&[("action", "s3:GetObject"), ("policy", half)]);
    let policy = scenario.policies.named("Policy").unwrap();
    assert_eq!(&*scenario.policies.get(policy).unwrap().text, half);
    let plus = read_query("?action=s3:GetObject&caller=a%2Bb&title=Two+words")
        .unwrap()
        .unwrap();
    assert_eq!(plus.title, "Two words");
    let CallerSpec::User { name, .. } = plus.request.caller else {
        panic!()
    };
    assert_eq!(name, "a+b");
}

#[test]
fn addresses_of_other_programs_are_left_alone() {
    for query in [
        "",
        "?",
        "?v=2",
        "?utm_source=mail&fbclid=1",
        "?%70olicy=x",
        "?__proto__=1",
    ] {
        assert_eq!(read_query(query), Ok(None), "{query}");
    }
}

#[test]
fn what_cannot_be_opened_says_why_and_what_to_do() {
    let huge = format!("action=s3:GetObject&policy={}", "a".repeat(5 * 1024 * 1024));
    let long = format!("action={}", "a".repeat(5000));
    let key = format!("action=s3:GetObject&context.{}=1", "k".repeat(5000));
    let cases: &[(&str, &str)] = &[
        (&huge, "64 KiB"),
        (&long, "4096 characters"),
        (&key, "4096 characters"),
        ("policy={}", "Add the action"),
        ("action=", "Add the action"),
        ("action=s3:GetObject&action=s3:PutObject", "`action` twice"),
        ("action=s3:GetObject&polcy={}", "`polcy`"),
        ("action=s3:GetObject&__proto__=1", "`__proto__`"),
        ("action=s3:GetObject&context.=1", "`context.`"),
        ("action=s3:GetObject&policy=%FF", "UTF-8"),
        (
            "action=s3:GetObject&caller=%3Cscript%3E",
            "`caller=<script>`",
        ),
        ("action=s3:GetObject&caller=", "`caller=`"),
        (
            "action=s3:GetObject&caller=arn:aws:iam::12:user/a",
            "12 digits",
        ),
        (
            "action=s3:GetObject&caller=arn:aws-cn:iam::111122223333:user/a",
            "partition",
        ),
        (
            "action=s3:GetObject&caller=arn:aws:iam::111122223333:group/a",
            "not of a user",
        ),
        ("action=s3:GetObject&caller=anonymous&policy={}", "`policy`"),
        (
            "action=s3:GetObject&caller=Ana&session-policy={}",
            "a session of a role",
        ),
        ("action=s3:GetObject&owner=12", "`owner=12`"),
        (
            "action=s3:GetObject&resource=arn:aws:sqs:eu-west-1:111122223333:q&owner=444455556666",
            "the same as",
        ),
        ("action=s3:GetObject&resource-policy={}", "Add the ARN"),
        (
            "action=s3:GetObject&resource-policy={}&resource=bucket",
            "Add the ARN",
        ),
    ];
    for (query, part) in cases {
        let error = read_query(query).unwrap_err().to_string();
        assert!(error.contains(part), "{part}: {error}");
        assert!(error.chars().count() < 400, "{error}");
    }
}
