//! What an account holds: users, groups, roles and resources.

use crate::policy::PolicyRef;

/// An account, inside the organization or on its own.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Account {
    /// The name people gave it.
    pub name: String,
    /// IAM users.
    pub users: Vec<User>,
    /// IAM groups.
    pub groups: Vec<Group>,
    /// IAM roles.
    pub roles: Vec<Role>,
    /// Resources that the account owns.
    pub resources: Vec<Resource>,
}

/// A tag of a user, role, session or resource.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tag {
    /// The key.
    pub key: String,
    /// The value, which may be empty.
    pub value: String,
}

/// An IAM user.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct User {
    /// The name, unique in the account without regard to case.
    pub name: String,
    /// The path; begins and ends with `/`.
    pub path: String,
    /// The unique id, `AIDA…`, where the scenario gives one.
    pub unique_id: Option<String>,
    /// Tags.
    pub tags: Vec<Tag>,
    /// Names of the groups the user is in.
    pub groups: Vec<String>,
    /// Identity-based policies of the user's own.
    pub policies: Vec<PolicyRef>,
    /// The permissions boundary.
    pub boundary: Option<PolicyRef>,
}

/// An IAM group.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// The name, unique in the account without regard to case.
    pub name: String,
    /// Identity-based policies.
    pub policies: Vec<PolicyRef>,
}

/// An IAM role.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Role {
    /// The name, unique in the account without regard to case.
    pub name: String,
    /// The path; begins and ends with `/`. `/aws-service-role/…` makes a service-linked role.
    pub path: String,
    /// The unique id, `AROA…`, where the scenario gives one.
    pub unique_id: Option<String>,
    /// Tags.
    pub tags: Vec<Tag>,
    /// The trust policy; without one nobody can assume the role.
    pub trust: Option<PolicyRef>,
    /// Identity-based policies.
    pub policies: Vec<PolicyRef>,
    /// The permissions boundary.
    pub boundary: Option<PolicyRef>,
    /// How many seconds its sessions last at most; AWS's default is one hour (R3.9.13).
    pub longest_session: Option<u32>,
}

/// A resource.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Resource {
    /// Its ARN.
    pub arn: String,
    /// The resource-based policy; a key policy where it is a KMS key.
    pub policy: Option<PolicyRef>,
    /// Tags.
    pub tags: Vec<Tag>,
}

impl Account {
    /// An account that holds nothing.
    pub fn new(name: impl Into<String>) -> Account {
        Account {
            name: name.into(),
            ..Account::default()
        }
    }

    /// The user of a name, without regard to case.
    pub fn user(&self, name: &str) -> Option<&User> {
        self.users
            .iter()
            .find(|user| user.name.eq_ignore_ascii_case(name))
    }

    /// The group of a name, without regard to case.
    pub fn group(&self, name: &str) -> Option<&Group> {
        self.groups
            .iter()
            .find(|group| group.name.eq_ignore_ascii_case(name))
    }

    /// The role of a name, without regard to case.
    pub fn role(&self, name: &str) -> Option<&Role> {
        self.roles
            .iter()
            .find(|role| role.name.eq_ignore_ascii_case(name))
    }

    /// The resource of an ARN.
    pub fn resource(&self, arn: &str) -> Option<&Resource> {
        self.resources.iter().find(|resource| resource.arn == arn)
    }

    pub(crate) fn user_mut(&mut self, name: &str) -> Option<&mut User> {
        self.users
            .iter_mut()
            .find(|user| user.name.eq_ignore_ascii_case(name))
    }

    pub(crate) fn group_mut(&mut self, name: &str) -> Option<&mut Group> {
        self.groups
            .iter_mut()
            .find(|group| group.name.eq_ignore_ascii_case(name))
    }

    pub(crate) fn role_mut(&mut self, name: &str) -> Option<&mut Role> {
        self.roles
            .iter_mut()
            .find(|role| role.name.eq_ignore_ascii_case(name))
    }

    pub(crate) fn resource_mut(&mut self, arn: &str) -> Option<&mut Resource> {
        self.resources
            .iter_mut()
            .find(|resource| resource.arn == arn)
    }
}

impl User {
    /// A user at the path `/` who may do nothing.
    pub fn new(name: impl Into<String>) -> User {
        User {
            name: name.into(),
            path: "/".into(),
            unique_id: None,
            tags: Vec::new(),
            groups: Vec::new(),
            policies: Vec::new(),
            boundary: None,
        }
    }
}

impl Group {
    /// A group without policies.
    pub fn new(name: impl Into<String>) -> Group {
        Group {
            name: name.into(),
            policies: Vec::new(),
        }
    }
}

impl Role {
    /// A role at the path `/` that nobody can assume.
    pub fn new(name: impl Into<String>) -> Role {
        Role {
            name: name.into(),
            path: "/".into(),
            unique_id: None,
            tags: Vec::new(),
            trust: None,
            policies: Vec::new(),
            boundary: None,
            longest_session: None,
        }
    }

    /// Whether an AWS service made the role for itself; organization policies do not affect
    /// such roles (R4.2, R4.3).
    pub fn is_service_linked(&self) -> bool {
        self.path.starts_with("/aws-service-role/")
    }
}

impl Resource {
    /// A resource without a policy.
    pub fn new(arn: impl Into<String>) -> Resource {
        Resource {
            arn: arn.into(),
            policy: None,
            tags: Vec::new(),
        }
    }
}

impl Tag {
    /// A tag.
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> Tag {
        Tag {
            key: key.into(),
            value: value.into(),
        }
    }
}
