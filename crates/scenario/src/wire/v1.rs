//! Version 1 of the document as JSON. Released: members are never renamed or removed here, and
//! a new member makes a new version, so that no older page reads a document by half.
//!
//! Every object refuses members it does not know, since a mistyped or newer member that is
//! dropped in silence could change a verdict. `null` never stands for a member left out.

use serde::{Deserialize, Deserializer, Serialize};

/// The number in `iam_playground`.
pub(super) const VERSION: u64 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a scenario (an object)")]
pub(super) struct DocumentObject {
    pub(super) iam_playground: u64,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) notes: String,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) organization: Option<OrganizationObject>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) accounts: Vec<AccountObject>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) policies: Vec<PolicyObject>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) endpoints: Vec<EndpointObject>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) request: Option<RequestObject>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) saved: Vec<SavedObject>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "an organization (an object)")]
pub(super) struct OrganizationObject {
    pub(super) id: String,
    pub(super) management_account: String,
    pub(super) root: RootObject,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a root (an object)")]
pub(super) struct RootObject {
    pub(super) id: String,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) scps: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) rcps: Vec<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) off: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) children: Vec<ChildObject>,
}

/// An OU (`ou` and `name`, maybe `children`) or an account (`account`).
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "an OU or account (an object)")]
pub(super) struct ChildObject {
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) account: Option<String>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) ou: Option<String>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) name: Option<String>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) scps: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) rcps: Vec<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) off: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) children: Vec<ChildObject>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "an account (an object)")]
pub(super) struct AccountObject {
    pub(super) id: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) users: Vec<UserObject>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) groups: Vec<GroupObject>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) roles: Vec<RoleObject>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) resources: Vec<ResourceObject>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a user (an object)")]
pub(super) struct UserObject {
    pub(super) name: String,
    #[serde(default = "slash", skip_serializing_if = "is_slash")]
    pub(super) path: String,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) unique_id: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) tags: Vec<TagObject>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) groups: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) policies: Vec<String>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) boundary: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a group (an object)")]
pub(super) struct GroupObject {
    pub(super) name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) policies: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a role (an object)")]
pub(super) struct RoleObject {
    pub(super) name: String,
    #[serde(default = "slash", skip_serializing_if = "is_slash")]
    pub(super) path: String,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) unique_id: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) tags: Vec<TagObject>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) trust: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) policies: Vec<String>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) boundary: Option<String>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) longest_session: Option<u32>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a resource (an object)")]
pub(super) struct ResourceObject {
    pub(super) arn: String,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) policy: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) tags: Vec<TagObject>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a tag (an object)")]
pub(super) struct TagObject {
    pub(super) key: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) value: String,
}

/// `FullAWSAccess` stands here only when it is off, and without kind and text.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a policy (an object)")]
pub(super) struct PolicyObject {
    pub(super) name: String,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) kind: Option<String>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) owner: Option<OwnerObject>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) off: bool,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) text: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum OwnerObject {
    Aws,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a VPC endpoint (an object)")]
pub(super) struct EndpointObject {
    pub(super) id: String,
    pub(super) vpc: String,
    pub(super) account: String,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) policy: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a saved request (an object)")]
pub(super) struct SavedObject {
    pub(super) name: String,
    pub(super) request: RequestObject,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) expected: Option<ExpectedObject>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum ExpectedObject {
    Allow,
    Deny,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a request (an object)")]
pub(super) struct RequestObject {
    pub(super) caller: CallerObject,
    pub(super) action: String,
    #[serde(default = "star", skip_serializing_if = "is_star")]
    pub(super) resource: String,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) owner: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) context: Vec<ContextObject>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) endpoint: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(
    tag = "type",
    rename_all = "snake_case",
    deny_unknown_fields,
    expecting = "a caller (an object)"
)]
pub(super) enum CallerObject {
    User {
        account: String,
        name: String,
        #[serde(default, skip_serializing_if = "CredentialsObject::is_default")]
        credentials: CredentialsObject,
    },
    Role {
        account: String,
        name: String,
        #[serde(default, skip_serializing_if = "SessionObject::is_default")]
        session: SessionObject,
    },
    Federated {
        account: String,
        user: String,
        #[serde(default, skip_serializing_if = "SessionObject::is_default")]
        session: SessionObject,
    },
    Root {
        account: String,
        #[serde(default, skip_serializing_if = "CredentialsObject::is_default")]
        credentials: CredentialsObject,
    },
    Service {
        name: String,
    },
    RootTask {
        account: String,
        #[serde(
            default,
            deserialize_with = "present",
            skip_serializing_if = "Option::is_none"
        )]
        task: Option<String>,
    },
    WebIdentity {
        provider: String,
    },
    Anonymous {},
}

#[derive(Serialize, Deserialize, Default, PartialEq)]
#[serde(rename_all = "snake_case")]
pub(super) enum CredentialsObject {
    #[default]
    AccessKeys,
    Temporary,
    TemporaryWithMfa,
    SessionToken,
    SessionTokenWithMfa,
}

impl CredentialsObject {
    fn is_default(&self) -> bool {
        *self == CredentialsObject::AccessKeys
    }
}

#[derive(Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields, expecting = "a session (an object)")]
pub(super) struct SessionObject {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) policies: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) tags: Vec<TagObject>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) mfa: bool,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) source_identity: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) transitive: Vec<String>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) assumed: Option<Box<AssumptionObject>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "how a role was assumed (an object)")]
pub(super) struct AssumptionObject {
    pub(super) by: CallerObject,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) external_id: Option<String>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) duration: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) context: Vec<ContextObject>,
}

impl SessionObject {
    fn is_default(&self) -> bool {
        let plain = !self.mfa && self.source_identity.is_none();
        let told = self.assumed.is_some() || !self.transitive.is_empty();
        plain && !told && self.name.is_empty() && self.policies.is_empty() && self.tags.is_empty()
    }
}

/// Exactly one of `value`, `values` and `state`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a condition key (an object)")]
pub(super) struct ContextObject {
    pub(super) key: String,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) value: Option<String>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) values: Option<Vec<String>>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) state: Option<StateObject>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum StateObject {
    Unknown,
    Absent,
}

/// A member that is there has a value: `null` is refused.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

fn is_false(value: &bool) -> bool {
    !value
}

fn slash() -> String {
    "/".into()
}

fn is_slash(path: &str) -> bool {
    path == "/"
}

fn star() -> String {
    "*".into()
}

fn is_star(resource: &str) -> bool {
    resource == "*"
}
