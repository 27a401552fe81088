//! A second evaluator: `docs/SEMANTICS.md` written down top to bottom, to be held against `iam`.
//!
//! It takes parsed policies from `iam` as plain texts ([`input`]), and nothing that decides:
//! wildcards, operators and what they compare, principals, layers and conclusion are its own. It
//! knows no unknown keys and records no path. Under 300 lines of code (`cargo xtask tidy` counts
//! them), and slow on purpose; where it disagrees with `iam`, read the rule.

pub mod input;

use Grade::{Account, Direct, ViaRole, ViaUser};
use data_encoding::BASE64;
use iam::policy::{Effect, Sense};
use iam::{Grade, Request, World};
use input::{Asked, List, Policy, Statement, Test, asked};
use regex_lite::Regex;
use std::net::IpAddr;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// What no policy can open, a line each: for whom or which resource, which actions, and which of
/// these stay open (R3.7.16, R3.7.19 to R3.7.24, R3.10.6, 3.12).
const REFUSED: &str = include_str!("oracle/refused.txt");
const RCP_SERVICES: &str = include_str!("oracle/rcp-services.txt");
/// What is before it, the key, the default, what is behind it (R1.11.11).
const VARIABLE: &str = r"(?s)^(.*?)\$\{([^}]*?)(?:, '(.*?)')?\}(.*)$";

/// `None` for Allow; otherwise the reason of the Deny, spelled as `Decision::because` does.
pub fn refusal(world: &World, request: &Request) -> Option<String> {
    let asked = &asked(world, request);
    let is_known = !asked.account.is_empty();
    let foreign = is_known && !asked.owner.is_empty() && asked.account != asked.owner;
    let central = asked.action == "sts:assumeroot" && asked.account == asked.management;
    let cross = foreign && !(central && asked.guard.is_empty()); // R3.7.25
    let parts: Vec<&str> = asked.resource.splitn(6, ':').collect();
    if is_known && parts.len() == 6 && parts.get(1) != asked.arn.split(':').nth(1).as_ref() {
        return Some("cross_partition".into()); // R3.6.8, R3.11.1
    }
    let abroad = format!("{}-{}", asked.guard, if cross { "abroad" } else { "home" });
    let subjects = [&asked.caller, &asked.token, &asked.resource, &abroad];
    let is_refused = |line: &str| {
        let cell = |at| line.split('|').nth(at).unwrap_or_default();
        let is = |at| among(cell(at), &asked.action);
        is(1) && !is(2) && subjects.iter().any(|one| among(cell(0), one))
    };
    match (&*asked.action, REFUSED.lines().any(is_refused)) {
        ("sts:getcalleridentity", _) if is_known => return None, // R3.7.18, R3.11.2
        (_, true) => return Some("api_restriction".into()),      // R3.11.3
        ("sts:getsessiontoken", _) if is_known => return None,   // R3.7.26
        _ => {}
    }
    let layers = layers(asked, cross);
    let denied = layers.iter().find(|layer| layer.1); // R3.1.3, R3.2.4
    let lacking = layers.iter().find(|layer| layer.2); // R3.2.5
    let explicit = denied.map(|layer| format!("explicit:{}", layer.0));
    explicit.or(lacking.map(|layer| format!("implicit:{}", layer.0)))
}

