//! Every sentence the policy reader says, in one place. A message says what is wrong and, where
//! that is not plain, what to do; codes follow AWS's own check names where AWS has one.

use crate::policy::{Effect, PolicyKind};
use syntax::{Diagnostic, Severity, Span};

/// The user's own words in backquotes, cut when long.
fn quote(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        None => format!("`{text}`"),
        Some((cut, _)) => format!("`{}…`", text.get(..cut).unwrap_or_default()),
    }
}

/// Stands for the findings that are not listed, and is as bad as the worst of them.
pub(crate) fn more_findings(count: usize, worst: Severity, span: Span) -> Diagnostic {
    let (findings, are) = match count {
        1 => ("finding", "is"),
        _ => ("findings", "are"),
    };
    let message = format!("{count} more {findings} from here on {are} not listed");
    let found = match worst {
        Severity::Error => Diagnostic::error("more-findings", span, message),
        Severity::Warning => Diagnostic::warning("more-findings", span, message),
        Severity::Info => Diagnostic::info("more-findings", span, message),
    };
    found.with_help("mend those before it, and the next ones appear")
}

pub(crate) fn empty_policy(span: Span) -> Diagnostic {
    Diagnostic::error("missing-statement", span, "the policy is empty")
        .with_help("start with `{ \"Version\": \"2012-10-17\", \"Statement\": [] }`")
}

pub(crate) fn not_an_object(span: Span) -> Diagnostic {
    Diagnostic::error(
        "data-type-mismatch",
        span,
        "a policy is one JSON object in `{ }`",
    )
}

pub(crate) fn missing_statement(span: Span) -> Diagnostic {
    Diagnostic::error(
        "missing-statement",
        span,
        "the policy has no `Statement`, so it says nothing",
    )
}

pub(crate) fn empty_statement_list(span: Span) -> Diagnostic {
    Diagnostic::error(
        "missing-statement",
        span,
        "`Statement` holds no statement; AWS asks for at least one",
    )
}

pub(crate) fn statement_type(span: Span) -> Diagnostic {
    Diagnostic::error(
        "data-type-mismatch",
        span,
        "a statement is a JSON object in `{ }`",
    )
}

pub(crate) fn unknown_policy_key(key: &str, span: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "invalid-policy-element",
        span,
        format!("{} is no element of a policy", quote(key)),
    );
    suggest(found, key, &["Version", "Id", "Statement"])
}

pub(crate) fn unknown_statement_key(key: &str, span: Span, known: &[&str]) -> Diagnostic {
    let found = Diagnostic::error(
        "invalid-policy-element",
        span,
        format!("{} is no element of a statement", quote(key)),
    );
    suggest(found, key, known)
}

/// Names the known word that differs from `word` only in case or in a few letters.
fn suggest(found: Diagnostic, word: &str, known: &[&str]) -> Diagnostic {
    match nearest(word, known) {
        Some(name) => found.with_help(format!("did you mean `{name}`?")),
        None => found,
    }
}

/// A name with its indefinite article.
pub(crate) fn with_article(name: &str) -> String {
    match name.starts_with(['a', 'e', 'i', 'o', 'u']) {
        true => format!("an {name}"),
        false => format!("a {name}"),
    }
}

/// The known word within two edits of `word`, if one is.
pub(crate) fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let word = word.to_lowercase();
    let scored = known
        .iter()
        .map(|name| (distance(&word, &name.to_lowercase()), *name));
    scored
        .filter(|(edits, _)| *edits <= 2)
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, name)| name)
}

/// Edits between two words, given up beyond a few.
fn distance(left: &str, right: &str) -> usize {
    if left.len().abs_diff(right.len()) > 2 {
        return usize::MAX;
    }
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, from) in left.chars().enumerate() {
        let mut next = vec![i + 1];
        for (pair, to) in row.windows(2).zip(&right) {
            let [diagonal, above] =
                [pair.first(), pair.last()].map(|cost| cost.copied().unwrap_or(0));
            let before = next.last().copied().unwrap_or(0);
            next.push(
                (diagonal + usize::from(from != *to))
                    .min(above + 1)
                    .min(before + 1),
            );
        }
        row = next;
    }
    row.last().copied().unwrap_or(usize::MAX)
}

