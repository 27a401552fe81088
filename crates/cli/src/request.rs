//! A scenario and a request on the command line, for the commands that decide one.

use crate::status::Failure;
use crate::{caller, input, scenario_input};
use iam::counterfactual::Counterfactual;
use iam::sentences::Subject;
use iam::unknown::{self, Answer};
use iam::{AccountId, PolicyId, Request, Trace, sentences};
use scenario::build::Step;
use scenario::what_if::possible_changes;
use scenario::{Built, ContextEntry, ContextValue, RequestSpec, Scenario, paste};
use std::path::{Path, PathBuf};

/// A scenario and a request.
///
/// With caller, action and resource the request starts afresh. What is left out is taken from the
/// request that the scenario shows, together with its condition keys.
#[derive(clap::Args)]
pub(crate) struct Asked {
    /// A scenario: a file the page exported, `-` for standard input, a link, or
    /// `example:coffee-shop`.
    scenario: String,
    /// Fill the request from an error message of AWS, its decoded authorization message, or an
    /// event of CloudTrail; `-` for standard input. What stands beside wins.
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    #[arg(long, short, help = format!("Who asks: {}", caller::FORMS))]
    caller: Option<String>,
    /// What they want to do, such as s3:GetObject.
    #[arg(long, short)]
    action: Option<String>,
    /// The ARN it is done to; `*` for an action without a resource.
    #[arg(long, short)]
    resource: Option<String>,
    /// The account that owns the resource, where neither its ARN nor the scenario tells.
    #[arg(long, value_name = "ACCOUNT", value_parser = account)]
    owner: Option<AccountId>,
    /// The IAM user who made the session of a federated user.
    #[arg(long, value_name = "USER")]
    federated_by: Option<String>,
    /// The id of the VPC endpoint that the request travels through.
    #[arg(long, value_name = "ID")]
    endpoint: Option<String>,
    /// A condition key; a JSON list for several values: aws:TagKeys='["team","cost"]'.
    #[arg(long, short = 'k', value_name = "KEY=VALUE", value_parser = context)]
    context: Vec<(String, ContextValue)>,
    /// A condition key that nobody knows, so that the answer may depend on it.
    #[arg(long, value_name = "KEY", value_parser = key)]
    unknown: Vec<String>,
    /// A condition key that is missing, although AWS would usually supply it.
    #[arg(long, value_name = "KEY", value_parser = key)]
    absent: Vec<String>,
}

/// A decided request with all that is needed to speak of it.
pub(crate) struct Decided {
    scenario: Scenario,
    built: Built,
    /// How the caller came by its session.
    pub(crate) steps: Vec<Step>,
    pub(crate) request: Request,
    pub(crate) trace: Trace,
    /// How the answer depends on unknown keys.
    pub(crate) ways: Answer,
}

impl Decided {
    pub(crate) fn new(arguments: &Asked) -> Result<Decided, Failure> {
        let scenario = scenario_input::read(&arguments.scenario)?;
        let spec = arguments.spec(&scenario)?;
        let built = Built::read(&scenario);
        let steps = built.chain(&scenario, &spec);
        let request = built.request(&scenario, &spec);
        let mut trace = iam::explain(built.world(), &request);
        let ways = unknown::ways(built.world(), &request);
        if let Answer::Decided(decision) = ways {
            trace.decision = decision; // R8.3.4
        }
        Ok(Decided {
            scenario,
            built,
            steps,
            request,
            trace,
            ways,
        })
    }

    /// What came of a step of the role chain.
    pub(crate) fn assumed(&self, step: &Step) -> String {
        sentences::assumed(self.built.world(), &step.assumed)
    }

    pub(crate) fn subject(&self) -> Subject<'_> {
        Subject {
            world: self.built.world(),
            request: &self.request,
            trace: &self.trace,
        }
    }

    /// What would turn the answer around.
    pub(crate) fn possible_changes(&self) -> Vec<Counterfactual> {
        possible_changes(&self.scenario, &self.built, &self.request)
    }

    /// The text of a policy, as its author wrote it.
    pub(crate) fn text(&self, policy: PolicyId) -> Option<&str> {
        let policy = self.built.policy_ref(policy)?;
        Some(&self.scenario.policies.get(policy)?.text)
    }
}

