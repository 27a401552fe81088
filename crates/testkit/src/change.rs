//! Changes to a case: which policies it holds, and statements added, taken out, put in order.

use serde_json::Value;

/// A policy in a case.
#[derive(Clone, PartialEq, Debug)]
pub struct Slot {
    /// Its place, as a JSON pointer.
    pub pointer: String,
    /// Its kind, as `iam::PolicyKind` spells it.
    pub kind: String,
}

/// The policies of a case in the order of the file.
pub fn slots(case: &Value) -> Vec<Slot> {
    let mut found = Vec::new();
    let kinds = [
        ("identity_policies", "identity"),
        ("permissions_boundary", "boundary"),
        ("session_policies", "session"),
        ("vpc_endpoint_policy", "vpc_endpoint"),
    ];
    for (member, kind) in kinds {
        let pointer = format!("/setup/{member}");
        collect(case, pointer, kind, &mut found);
    }
    let kind = case.pointer("/setup/resource_policy/kind");
    if let Some(kind) = kind.and_then(Value::as_str) {
        let pointer = "/setup/resource_policy/document".to_owned();
        collect(case, pointer, kind, &mut found);
    }
    for node in nodes(case) {
        for (member, kind) in [("scps", "scp"), ("rcps", "rcp")] {
            collect(case, format!("{node}/{member}"), kind, &mut found);
        }
    }
    found
}

/// The nodes of a case's organization, parents first, as JSON pointers.
pub fn nodes(case: &Value) -> Vec<String> {
    let root = "/setup/organization/root".to_owned();
    let mut found: Vec<String> = case.pointer(&root).map(|_| root).into_iter().collect();
    let mut next = 0;
    while let Some(node) = found.get(next).cloned() {
        let children = case.pointer(&format!("{node}/children"));
        let count = children.and_then(Value::as_array).map_or(0, Vec::len);
        found.extend((0..count).map(|child| format!("{node}/children/{child}")));
        next += 1;
    }
    found
}

fn collect(case: &Value, pointer: String, kind: &str, found: &mut Vec<Slot>) {
    let kind = kind.to_owned();
    match case.pointer(&pointer) {
        Some(Value::Array(policies)) => {
            found.extend((0..policies.len()).map(|position| Slot {
                pointer: format!("{pointer}/{position}"),
                kind: kind.clone(),
            }));
        }
        Some(_) => found.push(Slot { pointer, kind }),
        None => {}
    }
}

/// Changes the statements of a policy.
pub fn with_statements(case: &mut Value, slot: &Slot, change: impl FnOnce(&mut Vec<Value>)) {
    let pointer = format!("{}/Statement", slot.pointer);
    if let Some(Value::Array(statements)) = case.pointer_mut(&pointer) {
        change(statements);
    }
}

/// Takes the statements with this effect out of the policies of these kinds.
pub fn without(case: &Value, effect: &str, kinds: &[&str]) -> Value {
    let mut changed = case.clone();
    for slot in slots(case) {
        if kinds.contains(&&*slot.kind) {
            with_statements(&mut changed, &slot, |statements| {
                statements.retain(|statement| !has_effect(statement, effect));
            });
        }
    }
    changed
}

/// Whether a statement has this effect.
pub fn has_effect(statement: &Value, effect: &str) -> bool {
    statement.get("Effect").and_then(Value::as_str) == Some(effect)
}
