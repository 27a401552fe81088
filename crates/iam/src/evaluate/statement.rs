//! Whether a policy's statements apply to a request.

use super::choices::{self, Matched};
use super::observer::Observer;
use crate::action_index::Candidate;
use crate::matching::Match;
use crate::pattern::Fit;
use crate::policy::{Effect, Element as Listed, Policy, Sense, Statement};
use crate::principal::{Grade, Principal, PrincipalValue, is_session_of};
use crate::request::Request;
use crate::resource::ResourceFit;
use crate::service_rules;
use crate::trace::{
    Element, ElementTrace, GateId, GateState, Note, PolicyTrace, Reason, StatementTrace,
};
use crate::world::PolicyId;

/// What one or more policies say to a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Said {
    pub(super) allows: Match,
    pub(super) denies: Match,
    /// The strongest grade of an Allow that certainly applies.
    pub(super) grade: Grade,
    /// The strongest grade of an Allow that may apply.
    pub(super) possible: Grade,
}

impl Said {
    pub(super) const NOTHING: Said = Said {
        allows: Match::No,
        denies: Match::No,
        grade: Grade::None,
        possible: Grade::None,
    };

    pub(super) const ALLOWS: Said = Said {
        allows: Match::Yes,
        denies: Match::No,
        grade: Grade::Direct,
        possible: Grade::Direct,
    };

    /// Two policies side by side.
    pub(super) fn or(self, other: Said) -> Said {
        Said {
            allows: self.allows.or(other.allows),
            denies: self.denies.or(other.denies),
            grade: self.grade.max(other.grade),
            possible: self.possible.max(other.possible),
        }
    }

    /// Two levels that both have to allow.
    pub(super) fn and(self, other: Said) -> Said {
        Said {
            allows: self.allows.and(other.allows),
            denies: self.denies.or(other.denies),
            grade: self.grade.min(other.grade),
            possible: self.possible.min(other.possible),
        }
    }

    pub(super) fn state(self) -> GateState {
        match (self.denies, self.allows) {
            (Match::Yes, _) => GateState::Denies,
            (Match::Unknown, _) | (Match::No, Match::Unknown) => GateState::CannotTell,
            (Match::No, Match::Yes) => GateState::Allows,
            (Match::No, Match::No) => GateState::NothingAllows,
        }
    }

    fn add(&mut self, statement: &Statement, applies: Match, grade: Grade) {
        match (statement.effect, applies) {
            (Effect::Deny, _) => self.denies = self.denies.or(applies),
            (Effect::Allow, Match::Yes) => {
                self.allows = Match::Yes;
                self.grade = self.grade.max(grade);
                self.possible = self.possible.max(grade);
            }
            (Effect::Allow, Match::Unknown) => {
                self.allows = self.allows.or(Match::Unknown);
                self.possible = self.possible.max(grade);
            }
            (Effect::Allow, Match::No) | (Effect::Unreadable, _) => {}
        }
    }
}

/// What a layer makes of principals.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Reading {
    principal: PrincipalReading,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum PrincipalReading {
    Ignored,
    Graded,
    /// As in a VPC endpoint policy (R3.8).
    Endpoint,
}

impl Reading {
    pub(super) const WITHOUT_PRINCIPAL: Reading = Reading {
        principal: PrincipalReading::Ignored,
    };
    pub(super) const WITH_PRINCIPAL: Reading = Reading {
        principal: PrincipalReading::Graded,
    };
    pub(super) const ENDPOINT: Reading = Reading {
        principal: PrincipalReading::Endpoint,
    };
}

/// What a policy says. `before` is what its layer says already: without a recorder, statements
/// that cannot add to it are left out.
pub(super) fn judge_policy<O: Observer>(
    request: &Request,
    id: PolicyId,
    attachment: Option<u32>,
    policy: &Policy,
    reading: Reading,
    before: Said,
    observer: &mut O,
) -> Said {
    let mut judge = StatementJudge {
        request,
        policy,
        reading,
        observer,
    };
    let said = match O::RECORDS {
        true => judge.all(),
        false => judge.candidates(before),
    };
    let gate = GateId::Service;
    let (allows, denies) = (said.allows, said.denies);
    observer.policy(PolicyTrace {
        policy: id,
        gate,
        attachment,
        allows,
        denies,
        statements: 0..0,
    });
    said
}

struct StatementJudge<'a, O> {
    request: &'a Request,
    policy: &'a Policy,
    reading: Reading,
    observer: &'a mut O,
}

