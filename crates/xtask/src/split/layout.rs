//! What has to be known of a WebAssembly module before it is taken apart.

use super::data::address;
use crate::step::Outcome;
use std::collections::BTreeSet;
use wasmparser::{
    Element, ElementItems, ElementKind, ExternalKind, FuncType, FunctionBody, GlobalType,
    MemoryType, Operator, Parser, Payload, TableType, TypeRef,
};

/// A module's index spaces and who mentions whom.
#[derive(Default)]
pub(super) struct Layout<'a> {
    /// How many functions are imported; they come first in the index space.
    pub(super) imported: u32,
    pub(super) types: Vec<FuncType>,
    /// For each function that is not imported, its type and body.
    pub(super) functions: Vec<Function<'a>>,
    pub(super) tables: Vec<TableType>,
    pub(super) memories: Vec<MemoryType>,
    pub(super) globals: Vec<GlobalType>,
    /// The segments of data: where each lies in memory, if that is fixed, and its bytes.
    pub(super) data: Vec<(Option<u32>, &'a [u8])>,
    /// What imports and exports are called.
    pub(super) names: Vec<&'a str>,
    /// Functions that are exported or run at the start.
    pub(super) exported: BTreeSet<u32>,
    /// The places of the tables, and the functions that stand there.
    pub(super) slots: Vec<(u32, u32)>,
    imported_types: Vec<u32>,
}

pub(super) struct Function<'a> {
    pub(super) kind: u32,
    pub(super) body: FunctionBody<'a>,
    /// The functions it calls by name.
    pub(super) calls: BTreeSet<u32>,
}

impl<'a> Layout<'a> {
    pub(super) fn read(bytes: &'a [u8]) -> Outcome<Layout<'a>> {
        Ok(read(bytes).map_err(|error| format!("the page's WebAssembly: {error}"))?)
    }

    /// The type of a function, by its place in the index space.
    pub(super) fn kind_of(&self, function: u32) -> Option<u32> {
        match function.checked_sub(self.imported) {
            None => self.imported_types.get(function as usize).copied(),
            Some(own) => self.functions.get(own as usize).map(|held| held.kind),
        }
    }

    /// The table of functions that indirect calls go through.
    pub(super) fn function_table(&self) -> Option<(u32, &TableType)> {
        (0..)
            .zip(&self.tables)
            .find(|(_, table)| table.element_type.is_func_ref())
    }
}

fn read(bytes: &[u8]) -> wasmparser::Result<Layout<'_>> {
    let mut layout = Layout::default();
    let mut kinds = Vec::new();
    for payload in Parser::new(0).parse_all(bytes) {
        match payload? {
            Payload::TypeSection(types) => {
                for kind in types.into_iter_err_on_gc_types() {
                    layout.types.push(kind?);
                }
            }
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    let import = import?;
                    layout.names.push(import.name);
                    if let TypeRef::Func(kind) = import.ty {
                        layout.imported_types.push(kind);
                        layout.imported += 1;
                    }
                }
            }
            Payload::FunctionSection(functions) => {
                for kind in functions {
                    kinds.push(kind?);
                }
            }
            Payload::TableSection(tables) => {
                for table in tables {
                    layout.tables.push(table?.ty);
                }
            }
            Payload::MemorySection(memories) => {
                for memory in memories {
                    layout.memories.push(memory?);
                }
            }
            Payload::GlobalSection(globals) => {
                for global in globals {
                    layout.globals.push(global?.ty);
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    let export = export?;
                    layout.names.push(export.name);
                    if export.kind == ExternalKind::Func {
                        layout.exported.insert(export.index);
                    }
                }
            }
            Payload::DataSection(section) => {
                for data in section {
                    let data = data?;
                    layout.data.push((address(&data), data.data));
                }
            }
            Payload::StartSection { func, .. } => {
                layout.exported.insert(func);
            }
            Payload::ElementSection(elements) => {
                for element in elements {
                    layout.slots.extend(slots(element?)?);
                }
            }
            Payload::CodeSectionEntry(body) => {
                let kind = kinds.get(layout.functions.len()).copied();
                layout.functions.push(Function {
                    kind: kind.unwrap_or_default(),
                    calls: calls(&body)?,
                    body,
                });
            }
            _ => {}
        }
    }
    Ok(layout)
}

/// The functions of an element segment with their places; they have none where it is not put into
/// a table at once.
fn slots(element: Element<'_>) -> wasmparser::Result<Vec<(u32, u32)>> {
    let start = match element.kind {
        ElementKind::Active { offset_expr, .. } => {
            match offset_expr.get_operators_reader().read()? {
                Operator::I32Const { value } => value.cast_unsigned(),
                _ => u32::MAX,
            }
        }
        ElementKind::Passive | ElementKind::Declared => u32::MAX,
    };
    match element.items {
        ElementItems::Functions(items) => items
            .into_iter()
            .zip((0..).map(|at| start.saturating_add(at)))
            .map(|(function, place)| Ok((place, function?)))
            .collect(),
        ElementItems::Expressions(..) => Ok(Vec::new()),
    }
}

fn calls(body: &FunctionBody<'_>) -> wasmparser::Result<BTreeSet<u32>> {
    let mut calls = BTreeSet::new();
    let mut operators = body.get_operators_reader()?;
    while !operators.eof() {
        match operators.read()? {
            Operator::Call { function_index }
            | Operator::ReturnCall { function_index }
            | Operator::RefFunc { function_index } => {
                calls.insert(function_index);
            }
            _ => {}
        }
    }
    Ok(calls)
}
