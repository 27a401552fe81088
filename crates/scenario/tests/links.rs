//! What each form of a link opens, and what is said of each that does not open.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "tests fail by panicking"
)]

use data_encoding::BASE64URL_NOPAD;
use expect_test::{Expect, expect};
use miniz_oxide::deflate::compress_to_vec;
use scenario::examples::ALL;
use scenario::link::{self, Fragment, LinkError};
use scenario::{PolicyDocument, Scenario, caps, wire};
use std::time::{Duration, Instant};

fn packed(json: &[u8]) -> String {
    BASE64URL_NOPAD.encode(&compress_to_vec(json, 6))
}

fn plain(json: &str) -> String {
    BASE64URL_NOPAD.encode(json.as_bytes())
}

#[track_caller]
fn refused(fragment: &str, sentence: Expect) {
    let error = link::read(fragment).unwrap_err();
    sentence.assert_eq(&error.to_string());
}

#[test]
fn fixed_fragments() {
    for (fragment, meant) in [
        ("", Fragment::Nothing),
        ("#", Fragment::Nothing),
        ("new", Fragment::New),
        ("#file", Fragment::File),
        (
            "#example/coffee-shop",
            Fragment::Example("coffee-shop".into()),
        ),
    ] {
        assert_eq!(link::read(fragment), Ok(meant), "{fragment}");
    }
}

#[test]
fn a_link_survives_what_programs_put_around_it() {
    let scenario = ALL[0].scenario();
    let link = link::encode(&scenario).unwrap();
    let whole = Ok(Fragment::Scenario(Box::new(scenario)));
    for (before, after) in [("#", ""), (" ", "\n"), ("", "."), ("", ")."), ("", ">")] {
        assert_eq!(
            link::read(&format!("{before}{link}{after}")),
            whole,
            "{before:?} {after:?}"
        );
    }
    assert!(
        link.bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
    );
    assert!(link.len() < 2_000, "{}", link.len());
}

#[test]
fn a_plain_link_may_be_written_by_hand() {
    let json = r#"{"iam_playground":1,"title":"By hand"}"#;
    let meant = Scenario {
        title: "By hand".into(),
        ..Scenario::default()
    };
    let link = format!("v1.j.{}", plain(json));
    assert_eq!(link::read(&link), Ok(Fragment::Scenario(Box::new(meant))));
}

