//! The policies: which are open, and their text.

use crate::attachments;
use crate::edit::{Name, edit};
use crate::effect::{Effect, Target};
use crate::history::Group;
use crate::item::Item;
use crate::message::{Message, Pane};
use crate::model::Model;
use crate::path_key::StatementKey;
use crate::skeleton::skeleton;
use iam::PolicyKind;
use scenario::edit::{self as document, Refusal};
use scenario::{PolicyDocument, PolicyOwner, PolicyRef};

/// How far a level of a policy that AWS wrote is set in.
const INDENT: usize = 4;

pub(super) fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::OpenPolicy(policy) => {
            open(model, policy);
            model.page.pane = Pane::Policy;
            Vec::new()
        }
        Message::ClosePolicy(policy) => {
            close(model, policy);
            Vec::new()
        }
        Message::EditPolicy(policy, text) => edit_text(model, policy, text),
        Message::NewPolicy(kind, name) => {
            let text = skeleton(&model.scenario, kind, None);
            add(model, kind, &name, text, None)
        }
        Message::NewPolicyFor(item, kind, name) => {
            let text = skeleton(&model.scenario, kind, Some(&item));
            add(model, kind, &name, text, Some(&item))
        }
        Message::AddPolicy(kind, name, text) => add(model, kind, &name, text, None),
        Message::RenamePolicy(policy, name) => rename(model, policy, &name),
        Message::DeletePolicy(policy) => delete(model, policy),
        Message::AddManagedPolicy(name) => add_managed(model, &name),
        Message::CopyPolicy(policy) => copy(model, policy),
        Message::CursorMoved(offset) => {
            model.page.cursor = statement_at(model, offset);
            Vec::new()
        }
        Message::RevealFinding(from, to) => {
            model.page.pane = Pane::Policy;
            vec![Effect::Reveal { from, to }]
        }
        _ => Vec::new(),
    }
}

/// Brings a policy to the front, in a tab of its own.
pub(super) fn open(model: &mut Model, policy: PolicyRef) {
    if model.scenario.policies.get(policy).is_none() {
        return;
    }
    if !model.page.open_policies.contains(&policy) {
        model.page.open_policies.push(policy);
    }
    if model.page.front != Some(policy) {
        model.page.front = Some(policy);
        model.page.cursor = None;
    }
}

fn close(model: &mut Model, policy: PolicyRef) {
    let open = &mut model.page.open_policies;
    let Some(place) = open.iter().position(|held| *held == policy) else {
        return;
    };
    open.remove(place);
    if model.page.front == Some(policy) {
        let beside = open.get(place).or(open.last());
        model.page.front = beside.copied();
        model.page.cursor = None;
    }
}

fn edit_text(model: &mut Model, policy: PolicyRef, text: String) -> Vec<Effect> {
    let Some(held) = model.scenario.policies.get(policy) else {
        return Vec::new();
    };
    if *held.text == *text {
        return Vec::new();
    }
    let name = Name::joined(format!("typing in {}", held.name), Group::Policy(policy));
    match edit(model, name, |scenario| {
        document::edit_policy(scenario, policy, text)
    }) {
        Ok(((), effects)) | Err(effects) => effects,
    }
}

/// Makes a policy, attached or not, and opens it.
fn add(
    model: &mut Model,
    kind: PolicyKind,
    name: &str,
    text: String,
    item: Option<&Item>,
) -> Vec<Effect> {
    let step = Name::new(format!("new policy {}", name.trim()));
    let policy = PolicyDocument::new(name.trim(), kind, text);
    let done = edit(model, step, |scenario| {
        let policy = document::add_policy(scenario, policy)?;
        if let Some(item) = item {
            document::attach(scenario, policy, &item.into())?;
        }
        Ok::<PolicyRef, Refusal>(policy)
    });
    match done {
        Ok((policy, mut effects)) => {
            open(model, policy);
            model.page.pane = Pane::Policy;
            let place = match item {
                Some(item) => format!(
                    " and attached it to {}",
                    attachments::label(&model.scenario, item)
                ),
                None => String::new(),
            };
            effects.push(Effect::Announce(format!(
                "Made the {} {}{place}.",
                kind.name(),
                name.trim()
            )));
            effects.push(Effect::Focus(Target::Editor));
            effects
        }
        Err(effects) => effects,
    }
}