impl Asked {
    fn spec(&self, scenario: &Scenario) -> Result<RequestSpec, Failure> {
        let caller = match &self.caller {
            Some(text) => Some(caller::read(scenario, text, self.federated_by.as_deref())?),
            None => None,
        };
        let pasted = self.from.as_deref().map(|path| filled(scenario, path));
        let mut spec = match (caller, &self.action, &self.resource) {
            (Some(caller), Some(action), Some(resource)) => {
                RequestSpec::new(caller, action, resource)
            }
            (caller, action, resource) => {
                let mut shown = match pasted {
                    Some(filled) => filled?,
                    None => scenario.request.clone(),
                };
                if resource.is_some() {
                    shown.owner = None;
                }
                shown.caller = caller.unwrap_or(shown.caller);
                shown.action = action.clone().unwrap_or(shown.action);
                shown.resource = resource.clone().unwrap_or(shown.resource);
                shown
            }
        };
        check(&spec)?;
        spec.owner = self.owner.or(spec.owner);
        if let Some(id) = &self.endpoint {
            if scenario.endpoint(id).is_none() {
                let message = format!("the scenario has no VPC endpoint `{id}`");
                return Err(Failure::Input(message));
            }
            spec.endpoint = Some(id.clone());
        }
        self.keys(&mut spec)?;
        Ok(spec)
    }

    fn keys(&self, spec: &mut RequestSpec) -> Result<(), Failure> {
        let given = self.context.iter().cloned();
        let unknown = self
            .unknown
            .iter()
            .map(|key| (key.clone(), ContextValue::Unknown));
        let absent = self
            .absent
            .iter()
            .map(|key| (key.clone(), ContextValue::Absent));
        let mut named: Vec<ContextEntry> = Vec::new();
        for (key, value) in given.chain(unknown).chain(absent) {
            if named.iter().any(|held| held.key.eq_ignore_ascii_case(&key)) {
                return Err(Failure::Input(format!(
                    "`{key}` is named twice; several values are written as a list, {key}='[\"a\",\"b\"]'"
                )));
            }
            named.push(ContextEntry { key, value });
        }
        spec.context.retain(|entry| {
            !named
                .iter()
                .any(|held| held.key.eq_ignore_ascii_case(&entry.key))
        });
        spec.context.extend(named);
        Ok(())
    }
}

/// What nobody can be asked.
fn check(spec: &RequestSpec) -> Result<(), Failure> {
    let (action, resource) = (&spec.action, &spec.resource);
    if action.is_empty() {
        let message =
            "the scenario shows no request; name it with --caller, --action and --resource";
        return Err(Failure::Input(message.into()));
    }
    if !action.contains(':') || action.contains(['*', '?', ' ']) {
        let message = format!("`{action}` is no action; write one such as s3:GetObject");
        return Err(Failure::Input(message));
    }
    let is_arn = resource.starts_with("arn:") && resource.matches(':').count() >= 5;
    match resource == "*" || is_arn {
        true => Ok(()),
        false => Err(Failure::Input(format!(
            "`{resource}` is no resource; write an ARN of six parts, or `*` for an action without one"
        ))),
    }
}

/// The request of a pasted text. What was not told or cannot be used is said on standard error.
fn filled(scenario: &Scenario, path: &Path) -> Result<RequestSpec, Failure> {
    let pasted = paste::read(&input::read(path)?)
        .map_err(|error| Failure::Input(format!("`{}`: {error}", input::name(path))))?;
    let filled = paste::fill(scenario, &pasted);
    for note in pasted.unused.iter().chain(&filled.notes) {
        eprintln!("note: {note}");
    }
    if let Some(reason) = &pasted.reason {
        eprintln!("note: AWS said: {reason}");
    }
    Ok(filled.request)
}

fn account(text: &str) -> Result<AccountId, String> {
    AccountId::parse(text).ok_or_else(|| "an account id of twelve digits is wanted".into())
}

fn key(text: &str) -> Result<String, String> {
    match text.trim().is_empty() {
        true => Err("the name of a condition key is wanted, such as aws:SourceIp".into()),
        false => Ok(text.into()),
    }
}

fn context(text: &str) -> Result<(String, ContextValue), String> {
    let (key, value) = text
        .split_once('=')
        .filter(|(key, _)| !key.is_empty())
        .ok_or("KEY=VALUE is wanted, such as aws:SourceIp=203.0.113.7")?;
    let value = match value.starts_with('[') {
        false => ContextValue::Single(value.into()),
        true => serde_json::from_str(value)
            .map(ContextValue::Several)
            .map_err(|_| "a list of values is a JSON list of strings: [\"a\",\"b\"]")?,
    };
    Ok((key.into(), value))
}
