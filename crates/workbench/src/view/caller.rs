//! What the caller brings along, to be edited: which kind of caller it is, what its requests are
//! signed with, its session, and the VPC endpoint they travel through.

use super::policy::short_kind;
use crate::message::{Message, SessionEdit};
use crate::model::Model;
use iam::{AccountId, PolicyKind};
use scenario::{CallerSpec, Credentials, Mfa, PolicyRef, Scenario, Seat, Session, Tag};

/// What is drawn below the caller.
#[derive(Clone, PartialEq, Debug)]
pub struct CallerView {
    /// The kinds of callers; each message makes a first caller of its kind.
    pub kinds: Vec<Pick>,
    /// Of a service or provider its name, set with `SetCallerName`.
    pub name: Option<NameView>,
    /// Of a federated user the IAM users who can have made the session.
    pub made_by: Vec<Pick>,
    /// Of a user what the requests are signed with.
    pub credentials: Vec<Pick>,
    /// Of a role or federated user the session.
    pub session: Option<SessionView>,
    /// The VPC endpoints to travel through, "none" first; empty where the scenario has none.
    pub endpoints: Vec<Pick>,
}

/// Something to choose among others.
#[derive(Clone, PartialEq, Debug)]
pub struct Pick {
    /// What it says.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
    /// Chooses it.
    pub message: Message,
}

/// A name that is typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NameView {
    /// What is typed.
    pub label: &'static str,
    /// The present text.
    pub value: String,
    /// Examples to choose from.
    pub suggestions: &'static [&'static str],
    /// What is wrong with it.
    pub problem: Option<String>,
}

/// A session, edited with `EditSession`.
#[derive(Clone, PartialEq, Debug)]
pub struct SessionView {
    /// Its name.
    pub name: NameView,
    /// The policies that can be passed, and whether they are.
    pub policies: Vec<PassedPolicy>,
    /// What is wrong with those that are.
    pub policies_problem: Option<String>,
    /// Its tags.
    pub tags: Vec<Tag>,
    /// What is wrong with them.
    pub tags_problem: Option<String>,
    /// Whether MFA was used to make it; `None` where that cannot be.
    pub mfa: Option<bool>,
    /// The source identity; `None` where there cannot be one.
    pub source_identity: Option<NameView>,
}

/// A policy that can be passed when a session is made.
#[derive(Clone, PartialEq, Debug)]
pub struct PassedPolicy {
    /// Which.
    pub policy: PolicyRef,
    /// Its name.
    pub name: String,
    /// Its kind, short.
    pub kind: &'static str,
    /// Whether it is passed.
    pub passed: bool,
    /// Passes it, or leaves it out.
    pub message: Message,
}

const SERVICES: &[&str] = &[
    "cloudtrail.amazonaws.com",
    "lambda.amazonaws.com",
    "logging.s3.amazonaws.com",
    "s3.amazonaws.com",
    "sns.amazonaws.com",
    "events.amazonaws.com",
];
const PROVIDERS: &[&str] = &[
    "accounts.google.com",
    "cognito-identity.amazonaws.com",
    "graph.facebook.com",
    "www.amazon.com",
];
/// Session policies that are passed by ARN at most; one more is passed as text (R3.5).
const MANAGED: usize = 10;

impl CallerView {
    /// The caller of a model.
    // A door of the split build: what lies behind it waits (ARCHITECTURE.md).
    #[inline(never)]
    pub fn new(model: &Model) -> CallerView {
        let scenario = model.scenario();
        let caller = &scenario.request.caller;
        CallerView {
            kinds: kinds(scenario),
            name: name(caller),
            made_by: makers(scenario),
            credentials: credentials(caller),
            session: caller.session().map(|held| session(scenario, held)),
            endpoints: endpoints(scenario),
        }
    }
}

fn pick(label: impl Into<String>, chosen: bool, message: Message) -> Pick {
    Pick {
        label: label.into(),
        chosen,
        message,
    }
}

