//! Assuming roles, one after the other.

use super::*;
use crate::evaluation::Look;
use crate::view::dialog::Body;
use crate::view::{ChainView, DialogView, State};
use crate::{Dialog, SessionEdit, StepPart};
use scenario::{ContextValue, Mfa};

fn chain() -> Model {
    let text = include_str!("../../../scenario/tests/golden/documents/v1-role-chain.json");
    start(Stored {
        open: Opened::Work(KeptWork {
            id: "chain".into(),
            text: text.into(),
            history: String::new(),
        }),
        ..stored()
    })
    .0
}

fn words(model: &Model) -> Vec<&'static str> {
    let steps = ChainView::new(model).map(|view| view.steps);
    steps
        .unwrap_or_default()
        .iter()
        .map(|step| step.word)
        .collect()
}

fn user(model: &Model) -> CallerSpec {
    model
        .scenario()
        .request
        .caller
        .makers()
        .last()
        .unwrap()
        .clone()
}

#[test]
fn a_caller_that_assumes_a_role_asks_as_its_session_and_leaves_it_again() {
    let mut model = chain();
    let ana = user(&model);
    act(&mut model, Message::SetCaller(ana.clone()));
    assert!(ChainView::new(&model).is_none());
    let tools = account(&model, "Tools");
    act(&mut model, Message::ShowDialog(Some(Dialog::AssumeRole)));
    let Body::Search { choices, .. } = DialogView::new(&model).unwrap().body else {
        panic!("no search")
    };
    let auditor = choices.iter().find(|choice| choice.label == "Auditor");
    let auditor = auditor.unwrap();
    assert_eq!(auditor.detail, "Tools: Denied");
    act(&mut model, auditor.message.clone());
    assert!(model.dialog().is_none());
    assert_eq!(words(&model), ["Denied"]);
    for edit in [
        SessionEdit::ExternalId("ticket-7".into()),
        SessionEdit::Mfa(true),
    ] {
        act(&mut model, Message::EditSession(0, edit));
    }
    assert_eq!(words(&model), ["Allowed"]);
    let said = verdict(&model);
    assert!(said.starts_with("Denied: No "), "{said}");
    act(&mut model, Message::LeaveRole);
    assert_eq!(model.scenario().request.caller, ana);
    act(&mut model, Message::Undo);
    assert_eq!(
        model.scenario().request.caller.account(),
        Some(tools),
        "undo goes back to the session"
    );
}

#[test]
fn a_refused_step_is_never_an_allow_and_can_be_looked_past() {
    let mut model = chain();
    assert_eq!(words(&model), ["Allowed", "Allowed"]);
    assert!(verdict(&model).starts_with("Allowed"));
    act(&mut model, Message::EditSession(1, SessionEdit::Mfa(false)));
    assert_eq!(words(&model), ["Denied", "Would be allowed"]);
    let said = verdict(&model);
    assert!(
        said.starts_with(
            "Denied: The session cannot be created in step 1: sts:AssumeRole is denied"
        ),
        "{said}"
    );
    let steps = ChainView::new(&model).unwrap().steps;
    let checks = steps[0].checks.as_ref().unwrap();
    assert_eq!(checks[0].action, "sts:AssumeRole");
    assert!(checks[0].gates.iter().any(|gate| gate.open));
    assert!(steps[1].checks.is_none());
    act(&mut model, Message::SetLook(Look::AsIf));
    let view = VerdictView::new(&model);
    assert_eq!((view.word, view.state), ("Would be allowed", State::Skip));
    act(&mut model, Message::EditSession(1, SessionEdit::Mfa(true)));
    assert!(verdict(&model).starts_with("Allowed"));
    act(&mut model, Message::EditSession(1, SessionEdit::Mfa(false)));
    assert!(
        verdict(&model).starts_with("Denied"),
        "whoever mended the chain looks as AWS does again"
    );
}

