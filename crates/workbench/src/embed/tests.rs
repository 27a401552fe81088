//! The frame as its host and its reader see it.

use super::*;
use crate::message::{Message, Theme};
use crate::share::Form;
use crate::{Effect, Item, Share};
use iam::PolicyKind;
use scenario::{Scenario, examples, link};

fn read(query: &str) -> Settings {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    Settings::read(pairs.map(|pair| pair.split_once('=').unwrap_or((pair, ""))))
}

fn start(query: &str, fragment: &str) -> (Embed, Vec<Outcome>) {
    Embed::start(read(query), fragment)
}

fn posted(outcomes: &[Outcome]) -> Vec<&FrameMessage> {
    let posted = outcomes.iter().filter_map(|outcome| match outcome {
        Outcome::Post(message) => Some(message),
        _ => None,
    });
    posted.collect()
}

fn told(kind: &str) -> Told {
    Told {
        ns: NAMESPACE.into(),
        v: PROTOCOL,
        kind: kind.into(),
        ..Told::default()
    }
}

fn host(embed: &mut Embed, message: Told) -> Vec<Outcome> {
    match HostMessage::read(message, "") {
        Some(message) => embed.update(Input::Host(message)),
        None => Vec::new(),
    }
}

fn reader(embed: &mut Embed, message: Message) -> Vec<Outcome> {
    embed.update(Input::Do(message))
}

#[test]
fn the_address_is_read_and_what_is_not_understood_is_told() {
    let settings = read(
        "mode=tester&readonly=1&lock=tree,scp&hide=lint,toolbar&theme=dark&lang=de&autorun=0&height=400&id=q1&origin=https://Course.example/",
    );
    assert_eq!(settings.problems, Vec::<String>::new());
    assert_eq!(settings.mode, Mode::Tester);
    assert!(settings.readonly && !settings.autorun);
    assert_eq!(settings.theme, Theme::Dark);
    assert_eq!((settings.lang.as_str(), settings.height), ("de", Some(400)));
    assert_eq!(settings.origin.as_deref(), Some("https://course.example"));
    assert!(settings.shows(Part::Request) && settings.shows(Part::Path));
    assert!(!settings.shows(Part::Toolbar) && !settings.shows(Part::Tree));

    let odd = "mode=exercise&theme=blue&height=7&origin=course&lock=moon&lang=<b>&x=y";
    let problems = read(odd).problems;
    assert_eq!(problems.len(), 6, "{problems:#?}");
    assert!(problems.iter().any(|problem| problem.contains("exercises")));
}

#[test]
fn an_unusable_origin_shuts_the_host_out() {
    let settings = read("origin=course");
    assert_eq!(settings.origin.as_deref(), Some(""));
}

#[test]
fn the_first_answer_is_the_one_the_frame_shows() {
    let first = first_answer(&read(""), "");
    let [title, question, state, word, ..] = first.as_slice() else {
        panic!("{first:?}");
    };
    assert_eq!((title.as_str(), state.as_str()), ("Coffee shop", "allow"));
    assert_eq!(word, "Allowed");
    let (embed, _) = start("", "");
    assert_eq!(embed.question().as_ref(), Some(question));
    assert_eq!(first_answer(&read("autorun=0"), "").len(), 2);
    assert!(first_answer(&read("hide=verdict"), "").is_empty());
    assert!(first_answer(&read(""), "#v1.d.broken.00000000").is_empty());
}

