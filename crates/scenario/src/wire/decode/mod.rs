//! From version 1 of the format to a scenario, checking what the types of `v1` cannot.

mod identity;
mod organization;
mod request;

use super::WireError;
use super::v1::{
    AccountObject, DocumentObject, EndpointObject, OwnerObject, PolicyObject, TagObject,
};
use crate::account::Tag;
use crate::caps;
use crate::document::{Scenario, VpcEndpoint};
use crate::names;
use crate::policy::{PolicyDocument, PolicyLibrary, PolicyOwner, PolicyRef, Seat, Switch};
use crate::request::{Expectation, SavedRequest};
use iam::{AccountId, PolicyKind};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn scenario(document: DocumentObject) -> Result<Scenario, WireError> {
    capped(document.accounts.len(), caps::ACCOUNTS, "accounts")?;
    capped(document.endpoints.len(), caps::ENDPOINTS, "VPC endpoints")?;
    capped(document.saved.len(), caps::SAVED, "saved requests")?;
    let mut scenario = Scenario {
        title: text(document.title, caps::TITLE, "the text in `title`")?,
        notes: text(document.notes, caps::NOTES, "the text in `notes`")?,
        ..Scenario::default()
    };
    let names = library(document.policies, &mut scenario.policies)?;
    for object in document.accounts {
        let AccountObject { id, .. } = &object;
        let id = account_id(id, "the list of accounts")?;
        let account = identity::account(&names, id, object)?;
        if scenario.accounts.insert(id, account).is_some() {
            return Err(WireError::new(format!(
                "account `{id}` stands twice in `accounts`"
            )));
        }
    }
    if let Some(object) = document.organization {
        scenario.organization = Some(organization::organization(&names, object)?);
    }
    for object in document.endpoints {
        let endpoint = endpoint(&names, object)?;
        if scenario.endpoint(&endpoint.id).is_some() {
            return Err(twice("VPC endpoint", &endpoint.id, "`endpoints`"));
        }
        scenario.endpoints.push(endpoint);
    }
    if let Some(object) = document.request {
        scenario.request = request::request(&names, object, "the request")?;
    }
    for object in document.saved {
        let name = text(object.name, caps::TEXT, "the name of a saved request")?;
        let place = format!("saved request `{name}`");
        scenario.saved.push(SavedRequest {
            request: request::request(&names, object.request, &place)?,
            name,
            expected: object.expected.map(|expected| match expected {
                super::v1::ExpectedObject::Allow => Expectation::Allow,
                super::v1::ExpectedObject::Deny => Expectation::Deny,
            }),
        });
    }
    Ok(scenario)
}

/// The policies by their names in lower case.
struct Names(BTreeMap<String, (PolicyRef, PolicyKind)>);

impl Names {
    /// The policy of a name, if its kind can be attached there.
    fn policy(&self, name: &str, seat: Seat, place: &str) -> Result<PolicyRef, WireError> {
        let found = self.0.get(&name.to_ascii_lowercase());
        let (policy, kind) = found.ok_or_else(|| {
            WireError::new(format!(
                "{place} refers to a policy `{name}`, which `policies` has not"
            ))
        })?;
        match seat.takes(*kind) {
            true => Ok(*policy),
            false => Err(WireError::new(format!(
                "{place} has `{name}` as {}, but its kind is `{}`",
                seat.name(),
                kind.code()
            ))),
        }
    }

    fn optional(
        &self,
        name: Option<String>,
        seat: Seat,
        place: &str,
    ) -> Result<Option<PolicyRef>, WireError> {
        name.map(|name| self.policy(&name, seat, place)).transpose()
    }

    fn policies(
        &self,
        names: Vec<String>,
        seat: Seat,
        place: &str,
    ) -> Result<Vec<PolicyRef>, WireError> {
        capped(names.len(), caps::ATTACHED, &format!("policies of {place}"))?;
        let found = names.iter().map(|name| self.policy(name, seat, place));
        found.collect()
    }
}