fn kinds(scenario: &Scenario) -> Vec<Pick> {
    let present = &scenario.request.caller;
    let session = || Session {
        name: "session".into(),
        ..Session::default()
    };
    let users = accounts(scenario).find_map(|(account, held)| {
        let user = held.users.first()?;
        Some((account, user.name.clone()))
    });
    let roles = accounts(scenario).find_map(|(account, held)| {
        let role = held.roles.first()?;
        Some((account, role.name.clone()))
    });
    let first = accounts(scenario).next().map(|(account, _)| account);
    let credentials = Credentials::AccessKeys;
    let firsts = [
        (
            "IAM user",
            users.clone().map(|(account, name)| CallerSpec::User {
                account,
                name,
                credentials,
            }),
        ),
        (
            "Role session",
            roles.map(|(account, name)| CallerSpec::Role {
                account,
                name,
                session: session(),
            }),
        ),
        (
            "Federated user",
            users.map(|(account, user)| CallerSpec::Federated {
                account,
                user,
                session: session(),
            }),
        ),
        (
            "Root user",
            first.map(|account| CallerSpec::Root {
                account,
                credentials,
            }),
        ),
        (
            "AWS service",
            SERVICES.first().map(|name| CallerSpec::Service {
                name: (*name).into(),
            }),
        ),
        (
            "Identity provider",
            PROVIDERS.first().map(|provider| CallerSpec::WebIdentity {
                provider: (*provider).into(),
            }),
        ),
        ("Anonymous", Some(CallerSpec::Anonymous)),
    ];
    let offered = firsts.into_iter().filter_map(|(label, first)| {
        let first = first?;
        let chosen = std::mem::discriminant(&first) == std::mem::discriminant(present);
        let caller = if chosen { present.clone() } else { first };
        Some(pick(label, chosen, Message::SetCaller(caller)))
    });
    offered.collect()
}

/// The caller's own account first, so that another kind of caller stays near.
fn accounts(scenario: &Scenario) -> impl Iterator<Item = (AccountId, &scenario::Account)> {
    let own = scenario.request.caller.account();
    let own = own.and_then(|id| Some((id, scenario.account(id)?)));
    own.into_iter()
        .chain(scenario.accounts.iter().map(|(id, held)| (*id, held)))
}

fn name(caller: &CallerSpec) -> Option<NameView> {
    let (label, value, suggestions, problem) = match caller {
        CallerSpec::Service { name } => {
            let is_service =
                name.ends_with(".amazonaws.com") || name.ends_with(".amazonaws.com.cn");
            let problem = "a service's name ends with .amazonaws.com";
            ("Service", name, SERVICES, (!is_service).then_some(problem))
        }
        CallerSpec::WebIdentity { provider } => {
            let problem = "the provider's name or ARN, as the trust policy has it";
            let is_empty = provider.is_empty();
            ("Provider", provider, PROVIDERS, is_empty.then_some(problem))
        }
        _ => return None,
    };
    Some(NameView {
        label,
        value: value.clone(),
        suggestions,
        problem: problem.map(str::to_owned),
    })
}

fn makers(scenario: &Scenario) -> Vec<Pick> {
    let CallerSpec::Federated {
        account,
        user,
        session,
    } = &scenario.request.caller
    else {
        return Vec::new();
    };
    let users = scenario.account(*account).into_iter();
    let users = users.flat_map(|held| &held.users).map(|held| {
        let caller = CallerSpec::Federated {
            account: *account,
            user: held.name.clone(),
            session: session.clone(),
        };
        let chosen = held.name.eq_ignore_ascii_case(user);
        pick(&held.name, chosen, Message::SetCaller(caller))
    });
    users.collect()
}

