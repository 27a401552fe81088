//! Changes that would turn the answer around, tried and taken back.

use super::*;
use crate::SessionEdit;
use crate::view::{HeaderView, WhatIfView};
use expect_test::expect;
use iam::PolicyKind;

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
          Remove statement `GetReceipts` from the identity-based policy `ReadReceipts` of the group `Cashiers` → Denied
          Detach the identity-based policy `ReadReceipts` from the group `Cashiers` → Denied
        Would be allowed if you …
          Allow `s3:DeleteObject` on `arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET/receipts/2026-10-01.pdf` in an identity-based policy of `user/Carla` → Allowed
    "#]].assert_eq(&lists);
}

/// Tries every change on offer: what comes of it is what was said, and undo brings the document
/// back. Gives how many there were.
fn try_all(model: &mut Model) -> usize {
    act(model, Message::Settled);
    act(model, Message::ShowWhatIf(true));
    let before = model.scenario().clone();
    let changes = WhatIfView::new(model).changes;
    for change in &changes {
        let effects = act(model, change.message.clone());
        let spoken = verdict(model);
        assert!(
            spoken.starts_with(change.word),
            "{}: {spoken}",
            change.sentence
        );
        assert_eq!(said(&effects).len(), 1, "{effects:?}");
        let undo = HeaderView::new(model).undo.unwrap();
        assert!(undo.starts_with("Undo trial"));
        act(model, Message::Undo);
        act(model, Message::Settled);
        assert_eq!(*model.scenario(), before);
    }
    changes.len()
}

#[test]
fn every_change_on_offer_does_what_it_says() {
    let mut tried = 0;
    for example in examples::ALL {
        let mut model = first_visit();
        open_example(&mut model, example.id);
        for place in 0..model.scenario().saved.len() {
            act(&mut model, Message::AskSaved(place));
            tried += try_all(&mut model);
        }
    }
    assert!(tried > 30, "{tried}");
}

/// Boundaries, session policies, resource-based policies and SCPs in the way, one by one.
#[test]
fn changes_reach_every_place_of_a_policy() {
    let nothing = r#"{ "Version": "2012-10-17", "Statement": [] }"#;
    let denies = r#"{ "Version": "2012-10-17", "Statement": { "Effect": "Deny",
        "Principal": "*", "Action": "*", "Resource": "*" } }"#;
    let guard = r#"{ "Version": "2012-10-17", "Statement": [
        { "Effect": "Deny", "Action": "*", "Resource": "*" },
        { "Effect": "Allow", "Action": "ec2:*", "Resource": "*" } ] }"#;
    let mut sentences = String::new();
    for (kind, text) in [
        (PolicyKind::Boundary, nothing),
        (PolicyKind::Session, nothing),
        (PolicyKind::Resource, denies),
        (PolicyKind::Scp, guard),
    ] {
        let mut model = first_visit();
        let shop = account(&model, "Coffee Shop");
        if kind == PolicyKind::Session {
            let mut saved = model.scenario().saved.iter();
            let allowed = saved.position(|saved| {
                saved.name.contains("as OnlineOrders")
                    && saved.expected == Some(scenario::Expectation::Allow)
            });
            act(&mut model, Message::AskSaved(allowed.unwrap()));
        }
        act(&mut model, Message::NewPolicy(kind, "New".into()));
        let new = policy(&model, "New");
        act(&mut model, Message::EditPolicy(new, text.into()));
        let bucket = "arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET".to_owned();
        let place = match kind {
            PolicyKind::Boundary => Item::User(shop, "Carla".into()),
            PolicyKind::Resource => Item::Resource(shop, bucket),
            _ => Item::account(model.scenario(), shop),
        };
        act(
            &mut model,
            match kind {
                PolicyKind::Session => Message::EditSession(0, SessionEdit::Policy(new, true)),
                _ => Message::Attach(new, place),
            },
        );
        assert!(verdict(&model).starts_with("Denied"), "{}", verdict(&model));
        assert!(0 < try_all(&mut model));
        sentences.push_str(&list(&model));
    }
    expect![[r#"
        Would be allowed if you …
          Allow `s3:GetObject` on `arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET/receipts/2026-10-01.pdf` in the permissions boundary `New` of `user/Carla` → Allowed
          Take the permissions boundary `New` off `user/Carla` → Allowed
        Would be allowed if you …
          Pass a session policy to allow `dynamodb:PutItem` on `arn:aws:dynamodb:us-east-1:111122223333:table/Orders` when the session is made → Allowed
          Make the session without the session policy `New` → Allowed
        Would be allowed if you …
          Delete the resource-based policy `New` of the bucket `arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET` → Allowed
        Would be allowed if you …
          Remove statement 1 from the service control policy `New` on account Coffee Shop → Allowed
          Detach the service control policy `New` from account Coffee Shop → Allowed
    "#]].assert_eq(&sentences);
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
          First give a value for `aws:MultiFactorAuthPresent`.
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
