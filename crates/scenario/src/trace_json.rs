//! A trace as JSON: for `iam-playground --trace`, for "copy as JSON" on the page, for programs.
//!
//! ```text
//! decision        "Allow", "Deny" or "DependsOn"
//! because         null for an Allow; "explicit:scp", "implicit:identity", "api_restriction" …
//! provisional     whether some policy could not be read in full
//! cross_account   whether caller and resource are in different accounts
//! grade           how strongly the resource-based policy grants: "none", "account",
//!                 "via-user", "via-role", "direct"
//! notes           choices made where AWS's pages do not decide
//! gates           the decision path in order
//!   gate          "service", "explicit_deny" or a layer: "rcp", "scp", "resource", "identity",
//!                 "boundary", "session", "vpc_endpoint"
//!   node          for one level of an organization: { id, name }
//!   state         "allows", "denies", "nothing-allows", "does-not-apply", "cannot-tell"
//!   why           why it does not apply
//!   role          "passed", "decides", "after"
//!   policies      name, kind, group (through which it reaches a user), allows, denies
//!     statements  index, sid, effect, applies, grade, line, column
//!       elements  element, matches, reason; for a condition operator and key; for a value that
//!                 decided its text and place: value, line, column
//! ```
//!
//! `allows`, `denies`, `applies` and `matches` are "yes", "no" or "unknown". Lines and columns
//! start at 1 and count in the policy's own text. Members that say nothing are left out.

use iam::matching::Match;
use iam::policy::{Effect, Statement};
use iam::principal::Grade;
use iam::trace::{
    Element, ElementTrace, Gate, GateId, GateRole, GateState, NotApplicable, Note, PolicyTrace,
    StatementTrace,
};
use iam::world::StoredPolicy;
use iam::{NodeId, PolicyId, Request, Trace, World};
use serde::Serialize;
use std::collections::BTreeMap;
use syntax::{LineIndex, Span};

/// A trace, ready to be serialized.
#[derive(Serialize, Debug)]
pub struct TraceJson<'a> {
    decision: &'static str,
    because: Option<String>,
    provisional: bool,
    cross_account: bool,
    grade: &'static str,
    notes: Vec<&'static str>,
    gates: Vec<GateJson<'a>>,
}

#[derive(Serialize, Debug)]
struct GateJson<'a> {
    gate: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    node: Option<NodeJson<'a>>,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'static str>,
    role: &'static str,
    policies: Vec<PolicyJson<'a>>,
}

#[derive(Serialize, Debug)]
struct NodeJson<'a> {
    id: &'a str,
    name: &'a str,
}

#[derive(Serialize, Debug)]
struct PolicyJson<'a> {
    name: &'a str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<&'a str>,
    allows: &'static str,
    denies: &'static str,
    statements: Vec<StatementJson<'a>>,
}

#[derive(Serialize, Debug)]
struct StatementJson<'a> {
    index: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    sid: Option<&'a str>,
    effect: &'static str,
    applies: &'static str,
    grade: &'static str,
    #[serde(flatten)]
    place: Place,
    elements: Vec<ElementJson<'a>>,
}

#[derive(Serialize, Debug)]
struct ElementJson<'a> {
    element: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    operator: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<&'a str>,
    matches: &'static str,
    reason: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<&'a str>,
    #[serde(flatten)]
    place: Place,
}

#[derive(Serialize, Debug, Default)]
struct Place {
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
}

impl<'a> TraceJson<'a> {
    /// The whole as text, with a line for each member and one line break at the end.
    pub fn to_text(&self) -> String {
        match serde_json::to_string_pretty(self) {
            Ok(text) => text + "\n",
            // A trace has no maps and nothing else that JSON cannot hold.
            Err(_) => String::new(),
        }
    }

    /// The trace of a request, with names and places from its world. `text` gives the text of a
    /// policy, where it is at hand; without one, places and values are left out.
    pub fn new(
        world: &'a World,
        request: &'a Request,
        trace: &Trace,
        text: impl Fn(PolicyId) -> Option<&'a str>,
    ) -> TraceJson<'a> {
        let mut writer = Writer {
            world,
            request,
            trace,
            text,
            lines: BTreeMap::new(),
        };
        TraceJson {
            decision: trace.decision.name(),
            because: trace.decision.because(),
            provisional: trace.provisional,
            cross_account: trace.cross_account,
            grade: grade(trace.grade),
            notes: trace.notes.iter().copied().map(note).collect(),
            gates: trace.gates().iter().map(|gate| writer.gate(gate)).collect(),
        }
    }
}

