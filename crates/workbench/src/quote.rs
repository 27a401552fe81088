//! Text written into Markdown.

/// Text of Markdown that shall be read as it is; code between backticks stays code.
pub(crate) fn markdown(text: &str) -> String {
    let mut quoted = String::new();
    let mut is_code = false;
    for character in text.chars() {
        is_code ^= character == '`';
        if !is_code
            && matches!(
                character,
                '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|'
            )
        {
            quoted.push('\\');
        }
        quoted.push(character);
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_markdown_is_escaped() {
        assert_eq!(markdown("*a* `s3:*` _b_"), r"\*a\* `s3:*` \_b\_");
    }
}
