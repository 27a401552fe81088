//! Works as a whole: keeping, links, undo.

use super::*;
use crate::share::Form;
use crate::view::dialog::Body;
use crate::view::{DialogView, HeaderView};
use crate::{Notice, Place, Share, StorageFailure, Theme, Works};
use expect_test::expect;

fn title(model: &Model) -> &str {
    &model.scenario().title
}

fn at_home() -> Model {
    start(Stored {
        open: own_kept(),
        ..stored()
    })
    .0
}

fn visiting() -> Model {
    start(Stored {
        open: own_kept(),
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
fn a_first_visit_is_told_what_to_try_until_something_happens() {
    let told = |model: &Model| HeaderView::new(model).try_first.is_some();
    let mut model = first_visit();
    assert!(told(&model));
    // What it says does what it says.
    assert!(verdict(&model).starts_with("Allowed"));
    act(&mut model, Message::SetAction("s3:GetObjec".into()));
    assert!(verdict(&model).starts_with("Denied") && !told(&model));
    act(&mut model, Message::Undo);
    assert!(!told(&model));
    let mut model = first_visit();
    act(&mut model, Message::HideTry);
    assert!(!told(&model));
    let mut model = first_visit();
    open_example(&mut model, "deny-list");
    assert!(!told(&model));
    let linked = start(Stored {
        fragment: link(),
        ..stored()
    });
    assert!(!told(&linked.0) && !told(&at_home()) && !told(&visiting()));
}

#[test]
fn the_next_visit_goes_on_with_the_work() {
    let mut model = first_visit();
    let soon = act(&mut model, Message::SetTitle("Mine".into()));
    // From the first change on it is kept.
    let hold = Effect::Hold(Place::Work("tab1-1".into()));
    assert_eq!(soon, [Effect::SettleSoon, hold, Effect::ForgetLink]);
    let soon = act(&mut model, Message::SetTitle("Mine".into()));
    assert_eq!(soon, []);
    let effects = act(&mut model, Message::Settled);
    let [Effect::Save(kept)] = &effects[..] else {
        panic!("{effects:?}")
    };
    assert_eq!(kept.id, "tab1-1");
    // Only what changed is kept again.
    assert_eq!(act(&mut model, Message::Settled), []);
    let open = Opened::Work(kept.clone());
    let (model, effects) = start(Stored {
        open,
        theme: Theme::Dark,
        ..stored()
    });
    assert_eq!((title(&model), model.theme()), ("Mine", Theme::Dark));
    assert_eq!(effects, [Effect::Hold(Place::Work("tab1-1".into()))]);
}

#[test]
fn an_example_that_was_open_is_open_again() {
    for (open, title_then) in [
        ("example/coffee-shop", "Coffee shop"),
        ("new", "New scenario"),
        ("x", "Coffee shop"),
    ] {
        let (model, effects) = start(Stored {
            open: Opened::Address(open.into()),
            ..stored()
        });
        assert_eq!(title(&model), title_then);
        assert_eq!((effects, model.notices()), (vec![], [].as_slice()));
    }
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
        open: own_kept(),
        fragment: cut.clone(),
        ..stored()
    });
    assert_eq!(title(&model), "Mine");
    let [Notice::Refused(why)] = model.notices() else {
        panic!("{:?}", model.notices())
    };
    expect!["This link was cut off after 1566 characters. Copy it again, whole, or ask for the scenario as a file."].assert_eq(why);
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
    assert_eq!(answers, ["Back to mine", "Keep this too"]);
    act(&mut model, Message::DismissNotice(0));
    assert_eq!(model.notices().len(), 1);
    // What is changed there is kept beside it.
    act(&mut model, Message::SetTitle("Theirs, changed".into()));
    assert_eq!(model.notices(), []);
    let effects = act(&mut model, Message::Settled);
    let [Effect::Save(kept)] = &effects[..] else {
        panic!("{effects:?}")
    };
    assert_eq!(kept.id, "tab1-1");
}

#[test]
fn back_to_mine_opens_what_was_open_before() {
    let mut model = at_home();
    act(&mut model, Message::SetTitle("Mine, changed".into()));
    let effects = act(&mut model, Message::OpenLink(link()));
    // What was not kept yet is kept first.
    assert_eq!(saved(&effects).unwrap().title, "Mine, changed");
    assert_eq!(title(&model), "Theirs");
    let effects = act(&mut model, Message::Works(Works::Back));
    assert_eq!(effects, [Effect::ReadWork("mine".into())]);
}

#[test]
fn keep_this_keeps_the_link_beside_the_work() {
    let mut model = visiting();
    let effects = act(&mut model, Message::Works(Works::KeepThis));
    assert!(effects.contains(&Effect::ForgetLink));
    assert_eq!(saved(&effects).unwrap().title, "Theirs");
    assert_eq!(said(&effects), ["Theirs is in My scenarios now."]);
    assert_eq!(model.notices(), []);
}

#[test]
fn a_link_to_the_work_in_hand_changes_nothing() {
    let mut model = at_home();
    let fragment = scenario::link::encode(model.scenario()).unwrap();
    let effects = act(&mut model, Message::OpenLink(fragment));
    assert_eq!(effects, [Effect::ForgetLink]);
    assert_eq!(model.notices(), []);
}

#[test]
fn a_link_of_another_version_says_so() {
    let whole = link();
    let (head, check) = whole.rsplit_once('.').unwrap();
    let (head, _) = head.rsplit_once('.').unwrap();
    let told = |made: &str| {
        let (model, _) = start(Stored {
            fragment: format!("{head}.{made}.{check}"),
            ..stored()
        });
        let notices = model.notices().iter();
        notices.map(Notice::text).collect::<Vec<_>>()
    };
    let [_, older] = &told("0-0-9_2025-12")[..] else {
        panic!()
    };
    expect!["This link was made by version 0.0.9 with the rules of 2025-12; this page is version 0.1.0 with the rules of 2026-10. Answers are worked out again here and may differ from what its maker saw."]
        .assert_eq(older);
    assert!(told("9-0-0_2030-01")[1].ends_with("Reload the page to get the newest."));
    assert_eq!(told("no_version").len(), 1);
    let (mut model, _) = start(Stored {
        fragment: format!("{head}.0-0-9_2025-12.{check}"),
        ..stored()
    });
    act(&mut model, Message::SetTitle("Mine now".into()));
    assert_eq!(model.notices(), []);
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
        open: own_kept(),
        fragment,
        ..stored()
    });
    assert_eq!(title(&model), "Coffee shop");
    assert!(matches!(model.notices(), [Notice::Visiting { .. }]));
    let back = act(&mut model, Message::Works(Works::Back));
    assert_eq!(back, [Effect::ReadWork("mine".into())]);
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
fn the_link_holds_the_work() {
    let mut model = at_home();
    act(&mut model, Message::Share(Share::Open(Form::Link)));
    let Body::Share(view) = DialogView::new(&model).unwrap().body else {
        panic!()
    };
    let link = view.text.unwrap();
    let [Effect::Copy { text, .. }] = &act(&mut model, Message::Share(Share::Copy))[..] else {
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
    expect!["This browser has no room left to keep your work. Save it as a file before you leave, or delete other scenarios."]
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
