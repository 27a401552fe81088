//! What each kind of document yields: the tree, then a line for each problem with its place.

use super::summary;
use expect_test::{Expect, expect};

#[track_caller]
fn check(text: &str, expected: Expect) {
    expected.assert_eq(&summary(text));
}

#[test]
fn values() {
    for (text, tree) in [
        ("null", "null"),
        (" true ", "true"),
        ("false", "false"),
        ("-0.5e+3", "-0.5e+3"),
        (
            r#""a\"\\\/\b\f\n\r\t\u00e9""#,
            r#""a\"\\/\u{8}\u{c}\n\r\té""#,
        ),
        ("[]", "[]"),
        ("{}", "{}"),
        ("[1,[2,{}]]", "[1, [2, {}]]"),
        (
            r#"{"a":{"b":[null]},"":1}"#,
            r#"{"a": {"b": [null]}, "": 1}"#,
        ),
    ] {
        assert_eq!(summary(text), tree, "{text}");
    }
}

#[test]
fn nothing() {
    check(
        "",
        expect![[r#"
        nothing
        json-empty 0..0 """#]],
    );
    check(
        "  \n",
        expect![[r#"
        nothing
        json-empty 0..0 """#]],
    );
    check(
        "// only a comment",
        expect![[r#"
        nothing
        json-empty 0..0 ""
        json-comment 0..17 "// only a comment""#]],
    );
}

#[test]
fn bare_words_and_wrong_literals() {
    check(
        "{a: 1}",
        expect![[r#"
        {"a": 1}
        json-bare-word 1..2 "a""#]],
    );
    check(
        "[True]",
        expect![[r#"
        [!]
        json-bare-word 1..5 "True""#]],
    );
    check(
        "[NULL, s3:GetObject]",
        expect![[r#"
        [!, !]
        json-bare-word 1..5 "NULL"
        json-bare-word 7..19 "s3:GetObject""#]],
    );
    check(
        "[arn:aws:s3:::a/${aws:username}]",
        expect![[r#"
        [!]
        json-bare-word 1..31 "arn:aws:s3:::a/${aws:username}""#]],
    );
    check(
        "[yes no]",
        expect![[r#"
        [!]
        json-bare-word 1..4 "yes"
        json-unexpected 5..7 "no""#]],
    );
}

#[test]
fn numbers_that_are_none() {
    check(
        "[01]",
        expect![[r#"
        [!]
        json-number 1..3 "01""#]],
    );
    check(
        "[+1]",
        expect![[r#"
        [!]
        json-number 1..3 "+1""#]],
    );
    check(
        "[.5]",
        expect![[r#"
        [!]
        json-number 1..3 ".5""#]],
    );
    check(
        "[1.]",
        expect![[r#"
        [!]
        json-number 1..3 "1.""#]],
    );
    check(
        "[0x1f]",
        expect![[r#"
        [!]
        json-number 1..5 "0x1f""#]],
    );
    check(
        "[NaN]",
        expect![[r#"
        [!]
        json-number 1..4 "NaN""#]],
    );
    check(
        "[1_000]",
        expect![[r#"
        [!]
        json-number 1..6 "1_000""#]],
    );
}

#[test]
fn quotes() {
    check(
        "{'a': 'b'}",
        expect![[r#"
        {"a": "b"}
        json-quotes 1..4 "'a'"
        json-quotes 6..9 "'b'""#]],
    );
    check(
        "[“a”]",
        expect![[r#"
        ["a"]
        json-quotes 1..8 "“a”""#]],
    );
    check(
        "['a\"b']",
        expect![[r#"
        [!, "b'"]
        json-bare-word 1..3 "'a"
        json-missing-comma 3..3 ""
        json-unterminated-string 3..6 "\"b'""#]],
    );
    check(
        "[\"a]",
        expect![[r#"
        ["a"]
        json-unterminated-string 1..3 "\"a""#]],
    );
    check(
        "{\"a\": \"b, \"c\": 1}",
        expect![[r#"
        {"a": "b", "c": 1}
        json-unterminated-string 6..8 "\"b""#]],
    );
    check(
        "{\"a: 1}",
        expect![[r#"
        {"a: 1": ?}
        json-unterminated-string 1..6 "\"a: 1"
        json-missing-value 1..6 "\"a: 1""#]],
    );
}

#[test]
fn escapes() {
    check(
        "[\"\\x\"]",
        expect![[r#"
        ["\\x"]
        json-escape 2..4 "\\x""#]],
    );
    check(
        "[\"\\u12\"]",
        expect![[r#"
        ["\\u12"]
        json-escape 2..4 "\\u""#]],
    );
    check(
        "[\"\\",
        expect![[r#"
        ["\\"]
        json-unclosed-bracket 0..1 "["
        json-unterminated-string 1..3 "\"\\"
        json-escape 2..3 "\\""#]],
    );
    check(
        "[\"\\ud800\"]",
        expect![[r#"
        ["�"]
        json-surrogate 2..8 "\\ud800""#]],
    );
}

#[test]
fn commas() {
    check(
        "[1,]",
        expect![[r#"
        [1]
        json-trailing-comma 2..3 ",""#]],
    );
    check(
        "[,1]",
        expect![[r#"
        [1]
        json-extra-comma 1..2 ",""#]],
    );
    check(
        "[1,,2]",
        expect![[r#"
        [1, 2]
        json-extra-comma 3..4 ",""#]],
    );
    check(
        "[1 2]",
        expect![[r#"
        [1, 2]
        json-missing-comma 2..2 """#]],
    );
    check(
        "{\"a\": 1,}",
        expect![[r#"
        {"a": 1}
        json-trailing-comma 7..8 ",""#]],
    );
    check(
        "{\"a\": 1 \"b\": 2}",
        expect![[r#"
        {"a": 1, "b": 2}
        json-missing-comma 7..7 """#]],
    );
    check(
        "[1; 2]",
        expect![[r#"
        [1, 2]
        json-separator 2..3 ";""#]],
    );
    check(
        "{,}",
        expect![[r#"
            {}
            json-extra-comma 1..2 ","
            json-trailing-comma 1..2 ",""#]],
    );
}

#[test]
fn colons_and_keys() {
    check(
        "{\"a\" 1}",
        expect![[r#"
        {"a": 1}
        json-missing-colon 4..4 """#]],
    );
    check(
        "{\"a\"}",
        expect![[r#"
        {"a": ?}
        json-missing-value 1..4 "\"a\"""#]],
    );
    check(
        "{\"a\":}",
        expect![[r#"
        {"a": ?}
        json-missing-value 1..4 "\"a\"""#]],
    );
    check(
        "{\"a\":, \"b\": 1}",
        expect![[r#"
        {"a": ?, "b": 1}
        json-missing-value 1..4 "\"a\"""#]],
    );
    check(
        "{\"a\" = 1}",
        expect![[r#"
        {"a": 1}
        json-separator 5..6 "=""#]],
    );
    check(
        "{\"a\" => 1}",
        expect![[r#"
        {"a": 1}
        json-separator 5..7 "=>""#]],
    );
    check(
        "{: 1}",
        expect![[r#"
        {}
        json-missing-key 1..2 ":""#]],
    );
    check(
        "{[1]}",
        expect![[r#"
        {}
        json-missing-key 1..2 "[""#]],
    );
    check(
        "{1: 2}",
        expect![[r#"
        {"1": 2}
        json-bare-word 1..2 "1""#]],
    );
    check(
        "{\"a\": 1, \"a\": 2}",
        expect![[r#"
        {"a": 1, "a": 2}
        json-duplicate-key 9..12 "\"a\"""#]],
    );
    check(
        "{\"a\":: 1}",
        expect![[r#"
        {"a": 1}
        json-unexpected 5..6 ":""#]],
    );
}

#[test]
fn brackets() {
    check(
        "[1",
        expect![[r#"
        [1]
        json-unclosed-bracket 0..1 "[""#]],
    );
    check(
        "{",
        expect![[r#"
        {}
        json-unclosed-bracket 0..1 "{""#]],
    );
    check(
        "[1}",
        expect![[r#"
        [1]
        json-wrong-bracket 2..3 "}""#]],
    );
    check(
        "{\"a\": 1]",
        expect![[r#"
        {"a": 1}
        json-wrong-bracket 7..8 "]""#]],
    );
    check(
        "[1]]",
        expect![[r#"
        [1]
        json-extra-bracket 3..4 "]""#]],
    );
    check(
        "]",
        expect![[r#"
        nothing
        json-empty 0..0 ""
        json-unexpected 0..1 "]""#]],
    );
    check(
        "[[1]",
        expect![[r#"
        [[1]]
        json-unclosed-bracket 0..1 "[""#]],
    );
    check(
        "{\"a\": [1, \"b\": 2}",
        expect![[r#"
        {"a": [1], "b": 2}
        json-missing-bracket 8..8 """#]],
    );
    check(
        "[\"a\": 1]",
        expect![[r#"
        [{"a": 1}]
        json-missing-bracket 1..4 "\"a\""
        json-missing-bracket 7..7 """#]],
    );
    check(
        "\"a\": 1",
        expect![[r#"
        {"a": 1}
        json-unclosed-bracket 0..0 ""
        json-missing-bracket 0..3 "\"a\"""#]],
    );
    check(
        "{\"a\": \"b\": 1}}",
        expect![[r#"
        {"a": {"b": 1}}
        json-missing-bracket 6..9 "\"b\"""#]],
    );
    check(
        "{\"a\": {\"b\": 1, \"c\": [2}",
        expect![[r#"
        {"a": {"b": 1, "c": [2]}}
        json-unclosed-bracket 0..1 "{"
        json-missing-bracket 22..22 """#]],
    );
}

#[test]
fn comments_and_blanks() {
    check(
        "// a\n[1 /* b */, # c\n 2]",
        expect![[r##"
        [1, 2]
        json-comment 0..4 "// a"
        json-comment 8..15 "/* b */"
        json-comment 17..20 "# c""##]],
    );
    check(
        "[1 /* open\n, 2]",
        expect![[r#"
        [1, 2]
        json-comment 3..10 "/* open""#]],
    );
    check(
        "[\u{a0}1]",
        expect![[r#"
        [1]
        json-blank 1..3 "\u{a0}""#]],
    );
    check(
        "[1]\u{feff}",
        expect![[r#"
        [1]
        json-blank 3..6 "\u{feff}""#]],
    );
}

#[test]
fn after_the_end() {
    check(
        "{} {}",
        expect![[r#"
        {}
        json-trailing-text 3..4 "{""#]],
    );
    check(
        "[1] x",
        expect![[r#"
        [1]
        json-trailing-text 4..5 "x""#]],
    );
    check(
        "1 2",
        expect![[r#"
        1
        json-trailing-text 2..3 "2""#]],
    );
}
