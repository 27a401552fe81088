//! The saved requests as tests: each decided in the present world, which statements they reach,
//! and what they got in a world that was pinned before.
//!
//! Few tests run on every change; many wait for a pause.

use crate::evaluation::Evaluation;
use crate::model::Model;
use crate::path_key::StatementKey;
use iam::matching::Match;
use iam::policy::Effect;
use iam::trace::GateRole;
use iam::{Decision, Trace};
use scenario::Scenario;
use scenario::build::Built;
pub use scenario::saved_run::Outcome;
pub(crate) use scenario::saved_run::TestResult;
use scenario::saved_run::run;
use std::collections::BTreeMap;
use std::rc::Rc;

/// So many tests run on every change.
const AT_ONCE: usize = 40;

/// What came of the saved requests.
#[derive(Debug, Default)]
pub(crate) struct TestRun {
    /// In the order of the saved requests.
    pub(crate) results: Vec<TestResult>,
    pub(crate) coverage: BTreeMap<StatementKey, Coverage>,
    /// What each got in the pinned world, where there is one.
    pub(crate) before: Option<Vec<TestResult>>,
    /// Whether this is about the present document.
    pub(crate) fresh: bool,
}

/// How far the saved requests reach a statement.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Coverage {
    /// It applied to none of them.
    Never,
    /// It applied, and something else made the answer.
    Matched,
    /// It made the answer of one of them.
    Decided,
}

impl Coverage {
    /// The name that style sheets and tests know.
    pub const fn code(self) -> &'static str {
        match self {
            Coverage::Never => "never",
            Coverage::Matched => "matched",
            Coverage::Decided => "decided",
        }
    }

    /// What it means, for a tooltip.
    pub const fn words(self) -> &'static str {
        match self {
            Coverage::Never => "no test reaches it",
            Coverage::Matched => "applies in a test without deciding it",
            Coverage::Decided => "decides a test",
        }
    }
}

/// A world that was pinned, to be compared with.
#[derive(Debug)]
pub(crate) struct Baseline {
    pub(crate) scenario: Rc<Scenario>,
    pub(crate) built: Built,
}

impl Baseline {
    /// A world that was pinned on an earlier visit.
    pub(crate) fn new(scenario: Scenario) -> Baseline {
        let built = Built::read(&scenario);
        let scenario = Rc::new(scenario);
        Baseline { scenario, built }
    }
}

impl TestRun {
    fn new(scenario: &Scenario, evaluation: &Evaluation, baseline: Option<&Baseline>) -> TestRun {
        let mut coverage = BTreeMap::new();
        let built = evaluation.built();
        let results = run(scenario, &scenario.saved, built, |trace| {
            cover(&mut coverage, built, trace);
        });
        TestRun {
            results,
            coverage,
            before: baseline
                .map(|pinned| run(&pinned.scenario, &scenario.saved, &pinned.built, |_| ())),
            fresh: true,
        }
    }

    /// The saved requests whose answer is not what it was: place, before and after.
    pub(crate) fn flips(&self) -> impl Iterator<Item = (usize, &TestResult, &TestResult)> {
        let before = self.before.iter().flatten();
        let pairs = before.zip(&self.results).enumerate();
        pairs
            .filter(|(_, (before, now))| before.decision.name() != now.decision.name())
            .map(|(place, (before, now))| (place, before, now))
    }
}

fn cover(coverage: &mut BTreeMap<StatementKey, Coverage>, built: &Built, trace: &Trace) {
    let deciding = match trace.decision {
        Decision::Allow(_) => Some(Effect::Allow),
        Decision::Deny(_) => Some(Effect::Deny),
        Decision::DependsOn => None,
    };
    for gate in trace.gates() {
        for policy in trace.policies(gate) {
            let Some(named) = built.policy_ref(policy.policy) else {
                continue;
            };
            let applying = trace.statements(policy).iter();
            for statement in applying.filter(|statement| statement.applies == Match::Yes) {
                let decides = gate.role == GateRole::Decides && deciding == Some(statement.effect);
                let reached = match decides {
                    true => Coverage::Decided,
                    false => Coverage::Matched,
                };
                let key = StatementKey {
                    policy: named,
                    index: statement.index,
                };
                let held = coverage.entry(key).or_insert(reached);
                *held = reached.max(*held);
            }
        }
    }
}

impl Model {
    /// Compares the tests with this world from now on, or with none.
    pub(crate) fn pin(&mut self, baseline: Option<Baseline>) {
        if baseline.is_some() || self.page.baseline.is_some() {
            self.page.baseline = baseline.map(Rc::new);
            self.test_soon();
        }
    }

    /// Runs the tests where they are few, else leaves that for a pause.
    pub(crate) fn test_soon(&mut self) {
        self.tests.fresh = false;
        if self.scenario.saved.len() <= AT_ONCE {
            self.test();
        }
    }

    /// Runs the tests unless they were run already.
    pub(crate) fn test(&mut self) {
        if !self.tests.fresh {
            let baseline = self.page.baseline.as_deref();
            self.tests = TestRun::new(&self.scenario, &self.evaluation, baseline);
        }
    }
}