pub(crate) fn invalid_version(text: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "invalid-version",
        span,
        format!("{} is no version of the policy language", quote(text)),
    )
    .with_help("use `2012-10-17`")
}

pub(crate) fn version_type(span: Span) -> Diagnostic {
    Diagnostic::error("data-type-mismatch", span, "`Version` is a string")
        .with_help("use `\"2012-10-17\"`")
}

pub(crate) fn missing_version(kind: PolicyKind, span: Span) -> Diagnostic {
    Diagnostic::error(
        "missing-version",
        span,
        format!(
            "{} needs `\"Version\": \"2012-10-17\"`",
            kind.name_with_article()
        ),
    )
}

pub(crate) fn old_version(kind: PolicyKind, span: Span) -> Diagnostic {
    Diagnostic::error(
        "invalid-version",
        span,
        format!(
            "{} takes version `2012-10-17` only",
            kind.name_with_article()
        ),
    )
}

pub(crate) fn id_not_allowed(kind: PolicyKind, span: Span) -> Diagnostic {
    Diagnostic::error(
        "unsupported-element",
        span,
        format!("`Id` does not belong in {}", kind.name_with_article()),
    )
    .with_help("only resource-based policies take `Id`; remove it")
}

pub(crate) fn string_wanted(element: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "data-type-mismatch",
        span,
        format!("`{element}` takes a string"),
    )
}

pub(crate) fn strings_wanted(element: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "data-type-mismatch",
        span,
        format!("`{element}` takes a string or a list of strings"),
    )
}

pub(crate) fn sid_characters(text: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "invalid-sid",
        span,
        format!(
            "the statement id {} has characters other than letters and digits",
            quote(text)
        ),
    )
    .with_help("use A–Z, a–z and 0–9 only")
}

pub(crate) fn sid_repeated(text: &str, span: Span, first: Span, kind: PolicyKind) -> Diagnostic {
    let message = format!("the statement id {} is used twice", quote(text));
    let found = match kind.takes_principal() && kind != PolicyKind::RoleTrust {
        true => Diagnostic::warning("unique-sids-recommended", span, message),
        false => Diagnostic::error("unique-sids-required", span, message),
    };
    found.with_label(first, "first used here")
}

pub(crate) fn missing_effect(span: Span) -> Diagnostic {
    Diagnostic::error(
        "missing-effect",
        span,
        "the statement has no `Effect`, so it does nothing",
    )
    .with_help("add `\"Effect\": \"Allow\"` or `\"Effect\": \"Deny\"`")
}

pub(crate) fn invalid_effect(text: &str, span: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "invalid-effect",
        span,
        format!("{} is no effect", quote(text)),
    );
    match nearest(text, &["Allow", "Deny"]) {
        Some(name) => found.with_help(format!("write `{name}`, with a capital letter")),
        None => found.with_help("write `Allow` or `Deny`"),
    }
}

pub(crate) fn missing_element(one: &str, other: &str, kind: PolicyKind, span: Span) -> Diagnostic {
    let code = match one {
        "Action" => "missing-action",
        "Principal" => "missing-principal",
        _ => "missing-resource",
    };
    Diagnostic::error(
        code,
        span,
        format!(
            "the statement has neither `{one}` nor `{other}`, and {} needs one",
            kind.name_with_article()
        ),
    )
}

pub(crate) fn missing_principal_only(kind: PolicyKind, span: Span) -> Diagnostic {
    Diagnostic::error(
        "missing-principal",
        span,
        format!(
            "the statement has no `Principal`, and {} needs one",
            kind.name_with_article()
        ),
    )
}

pub(crate) fn both_elements(one: &str, other: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "unsupported-element-combination",
        span,
        format!("a statement takes `{one}` or `{other}`, not both"),
    )
}

