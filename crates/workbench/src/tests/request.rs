//! The request: callers, action, resource and condition keys.

use super::*;
use crate::view::HeaderView;
use crate::view::request::{ContextRow, Mark, OwnerView};
use expect_test::expect;
use std::fmt::Write as _;

fn row(model: &Model, key: &str) -> Option<ContextRow> {
    let groups = RequestView::new(model).context.groups;
    let mut rows = groups.into_iter().flat_map(|group| group.rows);
    rows.find(|row| row.key.eq_ignore_ascii_case(key))
}

#[test]
fn callers_stand_under_their_accounts() {
    let model = first_visit();
    let mut list = String::new();
    for group in RequestView::new(&model).callers {
        writeln!(list, "{}", group.label).unwrap();
        for option in group.options {
            let mark = if option.chosen { "●" } else { " " };
            writeln!(list, "  {mark} {}", option.label).unwrap();
        }
    }
    expect![[r#"
        Coffee Shop · 111122223333
            Olga (user)
          ● Carla (user)
            Chen (user)
            Ivo (user)
            OnlineOrders (role session)
            root user
        Head Office · 123456789012
            root user
        HR · 222222222222
            Hana (user)
            root user
        Legal · 333333333333
            Lea (user)
            root user
        Finance · 444455556666
            Fiona (user)
            root user
        IT · 777788889999
            Theo (user)
            root user
        Outside the accounts
            anonymous (no credentials)
    "#]]
    .assert_eq(&list);
}

#[test]
fn another_caller_action_and_resource_are_steps_of_undo() {
    let mut model = first_visit();
    let before = model.scenario().clone();
    ask(
        &mut model,
        "Ivo (user)",
        "dynamodb:GetItem",
        "arn:aws:s3:::other",
    );
    assert_eq!(
        HeaderView::new(&model).undo.as_deref(),
        Some("Undo change the resource")
    );
    for _ in 0..3 {
        act(&mut model, Message::Undo);
    }
    assert_eq!(*model.scenario(), before);
}

#[test]
fn anyone_without_credentials_can_ask() {
    let mut model = first_visit();
    let resource = model.scenario().request.resource.clone();
    ask(
        &mut model,
        "anonymous (no credentials)",
        "s3:GetObject",
        &resource,
    );
    assert!(verdict(&model).starts_with("Denied"));
    assert_eq!(RequestView::new(&model).caller_arn, "no credentials");
}

#[test]
fn the_session_of_a_role_is_kept_in_the_list() {
    let mut model = first_visit();
    let place = model.scenario().saved.iter();
    let place = place
        .clone()
        .position(|saved| saved.name.contains("as OnlineOrders"))
        .unwrap();
    act(&mut model, Message::AskSaved(place));
    let CallerSpec::Role { session, .. } = caller_labelled(&model, "OnlineOrders (role session)")
    else {
        panic!()
    };
    assert_eq!(session.name, "Carla");
}

#[test]
fn what_is_no_action_or_resource_is_said_where_it_is_typed() {
    let mut model = first_visit();
    act(&mut model, Message::SetAction("s3".into()));
    act(&mut model, Message::SetResource("bucket".into()));
    let view = RequestView::new(&model);
    assert!(view.action_problem.is_some() && view.resource_problem.is_some());
    act(&mut model, Message::SetAction("s3:ListAllMyBuckets".into()));
    act(&mut model, Message::SetResource("*".into()));
    let view = RequestView::new(&model);
    assert!(view.action_problem.is_none() && view.resource_problem.is_none());
    assert_eq!(view.owner, OwnerView::None);
}

#[test]
fn the_owner_is_asked_for_where_nothing_tells() {
    let mut model = first_visit();
    assert!(matches!(
        RequestView::new(&model).owner,
        OwnerView::Known(_)
    ));
    act(
        &mut model,
        Message::SetResource("arn:aws:s3:::elsewhere/file".into()),
    );
    let OwnerView::Chosen {
        owner: None,
        accounts,
    } = RequestView::new(&model).owner
    else {
        panic!()
    };
    assert_eq!(accounts.len(), 6);
    let shop = account(&model, "Coffee Shop");
    act(&mut model, Message::SetOwner(Some(shop)));
    assert_eq!(
        row(&model, "aws:ResourceAccount").unwrap().value,
        shop.to_string()
    );
}

#[test]
fn a_key_that_a_policy_asks_for_is_missing_then_set_then_unknown_then_absent() {
    let mut model = first_visit();
    let receipts = policy(&model, "ReadReceipts");
    let text = r#"{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:*",
        "Resource": "*", "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "true" } } } }"#;
    act(&mut model, Message::EditPolicy(receipts, text.into()));
    let mfa = || "aws:MultiFactorAuthPresent".to_owned();
    let mut log = String::new();
    let mut note = |model: &Model| {
        let row = row(model, &mfa()).unwrap();
        writeln!(
            log,
            "{} {:?}: {}",
            row.mark.word(),
            row.value,
            verdict(model)
        )
        .unwrap();
    };
    note(&model);
    assert!(RequestView::new(&model).context.lacks);
    act(&mut model, Message::SetContextKey(mfa(), "true".into()));
    note(&model);
    act(&mut model, Message::SetContextUnknown(mfa()));
    note(&model);
    act(&mut model, Message::SetContextAbsent(mfa()));
    note(&model);
    act(&mut model, Message::ResetContextKey(mfa()));
    assert_eq!(row(&model, &mfa()).unwrap().mark, Mark::Missing);
    expect![[r#"
        not set "": Denied: No identity-based policy allows s3:GetObject (implicit deny)
        set "true": Allowed: Granted by statement 1 of ReadReceipts through the group Cashiers, and no policy denies it
        unknown "": Depends: The answer depends on aws:MultiFactorAuthPresent
        left out "": Denied: No identity-based policy allows s3:GetObject (implicit deny)
    "#]].assert_eq(&log);
}

#[test]
fn derived_keys_are_marked_and_can_be_overridden() {
    let mut model = first_visit();
    let derived = row(&model, "aws:username").unwrap();
    assert_eq!(
        (derived.value.as_str(), derived.mark),
        ("Carla", Mark::Derived)
    );
    assert_eq!(row(&model, "aws:SourceIp").unwrap().mark, Mark::Untold);
    act(
        &mut model,
        Message::SetContextKey("AWS:UserName".into(), "Nobody".into()),
    );
    let given = row(&model, "aws:username").unwrap();
    assert_eq!((given.value.as_str(), given.mark), ("Nobody", Mark::Given));
    act(&mut model, Message::ResetContextKey("aws:username".into()));
    assert_eq!(row(&model, "aws:username"), Some(derived));
}

#[test]
fn commas_and_lines_separate_values_and_a_list_stays_a_list() {
    let mut model = first_visit();
    let set = |model: &mut Model, key: &str, text: &str| {
        act(model, Message::SetContextKey(key.into(), text.into()));
        let entry = model.scenario().request.context.last().unwrap();
        entry.value.clone()
    };
    use scenario::ContextValue::{Several, Single};
    let of = |values: &[&str]| Several(values.iter().map(|value| (*value).into()).collect());
    assert_eq!(
        set(&mut model, "aws:TagKeys", "a, b\nc"),
        of(&["a", "b", "c"])
    );
    assert_eq!(set(&mut model, "aws:TagKeys", "a"), of(&["a"]));
    assert_eq!(
        set(&mut model, "aws:PrincipalOrgPaths", "o/r/"),
        of(&["o/r/"])
    );
    assert_eq!(
        set(&mut model, "s3:prefix", " home "),
        Single("home".into())
    );
}
