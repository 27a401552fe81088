//! AWS's sentences about a refused request.

use super::{PasteError, Pasted, Who, caller, error};

/// What stands between caller and action.
const REFUSED: &str = "is not authorized to perform";
/// What ends the resource: the reason, the encoded message, or what an SDK adds.
const ENDS: [&str; 8] = [
    " because ",
    " with an explicit deny",
    " as either the resource",
    ". Encoded authorization",
    " Encoded authorization",
    " (Service:",
    " (Client.",
    "</Message>",
];
const ENCODED: &str = "Encoded authorization failure message:";
/// Said wherever an encoded message stands.
const DECODE: &str = "The encoded message holds more: `aws sts decode-authorization-message --encoded-message …` decodes it, for those who may call `sts:DecodeAuthorizationMessage`; its answer can be pasted here, too.";

pub(super) fn read(text: &str) -> Result<Pasted, PasteError> {
    // Terminals and web pages break lines wherever they like.
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut pasted = Pasted::default();
    let encoded = encoded(&text);
    match find(&text, REFUSED) {
        Some(at) => refused(&mut pasted, &text, at),
        None => match without_caller(&text) {
            Some(action) => pasted.action = Some(action),
            None if !encoded.is_empty() => return error(DECODE),
            None => return unknown(&text),
        },
    }
    pasted.unused.extend(encoded);
    Ok(pasted)
}

/// What to say of an encoded message, where there is one.
pub(super) fn encoded(text: &str) -> Vec<String> {
    let at = find(text, ENCODED);
    at.map(|_| DECODE.to_owned()).into_iter().collect()
}

fn refused(pasted: &mut Pasted, text: &str, at: usize) {
    let (before, rest) = (text.get(..at).unwrap_or(""), text.get(at + REFUSED.len()..));
    let rest = rest.unwrap_or("").trim_start_matches(':').trim_start();
    user(pasted, before.trim_end());
    let (action, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    pasted.action = action_name(action);
    if let Some(reason) = reason(rest) {
        pasted.reason = Some(reason);
    }
    let Some((_, resource)) = rest.split_once("on resource:") else {
        let other = rest.trim_start();
        if other.starts_with("on the resource associated with this ciphertext") {
            pasted.unused.push(
                "The KMS key is named only as the one of the ciphertext: type its ARN.".into(),
            );
        }
        return;
    };
    resource_of(pasted, resource.trim_start());
}

fn user(pasted: &mut Pasted, before: &str) {
    let Some(at) = rfind(before, "user:") else {
        return;
    };
    let named = before.get(at + "user:".len()..).unwrap_or("");
    let named = bare(named);
    pasted.caller = match caller(named) {
        Some(who) => Some(who),
        None if named.eq_ignore_ascii_case("anonymous") => Some(Who::Anonymous),
        None if named.ends_with(".amazonaws.com") => Some(Who::Service(named.into())),
        None => {
            if !named.is_empty() {
                pasted.unused.push(format!(
                    "The caller `{}` is none that a request can have.",
                    crate::caps::clip(named, 80)
                ));
            }
            None
        }
    };
}

fn resource_of(pasted: &mut Pasted, rest: &str) {
    let end = ENDS.iter().filter_map(|end| find(rest, end)).min();
    let named = bare(rest.get(..end.unwrap_or(rest.len())).unwrap_or(""));
    if named.is_empty() {
        return;
    }
    match named == "*" || named.starts_with("arn:") && named.matches(':').count() >= 5 {
        true => pasted.resource = Some(named.into()),
        false => pasted.unused.push(format!(
            "The resource is told as `{}`, which is no ARN: type its ARN.",
            crate::caps::clip(named, 80)
        )),
    }
}

/// What AWS says after `because` or `with`.
fn reason(rest: &str) -> Option<String> {
    let begin = [" because ", "with an explicit deny"]
        .iter()
        .filter_map(|word| find(rest, word))
        .min()?;
    let told = rest.get(begin..)?.trim();
    let told = told.strip_prefix("because ").unwrap_or(told);
    let ends = [
        ". Encoded",
        " Encoded",
        " (Service:",
        " (Client.",
        "</Message>",
        "\"",
    ];
    let end = ends.iter().filter_map(|end| find(told, end)).min();
    let told = told.get(..end.unwrap_or(told.len()))?.trim();
    let told = told.trim_end_matches('.');
    (!told.is_empty()).then(|| crate::caps::clip(told, 300).to_owned())
}

/// `Not authorized to perform sts:AssumeRoleWithWebIdentity` names no caller.
fn without_caller(text: &str) -> Option<String> {
    let words = ["not authorized to perform:", "not authorized to perform"];
    let rest = words.iter().find_map(|words| {
        let at = find(text, words)?;
        text.get(at + words.len()..)
    })?;
    action_name(rest.trim_start().split(' ').next()?)
}

fn unknown(text: &str) -> Result<Pasted, PasteError> {
    let operation = text
        .split_once("when calling the ")
        .and_then(|(_, rest)| rest.split_once(" operation"))
        .map(|(name, _)| name);
    match operation {
        Some(name) => error(format!(
            "This message tells only that `{}` was refused, neither by whom nor on what. The event of CloudTrail for it tells more.",
            crate::caps::clip(name, 80)
        )),
        None => error(
            "No refusal of AWS is found in this text. It looks for `User: … is not authorized to perform: …`, or for an event of CloudTrail as JSON.",
        ),
    }
}

/// An action as policies write it.
fn action_name(word: &str) -> Option<String> {
    let word = bare(word);
    let (service, name) = word.split_once(':')?;
    let fits = |part: &str| {
        let mut letters = part.chars();
        !part.is_empty() && letters.all(|one| one.is_ascii_alphanumeric() || one == '-')
    };
    let fits = fits(service) && fits(name);
    fits.then(|| format!("{}:{name}", service.to_ascii_lowercase()))
}

/// Without quotes and full stops around.
fn bare(text: &str) -> &str {
    text.trim()
        .trim_matches(['"', '\'', '`', ','])
        .trim_end_matches(['.', ';'])
        .trim_matches(['"', '\'', '`'])
}

/// Where a text stands, whatever its case.
fn find(text: &str, wanted: &str) -> Option<usize> {
    // Lower case of ASCII letters alone keeps every byte at its place.
    let text = text.to_ascii_lowercase();
    text.find(&wanted.to_ascii_lowercase())
}

fn rfind(text: &str, wanted: &str) -> Option<usize> {
    text.to_ascii_lowercase().rfind(wanted)
}
