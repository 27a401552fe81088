//! The answer of `DecodeAuthorizationMessage`.

use super::{PasteError, Pasted, caller, error};
use crate::request::ContextValue;
use serde_json::Value;

pub(super) fn read(value: &Value) -> Result<Pasted, PasteError> {
    let Some(context) = value.get("context") else {
        return error("The decoded message has no `context`. Copy all of it.");
    };
    let text = |value: &Value, key: &str| value.get(key)?.as_str().map(str::to_owned);
    let mut pasted = Pasted {
        action: text(context, "action"),
        resource: text(context, "resource").filter(|arn| !arn.is_empty()),
        ..Pasted::default()
    };
    let arn = context
        .get("principal")
        .and_then(|principal| text(principal, "arn"));
    pasted.caller = arn.as_deref().and_then(caller);
    if let (None, Some(arn)) = (&pasted.caller, arn) {
        let arn = crate::caps::clip(&arn, 80);
        let sentence = format!("The caller `{arn}` is none that a request can have.");
        pasted.unused.push(sentence);
    }
    pasted.reason = match value.get("explicitDeny").and_then(Value::as_bool) {
        Some(true) => Some("an explicit deny".into()),
        Some(false) => Some("no policy allows it".into()),
        None => None,
    };
    for item in items(context.get("conditions")) {
        let Some(key) = text(item, "key") else {
            continue;
        };
        let values = items(item.get("values")).into_iter();
        let values: Vec<String> = values.filter_map(|value| text(value, "value")).collect();
        match &*values {
            [only] if is_condition_key(&key) => pasted.single(&key, only.clone()),
            [] => {}
            _ if is_condition_key(&key) => pasted.set(&key, ContextValue::Several(values)),
            // AWS writes parts of the resource's ARN as keys without a service.
            _ => {}
        }
    }
    if pasted.action.is_none() && pasted.caller.is_none() {
        return error("The decoded message names neither a caller nor an action. Copy all of it.");
    }
    Ok(pasted)
}

/// `{"items": [...]}`, as this message has its lists.
fn items(value: Option<&Value>) -> Vec<&Value> {
    let list = value.and_then(|value| value.get("items"));
    list.and_then(Value::as_array)
        .map(|list| list.iter().collect())
        .unwrap_or_default()
}

/// Keys of condition elements that do not follow from the rest of the request.
fn is_condition_key(key: &str) -> bool {
    let lower = key.to_ascii_lowercase();
    let follows = [
        "aws:resource",
        "aws:account",
        "aws:region",
        "aws:service",
        "aws:id",
        "aws:arn",
        "aws:type",
    ];
    lower.contains(':') && !follows.contains(&&*lower)
}
