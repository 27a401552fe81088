//! Conditions of statements: read once, tested against a request's context (chapter 2 of
//! `docs/SEMANTICS.md`).

pub mod operator;
pub mod value;

use crate::context::{Context, ContextKey, Lookup, Value};
use crate::matching::Match;
use crate::pattern::{Fit, Pattern, Resolved, Syntax, fits_in};
use crate::trace::Reason;
use data_encoding::BASE64;
use operator::{Comparison, MissingKey, Operator, Polarity, SetOperator};
use std::borrow::Cow;
use syntax::Span;
use value::{Address, Instant, Number};

/// The condition of a statement: every test has to pass (R2.1).
#[derive(Clone, Debug, Default)]
pub struct Condition {
    /// The tests in the author's order.
    pub tests: Box<[KeyTest]>,
}

/// One key under one operator.
#[derive(Clone, Debug)]
pub struct KeyTest {
    /// The operator; `None` where its name could not be read.
    pub operator: Option<Operator>,
    /// The operator as its author wrote it.
    pub operator_text: Cow<'static, str>,
    /// The key.
    pub key: ContextKey,
    /// The values: one has to fit, or none under a negated operator (R2.1).
    pub operands: Box<[Operand]>,
    /// Position of the operator in the condition, and of the key in the operator.
    pub position: (u32, u32),
    /// Where the key and its values stand in the policy's text.
    pub span: Span,
}

/// One policy value of a key test, read as its operator compares it.
#[derive(Clone, Debug)]
pub struct Operand {
    /// As its author wrote it.
    pub text: Box<str>,
    /// Where it stands in the policy's text.
    pub span: Span,
    pub(crate) form: Form,
}

#[derive(Clone, Debug)]
pub(crate) enum Form {
    /// The text of the operand itself.
    Plain,
    Text(Pattern),
    Folded(Pattern),
    Number(Box<Number>),
    Date(Instant),
    Bool(bool),
    /// A truth value behind a variable (R1.11).
    BoolVariable(Pattern),
    Binary(Box<[u8]>),
    Range(Address),
    Arn(ArnForm),
    /// A value that is not of the operator's type: it fits nothing (R2.2).
    WrongType,
    /// A value that could not be read as text at all (R8).
    Unreadable,
}

#[derive(Clone, Debug)]
pub(crate) enum ArnForm {
    /// `*` alone, taken as every ARN (R2.2).
    Any,
    Parts(Box<[Pattern; 6]>),
    /// A variable may hold colons, so the split waits for its value.
    Variable(Pattern),
}

impl Operand {
    /// Reads a value for an operator; `variables` tells whether the policy's version has them.
    pub fn new(text: &str, span: Span, operator: Operator, variables: bool) -> Operand {
        let form = form(text, operator.comparison, variables);
        Operand {
            text: text.into(),
            span,
            form,
        }
    }

    /// A value that is no string, number or truth value.
    pub fn unreadable(span: Span) -> Operand {
        Operand {
            text: "".into(),
            span,
            form: Form::Unreadable,
        }
    }

    /// The value as a pattern, where its operator compares text and it is not all plain.
    pub(crate) fn pattern(&self) -> Option<&Pattern> {
        match &self.form {
            Form::Text(pattern) | Form::Folded(pattern) | Form::BoolVariable(pattern) => {
                Some(pattern)
            }
            Form::Arn(ArnForm::Variable(pattern)) => Some(pattern),
            _ => None,
        }
    }

    /// Whether the value is of the type its operator compares.
    pub fn is_well_typed(&self) -> bool {
        !matches!(self.form, Form::WrongType | Form::Unreadable)
    }
}