/// The layers in order, with whether one denies and whether its Allow is missing (3.2 to 3.10).
/// A layer that is not in force has no levels.
fn layers(asked: &Asked, cross: bool) -> Vec<(&'static str, bool, bool)> {
    let grade = |levels: &[Vec<Policy>], start: Grade| {
        let allows = |level: &Vec<Policy>| said(level, Effect::Allow, asked).max(start); // R4.2.2
        levels.iter().map(allows).min().unwrap_or(Direct) // R4.2.3
    };
    let layer = |name, levels: &[Vec<Policy>], start, needed| {
        let denies = |level: &Vec<Policy>| said(level, Effect::Deny, asked) != Grade::None;
        let lacks = grade(levels, start) < needed;
        (name, levels.iter().any(denies), lacks)
    };
    let is_root = asked.caller == "RootUser";
    let given = grade(&asked.guarding, Grade::None);
    let needed = match &*asked.guard {
        _ if asked.account.is_empty() => Direct, // R3.4.16, R3.7.1
        _ if cross => Account,                   // R3.6.4
        "RoleTrust" if is_same(&asked.behind, &asked.resource) => ViaUser, // R3.9.6
        "RoleTrust" | "KmsKey" => Account,       // R3.4.19
        _ => Grade::None,
    };
    let mut guard = layer("resource", &asked.guarding, Grade::None, needed);
    let repair = "s3:*bucketpolicy sqs:?etqueueattributes";
    guard.1 &= !(is_root && !cross && among(repair, &asked.action)); // R3.7.14, R3.7.27
    let if_needed = |needed| if needed { Account } else { Grade::None };
    let identity = if_needed(cross || given <= Account); // R3.4.3, R3.4.6, R3.4.7, R3.6.4
    let limit = if_needed(cross || given < Direct); // R3.4.4, R3.4.8, R3.4.9

    let when = |yes, levels| if yes { levels } else { &[][..] };
    let linked_role = among("arn:*:iam:*:role/aws-service-role/*", &asked.resource);
    let spared = asked.action == "kms:retiregrant" || asked.resource == "*" || linked_role;
    let covered = among(RCP_SERVICES, &asked.action);
    let rcps = when(covered && !spared && !asked.is_linked, &*asked.rcps); // R3.3.2
    let scps = when(!asked.is_linked, &asked.scps); // R3.3.4
    let own = among("IamUser RoleSession FederatedUser", &asked.caller); // R3.3.7
    let [owned, boundary] = [&asked.identity, &asked.boundary].map(|one| when(own, one));
    let passed = among("RoleSession FederatedUser RootUser", &asked.caller); // R3.3.9
    let unset = asked.caller == "FederatedUser" && asked.session.is_empty();
    let none = vec![vec![]]; // R3.5.5
    let session = when(passed, if unset { &none } else { &asked.session });
    let start = if is_root { Direct } else { Grade::None }; // R3.7.17
    vec![
        layer("rcp", rcps, Direct, Account), // R4.3.2
        layer("scp", scps, Grade::None, Account),
        guard,
        layer("identity", owned, Grade::None, identity),
        layer("boundary", boundary, Grade::None, limit),
        layer("session", session, start, limit),
        layer("vpc_endpoint", &asked.endpoint, Grade::None, Account), // R3.4.1
    ]
}

/// The strongest grade with which a statement of this effect applies.
fn said(policies: &[Policy], effect: Effect, asked: &Asked) -> Grade {
    let grades = policies.iter().flat_map(|policy| {
        let statements = policy.statements.iter().filter(|one| one.effect == effect);
        statements.map(|one| applies(one, policy, asked))
    });
    grades.max().unwrap_or(Grade::None)
}

/// How strongly a statement applies; `None` when it does not.
pub fn applies(statement: &Statement, policy: &Policy, asked: &Asked) -> Grade {
    let deny = statement.effect == Effect::Deny;
    let live = policy.has_variables.then_some(asked); // R1.3.1 to R1.3.3
    let holds = |tests: &Vec<Test>| tests.iter().all(|test| holds(test, deny, asked, live));
    let action = |one: &str| fits(&marked(&one.to_lowercase(), WILD), &asked.action); // R1.2.3
    let resource = |one: &str| resource_fits(one, &policy.kind, asked, live);
    let fits = (deny || !statement.has_foreign) // R8.1.10
        && listed(&statement.action, deny, action)
        && listed(&statement.resource, deny, resource)
        && statement.condition.as_ref().map_or(deny, holds); // R2.1.1, R8.1.4
    let grade = fits.then(|| principal(&statement.principal, &policy.kind, deny, asked));
    grade.unwrap_or(Grade::None)
}

