//! The decision: one evaluator, generic over an observer, so that an answer and its explanation
//! cannot disagree (invariant I13). Chapter 3 of `docs/SEMANTICS.md`.

mod conclusion;
mod layers;
mod observer;
mod path;
mod statement;

use crate::decision::Decision;
use crate::request::Request;
use crate::trace::Trace;
use crate::world::World;
use layers::Layers;
use observer::{Recorder, Silent};

/// Decides a request.
pub fn decide(world: &World, request: &Request) -> Decision {
    let layers = Layers::judge(world, request, &mut Silent);
    conclusion::conclude(request, &layers)
}

/// Decides a request and records how.
pub fn explain(world: &World, request: &Request) -> Trace {
    let mut recorder = Recorder::default();
    let layers = Layers::judge(world, request, &mut recorder);
    let decision = conclusion::conclude(request, &layers);
    path::trace(world, request, &layers, decision, recorder)
}
