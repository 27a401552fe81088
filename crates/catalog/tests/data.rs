//! The tables that ship with the page: that they are read in full, and that what people look for
//! is found.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that finds nothing has failed"
)]

use catalog::{AccessLevel, Catalog, Found, KeyType, ManagedPolicies, Need};

const ACTIONS: &str = include_str!("../data/actions.txt");
const POLICIES: &str = include_str!("../data/managed-policies.txt");

fn catalog() -> Catalog<'static> {
    Catalog::parse(ACTIONS).unwrap()
}

fn found(catalog: &Catalog<'_>, typed: &str, limit: usize) -> Vec<String> {
    let found = catalog.search(typed, limit).into_iter();
    let named = found.map(|found| match found {
        Found::Service(service) => format!("{}:", service.prefix()),
        Found::Action(action) => action.full_name(),
    });
    named.collect()
}

#[test]
fn nothing_is_lost_on_the_way() {
    let catalog = catalog();
    let services = catalog.services();
    assert_eq!(services.len(), 457);
    let count = |of: fn(&catalog::Service<'_>) -> usize| services.iter().map(of).sum::<usize>();
    assert_eq!(count(|service| service.actions().len()), 22_321);
    assert_eq!(count(|service| service.resource_types().len()), 2_348);
    assert_eq!(count(|service| service.keys().len()), 2_595);
    let levels = |level| {
        let actions = services.iter().flat_map(|service| service.actions());
        actions.filter(|action| action.level() == level).count()
    };
    assert_eq!(levels(AccessLevel::Write), 11_485);
    assert_eq!(levels(AccessLevel::Read), 5_947);
    assert_eq!(levels(AccessLevel::List), 3_748);
    assert_eq!(levels(AccessLevel::Tagging), 719);
    assert_eq!(levels(AccessLevel::PermissionsManagement), 422);
    let actions = services.iter().flat_map(|service| service.actions());
    let alone = actions.filter(|action| action.takes_no_resource()).count();
    assert_eq!(alone, 6_762);
    assert_eq!(catalog.date(), "2026-10-27");
}

#[test]
fn an_action_tells_what_it_needs() {
    let catalog = catalog();
    let action = catalog.action("S3:getobject").unwrap();
    assert_eq!(action.full_name(), "s3:GetObject");
    assert_eq!(action.level(), AccessLevel::Read);
    let types: Vec<_> = action
        .resource_types()
        .map(|(held, need)| (held.name(), need, held.arn().text()))
        .collect();
    let object = "arn:${Partition}:s3:::${BucketName}/${ObjectName}";
    assert!(
        types.contains(&("object", Need::Optional, object.to_owned())),
        "{types:?}"
    );
    assert!(action.fits("arn:aws:s3:::shop/receipt.txt"));
    assert!(!action.fits("arn:aws:s3:::shop"));
    let keys = catalog.keys_of(action);
    let names: Vec<String> = keys.iter().map(|key| key.name()).collect();
    for wanted in ["s3:ExistingObjectTag/<key>", "aws:PrincipalOrgID"] {
        assert!(names.iter().any(|name| name == wanted), "{names:?}");
    }
    let list = catalog.action("s3:ListAllMyBuckets").unwrap();
    assert!(list.takes_no_resource());
    assert!(catalog.action("s3:GetObjct").is_none());
}

#[test]
fn an_arn_is_of_the_closest_type() {
    let catalog = catalog();
    for (service, arn, expected) in [
        ("s3", "arn:aws:s3:::shop", "bucket"),
        ("s3", "arn:aws:s3:::shop/a/b", "object"),
        (
            "dynamodb",
            "arn:aws:dynamodb:eu-west-1:111111111111:table/a",
            "table",
        ),
        (
            "dynamodb",
            "arn:aws:dynamodb:eu-west-1:111111111111:table/a/index/b",
            "index",
        ),
        (
            "lambda",
            "arn:aws:lambda:eu-west-1:111111111111:function:a",
            "function",
        ),
        (
            "lambda",
            "arn:aws:lambda:eu-west-1:111111111111:function:a:live",
            "function alias",
        ),
        ("iam", "arn:aws:iam::111111111111:role/team/Reader", "role"),
        ("kms", "arn:aws:kms:eu-west-1:111111111111:key/1-2", "key"),
        (
            "ec2",
            "arn:aws:ec2:eu-west-1:111111111111:instance/i-1",
            "instance",
        ),
    ] {
        let types = catalog.service(service).unwrap().types_of(arn);
        let names: Vec<&str> = types.iter().map(|held| held.name()).collect();
        assert!(names.contains(&expected), "{arn} is {names:?}");
    }
}

#[test]
fn what_is_meant_stands_first() {
    let catalog = catalog();
    assert_eq!(found(&catalog, "s3:getobj", 3)[0], "s3:GetObject");
    assert_eq!(found(&catalog, "s3:go", 3)[0], "s3:GetObject");
    assert_eq!(found(&catalog, "s3", 3)[0], "s3:");
    assert_eq!(found(&catalog, "getobject", 1), ["s3:GetObject"]);
    assert_eq!(found(&catalog, "queue", 1)[0].split(':').count(), 2);
    assert_eq!(found(&catalog, "s3:", 5).len(), 5);
    assert!(found(&catalog, "s3:zzz", 5).is_empty());
}

#[test]
fn wildcards_stand_for_actions() {
    let catalog = catalog();
    let names = |pattern| {
        let actions = catalog.expand(pattern).into_iter();
        actions.map(|action| action.full_name()).collect::<Vec<_>>()
    };
    assert_eq!(names("sqs:*dMessage"), ["sqs:SendMessage"]);
    assert_eq!(names("s3:GetObjec?"), ["s3:GetObject"]);
    assert_eq!(names("SQS:tag*"), ["sqs:TagQueue"]);
    assert_eq!(names("*").len(), 22_321);
    assert!(names("s3").is_empty());
}

#[test]
fn slips_are_understood() {
    let catalog = catalog();
    assert_eq!(catalog.did_you_mean("s3:GetObjct"), ["s3:GetObject"]);
    assert_eq!(catalog.did_you_mean("s33:GetObject"), ["s3:GetObject"]);
    assert_eq!(catalog.did_you_mean("GetObject")[0], "s3:GetObject");
    let elsewhere = catalog.did_you_mean("ec2:ReceiveMessage");
    assert!(
        elsewhere.contains(&"sqs:ReceiveMessage".to_owned()),
        "{elsewhere:?}"
    );
    assert!(catalog.did_you_mean("s3:EatSandwich").is_empty());
}

#[test]
fn keys_have_types() {
    let catalog = catalog();
    for (name, kind) in [
        ("aws:requesttag/Team", KeyType::String),
        ("aws:TagKeys", KeyType::Strings),
        ("AWS:SourceIP", KeyType::IpAddress),
        ("aws:MultiFactorAuthPresent", KeyType::Bool),
        ("s3:max-keys", KeyType::Numeric),
        ("saml:aud", KeyType::String),
    ] {
        let key = catalog.key(name).map(|key| key.kind());
        assert_eq!(key, Some(kind), "{name}");
    }
    assert!(catalog.key("aws:Nonsense").is_none());
}

#[test]
fn aws_managed_policies_are_read() {
    let policies = ManagedPolicies::parse(POLICIES).unwrap();
    let billing = policies.named("billing").unwrap();
    assert_eq!(billing.path, "/job-function/");
    assert!(billing.document.starts_with("{\"Version\""));
    let jobs = policies
        .all()
        .iter()
        .filter(|held| held.path == billing.path);
    assert_eq!(jobs.count(), 11);
    assert!(
        policies
            .all()
            .is_sorted_by_key(|held| held.name.to_lowercase())
    );
}

#[test]
fn a_broken_text_is_refused_with_its_line() {
    for (text, line) in [
        ("", 1),
        ("actions 2\t2026-10-27\tx\n", 1),
        ("actions 1\t2026-10-27\tx\nstray\n", 2),
        ("actions 1\t2026-10-27\tx\n#aws\tGlobal\nzbad\n", 3),
        ("actions 1\t2026-10-27\tx\n#aws\tGlobal\n\n\nQ\tName\n", 5),
    ] {
        assert_eq!(Catalog::parse(text).unwrap_err().line, line, "{text}");
    }
    assert!(ManagedPolicies::parse("<html>").is_err());
}
