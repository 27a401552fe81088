//! Links that people write by hand or programs put together: one request with its policies as the
//! parameters of an address, such as `?policy={…}&action=s3:GetObject&resource=arn:aws:s3:::b/k`.
//!
//! They are read once and become an ordinary scenario. `docs/FORMAT.md` has the parameters.
//! Whatever is not understood is refused by name: a parameter that were dropped in silence could
//! change the verdict.

use super::query_caller::{self as caller, Caller};
use crate::account::{Account, Resource, Role};
use crate::caps;
use crate::document::Scenario;
use crate::organization::{NodeKind, NodeRef, OrganizationTree};
use crate::policy::{PolicyDocument, PolicyRef};
use crate::request::{ContextEntry, ContextValue, RequestSpec};
use crate::wire::{self, WireError};
use data_encoding::HEXLOWER_PERMISSIVE;
use iam::policy::Effect;
use iam::{AccountId, PolicyKind};
use std::fmt;
use syntax::json;

/// Why such an address cannot be opened. Displays as a sentence for the user.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum QueryError {
    /// It is longer than any that is opened.
    TooLong,
    /// A value is no text once it is decoded.
    NotText(String),
    /// There is no parameter of this name.
    Unknown(String),
    /// A parameter stands twice that may stand once.
    Twice(&'static str),
    /// A value is longer than the format takes.
    LongValue(String),
    /// `action` is missing.
    NoAction,
    /// `caller` is none of its forms: the value, and what is wrong with it.
    Caller(String, String),
    /// A parameter needs another caller: its name, and which.
    OtherCaller(&'static str, &'static str),
    /// `owner` is no account id, or the ARN names another account.
    Owner(String),
    /// `resource-policy` needs a resource to be attached to.
    NoResource,
    /// What comes of it is no scenario.
    Content(WireError),
}

/// Parameters that stand once.
const SINGLE: [&str; 8] = [
    "title",
    "caller",
    "action",
    "resource",
    "owner",
    "boundary",
    "session-policy",
    "resource-policy",
];
/// Parameters that may stand several times.
const SEVERAL: [&str; 3] = ["policy", "scp", "rcp"];
const CONTEXT: &str = "context.";
/// What other programs put behind addresses, which says nothing about the request.
const FOREIGN: [&str; 4] = ["utm_", "fbclid", "gclid", "ref"];

/// The accounts of a scenario that names none.
const CALLER_ACCOUNT: &str = "111122223333";
const MANAGEMENT: [&str; 2] = ["444455556666", "777788889999"];

/// Reads the query of an address, with or without its `?`. Without any parameter of ours there is
/// nothing to open.
// A door of the split build: what lies behind it waits (ARCHITECTURE.md).
#[inline(never)]
pub fn read_query(query: &str) -> Result<Option<Scenario>, QueryError> {
    let query = query.strip_prefix('?').unwrap_or(query);
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let mut pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let is_ours =
        |name: &str| SINGLE.contains(&name) || SEVERAL.contains(&name) || name.starts_with(CONTEXT);
    if !pairs.clone().any(|(name, _)| is_ours(name)) {
        return Ok(None);
    }
    if caps::LINK_PAYLOAD < query.len() {
        return Err(QueryError::TooLong);
    }
    let mut given = Given::default();
    pairs.try_for_each(|(name, value)| given.take(&decoded(name)?, decoded(value)?))?;
    let scenario = given.scenario()?;
    // The format has limits and rules of its own.
    let scenario = wire::from_json(&wire::to_json(&scenario)).map_err(QueryError::Content)?;
    Ok(Some(scenario))
}

/// `%` with two digits is a byte, `+` a space, as in forms.
fn decoded(text: &str) -> Result<String, QueryError> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|_| *first == b'%');
        let byte = digits.and_then(|digits| HEXLOWER_PERMISSIVE.decode(digits).ok());
        rest = match (byte, first) {
            (Some(byte), _) => {
                bytes.extend(byte);
                after.get(2..).unwrap_or_default()
            }
            (None, b'+') => {
                bytes.push(b' ');
                after
            }
            (None, other) => {
                bytes.push(*other);
                after
            }
        };
    }
    String::from_utf8(bytes).map_err(|_| QueryError::NotText(short(text)))
}

