//! From tokens to a tree, keeping the neighbours of a mistake.
//!
//! The parser keeps its own stack, looks at most four tokens ahead and takes a bounded number of
//! steps a token. Where brackets do not match it asks what each explanation (one is missing, one
//! is wrong, one is too many) would make of the next tokens, and takes the first that fits.
//! Not responsible for where tokens end.

mod recovery;

use super::lexer::{Kind, Lexer, Shape, Token, is_plain};
use super::number::is_number;
use super::string::decode;
use super::{Document, MAX_BYTES, MAX_DEPTH, MAX_DIAGNOSTICS, Member, Node, NodeId, Parsed, Value};
use crate::diagnostic::Diagnostic;
use crate::messages;
use crate::span::Span;
use std::collections::{BTreeMap, VecDeque};

/// Reads a text. Whatever it holds, what could be understood is in the tree and what could not
/// is in the diagnostics.
pub fn parse(text: &str) -> Parsed {
    if MAX_BYTES < text.len() {
        let diagnostics = vec![messages::too_large(MAX_BYTES)];
        return Parsed {
            document: Document::default(),
            diagnostics,
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
    Parsed {
        document,
        diagnostics: parser.reports.in_order(),
    }
}

/// The problems found so far, at most [`MAX_DIAGNOSTICS`].
#[derive(Default)]
pub(super) struct Reports {
    found: Vec<Diagnostic>,
    more: bool,
    /// Whether a problem was found that leaves the tree saying less than the text.
    damaged: bool,
}

impl Reports {
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.damaged = true;
        self.push_harmless(diagnostic);
    }

    fn push_harmless(&mut self, diagnostic: Diagnostic) {
        if self.found.len() < MAX_DIAGNOSTICS {
            self.found.push(diagnostic);
        } else {
            self.more = true;
        }
    }

    fn in_order(mut self) -> Vec<Diagnostic> {
        self.found.sort_by_key(|diagnostic| diagnostic.span);
        if self.more {
            let at = self.found.last().map_or(Span::default(), |last| last.span);
            self.found.push(messages::more_problems(at));
        }
        self.found
    }
}

/// A container that is not closed yet.
struct Frame {
    id: NodeId,
    /// Its bracket; empty where the bracket is missing.
    open: Span,
    /// The end of what it holds so far, without a comma.
    end: u32,
    content: Content,
    state: State,
}

enum Content {
    Array(Vec<NodeId>),
    Object(Vec<Member>),
}

/// What a container has just seen. An array knows the first three.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
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
    fn shape(&self) -> Shape {
        match self.content {
            Content::Array(_) => Shape::Array,
            Content::Object(_) => Shape::Object,
        }
    }

    fn last_key(&self) -> Option<&Member> {
        match &self.content {
            Content::Object(members) => members.last(),
            Content::Array(_) => None,
        }
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

    /// A bracket that closes, in a container of the given shape.
    fn closer(&mut self, top: Shape, closing: Shape, token: Token) {
        if self.closes_too_early(closing) {
            return self.skip_closer(closing, token);
        }
        if top == closing {
            return self.close(token);
        }
        let depth = self.frames.len();
        let matching = self
            .frames
            .iter()
            .rposition(|frame| frame.shape() == closing);
        let again = self.last.kind == token.kind;
        if matching.is_some_and(|matching| self.fits(matching)) {
            self.close_through(matching, token);
        } else if again && self.fits(depth) {
            self.skip_closer(closing, token);
        } else if self.fits(depth - 1) {
            self.wrong_closer(top, token);
        } else if matching.is_none() || self.fits(depth) {
            self.skip_closer(closing, token);
        } else {
            self.close_through(matching, token);
        }
    }

    fn close_through(&mut self, matching: Option<usize>, token: Token) {
        let Some(matching) = matching else { return };
        while matching + 1 < self.frames.len() {
            self.close_unwritten();
        }
        self.close(token);
    }

    fn wrong_closer(&mut self, top: Shape, token: Token) {
        if let Some(frame) = self.frames.last() {
            let (closing, opening) = (top.closing(), top.opening());
            self.reports.push(messages::wrong_close(
                token.span, frame.open, closing, opening,
            ));
        }
        self.close(token);
    }

    fn skip_closer(&mut self, closing: Shape, token: Token) {
        self.reports
            .push(messages::extra_close(token.span, closing.closing()));
        self.take();
    }

    /// Closes the innermost container at a bracket.
    fn close(&mut self, token: Token) {
        self.take();
        self.pop(token.span.end);
    }

    /// Closes the innermost container after what it holds, though no bracket says so, and takes
    /// what follows as the next thing in the container around it.
    fn close_unwritten(&mut self) {
        let Some(frame) = self.frames.last() else {
            return;
        };
        let (shape, end, open, state) = (frame.shape(), frame.end, frame.open, frame.state);
        let closing = shape.closing();
        self.reports
            .push(messages::missing_close(end, open, closing, shape.opening()));
        self.pop(end);
        let comma = match state {
            State::Comma(span) => span,
            _ => Span::new(end, end),
        };
        self.set_state(State::Comma(comma));
    }

    /// Opens an object before a key, though no bracket says so.
    fn open_unwritten(&mut self, token: Token) {
        let key = self.bare_text(token);
        self.reports.push(messages::missing_open(token.span, &key));
        if MAX_DEPTH as usize <= self.frames.len() {
            self.take();
            return;
        }
        let start = token.span.start;
        self.push(Shape::Object, Span::new(start, start));
    }

    /// A value, or something that stands in its place.
    fn value(&mut self, token: Token) {
        match token.kind {
            Kind::Open(_) if MAX_DEPTH as usize <= self.frames.len() => self.skip_nested(token),
            Kind::Open(shape) => {
                self.take();
                self.push(shape, token.span);
            }
            Kind::Text(inside) => {
                self.take();
                let text = decode(self.text, inside, &mut self.reports);
                self.leaf(token.span, Value::String(text));
            }
            _ => {
                self.take();
                let value = self.word(token);
                self.leaf(token.span, value);
            }
        }
    }

    fn word(&mut self, token: Token) -> Value {
        match token.span.slice(self.text) {
            "null" => Value::Null,
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            word if is_number(word) => Value::Number(word.to_owned()),
            word => {
                let numeric = word
                    .trim_start_matches(['+', '-', '.'])
                    .starts_with(is_digit);
                let report = match numeric || matches!(word, "NaN" | "Infinity" | "-Infinity") {
                    true => messages::not_a_number(token.span, word),
                    false => messages::bare_value(token.span, word),
                };
                self.reports.push(report);
                Value::Error
            }
        }
    }

    /// Passes over a bracket nested too deeply and all that it holds.
    fn skip_nested(&mut self, token: Token) {
        self.reports.push(messages::too_deep(token.span, MAX_DEPTH));
        let mut open = 0_u32;
        loop {
            match self.peek(0).kind {
                Kind::End => break,
                Kind::Open(_) => open += 1,
                Kind::Close(_) => open -= 1,
                _ => {}
            }
            self.take();
            if open == 0 {
                break;
            }
        }
        self.leaf(
            Span::new(token.span.start, self.last.span.end),
            Value::Error,
        );
    }

    fn key(&mut self, token: Token) {
        let (key, key_span) = match token.kind {
            Kind::Text(inside) => {
                self.take();
                (decode(self.text, inside, &mut self.reports), token.span)
            }
            _ => {
                let token = self.take_bare_key(token);
                let word = token.span.slice(self.text);
                self.reports.push(messages::bare_key(token.span, word));
                (self.bare_text(token), token.span)
            }
        };
        self.set_end(key_span.end);
        self.set_state(State::Key);
        if let Some(Frame {
            content: Content::Object(members),
            ..
        }) = self.frames.last_mut()
        {
            members.push(Member {
                key,
                key_span,
                value: None,
            });
        }
    }

    /// Takes a word as a key; a colon inside it ends the key.
    fn take_bare_key(&mut self, token: Token) -> Token {
        self.take();
        let word = token.span.slice(self.text);
        let Some(colon) = word.find(':').filter(|colon| 0 < *colon) else {
            return token;
        };
        let at = token.span.start + colon as u32;
        if at + 1 < token.span.end {
            let rest = Span::new(at + 1, token.span.end);
            self.ahead.push_front(Token {
                kind: Kind::Word,
                span: rest,
            });
        }
        self.ahead.push_front(Token {
            kind: Kind::Colon,
            span: Span::new(at, at + 1),
        });
        Token {
            kind: Kind::Word,
            span: Span::new(token.span.start, at),
        }
    }

    /// What a key says, without its quotes; escapes stay.
    fn bare_text(&self, token: Token) -> String {
        match token.kind {
            Kind::Text(inside) => inside.slice(self.text).to_owned(),
            _ => token
                .span
                .slice(self.text)
                .trim_matches(['"', '\''])
                .to_owned(),
        }
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

    fn set_state(&mut self, state: State) {
        if let Some(frame) = self.frames.last_mut() {
            frame.state = state;
        }
    }

    fn set_end(&mut self, end: u32) {
        if let Some(frame) = self.frames.last_mut() {
            frame.end = end;
        }
    }

    fn leaf(&mut self, span: Span, value: Value) {
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

    fn push(&mut self, shape: Shape, open: Span) {
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
    fn pop(&mut self, end: u32) {
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

    /// At the end of the text: what is open is reported once and reaches to the end.
    fn finish(&mut self) {
        let Some(frame) = self.frames.last() else {
            return;
        };
        let (open, state) = (frame.open, frame.state);
        if matches!(state, State::Key | State::Colon) {
            self.report_missing_value();
        }
        let closing: String = self
            .frames
            .iter()
            .rev()
            .map(|frame| frame.shape().closing())
            .collect();
        let end = self.text.trim_end().len() as u32;
        self.reports.push(messages::unclosed(open, &closing, end));
        while !self.frames.is_empty() {
            self.pop(self.text.len() as u32);
        }
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}
