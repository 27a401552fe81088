//! Values and keys, quoted, bare or wrong.

use super::Parser;
use super::tree::{Content, Frame, State};
use crate::json::lexer::{Kind, Token};
use crate::json::number::is_number;
use crate::json::string::decode;
use crate::json::{MAX_DEPTH, Member, Value};
use crate::messages;
use crate::span::Span;

impl Parser<'_> {
    /// A value, or something that stands in its place.
    pub(super) fn value(&mut self, token: Token) {
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
        let mut open = 0;
        loop {
            match self.peek(0).kind {
                Kind::End => {
                    self.unread = open;
                    break;
                }
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

    pub(super) fn key(&mut self, token: Token) {
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
    pub(super) fn bare_text(&self, token: Token) -> String {
        match token.kind {
            Kind::Text(inside) => inside.slice(self.text).to_owned(),
            _ => token
                .span
                .slice(self.text)
                .trim_matches(['"', '\''])
                .to_owned(),
        }
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}
