//! What takes longer than a key press may take: the changes that would turn the answer around, and
//! the ways in which it depends on unknown keys. Looked for once typing pauses.

use crate::model::Model;
use iam::Decision;
use iam::counterfactual::{self, Counterfactual, Limits};
use iam::unknown::{self, Answer};

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
            self.insight.changes = Some(self.possible_changes());
        }
    }

    // A door of the split build: what lies behind it waits (ARCHITECTURE.md).
    #[inline(never)]
    fn possible_changes(&self) -> Vec<Counterfactual> {
        let (world, request) = (self.evaluation.world(), self.evaluation.request());
        let found = counterfactual::counterfactuals(world, request, Limits::default());
        let trial = self.trial();
        let possible = |found: &Counterfactual| {
            let mut changes = found.changes.iter();
            changes.all(|change| trial.is_possible(&self.scenario, change))
        };
        found.into_iter().filter(possible).collect()
    }
}
