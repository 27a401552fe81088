//! Finds in a text what tells whose it is: account ids, ids of organizations and of AWS's things,
//! IP addresses, people's addresses. Reads each text once, from the left.

use super::network::Network;
use std::collections::BTreeSet;

/// What something in a text is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Mark {
    /// Twelve digits.
    Account,
    /// `o-…`
    Organization,
    /// `r-…`
    Root,
    /// `ou-…-…`, or its beginning up to the second `-`.
    Ou,
    /// `vpc-…`, `vpce-…` and other ids of AWS's things.
    Thing,
    /// `AKIA…`, `AROA…` and other ids of IAM.
    Key,
    /// An IP address or a range of them.
    Address,
    /// `name@host`
    Person,
    /// `@host` behind something that is no name, such as a wildcard.
    Host,
}

/// A place in a text, in bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Found {
    pub(super) mark: Mark,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// AWS's things whose ids are eight or seventeen hexadecimal digits.
const THINGS: [&str; 18] = [
    "vpc-",
    "vpce-",
    "vpce-svc-",
    "subnet-",
    "sg-",
    "i-",
    "eni-",
    "vol-",
    "snap-",
    "ami-",
    "rtb-",
    "igw-",
    "nat-",
    "acl-",
    "tgw-",
    "pcx-",
    "eipalloc-",
    "fs-",
];
/// What ids of IAM begin with.
const KEYS: [&str; 8] = [
    "AKIA", "ASIA", "AIDA", "AROA", "AGPA", "ANPA", "AIPA", "ABIA",
];

/// Everything that is found in a text, from left to right. `roots` are the ids of roots that are
/// known: without an organization's id before it, an unknown one cannot be told from a name.
pub(super) fn find(text: &str, roots: &BTreeSet<String>) -> Vec<Found> {
    let bytes = text.as_bytes();
    let mut all: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let here = Here { text, bytes, at };
        let path = all
            .last()
            .is_some_and(|found| found.mark == Mark::Organization && found.end + 1 == at);
        match here.found(roots, path) {
            Some((mark, length)) if 0 < length => {
                let end = at + length;
                all.push(Found {
                    mark,
                    start: at,
                    end,
                });
                at = end;
            }
            _ => at += 1,
        }
    }
    all
}

/// A place in a text that is looked at.
struct Here<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
}

fn is_word(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'-'
}

fn is_local(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'%' | b'+' | b'-')
}

fn is_small(b: u8) -> bool {
    b.is_ascii_lowercase() || b.is_ascii_digit()
}

