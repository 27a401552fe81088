//! The parts of the page, each a component that draws a view and sends messages.

pub(crate) mod context;
pub(crate) mod context_row;
pub(crate) mod dialog;
pub(crate) mod editor;
pub(crate) mod editor_properties;
pub(crate) mod findings;
pub(crate) mod gate;
pub(crate) mod header;
pub(crate) mod library;
pub(crate) mod menu;
pub(crate) mod menu_button;
pub(crate) mod notice;
pub(crate) mod path;
pub(crate) mod policy_head;
pub(crate) mod policy_pane;
pub(crate) mod policy_tabs;
pub(crate) mod popup;
pub(crate) mod question;
pub(crate) mod request_form;
pub(crate) mod statement;
pub(crate) mod tab_bar;
pub(crate) mod tree;
pub(crate) mod tree_row;
pub(crate) mod verdict;
pub(crate) mod what_if;