struct Writer<'a, 't, F> {
    world: &'a World,
    request: &'a Request,
    trace: &'t Trace,
    text: F,
    lines: BTreeMap<PolicyId, LineIndex>,
}

impl<'a, F: Fn(PolicyId) -> Option<&'a str>> Writer<'a, '_, F> {
    fn gate(&mut self, gate: &Gate) -> GateJson<'a> {
        let (name, node) = match gate.id {
            GateId::Service => ("service", None),
            GateId::ExplicitDeny => ("explicit_deny", None),
            GateId::Layer(layer) => (layer.code(), None),
            GateId::Node(layer, node) => (layer.code(), self.node(node)),
        };
        let policies = self.trace.policies(gate);
        GateJson {
            gate: name,
            node,
            state: state(gate.state),
            why: match gate.state {
                GateState::DoesNotApply(why) => Some(not_applicable(why)),
                _ => None,
            },
            role: role(gate.role),
            policies: policies
                .iter()
                .filter_map(|policy| self.policy(policy))
                .collect(),
        }
    }

    fn node(&self, node: NodeId) -> Option<NodeJson<'a>> {
        let node = self.world.organization()?.node(node)?;
        Some(NodeJson {
            id: &node.id,
            name: &node.name,
        })
    }

    fn policy(&mut self, traced: &PolicyTrace) -> Option<PolicyJson<'a>> {
        let stored = self.world.policy(traced.policy)?;
        let identity = &self.request.caller.identity;
        let attachment = traced.attachment.and_then(|at| identity.get(at as usize));
        let statements = self.trace.statements(traced);
        Some(PolicyJson {
            name: &stored.name,
            kind: stored.kind.code(),
            group: attachment.and_then(|attachment| attachment.group.as_deref()),
            allows: matches(traced.allows),
            denies: matches(traced.denies),
            statements: statements
                .iter()
                .filter_map(|statement| self.statement(traced.policy, stored, statement))
                .collect(),
        })
    }

    fn statement(
        &mut self,
        policy: PolicyId,
        stored: &'a StoredPolicy,
        traced: &StatementTrace,
    ) -> Option<StatementJson<'a>> {
        let statement = stored.policy.statements.get(traced.index as usize)?;
        let elements = self.trace.elements(traced);
        Some(StatementJson {
            index: traced.index,
            sid: statement.sid.as_ref().map(|(sid, _)| &**sid),
            effect: effect(traced.effect),
            applies: matches(traced.applies),
            grade: grade(traced.grade),
            place: self.place(policy, Some(statement.span)),
            elements: elements
                .iter()
                .map(|element| self.element(policy, statement, element))
                .collect(),
        })
    }

    fn element(
        &mut self,
        policy: PolicyId,
        statement: &'a Statement,
        traced: &ElementTrace,
    ) -> ElementJson<'a> {
        let test = match traced.element {
            Element::Condition { operator, key } => statement.condition.as_ref().and_then(|all| {
                all.tests
                    .iter()
                    .find(|test| test.position == (operator, key))
            }),
            _ => None,
        };
        let span = value_span(statement, traced);
        let value = span
            .zip((self.text)(policy))
            .map(|(span, text)| span.slice(text));
        ElementJson {
            element: match traced.element {
                Element::Effect => "effect",
                Element::Principal => "principal",
                Element::Action => "action",
                Element::Resource => "resource",
                Element::Condition { .. } => "condition",
            },
            operator: test.map(|test| &*test.operator_text),
            key: test.map(|test| test.key.as_str()),
            matches: matches(traced.matches),
            reason: traced.reason.code(),
            value: value.map(|quoted| quoted.trim_matches('"')),
            place: self.place(policy, span),
        }
    }

    fn place(&mut self, policy: PolicyId, span: Option<Span>) -> Place {
        let Some((span, text)) = span.zip((self.text)(policy)) else {
            return Place::default();
        };
        let lines = self
            .lines
            .entry(policy)
            .or_insert_with(|| LineIndex::new(text));
        let at = lines.line_column(span.start);
        Place {
            line: Some(at.line),
            column: Some(at.column),
        }
    }
}

