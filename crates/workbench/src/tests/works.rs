//! The visitor's scenarios: the list, undo across visits, other tabs.

use super::browser::Browser;
use super::*;
use crate::message::Dialog;
use crate::view::dialog::{Body, WorksBody};
use crate::view::{DialogView, HeaderView};
use crate::{Notice, TestFormat, Works};
use expect_test::expect;

fn title(model: &Model) -> &str {
    &model.scenario().title
}

fn list(model: &Model) -> WorksBody {
    match DialogView::new(model).unwrap().body {
        Body::Works(body) => body,
        other => panic!("{other:?}"),
    }
}

/// The titles of the list, which is asked for.
fn titles(browser: &mut Browser, model: &mut Model) -> Vec<String> {
    browser.act(model, Message::ShowDialog(Some(Dialog::Works)));
    list(model).rows.into_iter().map(|row| row.title).collect()
}

fn id(model: &Model, title: &str) -> String {
    let rows = list(model).rows;
    rows.into_iter().find(|row| row.title == title).unwrap().id
}

fn make(browser: &mut Browser, model: &mut Model, title: &str) {
    browser.act(model, Message::NewScenario);
    browser.act(model, Message::SetTitle(title.into()));
    browser.act(model, Message::Settled);
}

/// A browser with the scenarios One and Two, Two in hand and the list open.
fn two() -> (Browser, Model) {
    let mut browser = Browser::default();
    let mut model = browser.visit();
    make(&mut browser, &mut model, "One");
    make(&mut browser, &mut model, "Two");
    assert_eq!(titles(&mut browser, &mut model), ["Two", "One"]);
    (browser, model)
}

#[test]
fn the_list_says_what_is_kept() {
    let (_, model) = two();
    let body = list(&model);
    expect!["2 scenarios, 960 bytes. They are kept in this browser only."].assert_eq(&body.remark);
    let row = &body.rows[0];
    assert!(row.current && row.readable);
    assert_eq!(row.remark.as_deref(), Some("Open in this tab"));
    expect!["changed 1 minute ago, 480 bytes"].assert_eq(&row.detail);
}

#[test]
fn an_unchanged_example_is_not_kept() {
    let mut browser = Browser::default();
    let mut model = browser.visit();
    browser.act(&mut model, Message::Settled);
    browser.act(&mut model, Message::OpenExample("coffee-shop".into()));
    assert_eq!(titles(&mut browser, &mut model), [""; 0]);
    let model = browser.reload(model);
    assert_eq!(title(&model), "Coffee shop");
}

#[test]
fn opening_keeps_what_was_in_hand() {
    let (mut browser, mut model) = two();
    let one = id(&model, "One");
    browser.act(&mut model, Message::SetTitle("Two, changed".into()));
    browser.works(&mut model, Works::Open(one));
    assert_eq!((title(&model), model.dialog()), ("One", None));
    assert_eq!(titles(&mut browser, &mut model), ["Two, changed", "One"]);
    let model = browser.reload(model);
    assert_eq!(title(&model), "One");
}

#[test]
fn scenarios_are_copied_and_renamed() {
    let (mut browser, mut model) = two();
    let (one, two) = (id(&model, "One"), id(&model, "Two"));
    browser.works(&mut model, Works::Duplicate(one.clone()));
    assert_eq!(list(&model).rows[0].title, "One (copy)");
    let ask = Message::ShowDialog(Some(Dialog::RenameWork(one.clone())));
    browser.act(&mut model, ask);
    let answer = Dialog::RenameWork(one).named("First".into()).unwrap();
    let said = browser.act(&mut model, answer);
    assert_eq!(said, ["Renamed One to First."]);
    assert_eq!(list(&model).rows[0].title, "First");
    // The one in hand is renamed as a step that can be undone.
    browser.works(&mut model, Works::Rename(two, "Second".into()));
    assert_eq!(title(&model), "Second");
    assert_eq!(list(&model).rows[0].title, "Second");
    browser.act(&mut model, Message::Undo);
    assert_eq!(title(&model), "Two");
}

#[test]
fn what_was_deleted_can_be_brought_back() {
    let (mut browser, mut model) = two();
    let one = id(&model, "One");
    browser.works(&mut model, Works::Delete(one));
    assert_eq!(list(&model).deleted.as_deref(), Some("Deleted “One”."));
    assert_eq!(list(&model).rows.len(), 1);
    browser.works(&mut model, Works::Restore);
    assert_eq!(list(&model).deleted, None);
    // It is as old as it was.
    let titles: Vec<_> = list(&model).rows.into_iter().map(|row| row.title).collect();
    assert_eq!(titles, ["Two", "One"]);
}

