//! What holds of reading and deciding whatever a policy's text says. Tests and fuzz targets
//! share it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "test support fails by panicking"
)]

use iam::request::Caller;
use iam::sentences::{self, Subject};
use iam::{
    AccountId, Action, Arn, Attachment, Context, Node, NodeKind, Organization, Policy, PolicyId,
    PolicyKind, Principal, Request, Resource, ResourceName, ResourcePolicy, ResourcePolicyKind,
    Supplied, World,
};
use std::sync::Arc;
use syntax::{Diagnostic, Severity, Span, json};

/// All of the below. Returns what was found in the text.
pub(crate) fn check_as(text: &str, kind: PolicyKind) -> Vec<Diagnostic> {
    let (policy, found) = iam::parse(text, kind);
    check_findings(text, &policy, &found);
    if let Some(printed) = json::format(&json::parse(text).document, 2) {
        check_printed(&printed, &policy, &found);
    }
    check_decisions(policy);
    found
}

/// Places lie in the text, and where something could not be read, some error says so.
fn check_findings(text: &str, policy: &Policy, found: &[Diagnostic]) {
    for diagnostic in found {
        let labels = diagnostic.labels.iter().map(|label| label.span);
        let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits);
        let edits = edits.map(|edit| edit.span);
        for place in [diagnostic.span].into_iter().chain(labels).chain(edits) {
            check_span(text, place);
        }
    }
    for statement in &policy.statements {
        check_span(text, statement.span);
        for place in [statement.action.span(), statement.resource.span()] {
            check_span(text, place.unwrap_or_default());
        }
    }
    // AWS reads an account where we can't (R1.6.31).
    let tells = |diagnostic: &Diagnostic| {
        diagnostic.severity == Severity::Error
            || matches!(diagnostic.code, "canonical-user" | "more-findings")
    };
    assert!(found.is_sorted_by_key(|diagnostic| diagnostic.span.start));
    assert!(found.len() <= iam::parse::MAX_FINDINGS + 1);
    assert!(
        !policy.has_holes || found.iter().any(tells),
        "a hole that nothing tells of as {:?} in {text:?}",
        policy.kind
    );
}

#[track_caller]
fn check_span(text: &str, span: Span) {
    let place = text.get(span.start as usize..span.end as usize);
    assert!(place.is_some(), "{span:?} is no place in {text:?}");
}

/// Laid out anew, a policy means the same and has the same faults, its length apart.
fn check_printed(printed: &str, policy: &Policy, found: &[Diagnostic]) {
    let (again, found_again) = iam::parse(printed, policy.kind);
    assert_eq!(meaning(&again), meaning(policy), "{printed}");
    // Which are listed depends on whether the length is one of them.
    if found.len() <= iam::parse::MAX_FINDINGS {
        assert_eq!(codes(&found_again), codes(found), "{printed}");
    }
}

/// A policy without its places.
fn meaning(policy: &Policy) -> String {
    let all = format!(
        "{:?} {:?} {:?}",
        policy.version, policy.has_holes, policy.statements
    );
    let mut parts = all.split("Span { ");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push('@');
        out.push_str(part.split_once('}').map_or("", |(_, rest)| rest));
    }
    out
}

fn codes(found: &[Diagnostic]) -> Vec<&'static str> {
    let codes = found.iter().map(|diagnostic| diagnostic.code);
    let mut codes: Vec<_> = codes.filter(|code| *code != "policy-size").collect();
    codes.sort_unstable();
    codes
}

/// Deciding and explaining agree, and the sentences can be made.
fn check_decisions(policy: Policy) {
    let policy = Arc::new(policy);
    for request in requests() {
        let (world, request) = attached(policy.clone(), request);
        let trace = iam::explain(&world, &request);
        assert_eq!(iam::decide(&world, &request), trace.decision);
        say(Subject {
            world: &world,
            request: &request,
            trace: &trace,
        });
    }
}

/// Every sentence about a trace. Each says something.
fn say(subject: Subject<'_>) {
    let trace = subject.trace;
    let mut said = vec![sentences::verdict(subject)];
    said.extend(sentences::access_denied_message(subject));
    for gate in trace.gates() {
        said.push(sentences::gate(subject, gate));
        said.push(sentences::gate_title(subject, gate.id));
        for policy in trace.policies(gate) {
            let stored = subject.world.policy(policy.policy).unwrap();
            for statement in trace.statements(policy) {
                said.push(sentences::statement_place(subject, policy, statement));
                let written = &stored.policy.statements[statement.index as usize];
                for element in trace.elements(statement) {
                    said.push(sentences::element(subject, written, element));
                }
            }
        }
    }
    assert!(said.iter().all(|sentence| !sentence.is_empty()), "{said:?}");
}

