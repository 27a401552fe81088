//! What `iam` was asked, as texts, lists, yes and no. Copied only: nothing is read, matched or
//! decided.

#![allow(missing_docs, reason = "a copy of what `iam` documents")]

use iam::policy::{Effect, Element, Sense, Version};
use iam::principal::{PrincipalValue, RoleOrigin};
use iam::{AccountId, Node, PolicyId, Principal, Request, Supplied, World, condition};

/// A request with all policies that could matter; a text that is not there is empty.
pub struct Asked {
    /// The variant of `Principal`, `SessionToken` and `ResourcePolicyKind`.
    pub caller: String,
    pub token: String,
    pub guard: String,
    pub is_linked: bool,
    pub arn: String,
    /// The role of a role session, the user of a federated one.
    pub behind: String,
    pub account: String,
    /// In lower case.
    pub action: String,
    pub resource: String,
    pub owner: String,
    /// Of the organization that the owner is in; empty when the owner is in none.
    pub management: String,
    /// In lower case, with whether they are single-valued.
    pub keys: Vec<(String, bool, Vec<String>)>,
    /// From the account up to the root; none for management account and accounts outside.
    pub scps: Vec<Vec<Policy>>,
    pub rcps: Vec<Vec<Policy>>,
    /// One level each, if any.
    pub guarding: Vec<Vec<Policy>>,
    pub identity: Vec<Vec<Policy>>,
    pub boundary: Vec<Vec<Policy>>,
    pub session: Vec<Vec<Policy>>,
    pub endpoint: Vec<Vec<Policy>>,
}

pub struct Policy {
    /// The variant of `PolicyKind`.
    pub kind: String,
    pub has_variables: bool,
    pub statements: Vec<Statement>,
}

pub struct Statement {
    pub effect: Effect,
    pub has_foreign: bool,
    pub principal: List,
    pub action: List,
    pub resource: List,
    /// `None` when it could not be read.
    pub condition: Option<Vec<Test>>,
}

/// A value is `None` when it could not be read.
pub enum List {
    NotUsed,
    Unreadable,
    Values(Sense, Vec<Option<String>>),
}

/// One key under one operator, all in lower case.
pub struct Test {
    /// Whether there is such an operator.
    pub is_known: bool,
    /// `forallvalues`, `foranyvalue` or nothing.
    pub set: String,
    /// The operator without set prefix, `not` and `ifexists`.
    pub name: String,
    pub negated: bool,
    pub if_exists: bool,
    pub key: String,
    pub values: Vec<Option<String>>,
}

impl Asked {
    /// Whether a key is single-valued, and its values.
    pub fn key(&self, name: &str) -> Option<(bool, &Vec<String>)> {
        let (_, single, values) = self.keys.iter().find(|(key, ..)| *key == name)?;
        Some((*single, values))
    }
}

pub fn asked(world: &World, request: &Request) -> Asked {
    use Principal::{FederatedUser, RoleSession, Service, WebIdentity};
    let (caller, resource) = (&request.caller, &request.resource);
    let variant = |debug: String| debug.split(' ').next().unwrap_or_default().to_owned();
    let text = |account: Option<AccountId>| account.map_or(String::new(), |one| one.to_string());
    let list = |ids: &[PolicyId]| ids.iter().filter_map(|id| policy(world, *id)).collect();
    let linked = RoleOrigin::ServiceLinked;
    let identity: Vec<PolicyId> = caller.identity.iter().map(|one| one.policy).collect();
    let guard: Vec<PolicyId> = resource.policy.iter().map(|one| one.policy).collect();
    let account = caller.principal.account();
    Asked {
        caller: variant(format!("{:?}", caller.principal)),
        token: caller
            .session_token
            .map_or(String::new(), |one| format!("{one:?}")),
        guard: resource
            .policy
            .map_or(String::new(), |one| format!("{:?}", one.kind)),
        is_linked: matches!(&caller.principal, RoleSession { origin, .. } if *origin == linked),
        arn: match &caller.principal {
            Service { name } => format!("Service {name}"),
            WebIdentity { provider } => format!("Federated {provider}"),
            other => other
                .arn()
                .map_or(String::new(), |arn| arn.as_str().to_owned()),
        },
        behind: match &caller.principal {
            RoleSession { role: arn, .. } | FederatedUser { user: arn, .. } => arn.as_str().into(),
            _ => String::new(),
        },
        account: text(account),
        action: request.action.as_str().to_lowercase(),
        resource: resource.name.as_str().to_owned(),
        owner: text(resource.account),
        management: text(world.organization().and_then(|tree| {
            tree.account(resource.account?)?;
            Some(tree.management_account())
        })),
        keys: request
            .context
            .entries()
            .map(|(key, held)| {
                let several = |values: &[iam::Value]| {
                    values.iter().map(|one| one.text().to_owned()).collect()
                };
                match held {
                    Supplied::Single(value) => (
                        key.folded().to_owned(),
                        true,
                        several(std::slice::from_ref(value)),
                    ),
                    Supplied::Several(values) => (key.folded().to_owned(), false, several(values)),
                    Supplied::Unknown => (String::new(), false, Vec::new()),
                }
            })
            .collect(),
        scps: levels(world, account, |node| &node.scps),
        rcps: levels(world, resource.account, |node| &node.rcps),
        guarding: vec![list(&guard)],
        identity: vec![list(&identity)],
        boundary: caller.boundary.iter().map(|id| list(&[*id])).collect(),
        session: caller.session.iter().map(|ids| list(ids)).collect(),
        endpoint: request.endpoint.iter().map(|id| list(&[*id])).collect(),
    }
}

