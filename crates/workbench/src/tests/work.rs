//! Works as a whole: keeping, links, the shelf, undo.

use super::*;
use crate::view::dialog::Body;
use crate::view::{DialogView, HeaderView};
use crate::{Keep, Notice, StorageFailure, Theme};
use expect_test::expect;

fn title(model: &Model) -> &str {
    &model.scenario().title
}

fn at_home() -> Model {
    start(Stored {
        work: Some(own_work()),
        ..stored()
    })
    .0
}

fn visiting() -> Model {
    start(Stored {
        work: Some(own_work()),
        fragment: link(),
        ..stored()
    })
    .0
}

#[test]
fn the_first_visit_opens_an_example_and_keeps_nothing() {
    let (mut model, effects) = start(stored());
    assert_eq!(title(&model), "Coffee shop");
    assert_eq!(effects, []);
    assert_eq!(act(&mut model, Message::Settled), []);
}

#[test]
fn the_next_visit_goes_on_with_the_work() {
    let mut model = first_visit();
    let soon = act(&mut model, Message::SetTitle("Mine".into()));
    assert_eq!(soon, [Effect::SettleSoon]);
    let effects = act(&mut model, Message::Settled);
    let kept = saved(&effects).unwrap();
    assert_eq!(kept.title, "Mine");
    // Only what changed is kept again.
    assert_eq!(act(&mut model, Message::Settled), []);
    let work = Some(wire::to_json(&kept));
    let (model, effects) = start(Stored {
        work,
        theme: Theme::Dark,
        ..stored()
    });
    assert_eq!((title(&model), model.theme()), ("Mine", Theme::Dark));
    assert_eq!(effects, []);
}

#[test]
fn the_verdict_is_said_once_when_it_has_settled() {
    let mut model = first_visit();
    for action in ["s3:D", "s3:DeleteObject"] {
        assert_eq!(
            said(&act(&mut model, Message::SetAction(action.into()))),
            [] as [&str; 0]
        );
    }
    let effects = act(&mut model, Message::Settled);
    assert_eq!(said(&effects), [verdict(&model)]);
    act(&mut model, Message::SetTitle("Same answer".into()));
    assert_eq!(said(&act(&mut model, Message::Settled)), [] as [&str; 0]);
}

#[test]
fn a_broken_link_gives_a_message_and_keeps_the_work() {
    let fragment = link();
    let cut: String = fragment.chars().take(fragment.len() - 3).collect();
    let (mut model, effects) = start(Stored {
        work: Some(own_work()),
        fragment: cut.clone(),
        ..stored()
    });
    assert_eq!(title(&model), "Mine");
    let [Notice::Refused(why)] = model.notices() else {
        panic!("{:?}", model.notices())
    };
    expect!["This link was cut off after 1552 characters. Copy it again, whole, or ask for the scenario as a file."].assert_eq(why);
    assert!(effects.contains(&Effect::ForgetLink));
    assert!(saved(&effects).is_none());
    act(&mut model, Message::DismissNotice(0));
    assert_eq!(model.notices(), []);
    // The same on a page that is open.
    let before = model.scenario().clone();
    act(&mut model, Message::OpenLink(cut));
    assert_eq!(*model.scenario(), before);
    assert_eq!(model.notices().len(), 1);
}

#[test]
fn a_link_is_looked_at_beside_the_visitors_own_work() {
    let mut model = visiting();
    assert_eq!(title(&model), "Theirs");
    let [notice] = model.notices() else {
        panic!("{:?}", model.notices())
    };
    expect!["This comes from a link, and nobody has checked it. Your own work, “Mine”, is safe."]
        .assert_eq(&notice.text());
    let answers: Vec<&str> = notice.answers().iter().map(|answer| answer.label).collect();
    assert_eq!(answers, ["Keep mine", "Keep this", "Keep both"]);
    // Trying things out there does not touch what is kept.
    act(&mut model, Message::SetTitle("Theirs, changed".into()));
    assert!(saved(&act(&mut model, Message::Settled)).is_none());
    act(&mut model, Message::DismissNotice(0));
    assert_eq!(model.notices().len(), 1);
}

