//! What stands for what in a redacted scenario: the placeholders that AWS's documentation uses, and
//! more of the same sort where there are more things than it has names for.

use super::accounts::{self, Chosen, Part};
use super::marks::{Found, Mark};
use super::network::{self, Network};
use std::collections::{BTreeMap, BTreeSet};

/// What was found, and what stands for it.
#[derive(Default)]
pub(super) struct Names {
    /// Of every sort, each once.
    seen: BTreeMap<Sort, Vec<String>>,
    /// Beginnings, the rest of which is a wildcard.
    beginnings: BTreeSet<(Sort, String)>,
    account_ids: Vec<String>,
    account_parts: BTreeSet<Part>,
    accounts: Chosen,
    networks: BTreeSet<Network>,
    patterns: BTreeSet<Network>,
    new: BTreeMap<(Sort, String), String>,
    places: BTreeMap<Network, Network>,
}

/// What is replaced by itself, as a part of what was found.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Organization,
    /// The part that a root's id and those of its OUs share.
    Root,
    /// The last part of an OU's id.
    Ou,
    /// What follows the prefix.
    Thing,
    Key,
    /// What stands before the `@`.
    Person,
    Host,
}

/// The parts of what was found, each with its sort; what lies between stays.
fn parts(mark: Mark, text: &str) -> Vec<(Option<Sort>, &str)> {
    let after = |prefix: usize| text.split_at_checked(prefix).unwrap_or((text, ""));
    match mark {
        Mark::Organization => vec![(Some(Sort::Organization), text)],
        Mark::Key => vec![(Some(Sort::Key), text)],
        Mark::Root => vec![(None, after(2).0), (Some(Sort::Root), after(2).1)],
        Mark::Ou => {
            let (prefix, rest) = after(3);
            let (root, own) = rest.split_once('-').unwrap_or((rest, ""));
            let own = (!own.is_empty()).then_some((Some(Sort::Ou), own));
            let first = [(None, prefix), (Some(Sort::Root), root), (None, "-")];
            first.into_iter().chain(own).collect()
        }
        Mark::Thing => {
            let dash = text.rfind('-').map_or(0, |dash| dash + 1);
            vec![(None, after(dash).0), (Some(Sort::Thing), after(dash).1)]
        }
        Mark::Person | Mark::Host => {
            let (local, host) = text.split_once('@').unwrap_or(("", text));
            let local = (!local.is_empty()).then_some((Some(Sort::Person), local));
            let rest = [(None, "@"), (Some(Sort::Host), host)];
            local.into_iter().chain(rest).collect()
        }
        Mark::Account | Mark::AccountPart(_) | Mark::Address | Mark::AddressPattern => {
            vec![(None, text)]
        }
    }
}

/// Organizations of the examples, and of AWS's documentation.
const ORGANIZATIONS: [&str; 8] = [
    "o-a1b2c3d4e5",
    "o-c0ffee5h0p",
    "o-teacompany1",
    "o-r3cipe5afe",
    "o-cafeteria1",
    "o-beanimport",
    "o-b00k5h0p10",
    "o-5evencase5",
];
/// Their roots, and that of a new scenario.
const ROOTS: [&str; 8] = [
    "root", "ab12", "teas", "reci", "cafe", "book", "bean", "bake",
];
/// What ids of VPCs and the like in the documentation begin with.
const THINGS: [&str; 4] = [
    "0abcdef",
    "1234567890abcdef0",
    "1a2b3c4d",
    "0123456789abcdef0",
];

/// Whether what was found is of AWS's documentation or this page's, or names nobody.
pub(super) fn is_harmless(found: Found, text: &str) -> bool {
    match found.mark {
        Mark::Address => Network::parse(text).is_none_or(Network::is_common),
        Mark::AddressPattern => Network::parse_pattern(text).is_none_or(Network::is_common),
        Mark::Account => accounts::is_free(&text.replace('-', "")),
        Mark::AccountPart(side) => accounts::is_free_part(side, text),
        mark => {
            let mut parts = parts(mark, text);
            let last = found.is_beginning.then(|| parts.pop()).flatten();
            let is_own = |(sort, part): (Option<Sort>, &str)| {
                sort.is_some_and(|sort| !is_free(sort, part) && !is_free_beginning(sort, part))
            };
            if last.is_some_and(is_own) {
                return false;
            }
            let mut own = parts
                .iter()
                .filter_map(|(sort, part)| Some(((*sort)?, part)));
            match mark {
                // Whoever it is, at a host of the documentation.
                Mark::Person => own.all(|(sort, part)| sort == Sort::Person || is_free(sort, part)),
                // Whichever it is, in an organization of the documentation.
                Mark::Ou => own.all(|(sort, part)| sort == Sort::Ou || is_free(sort, part)),
                _ => own.all(|(sort, part)| is_free(sort, part)),
            }
        }
    }
}

