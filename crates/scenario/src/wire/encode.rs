//! From a scenario to the newest version of the format.
//!
//! What is written can be read: what people put together freely is cut at its caps, and
//! references to what no longer exists are left out.

use super::v1::{
    AccountObject, AssumptionObject, CallerObject, ChildObject, ContextObject, CredentialsObject,
    DocumentObject, EndpointObject, ExpectedObject, GroupObject, OrganizationObject, OwnerObject,
    PolicyObject, RequestObject, ResourceObject, RoleObject, RootObject, SavedObject,
    SessionObject, StateObject, TagObject, UserObject, VERSION,
};
use crate::account::{Account, Resource, Role, Tag, User};
use crate::caps::{self, clip};
use crate::document::{Scenario, VpcEndpoint};
use crate::organization::{Node, NodeKind, NodeRef, OrganizationTree};
use crate::policy::{PolicyDocument, PolicyLibrary, PolicyOwner, PolicyRef, Switch};
use crate::request::{
    CallerSpec, ContextEntry, ContextValue, Credentials, Expectation, Mfa, RequestSpec, Session,
};
use iam::AccountId;

pub(super) fn document(scenario: &Scenario) -> DocumentObject {
    let encoder = Encoder {
        library: &scenario.policies,
    };
    let accounts = scenario.accounts.iter();
    let nothing_asked = scenario.request == Scenario::default().request;
    let saved = scenario
        .saved
        .iter()
        .take(caps::SAVED)
        .map(|saved| SavedObject {
            name: text(&saved.name),
            request: encoder.request(&saved.request),
            expected: saved.expected.map(|expected| match expected {
                Expectation::Allow => ExpectedObject::Allow,
                Expectation::Deny => ExpectedObject::Deny,
            }),
        });
    DocumentObject {
        iam_playground: VERSION,
        title: clip(&scenario.title, caps::TITLE).into(),
        notes: clip(&scenario.notes, caps::NOTES).into(),
        organization: scenario
            .organization
            .as_ref()
            .map(|tree| encoder.organization(tree)),
        accounts: accounts
            .map(|(id, account)| encoder.account(*id, account))
            .collect(),
        policies: scenario.policies.iter().filter_map(policy).collect(),
        endpoints: scenario
            .endpoints
            .iter()
            .map(|endpoint| encoder.endpoint(endpoint))
            .collect(),
        request: (!nothing_asked).then(|| encoder.request(&scenario.request)),
        saved: saved.collect(),
    }
}

fn policy((place, document): (PolicyRef, &PolicyDocument)) -> Option<PolicyObject> {
    let off = !document.is_on();
    if place == PolicyRef::FULL_AWS_ACCESS {
        return off.then(|| PolicyObject {
            name: document.name.clone(),
            kind: None,
            owner: None,
            off,
            text: None,
        });
    }
    Some(PolicyObject {
        name: document.name.clone(),
        kind: Some(document.kind.code().into()),
        owner: match document.owner {
            PolicyOwner::Customer => None,
            PolicyOwner::Aws => Some(OwnerObject::Aws),
        },
        off,
        text: Some(document.text.to_string()),
    })
}

struct Encoder<'a> {
    library: &'a PolicyLibrary,
}

