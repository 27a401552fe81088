//! A policy's text with its line numbers and colours, for as long as nobody edits it: the editor
//! is fetched on demand.

use crate::view::policy::{Highlight, PolicyView};

/// The text, line by line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CodeView {
    /// The lines.
    pub lines: Vec<CodeLine>,
}

/// A line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CodeLine {
    /// Its pieces, in order.
    pub pieces: Vec<(Kind, String)>,
    /// What the statement it belongs to does.
    pub mark: Option<Mark>,
}

/// What a piece is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Brackets, commas, spaces.
    Plain,
    /// The name of a member.
    Name,
    /// A string.
    Text,
    /// A number, `true`, `false`, `null`.
    Value,
}

/// What a marked statement does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Mark {
    /// It allows the request.
    Allows,
    /// It denies the request.
    Denies,
    /// It makes the answer.
    Decides,
    /// It is pointed at.
    Hover,
}

impl Kind {
    /// The name that style sheets know.
    pub const fn code(self) -> &'static str {
        match self {
            Kind::Plain => "plain",
            Kind::Name => "name",
            Kind::Text => "text",
            Kind::Value => "value",
        }
    }
}

impl Mark {
    /// The name that style sheets know.
    pub const fn code(self) -> &'static str {
        match self {
            Mark::Allows => "allows",
            Mark::Denies => "denies",
            Mark::Decides => "decides",
            Mark::Hover => "hover",
        }
    }

    fn of(highlight: &Highlight) -> Option<Mark> {
        match highlight.kind {
            "allows" => Some(Mark::Allows),
            "denies" => Some(Mark::Denies),
            "decides" => Some(Mark::Decides),
            "hover" => Some(Mark::Hover),
            _ => None,
        }
    }
}

impl CodeView {
    /// The text of a policy.
    pub fn new(policy: &PolicyView) -> CodeView {
        let marks: Vec<(&Highlight, Mark)> = policy
            .highlights
            .iter()
            .filter_map(|highlight| Some((highlight, Mark::of(highlight)?)))
            .collect();
        let mut at: u32 = 0;
        let mut lines = Vec::new();
        let mut line = Vec::new();
        let mut marked = None;
        for (kind, piece) in pieces(&policy.text) {
            for part in piece.split_inclusive('\n') {
                let shown = part.trim_end_matches(['\n', '\r']);
                let from = at;
                at += units(part);
                if !shown.trim().is_empty() {
                    let over = |(held, _): &&(&Highlight, Mark)| held.from < at && from < held.to;
                    marked = marked.max(marks.iter().filter(over).map(|(_, mark)| *mark).max());
                }
                if !shown.is_empty() {
                    line.push((kind, shown.to_owned()));
                }
                if part.ends_with('\n') {
                    let (pieces, mark) = (std::mem::take(&mut line), marked.take());
                    lines.push(CodeLine { pieces, mark });
                }
            }
        }
        if !line.is_empty() {
            let mark = marked;
            lines.push(CodeLine { pieces: line, mark });
        }
        CodeView { lines }
    }
}

fn units(text: &str) -> u32 {
    let units = text.encode_utf16().count();
    u32::try_from(units).unwrap_or(u32::MAX)
}

/// The text in pieces; together they are the text, whether or not it is JSON.
fn pieces(text: &str) -> Vec<(Kind, &str)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (kind, length) = match first {
            '"' => (Kind::Text, string(rest)),
            first if is_word(first) => (Kind::Value, length(rest, is_word)),
            _ => (Kind::Plain, length(rest, |c| c != '"' && !is_word(c))),
        };
        let (piece, behind) = rest.split_at(length);
        let names = kind == Kind::Text && behind.trim_start().starts_with(':');
        found.push((if names { Kind::Name } else { kind }, piece));
        rest = behind;
    }
    found
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '-' | '+' | '.')
}

fn length(text: &str, is_in: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is_in(c)).unwrap_or(text.len())
}

/// The length of the string at the start; it ends with its line, should its quote be missing.
fn string(text: &str) -> usize {
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            '\n' => return at,
            '"' if !escaped => return at + 1,
            _ => escaped = character == '\\' && !escaped,
        }
    }
    text.len()
}
