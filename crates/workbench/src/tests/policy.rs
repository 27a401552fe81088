//! The policies: typing, tabs, findings and marks.

use super::*;
use crate::view::{HeaderView, PolicyPane};
use expect_test::expect;
use iam::PolicyKind;
use std::fmt::Write as _;

fn text(model: &Model, policy: PolicyRef) -> String {
    model
        .scenario()
        .policies
        .get(policy)
        .unwrap()
        .text
        .to_string()
}

fn type_in(model: &mut Model, policy: PolicyRef, from: &str, to: &str) {
    let text = text(model, policy);
    assert!(text.contains(from), "{text}");
    act(model, Message::EditPolicy(policy, text.replace(from, to)));
}

#[test]
fn editing_the_cashiers_policy_flips_the_verdict_and_names_the_gate() {
    let mut model = first_visit();
    let receipts = policy(&model, "ReadReceipts");
    let before = verdict(&model);
    type_in(&mut model, receipts, "s3:GetObject", "s3:GetObjectTagging");
    let after = verdict(&model);
    expect![[r#"
        Allowed: Granted by statement GetReceipts of ReadReceipts through the group Cashiers, and no policy denies it
        Denied: No identity-based policy allows s3:GetObject (implicit deny)
    "#]].assert_eq(&format!("{before}\n{after}\n"));
    act(&mut model, Message::Undo);
    assert_eq!(verdict(&model), before);
}

#[test]
fn typing_is_one_step_of_undo_until_a_pause() {
    let mut model = first_visit();
    let receipts = policy(&model, "ReadReceipts");
    let before = text(&model, receipts);
    for letter in ["a", "b", "c"] {
        let more = format!("{}{letter}", text(&model, receipts));
        act(&mut model, Message::EditPolicy(receipts, more));
    }
    act(&mut model, Message::Settled);
    act(
        &mut model,
        Message::EditPolicy(receipts, format!("{before}x")),
    );
    assert_eq!(
        HeaderView::new(&model).undo.as_deref(),
        Some("Undo typing in ReadReceipts")
    );
    act(&mut model, Message::Undo);
    assert_eq!(text(&model, receipts), format!("{before}abc"));
    act(&mut model, Message::Undo);
    assert_eq!(text(&model, receipts), before);
    assert_eq!(HeaderView::new(&model).undo, None);
    act(&mut model, Message::Redo);
    assert_eq!(text(&model, receipts), format!("{before}abc"));
}

#[test]
fn a_half_typed_statement_leaves_the_others_working_and_the_verdict_provisional() {
    let mut model = first_visit();
    let receipts = policy(&model, "ReadReceipts");
    let text = text(&model, receipts);
    let (begun, rest) = text.rsplit_once(']').unwrap();
    let half = format!(
        "{},\n{{ \"Effect\": \"Allow\", \"Action\": \"s3:\n]{rest}",
        begun.trim_end()
    );
    act(&mut model, Message::EditPolicy(receipts, half));
    let mut shown = verdict(&model);
    let pane = PolicyPane::new(&model).front.unwrap();
    for finding in pane.findings {
        write!(
            shown,
            "\n{} {}: {}",
            finding.severity, finding.place, finding.message
        )
        .unwrap();
    }
    expect![[r#"
        Allowed: Granted by statement GetReceipts of ReadReceipts through the group Cashiers, and no policy denies it. Provisional
        error line 16, column 1: the statement has neither `Resource` nor `NotResource`, and a managed policy needs one
        error line 16, column 32: this string has no end, close it with `"`
        error line 16, column 36: a `}` is missing before this, insert it"#]].assert_eq(&shown);
}

#[test]
fn undo_of_typing_brings_that_policy_to_the_front() {
    let mut model = first_visit();
    let receipts = policy(&model, "ReadReceipts");
    type_in(&mut model, receipts, "s3:GetObject", "s3:Get*");
    let office = policy(&model, "OfficeWork");
    act(&mut model, Message::OpenPolicy(office));
    act(&mut model, Message::Undo);
    assert_eq!(model.front_policy(), Some(receipts));
}

#[test]
fn closing_a_tab_shows_the_one_beside_it() {
    let mut model = first_visit();
    let [receipts, office, stock] =
        ["ReadReceipts", "OfficeWork", "KeepStock"].map(|name| policy(&model, name));
    act(&mut model, Message::OpenPolicy(office));
    act(&mut model, Message::OpenPolicy(stock));
    act(&mut model, Message::OpenPolicy(office));
    assert_eq!(model.open_policies(), [receipts, office, stock]);
    act(&mut model, Message::ClosePolicy(office));
    assert_eq!(model.front_policy(), Some(stock));
    act(&mut model, Message::ClosePolicy(stock));
    assert_eq!(model.front_policy(), Some(receipts));
    act(&mut model, Message::ClosePolicy(receipts));
    assert_eq!(PolicyPane::new(&model).front, None);
}

#[test]
fn a_new_policy_opens_in_the_editor_and_can_be_renamed_and_deleted() {
    let mut model = first_visit();
    let effects = act(
        &mut model,
        Message::NewPolicy(PolicyKind::Scp, "DenyAll".into()),
    );
    let made = policy(&model, "DenyAll");
    assert_eq!(model.front_policy(), Some(made));
    assert_eq!(said(&effects), ["Made the service control policy DenyAll."]);
    act(
        &mut model,
        Message::RenamePolicy(made, "DenyNothing".into()),
    );
    assert_eq!(policy(&model, "DenyNothing"), made);
    act(&mut model, Message::DeletePolicy(made));
    assert_eq!(model.scenario().policies.named("DenyNothing"), None);
    assert!(!model.open_policies().contains(&made));
    act(&mut model, Message::Undo);
    assert_eq!(policy(&model, "DenyNothing"), made);
}

#[test]
fn policies_of_aws_cannot_be_edited() {
    let mut model = first_visit();
    let before = model.scenario().clone();
    act(&mut model, Message::OpenPolicy(PolicyRef::FULL_AWS_ACCESS));
    assert!(PolicyPane::new(&model).front.unwrap().readonly);
    act(
        &mut model,
        Message::EditPolicy(PolicyRef::FULL_AWS_ACCESS, "{}".into()),
    );
    assert_eq!(*model.scenario(), before);
}

#[test]
fn marks_count_in_utf16() {
    let mut model = first_visit();
    let receipts = policy(&model, "ReadReceipts");
    let plain = PolicyPane::new(&model).front.unwrap().highlights;
    let line = format!("\n{}", text(&model, receipts));
    act(&mut model, Message::EditPolicy(receipts, line));
    let lower = PolicyPane::new(&model).front.unwrap().highlights;
    assert_eq!(lower[0].from, plain[0].from + 1);
    // `é🦀` in an id is six bytes and three units.
    let id = text(&model, receipts).replacen('{', "{ \"Id\": \"é🦀\",", 1);
    act(&mut model, Message::EditPolicy(receipts, id));
    let wide = PolicyPane::new(&model).front.unwrap().highlights;
    let added = " \"Id\": \"é🦀\",".encode_utf16().count() as u32;
    assert_eq!(wide[0].from, lower[0].from + added);
}

/// AWS would take each, so that a first word can be changed in something that works.
#[test]
fn a_new_policy_of_any_kind_begins_with_a_valid_statement() {
    let mut model = first_visit();
    for action in ["s3:GetObject", "translate:TranslateText", "s3:Get*", ""] {
        act(&mut model, Message::SetAction(action.into()));
        for kind in PolicyKind::ALL {
            let name = format!("New{}{}", kind.name().replace(' ', ""), action.len());
            act(&mut model, Message::NewPolicy(kind, name.clone()));
            let text = text(&model, super::policy(&model, &name));
            let (policy, findings) = iam::parse(&text, kind);
            assert_eq!(policy.statements.len(), 1, "{text}");
            assert!(findings.is_empty(), "{text} {findings:?}");
        }
    }
}

#[test]
fn a_new_policy_is_about_the_request_and_about_what_it_is_attached_to() {
    let mut model = first_visit();
    let shop = account(&model, "Coffee Shop");
    let made = Message::NewPolicyFor(
        Item::User(shop, "Chen".into()),
        PolicyKind::Managed,
        "ForChen".into(),
    );
    act(&mut model, made);
    expect![[r#"
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Action": "s3:GetObject",
                    "Resource": "arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET/receipts/2026-10-01.pdf"
                }
            ]
        }
    "#]]
    .assert_eq(&text(&model, super::policy(&model, "ForChen")));
    let bucket = Item::Resource(shop, "arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET".into());
    act(
        &mut model,
        Message::SetAction("translate:TranslateText".into()),
    );
    act(&mut model, Message::SetResource("*".into()));
    let made = Message::NewPolicyFor(bucket, PolicyKind::Resource, "OfBucket".into());
    act(&mut model, made);
    expect![[r#"
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
                    "Action": "s3:GetObject",
                    "Resource": "arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET/*"
                }
            ]
        }
    "#]]
    .assert_eq(&text(&model, super::policy(&model, "OfBucket")));
}

#[test]
fn a_new_resource_policy_is_not_about_a_resource_with_a_longer_name() {
    let mut model = first_visit();
    let shop = account(&model, "Coffee Shop");
    let bucket = "arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET";
    for (resource, wanted) in [
        (format!("{bucket}-OLD/a.txt"), format!("{bucket}/*")),
        (format!("{bucket}/a.txt"), format!("{bucket}/a.txt")),
        (String::new(), format!("{bucket}/*")),
    ] {
        act(&mut model, Message::SetResource(resource));
        let name = format!("Policy{}", model.scenario().policies.iter().count());
        let item = Item::Resource(shop, bucket.into());
        act(
            &mut model,
            Message::NewPolicyFor(item, PolicyKind::Resource, name.clone()),
        );
        let text = text(&model, super::policy(&model, &name));
        assert!(text.contains(&format!("\"{wanted}\"")), "{text}");
        assert!(
            iam::parse(&text, PolicyKind::Resource).1.is_empty(),
            "{text}"
        );
        act(&mut model, Message::Undo);
    }
    act(&mut model, Message::SetResource(String::new()));
    act(
        &mut model,
        Message::NewPolicy(PolicyKind::Managed, "Plain".into()),
    );
    let text = text(&model, super::policy(&model, "Plain"));
    assert!(
        iam::parse(&text, PolicyKind::Managed).1.is_empty(),
        "{text}"
    );
}
