//! Two modules out of one. The first keeps memory, tables, globals and data and lends them to the
//! second, which holds nothing but functions.

use super::data::{Addresses, Pieces};
use super::layout::{Function, Layout};
use super::names::Names;
use crate::step::Outcome;
use std::collections::{BTreeMap, BTreeSet};
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    BlockType, CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType,
    ExportKind, ExportSection, FunctionSection, GlobalSection, GlobalType, ImportSection,
    Instruction, Module, TableSection, TypeSection, ValType,
};
use wasmparser::{FunctionBody, Parser};

/// The module that the second imports from.
const FIRST: &str = "first";
/// The global of the first that is 1 once the second is there.
const THERE: &str = "rest_is_there";

/// What happens when the first module needs a function of the second, and that is not there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing {
    /// The page fetches it, and goes on.
    Fetch,
    /// The first module gives up.
    Trap,
}

/// The first module holds the functions in `used`, the second all others.
pub(super) fn split(
    bytes: &[u8],
    layout: &Layout<'_>,
    used: &BTreeSet<u32>,
    missing: Missing,
    pieces: &Pieces,
    names: &Names,
) -> Outcome<(Vec<u8>, Vec<u8>)> {
    let plan = Plan::new(layout, used, missing, pieces)?;
    let mut first = Module::new();
    let mut writer = First {
        plan: &plan,
        names,
        at: 0,
        table: 0,
    };
    writer
        .parse_core_module(&mut first, Parser::new(0), bytes)
        .map_err(|error| format!("the first part of the page: {error}"))?;
    let rest = rest(&plan).map_err(|error| format!("the rest of the page: {error}"))?;
    Ok((first.finish(), rest))
}

/// Data with its places in memory.
type Segments<'a> = Vec<(u32, &'a [u8])>;

struct Plan<'a> {
    layout: &'a Layout<'a>,
    missing: Missing,
    /// What moves, in order, and where it is in the index space of the second module.
    moved: BTreeMap<u32, u32>,
    /// What the second module calls in the first, in the order it imports them.
    lent: Vec<u32>,
    /// What the first module still mentions of what moved, with its place in the function table.
    stand_ins: BTreeMap<u32, u32>,
    /// Places of the function table that the second module fills: what stands there moved, and the
    /// first module does not mention it otherwise.
    filled: BTreeMap<u32, u32>,
    /// One of those functions, which stands at all of their places until then, and traps.
    trap: Option<u32>,
    /// Where the functions of the first module, imports aside, are in its index space.
    places: BTreeMap<u32, u32>,
    function_table: u32,
    /// Where the places of the stand-ins begin in the function table.
    base: u64,
    /// The data that each module brings, with its places in memory.
    data: [Segments<'a>; 2],
    /// The type of a function that takes and gives nothing.
    plain: u32,
}

impl<'a> Plan<'a> {
    fn new(
        layout: &'a Layout<'a>,
        used: &BTreeSet<u32>,
        missing: Missing,
        pieces: &Pieces,
    ) -> Outcome<Plan<'a>> {
        let (function_table, table) = layout
            .function_table()
            .ok_or("the page's WebAssembly has no function table")?;
        let own = || (layout.imported..).zip(&layout.functions);
        let stays = |function: u32| function < layout.imported || used.contains(&function);
        let calls = |from_first: bool| {
            let callers = own().filter(move |(index, _)| stays(*index) == from_first);
            callers.flat_map(|(_, function)| function.calls.iter().copied())
        };
        let lent: BTreeSet<u32> = calls(false).filter(|called| stays(*called)).collect();
        let lent: Vec<u32> = lent.into_iter().collect();
        let moved = own()
            .map(|(index, _)| index)
            .filter(|index| !stays(*index))
            .zip((0..).skip(lent.len()))
            .collect();
        let mut mentioned: BTreeSet<u32> = calls(true)
            .chain(layout.exported.iter().copied())
            .filter(|called| !stays(*called))
            .collect();
        let filled = filled(layout, missing, used, &mut mentioned);
        let trap = filled.values().next().copied();
        let needed = own()
            .map(|(index, _)| index)
            .filter(|index| stays(*index) || mentioned.contains(index) || Some(*index) == trap);
        // One more import comes before them.
        let places = needed.zip(layout.imported + 1..).collect();
        let base = table.initial;
        let start = u32::try_from(base).map_err(|error| error.to_string())?;
        let plain = layout
            .types
            .iter()
            .position(|kind| kind.params().is_empty() && kind.results().is_empty())
            .ok_or("no function of the page takes and gives nothing")?;
        Ok(Plan {
            layout,
            missing,
            filled,
            trap,
            moved,
            lent,
            stand_ins: mentioned.into_iter().zip(start..).collect(),
            places,
            function_table,
            base,
            data: divided(layout, used, pieces)?,
            plain: u32::try_from(plain).map_err(|error| error.to_string())?,
        })
    }

    fn moved(&self) -> impl Iterator<Item = &Function<'a>> {
        let own = (self.layout.imported..).zip(&self.layout.functions);
        own.filter(|(index, _)| self.moved.contains_key(index))
            .map(|(_, function)| function)
    }

    /// The global behind those of the whole module.
    fn there(&self) -> u32 {
        u32::try_from(self.layout.globals.len()).unwrap_or(u32::MAX)
    }
}

