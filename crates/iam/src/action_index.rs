//! Which statements of a policy can apply to an action, found without walking them all.
//!
//! Every `Action` value is filed under the text before its first wildcard. An action is looked
//! up under each of its own beginnings of a length that occurs, so a policy of a thousand
//! statements costs little more than one of ten.

use crate::action::Action;
use crate::pattern::Piece;
use crate::policy::{Element, Sense, Statement};

/// The index of one policy.
#[derive(Clone, Debug, Default)]
pub(crate) struct ActionIndex {
    /// The lengths of the filed beginnings, ascending.
    lengths: Box<[u32]>,
    filed: FiledValues,
    /// Statements that have to be looked at for every action: `NotAction` and holes.
    always: Box<[u32]>,
}

/// An `Action` value, filed under the hash of its beginning.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Filed {
    hash: u64,
    statement: u32,
    value: u32,
}

/// A statement that may apply to an action.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Candidate {
    /// Its `Action` value at this position fits.
    Fits { statement: u32, value: u32 },
    /// Its action element has to be matched.
    Open { statement: u32 },
}

impl ActionIndex {
    pub(crate) fn new(statements: &[Statement]) -> ActionIndex {
        let mut filed = Vec::new();
        let mut lengths = Vec::new();
        let mut always = Vec::new();
        for (statement, number) in statements.iter().zip(0..) {
            match &statement.action {
                Element::Values {
                    sense: Sense::Listed,
                    values,
                    ..
                } if values.iter().all(|entry| entry.value.is_some()) => {
                    for (entry, value) in values.iter().zip(0..) {
                        let Some(pattern) = &entry.value else {
                            continue;
                        };
                        let beginning = match pattern.pattern().pieces().next() {
                            Some(Piece::Literal(text)) => text,
                            _ => "",
                        };
                        lengths.push(u32::try_from(beginning.len()).unwrap_or(u32::MAX));
                        filed.push(Filed {
                            hash: prefix_hash(beginning),
                            statement: number,
                            value,
                        });
                    }
                }
                _ => always.push(number),
            }
        }
        lengths.sort_unstable();
        lengths.dedup();
        ActionIndex {
            lengths: lengths.into(),
            filed: FiledValues::new(filed),
            always: always.into(),
        }
    }

    /// Whether a statement that `candidates` leaves out certainly does not apply.
    pub(crate) fn answers_for(&self, statement: u32) -> bool {
        !self.always.contains(&statement)
    }

    /// Calls `visit` with each statement that may apply until it answers `false`. A statement
    /// comes once for each of its values that fits, in no particular order.
    pub(crate) fn candidates(
        &self,
        statements: &[Statement],
        action: &Action,
        mut visit: impl FnMut(Candidate) -> bool,
    ) {
        for statement in &self.always {
            if !visit(Candidate::Open {
                statement: *statement,
            }) {
                return;
            }
        }
        for length in &self.lengths {
            let Some(hash) = action.prefix_hash(*length as usize) else {
                return;
            };
            for filed in self.filed.under(hash) {
                let fits = statements
                    .get(filed.statement as usize)
                    .and_then(|statement| statement.action.values().get(filed.value as usize))
                    .and_then(|entry| entry.value.as_ref())
                    .is_some_and(|pattern| pattern.fits(action));
                let found = Candidate::Fits {
                    statement: filed.statement,
                    value: filed.value,
                };
                if fits && !visit(found) {
                    return;
                }
            }
        }
    }
}

/// Filed values in buckets by the high bits of their hashes: two allocations a policy, where a
/// hash map of lists would take one for each value.
// INVARIANT: `values` is in the order of buckets; bucket `b` is `starts[b]..starts[b + 1]`, and
// there are two to the power of `bits` of them.
#[derive(Clone, Debug, Default)]
struct FiledValues {
    values: Box<[Filed]>,
    starts: Box<[u32]>,
    bits: u32,
}

impl FiledValues {
    fn new(mut values: Vec<Filed>) -> FiledValues {
        let bits = values.len().next_power_of_two().trailing_zeros();
        values.sort_unstable_by_key(|filed| (bucket(filed.hash, bits), *filed));
        let mut starts = Vec::with_capacity((1 << bits) + 1);
        let mut at = 0;
        for number in 0..=(1_usize << bits) {
            let behind = values.get(at..).unwrap_or_default();
            at += behind
                .iter()
                .take_while(|filed| bucket(filed.hash, bits) < number)
                .count();
            starts.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
        FiledValues {
            values: values.into(),
            starts: starts.into(),
            bits,
        }
    }

    fn under(&self, hash: u64) -> impl Iterator<Item = &Filed> {
        let number = bucket(hash, self.bits);
        let range = match self.starts.get(number..) {
            Some([start, end, ..]) => *start as usize..*end as usize,
            _ => 0..0,
        };
        let values = self.values.get(range).unwrap_or_default();
        values.iter().filter(move |filed| filed.hash == hash)
    }
}

/// The multiplication spreads the hashes over the high bits.
fn bucket(hash: u64, bits: u32) -> usize {
    let spread = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    spread.checked_shr(u64::BITS - bits).unwrap_or_default() as usize
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

fn prefix_hash(text: &str) -> u64 {
    text.bytes().fold(SEED, step)
}

/// The hash of each beginning of a text, from the empty one to the whole.
pub(crate) fn prefix_hashes(text: &str) -> Box<[u64]> {
    let mut hash = SEED;
    let mut hashes = Vec::with_capacity(text.len() + 1);
    hashes.push(hash);
    for byte in text.bytes() {
        hash = step(hash, byte);
        hashes.push(hash);
    }
    hashes.into()
}
