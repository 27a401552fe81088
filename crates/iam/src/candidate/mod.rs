//! Values worth trying for a condition key, taken from what the policies compare it with: each
//! value they name, both sides of each border, one that fits none of them, and the missing key.

mod ordered;
mod text;

pub(crate) use text::solutions;

use crate::condition::operator::Comparison;
use crate::condition::value::{Instant, Number};
use crate::condition::{ArnForm, Form, KeyTest, Operand};
use crate::context::{Context, Supplied, Value};
use crate::pattern::{Pattern, Resolved};
use ipnet::IpNet;
use ordered::{Around, Border, after, before, instant_around, number_around, range};
use std::cmp::Ordering::{self, Greater, Less};
use std::collections::HashSet;
use std::net::IpAddr;
use std::str::FromStr;
use text::{Sample, Step, common_text, sample, steps};

/// A stretch of values that the policies tell apart from others.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Case {
    /// The key is not in the request.
    Absent,
    /// This very value.
    Is(Box<str>),
    /// A value that fits this pattern.
    Like(Box<str>),
    /// A value that fits both patterns.
    Both(Box<str>, Box<str>),
    /// An address in this range.
    Within(Box<str>),
    /// Less, or earlier, than this.
    Below(Box<str>),
    /// More, or later, than this.
    Above(Box<str>),
    /// Between these two, without them.
    Between(Box<str>, Box<str>),
    /// None of the values that the policies name.
    Other,
}

impl Case {
    /// Whether `exception` may be a part of this case. Cases are listed with exceptions first.
    pub(crate) fn takes(&self, exception: &Case) -> bool {
        match (self, exception) {
            (Case::Below(border), Case::Is(text)) => compare(text, border) == Some(Less),
            (Case::Above(border), Case::Is(text)) => compare(text, border) == Some(Greater),
            (Case::Between(low, high), Case::Is(text)) => {
                compare(text, low) == Some(Greater) && compare(text, high) == Some(Less)
            }
            _ => self.breadth() > exception.breadth(),
        }
    }

    fn breadth(&self) -> u32 {
        match self {
            Case::Absent | Case::Is(_) | Case::Below(_) | Case::Above(_) | Case::Between(..) => 0,
            Case::Both(..) => 1,
            Case::Within(range) => {
                let longest = u32::from(u8::MAX);
                let length = IpNet::from_str(range).map(|net| u32::from(net.prefix_len()));
                2 + longest.saturating_sub(length.unwrap_or(longest))
            }
            Case::Like(_) => 300,
            Case::Other => 301,
        }
    }
}

/// As numbers where both are, as dates otherwise.
fn compare(one: &str, other: &str) -> Option<Ordering> {
    match (Number::parse(one), Number::parse(other)) {
        (Some(one), Some(other)) => Some(one.cmp(&other)),
        _ => Some(Instant::parse(one)?.cmp(&Instant::parse(other)?)),
    }
}

/// One value to try.
#[derive(Clone, PartialEq, Debug)]
pub struct Candidate {
    /// The values it stands for.
    pub case: Case,
    /// The value itself; `None` leaves the key out.
    pub supplied: Option<Supplied>,
}

impl Candidate {
    /// The value as text, where it is one.
    pub(crate) fn text(&self) -> Option<&str> {
        match self.supplied.as_ref()? {
            Supplied::Single(value) => Some(value.text()),
            Supplied::Several(values) => values.first().map(Value::text),
            Supplied::Unknown => None,
        }
    }
}

/// A copy of `context` in which `key` is as the candidate says.
pub(crate) fn with(context: &Context, key: &str, candidate: &Candidate) -> Context {
    let mut context = context.clone();
    match &candidate.supplied {
        Some(supplied) => context.set(key, supplied.clone()),
        None => context.remove(key),
    }
    context
}

/// The values to try for the key that all `tests` are about, the most particular first. `named`
/// are further values to try.
pub(crate) fn candidates(
    tests: &[&KeyTest],
    context: &Context,
    named: impl IntoIterator<Item = (Case, String)>,
) -> Vec<Candidate> {
    let is_set = |test: &&KeyTest| test.operator.is_some_and(|operator| operator.set.is_some());
    let mut found = Found {
        is_list: tests.iter().any(is_set),
        ..Found::default()
    };
    for (case, text) in named {
        found.push(case, &text);
    }
    // `Null` asks for the key alone; its values are not values of the key.
    let compares = |test: &&&KeyTest| {
        let comparison = test.operator.map(|operator| operator.comparison);
        comparison.is_some_and(|comparison| comparison != Comparison::Null)
    };
    for test in tests.iter().filter(compares) {
        for operand in &test.operands {
            found.operand(operand, context);
        }
    }
    found.finish()
}

