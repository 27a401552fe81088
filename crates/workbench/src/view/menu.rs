//! What can be done to a row of the tree: the entries of its menu, each with the message that a
//! drag or a key sends too (invariant I10).

use crate::item::Item;
use crate::message::{Dialog, Message, Thing};
use crate::model::{Model, movable};
use crate::view::dialog::attachable;
use crate::view::effective::node_of;
use scenario::{NodeKind, NodeRef, PolicyOwner, PolicyRef, Switch};

/// An entry of a menu.
#[derive(Clone, PartialEq, Debug)]
pub struct MenuEntry {
    /// What it says.
    pub label: String,
    /// The key that does the same in the tree.
    pub key: Option<&'static str>,
    /// What it does.
    pub message: Message,
}

/// The menu of a row.
pub fn of(model: &Model, item: &Item) -> Vec<MenuEntry> {
    let mut entries = Vec::new();
    let mut add = |label: &str, key, message| {
        let label = label.to_owned();
        entries.push(MenuEntry {
            label,
            key,
            message,
        });
    };
    let show = |dialog| Message::ShowDialog(Some(dialog));
    let scenario = model.scenario();
    if let Some(parent) = container(model, item) {
        add("New OU…", None, show(Dialog::NewOu(parent)));
        add("New account…", None, show(Dialog::NewAccount(parent)));
        if model.cut().is_some_and(|cut| cut != item) {
            add("Paste here", Some("Ctrl+V"), Message::Paste(item.clone()));
        }
    }
    if let Some(node) = movable(scenario, item) {
        add("Move to…", None, show(Dialog::MoveTo(node)));
        add("Cut", Some("Ctrl+X"), Message::Cut(item.clone()));
    }
    if let Some(account) = item.account_id(scenario).filter(|_| item.is_account()) {
        for thing in Thing::ALL {
            let label = format!("New {}…", thing.word());
            add(&label, None, show(Dialog::NewIn(account, thing)));
        }
    }
    let described = matches!(
        item,
        Item::User(..) | Item::Role(..) | Item::Resource(..) | Item::Endpoint(..)
    );
    if described {
        let label = match item {
            Item::Endpoint(..) => "Details…",
            _ => "Details and tags…",
        };
        add(label, None, show(Dialog::Details(item.clone())));
    }
    if let Item::Endpoint(_, id) = item {
        let through = Message::SetEndpoint(Some(id.clone()));
        add("Send the request through it", None, through);
    }
    if let Item::Role(account, role) = item {
        let assume = Message::AssumeRole(*account, role.clone());
        add("Assume as the caller", None, assume);
    }
    if let Item::User(account, user) = item {
        add(
            "Groups…",
            None,
            show(Dialog::Groups(*account, user.clone())),
        );
    }
    if let Some(node) = node_of(scenario, item) {
        let key = (*item == Item::Node(node)).then_some("Alt+Enter");
        add("Effective policies…", key, show(Dialog::Effective(node)));
    }
    if !attachable(model, item).is_empty() {
        add("Attach policy…", None, show(Dialog::Attach(item.clone())));
    }
    let attached = crate::attachments::to_item(scenario, item);
    if !attached.is_empty() {
        add("Detach policy…", None, show(Dialog::Detach(item.clone())));
    }
    for policy in attached {
        if let Some(document) = scenario.policies.get(policy) {
            let label = format!("Open {}", document.name);
            add(&label, None, Message::OpenPolicy(policy));
        }
    }
    if let Item::Node(node) = item {
        let tree = scenario.organization.as_ref();
        let held = tree.and_then(|tree| tree.node(*node));
        let label = match held.map(|held| held.switch) {
            Some(Switch::Off) => "Switch its policies on",
            Some(Switch::On) | None => "Switch its policies off",
        };
        add(label, None, Message::SwitchNode(*node));
    }
    if *item != Item::Node(NodeRef::ROOT) {
        add("Rename…", Some("F2"), show(Dialog::Rename(item.clone())));
        add("Delete", Some("Delete"), Message::Delete(item.clone()));
    }
    entries
}

/// The menu of a policy, in the library or on its tab.
pub fn of_policy(model: &Model, policy: PolicyRef) -> Vec<MenuEntry> {
    let Some(document) = model.scenario().policies.get(policy) else {
        return Vec::new();
    };
    let entry = |label: &str, message| MenuEntry {
        label: label.to_owned(),
        key: None,
        message,
    };
    let mut entries = vec![entry("Open", Message::OpenPolicy(policy))];
    let switch = if document.is_on() {
        "Switch off"
    } else {
        "Switch on"
    };
    entries.push(entry(switch, Message::SwitchPolicy(policy)));
    entries.push(entry("Copy", Message::CopyPolicy(policy)));
    if document.owner == PolicyOwner::Customer {
        let rename = Message::ShowDialog(Some(Dialog::RenamePolicy(policy)));
        entries.push(entry("Rename…", rename));
    }
    if policy != PolicyRef::FULL_AWS_ACCESS {
        entries.push(entry("Delete", Message::DeletePolicy(policy)));
    }
    entries
}

/// The root or OU that an item is, which nodes can hang under.
fn container(model: &Model, item: &Item) -> Option<NodeRef> {
    match item {
        Item::Node(node) => match model.scenario().organization.as_ref()?.node(*node)?.kind {
            NodeKind::Root { .. } | NodeKind::Ou { .. } => Some(*node),
            NodeKind::Account(_) => None,
        },
        _ => None,
    }
}
