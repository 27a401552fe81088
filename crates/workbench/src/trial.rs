//! A change that would turn the answer around, carried out on the document: as an ordinary edit,
//! so that undo takes it back.
//!
//! Not responsible for finding such changes: that is `iam::counterfactual`.

use crate::evaluation::Evaluation;
use crate::item::Item;
use crate::rewrite;
use iam::context::Supplied;
use iam::counterfactual::{Change, Named, Narrowing, Place, added_statement};
use iam::policy::{Effect, Statement};
use iam::{Arn, PolicyId, PolicyKind, Value};
use scenario::edit::{self, Target};
use scenario::quote::json as quoted;
use scenario::{CallerSpec, ContextEntry, ContextValue, PolicyDocument, PolicyRef, Scenario, Seat};
use syntax::Span;

/// The world that a change speaks of.
#[derive(Clone, Copy)]
pub(crate) struct Trial<'a> {
    pub(crate) evaluation: &'a Evaluation,
}

/// Why a change cannot be made to the document, as a sentence.
type Outcome<T = ()> = Result<T, String>;

impl Trial<'_> {
    /// Carries out a change.
    pub(crate) fn carry_out(self, scenario: &mut Scenario, change: &Change) -> Outcome {
        match change {
            Change::SetKey { key, candidate } => {
                set_key(scenario, key, candidate.supplied.as_ref());
                Ok(())
            }
            Change::RemoveStatement {
                policy, statement, ..
            } => self.rewrite(scenario, *policy, |text| {
                rewrite::without_item(text, self.statement(*policy, *statement)?.span)
            }),
            Change::Narrow {
                policy,
                statement,
                narrowing,
                ..
            } => self.rewrite(scenario, *policy, |text| {
                let statement = self.statement(*policy, *statement)?;
                self.narrowed(text, statement, narrowing)
            }),
            Change::Add {
                place,
                effect,
                named,
            } => self.add(scenario, place, *effect, *named),
            Change::Detach { policy, place } => {
                let policy = self.policy(*policy)?;
                self.detach(scenario, policy, place)
            }
            Change::MoveAccount { account, to } => {
                let tree = scenario.organization.as_ref();
                let node = tree.and_then(|tree| tree.account(*account));
                match (node, self.evaluation.node_ref(*to)) {
                    (Some(node), Some(to)) => told(edit::move_node(scenario, node, to)),
                    _ => gone("account"),
                }
            }
        }
    }

    fn policy(self, policy: PolicyId) -> Outcome<PolicyRef> {
        match self.evaluation.policy_ref(policy) {
            Some(policy) => Ok(policy),
            None => gone("policy"),
        }
    }

    fn statement(&self, policy: PolicyId, index: u32) -> Option<&Statement> {
        let stored = self.evaluation.world().policy(policy)?;
        stored.policy.statements.get(index as usize)
    }

    fn rewrite(
        self,
        scenario: &mut Scenario,
        policy: PolicyId,
        change: impl FnOnce(&str) -> Option<String>,
    ) -> Outcome {
        let policy = self.policy(policy)?;
        let Some(document) = scenario.policies.get(policy) else {
            return gone("policy");
        };
        match change(&document.text) {
            Some(text) => told(edit::edit_policy(scenario, policy, text)),
            None => Err(format!(
                "`{}` has mistakes in its text. Correct them first.",
                document.name
            )),
        }
    }

    fn narrowed(self, text: &str, statement: &Statement, how: &Narrowing) -> Option<String> {
        let request = self.evaluation.request();
        match how {
            Narrowing::WithoutActions(positions) => {
                let values = statement.action.values().iter();
                let spans: Vec<Span> = values.map(|entry| entry.span).collect();
                without(text, &spans, positions)
            }
            Narrowing::WithoutResources(positions) => {
                let values = statement.resource.values().iter();
                let spans: Vec<Span> = values.map(|entry| entry.span).collect();
                without(text, &spans, positions)
            }
            Narrowing::ExceptAction => {
                let last = statement.action.values().last()?;
                rewrite::with_item_after(text, last.span, &quoted(request.action.as_str()))
            }
            Narrowing::ExceptResource => {
                let last = statement.resource.values().last()?;
                let name = request.resource.name.as_str().replace("${", "${$}{");
                rewrite::with_item_after(text, last.span, &quoted(&name))
            }
            Narrowing::ExceptValue { test, value } => {
                let tests = &statement.condition.as_ref()?.tests;
                let test = tests.iter().find(|held| held.position == *test)?;
                rewrite::with_item_after(text, test.operands.last()?.span, &quoted(value))
            }
        }
    }

    /// Writes one more statement into the policy at a place, or attaches a policy with it.
    fn add(self, scenario: &mut Scenario, place: &Place, effect: Effect, named: Named) -> Outcome {
        let request = self.evaluation.request();
        let statement = added_statement(request, place, effect, named);
        let held = place.growing_policy(request);
        if let Some(held) = held.filter(|held| self.evaluation.policy_ref(*held).is_some()) {
            return self.rewrite(scenario, held, |text| {
                rewrite::with_statement(text, &statement)
            });
        }
        let kind = place.policy_kind(request);
        let name = free_name(scenario, effect, request.action.as_str());
        let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{statement}]}}"#);
        let parsed = syntax::json::parse(&text).document;
        let text = syntax::json::format(&parsed, 4).map_or(text, |text| format!("{text}\n"));
        let policy = told(edit::add_policy(
            scenario,
            PolicyDocument::new(name, kind, text),
        ))?;
        if *place == Place::Session {
            return match scenario.request.caller.session_mut() {
                Some(session) => {
                    session.policies.push(policy);
                    Ok(())
                }
                None => gone("session"),
            };
        }
        let target = match place {
            Place::Resource => self.resource_for(scenario, kind)?,
            other => self.target(scenario, other)?,
        };
        told(edit::attach(scenario, policy, &target))
    }

    fn detach(self, scenario: &mut Scenario, policy: PolicyRef, place: &Place) -> Outcome {
        let seat = match place {
            Place::Scp(_) => Seat::Scp,
            Place::Rcp(_) => Seat::Rcp,
            Place::Identity { .. } => Seat::Identity,
            Place::Boundary => Seat::Boundary,
            Place::Session => Seat::Session,
            Place::Resource => Seat::Resource,
            Place::Endpoint => Seat::Endpoint,
        };
        if let Seat::Session = seat {
            if let Some(session) = scenario.request.caller.session_mut() {
                session.policies.retain(|held| *held != policy);
            }
            return Ok(());
        }
        let target = match place {
            Place::Resource => held_by(scenario, policy)?,
            other => self.target(scenario, other)?,
        };
        told(edit::detach_from(scenario, policy, &target, seat))
    }

    fn target(self, scenario: &Scenario, place: &Place) -> Outcome<Target> {
        let node = |node| match self.evaluation.node_ref(node) {
            Some(node) => Ok(Target::Node(node)),
            None => gone("part of the organization"),
        };
        match (place, &scenario.request.caller) {
            (Place::Scp(id) | Place::Rcp(id), _) => node(*id),
            (Place::Identity { group: Some(group) }, caller) => match caller.account() {
                Some(account) => Ok(Target::Group(account, group.clone())),
                None => gone("group"),
            },
            (
                _,
                CallerSpec::User { account, name, .. }
                | CallerSpec::Federated {
                    account,
                    user: name,
                    ..
                },
            ) => Ok(Target::User(*account, name.clone())),
            (_, CallerSpec::Role { account, name, .. }) => Ok(Target::Role(*account, name.clone())),
            _ => Err("This caller has no policies of its own.".into()),
        }
    }

    /// The role or resource that the request is about; a resource that the scenario does not
    /// describe yet is added to its owner.
    fn resource_for(self, scenario: &mut Scenario, kind: PolicyKind) -> Outcome<Target> {
        let resource = &self.evaluation.request().resource;
        let arn = resource.name.as_str();
        let Some(account) = resource.account else {
            return Err("Nothing tells who owns the resource. Choose its owner first.".into());
        };
        if kind == PolicyKind::RoleTrust {
            let name = arn.rsplit('/').next().unwrap_or_default();
            return Ok(Target::Role(account, name.to_owned()));
        }
        let described = crate::evaluation::resource(scenario, account);
        if let Some(Item::Resource(account, arn)) = described {
            return Ok(Target::Resource(account, arn));
        }
        let arn = holder(arn);
        told(edit::add_resource(scenario, account, &arn))?;
        Ok(Target::Resource(account, arn))
    }
}

