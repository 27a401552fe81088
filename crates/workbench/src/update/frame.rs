//! What a message does in a frame of somebody else's page: a frame keeps nothing, opens nothing by
//! itself and has no address bar.

use super::work;
use crate::effect::Effect;
use crate::message::Message;
use crate::model::Model;

/// Takes in a message; the effects are for the browser to carry out in order.
pub(crate) fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    let effects = match message {
        Message::Settled => work::settle_unkept(model),

        Message::Undo
        | Message::Redo
        | Message::NewScenario
        | Message::OpenLink(_)
        | Message::OpenFile(_)
        | Message::Export
        | Message::Share(_)
        | Message::Keep
        | Message::StorageFailed(_)
        | Message::ShowGallery
        | Message::GalleryCame(_)
        | Message::OpenExample(_)
        | Message::ExampleCame(..)
        | Message::Works(_)
        | Message::SetTheme(_) => Vec::new(),

        other => super::update(model, other),
    };
    let here = |effect: &Effect| {
        matches!(
            effect,
            Effect::SettleSoon
                | Effect::Copy { .. }
                | Effect::Announce(_)
                | Effect::Focus(_)
                | Effect::Reveal { .. }
        )
    };
    effects.into_iter().filter(here).collect()
}
