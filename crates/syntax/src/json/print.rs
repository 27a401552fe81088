//! A tree as text, laid out anew. Not responsible for texts with mistakes: they stay as written.

use super::{Document, NodeId, Value};

/// The document with `indent` spaces a level and no line break at the end. An array of at most
/// one plain value stays on one line. Repeated keys are kept.
///
/// None where the tree says less than the text did, since printing it would lose something.
pub fn format(document: &Document, indent: usize) -> Option<String> {
    if !document.whole {
        return None;
    }
    let mut printer = Printer {
        document,
        indent,
        out: String::new(),
        todo: Vec::new(),
    };
    printer.todo.push(Piece::Node(document.root()?, 0));
    while let Some(piece) = printer.todo.pop() {
        printer.print(piece)?;
    }
    Some(printer.out)
}

/// What is still to be printed; the last comes first.
enum Piece<'d> {
    Node(NodeId, usize),
    Key(&'d str),
    Text(&'static str),
    Line(usize),
}

struct Printer<'d> {
    document: &'d Document,
    indent: usize,
    out: String,
    todo: Vec<Piece<'d>>,
}

impl<'d> Printer<'d> {
    fn print(&mut self, piece: Piece<'d>) -> Option<()> {
        match piece {
            Piece::Node(id, depth) => self.node(id, depth)?,
            Piece::Key(key) => {
                write_string(&mut self.out, key);
                self.out.push_str(": ");
            }
            Piece::Text(text) => self.out.push_str(text),
            Piece::Line(depth) => {
                self.out.push('\n');
                self.out
                    .extend(std::iter::repeat_n(' ', depth * self.indent));
            }
        }
        Some(())
    }

    fn node(&mut self, id: NodeId, depth: usize) -> Option<()> {
        match &self.document.get(id).value {
            Value::Null => self.out.push_str("null"),
            Value::Bool(true) => self.out.push_str("true"),
            Value::Bool(false) => self.out.push_str("false"),
            Value::Number(digits) => self.out.push_str(digits),
            Value::String(text) => write_string(&mut self.out, text),
            Value::Array(elements) => self.array(elements, depth),
            Value::Object(members) => {
                let members: Option<Vec<Vec<Piece<'d>>>> = members
                    .iter()
                    .map(|member| {
                        Some(vec![
                            Piece::Key(&member.key),
                            Piece::Node(member.value?, depth + 1),
                        ])
                    })
                    .collect();
                self.lines("{", members?, "}", depth);
            }
            Value::Error => return None,
        }
        Some(())
    }

    fn array(&mut self, elements: &[NodeId], depth: usize) {
        match elements {
            [only] if self.is_plain(*only) => {
                self.out.push('[');
                self.todo.push(Piece::Text("]"));
                self.todo.push(Piece::Node(*only, depth));
            }
            _ => {
                let elements = elements.iter().map(|id| vec![Piece::Node(*id, depth + 1)]);
                self.lines("[", elements.collect(), "]", depth);
            }
        }
    }

    /// Each item on a line of its own.
    fn lines(
        &mut self,
        opening: &'static str,
        items: Vec<Vec<Piece<'d>>>,
        closing: &'static str,
        depth: usize,
    ) {
        self.out.push_str(opening);
        let mut pieces = Vec::new();
        let last = items.len().saturating_sub(1);
        let any = !items.is_empty();
        for (position, item) in items.into_iter().enumerate() {
            pieces.push(Piece::Line(depth + 1));
            pieces.extend(item);
            if position < last {
                pieces.push(Piece::Text(","));
            }
        }
        if any {
            pieces.push(Piece::Line(depth));
        }
        pieces.push(Piece::Text(closing));
        self.todo.extend(pieces.into_iter().rev());
    }

    fn is_plain(&self, id: NodeId) -> bool {
        !matches!(
            self.document.get(id).value,
            Value::Array(_) | Value::Object(_)
        )
    }
}

/// A string in quotes with no more escapes than JSON asks for.
fn write_string(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}
