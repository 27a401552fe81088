//! The dialog that offers AWS's own policies.

use super::dialog::Body;
use crate::knowledge::Table;
use crate::model::Model;
use scenario::PolicyOwner;

/// What the dialog shows.
#[derive(Clone, PartialEq, Debug)]
pub enum ManagedView {
    /// They are on their way.
    Coming,
    /// They did not come, and why.
    Failed(String),
    /// They are there.
    Here {
        /// The policies.
        rows: Vec<ManagedRow>,
        /// Which they are, and of what day.
        remark: String,
    },
}

/// A policy that AWS wrote.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ManagedRow {
    /// Its name.
    pub name: &'static str,
    /// What it is for, or what is special about it.
    pub detail: &'static str,
    /// Whether the library has it.
    pub is_held: bool,
}

impl ManagedRow {
    /// Whether it is one of those looked for: every word stands in its name or detail.
    pub fn fits(&self, typed: &str) -> bool {
        let text = format!("{} {}", self.name, self.detail).to_lowercase();
        let typed = typed.to_lowercase();
        typed.split_whitespace().all(|word| text.contains(word))
    }
}

/// What the dialog shows.
pub(super) fn body(model: &Model) -> Body {
    Body::Managed(ManagedView::new(model))
}

impl ManagedView {
    fn new(model: &Model) -> ManagedView {
        let library = &model.scenario().policies;
        let is_held = |name: &str| {
            let held = library.named(name).and_then(|held| library.get(held));
            held.is_some_and(|held| held.owner == PolicyOwner::Aws)
        };
        match &model.knowledge.policies {
            Table::Unasked | Table::Coming => ManagedView::Coming,
            Table::Failed(why) => {
                ManagedView::Failed(format!("AWS’s policies could not be loaded: {why}."))
            }
            Table::Here(known) => ManagedView::Here {
                rows: known
                    .all()
                    .iter()
                    .map(|policy| ManagedRow {
                        name: policy.name,
                        detail: detail(policy.path),
                        is_held: is_held(policy.name),
                    })
                    .collect(),
                remark: format!(
                    "These are AWS’s policies for job functions and common short ones as of {}. \
                     Paste any other into a new managed policy.",
                    known.date()
                ),
            },
        }
    }
}

fn detail(path: &str) -> &'static str {
    match path {
        "/job-function/" => "job function",
        "/service-role/" => "service role",
        _ => "",
    }
}
