//! Which data is looked at by functions of the second module only, and so can move with them.
//!
//! The linker left its relocations in the module that it wrote (see `web/build.rs`): where each piece
//! of data lies, which pieces each piece points to, and by which addresses functions reach them.
//! The functions have been rewritten since, so what they look at is read off their constants.

use crate::step::Outcome;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{Instruction, MemArg};
use wasmparser::{
    Data, DataKind, KnownCustom, Linking, Operator, Parser, Payload, RelocSectionReader,
    RelocationType, SymbolInfo,
};

/// A constant near the data that is no address the linker knew may be nothing of the kind, or an
/// address that `wasm-opt` made out of one. So far around it everything is taken for looked at.
const REACH: u32 = 4096;
/// A hole in the data of the first module costs a segment more.
const WORTH_MOVING: u32 = 32;
/// The address of what has no fixed place; nothing of the kind is in a module without threads.
const NOWHERE: u32 = u32::MAX;

/// The pieces of data.
pub(super) struct Pieces {
    /// By where they begin.
    pieces: BTreeMap<u32, Piece>,
    /// For each address that the linker put into a function, where the pieces begin that it is for.
    known: BTreeMap<u32, BTreeSet<u32>>,
}

#[derive(Default)]
struct Piece {
    end: u32,
    /// Addresses that stand in it.
    points_to: Vec<u32>,
    /// Some function reaches it by an address outside of it.
    is_reached_from_outside: bool,
}

/// What is read of the linked module before it makes sense together.
#[derive(Default)]
struct Linked {
    /// For each segment its place in memory, and where its bytes begin in the file.
    segments: Vec<(u32, usize)>,
    /// Where the section of data begins in the file.
    section: usize,
    /// For each symbol its piece, if it is one.
    symbols: Vec<Option<Range<u32>>>,
    /// Where in the section an address stands, and the address.
    in_data: Vec<(u32, u32)>,
    /// Addresses in functions, and where the symbol begins that each is for.
    in_code: Vec<(u32, u32)>,
    /// Symbols that functions reach from outside.
    outside: Vec<u32>,
}

impl Pieces {
    /// The pieces of the module that the linker wrote.
    pub(super) fn read(linked: &[u8]) -> Outcome<Pieces> {
        let found = Linked::read(linked).map_err(|error| format!("the linked module: {error}"))?;
        match found.in_data.is_empty() {
            true => Err("the linked module holds no relocations; see web/build.rs".into()),
            false => Ok(found.pieces()),
        }
    }

    /// The places in memory that nobody looks at who knows these addresses.
    pub(super) fn unseen(&self, addresses: impl IntoIterator<Item = u32>) -> Vec<Range<u32>> {
        let mut seen = BTreeSet::new();
        let outside = self
            .pieces
            .iter()
            .filter(|(_, piece)| piece.is_reached_from_outside);
        let mut to_do: Vec<u32> = outside.map(|(start, _)| *start).collect();
        for address in addresses {
            match self.known.get(&address) {
                Some(starts) => to_do.extend(starts),
                None => {
                    let near = address.saturating_sub(REACH)..address.saturating_add(REACH);
                    to_do.extend(self.pieces.range(near).map(|(start, _)| *start));
                    to_do.extend(self.holder(address));
                }
            }
        }
        while let Some(start) = to_do.pop() {
            if let (true, Some(piece)) = (seen.insert(start), self.pieces.get(&start)) {
                to_do.extend(
                    piece
                        .points_to
                        .iter()
                        .filter_map(|address| self.holder(*address)),
                );
            }
        }
        let unseen = self
            .pieces
            .iter()
            .filter(|(start, _)| !seen.contains(start));
        let mut runs: Vec<Range<u32>> = Vec::new();
        for (start, piece) in unseen {
            match runs.last_mut() {
                // Between two pieces is nothing but room for the second to begin at an even place.
                Some(run) if !self.is_anything_between(run.end, *start) => run.end = piece.end,
                _ => runs.push(*start..piece.end),
            }
        }
        runs.retain(|run| WORTH_MOVING <= run.len() as u32);
        runs
    }

    /// Where the piece begins that an address is in.
    fn holder(&self, address: u32) -> Option<u32> {
        let (start, _) = self.pieces.range(..=address).next_back()?;
        Some(*start)
    }

    fn is_anything_between(&self, from: u32, to: u32) -> bool {
        16 <= to.saturating_sub(from) || self.pieces.range(from..to).next().is_some()
    }
}