#[test]
fn tags_are_handed_on_or_kept() {
    let mut model = chain();
    let hand_on = |on| Message::EditSession(1, SessionEdit::Transitive("project".into(), on));
    act(&mut model, hand_on(false));
    assert_eq!(words(&model), ["Allowed", "Allowed"]);
    assert!(verdict(&model).starts_with("Denied"), "no tag reaches it");
    act(&mut model, hand_on(true));
    assert!(verdict(&model).starts_with("Allowed"));
    let steps = ChainView::new(&model).unwrap().steps;
    let remarks = steps[1].remarks.join(" ");
    assert!(remarks.contains("one hour at most"), "{remarks}");
    assert!(remarks.contains("`project`"), "{remarks}");
    act(&mut model, Message::ToggleStep(1, StepPart::Passed));
    let steps = ChainView::new(&model).unwrap().steps;
    let passed = steps[0].passed.as_ref().unwrap();
    assert_eq!(passed.session.tags[0].transitive, Some(true));
    let duration = Message::EditSession(0, SessionEdit::Duration("7200".into()));
    act(&mut model, duration);
    let said = verdict(&model);
    assert!(said.contains("3600 seconds"), "{said}");
}

#[test]
fn keys_of_the_call_are_told_and_left_to_aws_again() {
    let mut model = chain();
    let told = |model: &Model| {
        let steps = ChainView::new(model).unwrap().steps;
        steps[0].passed.as_ref().unwrap().session.told.clone()
    };
    act(&mut model, Message::ToggleStep(1, StepPart::Passed));
    let key = "aws:MultiFactorAuthPresent".to_owned();
    let unknown = SessionEdit::Context(key.clone(), Some(ContextValue::Unknown));
    act(&mut model, Message::EditSession(1, unknown));
    act(&mut model, Message::EditSession(1, SessionEdit::Mfa(false)));
    assert_eq!(told(&model), [(key.clone(), "unknown".to_owned())]);
    assert_eq!(words(&model), ["Depends", "Allowed"]);
    assert!(verdict(&model).starts_with("Depends: The session may be refused"));
    let steps = ChainView::new(&model).unwrap().steps;
    let gates = steps[0].checks.as_ref().unwrap()[0].gates.clone();
    let question = gates.iter().flat_map(|gate| &gate.questions).next();
    act(&mut model, question.unwrap().tell("true"));
    assert_eq!(words(&model), ["Allowed", "Allowed"]);
    act(
        &mut model,
        Message::EditSession(1, SessionEdit::Context(key, None)),
    );
    assert!(told(&model).is_empty());
    assert_eq!(words(&model)[0], "Denied");
}

#[test]
fn another_can_make_the_session_or_nobody_asks() {
    let mut model = chain();
    act(
        &mut model,
        Message::SetMaker(1, Some(CallerSpec::Anonymous)),
    );
    assert_eq!(words(&model)[0], "Denied");
    act(&mut model, Message::SetMaker(1, None));
    assert_eq!(words(&model).len(), 1);
    act(&mut model, Message::SetMaker(0, None));
    assert!(ChainView::new(&model).is_none());
    act(&mut model, Message::ShowDialog(Some(Dialog::FindMaker(0))));
    act(&mut model, Message::Search("ben tools".into()));
    let Body::Search { choices, .. } = DialogView::new(&model).unwrap().body else {
        panic!("no search")
    };
    assert_eq!(choices.len(), 1);
    act(&mut model, choices[0].message.clone());
    assert_eq!(words(&model), ["Denied"]);
}

#[test]
fn a_chain_is_saved_and_has_an_end() {
    let mut model = chain();
    let effects = act(&mut model, Message::EditSession(1, SessionEdit::Mfa(false)));
    assert!(!effects.is_empty());
    let kept = saved(&act(&mut model, Message::Settled)).unwrap();
    assert_eq!(kept.request, model.scenario().request);
    let mut first = kept.request.caller;
    let session = first.back_mut(1).unwrap().session_mut().unwrap();
    assert_eq!(session.mfa, Mfa::Absent);
    let tools = account(&model, "Tools");
    for _ in 0..20 {
        act(&mut model, Message::AssumeRole(tools, "Auditor".into()));
    }
    assert_eq!(words(&model).len(), scenario::caps::CHAIN);
}
