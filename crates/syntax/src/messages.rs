//! Every sentence the JSON reader can say, one function each. Not responsible for deciding when.

use crate::diagnostic::{Diagnostic, Fix, Safety, quoted};
use crate::span::Span;

fn remove(title: &str, span: Span) -> Fix {
    Fix::one(title, span, "", Safety::Safe)
}

fn insert(text: impl Into<String>, at: u32, safety: Safety) -> Fix {
    let text = text.into();
    Fix::one(format!("insert `{text}`"), Span::new(at, at), text, safety)
}

pub(crate) fn too_large(limit: usize) -> Diagnostic {
    let message = format!(
        "the text is larger than {} MiB and is not read, shorten it",
        limit >> 20
    );
    Diagnostic::error("json-too-large", Span::default(), message)
}

pub(crate) fn more_problems(at: Span) -> Diagnostic {
    let message = "there are more problems than are shown, correct these first";
    Diagnostic::info("json-more-problems", at, message)
}

pub(crate) fn too_deep(span: Span, limit: u32) -> Diagnostic {
    let message = format!("more than {limit} brackets inside one another are not read, nest less");
    Diagnostic::error("json-too-deep", span, message)
}

pub(crate) fn empty(span: Span) -> Diagnostic {
    Diagnostic::error("json-empty", span, "there is no JSON here, begin with `{`")
}

pub(crate) fn byte_order_mark(span: Span) -> Diagnostic {
    let message = "JSON does not begin with a byte-order mark, remove it";
    Diagnostic::error("json-byte-order-mark", span, message)
        .with_fix(remove("remove the byte-order mark", span))
}

pub(crate) fn comment(span: Span) -> Diagnostic {
    Diagnostic::error("json-comment", span, "JSON has no comments, remove it")
        .with_fix(remove("remove the comment", span))
}

pub(crate) fn unclosed_comment(span: Span) -> Diagnostic {
    let message = "JSON has no comments and this one has no end, remove it";
    Diagnostic::error("json-comment", span, message).with_fix(Fix::one(
        "remove the comment",
        span,
        "",
        Safety::ChangesMeaning,
    ))
}

pub(crate) fn odd_blank(span: Span, first: Option<char>) -> Diagnostic {
    let code = first.map_or(0, u32::from);
    let message = format!("the character U+{code:04X} looks blank but is no space, replace it");
    Diagnostic::error("json-blank", span, message).with_fix(Fix::one(
        "replace by a space",
        span,
        " ",
        Safety::Safe,
    ))
}

pub(crate) fn wrong_separator(span: Span, right: &'static str) -> Diagnostic {
    Diagnostic::error(
        "json-separator",
        span,
        format!("JSON separates with `{right}` here"),
    )
    .with_fix(Fix::one(
        format!("replace by `{right}`"),
        span,
        right,
        Safety::Safe,
    ))
}

pub(crate) fn wrong_quotes(span: Span, inside: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "json-quotes",
        span,
        "JSON puts strings in `\"`, not in other quotes",
    );
    match inside.contains('"') {
        true => found,
        false => {
            let text = format!("\"{inside}\"");
            found.with_fix(Fix::one(
                "replace the quotes by `\"`",
                span,
                text,
                Safety::Safe,
            ))
        }
    }
}

pub(crate) fn unterminated_string(span: Span) -> Diagnostic {
    Diagnostic::error(
        "json-unterminated-string",
        span,
        "this string has no end, close it with `\"`",
    )
    .with_fix(insert("\"", span.end, Safety::ChangesMeaning))
}

pub(crate) fn control_character(span: Span, c: char) -> Diagnostic {
    let escape = format!("\\u{:04x}", u32::from(c));
    let message = format!("a string holds no bare control character, write `{escape}`");
    Diagnostic::error("json-control-character", span, message).with_fix(Fix::one(
        format!("write `{escape}`"),
        span,
        escape,
        Safety::Safe,
    ))
}

pub(crate) fn unknown_escape(span: Span, words: &str) -> Diagnostic {
    let message = format!(
        "JSON has no escape {}, write `\\\\` for a backslash",
        quoted(words)
    );
    Diagnostic::error("json-escape", span, message).with_fix(insert(
        "\\",
        span.start,
        Safety::ChangesMeaning,
    ))
}

pub(crate) fn unfinished_escape(span: Span) -> Diagnostic {
    let message = "the escape `\\u` takes four hexadecimal digits, complete it";
    Diagnostic::error("json-escape", span, message)
}

pub(crate) fn lone_surrogate(span: Span, words: &str) -> Diagnostic {
    let message = format!(
        "{} is half a character, write both halves or the character",
        quoted(words)
    );
    Diagnostic::error("json-surrogate", span, message)
}

pub(crate) fn bare_value(span: Span, words: &str) -> Diagnostic {
    let literal = ["true", "false", "null"]
        .into_iter()
        .find(|name| words.eq_ignore_ascii_case(name));
    match literal {
        Some(name) => {
            let message = format!("{} is no JSON value, write `{name}`", quoted(words));
            Diagnostic::error("json-bare-word", span, message).with_fix(Fix::one(
                format!("write `{name}`"),
                span,
                name,
                Safety::Safe,
            ))
        }
        None => {
            let message = format!("{} is no JSON value, put text in quotes", quoted(words));
            let found = Diagnostic::error("json-bare-word", span, message);
            with_quotes(found, span, words)
        }
    }
}

pub(crate) fn bare_key(span: Span, words: &str) -> Diagnostic {
    let message = format!("the key {} is not in quotes, put it in `\"`", quoted(words));
    with_quotes(
        Diagnostic::error("json-bare-word", span, message),
        span,
        words,
    )
}

