//! Setting policies and levels of the organization aside for a trial.

use crate::attachments;
use crate::edit::{Name, edit, set};
use crate::effect::Effect;
use crate::item::Item;
use crate::message::Message;
use crate::model::Model;
use scenario::edit as document;
use scenario::{NodeRef, PolicyRef, Switch};

pub(super) fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::SwitchPolicy(policy) => switch_policy(model, policy),
        Message::SwitchNode(node) => switch_node(model, node),
        Message::SwitchAllOn => all_on(model),
        _ => Vec::new(),
    }
}

fn switch_policy(model: &mut Model, policy: PolicyRef) -> Vec<Effect> {
    let held = model.scenario().policies.get(policy);
    let to = other(held.map(|held| held.switch));
    let name = super::policy::policy_name(model, policy);
    let step = Name::new(format!("switch {} {name}", word(to)));
    let done = edit(model, step, |scenario| {
        document::switch_policy(scenario, policy, to)
    });
    told(done, format!("{name} is {}.", word(to)))
}

fn switch_node(model: &mut Model, node: NodeRef) -> Vec<Effect> {
    let tree = model.scenario().organization.as_ref();
    let held = tree.and_then(|tree| tree.node(node));
    let to = other(held.map(|held| held.switch));
    let name = attachments::label(model.scenario(), &Item::Node(node));
    let step = Name::new(format!("switch {} {name}", word(to)));
    let done = edit(model, step, |scenario| {
        document::switch_node(scenario, node, to)
    });
    told(done, format!("The policies on {name} are {}.", word(to)))
}

fn all_on(model: &mut Model) -> Vec<Effect> {
    let scenario = model.scenario();
    let policies = scenario.policies.iter();
    let policies: Vec<PolicyRef> = policies
        .filter(|(_, held)| !held.is_on())
        .map(|(policy, _)| policy)
        .collect();
    let nodes = scenario.organization.iter().flat_map(|tree| tree.walk());
    let nodes: Vec<NodeRef> = nodes
        .filter(|(_, _, node)| node.switch == Switch::Off)
        .map(|(node, ..)| node)
        .collect();
    if policies.is_empty() && nodes.is_empty() {
        return vec![Effect::Announce("Nothing is off.".into())];
    }
    let mut effects = set(model, Name::new("switch all on"), |scenario| {
        // What was just found is there, so nothing of this is refused.
        for policy in policies {
            let _ = document::switch_policy(scenario, policy, Switch::On);
        }
        for node in nodes {
            let _ = document::switch_node(scenario, node, Switch::On);
        }
    });
    effects.push(Effect::Announce("Everything is on.".into()));
    effects
}

fn other(held: Option<Switch>) -> Switch {
    match held {
        Some(Switch::Off) => Switch::On,
        Some(Switch::On) | None => Switch::Off,
    }
}

const fn word(switch: Switch) -> &'static str {
    match switch {
        Switch::On => "on",
        Switch::Off => "off",
    }
}

fn told(done: Result<((), Vec<Effect>), Vec<Effect>>, said: String) -> Vec<Effect> {
    match done {
        Ok(((), mut effects)) => {
            effects.push(Effect::Announce(said));
            effects
        }
        Err(effects) => effects,
    }
}
