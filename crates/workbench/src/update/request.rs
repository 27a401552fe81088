//! The request: who asks for what, and the condition keys set by hand.

use crate::batch::{Batch, is_pattern};
use crate::edit::{Name, set};
use crate::effect::Effect;
use crate::history::Group;
use crate::message::{Field, Message};
use crate::model::Model;
use crate::view::completion::open_places;
use iam::context::{ContextKey, Lookup};
use scenario::{ContextEntry, ContextValue, RequestSpec};

pub(super) fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    let spec = &model.scenario().request;
    match message {
        Message::SetCaller(caller) if spec.caller != caller => {
            set(model, Name::new("change the caller"), |scenario| {
                scenario.request.caller = caller
            })
        }
        Message::SetAction(actions) => set_action(model, actions),
        Message::SetResource(resources) => set_resource(model, resources),
        Message::AskBatch(place) => ask_batch(model, place),
        Message::Complete(completing) => {
            model.page.completing = Some(completing);
            Vec::new()
        }
        Message::EndCompletion => {
            model.page.completing = None;
            Vec::new()
        }
        Message::Take(field, text) => take(model, field, text),
        Message::FillIn(place) => fill_in(model, place),
        Message::SetOwner(owner) if spec.owner != owner => {
            let name = Name::new("change the resource's owner");
            set(model, name, |scenario| scenario.request.owner = owner)
        }
        Message::SetContextKey(key, text) => {
            let value = value(model, &key, &text);
            give(model, key, Some(value))
        }
        Message::SetContextUnknown(key) => give(model, key, Some(ContextValue::Unknown)),
        Message::SetContextAbsent(key) => give(model, key, Some(ContextValue::Absent)),
        Message::ResetContextKey(key) => give(model, key, None),
        Message::AskSaved(place) => ask_saved(model, place),
        _ => Vec::new(),
    }
}

fn set_action(model: &mut Model, actions: String) -> Vec<Effect> {
    let resources = model.resource_text().to_owned();
    let name = Name::joined("change the action", Group::Action);
    type_in(model, actions, resources, name)
}

fn set_resource(model: &mut Model, resources: String) -> Vec<Effect> {
    let actions = model.action_text().to_owned();
    let name = Name::joined("change the resource", Group::Resource);
    type_in(model, actions, resources, name)
}

/// Takes over what stands in the fields for action and resource. Where that is several requests,
/// the present one is asked on, or else the first.
fn type_in(model: &mut Model, actions: String, resources: String, name: Name) -> Vec<Effect> {
    let waits = is_pattern(&actions) && model.catalog().is_none();
    model.page.waiting = waits.then(|| (actions.clone(), resources.clone()));
    let batch = Batch::of(model, &actions, &resources);
    let spec = &model.scenario().request;
    let asked = batch.as_ref().and_then(|batch| {
        let ask = batch.asks.get(batch.beginning(spec))?;
        Some((ask.action.clone(), ask.resource.clone()))
    });
    let (action, resource) = asked.unwrap_or((actions, resources));
    let is_same = spec.action == action && spec.resource == resource;
    // A step that is taken back brings back what was typed before it.
    let effects = match is_same {
        true => Vec::new(),
        false => set(model, name, |scenario| {
            scenario.request.action = action;
            scenario.request.resource = resource;
        }),
    };
    model.page.batch = batch;
    effects
}

/// The catalogue has come: patterns that stand in the field since before are asked now.
pub(crate) fn ask_what_waited(model: &mut Model) -> Vec<Effect> {
    let Some((actions, resources)) = model.page.waiting.take() else {
        return Vec::new();
    };
    let still_stands = model.action_text() == actions && model.resource_text() == resources;
    let name = Name::joined("change the action", Group::Action);
    match still_stands {
        true => type_in(model, actions, resources, name),
        false => Vec::new(),
    }
}

