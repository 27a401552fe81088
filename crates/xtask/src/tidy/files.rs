//! Names, words and lengths of the files under version control, and of those that will be.

use super::Finding;
use crate::command::text;
use crate::step::Outcome;
use crate::workspace::root;
use std::fs;
use std::path::Path;
use std::process::Command;

const FILE_LINES: usize = 1000;
const FUNCTION_LINES: usize = 100;
/// What the second evaluator stays below, so that it can be read beside the rules.
const ORACLE: (&str, usize) = ("crates/testkit/src/oracle.rs", 300);
const EMPTY_NAMES: [&str; 4] = ["helpers.rs", "types.rs", "util.rs", "utils.rs"];
const CODE: [&str; 8] = ["css", "html", "js", "mjs", "rs", "sh", "toml", "yml"];

/// Words with no place in code. They are put together here, so that this file has them not.
const UNFINISHED: [&str; 4] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X:"),
    concat!("to", "do!("),
];
/// Beginnings of paths that exist on one machine only.
const MACHINE_PATHS: [&str; 4] = [
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
];
const OPEN_ENUM: &str = concat!("#[non_", "exhaustive]");
const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Findings in all files.
pub(super) fn findings() -> Outcome<Vec<Finding>> {
    let arguments = ["ls-files", "--cached", "--others", "--exclude-standard"];
    let files = text(Command::new("git").args(arguments).current_dir(root()))?;
    let mut findings = Vec::new();
    for file in files.lines() {
        // A file that is deleted but not yet committed is listed; one that is not text is not ours.
        if let Ok(content) = fs::read_to_string(root().join(file)) {
            check(file, &content, &mut findings);
        }
    }
    Ok(findings)
}

fn check(file: &str, content: &str, findings: &mut Vec<Finding>) {
    let path = Path::new(file);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    let mut report = |line: usize, problem: String, advice: &'static str| {
        findings.push(Finding {
            file: file.to_owned(),
            line,
            problem,
            advice,
        });
    };
    if EMPTY_NAMES.contains(&&*name) {
        report(
            1,
            format!("`{name}` says nothing"),
            "name the file after the data it guards",
        );
    }
    if CODE.contains(&&*extension) {
        for (line, word) in words(content, &UNFINISHED) {
            report(
                line,
                format!("`{word}`"),
                "finish it, or file an issue and say nothing here",
            );
        }
    }
    for (line, path) in words(content, &MACHINE_PATHS) {
        report(
            line,
            format!("`{path}` is on one machine only"),
            "name it from the project's folder",
        );
    }
    if extension == "rs" {
        rust(file, content, &mut report);
    }
    if name == "Cargo.lock" || name == "package-lock.json" {
        for line in foreign_sources(content) {
            report(
                line,
                "an address in a lock file".to_owned(),
                "lock without it: see web/.npmrc",
            );
        }
    }
}

fn rust(file: &str, content: &str, report: &mut impl FnMut(usize, String, &'static str)) {
    if !content.starts_with("//!") && !content.starts_with("#![cfg") {
        report(
            1,
            "no module doc".to_owned(),
            "begin with `//!`: what it is for and what not",
        );
    }
    let lines = content.lines().count();
    let has_reason = content
        .lines()
        .take_while(|line| line.starts_with("//!"))
        .count()
        > 3;
    if FILE_LINES < lines && !has_reason {
        report(
            1,
            format!("{lines} lines"),
            "split it, or give the reason in its first paragraph",
        );
    }
    let code = code_lines(content);
    if file == ORACLE.0 && ORACLE.1 <= code {
        report(
            1,
            format!("{code} lines of code"),
            "the oracle has fewer than 300",
        );
    }
    for (line, name, length) in long_functions(content) {
        report(line, format!("`{name}` has {length} lines"), "split it");
    }
    for (line, _) in words(content, &[OPEN_ENUM]) {
        report(
            line,
            format!("`{OPEN_ENUM}`"),
            "let a new variant break the build where it matters",
        );
    }
    let may_know_codemirror = file.starts_with("web/editor/") || file.starts_with("crates/xtask/");
    if !may_know_codemirror {
        for (line, word) in words(content, &["@codemirror/"]) {
            report(line, format!("`{word}`"), "keep CodeMirror in web/editor");
        }
    }
}

/// How many lines hold more than a comment.
fn code_lines(content: &str) -> usize {
    let is_code = |line: &&str| !line.is_empty() && !line.starts_with("//");
    content.lines().map(str::trim_start).filter(is_code).count()
}

/// Line and word of each place where one of `wanted` begins, not within a longer word or path.
fn words<'a>(content: &str, wanted: &[&'a str]) -> Vec<(usize, &'a str)> {
    let mut found = Vec::new();
    for (index, line) in content.lines().enumerate() {
        for &word in wanted {
            let begins = line.match_indices(word).any(|(at, _)| {
                let before = line.get(..at).and_then(|text| text.chars().next_back());
                !before.is_some_and(|c| c.is_alphanumeric() || "_-./*{}$".contains(c))
            });
            if begins {
                found.push((index + 1, word));
            }
        }
    }
    found
}

