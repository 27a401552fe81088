//! Policies and levels of the organization set aside for a trial.

use super::*;
use crate::view::{HeaderView, LibraryView, PolicyPane, SwitchBar, TreeView, menu};

#[test]
fn a_policy_that_is_off_stays_visible_and_says_nothing() {
    let mut model = first_visit();
    let receipts = policy(&model, "ReadReceipts");
    act(&mut model, Message::OpenPolicy(receipts));
    assert!(verdict(&model).starts_with("Allowed"));
    assert_eq!(SwitchBar::new(&model), None);
    let effects = act(&mut model, Message::SwitchPolicy(receipts));
    assert_eq!(said(&effects), ["ReadReceipts is off."]);
    assert!(verdict(&model).starts_with("Denied"));
    let rows = LibraryView::new(&model).policies;
    let off: Vec<&str> = rows
        .iter()
        .filter(|row| row.off)
        .map(|row| row.name.as_str())
        .collect();
    assert_eq!(off, ["ReadReceipts"]);
    let pane = PolicyPane::new(&model);
    assert!(pane.front.unwrap().off && pane.tabs.iter().any(|tab| tab.off));
    let rows = TreeView::new(&model).rows;
    let badges = rows.iter().flat_map(|row| &row.badges);
    assert_eq!(badges.filter(|badge| badge.off).count(), 1);
    let labels = menu::of_policy(&model, receipts).into_iter();
    assert!(
        labels
            .map(|entry| entry.label)
            .any(|label| label == "Switch on")
    );
    let bar = SwitchBar::new(&model).unwrap();
    assert_eq!(bar.text, "1 policy is off");
    act(&mut model, bar.rows[0].1.clone());
    assert!(verdict(&model).starts_with("Allowed"));
}

#[test]
fn all_on_is_one_step() {
    let mut model = first_visit();
    let before = model.scenario().clone();
    let receipts = policy(&model, "ReadReceipts");
    let ou = node(&model, "HR and Legal");
    act(&mut model, Message::SwitchPolicy(receipts));
    act(
        &mut model,
        Message::SwitchPolicy(PolicyRef::FULL_AWS_ACCESS),
    );
    act(&mut model, Message::SwitchNode(ou));
    assert!(
        TreeView::new(&model)
            .rows
            .iter()
            .any(|row| row.off && row.item == Item::Node(ou))
    );
    let bar = SwitchBar::new(&model).unwrap();
    assert_eq!(
        bar.text,
        "2 policies and 1 level of the organization are off"
    );
    assert_eq!(bar.rows.len(), 3);
    let effects = act(&mut model, bar.all_on);
    assert_eq!(said(&effects), ["Everything is on."]);
    assert_eq!(*model.scenario(), before);
    assert_eq!(
        HeaderView::new(&model).undo.as_deref(),
        Some("Undo switch all on")
    );
    act(&mut model, Message::Undo);
    assert_eq!(SwitchBar::new(&model).unwrap().rows.len(), 3);
}

#[test]
fn what_is_off_stays_off_in_the_file() {
    let mut model = first_visit();
    let receipts = policy(&model, "ReadReceipts");
    act(&mut model, Message::SwitchPolicy(receipts));
    let kept = saved(&act(&mut model, Message::Settled)).unwrap();
    let receipts = kept.policies.named("ReadReceipts").unwrap();
    assert!(!kept.policies.get(receipts).unwrap().is_on());
}
