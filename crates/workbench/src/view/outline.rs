//! The rows of the organization tree, from the top: which there are and where each stands, without
//! what is drawn on them. Cheap enough for thousands of accounts at each key press.

use crate::item::Item;
use crate::model::Model;
use crate::view::tree::{Expansion, RowKind};
use iam::AccountId;
use scenario::{Account, NodeKind, NodeRef, Scenario};
use std::collections::BTreeSet;

/// The rows that can be scrolled to.
#[derive(Clone, PartialEq, Debug)]
pub struct Outline {
    /// From the top.
    pub lines: Vec<Line>,
    /// Whether these are only the rows that were searched for, and those above them.
    pub is_filtered: bool,
    /// The places of the rows that were searched for.
    pub found: Vec<usize>,
}

/// A row.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// What it shows.
    pub item: Item,
    /// Its picture.
    pub kind: RowKind,
    /// How deep it stands; the root is 1.
    pub level: u32,
    /// Its place among its siblings, from 1.
    pub position: u32,
    /// How many siblings there are, itself included.
    pub siblings: u32,
    /// Whether it can be opened.
    pub expansion: Expansion,
}

impl Outline {
    /// The rows of a model.
    pub fn new(model: &Model) -> Outline {
        let wanted = model.page.filter.trim().to_lowercase();
        let mut lines = Lines {
            scenario: model.scenario(),
            is_open: &|item| !wanted.is_empty() || !model.is_collapsed(item),
            lines: Vec::new(),
        };
        lines.all();
        let lines = lines.lines;
        match wanted.is_empty() {
            true => Outline {
                lines,
                is_filtered: false,
                found: Vec::new(),
            },
            false => only(lines, |line| matches(model.scenario(), &line.item, &wanted)),
        }
    }

    /// The place of an item.
    pub fn position(&self, item: &Item) -> Option<usize> {
        self.lines.iter().position(|line| line.item == *item)
    }
}

/// Whether a row is what somebody types to find it: a part of its name, or of its id or ARN.
fn matches(scenario: &Scenario, item: &Item, wanted: &str) -> bool {
    let has = |text: &str| text.to_lowercase().contains(wanted);
    let id = item.account_id(scenario).filter(|_| item.is_account());
    let by_arn = matches!(item, Item::Resource(_, arn) if has(arn));
    by_arn || has(&item.name(scenario)) || id.is_some_and(|id| has(&id.to_string()))
}

/// The lines wanted and those they stand under.
fn only(lines: Vec<Line>, is_wanted: impl Fn(&Line) -> bool) -> Outline {
    let mut kept: Vec<(Line, bool)> = Vec::new();
    // From the end, so that each line knows whether something below it is kept.
    let mut below = 0;
    for mut line in lines.into_iter().rev() {
        let holds = line.level < below;
        let wanted = is_wanted(&line);
        if !holds && !wanted {
            // A line on the level of those above it ends what stands below that level.
            continue;
        }
        line.expansion = if holds {
            Expansion::Open
        } else {
            Expansion::Leaf
        };
        below = line.level;
        kept.push((line, wanted));
    }
    kept.reverse();
    let wanted = kept.iter().enumerate();
    let found = wanted
        .filter_map(|(at, (_, wanted))| wanted.then_some(at))
        .collect();
    let mut lines: Vec<Line> = kept.into_iter().map(|(line, _)| line).collect();
    count_siblings(&mut lines);
    Outline {
        lines,
        is_filtered: true,
        found,
    }
}

/// Counts the lines anew that are left of each group of siblings.
fn count_siblings(lines: &mut [Line]) {
    // Those of the group that is open on each level, from level 1.
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut sizes: Vec<(usize, u32, u32)> = Vec::new();
    let mut close = |group: Vec<usize>| {
        let siblings = count(group.len());
        sizes.extend(
            group
                .into_iter()
                .zip(1..)
                .map(|(at, position)| (at, position, siblings)),
        );
    };
    for (at, line) in lines.iter().enumerate() {
        let level = line.level as usize;
        while level < groups.len() {
            groups.pop().into_iter().for_each(&mut close);
        }
        groups.resize_with(level, Vec::new);
        if let Some(group) = groups.last_mut() {
            group.push(at);
        }
    }
    groups.into_iter().for_each(&mut close);
    for (at, position, siblings) in sizes {
        if let Some(line) = lines.get_mut(at) {
            (line.position, line.siblings) = (position, siblings);
        }
    }
}

#[derive(Clone, Copy)]
struct Place {
    level: u32,
    position: u32,
    siblings: u32,
}

struct Lines<'a> {
    scenario: &'a Scenario,
    is_open: &'a dyn Fn(&Item) -> bool,
    lines: Vec<Line>,
}

