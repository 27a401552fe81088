//! The actions that a pattern such as `s3:Get*` stands for.

use crate::action::Action;
use crate::catalog::Catalog;
use crate::service::Service;

impl<'t> Catalog<'t> {
    /// The actions that a pattern covers, in order: `*` stands for any characters, `?` for one,
    /// without regard to case. The service may be a pattern too, and `*` alone is every action.
    pub fn expand<'c>(&'c self, pattern: &str) -> Vec<Action<'c, 't>> {
        let (prefix, name) = match (pattern.split_once(':'), pattern) {
            (Some(parts), _) => parts,
            (None, "*") => ("*", "*"),
            (None, _) => return Vec::new(),
        };
        let services = self.services.iter();
        let services = services.filter(|service| covers(prefix, service.prefix()));
        let actions = services.flat_map(Service::actions);
        actions
            .filter(|action| covers(name, action.name()))
            .collect()
    }
}

/// Whether a pattern covers a whole text, without regard to case.
fn covers(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut at, mut place) = (0, 0);
    // Where to go on when what came after the last `*` does not fit.
    let mut retry: Option<(usize, usize)> = None;
    while let Some(letter) = text.get(place) {
        match pattern.get(at) {
            Some(b'*') => {
                retry = Some((at, place));
                at += 1;
            }
            Some(b'?') => {
                at += 1;
                place += 1;
            }
            Some(wanted) if wanted.eq_ignore_ascii_case(letter) => {
                at += 1;
                place += 1;
            }
            Some(_) | None => match retry {
                Some((star, from)) => {
                    retry = Some((star, from + 1));
                    at = star + 1;
                    place = from + 1;
                }
                None => return false,
            },
        }
    }
    let mut rest = pattern.get(at..).unwrap_or_default().iter();
    rest.all(|letter| *letter == b'*')
}

#[cfg(test)]
mod tests {
    use super::covers;

    #[test]
    fn stars_and_question_marks() {
        for (pattern, text, expected) in [
            ("Get*", "GetObject", true),
            ("get*acl", "GetObjectAcl", true),
            ("*Acl*", "GetBucketAcl", true),
            ("Get?bject", "GetObject", true),
            ("Get?", "Get", false),
            ("*a*b", "xaxxb", true),
            ("*a*b", "xbxxa", false),
            ("", "", true),
            ("**", "", true),
        ] {
            assert_eq!(covers(pattern, text), expected, "{pattern} {text}");
        }
    }
}
