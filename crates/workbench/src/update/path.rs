//! The decision path: opening its stops, and both ways between a statement's card and its text.

use crate::effect::Effect;
use crate::message::{Message, Pane};
use crate::model::Model;
use crate::path_key::StatementKey;

pub(super) fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::ToggleGate(key) => {
            let open = model.is_gate_open(key);
            model.page.gates.insert(key, !open);
        }
        Message::ToggleAllStatements(key) => {
            let all = &mut model.page.all_statements;
            if !all.remove(&key) {
                all.insert(key);
            }
        }
        Message::HoverStatement(key) => model.page.hovered = key,
        Message::RevealStatement(key) => return reveal(model, key),
        _ => {}
    }
    Vec::new()
}

fn reveal(model: &mut Model, key: StatementKey) -> Vec<Effect> {
    let Some(parsed) = model.parsed(key.policy) else {
        return Vec::new();
    };
    let Some(statement) = parsed.policy.statements.get(key.index as usize) else {
        return Vec::new();
    };
    let (from, to) = parsed.lines.span_to_utf16(statement.span);
    super::policy::open(model, key.policy);
    model.page.pane = Pane::Policy;
    vec![Effect::Reveal { from, to }]
}
