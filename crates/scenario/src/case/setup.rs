//! From a case's members to policies, an organization and a request.

use super::wire::{self, DecisionSetup, NodeObject, OrganizationObject, RequestObject};
use super::{CaseError, CaseKind, Question, Situation, principal};
use iam::context::{Context, Supplied, Value};
use iam::{
    AccountId, Action, Attachment, Caller, Node, NodeId, NodeKind, Organization, PolicyId,
    PolicyKind, Request, Resource, ResourceName, ResourcePolicy, ResourcePolicyKind, World,
};
use serde_json::value::RawValue;
use std::sync::Arc;

pub(super) fn decision(setup: &str, object: RequestObject) -> Result<Question, CaseError> {
    let mut setup: DecisionSetup = wire::read(setup, "setup")?;
    setup.principal.service_linked_role |= setup.service_linked_role;
    let mut builder = Builder::default();
    let caller = builder.caller(&setup)?;
    let action = Action::new(&needed(object.action, "request.action")?);
    let resource = builder.resource(&setup, &needed(object.resource, "request.resource")?)?;
    let endpoint = match setup.vpc_endpoint_policy {
        Some(raw) => {
            let kind = PolicyKind::VpcEndpoint;
            Some(builder.policy("VPC endpoint policy", kind, raw, "vpc_endpoint_policy")?)
        }
        None => None,
    };
    if let Some(organization) = &setup.organization {
        builder.organization(organization)?;
    }
    let request = Request {
        caller,
        action,
        resource,
        context: context(object.context.unwrap_or_default(), object.unknown)?,
        endpoint,
    };
    Ok(Question::Decision(Box::new(builder.finish(request))))
}

pub(super) fn other_request(
    request: &Request,
    object: RequestObject,
) -> Result<Request, CaseError> {
    let mut other = request.clone();
    if let Some(action) = object.action {
        other.action = Action::new(&action);
    }
    if let Some(resource) = object.resource {
        other.resource.name = ResourceName::new(&resource);
    }
    if let Some(given) = object.context {
        other.context = context(given, Vec::new())?;
    }
    for key in object.unknown {
        other.context.set(&key, Supplied::Unknown);
    }
    Ok(other)
}