#[test]
fn cut_off() {
    let link = link::encode(&ALL[0].scenario()).unwrap();
    refused(
        &link[..1500],
        expect![
            "This link was cut off after 1500 characters. Copy it again, whole, or ask for the scenario as a file."
        ],
    );
    for short in [
        "v1",
        "v1.",
        "v1.d",
        "v1.d.",
        "v1.D",
        "v1.D1",
        "v1.j",
        "v1.d.AAAA.1234567",
        "v1.d.AAAA.10-12-13",
        "v1.d.AAAA.0-1-0_2026-10",
        "v1.d.AAAA.0-1-0_2026-10.1234567",
        "v1.j.e30.0-1-0_20",
        &link[..link.len() - 1],
    ] {
        assert_eq!(
            link::read(short),
            Err(LinkError::CutOff(short.trim_end_matches('.').len())),
            "{short}"
        );
    }
    let by_hand = plain(r#"{"iam_playground":1,"title":"By hand"}"#);
    assert!(matches!(
        link::read(&format!("v1.j.{}", &by_hand[..20])),
        Err(LinkError::CutOff(_))
    ));
}

#[test]
fn a_link_says_what_made_it_and_opens_whatever_it_says() {
    let scenario = ALL[0].scenario();
    let link = link::encode(&scenario).unwrap();
    let made = link::made(&link).unwrap();
    assert_eq!(Some(&made), link::Made::here().as_ref());
    assert_eq!(
        made.to_string(),
        format!(
            "version {} with the rules of {}",
            env!("CARGO_PKG_VERSION"),
            link::RULES
        )
    );
    let whole = Ok(Fragment::Scenario(Box::new(scenario)));
    let (head, check) = link.rsplit_once('.').unwrap();
    let (head, _) = head.rsplit_once('.').unwrap();
    // Links of before, of other versions, and of those that say something else.
    for (part, older) in [
        ("", None),
        (".0-0-9_2026-08", Some(true)),
        (".1-0-0_2027-01", Some(false)),
        (".1-0_2027-01", None),
        (".0-1-0_2026-13", None),
        (".9-9-9_2026-10-extra", None),
        (".99999-0-0_2026-10", None),
        (".--__", None),
    ] {
        let link = format!("{head}{part}.{check}");
        assert_eq!(link::read(&link), whole, "{link}");
        let other = link::made(&link);
        assert_eq!(other.map(|other| other < made), older, "{part}");
    }
    for part in [
        ".<script>",
        ".0-1-0_2026-10.0-1-0_2026-10",
        &format!(".{}", "-".repeat(65)),
    ] {
        let link = format!("{head}{part}.{check}");
        assert_eq!(link::read(&link), Err(LinkError::Damaged), "{part}");
    }
}

#[test]
fn damaged() {
    let link = link::encode(&ALL[0].scenario()).unwrap();
    let changed = format!(
        "{}{}{}",
        &link[..700],
        if &link[700..701] == "A" { "B" } else { "A" },
        &link[701..]
    );
    refused(
        &changed,
        expect![
            "This link was changed on its way: its content does not fit its check. Copy it again from where it was made, or ask for the scenario as a file."
        ],
    );
    let json = r#"{"iam_playground":1}"#;
    for link in [
        "v1.d.@@@@.00000000".to_owned(),
        format!("v1.j.{}.00000000", plain(json)),
        format!("v1.d.{}.00000000.x", packed(json.as_bytes())),
        format!("v1.d.{}.zzzzzzzz", packed(json.as_bytes())),
    ] {
        assert_eq!(link::read(&link), Err(LinkError::Damaged), "{link}");
    }
    // Whole and unharmed, but no text.
    let bytes = BASE64URL_NOPAD.encode(&[0xff, 0xfe]);
    let link = format!("v1.j.{bytes}");
    assert_eq!(link::read(&link), Err(LinkError::Garbled));
    refused(
        "v1.j.@@@@",
        expect![
            "This link was changed on its way: what stands behind its last `.` cannot be read. Copy it again from where it was made, or ask for the scenario as a file."
        ],
    );
}

#[test]
fn newer() {
    refused(
        "v2.d.AAAA.00000000",
        expect![
            "This link was made by a newer version of IAM Playground (format 2). Reload the page to get the newest version, then open the link again."
        ],
    );
    refused(
        "v18446744073709551615.z",
        expect![
            "This link was made by a newer version of IAM Playground (format 18446744073709551615). Reload the page to get the newest version, then open the link again."
        ],
    );
    refused(
        &format!("v1.j.{}", plain(r#"{"iam_playground":7,"shapes":[]}"#)),
        expect![
            "This link was read, but what it holds cannot be opened: it was made by a newer version of IAM Playground (format 7; this one reads format 1). Reload the page to get the newest."
        ],
    );
}

#[test]
fn unknown_codec() {
    refused(
        "v1.D9.AAAA.00000000",
        expect![
            "This link is packed in a way that this version of IAM Playground does not know (`D9`). Reload the page to get the newest version, then open the link again."
        ],
    );
}

#[test]
fn a_bomb_is_stopped_while_it_unpacks() {
    let bomb = packed(&vec![b' '; 40 * 1024 * 1024]);
    assert!(bomb.len() < caps::LINK_PAYLOAD);
    let begin = Instant::now();
    refused(
        &format!("v1.d.{bomb}.00000000"),
        expect![
            "This link holds more than a link may (64 KiB packed, 1 MiB unpacked). Ask for the scenario as a file."
        ],
    );
    // Generous: this is about minutes and gigabytes, not about milliseconds.
    assert!(begin.elapsed() < Duration::from_secs(5));
    let long = "A".repeat(caps::LINK_PAYLOAD + 1);
    assert_eq!(
        link::read(&format!("v1.d.{long}.00000000")),
        Err(LinkError::TooLarge)
    );
    assert_eq!(
        link::read(&format!("v1.j.{long}")),
        Err(LinkError::TooLarge)
    );
}

#[test]
fn no_link_is_made_that_would_not_open() {
    let mut scenario = Scenario::default();
    let mut state = 1_u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from(b'!' + u8::try_from(state >> 26).unwrap())
    };
    let text: String = (0..60_000).map(|_| noise()).collect();
    scenario
        .policies
        .add(PolicyDocument::new("Noise", iam::PolicyKind::Scp, text));
    let error = link::encode(&scenario).unwrap_err();
    expect!["This scenario is too large for a link of 32000 characters, which is what programs pass on whole. Save it as a file and share that."].assert_eq(&error.to_string());
    // Little when packed, too much when unpacked.
    let mut scenario = Scenario::default();
    for number in 0..20 {
        let text = " ".repeat(100_000);
        scenario.policies.add(PolicyDocument::new(
            format!("Blank{number}"),
            iam::PolicyKind::Scp,
            text,
        ));
    }
    assert_eq!(link::encode(&scenario), Err(LinkError::DoesNotFit));
    assert!(wire::from_json(&wire::to_json(&scenario)).is_ok());
}

#[test]
fn lessons_have_their_seat() {
    refused(
        "example/coffee-shop/2",
        expect![
            "This link leads to a step of a lesson, and this version of IAM Playground has no lessons. Reload the page to get the newest version."
        ],
    );
}

#[test]
fn what_is_no_link() {
    refused(
        "section-3",
        expect![
            "What stands after `#` in the address is not a link of IAM Playground. Copy the link again, whole."
        ],
    );
    for other in [
        "example/",
        "example/../x",
        "example/<b>",
        "v",
        "vx.d.a",
        "v0.d.a.b",
        "V1.d.a",
        "v+1.j.e30",
        "\u{0}",
        "é",
        "...",
    ] {
        assert_eq!(link::read(other), Err(LinkError::NotALink), "{other}");
    }
}

#[test]
fn what_holds_no_scenario() {
    refused(
        &format!("v1.j.{}", plain(r#"{"iam_playground":1,"titel":""}"#)),
        expect![
            "This link was read, but what it holds cannot be opened: unknown field `titel`, expected one of `iam_playground`, `title`, `notes`, `organization`, `accounts`, `policies`, `endpoints`, `request`, `saved`."
        ],
    );
    refused(
        &format!("v1.j.{}", plain("[]")),
        expect![
            "This link was read, but what it holds cannot be opened: this is JSON, but not a scenario: it is a list, and a scenario is an object."
        ],
    );
}
