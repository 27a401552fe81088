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
mod embed;
mod fetch;
mod files;
mod icon;
mod kept_focus;
mod matrix;
mod maybe;
mod menus;
mod page;
mod prose;
mod rows_in_view;
mod shortcuts;
mod storage;
mod tabs;

/// Starts the whole page.
pub fn page() {
    yew::Renderer::<app::App>::new().render();
}

/// What the light page paints before it is started; see `bin/embed.rs`.
pub fn embed_answer(query: &str, fragment: &str) -> Vec<String> {
    workbench::embed::first_answer(&embed::settings(query), fragment)
}

/// Starts the light page that other pages put into a frame.
pub fn embed(fragment: String) {
    let fragment = fragment.into();
    yew::Renderer::<embed::app::Frame>::with_props(embed::app::Props { fragment }).render();
}
