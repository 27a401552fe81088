//! A policy stays useful at every key press while it is being written (R8, invariant I3).

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

use iam::policy::Effect;
use iam::{PolicyKind, parse};
use syntax::Severity;

const POLICY: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ListReceipts",
      "Effect": "Allow",
      "Action": ["s3:ListBucket", "s3:GetObject"],
      "Resource": "arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET",
      "Condition": { "Bool": { "aws:SecureTransport": "true" } }
    },
    { "Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*" }
  ]
}"#;

#[test]
fn the_whole_policy_has_no_finding() {
    let (policy, found) = parse(POLICY, PolicyKind::Identity);
    assert_eq!(found, []);
    assert!(!policy.has_holes);
    assert_eq!(policy.statements.len(), 2);
}

/// Cut anywhere, the text gives findings, holes, and no Allow that the whole text doesn't give.
#[test]
fn cut_anywhere_it_says_so_and_allows_nothing_new() {
    let request = support::request("s3:GetObject", "arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET");
    for (cut, _) in POLICY.char_indices() {
        let text = &POLICY[..cut];
        let (policy, found) = parse(text, PolicyKind::Identity);
        assert!(policy.has_holes, "cut at {cut}");
        assert!(
            found
                .iter()
                .any(|diagnostic| diagnostic.severity == Severity::Error),
            "cut at {cut}"
        );
        let decision = support::decide(policy, &request);
        let complete = cut > POLICY.find("} }").unwrap() + 3;
        assert!(
            !decision.is_allow() || complete,
            "cut at {cut}: {decision:?}\n{text}"
        );
    }
}

/// Any one character left out breaks at most the statement it stands in.
#[test]
fn one_missing_character_leaves_the_other_statement_working() {
    let denied = support::request("s3:DeleteObject", "arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET/x");
    let first = POLICY.find("\"Sid\"").unwrap()..POLICY.find("} }").unwrap();
    for (at, character) in POLICY.char_indices().filter(|(at, _)| first.contains(at)) {
        let text = format!("{}{}", &POLICY[..at], &POLICY[at + character.len_utf8()..]);
        let (policy, _) = parse(&text, PolicyKind::Identity);
        let deny = policy
            .statements
            .iter()
            .any(|statement| statement.effect == Effect::Deny);
        assert!(
            deny,
            "without {character:?} at {at} the Deny is gone:\n{text}"
        );
        let decision = support::decide(policy, &denied);
        assert!(
            !decision.is_allow(),
            "without {character:?} at {at}: {decision:?}"
        );
    }
}

mod support {
    use iam::request::Caller;
    use iam::{
        AccountId, Action, Arn, Attachment, Context, Decision, Policy, PolicyKind, Principal,
        Request, Resource, ResourceName, World,
    };
    use std::sync::Arc;

    pub(super) fn request(action: &str, resource: &str) -> Request {
        let account = AccountId::parse("111122223333").unwrap();
        let arn = Arn::parse("arn:aws:iam::111122223333:user/cashier").unwrap();
        Request {
            caller: Caller {
                principal: Principal::IamUser { arn, account },
                identity: Vec::new(),
                boundary: None,
                session: None,
                session_token: None,
            },
            action: Action::new(action),
            resource: Resource {
                name: ResourceName::new(resource),
                account: Some(account),
                policy: None,
            },
            context: Context::from_pairs([("aws:SecureTransport", "true")]),
            endpoint: None,
        }
    }

    pub(super) fn decide(policy: Policy, request: &Request) -> Decision {
        let mut world = World::new();
        let id = world.add("policy", PolicyKind::Identity, Arc::new(policy));
        let mut request = request.clone();
        request.caller.identity.push(Attachment {
            policy: id,
            group: None,
        });
        let decision = iam::decide(&world, &request);
        assert_eq!(decision, iam::explain(&world, &request).decision);
        decision
    }
}
