//! Names for stops and statements that stay the same while the scenario is edited, unlike the
//! positions in a trace.

use iam::Layer;
use scenario::{NodeRef, PolicyRef};

/// A stop on the decision path.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum GateKey {
    /// AWS's own limits.
    Service,
    /// Any deny.
    ExplicitDeny,
    /// A layer as a whole.
    Layer(Layer),
    /// A level of the organization.
    Node(Layer, NodeRef),
}

/// A permission that a step of a role chain takes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CheckKey {
    /// How many makers back from the caller the session stands that the step makes.
    pub back: usize,
    /// The position of the permission among those of the step, from 0.
    pub check: usize,
}

/// A statement of a policy.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct StatementKey {
    /// The policy.
    pub policy: PolicyRef,
    /// The statement's position in it, from 0.
    pub index: u32,
}
