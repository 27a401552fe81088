//! The condition keys that AWS itself would put into a request (chapter 6 of
//! `docs/SEMANTICS.md`), worked out from who calls, what is called and where both stand.
//!
//! A key that AWS would supply but whose value follows from nothing here is `Unknown`; a key
//! that AWS would not supply is left out, and so is a key that is a parameter of the call. Reads
//! no clock: the time comes in as text.

mod services;

use crate::action::Action;
use crate::arn::AccountId;
use crate::condition::value::Instant;
use crate::context::{Context, Supplied, Value};
use crate::organization::Organization;
use crate::principal::Principal;
use crate::resource::ResourceName;

/// Services with one worldwide endpoint; `aws:RequestedRegion` is `us-east-1` there (R6.5).
const GLOBAL_SERVICES: [&str; 9] = [
    "account",
    "budgets",
    "ce",
    "cloudfront",
    "iam",
    "importexport",
    "organizations",
    "route53",
    "support",
];

/// What is known about a request beside its policies.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// Who calls.
    pub principal: &'a Principal,
    /// The unique id of the user or role, `AIDA…` or `AROA…`, if it is known.
    pub unique_id: Option<&'a str>,
    /// The tags of the user or role itself.
    pub principal_tags: Vec<Tag<'a>>,
    /// The tags passed when the session was made.
    pub session_tags: Vec<Tag<'a>>,
    /// What the request is signed with.
    pub credentials: Credentials,
    /// The source identity of the session, if one was set.
    pub source_identity: Option<&'a str>,
    /// The identity provider behind the session, if there is one.
    pub provider: Option<&'a str>,
    /// The organization that accounts are looked up in.
    pub organization: Option<&'a Organization>,
    /// What is called.
    pub action: &'a Action,
    /// What it is done to.
    pub resource: &'a ResourceName,
    /// Who owns the resource, if anybody is known to.
    pub owner: Option<AccountId>,
    /// The tags of the resource.
    pub resource_tags: Vec<Tag<'a>>,
    /// The VPC endpoint the request travels through, if it does.
    pub endpoint: Option<Endpoint<'a>>,
    /// The time of the request in a form that `Date` operators read.
    pub time: Option<&'a str>,
}

/// A tag's key and value.
pub type Tag<'a> = (&'a str, &'a str);

/// What a request is signed with (R6.7).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Credentials {
    /// Access keys of a user: AWS knows nothing of MFA then.
    LongTerm,
    /// Temporary credentials made without MFA.
    Temporary,
    /// Temporary credentials made with MFA.
    TemporaryWithMfa,
    /// Those of `AssumeRoot` (R6.2.6).
    AssumedRoot,
    /// The request is not signed with anybody's credentials.
    Unsigned,
}

/// A VPC endpoint.
#[derive(Clone, Copy, Debug)]
pub struct Endpoint<'a> {
    /// `vpce-…`.
    pub id: &'a str,
    /// `vpc-…`.
    pub vpc: &'a str,
    /// The owner.
    pub account: AccountId,
}

/// Where the value of a key comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// AWS would supply it.
    Derived,
    /// It was set by hand.
    Given,
}

/// A key of a request and where its value comes from.
#[derive(Clone, PartialEq, Debug)]
pub struct Derived {
    /// The key.
    pub key: String,
    /// What the request says about it.
    pub supplied: Supplied,
    /// Where that comes from.
    pub origin: Origin,
}

/// A key set by hand: what the request says about it, or `None` to leave the key out.
pub type Given<'a> = (&'a str, Option<Supplied>);

/// The keys of a request: those AWS would supply, and those set by hand, which win.
pub fn derive(facts: &Facts<'_>, given: &[Given<'_>]) -> Vec<Derived> {
    let mut keys = Keys::default();
    principal(facts, &mut keys);
    session(facts, &mut keys);
    network(facts, &mut keys);
    resource(facts, &mut keys);
    request(facts, &mut keys);
    services::put(facts, &mut keys);
    for (key, supplied) in given {
        keys.give(key, supplied.clone());
    }
    follow(facts, given, &mut keys);
    keys.list
}

