//! Hostile texts: each is read to its end within the time of a few texts of its size, and what
//! is said of it is short. The clock is generous, since tests run unoptimized and side by side;
//! reading in quadratic time would take minutes.

use super::{MAX_BYTES, Parsed, Value, format, parse};
use crate::line_index::LineIndex;
use std::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_secs(20);
const MEGABYTES_5: usize = 5 << 20;

/// Reads a text in time.
#[track_caller]
fn read(text: &str) -> Parsed {
    let start = Instant::now();
    let parsed = parse(text);
    let took = start.elapsed();
    assert!(took < LIMIT, "{took:?} for {} bytes", text.len());
    for diagnostic in &parsed.diagnostics {
        let said = diagnostic.message.len();
        assert!(said < 300, "{said} bytes of message: {diagnostic:?}");
        let place = diagnostic.span.start as usize..diagnostic.span.end as usize;
        assert!(text.get(place).is_some(), "{diagnostic:?}");
    }
    parsed
}

/// The code and message of each kind of problem, in the order of the text.
fn problems(parsed: &Parsed) -> Vec<String> {
    let mut said = Vec::new();
    for diagnostic in &parsed.diagnostics {
        let line = format!("{}: {}", diagnostic.code, diagnostic.message);
        if !said.contains(&line) {
            said.push(line);
        }
    }
    said
}

#[test]
fn five_megabytes_of_statements() {
    let statement = r#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"},"#;
    let count = MEGABYTES_5 / statement.len();
    let list = statement.repeat(count);
    let text = format!("{{\"Statement\": [{}]}}", list.trim_end_matches(','));
    let parsed = read(&text);
    assert_eq!(parsed.diagnostics, []);
    let start = Instant::now();
    let printed = format(&parsed.document, 2).unwrap();
    assert_eq!(printed.matches("GetObject").count(), count);
    LineIndex::new(&printed);
    assert!(start.elapsed() < LIMIT);
}

#[test]
fn a_megabyte_of_one_kind() {
    for piece in [
        "a", "\"", "'", "\\", "\"\\u", ",", ":", "{\"a\":", "\n", " ", "\u{a0}", "/*", "#", "//\n",
        "${", "\"${", "\"a\" ", "\"a\":", "\"a,", "1", "-", "\0", "é", "🦀", "=", "]", "[]", "}{",
        "{\"a\":[", "[\"a\":", "“", "\"::", "'a' ", "$", "*/ /*", ";", "\u{feff}",
    ] {
        read(&piece.repeat((1 << 20) / piece.len()));
    }
}

#[test]
fn a_larger_text_is_refused() {
    let parsed = read(&" ".repeat(MAX_BYTES + 1));
    assert_eq!(parsed.document.root(), None);
    assert_eq!(
        problems(&parsed),
        ["json-too-large: the text is larger than 6 MiB and is not read, shorten it"]
    );
    assert_eq!(
        problems(&read(&" ".repeat(MAX_BYTES))),
        ["json-empty: there is no JSON here, begin with `{`"]
    );
}

#[test]
fn a_hundred_thousand_nested_brackets() {
    const DEEP: usize = 100_000;
    const TOO_DEEP: &str =
        "json-too-deep: more than 64 brackets inside one another are not read, nest less";
    let closed = [
        ["[".repeat(DEEP), "]".repeat(DEEP)].concat(),
        ["{\"a\":".repeat(DEEP), "1".into(), "}".repeat(DEEP)].concat(),
        ["[{\"a\":".repeat(DEEP), "}]".repeat(DEEP)].concat(),
    ];
    for text in closed {
        assert_eq!(problems(&read(&text)), [TOO_DEEP]);
    }
    for opening in ["[", "{\"a\":", "[{\"a\":"] {
        let said = problems(&read(&opening.repeat(DEEP)));
        assert!(said.contains(&TOO_DEEP.to_owned()), "{said:?}");
        assert!(
            said.iter()
                .any(|line| line.starts_with("json-unclosed-bracket"))
        );
    }
    assert_eq!(
        problems(&read(&"]".repeat(DEEP))),
        [
            "json-unexpected: `]` has no meaning here, remove it",
            "json-more-problems: there are more problems than are shown, correct these first"
        ]
    );
    read(&"[}".repeat(DEEP));
    read(&"{]".repeat(DEEP));
    read(&"\"a\":{".repeat(DEEP));
}