/// Adds a policy that AWS wrote. The scenario keeps its text, so that it opens without the table.
fn add_managed(model: &mut Model, name: &str) -> Vec<Effect> {
    let known = model.knowledge.policies.get();
    let Some(known) = known.and_then(|known| known.named(name)).copied() else {
        return Vec::new();
    };
    if let Some(held) = model.scenario.policies.named(known.name) {
        let is_aws = |held: &PolicyDocument| held.owner == PolicyOwner::Aws;
        if model.scenario.policies.get(held).is_some_and(is_aws) {
            model.page.dialog = None;
            open(model, held);
            return vec![Effect::Announce(format!("{name} is in the library."))];
        }
    }
    let read = syntax::json::parse(known.document);
    let text =
        syntax::json::format(&read.document, INDENT).unwrap_or_else(|| known.document.into());
    let policy = PolicyDocument {
        owner: PolicyOwner::Aws,
        ..PolicyDocument::new(known.name, PolicyKind::Managed, text + "\n")
    };
    let step = Name::new(format!("add {}", known.name));
    add_document(model, step, policy, |name| {
        format!("Added {name}. Attach it to a user, group or role.")
    })
}

/// A copy belongs to the scenario's author, whoever wrote the original.
fn copy(model: &mut Model, policy: PolicyRef) -> Vec<Effect> {
    let Some(held) = model.scenario.policies.get(policy) else {
        return Vec::new();
    };
    let is_free = |name: &String| model.scenario.policies.named(name).is_none();
    let numbered = (2..).map(|number| format!("{}Copy{number}", held.name));
    let mut names = std::iter::once(format!("{}Copy", held.name)).chain(numbered);
    let Some(name) = names.find(is_free) else {
        return Vec::new();
    };
    let step = Name::new(format!("copy {}", held.name));
    let copy = PolicyDocument::new(name, held.kind, held.text.clone());
    add_document(model, step, copy, |name| {
        format!("Made {name}, which you can change. It is attached to nothing yet.")
    })
}

/// Adds a policy and shows it.
fn add_document(
    model: &mut Model,
    step: Name,
    policy: PolicyDocument,
    said: impl FnOnce(&str) -> String,
) -> Vec<Effect> {
    let said = said(&policy.name);
    match edit(model, step, |scenario| {
        document::add_policy(scenario, policy)
    }) {
        Ok((policy, mut effects)) => {
            open(model, policy);
            model.page.pane = Pane::Policy;
            effects.push(Effect::Announce(said));
            effects
        }
        Err(effects) => effects,
    }
}

fn rename(model: &mut Model, policy: PolicyRef, name: &str) -> Vec<Effect> {
    let before = policy_name(model, policy);
    let step = Name::new(format!("rename {before}"));
    match edit(model, step, |scenario| {
        document::rename_policy(scenario, policy, name.trim())
    }) {
        Ok((_, mut effects)) => {
            effects.push(Effect::Announce(format!(
                "Renamed {before} to {}.",
                name.trim()
            )));
            effects
        }
        Err(effects) => effects,
    }
}

fn delete(model: &mut Model, policy: PolicyRef) -> Vec<Effect> {
    let name = policy_name(model, policy);
    let step = Name::new(format!("delete {name}"));
    match edit(model, step, |scenario| {
        document::delete_policy(scenario, policy)
    }) {
        Ok((_, mut effects)) => {
            effects.push(Effect::Announce(format!("Deleted {name}.")));
            effects
        }
        Err(effects) => effects,
    }
}

pub(super) fn policy_name(model: &Model, policy: PolicyRef) -> String {
    let held = model.scenario.policies.get(policy);
    held.map(|held| held.name.clone()).unwrap_or_default()
}

/// The statement that a UTF-16 offset of the open policy lies in.
fn statement_at(model: &Model, offset: u32) -> Option<StatementKey> {
    let policy = model.front_policy()?;
    let parsed = model.parsed(policy)?;
    let at = parsed
        .policy
        .statement_at(parsed.lines.from_utf16(offset))?;
    let index = u32::try_from(at).ok()?;
    Some(StatementKey { policy, index })
}
