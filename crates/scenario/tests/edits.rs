//! What AWS refuses, in words, and what an edit brings along.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

mod random;

use expect_test::{Expect, expect};
use iam::{AccountId, PolicyKind};
use random::{account, bare};
use scenario::edit::{self, Refusal, Target};
use scenario::{
    Account, CallerSpec, Credentials, Group, NodeRef, PolicyDocument, PolicyRef, Resource, Role,
    Scenario, Switch, User, caps,
};

const SHOP: &str = "444455556666";
const BUCKET: &str = "arn:aws:s3:::till";

/// An organization with one OU and one account of every sort of thing.
struct Shop {
    scenario: Scenario,
    ou: NodeRef,
    shop: NodeRef,
    id: AccountId,
}

fn shop() -> Shop {
    let mut scenario = bare();
    let id = account(SHOP);
    let ou = edit::add_ou(&mut scenario, NodeRef::ROOT, "Shops").unwrap();
    let shop = edit::add_account(&mut scenario, ou, id, "Shop").unwrap();
    edit::add_user(&mut scenario, id, "Ana").unwrap();
    edit::add_group(&mut scenario, id, "Cashiers").unwrap();
    edit::add_role(&mut scenario, id, "Night").unwrap();
    edit::add_resource(&mut scenario, id, BUCKET).unwrap();
    Shop {
        scenario,
        ou,
        shop,
        id,
    }
}

impl Shop {
    fn policy(&mut self, name: &str, kind: PolicyKind) -> PolicyRef {
        edit::add_policy(&mut self.scenario, PolicyDocument::new(name, kind, "{}")).unwrap()
    }

    fn user(&self) -> Target {
        Target::User(self.id, "Ana".into())
    }

    fn group(&self) -> Target {
        Target::Group(self.id, "Cashiers".into())
    }

    fn role(&self) -> Target {
        Target::Role(self.id, "Night".into())
    }

    fn bucket(&self) -> Target {
        Target::Resource(self.id, BUCKET.into())
    }

    fn held(&self) -> &Account {
        self.scenario.account(self.id).unwrap()
    }

    /// Tries an edit that has to be refused and has to change nothing.
    #[track_caller]
    fn refuses<T: std::fmt::Debug>(
        &mut self,
        edit: impl FnOnce(&mut Scenario) -> Result<T, Refusal>,
        sentence: Expect,
    ) {
        let before = self.scenario.clone();
        let refusal = edit(&mut self.scenario).unwrap_err();
        assert_eq!(self.scenario, before);
        sentence.assert_eq(&refusal.to_string());
    }
}

#[test]
fn a_new_node_has_full_aws_access() {
    let shop = shop();
    let tree = shop.scenario.organization.as_ref().unwrap();
    for node in [shop.ou, shop.shop] {
        assert_eq!(tree.node(node).unwrap().scps, [PolicyRef::FULL_AWS_ACCESS]);
    }
    assert_eq!(tree.upward(shop.shop).count(), 3);
}

#[test]
fn moving() {
    let mut s = shop();
    let (ou, shop) = (s.ou, s.shop);
    let inner = edit::add_ou(&mut s.scenario, ou, "Inner").unwrap();
    s.refuses(
        |s| edit::move_node(s, NodeRef::ROOT, ou),
        expect![
            "The root is the top of the organization and cannot be moved. Move an account or OU."
        ],
    );
    s.refuses(
        |s| edit::move_node(s, ou, ou),
        expect![
            "OU `Shops` cannot go into itself or into an OU below it. Choose a place outside of it."
        ],
    );
    s.refuses(
        |s| edit::move_node(s, ou, inner),
        expect![
            "OU `Shops` cannot go into itself or into an OU below it. Choose a place outside of it."
        ],
    );
    s.refuses(
        |s| edit::move_node(s, ou, shop),
        expect!["An account holds no accounts or OUs. Choose the root or an OU."],
    );
    let twin = edit::add_ou(&mut s.scenario, inner, "Shops").unwrap();
    s.refuses(
        |s| edit::move_node(s, twin, NodeRef::ROOT),
        expect!["An OU named `Shops` stands there already. OUs side by side need different names: rename one of them or choose another place."],
    );
    edit::move_node(&mut s.scenario, shop, NodeRef::ROOT).unwrap();
    let tree = s.scenario.organization.as_ref().unwrap();
    assert_eq!(tree.node(shop).unwrap().parent(), Some(NodeRef::ROOT));
    // The management account is a node like any other here.
    let management = tree.account(tree.management_account).unwrap();
    edit::move_node(&mut s.scenario, management, ou).unwrap();
}

