//! What is shared without telling whose it is, and means the same.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "tests fail by panicking"
)]

mod random;

use proptest::prelude::*;
use random::{apply, bare, edits};
use scenario::redaction::{Trace, redact, told};
use scenario::{Example, Scenario, examples, link, wire};

/// A document with what is real put in the place of what is the documentation's.
fn real(text: &str) -> String {
    let mut text = text.to_owned();
    for (old, new) in [
        ("111111111111", "984501236712"),
        ("222222222222", "984577829917"),
        ("333333333333", "519284630055"),
        ("111122223333", "640912837465"),
        ("444455556666", "208374659102"),
        ("123456789012", "775501928374"),
        ("777788889999", "118822993377"),
        ("192.0.2.", "52.94.76."),
        ("198.51.100.", "18.207.33."),
        ("203.0.113.", "3.5.140."),
    ] {
        text = text.replace(old, new);
    }
    text
}

const REAL: [&str; 10] = [
    "984501236712",
    "984577829917",
    "519284630055",
    "640912837465",
    "208374659102",
    "775501928374",
    "118822993377",
    "52.94.76.",
    "18.207.33.",
    "3.5.140.",
];

#[test]
fn the_examples_tell_nothing_of_anybody() {
    for example in examples::ALL {
        let own = told(&example.scenario()).own;
        assert!(own.is_empty(), "{}: {own:?}", example.id);
    }
}

#[test]
fn redacted_examples_get_the_same_answers_and_hold_nothing_real() {
    for example in examples::ALL {
        let text = real(&wire::to_json(&example.scenario()));
        let scenario = wire::from_json(&text).unwrap();
        let redacted = redact(&scenario).unwrap();
        assert_eq!(redacted.changed, [], "{}", example.id);
        let text = wire::to_json(&redacted.scenario);
        for real in REAL {
            assert!(!text.contains(real), "{}: {real}\n{text}", example.id);
        }
        assert!(told(&redacted.scenario).own.is_empty(), "{}", example.id);
        assert!(link::encode(&redacted.scenario).is_ok());
    }
}

fn everything() -> Scenario {
    let text = r#"{"iam_playground":1,"title":"Audit of 984501236712 by ana.lopez@corp.io","notes":"o-q7w8e9r0t1 at 52.94.7.9",
      "organization":{"id":"o-q7w8e9r0t1","management_account":"310458829917","root":{"id":"r-zx81","scps":["FullAWSAccess"],
        "children":[{"account":"310458829917"},{"ou":"ou-zx81-k3j4h5g6","name":"Payments","scps":["FullAWSAccess","Guard"],"children":[{"account":"984501236712"}]}]}},
      "accounts":[{"id":"310458829917"},{"id":"984501236712","users":[{"name":"ana.lopez@corp.io","unique_id":"AIDAJQABLZS4A3QDU576Q","tags":[{"key":"mail","value":"Ana.Lopez@corp.io"}],"policies":["Own"]}],
        "resources":[{"arn":"arn:aws:s3:::logs-984501236712","policy":"Logs"}]}],
      "policies":[
        {"name":"Guard","kind":"scp","text":"{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"NotIpAddress\":{\"aws:SourceIp\":[\"52.94.0.0/16\",\"2600:1f18::/33\"]}}}}"},
        {"name":"Own","kind":"identity","text":"{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::logs-984501236712/*\",\"Condition\":{\"StringEquals\":{\"aws:SourceVpce\":\"vpce-0a9b8c7d6e5f40312\"}}}}"},
        {"name":"Logs","kind":"resource","text":"{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::logs-984501236712/*\",\"Condition\":{\"ForAnyValue:StringNotLike\":{\"aws:PrincipalOrgPaths\":\"o-q7w8e9r0t1/r-zx81/ou-zx81-*\"}}}}"}],
      "endpoints":[{"id":"vpce-0a9b8c7d6e5f40312","vpc":"vpc-0f1e2d3c4b5a69788","account":"984501236712"}],
      "request":{"caller":{"type":"user","account":"984501236712","name":"ana.lopez@corp.io"},"action":"s3:GetObject","resource":"arn:aws:s3:::logs-984501236712/a","endpoint":"vpce-0a9b8c7d6e5f40312","context":[{"key":"aws:SourceIp","value":"52.94.7.9"}]},
      "saved":[{"name":"From elsewhere","request":{"caller":{"type":"user","account":"984501236712","name":"ana.lopez@corp.io"},"action":"s3:GetObject","resource":"arn:aws:s3:::logs-984501236712/a","endpoint":"vpce-0a9b8c7d6e5f40312","context":[{"key":"aws:SourceIp","value":"52.95.0.1"}]}}]}"#;
    wire::from_json(text).unwrap()
}

