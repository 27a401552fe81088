//! Text: places in it, problems in it, and a JSON reader that goes on after a mistake.
//!
//! This crate knows nothing of IAM, reads no file and serializes nothing. What a key or a value
//! means is for the crates above it.
//!
//! - [`span`]: byte ranges; every offset in the workspace counts bytes.
//! - [`line_index`]: lines, columns, and UTF-16 for the editor bridge.
//! - [`diagnostic`] and [`render`](mod@render): what is wrong, where, what to do; as plain text.
//! - [`json`]: the recovering reader and the printer.

pub mod diagnostic;
pub mod json;
pub mod line_index;
mod messages;
pub mod render;
pub mod span;

pub use diagnostic::{Diagnostic, Fix, Label, Safety, Severity, TextEdit};
pub use line_index::{LineColumn, LineIndex};
pub use render::render;
pub use span::Span;
