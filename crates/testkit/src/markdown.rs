//! Cases in Markdown: the reader of `spec/`.
//!
//! A heading of level two or deeper that begins with a rule number, such as `## R2.1.4, R2.1.5
//! Negated operators`, opens a test. Fenced blocks with the info string `json case` below it are
//! its cases, in the shape of a conformance case. Blocks with `json let NAME` define a JSON value
//! for the rest of the file: where a later block has the string `"$NAME"` as a value, the value
//! takes its place. Other blocks and all prose are for people.

use std::collections::BTreeMap;

/// A file's tests.
#[derive(Debug, Default)]
pub struct Chapter {
    /// In the order of the file.
    pub tests: Vec<Heading>,
    /// What is wrong with the file itself, with line numbers.
    pub faults: Vec<String>,
}

/// A heading with its cases.
#[derive(Debug)]
pub struct Heading {
    /// The rules it shows, such as `R2.1.4`.
    pub rules: Vec<String>,
    /// The heading's text, rules included.
    pub text: String,
    /// Line of the heading.
    pub line: usize,
    /// The cases as JSON, with their lines.
    pub cases: Vec<(usize, String)>,
}

/// A fenced block while it is read.
struct Block {
    info: String,
    line: usize,
    text: String,
}

struct Definition {
    line: usize,
    value: String,
    used: bool,
}

/// Reads a file.
pub fn read(text: &str) -> Chapter {
    let mut chapter = Chapter::default();
    let mut values = BTreeMap::new();
    let mut open: Option<Block> = None;
    for (line, number) in text.lines().zip(1..) {
        match (&mut open, line.trim_end().strip_prefix("```")) {
            (Some(_), Some("")) => {
                if let Some(block) = open.take() {
                    chapter.block(block, &mut values);
                }
            }
            (Some(block), _) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, Some(info)) => {
                let info = info.trim().to_owned();
                let text = String::new();
                open = Some(Block {
                    info,
                    line: number,
                    text,
                });
            }
            (None, None) => chapter.heading(line, number),
        }
    }
    if let Some(block) = open {
        chapter.fault(block.line, "this block is not closed");
    }
    chapter.close(&values);
    chapter
}

impl Chapter {
    fn fault(&mut self, line: usize, message: &str) {
        self.faults.push(format!("line {line}: {message}"));
    }

    fn heading(&mut self, line: &str, number: usize) {
        let text = line.trim_start_matches('#').trim();
        let level = line.len() - line.trim_start_matches('#').len();
        let rules: Vec<String> = text
            .split([',', ' '])
            .filter(|word| !word.is_empty())
            .take_while(|word| is_rule(word))
            .map(str::to_owned)
            .collect();
        if level >= 2 && !rules.is_empty() {
            self.tests.push(Heading {
                rules,
                text: text.to_owned(),
                line: number,
                cases: Vec::new(),
            });
        }
    }

    fn block(&mut self, block: Block, values: &mut BTreeMap<String, Definition>) {
        let words: Vec<&str> = block.info.split_whitespace().collect();
        match *words {
            ["json", "let", name] => match replace(&block.text, values) {
                Ok(value) => {
                    let (line, used) = (block.line, false);
                    let earlier = values.insert(name.to_owned(), Definition { line, value, used });
                    if let Some(earlier) = earlier {
                        let message =
                            format!("`{name}` was defined on line {} already", earlier.line);
                        self.fault(block.line, &message);
                    }
                }
                Err(message) => self.fault(block.line, &message),
            },
            ["json", "case"] => match (self.tests.last_mut(), replace(&block.text, values)) {
                (Some(test), Ok(text)) => test.cases.push((block.line, text)),
                (None, _) => self.fault(block.line, "this case stands below no rule's heading"),
                (_, Err(message)) => self.fault(block.line, &message),
            },
            ["json", ..] => {
                self.fault(block.line, "a json block is `json case` or `json let NAME`");
            }
            _ => {}
        }
    }