#[test]
fn keep_mine_goes_back() {
    let mut model = at_home();
    act(&mut model, Message::SetTitle("Mine, changed".into()));
    act(&mut model, Message::OpenLink(link()));
    assert_eq!(title(&model), "Theirs");
    let effects = act(&mut model, Message::Keep(Keep::Mine));
    assert!(effects.contains(&Effect::ForgetLink));
    assert_eq!(title(&model), "Mine, changed");
    assert_eq!(model.notices(), []);
    // Nothing of it is lost: what was not kept yet is kept, what was done can be undone.
    assert_eq!(
        saved(&act(&mut model, Message::Settled)).unwrap().title,
        "Mine, changed"
    );
    act(&mut model, Message::Undo);
    assert_eq!(title(&model), "Mine");
}

#[test]
fn keep_this_puts_the_link_in_place_of_the_work_and_undo_brings_it_back() {
    let mut model = visiting();
    act(&mut model, Message::SetAction("s3:DeleteObject".into()));
    let effects = act(&mut model, Message::Keep(Keep::This));
    assert!(effects.contains(&Effect::ForgetLink));
    assert_eq!(saved(&effects).unwrap().title, "Theirs");
    assert_eq!(model.notices(), []);
    act(&mut model, Message::Undo);
    assert_eq!(title(&model), "Theirs");
    act(&mut model, Message::Undo);
    assert_eq!(title(&model), "Mine");
}

#[test]
fn keep_both_puts_the_work_on_the_shelf() {
    let mut model = visiting();
    let effects = act(&mut model, Message::Keep(Keep::Both));
    assert_eq!(saved(&effects).unwrap().title, "Theirs");
    let shelf = effects.iter().find_map(|effect| match effect {
        Effect::SaveShelf(texts) => Some(texts.clone()),
        _ => None,
    });
    assert_eq!(shelf, Some(vec![own_work()]));
    assert_eq!(HeaderView::new(&model).shelf[0].title, "Mine");
    act(&mut model, Message::OpenShelved(0));
    assert_eq!(title(&model), "Mine");
    let shelf = HeaderView::new(&model).shelf;
    assert_eq!(
        shelf
            .iter()
            .map(|work| work.title.as_str())
            .collect::<Vec<_>>(),
        ["Theirs"]
    );
    act(&mut model, Message::DropShelved(0));
    assert!(HeaderView::new(&model).shelf.is_empty());
}

#[test]
fn a_link_to_the_work_in_hand_changes_nothing() {
    let mut model = at_home();
    let fragment = scenario::link::encode(model.scenario()).unwrap();
    let effects = act(&mut model, Message::OpenLink(fragment.clone()));
    assert_eq!(effects, [Effect::ForgetLink]);
    assert_eq!(model.notices(), []);
    // Nor does a link to one's own work while another is looked at.
    act(&mut model, Message::OpenLink(link()));
    act(&mut model, Message::OpenLink(fragment));
    assert_eq!((title(&model), model.notices()), ("Mine", [].as_slice()));
}

#[test]
fn a_link_on_the_first_visit_becomes_the_work_with_the_first_change() {
    let (mut model, _) = start(Stored {
        fragment: link(),
        ..stored()
    });
    assert_eq!(model.notices(), [Notice::FromLink]);
    assert!(saved(&act(&mut model, Message::Settled)).is_none());
    let effects = act(&mut model, Message::SetTitle("Mine now".into()));
    assert!(effects.contains(&Effect::ForgetLink));
    assert_eq!(model.notices(), []);
    assert_eq!(
        saved(&act(&mut model, Message::Settled)).unwrap().title,
        "Mine now"
    );
}

#[test]
fn an_example_by_its_address_does_not_touch_the_work() {
    let fragment = "example/coffee-shop".to_owned();
    let (mut model, _) = start(Stored {
        work: Some(own_work()),
        fragment,
        ..stored()
    });
    assert_eq!(title(&model), "Coffee shop");
    assert!(matches!(model.notices(), [Notice::Visiting { .. }]));
    act(&mut model, Message::Keep(Keep::Mine));
    assert_eq!(title(&model), "Mine");
}

#[test]
fn opening_another_work_puts_the_one_in_hand_on_the_shelf() {
    let mut model = at_home();
    let effects = act(&mut model, Message::OpenExample("coffee-shop".into()));
    assert_eq!(
        said(&effects),
        ["Opened Coffee shop. The work before it is on the shelf."]
    );
    // An example as it is needs no place there.
    act(&mut model, Message::NewScenario);
    assert_eq!(HeaderView::new(&model).shelf.len(), 1);
    act(&mut model, Message::Undo);
    act(&mut model, Message::Undo);
    assert_eq!(title(&model), "Mine");
}

