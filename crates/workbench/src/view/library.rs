//! The policy library: every policy of the scenario, attached or not.

use super::policy::short_kind;
use crate::attachments;
use crate::model::Model;
use scenario::{PolicyOwner, PolicyRef};

/// What is drawn as the list "Policies".
#[derive(Clone, PartialEq, Debug)]
pub struct LibraryView {
    /// The policies in the order of the library.
    pub policies: Vec<LibraryRow>,
}

/// A policy of the library.
#[derive(Clone, PartialEq, Debug)]
pub struct LibraryRow {
    /// Which.
    pub policy: PolicyRef,
    /// Its name.
    pub name: String,
    /// Its kind, short.
    pub kind: &'static str,
    /// Its kind in full.
    pub kind_name: &'static str,
    /// Where it is attached, such as "OU HR and legal", or "not attached".
    pub attached: String,
    /// Whether it can be changed, for it is not AWS's.
    pub editable: bool,
    /// Whether it is in the editor.
    pub front: bool,
    /// Whether it is set aside for a trial; drawn struck through.
    pub off: bool,
}

impl LibraryView {
    /// The library of a model.
    pub fn new(model: &Model) -> LibraryView {
        let scenario = model.scenario();
        let places = attachments::of_all(scenario);
        let policies = scenario
            .policies
            .iter()
            .map(|(policy, document)| LibraryRow {
                policy,
                name: document.name.clone(),
                kind: short_kind(document.kind),
                kind_name: document.kind.name(),
                attached: match places.get(&policy).map(Vec::as_slice) {
                    None | Some([]) => "not attached".into(),
                    Some([item]) => attachments::label(scenario, item),
                    Some(several) => format!("{} places", several.len()),
                },
                editable: document.owner == PolicyOwner::Customer,
                front: model.front_policy() == Some(policy),
                off: !document.is_on(),
            });
        LibraryView {
            policies: policies.collect(),
        }
    }
}
