//! The record of one evaluation: a value of stable ids, no sentences. `explain` turns it into
//! words, the page draws it, the command line prints it.
//!
//! A trace is flat: gates point at a range of policies, policies at a range of statements,
//! statements at a range of elements, all in evaluation order.

use crate::decision::{Decision, Layer};
use crate::matching::Match;
use crate::organization::NodeId;
use crate::policy::Effect;
use crate::principal::Grade;
use crate::world::PolicyId;
use std::ops::Range;

/// What happened while one request was decided.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trace {
    /// The answer.
    pub decision: Decision,
    /// Whether some policy in force could not be read in full, so that the answer may change
    /// once it can (R8).
    pub provisional: bool,
    /// Whether caller and resource are in different accounts, so that both must allow (R3.6).
    pub cross_account: bool,
    /// The strongest grant of the resource-based policy.
    pub grade: Grade,
    /// Choices that were made where AWS's pages are silent or contradict one another.
    pub notes: Vec<Note>,
    pub(crate) gates: Vec<Gate>,
    pub(crate) policies: Vec<PolicyTrace>,
    pub(crate) statements: Vec<StatementTrace>,
    pub(crate) elements: Vec<ElementTrace>,
}

/// A stop on the decision path.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gate {
    /// Which stop.
    pub id: GateId,
    /// What it says to this request.
    pub state: GateState,
    /// What that meant for the answer.
    pub role: GateRole,
    pub(crate) policies: Range<u32>,
}

/// Which stop on the path.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum GateId {
    /// Rules of AWS that stand before any policy: partitions and API restrictions.
    Service,
    /// Any Deny statement, in any layer.
    ExplicitDeny,
    /// A layer as a whole.
    Layer(Layer),
    /// One node of an organization, for its SCPs or RCPs.
    Node(Layer, NodeId),
}

/// What a gate says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GateState {
    /// An Allow applies and no Deny does.
    Allows,
    /// A Deny applies.
    Denies,
    /// Neither an Allow nor a Deny applies.
    NothingAllows,
    /// The gate is not on this request's way.
    DoesNotApply(NotApplicable),
    /// A key that was declared unknown decides.
    CannotTell,
}

/// Why a gate does not apply (R3.3).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotApplicable {
    /// The account is in no organization.
    OutsideOrganization,
    /// The management account is exempt.
    ManagementAccount,
    /// Service-linked roles are exempt.
    ServiceLinkedRole,
    /// AWS services have no policies of this kind.
    ServicePrincipal,
    /// Callers without credentials have no policies of this kind.
    Anonymous,
    /// Callers signed in elsewhere have no policies of this kind.
    WebIdentity,
    /// The root user cannot have policies of this kind.
    RootUser,
    /// Nothing of this kind is attached.
    NoneAttached,
    /// No session policy was passed.
    NoSession,
    /// The request does not travel through a VPC endpoint.
    NoEndpoint,
    /// The management account needs no grant for `AssumeRoot` (R3.7.25).
    CentralRootAccess,
    /// RCPs do not cover this service.
    ServiceNotCovered,
    /// RCPs do not cover this operation.
    OperationNotCovered,
    /// The action is not authorised against a resource.
    NoResource,
    /// Nobody is known to own the resource.
    UnknownOwner,
    /// No Deny statement applies.
    NoDeny,
    /// Neither a partition border nor an API restriction is in the way.
    NoRestriction,
}

/// What a gate meant for the answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GateRole {
    /// The request went on.
    Passed,
    /// The answer was made here.
    Decides,
    /// Judged too, but an earlier gate has decided.
    After,
}

/// What one policy said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PolicyTrace {
    /// Which policy.
    pub policy: PolicyId,
    /// The layer or node where it is attached.
    pub gate: GateId,
    /// For identity-based policies: its position in `Caller::identity`.
    pub attachment: Option<u32>,
    /// Whether an Allow of it applies.
    pub allows: Match,
    /// Whether a Deny of it applies.
    pub denies: Match,
    pub(crate) statements: Range<u32>,
}

/// What one statement said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StatementTrace {
    /// Its position in the policy, from 0.
    pub index: u32,
    /// Allow or Deny, as far as it could be read.
    pub effect: Effect,
    /// Whether it applies to the request.
    pub applies: Match,
    /// How strongly its principal element fits; `Direct` where the policy kind has none.
    pub grade: Grade,
    pub(crate) elements: Range<u32>,
}

/// What one element of a statement said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ElementTrace {
    /// Which element.
    pub element: Element,
    /// Whether it lets the statement apply.
    pub matches: Match,
    /// Why.
    pub reason: Reason,
    /// The position of the policy value that decided, where one did.
    pub value: Option<u32>,
}

/// An element of a statement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Element {
    /// `Effect`, where it could not be read.
    Effect,
    /// `Principal` or `NotPrincipal`.
    Principal,
    /// `Action` or `NotAction`.
    Action,
    /// `Resource` or `NotResource`.
    Resource,
    /// One key under one operator of `Condition`; both are positions in the author's order.
    Condition {
        /// Position of the operator.
        operator: u32,
        /// Position of the key in it.
        key: u32,
    },
}

