//! Hostile policies: read and decided in bounded time, with a clear finding and never a panic.
//! `wasm.rs` runs the same in WebAssembly, without the clock.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod invariants;

use iam::parse::MAX_FINDINGS;
use iam::{
    AccountId, Action, Arn, Attachment, Context, Decision, Policy, PolicyKind, Principal, Request,
    Resource, ResourceName, Supplied, Value, World, request::Caller,
};
use std::sync::Arc;
use syntax::{Diagnostic, Severity};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Does `work` within a time that is generous to an unoptimized build on a busy machine and far
/// below what exponential or, in the size of a text, quadratic work would take.
#[track_caller]
fn in_time<T>(work: impl FnOnce() -> T) -> T {
    #[cfg(not(target_arch = "wasm32"))]
    let start = std::time::Instant::now();
    let done = work();
    #[cfg(not(target_arch = "wasm32"))]
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
    done
}

/// Reads a text as a policy of every kind; returns the finding of severity error that comes
/// first, as a managed policy.
#[track_caller]
fn first_error(text: &str) -> Option<String> {
    let mut first = None;
    for kind in PolicyKind::ALL {
        let (policy, found) = in_time(|| iam::parse(text, kind));
        let errors = |found: &[Diagnostic]| {
            let errors = found
                .iter()
                .filter(|found| found.severity == Severity::Error);
            errors
                .map(|found| format!("{}: {}", found.code, found.message))
                .next()
        };
        assert!(!policy.has_holes || errors(&found).is_some());
        for found in &found {
            assert!(found.message.len() < 400, "{}", found.message);
            let place = found.span.start as usize..found.span.end as usize;
            assert!(text.get(place).is_some(), "{found:?}");
        }
        if kind == PolicyKind::Managed {
            first = errors(&found);
        }
        in_time(|| decide(policy, &request("s3:GetObject", "arn:aws:s3:::receipts/1")));
    }
    first
}

fn request(action: &str, resource: &str) -> Request {
    let account = AccountId::parse("111122223333").unwrap();
    let arn = Arn::parse("arn:aws:iam::111122223333:user/cashier").unwrap();
    Request {
        caller: Caller {
            principal: Principal::IamUser { arn, account },
            identity: Vec::new(),
            boundary: None,
            session: None,
            session_token: None,
        },
        action: Action::new(action),
        resource: Resource {
            name: ResourceName::new(resource),
            account: Some(account),
            policy: None,
        },
        context: Context::from_pairs([("aws:username", "cashier")]),
        endpoint: None,
    }
}

/// The decision of a policy on the caller itself, which is also what explaining it gives.
fn decide(policy: Policy, request: &Request) -> Decision {
    let mut world = World::new();
    let policy = world.add("policy", PolicyKind::Identity, Arc::new(policy));
    let mut request = request.clone();
    request.caller.identity.push(Attachment {
        policy,
        group: None,
    });
    let decision = iam::decide(&world, &request);
    assert_eq!(decision, iam::explain(&world, &request).decision);
    decision
}

fn managed(text: &str) -> Policy {
    let (policy, _) = iam::parse(text, PolicyKind::Managed);
    assert!(!policy.has_holes, "{:.200}", text);
    policy
}

fn allow(action: &str, resource: &str, condition: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"{action}","Resource":"{resource}","Condition":{{{condition}}}}}}}"#
    )
}

