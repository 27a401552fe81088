//! Small changes to a policy's text that leave the rest of it as its author laid it out: an item
//! of a list taken out, an item added.
//!
//! Not responsible for what the text means, nor for texts that cannot be read: those give `None`.

use syntax::Span;
use syntax::json::{self, Document, NodeId, Value};

/// The text without the item that stands at a span, and without the comma that belonged to it.
pub(crate) fn without_item(text: &str, item: Span) -> Option<String> {
    let document = json::parse(text).document;
    let (items, at) = list_around(&document, item)?;
    let (before, after) = (
        at.checked_sub(1).and_then(|at| items.get(at)),
        items.get(at + 1),
    );
    let cut = match (before, after) {
        (_, Some(next)) => Span::new(item.start, next.start),
        (Some(previous), None) => Span::new(previous.end, item.end),
        (None, None) => item,
    };
    Some(replaced(text, cut, ""))
}

/// The text with one more item behind the one that stands at a span. A value that stands alone
/// becomes a list first.
pub(crate) fn with_item_after(text: &str, item: Span, added: &str) -> Option<String> {
    let document = json::parse(text).document;
    let (place, inserted) = match list_around(&document, item) {
        Some((items, _)) => {
            let (last, before) = (items.last()?, items.len().checked_sub(2));
            let gap = match before.and_then(|at| items.get(at)) {
                Some(before) => Span::new(before.end, last.start).slice(text).to_owned(),
                None => format!(",{}", line_break_before(text, *last)),
            };
            let added = indented(text, *last, added);
            (Span::new(last.end, last.end), format!("{gap}{added}"))
        }
        None => {
            find(&document, |node| node == item)?;
            let alone = item.slice(text);
            (item, format!("[{alone}, {}]", indented(text, item, added)))
        }
    };
    Some(replaced(text, place, &inserted))
}

/// The text of a policy with one more statement at its end.
pub(crate) fn with_statement(text: &str, statement: &str) -> Option<String> {
    let document = json::parse(text).document;
    let Value::Object(members) = &document.get(document.root()?).value else {
        return None;
    };
    let held = members
        .iter()
        .find(|member| member.key == "Statement")?
        .value?;
    let node = document.get(held);
    match &node.value {
        Value::Array(items) => match items.last() {
            Some(last) => with_item_after(text, document.get(*last).span, statement),
            None => Some(replaced(text, node.span, &format!("[{statement}]"))),
        },
        Value::Object(_) => with_item_after(text, node.span, statement),
        _ => None,
    }
}

/// The spans of the list that holds the item, and its place there.
fn list_around(document: &Document, item: Span) -> Option<(Vec<Span>, usize)> {
    let mut waiting = vec![document.root()?];
    while let Some(id) = waiting.pop() {
        let below = children(document, id);
        if let Value::Array(_) = document.get(id).value {
            let spans: Vec<Span> = below.iter().map(|id| document.get(*id).span).collect();
            if let Some(at) = spans.iter().position(|span| *span == item) {
                return Some((spans, at));
            }
        }
        waiting.extend(below);
    }
    None
}

fn find(document: &Document, wanted: impl Fn(Span) -> bool) -> Option<NodeId> {
    let mut waiting = vec![document.root()?];
    while let Some(id) = waiting.pop() {
        if wanted(document.get(id).span) {
            return Some(id);
        }
        waiting.extend(children(document, id));
    }
    None
}

fn children(document: &Document, id: NodeId) -> Vec<NodeId> {
    match &document.get(id).value {
        Value::Array(items) => items.clone(),
        Value::Object(members) => members.iter().filter_map(|member| member.value).collect(),
        _ => Vec::new(),
    }
}

/// The line break and indentation in front of an item, or one blank where it shares its line.
fn line_break_before(text: &str, item: Span) -> String {
    let before = Span::new(0, item.start).slice(text);
    let blank = before.trim_end_matches([' ', '\t', '\r', '\n']).len();
    match before.get(blank..) {
        Some(gap) if gap.contains('\n') => gap.to_owned(),
        _ => " ".to_owned(),
    }
}

