//! Which data is looked at by functions of the second module only, and so can move with them.
//!
//! The linker left its relocations in the module that it wrote (see `web/build.rs`): where each piece
//! of data lies, and which pieces each piece points to. The functions have been rewritten since, so
//! what they look at is read off their constants.

use crate::step::Outcome;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{Instruction, MemArg};
use wasmparser::{
    Data, DataKind, KnownCustom, Linking, Operator, Parser, Payload, RelocSectionReader,
    RelocationType, SymbolInfo,
};

/// An address in front of a piece may be what is left of `piece - a`, where a function always adds
/// more than `a`. What the linker does of that kind is known from the relocations; this is for what
/// `wasm-opt` may do on top.
const REACH: u32 = 1024;
/// A hole in the data of the first module costs a segment more.
const WORTH_MOVING: u32 = 32;
/// The address of what has no fixed place; nothing of the kind is in a module without threads.
const NOWHERE: u32 = u32::MAX;

/// The pieces of data, by where they begin.
pub(super) struct Pieces(BTreeMap<u32, Piece>);

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
        let mut seen = BTreeMap::new();
        let outside = self
            .0
            .iter()
            .filter(|(_, piece)| piece.is_reached_from_outside);
        let mut to_do: Vec<u32> = outside.map(|(start, _)| *start).collect();
        for address in addresses {
            let before = self.0.range(..=address).next_back();
            let near = self.0.range(address..address.saturating_add(REACH));
            let touched = before.into_iter().filter(|(_, piece)| address <= piece.end);
            to_do.extend(touched.chain(near).map(|(start, _)| *start));
        }
        while let Some(start) = to_do.pop() {
            let Some(piece) = self.0.get(&start) else {
                continue;
            };
            if seen.insert(start, ()).is_none() {
                for address in &piece.points_to {
                    let holder = self.0.range(..=*address).next_back();
                    to_do.extend(holder.map(|(start, _)| *start));
                }
            }
        }
        let unseen = self.0.iter().filter(|(start, _)| !seen.contains_key(start));
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

    fn is_anything_between(&self, from: u32, to: u32) -> bool {
        16 <= to.saturating_sub(from) || self.0.range(from..to).next().is_some()
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
                    ) if !(0..=i64::from(symbol.end - symbol.start)).contains(&entry.addend) => {
                        linked.outside.push(symbol.start);
                    }
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
        Pieces(pieces)
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
        if let Operator::I32Const { value } = operator {
            self.0.insert(value.cast_unsigned());
        }
        utils::instruction(self, operator)
    }
}
