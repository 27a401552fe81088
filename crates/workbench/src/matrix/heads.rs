//! What can be rows and columns: the callers of the scenario, and the actions and resources that
//! its requests, resources and policies name, with those that were typed.
//! What the matrix was opened with comes first and the present request last, so that asking a cell
//! moves nothing.

use super::{Axis, Fixed, MOST, Matrix, Side};
use crate::batch::{is_pattern, pieces, resource_pieces};
use crate::item::{account_name, resource_name};
use crate::model::Model;
use crate::view::request::is_resource;
use iam::AccountId;
use scenario::{CallerSpec, Credentials, RequestSpec, Session};
use std::collections::BTreeSet;

/// A row or column.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Head {
    /// What it is known by from one table to the next.
    pub(crate) id: String,
    /// What people call it.
    pub(crate) name: String,
    /// What tells it from others of the name.
    pub(crate) note: String,
    pub(crate) thing: Thing,
}

/// What a row or column asks.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Thing {
    Caller(CallerSpec),
    Action(String),
    Resource(Named),
}

/// A resource and who owns it, where only the request tells.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Named {
    pub(crate) arn: String,
    pub(crate) owner: Option<AccountId>,
}

/// The heads of one side, and how many more there would be.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Heads {
    pub(crate) list: Vec<Head>,
    pub(crate) left_out: usize,
    /// What was typed and could not be used, as a sentence.
    pub(crate) problem: Option<String>,
}

/// The heads of a side.
pub(crate) fn of_side(model: &Model, side: Side) -> Heads {
    let chosen = model.matrix.side(side);
    gathered(model, chosen.axis, &chosen.filter)
}

/// All that an axis can hold, as far as it has room.
pub(crate) fn of_axis(model: &Model, axis: Axis) -> Heads {
    gathered(model, axis, "")
}

/// The one thing of the axis that is neither row nor column.
pub(crate) fn fixed(model: &Model, axis: Axis) -> Head {
    let of_request = || Fixed::of(&model.scenario().request);
    let fixed = model.matrix.fixed.clone().unwrap_or_else(of_request);
    match axis {
        Axis::Callers => caller(model, &fixed.caller),
        Axis::Actions => action(&fixed.action),
        Axis::Resources => resource(fixed.resource),
    }
}

/// Heads, each once, that hold a text; those beyond the limit are counted.
struct Gathering {
    filter: String,
    seen: BTreeSet<String>,
    heads: Heads,
}

impl Gathering {
    fn add(&mut self, head: Head) {
        if !self.seen.insert(head.id.clone()) {
            return;
        }
        let holds = |text: &str| text.to_lowercase().contains(&self.filter);
        if !self.filter.is_empty() && !holds(&head.name) && !holds(&head.note) && !holds(&head.id) {
            return;
        }
        match self.heads.list.len() < MOST {
            true => self.heads.list.push(head),
            false => self.heads.left_out += 1,
        }
    }
}

fn gathered(model: &Model, axis: Axis, filter: &str) -> Heads {
    let mut gathering = Gathering {
        filter: filter.trim().to_lowercase(),
        seen: BTreeSet::new(),
        heads: Heads::default(),
    };
    match axis {
        Axis::Callers => callers(model, &mut gathering),
        Axis::Actions => actions(model, &mut gathering),
        Axis::Resources => resources(model, &mut gathering),
    }
    gathering.heads
}

fn callers(model: &Model, into: &mut Gathering) {
    let scenario = model.scenario();
    into.add(fixed(model, Axis::Callers));
    for (id, held) in &scenario.accounts {
        for user in &held.users {
            let user = CallerSpec::User {
                account: *id,
                name: user.name.clone(),
                credentials: Credentials::AccessKeys,
            };
            into.add(caller(model, &user));
        }
        for role in &held.roles {
            let role = CallerSpec::Role {
                account: *id,
                name: role.name.clone(),
                session: Session::named("session"),
            };
            into.add(caller(model, &role));
        }
    }
    for saved in &scenario.saved {
        into.add(caller(model, &saved.request.caller));
    }
    for id in scenario.accounts.keys() {
        let root = CallerSpec::Root {
            account: *id,
            credentials: Credentials::AccessKeys,
        };
        into.add(caller(model, &root));
    }
    into.add(caller(model, &CallerSpec::Anonymous));
    into.add(caller(model, &scenario.request.caller));
}

