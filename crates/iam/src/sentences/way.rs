//! How an answer depends on keys that were declared unknown, in words.

use super::{list_words, verdict_word};
use crate::candidate::Case;
use crate::condition::value::Number;
use crate::unknown::{Answer, KeyHolds, Way};

/// ``if `aws:SourceIp` is in `203.0.113.0/24`: Allowed``, or `otherwise: Denied`.
pub fn way(way: &Way) -> String {
    let all_left_over = way.conditions.iter().all(|holds| holds.cases.is_empty());
    let verdict = verdict_word(way.decision);
    match all_left_over {
        true => format!("otherwise: {verdict}"),
        false => {
            let conditions: Vec<String> = way.conditions.iter().map(key_holds).collect();
            format!("if {}: {verdict}", conditions.join(" and "))
        }
    }
}

/// The whole answer, one line for each way.
pub fn answer(answer: &Answer) -> Vec<String> {
    match answer {
        Answer::Decided(decision) => vec![verdict_word(*decision).to_owned()],
        Answer::Depends(ways) => ways.iter().map(way).collect(),
        Answer::TooManyWays { keys, ways } => vec![format!(
            "too many ways to list ({ways}): give a value for {}",
            list_words(keys, "or")
        )],
    }
}

fn key_holds(holds: &KeyHolds) -> String {
    let key = &holds.key;
    match &*holds.cases {
        [] => format!("`{key}` is anything else"),
        cases => {
            let words: Vec<String> = cases.iter().map(case).collect();
            format!("`{key}` {}", words.join(" or "))
        }
    }
}

/// ``is `eu-west-1` ``, `is missing` …
pub fn case(case: &Case) -> String {
    let ordered = |border: &str, number: &str, date: &str| match Number::parse(border) {
        Some(_) => format!("is {number} `{border}`"),
        None => format!("is {date} `{border}`"),
    };
    match case {
        Case::Absent => "is missing".into(),
        Case::Is(text) => format!("is `{text}`"),
        Case::Like(pattern) => format!("is like `{pattern}`"),
        Case::Both(one, other) => format!("is like both `{one}` and `{other}`"),
        Case::Within(range) => format!("is in `{range}`"),
        Case::Below(border) => ordered(border, "less than", "before"),
        Case::Above(border) => ordered(border, "more than", "after"),
        Case::Between(low, high) => format!("is between `{low}` and `{high}`"),
        Case::Other => "is another value".into(),
    }
}
