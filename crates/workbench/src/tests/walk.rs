//! A long walk through the page, the same on each run: whatever is done can be undone to the
//! first state and redone to the last, and every view can be drawn on the way.

use super::*;
use crate::view::{
    CallerView, DialogView, HeaderView, LibraryView, PathView, PolicyPane, SwitchBar, TestsView,
    TreeView, WhatIfView, menu,
};
use crate::{Dialog, GateKey, SessionEdit, Thing};
use iam::{Layer, PolicyKind};
use scenario::Expectation;

const STEPS: u32 = 150;

/// Numbers that look random.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides.max(1)
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())].clone()
    }
}

fn some_hand_over(scenario: &Scenario, dice: &mut Dice) -> Message {
    let held = scenario.accounts.iter();
    let held = held.flat_map(|(id, account)| account.resources.iter().map(|held| (*id, &held.arn)));
    let resources: Vec<_> = held.collect();
    let accounts: Vec<AccountId> = scenario.accounts.keys().copied().collect();
    match resources.is_empty() {
        true => Message::Settled,
        false => {
            let (from, arn) = dice.pick(&resources);
            Message::HandOver {
                from,
                arn: arn.clone(),
                to: dice.pick(&accounts),
            }
        }
    }
}

fn some_message(model: &Model, dice: &mut Dice) -> Message {
    let scenario = model.scenario();
    let tree = scenario.organization.as_ref().unwrap();
    let nodes: Vec<NodeRef> = tree.walk().map(|(node, ..)| node).collect();
    let rows: Vec<Item> = TreeView::new(model)
        .rows
        .into_iter()
        .map(|row| row.item)
        .collect();
    let policies: Vec<PolicyRef> = scenario.policies.iter().map(|(policy, _)| policy).collect();
    let accounts: Vec<AccountId> = scenario.accounts.keys().copied().collect();
    let callers = RequestView::new(model).callers;
    let callers: Vec<_> = callers
        .into_iter()
        .flat_map(|group| group.options)
        .collect();
    let (node, row, policy) = (dice.pick(&nodes), dice.pick(&rows), dice.pick(&policies));
    let name = format!("New{}", dice.roll(20));
    match dice.roll(32) {
        0 => Message::MoveNode {
            node,
            parent: dice.pick(&nodes),
        },
        1 => Message::AddOu { parent: node, name },
        28 => Message::Join(dice.pick(&accounts), node),
        29 => Message::Leave(dice.pick(&accounts)),
        30 => some_hand_over(scenario, dice),
        31 => Message::NewPolicyFor(row, dice.pick(&PolicyKind::ALL), name),
        2 => Message::AddAccount {
            parent: Some(node).filter(|_| dice.roll(3) != 0),
            name,
            id: format!("9{:011}", dice.roll(50)),
        },
        3 => Message::AddTo {
            account: dice.pick(&accounts),
            thing: dice.pick(&Thing::ALL),
            name,
        },
        4 => Message::Rename(row, name),
        5 => Message::Delete(row),
        6 => Message::Attach(policy, row),
        7 => Message::Detach(policy, row),
        8 => Message::NewPolicy(dice.pick(&PolicyKind::ALL), name),
        9 => Message::DeletePolicy(policy),
        10 => Message::RenamePolicy(policy, name),
        11 | 12 => {
            let text = scenario.policies.get(policy).unwrap().text.to_string();
            let cut: String = text.chars().take(dice.roll(text.len())).collect();
            Message::EditPolicy(policy, format!("{cut}\"é🦀"))
        }
        13 => Message::SetCaller(dice.pick(&callers).caller),
        14 => Message::AskSaved(dice.roll(scenario.saved.len())),
        15 => Message::SetContextKey(format!("aws:{name}"), "1,2".into()),
        16 => Message::ToggleRow(row),
        17 => Message::ToggleGate(dice.pick(&Layer::ALL.map(GateKey::Layer))),
        18 => Message::SwitchPolicy(policy),
        19 => Message::SwitchNode(node),
        20 => Message::SaveRequest {
            name,
            expected: Some(Expectation::Allow),
        },
        21 => Message::DeleteSaved(dice.roll(scenario.saved.len())),
        22 => Message::MoveSaved {
            from: dice.roll(scenario.saved.len()),
            to: dice.roll(scenario.saved.len()),
        },
        23 => Message::EditSession(0, SessionEdit::Policy(policy, true)),
        24 => {
            let kinds = CallerView::new(model).kinds;
            dice.pick(&kinds).message
        }
        25 => Message::Settled,
        26 => Message::TryChange(dice.roll(8)),
        _ => Message::ShowDialog(Some(Dialog::Attach(row))),
    }
}

fn draw(model: &Model) {
    let rows = TreeView::new(model).rows;
    assert_eq!(rows.iter().filter(|row| row.selected).count(), 1);
    for row in &rows {
        menu::of(model, &row.item);
    }
    PolicyPane::new(model);
    TestsView::new(model);
    WhatIfView::new(model);
    CallerView::new(model);
    SwitchBar::new(model);
    LibraryView::new(model);
    PathView::new(model);
    DialogView::new(model);
    verdict(model);
}

#[test]
fn everything_can_be_undone_and_redone() {
    for seed in 1..=6 {
        let mut dice = Dice(seed);
        let mut model = first_visit();
        let first = model.scenario().clone();
        act(&mut model, Message::ShowWhatIf(true));
        act(&mut model, Message::ShowTests(true));
        act(&mut model, Message::PinBaseline);
        for _ in 0..STEPS {
            let message = some_message(&model, &mut dice);
            act(&mut model, message);
            draw(&model);
        }
        let last = model.scenario().clone();
        assert_ne!(first, last);
        while HeaderView::new(&model).undo.is_some() {
            act(&mut model, Message::Undo);
            draw(&model);
        }
        assert_eq!(*model.scenario(), first);
        while HeaderView::new(&model).redo.is_some() {
            act(&mut model, Message::Redo);
        }
        assert_eq!(*model.scenario(), last);
    }
}
