//! Walking the organization tree.

use crate::edit::{select, toggle};
use crate::effect::{Effect, Target};
use crate::message::Message;
use crate::model::{Model, movable};
use crate::tree_keys::{self, TreeMove};
use crate::view::tree::TreeView;

pub(super) fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::Select(item) => select(model, item),
        Message::ToggleRow(item) => toggle_row(model, item),
        Message::TreeKey(key) => {
            let rows = TreeView::new(model).rows;
            match tree_keys::press(&rows, model.selected(), key) {
                TreeMove::Select(item) => model.page.selected = item,
                TreeMove::Toggle(item) => toggle_row(model, item),
                TreeMove::Stay => return Vec::new(),
            }
            return vec![Effect::Focus(Target::Tree)];
        }
        Message::Cut(item) => {
            if movable(&model.scenario, &item).is_none() {
                return Vec::new();
            }
            let name = item.name(&model.scenario);
            model.page.cut = Some(item);
            let said = format!("Cut {name}. Choose where it goes and paste it there.");
            return vec![Effect::Announce(said)];
        }
        _ => {}
    }
    Vec::new()
}

/// A selected row that gets hidden hands the selection to the row that hides it.
fn toggle_row(model: &mut Model, item: crate::Item) {
    toggle(model, item.clone());
    if !model.is_collapsed(&item) {
        return;
    }
    let rows = TreeView::new(model);
    if rows.position(model.selected()).is_none() {
        model.page.selected = item;
    }
}
