//! Worlds for tests: an account or two, an organization, policies as text.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test file uses a part, and a test may fail here"
)]

use iam::request::Caller;
use iam::{
    AccountId, Action, Arn, Attachment, Context, Node, NodeKind, Organization, PolicyId,
    PolicyKind, Principal, Request, Resource, ResourceName, ResourcePolicy, ResourcePolicyKind,
    World, parse,
};
use std::sync::Arc;
use syntax::Severity;

pub(crate) const HOME: &str = "111122223333";
pub(crate) const OTHER: &str = "444455556666";
pub(crate) const MANAGEMENT: &str = "999988887777";

pub(crate) fn account(digits: &str) -> AccountId {
    AccountId::parse(digits).unwrap()
}

pub(crate) fn arn(text: &str) -> Arn {
    Arn::parse(text).unwrap()
}

/// The IAM user `ana` of the home account.
pub(crate) fn user() -> Principal {
    Principal::IamUser {
        arn: arn("arn:aws:iam::111122223333:user/ana"),
        account: account(HOME),
    }
}

/// A session of the role `Deploy` of the home account.
pub(crate) fn role_session() -> Principal {
    Principal::RoleSession {
        arn: arn("arn:aws:sts::111122223333:assumed-role/Deploy/ci"),
        role: arn("arn:aws:iam::111122223333:role/Deploy"),
        account: account(HOME),
        origin: iam::principal::RoleOrigin::Customer,
    }
}

/// Adds a policy that AWS would accept.
pub(crate) fn add(world: &mut World, name: &str, kind: PolicyKind, statements: &str) -> PolicyId {
    let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{statements}]}}"#);
    let (policy, found) = parse(&text, kind);
    let errors: Vec<_> = found
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:?}\n{text}");
    world.add(name, kind, Arc::new(policy))
}

pub(crate) const FULL_ACCESS: &str = r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#;

pub(crate) fn request(principal: Principal, action: &str, resource: &str, owner: &str) -> Request {
    Request {
        caller: Caller {
            principal,
            identity: Vec::new(),
            boundary: None,
            session: None,
            session_token: None,
        },
        action: Action::new(action),
        resource: Resource {
            name: ResourceName::new(resource),
            account: Some(account(owner)),
            policy: None,
        },
        context: Context::new(),
        endpoint: None,
    }
}

pub(crate) fn identity(request: &mut Request, policy: PolicyId) {
    request.caller.identity.push(Attachment {
        policy,
        group: None,
    });
}

pub(crate) fn resource_policy(request: &mut Request, policy: PolicyId) {
    request.resource.policy = Some(ResourcePolicy {
        kind: ResourcePolicyKind::Resource,
        policy,
    });
}

pub(crate) fn node(kind: NodeKind, name: &str, id: &str, scps: &[PolicyId]) -> Node {
    Node {
        kind,
        name: name.into(),
        id: id.into(),
        scps: scps.to_vec(),
        rcps: Vec::new(),
    }
}

/// Root with OUs `Sandbox` and `Production`; the home account stands in `Sandbox`, the management
/// account under the root. `FullAWSAccess` is attached everywhere, `scp` to `Sandbox`.
pub(crate) fn organization(world: &mut World, scp: Option<PolicyId>) {
    let full = add(world, "FullAWSAccess", PolicyKind::Scp, FULL_ACCESS);
    let root = node(NodeKind::Root, "", "r-exam", &[full]);
    let mut tree = Organization::new("o-exampleorgid", account(MANAGEMENT), root);
    let attached: Vec<PolicyId> = [full].into_iter().chain(scp).collect();
    let sandbox = node(NodeKind::Ou, "Sandbox", "ou-exam-11111111", &attached);
    let sandbox = tree.add(tree.root(), sandbox);
    let production = node(NodeKind::Ou, "Production", "ou-exam-22222222", &[full]);
    tree.add(tree.root(), production);
    let home = node(NodeKind::Account(account(HOME)), "Home", HOME, &[full]);
    tree.add(sandbox, home);
    let kind = NodeKind::Account(account(MANAGEMENT));
    tree.add(tree.root(), node(kind, "Management", MANAGEMENT, &[full]));
    world.set_organization(tree);
}
