//! What is offered to complete a field: actions, resources and their templates, condition keys.

use crate::batch::{MOST, is_pattern, pieces, resource_pieces, usual};
use crate::knowledge::{DataFile, Table};
use crate::message::{Because, Completing, Field};
use crate::model::Model;
use catalog::{Action, Catalog, ConditionKey, Found};
use std::collections::BTreeSet;

/// More are not listed at once.
const LISTED: usize = 60;
/// Names of the scenario's own that stand in front.
const OWN: usize = 8;

/// What is drawn as the list below a field.
#[derive(Clone, PartialEq, Debug)]
pub struct CompletionView {
    /// The field.
    pub field: Field,
    /// What is offered, the best first.
    pub options: Vec<CompletionOption>,
    /// What has to be said about the list, such as that more fits.
    pub note: Option<String>,
    /// The table that did not come and can be fetched again.
    pub failed: Option<DataFile>,
}

/// Something on offer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CompletionOption {
    /// What is listed.
    pub label: String,
    /// More about it.
    pub detail: String,
    /// What stands in the field once it is taken.
    pub text: String,
    /// Whether more has to be chosen after it.
    pub leads_on: bool,
}

/// A place of a template that has to be filled in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenPlace {
    /// Its name, such as `BucketName`.
    pub name: String,
    /// Where it stands; UTF-16.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
}

/// The open places of a text, in order.
pub(crate) fn open_places(text: &str) -> Vec<OpenPlace> {
    let units = |part: &str| u32::try_from(part.encode_utf16().count()).unwrap_or(u32::MAX);
    let mut places = Vec::new();
    for (at, _) in text.match_indices("${") {
        let (before, rest) = text.split_at(at);
        if let Some((name, _)) = rest.trim_start_matches("${").split_once('}') {
            let from = units(before);
            places.push(OpenPlace {
                name: name.into(),
                from,
                to: from + units(name) + 3,
            });
        }
    }
    places
}

impl CompletionView {
    /// The list of a model, if a field offers one.
    pub fn new(model: &Model) -> Option<CompletionView> {
        let completing = model.page.completing.as_ref()?;
        Some(CompletionView::of(model, completing))
    }

    // A door of the split build: what lies behind it waits (ARCHITECTURE.md).
    #[inline(never)]
    fn of(model: &Model, completing: &Completing) -> CompletionView {
        let mut options = match completing.field {
            Field::Action => actions(model, completing),
            Field::Resource => resources(model, completing),
            Field::ConditionKey => condition_keys(model, completing),
        };
        let more = LISTED < options.len();
        options.truncate(LISTED);
        let table = &model.knowledge.actions;
        let note = match table {
            Table::Here(_) if more => Some(format!(
                "The first {LISTED} matches. Type more letters to narrow them down."
            )),
            Table::Here(catalog) if options.is_empty() => Some(nothing(completing, catalog)),
            Table::Here(_) => None,
            Table::Coming | Table::Unasked => Some("AWS’s lists are still loading.".into()),
            Table::Failed(why) => Some(format!("AWS’s lists could not be loaded: {why}.")),
        };
        CompletionView {
            field: completing.field,
            options,
            note,
            failed: matches!(table, Table::Failed(_)).then_some(DataFile::Actions),
        }
    }
}

/// Why there is nothing to choose; a pattern stands for several actions that are asked at once.
fn nothing(completing: &Completing, catalog: &Catalog) -> String {
    let pattern = Around::new(completing, pieces).part;
    let behind = match completing.field {
        Field::Action if is_pattern(pattern) => catalog.expand(pattern).len(),
        _ => 0,
    };
    match behind {
        0 => format!("AWS’s list of {} has nothing that fits.", catalog.date()),
        1 => format!("{pattern} stands for one action."),
        2..=MOST => {
            format!("{pattern} stands for {behind} actions. Each has its own answer below.")
        }
        _ => format!(
            "{pattern} stands for {behind} actions. The first {MOST} have their own answers below."
        ),
    }
}

/// The part of a field that the cursor is in, with what stands around it.
struct Around<'t> {
    before: &'t str,
    part: &'t str,
    after: &'t str,
}