/// A few requests, so that every operator, wildcard and variable has something to meet.
fn requests() -> Vec<Request> {
    let account = AccountId::parse("111122223333").unwrap();
    let caller = |principal| Caller {
        principal,
        identity: Vec::new(),
        boundary: None,
        session: None,
        session_token: None,
    };
    let user = Principal::IamUser {
        arn: Arn::parse("arn:aws:iam::111122223333:user/cashier").unwrap(),
        account,
    };
    let role = Principal::RoleSession {
        arn: Arn::parse("arn:aws:sts::111122223333:assumed-role/till/night").unwrap(),
        role: Arn::parse("arn:aws:iam::111122223333:role/till").unwrap(),
        account,
        origin: iam::principal::RoleOrigin::Customer,
    };
    let service = Principal::Service {
        name: "sns.amazonaws.com".into(),
    };
    let mut context = Context::from_pairs([
        ("aws:username", "cashier"),
        ("aws:SecureTransport", "true"),
        ("aws:SourceIp", "203.0.113.7"),
        ("aws:CurrentTime", "2026-01-01T00:00:00Z"),
        ("s3:max-keys", "10"),
    ]);
    context.set("aws:TagKeys", Supplied::Several(Vec::new()));
    let mut unsure = context.clone();
    unsure.set("aws:username", Supplied::Unknown);
    [
        (
            user.clone(),
            "s3:GetObject",
            "arn:aws:s3:::receipts/2026/a.pdf",
            context.clone(),
        ),
        (
            role,
            "sts:AssumeRole",
            "arn:aws:iam::111122223333:role/till",
            context,
        ),
        (user, "iam:PassRole", "*", unsure),
        (
            service,
            "kms:Decrypt",
            "arn:aws:kms:eu-west-1:111122223333:key/1",
            Context::new(),
        ),
    ]
    .into_iter()
    .map(|(principal, action, resource, context)| Request {
        caller: caller(principal),
        action: Action::new(action),
        resource: Resource {
            name: ResourceName::new(resource),
            account: Some(account),
            policy: None,
        },
        context,
        endpoint: None,
    })
    .collect()
}

/// A world in which the policy stands where its kind belongs. Beside it nothing is in the way.
fn attached(policy: Arc<Policy>, mut request: Request) -> (World, Request) {
    let mut world = World::new();
    let kind = policy.kind;
    let id = world.add("policy", kind, policy);
    let open =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
    let (open, _) = iam::parse(open, PolicyKind::Identity);
    let open = world.add("open", PolicyKind::Identity, Arc::new(open));
    let mut identity = open;
    let on_resource = |kind| Some(ResourcePolicy { kind, policy: id });
    match kind {
        PolicyKind::Identity | PolicyKind::Managed => identity = id,
        PolicyKind::Boundary => request.caller.boundary = Some(id),
        PolicyKind::Session => request.caller.session = Some(vec![id]),
        PolicyKind::Resource => {
            request.resource.policy = on_resource(ResourcePolicyKind::Resource);
        }
        PolicyKind::RoleTrust => {
            request.resource.policy = on_resource(ResourcePolicyKind::RoleTrust);
        }
        PolicyKind::KmsKey => request.resource.policy = on_resource(ResourcePolicyKind::KmsKey),
        PolicyKind::VpcEndpoint => request.endpoint = Some(id),
        PolicyKind::Scp => world.set_organization(organization(vec![id], Vec::new())),
        PolicyKind::Rcp => world.set_organization(organization(vec![open], vec![id])),
    }
    request.caller.identity.push(Attachment {
        policy: identity,
        group: None,
    });
    (world, request)
}

fn organization(scps: Vec<PolicyId>, rcps: Vec<PolicyId>) -> Organization {
    let node = |kind, name: &str, id: &str| Node {
        kind,
        name: name.into(),
        id: id.into(),
        scps: Vec::new(),
        rcps: Vec::new(),
    };
    let management = AccountId::parse("444455556666").unwrap();
    let member = AccountId::parse("111122223333").unwrap();
    let mut root = node(NodeKind::Root, "Root", "r-a1b2");
    root.scps = scps.clone();
    let mut organization = Organization::new("o-a1b2c3d4e5", management, root);
    let mut account = node(NodeKind::Account(member), "Shop", "111122223333");
    account.scps = scps;
    account.rcps = rcps;
    organization.add(organization.root(), account);
    organization
}