fn form(text: &str, comparison: Comparison, variables: bool) -> Form {
    let syntax = |wildcards: bool| match (wildcards, variables) {
        (true, true) => Syntax::Both,
        (true, false) => Syntax::Wildcards,
        (false, true) => Syntax::Variables,
        (false, false) => Syntax::Literal,
    };
    let pattern = |wildcards| Pattern::parse(text, syntax(wildcards)).0;
    match comparison {
        Comparison::StringEquals => text_form(text, pattern(false)),
        Comparison::StringEqualsIgnoreCase => Form::Folded(pattern(false)),
        Comparison::StringLike => text_form(text, pattern(true)),
        Comparison::Numeric(_) => match Number::parse(text) {
            Some(number) => Form::Number(Box::new(number)),
            None => Form::WrongType,
        },
        Comparison::Date(_) => Instant::parse(text).map_or(Form::WrongType, Form::Date),
        Comparison::Bool | Comparison::Null => {
            let is_variable = comparison == Comparison::Bool && variables && text.contains("${");
            match (parse_bool(text), is_variable) {
                (Some(truth), _) => Form::Bool(truth),
                (None, true) => Form::BoolVariable(pattern(false)),
                (None, false) => Form::WrongType,
            }
        }
        Comparison::Binary => match BASE64.decode(text.as_bytes()) {
            Ok(bytes) => Form::Binary(bytes.into()),
            Err(_) => Form::WrongType,
        },
        Comparison::IpAddress => Address::parse_range(text).map_or(Form::WrongType, Form::Range),
        Comparison::Arn => arn_form(pattern(true)).map_or(Form::WrongType, Form::Arn),
    }
}

/// Most values are plain text, which is kept once.
fn text_form(text: &str, pattern: Pattern) -> Form {
    match pattern.as_literal() == Some(text) {
        true => Form::Plain,
        false => Form::Text(pattern),
    }
}

fn parse_bool(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}

fn arn_form(pattern: Pattern) -> Option<ArnForm> {
    if pattern.is_any() {
        return Some(ArnForm::Any);
    }
    if pattern.has_variables() {
        return Some(ArnForm::Variable(pattern));
    }
    let parts: [Pattern; 6] = pattern.split_colons(5).try_into().ok()?;
    Some(ArnForm::Parts(Box::new(parts)))
}

/// What a key test came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// Whether the test passes.
    pub matches: Match,
    /// Why.
    pub reason: Reason,
    /// The position of the policy value that decided, where one did.
    pub value: Option<u32>,
}

impl Outcome {
    fn new(matches: impl Into<Match>, reason: Reason) -> Outcome {
        Outcome {
            matches: matches.into(),
            reason,
            value: None,
        }
    }
}

impl KeyTest {
    /// Tests the context. `unreadable` is what a part that could not be read counts as, so that
    /// it never helps an Allow and never weakens a Deny (R8).
    pub fn test(&self, context: &Context, unreadable: bool) -> Outcome {
        let Some(operator) = self.operator else {
            return Outcome::new(unreadable, Reason::Unreadable);
        };
        let found = match (operator.set, context.lookup(&self.key)) {
            // A list of no values is none, unless the operator is about lists (R2.4).
            (None, Lookup::Several([])) => Lookup::Absent,
            (_, found) => found,
        };
        if operator.comparison == Comparison::Null {
            return self.test_presence(operator, found, unreadable);
        }
        if let Lookup::Unknown = found {
            return self.test_unknown(operator);
        }
        if self.operands.is_empty() {
            return without_operands(operator, found);
        }
        match (operator.set, found) {
            (_, Lookup::Unknown) => Outcome::new(Match::Unknown, Reason::KeyUnknown),
            (_, Lookup::Absent) => missing(operator),
            (None, Lookup::Single(value)) => self.test_value(operator, value, context, unreadable),
            (None, Lookup::Several([value])) => {
                self.test_value(operator, value, context, unreadable)
            }
            (None, Lookup::Several(_)) => Outcome::new(false, Reason::SeveralValues),
            (Some(set), Lookup::Single(value)) => self.test_set(
                operator,
                set,
                std::slice::from_ref(value),
                context,
                unreadable,
            ),
            (Some(set), Lookup::Several(values)) => {
                self.test_set(operator, set, values, context, unreadable)
            }
        }
    }

    /// Values that never fit, such as `300.1.1.1`, answer for every value of the key, and maybe for
    /// none as well (R8.3.2).
    fn test_unknown(&self, operator: Operator) -> Outcome {
        let never = |operand: &Operand| matches!(operand.form, Form::WrongType);
        let is_fixed =
            operator.set.is_none() && !self.operands.is_empty() && self.operands.iter().all(never);
        let with_value = Match::from(operator.polarity == Polarity::Negated);
        match is_fixed && missing(operator).matches == with_value {
            true => Outcome::new(with_value, Reason::WrongType),
            false => Outcome::new(Match::Unknown, Reason::KeyUnknown),
        }
    }

