//! Which accounts of the documentation stand for which, where a policy writes some of the digits of
//! an id and leaves the others to a wildcard: what such a pattern matched, it still does, and
//! nothing else.

use std::collections::{BTreeMap, BTreeSet};

/// Which of the digits of an id stand in a pattern.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Side {
    /// The first.
    Start,
    /// Some, with wildcards on both sides.
    Middle,
    /// The last.
    End,
}

/// Some of the digits of an id.
pub(super) type Part = (Side, String);

/// What stands for what.
#[derive(Default)]
pub(super) struct Chosen {
    pub(super) accounts: BTreeMap<String, String>,
    pub(super) parts: BTreeMap<Part, String>,
}

/// Accounts of AWS's documentation, in the order in which they are given out.
const ACCOUNTS: [&str; 4] = [
    "111122223333",
    "444455556666",
    "123456789012",
    "777788889999",
];
/// So many ids are looked through, more than a scenario holds.
const MOST: usize = 22_000;
/// So many of them are looked through to find a name for some digits.
const TRIED: usize = 1_200;
/// For so many patterns it is made sure that they match what they did.
const CAREFUL: usize = 16;

/// Whether digits are those of an account's id.
pub(super) fn fits(side: Side, digits: &str, account: &str) -> bool {
    match side {
        Side::Start => account.starts_with(digits),
        Side::Middle => account.contains(digits),
        Side::End => account.ends_with(digits),
    }
}

/// Whether all the digits that a pattern has between its wildcards are those of an account's id.
pub(super) fn fits_pattern(pattern: &str, account: &str) -> bool {
    let last = pattern.split(['*', '?']).count().saturating_sub(1);
    let mut parts = pattern.split(['*', '?']).enumerate();
    parts.all(|(place, digits)| match place {
        0 => fits(Side::Start, digits, account),
        _ if place == last => fits(Side::End, digits, account),
        _ => fits(Side::Middle, digits, account),
    })
}

/// Whether an id is of the documentation.
pub(super) fn is_free(account: &str) -> bool {
    let is_even = |group: &[u8]| group.windows(2).all(|pair| pair.first() == pair.last());
    ACCOUNTS.contains(&account)
        || account.as_bytes().chunks(4).all(is_even)
        || account.starts_with("000000")
}

/// Whether digits may be those of an id of the documentation.
pub(super) fn is_free_part(side: Side, digits: &str) -> bool {
    let mut all = (0..TRIED).map(free);
    all.any(|account| fits(side, digits, &account))
}

/// The id at a place of the list of those that stand for others.
fn free(place: usize) -> String {
    match (ACCOUNTS.get(place), place.saturating_sub(ACCOUNTS.len())) {
        (Some(known), _) => (*known).into(),
        (None, place @ 0..1000) => {
            let digits = format!("{place:03}");
            digits.chars().flat_map(|digit| [digit; 4]).collect()
        }
        (None, place) => format!("{place:012}"),
    }
}

/// Finds an id for each that is not free, those that come first before those that follow, and digits for each part.
pub(super) fn choose(seen: &[String], parts: &BTreeSet<Part>) -> Chosen {
    let mut once = BTreeSet::new();
    let all = seen.iter().filter(|id| once.insert(id.as_str()));
    let (stay, own): (Vec<&String>, Vec<&String>) = all.partition(|id| is_free(id));
    let mut search = Search {
        seen: once,
        stay,
        own,
        list: match parts.is_empty() {
            true => Vec::new(),
            false => (0..TRIED).map(free).collect(),
        },
        chosen: Vec::new(),
    };
    let mut parts: Vec<&Part> = parts.iter().collect();
    parts.sort_by_key(|(_, digits)| digits.len());
    for part in parts {
        let new = search.digits(part);
        search.chosen.push((part.clone(), new));
    }
    Chosen {
        accounts: search.accounts(),
        parts: search.chosen.into_iter().collect(),
    }
}

