//! One step of editing: the change with its word for undo, the new answer, and what has to be
//! said and kept. Every message that changes the document comes through here.

use crate::effect::Effect;
use crate::history::{Group, Step};
use crate::item::Item;
use crate::keeping::Kept;
use crate::model::Model;
use crate::notice::Notice;
use crate::update::branch;
use crate::view::outline::Outline;
use crate::works::{Holder, Place};
use scenario::Scenario;
use std::fmt::Display;
use std::rc::Rc;

/// What a step is called, and which steps it joins.
pub(crate) struct Name {
    /// The end of "Undo …".
    pub(crate) label: String,
    /// Steps of one group become one while they follow one another without a pause.
    pub(crate) group: Option<Group>,
}

impl Name {
    pub(crate) fn new(label: impl Into<String>) -> Name {
        Name {
            label: label.into(),
            group: None,
        }
    }

    pub(crate) fn joined(label: impl Into<String>, group: Group) -> Name {
        Name {
            label: label.into(),
            group: Some(group),
        }
    }
}

/// Changes the document and decides again. A refusal leaves everything as it was and is told
/// where the user looks: in the dialog, or else across the page.
pub(crate) fn edit<T, E: Display>(
    model: &mut Model,
    name: Name,
    change: impl FnOnce(&mut Scenario) -> Result<T, E>,
) -> Result<(T, Vec<Effect>), Vec<Effect>> {
    let joins = model.history.joins(name.group.as_ref());
    // A step that joins another needs no copy of its own: edits refuse before they change.
    let before = (!joins).then(|| Rc::clone(&model.scenario));
    let selected = model.page.selected.clone();
    let done = match change(Rc::make_mut(&mut model.scenario)) {
        Ok(done) => done,
        Err(refusal) => {
            if let Some(before) = before {
                model.scenario = before;
            }
            return Err(refuse(model, refusal.to_string()));
        }
    };
    if let Some(scenario) = before {
        let label = name.label;
        let step = Step {
            scenario,
            selected,
            batch: model.page.batch.clone(),
            label,
        };
        model.history.record(step, name.group);
    }
    model.page.dialog = None;
    model.page.problem = None;
    model
        .page
        .notices
        .retain(|notice| !matches!(notice, Notice::Refused(_)));
    Ok((done, changed(model)))
}

/// An edit that is never refused.
pub(crate) fn set(
    model: &mut Model,
    name: Name,
    change: impl FnOnce(&mut Scenario),
) -> Vec<Effect> {
    let done = edit(model, name, |scenario| {
        change(scenario);
        Ok::<(), std::convert::Infallible>(())
    });
    match done {
        Ok(((), effects)) | Err(effects) => effects,
    }
}

/// What follows every change of the document.
pub(crate) fn changed(model: &mut Model) -> Vec<Effect> {
    model.decide();
    touch(model)
}

/// What is in hand is the visitor's own from now on, and has to be kept.
pub(crate) fn touch(model: &mut Model) -> Vec<Effect> {
    let mut effects = vec![Effect::SettleSoon];
    if model.keeping.holder == Holder::OtherTab {
        effects.extend(branch(model));
    }
    if model.keeping.work.is_none() {
        let id = model.new_id();
        model.keeping.work = Some(id.clone());
        model.keeping.before = None;
        model.stop_visiting();
        effects.extend([Effect::Hold(Place::Work(id)), Effect::ForgetLink]);
    } else if model.keeping.link_is_shown {
        effects.push(Effect::ForgetLink);
    }
    model.keeping.link_is_shown = false;
    model.keeping.state = Kept::Changed;
    effects
}

/// Tells why something was not done.
pub(crate) fn refuse(model: &mut Model, why: String) -> Vec<Effect> {
    let why = sentence(&why);
    match model.page.dialog {
        Some(_) => model.page.problem = Some(why.clone()),
        None => model.tell(Notice::Refused(why.clone())),
    }
    vec![Effect::Announce(why)]
}

/// Selects an item, with the rows above it open, and no longer hidden by a search.
pub(crate) fn select(model: &mut Model, item: Item) {
    if !item.exists(&model.scenario) {
        return;
    }
    let mut above: Vec<Item> = Vec::new();
    let holder = match &item {
        Item::Node(_) | Item::Account(_) => item.clone(),
        Item::User(id, _)
        | Item::Group(id, _)
        | Item::Role(id, _)
        | Item::Resource(id, _)
        | Item::Endpoint(id, _) => {
            let account = Item::account(&model.scenario, *id);
            above.push(account.clone());
            account
        }
    };
    if let (Item::Node(node), Some(tree)) = (holder, &model.scenario.organization) {
        above.extend(tree.upward(node).skip(1).map(Item::Node));
    }
    for row in above {
        if model.is_collapsed(&row) {
            toggle(model, row);
        }
    }
    if !model.page.filter.is_empty() && Outline::new(model).position(&item).is_none() {
        model.page.filter.clear();
    }
    model.page.selected = item;
}

/// Opens or closes a row.
pub(crate) fn toggle(model: &mut Model, row: Item) {
    if !model.page.toggled.remove(&row) {
        model.page.toggled.insert(row);
    }
}

/// With a capital letter and a full stop.
pub(crate) fn sentence(text: &str) -> String {
    let text = crate::view::verdict::capitalized(text);
    match text.ends_with(['.', '!', '?']) {
        true => text,
        false => format!("{text}."),
    }
}

impl Model {
    /// Adds a notice in place of an older one of its sort.
    pub(crate) fn tell(&mut self, notice: Notice) {
        let sort = std::mem::discriminant(&notice);
        self.page
            .notices
            .retain(|other| std::mem::discriminant(other) != sort);
        self.page.notices.push(notice);
    }
}
