//! The condition keys that AWS would supply (chapter 6 of `docs/SEMANTICS.md`), beside the tests in
//! `src/derive/mod.rs`: who has a key at all, and what becomes of keys that no world can tell.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use iam::derive::{Credentials, Derived, Endpoint, Facts, Origin, derive};
use iam::principal::RoleOrigin;
use iam::{
    AccountId, Action, Arn, Node, NodeKind, Organization, Principal, ResourceName, Supplied, Value,
};

const MEMBER: &str = "111122223333";
const MANAGEMENT: &str = "444455556666";
const OUTSIDE: &str = "999999999999";

fn account(digits: &str) -> AccountId {
    AccountId::parse(digits).unwrap()
}

fn user(digits: &str) -> Principal {
    Principal::IamUser {
        arn: Arn::parse(&format!("arn:aws:iam::{digits}:user/ana")).unwrap(),
        account: account(digits),
    }
}

fn role_session() -> Principal {
    Principal::RoleSession {
        arn: Arn::parse("arn:aws:sts::111122223333:assumed-role/Auditor/ana").unwrap(),
        role: Arn::parse("arn:aws:iam::111122223333:role/Auditor").unwrap(),
        account: account(MEMBER),
        origin: RoleOrigin::Customer,
    }
}

fn federated() -> Principal {
    Principal::FederatedUser {
        arn: Arn::parse("arn:aws:sts::111122223333:federated-user/bob").unwrap(),
        user: Arn::parse("arn:aws:iam::111122223333:user/ana").unwrap(),
        account: account(MEMBER),
    }
}

fn root_user() -> Principal {
    Principal::RootUser {
        arn: Arn::parse("arn:aws:iam::111122223333:root").unwrap(),
        account: account(MEMBER),
    }
}

fn service() -> Principal {
    Principal::Service {
        name: "cloudtrail.amazonaws.com".into(),
    }
}

/// The member stands in an OU, the management account at the root.
fn organization() -> Organization {
    let node = |kind, id: &str| Node {
        kind,
        id: id.into(),
        name: id.into(),
        scps: Vec::new(),
        rcps: Vec::new(),
    };
    let root = node(NodeKind::Root, "r-ab12");
    let mut organization = Organization::new("o-exampleorgid", account(MANAGEMENT), root);
    let root = organization.root();
    let ou = organization.add(root, node(NodeKind::Ou, "ou-ab12-11111111"));
    organization.add(ou, node(NodeKind::Account(account(MEMBER)), MEMBER));
    let management = node(NodeKind::Account(account(MANAGEMENT)), MANAGEMENT);
    organization.add(root, management);
    organization
}

struct Call {
    principal: Principal,
    action: Action,
    resource: ResourceName,
}

impl Call {
    fn by(principal: Principal) -> Call {
        Call {
            principal,
            action: Action::new("sqs:SendMessage"),
            resource: ResourceName::new("arn:aws:sqs:eu-west-1:111122223333:orders"),
        }
    }

    fn facts<'a>(&'a self, organization: Option<&'a Organization>) -> Facts<'a> {
        Facts {
            principal: &self.principal,
            unique_id: None,
            principal_tags: Vec::new(),
            session_tags: Vec::new(),
            credentials: Credentials::LongTerm,
            source_identity: None,
            provider: None,
            organization,
            action: &self.action,
            resource: &self.resource,
            owner: Some(account(MEMBER)),
            resource_tags: Vec::new(),
            endpoint: None,
            time: Some("2026-10-01T12:00:00Z"),
        }
    }
}

/// The value of a key; `-` where the request does not have it, `?` where nobody knows it.
fn value(derived: &[Derived], key: &str) -> String {
    let found = derived
        .iter()
        .find(|one| one.key.eq_ignore_ascii_case(key))
        .map(|one| &one.supplied);
    match found {
        None => "-".to_owned(),
        Some(Supplied::Unknown) => "?".to_owned(),
        Some(Supplied::Single(value)) => value.text().to_owned(),
        Some(Supplied::Several(values)) => {
            let texts: Vec<&str> = values.iter().map(Value::text).collect();
            format!("[{}]", texts.join(", "))
        }
    }
}

