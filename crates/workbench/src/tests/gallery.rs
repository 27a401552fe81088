//! Examples: the list of them, choosing one, and what happens when one does not come.

use super::browser::Browser;
use super::*;
use crate::view::dialog::Body;
use crate::view::gallery::{GalleryView, search};
use crate::view::{AboutView, DialogView, HeaderView, State, TestsView};
use crate::{Notice, Works};
use expect_test::expect;

fn title(model: &Model) -> &str {
    &model.scenario().title
}

fn with_gallery() -> Model {
    let mut model = first_visit();
    assert_eq!(
        act(&mut model, Message::ShowGallery),
        [Effect::FetchGallery]
    );
    let list = Some(examples::INDEX.to_owned());
    act(&mut model, Message::GalleryCame(list));
    model
}

fn gallery(model: &Model) -> GalleryView {
    match DialogView::new(model).unwrap().body {
        Body::Gallery(view) => view,
        other => panic!("{other:?}"),
    }
}

fn found(model: &Model, words: &str) -> String {
    let GalleryView::Here { list, .. } = gallery(model) else {
        panic!("no list");
    };
    let mut lines = String::new();
    for group in search(&list, words) {
        lines.push_str(&format!("{}\n", group.name));
        for listing in group.listings {
            lines.push_str(&format!("  {}, {} tests\n", listing.title, listing.tests));
        }
    }
    lines
}

fn at_address(id: &str) -> (Model, Vec<Effect>) {
    start(Stored {
        open: own_kept(),
        fragment: format!("example/{id}"),
        ..stored()
    })
}

