//! The walk along the decision path: where it is, and the sentence of that stop.

use super::state::State;
use super::verdict::capitalized;
use crate::model::Model;
use crate::path_key::GateKey;
use crate::steps::stops;
use iam::sentences;
use iam::trace::GateRole;

/// What is drawn as the walk.
#[derive(Clone, PartialEq, Debug)]
pub struct StepView {
    /// The stop, which the path marks as `current`.
    pub key: GateKey,
    /// Its place, from 1.
    pub position: usize,
    /// How many stops there are.
    pub count: usize,
    /// Its title.
    pub name: String,
    /// Colour and icon.
    pub state: State,
    /// What it says; what stands between backticks is code.
    pub sentence: String,
    /// What that means for the answer.
    pub meaning: &'static str,
}

impl StepView {
    /// The walk of a model, where there is one.
    pub fn new(model: &Model) -> Option<StepView> {
        let key = model.page.step?;
        let evaluation = model.evaluation();
        let stops = stops(evaluation);
        let at = stops.iter().position(|(held, _)| *held == key)?;
        let (_, gate) = stops.get(at)?;
        let subject = evaluation.subject();
        Some(StepView {
            key,
            position: at + 1,
            count: stops.len(),
            name: sentences::gate_title(subject, gate.id),
            state: State::of(gate.state),
            sentence: capitalized(&sentences::gate(subject, gate)),
            meaning: match (gate.role, State::of(gate.state)) {
                (GateRole::Decides, _) => "The decision is made here.",
                (GateRole::After, _) => "Evaluated too, but the decision was made earlier.",
                (GateRole::Passed, State::Skip) => "The request goes on.",
                (GateRole::Passed, State::Implicit) => {
                    "This alone is no denial: the request goes on."
                }
                (GateRole::Passed, _) => "The request passes and goes on.",
            },
        })
    }

    /// The whole as it is spoken.
    pub fn spoken(&self) -> String {
        format!(
            "{} of {}, {}: {}. {}",
            self.position,
            self.count,
            self.name,
            self.sentence.replace('`', ""),
            self.meaning
        )
    }
}
