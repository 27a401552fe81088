//! A change to a world or a request as a value of ids, and how it is carried out for a trial.

use crate::action::ActionPattern;
use crate::action_index::ActionIndex;
use crate::arn::AccountId;
use crate::candidate::Candidate;
use crate::condition::Operand;
use crate::context::{Lookup, Supplied, Value};
use crate::organization::{Node, NodeId};
use crate::parse::parse;
use crate::pattern::Syntax;
use crate::policy::{Effect, Element, Entry, Policy, PolicyKind, Sense, Statement, Version};
use crate::principal::Principal;
use crate::request::{Attachment, Request, ResourcePolicy, ResourcePolicyKind};
use crate::resource::{ResourcePattern, ShortArn};
use crate::resource_heads::ResourceHeads;
use crate::world::{PolicyId, World};
use std::sync::Arc;
use syntax::Span;

/// One change.
#[derive(Clone, PartialEq, Debug)]
pub enum Change {
    /// The key is as the candidate says.
    SetKey {
        /// The key as its policy writes it.
        key: String,
        /// What it holds then.
        candidate: Candidate,
    },
    /// The statement reaches less than it does.
    Narrow {
        /// Which policy.
        policy: PolicyId,
        /// Position of the statement.
        statement: u32,
        /// Where the policy acts on this request.
        place: Place,
        /// What it no longer reaches.
        narrowing: Narrowing,
    },
    /// There is one more statement for exactly this caller, action and resource.
    Add {
        /// Where it stands.
        place: Place,
        /// Allow or Deny.
        effect: Effect,
        /// As whom it names the caller, where its policy takes a principal.
        named: Named,
    },
    /// The statement is gone; others of its policy stay.
    RemoveStatement {
        /// Which policy.
        policy: PolicyId,
        /// Position of the statement.
        statement: u32,
        /// Where the policy acts on this request.
        place: Place,
    },
    /// The policy no longer acts at this place.
    Detach {
        /// Which policy.
        policy: PolicyId,
        /// From where.
        place: Place,
    },
    /// The account stands elsewhere in the organization.
    MoveAccount {
        /// Which account.
        account: AccountId,
        /// Its new parent, the root or an OU.
        to: NodeId,
    },
}

/// As whom a statement names the caller.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Named {
    /// As the user, or for a session of a role as the role.
    Identity,
    /// As this one session of the role, which neither boundary nor session policies limit then
    /// (R3.4.9).
    Session,
}

/// Where a policy acts on a request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// The caller's identity: its own policies, or those of one of its groups.
    Identity {
        /// The group; `None` for the caller's own.
        group: Option<String>,
    },
    /// The resource.
    Resource,
    /// The caller's permissions boundary.
    Boundary,
    /// The session policies.
    Session,
    /// The VPC endpoint.
    Endpoint,
    /// The service control policies of a node.
    Scp(NodeId),
    /// The resource control policies of a node.
    Rcp(NodeId),
}

/// How a statement reaches less.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Narrowing {
    /// Without the `Action` values at these positions.
    WithoutActions(Vec<u32>),
    /// With the request's action among its `NotAction`.
    ExceptAction,
    /// Without the `Resource` values at these positions.
    WithoutResources(Vec<u32>),
    /// With the request's resource among its `NotResource`.
    ExceptResource,
    /// With one more value under a negated condition operator.
    ExceptValue {
        /// Position of the operator and of the key in it.
        test: (u32, u32),
        /// The value.
        value: Box<str>,
    },
}

impl Place {
    /// The language of a policy at this place.
    pub fn policy_kind(&self, request: &Request) -> PolicyKind {
        match self {
            Place::Identity { .. } => PolicyKind::Identity,
            Place::Resource => match request.resource.policy.map(|policy| policy.kind) {
                Some(ResourcePolicyKind::RoleTrust) => PolicyKind::RoleTrust,
                Some(ResourcePolicyKind::KmsKey) => PolicyKind::KmsKey,
                Some(ResourcePolicyKind::Resource) | None => PolicyKind::Resource,
            },
            Place::Boundary => PolicyKind::Boundary,
            Place::Session => PolicyKind::Session,
            Place::Endpoint => PolicyKind::VpcEndpoint,
            Place::Scp(_) => PolicyKind::Scp,
            Place::Rcp(_) => PolicyKind::Rcp,
        }
    }

