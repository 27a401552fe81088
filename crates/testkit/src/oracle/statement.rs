//! Whether a statement applies, for the oracle: actions, resources, principals, conditions.

use super::values::{Token, lower, tokens, value_fits, whole};
use iam::condition::KeyTest;
use iam::context::{Context, Supplied};
use iam::policy::{Effect, Element, Policy, Sense, Statement, Version};
use iam::principal::PrincipalValue;
use iam::resource::ResourcePattern;
use iam::{Arn, Grade, PolicyKind, Principal, Request};

/// How strongly a statement applies; `None` when it does not.
pub fn applies(statement: &Statement, policy: &Policy, request: &Request) -> Grade {
    let deny = statement.effect == Effect::Deny;
    let context = (policy.version == Version::V2012).then_some(&request.context); // R1.3.1 to R1.3.3
    let action: Vec<char> = lower(request.action.as_str()).collect();
    let action_fits = listed(&statement.action, deny, |pattern| {
        tokens(&lower(pattern.as_str()).collect::<String>(), true, None)
            .is_some_and(|tokens| whole(&tokens, &action))
    });
    let resource_fits = listed(&statement.resource, deny, |pattern| {
        resource_fits(pattern, policy.kind, request, context)
    });
    let condition_holds = match &statement.condition {
        Some(condition) => condition
            .tests
            .iter()
            .all(|test| holds(test, deny, request, context)), // R2.1.1
        None => deny, // R8.1.4
    };
    match action_fits && resource_fits && condition_holds && (deny || statement.foreign.is_none()) {
        true => principal_fits(&statement.principal, policy.kind, deny, request),
        false => Grade::None,
    }
}

/// R1.8.8, R1.9.20, R1.12.1 to R1.12.3, R8.1.2 to R8.1.5.
fn listed<T>(element: &Element<T>, deny: bool, fits: impl Fn(&T) -> bool) -> bool {
    match element {
        Element::NotUsed => true,
        Element::Missing | Element::Unreadable(_) => deny,
        Element::Values { values, .. } if values.is_empty() => false,
        Element::Values { values, sense, .. } => {
            let plain = *sense == Sense::Listed;
            let one = |value: &Option<T>| value.as_ref().map_or(deny == plain, &fits);
            plain == values.iter().any(|entry| one(&entry.value))
        }
    }
}

fn principal_fits(
    element: &Element<PrincipalValue>,
    kind: PolicyKind,
    deny: bool,
    request: &Request,
) -> Grade {
    let caller = &request.caller.principal;
    let direct = |fits| if fits { Grade::Direct } else { Grade::None };
    let grade_of = |value: &PrincipalValue| grade(value, caller);
    if element.sense() == Sense::AllButListed {
        let can_have = matches!(
            caller,
            Principal::IamUser { .. } | Principal::RoleSession { .. }
        );
        let bounded = can_have && request.caller.boundary.is_some(); // R1.7.3
        return direct(bounded || listed(element, deny, |value| grade_of(value) != Grade::None));
    }
    if kind == PolicyKind::Rcp {
        return direct(!matches!(element, Element::Unreadable(_)) || deny); // R1.5.13
    }
    // R3.8.4
    let gateway = kind == PolicyKind::VpcEndpoint
        && ["s3", "dynamodb"].contains(&request.action.service())
        && !matches!(caller, Principal::RootUser { .. });
    let counts = |value: &&PrincipalValue| !gateway || **value == PrincipalValue::Everyone;
    let values = element
        .values()
        .iter()
        .filter_map(|entry| entry.value.as_ref());
    let best = values.filter(counts).map(grade_of).max(); // R1.6.23
    match best {
        Some(grade) if grade != Grade::None => grade,
        _ => direct(listed(element, deny, |_| false)),
    }
}

/// R1.6.1 to R1.6.12, R1.6.20, R1.6.21, R1.6.24 to R1.6.29.
fn grade(value: &PrincipalValue, caller: &Principal) -> Grade {
    use Principal::{FederatedUser, IamUser, RoleSession, Service, WebIdentity};
    fn role(arn: &Arn) -> Option<(&str, &str, &str)> {
        let [_, partition, _, _, account, resource] = arn.parts();
        Some((
            partition,
            account,
            resource.strip_prefix("role/")?.rsplit('/').next()?,
        ))
    }
    match (value, caller) {
        (PrincipalValue::Everyone, _) => Grade::Direct,
        (PrincipalValue::Account(account), _) if caller.account() == Some(*account) => {
            Grade::Account
        }
        (PrincipalValue::Service(named), Service { name }) if **named == **name => Grade::Direct,
        (PrincipalValue::Federated(named), WebIdentity { provider }) if **named == **provider => {
            Grade::Direct
        }
        (
            PrincipalValue::Identity(named),
            IamUser { arn, .. } | RoleSession { arn, .. } | FederatedUser { arn, .. },
        ) if named == arn => Grade::Direct,
        (PrincipalValue::Identity(named), RoleSession { role: own, .. })
            if role(named).is_some() && role(named) == role(own) =>
        {
            Grade::ViaRole
        }
        (PrincipalValue::Identity(named), FederatedUser { user, .. }) if named == user => {
            Grade::ViaUser
        }
        _ => Grade::None,
    }
}