impl<'t> Around<'t> {
    fn new(completing: &'t Completing, parts: fn(&str) -> Vec<&str>) -> Around<'t> {
        let text = completing.text.as_str();
        let cursor = from_utf16(text, completing.cursor);
        let mut at = 0;
        for part in parts(text) {
            let Some(found) = text.get(at..).and_then(|rest| rest.find(part)) else {
                continue;
            };
            let (from, to) = (at + found, at + found + part.len());
            if from <= cursor && cursor <= to {
                return Around {
                    before: text.get(..from).unwrap_or_default(),
                    part,
                    after: text.get(to..).unwrap_or_default(),
                };
            }
            at = to;
        }
        let (before, after) = text.split_at_checked(cursor).unwrap_or((text, ""));
        Around {
            before,
            part: "",
            after,
        }
    }

    fn with(&self, part: &str) -> String {
        let space = match self.before.ends_with(',') {
            true => " ",
            false => "",
        };
        format!("{}{space}{part}{}", self.before, self.after)
    }
}

fn from_utf16(text: &str, units: u32) -> usize {
    let mut left = units as usize;
    for (at, letter) in text.char_indices() {
        if left < letter.len_utf16() {
            return at;
        }
        left -= letter.len_utf16();
    }
    text.len()
}

fn actions(model: &Model, completing: &Completing) -> Vec<CompletionOption> {
    let around = Around::new(completing, pieces);
    let catalog = model.catalog();
    let typed = match (
        completing.because,
        catalog.and_then(|held| held.action(around.part)),
    ) {
        // The list was asked for at an action: its neighbours.
        (Because::Asked, Some(action)) => format!("{}:", action.service().prefix()),
        _ => around.part.to_owned(),
    };
    let option = |label: String, detail, leads_on| CompletionOption {
        text: around.with(&label),
        label,
        detail,
        leads_on,
    };
    let folded = typed.to_lowercase();
    let own = named_actions(model).into_iter();
    let own = own.filter(|name| name.to_lowercase().contains(&folded));
    let mut listed = BTreeSet::new();
    let mut options: Vec<CompletionOption> = own
        .take(OWN)
        .map(|name| {
            listed.insert(name.to_lowercase());
            let known = catalog.and_then(|catalog| catalog.action(&name));
            let detail = known.map_or("in this scenario".into(), about);
            option(name, detail, false)
        })
        .collect();
    let found = catalog.map(|catalog| catalog.search(&typed, LISTED + OWN + 1));
    for found in found.unwrap_or_default() {
        match found {
            Found::Service(service) => {
                let label = format!("{}:", service.prefix());
                options.push(option(label, service.name().into(), true));
            }
            Found::Action(action) if listed.insert(action.full_name().to_lowercase()) => {
                options.push(option(action.full_name(), about(action), false));
            }
            Found::Action(_) => {}
        }
    }
    options
}

/// What an action does to what.
fn about(action: Action<'_, '_>) -> String {
    let types: Vec<&str> = action
        .resource_types()
        .map(|(held, _)| held.name())
        .collect();
    let on = match types.as_slice() {
        [] => "no resource".into(),
        [one, two, three, _, ..] => format!("{one}, {two}, {three}, …"),
        few => few.join(", "),
    };
    format!("{} · {on}", action.level().word())
}

/// Actions that the scenario's policies and saved requests name, in order.
fn named_actions(model: &Model) -> BTreeSet<String> {
    let parsed = model.all_parsed();
    let named = parsed.flat_map(|parsed| parsed.actions.iter().map(|name| name.to_string()));
    let saved = model.scenario().saved.iter();
    let saved = saved.map(|saved| saved.request.action.clone());
    named.chain(saved).filter(|name| !name.is_empty()).collect()
}

fn resources(model: &Model, completing: &Completing) -> Vec<CompletionOption> {
    let around = Around::new(completing, resource_pieces);
    let asked = asked_actions(model);
    let option = |label: String, detail: String| CompletionOption {
        text: around.with(&label),
        label,
        detail,
        leads_on: false,
    };
    let folded = match completing.because {
        Because::Typed => around.part.to_lowercase(),
        Because::Asked => String::new(),
    };
    let fits_typed = |arn: &str| arn.to_lowercase().contains(&folded);
    let mut options = Vec::new();
    if asked.iter().any(|action| action.takes_no_resource()) {
        options.push(option("*".into(), "no resource in particular".into()));
    }
    let held = named_resources(model).into_iter();
    for arn in held.filter(|arn| fits_typed(arn)) {
        let fitting = asked.iter().find(|action| action.fits(&arn));
        match fitting {
            Some(action) => {
                let detail = types_of(*action, &arn);
                options.push(option(arn, detail));
            }
            None if asked.is_empty() => options.push(option(arn, String::new())),
            None => {}
        }
    }
    let types = asked.iter().flat_map(|action| action.resource_types());
    let templates = types.map(|(held, _)| {
        let arn = held.arn().filled(|place| usual(model, place));
        // The short ones first: they are the usual ones.
        (arn.len(), arn, held.name())
    });
    let templates: BTreeSet<_> = templates.filter(|(_, arn, _)| fits_typed(arn)).collect();
    for (_, arn, name) in templates {
        options.push(option(arn, format!("{name} · to fill in")));
    }
    if asked.is_empty() && fits_typed("*") {
        options.push(option("*".into(), "for actions without a resource".into()));
    }
    options
}

fn types_of(action: Action<'_, '_>, arn: &str) -> String {
    let types = action.service().types_of(arn);
    let names: Vec<&str> = types.iter().map(|held| held.name()).collect();
    names.join(", ")
}

/// The actions in hand that the catalogue knows.
fn asked_actions(model: &Model) -> Vec<Action<'_, 'static>> {
    let Some(catalog) = model.catalog() else {
        return Vec::new();
    };
    let named = pieces(model.action_text()).into_iter();
    let known = named.filter(|name| !is_pattern(name));
    let batch = model.page.batch.iter().flat_map(|batch| &batch.asks);
    let all = known.chain(batch.map(|ask| ask.action.as_str()));
    let mut seen = BTreeSet::new();
    all.filter_map(|name| catalog.action(name))
        .filter(|action| seen.insert(action.full_name()))
        .collect()
}

/// Resources that the scenario has, and those that its policies and saved requests name.
fn named_resources(model: &Model) -> BTreeSet<String> {
    let scenario = model.scenario();
    let held = scenario.accounts.values();
    let held = held.flat_map(|account| &account.resources);
    let held = held.map(|resource| resource.arn.clone());
    let parsed = model.all_parsed();
    let named = parsed.flat_map(|parsed| parsed.resources.iter().map(|arn| arn.to_string()));
    let saved = scenario.saved.iter();
    let saved = saved.map(|saved| saved.request.resource.clone());
    let all = held.chain(named).chain(saved);
    all.filter(|arn| arn.starts_with("arn:")).collect()
}

fn condition_keys(model: &Model, completing: &Completing) -> Vec<CompletionOption> {
    let Some(catalog) = model.catalog() else {
        return Vec::new();
    };
    let folded = completing.text.trim().to_lowercase();
    let mut listed = BTreeSet::new();
    let mut options = Vec::new();
    for key in keys(model, catalog) {
        let name = key.name();
        if name.to_lowercase().contains(&folded) && listed.insert(name.to_lowercase()) {
            let open = key.open_after();
            options.push(CompletionOption {
                detail: key.kind().word().into(),
                leads_on: false,
                text: open.unwrap_or_else(|| name.clone()),
                label: name,
            });
        }
    }
    options
}

/// The keys that the actions in hand know; without any, the global ones.
fn keys(model: &Model, catalog: &Catalog<'static>) -> Vec<ConditionKey<'static>> {
    let asked = asked_actions(model);
    match asked.is_empty() {
        true => catalog.global_keys().to_vec(),
        false => {
            let keys = asked.into_iter().flat_map(|action| catalog.keys_of(action));
            keys.collect()
        }
    }
}