    /// The policy here that a statement is added to; elsewhere a policy is attached for it.
    pub fn growing_policy(&self, request: &Request) -> Option<PolicyId> {
        match self {
            Place::Resource => request.resource.policy.map(|attached| attached.policy),
            Place::Boundary => request.caller.boundary,
            Place::Endpoint => request.endpoint,
            Place::Identity { .. } | Place::Session | Place::Scp(_) | Place::Rcp(_) => None,
        }
    }
}

/// The statement, as JSON, that `Change::Add` means.
pub fn added_statement(request: &Request, place: &Place, effect: Effect, named: Named) -> String {
    let kind = place.policy_kind(request);
    let mut parts = vec![format!(
        r#""Effect": "{}""#,
        if effect == Effect::Deny {
            "Deny"
        } else {
            "Allow"
        }
    )];
    if kind.takes_principal() {
        let principal = match place {
            Place::Endpoint | Place::Rcp(_) => r#""*""#.to_owned(),
            _ => principal(&request.caller.principal, named),
        };
        parts.push(format!(r#""Principal": {principal}"#));
    }
    parts.push(format!(r#""Action": {}"#, quoted(request.action.as_str())));
    match kind {
        PolicyKind::RoleTrust => {}
        PolicyKind::KmsKey => parts.push(r#""Resource": "*""#.to_owned()),
        _ => {
            let name = request.resource.name.as_str().replace("${", "${$}{");
            parts.push(format!(r#""Resource": {}"#, quoted(&name)));
        }
    }
    format!("{{{}}}", parts.join(", "))
}

fn principal(caller: &Principal, named: Named) -> String {
    let of = |kind: &str, name: &str| format!(r#"{{"{kind}": {}}}"#, quoted(name));
    match caller {
        Principal::RoleSession { role, .. } if named == Named::Identity => of("AWS", role.as_str()),
        Principal::IamUser { arn, .. }
        | Principal::RoleSession { arn, .. }
        | Principal::FederatedUser { arn, .. }
        | Principal::RootUser { arn, .. } => of("AWS", arn.as_str()),
        Principal::Service { name } => of("Service", name),
        Principal::WebIdentity { provider } => of("Federated", provider),
        Principal::Anonymous => r#""*""#.to_owned(),
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            control if control.is_control() => {
                quoted.push_str(&format!("\\u{:04x}", u32::from(control)));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// A world and a request to change and to change back.
pub(super) struct Trial {
    pub(super) world: World,
    pub(super) request: Request,
    undo: Vec<Undo>,
    original: Request,
}

enum Undo {
    Policy(PolicyId, Arc<Policy>),
    Added,
    Node(NodeId, Node),
    Parent(AccountId, NodeId),
}

impl Trial {
    pub(super) fn new(world: &World, request: &Request) -> Trial {
        Trial {
            world: world.clone(),
            request: request.clone(),
            undo: Vec::new(),
            original: request.clone(),
        }
    }

    /// Starts from the beginning and carries out the changes.
    pub(super) fn set(&mut self, changes: &[Change]) {
        while let Some(step) = self.undo.pop() {
            match step {
                Undo::Policy(id, policy) => {
                    self.world.replace(id, policy);
                }
                Undo::Added => self.world.forget_last(),
                Undo::Node(id, node) => {
                    if let Some(place) = self.node_mut(id) {
                        *place = node;
                    }
                }
                Undo::Parent(account, parent) => {
                    if let Some(organization) = self.world.organization_mut() {
                        organization.move_account(account, parent);
                    }
                }
            }
        }
        self.request = self.original.clone();
        for change in changes {
            self.carry_out(change);
        }
    }

    fn carry_out(&mut self, change: &Change) {
        match change {
            Change::SetKey { key, candidate } => {
                self.request.context =
                    crate::candidate::with(&self.request.context, key, candidate);
            }
            Change::Narrow {
                policy,
                statement,
                narrowing,
                ..
            } => self.edit(*policy, *statement, |request, version, statement| {
                narrow(request, version, statement, narrowing);
            }),
            Change::RemoveStatement {
                policy, statement, ..
            } => self.edit(*policy, *statement, |_, _, statement| silence(statement)),
            Change::Add {
                place,
                effect,
                named,
            } => self.add(place, *effect, *named),
            Change::Detach { policy, place } => self.detach(*policy, place),
            Change::MoveAccount { account, to } => self.move_account(*account, *to),
        }
    }

    fn edit(
        &mut self,
        id: PolicyId,
        statement: u32,
        edit: impl FnOnce(&Request, Version, &mut Statement),
    ) {
        let Some(policy) = self
            .world
            .policy(id)
            .map(|stored| Arc::clone(&stored.policy))
        else {
            return;
        };
        let mut statements = policy.statements.to_vec();
        if let Some(statement) = statements.get_mut(statement as usize) {
            edit(&self.request, policy.version, statement);
        }
        self.put(id, &policy, statements);
    }

    fn put(&mut self, id: PolicyId, before: &Policy, statements: Vec<Statement>) {
        let policy = Policy {
            kind: before.kind,
            version: before.version,
            index: ActionIndex::new(&statements),
            heads: ResourceHeads::new(&statements),
            statements: statements.into(),
            has_holes: before.has_holes,
        };
        if let Some(before) = self.world.replace(id, Arc::new(policy)) {
            self.undo.push(Undo::Policy(id, before));
        }
    }

    fn add(&mut self, place: &Place, effect: Effect, named: Named) {
        let statement = added_statement(&self.request, place, effect, named);
        let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{statement}]}}"#);
        let kind = place.policy_kind(&self.request);
        let (policy, _) = parse(&text, kind);
        if let Some(id) = place.growing_policy(&self.request) {
            let held = self
                .world
                .policy(id)
                .map(|stored| Arc::clone(&stored.policy));
            if let Some(held) = held {
                let statements = held.statements.iter().chain(&policy.statements);
                self.put(id, &held, statements.cloned().collect());
            }
            return;
        }
        let id = self.world.add("new policy", kind, Arc::new(policy));
        self.undo.push(Undo::Added);
        let caller = &mut self.request.caller;
        match place {
            Place::Identity { group } => caller.identity.push(Attachment {
                policy: id,
                group: group.clone(),
            }),
            Place::Resource => {
                self.request.resource.policy = Some(ResourcePolicy {
                    kind: ResourcePolicyKind::Resource,
                    policy: id,
                });
            }
            Place::Boundary => caller.boundary = Some(id),
            Place::Session => caller.session.get_or_insert_default().push(id),
            Place::Endpoint => self.request.endpoint = Some(id),
            Place::Scp(node) => self.edit_node(*node, |node| node.scps.push(id)),
            Place::Rcp(node) => self.edit_node(*node, |node| node.rcps.push(id)),
        }
    }

    fn detach(&mut self, policy: PolicyId, place: &Place) {
        let without = |list: &mut Vec<PolicyId>| {
            if let Some(at) = list.iter().position(|held| *held == policy) {
                list.remove(at);
            }
        };
        let caller = &mut self.request.caller;
        match place {
            Place::Identity { group } => {
                let is_it = |held: &Attachment| held.policy == policy && held.group == *group;
                if let Some(at) = caller.identity.iter().position(is_it) {
                    caller.identity.remove(at);
                }
            }
            Place::Resource => self.request.resource.policy = None,
            Place::Boundary => caller.boundary = None,
            Place::Session => {
                if let Some(mut policies) = caller.session.take() {
                    without(&mut policies);
                    caller.session = (!policies.is_empty()).then_some(policies);
                }
            }
            Place::Endpoint => self.request.endpoint = None,
            Place::Scp(node) => self.edit_node(*node, |node| without(&mut node.scps)),
            Place::Rcp(node) => self.edit_node(*node, |node| without(&mut node.rcps)),
        }
    }

    fn node_mut(&mut self, id: NodeId) -> Option<&mut Node> {
        self.world.organization_mut()?.node_mut(id)
    }

    fn edit_node(&mut self, id: NodeId, edit: impl FnOnce(&mut Node)) {
        if let Some(node) = self.node_mut(id) {
            let before = node.clone();
            edit(node);
            self.undo.push(Undo::Node(id, before));
        }
    }

    /// The paths that the request carries follow the account.
    fn move_account(&mut self, account: AccountId, to: NodeId) {
        let Some(organization) = self.world.organization_mut() else {
            return;
        };
        let before = organization.account_path(account);
        let Some(parent) = organization.move_account(account, to) else {
            return;
        };
        self.undo.push(Undo::Parent(account, parent));
        let after = organization.account_path(account);
        let (Some(before), Some(after)) = (before, after) else {
            return;
        };
        let followers = [
            (
                "aws:PrincipalOrgPaths",
                self.request.caller.principal.account(),
            ),
            ("aws:ResourceOrgPaths", self.request.resource.account),
        ];
        for (key, owner) in followers {
            let context = &mut self.request.context;
            let held = context.lookup(&crate::context::ContextKey::new(key));
            let moves = owner == Some(account)
                && matches!(held, Lookup::Several([only]) if only.text() == before);
            if moves {
                context.set(key, Supplied::Several(vec![Value::new(&after)]));
            }
        }
    }
}

/// Leaves the statement where it is, so that positions stay, but reaching nothing.
fn silence(statement: &mut Statement) {
    statement.action = Element::Values {
        sense: Sense::Listed,
        values: Box::default(),
        span: statement.span,
    };
}

fn narrow(request: &Request, version: Version, statement: &mut Statement, how: &Narrowing) {
    let span = statement.span;
    match how {
        Narrowing::WithoutActions(positions) => drop_values(&mut statement.action, positions),
        Narrowing::WithoutResources(positions) => drop_values(&mut statement.resource, positions),
        Narrowing::ExceptAction => {
            let value = ActionPattern::new(request.action.as_str());
            push_value(&mut statement.action, value, span);
        }
        Narrowing::ExceptResource => {
            let syntax = match version {
                Version::V2012 => Syntax::Both,
                Version::V2008 | Version::Unreadable => Syntax::Wildcards,
            };
            let name = request.resource.name.as_str();
            // The name has all six parts or is `*`, so how short ones are read is no matter.
            let value = ResourcePattern::new(name, syntax, ShortArn::Kept);
            push_value(&mut statement.resource, value, span);
        }
        Narrowing::ExceptValue { test, value } => {
            let tests = statement.condition.iter_mut().flat_map(|it| &mut it.tests);
            for held in tests.filter(|held| held.position == *test) {
                if let Some(operator) = held.operator {
                    let operand = Operand::new(value, span, operator, version == Version::V2012);
                    held.operands = held.operands.iter().cloned().chain([operand]).collect();
                }
            }
        }
    }
}

fn drop_values<T: Clone>(element: &mut Element<T>, positions: &[u32]) {
    if let Element::Values { values, .. } = element {
        let kept = values
            .iter()
            .zip(0..)
            .filter(|(_, at)| !positions.contains(at));
        *values = kept.map(|(entry, _)| entry.clone()).collect();
    }
}

fn push_value<T: Clone>(element: &mut Element<T>, value: T, span: Span) {
    if let Element::Values { values, .. } = element {
        let value = Some(value);
        *values = values
            .iter()
            .cloned()
            .chain([Entry { value, span }])
            .collect();
    }
}
