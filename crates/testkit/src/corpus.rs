//! Where rules and examples are, and which there are.

use crate::markdown::{self, Heading, is_rule};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the whole project.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// The text of a file; empty when it cannot be read.
pub fn text(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_default()
}

/// The Markdown files of `spec/` that hold tests, in order.
pub fn spec_files() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![root().join("spec")];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The numbers of all rules of `docs/SEMANTICS.md` that are not withdrawn.
pub fn rules() -> BTreeSet<String> {
    let text = text(&root().join("docs/SEMANTICS.md"));
    let paragraphs = text.lines().filter_map(|line| line.strip_prefix("**"));
    paragraphs
        .filter_map(|rest| {
            let (number, statement) = rest.split_once("**")?;
            let number = number.to_owned();
            let withdrawn = statement.trim_start().starts_with("*withdrawn*");
            (is_rule(&number) && !withdrawn).then_some(number)
        })
        .collect()
}

/// A case of `spec/` with its place.
pub struct Listed {
    /// `file/heading/number`.
    pub name: String,
    /// The line of the file.
    pub line: usize,
    /// The case as it stands there.
    pub text: String,
}

impl Listed {
    /// The case on one line, with its name as `id`: the form that the command line and the
    /// browser read. What stands in the case otherwise, repeated keys too, stays as it is.
    pub fn json_line(&self) -> String {
        let text = self.text.replace('\n', " ");
        let inside = text.trim().strip_prefix('{').unwrap_or_default();
        format!("{{\"id\": {}, {inside}", Value::from(&*self.name))
    }
}

/// The name of a file of `spec/` in the names of its tests.
pub fn chapter_name(file: &Path) -> String {
    let root = root().join("spec");
    let name = file.strip_prefix(root).unwrap_or(file).with_extension("");
    name.to_string_lossy().replace('\\', "/")
}

/// The cases of a chapter, in the order of the file.
pub fn listed(chapter: &str, tests: &[Heading]) -> Vec<Listed> {
    let cases = |test: &Heading| {
        let numbered = test.cases.iter().zip(1..);
        let list = numbered.map(|((line, text), number)| Listed {
            name: format!("{chapter}/{}/{number}", test.text),
            line: *line,
            text: text.clone(),
        });
        list.collect::<Vec<_>>()
    };
    tests.iter().flat_map(cases).collect()
}

/// All cases of `spec/`.
pub fn cases() -> Vec<Listed> {
    let files = spec_files();
    let chapter = |file: &PathBuf| listed(&chapter_name(file), &markdown::read(&text(file)).tests);
    files.iter().flat_map(chapter).collect()
}
