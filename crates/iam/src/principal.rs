//! Who calls, whom a policy's `Principal` names, and how strongly the two fit (R1.6, R1.7).

use crate::arn::{AccountId, Arn};

/// A calling principal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Principal {
    /// An IAM user with long-term keys or a console session.
    IamUser {
        /// `arn:aws:iam::A:user/path/Name`.
        arn: Arn,
        /// The account.
        account: AccountId,
    },
    /// A session of an assumed role.
    RoleSession {
        /// `arn:aws:sts::A:assumed-role/Name/Session`.
        arn: Arn,
        /// `arn:aws:iam::A:role/path/Name`.
        role: Arn,
        /// The account.
        account: AccountId,
        /// Who made the role.
        origin: RoleOrigin,
    },
    /// A session from `GetFederationToken`.
    FederatedUser {
        /// `arn:aws:sts::A:federated-user/Name`.
        arn: Arn,
        /// The IAM user who asked for the session.
        user: Arn,
        /// The account.
        account: AccountId,
    },
    /// The root user of an account.
    RootUser {
        /// `arn:aws:iam::A:root`.
        arn: Arn,
        /// The account.
        account: AccountId,
    },
    /// An AWS service that calls on its own behalf.
    Service {
        /// Such as `sns.amazonaws.com`.
        name: String,
    },
    /// Someone signed in with an identity provider, before any role is assumed.
    WebIdentity {
        /// The provider's ARN or name, as a trust policy names it.
        provider: String,
    },
    /// A caller without credentials.
    Anonymous,
}

/// Whether a role is the customer's or a service's own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RoleOrigin {
    /// An ordinary role.
    Customer,
    /// A service-linked role, which organization policies do not touch.
    ServiceLinked,
}

impl Principal {
    /// The caller's account; `None` for services, web identities and anonymous callers.
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Principal::IamUser { account, .. }
            | Principal::RoleSession { account, .. }
            | Principal::FederatedUser { account, .. }
            | Principal::RootUser { account, .. } => Some(*account),
            Principal::Service { .. } | Principal::WebIdentity { .. } | Principal::Anonymous => {
                None
            }
        }
    }

    /// The caller's own ARN, where it has one.
    pub fn arn(&self) -> Option<&Arn> {
        match self {
            Principal::IamUser { arn, .. }
            | Principal::RoleSession { arn, .. }
            | Principal::FederatedUser { arn, .. }
            | Principal::RootUser { arn, .. } => Some(arn),
            Principal::Service { .. } | Principal::WebIdentity { .. } | Principal::Anonymous => {
                None
            }
        }
    }

    /// What the caller is known by: its own ARN, its name, or `anonymous`.
    pub fn name(&self) -> &str {
        match self {
            Principal::Service { name } => name,
            Principal::WebIdentity { provider } => provider,
            Principal::Anonymous => "anonymous",
            other => other.arn().map_or("", Arn::as_str),
        }
    }

    /// The value of `aws:PrincipalArn`: the role for role sessions (R6.1).
    pub fn principal_arn(&self) -> Option<&Arn> {
        match self {
            Principal::RoleSession { role, .. } => Some(role),
            other => other.arn(),
        }
    }
}

/// How strongly a principal element fits a caller (R1.6); ordered from weakest to strongest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Grade {
    /// Not at all.
    None,
    /// The caller's account is named: its own policies must allow too.
    Account,
    /// The IAM user who made the federated session is named.
    ViaUser,
    /// The role of the calling session is named.
    ViaRole,
    /// The caller itself, or everyone.
    Direct,
}

/// One value of a `Principal` or `NotPrincipal` element.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PrincipalValue {
    /// `"*"` or `{"AWS": "*"}`.
    Everyone,
    /// An account id or the account's root ARN.
    Account(AccountId),
    /// A user, role, role session or federated user.
    Identity(Arn),
    /// An AWS service.
    Service(Box<str>),
    /// An identity provider.
    Federated(Box<str>),
    /// An account in Amazon S3's older spelling, the unique id of a user or role that no longer
    /// exists, an origin access identity, or an identity provider outside a trust policy. Callers
    /// are none of these.
    Opaque(Box<str>),
}

impl PrincipalValue {
    /// How strongly this value names the caller.
    pub fn grade(&self, caller: &Principal) -> Grade {
        match self {
            PrincipalValue::Everyone => Grade::Direct,
            PrincipalValue::Account(account) => match caller.account() == Some(*account) {
                true => Grade::Account,
                false => Grade::None,
            },
            PrincipalValue::Identity(named) => identity_grade(named, caller),
            PrincipalValue::Service(named) => match caller {
                Principal::Service { name } if **named == **name => Grade::Direct,
                _ => Grade::None,
            },
            PrincipalValue::Federated(named) => match caller {
                Principal::WebIdentity { provider } if **named == **provider => Grade::Direct,
                _ => Grade::None,
            },
            PrincipalValue::Opaque(_) => Grade::None,
        }
    }

    /// Whether a `NotPrincipal` that lists this value exempts the caller, taking any link of the
    /// caller's chain as enough (R1.7).
    pub fn exempts(&self, caller: &Principal) -> bool {
        self.grade(caller) != Grade::None
    }
}

fn identity_grade(named: &Arn, caller: &Principal) -> Grade {
    match caller {
        Principal::RoleSession { arn, role, .. } => {
            if named == arn {
                Grade::Direct
            } else if same_role(named, role) {
                Grade::ViaRole
            } else {
                Grade::None
            }
        }
        Principal::FederatedUser { arn, user, .. } => {
            if named == arn {
                Grade::Direct
            } else if named == user {
                Grade::ViaUser
            } else {
                Grade::None
            }
        }
        Principal::IamUser { arn, .. } => match named == arn {
            true => Grade::Direct,
            false => Grade::None,
        },
        Principal::RootUser { .. }
        | Principal::Service { .. }
        | Principal::WebIdentity { .. }
        | Principal::Anonymous => Grade::None,
    }
}

/// Role names are unique in an account whatever their path, and session ARNs carry no path, so
/// the last word of the ARN identifies the role (R1.6).
pub(crate) fn same_role(named: &Arn, role: &Arn) -> bool {
    named == role
        || (named.partition() == role.partition()
            && named.service() == role.service()
            && named.account() == role.account()
            && role_name(named).is_some()
            && role_name(named) == role_name(role))
}

/// Whether the first is the ARN of a session of the second.
pub(crate) fn is_session_of(session: &Arn, role: &Arn) -> bool {
    let mut words = session.resource().split('/');
    words.next() == Some("assumed-role")
        && words.next() == role_name(role)
        && session.partition() == role.partition()
        && session.account() == role.account()
}

fn role_name(arn: &Arn) -> Option<&str> {
    arn.resource().strip_prefix("role/")?.rsplit('/').next()
}
