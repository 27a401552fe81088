//! Looking for someone or for a role among all accounts, by parts of names, ids and ARNs.

use super::caller::caller_words;
use super::dialog::{Body, Choice};
use crate::item::account_name;
use crate::message::Message;
use crate::model::Model;
use iam::AccountId;
use iam::assume::Outcome;
use scenario::{Account, Assumption, CallerSpec, Credentials, RequestSpec, Scenario, Session};

/// So many are shown of what was found.
const SHOWN: usize = 40;

/// Everyone who can ask or make a session.
pub(super) fn callers(model: &Model, choose: impl Fn(CallerSpec) -> Message) -> Body {
    let scenario = model.scenario();
    let query = &model.page.query;
    let accounts = scenario.accounts.iter();
    let held = accounts.flat_map(|(id, held)| everyone(*id, held).map(|caller| (*id, caller)));
    let found = held.filter(|(id, caller)| {
        let mut words = caller_words(caller);
        words.push_str(&format!(" {id} {}", account_name(scenario, *id)));
        fits(&words, query)
    });
    let found = found.map(|(id, caller)| Choice {
        label: caller_words(&caller),
        detail: account_name(scenario, id),
        level: 0,
        message: choose(caller),
        problem: None,
    });
    let typed = typed(query).map(|caller| Choice {
        label: caller_words(&caller),
        detail: "as typed".into(),
        level: 0,
        message: choose(caller),
        problem: None,
    });
    let label = "Name or account, a service or an identity provider";
    body(label, query, typed.into_iter().chain(found))
}

/// Every role, each with what AWS STS would say to the present caller.
pub(super) fn roles(model: &Model) -> Body {
    let scenario = model.scenario();
    let query = &model.page.query;
    let accounts = scenario.accounts.iter();
    let held = accounts.flat_map(|(id, held)| held.roles.iter().map(|role| (*id, role)));
    let found = held.filter(|(id, role)| {
        let account = account_name(scenario, *id);
        fits(&format!("{} {id} {account}", role.name), query)
    });
    let found = found.enumerate().map(|(place, (id, role))| Choice {
        label: role.name.clone(),
        detail: {
            let account = account_name(scenario, id);
            match place < SHOWN {
                true => format!("{account}: {}", said(model, id, &role.name)),
                false => account,
            }
        },
        level: 0,
        message: Message::AssumeRole(id, role.name.clone()),
        problem: None,
    });
    body("Name or account", query, found)
}

fn body(label: &'static str, query: &str, found: impl Iterator<Item = Choice>) -> Body {
    let mut choices: Vec<Choice> = found.take(SHOWN + 1).collect();
    let remark = match choices.len() {
        0 => "Nothing has this name. Type less of it.".to_owned(),
        count if SHOWN < count => format!("The first {SHOWN}. Type more of the name."),
        _ => String::new(),
    };
    choices.truncate(SHOWN);
    Body::Search {
        label,
        query: query.to_owned(),
        choices,
        remark,
    }
}

/// The users, roles and root user of an account.
fn everyone(account: AccountId, held: &Account) -> impl Iterator<Item = CallerSpec> {
    let credentials = Credentials::AccessKeys;
    let users = held.users.iter().map(move |user| CallerSpec::User {
        account,
        name: user.name.clone(),
        credentials,
    });
    let roles = held.roles.iter().map(move |role| CallerSpec::Role {
        account,
        name: role.name.clone(),
        session: Session::named("session"),
    });
    let root = CallerSpec::Root {
        account,
        credentials,
    };
    users.chain(roles).chain([root])
}

/// A service or identity provider, which no account holds.
fn typed(query: &str) -> Option<CallerSpec> {
    let query = query.trim();
    let is_provider = query.contains(":saml-provider/")
        || query.contains(":oidc-provider/")
        || (query.contains('.') && !query.contains([' ', ':']));
    match (query.ends_with(".amazonaws.com"), is_provider) {
        (true, _) if !query.starts_with("cognito-identity.") => Some(CallerSpec::Service {
            name: query.to_owned(),
        }),
        (_, true) => Some(CallerSpec::WebIdentity {
            provider: query.to_owned(),
        }),
        _ => None,
    }
}

/// Whether every word of the query stands somewhere.
fn fits(words: &str, query: &str) -> bool {
    let words = words.to_lowercase();
    let query = query.to_lowercase();
    query.split_whitespace().all(|word| words.contains(word))
}

fn said(model: &Model, account: AccountId, role: &str) -> &'static str {
    let scenario: &Scenario = model.scenario();
    let present = scenario.request.caller.clone();
    let session = Session {
        assumed: Some(Box::new(Assumption::new(present))),
        ..Session::named("session")
    };
    let spec = RequestSpec {
        caller: CallerSpec::Role {
            account,
            name: role.to_owned(),
            session,
        },
        ..scenario.request.clone()
    };
    let steps = model.evaluation().built().chain(scenario, &spec);
    match steps.last().map(|step| &step.assumed.outcome) {
        Some(Outcome::Session(_)) => "Allowed",
        Some(Outcome::DependsOn(_)) => "Depends",
        Some(Outcome::Denied(_) | Outcome::Refused(_)) | None => "Denied",
    }
}
