//! The page: draws the views of `workbench`, sends messages back and carries out its effects.
//!
//! Not responsible for any decision: what a policy means, what may be done and what is said about
//! it come from the crates below.

mod app;
mod clipboard;
mod components;
mod dialogs;
mod drag;
mod drop;
mod editor_module;
mod effects;
mod fetch;
mod files;
mod icon;
mod maybe;
mod menus;
mod page;
mod prose;
mod rows_in_view;
mod shortcuts;
mod storage;
mod tabs;

fn main() {
    yew::Renderer::<app::App>::new().render();
}