#[test]
fn depth() {
    let mut s = shop();
    let mut deepest = s.ou;
    for level in 2..=5 {
        deepest = edit::add_ou(&mut s.scenario, deepest, &format!("Level {level}")).unwrap();
    }
    s.refuses(|s| edit::add_ou(s, deepest, "Level 6"), expect!["OUs can be nested 5 levels deep, and this would be one level more or deeper. Choose a place nearer to the root."]);
    let pair = edit::add_ou(&mut s.scenario, NodeRef::ROOT, "Upper").unwrap();
    edit::add_ou(&mut s.scenario, pair, "Lower").unwrap();
    let tree = s.scenario.organization.as_ref().unwrap();
    let level_4 = tree.node(deepest).unwrap().parent().unwrap();
    let level_3 = tree.node(level_4).unwrap().parent().unwrap();
    assert!(edit::can_move(&s.scenario, pair, level_4).is_err());
    assert!(edit::can_move(&s.scenario, pair, level_3).is_ok());
    // Accounts don't count as a level.
    assert!(edit::can_move(&s.scenario, s.shop, deepest).is_ok());
}

#[test]
fn nodes() {
    let mut s = shop();
    let (ou, shop, id) = (s.ou, s.shop, s.id);
    let management = account("111122223333");
    s.refuses(
        |s| edit::add_ou(s, NodeRef::ROOT, "Shops"),
        expect!["An OU named `Shops` stands there already. OUs side by side need different names: rename one of them or choose another place."],
    );
    s.refuses(
        |s| edit::add_ou(s, shop, "Inside"),
        expect!["An account holds no accounts or OUs. Choose the root or an OU."],
    );
    s.refuses(
        |s| edit::add_ou(s, ou, ""),
        expect!["The OU name `` cannot be empty. Choose another name."],
    );
    s.refuses(|s| edit::add_ou(s, ou, &"x".repeat(129)), expect!["The OU name `xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx` has 129 characters; AWS takes 128. Choose another name."]);
    s.refuses(|s| edit::rename_ou(s, ou, "Läden"), expect!["The OU name `Läden` has to be of English letters, digits, blanks and marks. Choose another name."]);
    s.refuses(
        |s| edit::add_account(s, ou, id, "Again"),
        expect![
            "Account 444455556666 exists already, and account IDs are unique. Choose another ID."
        ],
    );
    s.refuses(
        |s| edit::rename_account(s, id, &"x".repeat(51)),
        expect!["The account name `xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx` has 51 characters; AWS takes 50. Choose another name."],
    );
    s.refuses(|s| edit::remove_account(s, management), expect!["The management account cannot be removed from its organization. Remove another account, or begin a new scenario."]);
    s.refuses(
        |s| edit::delete_ou(s, ou),
        expect!["OU `Shops` is not empty. Move or delete its accounts and OUs first."],
    );
    s.refuses(
        |s| edit::delete_ou(s, NodeRef::ROOT),
        expect![
            "The root stays as long as its organization. Delete OUs and accounts below it instead."
        ],
    );
    edit::rename_ou(&mut s.scenario, ou, "Shops").unwrap();
    edit::remove_account(&mut s.scenario, id).unwrap();
    edit::delete_ou(&mut s.scenario, ou).unwrap();
    assert_eq!(s.scenario.accounts.len(), 1);
    s.refuses(
        |s| edit::switch_node(s, ou, Switch::Off),
        expect!["This part of the organization does not exist any more. Choose one that does."],
    );
    s.refuses(
        |s| edit::move_node(s, shop, NodeRef::ROOT),
        expect!["This part of the organization does not exist any more. Choose one that does."],
    );
    // The ids of OUs stay different when places become free.
    let new =
        [1, 2].map(|n| edit::add_ou(&mut s.scenario, NodeRef::ROOT, &format!("New {n}")).unwrap());
    let tree = s.scenario.organization.as_ref().unwrap();
    assert_ne!(
        tree.node(new[0]).unwrap().kind,
        tree.node(new[1]).unwrap().kind
    );
}

