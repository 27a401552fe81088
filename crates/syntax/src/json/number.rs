//! The grammar of JSON's numbers. Not responsible for their values.

/// Whether the whole text is one number.
pub(super) fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, rest) = digits(unsigned);
    if whole.is_empty() || (whole.len() > 1 && whole.starts_with('0')) {
        return false;
    }
    let rest = match rest.strip_prefix('.') {
        None => rest,
        Some(rest) => match digits(rest) {
            ("", _) => return false,
            (_, rest) => rest,
        },
    };
    match rest.strip_prefix(['e', 'E']) {
        None => rest.is_empty(),
        Some(rest) => {
            let (power, rest) = digits(rest.strip_prefix(['+', '-']).unwrap_or(rest));
            !power.is_empty() && rest.is_empty()
        }
    }
}

/// The leading ASCII digits, and what follows them.
fn digits(text: &str) -> (&str, &str) {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    text.split_at_checked(end).unwrap_or(("", text))
}

#[cfg(test)]
mod tests {
    use super::is_number;

    #[test]
    fn numbers_follow_the_grammar() {
        for text in ["0", "-0", "12", "1.5", "0.0", "1e9", "-1.25E-10", "2e+0"] {
            assert!(is_number(text), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_number_is_none() {
        for text in [
            "", "-", "+1", "01", "-01", ".5", "1.", "1e", "1e+", "0x1", "1_0", "NaN", "1 ",
        ] {
            assert!(!is_number(text), "{text}");
        }
    }
}