/// R1.8.8, R1.9.20, R1.12.1 to R1.12.3, R8.1.2 to R8.1.5.
fn listed(list: &List, deny: bool, fits: impl Fn(&str) -> bool) -> bool {
    let List::Values(sense, values) = list else {
        return deny || matches!(list, List::NotUsed);
    };
    let plain = *sense == Sense::Listed;
    let one = |value: &Option<String>| value.as_deref().map_or(deny == plain, &fits);
    !values.is_empty() && plain == values.iter().any(one)
}

fn principal(list: &List, kind: &str, deny: bool, asked: &Asked) -> Grade {
    let gateway = kind == "VpcEndpoint" && among("s3:* dynamodb:*", &asked.action);
    let counts = |one: &str| one == "*" || !gateway || asked.caller == "RootUser"; // R3.8.4
    let limited = !asked.boundary.is_empty() && among("IamUser RoleSession", &asked.caller);
    let fits = match list {
        _ if kind == "Rcp" => true, // R1.5.13
        List::Values(Sense::Listed, values) => {
            let graded = |one: &Option<String>| match one {
                Some(name) if counts(name) => grade(name, asked),
                None if deny => Direct, // R8.1.4
                _ => Grade::None,
            };
            return values.iter().map(graded).max().unwrap_or(Grade::None); // R1.6.23
        }
        List::Values(Sense::AllButListed, _) if limited => true, // R1.7.3
        List::Values(_, values) => {
            let account = format!("::{}:", asked.account);
            let beside = |one: &String| one.contains(&account) && !one.ends_with(":root");
            let link = asked.caller != "RootUser" && values.iter().flatten().any(beside); // R1.7.8
            let (of_role, _) = asked.arn.rsplit_once('/').unwrap_or_default();
            let is_session = |one: &String| one.rsplit_once('/').is_some_and(|of| of.0 == of_role);
            let exempt = |name: &str| match grade(name, asked) {
                Account => !link,
                ViaRole => !values.iter().flatten().any(is_session), // R1.7.9
                other => other != Grade::None,
            };
            listed(list, deny, exempt)
        }
        _ => listed(list, deny, |_| false),
    };
    if fits { Direct } else { Grade::None }
}

/// R1.6.1 to R1.6.12, R1.6.20, R1.6.21, R1.6.24 to R1.6.29.
fn grade(named: &str, asked: &Asked) -> Grade {
    match &*asked.caller {
        _ if named == "*" || named == asked.arn => Direct,
        _ if named == asked.account => Account,
        "RoleSession" if is_same(named, &asked.behind) => ViaRole,
        "FederatedUser" if named == asked.behind => ViaUser,
        _ => Grade::None,
    }
}

/// Whether both are the ARN of one role, whatever its path.
fn is_same(role: &str, other: &str) -> bool {
    let name = |(of, path): (&str, &str)| Some(format!("{of} {}", path.rsplit('/').next()?));
    let [role, other] = [role, other].map(|arn| arn.split_once(":role/").and_then(name));
    role.is_some() && role == other
}

