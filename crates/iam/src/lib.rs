//! AWS permissions: policies of every kind, organizations, requests, and the decision with its
//! reasons. The rules are those of `docs/SEMANTICS.md`; comments cite its numbers.
//!
//! Not responsible for: reading or writing files, the clock, saving anything, the list of AWS's
//! actions, or how an answer is shown. The same input gives the same answer on every machine.

pub mod action;
mod action_index;
pub mod arn;
pub mod assume;
pub mod candidate;
pub mod condition;
pub mod context;
pub mod counterfactual;
pub mod decision;
pub mod derive;
mod evaluate;
pub mod matching;
mod messages;
pub mod organization;
pub mod parse;
pub mod pattern;
pub mod policy;
pub mod principal;
pub mod request;
pub mod resource;
pub mod sentences;
mod service_rules;
pub mod trace;
pub mod unknown;
pub mod world;

pub use action::Action;
pub use arn::{AccountId, Arn};
pub use context::{Context, Supplied, Value};
pub use decision::{Decision, Layer};
pub use evaluate::{decide, explain};
pub use organization::{Node, NodeId, NodeKind, Organization};
pub use parse::parse;
pub use policy::{Policy, PolicyKind};
pub use principal::{Grade, Principal};
pub use request::{Attachment, Caller, Request, Resource, ResourcePolicy, ResourcePolicyKind};
pub use resource::ResourceName;
pub use trace::Trace;
pub use world::{PolicyId, World};