/// Lines of a lock file that name a place to download from, other than crates.io's own name.
fn foreign_sources(content: &str) -> Vec<usize> {
    let is_foreign = |line: &str| {
        let resolved = line.contains("\"resolved\":") || line.starts_with("source = ");
        resolved && !line.contains(CRATES_IO)
    };
    content
        .lines()
        .zip(1..)
        .filter(|(line, _)| is_foreign(line))
        .map(|(_, at)| at)
        .collect()
}

/// Line, name and length of long functions. rustfmt closes a function at the depth it began at.
fn long_functions(content: &str) -> Vec<(usize, String, usize)> {
    let lines: Vec<&str> = content.lines().collect();
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        let depth = line.len() - code.len();
        let Some(name) = function_name(code) else {
            continue;
        };
        let end = lines
            .iter()
            .skip(index)
            .position(|later| later.trim_start() == "}" && later.len() == depth + 1);
        match end {
            Some(length) if FUNCTION_LINES < length && !line.ends_with(';') => {
                found.push((index + 1, name.to_owned(), length));
            }
            _ => {}
        }
    }
    found
}

fn function_name(code: &str) -> Option<&str> {
    let before_and_after = code.split_once("fn ")?;
    let qualifiers = before_and_after.0.split_whitespace();
    let mut is_function = qualifiers.map(|word| {
        word.starts_with("pub") || ["async", "const", "crate)", "super)"].contains(&word)
    });
    is_function
        .all(|known| known)
        .then(|| before_and_after.1.split(['(', '<']).next())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_lines(file: &str, content: &str, expected: &[usize]) {
        let mut findings = Vec::new();
        check(file, content, &mut findings);
        let lines: Vec<usize> = findings.iter().map(|finding| finding.line).collect();
        assert_eq!(lines, expected, "{content}");
    }

    #[test]
    fn names_that_say_nothing() {
        check_lines("crates/iam/src/utils.rs", "//! Doc.\n", &[1]);
        check_lines("crates/iam/src/arn.rs", "//! Doc.\n", &[]);
    }

    #[test]
    fn unfinished_work_in_code_only() {
        let text = format!("//! Doc.\n// {}: later\n", UNFINISHED[0]);
        check_lines("a.rs", &text, &[2]);
        check_lines("a.md", &text, &[]);
    }

    #[test]
    fn machine_paths_anywhere_but_inside_longer_paths() {
        check_lines("a.md", &format!("see {}main", MACHINE_PATHS[0]), &[1]);
        check_lines("a.md", &format!("`{}x`", MACHINE_PATHS[1]), &[1]);
        check_lines(
            "a.md",
            &format!("arn:aws:iam::123456789012:user{}x", MACHINE_PATHS[0]),
            &[],
        );
    }

    #[test]
    fn module_doc_comes_first() {
        check_lines("a.rs", "use std::fs;\n", &[1]);
        check_lines("a.rs", "#![cfg(target_arch = \"wasm32\")]\n//! Doc.\n", &[]);
    }

    #[test]
    fn long_files_and_functions() {
        check_lines(
            "a.rs",
            &format!("//! Doc.\n{}", "\n".repeat(FILE_LINES)),
            &[1],
        );
        let body = "        x();\n".repeat(FUNCTION_LINES);
        let method = format!("//! Doc.\nimpl A {{\n    pub(crate) fn f() {{\n{body}    }}\n}}\n");
        check_lines("a.rs", &method, &[3]);
        check_lines("a.rs", &method.replacen("        x();\n", "", 1), &[]);
    }

    #[test]
    fn addresses_in_lock_files() {
        check_lines("Cargo.lock", &format!("source = \"{CRATES_IO}\"\n"), &[]);
        check_lines(
            "Cargo.lock",
            "source = \"registry+https://example.org\"\n",
            &[1],
        );
        check_lines(
            "web/package-lock.json",
            "\n  \"resolved\": \"https://example.org\"\n",
            &[2],
        );
    }
}
