//! The members of a case as JSON. Every object refuses members it does not know, by name.
//!
//! Policies and context values are kept as the text that stands in the file, so that repeated
//! keys, number spellings and places survive until `iam` reads them.

use super::CaseError;
use serde::de::{Deserialize, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct CaseObject<'a> {
    pub(super) id: Option<String>,
    pub(super) kind: String,
    #[serde(rename = "title")]
    _title: Option<IgnoredAny>,
    #[serde(rename = "source")]
    _source: Option<IgnoredAny>,
    #[serde(rename = "basis")]
    _basis: Option<IgnoredAny>,
    #[serde(rename = "note")]
    _note: Option<IgnoredAny>,
    #[serde(borrow)]
    pub(super) setup: &'a RawValue,
    #[serde(borrow)]
    pub(super) request: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) expected: Option<&'a RawValue>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct DecisionSetup<'a> {
    pub(super) principal: PrincipalObject,
    #[serde(default)]
    pub(super) service_linked_role: bool,
    pub(super) resource_account: Option<String>,
    #[serde(borrow, default, deserialize_with = "list_or_null")]
    pub(super) identity_policies: Vec<&'a RawValue>,
    #[serde(borrow)]
    pub(super) permissions_boundary: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) session_policies: Option<Vec<&'a RawValue>>,
    #[serde(borrow)]
    pub(super) resource_policy: Option<ResourcePolicyObject<'a>>,
    #[serde(borrow)]
    pub(super) organization: Option<OrganizationObject<'a>>,
    #[serde(borrow)]
    pub(super) vpc_endpoint_policy: Option<&'a RawValue>,
}

#[derive(serde::Deserialize, Default)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct PrincipalObject {
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) account: Option<String>,
    pub(super) arn: Option<String>,
    pub(super) role_arn: Option<String>,
    pub(super) federating_user_arn: Option<String>,
    pub(super) service: Option<String>,
    pub(super) provider: Option<String>,
    pub(super) credentials: Option<String>,
    #[serde(default)]
    pub(super) service_linked_role: bool,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct ResourcePolicyObject<'a> {
    pub(super) kind: String,
    #[serde(borrow)]
    pub(super) document: &'a RawValue,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct OrganizationObject<'a> {
    pub(super) id: String,
    pub(super) management_account: String,
    #[serde(borrow)]
    pub(super) root: NodeObject<'a>,
}

/// Nesting is bounded by `serde_json`, which reads 128 levels of brackets at most.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct NodeObject<'a> {
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) id: String,
    pub(super) name: Option<String>,
    #[serde(borrow, default, deserialize_with = "list_or_null")]
    pub(super) scps: Vec<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "list_or_null")]
    pub(super) rcps: Vec<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "list_or_null")]
    pub(super) children: Vec<NodeObject<'a>>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct ConditionSetup<'a> {
    pub(super) version: Option<String>,
    #[serde(borrow)]
    pub(super) condition: &'a RawValue,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct PatternSetup {
    pub(super) version: Option<String>,
    pub(super) pattern: String,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct ValidationSetup<'a> {
    pub(super) policy_type: String,
    #[serde(borrow)]
    pub(super) policy_text: &'a RawValue,
}

#[derive(serde::Deserialize, Default)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct RequestObject<'a> {
    pub(super) action: Option<String>,
    pub(super) resource: Option<String>,
    #[serde(borrow)]
    pub(super) context: Option<ContextObject<'a>>,
    #[serde(default)]
    pub(super) unknown: Vec<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct DecisionExpected {
    pub(super) decision: String,
    pub(super) because: Option<String>,
    pub(super) provisional: Option<bool>,
    pub(super) keys: Option<Vec<String>>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct MatchExpected {
    #[serde(rename = "match")]
    pub(super) matches: bool,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct ValidationExpected {
    pub(super) valid: bool,
    pub(super) findings: Option<Vec<String>>,
}

/// Condition keys in the author's order; a repeated one is refused.
#[derive(Default)]
pub(super) struct ContextObject<'a>(pub(super) Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for ContextObject<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ContextVisitor)
    }
}

struct ContextVisitor;

impl<'de> Visitor<'de> for ContextVisitor {
    type Value = ContextObject<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of condition keys")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut keys: Vec<(String, &'de RawValue)> = Vec::new();
        while let Some((key, value)) = map.next_entry::<String, &'de RawValue>()? {
            if keys.iter().any(|(held, _)| held.eq_ignore_ascii_case(&key)) {
                return Err(A::Error::custom(format!(
                    "the key `{key}` stands twice in `context`; key names ignore case"
                )));
            }
            keys.push((key, value));
        }
        Ok(ContextObject(keys))
    }
}

/// A list; `null` is one without members, as for members that are no lists.
fn list_or_null<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// Reads one part of a case, whose name goes in front of an error.
pub(super) fn read<'a, T: Deserialize<'a>>(text: &'a str, part: &str) -> Result<T, CaseError> {
    serde_json::from_str(text).map_err(|error| CaseError::new(format!("{part}: {}", plain(&error))))
}

/// An error without the line and column, which count from the start of the part.
fn plain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rsplit_once(" at line ") {
        Some((message, _)) => message.to_owned(),
        None => text,
    }
}

/// The text of a policy that is given as an object or as a string of its text.
pub(super) fn policy_text(raw: &RawValue, part: &str) -> Result<String, CaseError> {
    match raw.get().as_bytes().first() {
        Some(b'"') => read(raw.get(), part),
        Some(b'{') => Ok(raw.get().to_owned()),
        _ => Err(CaseError::new(format!(
            "{part}: a policy has to be an object or a string that holds its text"
        ))),
    }
}
