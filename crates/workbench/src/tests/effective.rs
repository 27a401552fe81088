//! What the levels above a node let through.

use super::*;
use crate::view::effective::{EffectiveView, Section};
use crate::view::state::State;
use crate::view::{DialogView, Inherited, TreeView, menu};
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

fn inherited(model: &Model) -> Inherited {
    TreeView::new(model).inherited.unwrap()
}

#[test]
fn the_selected_row_names_what_it_inherits_and_what_is_left() {
    let mut model = first_visit();
    let row = Item::Node(node(&model, "Legal"));
    act(&mut model, Message::Select(row));
    let levels = |model: &Model| -> Vec<(String, String)> {
        let levels = inherited(model).levels.into_iter();
        levels
            .map(|level| {
                let names = level.policies.into_iter().map(|(name, _)| name);
                (level.name, names.collect::<Vec<_>>().join(", "))
            })
            .collect()
    };
    let all = |name: &str| (name.to_owned(), "FullAWSAccess".to_owned());
    assert_eq!(
        levels(&model),
        [
            all("Root"),
            (
                "HR and Legal".into(),
                "FullAWSAccess, ApprovedServices".into()
            ),
            all("Legal"),
        ]
    );
    let left = |model: &Model| inherited(model).left;
    assert_eq!(
        left(&model).as_deref(),
        Some("SCPs allow at most `iam:*`, `s3:*`, `sts:*`")
    );
    // A user has the levels of its account.
    let lea = Item::User(account(&model, "Legal"), "Lea".into());
    act(&mut model, Message::Select(lea));
    assert_eq!(inherited(&model).node, node(&model, "Legal"));
    set_scp(
        &mut model,
        "Finance",
        "Nothing",
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}"#,
    );
    let row = Item::Node(node(&model, "Finance"));
    act(&mut model, Message::Select(row));
    assert_eq!(left(&model).as_deref(), Some("SCPs allow nothing"));
    let row = Item::Node(node(&model, "IT"));
    act(&mut model, Message::Select(row));
    assert_eq!(left(&model).as_deref(), Some("SCPs limit nothing"));
    let row = Item::Node(node(&model, "Head Office"));
    act(&mut model, Message::Select(row));
    assert!(inherited(&model).is_management);
    assert_eq!(left(&model), None);
    let bucket = "arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET".to_owned();
    let bucket = Item::Resource(account(&model, "Coffee Shop"), bucket);
    act(&mut model, Message::Select(bucket));
    assert_eq!(left(&model).as_deref(), Some("RCPs limit nothing"));
    // What is switched off is told apart.
    let ou = node(&model, "HR and Legal");
    act(&mut model, Message::SwitchNode(ou));
    act(&mut model, Message::Select(Item::Node(ou)));
    let off: Vec<bool> = inherited(&model)
        .levels
        .iter()
        .flat_map(|level| level.policies.iter().map(|(_, off)| *off))
        .collect();
    assert_eq!(off, [false, true, true]);
    // The root inherits nothing.
    let root = scenario::NodeRef::ROOT;
    act(&mut model, Message::Select(Item::Node(root)));
    assert_eq!(TreeView::new(&model).inherited, None);
}

#[test]
fn what_is_left_stays_on_one_line_and_too_much_is_not_worked_out() {
    let mut model = first_visit();
    let allow = |actions: &[String]| {
        serde_json::json!({"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": actions, "Resource": "*"}]})
        .to_string()
    };
    let actions: Vec<String> = (0..5).map(|number| format!("s{number}:*")).collect();
    set_scp(&mut model, "Finance", "Five", &allow(&actions));
    let full = model.front_policy().unwrap();
    let finance = node(&model, "Finance");
    let whole = model.scenario().organization.as_ref().unwrap();
    let scps = whole.node(finance).unwrap().scps.clone();
    let before = *scps.iter().find(|policy| **policy != full).unwrap();
    act(&mut model, Message::Detach(before, Item::Node(finance)));
    act(&mut model, Message::Select(Item::Node(finance)));
    assert_eq!(
        inherited(&model).left.as_deref(),
        Some("SCPs allow at most `s0:*`, `s1:*`, `s2:*` and 2 more")
    );
    let many: Vec<String> = (0..2_000).map(|number| format!("a:B{number}")).collect();
    act(&mut model, Message::EditPolicy(full, allow(&many)));
    assert_eq!(inherited(&model).left, None);
}
