//! Walking the organization tree.

use crate::drag::is_loose;
use crate::edit::{refuse, select, toggle};
use crate::effect::{Effect, Target};
use crate::message::{Dialog, Message};
use crate::model::Model;
use crate::tree_keys::{self, TreeMove};
use crate::view::effective::node_of;
use crate::view::outline::{Line, Outline};

pub(super) fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::Select(item) => select(model, item),
        Message::ToggleRow(item) => toggle_row(model, item),
        Message::TreeKey(key) => {
            let outline = Outline::new(model);
            match tree_keys::press(&outline, &model.scenario, model.selected(), &key) {
                TreeMove::Select(item) => model.page.selected = item,
                TreeMove::Toggle(item) => toggle_row(model, item),
                TreeMove::Stay => return Vec::new(),
            }
            return vec![Effect::Focus(Target::Tree)];
        }
        Message::FilterTree(text) => filter(model, text),
        Message::EndSearch => {
            filter(model, String::new());
            return vec![Effect::Focus(Target::Tree)];
        }
        Message::ShowEffective(item) => match node_of(&model.scenario, &item) {
            Some(node) => model.page.dialog = Some(Dialog::Effective(node)),
            None => {
                let why = "SCPs and RCPs do not apply to accounts outside the organization";
                return refuse(model, why.into());
            }
        },
        Message::Cut(item) => {
            if !is_loose(&model.scenario, &item) {
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

/// Shows only the rows that are searched for, and selects one of them. After a search the
/// selected row is among all again, with those above it open.
fn filter(model: &mut Model, text: String) {
    model.page.filter = text;
    let outline = Outline::new(model);
    if !outline.is_filtered {
        return select(model, model.page.selected.clone());
    }
    let found = outline.found.iter();
    let mut found = found.filter_map(|at| outline.lines.get(*at));
    let is_selected = |line: &Line| line.item == model.page.selected;
    if let (false, Some(first)) = (found.clone().any(is_selected), found.next()) {
        model.page.selected = first.item.clone();
    }
}

/// A selected row that gets hidden hands the selection to the row that hides it.
fn toggle_row(model: &mut Model, item: crate::Item) {
    toggle(model, item.clone());
    if !model.is_collapsed(&item) {
        return;
    }
    if Outline::new(model).position(model.selected()).is_none() {
        model.page.selected = item;
    }
}
