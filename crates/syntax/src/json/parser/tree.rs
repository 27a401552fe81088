//! The tree while it grows: the containers still open, and how a finished value finds its place.

use super::Parser;
use crate::json::lexer::Shape;
use crate::json::{Member, Node, NodeId, Value};
use crate::messages;
use crate::span::Span;
use std::collections::BTreeMap;

/// A container that is not closed yet.
pub(super) struct Frame {
    pub(super) id: NodeId,
    /// Its bracket; empty where the bracket is missing.
    pub(super) open: Span,
    /// The end of what it holds so far, without a comma.
    pub(super) end: u32,
    pub(super) content: Content,
    pub(super) state: State,
}

pub(super) enum Content {
    Array(Vec<NodeId>),
    Object(Vec<Member>),
}

/// What a container has just seen. An array knows the first three.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Opened,
    /// The place of the comma.
    Comma(Span),
    Value,
    Key,
    Colon,
    /// What follows has no key and is read for its problems only.
    NoKey,
}

impl Frame {
    pub(super) fn shape(&self) -> Shape {
        match self.content {
            Content::Array(_) => Shape::Array,
            Content::Object(_) => Shape::Object,
        }
    }

    pub(super) fn last_key(&self) -> Option<&Member> {
        match &self.content {
            Content::Object(members) => members.last(),
            Content::Array(_) => None,
        }
    }
}

impl Parser<'_> {
    pub(super) fn set_state(&mut self, state: State) {
        if let Some(frame) = self.frames.last_mut() {
            frame.state = state;
        }
    }

    pub(super) fn set_end(&mut self, end: u32) {
        if let Some(frame) = self.frames.last_mut() {
            frame.end = end;
        }
    }

    pub(super) fn leaf(&mut self, span: Span, value: Value) {
        let id = self.allocate(span, value);
        self.attach(id, span.end);
    }

    fn allocate(&mut self, span: Span, value: Value) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(Node { span, value });
        id
    }

    /// Puts a finished value where it belongs.
    fn attach(&mut self, id: NodeId, end: u32) {
        let Some(frame) = self.frames.last_mut() else {
            self.root = Some(id);
            return;
        };
        match &mut frame.content {
            Content::Array(elements) => elements.push(id),
            Content::Object(members) if frame.state == State::Colon => {
                if let Some(member) = members.last_mut() {
                    member.value = Some(id);
                }
            }
            Content::Object(_) => {}
        }
        frame.state = State::Value;
        frame.end = end;
    }

    pub(super) fn push(&mut self, shape: Shape, open: Span) {
        let id = self.allocate(open, Value::Error);
        let content = match shape {
            Shape::Array => Content::Array(Vec::new()),
            Shape::Object => Content::Object(Vec::new()),
        };
        self.frames.push(Frame {
            id,
            open,
            end: open.end,
            content,
            state: State::Opened,
        });
    }

    /// Finishes the innermost container, which ends at `end`.
    pub(super) fn pop(&mut self, end: u32) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        let value = match frame.content {
            Content::Array(elements) => Value::Array(elements),
            Content::Object(members) => {
                self.report_duplicates(&members);
                Value::Object(members)
            }
        };
        if let Some(node) = self.nodes.get_mut(frame.id.0 as usize) {
            node.span.end = end;
            node.value = value;
        }
        self.attach(frame.id, end);
    }

    fn report_duplicates(&mut self, members: &[Member]) {
        let mut first: BTreeMap<&str, Span> = BTreeMap::new();
        for member in members {
            match first.get(member.key.as_str()) {
                Some(earlier) => {
                    let report = messages::duplicate_key(member.key_span, *earlier, &member.key);
                    self.reports.push_harmless(report);
                }
                None => {
                    first.insert(&member.key, member.key_span);
                }
            }
        }
    }
}
