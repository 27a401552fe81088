//! The request form: who asks for what on which resource, and the condition keys of the request,
//! each marked as supplied by AWS, set by hand, or asked for and missing.

use super::caller::caller_words;
use super::completion::{CompletionView, OpenPlace, open_places};
use super::hint::HintView;
use super::value_type;
use crate::batch::{is_pattern, pieces, resource_pieces};
use crate::item::account_name;
use crate::message::{Dialog, Message};
use crate::model::Model;
use catalog::KeyType;
use iam::context::Supplied;
use iam::{AccountId, Value};
use scenario::saved_run::caller_name;
use scenario::{CallerSpec, ContextValue, Credentials, RequestSpec, Scenario, Session};
use std::collections::BTreeMap;

/// What is drawn as the form "Request".
#[derive(Clone, PartialEq, Debug)]
pub struct RequestView {
    /// Everyone who can ask, by account.
    pub callers: Vec<CallerGroup>,
    /// Looks for others, where there are more than the list has.
    pub find_caller: Option<Message>,
    /// The caller's ARN, or what stands for it.
    pub caller_arn: String,
    /// The action, or several.
    pub action: String,
    /// What is wrong with the action.
    pub action_problem: Option<String>,
    /// What is worth saying about it.
    pub action_hint: Option<HintView>,
    /// The resource, or several.
    pub resource: String,
    /// What is wrong with the resource.
    pub resource_problem: Option<String>,
    /// What is worth saying about it.
    pub resource_hint: Option<HintView>,
    /// The places of the resource that have to be filled in; a place is what `FillIn` takes.
    pub open_places: Vec<OpenPlace>,
    /// What is offered to complete a field.
    pub completion: Option<CompletionView>,
    /// Who owns the resource.
    pub owner: OwnerView,
    /// The condition keys.
    pub context: ContextView,
    /// The names of the saved requests; a place in the list is what `AskSaved` takes.
    pub saved: Vec<String>,
}

/// Callers of one account, or of none.
#[derive(Clone, PartialEq, Debug)]
pub struct CallerGroup {
    /// The account's name and id.
    pub label: String,
    /// Who can ask.
    pub options: Vec<CallerOption>,
}

/// Someone who can ask.
#[derive(Clone, PartialEq, Debug)]
pub struct CallerOption {
    /// What the list says.
    pub label: String,
    /// Who it is.
    pub caller: CallerSpec,
    /// Whether it is the present one.
    pub chosen: bool,
}

/// Who owns the resource, and whether that can be chosen.
#[derive(Clone, PartialEq, Debug)]
pub enum OwnerView {
    /// The ARN or the scenario tells.
    Known(String),
    /// Only the user can tell.
    Chosen {
        /// The present choice.
        owner: Option<AccountId>,
        /// All accounts with their names.
        accounts: Vec<(AccountId, String)>,
    },
    /// There is no resource.
    None,
}

/// The condition keys of a request.
#[derive(Clone, PartialEq, Debug)]
pub struct ContextView {
    /// How many of which sort there are.
    pub summary: String,
    /// Whether a policy asks for a key that is not there.
    pub lacks: bool,
    /// The keys in groups.
    pub groups: Vec<ContextGroup>,
}

/// Keys that belong together.
#[derive(Clone, PartialEq, Debug)]
pub struct ContextGroup {
    /// What they have in common.
    pub name: &'static str,
    /// The keys.
    pub rows: Vec<ContextRow>,
}

/// A condition key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ContextRow {
    /// The key.
    pub key: String,
    /// What it holds; several values are joined by commas.
    pub value: String,
    /// Where that comes from.
    pub mark: Mark,
    /// The type of its values, where the catalogue knows it.
    pub kind: Option<KeyType>,
    /// What is wrong with the value for a key of this type.
    pub problem: Option<&'static str>,
}

