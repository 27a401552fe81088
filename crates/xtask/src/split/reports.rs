//! A copy of a module in which every function says its number when it is entered.

use super::layout::Layout;
use crate::step::Outcome;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, EntityType, Instruction, Module, TypeSection};
use wasmparser::{FunctionBody, Parser};

/// `reports.enter(number)` is what each function calls first.
pub(super) fn reporting(bytes: &[u8], layout: &Layout<'_>) -> Outcome<Vec<u8>> {
    let kind = u32::try_from(layout.types.len()).map_err(|error| error.to_string())?;
    let mut reporter = Reporter {
        imported: layout.imported,
        kind,
        number: layout.imported,
    };
    let mut module = Module::new();
    reporter
        .parse_core_module(&mut module, Parser::new(0), bytes)
        .map_err(|error| format!("the reporting copy of the page: {error}"))?;
    Ok(module.finish())
}

struct Reporter {
    imported: u32,
    /// The type of `enter`, behind all others.
    kind: u32,
    number: u32,
}

impl Reencode for Reporter {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        Ok(function + u32::from(self.imported <= function))
    }

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        section: wasmparser::TypeSectionReader<'_>,
    ) -> Result<(), Error> {
        utils::parse_type_section(self, types, section)?;
        types.ty().function([wasm_encoder::ValType::I32], []);
        Ok(())
    }

    fn parse_import_section(
        &mut self,
        imports: &mut wasm_encoder::ImportSection,
        section: wasmparser::ImportSectionReader<'_>,
    ) -> Result<(), Error> {
        utils::parse_import_section(self, imports, section)?;
        imports.import("reports", "enter", EntityType::Function(self.kind));
        Ok(())
    }

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: FunctionBody<'_>,
    ) -> Result<(), Error> {
        let mut function = self.new_function_with_parsed_locals(&body)?;
        let number = i32::try_from(self.number).unwrap_or(i32::MAX);
        function.instruction(&Instruction::I32Const(number));
        function.instruction(&Instruction::Call(self.imported));
        self.number += 1;
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            function.instruction(&self.parse_instruction(&mut operators)?);
        }
        code.function(&function);
        Ok(())
    }
}