#[test]
fn deleting_what_is_in_hand_opens_another_and_can_be_undone() {
    let (mut browser, mut model) = two();
    let two = id(&model, "Two");
    browser.act(&mut model, Message::SetTitle("Two, changed".into()));
    titles(&mut browser, &mut model);
    browser.works(&mut model, Works::Delete(two));
    assert_eq!(title(&model), "One");
    assert_eq!(list(&model).rows.len(), 1);
    browser.works(&mut model, Works::Restore);
    assert_eq!(list(&model).rows.len(), 2);
    for title in ["One", "Two, changed"] {
        let id = id(&model, title);
        browser.works(&mut model, Works::Delete(id));
    }
    assert_eq!(title(&model), "Coffee shop");
    expect!["Nothing is kept yet. A scenario is kept in this browser from its first change on."]
        .assert_eq(&list(&model).remark);
}

#[test]
fn a_scenario_that_cannot_be_read_says_so_and_can_be_had_as_a_file() {
    let (mut browser, mut model) = two();
    let broken = KeptWork {
        id: "broken".into(),
        text: "{ \"iam_playground\": 1, \"titel\": 3 }".into(),
        history: String::new(),
    };
    browser.put(broken, None);
    assert_eq!(
        titles(&mut browser, &mut model),
        ["Not readable", "Two", "One"]
    );
    let row = list(&model).rows.remove(0);
    assert!(!row.readable);
    let remark = row.remark.unwrap();
    assert!(
        remark.contains("titel") && remark.contains("Save it as a file"),
        "{remark}"
    );
    browser.act(&mut model, row.export);
    assert_eq!(
        browser.files[0].1,
        "{ \"iam_playground\": 1, \"titel\": 3 }"
    );
    // Opened all the same, it changes nothing.
    browser.works(&mut model, Works::Open("broken".into()));
    assert_eq!(title(&model), "Two");
    assert!(matches!(model.notices(), [Notice::Unreadable { .. }]));
}

#[test]
fn a_page_whose_scenario_is_broken_opens_with_the_others_in_reach() {
    let (mut browser, model) = two();
    let two = list(&model).rows[0].id.clone();
    browser.works.get_mut(&two).unwrap().1.text.truncate(40);
    let mut model = browser.visit();
    assert_eq!(title(&model), "Coffee shop");
    let [notice] = model.notices() else {
        panic!("{:?}", model.notices())
    };
    let labels: Vec<_> = notice.answers().iter().map(|answer| answer.label).collect();
    assert_eq!(labels, ["Save it as a file", "My scenarios"]);
    // What is done now does not overwrite it.
    browser.act(&mut model, Message::SetTitle("Third".into()));
    browser.act(&mut model, Message::Settled);
    assert_eq!(
        titles(&mut browser, &mut model),
        ["Third", "Not readable", "One"]
    );
    let one = id(&model, "One");
    browser.works(&mut model, Works::Open(one));
    assert_eq!(title(&model), "One");
}

#[test]
fn a_scenario_that_another_tab_deleted_is_not_opened() {
    let (mut browser, mut model) = two();
    let said = browser.works(&mut model, Works::Open("gone".into()));
    assert_eq!(said.len(), 1);
    assert_eq!(title(&model), "Two");
}

#[test]
fn undo_and_redo_reach_over_visits() {
    let mut browser = Browser::default();
    let mut model = browser.visit();
    let actions = ["s3:PutObject", "s3:DeleteObject", "s3:ListBucket"];
    for action in actions {
        browser.act(&mut model, Message::SetAction(action.into()));
        browser.act(&mut model, Message::Settled);
    }
    browser.act(&mut model, Message::Undo);
    let mut model = browser.reload(model);
    let header = HeaderView::new(&model);
    assert!(header.undo.is_some() && header.redo.is_some());
    let action = |model: &Model| model.scenario().request.action.clone();
    browser.act(&mut model, Message::Redo);
    assert_eq!(action(&model), "s3:ListBucket");
    for expected in ["s3:DeleteObject", "s3:PutObject", "s3:GetObject"] {
        browser.act(&mut model, Message::Undo);
        assert_eq!(action(&model), expected);
    }
    assert_eq!(*model.scenario(), coffee_shop());
    assert_eq!(browser.act(&mut model, Message::Undo), ["Nothing to undo."]);
    // Back and forth again, over another visit.
    let mut model = browser.reload(model);
    for expected in actions {
        browser.act(&mut model, Message::Redo);
        assert_eq!(action(&model), expected);
    }
    // A new step forgets what could be redone, and joins the old ones.
    browser.act(&mut model, Message::Undo);
    browser.act(&mut model, Message::SetAction("s3:GetBucketAcl".into()));
    let mut model = browser.reload(model);
    assert_eq!(HeaderView::new(&model).redo, None);
    for expected in ["s3:DeleteObject", "s3:PutObject", "s3:GetObject"] {
        browser.act(&mut model, Message::Undo);
        assert_eq!(action(&model), expected);
    }
}

