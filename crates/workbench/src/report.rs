//! The saved requests with their results as a file: CSV, JSON, JUnit.

use crate::message::TestFormat;
use crate::model::Model;
use crate::quote::{csv, json, xml};
use crate::test_run::{Outcome, TestResult};
use iam::sentences::verdict_word;
use scenario::{Expectation, SavedRequest};

/// The text of a report.
pub(crate) fn text(model: &Model, format: TestFormat) -> String {
    let saved = model.scenario().saved.iter();
    let tests = saved.zip(&model.tests.results);
    let tests = tests.map(|(saved, result)| Line { saved, result });
    let lines: Vec<Line<'_>> = tests.collect();
    match format {
        TestFormat::Csv => table(&lines),
        TestFormat::Json => list(&model.scenario().title, &lines),
        TestFormat::JUnit => suite(&model.scenario().title, &lines),
    }
}

struct Line<'a> {
    saved: &'a SavedRequest,
    result: &'a TestResult,
}

impl Line<'_> {
    fn outcome(&self) -> Outcome {
        Outcome::of(self.saved.expected, self.result.decision)
    }

    fn expected(&self) -> &'static str {
        self.saved.expected.map_or("", expected_word)
    }

    fn reason(&self) -> String {
        self.result.sentence.replace('`', "")
    }

    /// Name and text of every column.
    fn cells(&self) -> [(&'static str, String); 8] {
        let request = &self.saved.request;
        [
            ("name", self.saved.name.clone()),
            ("caller", self.result.caller.clone()),
            ("action", request.action.clone()),
            ("resource", request.resource.clone()),
            ("expected", self.expected().into()),
            ("decision", self.result.decision.name().into()),
            ("result", self.outcome().word().into()),
            ("reason", self.reason()),
        ]
    }
}

/// The word of files and the command line.
pub(crate) const fn expected_word(expected: Expectation) -> &'static str {
    match expected {
        Expectation::Allow => "Allow",
        Expectation::Deny => "Deny",
    }
}

fn table(lines: &[Line<'_>]) -> String {
    let names = "name,caller,action,resource,expected,decision,result,reason\r\n";
    let mut text = names.to_owned();
    for line in lines {
        let cells = line.cells().map(|(_, cell)| csv(&cell));
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

fn list(title: &str, lines: &[Line<'_>]) -> String {
    let tests = lines.iter().map(|line| {
        let members = line.cells().map(|(name, cell)| match cell.as_str() {
            "" if name == "expected" => format!("      {}: null", json(name)),
            cell => format!("      {}: {}", json(name), json(cell)),
        });
        format!("    {{\n{}\n    }}", members.join(",\n"))
    });
    let tests: Vec<String> = tests.collect();
    let tests = match tests.is_empty() {
        true => "[]".to_owned(),
        false => format!("[\n{}\n  ]", tests.join(",\n")),
    };
    format!(
        "{{\n  \"scenario\": {},\n  \"tests\": {tests}\n}}\n",
        json(title)
    )
}

fn suite(title: &str, lines: &[Line<'_>]) -> String {
    let count = |outcome| {
        lines
            .iter()
            .filter(|line| line.outcome() == outcome)
            .count()
    };
    let title = xml(title);
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"{title}\" tests=\"{}\" \
         failures=\"{}\" skipped=\"{}\">\n",
        lines.len(),
        count(Outcome::Fails),
        count(Outcome::Unjudged)
    );
    for line in lines {
        let name = xml(&line.saved.name);
        let word = verdict_word(line.result.decision);
        let got = xml(&format!("{word}: {}", line.reason()));
        let case = format!("  <testcase classname=\"{title}\" name=\"{name}\"");
        text.push_str(&match line.outcome() {
            Outcome::Passes => format!("{case}/>\n"),
            Outcome::Unjudged => format!("{case}><skipped message=\"{got}\"/></testcase>\n"),
            Outcome::Fails => format!(
                "{case}><failure message=\"expected {}, got {}\">{got}</failure></testcase>\n",
                line.expected(),
                line.result.decision.name()
            ),
        });
    }
    text.push_str("</testsuite>\n");
    text
}
