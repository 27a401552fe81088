//! An event of CloudTrail.

use super::{PasteError, Pasted, Who, account_of, caller, error, message};
use crate::request::{ContextValue, Mfa};
use iam::AccountId;
use serde_json::Value;
use std::net::IpAddr;

/// Services that CloudTrail names otherwise than policies do.
const SERVICES: [(&str, &str); 6] = [
    ("email", "ses"),
    ("entitlement.marketplace", "aws-marketplace"),
    ("models.lex", "lex"),
    ("monitoring", "cloudwatch"),
    ("runtime.lex", "lex"),
    ("tagging", "tag"),
];

/// Operations whose permission has another name.
const OPERATIONS: [(&str, &str); 20] = [
    ("lambda:Invoke", "lambda:InvokeFunction"),
    ("s3:CompleteMultipartUpload", "s3:PutObject"),
    ("s3:CopyObject", "s3:PutObject"),
    ("s3:CreateMultipartUpload", "s3:PutObject"),
    ("s3:DeleteObjects", "s3:DeleteObject"),
    ("s3:GetBucketEncryption", "s3:GetEncryptionConfiguration"),
    ("s3:GetBucketLifecycle", "s3:GetLifecycleConfiguration"),
    ("s3:GetBucketReplication", "s3:GetReplicationConfiguration"),
    ("s3:HeadBucket", "s3:ListBucket"),
    ("s3:HeadObject", "s3:GetObject"),
    ("s3:ListBuckets", "s3:ListAllMyBuckets"),
    ("s3:ListMultipartUploads", "s3:ListBucketMultipartUploads"),
    ("s3:ListObjectVersions", "s3:ListBucketVersions"),
    ("s3:ListObjects", "s3:ListBucket"),
    ("s3:ListObjectsV2", "s3:ListBucket"),
    ("s3:ListParts", "s3:ListMultipartUploadParts"),
    ("s3:PutBucketEncryption", "s3:PutEncryptionConfiguration"),
    ("s3:PutBucketLifecycle", "s3:PutLifecycleConfiguration"),
    ("s3:UploadPart", "s3:PutObject"),
    ("s3:UploadPartCopy", "s3:PutObject"),
];

pub(super) fn read(event: &Value) -> Result<Pasted, PasteError> {
    let mut pasted = match text(event, "errorMessage") {
        // What the message says is nearer to the decision than the call is.
        Some(said) => message::read(said).unwrap_or_else(|_| Pasted {
            unused: message::encoded(said),
            ..Pasted::default()
        }),
        None => Pasted::default(),
    };
    action(&mut pasted, event);
    if pasted.action.is_none() && event.get("userIdentity").is_none() {
        return error(
            "The event has neither `eventName` nor `userIdentity`. Copy the whole event.",
        );
    }
    who(&mut pasted, event);
    resource(&mut pasted, event);
    network(&mut pasted, event);
    circumstances(&mut pasted, event);
    Ok(pasted)
}

fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key)?.as_str().filter(|text| !text.is_empty())
}

fn action(pasted: &mut Pasted, event: &Value) {
    let (Some(source), Some(name)) = (text(event, "eventSource"), text(event, "eventName")) else {
        return;
    };
    let service = source.strip_suffix(".amazonaws.com").unwrap_or(source);
    let known = SERVICES.iter().find(|(named, _)| *named == service);
    let service = known.map_or(service, |(_, prefix)| prefix);
    let called = format!("{service}:{}", unversioned(name));
    let permission = OPERATIONS.iter().find(|(named, _)| *named == called);
    let action = permission.map_or(&*called, |(_, action)| action);
    if pasted.action.is_none() {
        pasted.action = Some(action.to_owned());
    }
}

/// Lambda and CloudFront write the version of their interface behind the name of an operation.
fn unversioned(name: &str) -> &str {
    let letters =
        name.trim_end_matches(|one: char| one.is_ascii_digit() || matches!(one, 'v' | '_'));
    match name.len() - letters.len() {
        8.. => letters,
        _ => name,
    }
}

