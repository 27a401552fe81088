//! The head of the page: the scenario's name, what can be opened, undone and redone.

use crate::message::{Message, Theme};
use crate::model::Model;

/// What is drawn as the header.
#[derive(Clone, PartialEq, Debug)]
pub struct HeaderView {
    /// The scenario's name.
    pub title: String,
    /// What undo would do, such as "Undo move Legal"; `None` where there is nothing to undo.
    pub undo: Option<String>,
    /// What redo would do.
    pub redo: Option<String>,
    /// Whether what the author says about the scenario is shown; `None` where nothing is said.
    pub about: Option<bool>,
    /// The works on the shelf.
    pub shelf: Vec<ShelvedView>,
    /// Light, dark, or as the system has it.
    pub theme: Theme,
}

/// A work on the shelf.
#[derive(Clone, PartialEq, Debug)]
pub struct ShelvedView {
    /// What it is called.
    pub title: String,
    /// Opens it.
    pub open: Message,
    /// Takes it off the shelf for good.
    pub discard: Message,
}

impl HeaderView {
    /// The header of a model.
    pub fn new(model: &Model) -> HeaderView {
        let shelf = model
            .keeping
            .shelf
            .iter()
            .enumerate()
            .map(|(place, shelved)| ShelvedView {
                title: shelved
                    .title
                    .clone()
                    .unwrap_or_else(|| "a work that cannot be read".into()),
                open: Message::OpenShelved(place),
                discard: Message::DropShelved(place),
            });
        HeaderView {
            title: model.scenario().title.clone(),
            undo: model
                .history
                .undo_label()
                .map(|label| format!("Undo {label}")),
            redo: model
                .history
                .redo_label()
                .map(|label| format!("Redo {label}")),
            about: (!model.scenario().notes.is_empty()).then_some(model.page.about),
            shelf: shelf.collect(),
            theme: model.theme(),
        }
    }
}
