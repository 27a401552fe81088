//! Each part of a scenario reaches the evaluator: taken away, the answer or a key changes.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use iam::context::{ContextKey, Lookup};
use iam::{Decision, PolicyId, PolicyKind};
use scenario::{
    Built, CallerSpec, ContextEntry, ContextValue, NodeKind, NodeRef, PolicyRef, RequestSpec,
    SavedRequest, Scenario, Switch, wire,
};

/// The document that has one of everything, with what its requests should get.
fn everything() -> Scenario {
    wire::from_json(include_str!("golden/documents/v1-everything.json")).unwrap()
}

fn saved<'a>(scenario: &'a Scenario, name: &str) -> &'a SavedRequest {
    scenario
        .saved
        .iter()
        .find(|saved| saved.name == name)
        .unwrap()
}

fn ask(scenario: &Scenario, request: &RequestSpec) -> Decision {
    let built = Built::read(scenario);
    iam::decide(built.world(), &built.request(scenario, request))
}

fn because(decision: Decision) -> String {
    decision.because().unwrap_or_else(|| decision.name().into())
}

/// The answer to a saved request before and after a policy is switched off.
#[track_caller]
fn without(policy: &str, request: &str, before: &str, after: &str) {
    let mut scenario = everything();
    let spec = saved(&scenario, request).request.clone();
    assert_eq!(because(ask(&scenario, &spec)), before);
    let policy = scenario.policies.named(policy).unwrap();
    *scenario.policies.switch_mut(policy).unwrap() = Switch::Off;
    assert_eq!(because(ask(&scenario, &spec)), after);
    assert_eq!(Built::read(&scenario).policy_id(policy), None);
}

#[test]
fn policies_that_are_off_are_as_if_not_attached() {
    without(
        "Receipts",
        "group policy within boundary",
        "Allow",
        "implicit:identity",
    );
    without(
        "Boundary",
        "inline policy stopped by boundary",
        "implicit:boundary",
        "Allow",
    );
    without(
        "BucketPolicy",
        "explicit deny of the bucket",
        "explicit:resource",
        "Allow",
    );
    without(
        "BucketPolicy",
        "another account, both sides allow",
        "Allow",
        "implicit:resource",
    );
    without("OnlyOurs", "RCP", "explicit:rcp", "implicit:identity");
    without("NightTrust", "assume role", "Allow", "implicit:resource");
    without(
        "JustOne",
        "session policy does not",
        "implicit:session",
        "Allow",
    );
    without(
        "JustOne",
        "federated with session policy",
        "Allow",
        "implicit:session",
    );
    without(
        "Endpoint",
        "endpoint policy",
        "implicit:vpc_endpoint",
        "Allow",
    );
    without("NoLeaving", "SCP of the root", "explicit:scp", "Allow");
    without(
        "FullAWSAccess",
        "group policy within boundary",
        "Allow",
        "implicit:scp",
    );
    // A key without a policy is one with AWS's default: its account's policies decide.
    without(
        "KeyPolicy",
        "key policy does not say",
        "implicit:resource",
        "Allow",
    );
}

#[test]
fn a_node_that_is_off_limits_nothing() {
    let mut scenario = everything();
    let spec = RequestSpec::new(
        CallerSpec::Root {
            account: iam::AccountId::parse("111122223333").unwrap(),
            credentials: scenario::Credentials::AccessKeys,
        },
        "sqs:SendMessage",
        "arn:aws:sqs:eu-west-1:111122223333:queue",
    );
    assert!(ask(&scenario, &spec).is_allow());
    let tree = scenario.organization.as_ref().unwrap();
    let is_production =
        |kind: &NodeKind| matches!(kind, NodeKind::Ou { name, .. } if name == "Production");
    let (production, _) = tree
        .iter()
        .find(|(_, node)| is_production(&node.kind))
        .unwrap();
    scenario::edit::switch_node(&mut scenario, production, Switch::On).unwrap();
    assert_eq!(because(ask(&scenario, &spec)), "implicit:scp");
    // The root, too, where `FullAWSAccess` itself is off.
    let full = PolicyRef::FULL_AWS_ACCESS;
    scenario::edit::switch_policy(&mut scenario, full, Switch::Off).unwrap();
    let tree = scenario.organization.as_ref().unwrap();
    let nodes: Vec<NodeRef> = tree.iter().map(|(id, _)| id).collect();
    for node in nodes {
        scenario::edit::switch_node(&mut scenario, node, Switch::Off).unwrap();
    }
    assert!(ask(&scenario, &spec).is_allow());
}

