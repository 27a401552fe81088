//! Where rules and examples are, and which rules there are.

use crate::markdown::is_rule;
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