/// The places of the function table that are left to the second module. Where missing functions
/// are fetched there are none: a call has to know what it waits for.
fn filled(
    layout: &Layout<'_>,
    missing: Missing,
    used: &BTreeSet<u32>,
    mentioned: &mut BTreeSet<u32>,
) -> BTreeMap<u32, u32> {
    let slots = layout.slots.iter().copied();
    let moved =
        slots.filter(|(_, function)| layout.imported <= *function && !used.contains(function));
    match missing {
        Missing::Trap => moved
            .filter(|(_, function)| !mentioned.contains(function))
            .collect(),
        Missing::Fetch => {
            mentioned.extend(moved.map(|(_, function)| function));
            BTreeMap::new()
        }
    }
}

/// The data that the functions in `used` look at, and the rest.
fn divided<'a>(
    layout: &Layout<'a>,
    used: &BTreeSet<u32>,
    pieces: &Pieces,
) -> Outcome<[Segments<'a>; 2]> {
    let mut addresses = Addresses::default();
    for (index, function) in (layout.imported..).zip(&layout.functions) {
        if used.contains(&index) {
            addresses
                .parse_function_body(&mut CodeSection::new(), function.body.clone())
                .map_err(|error| format!("a function of the page: {error}"))?;
        }
    }
    let unseen = pieces.unseen(addresses.0);
    let [mut first, mut rest] = [Vec::new(), Vec::new()];
    for (place, bytes) in &layout.data {
        let start = place.ok_or("the page's WebAssembly has data without a fixed place")?;
        let mut at = 0;
        let offset = |address: u32| (address.saturating_sub(start) as usize).min(bytes.len());
        for run in &unseen {
            let (from, to) = (offset(run.start).max(at), offset(run.end).max(at));
            first.push((start + at as u32, bytes.get(at..from).unwrap_or_default()));
            rest.push((start + from as u32, bytes.get(from..to).unwrap_or_default()));
            at = to;
        }
        first.push((start + at as u32, bytes.get(at..).unwrap_or_default()));
    }
    for part in [&mut first, &mut rest] {
        part.retain(|(_, bytes)| bytes.iter().any(|byte| *byte != 0));
    }
    Ok([first, rest])
}

fn segments(data: &Segments<'_>) -> DataSection {
    let mut section = DataSection::new();
    for (place, bytes) in data {
        let place = ConstExpr::i32_const(place.cast_signed());
        section.active(0, &place, bytes.iter().copied());
    }
    section
}

/// Writes the first module: the whole one with bodies taken out.
struct First<'a> {
    plan: &'a Plan<'a>,
    names: &'a Names,
    at: usize,
    table: u32,
}

impl First<'_> {
    /// Calls what moved. Where it is not there yet, it is fetched, or else its place in the table
    /// is empty and the call traps.
    fn stand_in(&self, kind: u32, place: u32) -> wasm_encoder::Function {
        let mut function = wasm_encoder::Function::new([]);
        let load = self.plan.layout.imported;
        if self.plan.missing == Missing::Fetch {
            function
                .instruction(&Instruction::GlobalGet(self.plan.there()))
                .instruction(&Instruction::I32Eqz)
                .instruction(&Instruction::If(BlockType::Empty))
                .instruction(&Instruction::Call(load))
                .instruction(&Instruction::End);
        }
        let parameters = self.plan.layout.types.get(kind as usize);
        let count = parameters.map_or(0, |kind| kind.params().len());
        for parameter in (0..).take(count) {
            function.instruction(&Instruction::LocalGet(parameter));
        }
        function
            .instruction(&Instruction::I32Const(
                i32::try_from(place).unwrap_or(i32::MAX),
            ))
            .instruction(&Instruction::CallIndirect {
                type_index: kind,
                table_index: self.plan.function_table,
            })
            .instruction(&Instruction::End);
        function
    }
}

