//! A policy after reading: statements whose elements are matched, with the places they stand at
//! in the author's text. What could not be read is kept as a hole (invariant I3), so that the
//! rest keeps working while the text is being typed.

use crate::action::ActionPattern;
use crate::action_index::ActionIndex;
use crate::condition::Condition;
use crate::principal::PrincipalValue;
use crate::resource::{ResourcePattern, ShortArn};
use crate::resource_heads::ResourceHeads;
use syntax::Span;

/// The policy kinds, which differ in the elements they take (R1.5).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PolicyKind {
    /// An inline policy of a user, group or role.
    Identity,
    /// A managed policy, attachable to users, groups and roles.
    Managed,
    /// A managed policy used as a permissions boundary.
    Boundary,
    /// A policy passed when a session is made.
    Session,
    /// A policy on a bucket, queue, topic and so on.
    Resource,
    /// A role's trust policy.
    RoleTrust,
    /// The policy of a KMS key.
    KmsKey,
    /// The policy of a VPC endpoint.
    VpcEndpoint,
    /// A service control policy.
    Scp,
    /// A resource control policy.
    Rcp,
}

impl PolicyKind {
    /// All kinds.
    pub const ALL: [PolicyKind; 10] = [
        PolicyKind::Identity,
        PolicyKind::Managed,
        PolicyKind::Boundary,
        PolicyKind::Session,
        PolicyKind::Resource,
        PolicyKind::RoleTrust,
        PolicyKind::KmsKey,
        PolicyKind::VpcEndpoint,
        PolicyKind::Scp,
        PolicyKind::Rcp,
    ];

    /// The stable name used in files and on the command line.
    pub const fn code(self) -> &'static str {
        match self {
            PolicyKind::Identity => "identity",
            PolicyKind::Managed => "managed",
            PolicyKind::Boundary => "boundary",
            PolicyKind::Session => "session",
            PolicyKind::Resource => "resource",
            PolicyKind::RoleTrust => "role_trust",
            PolicyKind::KmsKey => "kms_key",
            PolicyKind::VpcEndpoint => "vpc_endpoint",
            PolicyKind::Scp => "scp",
            PolicyKind::Rcp => "rcp",
        }
    }

    /// The kind behind a stable name.
    pub fn from_code(code: &str) -> Option<PolicyKind> {
        PolicyKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What AWS calls a policy of this kind, in the middle of a sentence.
    pub const fn name(self) -> &'static str {
        match self {
            PolicyKind::Identity => "inline policy",
            PolicyKind::Managed => "managed policy",
            PolicyKind::Boundary => "permissions boundary",
            PolicyKind::Session => "session policy",
            PolicyKind::Resource => "resource-based policy",
            PolicyKind::RoleTrust => "role trust policy",
            PolicyKind::KmsKey => "key policy",
            PolicyKind::VpcEndpoint => "VPC endpoint policy",
            PolicyKind::Scp => "service control policy",
            PolicyKind::Rcp => "resource control policy",
        }
    }

    /// [`Self::name`] with its indefinite article.
    ///
    /// ```
    /// use iam::policy::PolicyKind;
    /// assert_eq!(PolicyKind::Identity.name_with_article(), "an inline policy");
    /// assert_eq!(PolicyKind::Scp.name_with_article(), "a service control policy");
    /// ```
    pub fn name_with_article(self) -> String {
        crate::messages::with_article(self.name())
    }

    /// Whether statements of this kind name principals.
    pub const fn takes_principal(self) -> bool {
        matches!(
            self,
            PolicyKind::Resource
                | PolicyKind::RoleTrust
                | PolicyKind::KmsKey
                | PolicyKind::VpcEndpoint
                | PolicyKind::Rcp
        )
    }

    /// Whether statements of this kind name resources; a trust policy is about its role only.
    pub const fn takes_resource(self) -> bool {
        !matches!(self, PolicyKind::RoleTrust)
    }

    /// What an ARN with missing parts means in this kind (R1.9).
    pub const fn short_arn(self) -> ShortArn {
        match self {
            PolicyKind::Identity
            | PolicyKind::Managed
            | PolicyKind::Boundary
            | PolicyKind::Session
            | PolicyKind::Scp
            | PolicyKind::Rcp => ShortArn::Completed,
            PolicyKind::Resource
            | PolicyKind::RoleTrust
            | PolicyKind::KmsKey
            | PolicyKind::VpcEndpoint => ShortArn::Kept,
        }
    }
}

/// The language version a policy declares (R1.3).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Version {
    /// `2012-10-17`: policy variables are live.
    V2012,
    /// `2008-10-17`, or none given: `${…}` is plain text.
    V2008,
    /// Something else: a value with `${` in it cannot be read.
    Unreadable,
}