struct Search<'a> {
    /// All ids of the scenario: none of them stands for another.
    seen: BTreeSet<&'a str>,
    stay: Vec<&'a String>,
    own: Vec<&'a String>,
    list: Vec<String>,
    chosen: Vec<(Part, String)>,
}

impl Search<'_> {
    /// Digits that match among the new ids what a part matches among the old ones.
    fn digits(&self, part: &Part) -> String {
        let (side, digits) = part;
        let length = digits.len();
        let cut = |account: &String| {
            let from = match side {
                Side::Start => 0,
                Side::Middle => (12 - length).min(4),
                Side::End => 12 - length,
            };
            account
                .get(from..from + length)
                .unwrap_or_default()
                .to_owned()
        };
        let mut tried = BTreeSet::new();
        let own = is_free_part(*side, digits).then(|| digits.clone());
        let all = own.into_iter().chain(self.list.iter().map(cut));
        let mut all = all.filter(|new| tried.insert(new.clone()));
        let apart = |new: &String| self.is_apart(part, new);
        match self.chosen.len() < CAREFUL {
            true => {
                let tried: Vec<String> = all.collect();
                let fitting = tried
                    .iter()
                    .find(|new| apart(new) && self.has_room(part, new));
                let any = || tried.iter().find(|new| *new != digits);
                fitting.or_else(any).cloned()
            }
            false => all.find(|new| apart(new) && new != digits),
        }
        .unwrap_or_else(|| "0".repeat(length))
    }

    /// Whether new digits match what stays as it is as the old ones do, and lie in other parts as
    /// those.
    fn is_apart(&self, (side, digits): &Part, new: &str) -> bool {
        let mut stay = self.stay.iter();
        let mut others = self.chosen.iter().filter(|((other, _), _)| other == side);
        stay.all(|id| fits(*side, digits, id) == fits(*side, new, id))
            && others.all(|((_, old), other)| {
                fits(*side, old, digits) == fits(*side, other, new)
                    && fits(*side, digits, old) == fits(*side, new, other)
            })
    }

    /// Whether there are ids for all that are matched by the same parts.
    fn has_room(&self, part: &Part, new: &str) -> bool {
        let mut room: BTreeMap<Vec<bool>, isize> = BTreeMap::new();
        for account in self
            .list
            .iter()
            .filter(|id| !self.seen.contains(id.as_str()))
        {
            let mut matched = self.new_matches(account);
            matched.push(fits(part.0, new, account));
            *room.entry(matched).or_default() += 1;
        }
        self.own.iter().all(|account| {
            let mut matched = self.old_matches(account);
            matched.push(fits(part.0, &part.1, account));
            let left = room.entry(matched).or_default();
            *left -= 1;
            0 <= *left
        })
    }

    fn old_matches(&self, account: &str) -> Vec<bool> {
        let chosen = self.chosen.iter();
        chosen
            .map(|((side, old), _)| fits(*side, old, account))
            .collect()
    }

    fn new_matches(&self, account: &str) -> Vec<bool> {
        let chosen = self.chosen.iter();
        chosen
            .map(|((side, _), new)| fits(*side, new, account))
            .collect()
    }

    fn accounts(&self) -> BTreeMap<String, String> {
        let mut taken: BTreeSet<String> = self.seen.iter().map(|id| (*id).to_owned()).collect();
        let mut places: BTreeMap<Vec<bool>, usize> = BTreeMap::new();
        let mut new = BTreeMap::new();
        for account in &self.own {
            let matched = self.old_matches(account);
            let place = places.entry(matched.clone()).or_default();
            let fitting = (*place..MOST).find_map(|at| {
                *place = at + 1;
                let id = free(at);
                (!taken.contains(&id) && self.new_matches(&id) == matched).then_some(id)
            });
            let any = || (0..MOST).map(free).find(|id| !taken.contains(id));
            let id = fitting
                .or_else(any)
                .unwrap_or_else(|| "000000000000".into());
            taken.insert(id.clone());
            new.insert((*account).clone(), id);
        }
        new
    }
}
