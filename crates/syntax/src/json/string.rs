//! What stands between the quotes. Not responsible for finding the quotes.

use super::parser::Reports;
use crate::messages;
use crate::span::Span;

/// The text between the quotes with its escapes resolved. What is wrong in it is reported; a
/// wrong escape stays as written and half a surrogate pair becomes U+FFFD.
pub(super) fn decode(text: &str, inside: Span, reports: &mut Reports) -> String {
    let mut rest = inside.slice(text);
    let mut out = String::with_capacity(rest.len());
    while let Some(plain) = rest.find(|c: char| c == '\\' || c < ' ') {
        let (before, special) = rest.split_at_checked(plain).unwrap_or((rest, ""));
        out.push_str(before);
        let start = inside.end - special.len() as u32;
        let (decoded, length) = match special.strip_prefix('\\') {
            Some(_) => escape(special, start, reports),
            None => control(special, start, reports),
        };
        out.push_str(&decoded.unwrap_or_else(|| special.get(..length).unwrap_or_default().into()));
        rest = special.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// A control character stays; the text is longer than it.
fn control(special: &str, start: u32, reports: &mut Reports) -> (Option<String>, usize) {
    if let Some(c) = special.chars().next() {
        reports.push(messages::control_character(Span::new(start, start + 1), c));
    }
    (None, 1)
}

/// What the escape at the start stands for, if anything, and how many bytes it takes.
fn escape(special: &str, start: u32, reports: &mut Reports) -> (Option<String>, usize) {
    let decoded = match special.chars().nth(1) {
        Some(c @ ('"' | '\\' | '/')) => c,
        Some('b') => '\u{8}',
        Some('f') => '\u{c}',
        Some('n') => '\n',
        Some('r') => '\r',
        Some('t') => '\t',
        Some('u') => return unicode(special, start, reports),
        other => {
            let length = 1 + other.map_or(0, char::len_utf8);
            let span = Span::new(start, start + length as u32);
            reports.push(messages::unknown_escape(
                span,
                special.get(..length).unwrap_or_default(),
            ));
            return (None, length);
        }
    };
    (Some(decoded.into()), 2)
}

/// `\uXXXX`, or two of them for a character beyond the basic plane.
fn unicode(special: &str, start: u32, reports: &mut Reports) -> (Option<String>, usize) {
    let Some(first) = unit(special) else {
        reports.push(messages::unfinished_escape(Span::new(start, start + 2)));
        return (None, 2);
    };
    let second = special.get(6..).and_then(unit);
    let pair = second.and_then(|second| char::decode_utf16([first, second]).next()?.ok());
    match pair {
        Some(c) if c.len_utf16() == 2 => (Some(c.into()), 12),
        _ => {
            let c = char::from_u32(u32::from(first)).unwrap_or_else(|| {
                let span = Span::new(start, start + 6);
                reports.push(messages::lone_surrogate(
                    span,
                    special.get(..6).unwrap_or_default(),
                ));
                char::REPLACEMENT_CHARACTER
            });
            (Some(c.into()), 6)
        }
    }
}

/// The number in a leading `\uXXXX`.
fn unit(text: &str) -> Option<u16> {
    let hex = text.strip_prefix("\\u")?.get(..4)?;
    if !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    u16::from_str_radix(hex, 16).ok()
}
