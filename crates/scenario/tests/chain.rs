//! Role chains: each step is judged, and only a chain without a refused step gives its caller.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]

use iam::assume::{Outcome, Refusal};
use iam::context::{ContextKey, Lookup};
use iam::{Decision, sentences};
use scenario::build::{Standing, standing};
use scenario::{Built, CallerSpec, ContextEntry, ContextValue, RequestSpec, Scenario, edit, wire};

fn chain() -> Scenario {
    wire::from_json(include_str!("golden/documents/v1-role-chain.json")).unwrap()
}

fn saved(scenario: &Scenario, name: &str) -> RequestSpec {
    let mut saved = scenario.saved.iter();
    let found = saved.find(|saved| saved.name == name).unwrap();
    found.request.clone()
}

#[test]
fn each_step_is_judged_and_the_first_comes_first() {
    let scenario = chain();
    let built = Built::read(&scenario);
    let steps = built.chain(&scenario, &scenario.request);
    let backs: Vec<usize> = steps.iter().map(|step| step.back).collect();
    assert_eq!(backs, [1, 0]);
    assert_eq!(standing(&steps), Standing::Issued);
    let said: Vec<String> = steps
        .iter()
        .map(|step| sentences::assumed(built.world(), &step.assumed))
        .collect();
    assert_eq!(
        said,
        [
            "the session `arn:aws:sts::111122223333:assumed-role/Auditor/release` lasts 7200 seconds, tagged `project=till`",
            "the session `arn:aws:sts::222222222222:assumed-role/Deploy/release` lasts 3600 seconds, tagged `project=till`",
        ]
    );
}

#[test]
fn a_refused_step_breaks_the_chain_and_the_others_are_still_judged() {
    let scenario = chain();
    let built = Built::read(&scenario);
    let mut spec = scenario.request.clone();
    let first = spec.caller.back_mut(1).unwrap();
    first.session_mut().unwrap().mfa = scenario::Mfa::Absent;
    let steps = built.chain(&scenario, &spec);
    assert_eq!(standing(&steps), Standing::Refused(0));
    assert!(matches!(steps[1].assumed.outcome, Outcome::Session(_)));
    let decision = iam::decide(built.world(), &built.request(&scenario, &spec));
    assert_eq!(decision.because().as_deref(), Some("api_restriction"));
    let as_if = built.request_as_if(&scenario, &spec);
    assert!(iam::decide(built.world(), &as_if).is_allow());
}

#[test]
fn a_chain_lasts_one_hour_and_says_so() {
    let scenario = chain();
    let built = Built::read(&scenario);
    let spec = saved(&scenario, "more than one hour in a chain");
    let steps = built.chain(&scenario, &spec);
    assert!(matches!(
        steps[1].assumed.outcome,
        Outcome::Refused(Refusal::ChainTooLong)
    ));
}

#[test]
fn what_nobody_knows_of_a_step_leaves_the_answer_open() {
    let scenario = chain();
    let built = Built::read(&scenario);
    let mut spec = saved(&scenario, "one role");
    let assumed = spec.caller.session_mut().unwrap().assumed.as_mut().unwrap();
    assumed.context.push(ContextEntry {
        key: "aws:MultiFactorAuthPresent".into(),
        value: ContextValue::Unknown,
    });
    spec.caller.session_mut().unwrap().mfa = scenario::Mfa::Absent;
    let steps = built.chain(&scenario, &spec);
    assert_eq!(standing(&steps), Standing::Uncertain(0));
    let request = built.request(&scenario, &spec);
    assert_eq!(iam::decide(built.world(), &request), Decision::DependsOn);
    let trace = iam::explain(built.world(), &request);
    let subject = sentences::Subject {
        world: built.world(),
        request: &request,
        trace: &trace,
    };
    assert!(sentences::verdict(subject).contains("role chain"));
}

#[test]
fn a_session_has_the_tags_that_were_handed_on_and_names_its_provider() {
    let scenario = chain();
    let built = Built::read(&scenario);
    let held = |spec: &RequestSpec, key: &str| {
        let request = built.request(&scenario, spec);
        match request.context.lookup(&ContextKey::new(key)) {
            Lookup::Single(value) => Some(value.text().to_owned()),
            _ => None,
        }
    };
    let two = &scenario.request;
    assert_eq!(held(two, "aws:PrincipalTag/project").unwrap(), "till");
    assert_eq!(held(two, "aws:PrincipalTag/stage"), None);
    assert_eq!(held(two, "aws:MultiFactorAuthPresent").unwrap(), "false");
    let web = saved(&scenario, "a web identity");
    assert_eq!(
        held(&web, "aws:FederatedProvider").unwrap(),
        "accounts.google.com"
    );
    let task = saved(&scenario, "root for a task");
    assert_eq!(held(&task, "aws:AssumedRoot").unwrap(), "true");
}

#[test]
fn a_role_renamed_is_renamed_in_every_step() {
    let mut scenario = chain();
    let account = scenario.request.caller.back_mut(1).unwrap().account();
    edit::rename_role(&mut scenario, account.unwrap(), "Auditor", "Reviewer").unwrap();
    let CallerSpec::Role { name, .. } = scenario.request.caller.back_mut(1).unwrap() else {
        panic!("no role")
    };
    assert_eq!(name, "Reviewer");
}

#[test]
fn chains_are_bounded_and_belong_to_roles() {
    let user = r#"{"type":"user","account":"111122223333","name":"Ana"}"#;
    let mut caller = user.to_owned();
    for _ in 0..11 {
        caller = format!(
            r#"{{"type":"role","account":"111122223333","name":"R","session":{{"assumed":{{"by":{caller}}}}}}}"#
        );
    }
    let document = |caller: &str| {
        let request = format!(r#"{{"caller":{caller},"action":"s3:GetObject"}}"#);
        wire::from_json(&format!(r#"{{"iam_playground":1,"request":{request}}}"#))
    };
    let error = document(&caller).unwrap_err().to_string();
    assert!(error.contains("assumed roles"), "{error}");
    let federated = format!(
        r#"{{"type":"federated","account":"111122223333","user":"Ana","session":{{"assumed":{{"by":{user}}}}}}}"#
    );
    let error = document(&federated).unwrap_err().to_string();
    assert!(error.contains("only sessions of roles"), "{error}");
}
