//! Escapes of JSON: `\u0031` means `1`, and is looked for in vain by who reads the text.

/// The text of a policy with all escapes written out that stand for what a text may hold as it is.
pub(super) fn written_out(text: &str) -> String {
    let mut rest = text;
    let mut new = String::with_capacity(text.len());
    while let Some((before, after)) = rest.split_once('\\') {
        new.push_str(before);
        let (escape, length) = match after.chars().next() {
            Some('u') => (unicode(after), 5),
            Some('/') => (Some('/'), 1),
            _ => (None, 0),
        };
        match (escape, after.get(length..)) {
            (Some(character), Some(behind)) => {
                new.push(character);
                rest = behind;
            }
            _ => {
                // What stands behind a backslash begins no escape, above all not another backslash.
                let first = after.chars().next();
                new.push('\\');
                new.extend(first);
                rest = after
                    .get(first.map_or(0, char::len_utf8)..)
                    .unwrap_or_default();
            }
        }
    }
    new.push_str(rest);
    new
}

/// The visible character of ASCII that four digits behind a `u` stand for.
fn unicode(after: &str) -> Option<char> {
    let digits = after.get(1..5)?;
    if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let character = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
    let is_plain = character.is_ascii_graphic() && !matches!(character, '"' | '\\');
    is_plain.then_some(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_means_the_same_is_written_out() {
        for (text, wanted) in [
            (r"\u0031\u002A\/", "1*/"),
            (r"\\u0031 \\\u0031", r"\\u0031 \\1"),
            (
                r#"\u0022 \u005c \u000a \n \" \u00e9"#,
                r#"\u0022 \u005c \u000a \n \" \u00e9"#,
            ),
            (r"\u003", r"\u003"),
            (r"\u+031 \u12é", r"\u+031 \u12é"),
            (r"a\", r"a\"),
        ] {
            assert_eq!(written_out(text), wanted, "{text}");
        }
    }
}
