//! What a request comes to when some of its keys were declared unknown: which of them decide, and
//! the answer for each way to fill them in (R8.3). Each way is found by deciding the request with
//! the key filled in, so this cannot disagree with `decide`.

use crate::candidate::{Candidate, Case, candidates, solutions, with};
use crate::condition::{KeyTest, Operand};
use crate::context::{Context, ContextKey, Lookup, Value};
use crate::decision::Decision;
use crate::evaluate::{decide, explain};
use crate::matching::Match;
use crate::pattern::{Piece, Resolved};
use crate::policy::Statement;
use crate::request::Request;
use crate::sentences::{Subject, deciding_keys};
use crate::trace::Trace;
use crate::world::World;

/// The most ways that are decided one by one.
pub const MOST_WAYS: usize = 1024;

/// What a request comes to.
#[derive(Clone, PartialEq, Debug)]
pub enum Answer {
    /// The same for every way to fill in the unknown keys.
    Decided(Decision),
    /// It depends. The ways are to be read in order: the first whose conditions hold is the one.
    Depends(Vec<Way>),
    /// There are more ways than `MOST_WAYS`.
    TooManyWays {
        /// The keys that may decide, as their policies write them.
        keys: Vec<String>,
        /// How many ways there would be.
        ways: usize,
    },
}

impl Answer {
    /// The keys that decide, in lower case and in alphabetical order (R8.3.5).
    pub fn keys(&self) -> Vec<String> {
        let mut keys: Vec<String> = match self {
            Answer::Decided(_) => Vec::new(),
            Answer::Depends(ways) => {
                let conditions = ways.iter().flat_map(|way| &way.conditions);
                conditions.map(|holds| holds.key.to_lowercase()).collect()
            }
            Answer::TooManyWays { keys, .. } => keys.iter().map(|key| key.to_lowercase()).collect(),
        };
        keys.sort();
        keys.dedup();
        keys
    }
}

/// What some keys may hold, and the answer then.
#[derive(Clone, PartialEq, Debug)]
pub struct Way {
    /// All of these hold.
    pub conditions: Vec<KeyHolds>,
    /// The answer then.
    pub decision: Decision,
}

/// What a key holds.
#[derive(Clone, PartialEq, Debug)]
pub struct KeyHolds {
    /// The key as its policy writes it.
    pub key: String,
    /// What it holds; empty for all that earlier ways left over.
    pub cases: Vec<Case>,
}

/// Works out on which unknown keys a request depends, and how.
///
/// Values to try come from what the policies compare a key with; of values that fit several
/// wildcard patterns, those that fit two are tried.
///
/// ```
/// # use iam::{request::*, *};
/// # use std::sync::Arc;
/// use iam::unknown::{Answer, ways};
///
/// let text = r#"{"Version": "2012-10-17", "Statement": {
///     "Effect": "Allow", "Action": "sqs:*", "Resource": "*",
///     "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}}"#;
/// let mut world = World::new();
/// let (policy, _) = parse(text, PolicyKind::Identity);
/// let policy = world.add("office", PolicyKind::Identity, Arc::new(policy));
/// # let account = AccountId::parse("111122223333").unwrap();
/// # let arn = Arn::parse("arn:aws:iam::111122223333:user/ana").unwrap();
/// # let mut request = Request {
/// #     caller: Caller {
/// #         principal: Principal::IamUser { arn, account },
/// #         identity: vec![Attachment { policy, group: None }], boundary: None, session: None,
/// #         session_token: None,
/// #     },
/// #     action: Action::new("sqs:SendMessage"),
/// #     resource: Resource {
/// #         name: ResourceName::new("arn:aws:sqs:eu-west-1:111122223333:orders"),
/// #         account: Some(account), policy: None,
/// #     },
/// #     context: Context::new(), endpoint: None,
/// # };
/// request.context.set("aws:SourceIp", Supplied::Unknown);
/// let Answer::Depends(ways) = ways(&world, &request) else { unreachable!() };
/// let sentences: Vec<String> = ways.iter().map(sentences::way).collect();
/// assert_eq!(sentences, [
///     "if `aws:SourceIp` is in `203.0.113.0/24`: Allowed",
///     "otherwise: Denied",
/// ]);
/// ```
pub fn ways(world: &World, request: &Request) -> Answer {
    let trace = explain(world, request);
    if trace.decision != Decision::DependsOn {
        return Answer::Decided(trace.decision);
    }
    let subject = Subject {
        world,
        request,
        trace: &trace,
    };
    let keys = deciding_keys(subject);
    let axes = axes(world, request, &trace, &keys);
    let count = axes.iter().fold(1_usize, |count, axis| {
        count.saturating_mul(axis.candidates.len())
    });
    if count > MOST_WAYS {
        return Answer::TooManyWays { keys, ways: count };
    }
    let mut decisions = Vec::with_capacity(count);
    fill(world, request, &axes, &mut decisions);
    match Tree::new(&axes, &decisions) {
        Tree::Leaf(decision) => Answer::Decided(decision),
        tree @ Tree::Fork { .. } => {
            let mut ways = Vec::new();
            tree.list(&axes, &mut Vec::new(), &mut ways);
            Answer::Depends(ways)
        }
    }
}