#[test]
fn ten_thousand_statements_with_a_mistake_each() {
    for mistake in [
        r#"{"Effect": "Allow" "Action": "*"},"#,
        r#"{"Effect": "Allow, "Action": "*"},"#,
        r#"{"Effect": "Allow", "Action": ["*"},"#,
        r#"{"Effect": "Allow", "Action": "*","#,
        r#""Effect": "Allow", "Action": "*"},"#,
        "{'Effect': 'Allow'},",
    ] {
        let text = format!("{{\"Statement\": [{}]}}", mistake.repeat(10_000));
        let parsed = read(&text);
        assert_eq!(parsed.diagnostics.len(), super::super::MAX_DIAGNOSTICS + 1);
        assert!(parsed.document.root().is_some());
    }
}

#[test]
fn ten_thousand_members_and_as_many_of_one_name() {
    let members: Vec<String> = (0..10_000).map(|name| format!("\"{name}\": 1")).collect();
    assert_eq!(read(&format!("{{{}}}", members.join(","))).diagnostics, []);
    let text = format!("{{{}}}", vec!["\"a\": 1"; 10_000].join(","));
    assert_eq!(
        problems(&read(&text)),
        [
            "json-duplicate-key: the key `a` is written twice in one object, keep one",
            "json-more-problems: there are more problems than are shown, correct these first"
        ]
    );
}

#[test]
fn characters_of_every_plane() {
    for plane in 0..=16_u32 {
        // The last two of a plane are no characters to Unicode, but JSON takes them.
        for low in [0x0041, 0x00e9, 0x4e2d, 0xfffe, 0xffff] {
            let c = char::from_u32(plane << 16 | low).unwrap();
            let mut units = [0; 2];
            let escaped: String = c
                .encode_utf16(&mut units)
                .iter()
                .map(|unit| format!("\\u{unit:04X}"))
                .collect();
            for text in [format!("[\"{c}\"]"), format!("[\"{escaped}\"]")] {
                let parsed = read(&text);
                assert_eq!(parsed.diagnostics, [], "{text}");
                assert_eq!(
                    format(&parsed.document, 2).unwrap(),
                    format!("[\"{c}\"]"),
                    "{text}"
                );
            }
            for text in [
                c.to_string(),
                format!("{{{c}: {c}}}"),
                format!("\"{c}"),
                format!("\"\\{c}\""),
                format!("\"\\u{c}\""),
                format!("\"\\u00{c}\""),
                format!("[1{c}2]"),
                format!("{c}//{c}"),
            ] {
                read(&text);
            }
        }
    }
}

#[test]
fn halves_of_characters() {
    for (escapes, halves) in [
        (r"\ud83e", 1),
        (r"\udd80", 1),
        (r"\udd80\ud83e", 2),
        (r"\ud83e\ud83e\udd80", 1),
        (r"\ud83ex", 1),
        (r"\ud83e\n", 1),
        (r"\ud83e\u0041", 1),
    ] {
        let parsed = read(&format!("\"{escapes}\""));
        let codes: Vec<&str> = parsed.diagnostics.iter().map(|found| found.code).collect();
        assert_eq!(codes, vec!["json-surrogate"; halves], "{escapes}");
        let root = parsed.document.root().unwrap();
        let Value::String(text) = &parsed.document.get(root).value else {
            panic!("{escapes} is no string");
        };
        assert_eq!(text.matches('\u{fffd}').count(), halves, "{escapes}");
        assert_eq!(format(&parsed.document, 2), None);
    }
    let said = problems(&read(r#""\ud83e""#));
    assert_eq!(
        said,
        [r"json-surrogate: `\ud83e` is half a character, write both halves or the character"]
    );
}

#[test]
fn control_characters() {
    for code in 0..0x20_u8 {
        let c = char::from(code);
        let said = problems(&read(&format!("\"{c}\"")));
        assert!(!said.is_empty(), "U+{code:04X}");
        let parsed = read(&format!("\"\\u{code:04x}\""));
        assert_eq!(parsed.diagnostics, []);
        let printed = format(&parsed.document, 2).unwrap();
        assert_eq!(
            parse(&printed)
                .document
                .nodes
                .first()
                .map(|node| &node.value),
            Some(&Value::String(c.into()))
        );
    }
    assert_eq!(
        problems(&read("\"\0\"")),
        [r"json-control-character: a string holds no bare control character, write `\u0000`"]
    );
    assert_eq!(
        problems(&read("\0")),
        [r"json-bare-word: `\u{0}` is no JSON value, put text in quotes"]
    );
}

#[test]
fn a_byte_order_mark() {
    let parsed = read("\u{feff}{\"a\": 1}");
    assert_eq!(
        problems(&parsed),
        ["json-byte-order-mark: JSON does not begin with a byte-order mark, remove it"]
    );
    assert_eq!(super::dump(&parsed.document), "{\"a\": 1}");
    assert_eq!(read("[\"\u{feff}\"]").diagnostics, []);
}
