//! The answer: a word, a sentence, and what has to be known before trusting it.

use super::path::decision_state;
use super::question::{self, WayView};
use super::state::State;
use crate::model::Model;
use iam::sentences;

/// What is drawn as the status "Verdict".
#[derive(Clone, PartialEq, Debug)]
pub struct VerdictView {
    /// `Allowed`, `Denied`, `Depends`.
    pub word: &'static str,
    /// Colour and icon.
    pub state: State,
    /// Why; what stands between backticks is code.
    pub sentence: String,
    /// Policies in force that could not be read in full: the answer may change once they can.
    pub provisional: Vec<String>,
    /// Choices that were made where AWS's pages are silent.
    pub notes: Vec<&'static str>,
    /// Where the answer depends on keys: each way, in order; found once typing pauses.
    pub ways: Vec<WayView>,
}

impl VerdictView {
    /// The verdict of the present request.
    pub fn new(model: &Model) -> VerdictView {
        let evaluation = model.evaluation();
        let trace = evaluation.trace();
        VerdictView {
            word: sentences::verdict_word(trace.decision),
            state: decision_state(trace.decision),
            sentence: capitalized(&sentences::verdict(evaluation.subject())),
            provisional: evaluation.unreadable_policies(),
            notes: trace
                .notes
                .iter()
                .map(|note| sentences::note(*note))
                .collect(),
            ways: question::ways(model),
        }
    }

    /// The whole as it is spoken.
    pub fn spoken(&self) -> String {
        let provisional = match self.provisional.is_empty() {
            true => "",
            false => ". Provisional",
        };
        format!(
            "{}: {}{provisional}",
            self.word,
            self.sentence.replace('`', "")
        )
    }
}

/// A sentence of the core begins in lower case, so that it fits behind a colon too.
pub fn capitalized(sentence: &str) -> String {
    let mut letters = sentence.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