/// As much of a text as a message has room for.
fn short(text: &str) -> String {
    match caps::clip(text, 60) {
        whole if whole.len() == text.len() => whole.into(),
        part => format!("{part}…"),
    }
}

/// What an address gives.
#[derive(Default)]
struct Given {
    single: Vec<(&'static str, String)>,
    several: Vec<(&'static str, String)>,
    context: Vec<ContextEntry>,
}

impl Given {
    fn take(&mut self, name: &str, value: String) -> Result<(), QueryError> {
        if let Some(key) = name.strip_prefix(CONTEXT) {
            return self.take_key(key, value);
        }
        if let Some(name) = SEVERAL.into_iter().find(|known| *known == name) {
            self.several.push((name, value));
            return Ok(());
        }
        if let Some(name) = SINGLE.into_iter().find(|known| *known == name) {
            if self.one(name).is_some() {
                return Err(QueryError::Twice(name));
            }
            let is_policy = name.ends_with("policy") || name == "boundary";
            if !is_policy && caps::TEXT < value.chars().count() {
                return Err(QueryError::LongValue(name.into()));
            }
            self.single.push((name, value));
            return Ok(());
        }
        match FOREIGN.into_iter().any(|foreign| name.starts_with(foreign)) {
            true => Ok(()),
            false => Err(QueryError::Unknown(short(name))),
        }
    }

    /// A condition key; one that stands again has several values.
    fn take_key(&mut self, key: &str, value: String) -> Result<(), QueryError> {
        if key.is_empty() {
            return Err(QueryError::Unknown(CONTEXT.into()));
        }
        if caps::TEXT < key.chars().count() || caps::TEXT < value.chars().count() {
            return Err(QueryError::LongValue(format!("{CONTEXT}{}", short(key))));
        }
        let mut entries = self.context.iter_mut();
        let held = entries.find(|entry| entry.key.eq_ignore_ascii_case(key));
        match held.map(|entry| &mut entry.value) {
            Some(ContextValue::Several(values)) => values.push(value),
            Some(single) => {
                let first = match std::mem::replace(single, ContextValue::Unknown) {
                    ContextValue::Single(first) => vec![first],
                    _ => Vec::new(),
                };
                let values = first.into_iter().chain([value]).collect();
                *single = ContextValue::Several(values);
            }
            None => self.context.push(ContextEntry {
                key: key.into(),
                value: ContextValue::Single(value),
            }),
        }
        Ok(())
    }

    fn one(&self, name: &str) -> Option<&str> {
        let mut single = self.single.iter();
        let found = single.find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str())
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        let all = self.several.iter().filter(move |(known, _)| *known == name);
        all.map(|(_, value)| value.as_str())
    }

    fn scenario(self) -> Result<Scenario, QueryError> {
        let action = self
            .one("action")
            .map(str::trim)
            .filter(|action| !action.is_empty());
        let action = action.ok_or(QueryError::NoAction)?;
        let default = AccountId::parse(CALLER_ACCOUNT).ok_or(QueryError::NoAction)?;
        let mut caller = caller::read(self.one("caller").unwrap_or("Caller").trim(), default)?;
        let mut scenario = Scenario {
            title: self.one("title").unwrap_or(action).trim().into(),
            ..Scenario::default()
        };
        if let Some(account) = caller.account() {
            scenario.accounts.insert(account, Account::new("Caller"));
        }
        self.attach_to(&mut caller, &mut scenario)?;
        let resource = self
            .one("resource")
            .map(str::trim)
            .filter(|arn| !arn.is_empty());
        let resource = resource.unwrap_or("*");
        let owner = self.owner(resource, caller.account())?;
        self.hold(&mut scenario, resource, owner)?;
        self.organize(&mut scenario, caller.account(), owner);
        let mut request = RequestSpec::new(caller.spec(&mut scenario), action, resource);
        request.owner = self.one("owner").map(|_| owner);
        request.context = self.context;
        scenario.request = request;
        Ok(scenario)
    }

    /// Gives the caller the policies that are of a user or role.
    fn attach_to(&self, caller: &mut Caller, scenario: &mut Scenario) -> Result<(), QueryError> {
        let mut policies = Vec::new();
        for (place, text) in self.all("policy").enumerate() {
            let name = numbered("Policy", place);
            policies.push(add(scenario, name, PolicyKind::Managed, text));
        }
        let boundary = self.one("boundary");
        let boundary =
            boundary.map(|text| add(scenario, "Boundary".into(), PolicyKind::Boundary, text));
        let session = self.one("session-policy");
        let session =
            session.map(|text| add(scenario, "SessionPolicy".into(), PolicyKind::Session, text));
        caller.give(policies, boundary, session)
    }

    fn owner(&self, resource: &str, caller: Option<AccountId>) -> Result<AccountId, QueryError> {
        let named = resource.split(':').nth(4).and_then(AccountId::parse);
        let given = match self.one("owner").map(str::trim) {
            Some(text) => {
                let owner = AccountId::parse(text);
                let owner = owner.filter(|owner| named.is_none_or(|named| named == *owner));
                Some(owner.ok_or_else(|| QueryError::Owner(short(text)))?)
            }
            None => None,
        };
        let default = AccountId::parse(CALLER_ACCOUNT).ok_or(QueryError::NoAction)?;
        Ok(given.or(named).or(caller).unwrap_or(default))
    }

    /// Puts the resource with its policy into its account.
    fn hold(
        &self,
        scenario: &mut Scenario,
        resource: &str,
        owner: AccountId,
    ) -> Result<(), QueryError> {
        let rcps = self.all("rcp").next().is_some();
        let policy = self.one("resource-policy");
        if policy.is_some() && resource == "*" {
            return Err(QueryError::NoResource);
        }
        if policy.is_none() && !rcps {
            return Ok(());
        }
        let parts: Vec<&str> = resource.splitn(6, ':').collect();
        let [_, _, service, _, _, name] = parts[..] else {
            return match policy {
                Some(_) => Err(QueryError::NoResource),
                None => Ok(()),
            };
        };
        let role = name.strip_prefix("role/").filter(|_| service == "iam");
        let kind = match (service, role) {
            (_, Some(_)) => PolicyKind::RoleTrust,
            ("kms", None) => PolicyKind::KmsKey,
            (_, None) => PolicyKind::Resource,
        };
        let policy = policy.map(|text| add(scenario, "ResourcePolicy".into(), kind, text));
        let account = scenario.accounts.entry(owner);
        let account = account.or_insert_with(|| Account::new("Owner"));
        match role {
            Some(role) => {
                let (path, name) = caller::path_and_name(role);
                match account.role_mut(name) {
                    Some(held) => held.trust = policy,
                    None => account.roles.push(Role {
                        path,
                        trust: policy,
                        ..Role::new(name)
                    }),
                }
            }
            None => {
                let holder = match service {
                    "s3" => resource.split('/').next().unwrap_or(resource),
                    _ => resource,
                };
                let held = Resource {
                    policy,
                    ..Resource::new(holder)
                };
                account.resources.push(held);
            }
        }
        Ok(())
    }

    /// With an SCP or RCP there is an organization, which has the caller's account and the owner's.
    fn organize(&self, scenario: &mut Scenario, caller: Option<AccountId>, owner: AccountId) {
        let (scps, rcps): (Vec<&str>, Vec<&str>) =
            (self.all("scp").collect(), self.all("rcp").collect());
        if scps.is_empty() && rcps.is_empty() {
            return;
        }
        let member = caller.unwrap_or(owner);
        let free = MANAGEMENT.into_iter().filter_map(AccountId::parse);
        let mut free = free.filter(|account| ![member, owner].contains(account));
        let Some(management) = free.next() else {
            return;
        };
        let mut tree = OrganizationTree::new("o-exampleorgid", "r-root", management);
        scenario
            .accounts
            .insert(management, Account::new("Management"));
        let own = tree.add(NodeRef::ROOT, NodeKind::Account(member));
        let of_owner = match owner == member {
            true => own,
            false => tree.add(NodeRef::ROOT, NodeKind::Account(owner)),
        };
        for account in [member, owner] {
            let name = if Some(account) == caller {
                "Caller"
            } else {
                "Owner"
            };
            let held = scenario.accounts.entry(account);
            held.or_insert_with(|| Account::new(name));
        }
        // A list of what is allowed stands alone: beside `FullAWSAccess` it would limit nothing.
        let is_list = scps.iter().any(|text| allows(text));
        for (place, text) in scps.into_iter().enumerate() {
            let policy = add(scenario, numbered("SCP", place), PolicyKind::Scp, text);
            if let Some(node) = tree.node_mut(own) {
                if is_list && place == 0 {
                    node.scps.clear();
                }
                node.scps.push(policy);
            }
        }
        for (place, text) in rcps.into_iter().enumerate() {
            let policy = add(scenario, numbered("RCP", place), PolicyKind::Rcp, text);
            if let Some(node) = tree.node_mut(of_owner) {
                node.rcps.push(policy);
            }
        }
        scenario.organization = Some(tree);
    }
}

/// `Policy`, `Policy2` and so on.
fn numbered(name: &str, place: usize) -> String {
    match place {
        0 => name.into(),
        place => format!("{name}{}", place + 1),
    }
}

/// Whether an SCP has a statement that allows.
fn allows(text: &str) -> bool {
    let (policy, _) = iam::parse(text, PolicyKind::Scp);
    let mut statements = policy.statements.iter();
    statements.any(|statement| statement.effect == Effect::Allow)
}

fn add(scenario: &mut Scenario, name: String, kind: PolicyKind, text: &str) -> PolicyRef {
    // One line of JSON is laid out for reading; what is no JSON stays as it came.
    let laid_out = match text.contains('\n') {
        true => None,
        false => json::format(&json::parse(text).document, 2),
    };
    let text = laid_out.unwrap_or_else(|| text.into());
    scenario.policies.add(PolicyDocument::new(name, kind, text))
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            QueryError::TooLong => write!(
                f,
                "This address has more than {} KiB of parameters. Open the page and paste the \
                 policy, or make a link with Share.",
                caps::LINK_PAYLOAD / 1024
            ),
            QueryError::NotText(name) => write!(
                f,
                "A value of this address is no text once its `%…` are decoded (`{name}`). Encode it \
                 as UTF-8."
            ),
            QueryError::Unknown(name) => write!(
                f,
                "This address has a parameter that the playground does not know: `{name}`. It knows \
                 {}, {} and `{CONTEXT}<key>`.",
                SEVERAL.map(|name| format!("`{name}`")).join(", "),
                SINGLE.map(|name| format!("`{name}`")).join(", ")
            ),
            QueryError::Twice(name) => write!(
                f,
                "This address has `{name}` twice, and only one can count. Take one out."
            ),
            QueryError::LongValue(name) => write!(
                f,
                "`{name}` in this address has more than {} characters. Shorten it.",
                caps::TEXT
            ),
            QueryError::NoAction => f.write_str(
                "This address does not say what is asked for. Add the action, such as \
                 `action=s3:GetObject`.",
            ),
            QueryError::Caller(value, why) => write!(
                f,
                "`caller={value}` is not understood: {why}. Write the name of a user, the ARN of a \
                 user or role, an account ID for its root user, a service such as \
                 `sns.amazonaws.com`, or `anonymous`."
            ),
            QueryError::OtherCaller(name, which) => write!(
                f,
                "`{name}` in this address needs another caller: it belongs to {which}."
            ),
            QueryError::Owner(value) => write!(
                f,
                "`owner={value}` has to be an account ID of 12 digits, the same as in the \
                 resource's ARN where that has one."
            ),
            QueryError::NoResource => f.write_str(
                "`resource-policy` in this address has nothing to be attached to. Add the ARN of \
                 the resource, such as `resource=arn:aws:s3:::bucket/key`.",
            ),
            QueryError::Content(error) => {
                write!(f, "This address cannot be opened: {}.", error.problem())
            }
        }
    }
}

impl std::error::Error for QueryError {}
