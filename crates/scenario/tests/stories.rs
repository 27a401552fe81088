//! The stories of the examples end with something to try. Whoever tries it sees an answer turn
//! around: each is carried out here as a person would do it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]

use iam::AccountId;
use scenario::edit::{self, Target};
use scenario::examples::IDS;
use scenario::{Built, CallerSpec, ContextEntry, ContextValue, Example, NodeRef, PolicyRef};
use scenario::{NodeKind, Scenario, Switch};

/// A step that a story proposes.
enum Step {
    /// A part of a policy's text becomes another.
    Write(&'static str, &'static str, &'static str),
    /// A policy is switched off.
    SwitchOff(&'static str),
    /// A policy is attached to the node or user of a name.
    Attach(&'static str, &'static str),
    /// An account goes to an OU, or to the root.
    Move(&'static str, Option<&'static str>),
    /// The caller's session is made without its session policies.
    WithoutSessionPolicies,
    /// A condition key is set by hand.
    Set(&'static str, &'static str),
}

use Step::{Attach, Move, Set, SwitchOff, WithoutSessionPolicies, Write};

/// The example, what to do, and the saved request whose answer turns around.
const TRIED: &[(&str, Step, &str)] = &[
    (
        "scp-evaluation",
        Attach("FullAWSAccess", "3 Only a Deny"),
        "3: Locked Pantry asks for instances",
    ),
    (
        "allow-list",
        Write(
            "ApprovedServices",
            r#""sts:*""#,
            r#""sts:*", "translate:*""#,
        ),
        "Pavel translates a receipt",
    ),
    (
        "allow-list",
        Attach("FullAWSAccess", "Regulated"),
        "Priya translates a payslip",
    ),
    (
        "deny-list",
        Move("Sandbox Sam", Some("Workloads")),
        "Sam starts a data warehouse",
    ),
    (
        "region-lock",
        Write("OnlyEurope", r#""iam:*","#, ""),
        "Emil creates a user",
    ),
    (
        "cross-account-bucket",
        Attach("LabelWork", "Petra"),
        "Petra fetches a label",
    ),
    (
        "data-perimeter",
        SwitchOff("OnlyOurOrganization"),
        "A stranger reads a recipe",
    ),
    (
        "public-bucket",
        Move("Back Office", None),
        "A stranger reads a payslip",
    ),
    (
        "kms-key",
        Write(
            "VaultKey",
            r#""Statement": ["#,
            r#""Statement": [{ "Sid": "LetIamPoliciesDecide", "Effect": "Allow", "Principal":
                { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },"#,
        ),
        "Alma decrypts with the vault key",
    ),
    (
        "role-chain",
        Write("StockKeeperTrust", "role/Courier", "user/Jo"),
        "Jo becomes StockKeeper directly",
    ),
    (
        "permissions-boundary",
        Write(
            "KitchenLimit",
            r#""Statement": ["#,
            r#""Statement": [{ "Effect": "Allow", "Action": "sqs:*", "Resource": "*" },"#,
        ),
        "As Chef, Kit creates a queue",
    ),
    (
        "session-policy",
        WithoutSessionPolicies,
        "The preview session writes the front page",
    ),
    (
        "abac-tags",
        Set("aws:ResourceTag/team", "bread"),
        "Bea reads the secret of the cake oven",
    ),
    (
        "confused-deputy",
        Write(
            "OldTrailBucket",
            r#""Effect": "Allow","#,
            r#""Effect": "Allow", "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } },"#,
        ),
        "CloudTrail writes for a stranger into the old bucket",
    ),
    (
        "vpc-endpoint",
        SwitchOff("EndpointPolicy"),
        "A till copies the prices to a foreign bucket through the endpoint",
    ),
];

fn policy(scenario: &Scenario, name: &str) -> PolicyRef {
    scenario.policies.named(name).unwrap()
}

fn account(scenario: &Scenario, name: &str) -> AccountId {
    let mut accounts = scenario.accounts.iter();
    *accounts.find(|(_, held)| held.name == name).unwrap().0
}

fn ou(scenario: &Scenario, wanted: &str) -> Option<NodeRef> {
    let mut nodes = scenario.organization.as_ref()?.walk();
    let found = nodes
        .find(|(_, _, node)| matches!(&node.kind, NodeKind::Ou { name, .. } if name == wanted));
    found.map(|(place, _, _)| place)
}

fn user(scenario: &Scenario, name: &str) -> Target {
    let mut accounts = scenario.accounts.iter();
    let (account, _) = accounts
        .find(|(_, held)| held.user(name).is_some())
        .unwrap();
    Target::User(*account, name.into())
}

impl Step {
    fn take(&self, scenario: &mut Scenario, saved: usize) {
        match self {
            Write(name, from, to) => {
                let policy = policy(scenario, name);
                let text = &scenario.policies.get(policy).unwrap().text;
                assert!(text.contains(from), "{name}: {from}");
                let text = text.replacen(from, to, 1);
                edit::edit_policy(scenario, policy, text).unwrap();
            }
            SwitchOff(name) => {
                let policy = policy(scenario, name);
                edit::switch_policy(scenario, policy, Switch::Off).unwrap();
            }
            Attach(name, place) => {
                let node = ou(scenario, place).map(Target::Node);
                let target = node.unwrap_or_else(|| user(scenario, place));
                edit::attach(scenario, policy(scenario, name), &target).unwrap();
            }
            Move(name, parent) => {
                let id = account(scenario, name);
                let node = scenario.organization.as_ref().unwrap().account(id).unwrap();
                let parent = parent.map_or(NodeRef::ROOT, |name| ou(scenario, name).unwrap());
                edit::move_node(scenario, node, parent).unwrap();
            }
            WithoutSessionPolicies => {
                let request = &mut scenario.saved[saved].request;
                let CallerSpec::Role { session, .. } = &mut request.caller else {
                    return;
                };
                session.policies.clear();
            }
            Set(key, value) => {
                let (key, value) = ((*key).into(), ContextValue::Single((*value).into()));
                let context = &mut scenario.saved[saved].request.context;
                context.push(ContextEntry { key, value });
            }
        }
    }
}

#[test]
fn what_a_story_says_to_try_turns_an_answer_around() {
    for (id, step, name) in TRIED {
        let mut scenario = Example::find(id).unwrap().scenario();
        let saved = scenario.saved.iter().position(|saved| saved.name == *name);
        let saved = saved.unwrap();
        step.take(&mut scenario, saved);
        let built = Built::read(&scenario);
        let asked = &scenario.saved[saved];
        let decision = iam::decide(built.world(), &built.request(&scenario, &asked.request));
        let is_as_before = asked.expected.unwrap().holds(decision);
        assert!(!is_as_before, "{id}, {name}: {decision:?}");
    }
}

#[test]
fn every_story_says_something_to_try() {
    for id in IDS.iter().skip(1) {
        let notes = Example::find(id).unwrap().scenario().notes;
        assert!(notes.contains("\n\nTry it: "), "{id}");
        assert!(TRIED.iter().any(|(tried, ..)| tried == id), "{id}");
    }
}
