//! From text to tokens, and how far a string reaches that nobody closed.
//!
//! Every character is visited a bounded number of times. Not responsible for which token may
//! stand where.

use super::number::is_number;
use super::parser::Reports;
use crate::messages;
use crate::span::Span;

/// A piece of the text that blanks and comments only surround.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `{` or `[`.
    Open(Shape),
    /// `}` or `]`.
    Close(Shape),
    /// `:`, or `=` written for it.
    Colon,
    /// `,`, or `;` written for it.
    Comma,
    /// Something in quotes; the place between them.
    Text(Span),
    /// A literal, a number or any other run of characters.
    Word,
    /// The end of the text, again and again.
    End,
}

/// The two containers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `[ ]`
    Array,
    /// `{ }`
    Object,
}

impl Shape {
    /// The bracket that begins it.
    pub(super) const fn opening(self) -> char {
        match self {
            Self::Array => '[',
            Self::Object => '{',
        }
    }

    /// The bracket that ends it.
    pub(super) const fn closing(self) -> char {
        match self {
            Self::Array => ']',
            Self::Object => '}',
        }
    }
}

/// A text and how far it has been read.
pub(super) struct Lexer<'t> {
    text: &'t str,
    at: usize,
    /// Where the last `*/` stands, so that an unclosed comment costs no search of its own.
    last_comment_end: Option<usize>,
}

impl<'t> Lexer<'t> {
    /// At the start, after a byte-order mark.
    pub(super) fn new(text: &'t str, reports: &mut Reports) -> Self {
        let mut lexer = Self {
            text,
            at: 0,
            last_comment_end: text.rfind("*/"),
        };
        if text.starts_with('\u{feff}') {
            lexer.at = '\u{feff}'.len_utf8();
            reports.push(messages::byte_order_mark(lexer.since(0)));
        }
        lexer
    }

    /// The next token.
    pub(super) fn next(&mut self, reports: &mut Reports) -> Token {
        self.skip_blanks(reports);
        let start = self.at;
        let Some(first) = self.rest().chars().next() else {
            return Token {
                kind: Kind::End,
                span: self.since(start),
            };
        };
        let kind = match first {
            '{' => self.one(Kind::Open(Shape::Object)),
            '}' => self.one(Kind::Close(Shape::Object)),
            '[' => self.one(Kind::Open(Shape::Array)),
            ']' => self.one(Kind::Close(Shape::Array)),
            ':' => self.one(Kind::Colon),
            ',' => self.one(Kind::Comma),
            ';' => {
                reports.push(messages::wrong_separator(
                    Span::new(start as u32, start as u32 + 1),
                    ",",
                ));
                self.one(Kind::Comma)
            }
            '=' => {
                self.at += if self.rest().starts_with("=>") { 2 } else { 1 };
                reports.push(messages::wrong_separator(self.since(start), ":"));
                Kind::Colon
            }
            quote if is_quote(quote) && !self.is_stray_quote() => self.string(quote, reports),
            _ => self.word(),
        };
        Token {
            kind,
            span: self.since(start),
        }
    }

