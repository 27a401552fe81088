//! What the catalogue of AWS's actions gives to the request form: completion, hints, types of
//! keys, several requests at once; and AWS's own policies.

use super::*;
use crate::knowledge::DataFile;
use crate::message::{Because, Completing, Dialog, Field};
use crate::view::dialog::{Body, DialogView};
use crate::view::managed::ManagedView;
use crate::view::{BatchView, CompletionView};
use expect_test::{Expect, expect};
use std::fmt::Write as _;

const ACTIONS: &str = include_str!("../../../catalog/data/actions.txt");
const POLICIES: &str = include_str!("../../../catalog/data/managed-policies.txt");
const RECEIPT: &str = "arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET/receipts/2026-10-01.pdf";

/// The page once the catalogue has come.
fn informed() -> Model {
    let mut model = first_visit();
    fetched(&mut model, DataFile::Actions, Some(ACTIONS.into()));
    model
}

fn fetched(model: &mut Model, file: DataFile, came: Option<String>) -> Vec<Effect> {
    act(model, Message::Fetched(file, came))
}

fn complete(model: &mut Model, field: Field, text: &str, because: Because) -> CompletionView {
    let completing = Completing {
        field,
        text: text.into(),
        cursor: u32::try_from(text.encode_utf16().count()).unwrap(),
        because,
    };
    act(model, Message::Complete(completing));
    CompletionView::new(model).unwrap()
}

#[track_caller]
fn check(view: &CompletionView, count: usize, expected: Expect) {
    let mut list = String::new();
    for option in view.options.iter().take(count) {
        writeln!(list, "{} ({})", option.label, option.detail).unwrap();
    }
    if let Some(note) = &view.note {
        writeln!(list, "{note}").unwrap();
    }
    expected.assert_eq(&list);
}

fn batch(model: &Model) -> String {
    let mut list = String::new();
    let Some(view) = BatchView::new(model) else {
        return "no list".into();
    };
    for row in view.rows {
        let mark = if row.current { "●" } else { " " };
        let remark = row.remark.map(|remark| format!(", {remark}"));
        let remark = remark.unwrap_or_default();
        let (action, resource, word) = (row.action, row.resource_name, row.word);
        writeln!(list, "{mark} {action} {resource}: {word}{remark}").unwrap();
    }
    list + &view.summary + view.left_out.as_deref().unwrap_or_default()
}

