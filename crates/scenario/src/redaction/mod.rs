//! What a scenario tells about its author's own AWS, and the same scenario without it.
//!
//! Every text of the document is searched, policies and notes as well as ids. What is found is
//! replaced by what AWS's documentation uses, the same by the same everywhere, so that what was
//! equal stays equal, and what lay inside a range of addresses still does.
//!
//! So is the beginning of an id that a policy writes before a wildcard, and what the pattern matched
//! it still does, as far as can be. Escapes in policies are written out, so that nothing hides in
//! them.
//!
//! Not found: names that people gave to accounts, users, buckets and policies. Whether the answers
//! stay the same is not assumed, but decided (`Redacted::changed`).

mod accounts;
mod escapes;
mod marks;
mod names;
mod network;

use crate::build::Built;
use crate::document::Scenario;
use crate::organization::NodeKind;
use crate::wire::{self, WireError};
use iam::Decision;
use marks::{Known, Mark};
use names::Names;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What tells whose AWS it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Trace {
    /// The id of an account.
    Account,
    /// An ARN with the id of an account.
    Arn,
    /// The id of an organization.
    Organization,
    /// The id of a root or OU.
    Ou,
    /// An IP address, or a range of them.
    Address,
    /// The id of a VPC, an endpoint or another thing of AWS's.
    Thing,
    /// An access key or another id that IAM makes.
    Key,
    /// Somebody's address, such as `ana@corp.example`.
    Person,
}

impl Trace {
    /// One of them, and several.
    pub const fn words(self) -> [&'static str; 2] {
        match self {
            Trace::Account => ["account ID", "account IDs"],
            Trace::Arn => ["ARN with an account ID", "ARNs with account IDs"],
            Trace::Organization => ["organization ID", "organization IDs"],
            Trace::Ou => ["root or OU ID", "root and OU IDs"],
            Trace::Address => ["IP address", "IP addresses and ranges"],
            Trace::Thing => ["VPC or resource ID", "VPC and resource IDs"],
            Trace::Key => ["unique ID or access key", "unique IDs and access keys"],
            Trace::Person => ["e-mail address", "e-mail addresses"],
        }
    }
}

/// What a scenario tells.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Told {
    /// What may be its author's own, each once.
    pub own: BTreeMap<Trace, BTreeSet<String>>,
    /// How many of AWS's documentation, which tell nothing.
    pub harmless: usize,
}

/// A scenario without what tells whose it is.
#[derive(Clone, PartialEq, Debug)]
pub struct Redacted {
    /// The scenario.
    pub scenario: Scenario,
    /// The requests that get another answer in it; the present one has no name.
    pub changed: Vec<Option<String>>,
}

/// Looks for what tells whose a scenario is.
pub fn told(scenario: &Scenario) -> Told {
    let mut told = Told::default();
    let mut harmless = BTreeSet::new();
    let (mut document, known) = read(scenario);
    each_text(&mut document, &mut |text| {
        for found in marks::find(text, &known) {
            let part = text.get(found.start..found.end).unwrap_or_default();
            let is_part = found.is_beginning || matches!(found.mark, Mark::AccountPart(_));
            if names::is_harmless(found, part) {
                harmless.insert(part.to_owned());
                continue;
            }
            if let (Mark::Account, Some(arn)) = (found.mark, arn_around(text, found.start)) {
                told.own.entry(Trace::Arn).or_default().insert(arn);
            }
            let item = match is_part {
                true => with_wildcards(text, found.start, found.end),
                false => part.to_owned(),
            };
            let all = told.own.entry(trace(found.mark)).or_default();
            all.insert(item);
        }
    });
    told.harmless = harmless.len();
    told
}

/// The same scenario with names of AWS's documentation.
pub fn redact(scenario: &Scenario) -> Result<Redacted, WireError> {
    let mut names = Names::default();
    let (mut document, known) = read(scenario);
    each_text(&mut document, &mut |text| {
        for found in marks::find(text, &known) {
            let part = text.get(found.start..found.end).unwrap_or_default();
            names.see(found, part);
        }
    });
    names.choose();
    each_text(&mut document, &mut |text| {
        let mut new = String::with_capacity(text.len());
        let mut done = 0;
        for found in marks::find(text, &known) {
            new.push_str(text.get(done..found.start).unwrap_or_default());
            let part = text.get(found.start..found.end).unwrap_or_default();
            new.push_str(&names.of(found, part));
            done = found.end;
        }
        new.push_str(text.get(done..).unwrap_or_default());
        *text = new;
    });
    let redacted = wire::from_json(&document.to_string())?;
    let changed = changed(scenario, &redacted);
    let scenario = redacted;
    Ok(Redacted { scenario, changed })
}