#[test]
fn policies_and_nodes_are_found_both_ways() {
    let scenario = everything();
    let built = Built::read(&scenario);
    let mut on = 0;
    for (policy, document) in scenario.policies.iter() {
        let id = built.policy_id(policy);
        assert_eq!(id.is_some(), document.is_on(), "{}", document.name);
        let Some(id) = id else { continue };
        on += 1;
        assert_eq!(built.policy_ref(id), Some(policy));
        let stored = built.world().policy(id).unwrap();
        assert_eq!((&stored.name, stored.kind), (&document.name, document.kind));
    }
    assert!(12 < on);
    let organization = built.world().organization().unwrap();
    let tree = scenario.organization.as_ref().unwrap();
    for (node, level, _) in tree.walk() {
        let account = match tree.node(node).unwrap().kind {
            NodeKind::Account(account) => account,
            _ => continue,
        };
        let path = organization.path(organization.account(account).unwrap());
        assert_eq!(u32::try_from(path.len()).unwrap(), level + 1);
        assert_eq!(built.node_ref(*path.last().unwrap()), Some(node));
        assert_eq!(built.node_ref(path[0]), Some(NodeRef::ROOT));
    }
}

#[test]
fn policies_are_read_once_and_only_those_in_play() {
    let scenario = everything();
    let mut read = Vec::new();
    let built = Built::new(&scenario, |policy, document| {
        read.push(policy);
        std::sync::Arc::new(iam::parse(&document.text, document.kind).0)
    });
    let in_play: Vec<PolicyRef> = scenario
        .policies
        .iter()
        .filter(|(_, document)| document.is_on())
        .map(|(policy, _)| policy)
        .collect();
    assert_eq!(read, in_play);
    let unknown: Option<PolicyId> = built.policy_id(scenario.policies.named("Trial").unwrap());
    assert_eq!(unknown, None);
}

fn key(scenario: &Scenario, request: &RequestSpec, key: &str) -> String {
    let built = Built::read(scenario);
    let request = built.request(scenario, request);
    match request.context.lookup(&ContextKey::new(key)) {
        Lookup::Absent => "absent".into(),
        Lookup::Unknown => "unknown".into(),
        Lookup::Single(value) => value.text().into(),
        Lookup::Several(values) => {
            let values: Vec<_> = values.iter().map(|value| value.text()).collect();
            format!("[{}]", values.join(", "))
        }
    }
}

#[test]
fn condition_keys_come_from_the_scenario() {
    let scenario = everything();
    let request = |name: &str| saved(&scenario, name).request.clone();
    let ana = request("group policy within boundary");
    let night = request("session policy allows");
    let sam = request("another account, both sides allow");
    let guest = request("federated with session policy");
    let root = request("root user");
    let through = request("open endpoint");
    for (request, name, value) in [
        (
            &ana,
            "aws:PrincipalArn",
            "arn:aws:iam::111122223333:user/staff/Ana",
        ),
        (&ana, "aws:username", "Ana"),
        (&ana, "aws:userid", "AIDAEXAMPLEANA"),
        (&ana, "aws:PrincipalTag/team", "till"),
        (&ana, "aws:PrincipalTag/empty", ""),
        (&ana, "aws:MultiFactorAuthPresent", "absent"),
        (&ana, "aws:PrincipalOrgID", "o-exampleorgid"),
        (
            &ana,
            "aws:PrincipalOrgPaths",
            "[o-exampleorgid/r-exam/ou-exam-workload1/ou-exam-prodprod/]",
        ),
        (&ana, "aws:ResourceAccount", "111122223333"),
        // An object has not the tags of its bucket.
        (&ana, "aws:ResourceTag/team", "absent"),
        (
            &night,
            "aws:PrincipalArn",
            "arn:aws:iam::111122223333:role/shift/Night",
        ),
        (&night, "aws:userid", "AROAEXAMPLENIGHT:evening"),
        (&night, "aws:PrincipalTag/team", "x"),
        (&night, "aws:MultiFactorAuthPresent", "true"),
        (&night, "aws:SourceIdentity", "Ana"),
        (&sam, "aws:PrincipalOrgID", "absent"),
        (&sam, "aws:ResourceOrgID", "o-exampleorgid"),
        (&guest, "aws:userid", "999999999999:guest"),
        (&root, "aws:MultiFactorAuthPresent", "false"),
        (&through, "aws:SourceVpce", "vpce-open"),
        (&through, "aws:SourceVpc", "vpc-2"),
        (&through, "aws:SourceIp", "absent"),
        (&scenario.request, "aws:SourceIp", "192.0.2.1"),
        (&scenario.request, "aws:CalledVia", "[athena.amazonaws.com]"),
        (&scenario.request, "aws:UserAgent", "unknown"),
        (&scenario.request, "aws:SecureTransport", "absent"),
        (&scenario.request, "aws:MultiFactorAuthPresent", "true"),
    ] {
        assert_eq!(key(&scenario, request, name), value, "{name}");
    }
}

#[test]
fn the_time_set_by_hand_is_when_the_session_was_made() {
    let scenario = everything();
    let mut request = saved(&scenario, "session policy allows").request.clone();
    assert_eq!(key(&scenario, &request, "aws:TokenIssueTime"), "unknown");
    request.context.push(ContextEntry {
        key: "AWS:currenttime".into(),
        value: ContextValue::Single("2026-10-01T08:00:00Z".into()),
    });
    assert_eq!(
        key(&scenario, &request, "aws:TokenIssueTime"),
        "2026-10-01T08:00:00Z"
    );
    assert_eq!(key(&scenario, &request, "aws:EpochTime"), "1790841600");
}

