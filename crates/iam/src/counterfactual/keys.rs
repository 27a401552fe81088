//! Which values of condition keys would make a statement apply, or keep it from applying.

use super::change::Change;
use crate::candidate::{Case, candidates, with};
use crate::condition::KeyTest;
use crate::context::ContextKey;
use crate::matching::Match;
use crate::policy::{Effect, Statement};
use crate::request::Request;
use crate::trace::{Element, ElementTrace, Reason, Trace};
use crate::world::World;

/// Keys that follow from who calls and what is called; another value would be another request.
const FOLLOW: [&str; 14] = [
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalisawsservice",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:principalservicename",
    "aws:principalservicenameslist",
    "aws:principaltype",
    "aws:resourceaccount",
    "aws:resourceorgid",
    "aws:resourceorgpaths",
    "aws:userid",
    "aws:username",
    "sts:awsservicename",
];

/// Keys that every request has (R6.5).
const ALWAYS: [&str; 6] = [
    "aws:currenttime",
    "aws:epochtime",
    "aws:requestedregion",
    "aws:securetransport",
    "aws:useragent",
    "aws:viaawsservice",
];

/// Values of one key that are proposed at most.
const VALUES: usize = 3;

/// The one statement that a key change is about.
#[derive(Clone, Copy)]
pub(super) struct Reach<'a> {
    pub(super) world: &'a World,
    pub(super) request: &'a Request,
    pub(super) trace: &'a Trace,
    pub(super) statement: &'a Statement,
}

impl<'a> Reach<'a> {
    /// Single keys that would keep the statement from applying.
    pub(super) fn fail(self) -> Vec<Vec<Change>> {
        let keys = self.keys(|_| true);
        keys.into_iter()
            .flat_map(|key| self.changes(key, Match::No))
            .map(|change| vec![change])
            .collect()
    }

    /// Keys that would make the statement apply, where nothing but its condition is in the way.
    pub(super) fn hold(self, elements: &[ElementTrace]) -> Vec<Vec<Change>> {
        let failing = |element: &&ElementTrace| !element.matches.is_yes();
        let mut positions = Vec::new();
        for element in elements.iter().filter(failing) {
            match (element.element, element.reason) {
                (_, Reason::Constant | Reason::Unreadable) => return Vec::new(),
                (Element::Condition { operator, key }, _) => positions.push((operator, key)),
                _ => return Vec::new(),
            }
        }
        let keys = self.keys(|test| positions.contains(&test.position));
        let choices: Vec<Vec<Change>> = keys
            .iter()
            .map(|key| self.changes(key, Match::Yes))
            .collect();
        match &*choices {
            [only] => only.iter().map(|change| vec![change.clone()]).collect(),
            several => {
                let first: Option<Vec<Change>> = several
                    .iter()
                    .map(|of_key| of_key.first().cloned())
                    .collect();
                first
                    .filter(|changes| !changes.is_empty())
                    .into_iter()
                    .collect()
            }
        }
    }

    fn tests(self) -> impl Iterator<Item = &'a KeyTest> {
        self.statement
            .condition
            .iter()
            .flat_map(|condition| &condition.tests)
    }

    /// The keys of some tests, each once.
    fn keys(self, wanted: impl Fn(&KeyTest) -> bool) -> Vec<&'a ContextKey> {
        let mut keys: Vec<&ContextKey> = Vec::new();
        for test in self.tests().filter(|test| wanted(test)) {
            if !keys.contains(&&test.key) {
                keys.push(&test.key);
            }
        }
        keys
    }

    /// The values of a key that make the statement's tests on it come out as wanted.
    fn changes(self, key: &ContextKey, wanted: Match) -> Vec<Change> {
        if FOLLOW.contains(&key.folded()) {
            return Vec::new();
        }
        let context = &self.request.context;
        let unreadable = self.statement.effect == Effect::Deny;
        let tests = tests_on(self.world, self.trace, key);
        let own: Vec<&KeyTest> = self.tests().filter(|test| test.key == *key).collect();
        let mut changes = Vec::new();
        for candidate in candidates(&tests, context, []) {
            if candidate.case == Case::Absent && ALWAYS.contains(&key.folded()) {
                continue;
            }
            let context = with(context, key.as_str(), &candidate);
            let all = own.iter().fold(Match::Yes, |all, test| {
                all.and(test.test(&context, unreadable).matches)
            });
            if all == wanted && changes.len() < VALUES {
                changes.push(Change::SetKey {
                    key: key.as_str().to_owned(),
                    candidate,
                });
            }
        }
        changes
    }
}

/// The tests on a key in all statements that are about the request but for their condition.
fn tests_on<'a>(world: &'a World, trace: &Trace, key: &ContextKey) -> Vec<&'a KeyTest> {
    let mut tests = Vec::new();
    for policy in trace.gates().iter().flat_map(|gate| trace.policies(gate)) {
        let Some(stored) = world.policy(policy.policy) else {
            continue;
        };
        for statement in trace.statements(policy) {
            let elements = trace.elements(statement).iter();
            let mut others =
                elements.filter(|element| !matches!(element.element, Element::Condition { .. }));
            let written = stored.policy.statements.get(statement.index as usize);
            if let (Some(written), true) = (written, others.all(|it| !it.matches.is_no())) {
                let conditions = written.condition.iter().flat_map(|it| &it.tests);
                tests.extend(conditions.filter(|test| test.key == *key));
            }
        }
    }
    tests
}
