//! Changes that turn an answer around, in words.

use super::{layer_name, list_words, node_name, statement_name};
use crate::candidate::{Candidate, Case};
use crate::condition::value::Number;
use crate::counterfactual::{Change, Counterfactual, Named, Narrowing, Place};
use crate::decision::Layer;
use crate::organization::NodeId;
use crate::policy::{Effect, Entry, Statement};
use crate::request::Request;
use crate::world::{PolicyId, World};

/// All changes of a counterfactual, in lower case, to follow "would be allowed if you".
pub fn counterfactual(world: &World, request: &Request, found: &Counterfactual) -> String {
    let words: Vec<String> = found
        .changes
        .iter()
        .map(|one| change(world, request, one))
        .collect();
    words.join(", and ")
}

/// One change, such as ``remove statement `DenyRegions` from the service control policy
/// `DenyOutsideEU` on OU Sandbox``.
pub fn change(world: &World, request: &Request, change: &Change) -> String {
    let words = Words { world, request };
    match change {
        Change::SetKey { key, candidate } => set_key(key, candidate),
        Change::Narrow {
            policy,
            statement,
            place,
            narrowing,
        } => words.narrow(*policy, *statement, place, narrowing),
        Change::Add {
            place,
            effect,
            named,
        } => words.add(place, *effect, *named),
        Change::RemoveStatement {
            policy,
            statement,
            place,
        } => format!(
            "remove {} from {}",
            words.statement(*policy, *statement),
            words.policy(*policy, place)
        ),
        Change::Detach { policy, place } => words.detach(*policy, place),
        Change::MoveAccount { account, to } => {
            let organization = world.organization();
            let node = organization.and_then(|organization| organization.account(*account));
            let from = organization
                .zip(node)
                .and_then(|(organization, node)| organization.parent(node));
            let moved = node.map_or_else(|| format!("account {account}"), |id| words.node(id));
            let from = from.map_or(String::new(), |id| format!(" from {}", words.node(id)));
            format!("move {moved}{from} to {}", words.node(*to))
        }
    }
}

fn set_key(key: &str, candidate: &Candidate) -> String {
    let sample = candidate.text().unwrap_or_default();
    if key.eq_ignore_ascii_case("aws:MultiFactorAuthPresent") && sample == "true" {
        return format!("sign in with MFA, so that `{key}` is `true`");
    }
    let such_as = format!("such as `{sample}`");
    let ordered = |border: &str, number: &str, date: &str| {
        let relation = match Number::parse(border) {
            Some(_) => number,
            None => date,
        };
        format!("have `{key}` {relation} `{border}`, {such_as}")
    };
    match &candidate.case {
        Case::Absent => format!("leave `{key}` out of the request"),
        Case::Is(_) => format!("have `{key}` be `{sample}`"),
        Case::Like(pattern) => format!("have `{key}` be like `{pattern}`, {such_as}"),
        Case::Both(one, other) => {
            format!("have `{key}` be like both `{one}` and `{other}`, {such_as}")
        }
        Case::Within(range) => format!("have `{key}` be in `{range}`, {such_as}"),
        Case::Below(border) => ordered(border, "be less than", "be before"),
        Case::Above(border) => ordered(border, "be more than", "be after"),
        Case::Between(low, high) => {
            format!("have `{key}` be between `{low}` and `{high}`, {such_as}")
        }
        Case::Other => format!("have `{key}` be none of the values that the policies name"),
    }
}

#[derive(Clone, Copy)]
struct Words<'a> {
    world: &'a World,
    request: &'a Request,
}

impl<'a> Words<'a> {
    fn node(self, id: NodeId) -> String {
        let organization = self.world.organization();
        let node = organization.and_then(|organization| organization.node(id));
        node.map_or_else(|| "a node".into(), node_name)
    }

