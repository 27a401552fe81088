//! The `Condition` element (R1.10, chapter 2).

use super::Reader;
use crate::condition::operator::{Comparison, OPERATOR_NAMES, Operator};
use crate::condition::{Condition, KeyTest, Operand};
use crate::context::ContextKey;
use crate::messages;
use crate::pattern::{Pattern, Syntax};
use crate::policy::Version;
use std::borrow::Cow;
use std::collections::HashMap;
use syntax::Span;
use syntax::json::{Member, NodeId, Value};

/// Keys that hold ids, in lower case (R6.5.20).
const ID_KEYS: [&str; 10] = [
    "aws:principalaccount",
    "aws:principalorgid",
    "aws:resourceaccount",
    "aws:resourceorgid",
    "aws:sourceaccount",
    "aws:sourceorgid",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:vpceaccount",
    "aws:vpceorgid",
];

impl<'a> Reader<'a> {
    /// Reads the block; `None` when it is no object of objects.
    pub(super) fn condition(&mut self, value: NodeId) -> Option<Condition> {
        let Value::Object(operators) = self.value(value) else {
            self.report(messages::condition_type(self.span(value)));
            return None;
        };
        let mut tests = Vec::new();
        for (member, position) in operators.iter().zip(0..) {
            let keys = member.value.map(|keys| self.value(keys));
            let Some(Value::Object(keys)) = keys else {
                self.report(messages::condition_type(member.key_span));
                return None;
            };
            let operator = self.operator(member);
            self.key_tests(member, operator, keys, position, &mut tests);
        }
        Some(Condition {
            tests: tests.into(),
        })
    }

    fn operator(&mut self, member: &Member) -> Option<Operator> {
        let name = &*member.key;
        let Some(operator) = Operator::parse(name) else {
            self.report(messages::unknown_operator(name, member.key_span));
            return None;
        };
        if !is_documented_spelling(name) {
            self.report(messages::operator_case(name, member.key_span));
        }
        if operator.comparison == Comparison::Null && operator.set.is_some() {
            self.report(messages::constant_null(member.key_span));
        }
        Some(operator)
    }

    fn key_tests(
        &mut self,
        member: &Member,
        operator: Option<Operator>,
        keys: &'a [Member],
        position: u32,
        tests: &mut Vec<KeyTest>,
    ) {
        let mut seen: HashMap<String, Span> = HashMap::new();
        for (key_member, key_position) in keys.iter().zip(0..) {
            let key = ContextKey::new(&key_member.key);
            let mut operator = operator;
            match seen.get(key.folded()) {
                Some(first) => {
                    // Exact repetitions are reported by the JSON reader already.
                    let exact = keys
                        .iter()
                        .filter(|other| other.key == key_member.key)
                        .count()
                        > 1;
                    if !exact {
                        let text = &key_member.key;
                        self.report(messages::condition_key_repeated(
                            text,
                            key_member.key_span,
                            *first,
                        ));
                    }
                    operator = None;
                }
                None => {
                    seen.insert(key.folded().to_owned(), key_member.key_span);
                }
            }
            let operands = match (key_member.value, operator) {
                (Some(value), Some(operator)) => {
                    let operands = self.operands(&member.key, operator, value);
                    self.check_ids(&key, operator, &operands);
                    operands
                }
                (None, _) => {
                    operator = None;
                    Vec::new()
                }
                (Some(_), None) => Vec::new(),
            };
            let span = match key_member.value {
                Some(value) => key_member.key_span.cover(self.span(value)),
                None => key_member.key_span,
            };
            tests.push(KeyTest {
                operator,
                operator_text: as_written(&member.key),
                key,
                operands: operands.into(),
                position: (position, key_position),
                span,
            });
        }
    }

    fn operands(&mut self, name: &str, operator: Operator, value: NodeId) -> Vec<Operand> {
        let ids = match self.value(value) {
            Value::Array(ids) => ids.as_slice(),
            _ => &[value],
        };
        if ids.is_empty() {
            self.report(messages::condition_list_empty(name, self.span(value)));
        }
        let truth = matches!(operator.comparison, Comparison::Bool | Comparison::Null);
        if truth && ids.len() > 1 {
            self.report(messages::several_bools(self.span(value)));
        }
        let operands = ids.iter().map(|id| self.operand(name, operator, *id));
        operands.collect()
    }

    /// Ids are to be written out (R6.5.20).
    fn check_ids(&mut self, key: &ContextKey, operator: Operator, operands: &[Operand]) {
        if operator.comparison != Comparison::StringLike || !ID_KEYS.contains(&key.folded()) {
            return;
        }
        for operand in operands {
            if operand.text.contains(['*', '?']) {
                self.report(messages::wildcard_in_id(key.as_str(), operand.span));
            }
        }
    }

    fn operand(&mut self, name: &str, operator: Operator, id: NodeId) -> Operand {
        let span = self.span(id);
        let text = match self.value(id) {
            Value::String(text) | Value::Number(text) => &**text,
            Value::Bool(true) => "true",
            Value::Bool(false) => "false",
            Value::Null | Value::Array(_) | Value::Object(_) | Value::Error => {
                self.report(messages::condition_value_type(span));
                return Operand::unreadable(span);
            }
        };
        if self.version == Version::Unreadable && text.contains("${") {
            return Operand::unreadable(span);
        }
        let variables = self.version == Version::V2012;
        let operand = Operand::new(text, span, operator, variables);
        if !operand.is_well_typed() {
            self.report(match is_taken(operator, text) {
                true => messages::condition_value_fits_nothing(name, text, span),
                false => messages::condition_value(name, text, span),
            });
        } else if variables && let Some(fault) = Pattern::parse(text, Syntax::Both).1 {
            self.report(messages::variable_fault(text, span, fault));
        }
        match operator.comparison {
            Comparison::Arn if text == "*" => self.report(messages::every_arn(span)),
            Comparison::Bool if operand.pattern().is_some() => {
                self.report(messages::variable_in_bool(text, span));
            }
            _ => {}
        }
        operand
    }
}

/// An operator's name as its author wrote it; most are AWS's own and take no memory.
fn as_written(name: &str) -> Cow<'static, str> {
    match OPERATOR_NAMES.iter().find(|known| **known == name) {
        Some(known) => Cow::Borrowed(known),
        None => Cow::Owned(name.into()),
    }
}

/// Whether AWS is not known to refuse a value that is not of the operator's type: an ARN with
/// parts missing (R2.2.36), a number in another notation (R2.2.11).
fn is_taken(operator: Operator, text: &str) -> bool {
    match operator.comparison {
        Comparison::Arn => true,
        Comparison::Numeric(_) => {
            text.bytes().any(|byte| byte.is_ascii_digit()) && text.parse::<f64>().is_ok()
        }
        _ => false,
    }
}

fn is_documented_spelling(name: &str) -> bool {
    let (set, rest) = match name.split_once(':') {
        Some((set, rest)) => (Some(set), rest),
        None => (None, name),
    };
    let base = rest.strip_suffix("IfExists").unwrap_or(rest);
    set.is_none_or(|set| matches!(set, "ForAllValues" | "ForAnyValue"))
        && OPERATOR_NAMES.contains(&base)
}
