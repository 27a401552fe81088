//! From a trace to words: the only place where an evaluation is put into sentences, so that the
//! page, the command line and tests say the same. Words follow AWS's access-denied messages.

mod assume;
mod change;
mod element;
mod gate;
mod way;

pub use assume::{assumed, refusal};
pub use change::{change, counterfactual};
pub use element::{element, element_name};
pub use gate::{gate, gate_title, state_word};
pub use way::{answer, case, way};

use crate::decision::{AllowReason, ApiRestriction, Decision, DenyReason, Layer};
use crate::matching::Match;
use crate::messages::with_article;
use crate::organization::{Node, NodeKind};
use crate::policy::{Effect, Statement};
use crate::principal::Grade;
use crate::request::{Request, ResourcePolicyKind, SessionToken};
use crate::trace::{GateId, Note, PolicyTrace, StatementTrace, Trace};
use crate::world::World;

/// What is being talked about.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The policies and the organization.
    pub world: &'a World,
    /// What was asked.
    pub request: &'a Request,
    /// What came of it.
    pub trace: &'a Trace,
}

/// `Allowed`, `Denied` or `Depends`.
pub const fn verdict_word(decision: Decision) -> &'static str {
    match decision {
        Decision::Allow(_) => "Allowed",
        Decision::Deny(_) => "Denied",
        Decision::DependsOn => "Depends",
    }
}

/// The answer and its reason in one sentence, without the verdict's word in front.
pub fn verdict(subject: Subject<'_>) -> String {
    let trace = subject.trace;
    match trace.decision {
        Decision::Allow(reason) => allowed(subject, reason),
        Decision::Deny(DenyReason::Explicit(layer)) => {
            let place = match denying_statement(subject, layer) {
                Some((policy, statement)) => format!(", {}", statement_place(subject, policy, statement)),
                None => String::new(),
            };
            format!("explicit deny in {}{place}", layer_policy(subject.request, layer))
        }
        Decision::Deny(DenyReason::Implicit(layer)) => implicitly_denied(subject, layer),
        Decision::Deny(DenyReason::ApiRestriction(restriction)) => self::restriction(restriction).to_owned(),
        Decision::Deny(DenyReason::CrossPartition) => {
            "the caller and the resource are in different partitions of AWS, which never reach each other".into()
        }
        Decision::DependsOn if subject.request.caller.session_token == Some(SessionToken::Uncertain) => {
            "whether the session that calls can be created depends on what is not known of its role chain".into()
        }
        Decision::DependsOn => format!("the answer depends on {}", list_words(&deciding_keys(subject), "and")),
    }
}

fn allowed(subject: Subject<'_>, reason: AllowReason) -> String {
    let place = |layer| match allowing_statement(subject, layer) {
        Some((policy, statement)) => format!(" by {}", statement_place(subject, policy, statement)),
        None => String::new(),
    };
    match reason {
        AllowReason::NoPermissionNeeded => {
            "every signed-in caller may ask who it is, even against an explicit deny".into()
        }
        AllowReason::RootUser => {
            "the root user has full access to its own account, and nothing denies the request"
                .into()
        }
        AllowReason::ResourcePolicy(grade) => {
            let policy = resource_policy_name(subject.request);
            let whom = match grade {
                Grade::ViaRole => "the caller's role",
                Grade::ViaUser => "the IAM user behind the session",
                Grade::Direct | Grade::Account | Grade::None => "the caller",
            };
            format!(
                "granted to {whom} by the {policy}{}",
                place(Layer::Resource).replace(" by ", ", ")
            )
        }
        AllowReason::Identity => {
            format!("granted{}, and no policy denies it", place(Layer::Identity))
        }
        AllowReason::BothAccounts => format!(
            "both accounts allow it: the caller's{}, and the resource's{}",
            place(Layer::Identity),
            place(Layer::Resource)
        ),
    }
}

fn implicitly_denied(subject: Subject<'_>, layer: Layer) -> String {
    let action = subject.request.action.as_str();
    let policy = match layer {
        Layer::Resource => resource_policy_name(subject.request),
        Layer::Session
        | Layer::Scp
        | Layer::Rcp
        | Layer::Identity
        | Layer::Boundary
        | Layer::Endpoint => layer_name(layer),
    };
    let node = subject
        .trace
        .deciding_gate()
        .and_then(|gate| match gate.id {
            GateId::Node(_, id) => subject.world.organization()?.node(id),
            GateId::Layer(_) | GateId::ExplicitDeny | GateId::Service => None,
        });
    match node {
        Some(node) => format!(
            "no {policy} on {} allows `{action}` (implicit deny)",
            node_name(node)
        ),
        None => format!("no {policy} allows `{action}` (implicit deny)"),
    }
}