/// The keys as the evaluator takes them.
pub fn context(derived: &[Derived]) -> Context {
    let mut context = Context::new();
    for Derived { key, supplied, .. } in derived {
        context.set(key, supplied.clone());
    }
    context
}

#[derive(Default)]
struct Keys {
    list: Vec<Derived>,
}

impl Keys {
    fn put(&mut self, key: impl Into<String>, supplied: Supplied) {
        self.list.push(Derived {
            key: key.into(),
            supplied,
            origin: Origin::Derived,
        });
    }

    fn single(&mut self, key: impl Into<String>, value: &str) {
        self.put(key, Supplied::Single(Value::new(value)));
    }

    fn several<'a>(&mut self, key: &str, values: impl IntoIterator<Item = &'a str>) {
        self.put(
            key,
            Supplied::Several(values.into_iter().map(Value::new).collect()),
        );
    }

    fn unknown(&mut self, key: &str) {
        self.put(key, Supplied::Unknown);
    }

    fn known(&mut self, key: &str, value: Option<&str>) {
        match value {
            Some(value) => self.single(key, value),
            None => self.unknown(key),
        }
    }

    /// A date of the list in seconds since 1970.
    fn seconds(&self, key: &str) -> Option<i64> {
        let derived = self
            .list
            .iter()
            .find(|derived| derived.key.eq_ignore_ascii_case(key))?;
        match &derived.supplied {
            Supplied::Single(value) => Instant::parse(value.text()).map(|at| at.seconds),
            Supplied::Several(_) | Supplied::Unknown => None,
        }
    }

    fn give(&mut self, key: &str, supplied: Option<Supplied>) {
        self.list
            .retain(|derived| !derived.key.eq_ignore_ascii_case(key));
        if let Some(supplied) = supplied {
            self.list.push(Derived {
                key: key.into(),
                supplied,
                origin: Origin::Given,
            });
        }
    }

    /// `…OrgID` and `…OrgPaths` of an account, where it stands in the organization.
    fn organization(
        &mut self,
        organization: Option<&Organization>,
        account: AccountId,
        [id, paths]: [&str; 2],
    ) {
        let Some(organization) = organization else {
            return;
        };
        if let Some(path) = organization.account_path(account) {
            self.single(id, organization.id());
            self.several(paths, [path.as_str()]);
        }
    }
}

/// R6.1.
fn principal(facts: &Facts<'_>, keys: &mut Keys) {
    if let Some(arn) = facts.principal.principal_arn() {
        keys.single("aws:PrincipalArn", arn.as_str());
    }
    let who = Identity::of(facts);
    keys.known("aws:PrincipalAccount", who.account.as_deref());
    if let Some(account) = facts.principal.account() {
        let names = ["aws:PrincipalOrgID", "aws:PrincipalOrgPaths"];
        keys.organization(facts.organization, account, names);
    }
    principal_tags(facts, keys);
    match facts.principal {
        Principal::Service { name } => {
            keys.single("aws:PrincipalIsAWSService", "true");
            keys.single("aws:PrincipalServiceName", name);
            keys.several("aws:PrincipalServiceNamesList", [name.as_str()]);
        }
        Principal::WebIdentity { .. } | Principal::Anonymous => {}
        Principal::IamUser { .. }
        | Principal::RoleSession { .. }
        | Principal::FederatedUser { .. }
        | Principal::RootUser { .. } => keys.single("aws:PrincipalIsAWSService", "false"),
    }
    keys.known("aws:PrincipalType", who.kind);
    keys.known("aws:userid", who.id.as_deref());
    if let Principal::IamUser { arn, .. } = facts.principal {
        keys.single("aws:username", last_word(arn.resource()));
    }
}

/// The rows of R6.1 that differ by caller; `None` where AWS supplies a value nobody told.
struct Identity {
    account: Option<String>,
    kind: Option<&'static str>,
    id: Option<String>,
}