pub(crate) fn element_not_allowed(element: &str, kind: PolicyKind, span: Span) -> Diagnostic {
    let help = match (kind, element) {
        (PolicyKind::RoleTrust, "Resource" | "NotResource") => {
            "the role it belongs to is the resource; remove the element"
        }
        (PolicyKind::Rcp, "NotAction") => "list the actions under `Action`",
        (PolicyKind::Rcp, "NotPrincipal") => {
            "use `\"Principal\": \"*\"` and narrow it in `Condition`"
        }
        (_, "Principal" | "NotPrincipal") => {
            "the policy is about whomever it is attached to; remove the element"
        }
        _ => "remove the element",
    };
    Diagnostic::error(
        "unsupported-element",
        span,
        format!(
            "`{element}` does not belong in {}",
            kind.name_with_article()
        ),
    )
    .with_help(help)
}

pub(crate) fn not_principal_with_allow(span: Span) -> Diagnostic {
    Diagnostic::error(
        "unsupported-element-combination",
        span,
        "`NotPrincipal` with `Allow` is not supported",
    )
    .with_help("name whom you allow under `Principal`, or use `Deny`")
}

pub(crate) fn empty_list(element: &str, span: Span) -> Diagnostic {
    Diagnostic::warning(
        "empty-array",
        span,
        format!("`{element}` lists nothing, so the statement has no effect"),
    )
}

pub(crate) fn action_without_prefix(text: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "invalid-action-format",
        span,
        format!(
            "{} is no action: the service prefix and its colon are missing",
            quote(text)
        ),
    )
    .with_help("write it like `s3:GetObject`, or `*` for every action")
}

pub(crate) fn action_form(text: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "invalid-action-format",
        span,
        format!("{} is no action", quote(text)),
    )
    .with_help(
        "write it like `s3:GetObject`: letters, digits, `-`, `_`, `*` and `?` around one colon",
    )
}

pub(crate) fn wildcard_in_prefix(text: &str, span: Span) -> Diagnostic {
    Diagnostic::warning(
        "invalid-service-in-action",
        span,
        format!(
            "{} has a wildcard in its service prefix, which AWS does not document",
            quote(text)
        ),
    )
}

pub(crate) fn rcp_bare_star(span: Span) -> Diagnostic {
    Diagnostic::error(
        "unsupported-action",
        span,
        "a resource control policy cannot deny `*`; every action needs its service prefix",
    )
    .with_help("write `s3:*`, `sts:*` and so on")
}

pub(crate) fn rcp_allow(span: Span) -> Diagnostic {
    Diagnostic::error(
        "invalid-effect",
        span,
        "a resource control policy can only `Deny`",
    )
    .with_help("`RCPFullAWSAccess`, which AWS attaches everywhere, is the only one that allows")
}

pub(crate) fn rcp_principal(span: Span) -> Diagnostic {
    Diagnostic::error(
        "invalid-principal",
        span,
        "the principal of a resource control policy is always `*`",
    )
    .with_help("narrow it with a condition on `aws:PrincipalOrgID` or `aws:PrincipalArn`")
}

pub(crate) fn invalid_arn(text: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "invalid-arn-prefix",
        span,
        format!(
            "{} is no ARN: it begins neither with `arn:` nor is it `*`",
            quote(text)
        ),
    )
    .with_help("write it like `arn:aws:s3:::bucket/*`")
}

pub(crate) fn short_arn(text: &str, span: Span) -> Diagnostic {
    Diagnostic::error("missing-arn-field", span, format!("{} has fewer than the six parts of an ARN", quote(text)))
        .with_help("an ARN is `arn:partition:service:region:account:resource`; region and account may be empty")
}

pub(crate) fn invalid_partition(text: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "invalid-partition",
        span,
        format!("{} names no partition of AWS", quote(text)),
    )
    .with_help("`arn:aws:` is the usual one")
}

pub(crate) fn empty_arn_service(text: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "missing-arn-field",
        span,
        format!("{} names no service", quote(text)),
    )
}

pub(crate) fn invalid_arn_account(text: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "invalid-arn-account",
        span,
        format!("{} is no account ID", quote(text)),
    )
    .with_help("an account ID has twelve digits")
}

/// `part` is `partition`, `service` or `resource type`.
pub(crate) fn wildcard_in_arn(text: &str, part: &str, span: Span) -> Diagnostic {
    let code = match part {
        "partition" => "invalid-partition",
        "service" => "invalid-arn-service",
        _ => "invalid-arn-resource-type",
    };
    Diagnostic::warning(
        code,
        span,
        format!(
            "{} has a wildcard in its {part}, where AWS takes none",
            quote(text)
        ),
    )
    .with_help(format!("write the {part} out"))
}