impl Reencode for First<'_> {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        match function < self.plan.layout.imported {
            true => Ok(function),
            false => Ok(self.plan.places.get(&function).copied().unwrap_or(u32::MAX)),
        }
    }

    /// A place that the second module fills holds a function that traps until then.
    fn element_items<'e>(
        &mut self,
        items: wasmparser::ElementItems<'e>,
    ) -> Result<Elements<'e>, Error> {
        let (wasmparser::ElementItems::Functions(functions), Some(trap)) =
            (items.clone(), self.plan.trap)
        else {
            return utils::element_items(self, items);
        };
        let filled: BTreeSet<u32> = self.plan.filled.values().copied().collect();
        let mut written = Vec::new();
        for function in functions {
            let function = function?;
            let is_filled = filled.contains(&function);
            written.push(self.function_index(if is_filled { trap } else { function })?);
        }
        Ok(Elements::Functions(written.into()))
    }

    /// Without those that nobody mentions.
    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        _section: wasmparser::FunctionSectionReader<'_>,
    ) -> Result<(), Error> {
        for function in self.plan.places.keys() {
            functions.function(self.plan.layout.kind_of(*function).unwrap_or_default());
        }
        Ok(())
    }

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: wasmparser::ImportSectionReader<'_>,
    ) -> Result<(), Error> {
        for import in section.into_imports() {
            let import = import?;
            let kind = self.entity_type(import.ty)?;
            imports.import(import.module, self.names.short(import.name), kind);
        }
        imports.import("rest", "fetch", EntityType::Function(self.plan.plain));
        Ok(())
    }

    fn parse_export(
        &mut self,
        exports: &mut ExportSection,
        export: wasmparser::Export<'_>,
    ) -> Result<(), Error> {
        let kind = self.export_kind(export.kind)?;
        let index = self.external_index(export.kind, export.index)?;
        exports.export(self.names.short(export.name), kind, index);
        Ok(())
    }

    fn parse_table(
        &mut self,
        tables: &mut TableSection,
        mut table: wasmparser::Table<'_>,
    ) -> Result<(), Error> {
        if self.table == self.plan.function_table {
            let more = self.plan.stand_ins.len() as u64;
            table.ty.initial += more;
            table.ty.maximum = table.ty.maximum.map(|maximum| maximum + more);
        }
        self.table += 1;
        utils::parse_table(self, tables, table)
    }

    fn parse_global_section(
        &mut self,
        globals: &mut GlobalSection,
        section: wasmparser::GlobalSectionReader<'_>,
    ) -> Result<(), Error> {
        utils::parse_global_section(self, globals, section)?;
        globals.global(there(), &ConstExpr::i32_const(0));
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: wasmparser::ExportSectionReader<'_>,
    ) -> Result<(), Error> {
        utils::parse_export_section(self, exports, section)?;
        exports.export(THERE, ExportKind::Global, self.plan.there());
        let layout = self.plan.layout;
        for (index, _) in (0..).zip(&layout.memories) {
            exports.export(&name('m', index), ExportKind::Memory, index);
        }
        for (index, _) in (0..).zip(&layout.tables) {
            exports.export(&name('t', index), ExportKind::Table, index);
        }
        for (index, _) in (0..).zip(&layout.globals) {
            exports.export(&name('g', index), ExportKind::Global, index);
        }
        for function in &self.plan.lent {
            let index = self.function_index(*function)?;
            exports.export(&name('f', *function), ExportKind::Func, index);
        }
        Ok(())
    }

    fn data_count(&mut self, _count: u32) -> Result<u32, Error> {
        let [first, _] = &self.plan.data;
        Ok(u32::try_from(first.len()).unwrap_or(u32::MAX))
    }

    fn parse_data_section(
        &mut self,
        data: &mut DataSection,
        _section: wasmparser::DataSectionReader<'_>,
    ) -> Result<(), Error> {
        let [first, _] = &self.plan.data;
        *data = segments(first);
        Ok(())
    }

    /// What the linker left for this split has had its use.
    fn parse_custom_section(
        &mut self,
        _module: &mut Module,
        _section: wasmparser::CustomSectionReader<'_>,
    ) -> Result<(), Error> {
        Ok(())
    }

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: FunctionBody<'_>,
    ) -> Result<(), Error> {
        let layout = self.plan.layout;
        let index = layout.imported + u32::try_from(self.at).unwrap_or(u32::MAX);
        self.at += 1;
        if !self.plan.moved.contains_key(&index) {
            return utils::parse_function_body(self, code, body);
        }
        if let Some(place) = self.plan.stand_ins.get(&index) {
            code.function(&self.stand_in(layout.kind_of(index).unwrap_or_default(), *place));
        } else if self.plan.trap == Some(index) {
            let mut trap = wasm_encoder::Function::new([]);
            trap.instruction(&Instruction::Unreachable)
                .instruction(&Instruction::End);
            code.function(&trap);
        }
        Ok(())
    }
}

