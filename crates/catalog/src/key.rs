//! A condition key and the type of its values.

/// A condition key; a part of its name may be open, such as the tag of `aws:RequestTag/${TagKey}`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ConditionKey<'t> {
    pub(crate) service: &'t str,
    /// The name; one that begins with a colon has the service in front.
    pub(crate) text: &'t str,
    pub(crate) kind: KeyType,
}

/// What values a key has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeyType {
    /// Text.
    String,
    /// Several texts.
    Strings,
    /// An ARN.
    Arn,
    /// Several ARNs.
    Arns,
    /// `true` or `false`.
    Bool,
    /// Several of these.
    Bools,
    /// A number.
    Numeric,
    /// A date with time, or seconds since 1970.
    Date,
    /// An IP address.
    IpAddress,
}

impl KeyType {
    /// What it is called, as AWS does in its lists.
    pub const fn word(self) -> &'static str {
        match self {
            KeyType::String => "String",
            KeyType::Strings => "list of String",
            KeyType::Arn => "ARN",
            KeyType::Arns => "list of ARN",
            KeyType::Bool => "Bool",
            KeyType::Bools => "list of Bool",
            KeyType::Numeric => "Numeric",
            KeyType::Date => "Date",
            KeyType::IpAddress => "IP address",
        }
    }

    /// Whether a request has a list of values under such a key.
    pub const fn is_list(self) -> bool {
        matches!(self, KeyType::Strings | KeyType::Arns | KeyType::Bools)
    }

    pub(crate) const fn of_letter(letter: u8) -> Option<KeyType> {
        Some(match letter {
            b's' => KeyType::String,
            b'S' => KeyType::Strings,
            b'a' => KeyType::Arn,
            b'A' => KeyType::Arns,
            b'b' => KeyType::Bool,
            b'B' => KeyType::Bools,
            b'n' => KeyType::Numeric,
            b'd' => KeyType::Date,
            b'i' => KeyType::IpAddress,
            _ => return None,
        })
    }
}

impl ConditionKey<'_> {
    /// Its name as AWS writes it.
    pub fn name(&self) -> String {
        match self.text.starts_with(':') {
            true => format!("{}{}", self.service, self.text),
            false => self.text.to_owned(),
        }
    }

    /// The type of its values.
    pub fn kind(&self) -> KeyType {
        self.kind
    }

    /// What stands before the part of its name that is open, if one is.
    pub fn open_after(&self) -> Option<String> {
        let name = self.name();
        let (before, _, _) = opening(&name)?;
        Some(before.to_owned())
    }

    /// Whether a name is this key's, without regard to case.
    pub fn covers(&self, name: &str) -> bool {
        let rest = match self.text.starts_with(':') {
            true => without(name, self.service),
            false => Some(name),
        };
        let Some(rest) = rest else {
            return false;
        };
        match opening(self.text) {
            None => rest.eq_ignore_ascii_case(self.text),
            Some((before, _, after)) => without(rest, before).is_some_and(|rest| {
                let inner = rest.len().checked_sub(after.len());
                let end = inner.and_then(|inner| rest.get(inner..));
                inner.is_some_and(|inner| 0 < inner)
                    && end.is_some_and(|end| end.eq_ignore_ascii_case(after))
            }),
        }
    }
}

/// What stands behind a beginning, without regard to case.
fn without<'n>(name: &'n str, beginning: &str) -> Option<&'n str> {
    let (before, rest) = name.split_at_checked(beginning.len())?;
    before.eq_ignore_ascii_case(beginning).then_some(rest)
}

/// A name around its open part, which AWS writes `${TagKey}` or `<key>`.
fn opening(name: &str) -> Option<(&str, &str, &str)> {
    let signs = [("${", "}"), ("<", ">")];
    signs.into_iter().find_map(|(begin, end)| {
        let (before, rest) = name.split_once(begin)?;
        let (inner, after) = rest.split_once(end)?;
        Some((before, inner, after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, name: &str, covers: bool) {
        let key = ConditionKey {
            service: "s3",
            text,
            kind: KeyType::String,
        };
        assert_eq!(key.covers(name), covers, "{text} {name}");
    }

    #[test]
    fn names_ignore_case_and_open_parts_take_anything() {
        check(":prefix", "S3:Prefix", true);
        check(":prefix", "s3:prefixes", false);
        check("aws:RequestTag/${TagKey}", "aws:requesttag/team", true);
        check("aws:RequestTag/${TagKey}", "aws:RequestTag/", false);
        check(":ExistingObjectTag/<key>", "s3:ExistingObjectTag/a", true);
    }
}