/// Where the value that decided stands.
fn value_span(statement: &Statement, traced: &ElementTrace) -> Option<Span> {
    let position = traced.value? as usize;
    match traced.element {
        Element::Effect => None,
        Element::Principal => statement
            .principal
            .values()
            .get(position)
            .map(|entry| entry.span),
        Element::Action => statement
            .action
            .values()
            .get(position)
            .map(|entry| entry.span),
        Element::Resource => statement
            .resource
            .values()
            .get(position)
            .map(|entry| entry.span),
        Element::Condition { operator, key } => {
            let tests = &statement.condition.as_ref()?.tests;
            let test = tests.iter().find(|test| test.position == (operator, key))?;
            test.operands.get(position).map(|operand| operand.span)
        }
    }
}

fn matches(matches: Match) -> &'static str {
    match matches {
        Match::No => "no",
        Match::Unknown => "unknown",
        Match::Yes => "yes",
    }
}

fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::None => "none",
        Grade::Account => "account",
        Grade::ViaUser => "via-user",
        Grade::ViaRole => "via-role",
        Grade::Direct => "direct",
    }
}

fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Allow => "allow",
        Effect::Deny => "deny",
        Effect::Unreadable => "unreadable",
    }
}

fn role(role: GateRole) -> &'static str {
    match role {
        GateRole::Passed => "passed",
        GateRole::Decides => "decides",
        GateRole::After => "after",
    }
}

fn state(state: GateState) -> &'static str {
    match state {
        GateState::Allows => "allows",
        GateState::Denies => "denies",
        GateState::NothingAllows => "nothing-allows",
        GateState::DoesNotApply(_) => "does-not-apply",
        GateState::CannotTell => "cannot-tell",
    }
}

fn not_applicable(why: NotApplicable) -> &'static str {
    match why {
        NotApplicable::OutsideOrganization => "outside-organization",
        NotApplicable::ManagementAccount => "management-account",
        NotApplicable::ServiceLinkedRole => "service-linked-role",
        NotApplicable::ServicePrincipal => "service-principal",
        NotApplicable::Anonymous => "anonymous",
        NotApplicable::WebIdentity => "web-identity",
        NotApplicable::RootUser => "root-user",
        NotApplicable::NoneAttached => "none-attached",
        NotApplicable::NoSession => "no-session",
        NotApplicable::NoEndpoint => "no-endpoint",
        NotApplicable::CentralRootAccess => "central-root-access",
        NotApplicable::ServiceNotCovered => "service-not-covered",
        NotApplicable::OperationNotCovered => "operation-not-covered",
        NotApplicable::NoResource => "no-resource",
        NotApplicable::UnknownOwner => "unknown-owner",
        NotApplicable::NoDeny => "no-deny",
        NotApplicable::NoRestriction => "no-restriction",
    }
}

fn note(note: Note) -> &'static str {
    match note {
        Note::SeveralExplicitDenies => "several-explicit-denies",
        Note::PartialNotPrincipal => "partial-not-principal",
        Note::SetOperatorMissing => "set-operator-missing",
        Note::TypeMismatch => "type-mismatch",
        Note::RunPastColon => "run-past-colon",
        Note::ServiceWildcard => "service-wildcard",
        Note::ArnWithoutResource => "arn-without-resource",
        Note::VariableInBool => "variable-in-bool",
        Note::VariableInRcp => "variable-in-rcp",
        Note::WildcardInVariable => "wildcard-in-variable",
        Note::EmptyValueList => "empty-value-list",
        Note::NumberNotation => "number-notation",
        Note::ShortDate => "short-date",
        Note::DateEdge => "date-edge",
        Note::BoolCasing => "bool-casing",
        Note::BareIpv6 => "bare-ipv6",
        Note::EveryArn => "every-arn",
        Note::EmptyPassedOver => "empty-passed-over",
        Note::ForAnyValueIfExists => "for-any-value-if-exists",
        Note::EveryoneNarrowed => "everyone-narrowed",
        Note::ForwardedSourceIp => "forwarded-source-ip",
        Note::EveryoneTrusted => "everyone-trusted",
        Note::AccountNarrowed => "account-narrowed",
        Note::ScpAllowWithArn => "scp-allow-with-arn",
        Note::SelfAssumeByAccount => "self-assume-by-account",
        Note::BlockPublicAccess => "block-public-access",
        Note::UnsignedRequest => "unsigned-request",
        Note::AccessPoint => "access-point",
        Note::KmsAlias => "kms-alias",
        Note::OwnerUnknown => "owner-unknown",
    }
}
