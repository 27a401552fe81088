//! What can be done to a row of the tree: the entries of its menu, each with the message that a
//! drag or a key sends too (invariant I10).

use crate::attachments;
use crate::drag::{Dragged, Landing, Zone, is_loose, landing};
use crate::item::Item;
use crate::message::{Dialog, Message, Thing};
use crate::model::Model;
use crate::view::effective::node_of;
use scenario::{NodeKind, NodeRef, PolicyOwner, PolicyRef, Scenario, Switch};

/// An entry of a menu.
#[derive(Clone, PartialEq, Debug)]
pub struct MenuEntry {
    /// What it says.
    pub label: String,
    /// The key that does the same in the tree.
    pub key: Option<&'static str>,
    /// What it does.
    pub message: Message,
    /// Whether a line separates it from the entry above.
    pub begins_group: bool,
}

/// The menu of a row.
pub fn of(model: &Model, item: &Item) -> Vec<MenuEntry> {
    let mut entries = Entries::default();
    entries.group(places(model, item));
    let show = |dialog| Message::ShowDialog(Some(dialog));
    let scenario = model.scenario();
    entries.begin();
    if let Some(account) = item.account_id(scenario).filter(|_| item.is_account()) {
        for thing in Thing::ALL {
            let label = format!("New {}…", thing.word());
            entries.add(label, show(Dialog::NewIn(account, thing)));
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
        entries.add(label, show(Dialog::Details(item.clone())));
    }
    if let Item::Endpoint(_, id) = item {
        let through = Message::SetEndpoint(Some(id.clone()));
        entries.add("Send the request through it", through);
    }
    if let Item::Role(account, role) = item {
        let assume = Message::AssumeRole(*account, role.clone());
        entries.add("Assume this role as the caller", assume);
    }
    if let Item::User(account, user) = item {
        entries.add("Groups…", show(Dialog::Groups(*account, user.clone())));
    }
    entries.begin();
    if let Some(node) = node_of(scenario, item) {
        let effective = show(Dialog::Effective(node));
        match *item == Item::Node(node) {
            true => entries.keyed("Effective policies…", "Alt+Enter", effective),
            false => entries.add("Effective policies…", effective),
        }
    }
    let kinds = attachments::kinds(item);
    if let [kind] = kinds.as_slice()
        && attachments::to_item(scenario, item).is_empty()
    {
        let label = format!("New {}…", kind.name());
        entries.add(label, show(Dialog::NewPolicyFor(item.clone())));
    }
    if !kinds.is_empty() {
        entries.add("Attach policy…", show(Dialog::Attach(item.clone())));
    }
    entries.list.extend(attached(scenario, item));
    entries.begin();
    if *item != Item::Node(NodeRef::ROOT) {
        entries.keyed("Rename…", "F2", show(Dialog::Rename(item.clone())));
        if let Some(leave) = leave(scenario, item) {
            entries.add("Remove from the organization", leave);
        }
        entries.keyed("Delete", "Delete", Message::Delete(item.clone()));
    }
    entries.list
}

/// Where a row stands: what can be made there, and where it can go.
fn places(model: &Model, item: &Item) -> Vec<MenuEntry> {
    let mut entries = Entries::default();
    let show = |dialog| Message::ShowDialog(Some(dialog));
    let scenario = model.scenario();
    if let Some(parent) = container(model, item) {
        entries.add("New OU…", show(Dialog::NewOu(parent)));
        entries.add("New account…", show(Dialog::NewAccount(Some(parent))));
    }
    if matches!(item, Item::Node(NodeRef::ROOT) | Item::Account(_)) {
        let label = match scenario.organization {
            Some(_) => "New account outside the organization…",
            None => "New account…",
        };
        entries.add(label, show(Dialog::NewAccount(None)));
    }
    if model
        .cut()
        .is_some_and(|cut| takes(model, item, cut.clone()))
    {
        entries.keyed("Paste here", "Ctrl+V", Message::Paste(item.clone()));
    }
    if is_loose(scenario, item) {
        let label = match item {
            Item::Account(_) => "Invite into the organization…",
            _ => "Move to…",
        };
        entries.add(label, show(Dialog::MoveTo(item.clone())));
        entries.keyed("Cut", "Ctrl+X", Message::Cut(item.clone()));
    }
    if let (Item::Account(account), None) = (item, &scenario.organization) {
        let create = Message::CreateOrganization(*account);
        entries.add("Create an organization", create);
    }
    entries.list
}

/// What takes a member account out of the organization.
fn leave(scenario: &Scenario, item: &Item) -> Option<Message> {
    let Item::Node(_) = item else {
        return None;
    };
    let management = scenario.organization.as_ref()?.management_account;
    let account = item.account_id(scenario)?;
    (account != management).then_some(Message::Leave(account))
}

/// What is attached to a row, and whether it takes part.
fn attached(scenario: &Scenario, item: &Item) -> Vec<MenuEntry> {
    let mut entries = Entries::default();
    let attached = attachments::to_item(scenario, item);
    if !attached.is_empty() {
        let detach = Dialog::Detach(item.clone());
        entries.add("Detach policy…", Message::ShowDialog(Some(detach)));
    }
    for policy in attached {
        if let Some(document) = scenario.policies.get(policy) {
            entries.add(
                format!("Open {}", document.name),
                Message::OpenPolicy(policy),
            );
        }
    }
    if let Item::Node(node) = item {
        let tree = scenario.organization.as_ref();
        let held = tree.and_then(|tree| tree.node(*node));
        let label = match held.map(|held| held.switch) {
            Some(Switch::Off) => "Switch its policies on",
            Some(Switch::On) | None => "Switch its policies off",
        };
        entries.add(label, Message::SwitchNode(*node));
    }
    entries.list
}

/// A menu that is being put together.
#[derive(Default)]
struct Entries {
    list: Vec<MenuEntry>,
    /// Where the last group begins.
    begins: usize,
}

impl Entries {
    /// What comes next is of another kind.
    fn begin(&mut self) {
        self.begins = self.list.len();
    }

    fn group(&mut self, entries: Vec<MenuEntry>) {
        self.begin();
        self.list.extend(entries);
    }

    fn add(&mut self, label: impl Into<String>, message: Message) {
        self.push(label.into(), None, message);
    }

    fn keyed(&mut self, label: &str, key: &'static str, message: Message) {
        self.push(label.into(), Some(key), message);
    }

    fn push(&mut self, label: String, key: Option<&'static str>, message: Message) {
        let place = self.list.len();
        self.list.push(MenuEntry {
            label,
            key,
            message,
            begins_group: 0 < place && place == self.begins,
        });
    }
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
        begins_group: false,
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

/// Whether something that was cut can go right into an item.
fn takes(model: &Model, item: &Item, cut: Item) -> bool {
    let landing = landing(model.scenario(), &Dragged::Item(cut), item, Zone::Into);
    matches!(landing, Landing::Do { row, .. } if row == *item)
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
