//! Every case of `spec/` through the built program: one `evaluate` that reads them all.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use scenario::case::{Case, Outcome};
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};
use testkit::corpus;

/// What `iam` says itself, without the texts of findings.
fn answer(text: &str) -> Value {
    let case = Case::read(text).unwrap();
    let outcome = case.run();
    match &outcome {
        Outcome::Decision { trace, keys } => json!({
            "decision": trace.decision.name(),
            "because": trace.decision.because(),
            "keys": keys,
            "provisional": trace.provisional,
        }),
        Outcome::Match(matches) => json!({ "match": matches }),
        Outcome::Validation { valid, findings } => {
            let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
            json!({ "valid": valid, "findings": codes })
        }
    }
}

/// The same of a printed line.
fn printed(line: &Value) -> Value {
    let mut answer = line.clone();
    let object = answer.as_object_mut().unwrap();
    object.remove("id");
    object.remove("pass");
    if object.contains_key("decision") {
        object.entry("keys").or_insert_with(|| json!([]));
    }
    if let Some(Value::Array(findings)) = object.get_mut("findings") {
        for finding in findings {
            *finding = finding["code"].take();
        }
    }
    answer
}

#[test]
fn the_program_answers_every_case_as_the_evaluator_does() {
    let cases = corpus::cases();
    assert!(1_600 < cases.len(), "only {} cases", cases.len());
    let mut program = Command::new(env!("CARGO_BIN_EXE_iam-playground"))
        .args(["evaluate", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines: Vec<String> = cases.iter().map(corpus::Listed::json_line).collect();
    let mut input = program.stdin.take().unwrap();
    let text = lines.join("\n");
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = program.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let said: Vec<Value> = said
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(said.len(), cases.len());
    for (case, line) in cases.iter().zip(&said) {
        assert_eq!(line["id"], *case.name);
        assert_eq!(line["pass"], true, "{line}");
        assert_eq!(printed(line), answer(&case.text), "{}", case.name);
    }
    assert_eq!(output.status.code(), Some(0));
}