    fn written(self, policy: PolicyId, statement: u32) -> Option<&'a Statement> {
        let stored = self.world.policy(policy)?;
        stored.policy.statements.get(statement as usize)
    }

    /// ``statement `DenyRegions` ``, or `statement 2`.
    fn statement(self, policy: PolicyId, index: u32) -> String {
        let written = self.written(policy, index);
        match written.and_then(|statement| statement.sid.as_ref()) {
            Some((sid, _)) => format!("statement `{sid}`"),
            None => statement_name(written, index),
        }
    }

    fn kind(self, place: &Place) -> &'static str {
        layer_name(match place {
            Place::Resource => return super::resource_policy_name(self.request),
            Place::Identity { .. } => Layer::Identity,
            Place::Boundary => Layer::Boundary,
            Place::Session => Layer::Session,
            Place::Endpoint => Layer::Endpoint,
            Place::Scp(_) => Layer::Scp,
            Place::Rcp(_) => Layer::Rcp,
        })
    }

    fn resource(self) -> String {
        match self.request.resource.name.as_str() {
            "*" => "any resource".into(),
            name => format!("`{name}`"),
        }
    }

    /// What has the resource's policy: of an object, its bucket.
    fn holder(self) -> String {
        let name = self.request.resource.name.as_str();
        let object = name.split_once('/').filter(|_| name.contains(":s3:::"));
        match object {
            Some((bucket, _)) => format!("the bucket `{bucket}`"),
            None => self.resource(),
        }
    }

    /// The user or role behind the caller.
    fn caller(self) -> String {
        match self.request.caller.principal.principal_arn() {
            Some(arn) => format!("`{}`", arn.resource()),
            None => "the caller".into(),
        }
    }

    /// ``the service control policy `DenyOutsideEU` on OU Sandbox``.
    fn policy(self, policy: PolicyId, place: &Place) -> String {
        let name = self.world.policy(policy).map_or("", |stored| &stored.name);
        let held = match place {
            Place::Scp(node) | Place::Rcp(node) => format!("on {}", self.node(*node)),
            Place::Resource => format!("of {}", self.holder()),
            Place::Identity { group: Some(group) } => format!("of the group `{group}`"),
            Place::Identity { group: None } | Place::Boundary => format!("of {}", self.caller()),
            Place::Session => "of the session".into(),
            Place::Endpoint => "of the endpoint".into(),
        };
        format!("the {} `{name}` {held}", self.kind(place))
    }

    fn detach(self, policy: PolicyId, place: &Place) -> String {
        let name = self.world.policy(policy).map_or("", |stored| &stored.name);
        let whole = format!("the {} `{name}`", self.kind(place));
        match place {
            Place::Scp(node) | Place::Rcp(node) => {
                format!("detach {whole} from {}", self.node(*node))
            }
            Place::Identity { group: Some(group) } => {
                format!("detach {whole} from the group `{group}`")
            }
            Place::Identity { group: None } => format!("detach {whole} from {}", self.caller()),
            Place::Boundary => format!("take {whole} off {}", self.caller()),
            Place::Session => format!("make the session without {whole}"),
            Place::Resource => format!("delete {whole} of {}", self.holder()),
            Place::Endpoint => format!("do without {whole}"),
        }
    }

    /// Whom a statement of the resource policy names.
    fn named(self, named: Named) -> String {
        match (named, self.request.caller.principal.arn()) {
            (Named::Session, Some(arn)) => format!("this session, `{arn}`,"),
            _ => self.caller(),
        }
    }

    fn add(self, place: &Place, effect: Effect, named: Named) -> String {
        let verb = match effect {
            Effect::Deny => "deny",
            Effect::Allow | Effect::Unreadable => "allow",
        };
        let action = self.request.action.as_str();
        let what = format!("`{action}` on {}", self.resource());
        let kind = self.kind(place);
        let article = match kind.starts_with(['a', 'e', 'i', 'o', 'u']) {
            true => "an",
            false => "a",
        };
        match (place, place.growing_policy(self.request)) {
            (Place::Scp(node) | Place::Rcp(node), _) => {
                let node = self.node(*node);
                format!("attach {article} {kind} to {node} to {verb} {what}")
            }
            (Place::Resource, Some(policy)) => format!(
                "{verb} {} `{action}` in {}",
                self.named(named),
                self.policy(policy, place)
            ),
            (Place::Resource, None) => format!(
                "give {} {article} {kind} to {verb} {} `{action}`",
                self.holder(),
                self.named(named)
            ),
            (_, Some(policy)) => format!("{verb} {what} in {}", self.policy(policy, place)),
            (Place::Identity { group: Some(group) }, None) => {
                format!("{verb} {what} in {article} {kind} of the group `{group}`")
            }
            (Place::Session, None) => {
                format!("pass {article} {kind} to {verb} {what} when the session is made")
            }
            _ => format!("{verb} {what} in {article} {kind} of {}", self.caller()),
        }
    }

    fn narrow(self, policy: PolicyId, index: u32, place: &Place, how: &Narrowing) -> String {
        let written = self.written(policy, index);
        let statement = format!(
            "{} of {}",
            self.statement(policy, index),
            self.policy(policy, place)
        );
        let action = self.request.action.as_str();
        match how {
            Narrowing::WithoutActions(positions) => {
                let values = written.map_or(&[][..], |it| it.action.values());
                let texts = chosen(values, positions, |value| value.as_str());
                format!(
                    "take {} out of `Action` in {statement}",
                    list_words(&texts, "and")
                )
            }
            Narrowing::WithoutResources(positions) => {
                let values = written.map_or(&[][..], |it| it.resource.values());
                let texts = chosen(values, positions, |value| value.as_str());
                format!(
                    "take {} out of `Resource` in {statement}",
                    list_words(&texts, "and")
                )
            }
            Narrowing::ExceptAction => format!("add `{action}` to `NotAction` in {statement}"),
            Narrowing::ExceptResource => {
                let resource = self.resource();
                format!("add {resource} to `NotResource` in {statement}")
            }
            Narrowing::ExceptValue { test, value } => {
                let tests = written.and_then(|it| it.condition.as_ref());
                let test = tests.and_then(|it| it.tests.iter().find(|it| it.position == *test));
                let key = test.map_or("", |test| test.key.as_str());
                format!("add `{value}` to the values of `{key}` in {statement}")
            }
        }
    }
}

fn chosen<T>(values: &[Entry<T>], positions: &[u32], text: fn(&T) -> &str) -> Vec<String> {
    positions
        .iter()
        .filter_map(|at| values.get(*at as usize)?.value.as_ref())
        .map(|value| text(value).to_owned())
        .collect()
}
