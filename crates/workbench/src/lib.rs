//! The application without a browser: what is open and selected, what every message does to it,
//! and what is drawn, as data.
//!
//! `update` is the only way state changes (invariant I8). It is pure: what the browser has to do
//! comes back as effects. Not responsible for: drawing, storage, the address bar (`web`), or what
//! a policy means (`iam`).

pub mod attachments;
mod batch;
pub mod drag;
mod edit;
pub mod effect;
pub mod embed;
pub mod evaluation;
pub mod gallery;
mod history;
pub mod image;
mod insight;
pub mod item;
mod keeping;
pub mod knowledge;
pub mod matrix;
pub mod message;
pub mod model;
pub mod notice;
pub mod parsed;
pub mod path_key;
mod path_text;
mod quote;
mod rewrite;
pub mod share;
mod skeleton;
pub mod start;
pub mod steps;
pub mod test_run;
#[cfg(test)]
mod tests;
mod text_change;
pub mod tree_keys;
mod trial;
pub mod update;
pub mod view;
mod visible;
pub mod works;

pub use drag::{Dragged, Zone};
pub use effect::{Effect, Target};
pub use evaluation::Look;
pub use item::Item;
pub use knowledge::DataFile;
pub use matrix::MatrixMessage;
pub use message::{
    Details, Dialog, File, FileContent, Lacking, Message, Pane, PathFormat, SessionEdit, StepPart,
    StorageFailure, TestFormat, Theme, Thing,
};
pub use model::Model;
pub use notice::Notice;
pub use path_key::{CheckKey, GateKey, StatementKey};
pub use share::Share;
pub use start::{Opened, Stored, start};
pub use steps::Step;
pub use tree_keys::TreeKey;
pub use update::update;
pub use visible::visible;
pub use works::{KeptWork, Place, Works};
