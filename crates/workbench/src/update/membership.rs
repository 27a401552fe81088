//! Accounts that come into the organization or go, and resources that change hands.

use super::organization::{follow, label};
use crate::edit::{Name, edit};
use crate::effect::Effect;
use crate::item::Item;
use crate::model::Model;
use iam::AccountId;
use scenario::{NodeRef, edit as document};

pub(super) fn create_organization(model: &mut Model, account: AccountId) -> Vec<Effect> {
    let before = label(model, &Item::Account(account));
    let done = edit(model, Name::new("create an organization"), |scenario| {
        document::create_organization(scenario, account).map(Item::Node)
    });
    let said = format!("Made an organization. Its management account is {before}.");
    moved(model, &Item::Account(account), done, said)
}

pub(super) fn join(model: &mut Model, account: AccountId, parent: NodeRef) -> Vec<Effect> {
    let before = Item::Account(account);
    let step = Name::new(format!("invite {}", before.name(&model.scenario)));
    let done = edit(model, step, |scenario| {
        document::join(scenario, account, parent).map(Item::Node)
    });
    let place = label(model, &Item::Node(parent));
    let said = format!(
        "Took {} into the organization, under {place}.",
        label(model, &before)
    );
    moved(model, &before, done, said)
}

pub(super) fn leave(model: &mut Model, account: AccountId) -> Vec<Effect> {
    let before = Item::account(&model.scenario, account);
    let name = label(model, &before);
    let step = Name::new(format!("remove {name} from the organization"));
    let done = edit(model, step, |scenario| {
        document::leave(scenario, account).map(|()| Item::Account(account))
    });
    let said = format!("Removed {name} from the organization. It stands on its own now.");
    moved(model, &before, done, said)
}

pub(super) fn hand_over(
    model: &mut Model,
    from: AccountId,
    arn: String,
    to: AccountId,
) -> Vec<Effect> {
    let before = Item::Resource(from, arn.clone());
    let name = label(model, &before);
    let step = Name::new(format!("move {}", before.name(&model.scenario)));
    let done = edit(model, step, |scenario| {
        document::hand_over(scenario, from, &arn, to).map(|()| Item::Resource(to, arn.clone()))
    });
    let place = label(model, &Item::account(&model.scenario, to));
    moved(model, &before, done, format!("Gave {name} to {place}."))
}

/// A row that stands elsewhere now stays open if it was.
fn moved(
    model: &mut Model,
    before: &Item,
    done: Result<(Item, Vec<Effect>), Vec<Effect>>,
    said: String,
) -> Vec<Effect> {
    if let Ok((after, _)) = &done {
        model.page.cut = None;
        if model.page.toggled.remove(before) {
            model.page.toggled.insert(after.clone());
        }
    }
    follow(model, done, said)
}
