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
    /// What to try first; `None` when something was changed or opened.
    pub try_first: Option<&'static str>,
    /// Light, dark, or as the system has it.
    pub theme: Theme,
}

/// What the example of a first visit answers at once.
const TRY_FIRST: &str = "Try it: change `s3:GetObject` in the policy, or choose another caller. \
                         The answer follows at once.";

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
            try_first: is_untouched(model).then_some(TRY_FIRST),
            theme: model.theme(),
        }
    }
}

fn is_untouched(model: &Model) -> bool {
    let history = &model.history;
    model.page.first_visit && history.undo_label().is_none() && history.redo_label().is_none()
}