impl<O: Observer> StatementJudge<'_, O> {
    /// Every statement, in order.
    fn all(&mut self) -> Said {
        let policy = self.policy;
        let mut fitting: Vec<Option<u32>> = vec![None; policy.statements.len()];
        policy
            .index
            .candidates(&policy.statements, &self.request.action, |candidate| {
                if let Candidate::Fits { statement, value } = candidate
                    && let Some(first) = fitting.get_mut(statement as usize)
                {
                    *first = Some(first.map_or(value, |held| held.min(value)));
                }
                true
            });
        let mut said = Said::NOTHING;
        for ((statement, fits), index) in policy.statements.iter().zip(fitting).zip(0..) {
            let action = match fits {
                None if policy.index.answers_for(index) => action_not_found(statement),
                fits => self.action(statement, fits),
            };
            let (applies, grade) = self.whole(statement, index, action);
            said.add(statement, applies, grade);
            let effect = statement.effect;
            self.observer.statement(StatementTrace {
                index,
                effect,
                applies,
                grade,
                elements: 0..0,
            });
        }
        said
    }

    /// Only the statements that the index finds, and only as far as they can matter.
    fn candidates(&mut self, before: Said) -> Said {
        let policy = self.policy;
        let mut said = Said::NOTHING;
        policy
            .index
            .candidates(&policy.statements, &self.request.action, |candidate| {
                let (position, action) = match candidate {
                    Candidate::Fits { statement, value } => (statement, Some(value)),
                    Candidate::Open { statement } => (statement, None),
                };
                let Some(statement) = policy.statements.get(position as usize) else {
                    return true;
                };
                if statement.effect == Effect::Allow && saturated(self.reading, before.or(said)) {
                    return true;
                }
                let (applies, grade) = self.quick(statement, position, action);
                said.add(statement, applies, grade);
                !said.denies.is_yes()
            });
        said
    }

    /// Stops at the first element that does not match.
    fn quick(&mut self, statement: &Statement, index: u32, action: Option<u32>) -> (Match, Grade) {
        let unreadable = statement.effect == Effect::Deny;
        let nothing = (Match::No, Grade::None);
        if statement.effect == Effect::Unreadable || (statement.foreign.is_some() && !unreadable) {
            return nothing;
        }
        if action.is_none() && self.action(statement, None).matches.is_no() {
            return nothing;
        }
        let (principal, grade) = self.principal(statement);
        if principal.matches.is_no() {
            return nothing;
        }
        let mut applies = self.resource(statement, index).matches;
        if applies.is_no() {
            return nothing;
        }
        match &statement.condition {
            None => applies = applies.and(unreadable.into()),
            Some(condition) => {
                for test in &condition.tests {
                    applies = applies.and(test.test(&self.request.context, unreadable).matches);
                    if applies.is_no() {
                        return nothing;
                    }
                }
            }
        }
        (applies, grade)
    }

    /// Judges and reports every element.
    fn whole(&mut self, statement: &Statement, index: u32, action: ElementTrace) -> (Match, Grade) {
        let unreadable = statement.effect == Effect::Deny;
        let effect = match (statement.effect, &statement.foreign) {
            (Effect::Unreadable, _) => Match::No,
            (_, Some(_)) => unreadable.into(),
            (_, None) => Match::Yes,
        };
        if statement.effect == Effect::Unreadable || statement.foreign.is_some() {
            let reason = Reason::Unreadable;
            self.observer.element(ElementTrace {
                element: Element::Effect,
                matches: effect,
                reason,
                value: None,
            });
        }
        let (principal, grade) = self.principal(statement);
        if !matches!(statement.principal, Listed::NotUsed) {
            self.observer.element(principal);
        }
        self.observer.element(action);
        let resource = self.resource(statement, index);
        if !matches!(statement.resource, Listed::NotUsed) {
            self.observer.element(resource);
        }
        let elements = principal.matches.and(action.matches).and(resource.matches);
        let counts = O::RECORDS && !elements.is_no();
        let condition = self.whole_condition(statement, unreadable, counts);
        if counts && !condition.is_no() {
            let matched = Matched {
                statement,
                kind: self.policy.kind,
                request: self.request,
                principal,
                grade,
                action,
                resource,
            };
            matched.choices(|note| self.observer.note(note));
        }
        let applies = effect.and(elements).and(condition);
        (applies, if applies.is_no() { Grade::None } else { grade })
    }

    /// `counts` tells whether the statement applies but for its condition.
    fn whole_condition(&mut self, statement: &Statement, unreadable: bool, counts: bool) -> Match {
        let Some(condition) = &statement.condition else {
            let element = Element::Condition {
                operator: 0,
                key: 0,
            };
            let matches = Match::from(unreadable);
            self.observer.element(ElementTrace {
                element,
                matches,
                reason: Reason::Unreadable,
                value: None,
            });
            return matches;
        };
        let mut all = Match::Yes;
        for test in &condition.tests {
            let outcome = test.test(&self.request.context, unreadable);
            all = all.and(outcome.matches);
            if counts {
                let note = |note| self.observer.note(note);
                let context = &self.request.context;
                choices::of_test(test, outcome, self.policy.kind, context, note);
            }
            let (operator, key) = test.position;
            self.observer.element(ElementTrace {
                element: Element::Condition { operator, key },
                matches: outcome.matches,
                reason: outcome.reason,
                value: outcome.value,
            });
        }
        all
    }

    /// `fits` is the position of the value that the index found.
    fn action(&mut self, statement: &Statement, fits: Option<u32>) -> ElementTrace {
        let found = match fits {
            Some(value) => (Match::Yes, Reason::ValueFits, Some(value)),
            None => list(&statement.action, statement.effect, |_, pattern| {
                Fit::Known(pattern.fits(&self.request.action))
            }),
        };
        element(Element::Action, found)
    }

    fn resource(&mut self, statement: &Statement, index: u32) -> ElementTrace {
        let request = self.request;
        let (name, service) = (&request.resource.name, request.action.service());
        if self.policy.heads.rule_out(index, name, service) {
            let matches = Match::from(statement.resource.sense() == Sense::AllButListed);
            return element(Element::Resource, (matches, Reason::NoValueFits, None));
        }
        let mut ran_past = false;
        let found = list(
            &statement.resource,
            statement.effect,
            |_, pattern| match pattern.fits(name, service, &request.context) {
                ResourceFit::ByParts(fit) => fit,
                ResourceFit::RunPastColon => {
                    ran_past = true;
                    Fit::Known(true)
                }
            },
        );
        if ran_past {
            self.observer.note(Note::RunPastColon);
        }
        element(Element::Resource, found)
    }

    fn principal(&mut self, statement: &Statement) -> (ElementTrace, Grade) {
        let caller = &self.request.caller.principal;
        if self.reading.principal == PrincipalReading::Ignored
            || matches!(statement.principal, Listed::NotUsed)
        {
            // A principal where none belongs is a hole, which only a Deny overlooks (R8).
            let matches = match statement.principal {
                Listed::Unreadable(_) => statement.effect == Effect::Deny,
                _ => true,
            };
            let reason = if matches {
                Reason::ValueFits
            } else {
                Reason::Unreadable
            };
            return (
                element(Element::Principal, (matches.into(), reason, None)),
                Grade::Direct,
            );
        }
        if statement.principal.sense() == Sense::AllButListed {
            return (self.not_principal(statement), Grade::Direct);
        }
        let mut best = (Grade::None, 0);
        let found = list(&statement.principal, statement.effect, |position, value| {
            let grade = self.grade(value, caller);
            if grade > best.0 {
                best = (grade, position);
            }
            // Later values may be stronger, so none ends the search but the strongest.
            Fit::Known(grade == Grade::Direct)
        });
        match (found.0, best) {
            (Match::No, (Grade::None, _)) => (element(Element::Principal, found), Grade::None),
            (_, (Grade::None, _)) => (element(Element::Principal, found), Grade::Direct),
            (_, (grade, at)) => (
                element(
                    Element::Principal,
                    (Match::Yes, Reason::ValueFits, Some(at)),
                ),
                grade,
            ),
        }
    }

    fn grade(&self, value: &PrincipalValue, caller: &Principal) -> Grade {
        let grade = value.grade(caller);
        let only_root = self.reading.principal == PrincipalReading::Endpoint
            && service_rules::has_gateway_endpoint(&self.request.action)
            && *value != PrincipalValue::Everyone;
        match only_root && !matches!(caller, Principal::RootUser { .. }) {
            true => Grade::None,
            false => grade,
        }
    }

    /// A `NotPrincipal` denies everyone it does not list, and always a caller with a permissions
    /// boundary (R1.7).
    fn not_principal(&mut self, statement: &Statement) -> ElementTrace {
        let caller = &self.request.caller;
        let bounded = caller.boundary.is_some()
            && matches!(
                caller.principal,
                Principal::IamUser { .. } | Principal::RoleSession { .. }
            );
        if bounded {
            let found = (Match::Yes, Reason::BoundaryUnderNotPrincipal, None);
            return element(Element::Principal, found);
        }
        let found = list(&statement.principal, statement.effect, |_, value| {
            let only_link = is_link(statement, value, &caller.principal);
            Fit::Known(!only_link && value.exempts(&caller.principal))
        });
        if O::RECORDS && found.0.is_no() && !lists_whole_chain(statement, &caller.principal) {
            self.observer.note(Note::PartialNotPrincipal);
        }
        element(Element::Principal, found)
    }
}