/// Why an element matches or doesn't.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// A listed value fits.
    ValueFits,
    /// No listed value fits.
    NoValueFits,
    /// The list is empty.
    EmptyList,
    /// The element could not be read and is taken in the safe way (R8).
    Unreadable,
    /// The element is missing where one is needed, and is taken in the safe way (R8).
    Missing,
    /// A `NotPrincipal` always denies a caller with a permissions boundary (R1.7).
    BoundaryUnderNotPrincipal,
    /// The condition key is not in the request.
    KeyMissing,
    /// The condition key was declared unknown.
    KeyUnknown,
    /// The key holds several values and the operator has no set prefix (R2.4).
    SeveralValues,
    /// The value in the request is not of the operator's type (R2.2).
    WrongType,
    /// A policy variable has no value in this request (R1.11).
    VariableMissing,
    /// The operator gives the same answer for every request (R2.6).
    Constant,
}

impl Reason {
    /// A stable code for output and translation.
    pub const fn code(self) -> &'static str {
        match self {
            Reason::ValueFits => "value-fits",
            Reason::NoValueFits => "no-value-fits",
            Reason::EmptyList => "empty-list",
            Reason::Unreadable => "unreadable",
            Reason::Missing => "missing",
            Reason::BoundaryUnderNotPrincipal => "boundary-under-not-principal",
            Reason::KeyMissing => "key-missing",
            Reason::KeyUnknown => "key-unknown",
            Reason::SeveralValues => "several-values",
            Reason::WrongType => "wrong-type",
            Reason::VariableMissing => "variable-missing",
            Reason::Constant => "constant",
        }
    }
}

/// A choice made where AWS's documentation does not decide.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Note {
    /// Several layers deny explicitly; AWS does not say which one it names (R3.2).
    SeveralExplicitDenies,
    /// A role that its trust policy does not name, but its account, assumes itself (R3.9.6).
    SelfAssumeByAccount,
    /// An anonymous caller is allowed to use Amazon S3 (R3.7.28).
    BlockPublicAccess,
    /// An anonymous caller is allowed by a service that may not take unsigned requests (R3.7.29).
    UnsignedRequest,
    /// The request goes to an S3 access point (R3.3.11).
    AccessPoint,
    /// A KMS key is named by its alias (R3.10.11).
    KmsAlias,
    /// A `NotPrincipal` names only part of the caller's chain; some services deny then (R1.7).
    PartialNotPrincipal,
    /// A multivalued key stands under an operator without a set prefix (R2.4).
    SetOperatorMissing,
    /// A request value is not of the type its operator compares (R2.2).
    TypeMismatch,
    /// `*` at the end of an ARN part ran past the next colon (R1.9.17).
    RunPastColon,
    /// An action value has a wildcard in its service prefix (R1.8.6).
    ServiceWildcard,
    /// An ARN matched a call that has no resource (R1.9.19).
    ArnWithoutResource,
    /// A policy variable stands under `Bool` (R1.11.6).
    VariableInBool,
    /// A policy variable stands in an RCP (R1.11.9).
    VariableInRcp,
    /// The value of a policy variable holds a wildcard (R1.11.14).
    WildcardInVariable,
    /// An operator has no values to compare with (R1.12.5).
    EmptyValueList,
    /// A number is written with an exponent or a leading `+` (R2.2.11).
    NumberNotation,
    /// A date is written without its time (R2.2.15).
    ShortDate,
    /// A date is compared at its very instant (R2.2.17).
    DateEdge,
    /// A truth value is not in lower case (R2.2.20).
    BoolCasing,
    /// An IPv6 address has no prefix length (R2.2.26).
    BareIpv6,
    /// `*` alone stands as an ARN (R2.2.37).
    EveryArn,
    /// `ForAllValues` passed over an empty string among other values (R2.4.18).
    EmptyPassedOver,
    /// `ForAnyValue` and `IfExists` meet a missing key (R2.4.12).
    ForAnyValueIfExists,
    /// `*` is narrowed to a role by `aws:PrincipalArn` (R3.4.10).
    EveryoneNarrowed,
    /// The address of a forwarded call was tested (R3.7.9).
    ForwardedSourceIp,
    /// A trust policy names everyone (R3.9.14).
    EveryoneTrusted,
    /// An account is narrowed to one principal by `aws:PrincipalArn` (R3.11.7).
    AccountNarrowed,
    /// An SCP allows by ARN (R4.1.3).
    ScpAllowWithArn,
    /// Nothing tells who owns the resource (R3.6.11).
    OwnerUnknown,
}

impl Trace {
    /// The stops in order.
    pub fn gates(&self) -> &[Gate] {
        &self.gates
    }

    /// The policies of a gate.
    pub fn policies(&self, gate: &Gate) -> &[PolicyTrace] {
        range(&self.policies, &gate.policies)
    }

    /// The statements of a policy.
    pub fn statements(&self, policy: &PolicyTrace) -> &[StatementTrace] {
        range(&self.statements, &policy.statements)
    }

    /// The elements of a statement.
    pub fn elements(&self, statement: &StatementTrace) -> &[ElementTrace] {
        range(&self.elements, &statement.elements)
    }

    /// The gate where the answer was made, if a policy gate made it.
    pub fn deciding_gate(&self) -> Option<&Gate> {
        self.gates
            .iter()
            .find(|gate| gate.role == GateRole::Decides)
    }
}

fn range<'a, T>(items: &'a [T], range: &Range<u32>) -> &'a [T] {
    items
        .get(range.start as usize..range.end as usize)
        .unwrap_or_default()
}
