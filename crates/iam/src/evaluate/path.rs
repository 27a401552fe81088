//! From what was recorded to the decision path: the gates in order, and what each meant.

use super::layers::Layers;
use super::observer::{Observer, Recorder};
use crate::decision::{AllowReason, Decision, DenyReason, Layer};
use crate::matching::Match;
use crate::principal::{Grade, Principal};
use crate::request::Request;
use crate::service_rules;
use crate::trace::{Gate, GateId, GateRole, GateState, NotApplicable, Note, Trace};
use crate::world::World;

/// What this answer does not see, or where AWS's pages disagree about it.
fn beyond_the_model(request: &Request, layers: &Layers, decision: Decision) -> Vec<Note> {
    let mut notes = Vec::new();
    let service = request.action.service();
    let is_anonymous = matches!(request.caller.principal, Principal::Anonymous);
    if is_anonymous && decision.is_allow() {
        match service {
            "s3" => notes.push(Note::BlockPublicAccess),
            _ if service_rules::takes_unsigned_requests(&request.action) => {}
            _ => notes.push(Note::UnsignedRequest),
        }
    }
    let resource = request.resource.name.parts();
    match (
        service,
        resource.map(|[_, _, owner, _, _, name]| (owner, name)),
    ) {
        ("s3", Some(("s3", name))) if name.starts_with("accesspoint/") => {
            notes.push(Note::AccessPoint);
        }
        ("kms", Some(("kms", name)))
            if name.starts_with("alias/") && !request.action.name().ends_with("alias") =>
        {
            notes.push(Note::KmsAlias);
        }
        _ => {}
    }
    let by_account = || {
        let said = layers.get(Layer::Resource).said();
        said.is_some_and(|said| said.grade == Grade::Account)
    };
    if decision == Decision::Deny(DenyReason::Implicit(Layer::Resource))
        && service_rules::assumes_itself(request)
        && by_account()
    {
        notes.push(Note::SelfAssumeByAccount);
    }
    notes
}

pub(super) fn trace(
    world: &World,
    request: &Request,
    layers: &Layers,
    decision: Decision,
    mut recorder: Recorder,
) -> Trace {
    let denials = |wanted: Match| {
        let said = Layer::ALL
            .into_iter()
            .filter_map(|layer| layers.get(layer).said());
        said.filter(|said| said.denies == wanted).count()
    };
    if denials(Match::Yes) > 1 {
        recorder.note(Note::SeveralExplicitDenies);
    }
    let asks = &request.resource;
    if asks.account.is_none() && !asks.name.is_any() && request.caller.principal.account().is_some()
    {
        recorder.note(Note::OwnerUnknown); // R3.6.11
    }
    for note in beyond_the_model(request, layers, decision) {
        recorder.note(note);
    }
    let deny_state = match (denials(Match::Yes), denials(Match::Unknown)) {
        (0, 0) => GateState::DoesNotApply(NotApplicable::NoDeny),
        (0, _) => GateState::CannotTell,
        _ => GateState::Denies,
    };
    let deny_gate = recorder.explicit_deny_gate(deny_state);
    let mut gates = Vec::with_capacity(2 + recorder.gates.len());
    gates.extend([service_gate(decision), deny_gate]);
    gates.append(&mut recorder.gates);
    assign_roles(&mut gates, decision, &request.caller.principal);
    Trace {
        decision,
        provisional: is_provisional(world, &recorder),
        cross_account: service_rules::is_cross_account(request),
        grade: layers
            .get(Layer::Resource)
            .said()
            .map_or(Grade::None, |said| said.grade),
        notes: recorder.notes,
        gates,
        policies: recorder.policies,
        statements: recorder.statements,
        elements: recorder.elements,
    }
}

fn is_provisional(world: &World, recorder: &Recorder) -> bool {
    let has_holes = |id| {
        world
            .policy(id)
            .is_some_and(|stored| stored.policy.has_holes)
    };
    recorder
        .policies
        .iter()
        .any(|policy| has_holes(policy.policy))
}

fn service_gate(decision: Decision) -> Gate {
    let state = match decision {
        Decision::Deny(DenyReason::ApiRestriction(_) | DenyReason::CrossPartition) => {
            GateState::Denies
        }
        Decision::Allow(AllowReason::NoPermissionNeeded) => GateState::Allows,
        Decision::Allow(_) | Decision::Deny(_) | Decision::DependsOn => {
            GateState::DoesNotApply(NotApplicable::NoRestriction)
        }
    };
    Gate {
        id: GateId::Service,
        state,
        role: GateRole::Passed,
        policies: 0..0,
    }
}

/// Marks the gate where the answer was made, and those behind it that could not change it.
fn assign_roles(gates: &mut [Gate], decision: Decision, caller: &Principal) {
    let Some(decider) = gates.iter().position(|gate| decides(gate, decision)) else {
        return;
    };
    for (position, gate) in gates.iter_mut().enumerate() {
        gate.role = match position.cmp(&decider) {
            std::cmp::Ordering::Less => GateRole::Passed,
            std::cmp::Ordering::Equal => {
                // Where an Allow was needed, having no policy at all is having none that allows.
                if let (Decision::Deny(_), GateState::DoesNotApply(_)) = (decision, gate.state) {
                    gate.state = GateState::NothingAllows;
                }
                GateRole::Decides
            }
            std::cmp::Ordering::Greater if needed_behind(gate.id, decision, caller) => {
                GateRole::Passed
            }
            std::cmp::Ordering::Greater => GateRole::After,
        };
    }
}

/// Whether this is the gate that made the answer. For an Allow that is the one that grants.
fn decides(gate: &Gate, decision: Decision) -> bool {
    match decision {
        Decision::Allow(AllowReason::NoPermissionNeeded)
        | Decision::Deny(DenyReason::ApiRestriction(_) | DenyReason::CrossPartition) => {
            gate.id == GateId::Service
        }
        Decision::Deny(DenyReason::Explicit(_)) => gate.id == GateId::ExplicitDeny,
        Decision::Deny(DenyReason::Implicit(missing)) => match gate.id {
            GateId::Layer(layer) => layer == missing,
            GateId::Node(layer, _) => layer == missing && gate.state != GateState::Allows,
            GateId::Service | GateId::ExplicitDeny => false,
        },
        Decision::Allow(AllowReason::ResourcePolicy(_)) => {
            gate.id == GateId::Layer(Layer::Resource)
        }
        Decision::Allow(
            AllowReason::Identity | AllowReason::BothAccounts | AllowReason::RootUser,
        ) => gate.id == GateId::Layer(Layer::Identity),
        Decision::DependsOn => gate.state == GateState::CannotTell,
    }
}

/// Whether an Allow still had to pass this gate after the one that granted it.
fn needed_behind(id: GateId, decision: Decision, caller: &Principal) -> bool {
    let limits = matches!(
        id,
        GateId::Layer(Layer::Boundary | Layer::Session | Layer::Endpoint)
    );
    match decision {
        Decision::Allow(AllowReason::NoPermissionNeeded) => false,
        Decision::Allow(_) if id == GateId::Layer(Layer::Endpoint) => true,
        Decision::Allow(AllowReason::Identity | AllowReason::BothAccounts) => limits,
        Decision::Allow(AllowReason::ResourcePolicy(Grade::ViaRole | Grade::ViaUser)) => limits,
        Decision::Allow(AllowReason::RootUser) => matches!(caller, Principal::RootUser { .. }),
        Decision::Allow(_) | Decision::Deny(_) => false,
        Decision::DependsOn => true,
    }
}
