//! Each counterfactual is a change that AWS heeds and that turns the answer around; the smallest
//! come first.

mod worlds;

use iam::counterfactual::{Change, Limits, counterfactuals};
use iam::{
    Attachment, Decision, PolicyKind, Principal, Request, ResourcePolicy, ResourcePolicyKind,
    Supplied, Value, World, decide, sentences,
};
use worlds::{
    FULL_ACCESS, HOME, MANAGEMENT, OTHER, account, add, arn, identity, organization, request,
    resource_policy, role_session, user,
};

const INSTANCE: &str = "arn:aws:ec2:us-east-1:111122223333:instance/i-1";
const OBJECT: &str = "arn:aws:s3:::receipts/2026.pdf";

/// The sentences of all counterfactuals, each of which is carried out and decided anew.
fn found(world: &World, request: &Request) -> Vec<String> {
    let before = decide(world, request);
    let found = counterfactuals(world, request, Limits::default());
    for one in &found {
        let (changed, asked) = one.apply(world, request);
        let after = decide(&changed, &asked);
        assert_ne!(after.is_allow(), before.is_allow(), "{one:?}");
        assert_ne!(after, Decision::DependsOn);
        assert_eq!(after, one.decision);
        assert_eq!(after, iam::explain(&changed, &asked).decision);
    }
    let sizes: Vec<usize> = found.iter().map(|one| one.changes.len()).collect();
    assert!(sizes.is_sorted(), "{found:?}");
    found
        .iter()
        .map(|one| sentences::counterfactual(world, request, one))
        .collect()
}

#[track_caller]
fn check(world: &World, request: &Request, expected: &[&str]) {
    let found = found(world, request);
    assert_eq!(found, expected, "\n{}", found.join("\n"));
}

const REGION_LOCK: &str = r#"{"Sid": "DenyRegions", "Effect": "Deny", "NotAction": ["iam:*", "sts:*"], "Resource": "*",
    "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-west-1", "eu-central-1"]}}}"#;

fn region_locked() -> (World, Request) {
    let mut world = World::new();
    let lock = add(&mut world, "DenyOutsideEU", PolicyKind::Scp, REGION_LOCK);
    organization(&mut world, Some(lock));
    let admin = add(&mut world, "Admin", PolicyKind::Identity, FULL_ACCESS);
    let mut request = request(user(), "ec2:StartInstances", INSTANCE, HOME);
    identity(&mut request, admin);
    let region = Supplied::Single(Value::new("us-east-1"));
    request.context.set("aws:RequestedRegion", region);
    (world, request)
}

#[test]
fn a_region_lock_has_ways_around_and_out() {
    let (world, request) = region_locked();
    check(
        &world,
        &request,
        &[
            "have `aws:RequestedRegion` be `eu-west-1`",
            "have `aws:RequestedRegion` be `eu-central-1`",
            "add `ec2:StartInstances` to `NotAction` in statement `DenyRegions` of the service control policy `DenyOutsideEU` on OU Sandbox",
            "add `us-east-1` to the values of `aws:RequestedRegion` in statement `DenyRegions` of the service control policy `DenyOutsideEU` on OU Sandbox",
            "detach the service control policy `DenyOutsideEU` from OU Sandbox",
            "move account Home from OU Sandbox to the root of the organization",
            "move account Home from OU Sandbox to OU Production",
        ],
    );
}

#[test]
fn a_statement_among_others_is_removed_alone() {
    let mut world = World::new();
    let text = format!(
        "{FULL_ACCESS}, {}",
        r#"{"Sid": "KeepReceipts", "Effect": "Deny", "Action": ["s3:DeleteObject", "s3:PutObject"], "Resource": "*"}"#
    );
    let policy = add(&mut world, "Accounting", PolicyKind::Identity, &text);
    let mut request = request(user(), "s3:DeleteObject", OBJECT, HOME);
    identity(&mut request, policy);
    check(
        &world,
        &request,
        &[
            "take `s3:DeleteObject` out of `Action` in statement `KeepReceipts` of the identity-based policy `Accounting` of `user/ana`",
            "remove statement `KeepReceipts` from the identity-based policy `Accounting` of `user/ana`",
        ],
    );
}