fn who(pasted: &mut Pasted, event: &Value) {
    let Some(identity) = event.get("userIdentity") else {
        return;
    };
    let session = identity.get("sessionContext");
    let attributes = session.and_then(|session| session.get("attributes"));
    let mfa = attributes.and_then(|held| text(held, "mfaAuthenticated"));
    let mfa = match mfa {
        Some("true") => Mfa::Present,
        _ => Mfa::Absent,
    };
    let by_key = text(identity, "accessKeyId").is_some_and(|key| key.starts_with("ASIA"));
    let is_temporary = attributes.is_some() || by_key;
    let temporary = is_temporary.then_some(mfa);
    let account = text(identity, "accountId");
    let found = text(identity, "arn").and_then(caller);
    let kind = text(identity, "type").unwrap_or("");
    let id = account.and_then(AccountId::parse);
    let caller = match (found, kind) {
        (Some(Who::User { account, name, .. }), _) => Some(Who::User {
            account,
            name,
            temporary,
        }),
        (Some(Who::Root { account, .. }), _) => Some(Who::Root {
            account,
            temporary,
            assumed: attributes.is_some_and(|held| text(held, "assumedRoot") == Some("true"))
                || session.is_some_and(|held| text(held, "assumedRoot") == Some("true")),
        }),
        (
            Some(Who::Session {
                account,
                role,
                name,
                ..
            }),
            _,
        ) => Some(Who::Session {
            account,
            role,
            name,
            mfa,
            source_identity: session
                .and_then(|session| text(session, "sourceIdentity"))
                .map(str::to_owned),
        }),
        (Some(Who::Federated { account, name, .. }), _) => Some(Who::Federated {
            account,
            name,
            user: issuer(session),
        }),
        (_, "AWSService") => text(identity, "invokedBy").map(|name| Who::Service(name.into())),
        (_, "AWSAccount") if account.is_some_and(|id| id.eq_ignore_ascii_case("anonymous")) => {
            Some(Who::Anonymous)
        }
        (_, "WebIdentityUser" | "SAMLUser") => provider(identity).map(Who::WebIdentity),
        (_, "IAMUser") => id
            .zip(text(identity, "userName"))
            .map(|(account, name)| Who::User {
                account,
                name: name.into(),
                temporary,
            }),
        (found, _) => found,
    };
    if caller.is_none() && pasted.caller.is_none() {
        let id = text(identity, "principalId")
            .or(account)
            .unwrap_or("nobody");
        let id = crate::caps::clip(id, 80);
        pasted.unused.push(format!(
            "The caller is told only as `{kind}` `{id}`, as CloudTrail does of callers of other accounts: choose who it is."
        ));
    }
    pasted.caller = caller.or(pasted.caller.take());
    let federation = session.and_then(|session| session.get("webIdFederationData"));
    if let Some(provider) = federation.and_then(|held| text(held, "federatedProvider")) {
        pasted.single("aws:FederatedProvider", provider);
    }
    if let Some(delivery) = session.and_then(|held| text(held, "ec2RoleDelivery")) {
        pasted.single("ec2:RoleDelivery", delivery);
    }
    forwarded(pasted, identity);
}

fn issuer(session: Option<&Value>) -> Option<String> {
    let issuer = session?.get("sessionIssuer")?;
    let named = text(issuer, "userName").or_else(|| text(issuer, "arn")?.rsplit('/').next());
    named.map(str::to_owned)
}

fn provider(identity: &Value) -> Option<String> {
    let named = text(identity, "identityProvider");
    let named = named.or_else(|| text(identity, "principalId")?.split(':').next());
    named.map(str::to_owned)
}

/// A service that calls with the caller's own credentials (R3.7.8).
fn forwarded(pasted: &mut Pasted, identity: &Value) {
    let is_service = text(identity, "type") == Some("AWSService");
    match text(identity, "invokedBy") {
        Some(name) if !is_service && name.ends_with(".amazonaws.com") => {
            pasted.single("aws:ViaAWSService", "true");
            pasted.set("aws:CalledVia", ContextValue::Several(vec![name.into()]));
            pasted.single("aws:CalledViaFirst", name);
            pasted.single("aws:CalledViaLast", name);
        }
        Some(name) if !is_service => pasted.unused.push(format!(
            "The call was made by `{}`, which no condition key tells.",
            crate::caps::clip(name, 80)
        )),
        Some(_) | None => {}
    }
}