/// R1.9.
fn resource_fits(
    pattern: &ResourcePattern,
    kind: PolicyKind,
    request: &Request,
    context: Option<&Context>,
) -> bool {
    use PolicyKind::{KmsKey, Resource, RoleTrust, VpcEndpoint};
    let name = request.resource.name.as_str();
    if ["*", "**"].contains(&pattern.as_str()) {
        return true; // R1.9.1
    }
    let completes = !matches!(kind, Resource | RoleTrust | KmsKey | VpcEndpoint); // R1.9.12, R1.9.14
    let parts = pattern.as_str().splitn(6, ':').zip(0..);
    let parts = parts.map(|(part, at)| tokens(part, true, context.filter(|_| at == 5))); // R1.11.2
    let Some(mut parts) = parts.collect::<Option<Vec<_>>>() else {
        return false; // R1.11.17
    };
    let past: Vec<Token> = parts
        .iter()
        .zip(0..)
        .flat_map(|(part, at)| past_colons(part, at))
        .collect();
    if completes {
        parts.resize(6, vec![Token::Run(true)]);
    }
    let is = |at: usize, text: &str| {
        parts
            .get(at)
            .is_some_and(|part| whole(part, &text.chars().collect::<Vec<_>>()))
    };
    if name == "*" {
        let open = |at: usize| {
            parts
                .get(at)
                .is_some_and(|part| matches!(**part, [] | [Token::Run(_)]))
        }; // R1.9.19
        return pattern.as_str().starts_with("arn:")
            && is(2, request.action.service())
            && open(3)
            && open(4)
            && parts
                .get(5)
                .is_some_and(|part| **part == [Token::Run(true)]);
    }
    let names: Vec<&str> = name.splitn(6, ':').collect();
    let by_parts =
        parts.len() == names.len() && names.iter().zip(0..).all(|(name, at)| is(at, name));
    by_parts || whole(&past, &name.chars().collect::<Vec<_>>()) // R1.9.16
}

/// One part of an ARN pattern, with the colon in front of it, as R1.9.7 to R1.9.10 read it.
fn past_colons(part: &[Token], at: usize) -> Vec<Token> {
    let colon = (at > 0).then_some(Token::Char(':'));
    let last = part.len().saturating_sub(1);
    let part = part.iter().zip(0..).map(|(token, position)| match token {
        Token::Run(_) => Token::Run(at == 5 || position == last),
        Token::One(_) => Token::One(at == 5),
        Token::Char(_) => *token,
    });
    colon.into_iter().chain(part).collect()
}

/// One key under one operator: chapter 2, in the order of R2.7.1.
fn holds(test: &KeyTest, deny: bool, request: &Request, context: Option<&Context>) -> bool {
    if test.operator.is_none() {
        return deny; // R8.1.9
    }
    let written = test.operator_text.to_ascii_lowercase();
    let (set, name) = written.split_once(':').unwrap_or(("", &written));
    let (name, if_exists) = name
        .strip_suffix("ifexists")
        .map_or((name, false), |name| (name, true));
    let (every, some) = (set == "forallvalues", set == "foranyvalue");
    let found = request
        .context
        .entries()
        .find(|(key, _)| key.folded() == test.key.folded());
    let found: Option<Vec<&str>> = found.and_then(|(_, supplied)| match supplied {
        Supplied::Single(value) => Some(vec![value.text()]),
        Supplied::Several(values) if values.is_empty() && set.is_empty() => None,
        Supplied::Several(values) => Some(values.iter().map(|value| value.text()).collect()),
        Supplied::Unknown => None,
    });
    if name == "null" {
        let wanted = if found.is_none() { "true" } else { "false" };
        let equal = test
            .operands
            .iter()
            .any(|operand| operand.text.eq_ignore_ascii_case(wanted));
        return every || (!some && equal); // R2.2.40, 2.6
    }
    let negated = name.contains("not");
    let plain = name.replacen("not", "", 1);
    if test.operands.is_empty() {
        let missing = found.is_none();
        return if if_exists || every {
            missing
        } else {
            negated && !some
        }; // R1.12.5 to R1.12.8
    }
    let Some(values) = found else {
        return if_exists || every || (negated && !some); // 2.3, 2.4
    };
    let passes = |value: &&str| {
        let fits = test.operands.iter().any(|operand| {
            match operand.is_well_typed() || !operand.text.is_empty() {
                true => value_fits(&plain, value, &operand.text, context),
                false => deny != negated, // R8.1.4
            }
        });
        fits != negated // R2.1.3, R2.1.4, R2.7.2
    };
    let nothing = values.iter().all(|value| value.is_empty());
    match (every, some, &*values) {
        (true, _, _) => nothing || values.iter().all(passes), // R2.4.1, R2.4.3
        (_, true, _) => !nothing && values.iter().any(passes), // R2.4.4, R2.4.6
        (_, _, [one]) => passes(one),
        _ => false, // R2.4.14
    }
}