fn library(objects: Vec<PolicyObject>, library: &mut PolicyLibrary) -> Result<Names, WireError> {
    capped(objects.len(), caps::POLICIES, "policies")?;
    let full = "FullAWSAccess".to_ascii_lowercase();
    let known = (full.clone(), (PolicyRef::FULL_AWS_ACCESS, PolicyKind::Scp));
    let mut names = BTreeMap::from([known]);
    let mut full_is_written = false;
    for object in objects {
        let lower = object.name.to_ascii_lowercase();
        if lower == full && !full_is_written {
            full_is_written = true;
            if object.kind.is_some() || object.text.is_some() || object.owner.is_some() {
                return Err(WireError::new(
                    "`FullAWSAccess` belongs to AWS; in `policies` it may only be set `off`",
                ));
            }
            if let Some(switch) = library.switch_mut(PolicyRef::FULL_AWS_ACCESS) {
                *switch = switched(object.off);
            }
            continue;
        }
        if names.contains_key(&lower) {
            let name = &object.name;
            return Err(WireError::new(format!(
                "two policies are named `{name}`; names ignore case"
            )));
        }
        let document = policy(object)?;
        let kind = document.kind;
        names.insert(lower, (library.add(document), kind));
    }
    Ok(Names(names))
}

fn policy(object: PolicyObject) -> Result<PolicyDocument, WireError> {
    let name = object.name;
    let kind = object
        .kind
        .ok_or_else(|| WireError::new(format!("policy `{name}` has no `kind`")))?;
    let kind = PolicyKind::from_code(&kind).ok_or_else(|| {
        let known = PolicyKind::ALL
            .map(|kind| format!("`{}`", kind.code()))
            .join(", ");
        WireError::new(format!(
            "policy `{name}`: kind `{kind}` is not one of {known}"
        ))
    })?;
    names::policy(kind, &name)
        .map_err(|why| WireError::new(format!("policy name `{name}` {why}")))?;
    let text = object
        .text
        .ok_or_else(|| WireError::new(format!("policy `{name}` has no `text`")))?;
    let text = self::text(text, caps::POLICY_TEXT, &format!("policy `{name}`"))?;
    let document = PolicyDocument::new(name, kind, text);
    Ok(PolicyDocument {
        owner: match object.owner {
            Some(OwnerObject::Aws) => PolicyOwner::Aws,
            None => PolicyOwner::Customer,
        },
        switch: switched(object.off),
        ..document
    })
}

fn endpoint(names: &Names, object: EndpointObject) -> Result<VpcEndpoint, WireError> {
    let id = text(object.id, caps::TEXT, "the id of a VPC endpoint")?;
    let place = format!("VPC endpoint `{id}`");
    Ok(VpcEndpoint {
        vpc: text(object.vpc, caps::TEXT, &place)?,
        account: account_id(&object.account, &place)?,
        policy: names.optional(object.policy, Seat::Endpoint, &place)?,
        id,
    })
}

fn switched(off: bool) -> Switch {
    match off {
        true => Switch::Off,
        false => Switch::On,
    }
}

fn tags(objects: Vec<TagObject>, place: &str) -> Result<Vec<Tag>, WireError> {
    capped(objects.len(), caps::TAGS, &format!("tags of {place}"))?;
    let tag = |object: TagObject| {
        Ok(Tag {
            key: text(object.key, caps::TEXT, &format!("a tag of {place}"))?,
            value: text(object.value, caps::TEXT, &format!("a tag of {place}"))?,
        })
    };
    objects.into_iter().map(tag).collect()
}

fn account_id(digits: &str, place: &str) -> Result<AccountId, WireError> {
    AccountId::parse(digits).ok_or_else(|| {
        let digits = caps::clip(digits, 40);
        WireError::new(format!(
            "`{digits}` in {place} is not an account ID of 12 digits"
        ))
    })
}

fn text(text: String, cap: usize, what: &str) -> Result<String, WireError> {
    match caps::clip(&text, cap).len() == text.len() {
        true => Ok(text),
        false => Err(WireError::new(format!(
            "{what} is longer than {cap} characters"
        ))),
    }
}

fn optional_text(given: Option<String>, what: &str) -> Result<Option<String>, WireError> {
    given.map(|given| text(given, caps::TEXT, what)).transpose()
}

fn capped(count: usize, cap: usize, what: &str) -> Result<(), WireError> {
    match count <= cap {
        true => Ok(()),
        false => Err(WireError::new(format!(
            "there are {count} {what}; a scenario may have {cap}"
        ))),
    }
}

/// Refuses a name that was seen before, without regard to case.
fn once(seen: &mut BTreeSet<String>, name: &str, what: &str, place: &str) -> Result<(), WireError> {
    match seen.insert(name.to_ascii_lowercase()) {
        true => Ok(()),
        false => Err(twice(what, name, place)),
    }
}

fn twice(what: &str, name: &str, place: &str) -> WireError {
    WireError::new(format!("{what} `{name}` stands twice in {place}"))
}
