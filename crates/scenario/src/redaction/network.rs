//! IP addresses and ranges, and where to put them among those that documents may use (RFC 5737,
//! RFC 3849, RFC 2544), so that what lay inside of what still does.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{Ipv4Addr, Ipv6Addr};

/// A range of addresses; an address is a range of one.
// INVARIANT: `base` has no bit among its last `host`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Network {
    family: Family,
    base: u128,
    /// So many bits are free.
    host: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Family {
    Four,
    Six,
}

/// What nobody is known by: addresses for documents and tests, private, local and of everybody.
const COMMON: [&str; 20] = [
    "192.0.2.0/24",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "198.18.0.0/15",
    "2001:db8::/32",
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "224.0.0.0/4",
    "0.0.0.0/32",
    "255.255.255.255/32",
    "::/128",
    "::1/128",
    "fc00::/7",
    "fe80::/10",
    "ff00::/8",
    "64:ff9b::/96",
];
/// Where what is replaced goes, the best first.
const SPACE: [&str; 5] = [
    "192.0.2.0/24",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "198.18.0.0/15",
    "2001:db8::/32",
];

impl Family {
    const fn bits(self) -> u32 {
        match self {
            Family::Four => 32,
            Family::Six => 128,
        }
    }

    /// As many free bits as a range keeps where there is room.
    const fn kept(self) -> u32 {
        match self {
            Family::Four => 6,
            Family::Six => 80,
        }
    }
}

impl Network {
    /// An address, or one with `/` and the length of its prefix.
    pub(super) fn parse(text: &str) -> Option<Network> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix.parse::<u32>().ok()?)),
            None => (text, None),
        };
        let (family, base) = match address.contains(':') {
            true => (Family::Six, u128::from(address.parse::<Ipv6Addr>().ok()?)),
            false => {
                let four = u32::from(address.parse::<Ipv4Addr>().ok()?);
                (Family::Four, u128::from(four))
            }
        };
        let host = family.bits().checked_sub(prefix.unwrap_or(family.bits()))?;
        let base = base
            .checked_shr(host)
            .unwrap_or(0)
            .checked_shl(host)
            .unwrap_or(0);
        Some(Network { family, base, host })
    }

    /// Two or three numbers of an IPv4 address, and `*` for the others.
    pub(super) fn parse_pattern(text: &str) -> Option<Network> {
        let head = text.trim_end_matches(".*");
        let numbers: Vec<u8> = head
            .split('.')
            .map(str::parse)
            .collect::<Result<_, _>>()
            .ok()?;
        let wild = 4 - numbers.len().min(4);
        let is_whole = (1..=wild).contains(&((text.len() - head.len()) / 2));
        if !(2..=3).contains(&numbers.len()) || !is_whole {
            return None;
        }
        let all = numbers.into_iter().chain([0, 0]).take(4);
        let base = all.fold(0, |base, number| base << 8 | u128::from(number));
        let host = u32::try_from(wild).ok()? * 8;
        let family = Family::Four;
        Some(Network { family, base, host })
    }

    /// As numbers with `*` for those that are free.
    pub(super) fn write_pattern(self) -> String {
        let address = self.write(false);
        let fixed = usize::try_from((32_u32.saturating_sub(self.host)) / 8).unwrap_or(0);
        let numbers: Vec<&str> = address.split('.').take(fixed).chain(["*"]).collect();
        numbers.join(".")
    }

    /// As an address, or with the length of its prefix.
    pub(super) fn write(self, with_prefix: bool) -> String {
        let address = match self.family {
            Family::Four => Ipv4Addr::from(u32::try_from(self.base).unwrap_or(0)).to_string(),
            Family::Six => Ipv6Addr::from(self.base).to_string(),
        };
        match with_prefix {
            true => format!("{address}/{}", self.family.bits() - self.host),
            false => address,
        }
    }

    /// Whether nobody is known by it.
    pub(super) fn is_common(self) -> bool {
        let wide = self.family.bits() - self.host < 8;
        let mut common = COMMON.iter().filter_map(|text| Network::parse(text));
        wide || common.any(|common| common.holds(self))
    }

    fn holds(self, other: Network) -> bool {
        let same = |base: u128| base.checked_shr(self.host).unwrap_or(0);
        self.family == other.family
            && other.host <= self.host
            && same(self.base) == same(other.base)
    }
}

