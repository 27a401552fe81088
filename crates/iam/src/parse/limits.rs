//! What AWS counts and refuses in the text as a whole: characters and size (R1.1, R4.4, R5).

use crate::messages;
use crate::policy::PolicyKind;
use syntax::{Diagnostic, Span};

/// What AWS counts against a limit.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Counted {
    Everything,
    ButWhitespace,
}

pub(super) fn check(text: &str, kind: PolicyKind, found: &mut Vec<Diagnostic>) {
    if let Some((at, character)) = text.char_indices().find(|(_, character)| !is_allowed(*character)) {
        let start = u32::try_from(at).unwrap_or(u32::MAX);
        let length = u32::try_from(character.len_utf8()).unwrap_or(1);
        found.push(messages::character(character, Span::new(start, start.saturating_add(length))));
    }
    let Some((limit, counted)) = limit(kind) else { return };
    let (count, unit) = match counted {
        Counted::Everything => (text.chars().count(), "characters"),
        Counted::ButWhitespace => (size_without_whitespace(text), "characters without blanks"),
    };
    if count > limit {
        let whole = Span::new(0, u32::try_from(text.len()).unwrap_or(u32::MAX));
        found.push(messages::too_long(kind, count, limit, unit, whole));
    }
}

/// Characters outside JSON strings' white space, as the IAM quotas count them (R5).
pub fn size_without_whitespace(text: &str) -> usize {
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

/// The size limit of a kind, where it has one of its own. The limit on inline policies is one
/// on the sum over their owner, so that a single text cannot be held against it.
fn limit(kind: PolicyKind) -> Option<(usize, Counted)> {
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