#[test]
fn each_scenario_has_its_own_steps() {
    let (mut browser, mut model) = two();
    let one = id(&model, "One");
    browser.works(&mut model, Works::Open(one));
    let undo = HeaderView::new(&model).undo;
    assert_eq!(undo.as_deref(), Some("Undo change the title"));
    browser.act(&mut model, Message::Undo);
    assert_eq!(title(&model), "New scenario");
    assert_eq!(browser.act(&mut model, Message::Undo), ["Nothing to undo."]);
}

#[test]
fn stored_steps_are_bounded_and_the_oldest_go() {
    let mut browser = Browser::default();
    let mut model = browser.visit();
    let policy = model.front_policy().unwrap();
    for step in 0..100 {
        let text = step.to_string().repeat(3_000);
        browser.act(&mut model, Message::EditPolicy(policy, text));
        browser.act(&mut model, Message::Settled);
    }
    let (_, kept) = browser.works.values().next().unwrap();
    assert!(kept.history.len() < 120_000, "{}", kept.history.len());
    let mut model = browser.reload(model);
    browser.act(&mut model, Message::Undo);
    let text = &model.scenario().policies.get(policy).unwrap().text;
    assert_eq!(**text, *"98".repeat(3_000));
}

#[test]
fn a_hostile_history_is_left_out_and_the_work_stays() {
    let text = own_work();
    let huge = format!(
        "{{\"version\":1,\"undo\":[],\"redo\":[],\"x\":\"{}\"}}",
        "x".repeat(5_000_000)
    );
    let histories = [
        "x",
        "{}",
        "[]",
        "{\"version\":2,\"undo\":[],\"redo\":[]}",
        "{\"version\":1,\"undo\":[[\"a\",-1,0,\"\"]],\"redo\":[]}",
        "{\"version\":1,\"undo\":[[\"a\",0,0,\"{}\"]],\"redo\":[]}",
        "{\"version\":1,\"undo\":[[\"a\",99999999,99999999,\"\"]],\"redo\":[[\"b\",7,7,\"é\"]]}",
        "{\"version\":1,\"undo\":[[\"a\",18446744073709551615,1,\"\"]],\"redo\":[]}",
        "{\"version\":1,\"undo\":[],\"redo\":[],\"pinned\":[0,0,\"[[[[\"]}",
        &huge,
    ];
    for history in histories {
        let open = Opened::Work(KeptWork {
            id: "mine".into(),
            text: text.clone(),
            history: history.into(),
        });
        let (mut model, _) = start(Stored { open, ..stored() });
        for message in [Message::Undo, Message::Redo, Message::Undo] {
            act(&mut model, message);
            assert_eq!(wire::to_json(model.scenario()), text);
        }
        assert_eq!(HeaderView::new(&model).undo, None);
        assert_eq!(model.notices(), []);
        act(&mut model, Message::SetTitle("Goes on".into()));
        act(&mut model, Message::Undo);
        assert_eq!(wire::to_json(model.scenario()), text);
    }
}

#[test]
fn what_was_pinned_stays_pinned() {
    let mut browser = Browser::default();
    let mut model = browser.visit();
    let save = Message::SaveRequest {
        name: "Reads".into(),
        expected: None,
    };
    browser.act(&mut model, save);
    browser.act(&mut model, Message::PinBaseline);
    let policy = model.front_policy().unwrap();
    browser.act(&mut model, Message::EditPolicy(policy, "{}".into()));
    let flips = |model: &Model| {
        let baseline = crate::view::TestsView::new(model).baseline.unwrap();
        baseline.changes.len()
    };
    let before = flips(&model);
    assert_ne!(before, 0);
    let mut model = browser.reload(model);
    assert_eq!(flips(&model), before);
    browser.act(&mut model, Message::DropBaseline);
    let model = browser.reload(model);
    assert!(crate::view::TestsView::new(&model).baseline.is_none());
}

#[test]
fn what_is_open_in_another_tab_becomes_a_copy_with_the_first_change() {
    let (mut browser, mut model) = two();
    browser.act(&mut model, Message::ShowDialog(None));
    browser.works(&mut model, Works::Busy);
    let [notice] = model.notices() else {
        panic!("{:?}", model.notices())
    };
    expect!["“Two” is open in another tab. What you change here goes into a copy, so that the tabs don’t overwrite each other."].assert_eq(&notice.text());
    let labels: Vec<_> = notice.answers().iter().map(|answer| answer.label).collect();
    assert_eq!(labels, ["Make a copy", "Use it here"]);
    let before = browser.works.clone();
    browser.act(&mut model, Message::SetAction("s3:GetObject".into()));
    browser.act(&mut model, Message::Settled);
    assert_eq!(title(&model), "Two (copy)");
    for (id, work) in before {
        assert_eq!(browser.works[&id], work);
    }
    assert_eq!(
        titles(&mut browser, &mut model),
        ["Two (copy)", "Two", "One"]
    );
}

