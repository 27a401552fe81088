//! What is said about an action and a resource beside the answer. Never an error: AWS has new
//! actions every day.

use crate::batch::is_pattern;
use crate::batch::{adapted, pieces};
use crate::knowledge::{DataFile, Table};
use crate::message::{Field, Message};
use crate::model::Model;
use catalog::Catalog;

/// Something worth saying, and what to do about it.
#[derive(Clone, PartialEq, Debug)]
pub struct HintView {
    /// What; between backticks stands code.
    pub text: String,
    /// Ways out, by what their buttons say.
    pub ways: Vec<(String, Message)>,
}

impl HintView {
    /// About the action.
    pub(crate) fn of_action(model: &Model) -> Option<HintView> {
        match &model.knowledge.actions {
            Table::Failed(why) => Some(HintView {
                text: format!("AWS’s list of actions could not be loaded: {why}."),
                ways: vec![("Try again".into(), Message::Fetch(DataFile::Actions))],
            }),
            Table::Here(catalog) if model.page.completing.is_none() => {
                let text = model.action_text();
                let parts = pieces(text).into_iter();
                let mut unknown = parts.filter_map(|part| unknown(catalog, text, part));
                unknown.next()
            }
            Table::Here(_) | Table::Coming | Table::Unasked => None,
        }
    }

    /// About the resource of a single request.
    pub(crate) fn of_resource(model: &Model) -> Option<HintView> {
        if model.page.batch.is_some() || model.page.completing.is_some() {
            return None;
        }
        let spec = &model.scenario().request;
        let action = model.catalog()?.action(&spec.action)?;
        let arn = spec.resource.as_str();
        if !super::request::is_resource(arn) || arn.contains("${") {
            return None;
        }
        let name = action.full_name();
        let types: Vec<&str> = action
            .resource_types()
            .map(|(held, _)| held.name())
            .collect();
        let text = match (types.as_slice(), arn) {
            ([], "*") => return None,
            ([], _) => {
                format!("`{name}` does not support resource-level permissions: ask for `*`.")
            }
            (types, "*") => format!("`{name}` also takes a resource: {}.", listed(types)),
            (_, arn) if action.fits(arn) => return None,
            (types, _) => format!(
                "`{name}` takes another type of resource: {}.",
                listed(types)
            ),
        };
        let way = adapted(model, action, arn).filter(|way| way != arn);
        let ways = way.map(|way| (way.clone(), Message::Take(Field::Resource, way)));
        Some(HintView {
            text,
            ways: ways.into_iter().collect(),
        })
    }
}

fn unknown(catalog: &Catalog<'_>, text: &str, part: &str) -> Option<HintView> {
    let is_known = match is_pattern(part) {
        true => !catalog.expand(part).is_empty(),
        false => catalog.action(part).is_some(),
    };
    if is_known || !part.contains(':') || part.ends_with(':') {
        return None;
    }
    let close = match is_pattern(part) {
        true => Vec::new(),
        false => catalog.did_you_mean(part),
    };
    let meant = match close.is_empty() {
        true => "",
        false => " Did you mean:",
    };
    Some(HintView {
        text: format!("AWS’s list of {} has no `{part}`.{meant}", catalog.date()),
        ways: close
            .into_iter()
            .map(|name| {
                let way = Message::Take(Field::Action, text.replacen(part, &name, 1));
                (name, way)
            })
            .collect(),
    })
}

/// Such as "bucket, object or access point".
fn listed(types: &[&str]) -> String {
    match types.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, before)) => format!("{} or {last}", before.join(", ")),
        None => String::new(),
    }
}
