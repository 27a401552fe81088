//! The names of condition operators and what is known of each (R2.2 to R2.6).

/// An operator as written: `ForAnyValue:StringNotLikeIfExists`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Operator {
    /// The set prefix, if there is one.
    pub set: Option<SetOperator>,
    /// The comparison without its negation.
    pub comparison: Comparison,
    /// Whether the name has `Not` in it.
    pub polarity: Polarity,
    /// Whether the name ends in `IfExists`.
    pub missing: MissingKey,
}

/// How the values of a multivalued key are taken together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SetOperator {
    /// Every value in the request has to pass; none at all passes.
    ForAllValues,
    /// One value in the request has to pass.
    ForAnyValue,
}

/// Whether one fitting policy value passes or fails the test.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Polarity {
    /// One fitting value is enough.
    Positive,
    /// No value may fit.
    Negated,
}

/// What a missing key means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MissingKey {
    /// A positive test fails, a negated one passes.
    Compared,
    /// The test passes.
    Passes,
}

/// What is compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Comparison {
    /// Text, character by character.
    StringEquals,
    /// Text without regard to case.
    StringEqualsIgnoreCase,
    /// Text with wildcards.
    StringLike,
    /// Numbers, in this order.
    Numeric(Order),
    /// Instants, in this order.
    Date(Order),
    /// Truth values.
    Bool,
    /// Bytes in base64.
    Binary,
    /// Addresses in ranges.
    IpAddress,
    /// ARNs, part by part, with wildcards.
    Arn,
    /// Whether the key is there.
    Null,
}

/// How the request's value has to stand to the policy's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Order {
    /// The same.
    Equal,
    /// Below.
    Less,
    /// Below or the same.
    LessOrEqual,
    /// Above.
    Greater,
    /// Above or the same.
    GreaterOrEqual,
}

impl Order {
    /// Whether `request` stands to `policy` in this order.
    pub fn holds<T: Ord>(self, request: &T, policy: &T) -> bool {
        match self {
            Order::Equal => request == policy,
            Order::Less => request < policy,
            Order::LessOrEqual => request <= policy,
            Order::Greater => request > policy,
            Order::GreaterOrEqual => request >= policy,
        }
    }
}

/// The names AWS documents, without set prefix and `IfExists`.
pub const OPERATOR_NAMES: [&str; 27] = [
    "StringEquals",
    "StringNotEquals",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "StringLike",
    "StringNotLike",
    "NumericEquals",
    "NumericNotEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
    "DateEquals",
    "DateNotEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
    "Bool",
    "BinaryEquals",
    "IpAddress",
    "NotIpAddress",
    "ArnEquals",
    "ArnNotEquals",
    "ArnLike",
    "ArnNotLike",
    "Null",
];

impl Operator {
    /// Reads an operator name without regard to case (R1.2); `None` when there is no such
    /// operator. `NullIfExists` is none (R2.6).
    pub fn parse(name: &str) -> Option<Operator> {
        let name = name.to_ascii_lowercase();
        let (set, rest) = match name.split_once(':') {
            Some(("forallvalues", rest)) => (Some(SetOperator::ForAllValues), rest),
            Some(("foranyvalue", rest)) => (Some(SetOperator::ForAnyValue), rest),
            Some(_) => return None,
            None => (None, &*name),
        };
        let (base, missing) = match rest.strip_suffix("ifexists") {
            Some(base) => (base, MissingKey::Passes),
            None => (rest, MissingKey::Compared),
        };
        let (comparison, polarity) = comparison(base)?;
        match (comparison, missing) {
            (Comparison::Null, MissingKey::Passes) => None,
            _ => Some(Operator {
                set,
                comparison,
                polarity,
                missing,
            }),
        }
    }
}

fn comparison(name: &str) -> Option<(Comparison, Polarity)> {
    use Comparison::{Arn, Binary, Bool, Date, IpAddress, Null, Numeric};
    use Comparison::{StringEquals, StringEqualsIgnoreCase, StringLike};
    use Polarity::{Negated, Positive};
    Some(match name {
        "stringequals" => (StringEquals, Positive),
        "stringnotequals" => (StringEquals, Negated),
        "stringequalsignorecase" => (StringEqualsIgnoreCase, Positive),
        "stringnotequalsignorecase" => (StringEqualsIgnoreCase, Negated),
        "stringlike" => (StringLike, Positive),
        "stringnotlike" => (StringLike, Negated),
        "numericequals" => (Numeric(Order::Equal), Positive),
        "numericnotequals" => (Numeric(Order::Equal), Negated),
        "numericlessthan" => (Numeric(Order::Less), Positive),
        "numericlessthanequals" => (Numeric(Order::LessOrEqual), Positive),
        "numericgreaterthan" => (Numeric(Order::Greater), Positive),
        "numericgreaterthanequals" => (Numeric(Order::GreaterOrEqual), Positive),
        "dateequals" => (Date(Order::Equal), Positive),
        "datenotequals" => (Date(Order::Equal), Negated),
        "datelessthan" => (Date(Order::Less), Positive),
        "datelessthanequals" => (Date(Order::LessOrEqual), Positive),
        "dategreaterthan" => (Date(Order::Greater), Positive),
        "dategreaterthanequals" => (Date(Order::GreaterOrEqual), Positive),
        "bool" => (Bool, Positive),
        "binaryequals" => (Binary, Positive),
        "ipaddress" => (IpAddress, Positive),
        "notipaddress" => (IpAddress, Negated),
        "arnequals" | "arnlike" => (Arn, Positive),
        "arnnotequals" | "arnnotlike" => (Arn, Negated),
        "null" => (Null, Positive),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_documented_name_is_an_operator() {
        for name in OPERATOR_NAMES {
            assert!(Operator::parse(name).is_some(), "{name}");
            assert!(
                Operator::parse(&format!("ForAnyValue:{name}")).is_some(),
                "{name}"
            );
            assert_eq!(
                Operator::parse(&format!("{name}IfExists")).is_none(),
                name == "Null"
            );
        }
    }

    #[test]
    fn other_names_are_none() {
        for name in [
            "",
            "StringEqual",
            "ForSomeValues:StringLike",
            "ForAllValues",
            "NullIfExists",
        ] {
            assert_eq!(Operator::parse(name), None, "{name}");
        }
    }
}