impl Encoder<'_> {
    fn name(&self, policy: PolicyRef) -> Option<String> {
        Some(self.library.get(policy)?.name.clone())
    }

    fn names(&self, policies: &[PolicyRef]) -> Vec<String> {
        let names = policies.iter().filter_map(|policy| self.name(*policy));
        names.take(caps::ATTACHED).collect()
    }

    fn named(&self, policy: Option<PolicyRef>) -> Option<String> {
        policy.and_then(|policy| self.name(policy))
    }

    /// `None` where only `FullAWSAccess` is attached, as AWS does it.
    fn scps(&self, scps: &[PolicyRef]) -> Option<Vec<String>> {
        (scps != [PolicyRef::FULL_AWS_ACCESS]).then(|| self.names(scps))
    }

    fn organization(&self, tree: &OrganizationTree) -> OrganizationObject {
        let root = tree.node(NodeRef::ROOT);
        let id = match root.map(|root| &root.kind) {
            Some(NodeKind::Root { id }) => id.clone(),
            Some(NodeKind::Ou { .. } | NodeKind::Account(_)) | None => String::new(),
        };
        OrganizationObject {
            id: tree.id.clone(),
            management_account: tree.management_account.to_string(),
            root: RootObject {
                id,
                scps: root.and_then(|root| self.scps(&root.scps)),
                rcps: root.map(|root| self.names(&root.rcps)).unwrap_or_default(),
                off: root.is_some_and(|root| root.switch == Switch::Off),
                children: root
                    .map(|root| self.children(tree, root))
                    .unwrap_or_default(),
            },
        }
    }

    fn children(&self, tree: &OrganizationTree, node: &Node) -> Vec<ChildObject> {
        let children = node.children().iter().filter_map(|child| tree.node(*child));
        let written = children.map(|child| {
            let (account, ou, name) = match &child.kind {
                NodeKind::Account(account) => (Some(account.to_string()), None, None),
                NodeKind::Ou { id, name } => (None, Some(id.clone()), Some(name.clone())),
                // INVARIANT of the tree: only place 0 is a root.
                NodeKind::Root { .. } => (None, None, None),
            };
            ChildObject {
                account,
                ou,
                name,
                scps: self.scps(&child.scps),
                rcps: self.names(&child.rcps),
                off: child.switch == Switch::Off,
                children: self.children(tree, child),
            }
        });
        written.collect()
    }

    fn account(&self, id: AccountId, account: &Account) -> AccountObject {
        let groups = account.groups.iter().map(|group| GroupObject {
            name: group.name.clone(),
            policies: self.names(&group.policies),
        });
        let users = account.users.iter();
        let roles = account.roles.iter();
        let resources = account.resources.iter();
        AccountObject {
            id: id.to_string(),
            name: account.name.clone(),
            users: users.map(|user| self.user(account, user)).collect(),
            groups: groups.collect(),
            roles: roles.map(|role| self.role(role)).collect(),
            resources: resources.map(|resource| self.resource(resource)).collect(),
        }
    }

    fn user(&self, account: &Account, user: &User) -> UserObject {
        let groups = user
            .groups
            .iter()
            .filter(|name| account.group(name).is_some());
        UserObject {
            name: user.name.clone(),
            path: user.path.clone(),
            unique_id: user.unique_id.as_deref().map(text),
            tags: tags(&user.tags),
            groups: groups.cloned().collect(),
            policies: self.names(&user.policies),
            boundary: self.named(user.boundary),
        }
    }

    fn role(&self, role: &Role) -> RoleObject {
        RoleObject {
            name: role.name.clone(),
            path: role.path.clone(),
            unique_id: role.unique_id.as_deref().map(text),
            tags: tags(&role.tags),
            trust: self.named(role.trust),
            policies: self.names(&role.policies),
            boundary: self.named(role.boundary),
            longest_session: role.longest_session,
        }
    }

    fn resource(&self, resource: &Resource) -> ResourceObject {
        ResourceObject {
            arn: resource.arn.clone(),
            policy: self.named(resource.policy),
            tags: tags(&resource.tags),
        }
    }

    fn endpoint(&self, endpoint: &VpcEndpoint) -> EndpointObject {
        EndpointObject {
            id: endpoint.id.clone(),
            vpc: endpoint.vpc.clone(),
            account: endpoint.account.to_string(),
            policy: self.named(endpoint.policy),
        }
    }

    fn request(&self, request: &RequestSpec) -> RequestObject {
        RequestObject {
            caller: self.caller(&request.caller),
            action: text(&request.action),
            resource: text(&request.resource),
            owner: request.owner.map(|owner| owner.to_string()),
            context: request
                .context
                .iter()
                .take(caps::CONTEXT)
                .map(context)
                .collect(),
            endpoint: request.endpoint.as_deref().map(text),
        }
    }

    fn caller(&self, caller: &CallerSpec) -> CallerObject {
        match caller {
            CallerSpec::User {
                account,
                name,
                credentials,
            } => CallerObject::User {
                account: account.to_string(),
                name: text(name),
                credentials: signed(*credentials),
            },
            CallerSpec::Role {
                account,
                name,
                session,
            } => CallerObject::Role {
                account: account.to_string(),
                name: text(name),
                session: self.session(session),
            },
            CallerSpec::Federated {
                account,
                user,
                session,
            } => CallerObject::Federated {
                account: account.to_string(),
                user: text(user),
                session: self.session(session),
            },
            CallerSpec::Root {
                account,
                credentials,
            } => CallerObject::Root {
                account: account.to_string(),
                credentials: signed(*credentials),
            },
            CallerSpec::Service { name } => CallerObject::Service { name: text(name) },
            CallerSpec::RootTask { account, task } => CallerObject::RootTask {
                account: account.to_string(),
                task: self.named(*task),
            },
            CallerSpec::WebIdentity { provider } => CallerObject::WebIdentity {
                provider: text(provider),
            },
            CallerSpec::Anonymous => CallerObject::Anonymous {},
        }
    }

    fn session(&self, session: &Session) -> SessionObject {
        SessionObject {
            name: text(&session.name),
            policies: self.names(&session.policies),
            tags: tags(&session.tags),
            mfa: session.mfa == Mfa::Present,
            source_identity: session.source_identity.as_deref().map(text),
            transitive: {
                let keys = session.transitive.iter().take(caps::TAGS);
                keys.map(|key| text(key)).collect()
            },
            assumed: session.assumed.as_deref().map(|assumed| {
                Box::new(AssumptionObject {
                    by: self.caller(&assumed.by),
                    external_id: assumed.external_id.as_deref().map(text),
                    duration: assumed.duration,
                    context: assumed
                        .context
                        .iter()
                        .take(caps::CONTEXT)
                        .map(context)
                        .collect(),
                })
            }),
        }
    }
}

fn text(typed: &str) -> String {
    clip(typed, caps::TEXT).into()
}

fn tags(tags: &[Tag]) -> Vec<TagObject> {
    let written = tags.iter().take(caps::TAGS).map(|tag| TagObject {
        key: text(&tag.key),
        value: text(&tag.value),
    });
    written.collect()
}

fn signed(credentials: Credentials) -> CredentialsObject {
    match credentials {
        Credentials::AccessKeys => CredentialsObject::AccessKeys,
        Credentials::Temporary(Mfa::Absent) => CredentialsObject::Temporary,
        Credentials::Temporary(Mfa::Present) => CredentialsObject::TemporaryWithMfa,
        Credentials::SessionToken(Mfa::Absent) => CredentialsObject::SessionToken,
        Credentials::SessionToken(Mfa::Present) => CredentialsObject::SessionTokenWithMfa,
    }
}

fn context(entry: &ContextEntry) -> ContextObject {
    let mut written = ContextObject {
        key: text(&entry.key),
        value: None,
        values: None,
        state: None,
    };
    match &entry.value {
        ContextValue::Single(value) => written.value = Some(text(value)),
        ContextValue::Several(values) => {
            let values = values.iter().take(caps::CONTEXT);
            written.values = Some(values.map(|value| text(value)).collect());
        }
        ContextValue::Unknown => written.state = Some(StateObject::Unknown),
        ContextValue::Absent => written.state = Some(StateObject::Absent),
    }
    written
}
