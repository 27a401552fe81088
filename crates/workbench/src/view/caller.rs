//! What the caller brings along, to be edited: which kind of caller it is, what its requests are
//! signed with, its session, and the VPC endpoint they travel through.

use super::policy::short_kind;
use crate::message::{Dialog, Message, SessionEdit};
use crate::model::Model;
use iam::{AccountId, PolicyKind};
use scenario::task;
use scenario::{
    Assumption, CallerSpec, ContextValue, Credentials, Mfa, PolicyRef, Role, Scenario, Seat,
    Session, Tag,
};

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
    /// Of a root session for a task, the policies that can be the task.
    pub tasks: Vec<Pick>,
    /// Of a role or federated user the session; one with a role chain has its fields there.
    pub session: Option<SessionView>,
    /// Asks how a role session was made.
    pub ask_maker: Option<Message>,
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
    /// How many makers back it stands from the caller.
    pub back: usize,
    /// Its name.
    pub name: NameView,
    /// The policies that can be passed, and whether they are.
    pub policies: Vec<PassedPolicy>,
    /// What is wrong with those that are.
    pub policies_problem: Option<String>,
    /// Its tags.
    pub tags: Vec<TagView>,
    /// What is wrong with them.
    pub tags_problem: Option<String>,
    /// Whether MFA was used to make it; `None` where that cannot be.
    pub mfa: Option<bool>,
    /// What that means.
    pub mfa_label: &'static str,
    /// The source identity; `None` where there cannot be one.
    pub source_identity: Option<NameView>,
    /// What is passed with the call that makes it, where one is told.
    pub call: Option<Vec<(CallField, NameView)>>,
    /// The condition keys of that call that are set by hand, each with what it holds.
    pub told: Vec<(String, String)>,
}

/// A tag of a session.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TagView {
    /// The tag.
    pub tag: Tag,
    /// Whether sessions that this one makes have it, too; `None` where it makes none.
    pub transitive: Option<bool>,
}

/// Something that is passed with the call that makes a session.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CallField {
    /// The external id.
    ExternalId,
    /// How long the session shall last.
    Duration,
}

impl CallField {
    /// The edit that sets it.
    pub const fn edit(self, text: String) -> SessionEdit {
        match self {
            CallField::ExternalId => SessionEdit::ExternalId(text),
            CallField::Duration => SessionEdit::Duration(text),
        }
    }
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
            tasks: tasks(scenario),
            session: caller
                .session()
                .filter(|held| held.assumed.is_none())
                .map(|held| session(scenario, 0, caller, held)),
            ask_maker: match caller {
                CallerSpec::Role { session, .. } if session.assumed.is_none() => {
                    Some(Message::ShowDialog(Some(Dialog::FindMaker(0))))
                }
                _ => None,
            },
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

/// What kind of caller somebody is, in the list of kinds.
fn kind_of(scenario: &Scenario, caller: &CallerSpec) -> &'static str {
    match caller {
        CallerSpec::User { .. } => "IAM user",
        CallerSpec::Role {
            account,
            name,
            session,
        } => {
            let held = scenario.account(*account);
            let role = held.and_then(|held| held.role(name));
            match session.assumed.as_deref().map(|assumed| &assumed.by) {
                _ if role.is_some_and(Role::is_service_linked) => "Service-linked role",
                Some(CallerSpec::WebIdentity { provider }) if is_saml(provider) => "SAML session",
                Some(CallerSpec::WebIdentity { .. }) => "Web identity session",
                _ => "Role session",
            }
        }
        CallerSpec::Federated { .. } => "Federated user",
        CallerSpec::Root { .. } => "Root user",
        CallerSpec::RootTask { .. } => "Root session (AssumeRoot)",
        CallerSpec::Service { .. } => "AWS service",
        CallerSpec::WebIdentity { .. } => "Identity provider",
        CallerSpec::Anonymous => "Anonymous",
    }
}

fn is_saml(provider: &str) -> bool {
    provider.contains(":saml-provider/")
}

/// A role session of a name, by whoever made it.
fn role_session(role: Option<(AccountId, String)>, by: Option<CallerSpec>) -> Option<CallerSpec> {
    let (account, name) = role?;
    let session = Session {
        assumed: by.map(|by| Box::new(Assumption::new(by))),
        ..Session::named("session")
    };
    Some(CallerSpec::Role {
        account,
        name,
        session,
    })
}

