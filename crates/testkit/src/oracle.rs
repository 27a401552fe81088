//! A second evaluator: `docs/SEMANTICS.md` written down top to bottom, to be held against `iam`.
//!
//! It shares data types and parsed policies with `iam`, and nothing that decides: wildcards,
//! operators, principals, layers and conclusion are its own. It knows no unknown keys and records
//! no path. Short and slow on purpose; where it disagrees with `iam`, read the rule.

mod statement;
mod values;

pub use statement::applies;

use iam::policy::Effect;
use iam::principal::RoleOrigin;
use iam::request::SessionToken;
use iam::{AccountId, Grade, Layer, Node, PolicyId, Principal, Request, ResourcePolicyKind, World};

const RCP_SERVICES: &str = " aoss appconfig appstream autoscaling autoscaling-plans budgets \
    clouddirectory cloudfront cloudsearch cloudtrail-data codeartifact codebuild codecommit \
    codepipeline cognito-identity cognito-idp comprehend comprehendmedical compute-optimizer \
    cost-optimization-hub dax dsql dynamodb ecr ecr-public events firehose fis fms gamelift \
    health inspector-scan kendra kinesisvideo kms logs memorydb networkmonitor notifications \
    opensearch pca-connector-ad personalize polly pricing resource-groups rolesanywhere s3 \
    secretsmanager servicediscovery signin sqs sts support swf textract timestream-influxdb \
    transcribe transfer translate wafv2 workspaces xray ";
const KMS_ACROSS_ACCOUNTS: &str = " decrypt derivesharedsecret encrypt generatedatakey \
    generatedatakeypair generatedatakeypairwithoutplaintext generatedatakeywithoutplaintext \
    generatemac reencryptfrom reencryptto sign verify verifymac creategrant describekey \
    getkeyrotationstatus getpublickey listgrants retiregrant revokegrant ";

/// `None` for Allow; otherwise the reason of the Deny, spelled as `Decision::because` does.
pub fn refusal(world: &World, request: &Request) -> Option<String> {
    let caller = &request.caller.principal;
    let action = request.action.as_str().to_lowercase();
    let name: Vec<&str> = request.resource.name.as_str().splitn(6, ':').collect();
    let foreign = |partition: &&str| {
        caller
            .arn()
            .is_some_and(|arn| arn.partition() != *partition)
    };
    if let [_, partition, _, _, _, _] = &*name
        && foreign(partition)
    {
        return Some("cross_partition".into()); // R3.6.8, R3.11.1
    }
    if action == "sts:getcalleridentity" && caller.account().is_some() {
        return None; // R3.7.18, R3.11.2
    }
    let accounts = caller.account().zip(request.resource.account);
    let cross = accounts.is_some_and(|(caller, owner)| caller != owner);
    if is_restricted(request, &action, &name, cross) {
        return Some("api_restriction".into()); // R3.11.3
    }
    let said = layers(world, request, &action);
    let of = |wanted| {
        said.iter()
            .find(|(layer, _)| *layer == wanted)
            .map(|(_, said)| *said)
    };
    let repairs = matches!(caller, Principal::RootUser { .. })
        && !cross
        && [
            "s3:getbucketpolicy",
            "s3:putbucketpolicy",
            "s3:deletebucketpolicy",
        ]
        .contains(&&*action);
    let denies =
        |layer| of(layer).is_some_and(|said| said.denies && !(layer == Layer::Resource && repairs));
    if let Some(layer) = Layer::ALL.into_iter().find(|layer| denies(*layer)) {
        return Some(format!("explicit:{}", layer.code())); // R3.1.3, R3.2.4, R3.7.14
    }
    let grade = of(Layer::Resource).map_or(Grade::None, |said| said.grade);
    let needs = needs(request, grade, cross);
    let silent = |layer| of(layer).is_some_and(|said| said.grade == Grade::None);
    let missing = |layer: &Layer| match layer {
        Layer::Rcp | Layer::Scp | Layer::Endpoint => silent(*layer), // R3.4.1
        Layer::Resource => grade < needs.resource,
        Layer::Identity => needs.identity && silent(*layer),
        Layer::Boundary | Layer::Session => needs.limits && silent(*layer),
    };
    let first = Layer::ALL.into_iter().find(missing); // R3.2.5
    first.map(|layer| format!("implicit:{}", layer.code()))
}

