//! Saved requests as tests: kept, judged on every change, compared, reported.

use super::*;
use crate::TestFormat;
use crate::test_run::{Coverage, Outcome};
use crate::view::{PolicyPane, State, TestsView};
use expect_test::expect;
use scenario::Expectation;

fn opened() -> Model {
    let mut model = first_visit();
    act(&mut model, Message::ShowTests(true));
    model
}

fn names(model: &Model) -> Vec<String> {
    let rows = TestsView::new(model).rows.into_iter();
    rows.map(|row| row.name).collect()
}

#[test]
fn the_tests_of_the_example_pass_and_fail_with_an_edit() {
    let mut model = opened();
    let view = TestsView::new(&model);
    assert_eq!(view.state, State::Allow, "{}", view.summary);
    assert!(view.rows.iter().all(|row| row.outcome == Outcome::Passes));
    assert_eq!(view.rows.iter().filter(|row| row.current).count(), 1);
    let receipts = policy(&model, "ReadReceipts");
    act(&mut model, Message::SwitchPolicy(receipts));
    let view = TestsView::new(&model);
    assert_eq!(view.state, State::Deny);
    assert!(view.rows.iter().any(|row| row.outcome == Outcome::Fails));
    act(&mut model, Message::Undo);
    assert_eq!(TestsView::new(&model).state, State::Allow);
}

#[test]
fn a_request_is_saved_renamed_judged_moved_and_deleted() {
    let mut model = opened();
    let before = model.scenario().clone();
    act(&mut model, Message::SetAction("s3:DeleteObject".into()));
    let view = TestsView::new(&model);
    assert_eq!(view.present, Some(Expectation::Deny));
    assert_eq!(view.suggested_name, "Carla: s3:DeleteObject");
    let (name, expected) = (view.suggested_name, view.present);
    let effects = act(&mut model, Message::SaveRequest { name, expected });
    assert_eq!(
        said(&effects),
        ["Saved the request as Carla: s3:DeleteObject."]
    );
    let place = names(&model).len() - 1;
    act(
        &mut model,
        Message::ExpectSaved(place, Some(Expectation::Allow)),
    );
    assert_eq!(TestsView::new(&model).rows[place].outcome, Outcome::Fails);
    act(&mut model, Message::ExpectSaved(place, None));
    assert_eq!(
        TestsView::new(&model).rows[place].outcome,
        Outcome::Unjudged
    );
    act(
        &mut model,
        Message::RenameSaved(place, "No deleting".into()),
    );
    let effects = act(&mut model, Message::MoveSaved { from: place, to: 0 });
    assert_eq!(
        said(&effects),
        [format!("No deleting is number 1 of {}.", place + 1)]
    );
    assert_eq!(names(&model)[0], "No deleting");
    act(&mut model, Message::SetAction("s3:GetObject".into()));
    act(&mut model, Message::UpdateSaved(0));
    assert_eq!(TestsView::new(&model).rows[0].got.word, "Allowed");
    act(&mut model, Message::DeleteSaved(0));
    assert_eq!(names(&model).len(), place);
    for _ in 0..9 {
        act(&mut model, Message::Undo);
    }
    assert_eq!(*model.scenario(), before);
}

#[test]
fn names_of_saved_requests_are_there_and_free() {
    let mut model = opened();
    let taken = names(&model)[0].clone();
    for (name, why) in [("  ", "needs a name"), (taken.as_str(), "saved already")] {
        let name = name.to_owned();
        let effects = act(
            &mut model,
            Message::SaveRequest {
                name,
                expected: None,
            },
        );
        assert!(said(&effects)[0].contains(why), "{effects:?}");
    }
    let effects = act(&mut model, Message::RenameSaved(1, taken));
    assert!(said(&effects)[0].contains("saved already"));
    assert_eq!(*model.scenario(), coffee_shop());
}

#[test]
fn what_a_move_changes_is_listed_with_before_and_after() {
    let mut model = opened();
    assert_eq!(TestsView::new(&model).baseline, None);
    act(&mut model, Message::PinBaseline);
    assert_eq!(TestsView::new(&model).baseline.unwrap().changes, []);
    let receipts = policy(&model, "ReadReceipts");
    act(&mut model, Message::SwitchPolicy(receipts));
    let baseline = TestsView::new(&model).baseline.unwrap();
    let flip = &baseline.changes[0];
    assert_eq!((flip.before.word, flip.after.word), ("Allowed", "Denied"));
    assert_ne!(flip.before.sentence, flip.after.sentence);
    assert_eq!(flip.name, names(&model)[flip.place]);
    act(&mut model, Message::Undo);
    assert_eq!(TestsView::new(&model).baseline.unwrap().changes, []);
    act(&mut model, Message::DropBaseline);
    assert_eq!(TestsView::new(&model).baseline, None);
}