/// Whether a further Allow could not change what the layer says.
fn saturated(reading: Reading, said: Said) -> bool {
    match reading.principal {
        PrincipalReading::Graded => said.grade == Grade::Direct,
        PrincipalReading::Ignored | PrincipalReading::Endpoint => said.allows.is_yes(),
    }
}

/// The `Action` element of a statement of which the index found no value.
fn action_not_found(statement: &Statement) -> ElementTrace {
    let reason = match statement.action.values() {
        [] => Reason::EmptyList,
        _ => Reason::NoValueFits,
    };
    element(Element::Action, (Match::No, reason, None))
}

type Found = (Match, Reason, Option<u32>);

fn element(element: Element, (matches, reason, value): Found) -> ElementTrace {
    ElementTrace {
        element,
        matches,
        reason,
        value,
    }
}

/// Matches a list element. A value that could not be read counts so that the statement never
/// helps an Allow and never spares a Deny (R8).
fn list<T>(listed: &Listed<T>, effect: Effect, mut fits: impl FnMut(u32, &T) -> Fit) -> Found {
    let unreadable = effect == Effect::Deny;
    let (sense, values) = match listed {
        Listed::NotUsed => return (Match::Yes, Reason::ValueFits, None),
        Listed::Missing => return (unreadable.into(), Reason::Missing, None),
        Listed::Unreadable(_) => return (unreadable.into(), Reason::Unreadable, None),
        Listed::Values { values, .. } if values.is_empty() => {
            return (Match::No, Reason::EmptyList, None);
        }
        Listed::Values { sense, values, .. } => (*sense, values),
    };
    let mut found: Found = (Match::No, Reason::NoValueFits, None);
    for (entry, position) in values.iter().zip(0..) {
        let (one, reason) = match &entry.value {
            None => (
                (unreadable == (sense == Sense::Listed)).into(),
                Reason::Unreadable,
            ),
            Some(value) => match fits(position, value) {
                Fit::Known(true) => (Match::Yes, Reason::ValueFits),
                Fit::Known(false) => (Match::No, Reason::NoValueFits),
                Fit::VariableMissing => (Match::No, Reason::VariableMissing),
                Fit::Unknown => (Match::Unknown, Reason::KeyUnknown),
            },
        };
        if one > found.0 || (one == found.0 && found.1 == Reason::NoValueFits) {
            found = (one, reason, (one != Match::No).then_some(position));
        }
        if one.is_yes() {
            break;
        }
    }
    match sense {
        Sense::Listed => found,
        Sense::AllButListed => (found.0.negate(), found.1, found.2),
    }
}

