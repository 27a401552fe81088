//! Random scenarios, made by random edits, so that they are what a person could have made.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    dead_code,
    reason = "each test takes what it needs and fails by panicking"
)]

use iam::{AccountId, PolicyKind};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use scenario::edit::{self, Refusal, Target};
use scenario::{
    Account, Assumption, CallerSpec, ContextEntry, ContextValue, Credentials, Expectation, Mfa,
    NodeRef, OrganizationTree, PolicyDocument, PolicyRef, RequestSpec, SavedRequest, Scenario,
    Session, Switch, Tag, VpcEndpoint,
};

/// An edit; the numbers choose among what there is.
#[derive(Clone, Debug)]
pub(crate) struct Edit {
    code: u8,
    one: usize,
    other: usize,
    name: String,
    text: String,
}

pub(crate) fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let name = prop_oneof![
        4 => "[A-Za-z0-9+=,.@_-]{1,12}",
        1 => "[ -~]{0,60}",
        1 => any::<String>(),
    ];
    let text = prop_oneof![
        any::<String>(),
        Just(r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#.to_owned()),
        Just(r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}}"#.to_owned()),
        Just("{\r\n\t\"Statement\": [\u{0}\u{2028}é😀 ".to_owned()),
    ];
    let edit = (0..24_u8, any::<usize>(), any::<usize>(), name, text);
    let edit = edit.prop_map(|(code, one, other, name, text)| Edit {
        code,
        one,
        other,
        name,
        text,
    });
    vec(edit, 0..60)
}

/// An organization with its management account.
pub(crate) fn bare() -> Scenario {
    let management = account("111122223333");
    let mut scenario = Scenario {
        organization: Some(OrganizationTree::new("o-exampleorg", "r-exam", management)),
        ..Scenario::default()
    };
    scenario
        .accounts
        .insert(management, Account::new("Management"));
    scenario
}

pub(crate) fn account(digits: &str) -> AccountId {
    AccountId::parse(digits).unwrap()
}

/// Tries an edit; one that is refused has to leave everything as it was.
pub(crate) fn apply(scenario: &mut Scenario, edit: &Edit) {
    let before = scenario.clone();
    if attempt(scenario, edit).is_err() {
        assert_eq!(*scenario, before, "{edit:?}");
    }
}

fn attempt(scenario: &mut Scenario, edit: &Edit) -> Result<(), Refusal> {
    let nodes: Vec<NodeRef> = scenario
        .organization
        .iter()
        .flat_map(|tree| tree.iter().map(|(id, _)| id))
        .collect();
    let policies: Vec<PolicyRef> = scenario.policies.iter().map(|(id, _)| id).collect();
    let accounts: Vec<AccountId> = scenario.accounts.keys().copied().collect();
    let (node, other_node) = (pick(&nodes, edit.one), pick(&nodes, edit.other));
    let policy = pick(&policies, edit.other);
    let id = pick(&accounts, edit.one);
    let held = scenario.account(id).unwrap().clone();
    let user = held
        .users
        .get(edit.other % held.users.len().max(1))
        .map_or("Nobody", |user| &user.name);
    let group = held
        .groups
        .get(edit.other % held.groups.len().max(1))
        .map_or("None", |group| &group.name);
    let role = held
        .roles
        .get(edit.other % held.roles.len().max(1))
        .map_or("None", |role| &role.name);
    let name = &*edit.name;
    let new_account = account(&format!("{:012}", edit.other % 30));
    let arn = format!("arn:aws:s3:::bucket-{}", edit.other % 8);
    let switch = if edit.other.is_multiple_of(2) {
        Switch::On
    } else {
        Switch::Off
    };
    match edit.code {
        0 | 1 => edit::add_ou(scenario, node, name).map(drop),
        2 => edit::add_account(scenario, node, new_account, name).map(drop),
        3 => edit::move_node(scenario, node, other_node),
        4 => edit::rename_ou(scenario, node, name),
        5 => edit::rename_account(scenario, id, name),
        6 => edit::delete_ou(scenario, node),
        7 => edit::remove_account(scenario, id),
        8 => edit::switch_node(scenario, node, switch),
        9..=11 => {
            let kind = PolicyKind::ALL[edit.one % PolicyKind::ALL.len()];
            let document = PolicyDocument::new(name, kind, edit.text.as_str());
            edit::add_policy(scenario, document).map(drop)
        }
        12 => edit::rename_policy(scenario, policy, name),
        13 => edit::edit_policy(scenario, policy, edit.text.as_str()),
        14 => edit::delete_policy(scenario, policy),
        15 => edit::switch_policy(scenario, policy, switch),
        16 => edit::add_user(scenario, id, name),
        17 => edit::add_group(scenario, id, name),
        18 => edit::add_role(scenario, id, name),
        19 => edit::add_resource(scenario, id, &arn),
        20 => edit::join_group(scenario, id, user, group),
        21 => match edit.other % 5 {
            0 => edit::rename_user(scenario, id, user, name),
            1 => edit::rename_group(scenario, id, group, name),
            2 => edit::rename_role(scenario, id, role, name),
            3 => edit::delete_group(scenario, id, group),
            _ => edit::leave_group(scenario, id, user, group),
        },
        code => {
            let target = match edit.one % 5 {
                0 => Target::Node(node),
                1 => Target::User(id, user.into()),
                2 => Target::Group(id, group.into()),
                3 => Target::Role(id, role.into()),
                _ => Target::Resource(id, arn),
            };
            match code {
                22 => edit::attach(scenario, policy, &target),
                _ => edit::detach(scenario, policy, &target),
            }
        }
    }
}

