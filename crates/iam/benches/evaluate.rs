//! How long parsing, deciding and explaining take, and that a large policy costs about what a
//! small one does. `cargo bench -p iam --bench evaluate`; `docs/PERFORMANCE.md` has the numbers.
#![allow(
    clippy::expect_used,
    reason = "a bench ends where its own policies are wrong"
)]

use criterion::{BenchmarkId, Criterion, Throughput};
use iam::{
    AccountId, Action, Arn, Attachment, Caller, Context, Node, NodeKind, Organization, PolicyKind,
    Principal, Request, Resource, ResourceName, World,
};
use std::fmt::Write;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

const ACCOUNT: &str = "111122223333";
const FULL_ACCESS: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
const EVERYDAY: &str = r#"{"Version":"2012-10-17","Statement":[
    {"Effect":"Allow","Action":["ec2:Describe*","cloudwatch:Get*","logs:*"],"Resource":"*"},
    {"Effect":"Allow","Action":["s3:Get*","s3:List*"],"Resource":["arn:aws:s3:::menu","arn:aws:s3:::menu/*"],
     "Condition":{"IpAddress":{"aws:SourceIp":["203.0.113.0/24","198.51.100.0/24"]}}},
    {"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::menu/${aws:PrincipalTag/team}/*"},
    {"Effect":"Deny","Action":"*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}
]}"#;

fn main() {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(3))
        .configure_from_args();
    parse(&mut criterion);
    everyday(&mut criterion);
    size(&mut criterion);
    criterion.final_summary();
}

fn parse(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("parse");
    let texts = [("everyday", EVERYDAY.to_owned())]
        .into_iter()
        .chain([("1000 statements", services(1000))]);
    for (name, text) in texts {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(name, &text, |bencher, text| {
            bencher.iter(|| iam::parse(black_box(text), PolicyKind::Identity));
        });
    }
    group.finish();
}

/// A user in an organization of three levels.
fn everyday(criterion: &mut Criterion) {
    let mut world = World::new();
    let scp = compiled(&mut world, FULL_ACCESS, PolicyKind::Scp);
    let account = AccountId::parse(ACCOUNT).expect("an account");
    let management = AccountId::parse("999999999999").expect("an account");
    let node = |kind, id: &str| Node {
        kind,
        name: id.to_owned(),
        id: id.to_owned(),
        scps: vec![scp],
        rcps: Vec::new(),
    };
    let root = node(NodeKind::Root, "r-abcd");
    let mut organization = Organization::new("o-abcdefghij", management, root);
    let ou = organization.add(organization.root(), node(NodeKind::Ou, "ou-abcd-12345678"));
    organization.add(ou, node(NodeKind::Account(account), ACCOUNT));
    world.set_organization(organization);
    let mut request = request(
        &mut world,
        EVERYDAY,
        "s3:GetObject",
        "arn:aws:s3:::menu/today",
    );
    request.context = Context::from_pairs([
        ("aws:SourceIp", "203.0.113.9"),
        ("aws:PrincipalTag/team", "blue"),
        ("aws:MultiFactorAuthPresent", "true"),
    ]);
    assert!(iam::decide(&world, &request).is_allow());
    let mut group = criterion.benchmark_group("everyday");
    group.bench_function("decide", |bencher| {
        bencher.iter(|| iam::decide(black_box(&world), black_box(&request)));
    });
    group.bench_function("explain", |bencher| {
        bencher.iter(|| iam::explain(black_box(&world), black_box(&request)));
    });
    group.finish();
}

/// The same question to policies of ten to ten thousand statements.
fn size(criterion: &mut Criterion) {
    for shape in [
        Shape {
            name: "a statement a service",
            text: services,
            action: "svc7:GetThing",
            resource: "arn:aws:svc7:::thing/a",
        },
        Shape {
            name: "a statement an action",
            text: actions,
            action: "s3:GetThing7",
            resource: "arn:aws:s3:::thing/7",
        },
    ] {
        let mut group = criterion.benchmark_group(format!("decide, {}", shape.name));
        for statements in [10, 100, 1_000, 10_000] {
            let mut world = World::new();
            let text = (shape.text)(statements);
            let request = request(&mut world, &text, shape.action, shape.resource);
            assert!(iam::decide(&world, &request).is_allow());
            group.bench_function(BenchmarkId::from_parameter(statements), |bencher| {
                bencher.iter(|| iam::decide(black_box(&world), black_box(&request)));
            });
        }
        group.finish();
    }
}

/// How a policy grows, and what is asked of it.
struct Shape {
    name: &'static str,
    text: fn(usize) -> String,
    action: &'static str,
    resource: &'static str,
}

fn services(statements: usize) -> String {
    policy(statements, |text, number| {
        write!(
            text,
            r#"{{"Effect":"Allow","Action":["svc{number}:Get*","svc{number}:List*"],"Resource":"arn:aws:svc{number}:::thing/*"}}"#
        )
    })
}

fn actions(statements: usize) -> String {
    policy(statements, |text, number| {
        write!(
            text,
            r#"{{"Effect":"Allow","Action":"s3:GetThing{number}","Resource":"arn:aws:s3:::thing/{number}"}}"#
        )
    })
}

fn policy(
    statements: usize,
    mut statement: impl FnMut(&mut String, usize) -> std::fmt::Result,
) -> String {
    let mut text = r#"{"Version":"2012-10-17","Statement":["#.to_owned();
    for number in 0..statements {
        if number > 0 {
            text.push(',');
        }
        statement(&mut text, number).expect("a text takes all that is written");
    }
    text.push_str("]}");
    text
}

fn compiled(world: &mut World, text: &str, kind: PolicyKind) -> iam::PolicyId {
    let (policy, _) = iam::parse(text, kind);
    assert!(!policy.has_holes, "{text}");
    world.add("policy", kind, Arc::new(policy))
}

/// A user with one policy asks.
fn request(world: &mut World, text: &str, action: &str, resource: &str) -> Request {
    let policy = compiled(world, text, PolicyKind::Identity);
    let account = AccountId::parse(ACCOUNT).expect("an account");
    let arn = Arn::parse("arn:aws:iam::111122223333:user/Ana").expect("an ARN");
    Request {
        caller: Caller {
            principal: Principal::IamUser { arn, account },
            identity: vec![Attachment {
                policy,
                group: None,
            }],
            boundary: None,
            session: None,
            session_token: None,
        },
        action: Action::new(action),
        resource: Resource {
            name: ResourceName::new(resource),
            account: Some(account),
            policy: None,
        },
        context: Context::new(),
        endpoint: None,
    }
}