/// Detaching the policy alone would leave nothing that allows.
#[test]
fn the_last_policy_of_a_level_stays() {
    let mut world = World::new();
    organization(&mut world, None);
    let admin = add(&mut world, "Admin", PolicyKind::Identity, FULL_ACCESS);
    let mut request = request(user(), "s3:GetObject", OBJECT, HOME);
    identity(&mut request, admin);
    check(
        &world,
        &request,
        &[
            "deny `s3:GetObject` on `arn:aws:s3:::receipts/2026.pdf` in an identity-based policy of `user/ana`",
            "attach a service control policy to account Home to deny `s3:GetObject` on `arn:aws:s3:::receipts/2026.pdf`",
            "detach the identity-based policy `Admin` from `user/ana`",
        ],
    );
}

#[test]
fn a_level_without_an_allow_gets_one() {
    let mut world = World::new();
    organization(&mut world, None);
    let only_ec2 = r#"{"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}"#;
    let only_ec2 = add(&mut world, "OnlyEc2", PolicyKind::Scp, only_ec2);
    let mut tree = iam::Organization::new(
        "o-exampleorgid",
        account(MANAGEMENT),
        worlds::node(iam::NodeKind::Root, "", "r-exam", &[only_ec2]),
    );
    let home = iam::NodeKind::Account(account(HOME));
    tree.add(tree.root(), worlds::node(home, "Home", HOME, &[only_ec2]));
    world.set_organization(tree);
    let admin = add(&mut world, "Admin", PolicyKind::Identity, FULL_ACCESS);
    let mut request = request(user(), "s3:GetObject", OBJECT, HOME);
    identity(&mut request, admin);
    check(
        &world,
        &request,
        &[
            "attach a service control policy to the root of the organization to allow `s3:GetObject` on `arn:aws:s3:::receipts/2026.pdf`, and attach a service control policy to account Home to allow `s3:GetObject` on `arn:aws:s3:::receipts/2026.pdf`",
        ],
    );
}

#[test]
fn across_accounts_the_missing_side_is_added() {
    let mut world = World::new();
    let own = add(&mut world, "Reader", PolicyKind::Identity, FULL_ACCESS);
    let mut request = request(user(), "s3:GetObject", OBJECT, OTHER);
    identity(&mut request, own);
    check(
        &world,
        &request,
        &[
            "give the bucket `arn:aws:s3:::receipts` a resource-based policy to allow `user/ana` `s3:GetObject`",
        ],
    );
    request.caller.identity.clear();
    check(
        &world,
        &request,
        &[
            "give the bucket `arn:aws:s3:::receipts` a resource-based policy to allow `user/ana` `s3:GetObject`, \
           and allow `s3:GetObject` on `arn:aws:s3:::receipts/2026.pdf` in an identity-based policy of `user/ana`",
        ],
    );
    let bucket = r#"{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "s3:*", "Resource": "arn:aws:s3:::receipts/*"}"#;
    let bucket = add(&mut world, "Bucket", PolicyKind::Resource, bucket);
    resource_policy(&mut request, bucket);
    check(
        &world,
        &request,
        &[
            "allow `s3:GetObject` on `arn:aws:s3:::receipts/2026.pdf` in an identity-based policy of `user/ana`",
        ],
    );
}

#[test]
fn a_boundary_gets_an_allow_or_goes() {
    let mut world = World::new();
    let admin = add(&mut world, "Admin", PolicyKind::Identity, FULL_ACCESS);
    let narrow = r#"{"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}"#;
    let boundary = add(&mut world, "OnlyEc2", PolicyKind::Boundary, narrow);
    let mut request = request(role_session(), "s3:GetObject", OBJECT, HOME);
    identity(&mut request, admin);
    request.caller.boundary = Some(boundary);
    check(
        &world,
        &request,
        &[
            "allow `s3:GetObject` on `arn:aws:s3:::receipts/2026.pdf` in the permissions boundary `OnlyEc2` of `role/Deploy`",
            "take the permissions boundary `OnlyEc2` off `role/Deploy`",
        ],
    );
}

#[test]
fn a_silent_session_policy_gets_company_or_goes() {
    let mut world = World::new();
    let admin = add(&mut world, "Admin", PolicyKind::Identity, FULL_ACCESS);
    let narrow = r#"{"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}"#;
    let session = add(&mut world, "JustEc2", PolicyKind::Session, narrow);
    let mut request = request(role_session(), "s3:GetObject", OBJECT, HOME);
    identity(&mut request, admin);
    request.caller.session = Some(vec![session]);
    check(
        &world,
        &request,
        &[
            "pass a session policy to allow `s3:GetObject` on `arn:aws:s3:::receipts/2026.pdf` when the session is made",
            "make the session without the session policy `JustEc2`",
        ],
    );
}

