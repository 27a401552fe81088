//! What people paste: AWS's message about a refused request, the decoded authorization message, or
//! an event of CloudTrail. Read into what a request can be filled with; what cannot be used is
//! told, never dropped in silence.
//!
//! Wordings: "Troubleshoot access denied error messages" of the IAM User Guide; `errorMessage` and
//! `userIdentity` of the CloudTrail User Guide; `DecodeAuthorizationMessage` of the STS API.
//! Not responsible for deciding anything: what AWS said of the reason is only repeated.

mod decoded;
mod event;
mod fill;
mod message;

pub use fill::{Filled, Missing, fill};

use crate::request::{ContextEntry, ContextValue, Mfa};
use iam::AccountId;
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;

/// Bytes that are read; an event of CloudTrail has at most 256 kB.
pub const LONGEST: usize = 1024 * 1024;

/// What was found in a pasted text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Pasted {
    /// Who asked.
    pub caller: Option<Who>,
    /// What they wanted to do, such as `s3:GetObject`.
    pub action: Option<String>,
    /// On which resource.
    pub resource: Option<String>,
    /// The account that owns the resource.
    pub owner: Option<AccountId>,
    /// Condition keys of the request.
    pub context: Vec<ContextEntry>,
    /// The VPC endpoint it travelled through.
    pub endpoint: Option<String>,
    /// What AWS said of the reason, as it stands there.
    pub reason: Option<String>,
    /// What was found and cannot be used, a sentence each.
    pub unused: Vec<String>,
}

/// A caller as AWS names it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Who {
    /// An IAM user.
    User {
        /// The account.
        account: AccountId,
        /// The name, without path.
        name: String,
        /// Whether temporary credentials were used, and with MFA.
        temporary: Option<Mfa>,
    },
    /// A session of a role.
    Session {
        /// The role's account.
        account: AccountId,
        /// The role's name, without path.
        role: String,
        /// The session's name.
        name: String,
        /// Whether the session was made with MFA.
        mfa: Mfa,
        /// Its source identity.
        source_identity: Option<String>,
    },
    /// A session of `GetFederationToken`.
    Federated {
        /// The account.
        account: AccountId,
        /// The federated user's name.
        name: String,
        /// The IAM user who made the session, where that is told.
        user: Option<String>,
    },
    /// The root user.
    Root {
        /// The account.
        account: AccountId,
        /// Whether temporary credentials were used, and with MFA.
        temporary: Option<Mfa>,
        /// Whether it is a session of `AssumeRoot`.
        assumed: bool,
    },
    /// An AWS service.
    Service(String),
    /// Someone signed in with an identity provider.
    WebIdentity(String),
    /// Someone without credentials.
    Anonymous,
}

/// Why a text could not be read: what it is, and what to paste instead.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PasteError(String);

impl fmt::Display for PasteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for PasteError {}

fn error<T>(sentence: impl Into<String>) -> Result<T, PasteError> {
    Err(PasteError(sentence.into()))
}

/// Reads a pasted text.
///
/// ```
/// let pasted = scenario::paste::read(
///     "User: arn:aws:iam::111122223333:user/Ana is not authorized to perform: s3:GetObject on \
///      resource: arn:aws:s3:::shop/receipt because no identity-based policy allows the \
///      s3:GetObject action",
/// )
/// .unwrap();
/// assert_eq!(pasted.action.as_deref(), Some("s3:GetObject"));
/// assert_eq!(pasted.resource.as_deref(), Some("arn:aws:s3:::shop/receipt"));
/// ```
pub fn read(text: &str) -> Result<Pasted, PasteError> {
    if LONGEST < text.len() {
        return error(format!(
            "This is {} kB of text, more than any message or event of AWS. Paste one message or one event.",
            text.len() / 1024
        ));
    }
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return error("Paste an error message of AWS or an event of CloudTrail.");
    }
    match text.starts_with(['{', '[']) {
        true => json(text),
        false => message::read(&without_entities(text)),
    }
}

/// Amazon S3 answers in XML.
fn without_entities(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let signs = [
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ];
    let plain = signs.iter().fold(text.to_owned(), |text, (entity, sign)| {
        text.replace(entity, sign)
    });
    Cow::Owned(plain)
}