impl Identity {
    fn of(facts: &Facts<'_>) -> Identity {
        let account = facts.principal.account().map(|account| account.to_string());
        let (kind, id) = match facts.principal {
            Principal::RootUser { .. } => (Some("Account"), account.clone()),
            Principal::IamUser { .. } => (Some("User"), facts.unique_id.map(str::to_owned)),
            Principal::RoleSession { arn, .. } => {
                let session = last_word(arn.resource());
                let id = facts.unique_id.map(|id| format!("{id}:{session}"));
                (Some("AssumedRole"), id)
            }
            Principal::FederatedUser { arn, account, .. } => (
                Some("FederatedUser"),
                Some(format!("{account}:{}", last_word(arn.resource()))),
            ),
            Principal::Anonymous => {
                let nobody = Some("anonymous".to_owned());
                return Identity {
                    account: nobody.clone(),
                    kind: Some("Anonymous"),
                    id: nobody,
                };
            }
            Principal::Service { .. } | Principal::WebIdentity { .. } => (None, None),
        };
        Identity { account, kind, id }
    }
}

/// A session's tag hides the tag of the same key of its user or role, without regard to case.
fn principal_tags(facts: &Facts<'_>, keys: &mut Keys) {
    let hidden = |key: &str| {
        facts
            .session_tags
            .iter()
            .any(|(own, _)| own.eq_ignore_ascii_case(key))
    };
    let inherited = facts.principal_tags.iter().filter(|(key, _)| !hidden(key));
    for (key, value) in inherited.chain(&facts.session_tags) {
        keys.single(format!("aws:PrincipalTag/{key}"), value);
    }
}

/// R6.2 and R6.7. The session counts as made at the time of the request.
fn session(facts: &Facts<'_>, keys: &mut Keys) {
    match facts.credentials {
        Credentials::LongTerm | Credentials::Unsigned => {}
        Credentials::Temporary => {
            keys.known("aws:TokenIssueTime", facts.time);
            keys.single("aws:MultiFactorAuthPresent", "false");
        }
        Credentials::AssumedRoot => {
            keys.known("aws:TokenIssueTime", facts.time);
            keys.single("aws:MultiFactorAuthPresent", "false");
            keys.single("aws:AssumedRoot", "true");
        }
        Credentials::TemporaryWithMfa => {
            keys.known("aws:TokenIssueTime", facts.time);
            keys.single("aws:MultiFactorAuthPresent", "true");
            keys.single("aws:MultiFactorAuthAge", "0");
        }
    }
    if let Some(identity) = facts.source_identity {
        keys.single("aws:SourceIdentity", identity);
    }
    if let Some(provider) = facts.provider {
        keys.single("aws:FederatedProvider", provider);
    }
}

/// R6.3. Which services pass on the owner of an endpoint is not known here.
fn network(facts: &Facts<'_>, keys: &mut Keys) {
    let Some(endpoint) = facts.endpoint else {
        keys.unknown("aws:SourceIp");
        return;
    };
    keys.unknown("aws:VpcSourceIp");
    keys.single("aws:SourceVpc", endpoint.vpc);
    keys.single("aws:SourceVpce", endpoint.id);
    keys.unknown("aws:SourceVpcArn");
    keys.unknown("aws:VpceAccount");
    let place = facts
        .organization
        .and_then(|organization| organization.account(endpoint.account));
    if place.is_some() {
        keys.unknown("aws:VpceOrgID");
        keys.unknown("aws:VpceOrgPaths");
    }
}

/// R6.4.
fn resource(facts: &Facts<'_>, keys: &mut Keys) {
    let names = ["aws:ResourceOrgID", "aws:ResourceOrgPaths"];
    let told = facts.owner.filter(|_| !keeps_owner_back(facts.action));
    match (told, facts.organization) {
        (Some(owner), organization) => {
            keys.single("aws:ResourceAccount", owner.as_str());
            keys.organization(organization, owner, names);
        }
        (None, organization) => {
            keys.unknown("aws:ResourceAccount");
            if organization.is_some() {
                names.into_iter().for_each(|name| keys.unknown(name));
            }
        }
    }
    for (key, value) in &facts.resource_tags {
        keys.single(format!("aws:ResourceTag/{key}"), value);
    }
}