fn there() -> GlobalType {
    GlobalType {
        val_type: ValType::I32,
        mutable: true,
        shared: false,
    }
}

fn name(kind: char, index: u32) -> String {
    format!("{kind}{index:x}")
}

/// Writes the bodies of the second module.
struct Rest<'a> {
    plan: &'a Plan<'a>,
    lent: BTreeMap<u32, u32>,
}

impl Reencode for Rest<'_> {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        let found = self.plan.moved.get(&function);
        let found = found.or_else(|| self.lent.get(&function));
        Ok(found.copied().unwrap_or(u32::MAX))
    }
}

fn rest(plan: &Plan<'_>) -> Result<Vec<u8>, Error> {
    let layout = plan.layout;
    let mut writer = Rest {
        plan,
        lent: plan.lent.iter().copied().zip(0..).collect(),
    };
    let mut types = TypeSection::new();
    for kind in &layout.types {
        let kind = writer.func_type(kind.clone())?;
        types.ty().func_type(&kind);
    }
    let mut functions = FunctionSection::new();
    let mut code = CodeSection::new();
    for function in plan.moved() {
        functions.function(function.kind);
        writer.parse_function_body(&mut code, function.body.clone())?;
    }
    let start = u32::try_from(plan.base).unwrap_or(u32::MAX);
    let stand_ins = (start..).zip(plan.stand_ins.keys().copied());
    let filled = plan
        .filled
        .iter()
        .map(|(place, function)| (*place, *function));
    let mut elements = ElementSection::new();
    for (place, functions) in runs(filled.chain(stand_ins)) {
        let functions = functions.iter();
        let moved = functions.filter_map(|function| plan.moved.get(function).copied());
        elements.active(
            Some(plan.function_table),
            &ConstExpr::i32_const(place.cast_signed()),
            Elements::Functions(moved.collect::<Vec<u32>>().into()),
        );
    }
    let mut module = Module::new();
    module
        .section(&types)
        .section(&borrowed(plan, &mut writer)?)
        .section(&functions)
        .section(&elements)
        .section(&code)
        .section(&segments(&plan.data[1]));
    Ok(module.finish())
}

/// Functions whose places follow one another, with the first of them.
fn runs(slots: impl Iterator<Item = (u32, u32)>) -> Vec<(u32, Vec<u32>)> {
    let mut runs: Vec<(u32, Vec<u32>)> = Vec::new();
    let mut next = None;
    for (place, function) in slots {
        match runs.last_mut().filter(|_| next == Some(place)) {
            Some((_, run)) => run.push(function),
            None => runs.push((place, vec![function])),
        }
        next = place.checked_add(1);
    }
    runs
}

/// What the second module imports of the first.
fn borrowed(plan: &Plan<'_>, writer: &mut Rest<'_>) -> Result<ImportSection, Error> {
    let layout = plan.layout;
    let mut imports = ImportSection::new();
    for function in &plan.lent {
        let kind = layout.kind_of(*function).unwrap_or_default();
        imports.import(FIRST, &name('f', *function), EntityType::Function(kind));
    }
    for (index, memory) in (0..).zip(&layout.memories) {
        let memory = writer.memory_type(*memory)?;
        imports.import(FIRST, &name('m', index), memory);
    }
    for (index, table) in (0..).zip(&layout.tables) {
        let mut table = writer.table_type(*table)?;
        if index == plan.function_table {
            let more = plan.stand_ins.len() as u64;
            table.minimum += more;
            table.maximum = table.maximum.map(|maximum| maximum + more);
        }
        imports.import(FIRST, &name('t', index), table);
    }
    for (index, global) in (0..).zip(&layout.globals) {
        let global = writer.global_type(*global)?;
        imports.import(FIRST, &name('g', index), global);
    }
    Ok(imports)
}
