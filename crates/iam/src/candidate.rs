//! Values worth trying for a condition key, taken from what the policies compare it with: each
//! value they name, both sides of each border, one that fits none of them, and the missing key.

use crate::condition::operator::Comparison;
use crate::condition::value::{Instant, Number};
use crate::condition::{ArnForm, Form, KeyTest, Operand};
use crate::context::{Context, Supplied, Value};
use crate::pattern::{Pattern, Piece, Resolved};
use ipnet::IpNet;
use std::cmp::Ordering::{self, Greater, Less};
use std::collections::{HashSet, VecDeque};
use std::net::IpAddr;
use std::str::FromStr;

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

/// A value that an operator orders by, and its text.
type Border<T> = (Box<str>, T);
/// Finds a value between two borders, or beyond one.
type Around<T> = fn(Option<&Border<T>>, Option<&Border<T>>) -> Option<String>;

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
            Form::Number(number) => self.numbers.push((operand.text.clone(), number.clone())),
            Form::Date(instant) => self.dates.push((operand.text.clone(), *instant)),
            Form::Bool(_) => self.has_truth = true,
            Form::Binary(_) => self.literal(&operand.text),
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

/// A piece of a pattern, character by character.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Step {
    One(char),
    AnyOne,
    AnyRun,
}

fn steps(pattern: &Pattern) -> Vec<Step> {
    let mut steps = Vec::new();
    for piece in pattern.pieces() {
        match piece {
            Piece::Literal(text) => steps.extend(text.chars().map(Step::One)),
            Piece::AnyOne => steps.push(Step::AnyOne),
            Piece::AnyRun => steps.push(Step::AnyRun),
            Piece::Variable(_) => {}
        }
    }
    steps
}

enum Sample {
    Literal(String),
    Pattern(String),
}

fn sample(steps: &[Step]) -> Sample {
    let text = steps.iter().map(|step| match step {
        Step::One(character) => *character,
        Step::AnyOne | Step::AnyRun => 'x',
    });
    match steps.iter().all(|step| matches!(step, Step::One(_))) {
        true => Sample::Literal(text.collect()),
        false => Sample::Pattern(text.collect()),
    }
}

/// Longer patterns are not searched for a common text.
const COMMON_STEPS: usize = 256;

/// A shortest text that fits both patterns.
fn common_text(one: &[Step], other: &[Step]) -> Option<String> {
    if one.len().max(other.len()) > COMMON_STEPS {
        return None;
    }
    let mut seen = HashSet::from([(0, 0)]);
    let mut waiting = VecDeque::from([(0, 0, String::new())]);
    while let Some((left, right, text)) = waiting.pop_front() {
        let here = (one.get(left), other.get(right));
        if here == (None, None) {
            return Some(text);
        }
        let mut go = |to: (usize, usize), character: Option<char>| {
            if seen.insert(to) {
                let mut text = text.clone();
                text.extend(character);
                waiting.push_back((to.0, to.1, text));
            }
        };
        if here.0 == Some(&Step::AnyRun) {
            go((left + 1, right), None);
        }
        if here.1 == Some(&Step::AnyRun) {
            go((left, right + 1), None);
        }
        let (Some(a), Some(b)) = here else { continue };
        let after = |step: &Step, at: usize| match step {
            Step::AnyRun => at,
            Step::One(_) | Step::AnyOne => at + 1,
        };
        let to = (after(a, left), after(b, right));
        match (a, b) {
            (Step::One(x), Step::One(y)) if x != y => {}
            (Step::One(x), _) | (_, Step::One(x)) => go(to, Some(*x)),
            _ => go(to, Some('x')),
        }
    }
    None
}

fn range(text: &str) -> Option<IpNet> {
    match text.contains('/') {
        true => IpNet::from_str(text).ok(),
        false => IpAddr::from_str(text).ok().map(IpNet::from),
    }
}

fn after(host: IpAddr) -> Option<IpAddr> {
    Some(match host {
        IpAddr::V4(host) => IpAddr::V4(u32::from(host).checked_add(1)?.into()),
        IpAddr::V6(host) => IpAddr::V6(u128::from(host).checked_add(1)?.into()),
    })
}

fn before(host: IpAddr) -> Option<IpAddr> {
    Some(match host {
        IpAddr::V4(host) => IpAddr::V4(u32::from(host).checked_sub(1)?.into()),
        IpAddr::V6(host) => IpAddr::V6(u128::from(host).checked_sub(1)?.into()),
    })
}

