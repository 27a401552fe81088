//! A mistake in one statement leaves the statements beside it as they are.

#![allow(clippy::string_slice, reason = "the policy is ASCII")]

use super::{dump, format, parse};

const POLICY: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "First",
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:PutObject"],
      "Resource": "arn:aws:s3:::one/*"
    },
    {
      "Sid": "Second",
      "Effect": "Allow",
      "Principal": {"AWS": ["arn:aws:iam::111122223333:root"]},
      "Action": ["s3:GetObject", "s3:PutObject"],
      "Resource": "arn:aws:s3:::two/${aws:username}/*",
      "Condition": {
        "StringEquals": {
          "aws:PrincipalTag/team": ["red", "blue"]
        },
        "Bool": {"aws:SecureTransport": "true"}
      }
    },
    {
      "Sid": "Third",
      "Effect": "Deny",
      "Action": "*",
      "Resource": "*"
    }
  ]
}
"#;

/// The policy over many lines, on one line, and on one line without blanks.
fn layouts() -> [String; 3] {
    let one_line = format(&parse(POLICY).document, 0)
        .unwrap()
        .replace('\n', "");
    let dense = one_line.replace(": ", ":");
    [POLICY.to_owned(), one_line, dense]
}

/// A text before, inside and after its second statement, and what its neighbours read as.
struct Cut<'t> {
    before: &'t str,
    second: &'t str,
    after: &'t str,
    first: String,
    third: String,
}

impl<'t> Cut<'t> {
    fn new(text: &'t str) -> Self {
        let sid = text.find("\"Second\"").unwrap();
        let start = text[..sid].rfind('{').unwrap();
        let next = text.find("\"Third\"").unwrap();
        let end = text[..next].rfind('}').unwrap() + 1;
        let whole = dump(&parse(text).document);
        let mut statements = whole.match_indices("{\"Sid\"").map(|(at, _)| at);
        let mut next = || statements.next().unwrap();
        let (first, second, third) = (next(), next(), next());
        Self {
            before: &text[..start],
            second: &text[start..end],
            after: &text[end..],
            first: whole[first..second].to_owned(),
            third: whole[third..].to_owned(),
        }
    }

    /// Whether the neighbours are read as before when this stands between them.
    fn keeps_neighbours(&self, second: &str) -> bool {
        let text = [self.before, second, self.after].concat();
        let tree = dump(&parse(&text).document);
        tree.contains(&format!("\"Statement\": [{}", self.first)) && tree.ends_with(&self.third)
    }
}

#[test]
fn a_missing_character_breaks_one_statement_only() {
    for text in layouts() {
        let cut = Cut::new(&text);
        for at in 0..cut.second.len() {
            let broken = [&cut.second[..at], &cut.second[at + 1..]].concat();
            assert!(cut.keeps_neighbours(&broken), "{broken}");
        }
    }
}

#[test]
fn a_half_typed_statement_leaves_its_neighbours() {
    for text in layouts() {
        let cut = Cut::new(&text);
        for at in 0..=cut.second.len() {
            let begun = &cut.second[..at];
            assert!(cut.keeps_neighbours(begun), "{begun}");
        }
    }
}

/// A bracket too many can mean two things, so not every insertion is understood.
#[test]
fn an_extra_character_breaks_one_statement_in_98_of_100_places() {
    const EXTRA: [&str; 13] = [
        "\"", ",", ":", "{", "}", "[", "]", "x", "\\", " ", "\n", "'", "/",
    ];
    for text in layouts() {
        let cut = Cut::new(&text);
        let broken: Vec<String> = (0..=cut.second.len())
            .flat_map(|at| {
                let (before, after) = cut.second.split_at(at);
                EXTRA.map(|extra| [before, extra, after].concat())
            })
            .collect();
        let lost = broken
            .iter()
            .filter(|second| !cut.keeps_neighbours(second))
            .count();
        assert!(lost * 50 <= broken.len(), "{lost} of {}", broken.len());
    }
}