fn resource(pasted: &mut Pasted, event: &Value) {
    let parameters = event.get("requestParameters");
    let listed = event.get("resources").and_then(Value::as_array);
    let listed = listed.map(Vec::as_slice).unwrap_or_default().iter();
    let mut named: Vec<(String, Option<AccountId>)> = listed
        .filter_map(|held| {
            let arn = text(held, "ARN").or_else(|| text(held, "arn"))?;
            Some((
                arn.to_owned(),
                text(held, "accountId").and_then(AccountId::parse),
            ))
        })
        .collect();
    if let Some(arn) = parameters.and_then(of_bucket) {
        let owner = named.first().and_then(|(_, owner)| *owner);
        named.retain(|(held, _)| *held != arn);
        named.insert(0, (arn, owner));
    }
    if named.is_empty() {
        let values = parameters.and_then(Value::as_object);
        let values = values.into_iter().flat_map(|held| held.values());
        let arns = values.filter_map(Value::as_str);
        let arns = arns.filter(|text| text.starts_with("arn:") && text.matches(':').count() >= 5);
        named.extend(arns.map(|arn| (arn.to_owned(), None)));
    }
    if pasted.resource.is_none() {
        pasted.resource = named.first().map(|(arn, _)| arn.clone());
    }
    let chosen = pasted.resource.clone();
    let owner = named
        .iter()
        .find(|(arn, _)| Some(arn) == chosen.as_ref())
        .and_then(|(_, owner)| *owner)
        // Of an object CloudTrail tells the owner with its bucket.
        .or_else(|| named.iter().find_map(|(_, owner)| *owner));
    pasted.owner = owner.filter(|_| {
        chosen
            .as_deref()
            .is_some_and(|arn| account_of(arn).is_none())
    });
    let others = named.iter().filter(|(arn, _)| Some(arn) != chosen.as_ref());
    for (arn, _) in others.take(8) {
        let arn = crate::caps::clip(arn, 120);
        pasted
            .unused
            .push(format!("Another resource of the call: `{arn}`."));
    }
    if pasted.resource.is_none() && parameters.is_some_and(|held| !held.is_null()) {
        pasted
            .unused
            .push("No resource is named by an ARN: `requestParameters` tells which it was.".into());
    }
}

/// Amazon S3 tells bucket and key.
fn of_bucket(parameters: &Value) -> Option<String> {
    let bucket = text(parameters, "bucketName")?;
    Some(match text(parameters, "key") {
        Some(key) => format!("arn:aws:s3:::{bucket}/{key}"),
        None => format!("arn:aws:s3:::{bucket}"),
    })
}

fn network(pasted: &mut Pasted, event: &Value) {
    pasted.endpoint = text(event, "vpcEndpointId").map(str::to_owned);
    let Some(address) = text(event, "sourceIPAddress") else {
        return;
    };
    match (address.parse::<IpAddr>(), &pasted.endpoint) {
        (Ok(_), None) => pasted.single("aws:SourceIp", address),
        (Ok(_), Some(_)) => pasted.single("aws:VpcSourceIp", address),
        (Err(_), _) => {
            let told = pasted
                .context
                .iter()
                .any(|entry| entry.key == "aws:ViaAWSService");
            if !told {
                let address = crate::caps::clip(address, 80);
                pasted.unused.push(format!(
                    "The source address `{address}` is a service's name and not an IP address."
                ));
            }
        }
    }
}

/// When the session was made.
fn issued(pasted: &mut Pasted, event: &Value) {
    let session = event
        .get("userIdentity")
        .and_then(|identity| identity.get("sessionContext"));
    let attributes = session.and_then(|session| session.get("attributes"));
    if let Some(time) = attributes.and_then(|held| text(held, "creationDate")) {
        pasted.single("aws:TokenIssueTime", time);
    }
}

fn circumstances(pasted: &mut Pasted, event: &Value) {
    issued(pasted, event);
    for (member, key) in [
        ("eventTime", "aws:CurrentTime"),
        ("awsRegion", "aws:RequestedRegion"),
        ("userAgent", "aws:UserAgent"),
    ] {
        if let Some(value) = text(event, member) {
            pasted.single(key, value);
        }
    }
    if event.get("tlsDetails").is_some_and(Value::is_object) {
        pasted.single("aws:SecureTransport", "true");
    }
    if text(event, "errorCode").is_none() && text(event, "errorMessage").is_none() {
        pasted
            .unused
            .push("CloudTrail recorded no error: AWS allowed this call.".into());
    }
}