fn json(text: &str) -> Result<Pasted, PasteError> {
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(problem) if problem.is_eof() => {
            return error(
                "The JSON ends too early, as if only a part had been copied. Copy the event from its first `{` to its last `}`.",
            );
        }
        Err(problem) => {
            return error(format!(
                "This begins like JSON and is not: {problem}. Copy the event as it stands in CloudTrail."
            ));
        }
    };
    if let Some(records) = records(&value) {
        return one_of(records);
    }
    let decoded = value.get("DecodedMessage").and_then(Value::as_str);
    if let Some(inner) = decoded {
        return match serde_json::from_str(inner) {
            Ok(inner) => decoded::read(&inner),
            Err(problem) => error(format!(
                "`DecodedMessage` is not the JSON that AWS STS writes: {problem}. Copy the whole answer of `aws sts decode-authorization-message`."
            )),
        };
    }
    if value.get("eventSource").is_some() || value.get("userIdentity").is_some() {
        return event::read(&value);
    }
    if value.get("context").is_some() && value.get("allowed").is_some() {
        return decoded::read(&value);
    }
    let said = ["errorMessage", "message", "Message", "error_message"];
    let said = said.iter().find_map(|key| value.get(key)?.as_str());
    let inner = || value.get("Error")?.get("Message")?.as_str();
    match said.or_else(inner) {
        Some(said) => message::read(said),
        None => error(
            "This JSON is neither an event of CloudTrail (`eventSource`, `userIdentity`) nor a decoded authorization message.",
        ),
    }
}

/// The events of a log file or of a look-up.
fn records(value: &Value) -> Option<Vec<Value>> {
    if let Some(list) = value.as_array() {
        return Some(list.clone());
    }
    let list = value.get("Records").or_else(|| value.get("Events"))?;
    Some(list.as_array()?.clone())
}

/// The first event that was refused, else the first of all.
fn one_of(records: Vec<Value>) -> Result<Pasted, PasteError> {
    let whole = |record: &Value| -> Value {
        // `lookup-events` wraps each event as text.
        let inner = record.get("CloudTrailEvent").and_then(Value::as_str);
        let inner = inner.and_then(|text| serde_json::from_str(text).ok());
        inner.unwrap_or_else(|| record.clone())
    };
    let records: Vec<Value> = records.iter().map(whole).collect();
    let is_refused = |record: &&Value| {
        let code = record.get("errorCode").and_then(Value::as_str);
        code.is_some_and(is_refusal)
    };
    let chosen = records.iter().find(is_refused).or(records.first());
    let Some(chosen) = chosen else {
        return error("There is no event in this list. Paste one that has some.");
    };
    let mut pasted = event::read(chosen)?;
    match records.len() - 1 {
        0 => {}
        more => pasted.unused.push(format!(
            "{more} more of {} events: the first refused one is used, else the first. Paste another alone to use it.",
            records.len()
        )),
    }
    Ok(pasted)
}

fn is_refusal(code: &str) -> bool {
    ["AccessDenied", "Unauthorized", "NotAuthorized", "Forbidden"]
        .iter()
        .any(|part| code.contains(part))
}

impl Pasted {
    fn set(&mut self, key: &str, value: ContextValue) {
        self.context.push(ContextEntry {
            key: key.to_owned(),
            value,
        });
    }

    fn single(&mut self, key: &str, value: impl Into<String>) {
        self.set(key, ContextValue::Single(value.into()));
    }
}

/// The caller behind an ARN.
fn caller(arn: &str) -> Option<Who> {
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    let ["arn", _, "iam" | "sts", _, account, resource] = *parts else {
        return None;
    };
    let account = AccountId::parse(account)?;
    let words: Vec<&str> = resource.split('/').collect();
    Some(match *words {
        ["root"] => Who::Root {
            account,
            temporary: None,
            assumed: false,
        },
        ["user", .., name] if !name.is_empty() => Who::User {
            account,
            name: name.into(),
            temporary: None,
        },
        ["assumed-role", role, name] if !role.is_empty() => Who::Session {
            account,
            role: role.into(),
            name: name.into(),
            mfa: Mfa::Absent,
            source_identity: None,
        },
        ["role", .., role] if !role.is_empty() => Who::Session {
            account,
            role: role.into(),
            name: String::new(),
            mfa: Mfa::Absent,
            source_identity: None,
        },
        ["federated-user", name] => Who::Federated {
            account,
            name: name.into(),
            user: None,
        },
        _ => return None,
    })
}

/// The account that an ARN names.
fn account_of(arn: &str) -> Option<AccountId> {
    AccountId::parse(arn.split(':').nth(4)?)
}
