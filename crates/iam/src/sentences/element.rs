//! One line for each element of a statement.

use super::Subject;
use crate::condition::KeyTest;
use crate::condition::operator::{Comparison, Operator, Order, Polarity, SetOperator};
use crate::context::{Lookup, Value};
use crate::matching::Match;
use crate::pattern::{Pattern, Piece};
use crate::policy::{Sense, Statement};
use crate::principal::PrincipalValue;
use crate::resource::ResourcePattern;
use crate::trace::{Element, ElementTrace, Reason};

/// What an element says to this request, such as ``account `1111…` is not `2222…` ``.
pub fn element(subject: Subject<'_>, statement: &Statement, element: &ElementTrace) -> String {
    match element.reason {
        Reason::Unreadable => return unreadable(statement, element).into(),
        Reason::Missing => return missing(element).into(),
        Reason::EmptyList => return "the list is empty".into(),
        _ => {}
    }
    match element.element {
        Element::Effect => unreadable(statement, element).into(),
        Element::Principal => principal(subject, statement, element),
        Element::Action => {
            let values = statement.action.values().iter();
            let values: Vec<&str> = values
                .filter_map(|entry| Some(entry.value.as_ref()?.as_str()))
                .collect();
            listed(
                subject.request.action.as_str(),
                &values,
                statement.action.sense(),
                element,
            )
        }
        Element::Resource => resource(subject, statement, element),
        Element::Condition { operator, key } => match key_test(statement, operator, key) {
            Some(test) => condition(subject, test, element),
            None => "could not be read".into(),
        },
    }
}

const fn missing(element: &ElementTrace) -> &'static str {
    match element.matches {
        Match::Yes => "missing, so this deny is taken to reach everything",
        Match::No | Match::Unknown => "missing, so this allow does not count",
    }
}

fn unreadable(statement: &Statement, element: &ElementTrace) -> &'static str {
    match (element.matches, statement.effect) {
        (Match::Yes, _) => "could not be read, so this deny is taken to reach everything",
        (_, crate::policy::Effect::Unreadable) => {
            "could not be read, so the statement says nothing"
        }
        _ => "could not be read, so this allow does not count",
    }
}

fn key_test(statement: &Statement, operator: u32, key: u32) -> Option<&KeyTest> {
    statement
        .condition
        .as_ref()?
        .tests
        .iter()
        .find(|test| test.position == (operator, key))
}

/// The name of the element as the statement writes it.
pub fn element_name(statement: &Statement, element: Element) -> String {
    let named = |sense: Sense, plain: &str| match sense {
        Sense::Listed => plain.to_owned(),
        Sense::AllButListed => format!("Not{plain}"),
    };
    match element {
        Element::Effect => "Effect".into(),
        Element::Principal => named(statement.principal.sense(), "Principal"),
        Element::Action => named(statement.action.sense(), "Action"),
        Element::Resource => named(statement.resource.sense(), "Resource"),
        Element::Condition { .. } => "Condition".into(),
    }
}

fn listed(asked: &str, values: &[&str], sense: Sense, element: &ElementTrace) -> String {
    // An RCP's principal is always everybody, and is matched without looking at the list.
    let everybody = (sense == Sense::Listed && element.matches == Match::Yes).then_some(0);
    let hit = element.value.or(everybody);
    let hit = hit.and_then(|at| values.get(at as usize));
    match (sense, hit) {
        (Sense::Listed, Some(value)) if *value == asked => format!("`{asked}` is listed"),
        (Sense::Listed, Some(value)) => format!("`{asked}` matches `{value}`"),
        (Sense::Listed, None) => format!("`{asked}` is not {}", one_of(values)),
        (Sense::AllButListed, Some(value)) => {
            format!("`{asked}` matches `{value}` of the list, so the statement does not cover it")
        }
        (Sense::AllButListed, None) => {
            format!("`{asked}` is not listed, so the statement covers it")
        }
    }
}

/// `` `a` `` or `` among `a`, `b` and 3 more ``.
fn one_of(values: &[&str]) -> String {
    const SHOWN: usize = 3;
    match values {
        [] => "listed".into(),
        [one] => format!("`{one}`"),
        several => {
            let shown: Vec<String> = several
                .iter()
                .take(SHOWN)
                .map(|value| format!("`{value}`"))
                .collect();
            match several.len().saturating_sub(SHOWN) {
                0 => format!("among {}", shown.join(", ")),
                more => format!("among {} and {more} more", shown.join(", ")),
            }
        }
    }
}

fn principal(subject: Subject<'_>, statement: &Statement, element: &ElementTrace) -> String {
    if element.reason == Reason::BoundaryUnderNotPrincipal {
        return "a NotPrincipal always denies a caller that has a permissions boundary".into();
    }
    let caller = &subject.request.caller.principal;
    let asked = match caller {
        crate::Principal::Service { name } => name.as_str(),
        crate::Principal::WebIdentity { provider } => provider.as_str(),
        crate::Principal::Anonymous => "an anonymous caller",
        other => other.arn().map_or("the caller", |arn| arn.as_str()),
    };
    let texts: Vec<String> = statement
        .principal
        .values()
        .iter()
        .map(|entry| match &entry.value {
            Some(value) => principal_text(value),
            None => "an unreadable value".into(),
        })
        .collect();
    let values: Vec<&str> = texts.iter().map(String::as_str).collect();
    listed(asked, &values, statement.principal.sense(), element)
}

