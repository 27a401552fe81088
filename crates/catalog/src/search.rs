//! What somebody who types a few letters may mean, best first.

use crate::action::Action;
use crate::catalog::Catalog;
use crate::service::Service;

/// Something that was found.
#[derive(Clone, Copy, Debug)]
pub enum Found<'c, 't> {
    /// A service, to be followed by one of its actions.
    Service(&'c Service<'t>),
    /// An action.
    Action(Action<'c, 't>),
}

/// How well a name fits what was typed; the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Fit {
    Exact,
    Beginning,
    /// The beginnings of its words, as `gob` in `GetObject`.
    Initials,
    Inside,
}

impl<'t> Catalog<'t> {
    /// Services and actions that fit what was typed, the best first and no more than `limit`.
    /// With a colon, only actions of services whose prefix begins with what stands before it.
    pub fn search<'c>(&'c self, typed: &str, limit: usize) -> Vec<Found<'c, 't>> {
        let typed = typed.trim();
        let mut found: Vec<(Fit, Found<'c, 't>)> = Vec::new();
        let (services, name) = match typed.split_once(':') {
            Some((prefix, name)) => (self.beginning_with(prefix), name),
            None => {
                for service in &self.services {
                    let name = fit(service.name(), typed).map(|_| Fit::Inside);
                    if let Some(fit) = fit(service.prefix(), typed).or(name) {
                        found.push((fit, Found::Service(service)));
                    }
                }
                (self.services.iter().collect(), typed)
            }
        };
        for service in services {
            for action in service.actions() {
                if let Some(fit) = fit(action.name(), name) {
                    found.push((fit, Found::Action(action)));
                }
            }
        }
        // The shorter of two that fit alike is nearer to what was typed. Services with many actions
        // are the better known ones.
        found.sort_by_key(|(fit, found)| match (name.is_empty(), found) {
            (true, _) => (*fit, 0, 0),
            (false, Found::Service(held)) => (*fit, held.prefix().len(), held.size_rank()),
            (false, Found::Action(held)) => (*fit, held.name().len(), held.service().size_rank()),
        });
        found.truncate(limit);
        found.into_iter().map(|(_, found)| found).collect()
    }

    /// The service of this very prefix, else those that begin with it.
    fn beginning_with(&self, prefix: &str) -> Vec<&Service<'t>> {
        match self.service(prefix) {
            Some(service) => vec![service],
            None => {
                let services = self.services.iter();
                services
                    .filter(|service| begins(service.prefix(), prefix))
                    .collect()
            }
        }
    }
}

/// How well a name fits, if it does. Nothing typed fits everything.
pub(crate) fn fit(name: &str, typed: &str) -> Option<Fit> {
    if begins(name, typed) {
        return Some(match name.len() == typed.len() {
            true => Fit::Exact,
            false => Fit::Beginning,
        });
    }
    if has_initials(name.as_bytes(), typed.as_bytes()) {
        return Some(Fit::Initials);
    }
    let windows = name.as_bytes().windows(typed.len());
    let mut inside = windows.filter(|part| part.eq_ignore_ascii_case(typed.as_bytes()));
    inside.next().map(|_| Fit::Inside)
}

fn begins(name: &str, typed: &str) -> bool {
    let beginning = name.as_bytes().get(..typed.len());
    beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case(typed.as_bytes()))
}

/// Whether what was typed is put together from beginnings of the name's words, in order and from
/// the first on. Words begin with a capital letter or behind what is no letter.
fn has_initials(name: &[u8], typed: &[u8]) -> bool {
    let starts: Vec<usize> = (0..name.len())
        .filter(|at| {
            match (
                at.checked_sub(1).and_then(|before| name.get(before)),
                name.get(*at),
            ) {
                (None, _) => true,
                (Some(before), Some(here)) => {
                    (here.is_ascii_uppercase() && !before.is_ascii_uppercase())
                        || (here.is_ascii_alphanumeric() && !before.is_ascii_alphanumeric())
                }
                (Some(_), None) => false,
            }
        })
        .collect();
    fn from(name: &[u8], starts: &[usize], typed: &[u8]) -> bool {
        if typed.is_empty() {
            return true;
        }
        starts.iter().enumerate().any(|(place, start)| {
            let word = name.get(*start..).unwrap_or_default();
            let rest = starts.get(place + 1..).unwrap_or_default();
            let common = word
                .iter()
                .zip(typed)
                .take_while(|(one, other)| one.eq_ignore_ascii_case(other))
                .count();
            (1..=common)
                .rev()
                .any(|taken| from(name, rest, typed.get(taken..).unwrap_or_default()))
        })
    }
    let first = starts
        .first()
        .zip(typed.first())
        .and_then(|(start, letter)| {
            let begins = name.get(*start)?.eq_ignore_ascii_case(letter);
            begins.then_some(())
        });
    first.is_some() && typed.len() <= 12 && from(name, &starts, typed)
}

#[cfg(test)]
mod tests {
    use super::{Fit, fit};

    #[test]
    fn the_ways_to_fit() {
        for (name, typed, expected) in [
            ("GetObject", "getobject", Some(Fit::Exact)),
            ("GetObject", "geto", Some(Fit::Beginning)),
            ("GetObject", "go", Some(Fit::Initials)),
            ("GetObjectAcl", "gobacl", Some(Fit::Initials)),
            ("GetObject", "object", Some(Fit::Inside)),
            ("GetObject", "oget", None),
            ("GetObject", "", Some(Fit::Beginning)),
            ("DescribeDBInstances", "ddb", Some(Fit::Initials)),
        ] {
            assert_eq!(fit(name, typed), expected, "{name} {typed}");
        }
    }
}