#[track_caller]
fn check(derived: &[Derived], expected: &[(&str, &str)]) {
    for (key, wanted) in expected {
        assert_eq!(value(derived, key), *wanted, "{key}");
    }
}

fn single(text: &str) -> Option<Supplied> {
    Some(Supplied::Single(Value::new(text)))
}

/// R6.1.3, R6.1.4: the management account is part of the organization, others are not.
#[test]
fn the_management_account_stands_in_the_organization_and_strangers_do_not() {
    let organization = organization();
    let table = [
        (
            MEMBER,
            "o-exampleorgid",
            "[o-exampleorgid/r-ab12/ou-ab12-11111111/]",
        ),
        (MANAGEMENT, "o-exampleorgid", "[o-exampleorgid/r-ab12/]"),
        (OUTSIDE, "-", "-"),
    ];
    for (digits, id, path) in table {
        let call = Call::by(user(digits));
        let derived = derive(&call.facts(Some(&organization)), &[]);
        check(
            &derived,
            &[
                ("aws:PrincipalAccount", digits),
                ("aws:PrincipalOrgID", id),
                ("aws:PrincipalOrgPaths", path),
            ],
        );
    }
}

/// R6.1: the keys that only some callers have.
#[test]
fn every_kind_of_caller_has_its_own_keys() {
    let organization = organization();
    let keys = [
        "aws:PrincipalArn",
        "aws:PrincipalOrgID",
        "aws:PrincipalIsAWSService",
        "aws:PrincipalServiceName",
        "aws:PrincipalServiceNamesList",
        "aws:username",
        "aws:SourceArn",
    ];
    let there = |principal: Principal| {
        let call = Call::by(principal);
        let derived = derive(&call.facts(Some(&organization)), &[]);
        let found = keys.iter().filter(|key| value(&derived, key) != "-");
        found.copied().collect::<Vec<_>>()
    };
    let member = [
        "aws:PrincipalArn",
        "aws:PrincipalOrgID",
        "aws:PrincipalIsAWSService",
    ];
    assert_eq!(there(role_session()), member);
    assert_eq!(there(federated()), member);
    assert_eq!(there(root_user()), member);
    assert_eq!(
        there(user(MEMBER)),
        [&member[..], &["aws:username"]].concat()
    );
    assert_eq!(
        there(service()),
        [
            "aws:PrincipalIsAWSService",
            "aws:PrincipalServiceName",
            "aws:PrincipalServiceNamesList",
            "aws:SourceArn"
        ]
    );
    assert_eq!(there(Principal::Anonymous), [""; 0]);
}

/// R6.2.1 to R6.2.3.
#[test]
fn only_temporary_credentials_say_when_they_were_issued() {
    let call = Call::by(role_session());
    for (credentials, issued, present) in [
        (Credentials::Unsigned, "-", "-"),
        (Credentials::LongTerm, "-", "-"),
        (Credentials::Temporary, "2026-10-01T12:00:00Z", "false"),
        (
            Credentials::TemporaryWithMfa,
            "2026-10-01T12:00:00Z",
            "true",
        ),
    ] {
        let mut facts = call.facts(None);
        facts.credentials = credentials;
        check(
            &derive(&facts, &[]),
            &[
                ("aws:TokenIssueTime", issued),
                ("aws:MultiFactorAuthPresent", present),
            ],
        );
    }
}

/// R6.3: the keys of a VPC endpoint, inside and outside of the organization.
#[test]
fn a_vpc_endpoint_has_its_keys_and_its_owner_s_organization() {
    let organization = organization();
    let call = Call::by(user(MEMBER));
    for (owner, organizational) in [(MEMBER, "?"), (OUTSIDE, "-")] {
        let mut facts = call.facts(Some(&organization));
        facts.endpoint = Some(Endpoint {
            id: "vpce-1",
            vpc: "vpc-1",
            account: account(owner),
        });
        check(
            &derive(&facts, &[]),
            &[
                ("aws:SourceIp", "-"),
                ("aws:VpcSourceIp", "?"),
                ("aws:SourceVpc", "vpc-1"),
                ("aws:SourceVpce", "vpce-1"),
                ("aws:SourceVpcArn", "?"),
                ("aws:VpceAccount", "?"),
                ("aws:VpceOrgID", organizational),
                ("aws:VpceOrgPaths", organizational),
            ],
        );
    }
    check(
        &derive(&call.facts(Some(&organization)), &[]),
        &[
            ("aws:SourceIp", "?"),
            ("aws:VpcSourceIp", "-"),
            ("aws:SourceVpc", "-"),
            ("aws:SourceVpce", "-"),
            ("aws:SourceVpcArn", "-"),
            ("aws:VpceAccount", "-"),
            ("aws:VpceOrgID", "-"),
            ("aws:VpceOrgPaths", "-"),
        ],
    );
}

