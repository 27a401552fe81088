//! From the text of the catalogue to slices of it, in one pass.
//!
//! ```text
//! actions 1<TAB>date<TAB>source        the first line; then notes that begin with `;`
//! #prefix<TAB>Name of the service      once a service; `aws` first, with the global keys
//! s:prefix                             a condition key: the letter of its type and its name,
//!                                      in which a leading colon stands for the service
//!                                      (an empty line)
//! bucket<TAB>^${BucketName}<TAB>0,2    a resource type: name, ARN, places of its keys. The ARN
//!                                      has no `arn:${Partition}:prefix:${Region}:${Account}:`;
//!                                      `!` has no account, `@` no region, `^` neither, and `=`
//!                                      stands before an ARN in full
//!                                      (an empty line)
//! L0!,1;3<TAB>ListBucket …             actions: level, places of their resource types (`!` marks
//!                                      those required), places of their keys; then their names
//! ```

use crate::action::{AccessLevel, Entry, Facts};
use crate::arn_template::ArnTemplate;
use crate::catalog::Catalog;
use crate::key::{ConditionKey, KeyType};
use crate::service::{Need, ResourceType, Service, folded};
use std::fmt;

/// A text that is not what it should be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Malformed {
    /// The line, from 1.
    pub line: usize,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {} cannot be read", self.line)
    }
}

impl std::error::Error for Malformed {}

/// Date and source of a table, from its first line.
pub(crate) fn head<'t>(text: &'t str, what: &str) -> Result<(&'t str, &'t str), Malformed> {
    let first = text.lines().next().unwrap_or_default();
    let mut fields = first.split('\t');
    let is_ours = fields.next() == Some(what);
    match (is_ours, fields.next(), fields.next()) {
        (true, Some(date), Some(source)) => Ok((date, source)),
        _ => Err(Malformed { line: 1 }),
    }
}

/// The lines behind the head, with their numbers.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let numbered = (1..).zip(text.lines()).skip(1);
    numbered.filter(|(_, line)| !line.starts_with(';'))
}

/// Which lines come next.
#[derive(Clone, Copy)]
enum Section {
    Keys,
    ResourceTypes,
    Actions,
}

pub(crate) fn catalog(text: &str) -> Result<Catalog<'_>, Malformed> {
    let (date, source) = head(text, "actions 1")?;
    let mut services: Vec<Service<'_>> = Vec::new();
    let mut section = Section::Keys;
    for (number, line) in lines(text) {
        let at = Malformed { line: number };
        if let Some(heading) = line.strip_prefix('#') {
            let (prefix, name) = heading.split_once('\t').ok_or(at)?;
            services.push(empty(prefix, name));
            section = Section::Keys;
            continue;
        }
        let service = services.last_mut().ok_or(at)?;
        if line.is_empty() {
            section = match section {
                Section::Keys => Section::ResourceTypes,
                Section::ResourceTypes | Section::Actions => Section::Actions,
            };
            continue;
        }
        let read = match section {
            Section::Keys => key(service, line),
            Section::ResourceTypes => resource_type(service, line),
            Section::Actions => actions(service, line),
        };
        read.ok_or(at)?;
    }
    for service in &mut services {
        service
            .actions
            .sort_by(|one, other| folded(one.name).cmp(folded(other.name)));
    }
    let end = Malformed {
        line: text.lines().count(),
    };
    if services.first().map(Service::prefix) != Some("aws") {
        return Err(end);
    }
    let global = services.remove(0);
    services.sort_by_key(Service::prefix);
    Ok(Catalog {
        date,
        source,
        global,
        services,
    })
}

fn empty<'t>(prefix: &'t str, name: &'t str) -> Service<'t> {
    Service {
        prefix,
        name,
        keys: Vec::new(),
        resource_types: Vec::new(),
        facts: Vec::new(),
        actions: Vec::new(),
    }
}

fn key<'t>(service: &mut Service<'t>, line: &'t str) -> Option<()> {
    let kind = KeyType::of_letter(*line.as_bytes().first()?)?;
    service.keys.push(ConditionKey {
        service: service.prefix,
        text: line.get(1..)?,
        kind,
    });
    Some(())
}

fn resource_type<'t>(service: &mut Service<'t>, line: &'t str) -> Option<()> {
    let mut fields = line.split('\t');
    let (name, short, keys) = (fields.next()?, fields.next()?, fields.next()?);
    service.resource_types.push(ResourceType {
        name,
        arn: ArnTemplate {
            service: service.prefix,
            short,
        },
        keys: places(keys)?,
    });
    Some(())
}

fn actions<'t>(service: &mut Service<'t>, line: &'t str) -> Option<()> {
    let (shared, names) = line.split_once('\t')?;
    let (level, rest) = shared.split_at_checked(1)?;
    let level = match level {
        "L" => AccessLevel::List,
        "R" => AccessLevel::Read,
        "W" => AccessLevel::Write,
        "T" => AccessLevel::Tagging,
        "P" => AccessLevel::PermissionsManagement,
        _ => return None,
    };
    let (resources, keys) = rest.split_once(';').unwrap_or((rest, ""));
    let resources = resources.split(',').filter(|place| !place.is_empty());
    let resources = resources.map(|place| match place.strip_suffix('!') {
        Some(place) => Some((place.parse().ok()?, Need::Required)),
        None => Some((place.parse().ok()?, Need::Optional)),
    });
    let facts = u16::try_from(service.facts.len()).ok()?;
    service.facts.push(Facts {
        level,
        resources: resources.collect::<Option<_>>()?,
        keys: places(keys)?,
    });
    let named = names.split(' ').map(|name| Entry { name, facts });
    service.actions.extend(named);
    Some(())
}

fn places(text: &str) -> Option<Vec<u16>> {
    let places = text.split(',').filter(|place| !place.is_empty());
    places.map(|place| place.parse().ok()).collect()
}
