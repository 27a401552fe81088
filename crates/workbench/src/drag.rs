//! Dragging in the organization: what is dragged, what it is over, and what dropping it there
//! would do. A drop sends the very message that the menu sends (invariant I10).
//!
//! Not responsible for pointers and pixels: the page tells the row and the part of it.

use crate::attachments;
use crate::item::Item;
use crate::message::Message;
use crate::model::movable;
use iam::AccountId;
use scenario::edit::{self, Target};
use scenario::{NodeKind, NodeRef, PolicyRef, Scenario};

/// Something that is dragged.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Dragged {
    /// A row of the tree.
    Item(Item),
    /// A policy, from the library, a tab or a list of attachments.
    Policy(PolicyRef),
}

/// The part of a row that the pointer is over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Zone {
    /// Its upper edge: beside it.
    Above,
    /// Its middle: into it.
    Into,
    /// Its lower edge: beside it.
    Below,
}

/// A drag under way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Drag {
    pub(crate) what: Dragged,
    pub(crate) over: Option<(Item, Zone)>,
}

/// What letting go would do.
#[derive(Clone, PartialEq, Debug)]
pub enum Landing {
    /// This message, on this row.
    Do {
        /// The row that takes it.
        row: Item,
        /// What happens, such as "Move account Legal under OU HR".
        says: String,
        /// The menu's message.
        message: Box<Message>,
    },
    /// Nothing, and why.
    Blocked(String),
    /// Nothing, since it is there already; and where that is. Empty over its own row.
    Stays(String),
}

/// Whether something can be dragged at all.
pub fn can_start(scenario: &Scenario, what: &Dragged) -> bool {
    match what {
        Dragged::Item(item) => is_loose(scenario, item) || matches!(item, Item::User(..)),
        Dragged::Policy(policy) => scenario.policies.get(*policy).is_some(),
    }
}

/// Whether an item can be moved elsewhere, by hand or by cutting and pasting it.
pub(crate) fn is_loose(scenario: &Scenario, item: &Item) -> bool {
    match item {
        Item::Account(_) => scenario.organization.is_some(),
        Item::Resource(..) => true,
        _ => movable(scenario, item).is_some(),
    }
}

/// What letting go over a row would do.
pub fn landing(scenario: &Scenario, what: &Dragged, row: &Item, zone: Zone) -> Landing {
    match what {
        Dragged::Policy(policy) => attach(scenario, *policy, row),
        Dragged::Item(Item::User(account, user)) => {
            let user_row = Item::User(*account, user.clone());
            match row {
                Item::Group(other, group) if other == account => join(scenario, &user_row, group),
                row if *row == user_row => Landing::Stays(String::new()),
                _ => Landing::Blocked(
                    "A user stays in its account, and can be put into a group there.".into(),
                ),
            }
        }
        Dragged::Item(Item::Account(account)) => join_organization(scenario, *account, row, zone),
        Dragged::Item(Item::Resource(owner, arn)) => hand_over(scenario, *owner, arn, row),
        Dragged::Item(item) => match movable(scenario, item) {
            Some(node) => move_node(scenario, node, row, zone),
            None => Landing::Blocked(format!(
                "The {} stays where it is.",
                item.kind_word(scenario)
            )),
        },
    }
}

fn attach(scenario: &Scenario, policy: PolicyRef, row: &Item) -> Landing {
    let name = scenario.policies.get(policy).map(|held| held.name.clone());
    let name = name.unwrap_or_default();
    match edit::can_attach(scenario, policy, &Target::from(row)) {
        Ok(()) => Landing::Do {
            row: row.clone(),
            says: format!("Attach {name} to {}", attachments::label(scenario, row)),
            message: Box::new(Message::Attach(policy, row.clone())),
        },
        Err(refusal) => Landing::Blocked(refusal.to_string()),
    }
}

