//! What a person does on the page and what comes of it, on the coffee shop.

mod browser;
mod caller;
mod catalogue;
mod chain;
mod details;
mod drag;
mod effective;
mod files;
mod fill;
mod gallery;
mod images;
mod long;
mod matrix;
mod membership;
mod organization;
mod path;
mod policy;
mod question;
mod request;
mod saved;
mod share;
mod steps;
mod switches;
mod tree;
mod views;
mod walk;
mod what_if;
mod work;
mod works;

use crate::view::{RequestView, VerdictView};
use crate::{
    Effect, File, FileContent, Item, KeptWork, Message, Model, Opened, Stored, start, update,
};
use iam::AccountId;
use scenario::{CallerSpec, NodeKind, NodeRef, PolicyRef, Scenario, examples, wire};

fn stored() -> Stored {
    Stored {
        address: "https://playground.example/".into(),
        tab: "tab1".into(),
        ..Stored::default()
    }
}

/// The page on a first visit.
fn first_visit() -> Model {
    start(stored()).0
}

fn coffee_shop() -> Scenario {
    examples::coffee_shop()
}

/// Work of the visitor's own.
fn own_work() -> String {
    wire::to_json(&Scenario {
        title: "Mine".into(),
        ..coffee_shop()
    })
}

/// The same, as the browser keeps it.
fn own_kept() -> Opened {
    Opened::Work(KeptWork {
        id: "mine".into(),
        text: own_work(),
        history: String::new(),
    })
}

/// Opens a file with a scenario.
fn file(scenario: &Scenario) -> Message {
    Message::OpenFile(File {
        name: "scenario.json".into(),
        content: FileContent::Text(wire::to_json(scenario)),
    })
}

/// A link to something else.
fn link() -> String {
    let linked = Scenario {
        title: "Theirs".into(),
        ..coffee_shop()
    };
    scenario::link::encode(&linked).unwrap()
}

fn act(model: &mut Model, message: Message) -> Vec<Effect> {
    update(model, message)
}

/// Chooses an example, and has it come if it is a file.
fn open_example(model: &mut Model, id: &str) -> Vec<Effect> {
    let effects = act(model, Message::OpenExample(id.into()));
    match effects == [Effect::FetchExample(id.into())] {
        true => act(model, example_came(id)),
        false => effects,
    }
}

/// What the browser says when it has fetched an example.
fn example_came(id: &str) -> Message {
    let text = examples::Example::find(id).unwrap().text().unwrap();
    Message::ExampleCame(id.into(), Some(text.into()))
}

/// What was said to those who cannot see.
fn said(effects: &[Effect]) -> Vec<&str> {
    let said = effects.iter().filter_map(|effect| match effect {
        Effect::Announce(text) => Some(text.as_str()),
        _ => None,
    });
    said.collect()
}

fn saved(effects: &[Effect]) -> Option<Scenario> {
    effects.iter().find_map(|effect| match effect {
        Effect::Save(work) => Some(wire::from_json(&work.text).unwrap()),
        _ => None,
    })
}

fn verdict(model: &Model) -> String {
    VerdictView::new(model).spoken()
}

fn account(model: &Model, name: &str) -> AccountId {
    let mut all = model.scenario().accounts.iter();
    *all.find(|(_, held)| held.name == name).unwrap().0
}

/// The node of an OU or account.
fn node(model: &Model, name: &str) -> NodeRef {
    let tree = model.scenario().organization.as_ref().unwrap();
    let mut found = tree
        .walk()
        .filter(|(id, ..)| Item::Node(*id).name(model.scenario()) == name);
    found.next().unwrap().0
}

fn policy(model: &Model, name: &str) -> PolicyRef {
    model.scenario().policies.named(name).unwrap()
}

/// Makes somebody of the caller list ask, by the label there.
fn ask(model: &mut Model, caller: &str, action: &str, resource: &str) {
    let caller = caller_labelled(model, caller);
    act(model, Message::SetCaller(caller));
    act(model, Message::SetAction(action.into()));
    act(model, Message::SetResource(resource.into()));
    act(model, Message::Settled);
}

fn caller_labelled(model: &Model, label: &str) -> CallerSpec {
    let groups = RequestView::new(model).callers;
    let mut options = groups.into_iter().flat_map(|group| group.options);
    options.find(|option| option.label == label).unwrap().caller
}

fn ou_names(model: &Model) -> Vec<String> {
    let tree = model.scenario().organization.as_ref().unwrap();
    let names = tree.walk().filter_map(|(_, _, node)| match &node.kind {
        NodeKind::Ou { name, .. } => Some(name.clone()),
        _ => None,
    });
    names.collect()
}
