//! What holds for every request: changes to random cases that may not change the answer, or only
//! in one direction.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use iam::decision::AllowReason;
use iam::{Decision, PolicyKind, Trace};
use proptest::prelude::*;
use proptest::sample::Index;
use scenario::case::{Case, Question, Situation};
use serde_json::{Value, json};
use testkit::change::{self, Slot, slots, with_statements, without};
use testkit::random::{samples, statement};

const EVERY_KIND: [&str; 9] = [
    "identity",
    "boundary",
    "session",
    "resource",
    "role_trust",
    "kms_key",
    "vpc_endpoint",
    "scp",
    "rcp",
];
const GRANTING: [&str; 4] = ["identity", "resource", "role_trust", "kms_key"];

fn situation(case: &Value) -> Situation {
    match Case::read(&case.to_string()).unwrap().question {
        Question::Decision(situation) => *situation,
        Question::Match(..) | Question::Validation(..) => panic!("not a decision"),
    }
}

fn decide(case: &Value) -> Decision {
    let situation = situation(case);
    iam::decide(&situation.world, &situation.request)
}

fn explain(case: &Value) -> Trace {
    let situation = situation(case);
    iam::explain(&situation.world, &situation.request)
}

/// A policy of the case, and the case with a statement added to it.
fn added(case: &Value, at: &Index, bytes: &[u8], effect: &str) -> Option<Value> {
    let slots = slots(case);
    let slot: &Slot = at.get(slots.get(..)?);
    let mut statement = statement(bytes, case, &slot.kind);
    statement["Effect"] = effect.into();
    let mut changed = case.clone();
    with_statements(&mut changed, slot, |statements| statements.push(statement));
    Some(changed)
}

/// Whether an Allow needs no statement that allows (R3.1.2, R3.7.18).
fn needs_no_grant(decision: Decision) -> bool {
    matches!(
        decision,
        Decision::Allow(AllowReason::NoPermissionNeeded | AllowReason::RootUser)
    )
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(any::<u8>(), 0..60)
}