/// The added text, over several lines where the item beside it is, and as far to the right.
fn indented(text: &str, beside: Span, added: &str) -> String {
    let written = beside.slice(text);
    let last_line = written.rsplit('\n').next().unwrap_or_default();
    let indent: String = last_line
        .chars()
        .take_while(|c| c.is_whitespace())
        .collect();
    let step = step(written, &indent);
    match json::format(&json::parse(added).document, step) {
        Some(formatted) if written.contains('\n') => {
            formatted.replace('\n', &format!("\n{indent}"))
        }
        _ => added.to_owned(),
    }
}

/// By how many blanks an author moves each level to the right.
fn step(written: &str, indent: &str) -> usize {
    let second = written.split('\n').nth(1).unwrap_or_default();
    let own = second.len() - second.trim_start().len();
    own.checked_sub(indent.len())
        .filter(|step| (1..=8).contains(step))
        .unwrap_or(4)
}

fn replaced(text: &str, span: Span, with: &str) -> String {
    let (before, after) = (
        text.get(..span.start as usize).unwrap_or_default(),
        text.get(span.end as usize..).unwrap_or_default(),
    );
    format!("{before}{with}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn span(text: &str, item: &str) -> Span {
        let start = text.find(item).unwrap();
        Span::new(start as u32, (start + item.len()) as u32)
    }

    #[track_caller]
    fn check(text: &str, change: impl Fn(&str) -> Option<String>, expected: Expect) {
        let changed = change(text).unwrap();
        assert!(json::parse(&changed).diagnostics.is_empty(), "{changed}");
        expected.assert_eq(&changed);
    }

    const LINES: &str = "{\n  \"Action\": [\n    \"a:B\",\n    \"c:D\",\n    \"e:F\"\n  ]\n}\n";

    #[test]
    fn an_item_goes_with_its_comma() {
        let first = |text: &str| without_item(text, span(text, "\"a:B\""));
        check(
            LINES,
            first,
            expect![[r#"
                {
                  "Action": [
                    "c:D",
                    "e:F"
                  ]
                }
            "#]],
        );
        let last = |text: &str| without_item(text, span(text, "\"e:F\""));
        check(
            LINES,
            last,
            expect![[r#"
                {
                  "Action": [
                    "a:B",
                    "c:D"
                  ]
                }
            "#]],
        );
        check(
            r#"{"Action": ["a:B"]}"#,
            first,
            expect![[r#"{"Action": []}"#]],
        );
    }

    #[test]
    fn an_item_is_added_as_its_neighbours_stand() {
        let add = |text: &str| with_item_after(text, span(text, "\"a:B\""), "\"x:Y\"");
        check(
            LINES,
            add,
            expect![[r#"
                {
                  "Action": [
                    "a:B",
                    "c:D",
                    "e:F",
                    "x:Y"
                  ]
                }
            "#]],
        );
        check(
            r#"{"Action": ["a:B"]}"#,
            add,
            expect![[r#"{"Action": ["a:B", "x:Y"]}"#]],
        );
        check(
            "{\"Action\": [\n\t\"a:B\"\n]}",
            add,
            expect![[r#"
                {"Action": [
                	"a:B",
                	"x:Y"
                ]}"#]],
        );
        check(
            r#"{"Action": "a:B"}"#,
            add,
            expect![[r#"{"Action": ["a:B", "x:Y"]}"#]],
        );
    }

    #[test]
    fn a_statement_is_laid_out_as_the_one_before() {
        let add = |text: &str| with_statement(text, r#"{"Effect": "Deny", "Action": "x:Y"}"#);
        check(
            "{\n  \"Statement\": [\n    {\n      \"Effect\": \"Allow\"\n    }\n  ]\n}",
            add,
            expect![[r#"
                {
                  "Statement": [
                    {
                      "Effect": "Allow"
                    },
                    {
                      "Effect": "Deny",
                      "Action": "x:Y"
                    }
                  ]
                }"#]],
        );
        check(
            r#"{"Statement": []}"#,
            add,
            expect![[r#"{"Statement": [{"Effect": "Deny", "Action": "x:Y"}]}"#]],
        );
        check(
            r#"{"Statement": {"Effect": "Allow"}}"#,
            add,
            expect![[
                r#"{"Statement": [{"Effect": "Allow"}, {"Effect": "Deny", "Action": "x:Y"}]}"#
            ]],
        );
        assert_eq!(with_statement("{\"Version\": 1}", "{}"), None);
        assert_eq!(with_statement("nonsense", "{}"), None);
    }
}
