//! What holds of the reader whatever a text says. Property tests and fuzz targets share it.

#![allow(clippy::unwrap_used, reason = "test support fails by panicking")]

use serde_json::Value as Standard;
use syntax::json::{self, Document, MAX_DIAGNOSTICS, NodeId, Parsed, Value};
use syntax::{Diagnostic, LineIndex, Span};

/// All of the below.
pub(crate) fn check(text: &str) {
    let parsed = json::parse(text);
    assert!(parsed.diagnostics.len() <= MAX_DIAGNOSTICS + 1);
    for diagnostic in &parsed.diagnostics {
        check_places(text, diagnostic);
    }
    check_tree(text, &parsed.document);
    check_lines(text);
    check_printing(&parsed);
    check_against_serde(text, &parsed);
}

/// A place lies in the text and splits no character.
#[track_caller]
pub(crate) fn check_span(text: &str, span: Span) {
    let found = text.get(span.start as usize..span.end as usize);
    assert!(found.is_some(), "{span:?} is no place in {text:?}");
}

/// A diagnostic with all its places. Edits are in order and don't overlap.
pub(crate) fn check_places(text: &str, diagnostic: &Diagnostic) {
    check_span(text, diagnostic.span);
    for label in &diagnostic.labels {
        check_span(text, label.span);
    }
    let mut before = 0;
    for edit in diagnostic.fix.iter().flat_map(|fix| &fix.edits) {
        check_span(text, edit.span);
        assert!(before <= edit.span.start, "{diagnostic:?}");
        before = edit.span.end;
    }
}

/// Each node lies in the one around it, after the one before it.
fn check_tree(text: &str, document: &Document) {
    let whole = Span::new(0, text.len() as u32);
    let mut waiting: Vec<(NodeId, Span)> =
        document.root().map(|id| (id, whole)).into_iter().collect();
    while let Some((id, around)) = waiting.pop() {
        let node = document.get(id);
        check_span(text, node.span);
        assert_eq!(around.cover(node.span), around, "{node:?} in {text:?}");
        let mut from = node.span.start;
        let mut inside = |place: Span| {
            assert!(from <= place.start, "{place:?} of {node:?} in {text:?}");
            from = place.end;
        };
        match &node.value {
            Value::Array(elements) => {
                for element in elements {
                    inside(document.get(*element).span);
                    waiting.push((*element, node.span));
                }
            }
            Value::Object(members) => {
                for member in members {
                    check_span(text, member.key_span);
                    inside(member.key_span);
                    if let Some(value) = member.value {
                        inside(document.get(value).span);
                        waiting.push((value, node.span));
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Error => {}
        }
    }
}

/// Offsets in bytes and in UTF-16 lead to each other, and lines and columns only grow.
fn check_lines(text: &str) {
    let index = LineIndex::new(text);
    let mut utf16 = 0;
    let mut before = index.line_column(0);
    for (offset, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let offset = offset as u32;
        assert_eq!(index.to_utf16(offset), utf16);
        assert_eq!(index.from_utf16(utf16), offset);
        let place = index.line_column(offset);
        assert!(before <= place);
        before = place;
        utf16 += c.len_utf16() as u32;
    }
}

/// What is printed reads as the same, and printing it again changes nothing.
fn check_printing(parsed: &Parsed) {
    let Some(printed) = json::format(&parsed.document, 2) else {
        return;
    };
    let again = json::parse(&printed);
    assert_eq!(plain(&again.document), plain(&parsed.document), "{printed}");
    assert_eq!(codes(&again), codes(parsed), "{printed}");
    assert_eq!(json::format(&again.document, 2), Some(printed));
}

/// What RFC 8259 allows has no error but a repeated key, and the other way round. `serde_json`
/// passes over what it ignores, halves of characters included.
fn check_against_serde(text: &str, parsed: &Parsed) {
    let codes = codes(parsed);
    let unread = ["json-too-large", "json-too-deep", "json-more-problems"];
    if codes.iter().any(|code| unread.contains(code)) {
        return;
    }
    let is_valid = serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    let harmless = ["json-duplicate-key", "json-surrogate"];
    let accepted = codes.iter().all(|code| harmless.contains(code));
    assert_eq!(accepted, is_valid, "{codes:?} of {text:?}");
    if let (true, Ok(standard)) = (codes.is_empty(), serde_json::from_str::<Standard>(text)) {
        assert_eq!(as_standard(&parsed.document), standard);
    }
}

/// The tree without places. Numbers keep their digits, and repeated keys stay.
pub(crate) fn plain(document: &Document) -> String {
    fn write(document: &Document, id: NodeId, out: &mut String) {
        match &document.get(id).value {
            Value::Array(elements) => {
                out.push('[');
                for element in elements {
                    write(document, *element, out);
                    out.push(',');
                }
                out.push(']');
            }
            Value::Object(members) => {
                out.push('{');
                for member in members {
                    out.push_str(&format!("{:?}:", member.key));
                    if let Some(value) = member.value {
                        write(document, value, out);
                    }
                    out.push(',');
                }
                out.push('}');
            }
            leaf => out.push_str(&format!("{leaf:?}")),
        }
    }
    let mut out = String::new();
    if let Some(root) = document.root() {
        write(document, root, &mut out);
    }
    out
}

/// The tree as the value that `serde_json` would make of it.
pub(crate) fn as_standard(document: &Document) -> Standard {
    fn value(document: &Document, id: NodeId) -> Standard {
        match &document.get(id).value {
            Value::Null | Value::Error => Standard::Null,
            Value::Bool(value) => Standard::Bool(*value),
            Value::Number(digits) => serde_json::from_str(digits).unwrap(),
            Value::String(text) => Standard::String(text.clone()),
            Value::Array(elements) => elements.iter().map(|id| value(document, *id)).collect(),
            Value::Object(members) => members
                .iter()
                .filter_map(|member| Some((member.key.clone(), value(document, member.value?))))
                .collect(),
        }
    }
    document
        .root()
        .map_or(Standard::Null, |root| value(document, root))
}

fn codes(parsed: &Parsed) -> Vec<&'static str> {
    let mut codes: Vec<_> = parsed.diagnostics.iter().map(|found| found.code).collect();
    codes.sort_unstable();
    codes
}