/// Denies everything, in a policy of this kind.
fn deny_everything(kind: &str) -> Value {
    let mut deny = json!({ "Effect": "Deny", "Action": "*" });
    let kind = PolicyKind::from_code(kind).unwrap();
    if kind.takes_principal() {
        deny["Principal"] = "*".into();
    }
    if kind.takes_resource() {
        deny["Resource"] = "*".into();
    }
    deny
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1_500,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn deny_overrides(sample in samples(), at: Index) {
        let slots = slots(&sample.0);
        let slot = at.get(&slots);
        let mut denied = sample.0.clone();
        with_statements(&mut denied, slot, |all| all.push(deny_everything(&slot.kind)));
        let trace = explain(&denied);
        let judged = trace.gates().iter().flat_map(|gate| trace.policies(gate));
        let denying: Vec<_> = judged.filter(|policy| policy.denies.is_yes()).collect();
        let in_force = decide(&denied) != decide(&sample.0) || !denying.is_empty();
        let action = sample.0["request"]["action"].as_str().unwrap().to_lowercase();
        let repairs = matches!(sample.0["setup"]["principal"]["type"].as_str(), Some("root_user"))
            && (action.ends_with("bucketpolicy") || action == "sqs:setqueueattributes");
        if in_force && !repairs && trace.decision != Decision::Allow(AllowReason::NoPermissionNeeded) {
            prop_assert!(!trace.decision.is_allow(), "{:?}", trace.decision);
        }
    }

    #[test]
    fn what_nothing_allows_is_denied(sample in samples()) {
        let decision = decide(&without(&sample.0, "Allow", &EVERY_KIND));
        prop_assert!(!decision.is_allow() || needs_no_grant(decision), "{decision:?}");
    }

    #[test]
    fn limits_never_grant(sample in samples()) {
        let decision = decide(&without(&sample.0, "Allow", &GRANTING));
        prop_assert!(!decision.is_allow() || needs_no_grant(decision), "{decision:?}");
    }

    #[test]
    fn adding_a_deny_never_allows(sample in samples(), at: Index, bytes in bytes()) {
        let after = added(&sample.0, &at, &bytes, "Deny").unwrap();
        prop_assert!(decide(&sample.0).is_allow() || !decide(&after).is_allow(), "{after:#}");
    }

    #[test]
    fn adding_an_allow_to_a_policy_in_force_never_denies(
        sample in samples(),
        at: Index,
        bytes in bytes(),
    ) {
        let after = added(&sample.0, &at, &bytes, "Allow").unwrap();
        prop_assert!(!decide(&sample.0).is_allow() || decide(&after).is_allow(), "{after:#}");
    }

    #[test]
    fn order_and_repetition_of_statements_do_not_matter(sample in samples(), turn: Index) {
        let mut changed = sample.0.clone();
        for slot in slots(&sample.0) {
            with_statements(&mut changed, &slot, |all| {
                let again = turn.get(all).clone();
                let by = turn.index(all.len());
                all.rotate_left(by);
                all.push(again);
                all.reverse();
            });
        }
        prop_assert_eq!(decide(&sample.0), decide(&changed));
    }

    #[test]
    fn order_of_policies_does_not_matter(sample in samples()) {
        let mut changed = sample.0.clone();
        let nodes = change::nodes(&sample.0);
        let lists = nodes.iter().flat_map(|node| [format!("{node}/scps"), format!("{node}/rcps")]);
        let own = ["/setup/identity_policies", "/setup/session_policies"].map(str::to_owned);
        for list in lists.chain(own) {
            if let Some(Value::Array(policies)) = changed.pointer_mut(&list) {
                policies.reverse();
            }
        }
        prop_assert_eq!(decide(&sample.0), decide(&changed));
    }

    #[test]
    fn a_sid_changes_nothing(sample in samples(), sid in "[A-Za-z0-9]{0,8}") {
        let mut changed = sample.0.clone();
        for slot in slots(&sample.0) {
            with_statements(&mut changed, &slot, |all| {
                for statement in all {
                    match statement.get("Sid") {
                        Some(_) if sid.is_empty() => {
                            statement.as_object_mut().unwrap().remove("Sid");
                        }
                        _ => statement["Sid"] = sid.clone().into(),
                    }
                }
            });
        }
        prop_assert_eq!(decide(&sample.0), decide(&changed));
    }

    #[test]
    fn moving_under_a_more_generous_parent_never_denies(sample in samples(), at: Index) {
        let Some(moved) = moved_to_a_more_generous_parent(&sample.0, &at) else {
            return Ok(());
        };
        prop_assert!(!decide(&sample.0).is_allow() || decide(&moved).is_allow(), "{moved:#}");
    }

    #[test]
    fn unknown_keys_keep_every_possible_answer(sample in samples(), gone in any::<u16>()) {
        let mut asked = sample.0.clone();
        let context = sample.0["request"]["context"].as_object().unwrap();
        let keys: Vec<_> = context.keys().zip(0..).filter(|(_, bit)| gone >> bit & 1 == 1).collect();
        let mut absent = sample.0.clone();
        for (key, _) in &keys {
            asked["request"]["context"].as_object_mut().unwrap().remove(*key);
            absent["request"]["context"].as_object_mut().unwrap().remove(*key);
        }
        asked["request"]["unknown"] = keys.iter().map(|(key, _)| (*key).clone()).collect();
        let decision = decide(&asked);
        prop_assert_eq!(decision, explain(&asked).decision);
        if decision != Decision::DependsOn {
            prop_assert_eq!(decision.is_allow(), decide(&sample.0).is_allow());
            prop_assert_eq!(decision.is_allow(), decide(&absent).is_allow());
        }
    }

    #[test]
    fn decide_and_explain_agree(sample in samples()) {
        prop_assert_eq!(decide(&sample.0), explain(&sample.0).decision);
    }

    #[test]
    fn every_span_lies_on_character_boundaries(
        sample in samples(),
        at: Index,
        from: Index,
        length in 0_usize..12,
        typed in "\\PC{0,3}|[\"{}\\[\\],:*$\\\\]{1,4}",
        read_as: Index,
    ) {
        let slots = slots(&sample.0);
        let slot = at.get(&slots);
        let policy = format!("{:#}", sample.0.pointer(&slot.pointer).unwrap());
        let characters: Vec<char> = policy.chars().collect();
        let from = from.index(characters.len() + 1);
        let to = (from + length).min(characters.len());
        let (before, after) = (&characters[..from], &characters[to..]);
        let text: String = before.iter().chain(&typed.chars().collect::<Vec<_>>()).chain(after).collect();
        let kind = *read_as.get(&PolicyKind::ALL);
        for (span, what) in spans(&text, kind) {
            prop_assert!(span.start <= span.end, "{what} {span:?} in {text}");
            for end in [span.start, span.end] {
                prop_assert!(text.is_char_boundary(end as usize), "{what} {span:?} in {text}");
            }
        }
    }
}