#[test]
fn it_says_hello_and_what_the_answer_is() {
    let (_, outcomes) = start("", "example/coffee-shop");
    let messages = posted(&outcomes);
    let [FrameMessage::Ready, FrameMessage::Result(result)] = messages.as_slice() else {
        panic!("{messages:?}");
    };
    assert_eq!(
        (result.verdict, result.layer),
        ("allowed", Some("identity"))
    );
    assert_eq!(result.passed, result.total);
    assert!(0 < result.total);
    let json = messages.iter().map(|message| message.to_json("a\"b"));
    let json: Vec<String> = json.collect();
    assert!(
        json.iter()
            .all(|json| json.starts_with(r#"{"ns":"iam-playground","v":1,"id":"a\"b","type":""#))
    );
    assert!(
        json.iter()
            .any(|json| json.contains(r#""verdict":"allowed","layer":"identity","node":null"#))
    );
}

#[test]
fn without_autorun_the_answer_waits_to_be_asked_for() {
    let (mut embed, outcomes) = start("autorun=0", "");
    assert_eq!(posted(&outcomes), [&FrameMessage::Ready]);
    assert!(!embed.has_run());
    let outcomes = embed.update(Input::Run);
    assert!(matches!(posted(&outcomes)[..], [FrameMessage::Result(_)]));
    reader(&mut embed, Message::SetAction("s3:PutObject".into()));
    embed.update(Input::Reset);
    assert!(!embed.has_run());
}

#[test]
fn changes_are_told_once_things_have_settled() {
    let (mut embed, _) = start("", "");
    let outcomes = reader(&mut embed, Message::SetAction("s3:DeleteObject".into()));
    assert!(posted(&outcomes).is_empty());
    assert!(outcomes.contains(&Outcome::Effect(Effect::SettleSoon)));
    let outcomes = reader(&mut embed, Message::Settled);
    let messages = posted(&outcomes);
    let [FrameMessage::Changed, FrameMessage::Result(result)] = messages.as_slice() else {
        panic!("{messages:?}");
    };
    assert_eq!(result.verdict, "denied");
    assert!(posted(&reader(&mut embed, Message::Settled)).is_empty());
    assert!(embed.is_changed());
    embed.update(Input::Reset);
    assert!(!embed.is_changed());
}

#[test]
fn nothing_is_kept_and_the_address_stays() {
    let (mut embed, _) = start("", "");
    for message in [
        Message::SetAction("s3:PutObject".into()),
        Message::Settled,
        Message::Export,
        Message::Share(Share::Open(Form::Link)),
        Message::NewScenario,
        Message::SetTheme(Theme::Dark),
    ] {
        for outcome in reader(&mut embed, message) {
            let kept = matches!(
                outcome,
                Outcome::Effect(
                    Effect::Save(_)
                        | Effect::SetTheme(_)
                        | Effect::ForgetLink
                        | Effect::Download { .. }
                )
            );
            assert!(!kept, "{outcome:?}");
        }
    }
    assert_eq!(embed.model().unwrap().scenario().title, "Coffee shop");
}

#[test]
fn a_state_goes_out_and_comes_back() {
    let (mut embed, _) = start("", "");
    reader(&mut embed, Message::SetAction("s3:DeleteObject".into()));
    let outcomes = host(&mut embed, told("getState"));
    let [FrameMessage::State(Some(link))] = posted(&outcomes)[..] else {
        panic!("{outcomes:?}");
    };
    assert!(link.starts_with("v1."));
    let (mut other, _) = start("", "new");
    let outcomes = host(
        &mut other,
        Told {
            link: Some(link.clone()),
            ..told("setState")
        },
    );
    assert!(matches!(posted(&outcomes)[..], [FrameMessage::Result(_)]));
    assert_eq!(
        other.model().unwrap().scenario(),
        embed.model().unwrap().scenario()
    );
}

#[test]
fn a_link_that_cannot_be_opened_changes_nothing_and_says_why() {
    let (mut embed, _) = start("", "");
    let outcomes = host(
        &mut embed,
        Told {
            link: Some("v9.D1.AAAA.00000000".into()),
            ..told("setState")
        },
    );
    assert!(posted(&outcomes).is_empty());
    assert!(embed.problem().unwrap().contains("newer version"));
    assert_eq!(embed.model().unwrap().scenario().title, "Coffee shop");
    embed.update(Input::Dismiss);
    assert_eq!(embed.problem(), None);

    let (mut broken, outcomes) = start("", "v1.D1.AAAA");
    assert_eq!(posted(&outcomes), [&FrameMessage::Ready]);
    assert!(broken.model().is_none() && broken.problem().is_some());
    assert!(broken.update(Input::Reset).is_empty());
    assert!(reader(&mut broken, Message::Settled).is_empty());
}

#[test]
fn examples_that_are_not_built_in_are_fetched() {
    let (mut embed, outcomes) = start("", "example/deny-list");
    assert!(outcomes.contains(&Outcome::FetchExample("deny-list".into())));
    let scenario = examples::Example::find("deny-list").unwrap().scenario();
    let link = link::encode(&scenario).unwrap();
    embed.update(Input::ExampleCame(Some(link)));
    assert_eq!(embed.model().unwrap().scenario().title, scenario.title);
    embed.update(Input::ExampleCame(None));
    assert!(embed.problem().unwrap().contains("could not be fetched"));
    let (embed, _) = start("", "example/no-such-thing");
    assert!(embed.problem().unwrap().contains("no example"));
}

#[test]
fn locks_hold() {
    let first = |embed: &Embed, kind: PolicyKind| {
        let policies = &embed.model().unwrap().scenario().policies;
        policies
            .iter()
            .find(|(_, held)| held.kind == kind)
            .unwrap()
            .0
    };
    let (mut embed, _) = start("lock=scp,request,tree", "");
    let before = embed.model().unwrap().scenario().clone();
    let (scp, managed) = (
        first(&embed, PolicyKind::Scp),
        first(&embed, PolicyKind::Managed),
    );
    reader(&mut embed, Message::EditPolicy(scp, "{}".into()));
    reader(&mut embed, Message::SetAction("s3:PutObject".into()));
    reader(&mut embed, Message::AskSaved(0));
    assert_eq!(*embed.model().unwrap().scenario(), before);
    assert!(embed.saved().is_empty());
    let renamed = Message::RenamePolicy(scp, "Mine".into());
    assert_eq!(reader(&mut embed, renamed).len(), 1);
    assert_eq!(*embed.model().unwrap().scenario(), before);
    reader(&mut embed, Message::EditPolicy(managed, "{}".into()));
    assert_ne!(*embed.model().unwrap().scenario(), before);

    host(
        &mut embed,
        Told {
            readonly: Some(true),
            ..told("setReadonly")
        },
    );
    let now = embed.model().unwrap().scenario().clone();
    reader(&mut embed, Message::EditPolicy(managed, "[]".into()));
    assert_eq!(*embed.model().unwrap().scenario(), now);
    assert!(embed.policy().unwrap().readonly);
}

#[test]
fn an_account_can_be_moved_unless_the_tree_is_locked() {
    let (embed, _) = start("", "");
    let model = embed.model().unwrap();
    let tree = model.scenario().organization.as_ref().unwrap();
    let account = tree
        .walk()
        .map(|(node, ..)| Item::Node(node))
        .find(|item| item.name(model.scenario()) == "Legal")
        .unwrap();
    let labels = |query| {
        let entries = row_menu(model, &read(query), &account).into_iter();
        entries.map(|entry| entry.label).collect::<Vec<_>>()
    };
    assert!(labels("").iter().any(|label| label == "Move to Root"));
    assert!(
        !labels("lock=tree")
            .iter()
            .any(|label| label.starts_with("Move"))
    );
    assert!(
        !labels("readonly")
            .iter()
            .any(|label| label.starts_with("Move"))
    );
}

#[test]
fn messages_of_others_mean_nothing() {
    let (mut embed, _) = start("", "");
    let forged = [
        Told::default(),
        Told {
            ns: "other".into(),
            ..told("getState")
        },
        Told {
            v: 2,
            ..told("getState")
        },
        Told {
            id: Some("q2".into()),
            ..told("getState")
        },
        told("exercise"),
        told("constructor"),
        told("setState"),
        Told {
            theme: Some("blue".into()),
            ..told("setTheme")
        },
        Told {
            lang: Some("x\" onload=".into()),
            ..told("setLang")
        },
        told("setReadonly"),
    ];
    for message in forged {
        assert_eq!(host(&mut embed, message.clone()), [], "{message:?}");
    }
    let mine = Told {
        id: Some("q1".into()),
        ..told("getState")
    };
    assert_eq!(HostMessage::read(mine, "q1"), Some(HostMessage::GetState));
}

#[test]
fn code_is_the_text_whatever_it_is() {
    for text in [
        "",
        "{\n  \"a\\\"\": [1, true, \"b\"]\n}\n",
        "{ \"unclosed\n\r\n\t\"é💥\": nul",
        "\\\"",
    ] {
        let mut scenario = examples::coffee_shop();
        let policy = scenario.policies.named("ReadReceipts").unwrap();
        scenario::edit::edit_policy(&mut scenario, policy, text).unwrap();
        let (mut embed, _) = start("", &link::encode(&scenario).unwrap());
        reader(&mut embed, Message::OpenPolicy(policy));
        let code = CodeView::new(&embed.policy().unwrap());
        let lines = code.lines.iter().map(|line| {
            let pieces = line.pieces.iter().map(|(_, text)| text.as_str());
            pieces.collect::<String>()
        });
        let shown: Vec<String> = lines.collect();
        let written: Vec<&str> = text.lines().collect();
        assert_eq!(shown, written, "{text:?}");
    }
}

#[test]
fn code_tells_names_from_values_and_marks_what_decides() {
    let (embed, _) = start("", "");
    let code = CodeView::new(&embed.policy().unwrap());
    let has = |kind, text: &str| {
        let mut pieces = code.lines.iter().flat_map(|line| &line.pieces);
        pieces.any(|(held, piece)| *held == kind && piece == text)
    };
    assert!(has(Kind::Name, "\"Effect\""));
    assert!(has(Kind::Text, "\"Allow\""));
    let marked = code
        .lines
        .iter()
        .filter(|line| line.mark == Some(Mark::Decides));
    assert!(1 < marked.count());
}

#[test]
fn an_empty_scenario_is_shown_too() {
    let link = link::encode(&Scenario::default()).unwrap();
    let (embed, _) = start("mode=policy", &link);
    assert!(embed.model().is_some() && embed.policy().is_none());
}
