//! Account ids and Amazon Resource Names as values. Knows nothing of wildcards: patterns over
//! ARNs live in `resource` and `condition`.

use std::fmt;

/// A 12-digit AWS account id.
// INVARIANT: twelve ASCII digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId([u8; 12]);

impl AccountId {
    /// Reads an account id; `None` unless the text is exactly twelve digits.
    pub fn parse(text: &str) -> Option<AccountId> {
        let digits: [u8; 12] = text.as_bytes().try_into().ok()?;
        match digits.iter().all(u8::is_ascii_digit) {
            true => Some(AccountId(digits)),
            false => None,
        }
    }

    /// The twelve digits.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// `arn:partition:service:region:account:resource`, split on its first five colons (R1.9).
/// The resource part may hold further colons.
// INVARIANT: `cuts` are the byte offsets of the first five colons of `text`, and `text` begins
// with `arn:`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Arn {
    text: Box<str>,
    cuts: [u32; 5],
}

impl Arn {
    /// Reads an ARN; `None` when it does not begin with `arn:` or has fewer than six parts.
    pub fn parse(text: &str) -> Option<Arn> {
        let cuts = first_colons(text)?;
        match text.starts_with("arn:") {
            true => Some(Arn {
                text: text.into(),
                cuts,
            }),
            false => None,
        }
    }

    /// The whole ARN.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The six parts, in order.
    pub fn parts(&self) -> [&str; 6] {
        split_at_cuts(&self.text, self.cuts)
    }

    /// `aws`, `aws-cn`, `aws-us-gov` …
    pub fn partition(&self) -> &str {
        self.parts()[1]
    }

    /// The service namespace, such as `s3`.
    pub fn service(&self) -> &str {
        self.parts()[2]
    }

    /// The Region; empty for global resources.
    pub fn region(&self) -> &str {
        self.parts()[3]
    }

    /// The account, where the ARN names a valid one.
    pub fn account(&self) -> Option<AccountId> {
        AccountId::parse(self.parts()[4])
    }

    /// All that follows the fifth colon.
    pub fn resource(&self) -> &str {
        self.parts()[5]
    }
}

impl fmt::Display for Arn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Arn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Offsets of the first five colons, or `None` when there are fewer.
pub(crate) fn first_colons(text: &str) -> Option<[u32; 5]> {
    let mut cuts = [0; 5];
    let mut colons = text.bytes().enumerate().filter(|(_, byte)| *byte == b':');
    for cut in &mut cuts {
        *cut = u32::try_from(colons.next()?.0).ok()?;
    }
    Some(cuts)
}

/// The six parts of `text` around `cuts`.
pub(crate) fn split_at_cuts(text: &str, cuts: [u32; 5]) -> [&str; 6] {
    let [a, b, c, d, e] = cuts.map(|cut| cut as usize);
    let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default();
    [
        part(0..a),
        part(a + 1..b),
        part(b + 1..c),
        part(c + 1..d),
        part(d + 1..e),
        part(e + 1..text.len()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arn_is_split_on_its_first_five_colons() {
        let arn = Arn::parse("arn:aws:logs:us-east-1:111122223333:log-group:/x:*").unwrap();
        assert_eq!(
            arn.parts(),
            [
                "arn",
                "aws",
                "logs",
                "us-east-1",
                "111122223333",
                "log-group:/x:*"
            ]
        );
        assert_eq!(arn.account(), AccountId::parse("111122223333"));
    }

    #[test]
    fn what_is_no_arn_is_refused() {
        for text in ["", "*", "arn:aws:s3", "a:b:c:d:e:f"] {
            assert!(Arn::parse(text).is_none(), "{text}");
        }
        for text in ["", "11112222333", "1111222233334", "11112222333x"] {
            assert!(AccountId::parse(text).is_none(), "{text}");
        }
    }
}
