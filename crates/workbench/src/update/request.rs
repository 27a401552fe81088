//! The request: who asks for what, and the condition keys set by hand.

use crate::edit::{Name, set};
use crate::effect::Effect;
use crate::history::Group;
use crate::message::Message;
use crate::model::Model;
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
        Message::SetAction(action) if spec.action != action => {
            let name = Name::joined("change the action", Group::Action);
            set(model, name, |scenario| scenario.request.action = action)
        }
        Message::SetResource(resource) if spec.resource != resource => {
            let name = Name::joined("change the resource", Group::Resource);
            set(model, name, |scenario| scenario.request.resource = resource)
        }
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

fn ask_saved(model: &mut Model, place: usize) -> Vec<Effect> {
    let Some(saved) = model.scenario().saved.get(place) else {
        return Vec::new();
    };
    let (name, request) = (saved.name.clone(), saved.request.clone());
    set(model, Name::new(format!("ask “{name}”")), |scenario| {
        scenario.request = request
    })
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
/// values it has.
fn value(model: &Model, key: &str, text: &str) -> ContextValue {
    let parts = text
        .split(['\n', ','])
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let parts: Vec<String> = parts.map(str::to_owned).collect();
    let given = entry(&model.scenario().request, key).map(|held| &held.value);
    let is_list = match (
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
