//! What a message does in a frame of somebody else's page: a frame knows fewer messages, keeps
//! nothing and has no address bar. What it does not know it does not link, which keeps it small.

use super::{caller, organization, path, policy, request, tree, work};
use crate::effect::Effect;
use crate::message::Message;
use crate::model::Model;

/// Takes in a message; the effects are for the browser to carry out in order.
pub(crate) fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    let mut effects = match message {
        Message::Settled => work::settle_unkept(model),

        Message::Select(_) | Message::ToggleRow(_) | Message::TreeKey(_) => {
            tree::update(model, message)
        }

        Message::MoveNode { node, parent } => organization::move_node(model, node, parent),

        Message::OpenPolicy(policy) => {
            policy::open(model, policy);
            Vec::new()
        }
        Message::EditPolicy(policy, text) => policy::edit_text(model, policy, text),
        Message::CursorMoved(_) | Message::RevealFinding(..) => policy::update(model, message),

        Message::SetCaller(_)
        | Message::SetAction(_)
        | Message::SetResource(_)
        | Message::SetOwner(_)
        | Message::SetContextKey(..)
        | Message::SetContextUnknown(_)
        | Message::SetContextAbsent(_)
        | Message::ResetContextKey(_)
        | Message::AskSaved(_) => request::update(model, message),

        Message::SetCredentials(_)
        | Message::SetCallerName(_)
        | Message::EditSession(_)
        | Message::SetEndpoint(_) => caller::update(model, message),

        Message::Step(_)
        | Message::CopyPath(_)
        | Message::ToggleGate(_)
        | Message::ToggleAllStatements(_)
        | Message::HoverStatement(_)
        | Message::RevealStatement(_) => path::update(model, message),

        Message::DismissNotice(_) => super::page(model, message),

        _ => Vec::new(),
    };
    effects.retain(|effect| !matches!(effect, Effect::ForgetLink));
    effects
}
