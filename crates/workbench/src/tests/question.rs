//! Keys that nobody told: asked for at their gate, and the ways the answer depends on them.

use super::*;
use crate::view::PathView;
use crate::view::question::KeyQuestion;
use crate::view::request::Mark;
use expect_test::expect;

fn questions(model: &Model) -> Vec<KeyQuestion> {
    let gates = PathView::new(model).gates.into_iter();
    let all = gates.flat_map(|gate| {
        let stops = gate.stops.into_iter().flat_map(|stop| stop.questions);
        gate.questions.into_iter().chain(stops).collect::<Vec<_>>()
    });
    all.collect()
}

fn with_condition(condition: &str) -> Model {
    let mut model = first_visit();
    let receipts = policy(&model, "ReadReceipts");
    let text = format!(
        r#"{{ "Version": "2012-10-17", "Statement": {{ "Effect": "Allow", "Action": "s3:*",
        "Resource": "*", "Condition": {condition} }} }}"#
    );
    act(&mut model, Message::EditPolicy(receipts, text));
    act(&mut model, Message::Settled);
    model
}

#[test]
fn a_missing_key_is_asked_for_where_it_decides() {
    let mut model = with_condition(r#"{ "Bool": { "aws:MultiFactorAuthPresent": "true" } }"#);
    let [question] = &questions(&model)[..] else {
        panic!("{:?}", questions(&model))
    };
    assert_eq!(question.key, "aws:MultiFactorAuthPresent");
    assert_eq!(question.mark, Mark::Missing);
    assert_eq!(question.suggestions, ["true"]);
    let (key, value) = (question.key.clone(), question.suggestions[0].clone());
    act(&mut model, Message::SetContextKey(key, value));
    assert!(verdict(&model).starts_with("Allowed"));
    assert_eq!(questions(&model), []);
}

#[test]
fn an_unknown_key_is_asked_for_and_its_ways_are_told() {
    let mut model = with_condition(
        r#"{ "IpAddress": { "aws:SourceIp": [ "203.0.113.0/24", "198.51.100.7" ] } }"#,
    );
    let key = "aws:SourceIp";
    act(&mut model, Message::SetContextUnknown(key.into()));
    assert!(VerdictView::new(&model).ways.is_empty());
    act(&mut model, Message::Settled);
    let ways = VerdictView::new(&model).ways;
    let ways: Vec<String> = ways.into_iter().map(|way| way.sentence).collect();
    expect![[r#"
        if `aws:SourceIp` is in `198.51.100.7` or is in `203.0.113.0/24`: Allowed
        otherwise: Denied"#]]
    .assert_eq(&ways.join("\n"));
    let asked = questions(&model);
    assert!(
        asked.iter().all(|question| question.key == key),
        "{asked:?}"
    );
    assert_eq!(asked[0].mark, Mark::Unknown);
    assert_eq!(asked[0].suggestions, ["198.51.100.7"]);
    act(
        &mut model,
        Message::SetContextKey(key.into(), "203.0.113.9".into()),
    );
    assert!(verdict(&model).starts_with("Allowed"));
    assert!(VerdictView::new(&model).ways.is_empty());
}

#[test]
fn a_key_that_would_not_help_is_not_asked_for() {
    let model = with_condition(
        r#"{ "Bool": { "aws:MultiFactorAuthPresent": "true" },
             "StringEquals": { "aws:username": "Somebody" } }"#,
    );
    assert!(verdict(&model).starts_with("Denied"));
    assert_eq!(questions(&model), []);
}

#[test]
fn a_key_inside_a_policy_variable_is_asked_for() {
    let mut model = first_visit();
    let receipts = policy(&model, "ReadReceipts");
    let text = r#"{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:*",
        "Resource": "arn:aws:s3:::${aws:SourceVpc}/*" } }"#;
    act(&mut model, Message::EditPolicy(receipts, text.into()));
    act(
        &mut model,
        Message::SetContextUnknown("aws:SourceVpc".into()),
    );
    assert!(verdict(&model).starts_with("Depends"));
    assert!(
        questions(&model)
            .iter()
            .any(|question| question.key == "aws:SourceVpc")
    );
}
