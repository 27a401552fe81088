//! A drag from start to drop.

use crate::attachments;
use crate::drag::{self, Drag, Dragged, Landing};
use crate::edit::refuse;
use crate::effect::Effect;
use crate::message::Message;
use crate::model::Model;

pub(super) fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::DragStart(what) => {
            let can_start = drag::can_start(model.scenario(), &what);
            model.page.drag = can_start.then_some(Drag { what, over: None });
        }
        Message::DragOver(row, zone) => {
            if let Some(drag) = &mut model.page.drag {
                drag.over = Some((row, zone));
            }
        }
        Message::DragLeave => {
            if let Some(drag) = &mut model.page.drag {
                drag.over = None;
            }
        }
        Message::DragCancel => {
            if let Some(drag) = model.page.drag.take() {
                let name = name(model, &drag.what);
                return vec![Effect::Announce(format!("{name} stays where it was."))];
            }
        }
        Message::Drop => return drop_it(model),
        _ => {}
    }
    Vec::new()
}

fn drop_it(model: &mut Model) -> Vec<Effect> {
    let Some(Drag {
        what,
        over: Some((row, zone)),
    }) = model.page.drag.take()
    else {
        return Vec::new();
    };
    match drag::landing(model.scenario(), &what, &row, zone) {
        Landing::Do { message, .. } => super::update(model, *message),
        Landing::Blocked(why) => refuse(model, why),
        Landing::Stays(why) if why.is_empty() => Vec::new(),
        Landing::Stays(why) => vec![Effect::Announce(why)],
    }
}

/// What is dragged, in words.
pub(crate) fn name(model: &Model, what: &Dragged) -> String {
    match what {
        Dragged::Item(item) => attachments::label(model.scenario(), item),
        Dragged::Policy(policy) => super::policy::policy_name(model, *policy),
    }
}
