//! What the levels above a node let through.

use super::*;
use crate::view::effective::{EffectiveView, Section};
use crate::view::state::State;
use crate::view::{DialogView, menu};
use iam::PolicyKind;

fn scps(model: &Model, name: &str) -> Section {
    EffectiveView::new(model, node(model, name)).sections[0].clone()
}

fn set_scp(model: &mut Model, on: &str, name: &str, text: &str) {
    act(model, Message::NewPolicy(PolicyKind::Scp, name.into()));
    let policy = model.front_policy().unwrap();
    act(model, Message::EditPolicy(policy, text.into()));
    let item = Item::Node(node(model, on));
    act(model, Message::Attach(policy, item));
}

#[test]
fn each_level_says_what_it_lets_through() {
    let model = first_visit();
    let section = scps(&model, "Legal");
    let levels: Vec<_> = section
        .levels
        .iter()
        .map(|level| (level.label.as_str(), level.quota.as_str(), level.state))
        .collect();
    assert_eq!(
        levels,
        [
            ("the root", "1 of 10 attached", State::Allow),
            ("OU HR and Legal", "2 of 10 attached", State::Allow),
            ("account Legal", "1 of 10 attached", State::Allow),
        ]
    );
    let ou = &section.levels[1];
    assert_eq!(ou.lets, "allows everything");
    assert_eq!(
        ou.denies,
        [
            "everything but `iam:*`, `s3:*`, `sts:*` (DenyServicesWithoutApproval of ApprovedServices)"
        ]
    );
    assert!(
        ou.policies[1].size.ends_with(" of 10,240 characters"),
        "{}",
        ou.policies[1].size
    );
    assert_eq!(section.left, ["`iam:*`", "`s3:*`", "`sts:*`"]);
    assert!(section.denied.is_empty());
}

#[test]
fn denies_under_conditions_are_told_apart() {
    let mut model = first_visit();
    set_scp(
        &mut model,
        "Finance",
        "Lock",
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":["ec2:*","s3:Put*"],"Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":"eu-central-1"}}},{"Effect":"Deny","Action":"rds:*","Resource":"*"}]}"#,
    );
    let section = scps(&model, "Finance");
    assert_eq!(section.left, ["everything but `rds:*`"]);
    assert_eq!(
        section.denied,
        [
            "`ec2:*`, depending on `aws:RequestedRegion` (statement 1 of Lock)",
            "`s3:Put*`, depending on `aws:RequestedRegion` (statement 1 of Lock)",
        ]
    );
}

#[test]
fn a_level_switched_off_limits_nothing_and_the_management_account_is_told() {
    let mut model = first_visit();
    let ou = node(&model, "HR and Legal");
    act(&mut model, Message::SwitchNode(ou));
    let section = scps(&model, "Legal");
    assert_eq!(section.levels[1].state, State::Skip);
    assert_eq!(section.left, ["everything"]);
    let view = EffectiveView::new(&model, node(&model, "Head Office"));
    assert!(view.remark.unwrap().contains("management account"));
    assert_eq!(
        view.sections[1].levels[0].quota,
        "1 of 5 attached, RCPFullAWSAccess included"
    );
}

#[test]
fn the_menu_of_a_user_leads_to_the_levels_of_its_account() {
    let mut model = first_visit();
    let lea = Item::User(account(&model, "Legal"), "Lea".into());
    let entries = menu::of(&model, &lea);
    let entry = entries
        .iter()
        .find(|entry| entry.label == "Effective policies…")
        .unwrap();
    act(&mut model, entry.message.clone());
    let view = DialogView::new(&model).unwrap();
    assert_eq!(view.title, "Effective policies of account Legal");
    act(&mut model, Message::ShowDialog(None));
    act(&mut model, Message::ShowEffective(lea));
    assert_eq!(DialogView::new(&model).unwrap().title, view.title);
}
