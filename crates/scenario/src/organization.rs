//! The organization as people arrange it: a tree of root, OUs and accounts with the policies
//! attached to each. Changing it goes through `edit`, which knows what AWS refuses.

use crate::policy::{PolicyRef, Switch};
use iam::AccountId;

/// A node of the tree. Stays the same while the scenario is edited; saving renumbers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NodeRef(u32);

impl NodeRef {
    /// The root.
    pub const ROOT: NodeRef = NodeRef(0);

    /// The place in the tree's arena.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a node is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NodeKind {
    /// The one root.
    Root {
        /// `r-` and 4 to 32 lower-case letters or digits.
        id: String,
    },
    /// An organizational unit.
    Ou {
        /// `ou-`, the root's letters and digits, `-`, 8 to 32 more.
        id: String,
        /// The name people gave it.
        name: String,
    },
    /// A management or member account; its name and contents are in `Scenario::accounts`.
    Account(AccountId),
}

/// A root, OU or account with what is attached to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Service control policies, in the order they were attached.
    pub scps: Vec<PolicyRef>,
    /// Customer resource control policies; `RCPFullAWSAccess` is implied on every node.
    pub rcps: Vec<PolicyRef>,
    /// Off: its policies neither allow nor deny anything for a trial.
    pub switch: Switch,
    parent: Option<NodeRef>,
    children: Vec<NodeRef>,
}

impl Node {
    fn new(kind: NodeKind, parent: Option<NodeRef>) -> Node {
        Node {
            kind,
            scps: vec![PolicyRef::FULL_AWS_ACCESS],
            rcps: Vec::new(),
            switch: Switch::On,
            parent,
            children: Vec::new(),
        }
    }

    /// The node above; `None` for the root.
    pub fn parent(&self) -> Option<NodeRef> {
        self.parent
    }

    /// The nodes directly below, in the order people see.
    pub fn children(&self) -> &[NodeRef] {
        &self.children
    }
}

/// An organization.
// INVARIANT: place 0 is the root. Every other node stands once in the `children` of its parent,
// which is the root or an OU. No account stands twice. A removed node leaves its place empty.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OrganizationTree {
    /// `o-` and 10 to 32 lower-case letters or digits.
    pub id: String,
    /// The account that organization policies never affect.
    pub management_account: AccountId,
    places: Vec<Option<Node>>,
}

impl OrganizationTree {
    /// An organization whose root holds the management account; `FullAWSAccess` is attached to
    /// both, as AWS does it.
    pub fn new(
        id: impl Into<String>,
        root_id: impl Into<String>,
        management_account: AccountId,
    ) -> OrganizationTree {
        let mut tree = OrganizationTree::bare(id.into(), root_id.into(), management_account);
        tree.add(NodeRef::ROOT, NodeKind::Account(management_account));
        tree
    }

    /// An organization that has only its root so far, for decoding.
    pub(crate) fn bare(id: String, root_id: String, management_account: AccountId) -> Self {
        let root = Node::new(NodeKind::Root { id: root_id }, None);
        OrganizationTree {
            id,
            management_account,
            places: vec![Some(root)],
        }
    }

    /// The node at a place.
    pub fn node(&self, node: NodeRef) -> Option<&Node> {
        self.places.get(node.index())?.as_ref()
    }

    /// The node at a place, to change its name, policies or switch.
    pub(crate) fn node_mut(&mut self, node: NodeRef) -> Option<&mut Node> {
        self.places.get_mut(node.index())?.as_mut()
    }

    /// Where an account stands.
    pub fn account(&self, account: AccountId) -> Option<NodeRef> {
        self.iter()
            .find(|(_, node)| node.kind == NodeKind::Account(account))
            .map(|(id, _)| id)
    }

    /// All nodes, in no order that means anything; see `walk` for the order people see.
    pub fn iter(&self) -> impl Iterator<Item = (NodeRef, &Node)> {
        let places = self.places.iter().zip(0..);
        places.filter_map(|(place, index)| Some((NodeRef(index), place.as_ref()?)))
    }

    /// All nodes from the root down, each before its children, with its level; the root is 0.
    pub fn walk(&self) -> impl Iterator<Item = (NodeRef, u32, &Node)> {
        let mut waiting = vec![(NodeRef::ROOT, 0)];
        std::iter::from_fn(move || {
            let (id, level) = waiting.pop()?;
            let node = self.node(id)?;
            waiting.extend(node.children.iter().rev().map(|child| (*child, level + 1)));
            Some((id, level, node))
        })
    }

    /// The nodes from `node` up to the root, both included.
    pub fn upward(&self, node: NodeRef) -> impl Iterator<Item = NodeRef> {
        let start = self.node(node).map(|_| node);
        std::iter::successors(start, |id| self.node(*id)?.parent)
    }

    /// Whether `node` is `above` or stands somewhere below it.
    pub fn is_within(&self, node: NodeRef, above: NodeRef) -> bool {
        self.upward(node).any(|id| id == above)
    }

    /// Adds a node as the last child of `parent`, with `FullAWSAccess` attached.
    pub(crate) fn add(&mut self, parent: NodeRef, kind: NodeKind) -> NodeRef {
        let id = NodeRef(u32::try_from(self.places.len()).unwrap_or(u32::MAX));
        self.places.push(Some(Node::new(kind, Some(parent))));
        if let Some(parent) = self.node_mut(parent) {
            parent.children.push(id);
        }
        id
    }

    /// Hangs a node under another parent, as its last child. The caller has checked the rules.
    pub(crate) fn set_parent(&mut self, node: NodeRef, parent: NodeRef) {
        self.unhang(node);
        if let Some(moved) = self.node_mut(node) {
            moved.parent = Some(parent);
        }
        if let Some(parent) = self.node_mut(parent) {
            parent.children.push(node);
        }
    }

    /// Takes a childless node out. The caller has checked the rules.
    pub(crate) fn remove(&mut self, node: NodeRef) {
        self.unhang(node);
        if let Some(place) = self.places.get_mut(node.index()) {
            *place = None;
        }
    }

    fn unhang(&mut self, node: NodeRef) {
        let parent = self.node(node).and_then(Node::parent);
        if let Some(parent) = parent.and_then(|parent| self.node_mut(parent)) {
            parent.children.retain(|child| *child != node);
        }
    }
}