impl Here<'_> {
    fn byte(&self, offset: usize) -> Option<u8> {
        self.bytes.get(self.at + offset).copied()
    }

    fn before(&self) -> Option<u8> {
        self.bytes.get(self.at.checked_sub(1)?).copied()
    }

    /// How many bytes from an offset on are of a sort.
    fn run(&self, offset: usize, is: impl Fn(u8) -> bool) -> usize {
        let rest = self.bytes.get(self.at + offset..).unwrap_or_default();
        rest.iter().take_while(|b| is(**b)).count()
    }

    fn part(&self, offset: usize, length: usize) -> &str {
        let start = self.at + offset;
        self.text.get(start..start + length).unwrap_or_default()
    }

    fn begins(&self, prefix: &str) -> bool {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        rest.starts_with(prefix.as_bytes())
    }

    fn found(&self, roots: &BTreeSet<String>, path: bool) -> Option<(Mark, usize)> {
        let first = self.byte(0)?;
        if first == b'@' {
            return Some((Mark::Host, self.host(1)? + 1));
        }
        if !(first.is_ascii_alphanumeric() || first == b':') {
            return None;
        }
        let before = self.before();
        if !before.is_some_and(is_local) {
            let local = self.run(0, is_local);
            if self.byte(local) == Some(b'@')
                && let Some(host) = self.host(local + 1)
            {
                return Some((Mark::Person, local + 1 + host));
            }
        }
        if !before.is_some_and(is_word) {
            let id = self
                .organization()
                .or_else(|| self.root(roots, path))
                .or_else(|| self.thing())
                .or_else(|| self.key());
            if id.is_some() {
                return id;
            }
        }
        let inside = |b: u8| is_word(b) || matches!(b, b'.' | b':' | b'_');
        let is_alone = !before.is_some_and(inside) || (first != b':' && before == Some(b':'));
        match is_alone.then(|| self.address()).flatten() {
            Some(length) => Some((Mark::Address, length)),
            None => self.account(),
        }
    }

    /// The length of a host name.
    fn host(&self, offset: usize) -> Option<usize> {
        let length = self.run(offset, |b| is_word(b) || b == b'.');
        let name = self.part(offset, length).trim_end_matches(['.', '-']);
        let (_, top) = name.rsplit_once('.')?;
        let is_top = 2 <= top.len() && top.bytes().all(|b| b.is_ascii_alphabetic());
        (is_top && !name.starts_with(['.', '-'])).then_some(name.len())
    }

    fn organization(&self) -> Option<(Mark, usize)> {
        if self.begins("o-") {
            let run = self.run(2, is_small);
            let ends = !self.byte(2 + run).is_some_and(is_word);
            return ((10..=32).contains(&run) && ends).then_some((Mark::Organization, 2 + run));
        }
        if !self.begins("ou-") {
            return None;
        }
        let root = self.run(3, is_small);
        if !(4..=32).contains(&root) || self.byte(3 + root) != Some(b'-') {
            return None;
        }
        let own = self.run(4 + root, is_small);
        let own = if (8..=32).contains(&own) { own } else { 0 };
        Some((Mark::Ou, 4 + root + own))
    }

    fn root(&self, roots: &BTreeSet<String>, path: bool) -> Option<(Mark, usize)> {
        if !self.begins("r-") {
            return None;
        }
        let length = 2 + self.run(2, is_small);
        let is_root = (6..=34).contains(&length) && !self.byte(length).is_some_and(is_word);
        let is_known = path || roots.contains(self.part(0, length));
        (is_root && is_known).then_some((Mark::Root, length))
    }

    fn thing(&self) -> Option<(Mark, usize)> {
        let is_hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        let length = THINGS.iter().find_map(|prefix| {
            let run = self
                .begins(prefix)
                .then(|| self.run(prefix.len(), is_hex))?;
            let length = prefix.len() + run;
            let ends = !self.byte(length).is_some_and(is_word);
            (matches!(run, 8 | 17) && ends).then_some(length)
        })?;
        Some((Mark::Thing, length))
    }

    fn key(&self) -> Option<(Mark, usize)> {
        KEYS.iter().find(|prefix| self.begins(prefix))?;
        let length = self.run(0, |b| b.is_ascii_uppercase() || b.is_ascii_digit());
        let ends = !self.byte(length).is_some_and(is_word);
        ((16..=32).contains(&length) && ends).then_some((Mark::Key, length))
    }

    fn address(&self) -> Option<usize> {
        let length = self.run(0, |b| b.is_ascii_hexdigit() || matches!(b, b':' | b'.'));
        let text = self.part(0, length).trim_end_matches('.');
        let length = [text, text.trim_end_matches(':')]
            .into_iter()
            .find(|text| Network::parse(text).is_some())?
            .len();
        let digits = self.run(length + 1, |b| b.is_ascii_digit());
        let whole = length + 1 + digits;
        if self.byte(length) == Some(b'/') && Network::parse(self.part(0, whole)).is_some() {
            return Some(whole);
        }
        (!self.byte(length).is_some_and(is_word)).then_some(length)
    }

    fn account(&self) -> Option<(Mark, usize)> {
        let is_digit = |b: u8| b.is_ascii_digit();
        if self.before().is_some_and(is_digit) {
            return None;
        }
        (self.run(0, is_digit) == 12).then_some((Mark::Account, 12))
    }
}
