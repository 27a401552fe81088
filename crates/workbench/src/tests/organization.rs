//! The organization: moving, attaching, adding, renaming.

use super::*;
use crate::{Dialog, Notice, Target, Thing};
use expect_test::expect;

const TRANSLATE: &str = "translate:TranslateText";

#[test]
fn moving_the_legal_account_flips_the_verdict_and_undo_brings_it_back() {
    let mut model = first_visit();
    ask(&mut model, "Lea (user)", TRANSLATE, "*");
    let before = verdict(&model);
    let message = Message::MoveNode {
        node: node(&model, "Legal"),
        parent: NodeRef::ROOT,
    };
    let effects = act(&mut model, message);
    let moved = verdict(&model);
    act(&mut model, Message::Settled);
    let undone = act(&mut model, Message::Undo);
    assert_eq!(verdict(&model), before);
    expect![[r#"
        Denied: Explicit deny in a service control policy, statement DenyServicesWithoutApproval of ApprovedServices on OU HR and Legal
        Allowed: Granted by statement UseOfficeServices of OfficeWork, and no policy denies it
        [
            SettleSoon,
            Focus(
                Tree,
            ),
            Announce(
                "Moved account Legal to the root.",
            ),
        ]
        [
            SettleSoon,
            Announce(
                "Undid: move Legal.",
            ),
        ]
    "#]].assert_eq(&format!("{before}\n{moved}\n{effects:#?}\n{undone:#?}\n"));
    act(&mut model, Message::Redo);
    assert_eq!(verdict(&model), moved);
}

#[test]
fn cut_and_paste_send_the_move_that_a_drag_sends() {
    let mut dragged = first_visit();
    let (legal, ou) = (node(&dragged, "Legal"), node(&dragged, "HR and Legal"));
    act(
        &mut dragged,
        Message::MoveNode {
            node: legal,
            parent: NodeRef::ROOT,
        },
    );
    let mut pasted = first_visit();
    act(&mut pasted, Message::Cut(Item::Node(legal)));
    assert_eq!(pasted.cut(), Some(&Item::Node(legal)));
    act(&mut pasted, Message::Paste(Item::Node(NodeRef::ROOT)));
    assert_eq!(pasted.scenario(), dragged.scenario());
    assert_eq!(pasted.cut(), None);
    // Pasted on an account, it goes beside it.
    act(&mut pasted, Message::Cut(Item::Node(legal)));
    let hr = node(&pasted, "HR");
    act(&mut pasted, Message::Paste(Item::Node(hr)));
    let tree = pasted.scenario().organization.as_ref().unwrap();
    assert_eq!(tree.node(legal).unwrap().parent(), Some(ou));
}

#[test]
fn a_refusal_says_why_and_changes_nothing() {
    let mut model = first_visit();
    let before = model.scenario().clone();
    let ou = node(&model, "HR and Legal");
    let effects = act(
        &mut model,
        Message::MoveNode {
            node: ou,
            parent: ou,
        },
    );
    assert_eq!(*model.scenario(), before);
    assert_eq!(crate::view::HeaderView::new(&model).undo, None);
    let Notice::Refused(why) = &model.notices()[0] else {
        panic!("{:?}", model.notices())
    };
    assert_eq!(said(&effects), [why]);
    // The next edit that is done takes the notice away.
    act(
        &mut model,
        Message::AddOu {
            parent: NodeRef::ROOT,
            name: "Labs".into(),
        },
    );
    assert_eq!(model.notices(), []);
}

#[test]
fn a_refusal_of_what_was_typed_into_a_dialog_stands_in_the_dialog() {
    let mut model = first_visit();
    let dialog = Dialog::NewAccount(Some(NodeRef::ROOT));
    act(&mut model, Message::ShowDialog(Some(dialog.clone())));
    let short = dialog.account("Ads".into(), "12".into()).unwrap();
    act(&mut model, short);
    let view = crate::view::DialogView::new(&model).unwrap();
    expect!["An account ID has 12 digits, such as 111122223333."].assert_eq(&view.problem.unwrap());
    assert_eq!(model.notices(), []);
    let whole = dialog
        .account("Ads".into(), " 121212121212 ".into())
        .unwrap();
    let effects = act(&mut model, whole);
    assert_eq!(model.dialog(), None);
    assert_eq!(*model.selected(), Item::Node(node(&model, "Ads")));
    assert!(effects.contains(&Effect::Focus(Target::Tree)));
    assert_eq!(said(&effects), ["Made account Ads under the root."]);
}

#[test]
fn attaching_and_detaching_an_scp() {
    let mut model = first_visit();
    ask(&mut model, "Theo (user)", TRANSLATE, "*");
    assert!(verdict(&model).starts_with("Allowed"));
    let (scp, it) = (
        policy(&model, "ApprovedServices"),
        Item::Node(node(&model, "IT")),
    );
    let effects = act(&mut model, Message::Attach(scp, it.clone()));
    assert_eq!(said(&effects), ["Attached ApprovedServices to account IT."]);
    assert!(verdict(&model).starts_with("Denied"));
    act(&mut model, Message::Detach(scp, it.clone()));
    assert!(verdict(&model).starts_with("Allowed"));
    // AWS keeps one SCP on every node.
    act(&mut model, Message::Detach(PolicyRef::FULL_AWS_ACCESS, it));
    assert!(matches!(model.notices(), [Notice::Refused(_)]));
}

#[test]
fn a_new_ou_is_selected_and_renamed_and_deleted() {
    let mut model = first_visit();
    act(
        &mut model,
        Message::AddOu {
            parent: NodeRef::ROOT,
            name: "Labs".into(),
        },
    );
    let labs = Item::Node(node(&model, "Labs"));
    assert_eq!(*model.selected(), labs);
    act(&mut model, Message::Rename(labs.clone(), "Workshop".into()));
    assert_eq!(ou_names(&model), ["HR and Legal", "Workshop"]);
    let effects = act(&mut model, Message::Delete(labs));
    assert_eq!(said(&effects), ["Deleted OU Workshop."]);
    assert_eq!(*model.selected(), Item::Node(NodeRef::ROOT));
    act(&mut model, Message::Undo);
    act(&mut model, Message::Undo);
    assert_eq!(ou_names(&model), ["HR and Legal", "Labs"]);
}

#[test]
fn renaming_a_user_keeps_asking_as_that_user() {
    let mut model = first_visit();
    let before = verdict(&model);
    let carla = Item::User(account(&model, "Coffee Shop"), "Carla".into());
    let effects = act(&mut model, Message::Rename(carla, "Carola".into()));
    assert_eq!(said(&effects), ["Renamed user Carla to Carola."]);
    assert_eq!(verdict(&model), before);
    let CallerSpec::User { name, .. } = &model.scenario().request.caller else {
        panic!()
    };
    assert_eq!(name, "Carola");
}

#[test]
fn an_account_is_filled_and_a_user_joins_and_leaves_a_group() {
    let mut model = first_visit();
    let legal = account(&model, "Legal");
    let dialog = Dialog::NewIn(legal, Thing::Group);
    act(&mut model, Message::ShowDialog(Some(dialog.clone())));
    let effects = act(&mut model, dialog.named("Readers ".into()).unwrap());
    assert_eq!(said(&effects), ["Made group Readers in account Legal."]);
    assert_eq!(*model.selected(), Item::Group(legal, "Readers".into()));
    let groups = |model: &Model| {
        model
            .scenario()
            .account(legal)
            .unwrap()
            .user("Lea")
            .unwrap()
            .groups
            .clone()
    };
    let (lea, readers) = ("Lea".to_owned(), "Readers".to_owned());
    let effects = act(
        &mut model,
        Message::JoinGroup(legal, lea.clone(), readers.clone()),
    );
    assert_eq!(said(&effects), ["Put Lea into the group Readers."]);
    assert_eq!(groups(&model), ["Readers"]);
    act(&mut model, Message::LeaveGroup(legal, lea, readers));
    assert!(groups(&model).is_empty());
    act(&mut model, Message::Undo);
    assert_eq!(groups(&model), ["Readers"]);
}
