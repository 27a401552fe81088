//! Walking the decision path stop by stop.

use crate::evaluation::Evaluation;
use crate::path_key::GateKey;
use iam::trace::{Gate, GateId, GateRole};

/// A step of the walk.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// To the first stop.
    First,
    /// To the stop before; from nowhere to the last.
    Previous,
    /// To the stop after; from nowhere to the first.
    Next,
    /// To the last stop.
    Last,
    /// The walk ends.
    End,
}

/// The stops in order: the levels of the organization one by one, AWS's own limits only where
/// they decide.
pub(crate) fn stops(evaluation: &Evaluation) -> Vec<(GateKey, &Gate)> {
    let gates = evaluation.trace().gates().iter();
    let shown = gates.filter(|gate| gate.id != GateId::Service || gate.role == GateRole::Decides);
    shown
        .filter_map(|gate| Some((evaluation.gate_key(gate.id)?, gate)))
        .collect()
}

/// Where a step leads from a stop.
pub(crate) fn lead(
    stops: &[(GateKey, &Gate)],
    from: Option<GateKey>,
    step: Step,
) -> Option<GateKey> {
    let at = from.and_then(|from| stops.iter().position(|(key, _)| *key == from));
    let last = stops.len().checked_sub(1)?;
    let to = match (step, at) {
        (Step::First, _) | (Step::Next, None) => 0,
        (Step::Last, _) | (Step::Previous, None) => last,
        (Step::Previous, Some(at)) => at.saturating_sub(1),
        (Step::Next, Some(at)) => last.min(at + 1),
        (Step::End, _) => return None,
    };
    stops.get(to).map(|(key, _)| *key)
}