fn principal_text(value: &PrincipalValue) -> String {
    match value {
        PrincipalValue::Everyone => "*".into(),
        PrincipalValue::Account(account) => format!("account {account}"),
        PrincipalValue::Identity(arn) => arn.as_str().to_owned(),
        PrincipalValue::Service(text)
        | PrincipalValue::Federated(text)
        | PrincipalValue::Opaque(text) => text.to_string(),
    }
}

fn resource(subject: Subject<'_>, statement: &Statement, element: &ElementTrace) -> String {
    let name = &subject.request.resource.name;
    let values: Vec<&ResourcePattern> = statement
        .resource
        .values()
        .iter()
        .filter_map(|entry| entry.value.as_ref())
        .collect();
    if let (Match::No, Sense::Listed, [only], Some(parts)) = (
        element.matches,
        statement.resource.sense(),
        &*values,
        name.parts(),
    ) {
        if element.reason == Reason::VariableMissing {
            return format!(
                "a policy variable in `{}` has no value in this request",
                only.as_str()
            );
        }
        if let Some(difference) = first_difference(only, parts) {
            return difference;
        }
    }
    let texts: Vec<&str> = values.iter().map(|value| value.as_str()).collect();
    listed(name.as_str(), &texts, statement.resource.sense(), element)
}

/// Which of the six parts of an ARN keeps it from fitting, where one alone does.
fn first_difference(pattern: &ResourcePattern, parts: [&str; 6]) -> Option<String> {
    const NAMES: [&str; 6] = ["", "partition", "service", "Region", "account", "resource"];
    let mut differing = pattern
        .parts()
        .into_iter()
        .zip(parts)
        .zip(NAMES)
        .filter(|((pattern, part), _)| !pattern.has_variables() && !pattern.fits(part));
    let ((wanted, found), name) = differing.next()?;
    if differing.next().is_some() || name.is_empty() {
        return None;
    }
    Some(format!(
        "{name} `{found}` is not `{}`",
        pattern_text(&wanted)
    ))
}

fn pattern_text(pattern: &Pattern) -> String {
    let piece = |piece: Piece<'_>| match piece {
        Piece::Literal(text) => text.to_string(),
        Piece::AnyRun => "*".into(),
        Piece::AnyOne => "?".into(),
        Piece::Variable(variable) => format!("${{{}}}", variable.key.as_str()),
    };
    pattern.pieces().map(piece).collect()
}

fn condition(subject: Subject<'_>, test: &KeyTest, element: &ElementTrace) -> String {
    let key = test.key.as_str();
    let Some(operator) = test.operator else {
        return format!("`{}` is no condition operator", test.operator_text);
    };
    let found = subject.request.context.lookup(&test.key);
    match element.reason {
        Reason::KeyMissing if element.matches.is_yes() => {
            format!(
                "`{key}` is not in the request, and `{}` matches when it is missing",
                test.operator_text
            )
        }
        Reason::KeyMissing => format!("`{key}` is not in the request"),
        Reason::KeyUnknown => format!("`{key}` is not known"),
        Reason::SeveralValues => {
            format!(
                "`{key}` has several values, and `{}` compares one",
                test.operator_text
            )
        }
        Reason::Constant => format!(
            "`{}` gives the same answer for every request",
            test.operator_text
        ),
        Reason::VariableMissing if element.matches.is_no() => {
            format!("a policy variable compared with `{key}` has no value in this request")
        }
        Reason::WrongType if matches!(found, Lookup::Unknown) => {
            format!("no value of `{key}` fits what it is compared with")
        }
        Reason::WrongType => format!(
            "{} cannot be compared by `{}`",
            held(key, found),
            test.operator_text
        ),
        _ => compared(key, test, operator, found, element),
    }
}

/// `` `aws:RequestedRegion` is `us-east-1` ``.
fn held(key: &str, found: Lookup<'_>) -> String {
    match found {
        Lookup::Absent => format!("`{key}` is not in the request"),
        Lookup::Unknown => format!("`{key}` is not known"),
        Lookup::Single(value) => format!("`{key}` is `{}`", value.text()),
        Lookup::Several(values) => {
            let texts: Vec<&str> = values.iter().map(Value::text).collect();
            format!(
                "`{key}` holds {}",
                texts
                    .iter()
                    .map(|text| format!("`{text}`"))
                    .collect::<Vec<_>>()
                    .join(", ")
            )
        }
    }
}

