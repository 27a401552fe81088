//! Dragging: what a drop would do, that it does what the menu does, and that it can be broken off.

use super::*;
use crate::view::DragView;
use crate::view::state::State;
use crate::{Dragged, Zone};
use expect_test::expect;

fn over(model: &mut Model, what: Dragged, row: Item, zone: Zone) -> DragView {
    act(model, Message::DragStart(what));
    assert_eq!(DragView::new(model).unwrap().says, "");
    act(model, Message::DragOver(row, zone));
    DragView::new(model).unwrap()
}

#[test]
fn a_drop_does_what_the_menu_does() {
    let (mut dragged, mut chosen) = (first_visit(), first_visit());
    let (it, ou) = (node(&dragged, "IT"), node(&dragged, "HR and Legal"));
    let view = over(
        &mut dragged,
        Dragged::Item(Item::Node(it)),
        Item::Node(ou),
        Zone::Into,
    );
    assert!(view.state == State::Allow && view.target == Some(Item::Node(ou)));
    assert_eq!(view.label, "account IT");
    assert_eq!(view.says, "Move account IT under OU HR and Legal");
    let dropped = act(&mut dragged, Message::Drop);
    let moved = act(
        &mut chosen,
        Message::MoveNode {
            node: it,
            parent: ou,
        },
    );
    assert_eq!(dropped, moved);
    assert_eq!(dragged.scenario(), chosen.scenario());
    assert_eq!(DragView::new(&dragged), None);
}

#[test]
fn the_edge_of_a_row_is_beside_it() {
    let mut model = first_visit();
    let (hr, it) = (node(&model, "HR"), node(&model, "IT"));
    let (root, ou) = (NodeRef::ROOT, node(&model, "HR and Legal"));
    for zone in [Zone::Above, Zone::Into, Zone::Below] {
        let view = over(
            &mut model,
            Dragged::Item(Item::Node(it)),
            Item::Node(hr),
            zone,
        );
        assert_eq!(view.target, Some(Item::Node(ou)), "{zone:?}");
    }
    let view = over(
        &mut model,
        Dragged::Item(Item::Node(hr)),
        Item::Node(ou),
        Zone::Below,
    );
    assert_eq!(view.target, Some(Item::Node(root)));
    // Where it stands already, nothing happens, and that is said.
    let view = over(
        &mut model,
        Dragged::Item(Item::Node(hr)),
        Item::Node(ou),
        Zone::Into,
    );
    assert_eq!((view.state, view.target), (State::Skip, None));
    assert_eq!(view.says, "HR is under OU HR and Legal already.");
    assert_eq!(said(&act(&mut model, Message::Drop)), [view.says]);
    // Over itself it has only been picked up.
    let own = Item::Node(hr);
    let view = over(&mut model, Dragged::Item(own.clone()), own, Zone::Into);
    assert!(view.says.is_empty());
    assert_eq!(act(&mut model, Message::Drop), []);
}

#[test]
fn what_is_not_allowed_says_why_before_it_is_dropped() {
    let mut model = first_visit();
    let ou = node(&model, "HR and Legal");
    let inner = act(
        &mut model,
        Message::AddOu {
            parent: ou,
            name: "Inner".into(),
        },
    );
    assert!(!inner.is_empty());
    let inner = node(&model, "Inner");
    let shop = account(&model, "Coffee Shop");
    let carla = Item::User(shop, "Carla".into());
    let receipts = policy(&model, "ReadReceipts");
    let mut reasons = String::new();
    let user = Dragged::Item(carla.clone());
    for (what, row) in [
        (Dragged::Item(Item::Node(ou)), Item::Node(inner)),
        (Dragged::Item(Item::Node(ou)), carla.clone()),
        (Dragged::Policy(receipts), Item::Node(ou)),
        (Dragged::Policy(PolicyRef::FULL_AWS_ACCESS), Item::Node(ou)),
        (user.clone(), Item::Group(shop, "Cashiers".into())),
        (user, Item::Node(ou)),
    ] {
        let before = model.scenario().clone();
        let view = over(&mut model, what, row, Zone::Into);
        assert!(view.state == State::Deny && view.target.is_none());
        reasons.push_str(&format!("{}\n", view.says));
        let effects = act(&mut model, Message::Drop);
        assert_eq!(said(&effects), [view.says]);
        assert_eq!(*model.scenario(), before);
    }
    expect![[r#"
        OU `HR and Legal` cannot go into itself or into an OU below it. Choose a place outside of it.
        Accounts and OUs go under the root or an OU.
        `ReadReceipts` is a managed policy and cannot be attached to the root, an OU or an account. It is attached to users, groups and roles.
        `FullAWSAccess` is attached here already. Choose another policy.
        User `Carla` is in group `Cashiers` already. Choose another group.
        A user stays in its account, and can be put into a group there.
    "#]].assert_eq(&reasons);
}

#[test]
fn policies_are_attached_and_users_join_groups_by_drag() {
    let mut model = first_visit();
    let shop = account(&model, "Coffee Shop");
    let (receipts, olga) = (
        policy(&model, "ReadReceipts"),
        Item::User(shop, "Olga".into()),
    );
    let ou = node(&model, "HR and Legal");
    let scp = {
        act(
            &mut model,
            Message::NewPolicy(iam::PolicyKind::Scp, "Guard".into()),
        );
        policy(&model, "Guard")
    };
    let view = over(
        &mut model,
        Dragged::Policy(scp),
        Item::Node(ou),
        Zone::Above,
    );
    assert_eq!(view.says, "Attach Guard to OU HR and Legal");
    act(&mut model, Message::Drop);
    assert!(crate::attachments::to_item(model.scenario(), &Item::Node(ou)).contains(&scp));
    let group = Item::Group(shop, "Cashiers".into());
    let view = over(&mut model, Dragged::Item(olga), group, Zone::Into);
    assert_eq!(view.says, "Put Olga into the group Cashiers");
    act(&mut model, Message::Drop);
    let held = model
        .scenario()
        .account(shop)
        .unwrap()
        .user("Olga")
        .unwrap();
    assert!(held.groups.contains(&"Cashiers".to_owned()));
    assert!(model.scenario().policies.get(receipts).is_some());
}

#[test]
fn a_drag_can_be_left_and_broken_off() {
    let mut model = first_visit();
    let (it, ou) = (node(&model, "IT"), node(&model, "HR and Legal"));
    over(
        &mut model,
        Dragged::Item(Item::Node(it)),
        Item::Node(ou),
        Zone::Into,
    );
    act(&mut model, Message::DragLeave);
    assert_eq!(DragView::new(&model).unwrap().over, None);
    assert_eq!(act(&mut model, Message::Drop), []);
    over(
        &mut model,
        Dragged::Item(Item::Node(it)),
        Item::Node(ou),
        Zone::Into,
    );
    let effects = act(&mut model, Message::DragCancel);
    assert_eq!(said(&effects), ["account IT stays where it was."]);
    assert_eq!(DragView::new(&model), None);
    assert_eq!(*model.scenario(), coffee_shop());
    // The root, and what lies in accounts but users, is not dragged.
    act(
        &mut model,
        Message::DragStart(Dragged::Item(Item::Node(NodeRef::ROOT))),
    );
    assert_eq!(DragView::new(&model), None);
}
