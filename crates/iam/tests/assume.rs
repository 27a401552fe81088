//! Assuming a role (R3.9): which permissions it takes, what AWS STS refuses, and what the session
//! is that comes of it.

#![allow(clippy::panic, reason = "a test fails by panicking")]

mod worlds;

use iam::assume::{
    AssumeRole, Assumed, Incoming, ONE_HOUR, Operation, Outcome, Refusal, Role, SessionTag, assume,
};
use iam::request::Caller;
use iam::{
    Action, Context, PolicyKind, Principal, Request, Resource, ResourceName, Supplied, Value,
    World, decide, derive, sentences,
};
use worlds::{FULL_ACCESS, HOME, OTHER, account, add, arn, role_session, user};

const ROLE: &str = "arn:aws:iam::111122223333:role/team/Auditor";

struct Scene {
    world: World,
    call: AssumeRole,
}

/// The user asks for `Auditor`, whose trust policy has these statements.
fn scene(trust: &str) -> Scene {
    let mut world = World::new();
    let trust = add(&mut world, "Trust", PolicyKind::RoleTrust, trust);
    let reader = r#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}"#;
    let reader = add(&mut world, "Reader", PolicyKind::Identity, reader);
    let call = AssumeRole {
        operation: Operation::AssumeRole,
        caller: Caller {
            principal: user(),
            identity: Vec::new(),
            boundary: None,
            session: None,
            session_token: None,
        },
        incoming: Incoming::default(),
        role: Role {
            arn: arn(ROLE),
            unique_id: Some("AROAEXAMPLE".into()),
            trust,
            identity: vec![iam::Attachment {
                policy: reader,
                group: None,
            }],
            boundary: None,
            tags: vec![
                ("team".into(), "audit".into()),
                ("floor".into(), "2".into()),
            ],
            longest: 4 * ONE_HOUR,
        },
        session_name: "ana".into(),
        session_policies: None,
        tags: Vec::new(),
        source_identity: None,
        external_id: None,
        duration: None,
        mfa: false,
        context: Context::new(),
        endpoint: None,
    };
    Scene { world, call }
}

impl Scene {
    /// Gives the caller a policy.
    fn with_identity(mut self, statements: &str) -> Scene {
        let policy = add(&mut self.world, "Own", PolicyKind::Identity, statements);
        self.call.caller.identity.push(iam::Attachment {
            policy,
            group: None,
        });
        self
    }

    fn ask(&self) -> Assumed {
        assume(&self.world, &self.call)
    }

    #[track_caller]
    fn check(&self, expected: &str) {
        assert_eq!(sentences::assumed(&self.world, &self.ask()), expected);
    }

    #[track_caller]
    fn session(&self) -> iam::assume::Session {
        match self.ask().outcome {
            Outcome::Session(session) => *session,
            other => panic!("{other:?}"),
        }
    }

    #[track_caller]
    fn refused(&self, expected: Refusal) {
        let assumed = self.ask();
        assert!(assumed.checks.is_empty());
        match assumed.outcome {
            Outcome::Refused(refusal) => assert_eq!(refusal, expected),
            other => panic!("{other:?}"),
        }
    }
}

fn trust(principal: &str, more: &str) -> String {
    format!(
        r#"{{"Effect": "Allow", "Principal": {principal}, "Action": ["sts:AssumeRole"{more}]}}"#
    )
}

const ANA: &str = r#"{"AWS": "arn:aws:iam::111122223333:user/ana"}"#;
const ACCOUNT: &str = r#"{"AWS": "111122223333"}"#;
const GRANTED: &str =
    "the session `arn:aws:sts::111122223333:assumed-role/Auditor/ana` lasts 3600 seconds";