/// Where the value of a key comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    /// AWS supplies it.
    Derived,
    /// AWS supplies it, but nothing here tells what.
    Untold,
    /// Set by hand.
    Given,
    /// Declared unknown by hand.
    Unknown,
    /// Taken out by hand.
    Absent,
    /// A policy asks for it, and it is not there.
    Missing,
}

impl Mark {
    /// The word beside the value.
    pub const fn word(self) -> &'static str {
        match self {
            Mark::Derived => "derived",
            Mark::Untold => "unknown",
            Mark::Given => "set",
            Mark::Unknown => "unknown",
            Mark::Absent => "left out",
            Mark::Missing => "not set",
        }
    }

    /// Whether it can be taken back.
    pub const fn is_by_hand(self) -> bool {
        matches!(self, Mark::Given | Mark::Unknown | Mark::Absent)
    }
}

impl RequestView {
    /// The form of a model.
    pub fn new(model: &Model) -> RequestView {
        let scenario = model.scenario();
        RequestView {
            callers: callers(scenario),
            find_caller: (MOST_CALLERS < count(scenario))
                .then_some(Message::ShowDialog(Some(Dialog::FindCaller))),
            caller_arn: caller_name(&model.evaluation().request().caller.principal),
            action: model.action_text().to_owned(),
            action_problem: action_problem(model),
            action_hint: HintView::of_action(model),
            resource: model.resource_text().to_owned(),
            resource_problem: resource_problem(model.resource_text()),
            resource_hint: HintView::of_resource(model),
            open_places: open_places(model.resource_text()),
            completion: CompletionView::new(model),
            owner: owner(model),
            context: context(model),
            saved: scenario
                .saved
                .iter()
                .map(|saved| saved.name.clone())
                .collect(),
        }
    }
}

impl Model {
    /// What stands in the field for the action.
    pub(crate) fn action_text(&self) -> &str {
        let batch = self.page.batch.as_ref();
        batch.map_or(&self.scenario().request.action, |batch| &batch.actions)
    }

    /// What stands in the field for the resource.
    pub(crate) fn resource_text(&self) -> &str {
        let batch = self.page.batch.as_ref();
        batch.map_or(&self.scenario().request.resource, |batch| &batch.resources)
    }
}

fn action_problem(model: &Model) -> Option<String> {
    let text = model.action_text();
    if text.trim().is_empty() {
        return Some("such as s3:GetObject".into());
    }
    let waits = model.page.waiting.is_some();
    let problem = |part: &str| match part.split_once(':') {
        _ if waits && is_pattern(part) => Some("the actions behind * are not loaded yet".into()),
        Some((service, name)) if !service.is_empty() && !name.is_empty() => None,
        None if part == "*" => None,
        Some(_) | None => Some("a service, a colon and an action, such as s3:GetObject".into()),
    };
    let mut problems = pieces(text).into_iter().filter_map(problem);
    problems.next()
}

/// Whether a request can be about it.
pub(crate) fn is_resource(text: &str) -> bool {
    text == "*" || (text.starts_with("arn:") && text.splitn(6, ':').count() == 6)
}

fn resource_problem(text: &str) -> Option<String> {
    if let Some(open) = open_places(text).first() {
        return Some(format!("a value in place of ${{{}}}", open.name));
    }
    let parts = resource_pieces(text);
    match !parts.is_empty() && parts.iter().all(|part| is_resource(part)) {
        true => None,
        false => Some("an ARN, or * for an action that has no resource".into()),
    }
}

/// So many callers are listed; more are looked for by name.
const MOST_CALLERS: usize = 60;

/// Everyone who can ask from an account.
fn count(scenario: &Scenario) -> usize {
    let accounts = scenario.accounts.values();
    accounts
        .map(|held| held.users.len() + held.roles.len() + 1)
        .sum()
}

