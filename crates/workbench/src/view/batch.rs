//! The answers to several requests that were typed at once, each with a way to its path.

use super::path::decision_state;
use super::state::State;
use crate::batch::{Ask, Batch, Fit};
use crate::item::resource_name;
use crate::model::Model;
use iam::Decision;
use iam::sentences::verdict_word;
use scenario::RequestSpec;

/// What is drawn as the list "Answers".
#[derive(Clone, PartialEq, Debug)]
pub struct BatchView {
    /// Such as "3 of 5 allowed".
    pub summary: String,
    /// The requests; a place is what `AskBatch` takes.
    pub rows: Vec<BatchRow>,
    /// That some were left out, and how to get at them.
    pub left_out: Option<String>,
}

/// A request of the list.
#[derive(Clone, PartialEq, Debug)]
pub struct BatchRow {
    /// The action.
    pub action: String,
    /// The resource in full.
    pub resource: String,
    /// What people know it by.
    pub resource_name: String,
    /// What was done with the resource that was typed.
    pub remark: Option<&'static str>,
    /// `Allowed`, `Denied`, `Depends`.
    pub word: &'static str,
    /// Colour and icon.
    pub state: State,
    /// Whether it is the present request.
    pub current: bool,
}

impl BatchView {
    /// The list of a model, if several requests were typed.
    pub fn new(model: &Model) -> Option<BatchView> {
        let batch = model.page.batch.as_ref()?;
        let is_plain = matches!(batch.asks.as_slice(), [ask] if ask.fit == Fit::Typed);
        (!is_plain).then(|| BatchView::of(model, batch))
    }

    // A door of the split build: what lies behind it waits (ARCHITECTURE.md).
    #[inline(never)]
    fn of(model: &Model, batch: &Batch) -> BatchView {
        let place = batch.place(&model.scenario().request);
        let decided: Vec<Decision> = batch.asks.iter().map(|ask| decide(model, ask)).collect();
        let allowed = decided
            .iter()
            .filter(|decision| decision.is_allow())
            .count();
        let rows = batch.asks.iter().zip(decided).enumerate();
        let rows = rows.map(|(at, (ask, decision))| BatchRow {
            action: ask.action.clone(),
            resource: ask.resource.clone(),
            resource_name: resource_name(&ask.resource).to_owned(),
            remark: match ask.fit {
                Fit::Typed => None,
                Fit::Adapted => Some("chosen to fit the action"),
                Fit::Foreign => Some("the action takes no such resource"),
            },
            word: verdict_word(decision),
            state: decision_state(decision),
            current: place == Some(at),
        });
        let most = batch.asks.len();
        BatchView {
            summary: format!("{allowed} of {most} allowed"),
            rows: rows.collect(),
            left_out: (batch.left_out != 0).then(|| {
                format!(
                    "The first {most} are asked and {} more are not. Ask for fewer at once, such \
                     as `s3:Get*`.",
                    batch.left_out
                )
            }),
        }
    }
}

fn decide(model: &Model, ask: &Ask) -> Decision {
    let scenario = model.scenario();
    let spec = RequestSpec {
        action: ask.action.clone(),
        resource: ask.resource.clone(),
        ..scenario.request.clone()
    };
    let evaluation = model.evaluation();
    let request = evaluation.built().request(scenario, &spec);
    iam::decide(evaluation.world(), &request)
}