fn ask_batch(model: &mut Model, place: usize) -> Vec<Effect> {
    let asks = model.page.batch.as_ref().map(|batch| &batch.asks);
    let Some(ask) = asks.and_then(|asks| asks.get(place)).cloned() else {
        return Vec::new();
    };
    let name = Name::joined(format!("ask {}", ask.action), Group::Batch);
    set(model, name, |scenario| {
        scenario.request.action = ask.action;
        scenario.request.resource = ask.resource;
    })
}

/// Takes what was on offer; the first place that is still open waits to be typed over.
fn take(model: &mut Model, field: Field, text: String) -> Vec<Effect> {
    model.page.completing = None;
    let mut effects = match field {
        Field::Action => set_action(model, text),
        Field::Resource => set_resource(model, text),
        Field::ConditionKey => Vec::new(),
    };
    if field == Field::Resource {
        effects.extend(fill_in(model, 0));
    }
    effects
}

fn fill_in(model: &Model, place: usize) -> Vec<Effect> {
    let places = open_places(model.resource_text());
    let select = places.get(place).map(|open| Effect::Select {
        field: Field::Resource,
        from: open.from,
        to: open.to,
    });
    select.into_iter().collect()
}

fn ask_saved(model: &mut Model, place: usize) -> Vec<Effect> {
    let Some(saved) = model.scenario().saved.get(place) else {
        return Vec::new();
    };
    let (name, request) = (saved.name.clone(), saved.request.clone());
    let effects = set(model, Name::new(format!("ask “{name}”")), |scenario| {
        scenario.request = request
    });
    model.page.batch = None;
    effects
}

/// Sets a key by hand, or takes back what was set.
fn give(model: &mut Model, key: String, value: Option<ContextValue>) -> Vec<Effect> {
    let key = key.trim().to_owned();
    if key.is_empty()
        || entry(&model.scenario().request, &key).map(|held| &held.value) == value.as_ref()
    {
        return Vec::new();
    }
    let name = match value {
        Some(ContextValue::Single(_) | ContextValue::Several(_)) => {
            Name::joined(format!("set {key}"), Group::ContextKey(key.to_lowercase()))
        }
        Some(ContextValue::Unknown) => Name::new(format!("set {key} to unknown")),
        Some(ContextValue::Absent) => Name::new(format!("leave out {key}")),
        None => Name::new(format!("reset {key}")),
    };
    set(model, name, |scenario| {
        let context = &mut scenario.request.context;
        let place = context
            .iter()
            .position(|held| held.key.eq_ignore_ascii_case(&key));
        match (value, place.and_then(|place| context.get_mut(place)), place) {
            (Some(value), Some(held), _) => held.value = value,
            (Some(value), None, _) => context.push(ContextEntry { key, value }),
            (None, _, Some(place)) => {
                context.remove(place);
            }
            (None, _, None) => {}
        }
    })
}

fn entry<'a>(spec: &'a RequestSpec, key: &str) -> Option<&'a ContextEntry> {
    spec.context
        .iter()
        .find(|held| held.key.eq_ignore_ascii_case(key))
}

/// Line breaks and commas separate several values. A key that is a list stays one, however many
/// values it has, and so does one that the catalogue calls a list.
fn value(model: &Model, key: &str, text: &str) -> ContextValue {
    let parts = text
        .split(['\n', ','])
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let parts: Vec<String> = parts.map(str::to_owned).collect();
    let given = entry(&model.scenario().request, key).map(|held| &held.value);
    let kind = model.catalog().and_then(|catalog| catalog.key(key));
    let is_list = kind.is_some_and(|key| key.kind().is_list());
    let is_list = is_list
        || match (
            given,
            model
                .evaluation()
                .request()
                .context
                .lookup(&ContextKey::new(key)),
        ) {
            (Some(ContextValue::Several(_)), _) | (None, Lookup::Several(_)) => true,
            _ => 1 < parts.len(),
        };
    match is_list {
        true => ContextValue::Several(parts),
        false => ContextValue::Single(text.trim().to_owned()),
    }
}
