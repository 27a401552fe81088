//! "It would be allowed if …", "it would be denied if …": the smallest changes that turn an
//! answer around. Each is found by looking at what stands in the way, carried out on a copy, and
//! kept only if the evaluator then says the opposite.

mod change;
mod keys;
mod propose;

pub use change::{Change, Named, Narrowing, Place, added_statement};

use crate::decision::Decision;
use crate::evaluate::{decide, explain};
use crate::request::Request;
use crate::trace::Trace;
use crate::world::World;
use change::Trial;
use propose::{Blocker, against, towards};

/// Changes that together turn the answer around.
#[derive(Clone, PartialEq, Debug)]
pub struct Counterfactual {
    /// The changes, in the order they are carried out.
    pub changes: Vec<Change>,
    /// The answer then.
    pub decision: Decision,
}

/// How far to look. Nothing depends on a clock, so the same question gives the same answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// How many counterfactuals to give at most.
    pub results: usize,
    /// How many changed worlds to decide at most.
    pub evaluations: usize,
    /// How many changes to combine at most.
    pub changes: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            results: 12,
            evaluations: 400,
            changes: 3,
        }
    }
}

/// Alternatives of one kind, such as values of one key, that are shown at most.
const ALIKE: usize = 3;
/// Half-way states that are followed up at most.
const FOLLOWED: usize = 24;

impl Counterfactual {
    /// The world and the request after the changes.
    pub fn apply(&self, world: &World, request: &Request) -> (World, Request) {
        let mut trial = Trial::new(world, request);
        trial.set(&self.changes);
        (trial.world, trial.request)
    }

    fn weight(&self) -> (usize, u32) {
        (
            self.changes.len(),
            self.changes.iter().map(Change::weight).sum(),
        )
    }
}

impl Change {
    /// How much it touches: a circumstance, a part of a policy, a policy, an account.
    fn weight(&self) -> u32 {
        match self {
            Change::SetKey { .. } => 1,
            Change::Narrow { .. } | Change::Add { .. } => 2,
            Change::RemoveStatement { .. } => 3,
            Change::Detach { .. } => 4,
            Change::MoveAccount { .. } => 5,
        }
    }

    /// Whether nothing is left of `earlier` once this is carried out.
    fn overtakes(&self, earlier: &Change) -> bool {
        match (self, earlier) {
            (Change::SetKey { key, .. }, Change::SetKey { key: other, .. }) => {
                key.eq_ignore_ascii_case(other)
            }
            (Change::MoveAccount { account, .. }, Change::MoveAccount { account: other, .. }) => {
                account == other
            }
            _ => false,
        }
    }

    /// Whether the two are one suggestion with another value.
    fn is_like(&self, other: &Change) -> bool {
        match (self, other) {
            (Change::SetKey { key, .. }, Change::SetKey { key: other, .. }) => key == other,
            (Change::MoveAccount { .. }, Change::MoveAccount { .. }) => true,
            _ => false,
        }
    }
}

/// The smallest changes that turn the answer around, smallest first; none where nothing that AWS
/// heeds would, and none where the answer depends on unknown keys (`unknown::ways` tells those).
///
/// Combinations are looked for only where no smaller number of changes suffices. Policies owned
/// by AWS are recognised for organizations only (`FullAWSAccess`).
///
/// ```
/// # use iam::{request::*, *};
/// # use std::sync::Arc;
/// use iam::counterfactual::{Limits, counterfactuals};
///
/// # let account = AccountId::parse("111122223333").unwrap();
/// # let arn = Arn::parse("arn:aws:iam::111122223333:user/ana").unwrap();
/// # let request = Request {
/// #     caller: Caller {
/// #         principal: Principal::IamUser { arn, account },
/// #         identity: Vec::new(), boundary: None, session: None,
/// #         session_token: None,
/// #     },
/// #     action: Action::new("sqs:SendMessage"),
/// #     resource: Resource {
/// #         name: ResourceName::new("arn:aws:sqs:eu-west-1:111122223333:orders"),
/// #         account: Some(account), policy: None,
/// #     },
/// #     context: Context::new(), endpoint: None,
/// # };
/// let world = World::new();
/// let found = counterfactuals(&world, &request, Limits::default());
/// assert_eq!(
///     sentences::counterfactual(&world, &request, &found[0]),
///     "allow `sqs:SendMessage` on `arn:aws:sqs:eu-west-1:111122223333:orders` \
///      in an identity-based policy of `user/ana`",
/// );
/// let (world, request) = found[0].apply(&world, &request);
/// assert!(decide(&world, &request).is_allow());
/// ```
pub fn counterfactuals(world: &World, request: &Request, limits: Limits) -> Vec<Counterfactual> {
    let mut search = Search {
        trial: Trial::new(world, request),
        left: limits.evaluations,
        found: Vec::new(),
    };
    match decide(world, request) {
        Decision::Allow(_) => search.denials(world, request),
        Decision::Deny(_) => search.allowances(limits),
        Decision::DependsOn => {}
    }
    let mut found = search.found;
    found.sort_by_key(Counterfactual::weight);
    let mut kept: Vec<Counterfactual> = Vec::new();
    for one in found {
        let alike = kept.iter().filter(|other| one.is_like(other)).count();
        if alike < ALIKE && kept.len() < limits.results {
            kept.push(one);
        }
    }
    kept
}

