//! A second evaluator: `docs/SEMANTICS.md` written down top to bottom, to be held against `iam`.
//!
//! It takes parsed policies from `iam` as plain texts ([`input`]), and nothing that decides:
//! wildcards, operators, principals, layers and conclusion are its own. It knows no unknown keys
//! and records no path. Short and slow on purpose; where it disagrees with `iam`, read the rule.

pub mod input;

use Grade::{Account, Direct, ViaRole, ViaUser};
use iam::policy::{Effect, Sense};
use iam::{Grade, Request, World};
use input::{Asked, List, Policy, Statement, Test, address, asked};

/// What no policy can open, a line each: for whom or which resource, which actions, and which of
/// these stay open (R3.7.16, R3.7.19 to R3.7.24, R3.10.6, 3.12).
const REFUSED: &str = include_str!("oracle/refused.txt");
const RCP_SERVICES: &str = include_str!("oracle/rcp-services.txt");

/// `None` for Allow; otherwise the reason of the Deny, spelled as `Decision::because` does.
pub fn refusal(world: &World, request: &Request) -> Option<String> {
    let asked = &asked(world, request);
    let is_known = !asked.account.is_empty();
    let foreign = is_known && !asked.owner.is_empty() && asked.account != asked.owner;
    let central = asked.action == "sts:assumeroot" && asked.account == asked.management; // R3.7.25
    let cross = foreign && !(central && asked.guard.is_empty());
    let parts: Vec<&str> = asked.resource.splitn(6, ':').collect();
    if is_known && parts.len() == 6 && parts.get(1) != asked.arn.split(':').nth(1).as_ref() {
        return Some("cross_partition".into()); // R3.6.8, R3.11.1
    }
    if asked.action == "sts:getcalleridentity" && is_known {
        return None; // R3.7.18, R3.11.2
    }
    let abroad = format!("{}-{}", asked.guard, if cross { "abroad" } else { "home" });
    let subjects = [&asked.caller, &asked.token, &asked.resource, &abroad];
    let is_refused = |line: &str| {
        let cells: Vec<&str> = line.split('|').collect();
        let is_subject = |who| subjects.iter().any(|subject| among(who, subject));
        let is = |actions| among(actions, &asked.action);
        matches!(*cells, [who, what, but] if is(what) && is_subject(who) && !is(but))
    };
    if REFUSED.lines().any(is_refused) {
        return Some("api_restriction".into()); // R3.11.3
    }
    let layers = layers(asked, cross);
    let denies = layers.iter().find(|(_, denies, _)| *denies); // R3.1.3, R3.2.4
    let lacks = layers.iter().find(|(.., lacks)| *lacks); // R3.2.5
    let explicit = denies.map(|(name, ..)| format!("explicit:{name}"));
    explicit.or(lacks.map(|(name, ..)| format!("implicit:{name}")))
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
    let repair = "s3:getbucketpolicy s3:putbucketpolicy s3:deletebucketpolicy";
    guard.1 &= !(is_root && !cross && among(repair, &asked.action)); // R3.7.14
    let if_needed = |needed| if needed { Account } else { Grade::None };
    let identity = if_needed(cross || given <= Account); // R3.4.3, R3.4.6, R3.4.7, R3.6.4
    let limit = if_needed(cross || given < Direct); // R3.4.4, R3.4.8, R3.4.9

    let when = |yes, levels| if yes { levels } else { &[][..] };
    let (service, _) = asked.action.split_once(':').unwrap_or_default();
    let linked_role = among("arn:*:iam:*:role/aws-service-role/*", &asked.resource);
    let spared = asked.action == "kms:retiregrant" || asked.resource == "*" || linked_role;
    let covered = RCP_SERVICES.split_whitespace().any(|one| one == service);
    let rcps = when(covered && !spared && !asked.is_linked, &*asked.rcps); // R3.3.2
    let scps = when(!asked.is_linked, &asked.scps); // R3.3.4
    let own = among("IamUser RoleSession FederatedUser", &asked.caller); // R3.3.7
    let [owned, boundary] = [&asked.identity, &asked.boundary].map(|one| when(own, one));
    let passed = among("RoleSession FederatedUser RootUser", &asked.caller); // R3.3.9
    let session = match asked.caller == "FederatedUser" && asked.session.is_empty() {
        true => &[vec![]][..], // R3.5.5
        false => when(passed, &asked.session),
    };
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
    let action = |one: &str| like(&one.to_lowercase(), &asked.action); // R1.2.3
    let resource = |one: &str| resource_fits(one, &policy.kind, asked, live);
    let fits = (deny || !statement.has_foreign) // R8.1.10
        && listed(&statement.action, deny, action)
        && listed(&statement.resource, deny, resource)
        && statement.condition.as_ref().map_or(deny, holds); // R2.1.1, R8.1.4
    match fits {
        true => principal(&statement.principal, &policy.kind, deny, asked),
        false => Grade::None,
    }
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
    let found = [role, other].map(|arn| {
        let (account, path) = arn.split_once(":role/")?;
        Some((account, path.rsplit('/').next()))
    });
    found[0].is_some() && found[0] == found[1]
}