#[test]
fn tags_and_owner_of_the_resource() {
    let scenario = everything();
    let mut request = saved(&scenario, "group policy within boundary")
        .request
        .clone();
    let mut on = |resource: &str, name: &str| {
        request.resource = resource.into();
        key(&scenario, &request, name)
    };
    assert_eq!(
        on("arn:aws:s3:::shop-bucket", "aws:ResourceTag/team"),
        "till"
    );
    assert_eq!(
        on(
            "arn:aws:iam::111122223333:role/shift/Night",
            "aws:ResourceTag/team"
        ),
        "night"
    );
    assert_eq!(
        on(
            "arn:aws:iam::111122223333:user/staff/Ana",
            "aws:ResourceTag/team"
        ),
        "till"
    );
    assert_eq!(
        on(
            "arn:aws:sqs:us-east-1:444455556666:other",
            "aws:ResourceAccount"
        ),
        "444455556666"
    );
    assert_eq!(on("arn:aws:s3:::nobodys", "aws:ResourceAccount"), "unknown");
    let owned = saved(&scenario, "owner by hand").request.clone();
    assert_eq!(
        key(&scenario, &owned, "aws:ResourceAccount"),
        "444455556666"
    );
}

#[test]
fn the_policy_of_the_whole_covers_its_parts() {
    let mut scenario = everything();
    let text = r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}}"#;
    let document = scenario::PolicyDocument::new("Closed", PolicyKind::Resource, text);
    let policy = scenario.policies.add(document);
    let account = iam::AccountId::parse("111122223333").unwrap();
    let caller = CallerSpec::Root {
        account,
        credentials: scenario::Credentials::AccessKeys,
    };
    for (whole, part) in [
        ("arn:aws:s3:::whole", "arn:aws:s3:::whole/a/b"),
        (
            "arn:aws:dynamodb:eu-west-1:111122223333:table/T",
            "arn:aws:dynamodb:eu-west-1:111122223333:table/T/index/I",
        ),
        (
            "arn:aws:es:eu-west-1:111122223333:domain/D",
            "arn:aws:es:eu-west-1:111122223333:domain/D/x/_search",
        ),
    ] {
        let service = whole.split(':').nth(2).unwrap();
        let spec = RequestSpec::new(caller.clone(), format!("{service}:Get"), part);
        // Production's own SCP is switched off in this document.
        assert!(ask(&scenario, &spec).is_allow(), "{part}");
        let held = scenario.accounts.get_mut(&account).unwrap();
        held.resources.push(scenario::Resource {
            policy: Some(policy),
            ..scenario::Resource::new(whole)
        });
        assert_eq!(
            because(ask(&scenario, &spec)),
            "explicit:resource",
            "{part}"
        );
    }
}

#[test]
fn trust_policies_speak_only_where_a_role_is_assumed() {
    let scenario = everything();
    let role = "arn:aws:iam::111122223333:role/shift/Night";
    let mut spec = saved(&scenario, "root user").request.clone();
    (spec.action, spec.resource) = ("iam:GetRole".into(), role.into());
    let built = Built::read(&scenario);
    assert!(built.request(&scenario, &spec).resource.policy.is_none());
    spec.action = "sts:AssumeRole".into();
    let trust = built.request(&scenario, &spec).resource.policy.unwrap();
    assert_eq!(
        built.policy_ref(trust.policy),
        scenario.policies.named("NightTrust")
    );
    // A role without a trust policy, and one that does not exist, let nobody in.
    for role in ["Closed", "Missing"] {
        spec.resource = format!("arn:aws:iam::111122223333:role/{role}");
        let nobody = built.request(&scenario, &spec).resource.policy.unwrap();
        assert_eq!(built.policy_ref(nobody.policy), None);
        assert!(
            built
                .world()
                .policy(nobody.policy)
                .unwrap()
                .policy
                .statements
                .is_empty()
        );
    }
}

#[test]
fn service_linked_roles_are_known_by_their_path() {
    let mut scenario = everything();
    let account = iam::AccountId::parse("111122223333").unwrap();
    let role = scenario::Role {
        path: "/aws-service-role/ecs.amazonaws.com/".into(),
        ..scenario::Role::new("Linked")
    };
    scenario
        .accounts
        .get_mut(&account)
        .unwrap()
        .roles
        .push(role);
    let caller = CallerSpec::Role {
        account,
        name: "linked".into(),
        session: scenario::Session::default(),
    };
    let built = Built::read(&scenario);
    let request = built.request(&scenario, &RequestSpec::new(caller, "s3:GetObject", "*"));
    let iam::Principal::RoleSession { origin, arn, .. } = request.caller.principal else {
        panic!("a role makes role sessions")
    };
    assert_eq!(origin, iam::principal::RoleOrigin::ServiceLinked);
    assert_eq!(
        arn.as_str(),
        "arn:aws:sts::111122223333:assumed-role/Linked/session"
    );
}