impl Lines<'_> {
    fn all(&mut self) {
        let alone = self.alone();
        let has_root = self.scenario.organization.is_some();
        let siblings = count(alone.len()) + u32::from(has_root);
        let place = |position| Place {
            level: 1,
            position,
            siblings,
        };
        if has_root {
            self.node(NodeRef::ROOT, place(1));
        }
        let first = siblings + 1 - count(alone.len());
        for (account, position) in alone.into_iter().zip(first..) {
            self.account(Item::Account(account), account, place(position));
        }
    }

    fn alone(&self) -> BTreeSet<AccountId> {
        let tree = self.scenario.organization.iter();
        let nodes = tree.flat_map(|tree| tree.iter());
        let inside: BTreeSet<AccountId> = nodes
            .filter_map(|(_, node)| match node.kind {
                NodeKind::Account(account) => Some(account),
                NodeKind::Root { .. } | NodeKind::Ou { .. } => None,
            })
            .collect();
        let accounts = self.scenario.accounts.keys().copied();
        accounts
            .filter(|account| !inside.contains(account))
            .collect()
    }

    fn node(&mut self, root: NodeRef, place: Place) {
        let Some(tree) = &self.scenario.organization else {
            return;
        };
        let mut waiting = vec![(root, place)];
        while let Some((id, place)) = waiting.pop() {
            let Some(node) = tree.node(id) else { continue };
            let item = Item::Node(id);
            let kind = match node.kind {
                NodeKind::Root { .. } => RowKind::Root,
                NodeKind::Ou { .. } => RowKind::Ou,
                NodeKind::Account(account) => {
                    self.account(item, account, place);
                    continue;
                }
            };
            let expansion = self.expansion(&item, !node.children().is_empty());
            self.push(item, kind, expansion, place);
            if expansion == Expansion::Open {
                let (level, siblings) = (place.level + 1, count(node.children().len()));
                let below = node.children().iter().zip(1..siblings + 1).rev();
                waiting.extend(below.map(|(child, position)| {
                    (
                        *child,
                        Place {
                            level,
                            position,
                            siblings,
                        },
                    )
                }));
            }
        }
    }

    fn account(&mut self, item: Item, id: AccountId, place: Place) {
        let held = self.scenario.account(id);
        let expansion = self.expansion(
            &item,
            held.is_some_and(|held| 0 < holds(self.scenario, id, held)),
        );
        self.push(item, RowKind::Account, expansion, place);
        if let (Expansion::Open, Some(held)) = (expansion, held) {
            let (level, siblings) = (place.level + 1, count(holds(self.scenario, id, held)));
            for ((item, kind), position) in contents(self.scenario, id, held).zip(1..) {
                self.push(
                    item,
                    kind,
                    Expansion::Leaf,
                    Place {
                        level,
                        position,
                        siblings,
                    },
                );
            }
        }
    }

    fn push(&mut self, item: Item, kind: RowKind, expansion: Expansion, place: Place) {
        let Place {
            level,
            position,
            siblings,
        } = place;
        self.lines.push(Line {
            item,
            kind,
            level,
            position,
            siblings,
            expansion,
        });
    }

    fn expansion(&self, item: &Item, has_children: bool) -> Expansion {
        match (has_children, (self.is_open)(item)) {
            (false, _) => Expansion::Leaf,
            (true, true) => Expansion::Open,
            (true, false) => Expansion::Closed,
        }
    }
}

fn holds(scenario: &Scenario, id: AccountId, held: &Account) -> usize {
    let endpoints = scenario.endpoints.iter();
    let endpoints = endpoints.filter(|endpoint| endpoint.account == id).count();
    endpoints + held.users.len() + held.groups.len() + held.roles.len() + held.resources.len()
}

/// What an account holds, in the order it is shown.
fn contents<'a>(
    scenario: &'a Scenario,
    id: AccountId,
    held: &'a Account,
) -> impl Iterator<Item = (Item, RowKind)> + 'a {
    let users = held
        .users
        .iter()
        .map(move |user| (Item::User(id, user.name.clone()), RowKind::User));
    let groups = held
        .groups
        .iter()
        .map(move |group| (Item::Group(id, group.name.clone()), RowKind::Group));
    let roles = held
        .roles
        .iter()
        .map(move |role| (Item::Role(id, role.name.clone()), RowKind::Role));
    let resources = held
        .resources
        .iter()
        .map(move |resource| (Item::Resource(id, resource.arn.clone()), RowKind::Resource));
    let endpoints = scenario.endpoints.iter();
    let endpoints = endpoints.filter(move |endpoint| endpoint.account == id);
    let endpoints =
        endpoints.map(move |endpoint| (Item::Endpoint(id, endpoint.id.clone()), RowKind::Endpoint));
    users
        .chain(groups)
        .chain(roles)
        .chain(resources)
        .chain(endpoints)
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