/// The first statement of a layer whose Deny applies.
fn denying_statement<'a>(
    subject: Subject<'a>,
    layer: Layer,
) -> Option<(&'a PolicyTrace, &'a StatementTrace)> {
    applying_statement(subject, layer, Effect::Deny)
}

fn allowing_statement<'a>(
    subject: Subject<'a>,
    layer: Layer,
) -> Option<(&'a PolicyTrace, &'a StatementTrace)> {
    applying_statement(subject, layer, Effect::Allow)
}

fn applying_statement<'a>(
    subject: Subject<'a>,
    wanted: Layer,
    effect: Effect,
) -> Option<(&'a PolicyTrace, &'a StatementTrace)> {
    let trace = subject.trace;
    let in_layer = |id: GateId| match id {
        GateId::Layer(layer) | GateId::Node(layer, _) => layer == wanted,
        GateId::Service | GateId::ExplicitDeny => false,
    };
    let gates = trace.gates().iter().filter(|gate| in_layer(gate.id));
    let policies = gates.flat_map(|gate| trace.policies(gate));
    policies
        .flat_map(|policy| {
            trace
                .statements(policy)
                .iter()
                .map(move |statement| (policy, statement))
        })
        .filter(|(_, statement)| statement.effect == effect && statement.applies == Match::Yes)
        .max_by(|(_, one), (_, other)| {
            one.grade
                .cmp(&other.grade)
                .then(std::cmp::Ordering::Greater)
        })
}

/// `statement DenyRegions of DenyOutsideEU on OU Sandbox`.
pub fn statement_place(
    subject: Subject<'_>,
    policy: &PolicyTrace,
    statement: &StatementTrace,
) -> String {
    let Some(stored) = subject.world.policy(policy.policy) else {
        return "a statement".into();
    };
    let written = stored.policy.statements.get(statement.index as usize);
    let mut place = format!(
        "{} of {}",
        statement_name(written, statement.index),
        stored.name
    );
    match policy.gate {
        GateId::Node(_, id) => {
            if let Some(node) = subject
                .world
                .organization()
                .and_then(|organization| organization.node(id))
            {
                place.push_str(&format!(" on {}", node_name(node)));
            }
        }
        GateId::Layer(_) | GateId::Service | GateId::ExplicitDeny => {}
    }
    let attachment = policy
        .attachment
        .and_then(|at| subject.request.caller.identity.get(at as usize));
    if let Some(group) = attachment.and_then(|attachment| attachment.group.as_ref()) {
        place.push_str(&format!(" through the group {group}"));
    }
    place
}

/// `statement DenyRegions`, or `statement 2` where it has no id.
pub fn statement_name(statement: Option<&Statement>, index: u32) -> String {
    match statement.and_then(|statement| statement.sid.as_ref()) {
        Some((sid, _)) => format!("statement {sid}"),
        None => format!("statement {}", index + 1),
    }
}

/// `OU Sandbox`, `account Legal (4444…)`, `the root`.
pub fn node_name(node: &Node) -> String {
    match node.kind {
        NodeKind::Root => "the root of the organization".into(),
        NodeKind::Ou => format!("OU {}", node.name),
        NodeKind::Account(account) if node.name.is_empty() => format!("account {account}"),
        NodeKind::Account(_) => format!("account {}", node.name),
    }
}

/// What AWS calls a policy of this layer.
pub const fn layer_name(layer: Layer) -> &'static str {
    match layer {
        Layer::Rcp => "resource control policy",
        Layer::Scp => "service control policy",
        Layer::Resource => "resource-based policy",
        Layer::Identity => "identity-based policy",
        Layer::Boundary => "permissions boundary",
        Layer::Session => "session policy",
        Layer::Endpoint => "VPC endpoint policy",
    }
}

fn layer_policy(request: &Request, layer: Layer) -> String {
    let name = match layer {
        Layer::Resource => resource_policy_name(request),
        other => layer_name(other),
    };
    with_article(name)
}

