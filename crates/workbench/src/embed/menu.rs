//! What can be done to a row of the tree in a frame: look at its policies, and move it.

use super::settings::{Lock, Settings};
use crate::attachments;
use crate::item::Item;
use crate::message::Message;
use crate::model::Model;
use crate::view::dialog::{HERE, places};
use crate::view::menu::MenuEntry;

/// The menu of a row.
pub fn row_menu(model: &Model, settings: &Settings, item: &Item) -> Vec<MenuEntry> {
    let scenario = model.scenario();
    let entry = |label, message| MenuEntry {
        label,
        key: None,
        message,
        begins_group: false,
    };
    let attached = attachments::to_item(scenario, item).into_iter();
    let shown = attached.filter_map(|policy| {
        let held = scenario.policies.get(policy)?;
        Some(entry(
            format!("Show {}", held.name),
            Message::OpenPolicy(policy),
        ))
    });
    let moved = Some(item).filter(|_| !settings.locks(Lock::Tree));
    let places = moved.into_iter().flat_map(|item| places(scenario, item));
    let moves = places
        .filter(|place| place.problem.is_none() && place.detail != HERE)
        .map(|place| entry(format!("Move to {}", place.label), place.message));
    let mut entries: Vec<MenuEntry> = shown.chain(moves).collect();
    if entries.is_empty() {
        entries.push(entry("Select".into(), Message::Select(item.clone())));
    }
    entries
}
