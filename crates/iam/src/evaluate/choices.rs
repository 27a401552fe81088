//! Which choices an answer rests on: where AWS's pages are silent or contradict each other, the
//! rules marked UNVERIFIED or X in `docs/SEMANTICS.md` decide, and the trace says so.

use crate::condition::operator::{Comparison, MissingKey, Operator, Order, Polarity, SetOperator};
use crate::condition::{Form, KeyTest, Operand, Outcome};
use crate::context::{Context, ContextKey, Lookup, Value};
use crate::pattern::{Pattern, Piece};
use crate::policy::{Effect, PolicyKind, Statement};
use crate::principal::{Grade, Principal, PrincipalValue};
use crate::request::Request;
use crate::trace::{ElementTrace, Note, Reason};

/// The choices behind the outcome of one condition test.
pub(super) fn of_test(
    test: &KeyTest,
    outcome: Outcome,
    kind: PolicyKind,
    context: &Context,
    mut note: impl FnMut(Note),
) {
    let Some(operator) = test.operator else {
        return;
    };
    let values: &[Value] = match context.lookup(&test.key) {
        Lookup::Single(value) => std::slice::from_ref(value),
        Lookup::Several(values) => values,
        Lookup::Absent | Lookup::Unknown => &[],
    };
    match outcome.reason {
        Reason::SeveralValues => note(Note::SetOperatorMissing),
        Reason::WrongType => {
            if let Some(choice) = wrong_type(test, operator, values) {
                note(choice);
            }
        }
        Reason::EmptyList if operator.set.is_none() && operator.missing == MissingKey::Compared => {
            note(Note::EmptyValueList);
        }
        Reason::KeyMissing
            if operator.set == Some(SetOperator::ForAnyValue)
                && operator.missing == MissingKey::Passes =>
        {
            note(Note::ForAnyValueIfExists);
        }
        _ => {}
    }
    if values.is_empty() {
        return;
    }
    let empty = values.iter().filter(|value| value.text().is_empty());
    if operator.set == Some(SetOperator::ForAllValues) && (1..values.len()).contains(&empty.count())
    {
        note(Note::EmptyPassedOver);
    }
    for (operand, position) in test.operands.iter().zip(0..) {
        let fits = outcome.value == Some(position);
        if let Some(choice) = of_operand(operand, operator, values, fits) {
            note(choice);
        }
        if let Some(pattern) = operand.pattern() {
            of_pattern(pattern, kind, context, &mut note);
        }
    }
    let forwarded = || {
        let key = ContextKey::new("aws:ViaAWSService");
        matches!(context.lookup(&key), Lookup::Single(value) if value.text() == "true")
    };
    if test.key.folded() == "aws:sourceip" && forwarded() {
        note(Note::ForwardedSourceIp);
    }
}

/// A value that is not of its operator's type (R2.2.11, R2.2.39).
fn wrong_type(test: &KeyTest, operator: Operator, values: &[Value]) -> Option<Note> {
    let is_other_notation = |text: &str| {
        text.bytes().any(|byte| byte.is_ascii_digit())
            && crate::condition::value::Number::parse(text).is_none()
            && text.parse::<f64>().is_ok()
    };
    let written = test.operands.iter().map(|operand| &*operand.text);
    let mut texts = written.chain(values.iter().map(Value::text));
    match (operator.comparison, operator.polarity) {
        (Comparison::Numeric(_), _) if texts.any(is_other_notation) => Some(Note::NumberNotation),
        (_, Polarity::Negated) if test.operands.iter().all(Operand::is_well_typed) => {
            Some(Note::TypeMismatch)
        }
        _ => None,
    }
}

fn of_operand(operand: &Operand, operator: Operator, values: &[Value], fits: bool) -> Option<Note> {
    let text = &*operand.text;
    match operator.comparison {
        Comparison::Arn if fits && text == "*" => Some(Note::EveryArn),
        Comparison::Bool if operand.pattern().is_some() => Some(Note::VariableInBool),
        Comparison::Bool => {
            let mut texts = values.iter().map(Value::text).chain([text]);
            let is_other_casing = |text: &str| {
                let lower = text.to_ascii_lowercase();
                matches!(&*lower, "true" | "false") && *lower != *text
            };
            texts.any(is_other_casing).then_some(Note::BoolCasing)
        }
        Comparison::Date(order) => {
            let mut texts = values.iter().map(Value::text).chain([text]);
            let is_short = |text: &str| match text.len() {
                4 => true,
                7 | 10 => text.contains('-'),
                _ => false,
            };
            let at_edge = |value: &Value| match (&operand.form, &value.instant) {
                (Form::Date(wanted), Some(found)) => wanted == found,
                _ => false,
            };
            let is_strict = matches!(order, Order::Less | Order::Greater);
            match texts.any(is_short) {
                true => Some(Note::ShortDate),
                false if is_strict && values.iter().any(at_edge) => Some(Note::DateEdge),
                false => None,
            }
        }
        Comparison::IpAddress if text.contains(':') && !text.contains('/') => Some(Note::BareIpv6),
        _ => None,
    }
}

