//! From tokens to a tree, keeping the neighbours of a mistake.
//!
//! The parser keeps its own stack, looks at most four tokens ahead and takes a bounded number of
//! steps a token. Where brackets do not match it asks what each explanation (one is missing, one
//! is wrong, one is too many) would make of the next tokens, and takes the first that fits.
//! Not responsible for where tokens end.

mod brackets;
mod recovery;
mod reports;
mod tree;
mod value;

use super::lexer::{Kind, Lexer, Shape, Token, is_plain};
use super::{Document, MAX_BYTES, Node, NodeId, Parsed};
use crate::messages;
use crate::span::Span;
use std::collections::VecDeque;
use tree::{Content, Frame, State};

pub(super) use reports::Reports;

/// Reads a text. Whatever it holds, what could be understood is in the tree and what could not
/// is in the diagnostics.
pub fn parse(text: &str) -> Parsed {
    if MAX_BYTES < text.len() {
        let diagnostics = vec![messages::too_large(MAX_BYTES)];
        return Parsed {
            document: Document::default(),
            diagnostics,
            breaks: vec![0],
        };
    }
    let mut reports = Reports::default();
    let lexer = Lexer::new(text, &mut reports);
    let mut parser = Parser {
        text,
        lexer,
        ahead: VecDeque::new(),
        reports,
        nodes: Vec::new(),
        frames: Vec::new(),
        root: None,
        unread: 0,
        last: Token {
            kind: Kind::End,
            span: Span::default(),
        },
    };
    while parser.step() {}
    parser.finish();
    let whole = !parser.reports.damaged;
    let document = Document {
        nodes: parser.nodes,
        root: parser.root,
        whole,
    };
    let (diagnostics, breaks) = parser.reports.in_order();
    Parsed {
        document,
        diagnostics,
        breaks,
    }
}

struct Parser<'t> {
    text: &'t str,
    lexer: Lexer<'t>,
    ahead: VecDeque<Token>,
    reports: Reports,
    nodes: Vec<Node>,
    frames: Vec<Frame>,
    root: Option<NodeId>,
    /// Brackets that were still open in a part nested too deeply, when the text ended in it.
    unread: usize,
    /// The token consumed last.
    last: Token,
}

