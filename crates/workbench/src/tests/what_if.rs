//! Changes that would turn the answer around, tried and taken back.

use super::*;
use crate::view::{HeaderView, WhatIfView};
use expect_test::expect;

fn list(model: &Model) -> String {
    let view = WhatIfView::new(model);
    let mut list = format!("{}\n", view.heading);
    for change in &view.changes {
        list.push_str(&format!("  {} → {}\n", change.sentence, change.word));
    }
    list.extend(view.remark.map(|remark| format!("  {remark}\n")));
    list
}

#[test]
fn what_would_allow_and_what_would_deny_is_listed() {
    let mut model = first_visit();
    assert!(WhatIfView::new(&model).changes.is_empty());
    act(&mut model, Message::ShowWhatIf(true));
    let mut lists = list(&model);
    act(&mut model, Message::SetAction("s3:DeleteObject".into()));
    act(&mut model, Message::Settled);
    lists.push_str(&list(&model));
    expect![[r#"
        Would be denied if you …
          Deny `s3:GetObject` on `arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET/receipts/2026-10-01.pdf` in an identity-based policy of `user/Carla` → Denied
          Attach a service control policy to account Coffee Shop to deny `s3:GetObject` on `arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET/receipts/2026-10-01.pdf` → Denied
          Remove statement `ReadReceipts` from the identity-based policy `ReadReceipts` of the group `Cashiers` → Denied
          Detach the identity-based policy `ReadReceipts` from the group `Cashiers` → Denied
        Would be allowed if you …
          Allow `s3:DeleteObject` on `arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET/receipts/2026-10-01.pdf` in an identity-based policy of `user/Carla` → Allowed
    "#]].assert_eq(&lists);
}

/// Every change that is offered, for every saved request: what comes of it is what was said, and
/// undo brings the document back.
#[test]
fn every_change_on_offer_does_what_it_says() {
    let mut model = first_visit();
    let mut tried = 0;
    for place in 0..model.scenario().saved.len() {
        act(&mut model, Message::AskSaved(place));
        act(&mut model, Message::Settled);
        act(&mut model, Message::ShowWhatIf(true));
        let before = model.scenario().clone();
        for change in WhatIfView::new(&model).changes {
            let effects = act(&mut model, change.message.clone());
            let spoken = verdict(&model);
            assert!(
                spoken.starts_with(change.word),
                "{}: {spoken}",
                change.sentence
            );
            assert_eq!(said(&effects).len(), 1, "{effects:?}");
            assert!(
                HeaderView::new(&model)
                    .undo
                    .unwrap()
                    .starts_with("Undo trial")
            );
            act(&mut model, Message::Undo);
            act(&mut model, Message::Settled);
            assert_eq!(*model.scenario(), before);
            tried += 1;
        }
    }
    assert!(tried > 30, "{tried}");
}

#[test]
fn while_typing_the_list_waits_and_cannot_be_used() {
    let mut model = first_visit();
    act(&mut model, Message::ShowWhatIf(true));
    act(&mut model, Message::SetAction("s3:PutObject".into()));
    let view = WhatIfView::new(&model);
    assert!(view.waiting && view.changes.is_empty());
    let before = model.scenario().clone();
    let effects = act(&mut model, Message::TryChange(0));
    assert_eq!(
        said(&effects),
        ["The request has changed. Choose again from the list."]
    );
    assert_eq!(*model.scenario(), before);
    act(&mut model, Message::Settled);
    assert!(!WhatIfView::new(&model).changes.is_empty());
}

#[test]
fn an_answer_that_depends_asks_for_its_keys_first() {
    let mut model = first_visit();
    let receipts = policy(&model, "ReadReceipts");
    let text = r#"{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:*",
        "Resource": "*", "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "true" } } } }"#;
    act(&mut model, Message::EditPolicy(receipts, text.into()));
    let key = "aws:MultiFactorAuthPresent";
    act(&mut model, Message::SetContextUnknown(key.into()));
    act(&mut model, Message::ShowWhatIf(true));
    act(&mut model, Message::Settled);
    expect![[r#"
        What would change the answer
          Say first what `aws:MultiFactorAuthPresent` holds.
    "#]]
    .assert_eq(&list(&model));
}

/// Narrowing keeps the author's layout.
#[test]
fn a_trial_keeps_the_authors_layout() {
    let receipts = |model: &Model| policy(model, "ReadReceipts");
    let try_one = |text: &str, wanted: &str| {
        let mut model = first_visit();
        let policy = receipts(&model);
        act(&mut model, Message::EditPolicy(policy, text.into()));
        act(&mut model, Message::Settled);
        act(&mut model, Message::ShowWhatIf(true));
        let changes = WhatIfView::new(&model).changes.into_iter();
        let mut wanted = changes.filter(|change| change.sentence.contains(wanted));
        act(&mut model, wanted.next().unwrap().message);
        assert!(verdict(&model).starts_with("Denied"));
        model
            .scenario()
            .policies
            .get(policy)
            .unwrap()
            .text
            .to_string()
    };
    let listed = try_one(
        "{ \"Version\": \"2012-10-17\",\n\"Statement\": { \"Effect\": \"Allow\",\n  \"Action\": [ \"s3:Get*\", \"s3:PutObject\",\n    \"s3:GetObject\" ],\n  \"Resource\": \"*\" } }",
        "out of `Action`",
    );
    let all_but = try_one(
        "{ \"Version\": \"2012-10-17\",\n\"Statement\": { \"Effect\": \"Allow\",\n  \"NotAction\": \"s3:DeleteObject\",\n  \"Resource\": \"*\" } }",
        "NotAction",
    );
    expect![[r#"
        { "Version": "2012-10-17",
        "Statement": { "Effect": "Allow",
          "Action": [ "s3:PutObject" ],
          "Resource": "*" } }
        { "Version": "2012-10-17",
        "Statement": { "Effect": "Allow",
          "NotAction": ["s3:DeleteObject", "s3:GetObject"],
          "Resource": "*" } }"#]]
    .assert_eq(&format!("{listed}\n{all_but}"));
}