#[test]
fn every_sort_is_found_and_replaced() {
    let scenario = everything();
    let own = told(&scenario).own;
    let sorts: Vec<Trace> = own.keys().copied().collect();
    assert_eq!(
        sorts,
        [
            Trace::Account,
            Trace::Arn,
            Trace::Organization,
            Trace::Ou,
            Trace::Address,
            Trace::Thing,
            Trace::Key,
            Trace::Person
        ]
    );
    let redacted = redact(&scenario).unwrap();
    assert_eq!(redacted.changed, []);
    assert!(told(&redacted.scenario).own.is_empty());
    let text = wire::to_json(&redacted.scenario);
    for own in own.into_values().flatten() {
        assert!(!text.contains(&own), "{own}\n{text}");
    }
    let kept = "o-exampleorgid/r-examplerootid111/ou-examplerootid111-*";
    for new in [
        kept,
        "logs-111122223333/a",
        "user1@example.com",
        "User1@example.com",
    ] {
        assert!(text.contains(new), "{new}\n{text}");
    }
}

/// A policy of an account, and what is asked of it by a caller of another.
fn with_policy(text: &str) -> Scenario {
    let mut document: serde_json::Value =
        serde_json::from_str(&wire::to_json(&everything())).unwrap();
    for policy in document["policies"].as_array_mut().unwrap() {
        if policy["name"] == "Logs" {
            policy["text"] = text.into();
        }
    }
    wire::from_json(&document.to_string()).unwrap()
}

#[track_caller]
fn keeps(policy: &str, own: &[&str], new: &str) {
    let scenario = with_policy(policy);
    let told_own: Vec<String> = told(&scenario).own.into_values().flatten().collect();
    let redacted = redact(&scenario).unwrap();
    assert_eq!(redacted.changed, [], "{policy}");
    let text = wire::to_json(&redacted.scenario);
    for own in own
        .iter()
        .copied()
        .chain(told_own.iter().map(String::as_str))
    {
        assert!(!text.contains(own), "{own} of {policy}\n{text}");
    }
    for own in own {
        let is_told = told_own.iter().any(|told| told.contains(own));
        assert!(is_told, "{own} of {policy}: {told_own:?}");
    }
    assert!(text.contains(new), "{new} for {policy}\n{text}");
    assert!(told(&redacted.scenario).own.is_empty(), "{policy}");
}

