//! Trying a change that would turn the answer around.

use crate::edit::{Name, edit};
use crate::effect::Effect;
use crate::message::Message;
use crate::model::Model;
use crate::view::what_if::{TRIAL, sentence};
use std::mem;

pub(super) fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::ShowWhatIf(show) => {
            model.page.what_if = show;
            model.look_into();
            Vec::new()
        }
        Message::TryChange(place) => carry_out(model, place),
        _ => Vec::new(),
    }
}

fn carry_out(model: &mut Model, place: usize) -> Vec<Effect> {
    let changes = model.insight.changes.as_ref();
    let wanted = changes.and_then(|changes| changes.get(place)).cloned();
    let Some(wanted) = wanted.filter(|_| model.insight.fresh) else {
        return vec![Effect::Announce(
            "The request has changed. Choose again from the list.".into(),
        )];
    };
    let words = sentence(model, &wanted);
    let before = model.scenario.clone();
    // The changes speak of the world before any of them.
    let mut changed = (*before).clone();
    let done = wanted
        .changes
        .iter()
        .try_for_each(|change| model.trial().carry_out(&mut changed, change));
    let step = Name::new(format!("{TRIAL}{}", words.replace('`', "")));
    let done = edit(model, step, |scenario| {
        done.map(|()| *scenario = mem::take(&mut changed))
    });
    super::work::show_changed_policy(model, &before);
    match done {
        Ok(((), mut effects)) => {
            let words = words.replace('`', "");
            effects.push(Effect::Announce(format!(
                "Tried: {words}. Undo takes it back."
            )));
            effects
        }
        Err(effects) => effects,
    }
}
