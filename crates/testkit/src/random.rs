//! Random worlds and requests, as cases: organizations with SCPs and RCPs, callers of every kind
//! with their policies, resources with theirs, conditions under every operator.
//!
//! A case is read off a string of bytes, and fewer or smaller bytes make a simpler case, so that
//! shrinking the bytes shrinks the case. Nothing in it is unknown. Most policies are valid; what
//! AWS would refuse occurs, since it has to be decided while it is being typed.

mod condition;
mod policy;

pub use policy::statement;

use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use serde_json::{Map, Value, json};
use std::fmt;

/// The account of the caller, mostly; then others in and outside the organization.
const ACCOUNTS: [&str; 4] = [
    "111111111111",
    "222222222222",
    "333333333333",
    "444444444444",
];
const MANAGEMENT: &str = "333333333333";

/// Actions and what they act on; `OWNER` stands for the owner's account.
const REQUESTS: [(&str, &str); 29] = [
    ("s3:GetObject", "arn:aws:s3:::photos/ana/b.jpg"),
    ("s3:PutObject", "arn:aws:s3:::photos/2024/a:b.jpg"),
    ("s3:ListBucket", "arn:aws:s3:::photos"),
    ("s3:ListAllMyBuckets", "*"),
    ("s3:PutBucketPolicy", "arn:aws:s3:::photos"),
    ("S3:getbucketPolicy", "arn:aws:s3:::photos"),
    ("s3:GetObject", "arn:aws-cn:s3:::photos/ana/b.jpg"),
    ("kms:Decrypt", "arn:aws:kms:us-east-1:OWNER:key/k1"),
    ("kms:DisableKey", "arn:aws:kms:us-east-1:OWNER:key/k1"),
    ("kms:RetireGrant", "arn:aws:kms:us-east-1:OWNER:key/k1"),
    (
        "kms:DeleteAlias",
        "arn:aws:kms:us-east-1:OWNER:alias/aws/s3",
    ),
    ("sts:AssumeRole", "arn:aws:iam::OWNER:role/ci/Deploy"),
    ("sts:AssumeRole", "arn:aws:iam::OWNER:role/Audit"),
    (
        "sts:AssumeRole",
        "arn:aws:iam::OWNER:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX",
    ),
    (
        "sts:AssumeRoleWithWebIdentity",
        "arn:aws:iam::OWNER:role/Audit",
    ),
    ("sts:GetCallerIdentity", "*"),
    ("sts:GetSessionToken", "*"),
    (
        "sts:GetFederationToken",
        "arn:aws:sts::OWNER:federated-user/fay",
    ),
    ("iam:PassRole", "arn:aws:iam::OWNER:role/Audit"),
    (
        "iam:DeleteRole",
        "arn:aws:iam::OWNER:role/aws-reserved/sso/Admin",
    ),
    (
        "iam:SetDefaultPolicyVersion",
        "arn:aws:iam::aws:policy/ReadOnlyAccess",
    ),
    ("iam:CreateUser", "arn:aws:iam::OWNER:user/bob"),
    ("sqs:SendMessage", "arn:aws:sqs:eu-west-1:OWNER:orders"),
    (
        "sqs:SetQueueAttributes",
        "arn:aws:sqs:eu-west-1:OWNER:orders",
    ),
    ("sqs:DeleteQueue", "arn:aws:sqs:eu-west-1:OWNER:orders"),
    (
        "iam:AttachRolePolicy",
        "arn:aws:iam::OWNER:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX",
    ),
    (
        "ec2:RunInstances",
        "arn:aws:ec2:us-east-1:OWNER:instance/i-1",
    ),
    ("ec2:DescribeInstances", "*"),
    (
        "dynamodb:GetItem",
        "arn:aws:dynamodb:us-east-1:OWNER:table/t",
    ),
];

/// A case that prints as the JSON that `spec/` takes.
#[derive(Clone)]
pub struct Sample(pub Value);

impl fmt::Debug for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#}", self.0)
    }
}

/// Random cases.
pub fn samples() -> impl Strategy<Value = Sample> {
    vec(any::<u8>(), 0..600).prop_map(|bytes| Sample(case(&bytes)))
}

/// The case that the bytes stand for.
pub fn case(bytes: &[u8]) -> Value {
    let mut choices = Choices::new(bytes);
    let account = choices.skewed(&ACCOUNTS);
    let owner = match choices.one_in(3) {
        true => choices.pick(&ACCOUNTS),
        false => account,
    };
    let (action, resource) = choices.pick(&REQUESTS);
    let resource = resource.replace("OWNER", owner);
    let caller = caller(&mut choices, account);
    let scene = Scene {
        action,
        resource: &resource,
        caller: &caller,
    };
    let mut setup = Map::new();
    setup.insert("principal".into(), caller.clone());
    if !choices.one_in(12) {
        setup.insert("resource_account".into(), owner.into());
    }
    let identity = choices.several(3, |choices| scene.policy(choices, "identity"));
    setup.insert("identity_policies".into(), identity);
    for (member, kind, rarity) in [
        ("permissions_boundary", "boundary", 4),
        ("vpc_endpoint_policy", "vpc_endpoint", 8),
    ] {
        if choices.one_in(rarity) {
            setup.insert(member.into(), scene.policy(&mut choices, kind));
        }
    }
    if choices.one_in(3) {
        let policies = choices.several(2, |choices| scene.policy(choices, "session"));
        setup.insert("session_policies".into(), policies);
    }
    let kind = match (action, resource.contains(":key/")) {
        (_, true) => "kms_key",
        (action, _) if action.starts_with("sts:AssumeRole") => "role_trust",
        _ => "resource",
    };
    if resource != "*" && choices.below(3) != 0 {
        let document = scene.policy(&mut choices, kind);
        let policy = json!({ "kind": kind, "document": document });
        setup.insert("resource_policy".into(), policy);
    }
    if choices.below(4) != 0 {
        setup.insert("organization".into(), organization(&mut choices, &scene));
    }
    let context = condition::context(&mut choices);
    json!({
        "kind": "decision",
        "setup": setup,
        "request": { "action": action, "resource": resource, "context": context },
    })
}

