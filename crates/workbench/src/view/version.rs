//! What the page is made of: version, date of rules and data, by whose leave.

use super::dialog::Body;
use crate::knowledge::Table;
use crate::model::Model;
use scenario::link::RULES;

/// What the dialog "About" tells.
pub(super) fn body(model: &Model) -> Body {
    let knowledge = &model.knowledge;
    let actions = told(&knowledge.actions, |held| {
        (held.date(), held.source(), "© Cloud Copilot, MIT License")
    });
    let policies = told(&knowledge.policies, |held| {
        (held.date(), held.source(), "© Tobi, MIT License")
    });
    Body::About(vec![
        ("Version", env!("CARGO_PKG_VERSION").into()),
        (
            "Rules",
            format!(
                "From AWS’s documentation as of {RULES}, each rule numbered and tested. What counts in \
                 the end is AWS’s own answer."
            ),
        ),
        ("Actions", actions),
        ("AWS managed policies", policies),
        (
            "Privacy",
            "Everything is decided in this browser. Nothing is sent anywhere.".into(),
        ),
        (
            "License",
            "MIT or Apache 2.0, at your choice. Not a product of AWS; its names are its \
             trademarks."
                .into(),
        ),
    ])
}

fn told<T>(table: &Table<T>, tell: fn(&T) -> (&str, &str, &'static str)) -> String {
    match table {
        Table::Here(held) => {
            let (date, source, notice) = tell(held);
            format!("As of {date}, from {source}, {notice}. AWS has new ones every day.")
        }
        Table::Coming => "Still loading.".into(),
        Table::Unasked => "Loaded when you look for one.".into(),
        Table::Failed(why) => format!("Could not be loaded: {why}."),
    }
}
