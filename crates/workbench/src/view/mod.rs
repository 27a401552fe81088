//! What is drawn, as data: each part of the page from the model, nothing from the browser.

pub mod caller;
pub mod dialog;
pub mod drag;
pub mod header;
pub mod library;
pub mod menu;
pub mod path;
pub mod policy;
pub mod question;
pub mod request;
pub mod state;
pub mod steps;
pub mod switches;
pub mod tests_drawer;
pub mod tree;
pub mod verdict;
pub mod what_if;

pub use caller::CallerView;
pub use dialog::DialogView;
pub use drag::DragView;
pub use header::HeaderView;
pub use library::LibraryView;
pub use path::PathView;
pub use policy::PolicyPane;
pub use request::RequestView;
pub use state::State;
pub use steps::StepView;
pub use switches::SwitchBar;
pub use tests_drawer::TestsView;
pub use tree::TreeView;
pub use verdict::VerdictView;
pub use what_if::WhatIfView;