/// Where each of some networks goes; those that stay, or that there is no room for, have no place.
/// `patterns` are those of them that are written with wildcards: they keep whole numbers.
pub(super) fn places(
    networks: impl IntoIterator<Item = Network>,
    patterns: &BTreeSet<Network>,
) -> BTreeMap<Network, Network> {
    let (common, mut own): (Vec<Network>, Vec<Network>) = networks
        .into_iter()
        .partition(|network| network.is_common());
    // Each after what holds it.
    own.sort_by_key(|network| {
        (
            network.family,
            network.base,
            std::cmp::Reverse(network.host),
        )
    });
    own.dedup();
    let parents = parents(&own);
    let kept = Plan::new(&own, &parents, patterns, |network| {
        network.family.kept().min(network.host)
    });
    match kept.place(&common) {
        // Without room for all of them at about their size, they are as small as can be.
        placed if placed.len() < own.len() => {
            let least = Plan::new(&own, &parents, patterns, |network| network.host.min(1));
            least.place(&common)
        }
        placed => placed,
    }
}

/// For each the smallest one that holds it.
fn parents(sorted: &[Network]) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let mut parents = Vec::new();
    for (index, network) in sorted.iter().enumerate() {
        let holds = |above: &usize| {
            sorted
                .get(*above)
                .is_some_and(|above| above.holds(*network))
        };
        while open.last().is_some_and(|above| !holds(above)) {
            open.pop();
        }
        parents.push(open.last().copied());
        open.push(index);
    }
    parents
}

/// How much room each network gets, in free bits.
struct Plan<'a> {
    networks: &'a [Network],
    children: Vec<Vec<usize>>,
    roots: Vec<usize>,
    room: Vec<u32>,
}

impl Plan<'_> {
    fn new<'a>(
        networks: &'a [Network],
        parents: &[Option<usize>],
        patterns: &BTreeSet<Network>,
        wanted: impl Fn(&Network) -> u32,
    ) -> Plan<'a> {
        let mut plan = Plan {
            networks,
            children: vec![Vec::new(); networks.len()],
            roots: Vec::new(),
            room: networks.iter().map(wanted).collect(),
        };
        for (index, parent) in parents.iter().enumerate() {
            let list = parent.and_then(|parent| plan.children.get_mut(parent));
            list.unwrap_or(&mut plan.roots).push(index);
        }
        for index in (0..networks.len()).rev() {
            let children = plan.children.get(index).cloned().unwrap_or_default();
            let rooms = children
                .iter()
                .filter_map(|child| plan.room.get(*child).copied());
            let (mut sum, mut largest) = (0_u128, None);
            for room in rooms {
                sum = sum.saturating_add(size(room));
                largest = largest.max(Some(room));
            }
            // Larger than each of them, so that they stay apart.
            let least = largest.map_or(0, |largest| (largest + 1).max(log2_up(sum)));
            let is_pattern = networks
                .get(index)
                .is_some_and(|network| patterns.contains(network));
            if let Some(room) = plan.room.get_mut(index) {
                *room = least.max(*room);
                if is_pattern {
                    *room = room.next_multiple_of(8).max(8);
                }
            }
        }
        plan
    }

    fn place(&self, taken: &[Network]) -> BTreeMap<Network, Network> {
        let mut taken: Vec<(u128, u128)> = taken
            .iter()
            .map(|held| (held.base, size(held.host)))
            .collect();
        taken.sort_unstable();
        let spaces: Vec<Network> = SPACE
            .iter()
            .filter_map(|text| Network::parse(text))
            .collect();
        // Largest first: then each begins at a multiple of its size.
        let mut cursors: Vec<u128> = spaces.iter().map(|space| space.base).collect();
        let mut placed = BTreeMap::new();
        for root in self.by_room(&self.roots) {
            let (Some(network), Some(room)) = (self.networks.get(root), self.room.get(root)) else {
                continue;
            };
            for (space, cursor) in spaces.iter().zip(&mut cursors) {
                if space.family != network.family {
                    continue;
                }
                let Some(base) = free(*cursor, *room, &taken) else {
                    continue;
                };
                if space.base.saturating_add(size(space.host)) < base.saturating_add(size(*room)) {
                    continue;
                }
                *cursor = base.saturating_add(size(*room));
                self.put(root, base, &mut placed);
                break;
            }
        }
        placed
    }

    /// Puts a network at a base, and what it holds inside it.
    fn put(&self, root: usize, base: u128, placed: &mut BTreeMap<Network, Network>) {
        let mut waiting = vec![(root, base)];
        while let Some((index, base)) = waiting.pop() {
            let (Some(network), Some(room)) = (self.networks.get(index), self.room.get(index))
            else {
                continue;
            };
            let family = network.family;
            let (host, mut cursor) = (*room, base);
            placed.insert(*network, Network { family, base, host });
            let children = self.children.get(index).map_or(&[][..], Vec::as_slice);
            for child in self.by_room(children) {
                waiting.push((child, cursor));
                let room = self.room.get(child).copied().unwrap_or(0);
                cursor = cursor.saturating_add(size(room));
            }
        }
    }

    fn by_room(&self, list: &[usize]) -> Vec<usize> {
        let mut list = list.to_vec();
        list.sort_by_key(|index| std::cmp::Reverse(self.room.get(*index).copied()));
        list
    }
}

