//! A scenario that was loaded, and requests put to it.

use iam::{PolicyId, Request, World};
use scenario::wire::{self, WireError};
use scenario::{Built, Scenario};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::fmt;

/// A scenario, compiled.
pub(crate) struct Document {
    /// As it was loaded, so that other requests can be put in the place of its own.
    json: Map<String, Value>,
    scenario: Scenario,
    built: Built,
    request: Option<Request>,
}

/// Why another request cannot be used.
pub(crate) enum RequestError {
    Json(serde_json::Error),
    Scenario(WireError),
    NotKept { name: String, kept: Vec<String> },
}

/// A request that is not a scenario's own. Members without a value stay as they are there.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a request (an object)")]
struct RequestObject {
    caller: Option<Value>,
    action: Option<Value>,
    resource: Option<Value>,
    owner: Option<Value>,
    endpoint: Option<Value>,
    context: Option<Map<String, Value>>,
    #[serde(default)]
    unknown: Vec<String>,
}

impl Document {
    /// Reads a scenario from its JSON text.
    pub(crate) fn read(text: &str) -> Result<Document, WireError> {
        let scenario = wire::from_json(text)?;
        let built = Built::read(&scenario);
        let has_request = !scenario.request.action.is_empty();
        let request = has_request.then(|| built.request(&scenario, &scenario.request));
        Ok(Document {
            // What `from_json` reads is an object.
            json: serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_default(),
            scenario,
            built,
            request,
        })
    }

    pub(crate) fn world(&self) -> &World {
        self.built.world()
    }

    /// The request it holds, if it holds one.
    pub(crate) fn request(&self) -> Option<&Request> {
        self.request.as_ref()
    }

    /// The text of a policy.
    pub(crate) fn text(&self, policy: PolicyId) -> Option<&str> {
        let policy = self.built.policy_ref(policy)?;
        let document = self.scenario.policies.get(policy)?;
        Some(&document.text)
    }

    /// A request that the scenario keeps under a name.
    pub(crate) fn saved_request(&self, name: &str) -> Result<Request, RequestError> {
        let mut saved = self.scenario.saved.iter();
        match saved.find(|saved| saved.name == name) {
            Some(saved) => Ok(self.built.request(&self.scenario, &saved.request)),
            None => Err(RequestError::NotKept {
                name: name.to_owned(),
                kept: self
                    .scenario
                    .saved
                    .iter()
                    .map(|saved| saved.name.clone())
                    .collect(),
            }),
        }
    }

    /// The scenario's request with other members, given as JSON.
    pub(crate) fn other_request(&self, text: &str) -> Result<Request, RequestError> {
        let other: RequestObject = serde_json::from_str(text).map_err(RequestError::Json)?;
        let mut json = self.json.clone();
        let request = json.entry("request").or_insert_with(|| json!({}));
        if let Some(request) = request.as_object_mut() {
            other.replace(request);
        }
        let json = Value::Object(json).to_string();
        let asked = wire::from_json(&json).map_err(RequestError::Scenario)?;
        Ok(self.built.request(&self.scenario, &asked.request))
    }
}

impl RequestObject {
    /// Puts the members that are there into a request of the file format.
    fn replace(self, request: &mut Map<String, Value>) {
        let members = [
            ("caller", self.caller),
            ("action", self.action),
            ("resource", self.resource),
            ("owner", self.owner),
            ("endpoint", self.endpoint),
        ];
        for (name, value) in members {
            if let Some(value) = value {
                request.insert(name.to_owned(), value);
            }
        }
        let mut entries = match self.context {
            Some(context) => context.into_iter().map(entry).collect(),
            None => match request.remove("context") {
                Some(Value::Array(entries)) => entries,
                _ => Vec::new(),
            },
        };
        for key in self.unknown {
            entries.retain(|entry| !is_of(entry, &key));
            entries.push(json!({ "key": key, "state": "unknown" }));
        }
        request.insert("context".to_owned(), Value::Array(entries));
    }
}

/// A condition key as the file format has it; numbers and truth values are texts there.
fn entry((key, value): (String, Value)) -> Value {
    let text = |value: Value| match value {
        Value::Number(_) | Value::Bool(_) => Value::String(value.to_string()),
        other => other,
    };
    match value {
        Value::Array(values) => {
            let values: Vec<Value> = values.into_iter().map(text).collect();
            json!({ "key": key, "values": values })
        }
        one => json!({ "key": key, "value": text(one) }),
    }
}

fn is_of(entry: &Value, key: &str) -> bool {
    let held = entry.get("key").and_then(Value::as_str);
    held.is_some_and(|held| held.eq_ignore_ascii_case(key))
}

impl fmt::Debug for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RequestError::Json(error) => write!(f, "request: {error}"),
            RequestError::Scenario(error) => write!(f, "request: {error}"),
            RequestError::NotKept { name, kept } if kept.is_empty() => {
                write!(f, "the scenario keeps no request `{name}`, nor any other")
            }
            RequestError::NotKept { name, kept } => {
                let kept = kept.join("`, `");
                write!(f, "the scenario keeps no request `{name}`; it has `{kept}`")
            }
        }
    }
}

impl std::error::Error for RequestError {}
