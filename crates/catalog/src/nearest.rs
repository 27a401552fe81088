//! What somebody who typed a name that does not exist may have meant.

use crate::catalog::Catalog;
use crate::service::Service;

/// More are no help.
const SUGGESTED: usize = 3;

impl Catalog<'_> {
    /// The full names of actions close to a name that is none, the closest first.
    pub fn did_you_mean(&self, name: &str) -> Vec<String> {
        let Some((prefix, action)) = name.split_once(':') else {
            return self.of_any_service(name);
        };
        match self.service(prefix) {
            Some(service) => {
                let close = closest_actions(service, action);
                if close.is_empty() {
                    self.of_any_service(action)
                } else {
                    close
                }
            }
            None => {
                let services = self.services.iter();
                let mut close: Vec<(usize, &Service<'_>)> = services
                    .filter_map(|service| Some((near(service.prefix(), prefix)?, service)))
                    .collect();
                close.sort_by_key(|(distance, _)| *distance);
                let named = close
                    .iter()
                    .filter_map(|(_, service)| service.action(action));
                let named: Vec<String> = named.map(|found| found.full_name()).collect();
                if named.is_empty() {
                    self.of_any_service(action)
                } else {
                    named.into_iter().take(SUGGESTED).collect()
                }
            }
        }
    }

    /// Actions of this very name, whatever the service.
    fn of_any_service(&self, action: &str) -> Vec<String> {
        let named = self.services.iter().filter_map(|held| held.action(action));
        let mut named: Vec<_> = named.collect();
        named.sort_by_key(|found| found.service().size_rank());
        let named = named.into_iter().take(SUGGESTED);
        named.map(|found| found.full_name()).collect()
    }
}

fn closest_actions(service: &Service<'_>, action: &str) -> Vec<String> {
    let actions = service.actions();
    let mut close: Vec<(usize, String)> = actions
        .filter_map(|held| Some((near(held.name(), action)?, held.full_name())))
        .collect();
    close.sort();
    let best = close.first().map_or(0, |(distance, _)| *distance);
    let close = close.into_iter();
    close
        .filter(|(distance, _)| *distance <= best)
        .map(|(_, name)| name)
        .take(SUGGESTED)
        .collect()
}

/// How many letters differ, where these are few enough to be a slip.
fn near(name: &str, typed: &str) -> Option<usize> {
    let allowed = 1 + typed.len() / 5;
    if allowed < name.len().abs_diff(typed.len()) {
        return None;
    }
    let distance = distance(
        name.to_ascii_lowercase().as_bytes(),
        typed.to_ascii_lowercase().as_bytes(),
    );
    (distance <= allowed).then_some(distance)
}

/// Letters to be put in, taken out, replaced or swapped with their neighbour.
fn distance(one: &[u8], other: &[u8]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (y, letter) in one.iter().enumerate() {
        let mut next = vec![y + 1];
        for (x, facing) in other.iter().enumerate() {
            let at =
                |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX / 2);
            let replaced = at(&row, x) + usize::from(letter != facing);
            let inserted = at(&next, x) + 1;
            let removed = at(&row, x + 1) + 1;
            let is_swap = 0 < x
                && 0 < y
                && one.get(y - 1) == Some(facing)
                && other.get(x - 1) == Some(letter);
            let swapped = match is_swap {
                true => at(&before, x - 1) + 1,
                false => usize::MAX / 2,
            };
            next.push(replaced.min(inserted).min(removed).min(swapped));
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn slips_are_counted() {
        for (one, other, expected) in [
            ("getobject", "getobject", 0),
            ("getobject", "getobjet", 1),
            ("getobject", "gteobject", 1),
            ("getobject", "putobject", 2),
            ("", "abc", 3),
        ] {
            assert_eq!(distance(one.as_bytes(), other.as_bytes()), expected);
        }
    }
}