fn levels(
    world: &World,
    of: Option<AccountId>,
    pick: fn(&Node) -> &Vec<PolicyId>,
) -> Vec<Vec<Policy>> {
    let Some(tree) = world.organization() else {
        return Vec::new();
    };
    let account = of.filter(|account| *account != tree.management_account());
    let start = account.and_then(|account| tree.account(account));
    let nodes = std::iter::successors(start, |id| tree.parent(*id)).filter_map(|id| tree.node(id));
    nodes
        .map(|node| {
            pick(node)
                .iter()
                .filter_map(|id| policy(world, *id))
                .collect()
        })
        .collect()
}

pub fn policy(world: &World, id: PolicyId) -> Option<Policy> {
    let policy = &world.policy(id)?.policy;
    let statements = policy.statements.iter().map(|one| Statement {
        effect: one.effect,
        has_foreign: one.foreign.is_some(),
        principal: list(&one.principal, principal),
        action: list(&one.action, |value| value.as_str().to_owned()),
        resource: list(&one.resource, |value| value.as_str().to_owned()),
        condition: one
            .condition
            .as_ref()
            .map(|one| one.tests.iter().map(test).collect()),
    });
    Some(Policy {
        kind: format!("{:?}", policy.kind),
        has_variables: policy.version == Version::V2012,
        statements: statements.collect(),
    })
}

fn list<T>(element: &Element<T>, text: impl Fn(&T) -> String) -> List {
    match element {
        Element::NotUsed => List::NotUsed,
        Element::Missing | Element::Unreadable(_) => List::Unreadable,
        Element::Values { values, sense, .. } => List::Values(
            *sense,
            values
                .iter()
                .map(|one| one.value.as_ref().map(&text))
                .collect(),
        ),
    }
}

fn principal(value: &PrincipalValue) -> String {
    match value {
        PrincipalValue::Everyone => "*".into(),
        PrincipalValue::Account(id) => id.to_string(),
        PrincipalValue::Identity(arn) => arn.as_str().into(),
        PrincipalValue::Service(name) => format!("Service {name}"),
        PrincipalValue::Federated(name) => format!("Federated {name}"),
        PrincipalValue::Opaque(text) => format!("Opaque {text}"),
    }
}

fn test(test: &condition::KeyTest) -> Test {
    let readable = |one: &condition::Operand| {
        (one.is_well_typed() || !one.text.is_empty()).then(|| one.text.to_string())
    };
    let written = test.operator_text.to_lowercase();
    let (set, name) = written.split_once(':').unwrap_or(("", &written));
    Test {
        is_known: test.operator.is_some(),
        set: set.into(),
        name: name.replacen("not", "", 1).replace("ifexists", ""),
        negated: name.contains("not"),
        if_exists: name.ends_with("ifexists"),
        key: test.key.folded().to_owned(),
        values: test.operands.iter().map(readable).collect(),
    }
}
