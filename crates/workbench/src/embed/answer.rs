//! The first thing that is painted, from as little code as possible: what else the frame shows is
//! fetched while people read this.

use super::frame::{Opened, opened, question};
use super::settings::{Part, Settings};
use crate::model::Model;
use crate::view::verdict::VerdictView;
use std::rc::Rc;

/// Title, question, and unless the verdict waits to be asked for: its state, word, sentence and
/// notes. Nothing at all where something has to be told instead.
pub fn first_answer(settings: &Settings, fragment: &str) -> Vec<String> {
    let Ok(Opened::Here(scenario)) = opened(fragment) else {
        return Vec::new();
    };
    if !settings.shows(Part::Verdict) || !settings.problems.is_empty() {
        return Vec::new();
    }
    let model = Model::new(Rc::from(scenario), String::new(), String::new());
    let mut told = match settings.shows(Part::Toolbar) {
        true => vec![model.scenario().title.clone()],
        false => vec![String::new()],
    };
    told.push(question(&model));
    let view = VerdictView::new(&model);
    // What is provisional is not said without saying so.
    if settings.autorun && view.provisional.is_empty() {
        told.extend([view.state.code().into(), view.word.into(), view.sentence]);
        told.extend(view.notes.into_iter().map(str::to_owned));
    }
    told
}
