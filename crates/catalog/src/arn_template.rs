//! The shape of the ARNs of a resource type: text with places to be filled in.

/// Such as `arn:${Partition}:s3:::${BucketName}/${ObjectName}`, kept without what nearly all have
/// in common.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ArnTemplate<'t> {
    pub(crate) service: &'t str,
    /// The rest after region and account, with a sign in front where these are not both there.
    pub(crate) short: &'t str,
}

/// A part of a template.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part<'a> {
    Text(&'a str),
    Place(&'a str),
}

impl ArnTemplate<'_> {
    /// The template in full, as AWS writes it.
    pub fn text(self) -> String {
        let ArnTemplate { service, short } = self;
        let shaped = [
            ("=", ""),
            ("!", "${Region}::"),
            ("@", ":${Account}:"),
            ("^", "::"),
        ];
        for (sign, between) in shaped {
            match short.strip_prefix(sign) {
                Some(rest) if sign == "=" => return rest.to_owned(),
                Some(rest) => return format!("arn:${{Partition}}:{service}:{between}{rest}"),
                None => {}
            }
        }
        format!("arn:${{Partition}}:{service}:${{Region}}:${{Account}}:{short}")
    }

    /// Whether an ARN has this shape.
    pub fn matches(self, arn: &str) -> bool {
        self.read(arn).is_some()
    }

    /// What stands in the places of an ARN of this shape, in their order.
    pub fn read(self, arn: &str) -> Option<Vec<(String, String)>> {
        let text = self.text();
        let parts = parts(&text);
        let mut values = Vec::new();
        take(&parts, arn, &mut values).then(|| {
            let named = values.into_iter().rev();
            named
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect()
        })
    }

    /// An ARN of this shape: `fill` tells what stands in a place, or leaves it `${Open}`.
    pub fn filled(self, fill: impl Fn(&str) -> Option<String>) -> String {
        let text = self.text();
        let parts = parts(&text).into_iter().map(|part| match part {
            Part::Text(text) => text.to_owned(),
            Part::Place(name) => fill(name).unwrap_or_else(|| format!("${{{name}}}")),
        });
        parts.collect()
    }

    /// How many characters of it are given: the more, the more it says about an ARN.
    pub(crate) fn literals(self) -> usize {
        let text = self.text();
        let lengths = parts(&text).into_iter().map(|part| match part {
            Part::Text(text) => text.len(),
            Part::Place(_) => 0,
        });
        lengths.sum()
    }

    /// Whether it describes resources of another service.
    pub(crate) fn is_foreign(self) -> bool {
        self.short.starts_with('=')
    }
}

fn parts(template: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("${") {
        let (name, behind) = after.split_once('}').unwrap_or((after, ""));
        if !before.is_empty() {
            parts.push(Part::Text(before));
        }
        parts.push(Part::Place(name));
        rest = behind;
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest));
    }
    parts
}

/// Whether `parts` cover `arn`; what stands in the places comes out last first.
///
/// A place holds at least a character, and no colon or slash. The last place of a template may
/// hold them where something stands before it in the ARN's last part: object keys and names with
/// paths have them, but a bucket is not an object. A place written `*` holds anything.
fn take<'a>(parts: &[Part<'a>], arn: &'a str, values: &mut Vec<(&'a str, &'a str)>) -> bool {
    take_from(parts, arn, 0, false, values)
}

fn take_from<'a>(
    parts: &[Part<'a>],
    arn: &'a str,
    colons: usize,
    is_inside: bool,
    values: &mut Vec<(&'a str, &'a str)>,
) -> bool {
    match parts {
        [] => arn.is_empty(),
        [Part::Text(text), rest @ ..] => {
            let colons = colons + text.matches(':').count();
            let inside = text.rsplit(':').next().is_some_and(|end| !end.is_empty());
            let is_inside = is_inside || (5 <= colons && inside) || 6 <= colons;
            match arn.strip_prefix(text) {
                Some(behind) => take_from(rest, behind, colons, is_inside, values),
                None => false,
            }
        }
        [Part::Place(name), rest @ ..] => {
            let is_open = rest.is_empty() && is_inside;
            let end = match is_open {
                true => arn.len(),
                false => arn.find([':', '/']).unwrap_or(arn.len()),
            };
            let ends = arn.char_indices().map(|(at, _)| at).chain([arn.len()]);
            // The longest that lets the rest fit.
            let ends: Vec<usize> = ends.filter(|at| 0 < *at && *at <= end).collect();
            for at in ends.into_iter().rev() {
                let (value, behind) = arn.split_at(at);
                if take_from(rest, behind, colons, 5 <= colons, values) {
                    values.push((name, value));
                    return true;
                }
            }
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(service: &str, short: &str, arn: &str, expected: Option<&[(&str, &str)]>) {
        let template = ArnTemplate { service, short };
        let read = template.read(arn);
        let read: Option<Vec<(&str, &str)>> = read.as_ref().map(|places| {
            let places = places.iter();
            places.map(|(name, value)| (&**name, &**value)).collect()
        });
        assert_eq!(read.as_deref(), expected);
        let filled = template.filled(|place| {
            let places = expected.unwrap_or_default().iter();
            let mut places = places.filter(|(name, _)| *name == place);
            places.next().map(|(_, value)| (*value).to_owned())
        });
        if expected.is_some() {
            assert_eq!(filled, arn);
        }
    }

    #[test]
    fn a_bucket_is_not_an_object() {
        let bucket = "^${BucketName}";
        let object = "^${BucketName}/${ObjectName}";
        let partition = ("Partition", "aws");
        check(
            "s3",
            bucket,
            "arn:aws:s3:::shop",
            Some(&[partition, ("BucketName", "shop")]),
        );
        check("s3", bucket, "arn:aws:s3:::shop/a/b.txt", None);
        check(
            "s3",
            object,
            "arn:aws:s3:::shop/a/b.txt",
            Some(&[partition, ("BucketName", "shop"), ("ObjectName", "a/b.txt")]),
        );
        check("s3", object, "arn:aws:s3:::shop", None);
    }

    #[test]
    fn names_behind_a_word_may_have_paths() {
        check(
            "iam",
            "@role/${RoleNameWithPath}",
            "arn:aws:iam::111111111111:role/team/Reader",
            Some(&[
                ("Partition", "aws"),
                ("Account", "111111111111"),
                ("RoleNameWithPath", "team/Reader"),
            ]),
        );
    }

    #[test]
    fn region_and_account_have_to_be_there() {
        check("sqs", "${QueueName}", "arn:aws:sqs:::orders", None);
        check(
            "sqs",
            "${QueueName}",
            "arn:aws:sqs:eu-west-1:111111111111:orders",
            Some(&[
                ("Partition", "aws"),
                ("Region", "eu-west-1"),
                ("Account", "111111111111"),
                ("QueueName", "orders"),
            ]),
        );
    }

    #[test]
    fn what_is_not_known_stays_open() {
        let template = ArnTemplate {
            service: "sns",
            short: "${TopicName}",
        };
        let filled = template.filled(|place| (place == "Partition").then(|| "aws".into()));
        assert_eq!(filled, "arn:aws:sns:${Region}:${Account}:${TopicName}");
    }
}
