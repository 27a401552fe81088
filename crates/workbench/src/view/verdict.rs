//! The answer: a word, a sentence, and what has to be known before trusting it.

use super::chain;
use super::path::decision_state;
use super::question::{self, WayView};
use super::state::State;
use crate::evaluation::Look;
use crate::message::Message;
use crate::model::Model;
use iam::{Decision, sentences};
use scenario::build::{Standing, standing};

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
    /// Where the session that asks cannot be created, or may not: how the request is looked at, and
    /// the message that changes that.
    pub session: Option<SessionLook>,
    /// Where the answer depends on keys: each way, in order; found once typing pauses.
    pub ways: Vec<WayView>,
}

/// A request whose session AWS STS would not give out.
#[derive(Clone, PartialEq, Debug)]
pub struct SessionLook {
    /// Whether the answer is one as if the session were there.
    pub as_if: bool,
    /// What the button says.
    pub label: &'static str,
    /// Looks the other way.
    pub other: Message,
}

fn session_look(model: &Model) -> Option<SessionLook> {
    let evaluation = model.evaluation();
    match (standing(evaluation.chain()), evaluation.look()) {
        (Standing::Issued, _) => None,
        (_, Look::AsAws) => Some(SessionLook {
            as_if: false,
            label: "Answer as if the session existed",
            other: Message::SetLook(Look::AsIf),
        }),
        (_, Look::AsIf) => Some(SessionLook {
            as_if: true,
            label: "Back to what AWS answers",
            other: Message::SetLook(Look::AsAws),
        }),
    }
}

impl VerdictView {
    /// The verdict of the present request.
    pub fn new(model: &Model) -> VerdictView {
        let evaluation = model.evaluation();
        let trace = evaluation.trace();
        let session = session_look(model);
        let as_if = session.as_ref().is_some_and(|session| session.as_if);
        let asks = asks(model);
        VerdictView {
            word: match (asks, as_if) {
                (false, _) => "Nothing asked yet",
                (true, true) => would_be(trace.decision),
                (true, false) => sentences::verdict_word(trace.decision),
            },
            state: match asks && !as_if {
                true => refused(model).unwrap_or_else(|| decision_state(trace.decision)),
                false => State::Skip,
            },
            sentence: match (&session, as_if) {
                _ if !asks => "Give an action such as `s3:GetObject`.".into(),
                (Some(_), false) => broken(model),
                _ => capitalized(&sentences::verdict(evaluation.subject())),
            },
            session,
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

/// Whether there is an action to ask for: a service and what it is to do.
fn asks(model: &Model) -> bool {
    let action = model.scenario().request.action.split_once(':');
    action.is_some_and(|(service, name)| !service.is_empty() && !name.is_empty())
}

/// The answer as if the session were there.
const fn would_be(decision: Decision) -> &'static str {
    match decision {
        Decision::Allow(_) => "Would be allowed",
        Decision::Deny(_) => "Would be denied",
        Decision::DependsOn => "Would depend",
    }
}

/// The state of the step at which the role chain breaks.
fn refused(model: &Model) -> Option<State> {
    let chain = model.evaluation().chain();
    match standing(chain) {
        Standing::Refused(place) => Some(chain::outcome(chain.get(place)?, false).0),
        Standing::Issued | Standing::Uncertain(_) => None,
    }
}

/// Which step of the role chain is refused, or not certain, and why.
fn broken(model: &Model) -> String {
    let evaluation = model.evaluation();
    let chain = evaluation.chain();
    let (place, how) = match standing(chain) {
        Standing::Issued => return String::new(),
        Standing::Uncertain(place) => (place, "may be refused"),
        Standing::Refused(place) => (place, "cannot be created"),
    };
    let why = chain.get(place);
    let why = why.map(|step| sentences::assumed(evaluation.world(), &step.assumed));
    let number = match chain.len() {
        1 => String::new(),
        _ => format!(" in step {}", place + 1),
    };
    let why = why.unwrap_or_default();
    format!("The session {how}{number}: {why}")
}

/// A sentence of the core begins in lower case, so that it fits behind a colon too.
pub fn capitalized(sentence: &str) -> String {
    let mut letters = sentence.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