#[test]
fn wildcards_that_could_be_tried_in_countless_ways() {
    let long = "a".repeat(100_000);
    let stars = "*a".repeat(20) + "*b";
    let name = format!("arn:aws:s3:::{long}");
    let resource = format!("arn:aws:s3:::{stars}");
    let action = format!("s3:{stars}");
    let like = format!(r#""StringLike":{{"aws:username":"{stars}"}}"#);
    let arn_like = format!(r#""ArnLike":{{"aws:username":"{resource}"}}"#);
    for (policy, action, resource, username, allowed) in [
        (
            allow("*", &resource, ""),
            "s3:GetObject",
            name.clone(),
            String::new(),
            false,
        ),
        (
            allow("*", &resource, ""),
            "s3:GetObject",
            format!("{name}b"),
            String::new(),
            true,
        ),
        (
            allow(&action, "*", ""),
            &*format!("s3:{long}"),
            "*".into(),
            String::new(),
            false,
        ),
        (
            allow(&action, "*", ""),
            &*format!("s3:{long}b"),
            "*".into(),
            String::new(),
            true,
        ),
        (
            allow("*", "*", &like),
            "s3:GetObject",
            "*".into(),
            long.clone(),
            false,
        ),
        (
            allow("*", "*", &like),
            "s3:GetObject",
            "*".into(),
            format!("{long}b"),
            true,
        ),
        (
            allow("*", "*", &arn_like),
            "s3:GetObject",
            "*".into(),
            name.clone(),
            false,
        ),
        (
            allow("*", "*", &arn_like),
            "s3:GetObject",
            "*".into(),
            format!("{name}b"),
            true,
        ),
    ] {
        let mut request = request(action, &resource);
        request.context = Context::from_pairs([("aws:username", &*username)]);
        let decision = in_time(|| decide(managed(&policy), &request));
        assert_eq!(decision.is_allow(), allowed, "{policy:.200}");
    }
}

#[test]
fn question_marks_and_stars_by_the_thousand() {
    let name = format!("arn:aws:s3:::{}", "a".repeat(20_000));
    for (pattern, allowed) in [
        ("?".repeat(2_000), false),
        ("*?".repeat(2_000), true),
        ("*".repeat(5_000) + "b", false),
        ("*".to_owned() + &"?".repeat(2_000) + "b", false),
        ("*a?".repeat(700) + "b", false),
    ] {
        let policy = managed(&allow("*", &format!("arn:aws:s3:::{pattern}"), ""));
        let decision = in_time(|| decide(policy, &request("s3:GetObject", &name)));
        assert_eq!(decision.is_allow(), allowed, "{pattern:.20}");
    }
}

#[test]
fn variables_by_the_thousand() {
    let pattern = "${aws:username}*".repeat(300);
    let policy = managed(&allow("*", &format!("arn:aws:s3:::{pattern}"), ""));
    for (name, allowed) in [
        ("cashier".repeat(300), true),
        ("cashier".repeat(299), false),
    ] {
        let request = request("s3:GetObject", &format!("arn:aws:s3:::{name}"));
        let decision = in_time(|| decide(policy.clone(), &request));
        assert_eq!(decision.is_allow(), allowed);
    }
    // A value is put in as it is: its stars and braces are no pattern.
    let mut request = request("s3:GetObject", "arn:aws:s3:::${aws:username}");
    request.context = Context::from_pairs([("aws:username", "${aws:username}*")]);
    assert!(!decide(policy, &request).is_allow());
    for broken in [
        "${".repeat(2_000),
        "${a".repeat(1_500),
        "${a,'".repeat(900),
        "${*}".repeat(900),
    ] {
        first_error(&allow("*", &format!("arn:aws:s3:::{broken}"), ""));
    }
}

#[test]
fn long_lists_against_long_lists() {
    let listed: Vec<String> = (0..3_000).map(|value| format!("\"*{value}x*\"")).collect();
    let condition = format!(
        r#""ForAnyValue:StringLike":{{"aws:TagKeys":[{}]}}"#,
        listed.join(",")
    );
    let policy = managed(&allow("*", "*", &condition));
    let mut request = request("s3:GetObject", "*");
    let held = (0..300)
        .map(|value| Value::new(&format!("y{value}")))
        .collect();
    request.context.set("aws:TagKeys", Supplied::Several(held));
    assert!(!in_time(|| decide(policy, &request)).is_allow());
}

#[test]
fn ten_thousand_statements() {
    let statement =
        r#"{"Effect":"Allow","Action":["s3:Get*","ec2:*"],"Resource":"arn:aws:s3:::receipts/*"}"#;
    let deny = r#"{"Effect":"Deny","Action":"s3:GetObject","Resource":"*"}"#;
    for (last, allowed) in [(statement, true), (deny, false)] {
        let list = [statement; 9_999].join(",");
        let text = format!(r#"{{"Version":"2012-10-17","Statement":[{list},{last}]}}"#);
        let policy = in_time(|| managed(&text));
        assert_eq!(policy.statements.len(), 10_000);
        let request = request("s3:GetObject", "arn:aws:s3:::receipts/1");
        assert_eq!(in_time(|| decide(policy, &request)).is_allow(), allowed);
    }
    // Without the blanks that mean nothing, that many statements are larger than any policy.
    let text = format!(
        r#"{{"Version":"2012-10-17","Statement":[{}]}}"#,
        [statement; 10_000].join(",")
    );
    let said = first_error(&text).unwrap();
    assert!(
        said.starts_with("policy-size: this managed policy has "),
        "{said}"
    );
}

#[test]
fn ten_thousand_statements_with_a_mistake_each() {
    for (mistake, code) in [
        (
            r#"{"Effect":"Alow","Action":"s3:*","Resource":"*"}"#,
            "invalid-effect",
        ),
        (r#"{"Action":"s3:*","Resource":"*"}"#, "missing-effect"),
        (
            r#"{"Effect":"Allow" "Action":"s3:*","Resource":"*"}"#,
            "json-missing-comma",
        ),
        (
            r#"{"Sid":"a b","Effect":"Allow","Action":"s3:*","Resource":"*"}"#,
            "invalid-sid",
        ),
        (
            r#"{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEqual":{"a":"b"}}}"#,
            "invalid-condition-operator",
        ),
    ] {
        let list = [mistake; 10_000].join(",");
        let text = format!(r#"{{"Version":"2012-10-17","Statement":[{list}]}}"#);
        let (_, found) = in_time(|| iam::parse(&text, PolicyKind::Managed));
        let count = found.iter().filter(|found| found.code == code).count();
        // One of those listed is about the length of the text; a repeated `Sid` is a finding too.
        let (expected, rest) = match code {
            "json-missing-comma" => (syntax::json::MAX_DIAGNOSTICS, "there are more problems"),
            "invalid-sid" => (MAX_FINDINGS / 2, "19500 more findings"),
            _ => (MAX_FINDINGS - 1, "9501 more findings"),
        };
        assert_eq!(count, expected, "{code}");
        let last = &found.last().unwrap().message;
        assert!(last.starts_with(rest), "{code}: {last}");
        first_error(&text);
    }
}

/// A list that is cut off still tells whether AWS would take the text (R7.1.1).
#[test]
fn what_is_not_listed_is_as_bad_as_the_worst_of_it() {
    let warned = r#"{"Effect":"Deny","Principal":"*","Action":[],"Resource":"*"},"#;
    let warned = warned.repeat(MAX_FINDINGS);
    for (last, severity) in [("[]", Severity::Warning), ("\"s3\"", Severity::Error)] {
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":[{warned}{{"Effect":"Deny","Principal":"*","Action":{last},"Resource":"*"}}]}}"#
        );
        let (_, found) = iam::parse(&text, PolicyKind::Resource);
        assert_eq!(found.len(), MAX_FINDINGS + 1);
        assert_eq!(found.last().unwrap().severity, severity, "{last}");
        assert_eq!(
            found.last().unwrap().message,
            "1 more finding from here on is not listed"
        );
    }
}

/// Beyond the mistakes that the reader lists it still knows where the others are (R8.1.2).
#[test]
fn a_break_behind_more_mistakes_than_are_listed() {
    let broken = r#"{"Effect":"Deny" "Action":"s3:*","Resource":"*"},"#;
    let last = r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":["arn:aws:s3:::receipts/*" "arn:aws:s3:::menu"]}"#;
    for count in [1, 1_000] {
        let before = broken.repeat(count).replace("s3:*", "sqs:*");
        let text = format!(r#"{{"Version":"2012-10-17","Statement":[{before}{last}]}}"#);
        let (policy, _) = iam::parse(&text, PolicyKind::Managed);
        assert_eq!(policy.statements.len(), count + 1);
        assert!(policy.has_holes);
        let statement = policy.statements.last().unwrap();
        assert!(
            matches!(statement.resource, iam::policy::Element::Unreadable(_)),
            "{count}: {:?}",
            statement.resource
        );
    }
}

#[test]
fn five_megabytes() {
    const SIZE: usize = 5 << 20;
    for (name, text) in [
        ("letters", "a".repeat(SIZE)),
        ("one string", format!("\"{}\"", "a".repeat(SIZE))),
        ("an action", allow(&"a".repeat(SIZE), "*", "")),
        ("a resource", allow("*", &"a:".repeat(SIZE / 2), "")),
        (
            "an operator",
            allow(
                "*",
                "*",
                &format!("\"{}\":{{\"a\":\"b\"}}", "a".repeat(SIZE)),
            ),
        ),
        (
            "a key",
            format!("{{\"{}\":1}}", "Statemen".repeat(SIZE / 8)),
        ),
        (
            "blanks",
            format!("{}{}", " ".repeat(SIZE), allow("*", "*", "")),
        ),
    ] {
        let (policy, found) = in_time(|| iam::parse(&text, PolicyKind::Managed));
        in_time(|| decide(policy, &request("s3:GetObject", "*")));
        assert_eq!(found.is_empty(), name == "blanks", "{name}");
        assert!(
            found.iter().all(|found| found.message.len() < 400),
            "{name}"
        );
    }
    let said = first_error(&" ".repeat(SIZE * 2)).unwrap();
    assert_eq!(
        said,
        "json-too-large: the text is larger than 6 MiB and is not read, shorten it"
    );
}

#[test]
fn a_hundred_thousand_nested_brackets() {
    let too_deep =
        "json-too-deep: more than 64 brackets inside one another are not read, nest less";
    for (opening, closing) in [
        ("[", "]"),
        ("{\"Statement\":", "}"),
        ("[{\"Statement\":", "}]"),
    ] {
        let text = opening.repeat(100_000) + &closing.repeat(100_000);
        let (_, found) = in_time(|| iam::parse(&text, PolicyKind::Managed));
        let said = found
            .iter()
            .map(|found| format!("{}: {}", found.code, found.message));
        assert!(said.into_iter().any(|said| said == too_deep), "{found:?}");
        first_error(&opening.repeat(100_000));
        first_error(&closing.repeat(100_000));
    }
    let text = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Deny","Action":{}"s3:*"{},"Resource":"*"}}]}}"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    let (policy, _) = iam::parse(&text, PolicyKind::Managed);
    assert!(policy.has_holes);
    // What could not be read never weakens a Deny.
    assert!(!decide(policy, &request("s3:GetObject", "*")).is_allow());
}

#[test]
fn characters_of_every_plane() {
    for plane in 0..=16_u32 {
        for low in [0x0041, 0x4e2d, 0xfffe] {
            let c = char::from_u32(plane << 16 | low).unwrap();
            for text in [
                c.to_string(),
                allow(&format!("s3:{c}"), "*", ""),
                allow("*", &format!("arn:aws:s3:::{c}*"), ""),
                allow("*", "*", &format!("\"StringLike{c}\":{{\"{c}\":\"{c}\"}}")),
                format!("{{\"Statement{c}\":{c}[{{\"{c}\"}}]}}"),
            ] {
                for kind in PolicyKind::ALL {
                    let found = invariants::check_as(&text, kind);
                    assert_eq!(
                        found.iter().any(|found| found.code == "invalid-character"),
                        c > '\u{ff}',
                        "{text} {found:?}"
                    );
                }
            }
            let request = request(&format!("s3:{c}"), &format!("arn:aws:s3:::{c}"));
            assert!(decide(managed(&allow("s3:*", "arn:aws:s3:::?", "")), &request).is_allow());
        }
    }
}

#[test]
fn halves_of_characters_and_control_characters() {
    for broken in [
        r"\ud83e",
        r"\udd80\ud83e",
        "\0",
        r"\u0000",
        "\u{1f}",
        "\u{7f}",
        "\u{feff}",
    ] {
        for text in [
            allow(&format!("s3:Get{broken}"), "*", ""),
            allow("s3:*", &format!("arn:aws:s3:::{broken}*"), ""),
            allow(
                "s3:*",
                "*",
                &format!("\"StringLike\":{{\"{broken}\":\"{broken}\"}}"),
            ),
        ] {
            let said = first_error(&text);
            assert!(said.is_some() || broken == "\u{7f}", "{text}");
        }
    }
    assert!(
        first_error(&format!("\u{feff}{}", allow("*", "*", "")))
            .unwrap()
            .starts_with("json-byte-order-mark")
    );
}

/// A character that IAM refuses is refused as an escape too, in values and in keys (R1.1.13).
#[test]
fn characters_behind_escapes() {
    for (escape, is_refused) in [
        (r"\ud83e\udd80", true),
        (r"\u4e2d", true),
        (r"\b", true),
        (r"\f", true),
        (r"\u007f", false),
        (r"\u00e9", false),
        (r"\n", false),
    ] {
        for text in [
            allow(&format!("s3:Get{escape}"), "*", ""),
            allow(
                "*",
                "*",
                &format!("\"StringLike\":{{\"aws:{escape}\":\"a\"}}"),
            ),
        ] {
            let found = invariants::check_as(&text, PolicyKind::Managed);
            let found = found.iter().find(|found| found.code == "invalid-character");
            assert_eq!(found.is_some(), is_refused, "{text}");
            let place = found.map(|found| found.span.slice(&text).contains(escape));
            assert_ne!(place, Some(false), "{text}");
        }
    }
}

/// An object without its bracket begins with whatever stands there.
#[test]
fn a_policy_that_begins_with_a_wide_character() {
    for text in ["é: 1", "\u{eeff}%: 24", "é\": 1}", "\"é\": 1}"] {
        for kind in PolicyKind::ALL {
            let found = invariants::check_as(text, kind);
            let strict = matches!(kind, PolicyKind::Scp | PolicyKind::Rcp);
            let missing = found.iter().any(|found| found.code == "missing-version");
            assert_eq!(missing, strict, "{text} {found:?}");
        }
    }
}

/// What the fuzzer came upon stays read.
#[cfg(not(target_arch = "wasm32"))]
#[test]
fn the_corpus_of_the_fuzzer() {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../fuzz/corpus/policy_lowering"
    );
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        if let Ok(text) = std::str::from_utf8(&bytes) {
            let kind = PolicyKind::ALL[text.len() % PolicyKind::ALL.len()];
            invariants::check_as(text, kind);
            count += 1;
        }
    }
    assert!(100 < count, "only {count} policies");
}
