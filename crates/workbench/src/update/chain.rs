//! Assuming roles: who makes which session, and what is open of the chain.

use crate::edit::{Name, edit, refuse, set};
use crate::effect::Effect;
use crate::evaluation::{Look, is_decided_at};
use crate::message::Message;
use crate::model::Model;
use crate::path_key::{CheckKey, GateKey};
use iam::AccountId;
use scenario::{Assumption, CallerSpec, Session, caps};

pub(super) fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::AssumeRole(account, role) => assume(model, account, role),
        Message::LeaveRole => leave(model),
        Message::SetMaker(back, maker) => set_maker(model, back, maker),
        Message::SetLook(look) => set_look(model, look),
        Message::ToggleStep(back, part) => {
            if !model.page.steps.remove(&(back, part)) {
                model.page.steps.insert((back, part));
            }
            Vec::new()
        }
        Message::ToggleStepGate(check, gate) => {
            let open = model.is_step_gate_open(check, gate);
            model.page.step_gates.insert((check, gate), !open);
            Vec::new()
        }
        _ => Vec::new(),
    }
}

fn assume(model: &mut Model, account: AccountId, role: String) -> Vec<Effect> {
    let present = model.scenario().request.caller.clone();
    if caps::CHAIN < present.makers().count() {
        let most = caps::CHAIN;
        let why = format!("A chain has at most {most} roles here. Leave one first.");
        return refuse(model, why);
    }
    let session = Session {
        assumed: Some(Box::new(Assumption::new(present.clone()))),
        ..Session::named(session_name(&present))
    };
    model.page.steps.clear();
    model.page.step_gates.clear();
    set(model, Name::new(format!("assume {role}")), |scenario| {
        scenario.request.caller = CallerSpec::Role {
            account,
            name: role,
            session,
        };
    })
}

/// The console names a session after whoever switches roles.
fn session_name(maker: &CallerSpec) -> String {
    let name = match maker {
        CallerSpec::User { name, .. } => name.as_str(),
        CallerSpec::Role { session, .. } | CallerSpec::Federated { session, .. } => {
            session.name.as_str()
        }
        CallerSpec::Root { .. }
        | CallerSpec::RootTask { .. }
        | CallerSpec::Service { .. }
        | CallerSpec::WebIdentity { .. }
        | CallerSpec::Anonymous => "",
    };
    match name.len() < 2 {
        true => "session".into(),
        false => name.to_owned(),
    }
}

fn leave(model: &mut Model) -> Vec<Effect> {
    let Some(maker) = model.scenario().request.caller.maker().cloned() else {
        return Vec::new();
    };
    set(model, Name::new("leave the role"), |scenario| {
        scenario.request.caller = maker;
    })
}

fn set_maker(model: &mut Model, back: usize, maker: Option<CallerSpec>) -> Vec<Effect> {
    let name = match maker {
        Some(_) => "change who assumes the role",
        None => "take the session as given",
    };
    let changed = edit(model, Name::new(name), |scenario| {
        let made = scenario.request.caller.back_mut(back);
        let Some(session) = made.and_then(CallerSpec::session_mut) else {
            return Err("This session is not there any more. Choose one that is.".to_owned());
        };
        match (maker, &mut session.assumed) {
            (Some(maker), Some(assumed)) => assumed.by = maker,
            (Some(maker), none) => *none = Some(Box::new(Assumption::new(maker))),
            (None, held) => *held = None,
        }
        Ok(())
    });
    match changed {
        Ok(((), effects)) | Err(effects) => effects,
    }
}

fn set_look(model: &mut Model, look: Look) -> Vec<Effect> {
    model.page.look = look;
    model.decide();
    vec![Effect::SettleSoon]
}

impl Model {
    /// Whether a gate of a step of the role chain is open: as the user left it, or where the
    /// answer was made.
    pub fn is_step_gate_open(&self, check: CheckKey, gate: GateKey) -> bool {
        let chosen = self.page.step_gates.get(&(check, gate)).copied();
        let steps = self.evaluation.chain().iter();
        let mut steps = steps.filter(|step| step.back == check.back);
        let mut decides = || {
            let check = steps.next()?.assumed.checks.get(check.check)?;
            Some(is_decided_at(self.evaluation.built(), &check.trace, gate))
        };
        chosen.unwrap_or_else(|| decides().unwrap_or(false))
    }
}
