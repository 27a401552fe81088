//! Filling the request from what AWS said.

use super::*;
use crate::view::DialogView;
use crate::view::dialog::Body;
use crate::view::fill::FillView;
use crate::{Dialog, Lacking};

const MESSAGE: &str = "User: arn:aws:iam::111122223333:user/Zoe is not authorized to perform: \
    s3:DeleteObject on resource: arn:aws:s3:::coffee-shop-receipts/1.pdf because no identity-based \
    policy allows the s3:DeleteObject action";

fn typed(model: &mut Model, text: &str) -> FillView {
    act(model, Message::ShowDialog(Some(Dialog::Fill)));
    act(model, Message::TypePasted(text.into()));
    match DialogView::new(model).unwrap().body {
        Body::Fill(view) => view,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_message_fills_the_request_as_one_step_with_the_caller_it_names() {
    let mut model = first_visit();
    let before = model.scenario().clone();
    let view = typed(&mut model, MESSAGE);
    assert_eq!(view.problem, None);
    assert_eq!(view.answers.len(), 2);
    assert!(view.answers[0].0.contains("add the user Zoe"));
    act(&mut model, view.answers[0].1.clone());
    let request = &model.scenario().request;
    assert_eq!(request.action, "s3:DeleteObject");
    let account = request.caller.account().unwrap();
    assert!(
        model
            .scenario()
            .account(account)
            .unwrap()
            .user("Zoe")
            .is_some()
    );
    assert!(model.dialog().is_none());
    act(&mut model, Message::Undo);
    assert_eq!(*model.scenario(), before);
}

#[test]
fn without_the_caller_it_asks_as_somebody_who_has_nothing() {
    let mut model = first_visit();
    typed(&mut model, MESSAGE);
    act(&mut model, Message::FillRequest(Lacking::Leave));
    assert!(verdict(&model).starts_with("Denied"));
}

#[test]
fn what_cannot_be_read_changes_nothing_and_stays_to_be_mended() {
    let mut model = first_visit();
    let before = model.scenario().clone();
    let view = typed(&mut model, "{\"eventName\": \"Get");
    assert!(view.problem.unwrap().contains("ends too early"));
    assert!(view.answers.is_empty());
    act(&mut model, Message::FillRequest(Lacking::Leave));
    assert_eq!(*model.scenario(), before);
    act(&mut model, Message::ShowDialog(None));
    act(&mut model, Message::ShowDialog(Some(Dialog::Fill)));
    let Body::Fill(view) = DialogView::new(&model).unwrap().body else {
        panic!("no dialog")
    };
    assert_eq!(view.text, "{\"eventName\": \"Get");
}