fn credentials(caller: &CallerSpec) -> Vec<Pick> {
    let held = match caller {
        CallerSpec::User { credentials, .. } | CallerSpec::Root { credentials, .. } => *credentials,
        _ => return Vec::new(),
    };
    let choices = [
        ("Access keys", Credentials::AccessKeys),
        (
            "Temporary, without MFA",
            Credentials::Temporary(Mfa::Absent),
        ),
        ("Temporary, with MFA", Credentials::Temporary(Mfa::Present)),
    ];
    choices
        .map(|(label, choice)| pick(label, choice == held, Message::SetCredentials(choice)))
        .to_vec()
}

fn session(scenario: &Scenario, session: &Session) -> SessionView {
    let is_role = matches!(scenario.request.caller, CallerSpec::Role { .. });
    let longest = if is_role { 64 } else { 32 };
    let takes = scenario
        .policies
        .iter()
        .filter(|(_, held)| Seat::Session.takes(held.kind));
    let policies = takes.map(|(policy, held)| {
        let passed = session.policies.contains(&policy);
        PassedPolicy {
            policy,
            name: held.name.clone(),
            kind: short_kind(held.kind),
            passed,
            message: Message::EditSession(SessionEdit::Policy(policy, !passed)),
        }
    });
    let identity = session.source_identity.clone().unwrap_or_default();
    SessionView {
        name: NameView {
            label: "Session name",
            problem: word_problem(&session.name, longest),
            value: session.name.clone(),
            suggestions: &[],
        },
        policies: policies.collect(),
        policies_problem: policies_problem(scenario, session),
        tags_problem: tags_problem(&session.tags),
        tags: session.tags.clone(),
        mfa: is_role.then_some(session.mfa == Mfa::Present),
        source_identity: is_role.then(|| NameView {
            label: "Source identity",
            problem: match identity.is_empty() {
                true => None,
                false if identity.starts_with("aws:") => Some("cannot begin with aws:".to_owned()),
                false => word_problem(&identity, 64),
            },
            value: identity,
            suggestions: &[],
        }),
    }
}

/// AWS STS takes so many letters, digits and signs.
fn word_problem(word: &str, longest: usize) -> Option<String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "_+=,.@-".contains(c);
    let length = word.chars().count();
    match word.chars().all(fits) && 2 <= length && length <= longest {
        true => None,
        false => Some(format!("2 to {longest} letters, digits or _+=,.@-")),
    }
}

fn policies_problem(scenario: &Scenario, session: &Session) -> Option<String> {
    let passed = session.policies.iter();
    let kinds = passed.filter_map(|policy| Some(scenario.policies.get(*policy)?.kind));
    let (managed, inline): (Vec<PolicyKind>, Vec<PolicyKind>) =
        kinds.partition(|kind| *kind == PolicyKind::Managed);
    match (managed.len() <= MANAGED, inline.len() <= 1) {
        (true, true) => None,
        (_, false) => Some("AWS takes one session policy besides managed ones".into()),
        (false, true) => Some(format!("AWS takes at most {MANAGED} managed policies")),
    }
}

fn tags_problem(tags: &[Tag]) -> Option<String> {
    let most = iam::assume::MOST_TAGS;
    let long = tags
        .iter()
        .find(|tag| 128 < tag.key.chars().count() || 256 < tag.value.chars().count());
    match long {
        _ if most < tags.len() => Some(format!("AWS takes at most {most} session tags")),
        Some(tag) => Some(format!(
            "{}: a key has at most 128 characters, a value 256",
            tag.key
        )),
        None => None,
    }
}

fn endpoints(scenario: &Scenario) -> Vec<Pick> {
    let chosen = scenario.request.endpoint.as_deref();
    if scenario.endpoints.is_empty() && chosen.is_none() {
        return Vec::new();
    }
    let none = pick(
        "no VPC endpoint",
        chosen.is_none(),
        Message::SetEndpoint(None),
    );
    let held = scenario.endpoints.iter().map(|endpoint| {
        let label = format!("{} in {}", endpoint.id, endpoint.vpc);
        let message = Message::SetEndpoint(Some(endpoint.id.clone()));
        pick(label, chosen == Some(&endpoint.id), message)
    });
    [none].into_iter().chain(held).collect()
}
