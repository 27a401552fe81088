//! The organization as rows: the tree from the root down, accounts with what they hold, then the
//! accounts that stand alone. Each row that the request passes wears what its gate says.

use super::state::State;
use crate::item::{Item, resource_name};
use crate::model::Model;
use iam::{AccountId, Layer, PolicyKind};
use scenario::{Account, Node, NodeKind, NodeRef, PolicyRef, Scenario, Switch};
use std::collections::BTreeSet;

/// What is drawn as the tree "Organization".
#[derive(Clone, PartialEq, Debug, Default)]
pub struct TreeView {
    /// The rows in view, from the top.
    pub rows: Vec<TreeRow>,
}

/// One row.
#[derive(Clone, PartialEq, Debug)]
pub struct TreeRow {
    /// What it shows.
    pub item: Item,
    /// The picture.
    pub kind: RowKind,
    /// The name.
    pub name: String,
    /// An id beside it, such as the account's.
    pub id: String,
    /// How deep it stands; the root is 1.
    pub level: u32,
    /// Its place among its siblings, from 1.
    pub position: u32,
    /// How many siblings there are, itself included.
    pub siblings: u32,
    /// Whether it can be opened.
    pub expansion: Expansion,
    /// Whether it is the selected row.
    pub selected: bool,
    /// Whether it waits to be pasted elsewhere.
    pub cut: bool,
    /// Whether the present request has to do with it.
    pub lit: bool,
    /// What its policies say to the request: the layer and its state.
    pub gates: Vec<(Layer, State)>,
    /// What is attached, such as "2 SCPs".
    pub badges: Vec<Badge>,
    /// Whether this is the management account.
    pub is_management: bool,
    /// Whether its policies are set aside for a trial; drawn struck through.
    pub off: bool,
}

/// How many policies of a kind are attached.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Badge {
    /// Short, such as "SCP 2".
    pub text: String,
    /// In full, such as "2 service control policies: FullAWSAccess, DenyLegal".
    pub title: String,
    /// Whether any of them is set aside for a trial.
    pub off: bool,
}

/// The picture of a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowKind {
    /// The organization's root.
    Root,
    /// An organizational unit.
    Ou,
    /// An account.
    Account,
    /// A user.
    User,
    /// A group.
    Group,
    /// A role.
    Role,
    /// A resource.
    Resource,
}

/// Whether a row has rows below it, and whether they are in view.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Expansion {
    /// Nothing below.
    Leaf,
    /// In view.
    Open,
    /// Hidden.
    Closed,
}

impl TreeView {
    /// The tree of a model.
    pub fn new(model: &Model) -> TreeView {
        let mut rows = Rows {
            model,
            scenario: model.scenario(),
            rows: Vec::new(),
        };
        let alone = rows.alone();
        let siblings = count(alone.len()) + u32::from(rows.scenario.organization.is_some());
        if rows.scenario.organization.is_some() {
            rows.node(
                NodeRef::ROOT,
                Place {
                    level: 1,
                    position: 1,
                    siblings,
                },
            );
        }
        let first = siblings + 1 - count(alone.len());
        for (account, position) in alone.into_iter().zip(first..) {
            let place = Place {
                level: 1,
                position,
                siblings,
            };
            rows.account(Item::Account(account), account, None, place);
        }
        TreeView { rows: rows.rows }
    }

    /// The place of an item among the rows in view.
    pub fn position(&self, item: &Item) -> Option<usize> {
        self.rows.iter().position(|row| row.item == *item)
    }
}

#[derive(Clone, Copy)]
struct Place {
    level: u32,
    position: u32,
    siblings: u32,
}

struct Rows<'a> {
    model: &'a Model,
    scenario: &'a Scenario,
    rows: Vec<TreeRow>,
}