    fn one(&mut self, kind: Kind) -> Kind {
        self.at += 1;
        kind
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn since(&self, start: usize) -> Span {
        Span::new(start as u32, self.at as u32)
    }

    fn skip_blanks(&mut self, reports: &mut Reports) {
        loop {
            let start = self.at;
            let rest = self.rest();
            if rest.starts_with('#') || rest.starts_with("//") {
                self.at += rest.find(is_line_end).unwrap_or(rest.len());
                reports.push(messages::comment(self.since(start)));
            } else if rest.starts_with("/*") {
                self.block_comment(reports);
            } else if rest.starts_with(is_json_blank) {
                self.at += rest.find(|c| !is_json_blank(c)).unwrap_or(rest.len());
            } else if rest.starts_with(is_blank) {
                let end = rest
                    .find(|c| is_json_blank(c) || !is_blank(c))
                    .unwrap_or(rest.len());
                self.at += end;
                reports.push(messages::odd_blank(self.since(start), rest.chars().next()));
            } else {
                return;
            }
        }
    }

    /// A comment that nobody closed ends with its line, so that the rest survives.
    fn block_comment(&mut self, reports: &mut Reports) {
        let start = self.at;
        let body = start + 2;
        if self.last_comment_end.is_some_and(|last| body <= last) {
            let inside = self.text.get(body..).unwrap_or_default();
            self.at = body + inside.find("*/").map_or(inside.len(), |end| end + 2);
            reports.push(messages::comment(self.since(start)));
        } else {
            self.at += self.rest().find(is_line_end).unwrap_or(self.rest().len());
            reports.push(messages::unclosed_comment(self.since(start)));
        }
    }

    /// A string ends at its quote or its line. Where it evidently ends earlier, it is cut there:
    /// in `"s3:Get*, "Resource": …` the second quote begins the next string.
    fn string(&mut self, quote: char, reports: &mut Reports) -> Kind {
        let start = self.at;
        let inside = start + quote.len_utf8();
        let body = self.text.get(inside..).unwrap_or_default();
        let (length, closing) = until_quote(body, quote);
        let after = body.get(length + closing..).unwrap_or_default();
        let body = body.get(..length).unwrap_or_default();
        let kept = match (closing, after.chars().next()) {
            (0, _) => structural_tail(body, None),
            (_, Some(next)) if begins_word(next) => structural_tail(body, Some('"')),
            _ => length,
        };
        let content = Span::new(inside as u32, (inside + kept) as u32);
        if closing == 0 || kept < length {
            self.at = inside + kept;
            reports.push(messages::unterminated_string(self.since(start)));
        } else {
            self.at = inside + length + closing;
            if quote != '"' {
                reports.push(messages::wrong_quotes(
                    self.since(start),
                    content.slice(self.text),
                ));
            }
        }
        Kind::Text(content)
    }

    /// A run of characters that mean nothing to JSON. Colons inside it belong to it, as in a
    /// bare ARN; a quote at its end as well, as in `Allow",`.
    fn word(&mut self) -> Kind {
        let start = self.at;
        let mut slash_seen = false;
        while let Some(c) = self.rest().chars().next() {
            match c {
                ':' => match self.colons_in_word() {
                    0 => break,
                    colons => self.at += colons,
                },
                '/' if !slash_seen => {
                    slash_seen = true;
                    let comment = self.rest().starts_with("//") || self.rest().starts_with("/*");
                    if comment && is_plain(self.since(start).slice(self.text)) {
                        break;
                    }
                    self.at += 1;
                }
                '\'' => self.at += 1,
                '$' => self.at += self.variable_in_word(),
                c if is_structural(c) || is_blank(c) || is_quote(c) => break,
                c => self.at += c.len_utf8(),
            }
        }
        if !is_plain(self.since(start).slice(self.text)) && self.closing_quote_follows() {
            self.at += 1;
        }
        Kind::Word
    }

    /// Whether a single quote has no partner before the next quote or the end of the line.
    fn is_stray_quote(&self) -> bool {
        let Some(after) = self.rest().strip_prefix('\'') else {
            return false;
        };
        let end = after.find(|c| is_line_end(c) || c == '"' || c == '\'');
        !end.and_then(|end| after.get(end..))
            .is_some_and(|rest| rest.starts_with('\''))
    }

    /// The bytes of the `${…}` at this place, or of the `$` alone.
    fn variable_in_word(&self) -> usize {
        let Some(name) = self.rest().strip_prefix("${") else {
            return 1;
        };
        let end = name.find(|c| is_line_end(c) || is_quote(c) || matches!(c, '$' | '{' | '}'));
        match end.filter(|end| name.get(*end..).is_some_and(|rest| rest.starts_with('}'))) {
            Some(end) => 2 + end + 1,
            None => 1,
        }
    }

    /// How many colons at this place belong to the word around them: one before a further
    /// word character, or any two or more.
    fn colons_in_word(&self) -> usize {
        let rest = self.rest();
        let colons = rest.bytes().take_while(|byte| *byte == b':').count();
        let next = rest.get(colons..).and_then(|rest| rest.chars().next());
        if 1 < colons || next.is_some_and(begins_word) {
            colons
        } else {
            0
        }
    }

    fn closing_quote_follows(&self) -> bool {
        let Some(after) = self.rest().strip_prefix('"') else {
            return false;
        };
        let next = after.trim_start_matches([' ', '\t']).chars().next();
        next.is_none_or(|c| is_line_end(c) || matches!(c, ',' | ':' | '}' | ']'))
    }
}

/// The bytes before the closing quote and those of the quote; none where the line ends first.
fn until_quote(body: &str, quote: char) -> (usize, usize) {
    let mut escaped = false;
    for (at, c) in body.char_indices() {
        if is_line_end(c) {
            return (at, 0);
        }
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if closes(quote, c) {
            return (at, c.len_utf8());
        }
    }
    (body.len(), 0)
}

/// Where the brackets, separators and blanks at the end of an unclosed string begin; they were
/// meant as structure. `${…}` and the colons of an ARN are not; a colon counts only before
/// another string (`next`) or a bracket.
fn structural_tail(body: &str, next: Option<char>) -> usize {
    let variable = body.rfind("${").map(|open| {
        let rest = body.get(open..).unwrap_or_default();
        open + rest.find('}').unwrap_or(1)
    });
    let mut follows = next;
    let mut cut = body.len();
    for (at, c) in body.char_indices().rev() {
        let structure = match c {
            ':' => {
                let single = !body.get(..at).is_some_and(|before| before.ends_with(':'));
                single && matches!(follows, Some('"' | '{' | '['))
            }
            c => is_structural(c) || is_blank(c),
        };
        if !structure || variable.is_some_and(|end| at <= end) {
            break;
        }
        if !is_blank(c) {
            follows = Some(c);
        }
        cut = at;
    }
    cut
}

/// Whether a word needs no quotes to be JSON.
pub(super) fn is_plain(word: &str) -> bool {
    matches!(word, "true" | "false" | "null") || is_number(word)
}

fn is_line_end(c: char) -> bool {
    c == '\n' || c == '\r'
}

fn is_json_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Also what looks blank and is not to JSON, such as a no-break space.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn is_structural(c: char) -> bool {
    matches!(c, '{' | '}' | '[' | ']' | ':' | ',' | ';')
}

/// `"`, or what people write and word processors make of it.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '„' | '‘' | '’')
}

fn closes(opening: char, c: char) -> bool {
    match opening {
        '“' | '”' | '„' => matches!(c, '“' | '”' | '"'),
        '‘' | '’' => matches!(c, '‘' | '’' | '\''),
        same => c == same,
    }
}

/// Whether a character right after a quote shows that the quote began something.
fn begins_word(c: char) -> bool {
    !is_structural(c) && !is_blank(c) && !is_quote(c) && !matches!(c, '/' | '#' | '=')
}