#[test]
fn a_session_that_its_limits_hold_back_is_named_by_the_resource() {
    let mut world = World::new();
    let other = r#"{"Effect": "Allow", "Principal": {"AWS": "444455556666"}, "Action": "s3:GetObject", "Resource": "*"}"#;
    let narrow = r#"{"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}"#;
    let bucket = add(&mut world, "Receipts", PolicyKind::Resource, other);
    let boundary = add(&mut world, "OnlyEc2", PolicyKind::Boundary, narrow);
    let session = add(&mut world, "JustEc2", PolicyKind::Session, narrow);
    let mut request = request(role_session(), "s3:GetObject", OBJECT, HOME);
    resource_policy(&mut request, bucket);
    request.caller.boundary = Some(boundary);
    request.caller.session = Some(vec![session]);
    let by_session = "allow this session, `arn:aws:sts::111122223333:assumed-role/Deploy/ci`, `s3:GetObject` in the resource-based policy `Receipts` of the bucket `arn:aws:s3:::receipts`";
    check(&world, &request, &[by_session]);
    request.caller.boundary = None;
    check(&world, &request, &[by_session]);
    request.caller.session = None;
    check(
        &world,
        &request,
        &[
            "allow `s3:GetObject` on `arn:aws:s3:::receipts/2026.pdf` in an identity-based policy of `role/Deploy`",
            "allow `role/Deploy` `s3:GetObject` in the resource-based policy `Receipts` of the bucket `arn:aws:s3:::receipts`",
        ],
    );
}

#[test]
fn missing_mfa_is_supplied() {
    let mut world = World::new();
    let text = format!(
        "{FULL_ACCESS}, {}",
        r#"{"Sid": "NeedMfa", "Effect": "Deny", "NotAction": "iam:*", "Resource": "*", "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}}"#
    );
    let policy = add(&mut world, "Staff", PolicyKind::Managed, &text);
    let mut request = request(user(), "s3:GetObject", OBJECT, HOME);
    request.caller.identity.push(Attachment {
        policy,
        group: Some("Staff".into()),
    });
    check(
        &world,
        &request,
        &[
            "sign in with MFA, so that `aws:MultiFactorAuthPresent` is `true`",
            "add `s3:GetObject` to `NotAction` in statement `NeedMfa` of the identity-based policy `Staff` of the group `Staff`",
            "remove statement `NeedMfa` from the identity-based policy `Staff` of the group `Staff`",
        ],
    );
}

#[test]
fn a_conditional_allow_is_met_by_its_keys() {
    let mut world = World::new();
    let text = r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {
        "IpAddress": {"aws:SourceIp": "203.0.113.0/24"},
        "DateLessThan": {"aws:CurrentTime": "2026-12-24T00:00:00Z"}}}"#;
    let policy = add(&mut world, "Office", PolicyKind::Identity, text);
    let mut request = request(user(), "s3:GetObject", OBJECT, HOME);
    identity(&mut request, policy);
    let time = Supplied::Single(Value::new("2026-10-01T00:00:00Z"));
    request.context.set("aws:CurrentTime", time);
    let address = Supplied::Single(Value::new("192.0.2.1"));
    request.context.set("aws:SourceIp", address);
    check(
        &world,
        &request,
        &[
            "have `aws:SourceIp` be in `203.0.113.0/24`, such as `203.0.113.1`",
            "allow `s3:GetObject` on `arn:aws:s3:::receipts/2026.pdf` in an identity-based policy of `user/ana`",
        ],
    );
}

/// Two policies deny; each alone stands in the way.
#[test]
fn two_denies_need_two_changes() {
    let mut world = World::new();
    let text = format!(
        "{FULL_ACCESS}, {}",
        r#"{"Sid": "Own", "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*"}"#
    );
    let own = add(&mut world, "Own", PolicyKind::Identity, &text);
    let deny = r#"{"Sid": "Theirs", "Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}"#;
    let bucket = add(&mut world, "Bucket", PolicyKind::Resource, deny);
    let mut request = request(user(), "s3:GetObject", OBJECT, HOME);
    identity(&mut request, own);
    resource_policy(&mut request, bucket);
    check(
        &world,
        &request,
        &[
            "delete the resource-based policy `Bucket` of the bucket `arn:aws:s3:::receipts`, \
           and remove statement `Own` from the identity-based policy `Own` of `user/ana`",
        ],
    );
}