/// R6.5.1 to R6.5.6, R6.5.9.
#[test]
fn every_request_has_its_own_keys() {
    let call = Call::by(user(MEMBER));
    check(
        &derive(&call.facts(None), &[]),
        &[
            ("aws:CurrentTime", "2026-10-01T12:00:00Z"),
            ("aws:EpochTime", "1790856000"),
            ("aws:SecureTransport", "true"),
            ("aws:RequestedRegion", "eu-west-1"),
            ("aws:UserAgent", "?"),
            ("aws:referer", "-"),
            ("aws:ViaAWSService", "false"),
            ("aws:CalledVia", "-"),
            ("aws:CalledViaFirst", "-"),
            ("aws:CalledViaLast", "-"),
            ("aws:TagKeys", "-"),
        ],
    );
}

/// R6.5.16, R6.5.17: the organization follows from the source account.
#[test]
fn a_source_account_outside_of_the_organization_has_none() {
    let organization = organization();
    let call = Call::by(service());
    for (source, id) in [(MEMBER, "o-exampleorgid"), (OUTSIDE, "-")] {
        let facts = call.facts(Some(&organization));
        let given = [("aws:SourceAccount", single(source))];
        check(
            &derive(&facts, &given),
            &[("aws:SourceAccount", source), ("aws:SourceOrgID", id)],
        );
    }
}

/// R6.5.18, R6.5.19: what is given takes the place of what is derived, and is marked.
#[test]
fn a_given_key_wins_and_is_marked_given() {
    let call = Call::by(user(MEMBER));
    let given = [
        ("AWS:secureTransport", single("false")),
        ("aws:ViaAWSService", single("true")),
        ("aws:UserAgent", None),
    ];
    let derived = derive(&call.facts(None), &given);
    check(
        &derived,
        &[
            ("aws:SecureTransport", "false"),
            ("aws:ViaAWSService", "true"),
            ("aws:UserAgent", "-"),
            // The service that forwards the call makes temporary credentials (R6.2.2).
            ("aws:MultiFactorAuthPresent", "false"),
        ],
    );
    for one in &derived {
        let is_given = matches!(
            &*one.key.to_lowercase(),
            "aws:securetransport" | "aws:viaawsservice"
        );
        let origin = match is_given {
            true => Origin::Given,
            false => Origin::Derived,
        };
        assert_eq!(one.origin, origin, "{}", one.key);
    }
}

/// Keys whose value is a parameter of the call or belongs to credentials of a kind that no world
/// describes: they are never made up, and carried when given (R6.2, R6.5, R6.8).
#[test]
fn keys_that_no_world_can_tell_are_there_only_when_given() {
    let keys = [
        "aws:FederatedProvider",
        "aws:AssumedRoot",
        "aws:SignInSessionArn",
        "aws:ChatbotSourceArn",
        "aws:Ec2InstanceSourceVpc",
        "aws:Ec2InstanceSourcePrivateIPv4",
        "ec2:RoleDelivery",
        "ec2:SourceInstanceArn",
        "lambda:SourceFunctionArn",
        "ssm:SourceInstanceArn",
        "codebuild:BuildArn",
        "codebuild:ProjectArn",
        "glue:RoleAssumedBy",
        "glue:CredentialIssuingService",
        "identitystore:UserId",
        "aws:referer",
        "aws:CalledVia",
        "aws:CalledViaFirst",
        "aws:CalledViaLast",
        "aws:CalledViaAWSMCP",
        "aws:ViaAWSMCPService",
        "aws:IsMcpServiceAction",
        "sts:ExternalId",
        "sts:RoleSessionName",
        "sts:SourceIdentity",
        "sts:AWSServiceName",
        "sts:TransitiveTagKeys",
        "sts:DurationSeconds",
        "sts:TaskPolicyArn",
        "iam:PassedToService",
        "iam:AssociatedResourceArn",
        "iam:PolicyARN",
        "iam:PermissionsBoundary",
        "accounts.google.com:aud",
        "SAML:aud",
    ];
    let call = Call::by(role_session());
    for key in keys {
        assert_eq!(value(&derive(&call.facts(None), &[]), key), "-", "{key}");
        let given = [(key, single("given by hand"))];
        let derived = derive(&call.facts(None), &given);
        assert_eq!(value(&derived, key), "given by hand", "{key}");
    }
}

