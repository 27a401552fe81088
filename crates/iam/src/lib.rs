//! AWS permissions: policies of every kind, organizations, requests, and the decision with its
//! reasons. The rules are those of `docs/SEMANTICS.md`; comments cite its numbers.
//!
//! Not responsible for: reading or writing files, the clock, saving anything, the list of AWS's
//! actions, or how an answer is shown. The same input gives the same answer on every machine.
//!
//! Policies are read from their text, put into a [`World`], and asked with a [`Request`]:
//!
//! ```
//! use iam::request::Caller;
//! use iam::{
//!     AccountId, Action, Arn, Attachment, Context, PolicyKind, Principal, Request, Resource,
//!     ResourceName, World, decide, explain, parse, sentences,
//! };
//! use std::sync::Arc;
//!
//! let text = r#"{
//!     "Version": "2012-10-17",
//!     "Statement": [
//!         { "Effect": "Allow", "Action": "sqs:*", "Resource": "*" },
//!         { "Sid": "KeepOrders", "Effect": "Deny", "Action": "sqs:Delete*", "Resource": "*",
//!           "Condition": { "BoolIfExists": { "aws:MultiFactorAuthPresent": "false" } } }
//!     ]
//! }"#;
//! let (policy, findings) = parse(text, PolicyKind::Identity);
//! assert!(findings.is_empty());
//!
//! let mut world = World::new();
//! let policy = world.add("Orders", PolicyKind::Identity, Arc::new(policy));
//! let account = AccountId::parse("111122223333").unwrap();
//! let mut request = Request {
//!     caller: Caller {
//!         principal: Principal::IamUser {
//!             arn: Arn::parse("arn:aws:iam::111122223333:user/ana").unwrap(),
//!             account,
//!         },
//!         identity: vec![Attachment { policy, group: None }],
//!         boundary: None,
//!         session: None,
//!         session_token: None,
//!     },
//!     action: Action::new("sqs:DeleteQueue"),
//!     resource: Resource {
//!         name: ResourceName::new("arn:aws:sqs:eu-west-1:111122223333:orders"),
//!         account: Some(account),
//!         policy: None,
//!     },
//!     context: Context::new(),
//!     endpoint: None,
//! };
//! assert_eq!(
//!     decide(&world, &request).because().as_deref(),
//!     Some("explicit:identity"),
//! );
//!
//! let trace = explain(&world, &request);
//! let subject = sentences::Subject { world: &world, request: &request, trace: &trace };
//! assert_eq!(
//!     sentences::verdict(subject),
//!     "explicit deny in an identity-based policy, statement KeepOrders of Orders",
//! );
//!
//! request.context = Context::from_pairs([("aws:MultiFactorAuthPresent", "true")]);
//! assert!(decide(&world, &request).is_allow());
//! ```
//!
//! Beyond the answer: [`derive`](mod@derive) fills in the condition keys that AWS would supply,
//! [`unknown`] lists the ways in which an answer depends on keys nobody knows, [`counterfactual`]
//! finds what would turn it around, and [`assume`] makes a session of a role.

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
mod resource_heads;
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