/// What has to allow besides RCPs, SCPs and endpoint policy, given what the resource policy does.
struct Needs {
    resource: Grade,
    identity: bool,
    limits: bool,
}

fn needs(request: &Request, grade: Grade, cross: bool) -> Needs {
    let mut needs = Needs {
        resource: Grade::None,
        identity: true,
        limits: true,
    };
    let caller = &request.caller.principal;
    if caller.account().is_none() {
        needs = Needs {
            resource: Grade::Direct,
            identity: false,
            limits: false,
        }; // R3.4.16, R3.7.1
    } else if cross {
        needs.resource = Grade::Account; // R3.6.4
    } else {
        needs.identity = grade <= Grade::Account; // R3.4.3, R3.4.6, R3.4.7
        needs.limits = grade < Grade::Direct; // R3.4.4, R3.4.8, R3.4.9
        let kind = request.resource.policy.map(|policy| policy.kind);
        needs.resource = match (kind, caller) {
            (Some(ResourcePolicyKind::RoleTrust), Principal::RoleSession { role, .. })
                if role.as_str() == request.resource.name.as_str() =>
            {
                Grade::ViaUser // R3.9.6
            }
            (Some(ResourcePolicyKind::RoleTrust | ResourcePolicyKind::KmsKey), _) => Grade::Account, // R3.4.19
            _ => Grade::None,
        };
    }
    if let Principal::RootUser { .. } = caller {
        (needs.identity, needs.limits) = (false, false); // R3.4.15, R3.6.9
    }
    needs
}

/// R3.7.16, R3.7.19 to R3.7.24, R3.10.6 and 3.12.
fn is_restricted(request: &Request, action: &str, name: &[&str], cross: bool) -> bool {
    let (service, verb) = action.split_once(':').unwrap_or((action, ""));
    let calls = !["iam:passrole", "sts:tagsession", "sts:setsourceidentity"].contains(&action);
    let by_caller = match &request.caller.principal {
        Principal::RoleSession { .. } => {
            ["sts:getfederationtoken", "sts:getsessiontoken"].contains(&action)
        }
        Principal::FederatedUser { .. } => calls && (service == "iam" || service == "sts"),
        Principal::RootUser { .. } => action == "sts:assumerole",
        _ => false,
    };
    let by_token = match request.caller.session_token {
        Some(SessionToken::WithoutMfa) if service == "iam" => calls,
        Some(SessionToken::NotIssued | SessionToken::Uncertain) => return true,
        Some(_) => calls && service == "sts" && verb != "assumerole",
        None => false,
    };
    let begins = |words: &[&str]| words.iter().any(|word| verb.starts_with(word));
    let key_policy = request
        .resource
        .policy
        .is_some_and(|one| one.kind == ResourcePolicyKind::KmsKey);
    let by_resource = match (service, name) {
        ("iam", [_, _, "iam", _, "aws", rest]) if rest.starts_with("policy/") => {
            begins(&["create", "delete", "set", "tag", "untag"])
        }
        ("iam", [_, _, "iam", _, _, rest]) if rest.starts_with("role/aws-reserved/") => {
            !begins(&["get", "list", "simulate", "generate"])
        }
        ("kms", [_, _, "kms", _, _, rest]) if rest.starts_with("alias/aws/") => {
            begins(&["create", "update", "delete"])
        }
        ("kms", [_, _, _, _, _, _]) => {
            key_policy && cross && !KMS_ACROSS_ACCOUNTS.contains(&format!(" {verb} "))
        }
        _ => false,
    };
    by_caller || by_token || by_resource
}

/// What a policy or a layer says: the strongest grade among its Allows that apply, and whether a
/// Deny applies.
#[derive(Clone, Copy)]
struct Said {
    grade: Grade,
    denies: bool,
}

