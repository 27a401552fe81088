//! The drawer "Tests": the saved requests with what is expected of them, what they got, and what
//! has changed since a world was pinned.

use super::path::decision_state;
use super::state::State;
use super::verdict::capitalized;
use crate::model::Model;
use crate::test_run::{Coverage, Outcome, TestResult};
use iam::Decision;
use iam::sentences::verdict_word;
use scenario::saved_run::caller_name;
use scenario::{Expectation, PolicyOwner};

/// What is drawn as the drawer.
#[derive(Clone, PartialEq, Debug)]
pub struct TestsView {
    /// Whether it is open; closed, only the summary is drawn.
    pub open: bool,
    /// Such as "9 of 10 pass".
    pub summary: String,
    /// Colour and icon of the summary.
    pub state: State,
    /// Whether the results are about to be made anew.
    pub waiting: bool,
    /// The saved requests; places are what the messages take.
    pub rows: Vec<TestRow>,
    /// What the present request gets, to be expected of it once it is saved.
    pub present: Option<Expectation>,
    /// A name for the present request.
    pub suggested_name: String,
    /// What has changed since a world was pinned.
    pub baseline: Option<BaselineView>,
    /// Such as "12 of 20 statements decide a test, 3 apply, 5 are never reached".
    pub coverage: String,
}

/// A saved request.
#[derive(Clone, PartialEq, Debug)]
pub struct TestRow {
    /// Its name.
    pub name: String,
    /// What is asked, such as "user/Carla · s3:GetObject · arn:…".
    pub request: String,
    /// What is expected.
    pub expected: Option<Expectation>,
    /// Whether it got that.
    pub outcome: Outcome,
    /// What it got.
    pub got: Got,
    /// Whether it is the present request.
    pub current: bool,
}

/// An answer.
#[derive(Clone, PartialEq, Debug)]
pub struct Got {
    /// `Allowed`, `Denied`, `Depends`.
    pub word: &'static str,
    /// Colour and icon.
    pub state: State,
    /// Why; what stands between backticks is code.
    pub sentence: String,
}

/// What has changed.
#[derive(Clone, PartialEq, Debug)]
pub struct BaselineView {
    /// Such as "2 answers differ from the pinned scenario".
    pub text: String,
    /// The saved requests whose answer is not what it was.
    pub changes: Vec<FlipView>,
}

/// An answer that is not what it was.
#[derive(Clone, PartialEq, Debug)]
pub struct FlipView {
    /// Place of the saved request.
    pub place: usize,
    /// Its name.
    pub name: String,
    /// What it got.
    pub before: Got,
    /// What it gets.
    pub after: Got,
}

impl TestsView {
    /// The drawer of a model.
    // A door of the split build: what lies behind it waits (ARCHITECTURE.md).
    #[inline(never)]
    pub fn new(model: &Model) -> TestsView {
        let scenario = model.scenario();
        let run = &model.tests;
        let open = model.page.tests;
        let tests = scenario.saved.iter().zip(&run.results);
        let outcomes: Vec<Outcome> = tests
            .clone()
            .map(|(saved, result)| Outcome::of(saved.expected, result.decision))
            .collect();
        let rows = tests.zip(&outcomes).filter(|_| open);
        let rows = rows.map(|((saved, result), outcome)| TestRow {
            name: saved.name.clone(),
            request: format!(
                "{} · {} · {}",
                short_caller(&result.caller),
                saved.request.action,
                saved.request.resource
            ),
            expected: saved.expected,
            outcome: *outcome,
            got: got(result),
            current: saved.request == scenario.request,
        });
        let (summary, state) = summary(&outcomes);
        TestsView {
            open,
            summary,
            state,
            waiting: !run.fresh,
            rows: rows.collect(),
            present: match model.evaluation().trace().decision {
                Decision::Allow(_) => Some(Expectation::Allow),
                Decision::Deny(_) => Some(Expectation::Deny),
                Decision::DependsOn => None,
            },
            suggested_name: suggested_name(model),
            baseline: baseline(model),
            coverage: coverage(model),
        }
    }
}

fn summary(outcomes: &[Outcome]) -> (String, State) {
    let count = |wanted| outcomes.iter().filter(|held| **held == wanted).count();
    let (passing, failing) = (count(Outcome::Passes), count(Outcome::Fails));
    match (passing, failing, outcomes.len()) {
        (_, _, 0) => ("no request is saved".into(), State::Skip),
        (0, 0, saved) => (
            format!("{saved} saved, nothing expected of them"),
            State::Skip,
        ),
        (_, 0, _) => (format!("all {passing} pass"), State::Allow),
        _ => (
            format!("{failing} of {} fail", passing + failing),
            State::Deny,
        ),
    }
}

fn got(result: &TestResult) -> Got {
    Got {
        word: verdict_word(result.decision),
        state: decision_state(result.decision),
        sentence: capitalized(&result.sentence),
    }
}

/// The last part of an ARN.
fn short_caller(caller: &str) -> &str {
    caller.splitn(6, ':').nth(5).unwrap_or(caller)
}

/// "Carla: s3:GetObject", with a number where that is taken.
fn suggested_name(model: &Model) -> String {
    let scenario = model.scenario();
    let principal = &model.evaluation().request().caller.principal;
    let caller = caller_name(principal);
    let who = short_caller(&caller);
    let who = who.rsplit('/').next().unwrap_or(who);
    let name = format!("{who}: {}", scenario.request.action);
    let is_free = |name: &String| !scenario.saved.iter().any(|saved| saved.name == *name);
    let numbered = (2..).map(|number: u32| format!("{name} ({number})"));
    let mut names = [name.clone()].into_iter().chain(numbered);
    names.find(is_free).unwrap_or_default()
}

fn baseline(model: &Model) -> Option<BaselineView> {
    model.page.baseline.as_ref()?;
    let saved = &model.scenario().saved;
    let flips = model.tests.flips().filter_map(|(place, before, after)| {
        Some(FlipView {
            place,
            name: saved.get(place)?.name.clone(),
            before: got(before),
            after: got(after),
        })
    });
    let changes: Vec<FlipView> = flips.collect();
    let text = match changes.len() {
        0 => "every test gets the answer it had when the scenario was pinned".into(),
        1 => "1 answer is not what it was when the scenario was pinned".into(),
        many => format!("{many} answers are not what they were when the scenario was pinned"),
    };
    Some(BaselineView { text, changes })
}

/// How many statements of the author's own policies the saved requests reach.
fn coverage(model: &Model) -> String {
    let mut counts = [0_usize; 3];
    let [never, matched, decided] = &mut counts;
    for (policy, document) in model.scenario().policies.iter() {
        let Some(parsed) = model.parsed(policy) else {
            continue;
        };
        if document.owner == PolicyOwner::Customer {
            for (_, index) in parsed.policy.statements.iter().zip(0..) {
                match model.coverage(policy, index) {
                    Coverage::Never => *never += 1,
                    Coverage::Matched => *matched += 1,
                    Coverage::Decided => *decided += 1,
                }
            }
        }
    }
    let all = *never + *matched + *decided;
    format!(
        "of {all} statements {decided} decide a test, {matched} apply without deciding one, \
         {never} are never reached"
    )
}