#[test]
fn service_control_policies() {
    let mut s = shop();
    let ou = Target::Node(s.ou);
    let full = PolicyRef::FULL_AWS_ACCESS;
    s.refuses(|s| edit::detach(s, full, &ou), expect!["`FullAWSAccess` is the only service control policy here, and AWS keeps at least one everywhere. Attach another first, then detach this one."]);
    s.refuses(
        |s| edit::attach(s, full, &ou),
        expect!["`FullAWSAccess` is attached here already. Choose another policy."],
    );
    for number in 2..=10 {
        let policy = s.policy(&format!("SCP {number}"), PolicyKind::Scp);
        edit::attach(&mut s.scenario, policy, &ou).unwrap();
    }
    let eleventh = s.policy("SCP 11", PolicyKind::Scp);
    s.refuses(|s| edit::attach(s, eleventh, &ou), expect!["AWS takes at most 10 service control policies here. Detach one first, or join two into one."]);
    s.refuses(
        |s| edit::detach(s, eleventh, &ou),
        expect!["`SCP 11` is not attached here, so it cannot be detached."],
    );
    edit::detach(&mut s.scenario, full, &ou).unwrap();
    edit::attach(&mut s.scenario, eleventh, &ou).unwrap();
    let user = s.user();
    s.refuses(|s| edit::attach(s, eleventh, &user), expect!["`SCP 11` is a service control policy and cannot be attached to a user. It is attached to the root, OUs and accounts of the organization."]);
    s.refuses(
        |s| edit::delete_policy(s, eleventh),
        expect!["`SCP 11` is attached to OU `Shops`. Detach it there first, then delete it."],
    );
}

#[test]
fn resource_control_policies() {
    let mut s = shop();
    let account = Target::Node(s.shop);
    for number in 1..=4 {
        let policy = s.policy(&format!("RCP {number}"), PolicyKind::Rcp);
        edit::attach(&mut s.scenario, policy, &account).unwrap();
    }
    let fifth = s.policy("RCP 5", PolicyKind::Rcp);
    s.refuses(|s| edit::attach(s, fifth, &account), expect!["AWS takes at most 4 resource control policies here, besides AWS's own `RCPFullAWSAccess`. Detach one first, or join two into one."]);
}

#[test]
fn managed_policies() {
    let mut s = shop();
    let targets = [(s.user(), 10), (s.group(), 10), (s.role(), 20)];
    let policies: Vec<_> = (0..21)
        .map(|n| s.policy(&format!("Managed{n}"), PolicyKind::Managed))
        .collect();
    for (target, most) in &targets {
        for policy in &policies[..*most] {
            edit::attach(&mut s.scenario, *policy, target).unwrap();
        }
        assert!(edit::can_attach(&s.scenario, policies[*most], target).is_err());
        // Inline policies are not counted with them.
        let inline = s.policy(
            &format!("Inline{most}{}", s.scenario.policies.iter().count()),
            PolicyKind::Identity,
        );
        edit::attach(&mut s.scenario, inline, target).unwrap();
    }
    let (user, group) = (s.user(), s.group());
    s.refuses(
        |s| edit::attach(s, policies[20], &user),
        expect![
            "AWS takes at most 10 managed policies here. Detach one first, or join two into one."
        ],
    );
    let inline = s.held().user("Ana").unwrap().policies[10];
    s.refuses(|s| edit::attach(s, inline, &group), expect!["`Inline1022` is an inline policy and belongs to user `Ana` alone. Make a managed policy to attach it in several places."]);
    s.refuses(|s| edit::delete_policy(s, policies[0]), expect!["`Managed0` is attached to user `Ana`, group `Cashiers`, role `Night`. Detach it there first, then delete it."]);
    let ou = Target::Node(s.ou);
    s.refuses(|s| edit::attach(s, policies[20], &ou), expect!["`Managed20` is a managed policy and cannot be attached to the root, an OU or an account. It is attached to users, groups and roles."]);
    let role = s.role();
    for number in 1..50 {
        let inline = s.policy(&format!("More{number}"), PolicyKind::Identity);
        edit::attach(&mut s.scenario, inline, &role).unwrap();
    }
    let inline = s.policy("More50", PolicyKind::Identity);
    s.refuses(
        |s| edit::attach(s, inline, &role),
        expect!["There are 50 inline policies here already, which is the most. Delete one first."],
    );
    // An inline policy goes with its place.
    let inline = s.held().user("Ana").unwrap().policies[10];
    edit::delete_policy(&mut s.scenario, inline).unwrap();
    assert_eq!(s.held().user("Ana").unwrap().policies.len(), 10);
}

