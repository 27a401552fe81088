//! The catalogue beside `cfn-lint`'s table, which AWS makes from the same pages by other ways.
//! What only one of them has is counted and printed, for a person to judge.

use super::wheel::Wheel;
use crate::step::Outcome;
use catalog::Catalog;
use serde_json::Value;
use std::collections::BTreeSet;

/// So many names of each side are printed.
const SHOWN: usize = 8;

/// Prints what only one of the two has.
pub(super) fn with_cfn_lint(catalog: &Catalog<'_>, wheel: &mut Wheel) -> Outcome<()> {
    let table = wheel.json("cfnlint/data/AdditionalSpecs/Policies.json")?;
    let ours = actions(catalog);
    let theirs = listed(&table)?;
    println!(
        "  {} actions here, {} in cfn-lint's table",
        ours.len(),
        theirs.len()
    );
    print("only here", ours.difference(&theirs));
    print("only there", theirs.difference(&ours));
    match theirs.len() < ours.len() * 9 / 10 || ours.len() < theirs.len() * 9 / 10 {
        true => Err("one of the two lacks a tenth of the other".into()),
        false => Ok(()),
    }
}

fn actions(catalog: &Catalog<'_>) -> BTreeSet<String> {
    let services = catalog.services().iter();
    let actions = services.flat_map(|service| service.actions());
    actions
        .map(|action| action.full_name().to_lowercase())
        .collect()
}

fn listed(table: &Value) -> Outcome<BTreeSet<String>> {
    let services = table.as_object().ok_or("an unknown shape")?;
    let mut listed = BTreeSet::new();
    for (prefix, service) in services {
        let actions = service.get("Actions").and_then(Value::as_object);
        let names = actions.into_iter().flat_map(|actions| actions.keys());
        listed.extend(names.map(|name| format!("{prefix}:{name}")));
    }
    Ok(listed)
}

fn print<'a>(where_: &str, names: impl Iterator<Item = &'a String>) {
    let names: Vec<&str> = names.map(String::as_str).collect();
    let first: Vec<&str> = names.iter().copied().take(SHOWN).collect();
    let more = if first.len() < names.len() {
        ", …"
    } else {
        ""
    };
    println!("  {} {where_}: {}{more}", names.len(), first.join(", "));
}