#[test]
fn the_scenarios_own_actions_come_first_and_then_all_others() {
    let mut model = informed();
    let view = complete(&mut model, Field::Action, "s3:get", Because::Typed);
    check(
        &view,
        4,
        expect![[r#"
        s3:GetObject (Read · accesspointobject, object)
        s3:GetBucketAcl (Read · accesspoint, bucket)
        s3:GetObjectAcl (Read · accesspointobject, object)
        s3:GetBucketAbac (Read · bucket)
        The first 60 matches. Type more letters to narrow them down.
    "#]],
    );
    let view = complete(&mut model, Field::Action, "dynamo", Because::Typed);
    check(
        &view,
        6,
        expect![[r#"
        dynamodb:GetItem (Read · table)
        dynamodb:PutItem (Write · table)
        dynamodb:Query (Read · index, table)
        dynamodb:UpdateItem (Write · table)
        dynamodb: (Amazon DynamoDB)
        dax: (Amazon DynamoDB Accelerator (DAX))
    "#]],
    );
    let view = complete(&mut model, Field::Action, "s3:zzz", Because::Typed);
    check(
        &view,
        4,
        expect![[r#"
            AWS’s list of 2026-10-27 has nothing that fits.
        "#]],
    );
}

#[test]
fn the_part_at_the_cursor_is_completed() {
    let mut model = informed();
    let completing = Completing {
        field: Field::Action,
        text: "s3:GetObj, s3:PutObject".into(),
        cursor: 9,
        because: Because::Typed,
    };
    act(&mut model, Message::Complete(completing));
    let view = CompletionView::new(&model).unwrap();
    assert_eq!(view.options[0].text, "s3:GetObject, s3:PutObject");
    let view = complete(&mut model, Field::Action, "s3:GetObject,", Because::Asked);
    assert!(view.options[0].text.starts_with("s3:GetObject, "));
}

#[test]
fn resources_are_those_that_the_action_takes() {
    let mut model = informed();
    let view = complete(&mut model, Field::Resource, RECEIPT, Because::Asked);
    check(
        &view,
        9,
        expect![[r#"
            arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET/receipts/2026-10-01.pdf (object)
            arn:aws:s3:::amzn-s3-demo-contracts/lease.pdf (object)
            arn:aws:s3:::${BucketName}/${ObjectName} (object · to fill in)
            arn:aws:s3:us-east-1:111122223333:accesspoint/${AccessPointName}/object/${ObjectName} (accesspointobject · to fill in)
        "#]],
    );
    act(&mut model, Message::SetAction("s3:ListAllMyBuckets".into()));
    let view = complete(&mut model, Field::Resource, RECEIPT, Because::Asked);
    check(
        &view,
        9,
        expect![[r#"
        * (no resource in particular)
    "#]],
    );
    act(&mut model, Message::SetAction("sqs:SendMessage".into()));
    let view = complete(&mut model, Field::Resource, "", Because::Asked);
    check(
        &view,
        9,
        expect![[r#"
        arn:aws:sqs:us-east-1:111122223333:${QueueName} (queue · to fill in)
    "#]],
    );
}

#[test]
fn what_a_template_leaves_open_is_selected_to_be_typed_over() {
    let mut model = informed();
    let arn = "arn:aws:s3:::${BucketName}/${ObjectName}";
    let effects = act(&mut model, Message::Take(Field::Resource, arn.into()));
    let selected = |from, to| Effect::Select {
        field: Field::Resource,
        from,
        to,
    };
    assert!(effects.contains(&selected(13, 26)));
    let view = RequestView::new(&model);
    assert_eq!(
        view.resource_problem.as_deref(),
        Some("a value in place of ${BucketName}")
    );
    let names: Vec<_> = view.open_places.iter().map(|open| &*open.name).collect();
    assert_eq!(names, ["BucketName", "ObjectName"]);
    assert_eq!(act(&mut model, Message::FillIn(1)), [selected(27, 40)]);
}

#[test]
fn several_actions_are_asked_at_once_each_with_its_path() {
    let mut model = informed();
    act(
        &mut model,
        Message::SetAction("s3:GetObject, s3:ListBucket, s3:ListAllMyBuckets".into()),
    );
    expect![[r#"
        ● s3:GetObject AWSDOC-EXAMPLE-BUCKET/receipts/2026-10-01.pdf: Allowed
          s3:ListBucket AWSDOC-EXAMPLE-BUCKET: Allowed, chosen to fit the action
          s3:ListAllMyBuckets *: Denied, chosen to fit the action
        2 of 3 allowed"#]]
    .assert_eq(&batch(&model));
    assert_eq!(model.scenario().request.action, "s3:GetObject");
    act(&mut model, Message::AskBatch(1));
    assert_eq!(model.scenario().request.action, "s3:ListBucket");
    assert_eq!(
        model.scenario().request.resource,
        "arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET"
    );
    expect![[r#"
          s3:GetObject AWSDOC-EXAMPLE-BUCKET/receipts/2026-10-01.pdf: Allowed
        ● s3:ListBucket AWSDOC-EXAMPLE-BUCKET: Allowed, chosen to fit the action
          s3:ListAllMyBuckets *: Denied, chosen to fit the action
        2 of 3 allowed"#]]
    .assert_eq(&batch(&model));
    act(&mut model, Message::Undo);
    expect![[r#"
        ● s3:GetObject AWSDOC-EXAMPLE-BUCKET/receipts/2026-10-01.pdf: Allowed
          s3:ListBucket AWSDOC-EXAMPLE-BUCKET: Allowed, chosen to fit the action
          s3:ListAllMyBuckets *: Denied, chosen to fit the action
        2 of 3 allowed"#]]
    .assert_eq(&batch(&model));
    act(&mut model, Message::SetAction("s3:GetObject".into()));
    assert_eq!(batch(&model), "no list");
    assert_eq!(model.scenario().request.resource, RECEIPT);
}

#[test]
fn taking_back_another_action_brings_back_the_list() {
    let mut model = informed();
    let both = "s3:GetObject, s3:ListBucket";
    act(&mut model, Message::SetAction(both.into()));
    let list = batch(&model);
    act(&mut model, Message::SetAction("s3:DeleteObject".into()));
    assert_eq!(batch(&model), "no list");
    act(&mut model, Message::Undo);
    assert_eq!(batch(&model), list);
    assert_eq!(RequestView::new(&model).action, both);
    act(&mut model, Message::Redo);
    assert_eq!(batch(&model), "no list");
}

#[test]
fn each_resource_goes_with_the_actions_that_take_it() {
    let mut model = informed();
    let table = "arn:aws:dynamodb:us-east-1:111122223333:table/Orders";
    act(
        &mut model,
        Message::SetAction("s3:GetObject dynamodb:Query".into()),
    );
    act(
        &mut model,
        Message::SetResource(format!("{RECEIPT}, {table}")),
    );
    expect![[r#"
        ● s3:GetObject AWSDOC-EXAMPLE-BUCKET/receipts/2026-10-01.pdf: Allowed
          dynamodb:Query table/Orders: Denied
        1 of 2 allowed"#]]
    .assert_eq(&batch(&model));
}

#[test]
fn a_pattern_is_every_action_behind_it_up_to_a_bound() {
    let mut model = informed();
    act(&mut model, Message::SetAction("s3:GetObject*".into()));
    let view = BatchView::new(&model).unwrap();
    assert!(10 < view.rows.len() && view.left_out.is_none());
    assert!(view.rows[0].current);
    act(&mut model, Message::SetAction("*".into()));
    let view = BatchView::new(&model).unwrap();
    assert_eq!(view.rows.len(), 200);
    assert!(view.left_out.unwrap().contains("22121 more"));
    act(&mut model, Message::SetAction("s3:Zz*".into()));
    assert_eq!(batch(&model), "no list");
    let hint = RequestView::new(&model).action_hint.unwrap();
    assert_eq!(hint.text, "AWS’s list of 2026-10-27 has no `s3:Zz*`.");
}

#[test]
fn the_list_below_a_pattern_says_how_many_actions_it_stands_for() {
    let mut model = informed();
    let mut note = |typed: &str| {
        let view = complete(&mut model, Field::Action, typed, Because::Typed);
        assert!(view.options.is_empty(), "{typed}");
        view.note.unwrap()
    };
    assert_eq!(
        note("s3:GetObjectA*"),
        "s3:GetObjectA* stands for 3 actions. Each has its own answer below."
    );
    assert_eq!(
        note("s3:GetObjectAc?"),
        "s3:GetObjectAc? stands for one action."
    );
    assert!(note("*").contains("The first 200 have their own answers below."));
    assert_eq!(
        note("s3:Zz*"),
        "AWS’s list of 2026-10-27 has nothing that fits."
    );
}

#[test]
fn a_pattern_waits_for_the_catalogue() {
    let mut model = first_visit();
    act(&mut model, Message::SetAction("s3:GetObject*".into()));
    assert_eq!(
        RequestView::new(&model).action_problem.as_deref(),
        Some("the actions behind * are not loaded yet")
    );
    assert_eq!(batch(&model), "no list");
    fetched(&mut model, DataFile::Actions, Some(ACTIONS.into()));
    assert!(batch(&model).contains("s3:GetObjectAcl"));
    assert_eq!(RequestView::new(&model).action_problem, None);
}

#[test]
fn without_the_catalogue_the_page_works_and_says_what_is_missing() {
    let mut model = first_visit();
    let view = complete(&mut model, Field::Action, "s3:", Because::Typed);
    check(
        &view,
        9,
        expect![[r#"
        s3:DeleteObject (in this scenario)
        s3:GetObject (in this scenario)
        s3:ListBucket (in this scenario)
        s3:PutObject (in this scenario)
        AWS’s lists are still loading.
    "#]],
    );
    fetched(&mut model, DataFile::Actions, None);
    assert_eq!(
        CompletionView::new(&model).unwrap().failed,
        Some(DataFile::Actions)
    );
    let hint = RequestView::new(&model).action_hint.unwrap();
    assert_eq!(
        hint.text,
        "AWS’s list of actions could not be loaded: there was no answer."
    );
    let again = hint.ways[0].1.clone();
    assert_eq!(
        act(&mut model, again.clone()),
        [Effect::Fetch(DataFile::Actions)]
    );
    assert_eq!(act(&mut model, again), []);
    fetched(&mut model, DataFile::Actions, Some("<html>".into()));
    let hint = RequestView::new(&model).action_hint.unwrap();
    assert!(hint.text.contains("not what the page expects"), "{hint:?}");
}

#[test]
fn a_slip_is_a_hint_with_a_way_out_and_the_answer_stays() {
    let mut model = informed();
    act(&mut model, Message::SetAction("s3:GetObjct".into()));
    let hint = RequestView::new(&model).action_hint.unwrap();
    assert_eq!(
        hint.text,
        "AWS’s list of 2026-10-27 has no `s3:GetObjct`. Did you mean:"
    );
    assert_eq!(RequestView::new(&model).action_problem, None);
    let (label, way) = hint.ways[0].clone();
    assert_eq!(label, "s3:GetObject");
    act(&mut model, way);
    assert_eq!(model.scenario().request.action, "s3:GetObject");
    assert_eq!(RequestView::new(&model).action_hint, None);
}

#[test]
fn a_resource_of_another_type_is_a_hint_with_a_way_out() {
    let mut model = informed();
    assert_eq!(RequestView::new(&model).resource_hint, None);
    for (action, text, way) in [
        (
            "s3:ListBucket",
            "`s3:ListBucket` takes another type of resource: accesspoint or bucket.",
            "arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET",
        ),
        (
            "s3:ListAllMyBuckets",
            "`s3:ListAllMyBuckets` does not support resource-level permissions: ask for `*`.",
            "*",
        ),
    ] {
        act(&mut model, Message::SetAction(action.into()));
        act(&mut model, Message::SetResource(RECEIPT.into()));
        let hint = RequestView::new(&model).resource_hint.unwrap();
        assert_eq!((hint.text.as_str(), hint.ways[0].0.as_str()), (text, way));
        act(&mut model, hint.ways[0].1.clone());
        assert_eq!(RequestView::new(&model).resource_hint, None);
    }
}

#[test]
fn condition_keys_are_offered_with_their_type_and_checked() {
    let mut model = informed();
    let view = complete(&mut model, Field::ConditionKey, "tag", Because::Typed);
    check(
        &view,
        9,
        expect![[r#"
        s3:ExistingObjectTag/<key> (String)
        aws:ResourceTag/${TagKey} (String)
        s3:AccessPointTag/${TagKey} (String)
        s3:BucketTag/${TagKey} (String)
        aws:PrincipalTag/${TagKey} (String)
        aws:RequestTag/${TagKey} (String)
        aws:TagKeys (list of String)
    "#]],
    );
    act(
        &mut model,
        Message::SetContextKey("aws:SourceIp".into(), "my office".into()),
    );
    let problem = |model: &Model| {
        let groups = RequestView::new(model).context.groups;
        let mut rows = groups.into_iter().flat_map(|group| group.rows);
        rows.find(|row| row.key == "aws:SourceIp").unwrap().problem
    };
    assert_eq!(problem(&model), Some("an IP address, such as 203.0.113.7"));
    act(
        &mut model,
        Message::SetContextKey("aws:SourceIp".into(), "203.0.113.7".into()),
    );
    assert_eq!(problem(&model), None);
    act(
        &mut model,
        Message::SetContextKey("aws:CalledVia".into(), "a.amazonaws.com".into()),
    );
    let entry = model.scenario().request.context.last().unwrap();
    assert_eq!(
        entry.value,
        scenario::ContextValue::Several(vec!["a.amazonaws.com".into()])
    );
}

#[test]
fn an_aws_managed_policy_is_attached_as_it_is_and_copied_to_be_changed() {
    let mut model = first_visit();
    let effects = act(
        &mut model,
        Message::ShowDialog(Some(Dialog::ManagedPolicies)),
    );
    assert_eq!(effects, [Effect::Fetch(DataFile::ManagedPolicies)]);
    let shown = |model: &Model| match DialogView::new(model).unwrap().body {
        Body::Managed(view) => view,
        _ => panic!("another dialog"),
    };
    assert_eq!(shown(&model), ManagedView::Coming);
    fetched(&mut model, DataFile::ManagedPolicies, Some(POLICIES.into()));
    let ManagedView::Here { rows, .. } = shown(&model) else {
        panic!("not there")
    };
    let found: Vec<_> = rows.iter().filter(|row| row.fits("s3 READ")).collect();
    assert_eq!(found.len(), 1);
    let name = found[0].name;
    act(&mut model, Message::AddManagedPolicy(name.into()));
    assert_eq!(model.dialog(), None);
    let added = policy(&model, name);
    assert_eq!(model.front_policy(), Some(added));
    let text = model.scenario().policies.get(added).unwrap().text.clone();
    assert!(text.starts_with("{\n    \"Version\": \"2012-10-17\""));
    // The document needs nothing from the table.
    let saved = wire::to_json(model.scenario());
    let read = wire::from_json(&saved).unwrap();
    let held = read.policies.named(name).unwrap();
    assert_eq!(read.policies.get(held).unwrap().text, text);

    act(&mut model, Message::EditPolicy(added, "{}".into()));
    assert_eq!(model.scenario().policies.get(added).unwrap().text, text);
    act(&mut model, Message::CopyPolicy(added));
    let copy = policy(&model, "AmazonS3ReadOnlyAccessCopy");
    act(&mut model, Message::EditPolicy(copy, "{}".into()));
    assert_eq!(&*model.scenario().policies.get(copy).unwrap().text, "{}");
    act(&mut model, Message::DeletePolicy(added));
    assert!(model.scenario().policies.named(name).is_none());
    let full = PolicyRef::FULL_AWS_ACCESS;
    act(&mut model, Message::DeletePolicy(full));
    assert!(model.scenario().policies.get(full).is_some());
}

#[test]
fn every_aws_managed_policy_can_be_added() {
    let mut model = first_visit();
    fetched(&mut model, DataFile::ManagedPolicies, Some(POLICIES.into()));
    let known = catalog::ManagedPolicies::parse(POLICIES).unwrap();
    for held in known.all() {
        act(&mut model, Message::AddManagedPolicy(held.name.into()));
        let added = policy(&model, held.name);
        let parsed = model.parsed(added).unwrap();
        assert!(!parsed.policy.has_holes, "{}", held.name);
    }
}

#[test]
fn the_dates_are_told() {
    let mut model = informed();
    act(&mut model, Message::ShowDialog(Some(Dialog::About)));
    let Body::About(rows) = DialogView::new(&model).unwrap().body else {
        panic!("another dialog")
    };
    assert!(rows.iter().any(|(_, text)| text.contains("2026-10-27")));
}
