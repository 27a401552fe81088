//! The head of the page: the scenario's name, what can be opened, undone and redone.

use crate::message::Theme;
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
    /// Light, dark, or as the system has it.
    pub theme: Theme,
}

impl HeaderView {
    /// The header of a model.
    pub fn new(model: &Model) -> HeaderView {
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
            theme: model.theme(),
        }
    }
}