/// The case with an account put under a copy of its parent that allows everything and denies
/// nothing.
fn moved_to_a_more_generous_parent(case: &Value, at: &Index) -> Option<Value> {
    let nodes = change::nodes(case);
    let is_account = |node: &&String| case.pointer(node).unwrap()["type"] == "account";
    let accounts: Vec<&String> = nodes.iter().filter(is_account).collect();
    let account = (!accounts.is_empty()).then(|| *at.get(&accounts))?;
    let (parent, position) = account.rsplit_once("/children/")?;
    // A new OU under the root is one more level; any other takes the place of the parent.
    let above = parent
        .rsplit_once("/children/")
        .map_or(parent, |(above, _)| above);
    let kept = without(case, "Deny", &["scp"]);
    let mut scps = kept.pointer(&format!("{parent}/scps"))?.as_array()?.clone();
    scps.push(json!({
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }],
    }));
    let mut moved = case.clone();
    let siblings = moved
        .pointer_mut(&format!("{parent}/children"))?
        .as_array_mut()?;
    let account = siblings.remove(position.parse().ok()?);
    let ou = json!({ "type": "ou", "id": "ou-9", "scps": scps, "rcps": [], "children": [account] });
    moved
        .pointer_mut(&format!("{above}/children"))?
        .as_array_mut()?
        .push(ou);
    Some(moved)
}

fn spans(text: &str, kind: PolicyKind) -> Vec<(syntax::Span, String)> {
    let (policy, diagnostics) = iam::parse(text, kind);
    let mut found = Vec::new();
    for diagnostic in &diagnostics {
        found.push((diagnostic.span, diagnostic.code.to_owned()));
        let labels = diagnostic.labels.iter().map(|label| label.span);
        let edits = diagnostic
            .fix
            .iter()
            .flat_map(|fix| fix.edits.iter().map(|edit| edit.span));
        found.extend(
            labels
                .chain(edits)
                .map(|span| (span, format!("in {}", diagnostic.code))),
        );
    }
    for statement in &policy.statements {
        found.push((statement.span, "statement".into()));
        let elements = [
            statement.sid.as_ref().map(|(_, span)| *span),
            statement.effect_span,
            statement.principal.span(),
            statement.action.span(),
            statement.resource.span(),
            statement.condition_span,
            statement.foreign,
        ];
        let values = (statement.principal.values().iter().map(|entry| entry.span))
            .chain(statement.action.values().iter().map(|entry| entry.span))
            .chain(statement.resource.values().iter().map(|entry| entry.span));
        let tests = statement
            .condition
            .iter()
            .flat_map(|condition| &condition.tests);
        let operands = tests.flat_map(|test| {
            let operands = test.operands.iter().map(|operand| operand.span);
            operands.chain([test.span])
        });
        let all = elements.into_iter().flatten().chain(values).chain(operands);
        found.extend(all.map(|span| (span, "element".into())));
    }
    found
}