pub(super) fn condition(setup: &str, object: RequestObject) -> Result<Question, CaseError> {
    let setup: wire::ConditionSetup = wire::read(setup, "setup")?;
    let condition = setup.condition.get();
    let statement = format!(r#""Action":"*","Resource":"*","Condition":{condition}"#);
    let situation = OneStatement {
        version: setup.version,
        statement,
        action: object.action.unwrap_or_else(|| "s3:GetObject".into()),
        resource: object.resource.unwrap_or_else(|| "*".into()),
        context: context(object.context.unwrap_or_default(), object.unknown)?,
    };
    situation.question(CaseKind::Condition)
}

pub(super) fn resource_match(setup: &str, object: RequestObject) -> Result<Question, CaseError> {
    let setup: wire::PatternSetup = wire::read(setup, "setup")?;
    let resource = needed(object.resource, "request.resource")?;
    // A call on `*` is one of the pattern's service (R1.9).
    let service = [&resource, &setup.pattern]
        .into_iter()
        .find_map(|arn| arn.split(':').nth(2))
        .unwrap_or("s3");
    let action = object.action.unwrap_or_else(|| format!("{service}:Get"));
    let pattern = serde_json::Value::from(setup.pattern);
    let situation = OneStatement {
        version: setup.version,
        statement: format!(r#""Action":"*","Resource":{pattern}"#),
        action,
        resource,
        context: context(object.context.unwrap_or_default(), object.unknown)?,
    };
    situation.question(CaseKind::ResourceMatch)
}

pub(super) fn action_match(setup: &str, object: RequestObject) -> Result<Question, CaseError> {
    let setup: wire::PatternSetup = wire::read(setup, "setup")?;
    let pattern = serde_json::Value::from(setup.pattern);
    let situation = OneStatement {
        version: setup.version,
        statement: format!(r#""Action":{pattern},"Resource":"*""#),
        action: needed(object.action, "request.action")?,
        resource: object.resource.unwrap_or_else(|| "*".into()),
        context: context(object.context.unwrap_or_default(), object.unknown)?,
    };
    situation.question(CaseKind::ActionMatch)
}

pub(super) fn validation(setup: &str) -> Result<Question, CaseError> {
    let setup: wire::ValidationSetup = wire::read(setup, "setup")?;
    let kind = PolicyKind::from_code(&setup.policy_type).ok_or_else(|| {
        let known = PolicyKind::ALL.map(PolicyKind::code);
        CaseError::unknown("setup.policy_type", &setup.policy_type, known)
    })?;
    let text = wire::policy_text(setup.policy_text, "setup.policy_text")?;
    Ok(Question::Validation(kind, text))
}

/// A policy written around one element, and a request that only this element decides on.
struct OneStatement {
    version: Option<String>,
    statement: String,
    action: String,
    resource: String,
    context: Context,
}

impl OneStatement {
    fn question(self, kind: CaseKind) -> Result<Question, CaseError> {
        let version = self.version.unwrap_or_else(|| "2012-10-17".into());
        let version = serde_json::Value::from(version);
        let statement = self.statement;
        let text =
            format!(r#"{{"Version":{version},"Statement":{{"Effect":"Allow",{statement}}}}}"#);
        let mut builder = Builder::default();
        let policy = builder.add(kind.code(), PolicyKind::Identity, text);
        let caller = Caller {
            principal: principal::some_user()?,
            identity: vec![Attachment {
                policy,
                group: None,
            }],
            boundary: None,
            session: None,
            session_token: None,
        };
        let request = Request {
            caller,
            action: Action::new(&self.action),
            resource: Resource {
                name: ResourceName::new(&self.resource),
                account: None,
                policy: None,
            },
            context: self.context,
            endpoint: None,
        };
        let situation = Box::new(builder.finish(request));
        Ok(Question::Match(kind, situation, policy))
    }
}

#[derive(Default)]
struct Builder {
    world: World,
    texts: Vec<String>,
}

impl Builder {
    fn finish(self, request: Request) -> Situation {
        Situation {
            world: self.world,
            request,
            texts: self.texts,
        }
    }

    fn add(&mut self, name: impl Into<String>, kind: PolicyKind, text: String) -> PolicyId {
        let (policy, _) = iam::parse(&text, kind);
        self.texts.push(text);
        self.world.add(name, kind, Arc::new(policy))
    }

    fn policy(
        &mut self,
        name: impl Into<String>,
        kind: PolicyKind,
        raw: &RawValue,
        part: &str,
    ) -> Result<PolicyId, CaseError> {
        let text = wire::policy_text(raw, part)?;
        Ok(self.add(name, kind, text))
    }

    /// Several policies of one kind, numbered from 1 in their names.
    fn policies(
        &mut self,
        name: impl Fn(usize) -> String,
        kind: PolicyKind,
        raws: &[&RawValue],
        part: &str,
    ) -> Result<Vec<PolicyId>, CaseError> {
        let numbered = raws.iter().zip(1..);
        numbered
            .map(|(raw, number)| self.policy(name(number), kind, raw, part))
            .collect()
    }

    fn caller(&mut self, setup: &DecisionSetup) -> Result<Caller, CaseError> {
        let name = |number| format!("identity policy {number}");
        let kind = PolicyKind::Identity;
        let identity = self.policies(name, kind, &setup.identity_policies, "identity_policies")?;
        let boundary = match setup.permissions_boundary {
            Some(raw) => {
                let part = "permissions_boundary";
                Some(self.policy("permissions boundary", PolicyKind::Boundary, raw, part)?)
            }
            None => None,
        };
        let session = match setup.session_policies.as_deref() {
            // An empty list is a session without session policies (R3.5).
            None | Some([]) => None,
            Some(raws) => {
                let name = |number| format!("session policy {number}");
                Some(self.policies(name, PolicyKind::Session, raws, "session_policies")?)
            }
        };
        let attachment = |policy| Attachment {
            policy,
            group: None,
        };
        Ok(Caller {
            principal: principal::principal(&setup.principal)?,
            identity: identity.into_iter().map(attachment).collect(),
            boundary,
            session,
            session_token: principal::session_token(&setup.principal)?,
        })
    }

    fn resource(&mut self, setup: &DecisionSetup, name: &str) -> Result<Resource, CaseError> {
        let owner = setup.resource_account.as_deref();
        let account = owner
            .map(|text| account(text, "resource_account"))
            .transpose()?;
        let policy = match &setup.resource_policy {
            Some(object) => {
                let (kind, policy_kind) = match &*object.kind {
                    "resource" => (ResourcePolicyKind::Resource, PolicyKind::Resource),
                    "role_trust" => (ResourcePolicyKind::RoleTrust, PolicyKind::RoleTrust),
                    "kms_key" => (ResourcePolicyKind::KmsKey, PolicyKind::KmsKey),
                    other => {
                        let known = ["resource", "role_trust", "kms_key"];
                        return Err(CaseError::unknown("resource_policy.kind", other, known));
                    }
                };
                let part = "resource_policy.document";
                let policy = self.policy(policy_kind.name(), policy_kind, object.document, part)?;
                Some(ResourcePolicy { kind, policy })
            }
            None => None,
        };
        Ok(Resource {
            name: ResourceName::new(name),
            account,
            policy,
        })
    }

    fn organization(&mut self, object: &OrganizationObject) -> Result<(), CaseError> {
        let part = "organization.management_account";
        let management = account(&object.management_account, part)?;
        if object.root.kind != "root" {
            return Err(CaseError::unknown(
                "organization.root.type",
                &object.root.kind,
                ["root"],
            ));
        }
        let root = self.node(&object.root)?;
        let mut organization = Organization::new(&*object.id, management, root);
        let root = organization.root();
        let mut waiting: Vec<(NodeId, &NodeObject)> = object
            .root
            .children
            .iter()
            .map(|child| (root, child))
            .collect();
        while let Some((parent, object)) = waiting.pop() {
            let node = self.node(object)?;
            match (node.kind, &*object.children) {
                (NodeKind::Root, _) => {
                    let message = format!("organization: `{}` is a second root", object.id);
                    return Err(CaseError::new(message));
                }
                (NodeKind::Account(account), []) if organization.account(account).is_some() => {
                    let message = format!("organization: account `{account}` stands twice");
                    return Err(CaseError::new(message));
                }
                (NodeKind::Account(account), [_, ..]) => {
                    let message = format!("organization: account `{account}` has children");
                    return Err(CaseError::new(message));
                }
                (NodeKind::Account(_), []) | (NodeKind::Ou, _) => {}
            }
            let id = organization.add(parent, node);
            waiting.extend(object.children.iter().map(|child| (id, child)));
        }
        self.world.set_organization(organization);
        Ok(())
    }

    fn node(&mut self, object: &NodeObject) -> Result<Node, CaseError> {
        let kind = match &*object.kind {
            "root" => NodeKind::Root,
            "ou" => NodeKind::Ou,
            "account" => NodeKind::Account(account(&object.id, "organization: account id")?),
            other => {
                let known = ["root", "ou", "account"];
                return Err(CaseError::unknown("organization: node type", other, known));
            }
        };
        let name = object.name.clone().unwrap_or_else(|| object.id.clone());
        let scp_name = |number| format!("SCP {number} of {name}");
        let scps = self.policies(scp_name, PolicyKind::Scp, &object.scps, "scps")?;
        let rcp_name = |number| format!("RCP {number} of {name}");
        let rcps = self.policies(rcp_name, PolicyKind::Rcp, &object.rcps, "rcps")?;
        Ok(Node {
            kind,
            id: object.id.clone(),
            name,
            scps,
            rcps,
        })
    }
}

fn needed(value: Option<String>, part: &str) -> Result<String, CaseError> {
    value.ok_or_else(|| CaseError::new(format!("{part} is missing")))
}

fn account(text: &str, part: &str) -> Result<AccountId, CaseError> {
    AccountId::parse(text)
        .ok_or_else(|| CaseError::new(format!("{part}: `{text}` is not a 12-digit account id")))
}

fn context(given: wire::ContextObject, unknown: Vec<String>) -> Result<Context, CaseError> {
    let mut context = Context::new();
    for (key, raw) in given.0 {
        let supplied = match raw.get().as_bytes().first() {
            Some(b'[') => {
                let raws: Vec<&RawValue> = wire::read(raw.get(), "request.context")?;
                let values = raws.into_iter().map(|raw| value(&key, raw));
                Supplied::Several(values.collect::<Result<_, _>>()?)
            }
            _ => Supplied::Single(value(&key, raw)?),
        };
        context.set(&key, supplied);
    }
    for key in unknown {
        context.set(&key, Supplied::Unknown);
    }
    Ok(context)
}

/// A string, or a number or truth value in the author's spelling.
fn value(key: &str, raw: &RawValue) -> Result<Value, CaseError> {
    let text = raw.get();
    match text.as_bytes().first() {
        Some(b'"') => {
            let text: String = wire::read(text, "request.context")?;
            Ok(Value::new(&text))
        }
        Some(b'-' | b'0'..=b'9' | b't' | b'f') => Ok(Value::new(text)),
        _ => Err(CaseError::new(format!(
            "request.context: `{key}` has to be a string, a number, true, false or a list of these"
        ))),
    }
}
