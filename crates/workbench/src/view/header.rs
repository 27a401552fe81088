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
    /// The examples.
    pub examples: Vec<Opening>,
    /// The works on the shelf.
    pub shelf: Vec<ShelvedView>,
    /// Light, dark, or as the system has it.
    pub theme: Theme,
}

/// Something that can be opened.
#[derive(Clone, PartialEq, Debug)]
pub struct Opening {
    /// What it is called.
    pub title: String,
    /// What it is about.
    pub summary: String,
    /// Opens it.
    pub open: Message,
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
        let examples = scenario::examples::ALL.iter().map(|example| Opening {
            title: example.title.into(),
            summary: example.summary.into(),
            open: Message::OpenExample(example.id.into()),
        });
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
            examples: examples.collect(),
            shelf: shelf.collect(),
            theme: model.theme(),
        }
    }
}