fn callers(scenario: &Scenario) -> Vec<CallerGroup> {
    let own = scenario.request.caller.account();
    let is_short = count(scenario) <= MOST_CALLERS;
    let near = |id: &AccountId| is_short || own == Some(*id);
    let present = &scenario.request.caller;
    let option = |label: String, caller: CallerSpec| {
        let chosen = caller.is_same_identity(present);
        // The present one keeps what was passed to make its session.
        let caller = if chosen { present.clone() } else { caller };
        CallerOption {
            label,
            caller,
            chosen,
        }
    };
    let accounts = scenario.accounts.iter().filter(|(id, _)| near(id));
    let accounts = accounts.map(|(id, held)| {
        let users = held.users.iter().map(|user| {
            let name = user.name.clone();
            option(
                format!("{name} (user)"),
                CallerSpec::User {
                    account: *id,
                    name,
                    credentials: Credentials::AccessKeys,
                },
            )
        });
        let roles = held.roles.iter().map(|role| {
            let name = role.name.clone();
            let session = Session {
                name: "session".into(),
                ..Session::default()
            };
            option(
                format!("{name} (role session)"),
                CallerSpec::Role {
                    account: *id,
                    name,
                    session,
                },
            )
        });
        let root = option(
            "root user".into(),
            CallerSpec::Root {
                account: *id,
                credentials: Credentials::AccessKeys,
            },
        );
        CallerGroup {
            label: format!("{} · {id}", account_name(scenario, *id)),
            options: {
                let all = users.chain(roles).chain([root]);
                let mut place = 0..MOST_CALLERS;
                all.filter(|option| option.chosen || place.next().is_some())
                    .collect()
            },
        }
    });
    let mut groups: Vec<CallerGroup> = accounts.collect();
    let mut others = vec![option(
        "anonymous (no credentials)".into(),
        CallerSpec::Anonymous,
    )];
    let listed = groups
        .iter()
        .flat_map(|group| &group.options)
        .chain(&others);
    if !listed.into_iter().any(|option| option.chosen) {
        others.push(option(other_caller(present), present.clone()));
    }
    groups.push(CallerGroup {
        label: "Outside the accounts".into(),
        options: others,
    });
    groups
}

fn other_caller(caller: &CallerSpec) -> String {
    match caller {
        CallerSpec::User { .. } | CallerSpec::Role { .. } => {
            format!("{}, not in the scenario", caller_words(caller))
        }
        other => caller_words(other),
    }
}

fn owner(model: &Model) -> OwnerView {
    let scenario = model.scenario();
    let spec = &scenario.request;
    if spec.resource == "*" {
        return OwnerView::None;
    }
    let named = |id: AccountId| format!("{} · {id}", account_name(scenario, id));
    let told = model.evaluation().request().resource.account;
    match (spec.owner, told) {
        (None, Some(account)) => OwnerView::Known(named(account)),
        (owner, _) => OwnerView::Chosen {
            owner,
            accounts: scenario
                .accounts
                .keys()
                .map(|id| (*id, named(*id)))
                .collect(),
        },
    }
}

const GROUPS: [(&str, &[&str]); 6] = [
    (
        "Caller",
        &[
            "aws:principal",
            "aws:userid",
            "aws:username",
            "aws:multifactor",
            "aws:token",
            "aws:federated",
            "aws:source",
            "aws:assumed",
            "saml:",
            "sts:",
        ],
    ),
    ("Resource", &["aws:resource", "s3:existing"]),
    (
        "Network",
        &[
            "aws:sourceip",
            "aws:sourcevpc",
            "aws:vpc",
            "aws:securetransport",
            "aws:useragent",
            "aws:referer",
        ],
    ),
    (
        "Request",
        &[
            "aws:requested",
            "aws:requesttag",
            "aws:tagkeys",
            "aws:called",
            "aws:via",
        ],
    ),
    ("Time", &["aws:currenttime", "aws:epochtime"]),
    ("Service", &[""]),
];