fn pick<T: Copy>(all: &[T], number: usize) -> T {
    all[number % all.len()]
}

/// Whole scenarios.
pub(crate) fn scenario() -> impl Strategy<Value = Scenario> {
    let words = (any::<String>(), any::<String>());
    (
        edits(),
        words,
        request(),
        vec(saved(), 0..4),
        vec(tag(), 0..3),
    )
        .prop_map(|(edits, (title, notes), request, saved, tags)| {
            let mut scenario = bare();
            scenario.request = request;
            scenario.saved = saved;
            for edit in &edits {
                apply(&mut scenario, edit);
            }
            (scenario.title, scenario.notes) = (title, notes);
            for held in scenario.accounts.values_mut() {
                held.users
                    .iter_mut()
                    .for_each(|user| user.tags = tags.clone());
                held.resources
                    .iter_mut()
                    .for_each(|resource| resource.tags = tags.clone());
            }
            scenario.endpoints.push(VpcEndpoint {
                id: "vpce-1".into(),
                vpc: "vpc-1".into(),
                account: account("111122223333"),
                policy: None,
            });
            scenario
        })
}

fn saved() -> impl Strategy<Value = SavedRequest> {
    let expected = select(vec![
        None,
        Some(Expectation::Allow),
        Some(Expectation::Deny),
    ]);
    (any::<String>(), request(), expected).prop_map(|(name, request, expected)| SavedRequest {
        name,
        request,
        expected,
    })
}

pub(crate) fn request() -> impl Strategy<Value = RequestSpec> {
    let owner = option::of((0..3_u8).prop_map(|digit| account(&format!("{digit:012}"))));
    let endpoint = option::of(Just("vpce-1".to_owned()));
    let resource = prop_oneof![
        Just("*".to_owned()),
        Just("arn:aws:s3:::bucket-1/x".into()),
        any::<String>()
    ];
    let context = vec(entry(), 0..4);
    (
        caller(),
        "(s3:[A-Z][a-z]{1,6}|.{0,8})",
        resource,
        owner,
        context,
        endpoint,
    )
        .prop_map(
            |(caller, action, resource, owner, context, endpoint)| RequestSpec {
                owner,
                context,
                endpoint,
                ..RequestSpec::new(caller, action, resource)
            },
        )
}

/// Callers, some at the end of a role chain.
fn caller() -> impl Strategy<Value = CallerSpec> {
    let link = (
        vec(any::<String>(), 0..2),
        option::of(".{0,4}"),
        option::of(any::<u32>()),
        vec(entry(), 0..2),
    );
    let chain = vec((lone_caller(), link), 0..4);
    (lone_caller(), chain).prop_map(|(first, chain)| {
        let mut made = first;
        for (mut caller, (transitive, external_id, duration, context)) in chain {
            if let CallerSpec::Role { session, .. } = &mut caller {
                session.transitive = transitive;
                session.assumed = Some(Box::new(Assumption {
                    external_id,
                    duration,
                    context,
                    ..Assumption::new(made)
                }));
            }
            made = caller;
        }
        made
    })
}

fn lone_caller() -> impl Strategy<Value = CallerSpec> {
    let account = || account("111122223333");
    let credentials = select(vec![
        Credentials::AccessKeys,
        Credentials::Temporary(Mfa::Absent),
        Credentials::Temporary(Mfa::Present),
        Credentials::SessionToken(Mfa::Absent),
        Credentials::SessionToken(Mfa::Present),
    ]);
    let mfa = select(vec![Mfa::Absent, Mfa::Present]);
    let session = ("[a-z]{0,4}", vec(tag(), 0..3), mfa, option::of(".{0,4}")).prop_map(
        |(name, tags, mfa, source_identity)| Session {
            name,
            policies: Vec::new(),
            tags,
            mfa,
            source_identity,
            ..Session::default()
        },
    );
    (0..8_u8, any::<String>(), credentials, session).prop_map(
        move |(kind, name, credentials, session)| {
            let account = account();
            match kind {
                0 => CallerSpec::User {
                    account,
                    name,
                    credentials,
                },
                1 => CallerSpec::Role {
                    account,
                    name,
                    session,
                },
                2 => CallerSpec::Federated {
                    account,
                    user: name,
                    session,
                },
                3 => CallerSpec::Root {
                    account,
                    credentials,
                },
                4 => CallerSpec::Service { name },
                6 => CallerSpec::RootTask {
                    account,
                    task: None,
                },
                5 => CallerSpec::WebIdentity { provider: name },
                _ => CallerSpec::Anonymous,
            }
        },
    )
}

fn entry() -> impl Strategy<Value = ContextEntry> {
    let value = prop_oneof![
        any::<String>().prop_map(ContextValue::Single),
        vec(any::<String>(), 0..3).prop_map(ContextValue::Several),
        Just(ContextValue::Unknown),
        Just(ContextValue::Absent),
    ];
    ("(aws:SourceIp|aws:CurrentTime|.{0,6})", value)
        .prop_map(|(key, value)| ContextEntry { key, value })
}

fn tag() -> impl Strategy<Value = Tag> {
    (any::<String>(), any::<String>()).prop_map(|(key, value)| Tag { key, value })
}