    fn close(&mut self, values: &BTreeMap<String, Definition>) {
        let empty = self.tests.iter().filter(|test| test.cases.is_empty());
        let empty = empty.map(|test| format!("line {}: no case shows `{}`", test.line, test.text));
        let unused = values.iter().filter(|(_, held)| !held.used);
        let unused =
            unused.map(|(name, held)| format!("line {}: nothing uses `{name}`", held.line));
        let found: Vec<String> = empty.chain(unused).collect();
        self.faults.extend(found);
    }
}

/// `R` with three numbers.
pub fn is_rule(word: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    word.strip_prefix('R').is_some_and(|rest| {
        let parts: Vec<&str> = rest.split('.').collect();
        parts.len() == 3 && parts.into_iter().all(is_number)
    })
}

/// Puts the values in the places of their names. The rest of the text stays as it is, so that
/// repeated keys and the spelling of numbers survive.
fn replace(text: &str, values: &mut BTreeMap<String, Definition>) -> Result<String, String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('"') {
        let length = string_length(from).ok_or("a string is not closed")?;
        let (inside, after) = from.split_at_checked(length).unwrap_or((from, ""));
        let after = after.strip_prefix('"').unwrap_or(after);
        out.push_str(before);
        let is_key = after.trim_start().starts_with(':');
        match inside.strip_prefix('$').filter(|name| is_name(name)) {
            Some(name) if !is_key => {
                let held = values
                    .get_mut(name)
                    .ok_or_else(|| format!("no block above defines `{name}`"))?;
                held.used = true;
                out.push_str(held.value.trim());
            }
            _ => {
                out.push('"');
                out.push_str(inside);
                out.push('"');
            }
        }
        rest = after;
    }
    out.push_str(rest);
    match serde_json::from_str::<&serde_json::value::RawValue>(&out) {
        Ok(_) => Ok(out),
        Err(error) => Err(format!("this block is not JSON: {error}")),
    }
}

fn is_name(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    text.bytes()
        .next()
        .is_some_and(|byte| byte.is_ascii_alphabetic())
        && text.bytes().all(is_part)
}

/// The length of a JSON string's inside, up to the quote that ends it.
fn string_length(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.bytes().position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_take_the_places_of_their_names() {
        let chapter = read(
            "# 1\n```json let A\n{\"k\": [1, 1.0]}\n```\n## R1.1.1, R1.1.2 Title\n\
             ```json case\n{\"$A\": \"$A\", \"b\": \"\\\"$A\", \"c\": \"${x}\"}\n```\n",
        );
        assert_eq!(chapter.faults, [""; 0]);
        let [test] = &*chapter.tests else {
            panic!("one test: {:?}", chapter.tests)
        };
        assert_eq!(test.rules, ["R1.1.1", "R1.1.2"]);
        let wanted = r#"{"$A": {"k": [1, 1.0]}, "b": "\"$A", "c": "${x}"}"#;
        assert_eq!(
            test.cases
                .iter()
                .map(|(_, text)| text.trim())
                .collect::<Vec<_>>(),
            [wanted]
        );
    }

    #[test]
    fn faults_name_their_lines() {
        let faults = |text| read(text).faults.join("; ");
        assert_eq!(
            faults("```json case\n{}\n```"),
            "line 1: this case stands below no rule's heading"
        );
        assert_eq!(faults("## R1.1.1 A\n"), "line 1: no case shows `R1.1.1 A`");
        assert_eq!(faults("```json let A\n{}\n```"), "line 1: nothing uses `A`");
        assert_eq!(
            faults("## R1.1.1 A\n```json case\n\"$B\"\n```"),
            "line 2: no block above defines `B`; line 1: no case shows `R1.1.1 A`"
        );
        assert_eq!(
            faults("```json cas\n{}\n```"),
            "line 1: a json block is `json case` or `json let NAME`"
        );
        assert_eq!(
            faults("```json let A\n{}\n"),
            "line 1: this block is not closed"
        );
        assert_eq!(faults("## R1.1 A\n"), "");
        assert!(faults("```json let A\n{,}\n```").starts_with("line 1: this block is not JSON"));
    }
}
