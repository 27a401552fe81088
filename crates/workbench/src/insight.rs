//! What takes longer than a key press may take: the changes that would turn the answer around, and
//! the ways in which it depends on unknown keys. Looked for once typing pauses.

use crate::model::Model;
use iam::Decision;
use iam::counterfactual::Counterfactual;
use iam::unknown::{self, Answer};
use scenario::what_if::possible_changes;

/// What was found, and whether it is about the present request.
#[derive(Debug, Default)]
pub(crate) struct Insight {
    pub(crate) changes: Option<Vec<Counterfactual>>,
    pub(crate) answer: Option<Answer>,
    pub(crate) fresh: bool,
}

impl Model {
    /// Looks into the present answer, as far as anyone wants to see it.
    pub(crate) fn look_into(&mut self) {
        if !self.insight.fresh {
            self.insight = Insight {
                fresh: true,
                ..Insight::default()
            };
        }
        let (world, request) = (self.evaluation.world(), self.evaluation.request());
        let depends = self.evaluation.trace().decision == Decision::DependsOn;
        if depends && self.insight.answer.is_none() {
            self.insight.answer = Some(unknown::ways(world, request));
        }
        if self.page.what_if && self.insight.changes.is_none() {
            let built = self.evaluation.built();
            let found = possible_changes(&self.scenario, built, request);
            self.insight.changes = Some(found);
        }
    }
}
