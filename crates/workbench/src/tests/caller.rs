//! What callers bring along: kinds, credentials, sessions, endpoints.

use super::*;
use crate::SessionEdit;
use crate::view::{CallerView, HeaderView};
use iam::PolicyKind;
use scenario::{Credentials, Mfa, VpcEndpoint};

fn as_kind(model: &mut Model, label: &str) {
    let kinds = CallerView::new(model).kinds.into_iter();
    let mut kinds = kinds.filter(|kind| kind.label == label);
    act(model, kinds.next().unwrap().message);
}

fn context(model: &Model, key: &str) -> String {
    let groups = RequestView::new(model).context.groups.into_iter();
    let mut rows = groups.flat_map(|group| group.rows);
    rows.find(|row| row.key.eq_ignore_ascii_case(key))
        .map(|row| row.value)
        .unwrap_or_default()
}

#[test]
fn every_kind_of_caller_can_ask_and_is_marked() {
    let mut model = first_visit();
    let labels: Vec<String> = CallerView::new(&model)
        .kinds
        .into_iter()
        .map(|kind| kind.label)
        .collect();
    assert_eq!(
        labels,
        [
            "IAM user",
            "Role session",
            "SAML session",
            "Web identity session",
            "Federated user",
            "Root user",
            "Root session (AssumeRoot)",
            "AWS service",
            "Identity provider",
            "Anonymous"
        ]
    );
    for label in labels {
        as_kind(&mut model, &label);
        let view = CallerView::new(&model);
        let chosen: Vec<_> = view.kinds.iter().filter(|kind| kind.chosen).collect();
        assert_eq!(chosen.len(), 1);
        assert_eq!(chosen[0].label, label);
        assert_eq!(
            view.name.is_some(),
            label == "AWS service" || label == "Identity provider"
        );
        assert_eq!(
            view.session.is_some(),
            label == "Role session" || label == "Federated user"
        );
        assert_eq!(
            view.credentials.is_empty(),
            !(label == "IAM user" || label == "Root user")
        );
        assert_eq!(view.made_by.is_empty(), label != "Federated user");
        verdict(&model);
    }
}

#[test]
fn a_service_and_a_provider_are_typed() {
    let mut model = first_visit();
    as_kind(&mut model, "AWS service");
    act(&mut model, Message::SetCallerName("sn".into()));
    assert!(CallerView::new(&model).name.unwrap().problem.is_some());
    act(
        &mut model,
        Message::SetCallerName("sns.amazonaws.com ".into()),
    );
    let name = CallerView::new(&model).name.unwrap();
    assert_eq!(
        (name.value.as_str(), name.problem),
        ("sns.amazonaws.com", None)
    );
    assert_eq!(RequestView::new(&model).caller_arn, "sns.amazonaws.com");
    // Typing is one step, the kind another.
    act(&mut model, Message::Undo);
    assert_ne!(RequestView::new(&model).caller_arn, "sns.amazonaws.com");
    act(&mut model, Message::Undo);
    assert_eq!(*model.scenario(), coffee_shop());
}

#[test]
fn mfa_of_a_user_comes_with_temporary_credentials() {
    let mut model = first_visit();
    assert_eq!(context(&model, "aws:MultiFactorAuthPresent"), "");
    act(
        &mut model,
        Message::SetCredentials(Credentials::Temporary(Mfa::Present)),
    );
    assert_eq!(context(&model, "aws:MultiFactorAuthPresent"), "true");
    let chosen = CallerView::new(&model).credentials.into_iter();
    let chosen: Vec<_> = chosen.filter(|choice| choice.chosen).collect();
    assert_eq!(chosen[0].label, "Console sign-in, with MFA");
    assert_eq!(
        HeaderView::new(&model).undo.as_deref(),
        Some("Undo change the credentials")
    );
}

#[test]
fn a_session_has_name_tags_mfa_and_source_identity() {
    let mut model = first_visit();
    as_kind(&mut model, "Role session");
    let edit = |model: &mut Model, edit| act(model, Message::EditSession(0, edit));
    edit(&mut model, SessionEdit::Name("x".into()));
    let session = |model: &Model| CallerView::new(model).session.unwrap();
    assert!(session(&model).name.problem.is_some());
    edit(&mut model, SessionEdit::Name("Shift1".into()));
    assert!(RequestView::new(&model).caller_arn.ends_with("/Shift1"));
    let tag = |value: &str| SessionEdit::Tag {
        key: "Team".into(),
        value: value.into(),
    };
    edit(&mut model, tag("A"));
    edit(&mut model, tag("Bar"));
    assert_eq!(context(&model, "aws:PrincipalTag/Team"), "Bar");
    edit(&mut model, SessionEdit::Mfa(true));
    assert_eq!(context(&model, "aws:MultiFactorAuthPresent"), "true");
    edit(&mut model, SessionEdit::SourceIdentity("carla".into()));
    assert_eq!(context(&model, "aws:SourceIdentity"), "carla");
    edit(&mut model, SessionEdit::RemoveTag("team".into()));
    edit(&mut model, SessionEdit::SourceIdentity(String::new()));
    assert_eq!(context(&model, "aws:PrincipalTag/Team"), "");
    assert!(session(&model).tags.is_empty());
    for number in 0..51 {
        let (key, value) = (format!("k{number}"), String::new());
        edit(&mut model, SessionEdit::Tag { key, value });
    }
    assert!(session(&model).tags_problem.is_some());
}

