//! What AWS counts and refuses in the text as a whole: characters and size (R1.1, R4.4, R5).

use crate::messages;
use crate::policy::PolicyKind;
use syntax::json::{Document, Value};
use syntax::{Diagnostic, Span};

/// What AWS counts against a size limit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Counted {
    /// Every character.
    Everything,
    /// All but white space outside of strings.
    ButWhitespace,
}

impl Counted {
    /// The size of a text.
    pub fn size(self, text: &str) -> usize {
        match self {
            Counted::Everything => text.chars().count(),
            Counted::ButWhitespace => size_without_whitespace(text),
        }
    }
}

/// The size limit of a kind, where it has one. A limit on inline policies is one on the sum over
/// their owner; here the largest of them stands, that of a role.
pub fn size_limit(kind: PolicyKind) -> Option<(usize, Counted)> {
    match kind {
        PolicyKind::Managed | PolicyKind::Boundary => Some((6_144, Counted::ButWhitespace)),
        PolicyKind::Identity => Some((10_240, Counted::ButWhitespace)),
        PolicyKind::RoleTrust => Some((8_192, Counted::Everything)),
        PolicyKind::Session => Some((2_048, Counted::Everything)),
        PolicyKind::Scp => Some((10_240, Counted::Everything)),
        PolicyKind::Rcp => Some((5_120, Counted::Everything)),
        PolicyKind::VpcEndpoint => Some((20_480, Counted::Everything)),
        PolicyKind::KmsKey => Some((32_768, Counted::Everything)),
        PolicyKind::Resource => None,
    }
}

pub(super) fn size(text: &str, kind: PolicyKind) -> Option<Diagnostic> {
    let (limit, counted) = size_limit(kind)?;
    let size = counted.size(text);
    let unit = match counted {
        Counted::Everything => "characters",
        Counted::ButWhitespace => "characters without blanks",
    };
    (size > limit).then(|| messages::too_long(kind, size, limit, unit, whole(text)))
}

/// The first character that IAM refuses, written as itself or as an escape.
pub(super) fn characters(text: &str, document: &Document) -> Option<Diagnostic> {
    if let Some((at, character)) = text
        .char_indices()
        .find(|(_, character)| !is_allowed(*character))
    {
        let start = u32::try_from(at).unwrap_or(u32::MAX);
        let length = u32::try_from(character.len_utf8()).unwrap_or(1);
        return Some(messages::character(
            character,
            Span::new(start, start.saturating_add(length)),
        ));
    }
    // Only an escape can hide one.
    if !text.contains('\\') {
        return None;
    }
    let mut first: Option<(Span, char)> = None;
    let mut look = |text: &str, span: Span| {
        if let Some(character) = text.chars().find(|character| !is_allowed(*character)) {
            let earlier = first.is_none_or(|(other, _)| span < other);
            first = if earlier {
                Some((span, character))
            } else {
                first
            };
        }
    };
    let mut waiting: Vec<_> = document.root().into_iter().collect();
    while let Some(id) = waiting.pop() {
        let node = document.get(id);
        match &node.value {
            Value::String(text) => look(text, node.span),
            Value::Array(items) => waiting.extend(items),
            Value::Object(members) => {
                for member in members {
                    look(&member.key, member.key_span);
                    waiting.extend(member.value);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Error => {}
        }
    }
    first.map(|(span, character)| messages::character(character, span))
}

fn whole(text: &str) -> Span {
    Span::new(0, u32::try_from(text.len()).unwrap_or(u32::MAX))
}

fn size_without_whitespace(text: &str) -> usize {
    let mut inside_string = false;
    let mut escaped = false;
    let mut count = 0;
    for character in text.chars() {
        let blank = !inside_string && matches!(character, ' ' | '\t' | '\r' | '\n');
        count += usize::from(!blank);
        match (inside_string, escaped, character) {
            (true, true, _) => escaped = false,
            (true, false, '\\') => escaped = true,
            (_, _, '"') => inside_string = !inside_string,
            _ => {}
        }
    }
    count
}

fn is_allowed(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{ff}')
}
