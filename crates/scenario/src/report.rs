//! The saved requests with their results as a file: CSV, JSON, JUnit.

use crate::quote::{csv, json, xml};
use crate::request::{Expectation, SavedRequest};
use crate::saved_run::{Outcome, TestResult};
use iam::sentences::verdict_word;

/// A format of reports.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// A table, RFC 4180.
    Csv,
    /// For programs: an object for each scenario.
    Json,
    /// For CI.
    JUnit,
}

impl Format {
    /// All of them with what a menu says.
    pub const ALL: [(Format, &'static str); 3] = [
        (Format::Csv, "CSV"),
        (Format::Json, "JSON"),
        (Format::JUnit, "JUnit"),
    ];

    /// How the name of such a file ends.
    pub const fn extension(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Json => "json",
            Format::JUnit => "xml",
        }
    }
}

/// The tests of a scenario.
#[derive(Clone, Copy)]
pub struct Suite<'a> {
    /// The scenario's title, or what stands for it.
    pub title: &'a str,
    /// The tests.
    pub saved: &'a [SavedRequest],
    /// What came of them, in the same order.
    pub results: &'a [TestResult],
}

impl<'a> Suite<'a> {
    fn lines(&self) -> impl Iterator<Item = Line<'a>> {
        let tests = self.saved.iter().zip(self.results);
        tests.map(|(saved, result)| Line { saved, result })
    }

    /// How many tests have this outcome.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.lines()
            .filter(|line| line.outcome() == outcome)
            .count()
    }
}

/// The text of a report.
pub fn text(suites: &[Suite<'_>], format: Format) -> String {
    match format {
        Format::Csv => table(suites),
        Format::Json => suites.iter().map(list).collect(),
        Format::JUnit => {
            let suites: String = suites.iter().map(junit).collect();
            format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n{suites}</testsuites>\n"
            )
        }
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
        self.saved.expected.map_or("", Expectation::word)
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

fn table(suites: &[Suite<'_>]) -> String {
    let names = "scenario,name,caller,action,resource,expected,decision,result,reason\r\n";
    let mut text = names.to_owned();
    for suite in suites {
        for line in suite.lines() {
            let cells = line.cells().map(|(_, cell)| csv(&cell));
            text.push_str(&format!("{},{}\r\n", csv(suite.title), cells.join(",")));
        }
    }
    text
}

fn list(suite: &Suite<'_>) -> String {
    let tests = suite.lines().map(|line| {
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
        json(suite.title)
    )
}

fn junit(suite: &Suite<'_>) -> String {
    let count = |outcome| suite.count(outcome);
    let title = xml(suite.title);
    let mut text = format!(
        "<testsuite name=\"{title}\" tests=\"{}\" failures=\"{}\" skipped=\"{}\">\n",
        suite.saved.len(),
        count(Outcome::Fails),
        count(Outcome::Unjudged)
    );
    for line in suite.lines() {
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
