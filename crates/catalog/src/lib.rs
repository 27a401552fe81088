//! What AWS's services offer: their actions with access levels, resource types with ARN templates,
//! condition keys with types; and the AWS managed policies that are used most.
//!
//! Two texts, made by `cargo xtask codegen`, are read in one pass into slices of themselves.
//! Not responsible for fetching them, nor for what a policy means (`iam`). New actions appear every
//! day, so that something is missing here never makes a request or a policy wrong: whoever says so
//! gives the date of the data.

mod action;
mod arn_template;
mod catalog;
mod key;
mod managed;
mod nearest;
mod parse;
mod search;
mod service;
mod wildcard;

pub use action::{AccessLevel, Action};
pub use arn_template::ArnTemplate;
pub use catalog::Catalog;
pub use key::{ConditionKey, KeyType};
pub use managed::{ManagedPolicies, ManagedPolicy};
pub use parse::Malformed;
pub use search::Found;
pub use service::{Need, ResourceType, Service};