/// The bucket of an object; another resource itself.
fn holder(arn: &str) -> String {
    match Arn::parse(arn) {
        Some(parsed) if parsed.service() == "s3" => {
            let bucket = parsed.resource().split('/').next().unwrap_or_default();
            arn.strip_suffix(parsed.resource())
                .map_or_else(|| arn.to_owned(), |start| format!("{start}{bucket}"))
        }
        _ => arn.to_owned(),
    }
}

/// The resource that a policy is attached to.
fn held_by(scenario: &Scenario, policy: PolicyRef) -> Outcome<Target> {
    let found = scenario.accounts.iter().find_map(|(id, account)| {
        let mut held = account.resources.iter();
        let held = held.find(|resource| resource.policy == Some(policy))?;
        Some(Target::Resource(*id, held.arn.clone()))
    });
    found.map_or_else(|| gone("resource"), Ok)
}

fn set_key(scenario: &mut Scenario, key: &str, supplied: Option<&Supplied>) {
    let text = |value: &Value| value.text().to_owned();
    let value = match supplied {
        None => ContextValue::Absent,
        Some(Supplied::Single(value)) => ContextValue::Single(text(value)),
        Some(Supplied::Several(values)) => ContextValue::Several(values.iter().map(text).collect()),
        Some(Supplied::Unknown) => ContextValue::Unknown,
    };
    let context = &mut scenario.request.context;
    let mut entries = context.iter_mut();
    match entries.find(|held| held.key.eq_ignore_ascii_case(key)) {
        Some(held) => held.value = value,
        None => context.push(ContextEntry {
            key: key.to_owned(),
            value,
        }),
    }
}

