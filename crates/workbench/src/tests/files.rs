//! Files and pasted texts.

use super::*;
use crate::message::{Dialog, File, FileContent};
use crate::view::DialogView;
use crate::view::dialog::Body;
use crate::{Notice, Place};
use expect_test::expect;
use iam::PolicyKind;

fn open(model: &mut Model, name: &str, text: &str) -> Vec<Effect> {
    let file = File {
        name: name.into(),
        content: FileContent::Text(text.into()),
    };
    act(model, Message::OpenFile(file))
}

/// What is said of a file that is not opened.
fn refused(name: &str, text: &str) -> String {
    let mut model = first_visit();
    let before = model.scenario().clone();
    open(&mut model, name, text);
    assert_eq!(*model.scenario(), before);
    match model.notices() {
        [Notice::Refused(why)] => why.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_file_goes_out_and_comes_back() {
    let (mut model, _) = start(Stored {
        open: own_kept(),
        ..stored()
    });
    let [Effect::Download { name, text }] = &act(&mut model, Message::Export)[..] else {
        panic!()
    };
    assert_eq!(name, "mine.json");
    let mut other = first_visit();
    let effects = open(&mut other, name, text);
    assert_eq!(other.scenario(), model.scenario());
    // It is kept at once, beside everything else.
    assert!(effects.contains(&Effect::Hold(Place::Work("tab1-1".into()))));
    assert_eq!(saved(&effects).unwrap().title, "Mine");
}

#[test]
fn other_files_are_called_what_they_are() {
    let files = [
        ("cut.json", "{"),
        ("newer.json", "{\"iam_playground\": 99}"),
        ("hello.json", "{\"hello\": 1}"),
        ("list.json", "[1]"),
        ("number.json", "3"),
        ("empty.txt", " \n"),
        ("picture.png", "\u{fffd}PNG\r\n\0\0"),
        ("report.pdf", "%PDF-1.7 \u{fffd}"),
        ("page.html", "<!DOCTYPE html><html></html>"),
        ("stack.yaml", "AWSTemplateFormatVersion: 2010-09-09"),
        ("stack.json", "{\"Resources\": {}}"),
        ("main.tf", "resource \"aws_iam_policy\" \"p\" {}"),
        ("trail.json", "{\"Records\": []}"),
        (
            "get-policy-version.json",
            "{\"PolicyVersion\": {\"Document\": {}}}",
        ),
        ("letter.txt", "Dear Sir or Madam"),
        ("", "neither this nor that"),
        ("link.txt", "See https://x.example/#v1.d.AAAA.0000"),
    ];
    let said: Vec<String> = files
        .iter()
        .map(|(name, text)| refused(name, text))
        .collect();
    expect![[r#"
        “cut.json” was not opened. Line 1, column 1: the text ends too early, as if it were cut off.
        “newer.json” was not opened. It was made by a newer version of IAM Playground (format 99; this one reads format 1). Reload the page to get the newest.
        “hello.json” is JSON, but not a scenario: it has no member `iam_playground`. A scenario that was saved here as a file, a policy as JSON, or a text with a link can be opened.
        “list.json” is JSON, but a list rather than a scenario. A scenario that was saved here as a file, a policy as JSON, or a text with a link can be opened.
        “number.json” is JSON, but a single value rather than a scenario. A scenario that was saved here as a file, a policy as JSON, or a text with a link can be opened.
        “empty.txt” is empty. A scenario that was saved here as a file, a policy as JSON, or a text with a link can be opened.
        “picture.png” is a picture. A scenario that was saved here as a file, a policy as JSON, or a text with a link can be opened.
        “report.pdf” is a PDF document. A scenario that was saved here as a file, a policy as JSON, or a text with a link can be opened.
        “page.html” is a web page. A scenario that was saved here as a file, a policy as JSON, or a text with a link can be opened.
        “stack.yaml” is a CloudFormation template. Save a policy document of it as a file of its own, as JSON. A scenario that was saved here as a file, a policy as JSON, or a text with a link can be opened.
        “stack.json” is a CloudFormation template. Save a policy document of it as a file of its own. A scenario that was saved here as a file, a policy as JSON, or a text with a link can be opened.
        “main.tf” is a Terraform configuration. Save a policy document of it as a file of its own, as JSON. A scenario that was saved here as a file, a policy as JSON, or a text with a link can be opened.
        “trail.json” is a CloudTrail event. Paste it into the request rather than opening it. A scenario that was saved here as a file, a policy as JSON, or a text with a link can be opened.
        “get-policy-version.json” is an answer of the AWS command line with a policy in it. Save what stands behind `Document` or `PolicyDocument` as a file of its own. A scenario that was saved here as a file, a policy as JSON, or a text with a link can be opened.
        “letter.txt” is neither a scenario nor a policy. A scenario that was saved here as a file, a policy as JSON, or a text with a link can be opened.
        The pasted text is neither a scenario nor a policy. A scenario that was saved here as a file, a policy as JSON, or a text with a link can be opened.
        This link was cut off after 14 characters. Copy it again, whole, or ask for the scenario as a file."#]].assert_eq(&said.join("\n"));
}

#[test]
fn files_that_cannot_be_read_say_why() {
    for (content, hint) in [
        (FileContent::TooLarge, "16 MiB"),
        (FileContent::Unreadable, "Choose it again"),
    ] {
        let mut model = first_visit();
        let name = "big.json".into();
        act(&mut model, Message::OpenFile(File { name, content }));
        let [Notice::Refused(why)] = model.notices() else {
            panic!()
        };
        assert!(why.contains(hint), "{why}");
    }
}

#[test]
fn a_text_with_a_link_opens_the_link() {
    let mut model = first_visit();
    let text = format!("Look at this:\n<https://playground.example/#{}>.", link());
    open(&mut model, "link.txt", &text);
    assert_eq!(model.scenario().title, "Theirs");
    assert_eq!(model.notices(), [Notice::FromLink]);
}

#[test]
fn a_policy_is_offered_to_the_library() {
    let kinds = [
        ("{\"Statement\": []}", PolicyKind::Managed),
        (
            "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"s3:GetObject\", \"Resource\": \"*\"}]}",
            PolicyKind::Resource,
        ),
        (
            "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"sts:AssumeRole\"}]}",
            PolicyKind::RoleTrust,
        ),
    ];
    for (text, likely) in kinds {
        let mut model = first_visit();
        open(&mut model, "deny regions.json", text);
        let view = DialogView::new(&model).unwrap();
        let Body::Policy { name, kinds, .. } = view.body else {
            panic!()
        };
        assert_eq!((name.as_str(), kinds[0].0), ("deny-regions", likely));
        assert_eq!(kinds.len(), PolicyKind::ALL.len());
        let add = view.dialog.policy(PolicyKind::Scp, name).unwrap();
        act(&mut model, add);
        let added = policy(&model, "deny-regions");
        let document = model.scenario().policies.get(added).unwrap();
        assert_eq!((&*document.text, document.kind), (text, PolicyKind::Scp));
        assert_eq!(model.front_policy(), Some(added));
        act(&mut model, Message::Undo);
        assert_eq!(model.scenario().policies.named("deny-regions"), None);
    }
}

#[test]
fn a_policy_with_the_name_of_another_is_refused_in_the_dialog() {
    let mut model = first_visit();
    open(&mut model, "x.json", "{\"Statement\": []}");
    let taken = model
        .scenario()
        .policies
        .iter()
        .nth(1)
        .unwrap()
        .1
        .name
        .clone();
    let Some(Dialog::AddPolicy(..)) = model.dialog() else {
        panic!()
    };
    let add = Message::AddPolicy(PolicyKind::Managed, taken, "{}".into());
    act(&mut model, add);
    assert!(DialogView::new(&model).unwrap().problem.is_some());
}