/// A number strictly between two, or beyond one where the other is missing.
fn number_around(low: Option<&Border<Number>>, high: Option<&Border<Number>>) -> Option<String> {
    let fits = |text: &String| {
        Number::parse(text).is_some_and(|number| {
            low.is_none_or(|(_, low)| *low < number) && high.is_none_or(|(_, high)| number < *high)
        })
    };
    let near = [low, high].into_iter().flatten().flat_map(|(text, _)| {
        let whole: Option<i128> = text.split('.').next().and_then(|whole| whole.parse().ok());
        let steps = whole.into_iter().flat_map(|whole| {
            [1, -1, 0, 2, -2].map(|step: i128| whole.saturating_add(step).to_string())
        });
        let finer = (0..24).map(move |zeros| {
            let point = if text.contains('.') { "" } else { "." };
            format!("{text}{point}{}1", "0".repeat(zeros))
        });
        let halves = [1, 2, 4, 8].map(|zeros| format!("-0.{}1", "0".repeat(zeros)));
        steps.chain(halves).chain(finer).collect::<Vec<_>>()
    });
    ["0".to_owned()].into_iter().chain(near).find(fits)
}

/// An instant strictly between two, or a second beyond one where the other is missing.
fn instant_around(low: Option<&Border<Instant>>, high: Option<&Border<Instant>>) -> Option<String> {
    let (low, high) = (low.map(|(_, low)| low), high.map(|(_, high)| high));
    let seconds = match (low, high) {
        (None, None) => return None,
        (None, Some(high)) => high.seconds.checked_sub(1)?,
        (Some(low), None) => low.seconds.checked_add(1)?,
        (Some(low), Some(high)) => low.seconds + (high.seconds - low.seconds) / 2,
    };
    let text = calendar(seconds);
    let instant = Instant::parse(&text)?;
    let fits = low.is_none_or(|low| *low < instant) && high.is_none_or(|high| instant < *high);
    fits.then_some(text)
}

/// `2026-10-01T12:00:00Z`, counting days from the first of March of the year 0.
fn calendar(seconds: i64) -> String {
    let days = seconds.div_euclid(86_400) + 719_468;
    let second = seconds.rem_euclid(86_400);
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    let (hour, minute) = (second / 3_600, second / 60 % 60);
    format!(
        "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{:02}Z",
        second % 60
    )
}

/// The texts that `key` may hold so that `text` fits the pattern, in which `key` is a variable.
pub(crate) fn solutions(
    pattern: &Pattern,
    text: &str,
    key: &crate::context::ContextKey,
    context: &Context,
) -> Vec<String> {
    const MOST: usize = 8;
    const LONGEST: usize = 512;
    let pieces = pattern.pieces();
    let is_key = |piece: &Piece| matches!(piece, Piece::Variable(variable) if variable.key == *key);
    let Some(at) = pieces
        .iter()
        .position(is_key)
        .filter(|_| text.len() <= LONGEST)
    else {
        return Vec::new();
    };
    let neighbour = |position: Option<usize>| position.and_then(|position| pieces.get(position));
    let begins = |start: usize| match neighbour(at.checked_sub(1)) {
        None => start == 0,
        Some(Piece::Literal(literal)) => text
            .get(..start)
            .is_some_and(|head| head.ends_with(&**literal)),
        Some(_) => text.is_char_boundary(start),
    };
    let ends = |end: usize| match neighbour(Some(at + 1)) {
        None => end == text.len(),
        Some(Piece::Literal(literal)) => text
            .get(end..)
            .is_some_and(|tail| tail.starts_with(&**literal)),
        Some(_) => text.is_char_boundary(end),
    };
    let starts: Vec<usize> = (0..=text.len())
        .filter(|start| begins(*start))
        .take(MOST)
        .collect();
    let ends: Vec<usize> = (0..=text.len())
        .filter(|end| ends(*end))
        .take(MOST)
        .collect();
    let mut context = context.clone();
    let mut found: Vec<String> = Vec::new();
    for (start, end) in starts
        .iter()
        .flat_map(|start| ends.iter().map(move |end| (*start, *end)))
    {
        let Some(piece) = text.get(start..end).filter(|piece| !piece.is_empty()) else {
            continue;
        };
        context.set(key.as_str(), Supplied::Single(Value::new(piece)));
        let fits = match pattern.resolve(&context) {
            Resolved::Pattern(resolved) => resolved.fits(text),
            Resolved::Missing | Resolved::Unknown => false,
        };
        if fits && !found.iter().any(|known| known == piece) && found.len() < MOST {
            found.push(piece.to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::condition::operator::Operator;
    use crate::context::ContextKey;
    use crate::pattern::Syntax;
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
            operator_text: operator.into(),
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
        for (low, high) in [
            ("-0.5", "-0.25"),
            ("-10", "-9"),
            ("0", "0.001"),
            ("-1", "0"),
        ] {
            let border = |text: &str| (text.into(), Number::parse(text).unwrap());
            let found = number_around(Some(&border(low)), Some(&border(high)));
            assert!(found.is_some(), "{low} {high}");
        }
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

    #[test]
    fn a_variable_is_solved_from_the_text_it_has_to_give() {
        let (pattern, _) = Pattern::parse("home/${aws:username}/*", Syntax::Both);
        let key = ContextKey::new("aws:UserName");
        let found = |text| solutions(&pattern, text, &key, &Context::new());
        assert_eq!(found("home/ana/x"), ["ana"]);
        assert_eq!(found("home/ana/b/x"), ["ana", "ana/b"]);
        assert!(found("office/ana/x").is_empty());
    }
}
