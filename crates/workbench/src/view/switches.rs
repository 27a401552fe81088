//! The bar that tells what is switched off for a trial.

use crate::attachments;
use crate::item::Item;
use crate::message::Message;
use crate::model::Model;
use scenario::Switch;

/// What is drawn as the bar; there is none where everything is on.
#[derive(Clone, PartialEq, Debug)]
pub struct SwitchBar {
    /// Such as "2 policies and 1 level of the organization are off".
    pub text: String,
    /// What is off, each with the message that switches it on.
    pub rows: Vec<(String, Message)>,
    /// Switches everything on.
    pub all_on: Message,
}

impl SwitchBar {
    /// The bar of a model.
    pub fn new(model: &Model) -> Option<SwitchBar> {
        let scenario = model.scenario();
        let off = scenario.policies.iter().filter(|(_, held)| !held.is_on());
        let policies: Vec<(String, Message)> = off
            .map(|(policy, held)| (held.name.clone(), Message::SwitchPolicy(policy)))
            .collect();
        let nodes = scenario.organization.iter().flat_map(|tree| tree.walk());
        let off = nodes.filter(|(_, _, node)| node.switch == Switch::Off);
        let nodes: Vec<(String, Message)> = off
            .map(|(node, ..)| {
                let label = attachments::label(scenario, &Item::Node(node));
                (label, Message::SwitchNode(node))
            })
            .collect();
        let counts = [
            count(policies.len(), "policy", "policies"),
            count(
                nodes.len(),
                "level of the organization",
                "levels of the organization",
            ),
        ];
        let counts: Vec<String> = counts.into_iter().flatten().collect();
        let total = policies.len() + nodes.len();
        let verb = if total == 1 { "is" } else { "are" };
        (0 < total).then(|| SwitchBar {
            text: format!("{} {verb} off", counts.join(" and ")),
            rows: policies.into_iter().chain(nodes).collect(),
            all_on: Message::SwitchAllOn,
        })
    }
}

fn count(number: usize, one: &str, many: &str) -> Option<String> {
    let word = if number == 1 { one } else { many };
    (0 < number).then(|| format!("{number} {word}"))
}
