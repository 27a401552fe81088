//! Whether the value of a condition key is one of its type.

use catalog::KeyType;
use iam::Arn;
use iam::condition::value::{Address, Instant, Number};

/// What a key of this type takes instead; every value of a list is looked at.
pub(super) fn objection(kind: KeyType, values: &[&str]) -> Option<&'static str> {
    if !kind.is_list() && 1 < values.len() {
        return Some("one value");
    }
    let fits = |value: &&str| match kind {
        KeyType::String | KeyType::Strings => true,
        KeyType::Arn | KeyType::Arns => Arn::parse(value).is_some(),
        KeyType::Bool | KeyType::Bools => ["true", "false"]
            .iter()
            .any(|word| value.eq_ignore_ascii_case(word)),
        KeyType::Numeric => Number::parse(value).is_some(),
        KeyType::Date => Instant::parse(value).is_some(),
        KeyType::IpAddress => Address::parse_host(value).is_some(),
    };
    match values.iter().all(fits) {
        true => None,
        false => Some(match kind {
            KeyType::String | KeyType::Strings => "text",
            KeyType::Arn | KeyType::Arns => "an ARN, such as arn:aws:s3:::bucket",
            KeyType::Bool | KeyType::Bools => "true or false",
            KeyType::Numeric => "a number",
            KeyType::Date => "a time, such as 2026-10-01T08:00:00Z",
            KeyType::IpAddress => "an IP address, such as 203.0.113.7",
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::objection;
    use catalog::KeyType;

    #[test]
    fn values_have_to_be_of_their_type() {
        for (kind, values, fits) in [
            (KeyType::Bool, vec!["TRUE"], true),
            (KeyType::Bool, vec!["yes"], false),
            (KeyType::Numeric, vec!["3.5"], true),
            (KeyType::Numeric, vec!["many"], false),
            (KeyType::IpAddress, vec!["2001:db8::1"], true),
            (KeyType::IpAddress, vec!["10.0.0.0/8"], false),
            (KeyType::Date, vec!["2026-10-01T08:00:00Z"], true),
            (KeyType::Date, vec!["tomorrow"], false),
            (KeyType::Arn, vec!["arn:aws:s3:::a"], true),
            (KeyType::Arn, vec!["a"], false),
            (KeyType::String, vec!["a", "b"], false),
            (KeyType::Strings, vec!["a", "b"], true),
        ] {
            assert_eq!(
                objection(kind, &values).is_none(),
                fits,
                "{kind:?} {values:?}"
            );
        }
    }
}