pub(crate) fn not_a_number(span: Span, words: &str) -> Diagnostic {
    let message = format!(
        "{} is no number in JSON, put it in quotes if it is text",
        quoted(words)
    );
    with_quotes(Diagnostic::error("json-number", span, message), span, words)
}

/// A word may carry one of its two quotes already.
fn with_quotes(found: Diagnostic, span: Span, words: &str) -> Diagnostic {
    let words = words.trim_matches(['"', '\'']);
    if words.contains(|c: char| c.is_control() || c == '"' || c == '\\') {
        return found;
    }
    found.with_fix(Fix::one(
        "put it in quotes",
        span,
        format!("\"{words}\""),
        Safety::Safe,
    ))
}

pub(crate) fn missing_comma(at: u32) -> Diagnostic {
    let message = "a comma is missing before this, insert `,`";
    Diagnostic::error("json-missing-comma", Span::new(at, at), message).with_fix(insert(
        ",",
        at,
        Safety::Safe,
    ))
}

pub(crate) fn extra_comma(span: Span) -> Diagnostic {
    Diagnostic::error(
        "json-extra-comma",
        span,
        "nothing stands before this `,`, remove it",
    )
    .with_fix(remove("remove the comma", span))
}

pub(crate) fn trailing_comma(span: Span, closing: char) -> Diagnostic {
    let message = format!("JSON has no `,` before `{closing}`, remove it");
    Diagnostic::error("json-trailing-comma", span, message)
        .with_fix(remove("remove the comma", span))
}

pub(crate) fn missing_colon(at: u32, key: &str) -> Diagnostic {
    let message = format!("a `:` is missing after the key {}, insert it", quoted(key));
    Diagnostic::error("json-missing-colon", Span::new(at, at), message).with_fix(insert(
        ":",
        at,
        Safety::Safe,
    ))
}

pub(crate) fn missing_key(span: Span) -> Diagnostic {
    Diagnostic::error(
        "json-missing-key",
        span,
        "a key is missing before this, write `\"key\":`",
    )
}

pub(crate) fn missing_value(span: Span, key: &str) -> Diagnostic {
    let message = format!(
        "the key {} has no value, write `:` and the value",
        quoted(key)
    );
    Diagnostic::error("json-missing-value", span, message)
}

pub(crate) fn missing_open(span: Span, key: &str) -> Diagnostic {
    let message = format!(
        "a `{{` is missing before the key {}, insert it",
        quoted(key)
    );
    Diagnostic::error("json-missing-bracket", span, message).with_fix(insert(
        "{",
        span.start,
        Safety::ChangesMeaning,
    ))
}

pub(crate) fn missing_close(at: u32, opened: Span, closing: char, opening: char) -> Diagnostic {
    let message = format!("a `{closing}` is missing before this, insert it");
    Diagnostic::error("json-missing-bracket", Span::new(at, at), message)
        .with_label(opened, format!("this `{opening}` is still open"))
        .with_fix(insert(closing, at, Safety::ChangesMeaning))
}

pub(crate) fn unclosed(opened: Span, closing: &str, end: u32) -> Diagnostic {
    let message = match closing.len() {
        1 => format!("this bracket is never closed, add `{closing}`"),
        count => format!("{count} brackets are never closed, add {}", quoted(closing)),
    };
    Diagnostic::error("json-unclosed-bracket", opened, message).with_fix(insert(
        closing,
        end,
        Safety::ChangesMeaning,
    ))
}

/// Where the text ends inside of what is nested too deeply, closing it would not make it readable.
pub(crate) fn unclosed_and_too_deep(opened: Span, count: usize) -> Diagnostic {
    let message = format!("{count} brackets are opened and never closed, nest less and close each");
    Diagnostic::error("json-unclosed-bracket", opened, message)
}

pub(crate) fn wrong_close(span: Span, opened: Span, closing: char, opening: char) -> Diagnostic {
    let message = format!("a `{opening}` is closed by `{closing}`, replace this bracket");
    Diagnostic::error("json-wrong-bracket", span, message)
        .with_label(opened, "it was opened here")
        .with_fix(Fix::one(
            format!("replace by `{closing}`"),
            span,
            closing,
            Safety::Safe,
        ))
}

pub(crate) fn extra_close(span: Span, closing: char) -> Diagnostic {
    let message = format!("this `{closing}` closes nothing, remove it");
    Diagnostic::error("json-extra-bracket", span, message).with_fix(Fix::one(
        "remove the bracket",
        span,
        "",
        Safety::ChangesMeaning,
    ))
}

pub(crate) fn unexpected(span: Span, words: &str) -> Diagnostic {
    let message = format!("{} has no meaning here, remove it", quoted(words));
    Diagnostic::error("json-unexpected", span, message).with_fix(Fix::one(
        "remove it",
        span,
        "",
        Safety::ChangesMeaning,
    ))
}

pub(crate) fn trailing_text(span: Span, rest: Span) -> Diagnostic {
    let message = "the JSON has ended before this, remove what follows";
    Diagnostic::error("json-trailing-text", span, message).with_fix(Fix::one(
        "remove what follows",
        rest,
        "",
        Safety::ChangesMeaning,
    ))
}

pub(crate) fn duplicate_key(span: Span, first: Span, key: &str) -> Diagnostic {
    let message = format!(
        "the key {} is written twice in one object, keep one",
        quoted(key)
    );
    Diagnostic::error("json-duplicate-key", span, message).with_label(first, "first written here")
}
