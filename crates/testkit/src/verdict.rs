//! One case asked of everyone: `iam`, with and without a trace, and the oracle.

use crate::oracle::{self, input};
use iam::{Decision, PolicyId};
use scenario::case::{Case, Expected, Outcome, Question, Situation};

/// Runs a case; the error tells what came instead of what was expected. Unlike the command line,
/// this holds the name of a layer without an Allow to the letter (R3.2.5).
pub fn check(text: &str) -> Result<(), String> {
    let case = Case::read(text).map_err(|error| format!("the case cannot be read: {error}"))?;
    let outcome = case.run();
    match case.judge(&outcome) {
        Some(true) if is_named(&case, &outcome) => {}
        Some(true) => return Err(difference(&case, &outcome)),
        Some(false) => return Err(difference(&case, &outcome)),
        None => return Err("the case expects nothing".into()),
    }
    match (&case.question, &outcome) {
        (Question::Decision(situation), _) => agree(situation),
        (Question::Match(_, situation, policy), Outcome::Match(matches)) => {
            match oracle_matches(situation, *policy) {
                Some(oracle) if oracle != *matches => {
                    Err(format!("the oracle says {oracle} where iam says {matches}"))
                }
                _ => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// Why [`check`] does not ask the oracle about a case, if it does not.
pub fn beyond_the_oracle(text: &str) -> Result<Option<&'static str>, String> {
    let case = Case::read(text).map_err(|error| format!("the case cannot be read: {error}"))?;
    Ok(match case.situation() {
        None => Some("a policy's text is judged"),
        Some(situation) if situation.request.context.has_unknown() => Some("a key is unknown"),
        Some(_) => None,
    })
}

/// Whether `decide`, `explain` and the oracle give the same answer; the error tells all three.
/// The oracle knows no unknown keys.
pub fn agree(situation: &Situation) -> Result<(), String> {
    let (world, request) = (&situation.world, &situation.request);
    let decided = iam::decide(world, request);
    let explained = iam::explain(world, request).decision;
    if decided != explained {
        return Err(format!(
            "`decide` says {decided:?} and `explain` {explained:?}"
        ));
    }
    if request.context.has_unknown() {
        return Ok(());
    }
    let oracle = oracle::refusal(world, request);
    match decided.because() == oracle {
        true => Ok(()),
        false => Err(format!(
            "the oracle says {} where iam says {}",
            spelled(oracle),
            words(decided)
        )),
    }
}

fn is_named(case: &Case, outcome: &Outcome) -> bool {
    match (&case.expected, outcome) {
        (
            Some(Expected::Decision {
                because: Some(wanted),
                ..
            }),
            Outcome::Decision { trace, .. },
        ) => trace.decision.because().as_ref() == Some(wanted),
        _ => true,
    }
}

fn oracle_matches(situation: &Situation, policy: PolicyId) -> Option<bool> {
    if situation.request.context.has_unknown() {
        return None;
    }
    let policy = input::policy(&situation.world, policy)?;
    let asked = input::asked(&situation.world, &situation.request);
    let grade = oracle::applies(policy.statements.first()?, &policy, &asked);
    Some(grade != iam::Grade::None)
}

fn difference(case: &Case, outcome: &Outcome) -> String {
    let came = match outcome {
        Outcome::Decision { trace, keys } => {
            let provisional = match trace.provisional {
                true => ", provisional",
                false => "",
            };
            format!("{}{provisional} {}", words(trace.decision), keys.join(", "))
        }
        Outcome::Match(matches) => format!("match: {matches}"),
        Outcome::Validation { valid, findings } => {
            let findings: Vec<String> = findings
                .iter()
                .map(|finding| format!("\n  {}: {}", finding.place_and_code(), finding.message))
                .collect();
            format!("valid: {valid}{}", findings.concat())
        }
    };
    let wanted = match &case.expected {
        Some(Expected::Decision {
            name,
            because,
            provisional,
            keys,
        }) => {
            let because = because.as_deref().unwrap_or_default();
            let keys = keys.as_deref().unwrap_or_default().join(", ");
            let provisional = match provisional {
                Some(true) => ", provisional",
                Some(false) => ", not provisional",
                None => "",
            };
            format!("{name} {because}{provisional} {keys}")
        }
        Some(Expected::Match(matches)) => format!("match: {matches}"),
        Some(Expected::Validation { valid, findings }) => {
            let findings = findings.iter().flatten();
            let findings: Vec<String> = findings.map(|one| format!("\n  {one}")).collect();
            format!("valid: {valid}{}", findings.concat())
        }
        None => "nothing".into(),
    };
    format!("expected {}\n    came {}", wanted.trim(), came.trim())
}

fn words(decision: Decision) -> String {
    match decision {
        Decision::DependsOn => decision.name().to_owned(),
        _ => spelled(decision.because()),
    }
}

fn spelled(refusal: Option<String>) -> String {
    match refusal {
        Some(because) => format!("Deny {because}"),
        None => "Allow".into(),
    }
}
