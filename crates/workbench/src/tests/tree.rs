//! Walking the tree.

use super::*;
use crate::view::TreeView;
use crate::view::tree::Expansion;
use crate::{Target, TreeKey};

fn press(model: &mut Model, keys: &[TreeKey]) -> String {
    for key in keys {
        act(model, Message::TreeKey(*key));
    }
    model.selected().name(model.scenario())
}

fn names(model: &Model) -> Vec<String> {
    TreeView::new(model)
        .rows
        .into_iter()
        .map(|row| row.name)
        .collect()
}

#[test]
fn arrows_walk_the_rows_in_view() {
    use TreeKey::{Down, End, Home, Up};
    let mut model = first_visit();
    let rows = names(&model);
    assert_eq!(press(&mut model, &[Down]), rows[1]);
    assert_eq!(press(&mut model, &[Down, Down]), rows[3]);
    assert_eq!(press(&mut model, &[Up]), rows[2]);
    assert_eq!(press(&mut model, &[End]), *rows.last().unwrap());
    assert_eq!(press(&mut model, &[Down]), *rows.last().unwrap());
    assert_eq!(press(&mut model, &[Home]), rows[0]);
    assert_eq!(press(&mut model, &[Up]), rows[0]);
    let effects = act(&mut model, Message::TreeKey(Down));
    assert_eq!(effects, [Effect::Focus(Target::Tree)]);
}

#[test]
fn left_and_right_close_open_and_go_up_and_down() {
    use TreeKey::{Left, Letter, Right};
    let mut model = first_visit();
    assert_eq!(press(&mut model, &[Letter('L')]), "Legal");
    assert_eq!(press(&mut model, &[Left]), "HR and Legal");
    assert_eq!(press(&mut model, &[Left]), "HR and Legal");
    assert!(!names(&model).contains(&"Legal".into()));
    assert_eq!(press(&mut model, &[Right]), "HR and Legal");
    assert_eq!(press(&mut model, &[Right]), "HR");
    assert_eq!(press(&mut model, &[Right]), "HR");
    assert_eq!(press(&mut model, &[Right]), "Hana");
    assert_eq!(press(&mut model, &[Right]), "Hana");
    assert_eq!(press(&mut model, &[Left]), "HR");
}

#[test]
fn letters_go_on_from_the_selected_row_and_around() {
    use TreeKey::Letter;
    let mut model = first_visit();
    assert_eq!(press(&mut model, &[Letter('h')]), "Head Office");
    assert_eq!(press(&mut model, &[Letter('h')]), "HR and Legal");
    assert_eq!(press(&mut model, &[Letter('h')]), "HR");
    assert_eq!(press(&mut model, &[Letter('h')]), "Head Office");
    assert_eq!(press(&mut model, &[Letter('z')]), "Head Office");
}

#[test]
fn selecting_a_hidden_row_opens_the_rows_above_it() {
    let mut model = first_visit();
    let ou = Item::Node(node(&model, "HR and Legal"));
    act(&mut model, Message::ToggleRow(ou));
    let lea = Item::User(account(&model, "Legal"), "Lea".into());
    act(&mut model, Message::Select(lea.clone()));
    let view = TreeView::new(&model);
    let row = &view.rows[view.position(&lea).unwrap()];
    assert!(row.selected);
    assert_eq!((row.level, row.expansion), (4, Expansion::Leaf));
}

#[test]
fn closing_a_row_over_the_selected_one_selects_it() {
    let mut model = first_visit();
    let legal = Item::Node(node(&model, "Legal"));
    act(&mut model, Message::Select(legal));
    let ou = Item::Node(node(&model, "HR and Legal"));
    act(&mut model, Message::ToggleRow(ou.clone()));
    assert_eq!(*model.selected(), ou);
}

#[test]
fn the_root_is_not_cut() {
    let mut model = first_visit();
    act(&mut model, Message::Cut(Item::Node(NodeRef::ROOT)));
    assert_eq!(model.cut(), None);
    let effects = act(&mut model, Message::Paste(Item::Node(NodeRef::ROOT)));
    assert_eq!(
        said(&effects),
        ["Nothing was cut. Cut an account or OU first."]
    );
}