fn is_free(sort: Sort, part: &str) -> bool {
    match sort {
        Sort::Organization => part.starts_with("o-example") || ORGANIZATIONS.contains(&part),
        Sort::Root => part.starts_with("exam") || ROOTS.contains(&part),
        Sort::Ou => part.starts_with("example"),
        Sort::Thing => THINGS.iter().any(|given| part.starts_with(given)),
        Sort::Key => part.ends_with("EXAMPLE"),
        Sort::Person => false,
        Sort::Host => {
            let names = ["example.com", "example.org", "example.net"];
            let inside = |name: &&str| {
                let head = part.to_ascii_lowercase();
                let head = head.strip_suffix(*name).map(str::to_owned);
                head.is_some_and(|head| head.is_empty() || head.ends_with('.'))
            };
            names.iter().any(inside) || part.to_ascii_lowercase().ends_with(".example")
        }
    }
}

/// The name at a place of the list of those that stand for something.
fn placeholder(sort: Sort, part: &str, place: usize) -> String {
    match sort {
        Sort::Organization if place == 0 => "o-exampleorgid".into(),
        Sort::Organization => format!("o-exampleorgid{}", place + 1),
        Sort::Root => format!("examplerootid{}", 111 + place),
        Sort::Ou => format!("exampleouid{}", 111 + place),
        Sort::Thing if part.len() == 8 && place < 16 => format!("0abcdef{place:x}"),
        Sort::Thing => format!("0abcdef{place:010x}"),
        Sort::Key => {
            let prefix = part.get(..4).unwrap_or("AIDA");
            let middle = format!("{place:09}");
            // The last digit first: then their beginnings differ, too.
            let letters = middle
                .bytes()
                .rev()
                .map(|digit| char::from(digit - b'0' + b'A'));
            format!("{prefix}{}EXAMPLE", letters.collect::<String>())
        }
        Sort::Person => format!("user{}", place + 1),
        Sort::Host if place < 3 => ["example.com", "example.org", "example.net"]
            .get(place)
            .copied()
            .unwrap_or_default()
            .into(),
        Sort::Host => format!("{}.example", place - 2),
    }
}

impl Names {
    /// Takes in something that was found.
    pub(super) fn see(&mut self, found: Found, text: &str) {
        match found.mark {
            Mark::Address => self.networks.extend(Network::parse(text)),
            Mark::AddressPattern => {
                let pattern = Network::parse_pattern(text);
                self.networks.extend(pattern);
                self.patterns.extend(pattern);
            }
            Mark::Account => self.account_ids.push(text.replace('-', "")),
            Mark::AccountPart(side) => drop(self.account_parts.insert((side, text.into()))),
            _ => self.see_parts(found, text),
        }
    }

    fn see_parts(&mut self, found: Found, text: &str) {
        let mut parts = parts(found.mark, text);
        if found.is_beginning
            && let Some((Some(sort), part)) = parts.pop()
        {
            self.beginnings.insert((sort, part.into()));
        }
        for (sort, part) in parts {
            let Some(sort) = sort else { continue };
            if self.new.insert((sort, part.into()), part.into()).is_none() {
                self.seen.entry(sort).or_default().push(part.into());
            }
        }
    }