#[test]
fn the_list_is_fetched_once_and_can_be_searched() {
    let mut model = with_gallery();
    expect![[r#"
        Start
          Coffee shop, 12 tests
        Organization
          Seven ways SCPs add up, 14 tests
          Allow list for regulated accounts, 8 tests
          Deny list with an emergency exit, 7 tests
          Region lock with global services exempt, 8 tests
        Data
          A bucket shared with another account, 8 tests
          Data perimeter around an organization, 7 tests
          Public bucket, on purpose and by mistake, 7 tests
          Two keys, with and without the account, 8 tests
        Identity
          From role to role, 8 tests
          Boundary for a delegated administrator, 8 tests
          Session policies for a build robot, 7 tests
          One policy for all teams, by tags, 9 tests
          The confused deputy, 7 tests
        Network
          Through the VPC endpoint or not at all, 7 tests
    "#]]
    .assert_eq(&found(&model, ""));
    expect![[r#"
        Data
          Data perimeter around an organization, 7 tests
          Public bucket, on purpose and by mistake, 7 tests
    "#]]
    .assert_eq(&found(&model, "  RESOURCE control "));
    assert_eq!(found(&model, "zebra"), "");
    act(&mut model, Message::ShowDialog(None));
    assert_eq!(act(&mut model, Message::ShowGallery), []);
}

#[test]
fn a_list_that_does_not_come_is_asked_for_again() {
    let mut model = first_visit();
    act(&mut model, Message::ShowGallery);
    assert_eq!(gallery(&model), GalleryView::Coming);
    assert_eq!(act(&mut model, Message::ShowGallery), []);
    for list in [None, Some("<html>".into())] {
        act(&mut model, Message::GalleryCame(list));
        assert_eq!(gallery(&model), GalleryView::Missing);
        let again = act(&mut model, Message::ShowGallery);
        assert_eq!(again, [Effect::FetchGallery]);
    }
}

#[test]
fn every_example_opens_with_its_story_and_its_tests_pass() {
    for example in examples::ALL {
        let mut model = first_visit();
        open_example(&mut model, example.id);
        act(&mut model, Message::Settled);
        let tests = TestsView::new(&model);
        assert_eq!(
            tests.state,
            State::Allow,
            "{}: {}",
            example.id,
            tests.summary
        );
        assert!(AboutView::new(&model).is_some(), "{}", example.id);
        // What is asked at first is the first of them; it is marked once the drawer is open.
        act(&mut model, Message::ShowTests(true));
        assert!(TestsView::new(&model).rows[0].current, "{}", example.id);
    }
}

#[test]
fn an_example_is_opened_beside_ones_own_work_and_is_open_again_after_a_reload() {
    let mut browser = Browser::default();
    let mut model = browser.visit();
    let open = |browser: &mut Browser, model: &mut Model, id: &str| {
        browser.act(model, Message::OpenExample(id.into()));
        browser.act(model, example_came(id))
    };
    browser.act(&mut model, Message::SetTitle("Mine".into()));
    let said = open(&mut browser, &mut model, "kms-key");
    assert_eq!(said, ["Opened Two keys, with and without the account."]);
    assert_eq!(browser.works.len(), 1);
    // As it came it needs no place among the kept ones; it is fetched again.
    let mut model = browser.reload(model);
    assert_eq!(title(&model), "Coffee shop");
    browser.act(&mut model, example_came("kms-key"));
    assert_eq!(title(&model), "Two keys, with and without the account");
    assert_eq!(browser.works.len(), 1);
    browser.act(&mut model, Message::SetTitle("My keys".into()));
    let model = browser.reload(model);
    assert_eq!(title(&model), "My keys");
    assert_eq!(browser.works.len(), 2);
}

#[test]
fn an_address_only_looks_at_an_example() {
    let (mut model, effects) = at_address("kms-key");
    assert!(effects.contains(&Effect::FetchExample("kms-key".into())));
    assert_eq!(title(&model), "Mine");
    assert!(matches!(model.notices(), [Notice::Opening(_)]));
    act(&mut model, example_came("kms-key"));
    assert_eq!(title(&model), "Two keys, with and without the account");
    assert!(matches!(model.notices(), [Notice::Visiting { .. }]));
    let back = act(&mut model, Message::Works(Works::Back));
    assert_eq!(back, [Effect::ReadWork("mine".into())]);
    // From one example to the next there is nothing to keep.
    let mut model = first_visit();
    for id in ["kms-key", "role-chain"] {
        act(&mut model, Message::OpenLink(format!("example/{id}")));
        act(&mut model, example_came(id));
        assert_eq!(model.notices(), []);
    }
}

#[test]
fn an_example_that_does_not_come_changes_nothing_and_says_what_to_do() {
    for (id, text, answers) in [
        (
            "zebra",
            "There is no example “zebra”. Nothing was changed.",
            vec!["Choose an example"],
        ),
        (
            "kms-key",
            "The example “kms-key” could not be fetched. Nothing was changed. Check the connection \
             and try again.",
            vec!["Try again", "Choose an example"],
        ),
    ] {
        let (mut model, mut effects) = at_address(id);
        effects.extend(act(&mut model, Message::ExampleCame(id.into(), None)));
        assert_eq!(said(&effects), [text]);
        assert!(effects.contains(&Effect::ForgetLink));
        let [notice] = model.notices() else {
            panic!("{:?}", model.notices());
        };
        assert_eq!(notice.text(), text);
        let labels: Vec<&str> = notice.answers().iter().map(|answer| answer.label).collect();
        assert_eq!(labels, answers);
        assert_eq!(title(&model), "Mine");
        // The next attempt takes the notice away.
        open_example(&mut model, "kms-key");
        assert_eq!(model.notices(), []);
    }
}

#[test]
fn what_is_no_scenario_is_refused() {
    let (mut model, _) = at_address("kms-key");
    let page = Some("<!doctype html>".to_owned());
    act(&mut model, Message::ExampleCame("kms-key".into(), page));
    let text = model.notices().first().unwrap().text();
    assert!(
        text.starts_with("The example “kms-key” was not opened. Line 1"),
        "{text}"
    );
    assert_eq!(title(&model), "Mine");
}

#[test]
fn in_the_gallery_a_failure_is_told_in_the_gallery() {
    let mut model = with_gallery();
    act(&mut model, Message::OpenExample("kms-key".into()));
    let GalleryView::Here { opening, .. } = gallery(&model) else {
        panic!("no list");
    };
    assert_eq!(opening.as_deref(), Some("kms-key"));
    act(&mut model, Message::ExampleCame("kms-key".into(), None));
    let problem = DialogView::new(&model).unwrap().problem.unwrap();
    assert!(problem.contains("could not be fetched"), "{problem}");
    assert_eq!(model.notices(), []);
    open_example(&mut model, "kms-key");
    assert_eq!(model.dialog(), None);
}

#[test]
fn only_the_last_choice_opens() {
    let mut model = first_visit();
    act(&mut model, Message::OpenExample("kms-key".into()));
    act(&mut model, Message::OpenExample("role-chain".into()));
    assert_eq!(act(&mut model, example_came("kms-key")), []);
    assert_eq!(title(&model), "Coffee shop");
    act(&mut model, example_came("role-chain"));
    assert_eq!(title(&model), "From role to role");
    act(&mut model, Message::OpenExample("kms-key".into()));
    act(&mut model, Message::NewScenario);
    assert_eq!(act(&mut model, example_came("kms-key")), []);
    assert_eq!(title(&model), "New scenario");
}

#[test]
fn the_story_can_be_hidden_and_shown() {
    let mut model = first_visit();
    assert_eq!(AboutView::new(&model), None);
    assert_eq!(HeaderView::new(&model).about, Some(false));
    act(&mut model, Message::ShowAbout(true));
    assert_eq!(AboutView::new(&model).unwrap().paragraphs.len(), 3);
    act(&mut model, Message::ShowAbout(false));
    assert_eq!(AboutView::new(&model), None);
    open_example(&mut model, "coffee-shop");
    assert!(AboutView::new(&model).is_some());
    act(&mut model, Message::NewScenario);
    assert_eq!(HeaderView::new(&model).about, None);
}