impl Rows<'_> {
    fn alone(&self) -> BTreeSet<AccountId> {
        let mut alone: BTreeSet<AccountId> = self.scenario.accounts.keys().copied().collect();
        let nodes = self
            .scenario
            .organization
            .iter()
            .flat_map(|tree| tree.iter());
        for (_, node) in nodes {
            if let NodeKind::Account(account) = node.kind {
                alone.remove(&account);
            }
        }
        alone
    }

    fn node(&mut self, root: NodeRef, place: Place) {
        let Some(tree) = &self.scenario.organization else {
            return;
        };
        let mut waiting = vec![(root, place)];
        while let Some((id, place)) = waiting.pop() {
            let Some(node) = tree.node(id) else { continue };
            if let NodeKind::Account(account) = node.kind {
                self.account(Item::Node(id), account, Some(node), place);
                continue;
            }
            let item = Item::Node(id);
            let expansion = self.expansion(&item, !node.children().is_empty());
            let kind = match node.kind {
                NodeKind::Root { .. } => RowKind::Root,
                NodeKind::Ou { .. } | NodeKind::Account(_) => RowKind::Ou,
            };
            self.push(
                item,
                kind,
                String::new(),
                self.node_badges(node),
                expansion,
                place,
            );
            if expansion == Expansion::Open {
                let siblings = count(node.children().len());
                let below = node.children().iter().zip(1..siblings + 1).rev();
                waiting.extend(below.map(|(child, position)| {
                    (
                        *child,
                        Place {
                            level: place.level + 1,
                            position,
                            siblings,
                        },
                    )
                }));
            }
        }
    }

    fn account(&mut self, item: Item, id: AccountId, node: Option<&Node>, place: Place) {
        let held = self.scenario.account(id);
        let children = held.map(|held| contents(id, held)).unwrap_or_default();
        let expansion = self.expansion(&item, !children.is_empty());
        let badges = node.map(|node| self.node_badges(node)).unwrap_or_default();
        self.push(
            item,
            RowKind::Account,
            id.to_string(),
            badges,
            expansion,
            place,
        );
        if expansion != Expansion::Open {
            return;
        }
        let siblings = count(children.len());
        for ((item, kind, policies), position) in children.into_iter().zip(1..) {
            let below = Place {
                level: place.level + 1,
                position,
                siblings,
            };
            let badges = self.badges(&policies);
            self.push(item, kind, String::new(), badges, Expansion::Leaf, below);
        }
    }

    fn push(
        &mut self,
        item: Item,
        kind: RowKind,
        id: String,
        badges: Vec<Badge>,
        expansion: Expansion,
        place: Place,
    ) {
        let tree = self.scenario.organization.as_ref();
        let management = tree.map(|tree| tree.management_account);
        let gates = self.model.evaluation().gates_of(&item).to_vec();
        let off = match (&item, tree) {
            (Item::Node(node), Some(tree)) => tree
                .node(*node)
                .is_some_and(|node| node.switch == Switch::Off),
            _ => false,
        };
        let name = match &item {
            Item::Resource(_, arn) => resource_name(arn).into(),
            other => other.name(self.scenario),
        };
        self.rows.push(TreeRow {
            is_management: kind == RowKind::Account && management == item.account_id(self.scenario),
            selected: self.model.selected() == &item,
            cut: self.model.cut() == Some(&item),
            lit: self.model.evaluation().is_on_path(&item),
            gates,
            off,
            name,
            item,
            kind,
            id,
            level: place.level,
            position: place.position,
            siblings: place.siblings,
            expansion,
            badges,
        });
    }

    fn expansion(&self, item: &Item, has_children: bool) -> Expansion {
        match (has_children, self.model.is_collapsed(item)) {
            (false, _) => Expansion::Leaf,
            (true, false) => Expansion::Open,
            (true, true) => Expansion::Closed,
        }
    }

    fn node_badges(&self, node: &Node) -> Vec<Badge> {
        let attached: Vec<PolicyRef> = node.scps.iter().chain(&node.rcps).copied().collect();
        self.badges(&attached)
    }

    /// A badge for each kind of policy among those attached.
    fn badges(&self, policies: &[PolicyRef]) -> Vec<Badge> {
        let named = |kinds: &[PolicyKind]| -> Vec<&str> {
            let documents = policies
                .iter()
                .filter_map(|policy| self.scenario.policies.get(*policy));
            documents
                .filter(|document| kinds.contains(&document.kind))
                .map(|document| document.name.as_str())
                .collect()
        };
        let any_off = |kinds: &[PolicyKind]| {
            let mut documents = policies
                .iter()
                .filter_map(|policy| self.scenario.policies.get(*policy));
            documents.any(|document| kinds.contains(&document.kind) && !document.is_on())
        };
        let others: Vec<PolicyKind> = PolicyKind::ALL
            .into_iter()
            .filter(|kind| !matches!(kind, PolicyKind::Scp | PolicyKind::Rcp))
            .collect();
        let kinds = [
            (
                "SCP",
                "service control policy",
                "service control policies",
                vec![PolicyKind::Scp],
            ),
            (
                "RCP",
                "resource control policy",
                "resource control policies",
                vec![PolicyKind::Rcp],
            ),
            ("", "policy", "policies", others),
        ];
        let badge = |(short, one, many, of): (&str, &str, &str, Vec<PolicyKind>)| {
            let names = named(&of);
            let word = if names.len() == 1 { one } else { many };
            (!names.is_empty()).then(|| Badge {
                text: format!("{short} {}", names.len()).trim_start().into(),
                title: format!("{} {word}: {}", names.len(), names.join(", ")),
                off: any_off(&of),
            })
        };
        kinds.into_iter().filter_map(badge).collect()
    }
}

/// What an account holds, in the order it is shown, with the policies attached to each.
fn contents(id: AccountId, held: &Account) -> Vec<(Item, RowKind, Vec<PolicyRef>)> {
    let users = held.users.iter().map(|user| {
        let policies = user
            .policies
            .iter()
            .chain(&user.boundary)
            .copied()
            .collect();
        (Item::User(id, user.name.clone()), RowKind::User, policies)
    });
    let groups = held.groups.iter().map(|group| {
        (
            Item::Group(id, group.name.clone()),
            RowKind::Group,
            group.policies.clone(),
        )
    });
    let roles = held.roles.iter().map(|role| {
        let policies = role
            .policies
            .iter()
            .chain(&role.boundary)
            .chain(&role.trust);
        (
            Item::Role(id, role.name.clone()),
            RowKind::Role,
            policies.copied().collect(),
        )
    });
    let resources = held.resources.iter().map(|resource| {
        let policies = resource.policy.iter().copied().collect();
        (
            Item::Resource(id, resource.arn.clone()),
            RowKind::Resource,
            policies,
        )
    });
    users.chain(groups).chain(roles).chain(resources).collect()
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
