//! Walking the tree.

use super::*;
use crate::view::TreeView;
use crate::view::tree::Expansion;
use crate::{Target, TreeKey};

fn press(model: &mut Model, keys: &[TreeKey]) -> String {
    for key in keys {
        act(model, Message::TreeKey(key.clone()));
    }
    model.selected().name(model.scenario())
}

fn typed(text: &str) -> TreeKey {
    TreeKey::Typed(text.into())
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
    use TreeKey::{Left, Right};
    let mut model = first_visit();
    assert_eq!(press(&mut model, &[typed("L")]), "Legal");
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
    let mut model = first_visit();
    assert_eq!(press(&mut model, &[typed("h")]), "Head Office");
    assert_eq!(press(&mut model, &[typed("h")]), "HR and Legal");
    assert_eq!(press(&mut model, &[typed("h")]), "HR");
    assert_eq!(press(&mut model, &[typed("h")]), "Head Office");
    assert_eq!(press(&mut model, &[typed("z")]), "Head Office");
}

#[test]
fn more_letters_say_more_of_a_name() {
    let mut model = first_visit();
    assert_eq!(
        press(&mut model, &[typed("h"), typed("hr")]),
        "HR and Legal"
    );
    assert_eq!(press(&mut model, &[typed("hr a")]), "HR and Legal");
    assert_eq!(press(&mut model, &[typed("hh")]), "HR");
    assert_eq!(press(&mut model, &[typed("hr a")]), "HR and Legal");
}

#[test]
fn a_search_leaves_what_it_finds_and_the_rows_above() {
    let mut model = first_visit();
    let all = names(&model);
    act(&mut model, Message::FilterTree(" lEa".into()));
    assert_eq!(names(&model), ["Root", "HR and Legal", "Legal", "Lea"]);
    let view = TreeView::new(&model);
    let places: Vec<_> = view
        .rows
        .iter()
        .map(|row| (row.level, row.position, row.siblings))
        .collect();
    assert_eq!(places, [(1, 1, 1), (2, 1, 1), (3, 1, 1), (4, 1, 1)]);
    assert_eq!(model.selected().name(model.scenario()), "Lea");
    assert_eq!(view.search.unwrap().found.unwrap(), "1 row found");
    act(&mut model, Message::FilterTree("111122223333".into()));
    assert!(names(&model).starts_with(&["Root".into()]));
    act(&mut model, Message::FilterTree("nobody at all".into()));
    assert!(names(&model).is_empty());
    assert_eq!(model.selected().name(model.scenario()), "Coffee Shop");
    let effects = act(&mut model, Message::EndSearch);
    assert_eq!(names(&model), all);
    assert_eq!(effects, [Effect::Focus(Target::Tree)]);
}

#[test]
fn what_a_search_hides_is_not_selected_and_what_is_selected_not_hidden() {
    let mut model = first_visit();
    let lea = Item::User(account(&model, "Legal"), "Lea".into());
    act(&mut model, Message::Select(lea.clone()));
    act(&mut model, Message::FilterTree("finance".into()));
    assert_eq!(model.selected().name(model.scenario()), "Finance");
    assert_eq!(press(&mut model, &[TreeKey::Left]), names(&model)[0]);
    act(&mut model, Message::Select(lea.clone()));
    let view = TreeView::new(&model);
    assert!(view.rows[view.position(&lea).unwrap()].selected);
    assert_eq!(view.search, None);
}

#[test]
fn only_rows_in_view_are_made_and_the_selected_one() {
    let mut model = first_visit();
    let all = TreeView::new(&model).rows;
    act(&mut model, Message::TreeKey(TreeKey::End));
    let part = TreeView::part(&model, &(2..5));
    let places: Vec<usize> = part.rows.iter().map(|row| row.place).collect();
    assert_eq!(places, [2, 3, 4, all.len() - 1]);
    assert_eq!(part.total, all.len());
    assert_eq!(part.rows[0], all[2]);
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
        ["Nothing was cut. Cut an account, an OU or a resource first."]
    );
}