#[test]
fn in_one_account_naming_the_user_suffices_and_naming_the_account_does_not() {
    scene(&trust(ANA, "")).check(GRANTED);
    scene(&trust(ACCOUNT, ""))
        .check("`sts:AssumeRole` is denied: no identity-based policy allows `sts:AssumeRole` (implicit deny)");
    scene(&trust(ACCOUNT, ""))
        .with_identity(FULL_ACCESS)
        .check(GRANTED);
    scene(&trust(r#"{"AWS": "444455556666"}"#, ""))
        .with_identity(FULL_ACCESS)
        .check("`sts:AssumeRole` is denied: no role trust policy allows `sts:AssumeRole` (implicit deny)");
    scene(&trust(ANA, ""))
        .with_identity(r#"{"Sid": "No", "Effect": "Deny", "Action": "sts:*", "Resource": "*"}"#)
        .check("`sts:AssumeRole` is denied: explicit deny in an identity-based policy, statement No of Own");
}

#[test]
fn across_accounts_both_sides_have_to_allow() {
    let other = Principal::IamUser {
        arn: arn("arn:aws:iam::444455556666:user/bo"),
        account: account(OTHER),
    };
    let mut silent = scene(&trust(
        r#"{"AWS": "arn:aws:iam::444455556666:user/bo"}"#,
        "",
    ));
    silent.call.caller.principal = other;
    silent.check("`sts:AssumeRole` is denied: no identity-based policy allows `sts:AssumeRole` (implicit deny)");
    silent.with_identity(FULL_ACCESS).check(GRANTED);
}

#[test]
fn an_external_id_has_to_be_passed_where_it_is_asked_for() {
    let asked = r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/ana"}, "Action": "sts:AssumeRole",
        "Condition": {"StringEquals": {"sts:ExternalId": "4711"}}}"#;
    let mut scene = scene(asked);
    scene.check(
        "`sts:AssumeRole` is denied: no identity-based policy allows `sts:AssumeRole` (implicit deny)"
            .replace("identity-based", "role trust")
            .as_str(),
    );
    scene.call.external_id = Some("4711".into());
    scene.check(GRANTED);
    scene.call.external_id = None;
    scene.call.context.set("sts:ExternalId", Supplied::Unknown);
    assert!(matches!(scene.ask().outcome, Outcome::DependsOn(0)));
}

#[test]
fn mfa_counts_for_the_call_and_not_for_the_session() {
    let asked = r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/ana"}, "Action": "sts:AssumeRole",
        "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}"#;
    let mut scene = scene(asked);
    assert!(matches!(scene.ask().outcome, Outcome::Denied(0)));
    scene.call.mfa = true;
    let session = scene.session();
    let (action, name) = (
        Action::new("s3:GetObject"),
        ResourceName::new("arn:aws:s3:::a/b"),
    );
    let keys = derive::derive(&session.facts(None, &action, &name, None), &[]);
    let held = |wanted: &str| keys.iter().find(|derived| derived.key == wanted);
    assert_eq!(
        held("aws:MultiFactorAuthPresent").unwrap().supplied,
        Supplied::Single(Value::new("false"))
    );
    assert!(held("aws:MultiFactorAuthAge").is_none());
}

fn tag(key: &str, value: &str, transitive: bool) -> SessionTag {
    SessionTag {
        key: key.into(),
        value: value.into(),
        transitive,
    }
}

#[test]
fn tags_take_a_permission_of_their_own_and_hide_those_of_the_role() {
    let mut plain = scene(&trust(ANA, ""));
    plain.call.tags = vec![tag("Team", "guests", false)];
    let denied =
        "`sts:TagSession` is denied: no role trust policy allows `sts:TagSession` (implicit deny)";
    plain.check(denied);
    assert_eq!(plain.ask().checks.len(), 2);

    let mut tagged = scene(&trust(ANA, r#", "sts:TagSession""#));
    tagged.call.tags = plain.call.tags.clone();
    let session = tagged.session();
    let (action, name) = (
        Action::new("s3:GetObject"),
        ResourceName::new("arn:aws:s3:::a/b"),
    );
    let keys = derive::derive(&session.facts(None, &action, &name, None), &[]);
    let tags: Vec<(&str, &Supplied)> = keys
        .iter()
        .filter(|derived| derived.key.starts_with("aws:PrincipalTag/"))
        .map(|derived| (derived.key.as_str(), &derived.supplied))
        .collect();
    let single = |text| Supplied::Single(Value::new(text));
    assert_eq!(
        tags,
        [
            ("aws:PrincipalTag/floor", &single("2")),
            ("aws:PrincipalTag/Team", &single("guests")),
        ]
    );
}

#[test]
fn the_trust_policy_sees_the_tags_and_the_source_identity() {
    let asked = format!(
        "{}, {}",
        r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/ana"},
            "Action": ["sts:AssumeRole", "sts:TagSession"],
            "Condition": {"StringEquals": {"aws:RequestTag/team": "red"},
                "ForAllValues:StringEquals": {"aws:TagKeys": "team", "sts:TransitiveTagKeys": "team"},
                "StringLike": {"sts:RoleSessionName": "an?"},
                "NumericLessThan": {"sts:DurationSeconds": "1000"}}}"#,
        r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/ana"},
            "Action": "sts:SetSourceIdentity",
            "Condition": {"StringEquals": {"sts:SourceIdentity": "ana@example.com"}}}"#
    );
    let mut scene = scene(&asked);
    scene.call.tags = vec![tag("team", "red", true)];
    scene.call.source_identity = Some("ana@example.com".into());
    scene.call.duration = Some(900);
    scene.check(
        "the session `arn:aws:sts::111122223333:assumed-role/Auditor/ana` lasts 900 seconds, tagged `team=red`, with the source identity `ana@example.com`",
    );
    scene.call.source_identity = Some("bo@example.com".into());
    scene.check(
        "`sts:SetSourceIdentity` is denied: no role trust policy allows `sts:SetSourceIdentity` (implicit deny)",
    );
    scene.call.source_identity = None;
    scene.call.tags.push(tag("floor", "3", false));
    assert!(matches!(scene.ask().outcome, Outcome::Denied(0)));
}

/// R3.9.17 to R3.9.20: from session to session, transitive tags and the source identity are kept,
/// and need their permissions again.
#[test]
fn a_chain_of_roles_keeps_what_is_passed_on() {
    let all = r#", "sts:TagSession", "sts:SetSourceIdentity""#;
    let mut first = scene(&trust(ANA, all));
    first.call.tags = vec![tag("team", "red", true), tag("floor", "3", false)];
    first.call.source_identity = Some("ana@example.com".into());
    let session = first.session();
    assert!(!session.chained);

    let by_first = r#"{"AWS": "arn:aws:iam::111122223333:role/team/Auditor"}"#;
    let mut second = scene(&trust(by_first, r#", "sts:SetSourceIdentity""#));
    second.call.caller = session.caller.clone();
    second.call.incoming = session.incoming();
    second.call.role.arn = arn("arn:aws:iam::111122223333:role/Archive");
    second.call.caller.identity.clear();
    assert!(matches!(second.ask().outcome, Outcome::Denied(1)));

    let mut second = scene(&trust(by_first, all));
    second.call.caller = session.caller.clone();
    second.call.caller.identity.clear();
    second.call.incoming = session.incoming();
    second.call.role.arn = arn("arn:aws:iam::111122223333:role/Archive");
    let chained = second.session();
    assert!(chained.chained);
    assert_eq!(chained.tags, [tag("team", "red", true)]);
    assert_eq!(chained.source_identity.as_deref(), Some("ana@example.com"));

    second.call.duration = Some(ONE_HOUR + 1);
    second.refused(Refusal::ChainTooLong);
    second.call.duration = None;
    second.call.tags = vec![tag("TEAM", "blue", false)];
    second.refused(Refusal::TagTwice("TEAM".into()));
    second.call.tags.clear();
    second.call.source_identity = Some("ana@example.com".into());
    assert_eq!(second.session().source_identity, session.source_identity);
    second.call.source_identity = Some("bo@example.com".into());
    second.refused(Refusal::SourceIdentityFixed("ana@example.com".into()));
}

/// R3.9.19 and R3.9.20: what is handed on needs each permission by itself.
#[test]
fn what_is_handed_on_needs_its_permission() {
    let mut scene = scene(&trust(ANA, ""));
    scene.call.incoming.tags = vec![tag("team", "red", true)];
    assert!(matches!(scene.ask().outcome, Outcome::Denied(1)));
    scene.call.incoming = Incoming {
        tags: Vec::new(),
        source_identity: Some("ana@example.com".into()),
    };
    assert!(matches!(scene.ask().outcome, Outcome::Denied(1)));
    scene.call.incoming = Incoming::default();
    assert!(matches!(scene.ask().outcome, Outcome::Session(_)));
}

/// R5.3.5.
#[test]
fn an_external_id_has_its_form() {
    let mut scene = scene(&trust(ANA, ""));
    for right in ["47", "a_+=,.@:/-Z9", &"x".repeat(1_224)] {
        scene.call.external_id = Some(right.to_owned());
        scene.session();
    }
    for wrong in ["", "4", "4 7", "é4", &"x".repeat(1_225)] {
        scene.call.external_id = Some(wrong.to_owned());
        scene.refused(Refusal::ExternalId);
    }
}

/// R5.2.7 and R5.3.6.
#[test]
fn a_call_passes_fifty_tags_of_some_length() {
    let mut scene = scene(&trust(ANA, r#", "sts:TagSession""#));
    scene.call.tags = (0..50).map(|n| tag(&format!("t{n}"), "", false)).collect();
    assert_eq!(scene.session().tags.len(), 50);
    scene.call.tags.push(tag("one more", "", false));
    scene.refused(Refusal::TooManyTags);
    scene.call.tags = vec![tag(&"é".repeat(128), &"é".repeat(256), false)];
    assert_eq!(scene.session().tags.len(), 1);
    for (key, value) in [
        ("", ""),
        (&*"k".repeat(129), ""),
        ("key", &*"v".repeat(257)),
    ] {
        scene.call.tags = vec![tag(key, value, false)];
        scene.refused(Refusal::TagLength(key.into()));
    }
}

/// R3.9.21: two keys that differ in case only.
#[test]
fn a_call_passes_each_tag_once() {
    let mut scene = scene(&trust(ANA, r#", "sts:TagSession""#));
    scene.call.tags = vec![tag("team", "red", false), tag("floor", "3", true)];
    assert_eq!(scene.session().tags.len(), 2);
    scene.call.tags.push(tag("Team", "red", true));
    scene.refused(Refusal::TagTwice("Team".into()));
}

#[test]
fn a_role_assumes_itself_only_if_it_is_named() {
    let itself = "arn:aws:iam::111122223333:role/Deploy";
    let ask = |principal: &str| {
        let mut scene = scene(&trust(principal, "")).with_identity(FULL_ACCESS);
        scene.call.caller.principal = role_session();
        scene.call.role.arn = arn(itself);
        scene.ask().outcome
    };
    assert!(matches!(ask(ACCOUNT), Outcome::Denied(0)));
    let named = format!(r#"{{"AWS": "{itself}"}}"#);
    assert!(matches!(ask(&named), Outcome::Session(_)));
}

#[test]
fn a_web_identity_is_allowed_by_the_trust_policy_alone() {
    let provider = "token.actions.githubusercontent.com";
    let federated = format!(
        r#"{{"Effect": "Allow", "Principal": {{"Federated": "{provider}"}}, "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {{"StringLike": {{"{provider}:sub": "repo:octo/*"}}}}}}"#
    );
    let mut scene = scene(&federated);
    scene.call.operation = Operation::WithWebIdentity;
    scene.call.caller.principal = Principal::WebIdentity {
        provider: provider.into(),
    };
    assert!(matches!(scene.ask().outcome, Outcome::Denied(0)));
    let subject = Supplied::Single(Value::new("repo:octo/app:ref:refs/heads/main"));
    scene.call.context.set(&format!("{provider}:sub"), subject);
    scene.check(GRANTED);
    scene.call.operation = Operation::WithSaml;
    assert!(matches!(scene.ask().outcome, Outcome::Denied(0)));
}

#[test]
fn a_service_assumes_its_role_and_the_root_user_none() {
    let mut service = scene(&trust(r#"{"Service": "lambda.amazonaws.com"}"#, ""));
    service.call.caller.principal = Principal::Service {
        name: "lambda.amazonaws.com".into(),
    };
    service.check(GRANTED);
    let mut root = scene(&trust(ACCOUNT, ""));
    root.call.caller.principal = Principal::RootUser {
        arn: arn("arn:aws:iam::111122223333:root"),
        account: account(HOME),
    };
    root.check("`sts:AssumeRole` is denied: the root user cannot assume a role");
}

/// R3.9.9: the session may do what the role may, and nothing else; session policies limit it.
#[test]
fn the_session_has_the_role_s_permissions_and_none_of_its_maker_s() {
    let mut scene = scene(&trust(ANA, "")).with_identity(FULL_ACCESS);
    let decided = |scene: &Scene, action: &str| {
        let session = scene.session();
        let action = Action::new(action);
        let name = ResourceName::new("arn:aws:s3:::receipts/2026.pdf");
        let keys = derive::derive(&session.facts(None, &action, &name, None), &[]);
        let request = Request {
            context: derive::context(&keys),
            caller: session.caller.clone(),
            action,
            resource: Resource {
                name,
                account: Some(account(HOME)),
                policy: None,
            },
            endpoint: None,
        };
        decide(&scene.world, &request).is_allow()
    };
    assert!(decided(&scene, "s3:GetObject"));
    assert!(!decided(&scene, "s3:PutObject"));
    let nothing = r#"{"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}"#;
    let limit = add(&mut scene.world, "Limit", PolicyKind::Session, nothing);
    scene.call.session_policies = Some(vec![limit]);
    assert!(!decided(&scene, "s3:GetObject"));
}

#[test]
fn what_aws_sts_refuses_is_said_with_the_way_out() {
    let with = |change: fn(&mut AssumeRole)| {
        let mut scene = scene(&trust(ANA, r#", "sts:TagSession""#));
        change(&mut scene.call);
        sentences::assumed(&scene.world, &scene.ask())
    };
    type Case = (fn(&mut AssumeRole), &'static str);
    let table: [Case; 7] = [
        (
            |call| call.duration = Some(899),
            "a session lasts at least 900 seconds",
        ),
        (
            |call| call.duration = Some(14_401),
            "sessions of this role last at most 14400 seconds; ask for less or raise the role's maximum",
        ),
        (
            |call| call.session_name = "a b".into(),
            "a session name has 2 to 64 letters, digits and characters of `_+=,.@-`",
        ),
        (
            |call| call.role.arn = arn("arn:aws:iam::111122223333:user/ana"),
            "the ARN names no role; write `arn:aws:iam::<account>:role/<name>`",
        ),
        (
            |call| call.tags = (0..51).map(|n| tag(&n.to_string(), "", false)).collect(),
            "a call passes at most 50 session tags",
        ),
        (
            |call| call.tags = vec![tag("k", &"v".repeat(257), false)],
            "the key of a session tag has 1 to 128 characters and its value at most 256; `k` does not keep to that",
        ),
        (
            |call| call.tags = vec![tag("k", "1", false), tag("K", "2", false)],
            "the session tag `K` is passed twice or inherited from the calling session, whatever its casing; pass it once",
        ),
    ];
    for (change, expected) in table {
        assert_eq!(
            with(change),
            format!("AWS STS refuses the call: {expected}")
        );
    }
}
