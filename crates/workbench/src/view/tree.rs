//! The organization as rows: the tree from the root down, accounts with what they hold, then the
//! accounts that stand alone. Each row that the request passes wears what its gate says.
//!
//! Of thousands of rows only those in view are made, and those that must not get lost while they
//! are out of view: the selected one, which has the focus, and the one that is dragged.

use super::inherited::Inherited;
use super::outline::{Line, Outline};
use super::state::State;
use crate::attachments;
use crate::drag::Dragged;
use crate::item::Item;
use crate::model::Model;
use iam::{Layer, PolicyKind};
use scenario::{PolicyRef, Scenario, Switch, edit};
use std::ops::Range;

/// So many rows are worth a field to search them by.
const MANY: usize = 60;

/// What is drawn as the tree "Organization".
#[derive(Clone, PartialEq, Debug, Default)]
pub struct TreeView {
    /// The rows in view, from the top.
    pub rows: Vec<TreeRow>,
    /// How many rows there are in all.
    pub total: usize,
    /// The field to search by, where there are many rows.
    pub search: Option<TreeSearch>,
    /// What the selected row inherits.
    pub inherited: Option<Inherited>,
}

/// The search among the rows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TreeSearch {
    /// What is typed.
    pub text: String,
    /// What was found, where something is typed.
    pub found: Option<String>,
}

/// One row.
#[derive(Clone, PartialEq, Debug)]
pub struct TreeRow {
    /// Its place among all rows, from 0.
    pub place: usize,
    /// What it shows.
    pub item: Item,
    /// The picture.
    pub kind: RowKind,
    /// The name.
    pub name: String,
    /// An id beside it, such as the account's.
    pub id: String,
    /// Who belongs together: the groups of a user, how many users a group has.
    pub members: String,
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
    /// A VPC endpoint.
    Endpoint,
}

impl RowKind {
    /// The icon, as an SVG path on a grid of 16 by 16.
    pub const fn drawing(self) -> &'static str {
        match self {
            RowKind::Root => "M6 2h4v3H6zM2 11h4v3H2zM10 11h4v3h-4zM8 5v3M4 11V8h8v3",
            RowKind::Ou => "M2 4.5h4l1.5 2H14v6.5H2z",
            RowKind::Account => "m8 2 5.5 3v6L8 14l-5.5-3V5zM2.5 5 8 8l5.5-3M8 8v6",
            RowKind::User => {
                "M8 2.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5M3 14c0-3 2-4.5 5-4.5s5 1.5 5 4.5"
            }
            RowKind::Group => {
                "M6 3a2.2 2.2 0 1 0 0 4.4A2.2 2.2 0 0 0 6 3M1.5 13c0-2.5 1.8-3.8 4.5-3.8s4.5 1.3 4.5 3.8M10.5 3.2a2.2 2.2 0 0 1 0 4M12 9.6c1.6.5 2.5 1.7 2.5 3.4"
            }
            RowKind::Role => "M5 7a3 3 0 1 1 0 2M8 8h6v2.5M11.5 8v2",
            RowKind::Endpoint => "M3 14V6a5 5 0 0 1 10 0v8M1 10h8M7 7.5 9.5 10 7 12.5",
            RowKind::Resource => {
                "M2.5 4.5c0-2.5 11-2.5 11 0s-11 2.5-11 0L4 13c0 1.3 8 1.3 8 0l1.5-8.5"
            }
        }
    }
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
    /// The whole tree of a model.
    pub fn new(model: &Model) -> TreeView {
        TreeView::part(model, &(0..usize::MAX))
    }

    /// The rows at these places, from 0, and those that stay wherever they are.
    pub fn part(model: &Model, window: &Range<usize>) -> TreeView {
        let outline = Outline::new(model);
        let dragged = model.page.drag.as_ref().map(|drag| &drag.what);
        let stays = |item: &Item| {
            let is_dragged = matches!(dragged, Some(Dragged::Item(dragged)) if dragged == item);
            is_dragged || model.selected() == item
        };
        let lines = outline.lines.iter().enumerate();
        let wanted = lines.filter(|(place, line)| window.contains(place) || stays(&line.item));
        let rows = Rows {
            model,
            scenario: model.scenario(),
        };
        let made = wanted.map(|(place, line)| rows.row(place, line));
        TreeView {
            rows: made.collect(),
            total: outline.lines.len(),
            search: search(model, &outline),
            inherited: Inherited::new(model),
        }
    }

    /// The place of an item among the rows in view.
    pub fn position(&self, item: &Item) -> Option<usize> {
        self.rows.iter().position(|row| row.item == *item)
    }
}