/// R1.9.
fn resource_fits(text: &str, kind: &str, asked: &Asked, live: Option<&Asked>) -> bool {
    let part = |(at, part)| read(part, WILD, live.filter(|_| at == 5)); // R1.11.2
    let text = text.replace("**", "*");
    let parts = text.splitn(6, ':').enumerate().map(part);
    let Some(mut parts) = parts.collect::<Option<Vec<_>>>() else {
        return false; // R1.11.17
    };
    let (service, _) = asked.action.split_once(':').unwrap_or_default();
    let names: Vec<&str> = asked.resource.split(':').collect();
    let runs_past = runs_past(&parts, &names);
    if !among("Resource RoleTrust KmsKey VpcEndpoint", kind) {
        parts.resize(6, vec![RUN]); // R1.9.12, R1.9.14
    }
    let names: Vec<&str> = asked.resource.splitn(6, ':').collect();
    let fits = |(part, name): (&Vec<char>, &&str)| glob(part, &chars(name));
    let by_parts = parts.len() == names.len() && parts.iter().zip(&names).all(fits);
    let is_open = |part: &Vec<char>| part.is_empty() || *part == [RUN];
    match (&*asked.resource, &*parts) {
        _ if text == "*" => true, // R1.9.1
        ("*", [arn, _, of, region, account, rest]) => {
            let open = is_open(region) && is_open(account) && *rest == [RUN]; // R1.9.19
            *arn == chars("arn") && fits((of, &service)) && open
        }
        ("*", _) => false,
        _ => by_parts || runs_past, // R1.9.16
    }
}

/// Whether the parts fit when a `*` at the end of one may run past colons (R1.9.7 to R1.9.10).
fn runs_past(parts: &[Vec<char>], names: &[&str]) -> bool {
    match (parts, names) {
        ([], []) => true,
        ([part, rest @ ..], [name, more @ ..]) => {
            let most = more.len() * usize::from(part.ends_with(&[RUN]));
            let mut behind = (0..=most).filter_map(|swallowed| more.get(swallowed..));
            glob(part, &chars(name)) && behind.any(|more| runs_past(rest, more))
        }
        _ => false,
    }
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
    let pattern = |marks| read(wanted, marks, live);
    let like = |marks| Some(glob(&pattern(marks)?, &chars(value)));
    let folded = || {
        let wanted: String = pattern(PLAIN)?.into_iter().collect();
        Some(wanted.to_lowercase() == value.to_lowercase())
    };
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
        "bool" => Some(among("true false", &value.to_lowercase()) && folded()?),
        "binaryequals" => Some(input::bytes(value)? == input::bytes(wanted)?),
        "ipaddress" => {
            let ((family, start, length), (other, host, _)) = (address(wanted)?, address(value)?);
            Some(family == other && length <= (start ^ host).leading_zeros())
        }
        "arnequals" | "arnlike" => {
            let (pattern, texts) = (pattern(WILD)?, value.splitn(6, ':')); // R2.2.31 to R2.2.37
            let parts = pattern.splitn(6, |one| *one == ':').zip(texts.clone());
            let fitting = parts.filter(|(part, text)| glob(part, &chars(text)));
            Some(fitting.count() == 6 || texts.count() == 6 && pattern == [RUN])
        }
        _ if name.starts_with("date") => ordered(input::instant),
        _ => ordered(input::number),
    }
}

/// A pattern with its variables replaced, where there is a request to take them from; `None` when
/// one has neither a value nor a default (R1.11.15).
fn read(text: &str, marks: [char; 2], live: Option<&Asked>) -> Option<Vec<char>> {
    let found = text.split_once("${").filter(|(_, rest)| rest.contains('}'));
    let (Some(asked), Some((before, rest))) = (live, found) else {
        return Some(marked(text, marks));
    };
    let (mut key, mut end) = rest.split_once('}')?;
    let mut default = None;
    if let Some((name, text)) = key.split_once(", '").and(rest.split_once(", '")) {
        let (text, after) = text.split_once("'}")?; // R1.11.11
        (key, default, end) = (name, Some(text), after);
    }
    let value = asked.key(&key.to_lowercase()).filter(|(single, _)| *single); // R1.11.7
    let value = match value.and_then(|(_, values)| values.first()) {
        _ if ["*", "?", "$"].contains(&key) => key, // R1.11.13
        Some(value) => value,
        None => default?,
    };
    Some([marked(before, marks), chars(value), read(end, marks, live)?].concat()) // R1.11.14
}

/// Stand for `*` and `?` in patterns, where the same characters can stand for themselves.
const WILD: [char; 2] = [RUN, ONE];
const RUN: char = '\u{e000}';
const ONE: char = '\u{e001}';
const PLAIN: [char; 2] = ['*', '?'];

fn marked(text: &str, [run, one]: [char; 2]) -> Vec<char> {
    let text = text.replace('*', &run.to_string());
    chars(&text.replace('?', &one.to_string()))
}

fn chars(text: &str) -> Vec<char> {
    text.chars().collect()
}

/// Whether the whole text fits.
fn glob(pattern: &[char], text: &[char]) -> bool {
    match (pattern, text) {
        ([], _) => text.is_empty(),
        ([RUN, rest @ ..], _) if glob(rest, text) => true,
        ([RUN, ..], [_, behind @ ..]) => glob(pattern, behind),
        ([ONE, rest @ ..], [_, behind @ ..]) => glob(rest, behind),
        ([wanted, rest @ ..], [letter, behind @ ..]) => wanted == letter && glob(rest, behind),
        (_, []) => false,
    }
}

fn like(pattern: &str, text: &str) -> bool {
    glob(&marked(pattern, WILD), &chars(text))
}

/// Whether the text fits one of these patterns.
fn among(patterns: &str, text: &str) -> bool {
    patterns.split_whitespace().any(|one| like(one, text))
}
