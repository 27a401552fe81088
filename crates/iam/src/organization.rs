//! An organization as the evaluator sees it: nodes with parents and the organization policies
//! attached to each. Editing a tree, with AWS's refusals and quotas, belongs to `scenario`.

use crate::arn::AccountId;
use crate::world::PolicyId;
use std::collections::BTreeMap;

/// Position of a node in its organization.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NodeId(u32);

/// What a node is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NodeKind {
    /// The one root of the organization.
    Root,
    /// An organizational unit.
    Ou,
    /// An account, management or member.
    Account(AccountId),
}

/// A root, OU or account with the policies attached to it directly.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// The name people gave it, for explanations.
    pub name: String,
    /// `r-…`, `ou-…` or the account id; used in organization paths (R6.6).
    pub id: String,
    /// Service control policies attached here.
    pub scps: Vec<PolicyId>,
    /// Customer resource control policies attached here; `RCPFullAWSAccess` is implied.
    pub rcps: Vec<PolicyId>,
}

/// A tree of nodes.
// INVARIANT: every node but the root, which is node 0, has a parent, and going up ends at the root.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Organization {
    id: String,
    management_account: AccountId,
    nodes: Vec<Node>,
    parents: Vec<Option<NodeId>>,
    accounts: BTreeMap<AccountId, NodeId>,
}

impl Organization {
    /// An organization that has only its root.
    pub fn new(id: impl Into<String>, management_account: AccountId, root: Node) -> Organization {
        Organization {
            id: id.into(),
            management_account,
            nodes: vec![root],
            parents: vec![None],
            accounts: BTreeMap::new(),
        }
    }

    /// Adds a node under `parent`. An account that stands in the tree already keeps its first
    /// place for look-ups.
    pub fn add(&mut self, parent: NodeId, node: Node) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        if let NodeKind::Account(account) = node.kind {
            self.accounts.entry(account).or_insert(id);
        }
        self.nodes.push(node);
        self.parents.push(Some(parent));
        id
    }

    /// The organization's id, `o-…`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The account whose principals and resources organization policies never touch (R4.2, R4.3).
    pub fn management_account(&self) -> AccountId {
        self.management_account
    }

    /// The root node.
    pub fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// The node at an id.
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.0 as usize)
    }

    /// All nodes, each after its parent unless it was moved.
    pub fn ids(&self) -> impl Iterator<Item = NodeId> {
        (0..self.nodes.len()).filter_map(|index| Some(NodeId(u32::try_from(index).ok()?)))
    }

    /// The node at an id, for a trial.
    pub(crate) fn node_mut(&mut self, id: NodeId) -> Option<&mut Node> {
        self.nodes.get_mut(id.0 as usize)
    }

    /// Hangs an account under another root or OU, for a trial.
    pub(crate) fn move_account(&mut self, account: AccountId, to: NodeId) -> Option<NodeId> {
        let is_account = |node: &Node| matches!(node.kind, NodeKind::Account(_));
        let place = self.account(account)?;
        let parent = self.parents.get_mut(place.0 as usize)?;
        match self.nodes.get(to.0 as usize).is_some_and(is_account) {
            true => None,
            false => parent.replace(to),
        }
    }

    /// The parent of a node; `None` for the root.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.parents.get(id.0 as usize).copied().flatten()
    }

    /// Where an account stands; `None` when it is outside the organization.
    pub fn account(&self, account: AccountId) -> Option<NodeId> {
        self.accounts.get(&account).copied()
    }

    /// The nodes from the root down to `id`.
    pub fn path(&self, id: NodeId) -> Vec<NodeId> {
        let mut path: Vec<NodeId> = self.upward(id).collect();
        path.reverse();
        path
    }

    /// The nodes from `id` up to the root.
    pub fn upward(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(Some(id), |node| self.parent(*node))
    }

    /// `o-…/r-…/ou-…/` for the place where an account stands (R6.6).
    pub fn account_path(&self, account: AccountId) -> Option<String> {
        let mut path = format!("{}/", self.id);
        for node in self.path(self.account(account)?) {
            if let Some(Node {
                kind: NodeKind::Root | NodeKind::Ou,
                id,
                ..
            }) = self.node(node)
            {
                path.push_str(id);
                path.push('/');
            }
        }
        Some(path)
    }
}
