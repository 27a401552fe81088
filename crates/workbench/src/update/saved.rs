//! The saved requests: saving, naming, expecting, ordering, pinning a world to compare with, and
//! the report.

use crate::edit::{Name, edit, refuse, touch};
use crate::effect::Effect;
use crate::message::{Message, TestFormat};
use crate::model::Model;
use crate::test_run::Baseline;
use scenario::build::Built;
use scenario::report::{self, Suite};
use scenario::{Expectation, SavedRequest, Scenario, caps};
use std::rc::Rc;
use std::sync::Arc;

pub(super) fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::ShowTests(show) => {
            model.page.tests = show;
            // There is room for one of the two.
            model.matrix.open &= !show;
            model.test();
            Vec::new()
        }
        Message::SaveRequest { name, expected } => save(model, name.trim(), expected),
        Message::UpdateSaved(place) => {
            let request = model.scenario().request.clone();
            change(model, place, "update", move |saved| saved.request = request)
        }
        Message::ExpectSaved(place, expected) => change(model, place, "expect of", move |saved| {
            saved.expected = expected;
        }),
        Message::RenameSaved(place, name) => rename(model, place, name.trim()),
        Message::DeleteSaved(place) => delete(model, place),
        Message::MoveSaved { from, to } => reorder(model, from, to),
        Message::PinBaseline => pin(model),
        Message::DropBaseline => {
            model.pin(None);
            let mut effects = touch(model);
            effects.push(Effect::Announce("Nothing is pinned any more.".into()));
            effects
        }
        Message::ExportTests(format) => export(model, format),
        _ => Vec::new(),
    }
}

fn save(model: &mut Model, name: &str, expected: Option<Expectation>) -> Vec<Effect> {
    let step = Name::new(format!("save “{name}”"));
    let done = edit(model, step, |scenario| {
        free_name(scenario, name, None)?;
        if caps::SAVED <= scenario.saved.len() {
            return Err(format!(
                "There are {} tests already, which is the most. Delete one first.",
                caps::SAVED
            ));
        }
        let request = scenario.request.clone();
        scenario.saved.push(SavedRequest {
            name: name.to_owned(),
            request,
            expected,
        });
        Ok(())
    });
    told(done, format!("Saved the request as {name}."))
}

fn change(
    model: &mut Model,
    place: usize,
    verb: &str,
    set: impl FnOnce(&mut SavedRequest),
) -> Vec<Effect> {
    let Some(held) = model.scenario().saved.get(place) else {
        return Vec::new();
    };
    let name = held.name.clone();
    let mut changed = held.clone();
    set(&mut changed);
    if changed == *held {
        return Vec::new();
    }
    let step = Name::new(format!("{verb} “{name}”"));
    let done = edit(model, step, |scenario| {
        if let Some(held) = scenario.saved.get_mut(place) {
            *held = changed;
        }
        Ok::<(), String>(())
    });
    told(done, format!("Changed {name}."))
}

fn rename(model: &mut Model, place: usize, name: &str) -> Vec<Effect> {
    let Some(held) = model.scenario().saved.get(place) else {
        return Vec::new();
    };
    let before = held.name.clone();
    if before == name {
        model.page.dialog = None;
        return Vec::new();
    }
    let step = Name::new(format!("rename “{before}”"));
    let done = edit(model, step, |scenario| {
        free_name(scenario, name, Some(place))?;
        if let Some(held) = scenario.saved.get_mut(place) {
            held.name = name.to_owned();
        }
        Ok::<(), String>(())
    });
    told(done, format!("Renamed {before} to {name}."))
}

fn delete(model: &mut Model, place: usize) -> Vec<Effect> {
    let Some(held) = model.scenario().saved.get(place) else {
        return Vec::new();
    };
    let name = held.name.clone();
    let step = Name::new(format!("delete “{name}”"));
    let done = edit(model, step, |scenario| {
        scenario.saved.remove(place);
        Ok::<(), String>(())
    });
    told(done, format!("Deleted {name}."))
}

fn reorder(model: &mut Model, from: usize, to: usize) -> Vec<Effect> {
    let saved = &model.scenario().saved;
    let (Some(held), true) = (saved.get(from), to < saved.len() && from != to) else {
        return Vec::new();
    };
    let name = held.name.clone();
    let count = saved.len();
    let step = Name::new(format!("move “{name}”"));
    let done = edit(model, step, |scenario| {
        let held = scenario.saved.remove(from);
        scenario.saved.insert(to, held);
        Ok::<(), String>(())
    });
    told(done, format!("{name} is number {} of {count}.", to + 1))
}

/// Keeps the world as it is, to be compared with what is done to it.
fn pin(model: &mut Model) -> Vec<Effect> {
    let cache = &mut model.cache;
    let built = Built::new(&model.scenario, |policy, document| {
        Arc::clone(&cache.get(policy, document).policy)
    });
    model.pin(Some(Baseline {
        scenario: Rc::clone(&model.scenario),
        built,
    }));
    let mut effects = touch(model);
    effects.push(Effect::Announce(
        "Pinned. Saved requests whose answer changes from now on are listed.".into(),
    ));
    effects
}

fn export(model: &mut Model, format: TestFormat) -> Vec<Effect> {
    if model.scenario().saved.is_empty() {
        return refuse(model, "no request is saved yet. Save one first".into());
    }
    model.test();
    vec![Effect::Download {
        name: super::work::file_name(
            &format!("{} tests", model.scenario().title),
            format.extension(),
        ),
        text: {
            let scenario = model.scenario();
            let suite = Suite {
                title: &scenario.title,
                saved: &scenario.saved,
                results: &model.tests.results,
            };
            report::text(&[suite], format)
        },
    }]
}

fn free_name(scenario: &Scenario, name: &str, but: Option<usize>) -> Result<(), String> {
    if name.is_empty() {
        return Err("A test needs a name.".into());
    }
    if caps::TEXT < name.chars().count() {
        return Err(format!(
            "A name has at most {} characters. Shorten it.",
            caps::TEXT
        ));
    }
    let held = scenario.saved.iter().position(|saved| saved.name == name);
    match held.filter(|held| Some(*held) != but) {
        Some(_) => Err(format!(
            "A request named “{name}” is saved already. Choose another name."
        )),
        None => Ok(()),
    }
}

fn told(done: Result<((), Vec<Effect>), Vec<Effect>>, said: String) -> Vec<Effect> {
    match done {
        Ok(((), mut effects)) => {
            effects.push(Effect::Announce(said));
            effects
        }
        Err(effects) => effects,
    }
}
