//! The role chain: how the caller came by its session, step by step, each with its own verdict, the
//! gates of the permissions it takes, and what is passed with its call.

use super::caller::{Pick, SessionView, caller_words, makers_of, session};
use super::path::{GateView, PathView, decision_state};
use super::state::State;
use super::verdict::capitalized;
use crate::message::{Dialog, Message, StepPart};
use crate::model::Model;
use crate::path_key::CheckKey;
use iam::assume::{Check, Outcome};
use iam::sentences::{self, Subject};
use scenario::build::{Standing, Step, standing};
use scenario::{CallerSpec, Session};

/// What is drawn as the list "Role chain".
#[derive(Clone, PartialEq, Debug)]
pub struct ChainView {
    /// The steps; the last one makes the caller's session.
    pub steps: Vec<StepView>,
    /// Takes back the last step.
    pub leave: Message,
}

/// One role assumed.
#[derive(Clone, PartialEq, Debug)]
pub struct StepView {
    /// How many makers back its session stands; tells steps apart.
    pub back: usize,
    /// Who assumes which role.
    pub title: String,
    /// Colour and icon.
    pub state: State,
    /// The verdict's word.
    pub word: &'static str,
    /// Why, or what comes of it; what stands between backticks is code.
    pub sentence: String,
    /// What AWS says of such a session.
    pub remarks: Vec<String>,
    /// Opens and closes the gates.
    pub toggle: Message,
    /// The permissions that the step takes, where they are open.
    pub checks: Option<Vec<CheckView>>,
    /// Opens and closes what is passed.
    pub toggle_passed: Message,
    /// What is passed, where it is open.
    pub passed: Option<PassedView>,
}

/// A permission that a step takes.
#[derive(Clone, PartialEq, Debug)]
pub struct CheckView {
    /// Its action.
    pub action: String,
    /// Colour and icon.
    pub state: State,
    /// The verdict's word.
    pub word: &'static str,
    /// Why.
    pub sentence: String,
    /// The gates in order.
    pub gates: Vec<GateView>,
}

/// What is passed with the call of a step.
#[derive(Clone, PartialEq, Debug)]
pub struct PassedView {
    /// Who calls, to be chosen among those nearby.
    pub makers: Vec<Pick>,
    /// Chooses among all.
    pub find: Message,
    /// The session that comes of it.
    pub session: SessionView,
}

impl ChainView {
    /// The role chain of a model, if its caller has one.
    pub fn new(model: &Model) -> Option<ChainView> {
        match model.evaluation().chain() {
            [] => None,
            steps => Some(ChainView::of(model, steps)),
        }
    }

    // A door of the split build: what lies behind it waits (ARCHITECTURE.md).
    #[inline(never)]
    fn of(model: &Model, steps: &[Step]) -> ChainView {
        let broken = match standing(steps) {
            Standing::Refused(place) => Some(place),
            Standing::Issued | Standing::Uncertain(_) => None,
        };
        let views = steps.iter().enumerate().filter_map(|(place, step)| {
            let after = broken.is_some_and(|broken| broken < place);
            step_view(model, step, after)
        });
        ChainView {
            steps: views.collect(),
            leave: Message::LeaveRole,
        }
    }
}

fn step_view(model: &Model, step: &Step, after: bool) -> Option<StepView> {
    let made = model.scenario().request.caller.makers().nth(step.back)?;
    let CallerSpec::Role {
        name,
        session: held,
        ..
    } = made
    else {
        return None;
    };
    let assumed = held.assumed.as_deref()?;
    let (state, word) = outcome(step, after);
    let world = model.evaluation().world();
    let is_open = |part| model.page.steps.contains(&(step.back, part));
    // A refused step shows why at first.
    let fails = !after && !matches!(step.assumed.outcome, Outcome::Session(_));
    Some(StepView {
        back: step.back,
        title: format!("{} assumes {name}", caller_words(&assumed.by)),
        state,
        word,
        sentence: capitalized(&sentences::assumed(world, &step.assumed)),
        remarks: remarks(step, &assumed.by, held, after),
        toggle: Message::ToggleStep(step.back, StepPart::Path),
        checks: (is_open(StepPart::Path) != fails).then(|| checks(model, step)),
        toggle_passed: Message::ToggleStep(step.back, StepPart::Passed),
        passed: is_open(StepPart::Passed).then(|| PassedView {
            makers: makers_of(step.back, &assumed.by),
            find: Message::ShowDialog(Some(Dialog::FindMaker(step.back))),
            session: session(model.scenario(), step.back, made, held),
        }),
    })
}

pub(super) fn outcome(step: &Step, after: bool) -> (State, &'static str) {
    match (&step.assumed.outcome, after) {
        (Outcome::Session(_), false) => (State::Allow, "Allowed"),
        (Outcome::Session(_), true) => (State::Skip, "Would be allowed"),
        (Outcome::DependsOn(_), _) => (State::Unknown, "Depends"),
        (Outcome::Denied(_) | Outcome::Refused(_), true) => (State::Skip, "Would be denied, too"),
        (Outcome::Denied(at), false) => {
            let check = step.assumed.checks.get(*at);
            let state = check.map_or(State::Deny, |check| decision_state(check.trace.decision));
            (state, "Denied")
        }
        (Outcome::Refused(_), false) => (State::Deny, "Denied"),
    }
}

fn remarks(step: &Step, by: &CallerSpec, held: &Session, after: bool) -> Vec<String> {
    let mut remarks = Vec::new();
    if after {
        remarks.push("Not reached: a step before it is refused.".to_owned());
    }
    if let CallerSpec::Role { .. } = by {
        remarks.push("Role chaining: this session lasts one hour at most.".into());
    }
    if let Outcome::Session(session) = &step.assumed.outcome {
        let passed = |key: &str| {
            let mut own = held.tags.iter();
            own.any(|tag| tag.key.eq_ignore_ascii_case(key))
        };
        let handed = session.tags.iter().filter(|tag| !passed(&tag.key));
        let handed: Vec<String> = handed.map(|tag| format!("`{}`", tag.key)).collect();
        if !handed.is_empty() {
            remarks.push(format!(
                "Transitive tags from the session before: {}.",
                handed.join(", ")
            ));
        }
    }
    remarks
}

fn checks(model: &Model, step: &Step) -> Vec<CheckView> {
    let world = model.evaluation().world();
    let view = |(place, check): (usize, &Check)| {
        let key = CheckKey {
            back: step.back,
            check: place,
        };
        let subject = Subject {
            world,
            request: &check.request,
            trace: &check.trace,
        };
        CheckView {
            action: check.request.action.as_str().to_owned(),
            state: decision_state(check.trace.decision),
            word: sentences::verdict_word(check.trace.decision),
            sentence: capitalized(&sentences::verdict(subject)),
            gates: PathView::of_check(model, key, check).gates,
        }
    };
    step.assumed.checks.iter().enumerate().map(view).collect()
}
