//! What an author meant where brackets do not match: judgements only, nothing is read or built.
//!
//! Each weighs what may follow, which keys the neighbours have, and how the lines are indented.
//! None says that a valid text is wrong.

use super::{Content, Frame, Parser, State};
use crate::json::lexer::{Kind, Shape, Token};
use crate::json::{Member, NodeId, Value};
use crate::span::Span;

impl Parser<'_> {
    /// Whether a key in the place of an element shows that the array was meant to end before it,
    /// rather than that the key begins an object whose bracket is missing.
    pub(super) fn array_ended_before(&self, token: Token) -> bool {
        let mut inner = self.frames.iter().rev();
        let (Some(array), Some(parent)) = (inner.next(), inner.next()) else {
            return false;
        };
        let Content::Array(elements) = &array.content else {
            return false;
        };
        if parent.shape() != Shape::Object {
            return false;
        }
        match (self.value_of(elements.last()), array.state) {
            (Some(Value::Object(members)), _) => !has_key(members, &self.bare_text(token)),
            (Some(_), _) | (None, State::Comma(_)) => true,
            (None, _) => self.indentation(token.span) <= self.indentation(array.open),
        }
    }

    /// The blanks before the line that a place is on. A line that begins far away has many.
    fn indentation(&self, place: Span) -> usize {
        let before = self.text.get(..place.start as usize).unwrap_or_default();
        let line = before
            .bytes()
            .rev()
            .take(256)
            .take_while(|byte| *byte != b'\n')
            .count();
        let line = before.get(before.len() - line..).unwrap_or_default();
        line.bytes().take_while(u8::is_ascii_whitespace).count()
    }

    /// How many containers a `{` shows to be unclosed, because it begins the next element of an
    /// array around them: one object in the place of a key, or several containers if the first
    /// key after the bracket is at home there.
    pub(super) fn unclosed_before_sibling(&mut self) -> usize {
        let first = self.peek(1);
        let Some(frame) = self.frames.last() else {
            return 0;
        };
        let lists = match &frame.content {
            Content::Object(_) => 0,
            Content::Array(elements) => match self.value_of(elements.last()) {
                Some(Value::Object(_)) => return 0,
                None if frame.state == State::Opened => return 0,
                _ => 1,
            },
        };
        let inner = self.frames.iter().rev().skip(lists);
        let objects = inner
            .take_while(|frame| frame.shape() == Shape::Object)
            .count();
        let unclosed = lists + objects;
        let Some(array) = self.frames.len().checked_sub(unclosed + 1) else {
            return 0;
        };
        let key = self.bare_text(first);
        let known = || self.frame_has(array + 1, &key) || self.first_element_has(array, &key);
        match (lists, objects) {
            (_, 0) => 0,
            (0, 1) => 1,
            _ if known() => unclosed,
            _ => 0,
        }
    }

    /// Whether a key in the place of a value begins an object whose bracket is missing, as in
    /// `"Principal": "AWS": …`. On a new line, or at home beside the key before, it does not.
    pub(super) fn begins_object(&self, token: Token) -> bool {
        let gap = Span::new(self.last.span.end, token.span.start).slice(self.text);
        let around = self.frames.len().checked_sub(2);
        let key = self.bare_text(token);
        !gap.contains('\n') && !around.is_some_and(|array| self.first_element_has(array, &key))
    }

    /// Whether what follows a closing bracket still belongs to the object that is open: the rest
    /// of a member, or a key that is at home there. Never so where the text goes on rightly.
    pub(super) fn closes_too_early(&mut self, closing: Shape) -> bool {
        let Some(frame) = self.frames.last() else {
            return false;
        };
        if frame.shape() == Shape::Array {
            return false;
        }
        let unvalued = frame
            .last_key()
            .is_some_and(|member| member.value.is_none());
        let around = self.frames.iter().rev().nth(1).map(Frame::shape);
        let next = self.peek(1).kind;
        let key = if next == Kind::Comma { 2 } else { 1 };
        match next {
            Kind::Colon | Kind::Open(Shape::Array) => unvalued,
            Kind::Text(_) | Kind::Word if unvalued && !self.is_key(1) => true,
            _ if closing == Shape::Object && around == Some(Shape::Object) => false,
            _ if !self.is_key(key) => false,
            _ if around.is_none() => true,
            _ => {
                let key = self.peek(key);
                self.is_at_home(key)
            }
        }
    }

    /// Whether a key belongs to the innermost object rather than to one around it: it is new
    /// there, and the first element of the array around knows it or the layout shows it.
    fn is_at_home(&self, key: Token) -> bool {
        let words = self.bare_text(key);
        let (Some(top), Some(around)) = (
            self.frames.len().checked_sub(1),
            self.frames.len().checked_sub(2),
        ) else {
            return false;
        };
        if self.frame_has(top, &words) {
            return false;
        }
        let open = self.frames.get(top).map_or(key.span, |frame| frame.open);
        self.first_element_has(around, &words)
            || self.indentation(open) < self.indentation(key.span)
    }

    fn value_of(&self, id: Option<&NodeId>) -> Option<&Value> {
        self.nodes.get(id?.0 as usize).map(|node| &node.value)
    }

    /// Whether an open object has a key.
    fn frame_has(&self, frame: usize, key: &str) -> bool {
        match self.frames.get(frame).map(|frame| &frame.content) {
            Some(Content::Object(members)) => has_key(members, key),
            _ => false,
        }
    }

    /// Whether the first element of an open array is an object with a key.
    fn first_element_has(&self, frame: usize, key: &str) -> bool {
        let Some(Content::Array(elements)) = self.frames.get(frame).map(|frame| &frame.content)
        else {
            return false;
        };
        match self.value_of(elements.first()) {
            Some(Value::Object(members)) => has_key(members, key),
            _ => false,
        }
    }

    /// Whether the tokens after a closing bracket could go on where `depth` containers are open
    /// and the innermost has just seen a value. Further closing brackets must match.
    pub(super) fn fits(&mut self, mut depth: usize) -> bool {
        let mut ahead = 1;
        while let Kind::Close(closing) = self.peek(ahead).kind {
            let top = depth.checked_sub(1).and_then(|top| self.frames.get(top));
            if top.map(Frame::shape) != Some(closing) {
                return false;
            }
            depth -= 1;
            ahead += 1;
        }
        let top = depth.checked_sub(1).and_then(|top| self.frames.get(top));
        let shape = top.map(Frame::shape);
        let of_objects = self.frames.get(depth).map(Frame::shape) == Some(Shape::Object);
        let next = self.peek(ahead).kind;
        let after = self.peek(ahead + 1).kind;
        match (shape, next) {
            (_, Kind::End) => true,
            (None, _) => false,
            (Some(Shape::Array), Kind::Comma) => match after {
                Kind::Close(closing) => closing == Shape::Array,
                Kind::Text(_) | Kind::Word => !of_objects && !self.is_key(ahead + 1),
                _ => true,
            },
            (Some(Shape::Array), next) => matches!(next, Kind::Open(_)),
            (Some(Shape::Object), Kind::Comma) => {
                let end = matches!(after, Kind::Close(Shape::Object) | Kind::End);
                end || self.is_key(ahead + 1)
            }
            (Some(Shape::Object), _) => self.is_key(ahead),
        }
    }
}

/// Whether one of the first members has a key. The first are enough to tell objects of one kind
/// from others, and bound the work.
fn has_key(members: &[Member], key: &str) -> bool {
    members.iter().take(64).any(|member| member.key == key)
}