impl Parser<'_> {
    /// One decision; false at the end.
    fn step(&mut self) -> bool {
        let token = self.peek(0);
        let Some(frame) = self.frames.last() else {
            return self.outside(token);
        };
        let (shape, state) = (frame.shape(), frame.state);
        match (shape, state, token.kind) {
            (_, _, Kind::End) => return false,
            (Shape::Object, State::Opened | State::Comma(_), _) => self.key_expected(state, token),
            (Shape::Object, State::Key, _) => self.colon_expected(token),
            (Shape::Object, State::Colon | State::NoKey, _) => self.member_value(state, token),
            (Shape::Array, State::Opened | State::Comma(_), _) => {
                self.element_expected(state, token)
            }
            (_, _, Kind::Close(closing)) => self.closer(shape, closing, token),
            (_, _, Kind::Comma) => self.take_comma(),
            (_, _, Kind::Colon) => self.skip_unexpected(token),
            (Shape::Object, _, Kind::Word) if !self.is_key(0) => self.skip_unexpected(token),
            (Shape::Array, _, Kind::Word) if !self.is_key(0) && !self.is_plain(token) => {
                self.skip_unexpected(token);
            }
            (Shape::Array, _, _) => self.element_after_element(token),
            (Shape::Object, _, _) => self.member_after_member(token),
        }
        true
    }

    /// Before and after the outermost value.
    fn outside(&mut self, token: Token) -> bool {
        match (self.root, token.kind) {
            (None, Kind::End) => {
                self.reports.push(messages::empty(Span::default()));
                return false;
            }
            (Some(_), Kind::End) => return false,
            (None, Kind::Text(_) | Kind::Word) if self.is_key(0) => self.open_unwritten(token),
            (None, Kind::Word) if !self.is_plain(token) && self.peek(1).kind != Kind::End => {
                self.skip_unexpected(token);
            }
            (None, Kind::Open(_) | Kind::Text(_) | Kind::Word) => self.value(token),
            (None, _) => self.skip_unexpected(token),
            (Some(_), Kind::Close(shape)) => self.skip_closer(shape, token),
            (Some(_), _) => {
                let rest = Span::new(token.span.start, self.text.trim_end().len() as u32);
                self.reports.push(messages::trailing_text(token.span, rest));
                return false;
            }
        }
        true
    }

    fn element_expected(&mut self, state: State, token: Token) {
        match token.kind {
            Kind::Close(closing) => {
                self.report_trailing_comma(state, closing);
                self.closer(Shape::Array, closing, token);
            }
            Kind::Comma => self.skip_comma(token),
            Kind::Colon => self.skip_unexpected(token),
            _ if self.is_key(0) => self.key_in_array(token),
            Kind::Open(Shape::Object) if self.close_before_sibling() => {}
            _ => self.value(token),
        }
    }

    fn element_after_element(&mut self, token: Token) {
        if self.is_key(0) {
            return self.key_in_array(token);
        }
        if token.kind == Kind::Open(Shape::Object) && self.close_before_sibling() {
            return;
        }
        self.report_missing_comma();
        self.value(token);
    }

    /// A key where an element belongs: the array should have been closed before it, or the
    /// object that it begins was not opened.
    fn key_in_array(&mut self, token: Token) {
        if self.array_ended_before(token) {
            self.close_unwritten();
        } else {
            self.open_unwritten(token);
        }
    }

    fn key_expected(&mut self, state: State, token: Token) {
        match token.kind {
            Kind::Close(closing) => {
                self.report_trailing_comma(state, closing);
                self.closer(Shape::Object, closing, token);
            }
            Kind::Comma => self.skip_comma(token),
            Kind::Text(_) | Kind::Word => self.key(token),
            Kind::Open(shape) => self.bracket_for_key(shape, token),
            Kind::Colon | Kind::End => {
                self.reports.push(messages::missing_key(token.span));
                self.take();
                self.set_state(State::NoKey);
            }
        }
    }

    /// A bracket where a key belongs: the next element of an array whose last element was not
    /// closed, a bracket too many, or a value without a key.
    fn bracket_for_key(&mut self, shape: Shape, token: Token) {
        if shape == Shape::Array && self.is_key(1) {
            return self.skip_unexpected(token);
        }
        if shape == Shape::Object && self.close_before_sibling() {
            return;
        }
        self.reports.push(messages::missing_key(token.span));
        self.set_state(State::NoKey);
    }

    /// Closes what a `{` ahead shows to be unclosed; false where that is nothing.
    fn close_before_sibling(&mut self) -> bool {
        let unclosed = self.unclosed_before_sibling();
        for _ in 0..unclosed {
            self.close_unwritten();
        }
        0 < unclosed
    }

    fn colon_expected(&mut self, token: Token) {
        match token.kind {
            Kind::Colon => {
                self.take();
                self.set_end(token.span.end);
                self.set_state(State::Colon);
            }
            Kind::Open(_) | Kind::Text(_) | Kind::Word if !self.is_key(0) => {
                if let Some(member) = self.frames.last().and_then(Frame::last_key) {
                    let colon = messages::missing_colon(member.key_span.end, &member.key);
                    self.reports.push(colon);
                }
                self.set_state(State::Colon);
            }
            _ => self.leave_without_value(token),
        }
    }

    fn member_value(&mut self, state: State, token: Token) {
        match token.kind {
            Kind::Open(_) | Kind::Word => self.value(token),
            Kind::Text(_) if !self.is_key(0) => self.value(token),
            Kind::Colon => self.skip_unexpected(token),
            _ if state == State::NoKey => self.set_state(State::Value),
            Kind::Text(_) if self.begins_object(token) => self.open_unwritten(token),
            _ => self.leave_without_value(token),
        }
    }

    /// The last key has no value; the token begins what follows it.
    fn leave_without_value(&mut self, token: Token) {
        self.report_missing_value();
        let comma = Span::new(token.span.start, token.span.start);
        match token.kind {
            Kind::Text(_) | Kind::Word => self.set_state(State::Comma(comma)),
            _ => self.set_state(State::Value),
        }
    }

    fn member_after_member(&mut self, token: Token) {
        let at = self
            .frames
            .last()
            .map_or(token.span.start, |frame| frame.end);
        if !matches!(token.kind, Kind::Open(_)) {
            self.report_missing_comma();
        }
        self.set_state(State::Comma(Span::new(at, at)));
    }

    /// Whether the token ahead is a key with its colon.
    fn is_key(&mut self, ahead: usize) -> bool {
        matches!(self.peek(ahead).kind, Kind::Text(_) | Kind::Word)
            && self.peek(ahead + 1).kind == Kind::Colon
    }

    fn is_plain(&self, token: Token) -> bool {
        is_plain(token.span.slice(self.text))
    }

    fn peek(&mut self, ahead: usize) -> Token {
        while self.ahead.len() <= ahead {
            let token = self.lexer.next(&mut self.reports);
            self.ahead.push_back(token);
        }
        self.ahead.get(ahead).copied().unwrap_or(self.last)
    }

    fn take(&mut self) {
        self.last = self.peek(0);
        self.ahead.pop_front();
    }

    fn take_comma(&mut self) {
        self.take();
        self.set_state(State::Comma(self.last.span));
    }

    fn skip_comma(&mut self, token: Token) {
        self.reports.push(messages::extra_comma(token.span));
        self.take_comma();
    }

    fn skip_unexpected(&mut self, token: Token) {
        let words = token.span.slice(self.text);
        self.reports.push(messages::unexpected(token.span, words));
        self.take();
    }

    fn report_trailing_comma(&mut self, state: State, closing: Shape) {
        if let State::Comma(comma) = state {
            self.reports
                .push(messages::trailing_comma(comma, closing.closing()));
        }
    }

    fn report_missing_comma(&mut self) {
        if let Some(frame) = self.frames.last() {
            self.reports.push(messages::missing_comma(frame.end));
        }
    }

    fn report_missing_value(&mut self) {
        if let Some(member) = self.frames.last().and_then(Frame::last_key) {
            self.reports
                .push(messages::missing_value(member.key_span, &member.key));
        }
    }
}