/// A key and the values to try for it.
struct Axis {
    key: ContextKey,
    candidates: Vec<Candidate>,
}

fn axes(world: &World, request: &Request, trace: &Trace, keys: &[String]) -> Vec<Axis> {
    let statements = unsure_statements(world, trace);
    let context = &request.context;
    let tests: Vec<&KeyTest> = statements
        .iter()
        .flat_map(|statement| statement.condition.as_ref())
        .flat_map(|condition| &condition.tests)
        .collect();
    let own = |key: &ContextKey| {
        tests
            .iter()
            .copied()
            .filter(|test| test.key == *key)
            .collect()
    };
    let mut axes: Vec<Axis> = Vec::new();
    for text in keys {
        let key = ContextKey::new(text);
        let own: Vec<&KeyTest> = own(&key);
        let named = solved(request, &statements, &tests, &key);
        let candidates = candidates(&own, context, named);
        axes.push(Axis { key, candidates });
    }
    // A value compared with a variable whose key is unknown too has to be tried as each value of
    // that key.
    for position in 0..axes.len() {
        let Some(key) = axes.get(position).map(|axis| axis.key.clone()) else {
            continue;
        };
        let own: Vec<&KeyTest> = own(&key);
        let operands = own.iter().flat_map(|test| &test.operands);
        let linked: Vec<(Case, String)> = operands
            .flat_map(|operand| filled(operand, &axes, context))
            .collect();
        if linked.is_empty() {
            continue;
        }
        let named = solved(request, &statements, &tests, &key);
        if let Some(axis) = axes.get_mut(position) {
            axis.candidates = candidates(&own, context, linked.into_iter().chain(named));
        }
    }
    axes
}

/// The statements that may or may not apply.
fn unsure_statements<'a>(world: &'a World, trace: &Trace) -> Vec<&'a Statement> {
    let mut found: Vec<&Statement> = Vec::new();
    for policy in trace.gates().iter().flat_map(|gate| trace.policies(gate)) {
        let Some(stored) = world.policy(policy.policy) else {
            continue;
        };
        for statement in trace.statements(policy) {
            if let (Match::Unknown, Some(written)) = (
                statement.applies,
                stored.policy.statements.get(statement.index as usize),
            ) && !found.iter().any(|known| std::ptr::eq(*known, written))
            {
                found.push(written);
            }
        }
    }
    found
}

