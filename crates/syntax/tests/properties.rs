//! What holds of every text, tried on random ones.

mod invariants;

use invariants::{as_standard, check};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde_json::Value;
use syntax::json::parse;

/// Values of every shape, at most six levels deep.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        // Eighths, since serde_json reads other fractions inexactly.
        any::<i32>().prop_map(|eighths| Value::from(f64::from(eighths) / 8.0)),
        any::<String>().prop_map(Value::from),
        "[\\x00-\\x7f]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 8, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..8).prop_map(Value::from),
            btree_map(any::<String>(), inner, 0..8)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Texts of the pieces that JSON and policies are made of, and of those that people mistype.
fn shreds() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(vec![
            "{", "}", "[", "]", ":", ",", "\"", "'", "\\", "\n", " ", "\t", "\r\n",
        ]),
        3 => prop::sample::select(vec![
            "\"Statement\"", "\"Effect\": \"Allow\"", "\"Action\":", "\"s3:*\"", "Deny", "{}",
            "arn:aws:s3:::a/${aws:username}", "null", "true", "-1.5e3", "01", "NaN",
        ]),
        1 => prop::sample::select(vec![
            "//", "/*", "*/", "#", ";", "=", "=>", "“", "”", "’", "\u{feff}", "\u{a0}", "\0",
            "\\u", "\\ud83e", "\\udd80", "\\u0000", "🦀", "é", "\u{10ffff}", "\u{2028}", "${",
        ]),
    ];
    vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn values_are_read_as_serde_wrote_them(value in value()) {
        for text in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
            let parsed = parse(&text);
            prop_assert_eq!(&parsed.diagnostics, &[]);
            prop_assert_eq!(&as_standard(&parsed.document), &value);
            check(&text);
        }
    }

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn shreds_of_json_are_read(text in shreds()) {
        check(&text);
    }

    /// One edit in a valid text: the everyday case of typing.
    #[test]
    fn a_valid_text_with_one_edit_is_read(
        value in value(),
        at in any::<prop::sample::Index>(),
        removed in 0_usize..3,
        inserted in "[\\[\\]{}:,\"' \\n\\\\a-c0-9]{0,2}",
    ) {
        let text: Vec<char> = serde_json::to_string_pretty(&value).unwrap().chars().collect();
        let at = at.index(text.len() + 1);
        let (before, rest) = text.split_at(at);
        let after = &rest[removed.min(rest.len())..];
        let edited: String = before.iter().copied().chain(inserted.chars()).chain(after.iter().copied()).collect();
        check(&edited);
    }
}

/// What the fuzzer came upon stays read.
#[test]
fn the_corpus_of_the_fuzzer_is_read() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/corpus/json_reader");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        if let Ok(text) = std::str::from_utf8(&bytes) {
            check(text);
            count += 1;
        }
    }
    assert!(100 < count, "only {count} texts");
}