/// The group of a key: where the longest known beginning stands.
fn group_of(key: &str) -> usize {
    let folded = key.to_lowercase();
    let mut best = (GROUPS.len() - 1, 0);
    for (position, (_, beginnings)) in GROUPS.iter().enumerate() {
        for beginning in *beginnings {
            if folded.starts_with(beginning) && best.1 < beginning.len() {
                best = (position, beginning.len());
            }
        }
    }
    best.0
}

fn context(model: &Model) -> ContextView {
    let spec = &model.scenario().request;
    let request = model.evaluation().request();
    let mut rows: BTreeMap<String, ContextRow> = BTreeMap::new();
    for (key, supplied) in request.context.entries() {
        let row = ContextRow {
            key: key.as_str().into(),
            value: supplied_text(supplied),
            mark: match supplied {
                Supplied::Single(_) | Supplied::Several(_) => Mark::Derived,
                Supplied::Unknown => Mark::Untold,
            },
            kind: None,
            problem: None,
        };
        rows.insert(key.folded().into(), row);
    }
    for key in model.evaluation().keys_asked() {
        rows.entry(key.to_lowercase())
            .or_insert_with(|| ContextRow {
                key: key.to_owned(),
                value: String::new(),
                mark: Mark::Missing,
                kind: None,
                problem: None,
            });
    }
    for entry in &spec.context {
        let (value, mark) = given_text(&entry.value);
        rows.insert(
            entry.key.to_lowercase(),
            ContextRow {
                key: entry.key.clone(),
                value,
                mark,
                kind: None,
                problem: None,
            },
        );
    }
    if let Some(catalog) = model.catalog() {
        for row in rows.values_mut() {
            row.kind = catalog.key(&row.key).map(|key| key.kind());
            row.problem = row.kind.and_then(|kind| objection(kind, row));
        }
    }
    let summary = summary(spec, rows.values());
    let lacks = rows.values().any(|row| row.mark == Mark::Missing);
    let mut groups: Vec<ContextGroup> = GROUPS
        .iter()
        .map(|(name, _)| ContextGroup {
            name,
            rows: Vec::new(),
        })
        .collect();
    for (folded, row) in rows {
        if let Some(group) = groups.get_mut(group_of(&folded)) {
            group.rows.push(row);
        }
    }
    groups.retain(|group| !group.rows.is_empty());
    ContextView {
        summary,
        lacks,
        groups,
    }
}

/// Only what was set by hand can be of another type than its key.
fn objection(kind: KeyType, row: &ContextRow) -> Option<&'static str> {
    let values: Vec<&str> = row.value.split(", ").collect();
    match row.mark {
        Mark::Given => value_type::objection(kind, &values),
        Mark::Derived | Mark::Untold | Mark::Unknown | Mark::Absent | Mark::Missing => None,
    }
}

fn summary<'a>(spec: &RequestSpec, rows: impl Iterator<Item = &'a ContextRow> + Clone) -> String {
    let count = |mark: Mark| rows.clone().filter(|row| row.mark == mark).count();
    let mut parts = vec![format!("{} keys derived", count(Mark::Derived))];
    if !spec.context.is_empty() {
        parts.push(format!("{} set by you", spec.context.len()));
    }
    match count(Mark::Missing) {
        0 => {}
        1 => parts.push("1 that a policy asks for is not set".into()),
        several => parts.push(format!("{several} that policies ask for are not set")),
    }
    parts.join(", ")
}

fn supplied_text(supplied: &Supplied) -> String {
    match supplied {
        Supplied::Single(value) => value.text().into(),
        Supplied::Several(values) => {
            let texts: Vec<&str> = values.iter().map(Value::text).collect();
            texts.join(", ")
        }
        Supplied::Unknown => String::new(),
    }
}

fn given_text(value: &ContextValue) -> (String, Mark) {
    match value {
        ContextValue::Single(text) => (text.clone(), Mark::Given),
        ContextValue::Several(texts) => (texts.join(", "), Mark::Given),
        ContextValue::Unknown => (String::new(), Mark::Unknown),
        ContextValue::Absent => (String::new(), Mark::Absent),
    }
}