/// Whether AWS lists the action, in one edition of its page or another, among those that do not
/// tell the resource's owner (R6.4.1).
fn keeps_owner_back(action: &Action) -> bool {
    match action.service() {
        "ebs" | "events" => true,
        "ec2" => matches!(
            action.name(),
            "copyfpgaimage"
                | "copyimage"
                | "copysnapshot"
                | "createtransitgatewaypeeringattachment"
                | "createvolume"
                | "createvpcpeeringconnection"
        ),
        "workspaces" => matches!(
            action.name(),
            "copyworkspaceimage" | "describeworkspaceimages"
        ),
        _ => false,
    }
}

/// R6.5.
fn request(facts: &Facts<'_>, keys: &mut Keys) {
    keys.known("aws:CurrentTime", facts.time);
    keys.single("aws:SecureTransport", "true");
    keys.known("aws:RequestedRegion", region(facts));
    keys.unknown("aws:UserAgent");
    keys.single("aws:ViaAWSService", "false");
    if let Principal::Service { .. } = facts.principal {
        keys.unknown("aws:SourceAccount");
        keys.unknown("aws:SourceArn");
    }
}

fn region<'a>(facts: &'a Facts<'_>) -> Option<&'a str> {
    let of_resource = facts.resource.parts().map(|[_, _, _, region, ..]| region);
    match of_resource {
        Some(region) if !region.is_empty() => Some(region),
        _ if GLOBAL_SERVICES.contains(&facts.action.service()) => Some("us-east-1"),
        _ if facts.action.service() == "globalaccelerator" => Some("us-west-2"),
        _ => None,
    }
}

/// Keys that follow from others, and so from what was set by hand: the same instant in seconds,
/// the keys of the tags in the request, the organization of the source account (R6.5).
fn follow(facts: &Facts<'_>, given: &[Given<'_>], keys: &mut Keys) {
    let is_given = |wanted: &str| {
        given
            .iter()
            .any(|(key, _)| key.eq_ignore_ascii_case(wanted))
    };
    // R6.2.3, where the time at which the session was made is told.
    let has_mfa = facts.credentials == Credentials::TemporaryWithMfa;
    if has_mfa && is_given("aws:TokenIssueTime") && !is_given("aws:MultiFactorAuthAge") {
        let times = keys
            .seconds("aws:CurrentTime")
            .zip(keys.seconds("aws:TokenIssueTime"));
        let age = times.map(|(now, made)| now.saturating_sub(made).max(0).to_string());
        keys.list
            .retain(|derived| derived.key != "aws:MultiFactorAuthAge");
        keys.known("aws:MultiFactorAuthAge", age.as_deref());
    }
    let all = std::mem::take(&mut keys.list);
    let value_of = |wanted: &str| {
        all.iter()
            .find(|derived| derived.key.eq_ignore_ascii_case(wanted))
    };
    if !is_given("aws:EpochTime") {
        match value_of("aws:CurrentTime").map(|derived| &derived.supplied) {
            Some(Supplied::Single(value)) => {
                let seconds = Instant::parse(value.text()).map(|at| at.seconds.to_string());
                keys.known("aws:EpochTime", seconds.as_deref());
            }
            Some(Supplied::Unknown | Supplied::Several(_)) => keys.unknown("aws:EpochTime"),
            None => {}
        }
    }
    // A service that forwards a call makes temporary credentials of the user's keys (R6.2.2).
    let is_forwarded = value_of("aws:ViaAWSService").is_some_and(
        |derived| matches!(&derived.supplied, Supplied::Single(value) if value.text() == "true"),
    );
    if is_forwarded && facts.credentials == Credentials::LongTerm {
        if !is_given("aws:MultiFactorAuthPresent") {
            keys.single("aws:MultiFactorAuthPresent", "false");
        }
        if !is_given("aws:TokenIssueTime") {
            keys.known("aws:TokenIssueTime", facts.time);
        }
    }
    let request_tags = all.iter().filter_map(|derived| request_tag(&derived.key));
    if !is_given("aws:TagKeys") && request_tags.clone().next().is_some() {
        keys.several("aws:TagKeys", request_tags);
    }
    let names = ["aws:SourceOrgID", "aws:SourceOrgPaths"];
    if !names.iter().any(|name| is_given(name)) {
        match value_of("aws:SourceAccount").map(|derived| &derived.supplied) {
            Some(Supplied::Single(value)) => {
                if let Some(account) = AccountId::parse(value.text()) {
                    keys.organization(facts.organization, account, names);
                }
            }
            Some(Supplied::Unknown) if facts.organization.is_some() => {
                names.into_iter().for_each(|name| keys.unknown(name));
            }
            Some(Supplied::Unknown | Supplied::Several(_)) | None => {}
        }
    }
    let followed = std::mem::replace(&mut keys.list, all);
    keys.list.extend(followed);
}