/// R1.9.
fn resource_fits(text: &str, kind: &str, asked: &Asked, live: Option<&Asked>) -> bool {
    let text = text.replace("**", "*");
    let part = |(at, part): (_, &str)| match (at, part.strip_suffix('*')) {
        (5, _) => read(part, WILD, live), // R1.9.6, R1.9.9, R1.11.2
        (_, Some(before)) => Some(marked(before, PART) + ".*"), // R1.9.7
        _ => Some(marked(part, PART)),    // R1.9.8, R1.9.10
    };
    let parts = text.splitn(6, ':').enumerate().map(part);
    let Some(mut parts) = parts.collect::<Option<Vec<_>>>() else {
        return false; // R1.11.17
    };
    let is_short = parts.len() < 6 && !among("Resource RoleTrust KmsKey VpcEndpoint", kind);
    if asked.resource != "*" || text == "*" {
        let missing = if is_short { "(:.*)?" } else { "" }; // R1.9.1, R1.9.12, R1.9.14
        return fits(&(parts.join(":") + missing), &asked.resource); // R1.9.16
    }
    parts.resize(if is_short { 6 } else { parts.len() }, ".*".into());
    let (service, _) = asked.action.split_once(':').unwrap_or_default();
    let open = |part: &String| part.is_empty() || part == ".*";
    matches!(&*parts, [arn, _, of, region, account, rest] // R1.9.19
        if arn == "arn" && fits(of, service) && open(region) && open(account) && rest == ".*")
}

/// One key under one operator: chapter 2, in the order of R2.7.1.
fn holds(test: &Test, deny: bool, asked: &Asked, live: Option<&Asked>) -> bool {
    let (every, some) = (test.set == "forallvalues", test.set == "foranyvalue");
    let texts = || test.values.iter().flatten();
    let found = asked.key(&test.key).map(|(_, values)| values);
    let found = found.filter(|values| every || some || !values.is_empty()); // R2.4.17
    let Some(values) = found.filter(|_| test.name != "null" && test.is_known) else {
        let wanted = found.is_none().to_string();
        let equal = texts().any(|one| one.eq_ignore_ascii_case(&wanted));
        return match &*test.name {
            _ if !test.is_known => deny,                           // R8.1.9
            "null" => every || !some && equal,                     // R2.2.40, 2.6
            _ => test.if_exists || every || test.negated && !some, // 2.3, 2.4
        };
    };
    if test.values.is_empty() {
        return test.negated && !every && !some && !test.if_exists; // R1.12.5 to R1.12.8
    }
    let passes = |value: &String| {
        let fits = |wanted: &String| value_fits(&test.name, value, wanted, live) == Some(true);
        let unread = test.values.iter().any(Option::is_none) && deny != test.negated; // R8.1.4
        test.negated != (unread || texts().any(fits)) // R2.1.3, R2.1.4, R2.7.2
    };
    let nothing = values.iter().all(|value| value.is_empty());
    match (every, some) {
        (true, _) => values.iter().all(|one| one.is_empty() || passes(one)), // R2.4.1, R2.4.18
        (_, true) => !nothing && values.iter().any(passes),                  // R2.4.4, R2.4.6
        _ => values.len() == 1 && values.iter().all(passes),                 // R2.4.14
    }
}

/// Whether a request's value fits a policy's under a positive operator (R2.2).
fn value_fits(name: &str, value: &str, wanted: &str, live: Option<&Asked>) -> Option<bool> {
    let like = |marks| Some(fits(&read(wanted, marks, live)?, value));
    let lower = value.to_lowercase();
    let folded = || Some(fits(&read(wanted, PLAIN, live)?.to_lowercase(), &lower));
    let ordered = |read: fn(&str) -> Option<f64>| {
        let found = read(value)?.partial_cmp(&read(wanted)?)?;
        let equal = name.ends_with("equals") && found.is_eq();
        let (less, greater) = (name.contains("less"), name.contains("greater"));
        Some(equal || less && found.is_lt() || greater && found.is_gt())
    };
    match name {
        "stringequals" => like(PLAIN),
        "stringlike" => like(WILD),
        "stringequalsignorecase" => folded(),
        "bool" => Some(among("true false", &lower) && folded()?),
        "binaryequals" => {
            let bytes = |text: &str| BASE64.decode(text.as_bytes()).ok(); // R2.2.22
            Some(bytes(value)? == bytes(wanted)?)
        }
        "ipaddress" => {
            let ((family, start, length), (other, host, _)) = (address(wanted)?, address(value)?);
            Some(family == other && length <= (start ^ host).leading_zeros())
        }
        "arnequals" | "arnlike" => {
            let (pattern, texts) = (read(wanted, WILD, live)?, value.splitn(6, ':')); // R2.2.31 to R2.2.37
            let parts = pattern.splitn(6, ':').zip(texts.clone());
            let fitting = parts.filter(|(part, text)| fits(part, text));
            Some(fitting.count() == 6 || texts.count() == 6 && pattern == ".*")
        }
        _ if name.starts_with("date") => ordered(instant),
        _ => ordered(number),
    }
}