#[test]
fn what_no_policy_opens_has_no_counterfactual() {
    let mut world = World::new();
    let admin = add(&mut world, "Admin", PolicyKind::Identity, FULL_ACCESS);
    let policy = "arn:aws:iam::aws:policy/AdministratorAccess";
    let mut refused = request(user(), "iam:DeletePolicy", policy, HOME);
    identity(&mut refused, admin);
    assert_eq!(found(&world, &refused), [""; 0]);
    let china = "arn:aws-cn:s3:::receipts/2026.pdf";
    let mut elsewhere = request(user(), "s3:GetObject", china, HOME);
    identity(&mut elsewhere, admin);
    assert_eq!(found(&world, &elsewhere), [""; 0]);
}

/// SCPs do not touch the management account, so none is proposed and the account is not moved.
#[test]
fn the_management_account_is_left_alone() {
    let mut world = World::new();
    organization(&mut world, None);
    let admin = add(&mut world, "Admin", PolicyKind::Identity, FULL_ACCESS);
    let principal = Principal::IamUser {
        arn: arn("arn:aws:iam::999988887777:user/root-admin"),
        account: account(MANAGEMENT),
    };
    let mut request = request(principal, "s3:GetObject", OBJECT, MANAGEMENT);
    identity(&mut request, admin);
    check(
        &world,
        &request,
        &[
            "deny `s3:GetObject` on `arn:aws:s3:::receipts/2026.pdf` in an identity-based policy of `user/root-admin`",
            "detach the identity-based policy `Admin` from `user/root-admin`",
        ],
    );
}

#[test]
fn a_trust_policy_is_given_the_caller() {
    let mut world = World::new();
    let trust = r#"{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}"#;
    let trust = add(&mut world, "Trust", PolicyKind::RoleTrust, trust);
    let role = "arn:aws:iam::111122223333:role/Deploy";
    let mut request = request(user(), "sts:AssumeRole", role, HOME);
    request.resource.policy = Some(ResourcePolicy {
        kind: ResourcePolicyKind::RoleTrust,
        policy: trust,
    });
    check(
        &world,
        &request,
        &[
            "allow `user/ana` `sts:AssumeRole` in the role trust policy `Trust` of `arn:aws:iam::111122223333:role/Deploy`",
        ],
    );
}

#[test]
fn a_denial_by_conditions_turns_an_allow_around() {
    let (world, mut request) = region_locked();
    let region = Supplied::Single(Value::new("eu-west-1"));
    request.context.set("aws:RequestedRegion", region);
    let found = found(&world, &request);
    assert_eq!(
        found[0],
        "have `aws:RequestedRegion` be none of the values that the policies name"
    );
}

/// The bucket is open to accounts under Production only, and the SCP of Sandbox denies.
#[test]
fn a_moved_account_takes_its_path_along() {
    let (mut world, mut request) = region_locked();
    let bucket = r#"{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*",
        "Condition": {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-exampleorgid/r-exam/ou-exam-22222222/*"}}}"#;
    let bucket = add(&mut world, "Bucket", PolicyKind::Resource, bucket);
    request.action = iam::Action::new("s3:GetObject");
    request.resource.name = iam::ResourceName::new(OBJECT);
    request.resource.account = Some(account(OTHER));
    resource_policy(&mut request, bucket);
    let path = Value::new("o-exampleorgid/r-exam/ou-exam-11111111/");
    request
        .context
        .set("aws:PrincipalOrgPaths", Supplied::Several(vec![path]));
    check(
        &world,
        &request,
        &["move account Home from OU Sandbox to OU Production"],
    );
}

#[test]
fn limits_are_kept_and_the_same_question_gives_the_same_answer() {
    let (world, request) = region_locked();
    let all = counterfactuals(&world, &request, Limits::default());
    assert_eq!(all, counterfactuals(&world, &request, Limits::default()));
    let few = Limits {
        results: 2,
        ..Limits::default()
    };
    assert_eq!(counterfactuals(&world, &request, few), all[..2]);
    let none = Limits {
        evaluations: 1,
        ..Limits::default()
    };
    assert_eq!(counterfactuals(&world, &request, none), []);
    let moves = |change: &Change| matches!(change, Change::MoveAccount { .. });
    assert!(all.iter().any(|one| one.changes.iter().any(moves)));
}