fn resource_policy_name(request: &Request) -> &'static str {
    match request.resource.policy.map(|policy| policy.kind) {
        Some(ResourcePolicyKind::RoleTrust) => "role trust policy",
        Some(ResourcePolicyKind::KmsKey) => "key policy",
        Some(ResourcePolicyKind::Resource) | None => "resource-based policy",
    }
}

/// AWS's own access-denied message for this request, as the service would answer it.
pub fn access_denied_message(subject: Subject<'_>) -> Option<String> {
    let request = subject.request;
    let why = match subject.trace.decision {
        Decision::Deny(DenyReason::Explicit(layer)) => {
            format!("with an explicit deny in {}", layer_policy(request, layer))
        }
        Decision::Deny(DenyReason::Implicit(layer)) => {
            let name = match layer {
                Layer::Resource => resource_policy_name(request),
                other => layer_name(other),
            };
            format!(
                "because no {name} allows the {} action",
                request.action.as_str()
            )
        }
        Decision::Deny(_) | Decision::Allow(_) | Decision::DependsOn => return None,
    };
    let caller = request
        .caller
        .principal
        .arn()
        .map_or("anonymous", |arn| arn.as_str());
    let (action, resource) = (request.action.as_str(), request.resource.name.as_str());
    Some(format!(
        "User: {caller} is not authorized to perform: {action} on resource: {resource} {why}"
    ))
}

/// The keys that were declared unknown and decide, as their policies write them.
pub fn deciding_keys(subject: Subject<'_>) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    let trace = subject.trace;
    let policies = trace.gates().iter().flat_map(|gate| trace.policies(gate));
    for policy in policies {
        let Some(stored) = subject.world.policy(policy.policy) else {
            continue;
        };
        let unsure = trace
            .statements(policy)
            .iter()
            .filter(|statement| statement.applies == Match::Unknown);
        for statement in unsure {
            let Some(written) = stored.policy.statements.get(statement.index as usize) else {
                continue;
            };
            for key in element::unknown_keys(subject, written, trace.elements(statement)) {
                if !keys.iter().any(|known| known.eq_ignore_ascii_case(&key)) {
                    keys.push(key);
                }
            }
        }
    }
    keys
}

/// Why a service refuses whatever the policies say.
pub const fn restriction(restriction: ApiRestriction) -> &'static str {
    match restriction {
        ApiRestriction::SessionNotIssued => {
            "the session that calls cannot be created: AWS STS refuses a step of its role chain"
        }
        ApiRestriction::RootSessionWithoutTask => {
            "AssumeRoot makes no session without a task policy: choose one for the caller"
        }
        ApiRestriction::RoleSessionFederating => {
            "a role session cannot ask for further credentials with GetFederationToken or GetSessionToken"
        }
        ApiRestriction::FederatedUserCallingIam => {
            "credentials from GetFederationToken cannot call IAM"
        }
        ApiRestriction::FederatedUserCallingSts => {
            "credentials from GetFederationToken cannot call AWS STS, but for GetCallerIdentity"
        }
        ApiRestriction::SessionTokenCallingIam => {
            "credentials from GetSessionToken without MFA cannot call IAM"
        }
        ApiRestriction::SessionTokenCallingSts => {
            "credentials from GetSessionToken cannot call AWS STS, but for AssumeRole and GetCallerIdentity"
        }
        ApiRestriction::RootUserAssumingRole => "the root user cannot assume a role",
        ApiRestriction::RootUserAssumingRoot => "the root user cannot call AssumeRoot",
        ApiRestriction::AwsManagedPolicy => {
            "AWS owns its managed policies; customers can attach them but not change them"
        }
        ApiRestriction::AwsReservedRole => {
            "AWS IAM Identity Center owns the roles under /aws-reserved/; customers cannot change or pass them"
        }
        ApiRestriction::ServiceLinkedRole => {
            "only the AWS service that a service-linked role belongs to can change its policies, trust or boundary, or delete it"
        }
        ApiRestriction::BucketPolicyAcrossAccounts => {
            "only callers of the bucket's own account can read, replace or delete a bucket policy"
        }
        ApiRestriction::SqsOperationAcrossAccounts => {
            "this SQS operation does not work on a queue of another account"
        }
        ApiRestriction::AwsKmsAlias => "AWS owns the key aliases that begin with alias/aws/",
        ApiRestriction::KmsOperationAcrossAccounts => {
            "this KMS operation does not work on a key of another account"
        }
    }
}