/// The values of `key` that make a policy variable of its name give what the request holds.
fn solved(
    request: &Request,
    statements: &[&Statement],
    tests: &[&KeyTest],
    key: &ContextKey,
) -> Vec<(Case, String)> {
    let context = &request.context;
    let name = request.resource.name.parts();
    let resources = statements
        .iter()
        .flat_map(|statement| statement.resource.values())
        .filter_map(|entry| entry.value.as_ref())
        .flat_map(|value| value.parts().into_iter().zip(name.into_iter().flatten()))
        .flat_map(|(pattern, text)| solutions(&pattern, text, key, context));
    let compared = tests.iter().flat_map(|test| {
        let values: &[Value] = match context.lookup(&test.key) {
            Lookup::Single(value) => std::slice::from_ref(value),
            Lookup::Several(values) => values,
            Lookup::Absent | Lookup::Unknown => &[],
        };
        let patterns = test.operands.iter().filter_map(|operand| operand.pattern());
        patterns.flat_map(|pattern| values.iter().map(move |value| (pattern, value.text())))
    });
    let compared = compared.flat_map(|(pattern, text)| solutions(pattern, text, key, context));
    resources
        .chain(compared)
        .map(|text| (Case::Is(text.as_str().into()), text))
        .collect()
}

/// What a policy value gives when the key of its one unknown variable holds each of its values.
fn filled(operand: &Operand, axes: &[Axis], context: &Context) -> Vec<(Case, String)> {
    let Some(pattern) = operand.pattern() else {
        return Vec::new();
    };
    let variable = |axis: &&Axis| {
        let names = |piece: Piece<'_>| matches!(piece, Piece::Variable(it) if it.key == axis.key);
        pattern.pieces().any(names)
    };
    let Some(axis) = axes.iter().find(variable) else {
        return Vec::new();
    };
    let resolve = |candidate: &Candidate| {
        let context = with(context, axis.key.as_str(), candidate);
        let Resolved::Pattern(resolved) = pattern.resolve(&context) else {
            return None;
        };
        let text = resolved.as_literal()?.to_owned();
        let case = match candidate.case {
            Case::Is(_) | Case::Absent => Case::Is(text.as_str().into()),
            _ => Case::Is(operand.text.clone()),
        };
        Some((case, text))
    };
    axis.candidates.iter().filter_map(resolve).collect()
}

/// Decides every way, the last key changing fastest.
fn fill(world: &World, request: &Request, axes: &[Axis], decisions: &mut Vec<Decision>) {
    match axes.split_first() {
        None => decisions.push(decide(world, request)),
        Some((axis, rest)) => {
            let mut request = request.clone();
            for candidate in &axis.candidates {
                request.context = with(&request.context, axis.key.as_str(), candidate);
                fill(world, &request, rest, decisions);
            }
        }
    }
}

/// The decisions by what each key holds, without the keys that make no difference.
enum Tree {
    Leaf(Decision),
    Fork { axis: usize, branches: Vec<Tree> },
}

impl Tree {
    fn new(axes: &[Axis], decisions: &[Decision]) -> Tree {
        Tree::from_axis(axes, 0, decisions)
    }

    fn from_axis(axes: &[Axis], axis: usize, decisions: &[Decision]) -> Tree {
        let first = decisions.first().copied().unwrap_or(Decision::DependsOn);
        let Some(count) = axes.get(axis).map(|axis| axis.candidates.len()) else {
            return Tree::Leaf(first);
        };
        if decisions
            .iter()
            .all(|decision| decision.name() == first.name())
        {
            return Tree::Leaf(first);
        }
        let mut branches: Vec<Tree> = decisions
            .chunks((decisions.len() / count.max(1)).max(1))
            .map(|chunk| Tree::from_axis(axes, axis + 1, chunk))
            .collect();
        let all_same = branches
            .first()
            .is_some_and(|first| branches.iter().all(|branch| branch.same(first)));
        match (all_same, branches.pop()) {
            (true, Some(only)) => only,
            (_, last) => {
                branches.extend(last);
                Tree::Fork { axis, branches }
            }
        }
    }

