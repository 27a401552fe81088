//! The organization and what its accounts hold: moving, adding, renaming, deleting, attaching.
//! Drag, menu and keys all come here (invariant I10); `scenario::edit` knows what AWS permits.

use super::membership::{create_organization, hand_over, join, leave};
use crate::attachments;
use crate::drag::{Dragged, Landing, Zone, landing};
use crate::edit::{Name, edit, refuse, select};
use crate::effect::{self, Effect};
use crate::item::Item;
use crate::message::{Details, Message, Thing};
use crate::model::Model;
use iam::AccountId;
use scenario::edit::{self as document, Refusal, Target};
use scenario::{NodeRef, PolicyRef, Scenario, Tag};

pub(super) fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::MoveNode { node, parent } => move_node(model, node, parent),
        Message::AddOu { parent, name } => add_ou(model, parent, name.trim()),
        Message::AddAccount { parent, name, id } => {
            add_account(model, parent, name.trim(), id.trim())
        }
        Message::CreateOrganization(account) => create_organization(model, account),
        Message::Join(account, parent) => join(model, account, parent),
        Message::Leave(account) => leave(model, account),
        Message::HandOver { from, arn, to } => hand_over(model, from, arn, to),
        Message::AddTo {
            account,
            thing,
            name,
        } => add_to(model, account, thing, name.trim()),
        Message::SetDetails(item, details) => set_details(model, item, details),
        Message::JoinGroup(account, user, group) => join_group(model, account, user, &group),
        Message::LeaveGroup(account, user, group) => leave_group(model, account, user, &group),
        Message::Rename(item, name) => rename(model, item, name.trim()),
        Message::Delete(item) => delete(model, item),
        Message::Attach(policy, item) => attach(model, policy, item),
        Message::Detach(policy, item) => detach(model, policy, item),
        Message::Paste(item) => paste(model, &item),
        _ => Vec::new(),
    }
}

fn move_node(model: &mut Model, node: NodeRef, parent: NodeRef) -> Vec<Effect> {
    let held = model
        .scenario
        .organization
        .as_ref()
        .and_then(|tree| tree.node(node));
    if held.and_then(|held| held.parent()) == Some(parent) {
        model.page.dialog = None;
        model.page.cut = None;
        return vec![Effect::Focus(effect::Target::Tree)];
    }
    let item = Item::Node(node);
    let step = Name::new(format!("move {}", item.name(&model.scenario)));
    let done = edit(model, step, |scenario| {
        document::move_node(scenario, node, parent)
    });
    if done.is_ok() {
        model.page.cut = None;
    }
    let place = label(model, &Item::Node(parent));
    let said = format!("Moved {} to {place}.", label(model, &item));
    follow(model, done.map(|((), effects)| (item, effects)), said)
}

fn add_ou(model: &mut Model, parent: NodeRef, name: &str) -> Vec<Effect> {
    let step = Name::new(format!("new OU {name}"));
    let done = edit(model, step, |scenario| {
        document::add_ou(scenario, parent, name)
    });
    let said = format!(
        "Made OU {name} under {}.",
        label(model, &Item::Node(parent))
    );
    follow(
        model,
        done.map(|(node, effects)| (Item::Node(node), effects)),
        said,
    )
}

fn add_account(model: &mut Model, parent: Option<NodeRef>, name: &str, id: &str) -> Vec<Effect> {
    let Some(id) = AccountId::parse(id) else {
        return refuse(
            model,
            "an account ID has 12 digits, such as 111122223333".into(),
        );
    };
    let step = Name::new(format!("new account {name}"));
    let done = edit(model, step, |scenario| match parent {
        Some(parent) => document::add_account(scenario, parent, id, name).map(Item::Node),
        None => document::add_account_outside(scenario, id, name).map(|()| Item::Account(id)),
    });
    let place = match parent {
        Some(parent) => format!("under {}", label(model, &Item::Node(parent))),
        None => "outside of the organization".into(),
    };
    follow(model, done, format!("Made account {name} {place}."))
}

fn add_to(model: &mut Model, account: AccountId, thing: Thing, name: &str) -> Vec<Effect> {
    let item = thing.item(account, name.to_owned());
    let step = Name::new(format!("new {} {name}", thing.word()));
    let done = edit(model, step, |scenario| match thing {
        Thing::User => document::add_user(scenario, account, name),
        Thing::Group => document::add_group(scenario, account, name),
        Thing::Role => document::add_role(scenario, account, name),
        Thing::Resource => document::add_resource(scenario, account, name),
        Thing::Endpoint => document::add_endpoint(scenario, account, name),
    });
    let place = label(model, &Item::account(&model.scenario, account));
    let said = format!("Made {} in {place}.", label(model, &item));
    follow(model, done.map(|((), effects)| (item, effects)), said)
}