#[derive(Default)]
struct Found {
    list: Vec<Candidate>,
    is_list: bool,
    texts: HashSet<Box<str>>,
    patterns: Vec<(Box<str>, Vec<Step>)>,
    ranges: Vec<(Box<str>, IpNet)>,
    numbers: Vec<Border<Number>>,
    dates: Vec<Border<Instant>>,
    has_truth: bool,
    has_arn: bool,
}

impl Found {
    fn push(&mut self, case: Case, text: &str) {
        if self.texts.insert(text.into()) {
            let value = Value::new(text);
            let supplied = Some(match self.is_list {
                true => Supplied::Several(vec![value]),
                false => Supplied::Single(value),
            });
            self.list.push(Candidate { case, supplied });
        }
    }

    fn literal(&mut self, text: &str) {
        self.push(Case::Is(text.into()), text);
    }

    fn operand(&mut self, operand: &Operand, context: &Context) {
        match &operand.form {
            Form::Text(pattern) | Form::Folded(pattern) | Form::BoolVariable(pattern) => {
                self.pattern(&operand.text, pattern, context);
            }
            Form::Number(number) => self
                .numbers
                .push((operand.text.clone(), (**number).clone())),
            Form::Date(instant) => self.dates.push((operand.text.clone(), *instant)),
            Form::Bool(_) => self.has_truth = true,
            Form::Plain | Form::Binary(_) => self.literal(&operand.text),
            Form::Range(_) => {
                if let Some(range) = range(&operand.text) {
                    self.ranges.push((operand.text.clone(), range));
                }
            }
            Form::Arn(form) => {
                self.has_arn = true;
                match form {
                    ArnForm::Any => {}
                    ArnForm::Variable(pattern) => self.pattern(&operand.text, pattern, context),
                    ArnForm::Parts(parts) => {
                        let pieces = parts.iter().enumerate().flat_map(|(position, part)| {
                            let colon = (position > 0).then_some(Step::One(':'));
                            colon.into_iter().chain(steps(part))
                        });
                        self.steps(&operand.text, pieces.collect());
                    }
                }
            }
            Form::WrongType | Form::Unreadable => {}
        }
    }

    fn pattern(&mut self, text: &str, pattern: &Pattern, context: &Context) {
        if let Resolved::Pattern(resolved) = pattern.resolve(context) {
            self.steps(text, steps(&resolved));
        }
    }

    fn steps(&mut self, text: &str, steps: Vec<Step>) {
        match sample(&steps) {
            Sample::Literal(literal) => self.literal(&literal),
            Sample::Pattern(_) => self.patterns.push((text.into(), steps)),
        }
    }

    fn finish(mut self) -> Vec<Candidate> {
        if self.has_truth {
            self.literal("true");
            self.literal("false");
        }
        let is_ordered = !self.numbers.is_empty() || !self.dates.is_empty();
        self.ordered();
        self.patterns_and_pairs();
        self.addresses();
        if !is_ordered && !self.has_truth {
            self.other();
        }
        self.list.sort_by_key(|candidate| candidate.case.breadth());
        self.list.push(Candidate {
            case: Case::Absent,
            supplied: None,
        });
        self.list
    }

    fn patterns_and_pairs(&mut self) {
        let patterns = self.patterns.clone();
        for (position, (text, one)) in patterns.iter().enumerate() {
            for (other_text, other) in patterns.iter().skip(position + 1) {
                if let Some(common) = common_text(one, other) {
                    self.push(Case::Both(text.clone(), other_text.clone()), &common);
                }
            }
        }
        for (text, steps) in patterns {
            if let Sample::Pattern(fitting) = sample(&steps) {
                self.push(Case::Like(text), &fitting);
            }
        }
    }

    /// A host of each range that no smaller range holds, and one outside all of them.
    fn addresses(&mut self) {
        let mut ranges = std::mem::take(&mut self.ranges);
        ranges.sort_by_key(|(_, range)| std::cmp::Reverse(range.prefix_len()));
        let nets: Vec<IpNet> = ranges.iter().map(|(_, range)| *range).collect();
        for (position, (text, range)) in ranges.iter().enumerate() {
            let smaller = nets.get(..position).unwrap_or_default();
            let edges = nets.iter().flat_map(|net| {
                [
                    Some(net.network()),
                    after(net.broadcast()),
                    before(net.network()),
                ]
            });
            let own = [after(range.network()), Some(range.network())];
            let host =
                own.into_iter().chain(edges).flatten().find(|host| {
                    range.contains(host) && !smaller.iter().any(|net| net.contains(host))
                });
            if let Some(host) = host {
                self.push(Case::Within(text.clone()), &host.to_string());
            }
        }
        let examples = [
            "198.51.100.7",
            "192.0.2.7",
            "203.0.113.7",
            "8.8.8.8",
            "2001:db8::7",
        ];
        let edges = nets
            .iter()
            .flat_map(|net| [after(net.broadcast()), before(net.network())]);
        let outside = examples
            .into_iter()
            .map(|text| IpAddr::from_str(text).ok())
            .chain(edges)
            .flatten()
            .find(|host| !nets.iter().any(|net| net.contains(host)));
        if let (Some(host), false) = (outside, nets.is_empty()) {
            self.push(Case::Other, &host.to_string());
        }
    }