    fn same(&self, other: &Tree) -> bool {
        match (self, other) {
            (Tree::Leaf(one), Tree::Leaf(two)) => one.name() == two.name(),
            (
                Tree::Fork { axis, branches },
                Tree::Fork {
                    axis: other_axis,
                    branches: others,
                },
            ) => axis == other_axis && branches.iter().zip(others).all(|(one, two)| one.same(two)),
            (Tree::Leaf(_), Tree::Fork { .. }) | (Tree::Fork { .. }, Tree::Leaf(_)) => false,
        }
    }

    fn list(&self, axes: &[Axis], conditions: &mut Vec<KeyHolds>, ways: &mut Vec<Way>) {
        let (axis, branches) = match self {
            Tree::Leaf(decision) => {
                ways.push(Way {
                    conditions: conditions.clone(),
                    decision: *decision,
                });
                return;
            }
            Tree::Fork { axis, branches } => (axis, branches),
        };
        let Some(axis) = axes.get(*axis) else { return };
        for (cases, branch) in rows(&axis.candidates, branches) {
            conditions.push(KeyHolds {
                key: axis.key.as_str().to_owned(),
                cases,
            });
            branch.list(axes, conditions, ways);
            conditions.pop();
        }
    }
}

/// The branches of a fork with the cases that lead to each, to be read in order; the last has no
/// cases and takes the rest. A case joins another row only where no exception to it is crossed.
fn rows<'a>(candidates: &[Candidate], branches: &'a [Tree]) -> Vec<(Vec<Case>, &'a Tree)> {
    let cases: Vec<(&Case, &Tree)> = candidates
        .iter()
        .map(|candidate| &candidate.case)
        .zip(branches)
        .collect();
    let case = |wanted: Case| cases.iter().find(move |(case, _)| **case == wanted);
    let rest = case(Case::Other).or_else(|| case(Case::Absent));
    let Some((_, rest)) = rest.copied() else {
        return Vec::new();
    };
    let mut rows: Vec<(Vec<Case>, &Tree)> = Vec::new();
    for (position, (case, tree)) in cases.iter().enumerate() {
        let broader = cases.iter().skip(position + 1);
        let in_the_way = |(later, branch): &(&Case, &Tree)| {
            later.takes(case) && **later != Case::Other && !branch.same(tree)
        };
        if tree.same(rest) && !broader.clone().any(in_the_way) {
            continue;
        }
        let row = rows.iter().rposition(|(_, branch)| branch.same(tree));
        let crosses = |row: usize| {
            let between = rows.iter().skip(row + 1).flat_map(|(cases, _)| cases);
            between.into_iter().any(|crossed| case.takes(crossed))
        };
        match row
            .filter(|row| !crosses(*row))
            .and_then(|row| rows.get_mut(row))
        {
            Some((cases, _)) => cases.push((*case).clone()),
            None => rows.push((vec![(*case).clone()], tree)),
        }
    }
    for (cases, _) in &mut rows {
        *cases = joined(std::mem::take(cases));
    }
    rows.push((Vec::new(), rest));
    rows
}

/// Takes a border and what lies on both its sides as one stretch.
fn joined(cases: Vec<Case>) -> Vec<Case> {
    let mut joined: Vec<Case> = Vec::new();
    for case in cases {
        joined.push(case);
        while let [.., before, Case::Is(border), after] = &*joined
            && let Some(one) = stretch(before, border, after)
        {
            joined.truncate(joined.len() - 3);
            joined.push(one);
        }
    }
    joined
}

fn stretch(before: &Case, border: &str, after: &Case) -> Option<Case> {
    let low = match before {
        Case::Below(high) if **high == *border => None,
        Case::Between(low, high) if **high == *border => Some(low.clone()),
        _ => return None,
    };
    let high = match after {
        Case::Above(low) if **low == *border => None,
        Case::Between(low, high) if **low == *border => Some(high.clone()),
        _ => return None,
    };
    match (low, high) {
        (None, None) => None,
        (None, Some(high)) => Some(Case::Below(high)),
        (Some(low), None) => Some(Case::Above(low)),
        (Some(low), Some(high)) => Some(Case::Between(low, high)),
    }
}