#[test]
fn a_session_policy_limits_the_session() {
    let mut model = first_visit();
    let place = model.scenario().saved.iter();
    let place = place.clone().position(|saved| {
        saved.name.contains("as OnlineOrders")
            && saved.expected == Some(scenario::Expectation::Allow)
    });
    act(&mut model, Message::AskSaved(place.unwrap()));
    assert!(verdict(&model).starts_with("Allowed"));
    act(
        &mut model,
        Message::NewPolicy(PolicyKind::Session, "Nothing".into()),
    );
    let nothing = policy(&model, "Nothing");
    act(
        &mut model,
        Message::EditPolicy(
            nothing,
            r#"{"Version": "2012-10-17", "Statement": []}"#.into(),
        ),
    );
    let passed = CallerView::new(&model)
        .session
        .unwrap()
        .policies
        .into_iter();
    let mut passed = passed.filter(|policy| policy.name == "Nothing");
    act(&mut model, passed.next().unwrap().message);
    assert!(verdict(&model).starts_with("Denied"), "{}", verdict(&model));
    assert!(
        CallerView::new(&model)
            .session
            .unwrap()
            .policies_problem
            .is_none()
    );
    act(
        &mut model,
        Message::NewPolicy(PolicyKind::Session, "More".into()),
    );
    let more = policy(&model, "More");
    act(
        &mut model,
        Message::EditSession(0, SessionEdit::Policy(more, true)),
    );
    assert!(
        CallerView::new(&model)
            .session
            .unwrap()
            .policies_problem
            .is_some()
    );
}

#[test]
fn a_request_travels_through_an_endpoint_of_the_scenario() {
    let mut model = first_visit();
    assert!(CallerView::new(&model).endpoints.is_empty());
    let mut scenario = model.scenario().clone();
    scenario.endpoints.push(VpcEndpoint {
        id: "vpce-0123456789abcdef0".into(),
        vpc: "vpc-0123456789abcdef0".into(),
        account: account(&model, "Coffee Shop"),
        policy: None,
    });
    act(&mut model, file(&scenario));
    let endpoints = CallerView::new(&model).endpoints;
    assert!(endpoints[0].chosen);
    act(&mut model, endpoints[1].message.clone());
    assert_eq!(context(&model, "aws:SourceVpce"), "vpce-0123456789abcdef0");
    act(&mut model, Message::SetEndpoint(Some("vpce-none".into())));
    assert!(CallerView::new(&model).endpoints[1].chosen);
}

#[test]
fn a_task_of_aws_comes_into_the_library_and_cuts_the_root_user_down() {
    let mut model = first_visit();
    as_kind(&mut model, "Root session (AssumeRoot)");
    let said = verdict(&model);
    assert!(said.contains("no session without a task policy"), "{said}");
    let tasks = CallerView::new(&model).tasks;
    let audit = tasks
        .iter()
        .find(|task| task.label == "IAMAuditRootUserCredentials");
    act(&mut model, audit.unwrap().message.clone());
    let tasks = CallerView::new(&model).tasks;
    let chosen: Vec<&str> = tasks
        .iter()
        .filter(|task| task.chosen)
        .map(|task| task.label.as_str())
        .collect();
    assert_eq!(chosen, ["IAMAuditRootUserCredentials"]);
    act(&mut model, Message::SetAction("s3:ListAllMyBuckets".into()));
    act(&mut model, Message::SetResource("*".into()));
    let said = verdict(&model);
    assert!(said.contains("DenyAllOtherActionsOnAnyResource"), "{said}");
    act(
        &mut model,
        Message::SetAction("iam:GetAccountSummary".into()),
    );
    let said = verdict(&model);
    assert!(!said.contains("IAMAuditRootUserCredentials"), "{said}");
}

#[test]
fn many_callers_are_looked_for_by_name() {
    let mut model = first_visit();
    assert_eq!(RequestView::new(&model).find_caller, None);
    let account = account(&model, "Head Office");
    for number in 0..80 {
        let name = format!("user-{number}");
        let thing = crate::Thing::User;
        act(
            &mut model,
            Message::AddTo {
                account,
                thing,
                name,
            },
        );
    }
    let view = RequestView::new(&model);
    let listed: usize = view.callers.iter().map(|group| group.options.len()).sum();
    assert!(listed <= 62, "{listed}");
    act(&mut model, view.find_caller.unwrap());
    act(&mut model, Message::Search("user-77".into()));
    let crate::view::dialog::Body::Search { choices, .. } =
        crate::view::DialogView::new(&model).unwrap().body
    else {
        panic!("no search")
    };
    assert_eq!(choices.len(), 1);
    act(&mut model, choices[0].message.clone());
    let CallerSpec::User { name, .. } = &model.scenario().request.caller else {
        panic!("no user")
    };
    assert_eq!(name, "user-77");
    let callers = RequestView::new(&model).callers;
    let mut options = callers.iter().flat_map(|group| &group.options);
    assert!(options.any(|option| option.chosen && option.label.starts_with("user-77")));
}
