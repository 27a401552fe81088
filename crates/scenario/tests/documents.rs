//! What a file may hold, and what is said of each that is refused.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use expect_test::{Expect, expect};
use scenario::{PolicyRef, Scenario, Switch, caps, wire};
use std::time::{Duration, Instant};

#[track_caller]
fn refused(text: &str, sentence: Expect) {
    let error = wire::from_json(text).unwrap_err();
    sentence.assert_eq(&error.to_string());
}

/// A document with these members.
fn with(members: &str) -> String {
    format!(r#"{{"iam_playground":1,{members}}}"#)
}

#[test]
fn nothing_is_written_of_what_nobody_set() {
    expect![[r#"
        {
          "iam_playground": 1
        }
    "#]]
    .assert_eq(&wire::to_json(&Scenario::default()));
    assert_eq!(
        wire::from_json(r#"{"iam_playground":1}"#),
        Ok(Scenario::default())
    );
    assert_eq!(
        wire::from_json("\u{feff}{\"iam_playground\":1}"),
        Ok(Scenario::default())
    );
}

#[test]
fn full_aws_access_is_written_when_it_is_off() {
    let mut scenario = Scenario::default();
    *scenario
        .policies
        .switch_mut(PolicyRef::FULL_AWS_ACCESS)
        .unwrap() = Switch::Off;
    let text = wire::to_json(&scenario);
    expect![[r#"
        {
          "iam_playground": 1,
          "policies": [
            {
              "name": "FullAWSAccess",
              "off": true
            }
          ]
        }
    "#]]
    .assert_eq(&text);
    assert_eq!(wire::from_json(&text), Ok(scenario));
}

#[test]
fn a_policy_keeps_its_text_byte_for_byte() {
    let text = "\u{feff}{\r\n\t\"Action\" : \"s3:*\u{0}\u{7f}\u{2028}é😀\\ \" // odd\r";
    let document = with(&format!(
        r#""policies":[{{"name":"Odd","kind":"scp","text":{}}}]"#,
        serde_json::to_string(text).unwrap()
    ));
    let scenario = wire::from_json(&document).unwrap();
    let again = wire::from_json(&wire::to_json(&scenario)).unwrap();
    let odd = again.policies.named("odd").unwrap();
    assert_eq!(&*again.policies.get(odd).unwrap().text, text);
}

#[test]
fn long_texts_are_cut_when_written() {
    let scenario = Scenario {
        title: "ü".repeat(caps::TITLE + 1),
        notes: "x".repeat(caps::NOTES * 2),
        ..Scenario::default()
    };
    let read = wire::from_json(&wire::to_json(&scenario)).unwrap();
    assert_eq!(read.title, "ü".repeat(caps::TITLE));
    assert_eq!(read.notes.len(), caps::NOTES);
}

#[test]
fn not_a_scenario() {
    refused("", expect!["There is no text; a scenario is wanted."]);
    refused(
        "[1]",
        expect!["This is JSON, but not a scenario: it is a list, and a scenario is an object."],
    );
    refused(
        "{}",
        expect!["This is not an IAM Playground scenario: it has no member `iam_playground`."],
    );
    refused(
        r#"{"Version":"2012-10-17","Statement":[]}"#,
        expect![
            "This is a single policy, not a scenario; paste it into the policy editor instead."
        ],
    );
    refused(
        r#"{"iam_playground":2,"anything":[]}"#,
        expect![
            "It was made by a newer version of IAM Playground (format 2; this one reads format 1). Reload the page to get the newest."
        ],
    );
    refused(
        r#"{"iam_playground":0}"#,
        expect!["`iam_playground` has to be 1 or more."],
    );
    refused(
        r#"{"iam_playground":-1}"#,
        expect!["Line 1, column 20: invalid value: integer `-1`, expected u64."],
    );
    refused(
        "{\n  \"iam_playground\": 1,\n  \"title\": \"unfinished",
        expect!["Line 3, column 22: the text ends too early, as if it were cut off."],
    );
}

#[test]
fn members_and_types() {
    refused(
        "{\n\"iam_playground\":1,\n  \"polices\":[]}",
        expect![
            "Line 3, column 11: unknown field `polices`, expected one of `iam_playground`, `title`, `notes`, `organization`, `accounts`, `policies`, `endpoints`, `request`, `saved`."
        ],
    );
    refused(
        &with(r#""__proto__":{"title":"x"}"#),
        expect![
            "Line 1, column 31: unknown field `__proto__`, expected one of `iam_playground`, `title`, `notes`, `organization`, `accounts`, `policies`, `endpoints`, `request`, `saved`."
        ],
    );
    refused(
        &with(r#""request":{"caller":{"type":"anonymous","constructor":1},"action":"a:b"}"#),
        expect!["Line 1, column 76: unknown field `constructor`, there are no fields."],
    );
    refused(
        &with(r#""title":1"#),
        expect!["Line 1, column 29: invalid type: integer `1`, expected a string."],
    );
    refused(
        &with(r#""title":"a","title":"b""#),
        expect!["Line 1, column 39: duplicate field `title`."],
    );
    refused(
        &with(r#""organization":null"#),
        expect!["Line 1, column 39: invalid type: null, expected an organization (an object)."],
    );
    refused(
        &with(r#""organization":"o-exampleorg""#),
        expect![[
            r#"Line 1, column 49: invalid type: string "o-exampleorg", expected an organization (an object)."#
        ]],
    );
    refused(
        &with(r#""request":{"caller":{"type":"king"},"action":"a:b"}"#),
        expect![
            "Line 1, column 54: unknown variant `king`, expected one of `user`, `role`, `federated`, `root`, `service`, `root_task`, `web_identity`, `anonymous`."
        ],
    );
    refused(
        &with(r#""title":"\ud800""#),
        expect!["Line 1, column 36: unexpected end of hex escape."],
    );
    refused(
        &with("\"title\":\"a\u{0}b\""),
        expect![[
            r#"Line 1, column 30: control character (\u0000-\u001F) found while parsing a string."#
        ]],
    );
}

#[test]
fn policies() {
    let policy = |members: &str| with(&format!(r#""policies":[{members}]"#));
    refused(
        &policy(r#"{"name":"P","kind":"scp"}"#),
        expect!["Policy `P` has no `text`."],
    );
    refused(
        &policy(r#"{"name":"P","text":""}"#),
        expect!["Policy `P` has no `kind`."],
    );
    refused(
        &policy(r#"{"name":"P","kind":"acl","text":""}"#),
        expect![
            "Policy `P`: kind `acl` is not one of `identity`, `managed`, `boundary`, `session`, `resource`, `role_trust`, `kms_key`, `vpc_endpoint`, `scp`, `rcp`."
        ],
    );
    refused(
        &policy(r#"{"name":"a b","kind":"managed","text":""}"#),
        expect!["Policy name `a b` may only have letters, digits and `_+=,.@-`."],
    );
    refused(
        &policy(r#"{"name":"","kind":"scp","text":""}"#),
        expect!["Policy name `` cannot be empty."],
    );
    refused(
        &policy(r#"{"name":"P","kind":"scp","text":""},{"name":"p","kind":"rcp","text":""}"#),
        expect!["Two policies are named `p`; names ignore case."],
    );
    refused(
        &policy(r#"{"name":"FullAWSAccess","kind":"scp","text":"{}"}"#),
        expect!["`FullAWSAccess` belongs to AWS; in `policies` it may only be set `off`."],
    );
}

#[test]
fn accounts() {
    let account = |members: &str| {
        with(&format!(
            r#""accounts":[{{"id":"111122223333",{members}}}]"#
        ))
    };
    refused(
        &with(r#""accounts":[{"id":"1234"}]"#),
        expect!["`1234` in the list of accounts is not an account ID of 12 digits."],
    );
    refused(
        &with(r#""accounts":[{"id":"111122223333"},{"id":"111122223333"}]"#),
        expect!["Account `111122223333` stands twice in `accounts`."],
    );
    refused(
        &account(r#""name":"Büro""#),
        expect!["Account `Büro` has to be of English letters, digits, blanks and marks."],
    );
    refused(
        &account(r#""users":[{"name":"a b"}]"#),
        expect!["User `a b` may only have letters, digits and `_+=,.@-`."],
    );
    refused(
        &account(r#""users":[{"name":"ana"},{"name":"Ana"}]"#),
        expect!["User `Ana` stands twice in account 111122223333."],
    );
    refused(
        &account(r#""users":[{"name":"ana","path":"staff"}]"#),
        expect!["Path `staff` has to begin and end with `/` and takes no blanks."],
    );
    refused(
        &account(r#""users":[{"name":"ana","groups":["Till"]}]"#),
        expect!["User `ana` is in a group `Till`, which account 111122223333 has not."],
    );
    refused(
        &account(r#""users":[{"name":"ana","policies":["P"]}]"#),
        expect!["User `ana` refers to a policy `P`, which `policies` has not."],
    );
    refused(
        &account(r#""users":[{"name":"ana","policies":["FullAWSAccess"]}]"#),
        expect![
            "User `ana` has `FullAWSAccess` as an identity-based policy, but its kind is `scp`."
        ],
    );
    refused(
        &account(r#""resources":[{"arn":"bucket"}]"#),
        expect![
            "Resource `bucket` is not an ARN of six parts, `arn:partition:service:region:account:…`."
        ],
    );
    refused(
        &account(r#""resources":[{"arn":"arn:aws:s3:::b"},{"arn":"arn:aws:s3:::b"}]"#),
        expect!["Resource `arn:aws:s3:::b` stands twice in account 111122223333."],
    );
}

#[test]
fn organizations() {
    let tree = |children: &str| {
        with(&format!(
            r#""organization":{{"id":"o-exampleorg","management_account":"111122223333","root":{{"id":"r-exam","children":[{children}]}}}}"#
        ))
    };
    assert!(wire::from_json(&tree(r#"{"account":"111122223333"}"#)).is_ok());
    refused(
        &tree(""),
        expect!["The management account `111122223333` does not stand in the organization."],
    );
    refused(
        &tree(r#"{"account":"111122223333"},{"account":"111122223333"}"#),
        expect!["Account `111122223333` stands twice in the organization."],
    );
    refused(
        &tree(r#"{"account":"111122223333","children":[{"account":"444455556666"}]}"#),
        expect!["Account 111122223333 has `children`; only the root and OUs have any."],
    );
    refused(
        &tree(r#"{"name":"Lost"}"#),
        expect!["A child in the organization needs either `account`, or `ou` and `name`."],
    );
    refused(
        &tree(r#"{"ou":"ou-1","name":"Lost"}"#),
        expect!["`ou-1` of OU `Lost` is not an id of the form `ou-examplerootid-exampleouid`."],
    );
    refused(
        &tree(r#"{"ou":"ou-exam-11111111","name":"A"},{"ou":"ou-exam-11111111","name":"B"}"#),
        expect!["OU `ou-exam-11111111` stands twice in the organization."],
    );
    refused(
        &with(
            r#""organization":{"id":"org","management_account":"111122223333","root":{"id":"r-exam"}}"#,
        ),
        expect!["`org` in `organization` is not an id of the form `o-exampleorgid`."],
    );
}

#[test]
fn requests() {
    let request = |members: &str| {
        with(&format!(
            r#""request":{{"caller":{{"type":"anonymous"}},"action":"a:b",{members}}}"#
        ))
    };
    refused(
        &request(r#""owner":"me""#),
        expect!["`me` in the request is not an account ID of 12 digits."],
    );
    refused(
        &request(r#""context":[{"key":"k"}]"#),
        expect!["Condition key `k` in the request needs one of `value`, `values` and `state`."],
    );
    refused(
        &request(r#""context":[{"key":"k","value":"v","state":"unknown"}]"#),
        expect!["Condition key `k` in the request needs one of `value`, `values` and `state`."],
    );
    refused(
        &with(
            r#""saved":[{"name":"S","request":{"caller":{"type":"anonymous"},"action":"a:b"},"expected":"maybe"}]"#,
        ),
        expect!["Line 1, column 116: unknown variant `maybe`, expected `allow` or `deny`."],
    );
}

#[test]
fn what_is_too_much() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    refused(
        &with(&format!(r#""organization":{deep}"#)),
        expect!["Objects and lists lie deeper in each other than 64 levels."],
    );
    refused(
        &" ".repeat(caps::FILE_BYTES + 1),
        expect!["This is larger than 16 MiB, the most that a scenario may have."],
    );
    refused(
        &with(&format!(r#""title":"{}""#, "x".repeat(caps::TITLE + 1))),
        expect!["The text in `title` is longer than 200 characters."],
    );
    refused(
        &with(&format!(r#""notes":"{}""#, "x".repeat(caps::NOTES + 1))),
        expect!["The text in `notes` is longer than 10000 characters."],
    );
    let text = "x".repeat(caps::POLICY_TEXT + 1);
    refused(
        &with(&format!(
            r#""policies":[{{"name":"P","kind":"scp","text":"{text}"}}]"#
        )),
        expect!["Policy `P` is longer than 6291456 characters."],
    );
    let policies = many(caps::POLICIES + 1, r#"{"name":"P","kind":"scp","text":""}"#);
    refused(
        &with(&format!(r#""policies":[{policies}]"#)),
        expect!["There are 10001 policies; a scenario may have 10000."],
    );
    let accounts = many(caps::ACCOUNTS + 1, r#"{"id":"111122223333"}"#);
    refused(
        &with(&format!(r#""accounts":[{accounts}]"#)),
        expect!["There are 10001 accounts; a scenario may have 10000."],
    );
    let users = many(caps::PER_ACCOUNT + 1, r#"{"name":"ana"}"#);
    refused(
        &with(&format!(
            r#""accounts":[{{"id":"111122223333","users":[{users}]}}]"#
        )),
        expect!["There are 10001 users in account 111122223333; a scenario may have 10000."],
    );
    let saved = many(
        caps::SAVED + 1,
        r#"{"name":"S","request":{"caller":{"type":"anonymous"},"action":""}}"#,
    );
    refused(
        &with(&format!(r#""saved":[{saved}]"#)),
        expect!["There are 1001 saved requests; a scenario may have 1000."],
    );
    let context = many(caps::CONTEXT + 1, r#"{"key":"k","value":"v"}"#);
    refused(
        &with(&format!(
            r#""request":{{"caller":{{"type":"anonymous"}},"action":"","context":[{context}]}}"#
        )),
        expect!["There are 501 condition keys in the request; a scenario may have 500."],
    );
    let action = "x".repeat(caps::TEXT + 1);
    refused(
        &with(&format!(
            r#""request":{{"caller":{{"type":"anonymous"}},"action":"{action}"}}"#
        )),
        expect!["The action of the request is longer than 4096 characters."],
    );
    let attached = many(caps::ATTACHED + 1, r#""FullAWSAccess""#);
    refused(
        &with(&format!(
            r#""organization":{{"id":"o-exampleorg","management_account":"111122223333","root":{{"id":"r-exam","scps":[{attached}]}}}}"#
        )),
        expect!["There are 101 policies of the root; a scenario may have 100."],
    );
}

/// A list of so many of the same.
fn many(count: usize, item: &str) -> String {
    vec![item; count].join(",")
}

#[test]
fn what_is_too_much_around_accounts() {
    let ous: Vec<String> = (0..=caps::OUS)
        .map(|number| format!(r#"{{"ou":"ou-exam-{number:08}","name":"{number}"}}"#))
        .collect();
    refused(
        &with(&format!(
            r#""organization":{{"id":"o-exampleorg","management_account":"111122223333","root":{{"id":"r-exam","children":[{}]}}}}"#,
            ous.join(",")
        )),
        expect!["There are 2001 OUs; a scenario may have 2000."],
    );
    let endpoint = r#"{"id":"vpce-1","vpc":"vpc-1","account":"111122223333"}"#;
    refused(
        &with(&format!(
            r#""endpoints":[{}]"#,
            many(caps::ENDPOINTS + 1, endpoint)
        )),
        expect!["There are 201 VPC endpoints; a scenario may have 200."],
    );
    // As deep as may be, so that it is the member that is refused, and one level deeper.
    let deep = |levels: usize| {
        with(&format!(
            r#""more":{}{}"#,
            "[".repeat(levels - 1),
            "]".repeat(levels - 1)
        ))
    };
    let most = wire::from_json(&deep(caps::DEPTH)).unwrap_err().to_string();
    assert!(most.contains("unknown field `more`"), "{most}");
    refused(
        &deep(caps::DEPTH + 1),
        expect!["Objects and lists lie deeper in each other than 64 levels."],
    );
}

#[test]
fn what_is_too_much_inside_of_an_account() {
    let account = |members: String| {
        with(&format!(
            r#""accounts":[{{"id":"111122223333",{members}}}]"#
        ))
    };
    let text = "x".repeat(caps::TEXT + 1);
    for (list, item, count) in [
        ("groups", r#"{"name":"g"}"#, caps::PER_ACCOUNT),
        ("roles", r#"{"name":"r"}"#, caps::PER_ACCOUNT),
        (
            "resources",
            r#"{"arn":"arn:aws:s3:::b"}"#,
            caps::PER_ACCOUNT,
        ),
    ] {
        let document = account(format!(r#""{list}":[{}]"#, many(count + 1, item)));
        let error = wire::from_json(&document).unwrap_err().to_string();
        assert_eq!(
            error,
            format!("There are 10001 {list} in account 111122223333; a scenario may have 10000.")
        );
    }
    let groups = many(caps::GROUPS + 1, r#""g""#);
    refused(
        &account(format!(r#""users":[{{"name":"ana","groups":[{groups}]}}]"#)),
        expect!["There are 101 groups of user `ana`; a scenario may have 100."],
    );
    let tags = many(caps::TAGS + 1, r#"{"key":"k"}"#);
    refused(
        &account(format!(r#""users":[{{"name":"ana","tags":[{tags}]}}]"#)),
        expect!["There are 201 tags of user `ana`; a scenario may have 200."],
    );
    refused(
        &account(format!(
            r#""users":[{{"name":"ana","tags":[{{"key":"{text}"}}]}}]"#
        )),
        expect!["A tag of user `ana` is longer than 4096 characters."],
    );
    refused(
        &account(format!(r#""resources":[{{"arn":"arn:aws:s3:::{text}"}}]"#)),
        expect!["The ARN of a resource is longer than 4096 characters."],
    );
}

#[test]
fn what_is_too_much_in_a_request() {
    let request = |members: String| {
        with(&format!(
            r#""request":{{"caller":{{"type":"anonymous"}},"action":"a:b",{members}}}"#
        ))
    };
    let caller = |caller: &str| {
        with(&format!(
            r#""request":{{"caller":{caller},"action":"a:b"}}"#
        ))
    };
    let text = "x".repeat(caps::TEXT + 1);
    let values = many(caps::CONTEXT + 1, r#""v""#);
    refused(
        &request(format!(r#""context":[{{"key":"k","values":[{values}]}}]"#)),
        expect!["There are 501 values of `k` in the request; a scenario may have 500."],
    );
    refused(
        &request(format!(r#""context":[{{"key":"k","value":"{text}"}}]"#)),
        expect!["The value of `k` in the request is longer than 4096 characters."],
    );
    refused(
        &request(format!(r#""resource":"{text}""#)),
        expect!["The resource of the request is longer than 4096 characters."],
    );
    let mut assumed = r#"{"type":"anonymous"}"#.to_owned();
    for _ in 0..=caps::CHAIN {
        assumed = format!(
            r#"{{"type":"role","account":"111122223333","name":"r","session":{{"assumed":{{"by":{assumed}}}}}}}"#
        );
    }
    refused(
        &caller(&assumed),
        expect!["There are 11 assumed roles in the request; a scenario may have 10."],
    );
    let keys = many(caps::TAGS + 1, r#""k""#);
    refused(
        &caller(&format!(
            r#"{{"type":"role","account":"111122223333","name":"r","session":{{"transitive":[{keys}]}}}}"#
        )),
        expect![
            "There are 201 transitive tags of the session of the request; a scenario may have 200."
        ],
    );
}

/// Large and repetitive documents take time that grows with their length, not with its square.
#[test]
fn the_largest_organization_is_read_quickly() {
    let accounts = |number: usize| {
        format!(r#"{{"id":"{number:012}","users":[{{"name":"u","policies":["P{number}"]}}]}}"#)
    };
    let numbers = || 0..caps::ACCOUNTS;
    let members = [
        format!(
            r#""organization":{{"id":"o-exampleorg","management_account":"000000000000","root":{{"id":"r-exam","children":[{}]}}}}"#,
            numbers()
                .map(|number| format!(r#"{{"account":"{number:012}"}}"#))
                .collect::<Vec<_>>()
                .join(",")
        ),
        format!(
            r#""accounts":[{}]"#,
            numbers().map(accounts).collect::<Vec<_>>().join(",")
        ),
        format!(
            r#""policies":[{}]"#,
            (0..caps::POLICIES)
                .map(|number| format!(r#"{{"name":"P{number}","kind":"managed","text":"{{}}"}}"#))
                .collect::<Vec<_>>()
                .join(",")
        ),
    ];
    let begin = Instant::now();
    let scenario = wire::from_json(&with(&members.join(","))).unwrap();
    let again = wire::from_json(&wire::to_json(&scenario)).unwrap();
    assert_eq!(again, scenario);
    // Generous: a square of these counts would take minutes.
    assert!(
        begin.elapsed() < Duration::from_secs(20),
        "{:?}",
        begin.elapsed()
    );
}
