//! From what was pasted to the request of a scenario.

use super::{Pasted, Who};
use crate::document::Scenario;
use crate::request::{CallerSpec, ContextEntry, Credentials, Mfa, RequestSpec, Session};
use iam::AccountId;

/// A request filled from what was pasted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Filled {
    /// The request.
    pub request: RequestSpec,
    /// What to know of it, a sentence each: what stays as it was, and what the scenario lacks.
    pub notes: Vec<String>,
    /// The caller, where its account is there without it.
    pub missing: Option<Missing>,
}

/// A user or role that the scenario lacks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Missing {
    /// An IAM user.
    User(AccountId, String),
    /// A role.
    Role(AccountId, String),
}

impl Missing {
    /// Such as "the role `Deploy`".
    pub fn to_add(&self) -> String {
        match self {
            Missing::User(_, name) => format!("the user `{name}`"),
            Missing::Role(_, name) => format!("the role `{name}`"),
        }
    }
}

/// The request that was pasted, with the scenario's own names. What the text does not tell stays
/// as the scenario's request has it, but for condition keys and the VPC endpoint: they are another
/// request's.
pub fn fill(scenario: &Scenario, pasted: &Pasted) -> Filled {
    let mut filled = Filled {
        request: RequestSpec {
            context: Vec::new(),
            endpoint: None,
            ..scenario.request.clone()
        },
        notes: Vec::new(),
        missing: None,
    };
    match &pasted.caller {
        Some(who) => filled.caller(scenario, who),
        None => filled.stays("caller"),
    }
    match &pasted.action {
        Some(action) => filled.request.action = action.clone(),
        None => filled.stays("action"),
    }
    match (&pasted.resource, &pasted.action) {
        (Some(resource), _) => {
            filled.request.owner = pasted.owner;
            filled.request.resource = resource.clone();
        }
        (None, Some(_)) => {
            filled.request.owner = None;
            filled.request.resource = "*".into();
            let note = "No resource is told, so it is `*`: type the ARN if the action has one.";
            filled.notes.push(note.into());
        }
        (None, None) => filled.stays("resource"),
    }
    filled.request.context = pasted.context.clone();
    filled.endpoint(scenario, pasted);
    filled
}

impl Filled {
    fn stays(&mut self, what: &str) {
        let note = format!("The text does not tell the {what}, which stays as it is.");
        self.notes.push(note);
    }

    fn caller(&mut self, scenario: &Scenario, who: &Who) {
        let caller = match who {
            Who::User {
                account,
                name,
                temporary,
            } => CallerSpec::User {
                account: *account,
                name: name.clone(),
                credentials: credentials(*temporary),
            },
            Who::Session {
                account,
                role,
                name,
                mfa,
                source_identity,
            } => CallerSpec::Role {
                account: *account,
                name: role.clone(),
                session: Session {
                    name: name.clone(),
                    mfa: *mfa,
                    source_identity: source_identity.clone(),
                    ..Session::default()
                },
            },
            Who::Federated {
                account,
                name,
                user,
            } => {
                if user.is_none() {
                    let note = "Which IAM user made the federated user's session is not told: choose one under Details.";
                    self.notes.push(note.into());
                }
                let first = || {
                    let held = scenario.account(*account)?;
                    Some(held.users.first()?.name.clone())
                };
                CallerSpec::Federated {
                    account: *account,
                    user: user.clone().or_else(first).unwrap_or_default(),
                    session: Session::named(name.clone()),
                }
            }
            Who::Root {
                account,
                assumed: true,
                ..
            } => CallerSpec::RootTask {
                account: *account,
                task: None,
            },
            Who::Root {
                account, temporary, ..
            } => CallerSpec::Root {
                account: *account,
                credentials: credentials(*temporary),
            },
            Who::Service(name) => CallerSpec::Service { name: name.clone() },
            Who::WebIdentity(provider) => CallerSpec::WebIdentity {
                provider: provider.clone(),
            },
            Who::Anonymous => CallerSpec::Anonymous,
        };
        self.look_up(scenario, &caller);
        self.request.caller = caller;
    }

    /// Says what the scenario lacks of a caller.
    fn look_up(&mut self, scenario: &Scenario, caller: &CallerSpec) {
        let Some(account) = caller.account() else {
            return;
        };
        let Some(held) = scenario.account(account) else {
            self.notes.push(format!(
                "Account {account} is not in the scenario, so this caller has no policies and no organization. Make an account with this id, then fill in the text again."
            ));
            return;
        };
        let (is_there, missing) = match caller {
            CallerSpec::User { name, .. } => (
                held.user(name).is_some(),
                Missing::User(account, name.clone()),
            ),
            CallerSpec::Role { name, .. } => (
                held.role(name).is_some(),
                Missing::Role(account, name.clone()),
            ),
            CallerSpec::Federated { user, .. } if !user.is_empty() => (
                held.user(user).is_some(),
                Missing::User(account, user.clone()),
            ),
            _ => return,
        };
        if !is_there {
            let (what, name) = match &missing {
                Missing::User(_, name) => ("user", name),
                Missing::Role(_, name) => ("role", name),
            };
            self.notes.push(format!(
                "Account {account} has no {what} `{name}`, so this caller has no policies."
            ));
            self.missing = Some(missing);
        }
    }

    fn endpoint(&mut self, scenario: &Scenario, pasted: &Pasted) {
        let Some(id) = &pasted.endpoint else {
            return;
        };
        if scenario.endpoint(id).is_some() {
            self.request.endpoint = Some(id.clone());
            return;
        }
        self.request.context.push(ContextEntry {
            key: "aws:SourceVpce".into(),
            value: crate::request::ContextValue::Single(id.clone()),
        });
        self.notes.push(format!(
            "The VPC endpoint `{id}` is not in the scenario, so no endpoint policy is asked; `aws:SourceVpce` holds its id."
        ));
    }
}

fn credentials(temporary: Option<Mfa>) -> Credentials {
    match temporary {
        None => Credentials::AccessKeys,
        Some(mfa) => Credentials::Temporary(mfa),
    }
}