fn set_details(model: &mut Model, item: Item, details: Details) -> Vec<Effect> {
    let said = format!("Changed the details of {}.", label(model, &item));
    let step = Name::new(format!(
        "change the details of {}",
        item.name(&model.scenario)
    ));
    // A refusal of a later part takes back the earlier ones.
    let mut changed = model.scenario().clone();
    let done = match details_of(&mut changed, &item, details) {
        Ok(()) => edit(model, step, |scenario| {
            *scenario = changed;
            Ok::<(), Refusal>(())
        }),
        Err(refusal) => return refuse(model, refusal.to_string()),
    };
    follow(model, done.map(|((), effects)| (item, effects)), said)
}

fn details_of(scenario: &mut Scenario, item: &Item, details: Details) -> Result<(), Refusal> {
    let target = Target::from(item);
    if let Some(path) = &details.path {
        document::set_path(scenario, &target, path.trim())?;
    }
    if let (Some(text), Item::Role(account, role)) = (&details.longest, item) {
        let seconds = match text.trim() {
            "" => None,
            // What is no number is as much out of bounds as 0 is.
            text => Some(text.parse().unwrap_or(0)),
        };
        document::set_longest_session(scenario, *account, role, seconds)?;
    }
    if let (Some(vpc), Item::Endpoint(_, id)) = (&details.vpc, item) {
        document::set_vpc(scenario, id, vpc.trim())?;
    }
    if let Some(text) = &details.tags {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let tags = lines.map(|line| {
            let (key, value) = line.split_once('=').unwrap_or((line, ""));
            Tag::new(key.trim(), value.trim())
        });
        document::set_tags(scenario, &target, tags.collect())?;
    }
    Ok(())
}

fn join_group(model: &mut Model, account: AccountId, user: String, group: &str) -> Vec<Effect> {
    let step = Name::new(format!("put {user} into {group}"));
    let done = edit(model, step, |scenario| {
        document::join_group(scenario, account, &user, group)
    });
    let said = format!("Put {user} into the group {group}.");
    let item = Item::User(account, user);
    follow(model, done.map(|((), effects)| (item, effects)), said)
}

fn leave_group(model: &mut Model, account: AccountId, user: String, group: &str) -> Vec<Effect> {
    let step = Name::new(format!("take {user} out of {group}"));
    let done = edit(model, step, |scenario| {
        document::leave_group(scenario, account, &user, group)
    });
    let said = format!("Took {user} out of the group {group}.");
    let item = Item::User(account, user);
    follow(model, done.map(|((), effects)| (item, effects)), said)
}

fn rename(model: &mut Model, item: Item, name: &str) -> Vec<Effect> {
    let before = label(model, &item);
    let step = Name::new(format!("rename {}", item.name(&model.scenario)));
    let done = edit(model, step, |scenario| rename_item(scenario, &item, name));
    let said = format!("Renamed {before} to {name}.");
    follow(model, done, said)
}

/// The item as it is found from now on.
fn rename_item(scenario: &mut Scenario, item: &Item, name: &str) -> Result<Item, Refusal> {
    if let Some(account) = item.account_id(scenario).filter(|_| item.is_account()) {
        document::rename_account(scenario, account, name)?;
        return Ok(item.clone());
    }
    let name = name.to_owned();
    match item {
        Item::Node(node) => document::rename_ou(scenario, *node, &name).map(|()| item.clone()),
        Item::Account(_) => Ok(item.clone()),
        Item::User(id, held) => {
            document::rename_user(scenario, *id, held, &name).map(|()| Item::User(*id, name))
        }
        Item::Group(id, held) => {
            document::rename_group(scenario, *id, held, &name).map(|()| Item::Group(*id, name))
        }
        Item::Role(id, held) => {
            document::rename_role(scenario, *id, held, &name).map(|()| Item::Role(*id, name))
        }
        Item::Resource(id, arn) => {
            document::rename_resource(scenario, *id, arn, &name).map(|()| Item::Resource(*id, name))
        }
        Item::Endpoint(account, id) => {
            document::rename_endpoint(scenario, id, &name).map(|()| Item::Endpoint(*account, name))
        }
    }
}