pub(crate) fn variable_fault(
    text: &str,
    span: Span,
    fault: crate::pattern::VariableFault,
) -> Diagnostic {
    use crate::pattern::VariableFault;
    match fault {
        VariableFault::Unclosed => Diagnostic::error("missing-brace-in-variable", span, format!("a policy variable in {} has no closing brace", quote(text))),
        VariableFault::Empty => Diagnostic::error("empty-variable", span, format!("a policy variable in {} names no key", quote(text))),
        VariableFault::Malformed => Diagnostic::error("invalid-variable", span, format!("a policy variable in {} is not written as AWS reads it", quote(text)))
            .with_help("write `${aws:username}`, or `${aws:PrincipalTag/team, 'default'}` with one blank after the comma"),
    }
}

/// No error: AWS's own managed policies have such values (R1.11.2).
pub(crate) fn variable_too_early(text: &str, span: Span) -> Diagnostic {
    Diagnostic::warning(
        "invalid-variable-position",
        span,
        format!(
            "{} has a policy variable before its fifth colon, where it stays plain text",
            quote(text)
        ),
    )
    .with_help("variables work in the resource part only")
}

pub(crate) fn principal_form(span: Span) -> Diagnostic {
    Diagnostic::error(
        "invalid-principal-format",
        span,
        "`Principal` is `\"*\"` or an object such as `{ \"AWS\": \"111122223333\" }`",
    )
}

pub(crate) fn principal_key(key: &str, span: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "invalid-principal-key",
        span,
        format!("{} is no kind of principal", quote(key)),
    );
    match nearest(key, &["AWS", "Service", "Federated", "CanonicalUser"]) {
        Some(name) => found.with_help(format!("did you mean `{name}`?")),
        None => found.with_help("the kinds are `AWS`, `Service`, `Federated` and `CanonicalUser`"),
    }
}

pub(crate) fn principal_value(text: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "invalid-principal-format",
        span,
        format!("{} is no principal", quote(text)),
    )
    .with_help("use an account ID, or the ARN of an account, user, role or session")
}

pub(crate) fn principal_wildcard(text: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "unsupported-wildcard-in-principal",
        span,
        format!(
            "{} has a wildcard; a principal is named in full or is `*`",
            quote(text)
        ),
    )
    .with_help("use `\"*\"` and narrow it with a condition on `aws:PrincipalArn`")
}

pub(crate) fn canonical_user(effect: Effect, span: Span) -> Diagnostic {
    let taken = match effect {
        Effect::Deny => "so this Deny is taken to reach every caller",
        Effect::Allow | Effect::Unreadable => "so this names nobody here",
    };
    Diagnostic::warning(
        "canonical-user",
        span,
        format!("the account behind a `CanonicalUser` cannot be told from its digits, {taken}"),
    )
    .with_help("use `\"AWS\"` with the account's id or root ARN, which means the same to AWS")
}

pub(crate) fn principal_group(text: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "unsupported-principal",
        span,
        format!(
            "{} is a group, and groups cannot be principals",
            quote(text)
        ),
    )
}

pub(crate) fn service_wildcard(span: Span) -> Diagnostic {
    Diagnostic::error(
        "unsupported-wildcard-in-service-principal",
        span,
        "`Service` takes no wildcard; it would trust every AWS service",
    )
    .with_help("name the service, like `lambda.amazonaws.com`")
}

pub(crate) fn service_form(text: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "invalid-service-principal-format",
        span,
        format!("{} is no service principal", quote(text)),
    )
    .with_help("write it like `lambda.amazonaws.com`")
}

pub(crate) fn condition_type(span: Span) -> Diagnostic {
    Diagnostic::error(
        "data-type-mismatch",
        span,
        r#"`Condition` is an object like `{ "StringEquals": { "aws:RequestedRegion": "eu-west-1" } }`"#,
    )
}

