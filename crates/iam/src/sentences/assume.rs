//! The assuming of a role in words.

use super::{Subject, list_words, verdict};
use crate::assume::{Assumed, Outcome, Refusal, Session};
use crate::world::World;

/// What came of assuming a role, in one sentence.
pub fn assumed(world: &World, assumed: &Assumed) -> String {
    let (at, word) = match &assumed.outcome {
        Outcome::Session(session) => return self::session(session),
        Outcome::Refused(refusal) => {
            return format!("AWS STS refuses the call: {}", self::refusal(refusal));
        }
        Outcome::Denied(at) => (*at, "denied"),
        Outcome::DependsOn(at) => (*at, "not certain"),
    };
    let Some(check) = assumed.checks.get(at) else {
        return word.to_owned();
    };
    let subject = Subject {
        world,
        request: &check.request,
        trace: &check.trace,
    };
    let action = check.request.action.as_str();
    format!("`{action}` is {word}: {}", verdict(subject))
}

fn session(session: &Session) -> String {
    let arn = session
        .caller
        .principal
        .arn()
        .map_or("", |arn| arn.as_str());
    let mut words = format!("the session `{arn}` lasts {} seconds", session.duration);
    if !session.tags.is_empty() {
        let tags = session.tags.iter();
        let tags: Vec<String> = tags
            .map(|tag| format!("{}={}", tag.key, tag.value))
            .collect();
        words.push_str(&format!(", tagged {}", list_words(&tags, "and")));
    }
    if let Some(identity) = &session.source_identity {
        words.push_str(&format!(", with the source identity `{identity}`"));
    }
    words
}

/// Why AWS STS refuses a call, and what to do instead.
pub fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotARole => {
            "the ARN names no role; write `arn:aws:iam::<account>:role/<name>`".into()
        }
        Refusal::SessionName => {
            "a session name has 2 to 64 letters, digits and characters of `_+=,.@-`".into()
        }
        Refusal::ExternalId => {
            "an external ID has 2 to 1,224 letters, digits and characters of `_+=,.@:/-`".into()
        }
        Refusal::TooShort => "a session lasts at least 900 seconds".into(),
        Refusal::TooLong(longest) => format!(
            "sessions of this role last at most {longest} seconds; ask for less or raise the role's maximum"
        ),
        Refusal::ChainTooLong => {
            "with role chaining a session lasts at most 3600 seconds; ask for less".into()
        }
        Refusal::TooManyTags => "a call passes at most 50 session tags".into(),
        Refusal::TagLength(key) => format!(
            "the key of a session tag has 1 to 128 characters and its value at most 256; `{key}` does not keep to that"
        ),
        Refusal::TagTwice(key) => format!(
            "the session tag `{key}` is passed twice or inherited from the calling session, whatever its casing; pass it once"
        ),
        Refusal::SourceIdentityFixed(held) => format!(
            "the calling session has the source identity `{held}`, which cannot be changed; pass that or none"
        ),
    }
}
