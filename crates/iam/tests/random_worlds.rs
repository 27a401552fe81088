//! In small random worlds: every counterfactual turns the answer around, and whatever the unknown
//! keys hold, the answer is that of the first way that fits.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod worlds;

use iam::candidate::Case;
use iam::counterfactual::{Limits, counterfactuals};
use iam::pattern::{Pattern, Syntax};
use iam::unknown::{Answer, Way, ways};
use iam::{
    Context, Decision, NodeKind, Organization, PolicyId, PolicyKind, Request, Supplied, Value,
    World, decide, sentences,
};
use proptest::prelude::*;
use proptest::sample::select;
use worlds::{
    FULL_ACCESS, HOME, MANAGEMENT, OTHER, account, add, identity, node, request, resource_policy,
    role_session, user,
};

const KEYS: [&str; 3] = ["a:text", "a:number", "a:other"];
/// A value for each key, of the type that its operators compare.
fn values() -> impl Strategy<Value = [Option<&'static str>; 3]> {
    let words = || {
        select(vec![
            None,
            Some("red"),
            Some("reddish"),
            Some("dish"),
            Some("green"),
        ])
    };
    let numbers = select(vec![
        None,
        Some("0"),
        Some("1"),
        Some("5"),
        Some("6.5"),
        Some("9"),
    ]);
    (words(), numbers, words()).prop_map(|(text, number, other)| [text, number, other])
}