#[test]
fn parts_of_ids_before_and_behind_wildcards_are_replaced_and_match_what_they_did() {
    let deny = |principal: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::logs-984501236712/*","Condition":{principal}}}}}"#
        )
    };
    let like = |value: &str| {
        deny(&format!(
            r#"{{"StringLike":{{"aws:PrincipalAccount":"{value}"}}}}"#
        ))
    };
    keeps(
        &like("98450123671*"),
        &["98450123671"],
        r#"\"11112222333*\""#,
    );
    keeps(&like("9845*"), &["9845"], r#"\"1111*\""#);
    keeps(&like("9845????????"), &["9845"], r#"\"1111????????\""#);
    keeps(&like("*6712"), &["6712"], r#"\"*3333\""#);
    keeps(&like("*5012*"), &["5012"], r#"\"*2222*\""#);
    // The other account of the scenario, so that nothing is denied.
    keeps(&like("31045*"), &["31045"], "*");
    keeps(&like("3104*17"), &["3104*17"], "*");
    let arn = |arn: &str| deny(&format!(r#"{{"ArnLike":{{"aws:PrincipalArn":"{arn}"}}}}"#));
    keeps(&arn("arn:aws:iam::98*:user/*"), &["98*"], "::11*:user/*");
    keeps(&arn("arn:aws:iam::*12:user/*"), &[], "::*12:user/*");
    // Whole, but for its escapes.
    keeps(
        &like(r"\u0039\u0038\u0034\u0035\u0030\u0031\u0032\u0033\u0036\u0037\u0031\u0032"),
        &["984501236712"],
        r#"\"111122223333\""#,
    );
    keeps(&like(r"984\u0035\u002a"), &["9845*"], r#"\"1111*\""#);
    let org = |value: &str| {
        deny(&format!(
            r#"{{"StringLike":{{"aws:PrincipalOrgID":"{value}"}}}}"#
        ))
    };
    keeps(&org("o-q7w8*"), &["o-q7w8"], "o-exam*");
    let path = |value: &str| {
        deny(&format!(
            r#"{{"ForAnyValue:StringLike":{{"aws:PrincipalOrgPaths":"{value}"}}}}"#
        ))
    };
    keeps(
        &path("o-q7w8e9r0t1/r-zx81/ou-zx81-k3j*"),
        &["ou-zx81-k3j"],
        "/ou-examplerootid111-exa*",
    );
}

#[test]
fn addresses_with_wildcards_match_what_they_did() {
    let like = |value: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::logs-984501236712/*","Condition":{{"StringLike":{{"aws:SourceIp":"{value}"}}}}}}}}"#
        )
    };
    // The request comes from 52.94.7.9, a test from 52.95.0.1.
    keeps(&like("52.94.*"), &["52.94.*"], r#"\"192.0.2.*\""#);
    keeps(&like("52.95.*.*"), &["52.95.*.*"], ".*");
    keeps(&like("52.94.7.*"), &["52.94.7.*"], ".*");
    keeps(&like("52.94.8.*"), &["52.94.8.*"], ".*");
    keeps(&like("10.1.*"), &[], "10.1.*");
}

#[test]
fn an_account_is_found_as_consoles_write_it() {
    let mut scenario = everything();
    scenario.notes = "Ask the owners of 9845-0123-6712.".into();
    let redacted = redact(&scenario).unwrap().scenario;
    assert_eq!(redacted.notes, "Ask the owners of 1111-2222-3333.");
    assert!(told(&redacted).own.is_empty());
}

#[test]
fn what_cannot_keep_its_meaning_is_told() {
    // Compared as a number.
    let text = r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::logs-984501236712/*","Condition":{"NumericGreaterThan":{"aws:PrincipalAccount":"555555555555"}}}}"#;
    let redacted = redact(&with_policy(text)).unwrap();
    assert!(redacted.changed.contains(&None), "{:?}", redacted.changed);
}

#[test]
fn more_accounts_than_the_documentation_names_stay_apart() {
    let accounts: Vec<String> = (0..1500)
        .map(|n| format!(r#"{{"id":"98{n:010}"}}"#))
        .collect();
    let text = format!(
        r#"{{"iam_playground":1,"accounts":[{}],"request":{{"caller":{{"type":"anonymous"}},"action":"","resource":"*"}}}}"#,
        accounts.join(",")
    );
    let scenario = wire::from_json(&text).unwrap();
    let redacted = redact(&scenario).unwrap().scenario;
    assert_eq!(redacted.accounts.len(), 1500);
    assert!(told(&redacted).own.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever people made, with real ids in it.
    #[test]
    fn random_scenarios_get_the_same_answers(list in edits()) {
        let mut scenario = bare();
        for edit in &list {
            apply(&mut scenario, edit);
        }
        // What is typed into requests is cut when saved.
        let text = real(&wire::to_json(&scenario));
        if let Ok(scenario) = wire::from_json(&text) {
            let redacted = redact(&scenario).unwrap();
            prop_assert_eq!(redacted.changed, Vec::<Option<String>>::new());
        }
    }
}

/// Puts parts of ids, wildcards and escapes where a document's policies have whole ids.
fn in_parts(document: &mut serde_json::Value, ways: &[(u8, usize)]) {
    let mut ways = ways.iter().cycle();
    for policy in document["policies"].as_array_mut().unwrap() {
        let mut text = policy["text"].as_str().unwrap().to_owned();
        for real in REAL.iter().filter(|real| real.len() == 12) {
            let (way, digits) = *ways.next().unwrap();
            let new = match way {
                0 => format!("{}*", &real[..digits]),
                1 => format!("*{}", &real[digits..]),
                2 => format!("{}{}", &real[..digits], "?".repeat(12 - digits)),
                3 => real
                    .bytes()
                    .map(|digit| format!("\\u{digit:04x}"))
                    .collect(),
                _ => (*real).to_owned(),
            };
            text = text.replace(real, &new);
        }
        policy["text"] = text.into();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// The examples with real ids, of which policies write some with wildcards and escapes.
    #[test]
    fn patterns_match_what_they_did_and_tell_nothing(
        example in 0..examples::ALL.len(),
        ways in proptest::collection::vec((0..6_u8, 4..9_usize), 1..40),
    ) {
        let text = real(&wire::to_json(&examples::ALL[example].scenario()));
        let mut document = serde_json::from_str(&text).unwrap();
        in_parts(&mut document, &ways);
        let scenario = wire::from_json(&document.to_string()).unwrap();
        let own: Vec<String> = told(&scenario).own.into_values().flatten().collect();
        let redacted = redact(&scenario).unwrap();
        prop_assert_eq!(&redacted.changed, &Vec::<Option<String>>::new());
        prop_assert!(told(&redacted.scenario).own.is_empty());
        let text = wire::to_json(&redacted.scenario);
        for own in own.iter().map(String::as_str).chain(REAL) {
            prop_assert!(!text.contains(own), "{}\n{}", own, text);
        }
    }
}

#[test]
fn redacting_twice_changes_nothing_more() {
    let once = redact(&everything()).unwrap().scenario;
    assert_eq!(redact(&once).unwrap().scenario, once);
    let shop = Example::find("coffee-shop").unwrap().scenario();
    assert_eq!(redact(&shop).unwrap().scenario, shop);
}
