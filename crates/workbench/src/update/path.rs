//! The decision path: opening its stops, and both ways between a statement's card and its text.

use crate::effect::Effect;
use crate::message::{Message, Pane, PathFormat};
use crate::model::Model;
use crate::path_key::{GateKey, StatementKey};
use crate::path_text;
use crate::steps::{self, Step};
use crate::view::StepView;

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
        Message::Step(step) => return walk(model, step),
        Message::CopyPath(format) => {
            let (_, word) = PathFormat::ALL
                .into_iter()
                .find(|(held, _)| *held == format)
                .unwrap_or((format, ""));
            return vec![Effect::Copy {
                text: path_text::text(model, format),
                said: format!("Decision path copied as {word}."),
            }];
        }
        _ => {}
    }
    Vec::new()
}

/// A level of the organization is in view only where its layer is open.
fn walk(model: &mut Model, step: Step) -> Vec<Effect> {
    let stops = steps::stops(&model.evaluation);
    model.page.step = steps::lead(&stops, model.page.step, step);
    if let Some(GateKey::Node(layer, _)) = model.page.step {
        model.page.gates.insert(GateKey::Layer(layer), true);
    }
    let spoken = StepView::new(model).map(|view| view.spoken());
    spoken.map(Effect::Announce).into_iter().collect()
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