/// R6.8.7: IAM's own name for the tag of the user or role acted on.
#[test]
fn the_tags_of_a_user_have_iam_s_own_key_too() {
    let call = Call {
        principal: user(MEMBER),
        action: Action::new("iam:GetUser"),
        resource: ResourceName::new("arn:aws:iam::111122223333:user/eve"),
    };
    let mut facts = call.facts(None);
    facts.resource_tags = vec![("team", "red")];
    check(
        &derive(&facts, &[]),
        &[
            ("iam:ResourceTag/team", "red"),
            ("aws:ResourceTag/team", "red"),
        ],
    );
    let queue = Call::by(user(MEMBER));
    let mut facts = queue.facts(None);
    facts.resource_tags = vec![("team", "red")];
    check(
        &derive(&facts, &[]),
        &[
            ("aws:ResourceTag/team", "red"),
            ("sqs:ResourceTag/team", "-"),
        ],
    );
}

/// R6.8.12: other services call it by names of their own, too.
#[test]
fn services_with_a_resource_tag_key_of_their_own_have_both() {
    for (action, key) in [
        (
            "secretsmanager:GetSecretValue",
            "secretsmanager:ResourceTag/team",
        ),
        ("ssm:StartSession", "ssm:ResourceTag/team"),
        ("ec2:StartInstances", "ec2:ResourceTag/team"),
    ] {
        let call = Call {
            action: Action::new(action),
            ..Call::by(user(MEMBER))
        };
        let mut facts = call.facts(None);
        facts.resource_tags = vec![("team", "red")];
        check(
            &derive(&facts, &[]),
            &[("aws:ResourceTag/team", "red"), (key, "red")],
        );
    }
}

/// R6.8.9 to R6.8.11, R6.8.13.
#[test]
fn kms_s3_and_ec2_say_accounts_region_and_signature_by_keys_of_their_own() {
    let call = |action: &str, resource: &str, principal: Principal| Call {
        principal,
        action: Action::new(action),
        resource: ResourceName::new(resource),
    };
    let key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    let decrypt = call("kms:Decrypt", key, user(MEMBER));
    let derived = derive(&decrypt.facts(None), &[]);
    check(
        &derived,
        &[("kms:CallerAccount", MEMBER), ("s3:TlsVersion", "-")],
    );

    let start = call(
        "ec2:StartInstances",
        "arn:aws:ec2:eu-west-1:111122223333:instance/i-0abcd1234",
        user(MEMBER),
    );
    check(
        &derive(&start.facts(None), &[]),
        &[("ec2:Region", "eu-west-1")],
    );

    let get = call("s3:GetObject", "arn:aws:s3:::bucket/object", user(MEMBER));
    let mut facts = get.facts(None);
    facts.owner = AccountId::parse(OUTSIDE);
    check(
        &derive(&facts, &[]),
        &[
            ("s3:ResourceAccount", OUTSIDE),
            ("s3:TlsVersion", "?"),
            ("s3:authType", "?"),
            ("s3:signatureversion", "?"),
            ("s3:signatureAge", "?"),
        ],
    );
    facts.owner = None;
    check(&derive(&facts, &[]), &[("s3:ResourceAccount", "?")]);

    // A request that is not signed says nothing about a signature.
    let anonymous = call(
        "s3:GetObject",
        "arn:aws:s3:::bucket/object",
        Principal::Anonymous,
    );
    check(
        &derive(&anonymous.facts(None), &[]),
        &[
            ("s3:TlsVersion", "?"),
            ("s3:authType", "-"),
            ("s3:signatureversion", "-"),
        ],
    );
}
