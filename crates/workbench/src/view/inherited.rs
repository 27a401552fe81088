//! What the selected row inherits from the levels above it, in one glance.
//!
//! Not responsible for the whole account of each level: `effective.rs` gives that.

use super::effective;
use crate::item::Item;
use crate::model::Model;
use iam::PolicyKind;
use scenario::{NodeKind, NodeRef, PolicyRef, Scenario, Switch};

/// The organization policies down to the selected row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Inherited {
    /// The row, or the account that it lies in.
    pub node: NodeRef,
    /// From the root down to it.
    pub levels: Vec<InheritedLevel>,
    /// What they allow at most, SCPs for callers and RCPs for a resource; what stands between
    /// backticks is code.
    pub left: Option<String>,
    /// Whether nothing of this limits the account, for it is the management account.
    pub is_management: bool,
}

/// One level.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InheritedLevel {
    /// The node's name.
    pub name: String,
    /// What is attached, in words, and whether it is set aside for a trial.
    pub policies: Vec<(String, bool)>,
}

impl Inherited {
    /// What reaches the selected row; `None` for the root, which inherits nothing, and outside of
    /// an organization.
    pub fn new(model: &Model) -> Option<Inherited> {
        let scenario = model.scenario();
        let tree = scenario.organization.as_ref()?;
        let node = effective::node_of(scenario, model.selected())?;
        tree.node(node)?.parent()?;
        let mut way: Vec<NodeRef> = tree.upward(node).collect();
        way.reverse();
        let is_management = tree.node(node)?.kind == NodeKind::Account(tree.management_account);
        let kind = match model.selected() {
            Item::Resource(..) => PolicyKind::Rcp,
            _ => PolicyKind::Scp,
        };
        Some(Inherited {
            node,
            levels: way.iter().filter_map(|id| level(scenario, *id)).collect(),
            left: effective::left_in_short(model, &way, kind).filter(|_| !is_management),
            is_management,
        })
    }
}

fn level(scenario: &Scenario, id: NodeRef) -> Option<InheritedLevel> {
    let node = scenario.organization.as_ref()?.node(id)?;
    let policies = node.scps.iter().chain(&node.rcps);
    let words = |policy: &PolicyRef| {
        let document = scenario.policies.get(*policy)?;
        let words = match document.kind {
            PolicyKind::Rcp => format!("{} (RCP)", document.name),
            _ => document.name.clone(),
        };
        Some((words, node.switch == Switch::Off || !document.is_on()))
    };
    Some(InheritedLevel {
        name: Item::Node(id).name(scenario),
        policies: policies.filter_map(words).collect(),
    })
}
