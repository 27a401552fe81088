//! What is done at a bracket, and where one is missing, wrong or too many. What the author meant
//! is judged in `recovery`.

use super::Parser;
use super::tree::State;
use crate::json::MAX_DEPTH;
use crate::json::lexer::{Shape, Token};
use crate::messages;
use crate::span::Span;

impl Parser<'_> {
    /// A bracket that closes, in a container of the given shape.
    pub(super) fn closer(&mut self, top: Shape, closing: Shape, token: Token) {
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

    pub(super) fn skip_closer(&mut self, closing: Shape, token: Token) {
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
    pub(super) fn close_unwritten(&mut self) {
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
    pub(super) fn open_unwritten(&mut self, token: Token) {
        let key = self.bare_text(token);
        self.reports.push(messages::missing_open(token.span, &key));
        if MAX_DEPTH as usize <= self.frames.len() {
            self.take();
            return;
        }
        let start = token.span.start;
        self.push(Shape::Object, Span::new(start, start));
    }

    /// At the end of the text: what is open is reported once and reaches to the end.
    pub(super) fn finish(&mut self) {
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
        self.reports.push(match self.unread {
            0 => messages::unclosed(open, &closing, end),
            unread => messages::unclosed_and_too_deep(open, closing.len() + unread),
        });
        while !self.frames.is_empty() {
            self.pop(self.text.len() as u32);
        }
    }
}