fn join(scenario: &Scenario, user: &Item, group: &str) -> Landing {
    let Item::User(account, name) = user else {
        return Landing::Stays(String::new());
    };
    match edit::can_join_group(scenario, *account, name, group) {
        Ok(()) => Landing::Do {
            row: Item::Group(*account, group.to_owned()),
            says: format!("Put {name} into the group {group}"),
            message: Box::new(Message::JoinGroup(*account, name.clone(), group.to_owned())),
        },
        Err(refusal) => Landing::Blocked(refusal.to_string()),
    }
}

fn join_organization(scenario: &Scenario, account: AccountId, row: &Item, zone: Zone) -> Landing {
    if *row == Item::Account(account) {
        return Landing::Stays(String::new());
    }
    let Some(parent) = parent_at(scenario, row, zone) else {
        return Landing::Blocked("Accounts go under the root or an OU.".into());
    };
    let place = Item::Node(parent);
    match edit::can_join(scenario, account, parent) {
        Ok(()) => Landing::Do {
            says: format!(
                "Take {} into the organization, under {}",
                attachments::label(scenario, &Item::Account(account)),
                attachments::label(scenario, &place)
            ),
            row: place,
            message: Box::new(Message::Join(account, parent)),
        },
        Err(refusal) => Landing::Blocked(refusal.to_string()),
    }
}

fn hand_over(scenario: &Scenario, from: AccountId, arn: &str, row: &Item) -> Landing {
    let Some(to) = row.account_id(scenario) else {
        return Landing::Blocked("A resource belongs to an account.".into());
    };
    let (row, resource) = (
        Item::account(scenario, to),
        Item::Resource(from, arn.to_owned()),
    );
    if to == from {
        return Landing::Stays(format!(
            "{} belongs to {} already.",
            resource.name(scenario),
            attachments::label(scenario, &row)
        ));
    }
    match edit::can_hand_over(scenario, from, arn, to) {
        Ok(()) => Landing::Do {
            says: format!(
                "Give {} to {}",
                attachments::label(scenario, &resource),
                attachments::label(scenario, &row)
            ),
            row,
            message: Box::new(Message::HandOver {
                from,
                arn: arn.to_owned(),
                to,
            }),
        },
        Err(refusal) => Landing::Blocked(refusal.to_string()),
    }
}

fn move_node(scenario: &Scenario, node: NodeRef, row: &Item, zone: Zone) -> Landing {
    let Some(parent) = parent_at(scenario, row, zone) else {
        return Landing::Blocked("Accounts and OUs go under the root or an OU.".into());
    };
    let tree = scenario.organization.as_ref();
    let present = tree.and_then(|tree| tree.node(node)?.parent());
    if *row == Item::Node(node) {
        return Landing::Stays(String::new());
    }
    let place = Item::Node(parent);
    if present == Some(parent) {
        return Landing::Stays(format!(
            "{} is under {} already.",
            Item::Node(node).name(scenario),
            attachments::label(scenario, &place)
        ));
    }
    match edit::can_move(scenario, node, parent) {
        Ok(()) => Landing::Do {
            says: format!(
                "Move {} under {}",
                attachments::label(scenario, &Item::Node(node)),
                attachments::label(scenario, &place)
            ),
            row: place,
            message: Box::new(Message::MoveNode { node, parent }),
        },
        Err(refusal) => Landing::Blocked(refusal.to_string()),
    }
}

/// What something hangs under that is dropped there: in the middle of the root or an OU that one,
/// at an edge what holds the row. Over an account every part is an edge.
pub(crate) fn parent_at(scenario: &Scenario, row: &Item, zone: Zone) -> Option<NodeRef> {
    let Item::Node(node) = row else { return None };
    let held = scenario.organization.as_ref()?.node(*node)?;
    match (&held.kind, zone) {
        (NodeKind::Root { .. }, _) | (NodeKind::Ou { .. }, Zone::Into) => Some(*node),
        (NodeKind::Ou { .. }, Zone::Above | Zone::Below) | (NodeKind::Account(_), _) => {
            held.parent()
        }
    }
}