/// A date as seconds since 1970 (R2.2.14, R2.2.15).
fn instant(text: &str) -> Option<f64> {
    if text.len() != 4 && fits("[0-9]+", text) {
        return text.parse().ok();
    }
    let whole = match text.len() {
        length @ (4 | 7 | 10) => text.to_owned() + "-01-01T00:00:00Z".get(length - 4..)?,
        _ if text.get(16..17) == Some(":") => text.to_owned(),
        _ => format!("{}:00{}", text.get(..16)?, text.get(16..)?),
    };
    let instant = OffsetDateTime::parse(&whole, &Rfc3339).ok()?;
    Some(instant.unix_timestamp_nanos() as f64 / 1e9)
}

/// 4 or 6, the leading bits, and how many of them count (R2.2.23 to R2.2.30).
fn address(text: &str) -> Option<(u8, u128, u32)> {
    let (start, length) = text.split_once('/').unwrap_or((text, "128"));
    match (start.parse().ok()?, length.parse().ok()?) {
        (IpAddr::V4(address), length) => Some((4, u128::from(address.to_bits()) << 96, length)),
        (IpAddr::V6(address), length) => Some((6, address.to_bits(), length)),
    }
}

/// R2.2.11.
fn number(text: &str) -> Option<f64> {
    fits(r"-?[0-9]+(\.[0-9]+)?", text).then(|| text.parse().ok())?
}

/// A pattern as a regular expression, its variables replaced where there is a request to take them
/// from; `None` when one has neither a value nor a default (R1.11.15).
fn read(text: &str, marks: [&str; 2], live: Option<&Asked>) -> Option<String> {
    let find = || Regex::new(VARIABLE).ok()?.captures(text);
    let found = text.contains("${").then(find);
    let Some((asked, found)) = live.zip(found.flatten()) else {
        return Some(marked(text, marks));
    };
    let part = |at| found.get(at).map(|part| part.as_str());
    let key = part(2)?;
    let value = asked.key(&key.to_lowercase()).filter(|(single, _)| *single); // R1.11.7
    let value = match value.and_then(|(_, values)| values.first()) {
        _ if ["*", "?", "$"].contains(&key) => key, // R1.11.13
        Some(value) => value,
        None => part(3)?,
    };
    let (before, end) = (marked(part(1)?, marks), read(part(4)?, marks, live)?);
    Some(before + &marked(value, PLAIN) + &end) // R1.11.14
}

/// What `*` and `?` take: themselves, anything, anything but a colon.
const PLAIN: [&str; 2] = [r"\*", r"\?"];
const WILD: [&str; 2] = [".*", "."];
const PART: [&str; 2] = ["[^:]*", "[^:]"];

fn marked(text: &str, [run, one]: [&str; 2]) -> String {
    let text = regex_lite::escape(text);
    text.replace(r"\*", run).replace(r"\?", one)
}

/// Whether the whole text fits a regular expression.
fn fits(pattern: &str, text: &str) -> bool {
    Regex::new(&format!("^(?s:{pattern})$")).is_ok_and(|one| one.is_match(text))
}

/// Whether the text fits one of these patterns.
fn among(patterns: &str, text: &str) -> bool {
    fits(&marked(patterns, WILD).replace([' ', '\n'], "|"), text)
}
