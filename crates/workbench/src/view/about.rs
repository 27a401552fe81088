//! What the author of a scenario says about it.

use crate::model::Model;

/// What is drawn of it.
#[derive(Clone, PartialEq, Debug)]
pub struct AboutView {
    /// What the scenario is called.
    pub title: String,
    /// The author's paragraphs.
    pub paragraphs: Vec<String>,
}

impl AboutView {
    /// What is shown of a model's notes: nothing where there are none, or where they are hidden.
    pub fn new(model: &Model) -> Option<AboutView> {
        match model.page.about {
            true => AboutView::of(model),
            false => None,
        }
    }

    // A door of the split build: what lies behind it waits (ARCHITECTURE.md).
    #[inline(never)]
    fn of(model: &Model) -> Option<AboutView> {
        let scenario = model.scenario();
        let lines = scenario.notes.lines().map(str::trim);
        let paragraphs = lines.filter(|line| !line.is_empty()).map(str::to_owned);
        let paragraphs: Vec<String> = paragraphs.collect();
        (!paragraphs.is_empty()).then(|| AboutView {
            title: scenario.title.clone(),
            paragraphs,
        })
    }
}