#[test]
fn opening_something_while_visiting_keeps_ones_own_work() {
    let mut model = visiting();
    act(&mut model, Message::OpenExample("coffee-shop".into()));
    assert_eq!(
        (title(&model), model.notices()),
        ("Coffee shop", [].as_slice())
    );
    assert_eq!(HeaderView::new(&model).shelf[0].title, "Mine");
}

#[test]
fn a_new_scenario_can_be_asked_at_once() {
    let mut model = first_visit();
    act(&mut model, Message::NewScenario);
    expect![
        "Allowed: The root user has full access to its own account, and nothing denies the request"
    ]
    .assert_eq(&verdict(&model));
}

#[test]
fn work_that_cannot_be_read_goes_to_the_shelf_as_it_is() {
    let work = Some("not a scenario".to_owned());
    let (mut model, effects) = start(Stored { work, ..stored() });
    assert_eq!(title(&model), "Coffee shop");
    assert!(matches!(model.notices(), [Notice::Refused(_)]));
    assert_eq!(effects, [Effect::SaveShelf(vec!["not a scenario".into()])]);
    act(&mut model, Message::OpenShelved(0));
    assert_eq!(HeaderView::new(&model).shelf.len(), 1);
}

#[test]
fn files_are_written_and_read() {
    let mut model = at_home();
    let [Effect::Download { name, text }] = &act(&mut model, Message::Export)[..] else {
        panic!()
    };
    assert_eq!(name, "mine.json");
    let mut other = first_visit();
    act(&mut other, Message::OpenFile(text.clone()));
    assert_eq!(title(&other), "Mine");
    act(&mut other, Message::OpenFile("{".into()));
    let [Notice::Refused(why)] = other.notices() else {
        panic!()
    };
    expect![
        "The file was not opened. Line 1, column 1: the text ends too early, as if it were cut off."
    ]
    .assert_eq(why);
    assert_eq!(title(&other), "Mine");
}

#[test]
fn the_link_holds_the_work() {
    let mut model = at_home();
    act(&mut model, Message::Share);
    let Body::Share { link, .. } = DialogView::new(&model).unwrap().body else {
        panic!()
    };
    let [Effect::Copy { text, .. }] = &act(&mut model, Message::CopyLink)[..] else {
        panic!()
    };
    assert_eq!(*text, link);
    let fragment = link.strip_prefix("https://playground.example/#").unwrap();
    let (opened, _) = start(Stored {
        fragment: fragment.into(),
        ..stored()
    });
    assert_eq!(opened.scenario(), model.scenario());
    assert_eq!(verdict(&opened), verdict(&model));
}

#[test]
fn storage_that_fails_is_told_once() {
    let mut model = first_visit();
    act(&mut model, Message::SetTitle("Mine".into()));
    act(&mut model, Message::Settled);
    act(&mut model, Message::StorageFailed(StorageFailure::Full));
    let [notice] = model.notices() else { panic!() };
    expect!["This browser has no room left to keep your work. Save it as a file before you leave."]
        .assert_eq(&notice.text());
    assert_eq!(notice.answers()[0].message, Message::Export);
    act(&mut model, Message::DismissNotice(0));
    // Kept trying, told no more.
    assert!(saved(&act(&mut model, Message::Settled)).is_some());
    act(&mut model, Message::StorageFailed(StorageFailure::Full));
    assert_eq!(model.notices(), []);
}

#[test]
fn nothing_to_undo_is_said() {
    let mut model = first_visit();
    assert_eq!(said(&act(&mut model, Message::Undo)), ["Nothing to undo."]);
    assert_eq!(said(&act(&mut model, Message::Redo)), ["Nothing to redo."]);
}

#[test]
fn addresses_that_cannot_be_followed_say_what_to_do() {
    for (fragment, hint) in [("file", "Open a file…"), ("v9.j.e30", "newer version")] {
        let (model, effects) = start(Stored {
            fragment: fragment.into(),
            ..stored()
        });
        let [Notice::Refused(why)] = model.notices() else {
            panic!("{:?}", model.notices())
        };
        assert!(why.contains(hint), "{why}");
        assert!(effects.contains(&Effect::ForgetLink));
    }
}

#[test]
fn a_new_version_is_told_once_and_loaded_when_asked() {
    let mut model = first_visit();
    act(&mut model, Message::NewVersion);
    act(&mut model, Message::NewVersion);
    let [notice] = model.notices() else { panic!() };
    let answer = notice.answers().remove(0).message;
    assert_eq!(act(&mut model, answer), [Effect::LoadNewVersion]);
}