/// Variables where AWS does not say what becomes of them (R1.11.9, R1.11.14).
fn of_pattern(pattern: &Pattern, kind: PolicyKind, context: &Context, mut note: impl FnMut(Note)) {
    if !pattern.has_variables() {
        return;
    }
    if kind == PolicyKind::Rcp {
        note(Note::VariableInRcp);
    }
    let holds_wildcard = |piece: Piece<'_>| match piece {
        Piece::Variable(variable) => match context.lookup(&variable.key) {
            Lookup::Single(value) => value.text().contains(['*', '?']),
            Lookup::Absent | Lookup::Several(_) | Lookup::Unknown => false,
        },
        Piece::Literal(_) | Piece::AnyRun | Piece::AnyOne => false,
    };
    if pattern.pieces().any(holds_wildcard) {
        note(Note::WildcardInVariable);
    }
}

/// A statement whose principal, action and resource match, with what each came to.
pub(super) struct Matched<'a> {
    pub(super) statement: &'a Statement,
    pub(super) kind: PolicyKind,
    pub(super) request: &'a Request,
    pub(super) principal: ElementTrace,
    pub(super) grade: Grade,
    pub(super) action: ElementTrace,
    pub(super) resource: ElementTrace,
}

impl Matched<'_> {
    /// The choices behind its elements, the condition apart.
    pub(super) fn choices(&self, mut note: impl FnMut(Note)) {
        if let Some(choice) = self.of_action() {
            note(choice);
        }
        self.of_resource(&mut note);
        if self.statement.effect == Effect::Allow
            && let Some(choice) = self.of_principal()
        {
            note(choice);
        }
    }

    /// A wildcard in the service prefix (R1.8.6).
    fn of_action(&self) -> Option<Note> {
        let values = self.statement.action.values();
        let value = values.get(self.action.value? as usize)?.value.as_ref()?;
        let (prefix, _) = value.as_str().split_once(':')?;
        prefix.contains(['*', '?']).then_some(Note::ServiceWildcard)
    }

    fn of_resource(&self, mut note: impl FnMut(Note)) {
        let entries = self.statement.resource.values();
        let mut values = entries.iter().filter_map(|entry| entry.value.as_ref());
        let fitting = self.resource.value.and_then(|at| entries.get(at as usize));
        let fitting = fitting.and_then(|entry| entry.value.as_ref());
        // A call without a resource, matched by an ARN (R1.9.19).
        if self.request.resource.name.is_any() && fitting.is_some_and(|value| value.as_str() != "*")
        {
            note(Note::ArnWithoutResource);
        }
        let is_scp_allow = self.kind == PolicyKind::Scp && self.statement.effect == Effect::Allow;
        for pattern in values.clone().flat_map(|value| value.open_parts()) {
            of_pattern(pattern, self.kind, &self.request.context, &mut note);
        }
        if is_scp_allow && values.any(|value| value.as_str() != "*") {
            note(Note::ScpAllowWithArn);
        }
    }

    fn of_principal(&self) -> Option<Note> {
        let values = self.statement.principal.values();
        let value = values.get(self.principal.value? as usize)?.value.as_ref()?;
        let mut tests = self.statement.condition.iter().flat_map(|one| &one.tests);
        let narrowed = tests.any(|test| test.key.folded() == "aws:principalarn");
        let role = matches!(self.request.caller.principal, Principal::RoleSession { .. });
        match (value, self.grade) {
            (PrincipalValue::Everyone, _) if self.kind == PolicyKind::RoleTrust => {
                Some(Note::EveryoneTrusted)
            }
            (PrincipalValue::Everyone, _) if narrowed && role => Some(Note::EveryoneNarrowed),
            (PrincipalValue::Account(_), Grade::Account) if narrowed => Some(Note::AccountNarrowed),
            _ => None,
        }
    }
}