    /// `Null` asks whether the key is there (R2.2.40); with a set prefix its answer is fixed (R2.6).
    fn test_presence(&self, operator: Operator, found: Lookup<'_>, unreadable: bool) -> Outcome {
        match operator.set {
            Some(SetOperator::ForAllValues) => return Outcome::new(true, Reason::Constant),
            Some(SetOperator::ForAnyValue) => return Outcome::new(false, Reason::Constant),
            None => {}
        }
        let absent = match found {
            Lookup::Unknown => return Outcome::new(Match::Unknown, Reason::KeyUnknown),
            Lookup::Absent => true,
            Lookup::Single(_) | Lookup::Several(_) => false,
        };
        let wanted = |operand: &Operand| match operand.form {
            Form::Bool(wanted) => wanted == absent,
            Form::Unreadable => unreadable,
            _ => false,
        };
        match self.operands.iter().position(wanted) {
            Some(position) => Outcome {
                matches: Match::Yes,
                reason: Reason::ValueFits,
                value: u32::try_from(position).ok(),
            },
            None if absent => Outcome::new(false, Reason::KeyMissing),
            None => Outcome::new(false, Reason::NoValueFits),
        }
    }

    /// Each value of the request is tested against all of the policy's (R2.4). Nothing but empty
    /// strings is a null data set, like an empty list; among other values `ForAllValues` passes
    /// over them (R2.4.18).
    fn test_set(
        &self,
        operator: Operator,
        set: SetOperator,
        values: &[Value],
        context: &Context,
        unreadable: bool,
    ) -> Outcome {
        if values.iter().all(|value| value.text().is_empty()) {
            return Outcome::new(set == SetOperator::ForAllValues, Reason::KeyMissing);
        }
        let deciding = match set {
            SetOperator::ForAllValues => Match::No,
            SetOperator::ForAnyValue => Match::Yes,
        };
        let mut result: Option<Outcome> = None;
        let passed_over =
            |value: &&Value| set == SetOperator::ForAllValues && value.text().is_empty();
        for value in values.iter().filter(|value| !passed_over(value)) {
            let outcome = self.test_value(operator, value, context, unreadable);
            if outcome.matches == deciding {
                return outcome;
            }
            match result {
                Some(held) if held.matches == Match::Unknown => {}
                _ => result = Some(outcome),
            }
        }
        result.unwrap_or(Outcome::new(false, Reason::NoValueFits))
    }

    fn test_value(
        &self,
        operator: Operator,
        value: &Value,
        context: &Context,
        unreadable: bool,
    ) -> Outcome {
        // Under a negated operator a fitting value makes the test fail.
        let unreadable_fits = unreadable == (operator.polarity == Polarity::Positive);
        let mut fits = Match::No;
        let mut reason = Reason::NoValueFits;
        let mut position = None;
        for (index, operand) in self.operands.iter().enumerate() {
            let fit = operand.fits(operator.comparison, value, context);
            let (one, why) = match fit {
                OperandFit::Fit(Fit::Known(true)) => (Match::Yes, Reason::ValueFits),
                OperandFit::Fit(Fit::Known(false)) => (Match::No, Reason::NoValueFits),
                OperandFit::Fit(Fit::VariableMissing) => (Match::No, Reason::VariableMissing),
                OperandFit::Fit(Fit::Unknown) => (Match::Unknown, Reason::KeyUnknown),
                OperandFit::WrongType => (Match::No, Reason::WrongType),
                OperandFit::Unreadable => (unreadable_fits.into(), Reason::Unreadable),
            };
            if one > fits || (one == fits && reason == Reason::NoValueFits) {
                (fits, reason) = (one, why);
                position = (one != Match::No).then_some(index);
            }
            if fits.is_yes() {
                break;
            }
        }
        let matches = match operator.polarity {
            Polarity::Positive => fits,
            Polarity::Negated => fits.negate(),
        };
        Outcome {
            matches,
            reason,
            value: position.and_then(|index| u32::try_from(index).ok()),
        }
    }
}

fn missing(operator: Operator) -> Outcome {
    let passes = match (operator.missing, operator.set, operator.polarity) {
        (MissingKey::Passes, ..) => true,
        (_, Some(SetOperator::ForAllValues), _) => true,
        (_, Some(SetOperator::ForAnyValue), _) => false,
        (_, None, polarity) => polarity == Polarity::Negated,
    };
    Outcome::new(passes, Reason::KeyMissing)
}

