//! What a new policy says before anybody wrote in it: one valid statement of its kind, about the
//! request on the page where it can be, so that writing begins with a word to change.

use crate::item::Item;
use iam::PolicyKind;
use scenario::Scenario;

const BUCKET: &str = "arn:aws:s3:::amzn-s3-demo-bucket";

/// The text of a new policy of this kind, for the item it will be attached to. Policies of KMS keys
/// and VPC endpoints begin as AWS's own do.
pub(crate) fn skeleton(scenario: &Scenario, kind: PolicyKind, item: Option<&Item>) -> String {
    let request = &scenario.request;
    let is_one = request.action.contains(':') && !request.action.contains(['*', '?', ',', ' ']);
    let has_resource = request.resource == "*" || request.resource.starts_with("arn:");
    let (action, resource) = match is_one && has_resource {
        true => (&*request.action, request.resource.clone()),
        false => ("s3:GetObject", format!("{BUCKET}/*")),
    };
    let account = item.and_then(|item| item.account_id(scenario));
    let account = account.map_or("111122223333".into(), |account| account.to_string());
    let own = match item {
        Some(Item::Resource(_, arn)) => arn,
        _ => BUCKET,
    };
    let partition = own.split(':').nth(1).unwrap_or("aws");
    let root = format!("arn:{partition}:iam::{account}:root");
    let root = format!(r#"{{ "AWS": {} }}"#, quoted(&root));
    let of_own = resource.strip_prefix(own);
    let is_own = of_own.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', ':']));
    match kind {
        PolicyKind::Identity | PolicyKind::Managed | PolicyKind::Session | PolicyKind::Boundary => {
            statement("Allow", None, action, Some(&resource))
        }
        PolicyKind::Scp => statement("Deny", None, action, Some("*")),
        PolicyKind::Rcp if action.starts_with("s3:") => {
            statement("Deny", Some(r#""*""#), action, Some("*"))
        }
        PolicyKind::Rcp => statement("Deny", Some(r#""*""#), "s3:GetObject", Some("*")),
        PolicyKind::Resource if is_own => statement("Allow", Some(&root), action, Some(&resource)),
        PolicyKind::Resource if own.contains(":s3:") => statement(
            "Allow",
            Some(&root),
            "s3:GetObject",
            Some(&format!("{own}/*")),
        ),
        PolicyKind::Resource => {
            let service = own.split(':').nth(2).unwrap_or_default();
            statement("Allow", Some(&root), &format!("{service}:*"), Some(own))
        }
        PolicyKind::RoleTrust => statement("Allow", Some(&root), "sts:AssumeRole", None),
        PolicyKind::KmsKey => statement("Allow", Some(&root), "kms:*", Some("*")),
        PolicyKind::VpcEndpoint => statement("Allow", Some(r#""*""#), "*", Some("*")),
    }
}

/// A policy of one statement; the principal is JSON already.
fn statement(
    effect: &str,
    principal: Option<&str>,
    action: &str,
    resource: Option<&str>,
) -> String {
    let lines = [
        Some(("Effect", quoted(effect))),
        principal.map(|principal| ("Principal", principal.into())),
        Some(("Action", quoted(action))),
        resource.map(|resource| ("Resource", quoted(resource))),
    ];
    let lines = lines.into_iter().flatten();
    let lines: Vec<String> = lines
        .map(|(name, value)| format!("            \"{name}\": {value}"))
        .collect();
    format!(
        "{{\n    \"Version\": \"2012-10-17\",\n    \"Statement\": [\n        {{\n{}\n        }}\n    ]\n}}\n",
        lines.join(",\n")
    )
}

/// As JSON.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
