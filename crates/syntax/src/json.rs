//! JSON with places, read to the end whatever it holds.
//!
//! The editor parses on every key press, so half a document is the normal case: the reader
//! reports what is wrong and keeps the neighbours of the mistake intact. Not responsible for
//! what keys and values mean.
//!
//! Time and memory are linear in the text, which is at most [`MAX_BYTES`] long.

mod lexer;
mod number;
mod parser;
mod print;
mod string;

#[cfg(test)]
mod tests;

use crate::diagnostic::{Diagnostic, Severity};
use crate::span::Span;

pub use parser::parse;
pub use print::format;

/// Arrays and objects inside one another; what lies deeper is read as [`Value::Error`].
pub const MAX_DEPTH: u32 = 64;

/// A longer text is not read at all. More than any AWS policy or organization needs.
pub const MAX_BYTES: usize = 6 << 20;

/// Problems reported of one text; if there are more, one last diagnostic says so.
pub const MAX_DIAGNOSTICS: usize = 200;

/// The tree of one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// In the order of the text: a container comes before what it holds.
    nodes: Vec<Node>,
    root: Option<NodeId>,
    /// Whether the tree says all that the text says.
    whole: bool,
}

/// A node of the [`Document`] that gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NodeId(u32);

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The whole value, with quotes or brackets.
    pub span: Span,
    /// What stands there.
    pub value: Value,
}

/// What a JSON text can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// The author's own digits; always a number by JSON's grammar.
    Number(String),
    /// Without quotes and escapes.
    String(String),
    /// The elements in order.
    Array(Vec<NodeId>),
    /// The members in order, repeated keys included.
    Object(Vec<Member>),
    /// Something stood here that is no value.
    Error,
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Without quotes and escapes.
    pub key: String,
    /// With quotes.
    pub key_span: Span,
    /// None where no value was written yet.
    pub value: Option<NodeId>,
}

/// What reading a text gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// The tree, as far as it could be understood.
    pub document: Document,
    /// The problems in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// Where each error begins, ascending, those included that are not among `diagnostics`.
    pub breaks: Vec<u32>,
}

impl Document {
    /// The outermost value; none where nothing was written or the text was too long.
    pub fn root(&self) -> Option<NodeId> {
        self.root
    }

    /// The node of an id; an empty [`Value::Error`] for an id of another document.
    pub fn get(&self, id: NodeId) -> &Node {
        static FOREIGN: Node = Node {
            span: Span::new(0, 0),
            value: Value::Error,
        };
        self.nodes.get(id.0 as usize).unwrap_or(&FOREIGN)
    }
}

impl Parsed {
    /// Whether any problem is an error.
    pub fn has_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}