#[test]
fn a_copy_has_the_title_that_is_typed_for_it() {
    let (mut browser, mut model) = two();
    browser.works(&mut model, Works::Busy);
    for typed in ["M", "Mi", "Mine"] {
        browser.act(&mut model, Message::SetTitle(typed.into()));
        assert_eq!(title(&model), typed);
    }
    browser.act(&mut model, Message::Settled);
    assert_eq!(titles(&mut browser, &mut model), ["Mine", "Two", "One"]);
}

#[test]
fn a_copy_can_be_made_at_once() {
    let (mut browser, mut model) = two();
    browser.works(&mut model, Works::Busy);
    browser.works(&mut model, Works::Copy);
    assert_eq!(title(&model), "Two (copy)");
    assert!(matches!(model.notices(), [Notice::Copied { .. }]));
    // It is one's own: further changes go into it.
    browser.act(&mut model, Message::SetTitle("Two here".into()));
    browser.act(&mut model, Message::Settled);
    assert_eq!(titles(&mut browser, &mut model), ["Two here", "Two", "One"]);
}

#[test]
fn what_another_tab_has_can_be_used_here_as_that_tab_left_it() {
    let (mut browser, mut model) = two();
    let two = id(&model, "Two");
    browser.works(&mut model, Works::Busy);
    let (_, kept) = browser.works.get_mut(&two).unwrap();
    let mut theirs = wire::from_json(&kept.text).unwrap();
    theirs.title = "Two, from there".into();
    kept.text = wire::to_json(&theirs);
    browser.works(&mut model, Works::UseHere);
    assert_eq!(
        (title(&model), model.notices()),
        ("Two, from there", [].as_slice())
    );
    browser.act(&mut model, Message::SetTitle("Two, from here".into()));
    browser.act(&mut model, Message::Settled);
    assert_eq!(titles(&mut browser, &mut model), ["Two, from here", "One"]);
}

#[test]
fn what_was_not_kept_when_another_tab_took_over_is_kept_as_a_copy() {
    let (mut browser, mut model) = two();
    browser.act(&mut model, Message::SetTitle("Two, in haste".into()));
    browser.works(&mut model, Works::Busy);
    assert_eq!(title(&model), "Two, in haste (copy)");
    assert_eq!(
        titles(&mut browser, &mut model),
        ["Two, in haste (copy)", "Two", "One"]
    );
    // The same where the browser finds out only when it writes.
    browser.works(&mut model, Works::Overwritten);
    assert_eq!(title(&model), "Two, in haste (copy 2)");
}

#[test]
fn what_is_open_in_another_tab_is_not_renamed_or_deleted_here() {
    let (mut browser, mut model) = two();
    let one = id(&model, "One");
    browser.elsewhere.push(one.clone());
    titles(&mut browser, &mut model);
    let row = list(&model).rows.remove(1);
    assert_eq!(row.remark.as_deref(), Some("Open in another tab"));
    browser.works(&mut model, Works::Delete(one.clone()));
    browser.works(&mut model, Works::Rename(one, "Other".into()));
    assert_eq!(titles(&mut browser, &mut model), ["Two", "One"]);
}

#[test]
fn a_tab_that_was_alone_again_with_a_deleted_scenario_keeps_it() {
    let (mut browser, mut model) = two();
    let two = id(&model, "Two");
    browser.works(&mut model, Works::Busy);
    browser.works.remove(&two);
    browser.works(&mut model, Works::UseHere);
    assert_eq!(titles(&mut browser, &mut model), ["Two", "One"]);
}

#[test]
fn the_list_follows_other_tabs_while_it_is_open() {
    let (mut browser, mut model) = two();
    browser.works.clear();
    browser.works(&mut model, Works::ChangedElsewhere);
    assert_eq!(list(&model).rows.len(), 0);
    browser.act(&mut model, Message::ShowDialog(None));
    assert_eq!(act(&mut model, Message::Works(Works::ChangedElsewhere)), []);
}

#[test]
fn reports_of_tests_are_named_after_the_scenario() {
    let (mut browser, mut model) = two();
    let save = Message::SaveRequest {
        name: "Lists".into(),
        expected: None,
    };
    browser.act(&mut model, save);
    let effects = act(&mut model, Message::ExportTests(TestFormat::Csv));
    assert!(matches!(&effects[..], [Effect::Download { name, .. }] if name == "two-tests.csv"));
}