/// The tag key in `aws:RequestTag/key`.
fn request_tag(key: &str) -> Option<&str> {
    let (name, tag) = key.split_once('/')?;
    name.eq_ignore_ascii_case("aws:RequestTag").then_some(tag)
}

/// Names carry no `/`; paths before them do.
fn last_word(resource: &str) -> &str {
    resource.rsplit('/').next().unwrap_or(resource)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arn::Arn;
    use crate::organization::{Node, NodeKind};
    use crate::principal::RoleOrigin;

    const ACCOUNT: &str = "111122223333";
    const OTHER: &str = "444455556666";

    fn account(digits: &str) -> AccountId {
        AccountId::parse(digits).unwrap()
    }

    fn arn(text: &str) -> Arn {
        Arn::parse(text).unwrap()
    }

    fn user() -> Principal {
        let arn = arn("arn:aws:iam::111122223333:user/staff/ana");
        Principal::IamUser {
            arn,
            account: account(ACCOUNT),
        }
    }

    fn role_session() -> Principal {
        Principal::RoleSession {
            arn: arn("arn:aws:sts::111122223333:assumed-role/Auditor/ana"),
            role: arn("arn:aws:iam::111122223333:role/team/Auditor"),
            account: account(ACCOUNT),
            origin: RoleOrigin::Customer,
        }
    }

    fn federated() -> Principal {
        Principal::FederatedUser {
            arn: arn("arn:aws:sts::111122223333:federated-user/Bob"),
            user: arn("arn:aws:iam::111122223333:user/ana"),
            account: account(ACCOUNT),
        }
    }

    fn root_user() -> Principal {
        let arn = arn("arn:aws:iam::111122223333:root");
        Principal::RootUser {
            arn,
            account: account(ACCOUNT),
        }
    }

    fn organization() -> Organization {
        let node = |kind, id: &str| Node {
            kind,
            name: String::new(),
            id: id.into(),
            scps: Vec::new(),
            rcps: Vec::new(),
        };
        let root = node(NodeKind::Root, "r-exam");
        let mut organization = Organization::new("o-exampleorgid", account(OTHER), root);
        let ou = organization.add(organization.root(), node(NodeKind::Ou, "ou-exam-11111111"));
        organization.add(ou, node(NodeKind::Account(account(ACCOUNT)), ACCOUNT));
        organization
    }

    struct Case {
        principal: Principal,
        action: Action,
        resource: ResourceName,
    }

    impl Case {
        fn new(principal: Principal) -> Case {
            let resource = ResourceName::new("arn:aws:sqs:eu-west-1:111122223333:orders");
            Case {
                principal,
                action: Action::new("sqs:SendMessage"),
                resource,
            }
        }

        fn facts(&self) -> Facts<'_> {
            let credentials = match self.principal {
                Principal::IamUser { .. } | Principal::RootUser { .. } => Credentials::LongTerm,
                Principal::RoleSession { .. } | Principal::FederatedUser { .. } => {
                    Credentials::Temporary
                }
                _ => Credentials::Unsigned,
            };
            Facts {
                principal: &self.principal,
                unique_id: None,
                principal_tags: Vec::new(),
                session_tags: Vec::new(),
                credentials,
                source_identity: None,
                provider: None,
                organization: None,
                action: &self.action,
                resource: &self.resource,
                owner: Some(account(ACCOUNT)),
                resource_tags: Vec::new(),
                endpoint: None,
                time: Some("2026-10-01T12:00:00Z"),
            }
        }
    }

    /// The keys of `names` as `key=value` lines; `?` for unknown, `-` for absent.
    #[track_caller]
    fn check(derived: &[Derived], expected: &[(&str, &str)]) {
        for (key, value) in expected {
            let found = derived.iter().find(|derived| derived.key == *key);
            let text = match found.map(|derived| &derived.supplied) {
                None => "-".to_owned(),
                Some(Supplied::Unknown) => "?".to_owned(),
                Some(Supplied::Single(value)) => value.text().to_owned(),
                Some(Supplied::Several(values)) => {
                    let texts: Vec<&str> = values.iter().map(Value::text).collect();
                    format!("[{}]", texts.join(", "))
                }
            };
            assert_eq!(text, *value, "{key}");
        }
    }

    #[test]
    fn an_iam_user_has_a_name_and_an_id_only_where_one_is_told() {
        let case = Case::new(user());
        let mut facts = case.facts();
        check(
            &derive(&facts, &[]),
            &[
                (
                    "aws:PrincipalArn",
                    "arn:aws:iam::111122223333:user/staff/ana",
                ),
                ("aws:PrincipalAccount", ACCOUNT),
                ("aws:PrincipalOrgID", "-"),
                ("aws:PrincipalIsAWSService", "false"),
                ("aws:PrincipalType", "User"),
                ("aws:userid", "?"),
                ("aws:username", "ana"),
            ],
        );
        facts.unique_id = Some("AIDAEXAMPLE");
        check(&derive(&facts, &[]), &[("aws:userid", "AIDAEXAMPLE")]);
    }

    #[test]
    fn a_role_session_is_known_by_its_role() {
        let case = Case::new(role_session());
        let mut facts = case.facts();
        facts.unique_id = Some("AROAEXAMPLE");
        facts.principal_tags = vec![("team", "red"), ("Cost", "1")];
        facts.session_tags = vec![("Team", "blue")];
        facts.source_identity = Some("ana@example.com");
        check(
            &derive(&facts, &[]),
            &[
                (
                    "aws:PrincipalArn",
                    "arn:aws:iam::111122223333:role/team/Auditor",
                ),
                ("aws:PrincipalType", "AssumedRole"),
                ("aws:userid", "AROAEXAMPLE:ana"),
                ("aws:username", "-"),
                ("aws:PrincipalTag/team", "-"),
                ("aws:PrincipalTag/Team", "blue"),
                ("aws:PrincipalTag/Cost", "1"),
                ("aws:SourceIdentity", "ana@example.com"),
                ("aws:TokenIssueTime", "2026-10-01T12:00:00Z"),
            ],
        );
    }

    #[test]
    fn root_users_and_federated_users_have_ids_that_follow_from_the_account() {
        check(
            &derive(&Case::new(root_user()).facts(), &[]),
            &[
                ("aws:PrincipalArn", "arn:aws:iam::111122223333:root"),
                ("aws:PrincipalType", "Account"),
                ("aws:userid", ACCOUNT),
                ("aws:username", "-"),
            ],
        );
        check(
            &derive(&Case::new(federated()).facts(), &[]),
            &[
                (
                    "aws:PrincipalArn",
                    "arn:aws:sts::111122223333:federated-user/Bob",
                ),
                ("aws:PrincipalType", "FederatedUser"),
                ("aws:userid", "111122223333:Bob"),
                ("aws:username", "-"),
                ("aws:MultiFactorAuthPresent", "false"),
            ],
        );
    }

    #[test]
    fn an_anonymous_caller_has_no_arn() {
        check(
            &derive(&Case::new(Principal::Anonymous).facts(), &[]),
            &[
                ("aws:PrincipalArn", "-"),
                ("aws:PrincipalAccount", "anonymous"),
                ("aws:PrincipalType", "Anonymous"),
                ("aws:userid", "anonymous"),
                ("aws:PrincipalIsAWSService", "-"),
                ("aws:MultiFactorAuthPresent", "-"),
                ("aws:TokenIssueTime", "-"),
            ],
        );
    }

    #[test]
    fn a_service_brings_its_name_and_the_source_it_acts_for() {
        let case = Case::new(Principal::Service {
            name: "sns.amazonaws.com".into(),
        });
        let organization = organization();
        let mut facts = case.facts();
        facts.organization = Some(&organization);
        check(
            &derive(&facts, &[]),
            &[
                ("aws:PrincipalArn", "-"),
                ("aws:PrincipalAccount", "?"),
                ("aws:PrincipalIsAWSService", "true"),
                ("aws:PrincipalServiceName", "sns.amazonaws.com"),
                ("aws:PrincipalServiceNamesList", "[sns.amazonaws.com]"),
                ("aws:SourceAccount", "?"),
                ("aws:SourceOrgID", "?"),
            ],
        );
        let source = Supplied::Single(Value::new(ACCOUNT));
        check(
            &derive(&facts, &[("aws:SourceAccount", Some(source))]),
            &[
                ("aws:SourceAccount", ACCOUNT),
                ("aws:SourceOrgID", "o-exampleorgid"),
                (
                    "aws:SourceOrgPaths",
                    "[o-exampleorgid/r-exam/ou-exam-11111111/]",
                ),
                ("aws:SourceArn", "?"),
            ],
        );
    }

    #[test]
    fn a_web_identity_signs_nothing() {
        let case = Case::new(Principal::WebIdentity {
            provider: "accounts.google.com".into(),
        });
        check(
            &derive(&case.facts(), &[]),
            &[
                ("aws:PrincipalArn", "-"),
                ("aws:PrincipalIsAWSService", "-"),
                ("aws:userid", "?"),
                ("aws:MultiFactorAuthPresent", "-"),
            ],
        );
    }

    #[test]
    fn mfa_is_absent_false_or_true_by_the_credentials() {
        let table = [
            (Credentials::LongTerm, "-", "-", "-"),
            (Credentials::Temporary, "false", "-", "2026-10-01T12:00:00Z"),
            (
                Credentials::TemporaryWithMfa,
                "true",
                "0",
                "2026-10-01T12:00:00Z",
            ),
        ];
        let case = Case::new(user());
        for (credentials, present, age, issued) in table {
            let facts = Facts {
                credentials,
                ..case.facts()
            };
            check(
                &derive(&facts, &[]),
                &[
                    ("aws:MultiFactorAuthPresent", present),
                    ("aws:MultiFactorAuthAge", age),
                    ("aws:TokenIssueTime", issued),
                ],
            );
        }
    }

    #[test]
    fn both_sides_are_looked_up_in_the_organization() {
        let case = Case::new(user());
        let organization = organization();
        let copy = Action::new("ec2:CopySnapshot");
        let mut facts = case.facts();
        facts.organization = Some(&organization);
        let path = "[o-exampleorgid/r-exam/ou-exam-11111111/]";
        check(
            &derive(&facts, &[]),
            &[
                ("aws:PrincipalOrgID", "o-exampleorgid"),
                ("aws:PrincipalOrgPaths", path),
                ("aws:ResourceAccount", ACCOUNT),
                ("aws:ResourceOrgID", "o-exampleorgid"),
                ("aws:ResourceOrgPaths", path),
            ],
        );
        facts.owner = Some(account("999999999999"));
        check(
            &derive(&facts, &[]),
            &[
                ("aws:ResourceAccount", "999999999999"),
                ("aws:ResourceOrgID", "-"),
            ],
        );
        facts.action = &copy;
        check(
            &derive(&facts, &[]),
            &[("aws:ResourceAccount", "?"), ("aws:ResourceOrgID", "?")],
        );
        facts.owner = None;
        check(
            &derive(&facts, &[]),
            &[("aws:ResourceAccount", "?"), ("aws:ResourceOrgID", "?")],
        );
    }

    #[test]
    fn tags_of_the_resource_come_with_the_service_s_own_key() {
        let case = Case {
            principal: user(),
            action: Action::new("ec2:StartInstances"),
            resource: ResourceName::new("arn:aws:ec2:eu-west-1:111122223333:instance/i-1"),
        };
        let facts = Facts {
            resource_tags: vec![("stage", "test")],
            ..case.facts()
        };
        check(
            &derive(&facts, &[]),
            &[
                ("aws:ResourceTag/stage", "test"),
                ("ec2:ResourceTag/stage", "test"),
            ],
        );
    }

    #[test]
    fn the_way_in_decides_which_network_keys_there_are() {
        let case = Case::new(user());
        let mut facts = case.facts();
        check(
            &derive(&facts, &[]),
            &[("aws:SourceIp", "?"), ("aws:SourceVpce", "-")],
        );
        let vpc = "vpc-0123456789abcdef0";
        let id = "vpce-0123456789abcdef0";
        facts.endpoint = Some(Endpoint {
            id,
            vpc,
            account: account(ACCOUNT),
        });
        check(
            &derive(&facts, &[]),
            &[
                ("aws:SourceIp", "-"),
                ("aws:VpcSourceIp", "?"),
                ("aws:SourceVpce", id),
                ("aws:SourceVpc", vpc),
                ("aws:VpceOrgID", "-"),
            ],
        );
    }

    #[test]
    fn the_region_is_that_of_the_resource_or_of_a_global_service() {
        let region = |action: &str, resource: &str| {
            let case = Case {
                principal: user(),
                action: Action::new(action),
                resource: ResourceName::new(resource),
            };
            let derived = derive(&case.facts(), &[]);
            derived
                .into_iter()
                .find(|derived| derived.key == "aws:RequestedRegion")
                .unwrap()
                .supplied
        };
        let single = |text| Supplied::Single(Value::new(text));
        let queue = "arn:aws:sqs:eu-west-1:111122223333:orders";
        assert_eq!(region("sqs:SendMessage", queue), single("eu-west-1"));
        assert_eq!(
            region("iam:GetUser", "arn:aws:iam::111122223333:user/ana"),
            single("us-east-1")
        );
        assert_eq!(
            region("s3:GetObject", "arn:aws:s3:::bucket/key"),
            Supplied::Unknown
        );
        assert_eq!(region("ec2:DescribeInstances", "*"), Supplied::Unknown);
    }

    #[test]
    fn what_is_set_by_hand_wins_and_is_said_to_be() {
        let case = Case::new(user());
        let time = Supplied::Single(Value::new("1970-01-01T00:01:00Z"));
        let tag = Supplied::Single(Value::new("legal"));
        let given = [
            ("AWS:currenttime", Some(time)),
            ("aws:SecureTransport", None),
            ("aws:username", Some(Supplied::Unknown)),
            ("aws:RequestTag/department", Some(tag)),
        ];
        let derived = derive(&case.facts(), &given);
        check(
            &derived,
            &[
                ("aws:CurrentTime", "-"),
                ("AWS:currenttime", "1970-01-01T00:01:00Z"),
                ("aws:EpochTime", "60"),
                ("aws:SecureTransport", "-"),
                ("aws:username", "?"),
                ("aws:TagKeys", "[department]"),
            ],
        );
        let origin = |key| {
            derived
                .iter()
                .find(|derived| derived.key == key)
                .unwrap()
                .origin
        };
        assert_eq!(origin("AWS:currenttime"), Origin::Given);
        assert_eq!(origin("aws:EpochTime"), Origin::Derived);
    }

    #[test]
    fn without_a_time_both_clocks_are_unknown() {
        let case = Case::new(user());
        let facts = Facts {
            time: None,
            ..case.facts()
        };
        check(
            &derive(&facts, &[]),
            &[("aws:CurrentTime", "?"), ("aws:EpochTime", "?")],
        );
    }

    #[test]
    fn no_key_is_supplied_twice() {
        for principal in [
            user(),
            role_session(),
            federated(),
            root_user(),
            Principal::Anonymous,
        ] {
            let case = Case::new(principal);
            let mut keys: Vec<String> = derive(&case.facts(), &[])
                .into_iter()
                .map(|derived| derived.key)
                .collect();
            let count = keys.len();
            keys.sort();
            keys.dedup();
            assert_eq!(keys.len(), count);
        }
    }
}