#[test]
fn places_for_one_policy() {
    let mut s = shop();
    let (user, group, role, bucket) = (s.user(), s.group(), s.role(), s.bucket());
    let boundaries = [1, 2].map(|n| s.policy(&format!("Boundary{n}"), PolicyKind::Boundary));
    for boundary in boundaries {
        edit::attach(&mut s.scenario, boundary, &user).unwrap();
        edit::attach(&mut s.scenario, boundary, &role).unwrap();
    }
    assert_eq!(s.held().user("Ana").unwrap().boundary, Some(boundaries[1]));
    s.refuses(|s| edit::attach(s, boundaries[0], &group), expect!["`Boundary1` is a permissions boundary and cannot be attached to a group. It is attached to users and roles."]);
    let trust = s.policy("Trust", PolicyKind::RoleTrust);
    edit::attach(&mut s.scenario, trust, &role).unwrap();
    s.refuses(|s| edit::attach(s, trust, &user), expect!["`Trust` is a role trust policy and cannot be attached to a user. It is attached to roles."]);
    let policy = s.policy("Bucket", PolicyKind::Resource);
    edit::attach(&mut s.scenario, policy, &bucket).unwrap();
    assert_eq!(s.held().resource(BUCKET).unwrap().policy, Some(policy));
    let key_policy = s.policy("Key", PolicyKind::KmsKey);
    s.refuses(|s| edit::attach(s, key_policy, &bucket), expect!["`Key` is a key policy and cannot be attached to this resource. It is attached to KMS keys."]);
    let arn = format!("arn:aws:kms:us-east-1:{SHOP}:key/1");
    edit::add_resource(&mut s.scenario, s.id, &arn).unwrap();
    let key = Target::Resource(s.id, arn);
    s.refuses(|s| edit::attach(s, policy, &key), expect!["`Bucket` is a resource-based policy and cannot be attached to a KMS key. It is attached to resources other than KMS keys."]);
    edit::attach(&mut s.scenario, key_policy, &key).unwrap();
    let session = s.policy("Session", PolicyKind::Session);
    s.refuses(|s| edit::attach(s, session, &user), expect!["`Session` is a session policy and cannot be attached to a user. It is attached to sessions alone, when they are made: set it with the caller."]);
    edit::detach(&mut s.scenario, trust, &role).unwrap();
    edit::delete_policy(&mut s.scenario, policy).unwrap();
    assert_eq!(s.held().role("Night").unwrap().trust, None);
    assert_eq!(s.held().resource(BUCKET).unwrap().policy, None);
    let outside = Target::Account(s.id);
    s.refuses(
        |s| edit::attach(s, PolicyRef::FULL_AWS_ACCESS, &outside),
        expect!["`FullAWSAccess` is a service control policy and cannot be attached to an account outside the organization. It is attached to the root, OUs and accounts of the organization."],
    );
}

#[test]
fn the_library() {
    let mut s = shop();
    let full = PolicyRef::FULL_AWS_ACCESS;
    let mine = s.policy("Mine", PolicyKind::Managed);
    s.refuses(|s| edit::edit_policy(s, full, "{}"), expect!["`FullAWSAccess` belongs to AWS and can be neither changed nor deleted. Make a policy of your own with its text."]);
    s.refuses(|s| edit::delete_policy(s, full), expect!["`FullAWSAccess` belongs to AWS and can be neither changed nor deleted. Make a policy of your own with its text."]);
    s.refuses(
        |s| edit::add_policy(s, PolicyDocument::new("MINE", PolicyKind::Scp, "")),
        expect!["A policy named `MINE` exists already, and AWS ignores case in such names. Choose another name."],
    );
    s.refuses(
        |s| edit::rename_policy(s, mine, "fullawsaccess"),
        expect!["A policy named `fullawsaccess` exists already, and AWS ignores case in such names. Choose another name."],
    );
    s.refuses(
        |s| edit::rename_policy(s, mine, "my policy"),
        expect!["The policy name `my policy` may only have letters, digits and `_+=,.@-`. Choose another name."],
    );
    let long = "x".repeat(caps::POLICY_TEXT + 1);
    s.refuses(|s| edit::edit_policy(s, mine, long), expect!["`Mine` would be longer than 6291456 characters, several times what AWS takes of any policy. Shorten it."]);
    edit::rename_policy(&mut s.scenario, mine, "mine").unwrap();
    edit::switch_policy(&mut s.scenario, full, Switch::Off).unwrap();
    edit::delete_policy(&mut s.scenario, mine).unwrap();
    s.refuses(
        |s| edit::edit_policy(s, mine, "{}"),
        expect!["This policy does not exist any more. Choose one that does."],
    );
    // A place once used stays empty, so that nothing old points at something new.
    assert_ne!(s.policy("Mine", PolicyKind::Managed), mine);
}