#[test]
fn the_margin_tells_which_statements_are_reached() {
    let mut model = opened();
    let receipts = policy(&model, "ReadReceipts");
    let text = r#"{ "Version": "2012-10-17", "Statement": [
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" },
{ "Effect": "Deny", "Action": "ec2:*", "Resource": "*" } ] }"#;
    act(&mut model, Message::EditPolicy(receipts, text.into()));
    act(&mut model, Message::OpenPolicy(receipts));
    let marks = PolicyPane::new(&model).front.unwrap().coverage;
    let marks: Vec<_> = marks
        .iter()
        .map(|mark| (mark.line, mark.coverage))
        .collect();
    assert_eq!(marks, [(2, Coverage::Decided), (3, Coverage::Never)]);
    act(&mut model, Message::ShowTests(false));
    assert_eq!(PolicyPane::new(&model).front.unwrap().coverage, []);
    act(&mut model, Message::ShowTests(true));
    while !model.scenario().saved.is_empty() {
        act(&mut model, Message::DeleteSaved(0));
    }
    assert_eq!(PolicyPane::new(&model).front.unwrap().coverage, []);
    assert_eq!(TestsView::new(&model).summary, "no request is saved");
    let effects = act(&mut model, Message::ExportTests(TestFormat::Csv));
    assert_eq!(said(&effects), ["No request is saved yet. Save one first."]);
}

#[test]
fn many_tests_wait_for_a_pause() {
    let mut model = first_visit();
    let saved = model.scenario().saved[0].clone();
    let mut scenario = model.scenario().clone();
    scenario.saved = vec![saved; 200];
    act(&mut model, file(&scenario));
    act(&mut model, Message::Settled);
    assert!(!TestsView::new(&model).waiting);
    let receipts = policy(&model, "ReadReceipts");
    act(&mut model, Message::SwitchPolicy(receipts));
    assert!(TestsView::new(&model).waiting);
    act(&mut model, Message::Settled);
    assert!(!TestsView::new(&model).waiting);
}

#[test]
fn reports_are_written_in_three_formats() {
    let mut model = opened();
    while 1 < model.scenario().saved.len() {
        act(&mut model, Message::DeleteSaved(1));
    }
    for (name, expected) in [("=1, \"<b>\"", Some(Expectation::Deny)), ("-", None)] {
        let name = name.to_owned();
        act(&mut model, Message::SaveRequest { name, expected });
    }
    let mut texts = String::new();
    for (format, _) in TestFormat::ALL {
        let effects = act(&mut model, Message::ExportTests(format));
        let [Effect::Download { name, text }] = &effects[..] else {
            panic!("{effects:?}")
        };
        texts.push_str(&format!("{name}\n{text}\n"));
    }
    expect![[r#"
        coffee-shop-tests.csv
        scenario,name,caller,action,resource,expected,decision,result,reason
        Coffee shop,Carla reads a receipt,arn:aws:iam::111122223333:user/Carla,s3:GetObject,arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET/receipts/2026-10-01.pdf,Allow,Allow,pass,"granted by statement GetReceipts of ReadReceipts through the group Cashiers, and no policy denies it"
        Coffee shop,"'=1, ""<b>""",arn:aws:iam::111122223333:user/Carla,s3:GetObject,arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET/receipts/2026-10-01.pdf,Deny,Allow,fail,"granted by statement GetReceipts of ReadReceipts through the group Cashiers, and no policy denies it"
        Coffee shop,"'-",arn:aws:iam::111122223333:user/Carla,s3:GetObject,arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET/receipts/2026-10-01.pdf,,Allow,none,"granted by statement GetReceipts of ReadReceipts through the group Cashiers, and no policy denies it"

        coffee-shop-tests.json
        {
          "scenario": "Coffee shop",
          "tests": [
            {
              "name": "Carla reads a receipt",
              "caller": "arn:aws:iam::111122223333:user/Carla",
              "action": "s3:GetObject",
              "resource": "arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET/receipts/2026-10-01.pdf",
              "expected": "Allow",
              "decision": "Allow",
              "result": "pass",
              "reason": "granted by statement GetReceipts of ReadReceipts through the group Cashiers, and no policy denies it"
            },
            {
              "name": "=1, \"<b>\"",
              "caller": "arn:aws:iam::111122223333:user/Carla",
              "action": "s3:GetObject",
              "resource": "arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET/receipts/2026-10-01.pdf",
              "expected": "Deny",
              "decision": "Allow",
              "result": "fail",
              "reason": "granted by statement GetReceipts of ReadReceipts through the group Cashiers, and no policy denies it"
            },
            {
              "name": "-",
              "caller": "arn:aws:iam::111122223333:user/Carla",
              "action": "s3:GetObject",
              "resource": "arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET/receipts/2026-10-01.pdf",
              "expected": null,
              "decision": "Allow",
              "result": "none",
              "reason": "granted by statement GetReceipts of ReadReceipts through the group Cashiers, and no policy denies it"
            }
          ]
        }

        coffee-shop-tests.xml
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites>
        <testsuite name="Coffee shop" tests="3" failures="1" skipped="1">
          <testcase classname="Coffee shop" name="Carla reads a receipt"/>
          <testcase classname="Coffee shop" name="=1, &quot;&lt;b&gt;&quot;"><failure message="expected Deny, got Allow">Allowed: granted by statement GetReceipts of ReadReceipts through the group Cashiers, and no policy denies it</failure></testcase>
          <testcase classname="Coffee shop" name="-"><skipped message="Allowed: granted by statement GetReceipts of ReadReceipts through the group Cashiers, and no policy denies it"/></testcase>
        </testsuite>
        </testsuites>

    "#]].assert_eq(&texts.replace('\r', ""));
}
