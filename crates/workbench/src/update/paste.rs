//! Filling the request from an error message of AWS or an event of CloudTrail, as one step.

use crate::edit::{Name, edit, refuse};
use crate::effect::Effect;
use crate::message::{Lacking, Message};
use crate::model::Model;
use scenario::edit as change;
use scenario::paste::{self, Missing};

pub(super) fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::TypePasted(text) => {
            model.page.pasted = text;
            model.page.problem = None;
            Vec::new()
        }
        Message::FillRequest(lacking) => fill(model, lacking),
        _ => Vec::new(),
    }
}

fn fill(model: &mut Model, lacking: Lacking) -> Vec<Effect> {
    let pasted = match paste::read(&model.page.pasted) {
        Ok(pasted) => pasted,
        Err(error) => return refuse(model, error.to_string()),
    };
    let filled = paste::fill(model.scenario(), &pasted);
    let name = Name::new("fill the request from a text");
    let changed = edit(model, name, |scenario| {
        match (&filled.missing, lacking) {
            (Some(Missing::User(account, name)), Lacking::Add) => {
                change::add_user(scenario, *account, name)?;
            }
            (Some(Missing::Role(account, name)), Lacking::Add) => {
                change::add_role(scenario, *account, name)?;
            }
            (Some(_) | None, _) => {}
        }
        scenario.request = filled.request;
        Ok::<(), change::Refusal>(())
    });
    match changed {
        Ok(((), mut effects)) => {
            model.page.pasted.clear();
            effects.push(Effect::Announce("The request is filled in.".into()));
            effects
        }
        Err(effects) => effects,
    }
}