fn compared(
    key: &str,
    test: &KeyTest,
    operator: Operator,
    found: Lookup<'_>,
    element: &ElementTrace,
) -> String {
    let held = held(key, found);
    if operator.comparison == Comparison::Null {
        return match found {
            Lookup::Absent | Lookup::Several([]) => format!("`{key}` is not in the request"),
            _ => format!("`{key}` is in the request"),
        };
    }
    let values: Vec<&str> = test.operands.iter().map(|operand| &*operand.text).collect();
    let relation = relation(operator.comparison);
    if let Some(set) = operator.set {
        let quantity = quantity(set, operator.polarity, element.matches == Match::Yes);
        return format!("{held}, {quantity} {relation} {}", any_of(&values));
    }
    match (
        operator.polarity,
        element.matches,
        element.value.and_then(|at| values.get(at as usize)),
    ) {
        (Polarity::Positive, Match::Yes, Some(value)) => match found {
            Lookup::Single(single) if single.text() == *value => held,
            _ => format!("{held}, {relation} `{value}`"),
        },
        (Polarity::Positive, Match::Yes, None) => format!("{held}, {relation} {}", any_of(&values)),
        (Polarity::Positive, ..) => format!("{held}, not {relation} {}", any_of(&values)),
        (Polarity::Negated, Match::Yes, _) => format!("{held}, not {relation} {}", any_of(&values)),
        (Polarity::Negated, _, Some(value)) => format!("{held}, {relation} `{value}`"),
        (Polarity::Negated, ..) => format!("{held}, {relation} {}", any_of(&values)),
    }
}

/// How many values of the key stand in the relation, where a set operator asks for it.
const fn quantity(set: SetOperator, polarity: Polarity, matches: bool) -> &'static str {
    match (set, polarity, matches) {
        (SetOperator::ForAllValues, Polarity::Positive, true) => "each of which is",
        (SetOperator::ForAllValues, Polarity::Positive, false) => "not all of which are",
        (SetOperator::ForAllValues, Polarity::Negated, true)
        | (SetOperator::ForAnyValue, Polarity::Positive, false) => "none of which is",
        (SetOperator::ForAllValues, Polarity::Negated, false)
        | (SetOperator::ForAnyValue, Polarity::Positive, true) => "one of which is",
        (SetOperator::ForAnyValue, Polarity::Negated, true) => "one of which is not",
        (SetOperator::ForAnyValue, Polarity::Negated, false) => "each of which is",
    }
}

fn any_of(values: &[&str]) -> String {
    match values {
        [one] => format!("`{one}`"),
        _ => one_of(values).replacen("among", "any of", 1),
    }
}

const fn relation(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::StringEquals
        | Comparison::StringEqualsIgnoreCase
        | Comparison::Bool
        | Comparison::Binary => "equal to",
        Comparison::StringLike | Comparison::Arn => "like",
        Comparison::IpAddress => "within",
        Comparison::Null => "present",
        Comparison::Numeric(order) => match order {
            Order::Equal => "equal to",
            Order::Less => "less than",
            Order::LessOrEqual => "at most",
            Order::Greater => "greater than",
            Order::GreaterOrEqual => "at least",
        },
        Comparison::Date(order) => match order {
            Order::Equal => "at",
            Order::Less => "before",
            Order::LessOrEqual => "at or before",
            Order::Greater => "after",
            Order::GreaterOrEqual => "at or after",
        },
    }
}

/// The keys declared unknown on which a statement hangs, as its author wrote them.
pub(super) fn unknown_keys(
    subject: Subject<'_>,
    statement: &Statement,
    elements: &[ElementTrace],
) -> Vec<String> {
    let mut keys = Vec::new();
    for element in elements
        .iter()
        .filter(|element| element.matches == Match::Unknown)
    {
        match element.element {
            Element::Condition { operator, key } => {
                if let Some(test) = key_test(statement, operator, key) {
                    keys.push(test.key.as_str().to_owned());
                    let patterns = test.operands.iter().filter_map(|operand| operand.pattern());
                    keys.extend(
                        patterns
                            .flat_map(variables)
                            .filter(|key| is_unknown(subject, key)),
                    );
                }
            }
            Element::Resource => {
                let values = statement
                    .resource
                    .values()
                    .iter()
                    .filter_map(|entry| entry.value.as_ref());
                let patterns = values.flat_map(|value| value.parts());
                keys.extend(
                    patterns
                        .flat_map(|pattern| variables(&pattern))
                        .filter(|key| is_unknown(subject, key)),
                );
            }
            Element::Effect | Element::Principal | Element::Action => {}
        }
    }
    keys.retain(|key| is_unknown(subject, key));
    keys
}

fn variables(pattern: &Pattern) -> Vec<String> {
    let key = |piece: Piece<'_>| match piece {
        Piece::Variable(variable) => Some(variable.key.as_str().to_owned()),
        Piece::Literal(_) | Piece::AnyRun | Piece::AnyOne => None,
    };
    pattern.pieces().filter_map(key).collect()
}

fn is_unknown(subject: Subject<'_>, key: &str) -> bool {
    let key = crate::context::ContextKey::new(key);
    matches!(subject.request.context.lookup(&key), Lookup::Unknown)
}
