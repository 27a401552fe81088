//! A diagnostic as plain text for a terminal or a test, without colour.
//!
//! ```text
//! policy.json:2:3: error[json-duplicate-key]: key `a` is written twice in one object
//!   2 |   "a": 2
//!     |   ^^^
//!   1 | { "a": 1,
//!     |   --- first written here
//!   = help: keep one of them
//! ```

use crate::diagnostic::Diagnostic;
use crate::line_index::{LineColumn, LineIndex};
use crate::span::Span;

/// Characters of a long line shown before the marker.
const BEFORE: usize = 60;
/// Characters of a long line shown from the marker on.
const AFTER: usize = 60;

/// One diagnostic with the lines it speaks of. Ends with a line break.
pub fn render(file: &str, text: &str, diagnostic: &Diagnostic) -> String {
    let lines = LineIndex::new(text);
    let at = lines.line_column(diagnostic.span.start);
    let places = diagnostic
        .labels
        .iter()
        .map(|label| lines.line_column(label.span.start).line);
    let gutter = places
        .chain([at.line])
        .max()
        .unwrap_or(at.line)
        .to_string()
        .len()
        + 2;
    let mut out = format!(
        "{file}:{}:{}: {}[{}]: {}\n",
        at.line,
        at.column,
        diagnostic.severity.name(),
        diagnostic.code,
        diagnostic.message
    );
    snippet(&mut out, text, gutter, at, diagnostic.span, '^', "");
    for label in &diagnostic.labels {
        let at = lines.line_column(label.span.start);
        snippet(&mut out, text, gutter, at, label.span, '-', &label.message);
    }
    if let Some(help) = &diagnostic.help {
        out.push_str(&format!("{:gutter$} = help: {help}\n", ""));
    }
    if let Some(fix) = &diagnostic.fix {
        out.push_str(&format!("{:gutter$} = fix: {}\n", "", fix.title));
    }
    if let Some(docs) = diagnostic.docs {
        out.push_str(&format!("{:gutter$} = see: {docs}\n", ""));
    }
    out
}

/// The line a span begins on, cut around the span, with a marker below it.
fn snippet(
    out: &mut String,
    text: &str,
    gutter: usize,
    at: LineColumn,
    span: Span,
    mark: char,
    remark: &str,
) {
    let start = floor(text, span.start);
    let end = floor(text, span.end).max(start);
    let before: Vec<char> = text
        .get(..start)
        .unwrap_or_default()
        .chars()
        .rev()
        .take_while(|c| !is_line_end(*c))
        .take(BEFORE + 1)
        .collect();
    let mut line = String::new();
    if before.len() == BEFORE + 1 {
        line.push('…');
    }
    for c in before.iter().take(BEFORE).rev() {
        show(&mut line, *c);
    }
    let lead = width(&line);
    let mut marked = lead;
    let rest = text.get(start..).unwrap_or_default();
    for (count, (offset, c)) in rest.char_indices().enumerate() {
        if is_line_end(c) {
            break;
        }
        if count == AFTER {
            line.push('…');
            break;
        }
        show(&mut line, c);
        if start + offset < end {
            marked = width(&line);
        }
    }
    let marker = mark.to_string().repeat((marked - lead).max(1));
    let below = format!("{:lead$}{marker} {remark}", "");
    out.push_str(&format!("{:>gutter$} | {}\n", at.line, line.trim_end()));
    out.push_str(&format!("{:gutter$} | {}\n", "", below.trim_end()));
}

/// The nearest character boundary at or before an offset.
fn floor(text: &str, offset: u32) -> usize {
    text.floor_char_boundary(offset as usize)
}

fn is_line_end(c: char) -> bool {
    c == '\n' || c == '\r'
}

/// A character as it appears in output: a tab is four spaces, a control character a stand-in.
fn show(line: &mut String, c: char) {
    match c {
        '\t' => line.push_str("    "),
        c if c.is_control() => line.push('\u{fffd}'),
        c => line.push(c),
    }
}

fn width(line: &str) -> usize {
    line.chars().map(cells).sum()
}

/// The terminal cells a character takes: none for marks that combine, two for East Asian wide
/// characters and emoji. Close enough for a marker; terminals disagree on the rest.
fn cells(c: char) -> usize {
    match c {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => 0,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}
