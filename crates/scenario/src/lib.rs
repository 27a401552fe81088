//! What people save and share: the document, the edits AWS would permit, the file and the link,
//! and the examples that ship with the page.
//!
//! Not responsible for: deciding requests (`iam`), what is open or selected on the page
//! (`workbench`), or where a file is kept.

pub mod account;
pub mod build;
pub mod caps;
pub mod case;
pub mod document;
pub mod edit;
pub mod examples;
pub mod link;
mod names;
pub mod organization;
pub mod paste;
pub mod policy;
pub mod quote;
pub mod redaction;
pub mod report;
pub mod request;
pub mod saved_run;
pub mod task;
pub mod trace_json;
pub mod what_if;
pub mod wire;

pub use account::{Account, Group, Resource, Role, Tag, User};
pub use build::Built;
pub use document::{Scenario, VpcEndpoint};
#[cfg(not(target_arch = "wasm32"))]
pub use examples::Example;
pub use organization::{Node, NodeKind, NodeRef, OrganizationTree};
pub use policy::{PolicyDocument, PolicyLibrary, PolicyOwner, PolicyRef, Seat, Switch};
pub use request::{
    Assumption, CallerSpec, ContextEntry, ContextValue, Credentials, Expectation, Mfa, RequestSpec,
    SavedRequest, Session,
};