fn trace(mark: Mark) -> Trace {
    match mark {
        Mark::Account | Mark::AccountPart(_) => Trace::Account,
        Mark::Organization => Trace::Organization,
        Mark::Root | Mark::Ou => Trace::Ou,
        Mark::Thing => Trace::Thing,
        Mark::Key => Trace::Key,
        Mark::Address | Mark::AddressPattern => Trace::Address,
        Mark::Person | Mark::Host => Trace::Person,
    }
}

/// The document without escapes in its policies, and what all of it makes known.
fn read(scenario: &Scenario) -> (Value, Known) {
    let mut document = wire::to_value(scenario);
    let policies = document.get_mut("policies").and_then(Value::as_array_mut);
    for policy in policies.into_iter().flatten() {
        if let Some(Value::String(text)) = policy.get_mut("text") {
            *text = escapes::written_out(text);
        }
    }
    let mut known = Known {
        roots: roots(scenario),
        ..Known::default()
    };
    let mut seen = Known::default();
    each_text(&mut document, &mut |text| {
        for found in marks::find(text, &known) {
            seen.see(found, text.get(found.start..found.end).unwrap_or_default());
        }
    });
    known.accounts = seen.accounts;
    known.ids = seen.ids;
    (document, known)
}

/// A part of an id with the wildcards that stand around it, and what of it stands behind those.
fn with_wildcards(text: &str, start: usize, end: usize) -> String {
    let is_more = |c: char| c.is_ascii_digit() || matches!(c, '*' | '?');
    let (before, after) = (text.get(..start), text.get(end..));
    let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
    let head = before.trim_end_matches(is_more).len();
    let tail = after.len() - after.trim_start_matches(is_more).len();
    text.get(head..end + tail).unwrap_or_default().to_owned()
}

fn roots(scenario: &Scenario) -> BTreeSet<String> {
    let nodes = scenario.organization.iter().flat_map(|tree| tree.iter());
    let ids = nodes.filter_map(|(_, node)| match &node.kind {
        NodeKind::Root { id } => Some(id.clone()),
        NodeKind::Ou { .. } | NodeKind::Account(_) => None,
    });
    ids.collect()
}

/// Every text of a document; its nesting is bounded by the format.
fn each_text(value: &mut Value, see: &mut impl FnMut(&mut String)) {
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        match value {
            Value::String(text) => see(text),
            // From the last to the first, so that they are seen in their order.
            Value::Array(list) => waiting.extend(list.iter_mut().rev()),
            Value::Object(members) => waiting.extend(members.values_mut().rev()),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

/// The ARN that a place lies in.
fn arn_around(text: &str, place: usize) -> Option<String> {
    let ends =
        |c: char| c.is_whitespace() || matches!(c, '"' | '\\' | '\'' | '`' | ',' | '(' | ')');
    let start = text.get(..place)?.rfind(ends).map_or(0, |end| end + 1);
    let rest = text.get(start..)?;
    let arn = rest.split(ends).next()?;
    arn.starts_with("arn:").then(|| arn.to_owned())
}

/// The requests that get another answer.
fn changed(before: &Scenario, after: &Scenario) -> Vec<Option<String>> {
    let built = [before, after].map(Built::read);
    let [old, new] = &built;
    let decide = |built: &Built, scenario: &Scenario, request| -> Decision {
        iam::decide(built.world(), &built.request(scenario, request))
    };
    let first = (None, &before.request, &after.request);
    let saved = before.saved.iter().zip(&after.saved);
    let saved = saved.map(|(old, new)| (Some(&new.name), &old.request, &new.request));
    let all = [first].into_iter().chain(saved);
    let changed =
        all.filter(|(_, asked, asks)| decide(old, before, asked) != decide(new, after, asks));
    changed.map(|(name, ..)| name.cloned()).collect()
}