    fn ordered(&mut self) {
        let mut numbers = std::mem::take(&mut self.numbers);
        numbers.sort_by(|one, other| one.1.cmp(&other.1));
        numbers.dedup_by(|one, other| one.1 == other.1);
        self.borders(&numbers, number_around);
        let mut dates = std::mem::take(&mut self.dates);
        dates.sort_by_key(|(_, instant)| *instant);
        dates.dedup_by_key(|(_, instant)| *instant);
        self.borders(&dates, instant_around);
    }

    /// Each border, and a value below, between and above them.
    fn borders<T>(&mut self, borders: &[Border<T>], around: Around<T>) {
        let lows = [None].into_iter().chain(borders.iter().map(Some));
        let highs = borders.iter().map(Some).chain([None]);
        for (low, high) in lows.zip(highs) {
            let between = around(low, high);
            let case = match (low, high) {
                (None, None) => continue,
                (None, Some((high, _))) => Case::Below(high.clone()),
                (Some((low, _)), None) => Case::Above(low.clone()),
                (Some((low, _)), Some((high, _))) => Case::Between(low.clone(), high.clone()),
            };
            if let Some(text) = between {
                self.push(case, &text);
            }
            if let Some((text, _)) = high {
                self.literal(text);
            }
        }
    }

    /// A text that is none of those named. Where a pattern takes every text there is none.
    fn other(&mut self) {
        if self
            .list
            .iter()
            .any(|candidate| candidate.case == Case::Other)
        {
            return;
        }
        let text = match self.has_arn {
            true => "arn:aws:iam::000000000000:role/another",
            false => "another value",
        };
        let written: Vec<Step> = text.chars().map(Step::One).collect();
        let fits = |(_, steps): &(Box<str>, Vec<Step>)| common_text(&written, steps).is_some();
        if !self.patterns.iter().any(fits) {
            self.push(Case::Other, text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::condition::operator::Operator;
    use crate::context::ContextKey;
    use syntax::Span;

    #[track_caller]
    fn check(operator: &str, values: &[&str], expected: &[&str]) {
        let parsed = Operator::parse(operator).unwrap();
        let span = Span::new(0, 0);
        let operands = values
            .iter()
            .map(|text| Operand::new(text, span, parsed, true));
        let test = KeyTest {
            operator: Some(parsed),
            operator_text: operator.to_owned().into(),
            key: ContextKey::new("a:b"),
            operands: operands.collect(),
            position: (0, 0),
            span,
        };
        let found: Vec<String> = candidates(&[&test], &Context::new(), [])
            .iter()
            .map(|candidate| format!("{:?} {}", candidate.case, candidate.text().unwrap_or("-")))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn text_is_each_literal_and_another() {
        check(
            "StringEquals",
            &["b", "a"],
            &[
                r#"Is("b") b"#,
                r#"Is("a") a"#,
                "Other another value",
                "Absent -",
            ],
        );
        check(
            "StringLike",
            &["eu-*", "*-3"],
            &[
                r#"Both("eu-*", "*-3") eu-3"#,
                r#"Like("eu-*") eu-x"#,
                r#"Like("*-3") x-3"#,
                "Other another value",
                "Absent -",
            ],
        );
        check(
            "Bool",
            &["true"],
            &[r#"Is("true") true"#, r#"Is("false") false"#, "Absent -"],
        );
    }

    #[test]
    fn numbers_and_dates_have_both_sides_of_each_border() {
        check(
            "NumericLessThan",
            &["10", "2.5"],
            &[
                r#"Below("2.5") 0"#,
                r#"Is("2.5") 2.5"#,
                r#"Between("2.5", "10") 3"#,
                r#"Is("10") 10"#,
                r#"Above("10") 11"#,
                "Absent -",
            ],
        );
        check(
            "DateLessThan",
            &["2026-03-01T00:00:00Z"],
            &[
                r#"Below("2026-03-01T00:00:00Z") 2026-02-28T23:59:59Z"#,
                r#"Is("2026-03-01T00:00:00Z") 2026-03-01T00:00:00Z"#,
                r#"Above("2026-03-01T00:00:00Z") 2026-03-01T00:00:01Z"#,
                "Absent -",
            ],
        );
    }

    #[test]
    fn ranges_have_a_host_that_no_smaller_range_holds() {
        check(
            "IpAddress",
            &["10.0.0.0/8", "10.0.0.0/16", "2001:db8::/32"],
            &[
                r#"Within("2001:db8::/32") 2001:db8::1"#,
                r#"Within("10.0.0.0/16") 10.0.0.1"#,
                r#"Within("10.0.0.0/8") 10.1.0.0"#,
                "Other 198.51.100.7",
                "Absent -",
            ],
        );
    }
}