/// Takes items out of a list, the last first, so that the places of the others stay.
fn without(text: &str, spans: &[Span], positions: &[u32]) -> Option<String> {
    let mut places: Vec<Span> = positions
        .iter()
        .filter_map(|at| spans.get(*at as usize).copied())
        .collect();
    places.sort_by_key(|span| std::cmp::Reverse(span.start));
    places.into_iter().try_fold(text.to_owned(), |text, span| {
        rewrite::without_item(&text, span)
    })
}

/// `AllowGetObject`, or the first `AllowGetObject2` that is free.
fn free_name(scenario: &Scenario, effect: Effect, action: &str) -> String {
    let verb = match effect {
        Effect::Deny => "Deny",
        Effect::Allow | Effect::Unreadable => "Allow",
    };
    let name = action.rsplit(':').next().unwrap_or_default();
    let word: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let numbered = (2..).map(|number: u32| format!("{verb}{word}{number}"));
    let mut names = [format!("{verb}{word}")].into_iter().chain(numbered);
    names
        .find(|name| scenario.policies.named(name).is_none())
        .unwrap_or_default()
}

fn told<T>(done: Result<T, edit::Refusal>) -> Outcome<T> {
    done.map_err(|refusal| refusal.to_string())
}

fn gone<T>(what: &str) -> Outcome<T> {
    Err(format!("This {what} does not exist any more."))
}