fn search(model: &Model, outline: &Outline) -> Option<TreeSearch> {
    let text = model.page.filter.clone();
    if outline.lines.len() < MANY && text.is_empty() {
        return None;
    }
    let found = outline.is_filtered.then(|| match outline.found.len() {
        0 => "no row has this in its name or id".into(),
        1 => "1 row found".into(),
        found => format!("{found} rows found"),
    });
    Some(TreeSearch { text, found })
}

struct Rows<'a> {
    model: &'a Model,
    scenario: &'a Scenario,
}

impl Rows<'_> {
    fn row(&self, place: usize, line: &Line) -> TreeRow {
        let item = line.item.clone();
        let tree = self.scenario.organization.as_ref();
        let account = item.account_id(self.scenario).filter(|_| item.is_account());
        let off = match (&item, tree) {
            (Item::Node(node), Some(tree)) => tree
                .node(*node)
                .is_some_and(|node| node.switch == Switch::Off),
            _ => false,
        };
        TreeRow {
            place,
            kind: line.kind,
            name: item.name(self.scenario),
            id: account.map(|id| id.to_string()).unwrap_or_default(),
            members: self.members(&item),
            level: line.level,
            position: line.position,
            siblings: line.siblings,
            expansion: line.expansion,
            selected: self.model.selected() == &item,
            cut: self.model.cut() == Some(&item),
            lit: self.model.evaluation().is_on_path(&item),
            gates: self.model.evaluation().gates_of(&item).to_vec(),
            badges: self.badges(&attachments::to_item(self.scenario, &item)),
            is_management: account.is_some() && account == tree.map(|tree| tree.management_account),
            off,
            item,
        }
    }

    fn members(&self, item: &Item) -> String {
        match item {
            Item::User(account, name) => {
                let user = self
                    .scenario
                    .account(*account)
                    .and_then(|held| held.user(name));
                match user.map(|user| user.groups.as_slice()) {
                    Some(groups) if !groups.is_empty() => format!("in {}", groups.join(", ")),
                    _ => String::new(),
                }
            }
            Item::Group(account, name) => {
                let users = self
                    .scenario
                    .account(*account)
                    .map(|held| held.users.as_slice());
                let is_in = |user: &&scenario::User| {
                    let mut groups = user.groups.iter();
                    groups.any(|group| group.eq_ignore_ascii_case(name))
                };
                match users.unwrap_or_default().iter().filter(is_in).count() {
                    0 => String::new(),
                    1 => "1 user".into(),
                    users => format!("{users} users"),
                }
            }
            _ => String::new(),
        }
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
            let most = match short {
                "SCP" => edit::SCPS,
                "RCP" => edit::RCPS,
                _ => usize::MAX,
            };
            // A quota is shown before it is hit.
            let count = match most <= names.len() {
                true => format!("{} of {most}", names.len()),
                false => names.len().to_string(),
            };
            (!names.is_empty()).then(|| Badge {
                text: format!("{short} {count}").trim_start().into(),
                title: format!("{} {word}: {}", names.len(), names.join(", ")),
                off: any_off(&of),
            })
        };
        kinds.into_iter().filter_map(badge).collect()
    }
}

/// What a layer is called beside its sign.
pub const fn layer_name(layer: Layer) -> &'static str {
    match layer {
        Layer::Rcp => "RCP",
        Layer::Scp => "SCP",
        Layer::Resource => "resource-based policy",
        Layer::Identity => "identity-based policies",
        Layer::Boundary => "permissions boundary",
        Layer::Session => "session policy",
        Layer::Endpoint => "VPC endpoint policy",
    }
}