    /// Finds a name for everything that was seen.
    pub(super) fn choose(&mut self) {
        self.places = network::places(self.networks.iter().copied(), &self.patterns);
        self.accounts = accounts::choose(&self.account_ids, &self.account_parts);
        for (sort, parts) in &self.seen {
            let mut taken: BTreeSet<String> = parts.iter().cloned().collect();
            let mut place = 0;
            // Names differ only by case where what they stand for does.
            let mut of_lower: BTreeMap<String, (String, u32)> = BTreeMap::new();
            for part in parts.iter().filter(|part| !is_free(*sort, part)) {
                let lower = part.to_ascii_lowercase();
                let (name, variant) = of_lower.entry(lower).or_insert_with(|| {
                    loop {
                        let name = placeholder(*sort, part, place);
                        place += 1;
                        if taken.insert(name.clone()) {
                            break (name, 0);
                        }
                    }
                });
                let name = with_case(name, *variant);
                if let Some((_, variant)) = of_lower.get_mut(&part.to_ascii_lowercase()) {
                    *variant += 1;
                }
                self.new.insert((*sort, part.clone()), name);
            }
        }
    }

    /// What stands for something that was found.
    pub(super) fn of(&self, found: Found, text: &str) -> String {
        match found.mark {
            Mark::Address => {
                let place = Network::parse(text).and_then(|network| self.places.get(&network));
                return place.map_or(text.into(), |place| place.write(text.contains('/')));
            }
            Mark::AddressPattern => {
                let pattern = Network::parse_pattern(text);
                let place = pattern.and_then(|pattern| self.places.get(&pattern));
                return place.map_or(text.into(), |place| place.write_pattern());
            }
            Mark::Account => {
                let new = self.accounts.accounts.get(&text.replace('-', ""));
                return new.map_or(text.into(), |new| like(new, text));
            }
            Mark::AccountPart(side) => {
                let new = self.accounts.parts.get(&(side, text.into()));
                return new.map_or(text.into(), String::clone);
            }
            _ => {}
        }
        if found.is_beginning {
            return self.of_beginning(found, text);
        }
        if matches!(found.mark, Mark::Person | Mark::Ou) && is_harmless(found, text) {
            return text.into();
        }
        let new = |(sort, part): (Option<Sort>, &str)| {
            let new = sort.and_then(|sort| self.new.get(&(sort, part.into())));
            new.cloned().unwrap_or_else(|| part.into())
        };
        parts(found.mark, text).into_iter().map(new).collect()
    }

    /// The beginning of what stands for the first thing that begins so.
    fn of_beginning(&self, found: Found, text: &str) -> String {
        let mut parts = parts(found.mark, text);
        let last = parts.pop();
        let new = |(sort, part): (Option<Sort>, &str)| {
            let new = sort.and_then(|sort| self.new.get(&(sort, part.into())));
            new.cloned().unwrap_or_else(|| part.into())
        };
        let mut all: String = parts.into_iter().map(new).collect();
        if let Some((Some(sort), part)) = last {
            let key = (sort, part.to_owned());
            let mut known = self.new.range(key..);
            let known = known
                .next()
                .filter(|((of, old), _)| *of == sort && old.starts_with(part))
                .map(|(_, new)| new.clone());
            let new = match known {
                Some(known) => known,
                None if is_free_beginning(sort, part) => part.into(),
                None => placeholder(sort, part, 0),
            };
            all.extend(new.chars().take(part.chars().count()));
        }
        all
    }
}

/// An account's id written as another is.
fn like(account: &str, other: &str) -> String {
    match (
        other.contains('-'),
        account.get(..4),
        account.get(4..8),
        account.get(8..),
    ) {
        (true, Some(one), Some(two), Some(three)) => format!("{one}-{two}-{three}"),
        _ => account.into(),
    }
}

/// Whether a part is the beginning of one of the documentation's.
fn is_free_beginning(sort: Sort, part: &str) -> bool {
    let begins = |all: &[&str]| all.iter().any(|known| known.starts_with(part));
    match sort {
        Sort::Organization => begins(&ORGANIZATIONS) || begins(&["o-exampleorgid"]),
        Sort::Root => begins(&ROOTS) || begins(&["examplerootid"]),
        Sort::Ou => begins(&["exampleouid"]),
        Sort::Thing => begins(&THINGS),
        Sort::Key | Sort::Person | Sort::Host => false,
    }
}

/// The variant of a name, with capitals where the bits of its number are set.
fn with_case(name: &str, variant: u32) -> String {
    let is_capital = |place: usize| {
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        variant.checked_shr(place).is_some_and(|bits| bits & 1 == 1)
    };
    let letters = name.chars().enumerate();
    letters
        .map(|(place, letter)| match is_capital(place) {
            true => letter.to_ascii_uppercase(),
            false => letter,
        })
        .collect()
}
