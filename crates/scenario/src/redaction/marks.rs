//! Finds in a text what tells whose it is: account ids, ids of organizations and of AWS's things,
//! IP addresses, people's addresses. Reads each text once, from the left.

use super::accounts::{self, Side};
use super::network::Network;
use std::collections::BTreeSet;

/// What something in a text is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Mark {
    /// Twelve digits, or four, four and four with `-` between them.
    Account,
    /// Some of the digits, next to a wildcard.
    AccountPart(Side),
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
    /// The first two or three numbers of an IP address, and wildcards for the others.
    AddressPattern,
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
    /// What follows is a wildcard, so that only its beginning stands here.
    pub(super) is_beginning: bool,
}

/// What is known before a text is read: without it, some things cannot be told from names.
#[derive(Default)]
pub(super) struct Known {
    /// The ids of roots.
    pub(super) roots: BTreeSet<String>,
    /// Ids of accounts.
    pub(super) accounts: BTreeSet<String>,
    /// All other ids.
    pub(super) ids: BTreeSet<String>,
}

impl Known {
    /// Takes in what was found whole.
    pub(super) fn see(&mut self, found: Found, text: &str) {
        match found.mark {
            _ if found.is_beginning => {}
            Mark::Account => drop(self.accounts.insert(text.replace('-', ""))),
            Mark::Organization | Mark::Root | Mark::Ou | Mark::Thing | Mark::Key => {
                self.ids.insert(text.to_owned());
            }
            Mark::AccountPart(_)
            | Mark::Address
            | Mark::AddressPattern
            | Mark::Person
            | Mark::Host => {}
        }
    }
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

/// Digits of an account's id that are taken for some of them wherever they stand.
const DIGITS: usize = 4;
/// As far as an ARN is looked at before its account, and in the account's field.
const ARN_HEAD: usize = 160;
const ARN_FIELD: usize = 40;
/// Characters behind a prefix that are taken for the beginning of an id.
const BEGINNING: usize = 3;

/// Everything that is found in a text, from left to right.
pub(super) fn find(text: &str, known: &Known) -> Vec<Found> {
    let bytes = text.as_bytes();
    let mut all: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let here = Here { text, bytes, at };
        let path = all
            .last()
            .is_some_and(|found| found.mark == Mark::Organization && found.end + 1 == at);
        match here.found(known, path) {
            Some((mark, length, is_beginning)) if 0 < length => {
                let end = at + length;
                all.push(Found {
                    mark,
                    start: at,
                    end,
                    is_beginning,
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

fn is_wild(b: u8) -> bool {
    matches!(b, b'*' | b'?')
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

    fn found(&self, known: &Known, path: bool) -> Option<(Mark, usize, bool)> {
        let first = self.byte(0)?;
        let whole = |(mark, length)| (mark, length, false);
        if first == b'@' {
            return Some(whole((Mark::Host, self.host(1)? + 1)));
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
                return Some(whole((Mark::Person, local + 1 + host)));
            }
        }
        if !before.is_some_and(is_word) {
            if let Some((mark, length)) = self.beginning(known) {
                return Some((mark, length, true));
            }
            let id = self
                .organization()
                .or_else(|| self.root(&known.roots, path))
                .or_else(|| self.thing())
                .or_else(|| self.key());
            if let Some(id) = id {
                return Some(whole(id));
            }
        }
        let inside = |b: u8| is_word(b) || matches!(b, b'.' | b':' | b'_');
        let is_alone = !before.is_some_and(inside) || (first != b':' && before == Some(b':'));
        if let Some(length) = is_alone.then(|| self.address_pattern()).flatten() {
            return Some(whole((Mark::AddressPattern, length)));
        }
        match is_alone.then(|| self.address()).flatten() {
            Some(length) => Some(whole((Mark::Address, length))),
            None => self.account(known).map(whole),
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

    /// `52.94.*`, `52.94.*.*` or `52.94.76.*`
    fn address_pattern(&self) -> Option<usize> {
        let length = self.run(0, |b| b.is_ascii_digit() || matches!(b, b'.' | b'*'));
        Network::parse_pattern(self.part(0, length)).map(|_| length)
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

    fn account(&self, known: &Known) -> Option<(Mark, usize)> {
        let is_digit = |b: u8| b.is_ascii_digit();
        if self.before().is_some_and(is_digit) {
            return None;
        }
        match self.run(0, is_digit) {
            12 => Some((Mark::Account, 12)),
            4 if self.is_in_fours() => Some((Mark::Account, 14)),
            digits @ 1..12 => {
                let mark = Mark::AccountPart(self.side(digits, known)?);
                Some((mark, digits))
            }
            _ => None,
        }
    }

    /// Four digits, four and four, as consoles show them.
    fn is_in_fours(&self) -> bool {
        let dash = |offset| self.byte(offset) == Some(b'-');
        let four = |offset| self.run(offset, |b| b.is_ascii_digit()) == 4;
        let is_alone = !self.before().is_some_and(is_word) && !self.byte(14).is_some_and(is_word);
        is_alone && dash(4) && four(5) && dash(9) && four(10)
    }

    /// Which of the digits of an account's id stand here, where they do.
    fn side(&self, digits: usize, known: &Known) -> Option<Side> {
        let side = match (self.before().is_some_and(is_wild), self.is_wild(digits)) {
            (false, true) => Side::Start,
            (true, true) => Side::Middle,
            (true, false) => Side::End,
            (false, false) => return None,
        };
        let part = self.part(0, digits);
        let (before, after) = self.field(digits);
        let field = self.text.get(self.at - before..self.at + digits + after);
        let field = field.unwrap_or_default();
        let is_long = DIGITS <= field.bytes().filter(u8::is_ascii_digit).count();
        let is_part = |account: &String| {
            DIGITS <= digits && accounts::fits(side, part, account)
                || is_long && accounts::fits_pattern(field, account)
        };
        let is_known = self.is_in_arn(before, digits + after) || known.accounts.iter().any(is_part);
        is_known.then_some(side)
    }

    /// How many digits and wildcards stand before some digits and behind them.
    fn field(&self, digits: usize) -> (usize, usize) {
        let is_field = |b: &&u8| b.is_ascii_digit() || is_wild(**b);
        let before = self.bytes.get(..self.at).unwrap_or_default();
        let before = before.iter().rev().take(ARN_FIELD);
        let rest = self.bytes.get(self.at + digits..).unwrap_or_default();
        let after = rest.iter().take(ARN_FIELD);
        (
            before.take_while(is_field).count(),
            after.take_while(is_field).count(),
        )
    }

    /// Whether so many characters before and behind stand where an ARN has the account.
    fn is_in_arn(&self, before: usize, behind: usize) -> bool {
        let ends = match self.byte(behind) {
            None => true,
            Some(b) => matches!(b, b':' | b'"' | b'\''),
        };
        let head = self.bytes.get(..self.at - before).unwrap_or_default();
        let head = head.get(head.len().saturating_sub(ARN_HEAD)..);
        let mut fields = head.unwrap_or_default().rsplitn(5, |b| *b == b':');
        let is_empty = fields.next().is_some_and(<[u8]>::is_empty);
        ends && is_empty && fields.nth(3).is_some_and(|head| head.ends_with(b"arn"))
    }

    fn is_wild(&self, offset: usize) -> bool {
        self.byte(offset).is_some_and(is_wild)
    }

    /// The beginning of an id, the rest of which is a wildcard.
    fn beginning(&self, known: &Known) -> Option<(Mark, usize)> {
        let is_capital = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
        let small = |mark, prefix: &str| (mark, prefix.len(), self.run(prefix.len(), is_small));
        let (mark, prefix, run) = if self.begins("o-") {
            small(Mark::Organization, "o-")
        } else if self.begins("r-") {
            small(Mark::Root, "r-")
        } else if self.begins("ou-") {
            let root = self.run(3, is_small);
            match self.byte(3 + root) {
                Some(b'-') => (Mark::Ou, 4 + root, self.run(4 + root, is_small)),
                _ => (Mark::Ou, 3, root),
            }
        } else if KEYS.iter().any(|prefix| self.begins(prefix)) {
            (Mark::Key, 4, self.run(4, is_capital))
        } else {
            let things = THINGS.iter().filter(|prefix| self.begins(prefix));
            things
                .map(|prefix| small(Mark::Thing, prefix))
                .find(|(_, prefix, run)| self.is_wild(prefix + run))?
        };
        let length = prefix + run;
        if run < BEGINNING || !self.is_wild(length) {
            return None;
        }
        let part = self.part(0, length);
        let mut ids = known.ids.range(part.to_owned()..);
        let is_known = ids.next().is_some_and(|id| id.starts_with(part));
        let has_digit = part.bytes().any(|b| b.is_ascii_digit());
        let is_sure = match mark {
            Mark::Organization | Mark::Key => 6 <= run && has_digit,
            Mark::Ou => has_digit,
            _ => false,
        };
        (is_known || is_sure).then_some((mark, length))
    }
}