fn actions(model: &Model, into: &mut Gathering) {
    into.add(fixed(model, Axis::Actions));
    let mut waiting = Vec::new();
    let mut unknown = Vec::new();
    let added = resource_pieces(&model.matrix.added).into_iter();
    let added = added.filter(|piece| !is_resource(piece)).flat_map(pieces);
    for typed in added {
        match (is_pattern(typed), model.catalog()) {
            (false, _) if typed.contains(':') => into.add(action(typed)),
            (false, _) => unknown.push(typed),
            (true, None) => waiting.push(typed),
            (true, Some(catalog)) => {
                let found = catalog.expand(typed);
                if found.is_empty() {
                    unknown.push(typed);
                }
                for known in found {
                    into.add(action(&known.full_name()));
                }
            }
        }
    }
    let scenario = model.scenario();
    for saved in &scenario.saved {
        into.add(action(&saved.request.action));
    }
    for parsed in model.all_parsed() {
        for name in &parsed.actions {
            into.add(action(name));
        }
    }
    into.add(action(&scenario.request.action));
    into.heads.problem = match (unknown.as_slice(), waiting.as_slice()) {
        ([], []) => None,
        ([], waiting) => Some(format!(
            "The actions behind {} are shown once AWS's lists are loaded.",
            waiting.join(", ")
        )),
        (unknown, _) => Some(format!(
            "No action is called {}. Write them as s3:GetObject or s3:Get*.",
            unknown.join(", ")
        )),
    };
}

fn resources(model: &Model, into: &mut Gathering) {
    let scenario = model.scenario();
    let typed = &model.matrix.added;
    let named = |arn: &str| Named {
        arn: arn.to_owned(),
        owner: None,
    };
    let typed = resource_pieces(typed).into_iter();
    for typed in typed.filter(|piece| is_resource(piece)) {
        into.add(resource(named(typed)));
    }
    into.add(fixed(model, Axis::Resources));
    let asked = |request: &RequestSpec| {
        resource(Named {
            arn: request.resource.clone(),
            owner: request.owner,
        })
    };
    for saved in &scenario.saved {
        into.add(asked(&saved.request));
    }
    for held in scenario.accounts.values() {
        for thing in &held.resources {
            into.add(resource(named(&thing.arn)));
        }
    }
    for parsed in model.all_parsed() {
        for arn in parsed.resources.iter().filter(|arn| is_resource(arn)) {
            into.add(resource(named(arn)));
        }
    }
    into.add(asked(&scenario.request));
}

/// A caller as the scenario's requests have it, if one does: the present one first.
fn caller(model: &Model, spec: &CallerSpec) -> Head {
    let scenario = model.scenario();
    let saved = scenario.saved.iter().map(|saved| &saved.request.caller);
    let mut told = [&scenario.request.caller].into_iter().chain(saved);
    let told = told.find(|told| told.is_same_identity(spec));
    let spec = told.unwrap_or(spec).clone();
    let account = |id: &AccountId| account_name(scenario, *id);
    let (kind, name, note) = match &spec {
        CallerSpec::User {
            account: id, name, ..
        } => ("user", name.clone(), account(id)),
        CallerSpec::Role {
            account: id, name, ..
        } => ("role", name.clone(), account(id)),
        CallerSpec::Federated {
            account: id,
            user,
            session,
        } => {
            let note = format!("federated by {user}, {}", account(id));
            ("federated user", session.name.clone(), note)
        }
        CallerSpec::Root { account: id, .. } => ("root", "root user".into(), account(id)),
        CallerSpec::RootTask { account: id, .. } => {
            ("root session", "root session".into(), account(id))
        }
        CallerSpec::Service { name } => ("service", name.clone(), String::new()),
        CallerSpec::WebIdentity { provider } => {
            ("identity provider", provider.clone(), String::new())
        }
        CallerSpec::Anonymous => ("anyone", "anonymous".into(), "no credentials".into()),
    };
    let of = spec.account().map(|id| id.to_string()).unwrap_or_default();
    let note = match kind {
        "user" | "role" | "service" | "identity provider" if note.is_empty() => kind.to_owned(),
        "user" | "role" => format!("{kind}, {note}"),
        _ => note,
    };
    let identity = match &spec {
        CallerSpec::Federated { user, .. } => user,
        _ => &name,
    };
    Head {
        id: format!("{kind} {of} {}", identity.to_lowercase()),
        name,
        note,
        thing: Thing::Caller(spec),
    }
}

fn action(name: &str) -> Head {
    Head {
        id: name.to_lowercase(),
        name: name.to_owned(),
        note: String::new(),
        thing: Thing::Action(name.to_owned()),
    }
}

fn resource(named: Named) -> Head {
    let name = match named.arn.as_str() {
        "*" => "* (no resource)",
        arn => resource_name(arn),
    };
    Head {
        id: named.arn.clone(),
        name: name.to_owned(),
        note: named.arn.clone(),
        thing: Thing::Resource(named),
    }
}

impl Matrix {
    /// Chooses what is neither row nor column.
    pub(crate) fn fix(&mut self, thing: Thing) {
        if let Some(fixed) = &mut self.fixed {
            match thing {
                Thing::Caller(caller) => fixed.caller = caller,
                Thing::Action(action) => fixed.action = action,
                Thing::Resource(resource) => fixed.resource = resource,
            }
        }
    }
}
