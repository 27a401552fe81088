//! Every message of the reader in one file, so that prose is reviewed as prose.

use expect_test::expect_file;
use syntax::json::{MAX_BYTES, MAX_DIAGNOSTICS, parse};
use syntax::render;

/// A text for each sentence. Where two texts bring the same code, they bring two sentences.
const TEXTS: [&str; 34] = [
    "",
    "\u{feff}1",
    "// said",
    "[1 /* said",
    "[\u{a0}1]",
    "{\"a\": 1; \"b\" = 2}",
    "['a']",
    "['a \\\"']",
    "[\"a]",
    "[\"\t\"]",
    "[\"\\x\"]",
    "[\"\\u12\"]",
    "[\"\\ud83e\"]",
    "[True]",
    "[s3:GetObject]",
    "{Action: 1}",
    "[01]",
    "[1 2]",
    "[,1]",
    "[1,]",
    "{\"a\": 1,}",
    "{\"a\" 1}",
    "{: 1}",
    "{\"a\"}",
    "\"a\": 1}",
    "{\"a\": [1, \"b\": 2}",
    "[{\"a\": 1 [",
    "[1",
    "{\"a\": [1",
    "[1}",
    "[1]]",
    "[yes no]",
    "[1] 2",
    "{\"a\": 1, \"a\": 2}",
];

#[test]
fn every_message() {
    let large = " ".repeat(MAX_BYTES + 1);
    let many = "[,".to_owned() + &",".repeat(MAX_DIAGNOSTICS) + "1]";
    let deep = "[".repeat(65) + &"]".repeat(65);
    let mut said = String::new();
    for text in TEXTS {
        let found = parse(text).diagnostics;
        assert!(!found.is_empty(), "{text}");
        for diagnostic in &found {
            said.push_str(&render("policy.json", text, diagnostic));
            said.push('\n');
        }
    }
    for text in [large, many, deep] {
        let found = parse(&text).diagnostics;
        let last = found.last().unwrap();
        said.push_str(&render("policy.json", &text, last));
        said.push('\n');
    }
    let codes = include_str!("../src/messages.rs").split('"');
    for code in codes.filter(|word| word.starts_with("json-")) {
        assert!(said.contains(&format!("[{code}]")), "no text brings {code}");
    }
    expect_file!["messages.txt"].assert_eq(&said);
}
