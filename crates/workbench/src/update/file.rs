//! Files and pasted texts: a scenario is opened, a link followed, a policy offered to the library;
//! of anything else it is said what it is and what to do.

use super::work::{open_address, open_new};
use crate::edit::refuse;
use crate::effect::Effect;
use crate::message::{Dialog, File, FileContent};
use crate::model::Model;
use scenario::{caps, wire};
use serde_json::Value;

// A door of the split build: what lies behind it waits (ARCHITECTURE.md).
#[inline(never)]
pub(super) fn open(model: &mut Model, file: File) -> Vec<Effect> {
    let name = match file.name.trim() {
        "" => "The pasted text".to_owned(),
        name => format!("“{}”", shortened(name)),
    };
    let text = match file.content {
        FileContent::Text(text) => text,
        FileContent::TooLarge => {
            let most = caps::FILE_BYTES / 1024 / 1024;
            let why = format!(
                "{name} is larger than {most} MiB, the most that a scenario may have. Nothing was opened."
            );
            return refuse(model, why);
        }
        FileContent::Unreadable => {
            let why = format!(
                "{name} could not be read. It may have been moved, or the browser may not open it. Choose it again."
            );
            return refuse(model, why);
        }
    };
    match wire::from_json(&text) {
        Ok(scenario) => open_new(model, scenario),
        Err(error) => {
            if let Some(fragment) = link_in(&text) {
                return open_address(model, &fragment);
            }
            match other(&text) {
                Other::Policy => {
                    let suggested = policy_name(&file.name);
                    model.page.dialog = Some(Dialog::AddPolicy(suggested, text));
                    model.page.problem = None;
                    Vec::new()
                }
                Other::Thing(what) => refuse(model, format!("{name} is {what}. {WANTED}")),
                Other::Scenario | Other::Unknown => refuse(
                    model,
                    format!(
                        "{name} was not opened. {}",
                        crate::edit::sentence(&error.to_string())
                    ),
                ),
            }
        }
    }
}

const WANTED: &str = "A scenario that was saved here as a file, a policy as JSON, or a text with a link can be opened.";

/// What a text is that is no scenario.
enum Other {
    Policy,
    /// Said to be a scenario, with a mistake in it.
    Scenario,
    Thing(&'static str),
    Unknown,
}

fn other(text: &str) -> Other {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.contains('\0') || text.contains('\u{fffd}') {
        return Other::Thing(match text {
            _ if text.starts_with("%PDF") => "a PDF document",
            _ if text.starts_with("PK") => "a ZIP archive; unpack it first",
            _ if text.get(..16).unwrap_or(text).contains("PNG") => "a picture",
            _ => "not a text",
        });
    }
    if text.is_empty() {
        return Other::Thing("empty");
    }
    match serde_json::from_str::<Value>(text) {
        Ok(value) => json(&value),
        Err(_) => plain(text),
    }
}

fn json(value: &Value) -> Other {
    let has = |member: &str| value.get(member).is_some();
    let text = |member: &str| value.get(member).and_then(Value::as_str);
    if has("iam_playground") {
        return Other::Scenario;
    }
    if has("Statement") {
        return Other::Policy;
    }
    Other::Thing(match value {
        _ if has("PolicyVersion") || has("PolicyDocument") => {
            "an answer of the AWS command line with a policy in it. Save what stands behind `Document` or `PolicyDocument` as a file of its own"
        }
        _ if has("AWSTemplateFormatVersion") || has("Resources") => {
            "a CloudFormation template. Save a policy document of it as a file of its own"
        }
        _ if has("format_version") || has("terraform_version") => {
            "a Terraform plan or state. Save a policy document of it as a file of its own"
        }
        _ if has("Records") || text("eventSource").is_some() => {
            "a CloudTrail event. Paste it into the request rather than opening it"
        }
        Value::Array(_) => "JSON, but a list rather than a scenario",
        Value::Object(_) => "JSON, but not a scenario: it has no member `iam_playground`",
        _ => "JSON, but a single value rather than a scenario",
    })
}

fn plain(text: &str) -> Other {
    let first = text.lines().next().unwrap_or_default().to_lowercase();
    if text.starts_with('{') {
        return match text.contains("\"iam_playground\"") {
            true => Other::Scenario,
            false => match text.contains("\"Statement\"") {
                // The editor shows where it is broken.
                true => Other::Policy,
                false => Other::Unknown,
            },
        };
    }
    match first.as_str() {
        _ if first.starts_with("<!doctype html") || first.starts_with("<html") => {
            Other::Thing("a web page")
        }
        _ if first.starts_with("<svg") => Other::Thing("a picture"),
        _ if first.starts_with('<') => Other::Thing("an XML document"),
        _ if text.contains("AWSTemplateFormatVersion") => Other::Thing(
            "a CloudFormation template. Save a policy document of it as a file of its own, as JSON",
        ),
        _ if text.contains("\nresource \"") || first.starts_with("resource \"") => Other::Thing(
            "a Terraform configuration. Save a policy document of it as a file of its own, as JSON",
        ),
        _ => Other::Thing("neither a scenario nor a policy"),
    }
}

/// The fragment of the first link of ours in a text.
fn link_in(text: &str) -> Option<String> {
    // A file with a link is short; the cap keeps other files from being searched.
    let text = text.get(..200_000).unwrap_or(text);
    let mut words = text.split_whitespace();
    words.find_map(|word| {
        let (_, fragment) = word.rsplit_once('#').unwrap_or(("", word));
        let is_ours = fragment.starts_with("v1.")
            || (fragment.starts_with("example/") && fragment.len() < word.len());
        is_ours.then(|| fragment.to_owned())
    })
}

/// A name for a policy from the name of its file: `deny-regions` for `deny-regions.json`.
fn policy_name(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let fits = |c: char| c.is_ascii_alphanumeric() || "_+=,.@-".contains(c);
    let name: String = stem
        .chars()
        .map(|c| if fits(c) { c } else { '-' })
        .take(100)
        .collect();
    name.trim_matches('-').to_owned()
}

fn shortened(name: &str) -> String {
    name.chars().take(80).collect()
}
