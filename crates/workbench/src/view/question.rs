//! What a gate needs to be told: the condition keys on which its answer hangs and that nothing
//! here tells, each with an input right there; and the ways in which the whole answer depends on
//! them.

use super::path::decision_state;
use super::request::Mark;
use super::state::State;
use crate::message::{Message, SessionEdit};
use crate::model::Model;
use iam::condition::KeyTest;
use iam::matching::Match;
use iam::policy::{Effect, Statement};
use iam::sentences::{self, Subject};
use iam::trace::{Element, ElementTrace, Gate, GateRole, GateState, Reason, StatementTrace};
use iam::unknown::Answer;
use scenario::ContextValue;
use scenario::build::is_shared;

/// A condition key to be told, with `SetContextKey`, `SetContextUnknown`, `SetContextAbsent`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyQuestion {
    /// The key as its policy writes it.
    pub key: String,
    /// `Unknown` where nobody can tell, `Missing` where the request does not have it.
    pub mark: Mark,
    /// Values that the policies name and that can be typed as they are.
    pub suggestions: Vec<String>,
    /// Where a step of the role chain asks, how many makers back its session stands.
    pub back: Option<usize>,
}

impl KeyQuestion {
    /// Tells the key's value.
    pub fn tell(&self, text: &str) -> Message {
        let text = text.trim().to_owned();
        match self.step() {
            None => Message::SetContextKey(self.key.clone(), text),
            Some(back) => self.of_step(back, ContextValue::Single(text)),
        }
    }

    /// The answer that is not a value, with what it says.
    pub fn other(&self) -> (&'static str, Message) {
        let (words, value) = match self.mark {
            Mark::Unknown => ("It is not in the request", ContextValue::Absent),
            _ => ("Its value is unknown", ContextValue::Unknown),
        };
        let key = self.key.clone();
        let message = match (self.step(), self.mark) {
            (Some(back), _) => self.of_step(back, value),
            (None, Mark::Unknown) => Message::SetContextAbsent(key),
            (None, _) => Message::SetContextUnknown(key),
        };
        (words, message)
    }

    /// What is told of the request's way and time counts for the steps before it, too.
    fn step(&self) -> Option<usize> {
        self.back.filter(|_| !is_shared(&self.key))
    }

    fn of_step(&self, back: usize, value: ContextValue) -> Message {
        let edit = SessionEdit::Context(self.key.clone(), Some(value));
        Message::EditSession(back, edit)
    }
}

/// A way in which the answer depends on keys.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WayView {
    /// Such as "if `aws:SourceIp` is in `203.0.113.0/24`: Allowed".
    pub sentence: String,
    /// Colour and icon.
    pub state: State,
}

/// The questions of a gate.
pub(super) fn of_gate(subject: Subject<'_>, gate: &Gate, back: Option<usize>) -> Vec<KeyQuestion> {
    let trace = subject.trace;
    let mut found: Vec<KeyQuestion> = Vec::new();
    for policy in trace.policies(gate) {
        let Some(stored) = subject.world.policy(policy.policy) else {
            continue;
        };
        for statement in trace.statements(policy) {
            if let Some(written) = stored.policy.statements.get(statement.index as usize) {
                let elements = trace.elements(statement);
                for (element, mark) in open_elements(gate, statement, elements) {
                    ask(&mut found, written, element, mark);
                }
            }
        }
    }
    if gate.state == GateState::CannotTell && found.is_empty() {
        // The key stands in a policy variable.
        let keys = sentences::deciding_keys(subject).into_iter();
        found.extend(keys.map(|key| KeyQuestion {
            key,
            mark: Mark::Unknown,
            suggestions: Vec::new(),
            back: None,
        }));
    }
    for question in &mut found {
        question.back = back;
    }
    found
}

/// The elements on whose key it hangs whether the statement applies.
fn open_elements<'a>(
    gate: &Gate,
    statement: &StatementTrace,
    elements: &'a [ElementTrace],
) -> Vec<(&'a ElementTrace, Mark)> {
    let with = |reason: Reason, mark: Mark| {
        let found = elements.iter().filter(move |held| held.reason == reason);
        found.map(move |held| (held, mark)).collect()
    };
    let mut failing = elements.iter().filter(|held| held.matches == Match::No);
    let decides = gate.role == GateRole::Decides;
    match (statement.applies, statement.effect, gate.state) {
        (Match::Unknown, ..) => with(Reason::KeyUnknown, Mark::Unknown),
        (Match::No, Effect::Allow, GateState::NothingAllows)
            if decides && failing.all(|held| held.reason == Reason::KeyMissing) =>
        {
            with(Reason::KeyMissing, Mark::Missing)
        }
        (Match::Yes, Effect::Deny, GateState::Denies) if decides => {
            with(Reason::KeyMissing, Mark::Missing)
        }
        _ => Vec::new(),
    }
}

fn ask(found: &mut Vec<KeyQuestion>, written: &Statement, element: &ElementTrace, mark: Mark) {
    let Element::Condition { operator, key } = element.element else {
        return;
    };
    let tests = written.condition.iter().flat_map(|held| &held.tests);
    let mut tests = tests.filter(|test| test.position == (operator, key));
    let Some(test) = tests.next() else {
        return;
    };
    let key = test.key.as_str();
    let place = found
        .iter()
        .position(|held| held.key.eq_ignore_ascii_case(key));
    let place = place.unwrap_or_else(|| {
        found.push(KeyQuestion {
            key: key.to_owned(),
            mark,
            suggestions: Vec::new(),
            back: None,
        });
        found.len() - 1
    });
    if let Some(question) = found.get_mut(place) {
        for text in literals(test) {
            if !question.suggestions.contains(&text) {
                question.suggestions.push(text);
            }
        }
    }
}

/// The values of a test that a request could hold as they stand.
fn literals(test: &KeyTest) -> impl Iterator<Item = String> {
    let is_range = test.operator_text.contains("IpAddress");
    let is_null = test.operator_text.starts_with("Null");
    let texts = test.operands.iter().map(|operand| &*operand.text);
    let fitting = texts.filter(move |text| {
        let is_pattern = text.contains(['*', '?']) || text.contains("${");
        !(is_null || is_pattern || is_range && text.contains('/'))
    });
    fitting.map(str::to_owned)
}

/// The ways of the present answer, once they are found.
pub(super) fn ways(model: &Model) -> Vec<WayView> {
    let insight = &model.insight;
    let Some(answer) = insight.answer.as_ref().filter(|_| insight.fresh) else {
        return Vec::new();
    };
    let states: Vec<State> = match answer {
        Answer::Decided(decision) => vec![decision_state(*decision)],
        Answer::Depends(ways) => ways
            .iter()
            .map(|way| decision_state(way.decision))
            .collect(),
        Answer::TooManyWays { .. } => vec![State::Unknown],
    };
    let sentences = sentences::answer(answer).into_iter();
    let ways = sentences.zip(states);
    ways.map(|(sentence, state)| WayView { sentence, state })
        .collect()
}