fn delete(model: &mut Model, item: Item) -> Vec<Effect> {
    let before = label(model, &item);
    let beside = holder(&model.scenario, &item);
    let step = Name::new(format!("delete {}", item.name(&model.scenario)));
    let done = edit(model, step, |scenario| delete_item(scenario, &item));
    let said = format!("Deleted {before}.");
    follow(model, done.map(|((), effects)| (beside, effects)), said)
}

fn delete_item(scenario: &mut Scenario, item: &Item) -> Result<(), Refusal> {
    if let Some(account) = item.account_id(scenario).filter(|_| item.is_account()) {
        return document::remove_account(scenario, account);
    }
    match item {
        Item::Node(node) => document::delete_ou(scenario, *node),
        Item::Account(account) => document::remove_account(scenario, *account),
        Item::User(id, name) => document::delete_user(scenario, *id, name),
        Item::Group(id, name) => document::delete_group(scenario, *id, name),
        Item::Role(id, name) => document::delete_role(scenario, *id, name),
        Item::Resource(id, arn) => document::delete_resource(scenario, *id, arn),
        Item::Endpoint(_, id) => document::delete_endpoint(scenario, id),
    }
}

/// The row that an item stands under.
fn holder(scenario: &Scenario, item: &Item) -> Item {
    match item {
        Item::Node(node) => {
            let tree = scenario.organization.as_ref();
            let parent = tree.and_then(|tree| tree.node(*node)?.parent());
            Item::Node(parent.unwrap_or(NodeRef::ROOT))
        }
        Item::Account(_) => Item::Node(NodeRef::ROOT),
        Item::User(id, _)
        | Item::Group(id, _)
        | Item::Role(id, _)
        | Item::Resource(id, _)
        | Item::Endpoint(id, _) => Item::account(scenario, *id),
    }
}

fn attach(model: &mut Model, policy: PolicyRef, item: Item) -> Vec<Effect> {
    let name = super::policy::policy_name(model, policy);
    let step = Name::new(format!("attach {name}"));
    let done = edit(model, step, |scenario| {
        document::attach(scenario, policy, &Target::from(&item))
    });
    let said = format!("Attached {name} to {}.", label(model, &item));
    follow(model, done.map(|((), effects)| (item, effects)), said)
}

fn detach(model: &mut Model, policy: PolicyRef, item: Item) -> Vec<Effect> {
    let name = super::policy::policy_name(model, policy);
    let step = Name::new(format!("detach {name}"));
    let done = edit(model, step, |scenario| {
        document::detach(scenario, policy, &Target::from(&item))
    });
    let said = format!("Detached {name} from {}.", label(model, &item));
    follow(model, done.map(|((), effects)| (item, effects)), said)
}

/// Why a policy cannot be attached to an item, for lists and for hovering.
pub(crate) fn refusal_of_attaching(
    scenario: &Scenario,
    policy: PolicyRef,
    item: &Item,
) -> Option<String> {
    let refusal = document::can_attach(scenario, policy, &Target::from(item)).err()?;
    Some(refusal.to_string())
}

fn paste(model: &mut Model, place: &Item) -> Vec<Effect> {
    let Some(cut) = model.cut().cloned() else {
        return vec![Effect::Announce(
            "Nothing was cut. Cut an account, an OU or a resource first.".into(),
        )];
    };
    match landing(&model.scenario, &Dragged::Item(cut), place, Zone::Into) {
        Landing::Do { message, .. } => super::update(model, *message),
        Landing::Blocked(why) => refuse(model, why),
        Landing::Stays(why) => {
            model.page.cut = None;
            let told = (!why.is_empty()).then_some(Effect::Announce(why));
            told.into_iter()
                .chain([Effect::Focus(effect::Target::Tree)])
                .collect()
        }
    }
}

/// After an edit in the tree the row in question is selected and has the focus.
pub(super) fn follow(
    model: &mut Model,
    done: Result<(Item, Vec<Effect>), Vec<Effect>>,
    said: String,
) -> Vec<Effect> {
    match done {
        Ok((item, mut effects)) => {
            select(model, item);
            effects.push(Effect::Focus(effect::Target::Tree));
            effects.push(Effect::Announce(said));
            effects
        }
        Err(effects) => effects,
    }
}

pub(super) fn label(model: &Model, item: &Item) -> String {
    attachments::label(&model.scenario, item)
}
