//! Random conditions and the keys of random requests.

use super::Choices;
use serde_json::{Map, Value};

/// A key, the type of its values, and whether it holds several.
const KEYS: [(&str, Kind, bool); 10] = [
    ("aws:username", Kind::Text, false),
    ("aws:PrincipalTag/team", Kind::Text, false),
    ("aws:ResourceTag/team", Kind::Text, false),
    ("aws:TagKeys", Kind::Text, true),
    ("aws:PrincipalArn", Kind::Arn, false),
    ("aws:SourceIp", Kind::Address, false),
    ("aws:CurrentTime", Kind::Date, false),
    ("aws:MultiFactorAuthPresent", Kind::Truth, false),
    ("aws:MultiFactorAuthAge", Kind::Number, false),
    ("app:Fingerprint", Kind::Bytes, false),
];

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Text,
    Arn,
    Address,
    Date,
    Truth,
    Number,
    Bytes,
}

impl Kind {
    fn operators(self) -> &'static [&'static str] {
        match self {
            Kind::Text => &[
                "StringEquals",
                "StringNotEquals",
                "StringEqualsIgnoreCase",
                "StringNotEqualsIgnoreCase",
                "StringLike",
                "StringNotLike",
            ],
            Kind::Arn => &[
                "ArnEquals",
                "ArnLike",
                "ArnNotEquals",
                "ArnNotLike",
                "StringLike",
            ],
            Kind::Address => &["IpAddress", "NotIpAddress"],
            Kind::Date => &[
                "DateEquals",
                "DateNotEquals",
                "DateLessThan",
                "DateLessThanEquals",
                "DateGreaterThan",
                "DateGreaterThanEquals",
            ],
            Kind::Truth => &["Bool"],
            Kind::Number => &[
                "NumericEquals",
                "NumericNotEquals",
                "NumericLessThan",
                "NumericLessThanEquals",
                "NumericGreaterThan",
                "NumericGreaterThanEquals",
            ],
            Kind::Bytes => &["BinaryEquals"],
        }
    }

    /// What a request may hold.
    fn values(self) -> &'static [&'static str] {
        match self {
            Kind::Text => &["ana", "Ana", "red", "", "a*", "${aws:username}"],
            Kind::Arn => &[
                "arn:aws:iam::111111111111:user/ana",
                "arn:aws:iam::111111111111:role/ci/Deploy",
                "arn:aws:s3:::photos/a:b",
                "photos",
            ],
            Kind::Address => &[
                "203.0.113.7",
                "198.51.100.1",
                "2001:db8::1",
                "2001:DB8:0::1",
                "here",
            ],
            Kind::Date => &[
                "2026-03-01T12:00:00Z",
                "2026-03-01T13:00:00+01:00",
                "1772366400",
                "2026",
                "2026-02-29",
                "2026-03-01T12:00:00.5Z",
                "soon",
            ],
            Kind::Truth => &["true", "false", "TRUE", "yes"],
            Kind::Number => &["300", "300.0", "-2", "1e3", "0299.5", "many"],
            Kind::Bytes => &["QmluYXJ5", "QmluYXI=", "Qm lu"],
        }
    }

    /// What only a policy may hold.
    fn patterns(self) -> &'static [&'static str] {
        match self {
            Kind::Text => &[
                "a*",
                "?na",
                "${aws:username}",
                "${aws:PrincipalTag/team, 'red'}",
                "${*}",
                "*",
            ],
            Kind::Arn => &[
                "arn:aws:iam::*:user/*",
                "arn:aws:iam::111111111111:role/*",
                "arn:aws:*:*:user/ana",
                "arn:aws:iam::111111111111:user/${aws:username}",
                "arn:*",
                "*",
            ],
            Kind::Address => &[
                "203.0.113.0/24",
                "203.0.113.9/28",
                "2001:db8::/32",
                "0.0.0.0/0",
                "::/0",
            ],
            Kind::Date => &["2026-03", "2027-01-01", "2026-03-01T12:00Z"],
            Kind::Truth => &["${aws:MultiFactorAuthPresent}"],
            Kind::Number => &["0", "299.50", "12345678901234"],
            Kind::Bytes => &["QmluYXJ5"],
        }
    }

    const ALL: [Kind; 7] = [
        Kind::Text,
        Kind::Arn,
        Kind::Address,
        Kind::Date,
        Kind::Truth,
        Kind::Number,
        Kind::Bytes,
    ];
}

/// A `Condition` element with one or two operators.
pub(super) fn condition(choices: &mut Choices<'_>) -> Value {
    let mut operators = Map::new();
    for _ in 0..=choices.below(2) {
        let (name, kind, multivalued) = choices.pick(&KEYS);
        let key = match choices.one_in(4) {
            true => name.to_uppercase(),
            false => name.to_owned(),
        };
        let (operator, values) = test(choices, kind, multivalued);
        let keys = operators
            .entry(operator)
            .or_insert_with(|| Map::new().into());
        if let Value::Object(keys) = keys
            && !keys.keys().any(|held| held.eq_ignore_ascii_case(&key))
        {
            keys.insert(key, values);
        }
    }
    operators.into()
}

fn test(choices: &mut Choices<'_>, kind: Kind, multivalued: bool) -> (String, Value) {
    let set = match (choices.below(6), multivalued) {
        (0..=2, true) | (4, _) => "ForAnyValue:",
        (3, true) | (5, _) => "ForAllValues:",
        _ => "",
    };
    if choices.one_in(10) {
        return (
            format!("{set}Null"),
            choices.pick(&["true", "false"]).into(),
        );
    }
    let kind = match choices.one_in(12) {
        true => choices.pick(&Kind::ALL),
        false => kind,
    };
    let operator = choices.pick(kind.operators());
    let if_exists = if choices.one_in(5) { "IfExists" } else { "" };
    let value = |choices: &mut Choices<'_>| match choices.one_in(2) {
        true => choices.pick(kind.patterns()).into(),
        false => choices.pick(kind.values()).into(),
    };
    let values = match choices.below(24) {
        23 => Value::Array(Vec::new()),
        0..=11 => value(choices),
        _ => choices.several(3, value),
    };
    (format!("{set}{operator}{if_exists}"), values)
}

/// The keys of a request.
pub(super) fn context(choices: &mut Choices<'_>) -> Value {
    let mut context = Map::new();
    for (name, kind, multivalued) in KEYS {
        if choices.below(3) == 0 {
            continue;
        }
        let value = |choices: &mut Choices<'_>| Value::from(choices.pick(kind.values()));
        let several = multivalued != choices.one_in(16);
        let values = match (several, choices.below(8)) {
            (false, _) => value(choices),
            (true, 7) => Value::Array(Vec::new()),
            (true, _) => choices.several(3, value),
        };
        context.insert(name.into(), values);
    }
    context.into()
}
