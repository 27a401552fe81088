//! Random policies of each kind, written about a request so that they often fit.

use super::condition::condition;
use super::{ACCOUNTS, Choices, Scene};
use serde_json::{Map, Value, json};

impl Scene<'_> {
    pub(super) fn policy(&self, choices: &mut Choices<'_>, kind: &str) -> Value {
        let mut policy = Map::new();
        let organizational = kind == "scp" || kind == "rcp";
        match choices.below(8) {
            6 if !organizational => {}
            7 if !organizational => {
                policy.insert("Version".into(), "2008-10-17".into());
            }
            _ => {
                policy.insert("Version".into(), "2012-10-17".into());
            }
        }
        let statements = choices.several(3, |choices| self.statement(choices, kind));
        policy.insert("Statement".into(), statements);
        policy.into()
    }

    fn statement(&self, choices: &mut Choices<'_>, kind: &str) -> Value {
        let mut statement = Map::new();
        let denies = kind == "rcp" || choices.one_in(5);
        if choices.one_in(4) {
            statement.insert("Sid".into(), choices.pick(&["One", "Two"]).into());
        }
        let effect = if denies { "Deny" } else { "Allow" };
        statement.insert("Effect".into(), effect.into());
        if matches!(
            kind,
            "resource" | "role_trust" | "kms_key" | "vpc_endpoint" | "rcp"
        ) {
            let negated = denies && choices.one_in(4) && kind != "rcp" && kind != "role_trust";
            let name = if negated { "NotPrincipal" } else { "Principal" };
            let principal = match kind {
                "rcp" => "*".into(),
                _ => self.principal(choices),
            };
            statement.insert(name.into(), principal);
        }
        let negated = choices.one_in(8) && kind != "rcp";
        let name = if negated { "NotAction" } else { "Action" };
        statement.insert(name.into(), list(choices, |choices| self.action(choices)));
        if kind != "role_trust" {
            let negated = choices.one_in(8);
            let name = if negated { "NotResource" } else { "Resource" };
            statement.insert(name.into(), list(choices, |choices| self.pattern(choices)));
        }
        if choices.one_in(3) {
            statement.insert("Condition".into(), condition(choices));
        }
        statement.into()
    }

    fn principal(&self, choices: &mut Choices<'_>) -> Value {
        match choices.below(8) {
            0 => "*".into(),
            5 if choices.one_in(4) => json!({ "CanonicalUser": "79a59df900b949e5" }),
            6 => json!({ "Service": "sns.amazonaws.com" }),
            7 => json!({ "Federated": "accounts.google.com", "AWS": self.named(choices) }),
            _ => json!({ "AWS": list(choices, |choices| self.named(choices)) }),
        }
    }

    fn named(&self, choices: &mut Choices<'_>) -> String {
        let own = |member: &str| Some(self.caller.get(member)?.as_str()?.to_owned());
        let account = own("arn").and_then(|arn| Some(arn.split(':').nth(4)?.to_owned()));
        let account = account
            .or_else(|| own("account"))
            .unwrap_or_else(|| choices.pick(&ACCOUNTS).to_owned());
        match choices.below(9) {
            0 => account,
            1 => own("arn").unwrap_or(account),
            2 => own("role_arn")
                .or_else(|| own("federating_user_arn"))
                .unwrap_or(account),
            3 => format!("arn:aws:iam::{account}:root"),
            4 => format!("arn:aws:iam::{account}:role/other/path/Audit"),
            5 => format!("arn:aws:iam::{}:role/Audit", choices.pick(&ACCOUNTS)),
            6 => choices.pick(&ACCOUNTS).to_owned(),
            7 => "AIDACKCEVSQ6C2EXAMPLE".into(),
            _ => "*".into(),
        }
    }

    fn action(&self, choices: &mut Choices<'_>) -> String {
        let service = self.action.split(':').next().unwrap_or_default();
        match choices.below(8) {
            0 => "*".into(),
            1 => self.action.to_owned(),
            2 => format!("{service}:*"),
            3 => self.action.to_uppercase(),
            4 | 5 => wildcard(choices, self.action),
            6 => choices
                .pick(&["s3:GetObject", "kms:*", "sts:AssumeRole", "iam:*Role"])
                .into(),
            _ => format!(
                "{service}:*{}",
                choices.pick(&["Object", "t*", "e", "?", "*Role"])
            ),
        }
    }

    fn pattern(&self, choices: &mut Choices<'_>) -> String {
        match choices.below(9) {
            0 => "*".into(),
            1 => self.resource.to_owned(),
            2..=5 => wildcard(choices, self.resource),
            6 => choices
                .pick(&[
                    "arn:aws:s3:::photos/${aws:username}/*",
                    "arn:aws:s3:::photos/${AWS:PrincipalTag/team, 'ana'}/?.jpg",
                    "arn:aws:s3:::${aws:TagKeys}/*",
                    "arn:aws:s3:::photos/${*}*",
                    "arn:aws:s3:::photos/*${aws:ResourceTag/team}*",
                ])
                .into(),
            7 => choices
                .pick(&[
                    "arn:aws:s3:::*",
                    "arn:aws:ec2:*:*:*",
                    "arn:aws:ec2:*:instance/i-1",
                    "arn:aws:sqs:*:111111111111",
                    "arn:aws:*:*:*:*",
                    "arn:aws:iam::*:role/*",
                    "arn:aws:kms:us-*-1:*:key/?1",
                    "arn:*",
                ])
                .into(),
            _ => format!("arn:aws:iam::{}:role/Audit", choices.pick(&ACCOUNTS)),
        }
    }
}

/// A statement for a policy of this kind, about the request of a case.
pub fn statement(bytes: &[u8], case: &Value, kind: &str) -> Value {
    let text = |pointer: &str| {
        case.pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let scene = Scene {
        action: text("/request/action"),
        resource: text("/request/resource"),
        caller: case.pointer("/setup/principal").unwrap_or(&Value::Null),
    };
    scene.statement(&mut Choices::new(bytes), kind)
}

/// A value by itself or a list, which is seldom empty.
fn list(choices: &mut Choices<'_>, mut make: impl FnMut(&mut Choices<'_>) -> String) -> Value {
    match choices.below(32) {
        0..=15 => make(choices).into(),
        31 => json!([]),
        _ => choices.several(2, |choices| make(choices).into()),
    }
}

/// The text with a `?` or with a stretch taken out for a `*`.
fn wildcard(choices: &mut Choices<'_>, text: &str) -> String {
    let (from, length) = (choices.below(text.len().max(1)), choices.below(24));
    let before = text.get(..from).unwrap_or_default();
    let rest = |length: usize| text.get(from + length..).unwrap_or_default();
    match choices.below(6) {
        0 => format!("{before}?{}", rest(1)),
        1 => format!("{before}?*{}", rest(length)),
        2 | 3 => format!("{before}*"),
        _ => format!("{before}*{}", rest(length)),
    }
}