/// What each layer in force says (3.3).
fn layers(world: &World, request: &Request, action: &str) -> Vec<(Layer, Said)> {
    let caller = &request.caller;
    let linked = matches!(
        caller.principal,
        Principal::RoleSession {
            origin: RoleOrigin::ServiceLinked,
            ..
        }
    );
    let has_policies = !matches!(caller.principal, Principal::RootUser { .. })
        && caller.principal.account().is_some();
    let federated = matches!(caller.principal, Principal::FederatedUser { .. });
    let in_session = federated || matches!(caller.principal, Principal::RoleSession { .. });
    let resource = request.resource.name.as_str();
    let (service, _) = action.split_once(':').unwrap_or_default();
    let linked_role =
        resource.split(':').nth(2) == Some("iam") && resource.contains(":role/aws-service-role/");
    let covered = RCP_SERVICES.contains(&format!(" {service} ")) && action != "kms:retiregrant";
    let say = |ids: &[PolicyId], start| said(world, ids, request, start);
    let nothing = Said {
        grade: Grade::None,
        denies: false,
    };
    let everything = Said {
        grade: Grade::Direct,
        denies: false,
    };
    let mut found = Vec::new();
    let mut add = |layer, says: Option<Said>| found.extend(says.map(|says| (layer, says)));
    if covered && !linked && !linked_role && resource != "*" {
        // R3.3.1, R3.3.2, R4.3.2
        add(
            Layer::Rcp,
            levels(world, request.resource.account, |node| {
                say(&node.rcps, everything)
            }),
        );
    }
    if !linked {
        // R3.3.3, R3.3.4
        add(
            Layer::Scp,
            levels(world, caller.principal.account(), |node| {
                say(&node.scps, nothing)
            }),
        );
    }
    add(
        Layer::Resource,
        request
            .resource
            .policy
            .map(|one| say(&[one.policy], nothing)),
    );
    let identity: Vec<PolicyId> = caller.identity.iter().map(|one| one.policy).collect();
    add(
        Layer::Identity,
        has_policies.then(|| say(&identity, nothing)),
    );
    add(
        Layer::Boundary,
        caller
            .boundary
            .filter(|_| has_policies)
            .map(|id| say(&[id], nothing)),
    );
    let passed = caller.session.as_ref();
    let start = match in_session {
        true => Some(nothing),
        false => (!has_policies && caller.principal.account().is_some()).then_some(everything), // R3.7.17
    };
    let unpassed = federated.then_some(nothing); // R3.5.5
    add(
        Layer::Session,
        passed
            .zip(start)
            .map(|(ids, start)| say(ids, start))
            .or(unpassed),
    );
    add(
        Layer::Endpoint,
        request.endpoint.map(|id| say(&[id], nothing)),
    );
    found
}

/// Every level from the account to the root has to allow, and none may deny (4.2); nothing is said
/// for the management account and accounts outside.
fn levels(world: &World, account: Option<AccountId>, say: impl Fn(&Node) -> Said) -> Option<Said> {
    let organization = world.organization()?;
    let account = account.filter(|one| *one != organization.management_account())?;
    let mut level = organization.account(account);
    level?;
    let mut all = Said {
        grade: Grade::Direct,
        denies: false,
    };
    while let Some(id) = level {
        let one = say(organization.node(id)?);
        all = Said {
            grade: all.grade.min(one.grade),
            denies: all.denies || one.denies,
        };
        level = organization.parent(id);
    }
    Some(all)
}

fn said(world: &World, policies: &[PolicyId], request: &Request, start: Said) -> Said {
    let mut said = start;
    for stored in policies.iter().filter_map(|id| world.policy(*id)) {
        for statement in &stored.policy.statements {
            let grade = applies(statement, &stored.policy, request);
            match statement.effect {
                Effect::Allow => said.grade = said.grade.max(grade),
                Effect::Deny => said.denies |= grade != Grade::None,
                Effect::Unreadable => {} // R8.1.7
            }
        }
    }
    said
}