/// What policies are written about, so that they often fit.
struct Scene<'a> {
    action: &'a str,
    resource: &'a str,
    caller: &'a Value,
}

fn caller(choices: &mut Choices<'_>, account: &str) -> Value {
    let user = choices.pick(&["ana", "team/ana"]);
    match choices.below(18) {
        0..=4 => {
            json!({ "type": "iam_user", "arn": format!("arn:aws:iam::{account}:user/{user}") })
        }
        5..=8 => {
            let (name, path) = choices.pick(&[("Audit", "Audit"), ("Deploy", "ci/Deploy")]);
            json!({
                "type": "role_session",
                "arn": format!("arn:aws:sts::{account}:assumed-role/{name}/s1"),
                "role_arn": format!("arn:aws:iam::{account}:role/{path}"),
            })
        }
        9 | 10 => json!({
            "type": "federated_user",
            "arn": format!("arn:aws:sts::{account}:federated-user/fay"),
            "federating_user_arn": format!("arn:aws:iam::{account}:user/{user}"),
        }),
        11 | 12 => json!({ "type": "root_user", "account": account }),
        13 => json!({ "type": "service", "service": "sns.amazonaws.com" }),
        14 if choices.one_in(2) => json!({ "type": "anonymous" }),
        14 => json!({ "type": "web_identity", "provider": "accounts.google.com" }),
        15 => json!({
            "type": "iam_user",
            "arn": format!("arn:aws:iam::{account}:user/{user}"),
            "credentials": choices.pick(&["session_token", "session_token_with_mfa"]),
        }),
        16 => json!({
            "type": "root_user",
            "account": account,
            "credentials": choices.pick(&["session_token", "session_token_with_mfa"]),
        }),
        _ => json!({
            "type": "service_linked_role_session",
            "arn": format!("arn:aws:sts::{account}:assumed-role/AWSServiceRoleForX/s1"),
            "role_arn": format!(
                "arn:aws:iam::{account}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX"
            ),
        }),
    }
}

/// A tree of up to three OUs with the accounts somewhere in it.
fn organization(choices: &mut Choices<'_>, scene: &Scene<'_>) -> Value {
    let mut nodes = vec![(0, node(choices, scene, "root", "r-1"))];
    for id in ["ou-1", "ou-2", "ou-3"] {
        if choices.one_in(2) {
            nodes.push((choices.below(nodes.len()), node(choices, scene, "ou", id)));
        }
    }
    let places = nodes.len();
    for account in ACCOUNTS.into_iter().take(3) {
        if choices.below(8) != 0 {
            nodes.push((
                choices.below(places),
                node(choices, scene, "account", account),
            ));
        }
    }
    while let Some((parent, node)) = nodes.pop() {
        let Some((_, above)) = nodes.get_mut(parent) else {
            return json!({ "id": "o-1", "management_account": MANAGEMENT, "root": node });
        };
        if let Some(Value::Array(children)) = above.get_mut("children") {
            children.push(node);
        }
    }
    Value::Null
}

fn node(choices: &mut Choices<'_>, scene: &Scene<'_>, kind: &str, id: &str) -> Value {
    let full = json!({
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }],
    });
    let mut scps = Vec::new();
    if !choices.one_in(10) {
        scps.push(full);
    }
    if choices.one_in(5) {
        scps.push(scene.policy(choices, "scp"));
    }
    let mut rcps = Vec::new();
    if choices.one_in(8) {
        rcps.push(scene.policy(choices, "rcp"));
    }
    json!({ "type": kind, "id": id, "scps": scps, "rcps": rcps, "children": [] })
}

/// Decisions read off bytes. Where there are none left, each is the simplest: zero, the first, no.
pub struct Choices<'a> {
    bytes: std::slice::Iter<'a, u8>,
}

impl Choices<'_> {
    /// Choices by these bytes.
    pub fn new(bytes: &[u8]) -> Choices<'_> {
        Choices {
            bytes: bytes.iter(),
        }
    }

    fn byte(&mut self) -> usize {
        self.bytes.next().copied().map_or(0, usize::from)
    }

    /// A number below `end`, which is 256 at most.
    fn below(&mut self, end: usize) -> usize {
        self.byte().checked_rem(end).unwrap_or_default()
    }

    fn one_in(&mut self, rarity: usize) -> bool {
        self.below(rarity) == rarity - 1
    }

    fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        let at = self.below(items.len());
        items
            .iter()
            .copied()
            .cycle()
            .nth(at)
            .unwrap_or_else(|| self.pick(items))
    }

    /// Mostly the first.
    fn skewed<T: Copy>(&mut self, items: &[T]) -> T {
        match self.one_in(3) {
            true => self.pick(items),
            false => self.pick(items.get(..1).unwrap_or(items)),
        }
    }

    /// One to `most` values.
    fn several(&mut self, most: usize, mut make: impl FnMut(&mut Self) -> Value) -> Value {
        let count = 1 + self.below(most);
        (0..count).map(|_| make(self)).collect()
    }
}
