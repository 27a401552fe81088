//! What the dialogs hold, each a component; `components::dialog` is the frame around them.

pub(crate) mod account;
pub(crate) mod answer;
pub(crate) mod choices;
pub(crate) mod details;
pub(crate) mod effective;
pub(crate) mod fill;
pub(crate) mod gallery;
pub(crate) mod managed;
pub(crate) mod name;
pub(crate) mod new_policy;
pub(crate) mod search;
pub(crate) mod share;
pub(crate) mod works;