fn condition() -> impl Strategy<Value = String> {
    let text = || select(vec!["red", "red*", "*dish", "blue"]);
    let words = (
        select(vec![
            "StringEquals",
            "StringNotEquals",
            "StringLike",
            "StringNotLike",
            "StringLikeIfExists",
            "ForAnyValue:StringLike",
            "ForAllValues:StringNotLike",
        ]),
        select(vec!["a:text", "a:other"]),
        text(),
        text(),
    );
    let words = words.prop_map(|(operator, key, one, other)| {
        format!(r#"{{"{operator}": {{"{key}": ["{one}", "{other}"]}}}}"#)
    });
    let numbers = (
        select(vec![
            "NumericLessThan",
            "NumericGreaterThanEquals",
            "NumericNotEquals",
        ]),
        select(vec!["1", "5", "7"]),
    );
    let numbers = numbers
        .prop_map(|(operator, value)| format!(r#"{{"{operator}": {{"a:number": "{value}"}}}}"#));
    let presence = (select(&KEYS[..]), any::<bool>())
        .prop_map(|(key, absent)| format!(r#"{{"Null": {{"{key}": "{absent}"}}}}"#));
    prop_oneof![3 => words, 2 => numbers, 1 => presence]
}

fn statement(with_principal: bool) -> impl Strategy<Value = String> {
    let principals = vec![
        r#""*""#,
        r#"{"AWS": "111122223333"}"#,
        r#"{"AWS": "arn:aws:iam::111122223333:user/ana"}"#,
        r#"{"AWS": "arn:aws:iam::111122223333:role/Deploy"}"#,
    ];
    let actions = vec![
        r#""Action": "*""#,
        r#""Action": ["sqs:Send*", "s3:*"]"#,
        r#""Action": "sqs:SendMessage""#,
        r#""NotAction": "iam:*""#,
    ];
    let resources = vec![
        r#""Resource": "*""#,
        r#""Resource": ["arn:aws:sqs:*:*:orders", "arn:aws:s3:::*"]"#,
        r#""NotResource": "arn:aws:sqs:*:*:bills""#,
    ];
    let effects = select(vec!["Allow", "Allow", "Deny"]);
    let conditions = proptest::option::of(condition());
    (
        effects,
        select(principals),
        select(actions),
        select(resources),
        conditions,
    )
        .prop_map(move |(effect, principal, action, resource, condition)| {
            let mut parts = vec![format!(r#""Effect": "{effect}""#)];
            if with_principal {
                parts.push(format!(r#""Principal": {principal}"#));
            }
            parts.extend([action.to_owned(), resource.to_owned()]);
            parts.extend(condition.map(|condition| format!(r#""Condition": {condition}"#)));
            format!("{{{}}}", parts.join(", "))
        })
}

fn policy(with_principal: bool) -> impl Strategy<Value = String> {
    proptest::collection::vec(statement(with_principal), 1..3)
        .prop_map(|statements| statements.join(", "))
}

#[derive(Debug)]
struct Texts {
    identity: Option<String>,
    resource: Option<String>,
    boundary: Option<String>,
    session: Option<String>,
    scps: Option<(String, String)>,
    is_role: bool,
    is_foreign: bool,
}

fn texts() -> impl Strategy<Value = Texts> {
    use proptest::option::{of, weighted};
    let policies = (
        weighted(0.8, policy(false)),
        of(policy(true)),
        weighted(0.2, policy(false)),
        weighted(0.2, policy(false)),
        of((policy(false), policy(false))),
    );
    (policies, any::<bool>(), any::<bool>()).prop_map(
        |((identity, resource, boundary, session, scps), is_role, is_foreign)| Texts {
            identity,
            resource,
            boundary,
            session,
            scps,
            is_role,
            is_foreign,
        },
    )
}

fn build(texts: &Texts) -> (World, Request) {
    let mut world = World::new();
    let principal = if texts.is_role {
        role_session()
    } else {
        user()
    };
    let owner = if texts.is_foreign { OTHER } else { HOME };
    let queue = format!("arn:aws:sqs:eu-west-1:{owner}:orders");
    let mut request = request(principal, "sqs:SendMessage", &queue, owner);
    if let Some(text) = &texts.identity {
        let id = add(&mut world, "identity", PolicyKind::Identity, text);
        identity(&mut request, id);
    }
    if let Some(text) = &texts.resource {
        let id = add(&mut world, "resource", PolicyKind::Resource, text);
        resource_policy(&mut request, id);
    }
    if let Some(text) = &texts.boundary {
        request.caller.boundary = Some(add(&mut world, "boundary", PolicyKind::Boundary, text));
    }
    if let (Some(text), true) = (&texts.session, texts.is_role) {
        let id = add(&mut world, "session", PolicyKind::Session, text);
        request.caller.session = Some(vec![id]);
    }
    if let Some((one, other)) = &texts.scps {
        let full = add(&mut world, "FullAWSAccess", PolicyKind::Scp, FULL_ACCESS);
        let one = add(&mut world, "one", PolicyKind::Scp, one);
        let other = add(&mut world, "other", PolicyKind::Scp, other);
        world.set_organization(tree(&[full], &[one, full], &[other]));
    }
    (world, request)
}

fn tree(root: &[PolicyId], left: &[PolicyId], right: &[PolicyId]) -> Organization {
    let root_node = node(NodeKind::Root, "", "r-exam", root);
    let mut tree = Organization::new("o-exampleorgid", account(MANAGEMENT), root_node);
    let left = node(NodeKind::Ou, "Left", "ou-exam-11111111", left);
    let left = tree.add(tree.root(), left);
    let right = node(NodeKind::Ou, "Right", "ou-exam-22222222", right);
    tree.add(tree.root(), right);
    tree.add(
        left,
        node(NodeKind::Account(account(HOME)), "Home", HOME, root),
    );
    tree
}

fn holding(values: &[Option<&str>]) -> Context {
    let mut context = Context::new();
    for (key, value) in KEYS.iter().zip(values) {
        if let Some(value) = value {
            context.set(key, Supplied::Single(Value::new(value)));
        }
    }
    context
}

/// Whether a value is of a case; `other` answers for values that no case names.
fn holds(case: &Case, value: Option<&str>) -> bool {
    let like = |pattern: &str| {
        value.is_some_and(|value| Pattern::parse(pattern, Syntax::Both).0.fits(value))
    };
    let number = |text: &str| text.parse::<f64>().ok();
    let order = |border: &str| value.and_then(number)?.partial_cmp(&number(border)?);
    match case {
        Case::Absent => value.is_none(),
        Case::Is(text) => value == Some(text),
        Case::Like(pattern) => like(pattern),
        Case::Both(one, other) => like(one) && like(other),
        Case::Below(border) => order(border) == Some(std::cmp::Ordering::Less),
        Case::Above(border) => order(border) == Some(std::cmp::Ordering::Greater),
        Case::Between(low, high) => {
            order(low) == Some(std::cmp::Ordering::Greater)
                && order(high) == Some(std::cmp::Ordering::Less)
        }
        Case::Within(_) | Case::Other => panic!("{case:?} is not listed here"),
    }
}

fn fits(way: &Way, values: &[Option<&str>]) -> bool {
    way.conditions.iter().all(|condition| {
        let position = KEYS.iter().position(|key| *key == condition.key).unwrap();
        condition.cases.is_empty()
            || condition
                .cases
                .iter()
                .any(|case| holds(case, values[position]))
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 512,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn every_counterfactual_turns_the_answer_around(
        texts in texts(),
        values in values(),
    ) {
        let (world, mut request) = build(&texts);
        request.context = holding(&values);
        let before = decide(&world, &request);
        let found = counterfactuals(&world, &request, Limits::default());
        for one in &found {
            let (changed, asked) = one.apply(&world, &request);
            let after = decide(&changed, &asked);
            prop_assert_ne!(after.is_allow(), before.is_allow(), "{:?}", one);
            prop_assert_eq!(after, one.decision);
            prop_assert!(!sentences::counterfactual(&world, &request, one).is_empty());
            // None of its changes could be left out.
            for left_out in 0..one.changes.len() {
                let mut fewer = one.clone();
                fewer.changes.remove(left_out);
                let (changed, asked) = fewer.apply(&world, &request);
                prop_assert_eq!(
                    decide(&changed, &asked).is_allow(), before.is_allow(), "{:?}", one
                );
            }
        }
        // A Deny can always be added to what these worlds allow.
        prop_assert!(!before.is_allow() || !found.is_empty());
    }

    #[test]
    fn the_first_way_that_fits_is_the_answer(
        texts in texts(),
        values in values(),
    ) {
        let (world, mut request) = build(&texts);
        for key in KEYS {
            request.context.set(key, Supplied::Unknown);
        }
        let answer = ways(&world, &request);
        let expected = match &answer {
            Answer::Decided(decision) => *decision,
            Answer::Depends(ways) => {
                prop_assert!(ways.len() > 1);
                ways.iter().find(|way| fits(way, &values)).unwrap().decision
            }
            Answer::TooManyWays { .. } => return Ok(()),
        };
        request.context = holding(&values);
        let decision = decide(&world, &request);
        prop_assert_ne!(expected, Decision::DependsOn);
        prop_assert_eq!(decision.name(), expected.name(), "{:?}", sentences::answer(&answer));
    }
}