/// Whether an account is listed for the sake of a user or role of it that is listed too, or a role
/// for the sake of a session of it, and so exempts nobody else (R1.7.8, R1.7.9). The root user has
/// the account's own ARN.
fn is_link(statement: &Statement, value: &PrincipalValue, caller: &Principal) -> bool {
    let is_root = matches!(caller, Principal::RootUser { .. });
    let mut listed = statement.principal.values().iter();
    listed.any(|entry| match (value, &entry.value) {
        (PrincipalValue::Account(account), Some(PrincipalValue::Identity(arn))) => {
            !is_root && arn.account() == Some(*account)
        }
        (PrincipalValue::Identity(role), Some(PrincipalValue::Identity(session))) => {
            is_session_of(session, role)
        }
        _ => false,
    })
}

/// Whether every link of the caller's chain stands in the list: some services ask for that
/// (R1.7).
fn lists_whole_chain(statement: &Statement, caller: &Principal) -> bool {
    let listed = |wanted: Grade| {
        statement.principal.values().iter().any(|entry| {
            entry
                .value
                .as_ref()
                .is_some_and(|value| value.grade(caller) == wanted)
        })
    };
    match caller {
        Principal::IamUser { .. } => listed(Grade::Direct) && listed(Grade::Account),
        Principal::RoleSession { .. } => {
            listed(Grade::Direct) && listed(Grade::ViaRole) && listed(Grade::Account)
        }
        Principal::FederatedUser { .. } => listed(Grade::Direct) && listed(Grade::Account),
        Principal::RootUser { .. }
        | Principal::Service { .. }
        | Principal::WebIdentity { .. }
        | Principal::Anonymous => true,
    }
}