/// What a note tells the reader.
pub const fn note(note: Note) -> &'static str {
    match note {
        Note::SeveralExplicitDenies => {
            "policies of several types deny explicitly; AWS names only one type and does not document which"
        }
        Note::PartialNotPrincipal => {
            "the NotPrincipal names only part of the caller's chain; some services deny in that case, so list the account, the role and the session"
        }
        Note::SetOperatorMissing => {
            "a key with several values needs ForAllValues or ForAnyValue; without it, this playground counts the condition as not met"
        }
        Note::TypeMismatch => {
            "a value in the request is not of the type that its operator compares; AWS does not document what a negated operator makes of that, and here it passes"
        }
        Note::RunPastColon => {
            "a * at the end of an ARN part ran past the next colon, as AWS documents; writing all six parts is clearer"
        }
        Note::ServiceWildcard => {
            "AWS does not document a wildcard in the service prefix; here it matches like one in the name"
        }
        Note::ArnWithoutResource => {
            "this action has no resource; AWS says that an ARN does not match it and publishes an example where one does, and here it does"
        }
        Note::VariableInBool => {
            "AWS's pages disagree on policy variables under Bool; here they are filled in"
        }
        Note::VariableInRcp => {
            "AWS does not list RCPs among the policies with variables; here they are filled in"
        }
        Note::WildcardInVariable => {
            "AWS does not say whether a * in the value of a policy variable is a wildcard; here it is plain text"
        }
        Note::EmptyValueList => {
            "AWS's text on an empty list of values contradicts itself; here nothing fits it"
        }
        Note::NumberNotation => {
            "AWS describes numbers as integers or decimals; here a number with an exponent or a + fits nothing"
        }
        Note::ShortDate => {
            "AWS does not say which short dates IAM takes; here they mean their first instant in UTC"
        }
        Note::DateEdge => {
            "AWS calls such a range of dates inclusive; by its operators the very instant is outside, as here"
        }
        Note::BoolCasing => {
            "AWS writes true and false in lower case only; here casing does not matter"
        }
        Note::BareIpv6 => {
            "AWS does not say what an IPv6 address without a prefix length means; here it is one host"
        }
        Note::EveryArn => {
            "AWS describes ARN patterns with six parts only; here a lone * fits every ARN"
        }
        Note::EmptyPassedOver => {
            "AWS does not say what ForAllValues makes of an empty string among other values; here it passes over it"
        }
        Note::ForAnyValueIfExists => {
            "AWS does not say how ForAnyValue and IfExists combine for a missing key; here the test passes"
        }
        Note::EveryoneNarrowed => {
            "AWS's pages treat * with aws:PrincipalArn like the role in one sentence and like its session in the next; the second is followed"
        }
        Note::ForwardedSourceIp => {
            "AWS's pages disagree on the source address of a forwarded call; the one you gave is taken"
        }
        Note::EveryoneTrusted => "AWS takes * in a trust policy, and Access Analyzer objects to it",
        Note::AccountNarrowed => {
            "AWS does not say whether an account narrowed by aws:PrincipalArn is a grant to that principal; here it delegates only"
        }
        Note::ScpAllowWithArn => {
            "one paragraph of AWS's page still says that an Allow in an SCP takes * only; its table says that ARNs work, as here"
        }
        Note::SelfAssumeByAccount => {
            "AWS's pages disagree whether trusting the account lets a role assume itself; here its trust policy has to name the role"
        }
        Note::BlockPublicAccess => {
            "S3 Block Public Access, on for new buckets, refuses public access whatever the bucket policy allows; here it counts as off"
        }
        Note::UnsignedRequest => {
            "few AWS services take requests without a signature; whether this one does is not known here"
        }
        Note::AccessPoint => {
            "the access point and the bucket behind it have a policy each, and both must allow; here only the policy of the ARN you gave is read, so ask for the bucket, too"
        }
        Note::KmsAlias => {
            "AWS evaluates policies against the ARN of the key, not of its alias: ask for the key"
        }
        Note::OwnerUnknown => {
            "the owner of the resource is not given: it counts as the caller's account, and no RCPs are evaluated; name the owner to be sure"
        }
    }
}

/// Joins words: `a, b and c`.
fn list_words(words: &[String], conjunction: &str) -> String {
    match words {
        [] => "a key that is not known".into(),
        [one] => format!("`{one}`"),
        [init @ .., last] => {
            let init: Vec<String> = init.iter().map(|word| format!("`{word}`")).collect();
            format!("{} {conjunction} `{last}`", init.join(", "))
        }
    }
}