#[test]
fn people_and_things() {
    let mut s = shop();
    let id = s.id;
    s.refuses(|s| edit::add_user(s, id, "ANA"), expect!["A user named `ANA` exists already, and AWS ignores case in such names. Choose another name."]);
    s.refuses(|s| edit::add_user(s, id, "Ana Maria"), expect!["The user name `Ana Maria` may only have letters, digits and `_+=,.@-`. Choose another name."]);
    s.refuses(|s| edit::add_role(s, id, &"x".repeat(65)), expect!["The role name `xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx` has 65 characters; AWS takes 64. Choose another name."]);
    s.refuses(
        |s| edit::rename_group(s, id, "Nobody", "Till"),
        expect!["This group does not exist any more. Choose one that does."],
    );
    s.refuses(|s| edit::add_resource(s, id, "till"), expect!["`till` is not an ARN. Write all six parts, such as `arn:aws:s3:::bucket` or `arn:aws:sqs:us-east-1:111122223333:queue`."]);
    s.refuses(|s| edit::add_resource(s, id, BUCKET), expect!["`arn:aws:s3:::till` exists already, in account 444455556666. An ARN names one resource: choose another."]);
    s.refuses(
        |s| edit::add_resource(s, id, "arn:aws:sqs:us-east-1:111122223333:q"),
        expect!["`arn:aws:sqs:us-east-1:111122223333:q` names account 111122223333 as its owner. Add it there, or change the account in the ARN."],
    );
    edit::rename_user(&mut s.scenario, id, "ana", "ANA").unwrap();
    edit::add_role(&mut s.scenario, id, "Ana").unwrap();
}

#[test]
fn groups() {
    let mut s = shop();
    let id = s.id;
    s.refuses(
        |s| edit::leave_group(s, id, "Ana", "Cashiers"),
        expect!["User `Ana` is not in group `Cashiers`, so there is nothing to leave."],
    );
    edit::join_group(&mut s.scenario, id, "ana", "cashiers").unwrap();
    s.refuses(
        |s| edit::join_group(s, id, "Ana", "Cashiers"),
        expect!["User `Ana` is in group `Cashiers` already. Choose another group."],
    );
    s.refuses(
        |s| edit::join_group(s, id, "Ana", "Bakers"),
        expect!["This group does not exist any more. Choose one that does."],
    );
    for number in 2..=11 {
        edit::add_group(&mut s.scenario, id, &format!("Group{number}")).unwrap();
    }
    for number in 2..=10 {
        edit::join_group(&mut s.scenario, id, "Ana", &format!("Group{number}")).unwrap();
    }
    s.refuses(
        |s| edit::join_group(s, id, "Ana", "Group11"),
        expect!["User `Ana` is in 10 groups, which is the most AWS takes. Leave one first."],
    );
    edit::rename_group(&mut s.scenario, id, "Cashiers", "Till").unwrap();
    assert_eq!(s.held().user("Ana").unwrap().groups[0], "Till");
    edit::delete_group(&mut s.scenario, id, "till").unwrap();
    assert_eq!(s.held().user("Ana").unwrap().groups[0], "Group2");
}

#[test]
fn requests_follow_those_who_are_renamed() {
    let mut s = shop();
    let id = s.id;
    s.scenario.request.caller = CallerSpec::User {
        account: id,
        name: "ana".into(),
        credentials: Credentials::AccessKeys,
    };
    s.scenario.request.resource = BUCKET.into();
    edit::rename_user(&mut s.scenario, id, "Ana", "Anna").unwrap();
    edit::rename_resource(&mut s.scenario, id, BUCKET, "arn:aws:s3:::tills").unwrap();
    assert_eq!(s.scenario.request.resource, "arn:aws:s3:::tills");
    let anna = CallerSpec::User {
        account: id,
        name: "Anna".into(),
        credentials: Credentials::AccessKeys,
    };
    assert_eq!(s.scenario.request.caller, anna);
    // Gone, but still named.
    edit::delete_user(&mut s.scenario, id, "Anna").unwrap();
    assert_eq!(s.scenario.request.caller, anna);
}

#[test]
fn deleting_takes_what_is_named() {
    let mut s = shop();
    let id = s.id;
    edit::delete_user(&mut s.scenario, id, "ANA").unwrap();
    edit::delete_group(&mut s.scenario, id, "Cashiers").unwrap();
    edit::delete_role(&mut s.scenario, id, "Night").unwrap();
    edit::delete_resource(&mut s.scenario, id, BUCKET).unwrap();
    assert_eq!(*s.held(), Account::new("Shop"));
    s.refuses(
        |s| edit::delete_role(s, id, "Night"),
        expect!["This role does not exist any more. Choose one that does."],
    );
    let empty: (Vec<User>, Vec<Group>, Vec<Role>, Vec<Resource>) = Default::default();
    let held = s.held().clone();
    assert_eq!((held.users, held.groups, held.roles, held.resources), empty);
}
