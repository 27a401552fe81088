//! What the reader makes of whole texts.

mod recovery;
mod robustness;
mod shapes;

use super::{Document, MAX_BYTES, NodeId, Parsed, Value, format, parse};

/// A tree on one line: `!` stands for an error, `?` for a missing value.
fn dump(document: &Document) -> String {
    let mut out = String::new();
    match document.root() {
        Some(root) => write(document, root, &mut out),
        None => out.push_str("nothing"),
    }
    out
}

fn write(document: &Document, id: NodeId, out: &mut String) {
    match &document.get(id).value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(&value.to_string()),
        Value::Number(digits) => out.push_str(digits),
        Value::String(text) => out.push_str(&format!("{text:?}")),
        Value::Error => out.push('!'),
        Value::Array(elements) => {
            out.push('[');
            for (position, element) in elements.iter().enumerate() {
                out.push_str(if position == 0 { "" } else { ", " });
                write(document, *element, out);
            }
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (position, member) in members.iter().enumerate() {
                out.push_str(if position == 0 { "" } else { ", " });
                out.push_str(&format!("{:?}: ", member.key));
                match member.value {
                    Some(value) => write(document, value, out),
                    None => out.push('?'),
                }
            }
            out.push('}');
        }
    }
}

/// The tree and, a line each, the codes with the text they mark.
fn summary(text: &str) -> String {
    let Parsed {
        document,
        diagnostics,
        ..
    } = parse(text);
    let mut out = dump(&document);
    for diagnostic in &diagnostics {
        let place = diagnostic.span;
        out.push_str(&format!(
            "\n{} {}..{}",
            diagnostic.code, place.start, place.end
        ));
        out.push_str(&format!(" {:?}", place.slice(text)));
    }
    out
}