/// A statement's effect, as far as it could be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effect {
    /// `Allow`.
    Allow,
    /// `Deny`, or a text that can only have meant it (R8).
    Deny,
    /// Missing or neither: the statement contributes nothing (R8).
    Unreadable,
}

/// Whether the listed values are meant, or all others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sense {
    /// `Action`, `Resource`, `Principal`.
    Listed,
    /// `NotAction`, `NotResource`, `NotPrincipal`.
    AllButListed,
}

/// A statement's element that lists values.
#[derive(Clone, Debug)]
pub enum Element<T> {
    /// The policy kind has no such element.
    NotUsed,
    /// The element is needed and missing.
    Missing,
    /// The element, or its place here, could not be understood.
    Unreadable(Span),
    /// The values.
    Values {
        /// Whether they are meant or excluded.
        sense: Sense,
        /// In the author's order.
        values: Box<[Entry<T>]>,
        /// From the key to the end of the last value.
        span: Span,
    },
}

impl<T> Element<T> {
    /// Where the element stands, if it is there.
    pub fn span(&self) -> Option<Span> {
        match self {
            Element::NotUsed | Element::Missing => None,
            Element::Unreadable(span) | Element::Values { span, .. } => Some(*span),
        }
    }

    /// The values; empty where there are none.
    pub fn values(&self) -> &[Entry<T>] {
        match self {
            Element::Values { values, .. } => values,
            Element::NotUsed | Element::Missing | Element::Unreadable(_) => &[],
        }
    }

    /// Whether the listed values are meant or excluded.
    pub fn sense(&self) -> Sense {
        match self {
            Element::Values { sense, .. } => *sense,
            Element::NotUsed | Element::Missing | Element::Unreadable(_) => Sense::Listed,
        }
    }

    pub(crate) fn has_hole(&self) -> bool {
        match self {
            Element::NotUsed => false,
            Element::Missing | Element::Unreadable(_) => true,
            Element::Values { values, .. } => values.iter().any(|entry| entry.value.is_none()),
        }
    }
}

/// One value of an element.
#[derive(Clone, Debug)]
pub struct Entry<T> {
    /// The value; `None` where it could not be read.
    pub value: Option<T>,
    /// Where it stands.
    pub span: Span,
}

/// One statement.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Where it stands, brackets included.
    pub span: Span,
    /// The statement id and where it stands.
    pub sid: Option<(Box<str>, Span)>,
    /// Allow or Deny.
    pub effect: Effect,
    /// Where the effect stands.
    pub effect_span: Option<Span>,
    /// Whom it is about.
    pub principal: Element<PrincipalValue>,
    /// Which actions.
    pub action: Element<ActionPattern>,
    /// On which resources.
    pub resource: Element<ResourcePattern>,
    /// Under which circumstances; `None` where the element could not be read.
    pub condition: Option<Condition>,
    /// Where the condition stands.
    pub condition_span: Option<Span>,
    /// The first part that belongs to no element: an unknown key, or a broken place.
    pub foreign: Option<Span>,
}

impl Statement {
    /// Whether it has a part that could not be read, or that IAM takes for half written.
    pub(crate) fn has_hole(&self) -> bool {
        let is_half = |entry: &Entry<ActionPattern>| {
            let text = entry.value.as_ref().map_or("*", ActionPattern::as_str);
            text != "*" && !text.contains(':') // R1.8.12
        };
        let action_is_half =
            matches!(&self.action, Element::Values { values, .. } if values.iter().any(is_half));
        let condition_has_hole =
            |condition: &Condition| condition.tests.iter().any(|test| test.operator.is_none());
        self.effect == Effect::Unreadable
            || self.foreign.is_some()
            || self.principal.has_hole()
            || self.action.has_hole()
            || action_is_half
            || self.resource.has_hole()
            || self.condition.as_ref().is_none_or(condition_has_hole)
    }
}

/// A policy.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The kind it was read as.
    pub kind: PolicyKind,
    /// Its language version.
    pub version: Version,
    /// Its statements in the author's order.
    pub statements: Box<[Statement]>,
    /// Whether some part could not be read, so that what this policy says may still change.
    pub has_holes: bool,
    pub(crate) index: ActionIndex,
    pub(crate) heads: ResourceHeads,
}

impl Policy {
    /// The statement that holds a byte offset of the policy's text.
    pub fn statement_at(&self, offset: u32) -> Option<usize> {
        self.statements
            .iter()
            .position(|statement| statement.span.contains(offset))
    }
}