/// An empty list of policy values (R1.12).
fn without_operands(operator: Operator, found: Lookup<'_>) -> Outcome {
    let key_missing = matches!(found, Lookup::Absent);
    let passes = match (operator.missing, operator.set) {
        (MissingKey::Passes, _) | (_, Some(SetOperator::ForAllValues)) => key_missing,
        (_, Some(SetOperator::ForAnyValue)) => false,
        (_, None) => operator.polarity == Polarity::Negated,
    };
    Outcome::new(passes, Reason::EmptyList)
}

enum OperandFit {
    Fit(Fit),
    WrongType,
    Unreadable,
}

impl Operand {
    fn fits(&self, comparison: Comparison, value: &Value, context: &Context) -> OperandFit {
        let known = |fits: bool| OperandFit::Fit(Fit::Known(fits));
        match (&self.form, comparison) {
            (Form::Plain, _) => known(*self.text == *value.text()),
            (Form::Text(pattern), _) => OperandFit::Fit(fits_in(pattern, value.text(), context)),
            (Form::Folded(pattern), _) => {
                OperandFit::Fit(fits_folded(pattern, value.text(), context))
            }
            (Form::Number(wanted), Comparison::Numeric(order)) => match &value.number {
                Some(number) => known(order.holds(number, &**wanted)),
                None => OperandFit::WrongType,
            },
            (Form::Date(wanted), Comparison::Date(order)) => match &value.instant {
                Some(instant) => known(order.holds(instant, wanted)),
                None => OperandFit::WrongType,
            },
            (Form::Bool(wanted), _) => match parse_bool(value.text()) {
                Some(truth) => known(truth == *wanted),
                None => OperandFit::WrongType,
            },
            (Form::BoolVariable(pattern), _) => match parse_bool(value.text()) {
                Some(_) => OperandFit::Fit(fits_folded(pattern, value.text(), context)),
                None => OperandFit::WrongType,
            },
            (Form::Binary(wanted), _) => match BASE64.decode(value.text().as_bytes()) {
                Ok(bytes) => known(*bytes == **wanted),
                Err(_) => OperandFit::WrongType,
            },
            (Form::Range(range), _) => match &value.address {
                Some(address) => known(range.contains(address)),
                None => OperandFit::WrongType,
            },
            (Form::Arn(form), _) => form.fits(value.text(), context),
            (Form::Unreadable, _) => OperandFit::Unreadable,
            (Form::WrongType | Form::Number(_) | Form::Date(_), _) => OperandFit::WrongType,
        }
    }
}

fn fits_folded(pattern: &Pattern, text: &str, context: &Context) -> Fit {
    let resolved = match pattern.as_literal() {
        Some(literal) => return Fit::Known(equal_folded(literal, text)),
        None => pattern.resolve(context),
    };
    match resolved {
        Resolved::Pattern(pattern) => {
            Fit::Known(equal_folded(pattern.as_literal().unwrap_or_default(), text))
        }
        Resolved::Missing => Fit::VariableMissing,
        Resolved::Unknown => Fit::Unknown,
    }
}

fn equal_folded(left: &str, right: &str) -> bool {
    left.chars()
        .flat_map(char::to_lowercase)
        .eq(right.chars().flat_map(char::to_lowercase))
}

impl ArnForm {
    fn fits(&self, text: &str, context: &Context) -> OperandFit {
        let Some(cuts) = crate::arn::first_colons(text) else {
            return OperandFit::WrongType;
        };
        let names = crate::arn::split_at_cuts(text, cuts);
        let all = |parts: &[Pattern]| parts.iter().zip(names).all(|(part, name)| part.fits(name));
        let fit = match self {
            ArnForm::Any => Fit::Known(true),
            ArnForm::Parts(parts) => Fit::Known(all(&**parts)),
            ArnForm::Variable(pattern) => match pattern.resolve(context) {
                Resolved::Missing => Fit::VariableMissing,
                Resolved::Unknown => Fit::Unknown,
                Resolved::Pattern(resolved) => {
                    let parts = resolved.split_colons(5);
                    Fit::Known(parts.len() == 6 && all(&parts))
                }
            },
        };
        OperandFit::Fit(fit)
    }
}