/// The first base from a cursor on at which that much room is free.
fn free(cursor: u128, room: u32, taken: &[(u128, u128)]) -> Option<u128> {
    let size = size(room);
    let mut base = cursor.checked_next_multiple_of(size)?;
    let from = taken.partition_point(|(start, size)| start.saturating_add(*size) <= base);
    for (start, taken) in taken.get(from..).unwrap_or_default() {
        if base.saturating_add(size) <= *start {
            break;
        }
        if base < start.saturating_add(*taken) {
            base = start.checked_add(*taken)?.checked_next_multiple_of(size)?;
        }
    }
    Some(base)
}

fn size(room: u32) -> u128 {
    1_u128.checked_shl(room).unwrap_or(u128::MAX)
}

fn log2_up(sum: u128) -> u32 {
    sum.checked_next_power_of_two()
        .map_or(128, u128::trailing_zeros)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(texts: &[&str]) -> Vec<String> {
        let networks = texts.iter().map(|text| Network::parse(text).unwrap());
        let places = places(networks.clone(), &BTreeSet::new());
        let new = networks.zip(texts);
        new.map(|(network, text)| {
            let to = places.get(&network).copied().unwrap_or(network);
            to.write(text.contains('/'))
        })
        .collect()
    }

    #[test]
    fn what_lay_inside_still_does_and_what_did_not_does_not() {
        let texts = [
            "52.94.0.0/16",
            "52.94.7.0/24",
            "52.94.7.9",
            "52.94.200.1",
            "8.8.8.8",
            "203.0.113.7",
            "10.1.2.3",
            "10.0.0.0/8",
            "0.0.0.0/0",
            "2600:1f18::/33",
            "2600:1f18::7",
            "52.94.7.9/32",
        ];
        let new = placed(&texts);
        let nets = |texts: &[String]| -> Vec<Network> {
            texts
                .iter()
                .map(|text| Network::parse(text).unwrap())
                .collect()
        };
        let before = nets(&texts.map(String::from));
        let after = nets(&new);
        for (a, b) in before.iter().zip(&after) {
            for (c, d) in before.iter().zip(&after) {
                assert_eq!(a.holds(*c), b.holds(*d), "{a:?} {c:?}: {new:?}");
            }
            assert!(b.is_common(), "{b:?}");
        }
        assert_eq!(new[6..9], texts[6..9]);
    }

    #[test]
    fn patterns_are_some_numbers_and_wildcards() {
        for (text, written) in [
            ("52.94.*", "52.94.*"),
            ("52.94.*.*", "52.94.*"),
            ("52.94.76.*", "52.94.76.*"),
        ] {
            let pattern = Network::parse_pattern(text).unwrap();
            assert_eq!(pattern.write_pattern(), written);
        }
        for text in [
            "52.*",
            "52.94.76.1",
            "52.94",
            "52.94.*.*.*",
            "52.94.76.*.*",
            "520.94.*",
            "*",
            "52.*.1",
            ".*",
            "",
        ] {
            assert_eq!(Network::parse_pattern(text), None, "{text}");
        }
    }

    #[test]
    fn a_thousand_addresses_find_room() {
        let texts: Vec<String> = (0..1200)
            .map(|n| format!("52.{}.{}.1", n / 200, n % 200))
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let mut new = placed(&texts);
        assert!(
            new.iter()
                .all(|text| Network::parse(text).unwrap().is_common())
        );
        new.sort();
        new.dedup();
        assert_eq!(new.len(), 1200);
    }
}