pub(crate) fn unknown_operator(text: &str, span: Span) -> Diagnostic {
    let base = text.split_once(':').map_or(text, |(_, rest)| rest);
    let found = Diagnostic::error(
        "invalid-condition-operator",
        span,
        format!("{} is no condition operator", quote(text)),
    );
    if base.eq_ignore_ascii_case("nullifexists") {
        return found.with_help("`Null` already asks whether the key is there; drop `IfExists`");
    }
    suggest(found, base, &crate::condition::operator::OPERATOR_NAMES)
}

pub(crate) fn operator_case(text: &str, span: Span) -> Diagnostic {
    Diagnostic::warning(
        "condition-operator-case",
        span,
        format!("{} is not written as AWS documents it", quote(text)),
    )
    .with_help("AWS documents operators in one spelling only; use that one")
}

pub(crate) fn constant_null(span: Span) -> Diagnostic {
    Diagnostic::warning(
        "null-with-set-operator",
        span,
        "`Null` behind a set operator gives the same answer for every request",
    )
    .with_help("use `Null` alone")
}

pub(crate) fn condition_key_repeated(text: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::error(
        "duplicate-keys-with-different-case",
        span,
        format!(
            "the condition key {} stands twice under one operator",
            quote(text)
        ),
    )
    .with_label(first, "first used here")
    .with_help("key names have no case; put the values into one list")
}

pub(crate) fn condition_value_type(span: Span) -> Diagnostic {
    Diagnostic::error(
        "data-type-mismatch",
        span,
        "a condition value is a string, a number, `true` or `false`, or a list of them",
    )
}

pub(crate) fn condition_value(operator: &str, text: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "invalid-condition-value",
        span,
        format!(
            "{} is no value that `{operator}` can compare, so it never fits",
            quote(text)
        ),
    )
}

/// A value that AWS is not known to refuse, but that fits nothing.
pub(crate) fn condition_value_fits_nothing(operator: &str, text: &str, span: Span) -> Diagnostic {
    Diagnostic::warning(
        "invalid-condition-value",
        span,
        format!("{} never fits under `{operator}`", quote(text)),
    )
    .with_help("numbers are written like `10` or `2.5`, ARNs with all six parts")
}

pub(crate) fn every_arn(span: Span) -> Diagnostic {
    Diagnostic::warning(
        "arn-pattern-without-parts",
        span,
        "AWS describes ARN patterns of six parts only; this `*` is taken as every ARN",
    )
    .with_help("use `Null` with `false` to ask whether the key is there")
}

pub(crate) fn variable_in_bool(text: &str, span: Span) -> Diagnostic {
    Diagnostic::warning(
        "variable-in-bool",
        span,
        format!(
            "AWS's pages disagree on whether `Bool` takes policy variables; {} is read as one",
            quote(text)
        ),
    )
}

pub(crate) fn wildcard_in_id(key: &str, span: Span) -> Diagnostic {
    Diagnostic::warning(
        "wildcard-in-id",
        span,
        format!("AWS advises against wildcards in values of {}", quote(key)),
    )
    .with_help("list the ids in full, under an operator that compares whole texts")
}

pub(crate) fn condition_list_empty(operator: &str, span: Span) -> Diagnostic {
    Diagnostic::warning(
        "empty-condition-values",
        span,
        format!("`{operator}` compares with an empty list"),
    )
}

pub(crate) fn several_bools(span: Span) -> Diagnostic {
    Diagnostic::error(
        "invalid-condition-multiple-boolean",
        span,
        "`Bool` compares with one value, not with a list: write `true` or `false`",
    )
}

pub(crate) fn character(character: char, span: Span) -> Diagnostic {
    Diagnostic::error(
        "invalid-character",
        span,
        format!(
            "AWS refuses the character `{}` (U+{:04X}) in a policy",
            character.escape_debug(),
            u32::from(character)
        ),
    )
    .with_help("policies take tab, line ends and U+0020 to U+00FF; use `*` or `?` in its place")
}

pub(crate) fn too_long(
    kind: PolicyKind,
    counted: usize,
    limit: usize,
    unit: &str,
    span: Span,
) -> Diagnostic {
    let (counted, limit) = (grouped(counted), grouped(limit));
    Diagnostic::error(
        "policy-size",
        span,
        format!(
            "this {} has {counted} {unit}; AWS takes at most {limit}",
            kind.name()
        ),
    )
}

/// `6144` as `6,144`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