impl Counterfactual {
    fn is_like(&self, other: &Counterfactual) -> bool {
        self.changes.len() == other.changes.len()
            && self
                .changes
                .iter()
                .zip(&other.changes)
                .all(|(one, two)| one == two || one.is_like(two))
            && self.changes.iter().any(|one| one.is_like(one))
    }
}

struct Search {
    trial: Trial,
    left: usize,
    found: Vec<Counterfactual>,
}

/// Changes after which something else stands in the way.
struct HalfWay {
    blocker: Option<Blocker>,
    trace: Trace,
}

impl Search {
    /// Decides the world after some changes; `None` when the evaluations are used up.
    fn decide(&mut self, changes: &[Change]) -> Option<Decision> {
        self.left = self.left.checked_sub(1)?;
        self.trial.set(changes);
        Some(decide(&self.trial.world, &self.trial.request))
    }

    /// Keeps changes that turn the answer around, without those that could be left out.
    fn keep(&mut self, changes: Vec<Change>, decision: Decision) -> Option<()> {
        for left_out in 0..changes.len() {
            let others = changes.iter().enumerate().filter(|(at, _)| *at != left_out);
            let fewer: Vec<Change> = others.map(|(_, change)| change.clone()).collect();
            if fewer.is_empty() {
                break;
            }
            let without = self.decide(&fewer)?;
            if without.name() == decision.name() {
                return self.keep(fewer, without);
            }
        }
        let is_part =
            |known: &Counterfactual| known.changes.iter().all(|change| changes.contains(change));
        if !self.found.iter().any(is_part) {
            self.found.push(Counterfactual { changes, decision });
        }
        Some(())
    }

    fn denials(&mut self, world: &World, request: &Request) {
        let trace = explain(world, request);
        for changes in against(world, request, &trace) {
            let kept = match self.decide(&changes) {
                Some(decision @ Decision::Deny(_)) => self.keep(changes, decision),
                decision => decision.map(|_| ()),
            };
            if kept.is_none() {
                return;
            }
        }
    }

    /// Goes from one thing in the way to the next. A change that leaves the first one in the way
    /// can be no part of a smallest set, since that has to deal with the first one too.
    fn allowances(&mut self, limits: Limits) {
        let mut frontier = vec![Vec::new()];
        for depth in 0..limits.changes {
            let mut next = Vec::new();
            for changes in frontier {
                if self
                    .step(&changes, &mut next, depth + 1 < limits.changes)
                    .is_none()
                {
                    break;
                }
            }
            if !self.found.is_empty() {
                return;
            }
            next.truncate(FOLLOWED);
            frontier = next;
        }
    }

    fn step(&mut self, before: &[Change], next: &mut Vec<Vec<Change>>, follow: bool) -> Option<()> {
        let here = self.look(before)?;
        let Some(blocker) = here.blocker else {
            return Some(());
        };
        let (world, request) = (&self.trial.world, &self.trial.request);
        for step in towards(world, request, &here.trace, &blocker) {
            let overtaken = |change: &&Change| step.iter().any(|later| later.overtakes(change));
            let kept = before.iter().filter(|change| !overtaken(change)).cloned();
            let changes: Vec<Change> = kept.chain(step.iter().cloned()).collect();
            match self.decide(&changes)? {
                decision @ Decision::Allow(_) => self.keep(changes, decision)?,
                Decision::DependsOn => {}
                Decision::Deny(_) if follow && next.len() < FOLLOWED => {
                    let there = self.look(&changes)?.blocker;
                    if there.is_some_and(|there| there != blocker) {
                        next.push(changes);
                    }
                }
                Decision::Deny(_) => {}
            }
        }
        Some(())
    }

    /// What stands in the way after some changes.
    fn look(&mut self, changes: &[Change]) -> Option<HalfWay> {
        self.left = self.left.checked_sub(1)?;
        self.trial.set(changes);
        let (world, request) = (&self.trial.world, &self.trial.request);
        let trace = explain(world, request);
        Some(HalfWay {
            blocker: Blocker::first(request, &trace),
            trace,
        })
    }
}
