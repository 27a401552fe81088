//! What the page knows of AWS's services: two tables that lie beside the page as static files and
//! come after the first verdict. Everything works without them; whoever needs one says that it
//! waits, or why it is not there.

use crate::effect::Effect;
use crate::message::Message;
use crate::model::Model;
use catalog::{Catalog, ManagedPolicies};

/// A table beside the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DataFile {
    /// AWS's services, actions, resource types and condition keys.
    Actions,
    /// The AWS managed policies.
    ManagedPolicies,
}

impl DataFile {
    /// Where it lies, seen from the page.
    pub const fn address(self) -> &'static str {
        match self {
            DataFile::Actions => "catalog/actions.txt",
            DataFile::ManagedPolicies => "catalog/managed-policies.txt",
        }
    }
}

/// A table, or what became of it.
#[derive(Debug)]
pub enum Table<T> {
    /// Nobody has asked for it.
    Unasked,
    /// It is on its way.
    Coming,
    /// It is there.
    Here(T),
    /// It did not come, and why.
    Failed(String),
}

impl<T> Table<T> {
    /// The table, where it is there.
    pub fn get(&self) -> Option<&T> {
        match self {
            Table::Here(table) => Some(table),
            Table::Unasked | Table::Coming | Table::Failed(_) => None,
        }
    }
}

/// Both tables.
#[derive(Debug)]
pub(crate) struct Knowledge {
    pub(crate) actions: Table<Catalog<'static>>,
    pub(crate) policies: Table<ManagedPolicies<'static>>,
}

impl Knowledge {
    /// What a page knows that has just been opened.
    pub(crate) const fn at_first() -> Knowledge {
        Knowledge {
            actions: Table::Unasked,
            policies: Table::Unasked,
        }
    }
}

/// Asks for a table, unless it is there or on its way.
pub(crate) fn ask(model: &mut Model, file: DataFile) -> Vec<Effect> {
    let knowledge = &mut model.knowledge;
    let asks = match file {
        DataFile::Actions => asks(&mut knowledge.actions),
        DataFile::ManagedPolicies => asks(&mut knowledge.policies),
    };
    match asks {
        true => vec![Effect::Fetch(file)],
        false => Vec::new(),
    }
}

fn asks<T>(table: &mut Table<T>) -> bool {
    let asks = matches!(table, Table::Unasked | Table::Failed(_));
    if asks {
        *table = Table::Coming;
    }
    asks
}

/// Takes in a text that came, or that none did.
// A door of the split build: what lies behind it waits (ARCHITECTURE.md).
#[inline(never)]
pub(crate) fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    let (file, came) = match message {
        Message::Fetch(file) => return ask(model, file),
        Message::Fetched(file, came) => (file, came),
        _ => return Vec::new(),
    };
    let knowledge = &mut model.knowledge;
    match file {
        DataFile::Actions => knowledge.actions = read(came, Catalog::parse),
        DataFile::ManagedPolicies => knowledge.policies = read(came, ManagedPolicies::parse),
    }
    match file {
        DataFile::Actions => crate::update::ask_what_waited(model),
        DataFile::ManagedPolicies => Vec::new(),
    }
}

/// A table is read once and kept as long as the page, so its text may stay for good.
fn read<T, E: std::fmt::Display>(
    came: Option<String>,
    parse: fn(&'static str) -> Result<T, E>,
) -> Table<T> {
    match came.map(|text| parse(Box::leak(text.into_boxed_str()))) {
        Some(Ok(table)) => Table::Here(table),
        Some(Err(error)) => Table::Failed(format!("it is not what the page expects: {error}")),
        None => Table::Failed("there was no answer".into()),
    }
}
