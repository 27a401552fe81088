//! Titles and sentences of gates.

use super::{Subject, layer_name, node_name};
use crate::decision::{Decision, DenyReason, Layer};
use crate::matching::Match;
use crate::request::ResourcePolicyKind;
use crate::trace::{Gate, GateId, GateRole, GateState, NotApplicable};

/// The name of a stop on the path.
pub fn gate_title(subject: Subject<'_>, id: GateId) -> String {
    match id {
        GateId::Service => "AWS's own limits".into(),
        GateId::ExplicitDeny => "Explicit deny".into(),
        GateId::Layer(Layer::Resource) => match subject.request.resource.policy {
            Some(policy) if policy.kind == ResourcePolicyKind::RoleTrust => {
                "Role trust policy".into()
            }
            Some(_) | None => layer_title(Layer::Resource).into(),
        },
        GateId::Layer(layer) => layer_title(layer).into(),
        GateId::Node(layer, node) => {
            let node = subject
                .world
                .organization()
                .and_then(|organization| organization.node(node));
            let name = node.map_or_else(|| "a node".into(), node_name);
            match layer {
                Layer::Rcp => format!("RCPs on {name}"),
                _ => format!("SCPs on {name}"),
            }
        }
    }
}

const fn layer_title(layer: Layer) -> &'static str {
    match layer {
        Layer::Rcp => "Resource control policies",
        Layer::Scp => "Service control policies",
        Layer::Resource => "Resource-based policy",
        Layer::Identity => "Identity-based policies",
        Layer::Boundary => "Permissions boundary",
        Layer::Session => "Session policies",
        Layer::Endpoint => "VPC endpoint policy",
    }
}

/// The state in a word or three.
pub const fn state_word(state: GateState) -> &'static str {
    match state {
        GateState::Allows => "allows",
        GateState::Denies => "denies",
        GateState::NothingAllows => "nothing allows",
        GateState::DoesNotApply(_) => "does not apply",
        GateState::CannotTell => "cannot tell",
    }
}

/// What a gate says to this request.
pub fn gate(subject: Subject<'_>, gate: &Gate) -> String {
    let policies = subject.trace.policies(gate);
    let names = |wanted: fn(&crate::trace::PolicyTrace) -> Match| -> Vec<&str> {
        let named = policies
            .iter()
            .filter(|policy| wanted(policy) == Match::Yes);
        let mut names: Vec<&str> = named
            .filter_map(|policy| Some(subject.world.policy(policy.policy)?.name.as_str()))
            .collect();
        names.dedup();
        names
    };
    let action = subject.request.action.as_str();
    match gate.state {
        GateState::DoesNotApply(why) => not_applicable(why).into(),
        GateState::Denies => match gate.id {
            GateId::Service => super::verdict(subject),
            _ => match names(|policy| policy.denies).as_slice() {
                [one] => format!("{one} denies `{action}` here"),
                several => format!("`{action}` is denied here by {}", several.join(", ")),
            },
        },
        GateState::Allows => match (gate.id, names(|policy| policy.allows)) {
            (GateId::Service, _) => super::verdict(subject),
            (GateId::Node(Layer::Rcp, _), _) => {
                "RCPFullAWSAccess allows, and nothing denies".into()
            }
            (_, names) => match names.as_slice() {
                [one] => format!("{one} allows `{action}` here"),
                several => format!("`{action}` is allowed here by {}", several.join(", ")),
            },
        },
        GateState::NothingAllows => nothing_allows(subject, gate, policies.len()),
        GateState::CannotTell => {
            let keys = super::list_words(&super::deciding_keys(subject), "and");
            format!("that depends on {keys}")
        }
    }
}

fn nothing_allows(subject: Subject<'_>, gate: &Gate, policies: usize) -> String {
    let action = subject.request.action.as_str();
    let (layer, many) = match gate.id {
        GateId::Layer(layer) => (layer, "here"),
        GateId::Node(layer, _) => (layer, "on this level"),
        GateId::Service | GateId::ExplicitDeny => return "nothing denies".into(),
    };
    let name = layer_name(layer);
    let fact = match policies {
        0 => format!("there is no {name} {many}"),
        1 => format!("the {name} {many} does not allow `{action}`"),
        _ => format!(
            "none of the {policies} {} {many} allows `{action}`",
            plural(name)
        ),
    };
    let needed = gate.role == GateRole::Decides
        || matches!(subject.trace.decision, Decision::Deny(DenyReason::Implicit(missing)) if missing == layer);
    match needed {
        true => fact,
        false if layer == Layer::Resource && subject.trace.decision.is_allow() => {
            format!("{fact}, and in the same account an identity-based policy is enough")
        }
        false if layer == Layer::Identity && subject.trace.decision.is_allow() => {
            format!("{fact}, and none has to: the resource-based policy grants it")
        }
        false => fact,
    }
}

fn plural(name: &str) -> String {
    match name.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{name}s"),
    }
}

const fn not_applicable(why: NotApplicable) -> &'static str {
    match why {
        NotApplicable::OutsideOrganization => "the account is in no organization",
        NotApplicable::ManagementAccount => "SCPs and RCPs do not affect the management account",
        NotApplicable::ServiceLinkedRole => "service-linked roles are exempt",
        NotApplicable::ServicePrincipal => "AWS services calling on their own behalf have none",
        NotApplicable::Anonymous => "a caller without credentials has none",
        NotApplicable::WebIdentity => "a caller from an identity provider has none yet",
        NotApplicable::RootUser => {
            "the root user cannot have one, and has full access to its own account"
        }
        NotApplicable::NoneAttached => "none is attached",
        NotApplicable::NoSession => "no session policy was passed",
        NotApplicable::NoEndpoint => "not sent through a VPC endpoint",
        NotApplicable::CentralRootAccess => {
            "for AssumeRoot the management account needs no grant by a member account"
        }
        NotApplicable::ServiceNotCovered => "resource control policies do not cover this service",
        NotApplicable::OperationNotCovered => {
            "resource control policies do not cover this operation"
        }
        NotApplicable::NoResource => "the call is not about one resource",
        NotApplicable::UnknownOwner => "the owner of the resource is not known",
        NotApplicable::NoDeny => "no statement denies the request",
        NotApplicable::NoRestriction => "no limit of the service stands in the way",
    }
}