fn kinds(scenario: &Scenario) -> Vec<Pick> {
    let present = &scenario.request.caller;
    let user = accounts(scenario).find_map(|(account, held)| {
        let user = held.users.first()?;
        Some((account, user.name.clone()))
    });
    let role = |linked| {
        accounts(scenario).find_map(|(account, held)| {
            let mut roles = held.roles.iter();
            let role = roles.find(|role| role.is_service_linked() == linked)?;
            Some((account, role.name.clone()))
        })
    };
    let first = accounts(scenario).next().map(|(account, _)| account);
    let credentials = Credentials::AccessKeys;
    let provider = |name: String| Some(CallerSpec::WebIdentity { provider: name });
    let saml = first.map(|account| format!("arn:aws:iam::{account}:saml-provider/Directory"));
    let google = PROVIDERS.first().map(|name| (*name).to_owned());
    let firsts = [
        user.clone().map(|(account, name)| CallerSpec::User {
            account,
            name,
            credentials,
        }),
        role_session(role(false), None),
        role_session(role(true), None),
        role_session(role(false), saml.and_then(provider)),
        role_session(role(false), google.clone().and_then(provider)),
        user.map(|(account, user)| CallerSpec::Federated {
            account,
            user,
            session: Session::named("session"),
        }),
        first.map(|account| CallerSpec::Root {
            account,
            credentials,
        }),
        first.map(|account| CallerSpec::RootTask {
            account,
            task: None,
        }),
        SERVICES.first().map(|name| CallerSpec::Service {
            name: (*name).into(),
        }),
        google.and_then(provider),
        Some(CallerSpec::Anonymous),
    ];
    let kind = kind_of(scenario, present);
    let offered = firsts.into_iter().flatten().map(|first| {
        let label = kind_of(scenario, &first);
        let chosen = label == kind;
        let caller = if chosen { present.clone() } else { first };
        pick(label, chosen, Message::SetCaller(caller))
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

/// AWS's task policies; here any managed or session policy can be one, too.
fn tasks(scenario: &Scenario) -> Vec<Pick> {
    let CallerSpec::RootTask { task, .. } = &scenario.request.caller else {
        return Vec::new();
    };
    let none = pick(
        "none yet; AWS requires a task policy",
        task.is_none(),
        Message::SetTask(None),
    );
    let policies = scenario.policies.iter();
    let takes = policies.filter(|(_, held)| Seat::Session.takes(held.kind));
    let offered = takes.map(|(policy, held)| {
        let chosen = *task == Some(policy);
        pick(&held.name, chosen, Message::SetTask(Some(policy)))
    });
    let lacking = task::ALL.iter();
    let lacking = lacking.filter(|task| scenario.policies.named(task.name).is_none());
    let lacking = lacking.map(|task| pick(task.name, false, Message::TakeTask(task.name)));
    [none].into_iter().chain(lacking).chain(offered).collect()
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
            "Console sign-in, without MFA",
            Credentials::Temporary(Mfa::Absent),
        ),
        (
            "Console sign-in, with MFA",
            Credentials::Temporary(Mfa::Present),
        ),
        (
            "GetSessionToken, without MFA",
            Credentials::SessionToken(Mfa::Absent),
        ),
        (
            "GetSessionToken, with MFA",
            Credentials::SessionToken(Mfa::Present),
        ),
    ];
    choices
        .map(|(label, choice)| pick(label, choice == held, Message::SetCredentials(choice)))
        .to_vec()
}

/// Whoever somebody is, in a few words.
pub(crate) fn caller_words(caller: &CallerSpec) -> String {
    match caller {
        CallerSpec::User { name, .. } => format!("{name} (user)"),
        CallerSpec::Role { name, .. } => format!("{name} (role session)"),
        CallerSpec::Federated { user, session, .. } => {
            format!("{} (federated by {user})", session.name)
        }
        CallerSpec::Root { account, .. } => format!("root user of {account}"),
        CallerSpec::RootTask { account, .. } => format!("root session of {account}"),
        CallerSpec::Service { name } => format!("{name} (AWS service)"),
        CallerSpec::WebIdentity { provider } => format!("{provider} (identity provider)"),
        CallerSpec::Anonymous => "anonymous".into(),
    }
}

/// Who made a session: as it is, or not asked.
pub(super) fn makers_of(back: usize, by: &CallerSpec) -> Vec<Pick> {
    let present = Message::SetMaker(back, Some(by.clone()));
    vec![
        pick(caller_words(by), true, present),
        pick(
            "nobody: the session exists already",
            false,
            Message::SetMaker(back, None),
        ),
    ]
}

/// The fields of a session so many makers back.
pub(super) fn session(
    scenario: &Scenario,
    back: usize,
    caller: &CallerSpec,
    session: &Session,
) -> SessionView {
    let is_role = matches!(caller, CallerSpec::Role { .. });
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
            message: Message::EditSession(back, SessionEdit::Policy(policy, !passed)),
        }
    });
    let tags = session.tags.iter().map(|tag| TagView {
        tag: tag.clone(),
        transitive: is_role.then(|| session.is_transitive(&tag.key)),
    });
    let identity = session.source_identity.clone().unwrap_or_default();
    SessionView {
        back,
        name: NameView {
            label: "Session name",
            problem: word_problem(&session.name, longest),
            value: session.name.clone(),
            suggestions: &[],
        },
        policies: policies.collect(),
        policies_problem: policies_problem(scenario, session),
        tags: tags.collect(),
        tags_problem: tags_problem(&session.tags),
        mfa: is_role.then_some(session.mfa == Mfa::Present),
        mfa_label: match session.assumed {
            Some(_) => "code passed with the call",
            None => "used to make the session",
        },
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
        call: session.assumed.as_deref().map(call),
        told: {
            let context = session.assumed.iter().flat_map(|assumed| &assumed.context);
            context
                .map(|entry| (entry.key.clone(), words(&entry.value)))
                .collect()
        },
    }
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::Single(value) => value.clone(),
        ContextValue::Several(values) => values.join(", "),
        ContextValue::Unknown => "unknown".into(),
        ContextValue::Absent => "left out".into(),
    }
}

/// What is passed with the call that makes a session, and not kept by it.
fn call(assumed: &Assumption) -> Vec<(CallField, NameView)> {
    let name = |label, value: String| NameView {
        label,
        value,
        suggestions: &[],
        problem: None,
    };
    let seconds = assumed.duration.map(|seconds| seconds.to_string());
    let id = assumed.external_id.clone().unwrap_or_default();
    vec![
        (CallField::ExternalId, name("External ID", id)),
        (
            CallField::Duration,
            name("Duration (seconds)", seconds.unwrap_or_default()),
        ),
    ]
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