impl Linked {
    fn read(bytes: &[u8]) -> wasmparser::Result<Linked> {
        let mut linked = Linked::default();
        let mut relocations: Vec<(&str, RelocSectionReader<'_>)> = Vec::new();
        for payload in Parser::new(0).parse_all(bytes) {
            match payload? {
                Payload::DataSection(section) => {
                    linked.section = section.range().start;
                    for data in section {
                        let data = data?;
                        let bytes_at = data.range.end - data.data.len();
                        linked
                            .segments
                            .push((address(&data).unwrap_or(NOWHERE), bytes_at));
                    }
                }
                Payload::CustomSection(custom) => match custom.as_known() {
                    KnownCustom::Linking(linking) => linked.read_symbols(linking)?,
                    KnownCustom::Reloc(found) => relocations.push((custom.name(), found)),
                    _ => {}
                },
                _ => {}
            }
        }
        for (name, section) in relocations {
            for entry in section.entries() {
                let entry = entry?;
                let symbol = linked.symbols.get(entry.index as usize).cloned().flatten();
                match (entry.ty, symbol) {
                    (RelocationType::MemoryAddrI32, Some(symbol)) if name == "reloc.DATA" => {
                        linked.in_data.push((entry.offset, symbol.start));
                    }
                    (
                        RelocationType::MemoryAddrLeb | RelocationType::MemoryAddrSleb,
                        Some(symbol),
                    ) => match u32::try_from(entry.addend) {
                        Ok(inside) if inside <= symbol.end - symbol.start => {
                            linked.in_code.push((symbol.start + inside, symbol.start));
                        }
                        _ => linked.outside.push(symbol.start),
                    },
                    _ => {}
                }
            }
        }
        Ok(linked)
    }

    fn read_symbols(
        &mut self,
        linking: wasmparser::LinkingSectionReader<'_>,
    ) -> wasmparser::Result<()> {
        for part in linking.subsections() {
            let Linking::SymbolTable(symbols) = part? else {
                continue;
            };
            for symbol in symbols {
                let place = match symbol? {
                    SymbolInfo::Data {
                        symbol: Some(place),
                        ..
                    } => self
                        .segments
                        .get(place.index as usize)
                        .map(|(base, _)| base + place.offset..base + place.offset + place.size),
                    _ => None,
                };
                self.symbols.push(place);
            }
        }
        Ok(())
    }

    fn pieces(self) -> Pieces {
        let mut places: Vec<Range<u32>> = self.symbols.into_iter().flatten().collect();
        places.sort_by_key(|place| place.start);
        let mut pieces: BTreeMap<u32, Piece> = BTreeMap::new();
        for place in places {
            match pieces.last_entry() {
                // A second name for a part of the same piece.
                Some(mut last) if place.start < last.get().end || place.start == *last.key() => {
                    last.get_mut().end = last.get().end.max(place.end);
                }
                _ => drop(pieces.insert(
                    place.start,
                    Piece {
                        end: place.end,
                        ..Piece::default()
                    },
                )),
            }
        }
        let mut piece_at = |address: u32, change: &dyn Fn(&mut Piece)| {
            if let Some((_, piece)) = pieces.range_mut(..=address).next_back() {
                change(piece);
            }
        };
        for (offset, target) in self.in_data {
            let at = self.section + offset as usize;
            let segment = self.segments.iter().rfind(|(_, bytes_at)| *bytes_at <= at);
            if let Some((base, bytes_at)) = segment {
                let address = base + u32::try_from(at - bytes_at).unwrap_or(u32::MAX);
                piece_at(address, &|piece| piece.points_to.push(target));
            }
        }
        for start in self.outside {
            piece_at(start, &|piece| piece.is_reached_from_outside = true);
        }
        let mut found = Pieces {
            pieces,
            known: BTreeMap::new(),
        };
        for (address, symbol) in self.in_code {
            let piece = found.holder(symbol);
            found.known.entry(address).or_default().extend(piece);
        }
        found
    }
}

/// Where a segment lies in memory, if that is fixed.
pub(super) fn address(data: &Data<'_>) -> Option<u32> {
    let DataKind::Active { offset_expr, .. } = &data.kind else {
        return None;
    };
    match offset_expr.get_operators_reader().read() {
        Ok(Operator::I32Const { value }) => Some(value.cast_unsigned()),
        _ => None,
    }
}

/// Reads the numbers off functions that may be addresses.
#[derive(Default)]
pub(super) struct Addresses(pub(super) BTreeSet<u32>);

impl Reencode for Addresses {
    type Error = std::convert::Infallible;

    fn mem_arg(&mut self, argument: wasmparser::MemArg) -> Result<MemArg, Error> {
        self.0.extend(u32::try_from(argument.offset));
        utils::mem_arg(self, argument)
    }

    fn instruction<'a>(&mut self, operator: Operator<'a>) -> Result<Instruction<'a>, Error> {
        match operator {
            Operator::I32Const { value } => drop(self.0.insert(value.cast_unsigned())),
            // An address and a length are stored at once, as one number.
            Operator::I64Const { value } => {
                let halves = [value as u32, (value >> 32) as u32];
                self.0.extend(halves);
            }
            _ => {}
        }
        utils::instruction(self, operator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three pieces far apart; the first points to the second.
    fn pieces() -> Pieces {
        let piece = |end, points_to: &[u32]| Piece {
            end,
            points_to: points_to.to_vec(),
            is_reached_from_outside: false,
        };
        Pieces {
            pieces: BTreeMap::from([
                (100_000, piece(100_100, &[200_000])),
                (200_000, piece(200_100, &[])),
                (300_000, piece(300_100, &[])),
            ]),
            known: BTreeMap::from([(100_040, BTreeSet::from([100_000]))]),
        }
    }

    #[test]
    fn what_a_piece_in_sight_points_to_is_in_sight() {
        let third = 300_000..300_100;
        assert_eq!(pieces().unseen([100_040]), std::slice::from_ref(&third));
        assert_eq!(pieces().unseen([]).len(), 3);
    }

    #[test]
    fn an_unknown_number_near_a_piece_keeps_it() {
        for number in [299_000, 300_050, 300_100] {
            assert!(!pieces().unseen([number]).contains(&(300_000..300_100)));
        }
    }

    #[test]
    fn a_piece_reached_from_outside_stays() {
        let mut pieces = pieces();
        for piece in pieces.pieces.values_mut() {
            piece.is_reached_from_outside = true;
        }
        assert!(pieces.unseen([]).is_empty());
    }
}
