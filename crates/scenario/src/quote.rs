//! Text written into other formats.

/// A JSON string, quotes included.
pub fn json(text: &str) -> String {
    let mut quoted = String::from('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            control if control.is_control() => {
                let mut units = [0; 2];
                for unit in control.encode_utf16(&mut units) {
                    quoted.push_str(&format!("\\u{unit:04x}"));
                }
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// A cell of a table after RFC 4180. What a spreadsheet would take for a formula is made plain
/// text, for names come from links.
pub fn csv(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let plain = if is_formula { "'" } else { "" };
    let doubled = text.replace('"', "\"\"");
    match is_formula || text.contains([',', '"', '\n', '\r']) {
        true => format!("\"{plain}{doubled}\""),
        false => text.to_owned(),
    }
}

/// Text or an attribute of XML 1.0, without the characters that it cannot hold.
pub fn xml(text: &str) -> String {
    let mut quoted = String::new();
    for character in text.chars() {
        match character {
            '&' => quoted.push_str("&amp;"),
            '<' => quoted.push_str("&lt;"),
            '>' => quoted.push_str("&gt;"),
            '"' => quoted.push_str("&quot;"),
            '\n' => quoted.push_str("&#10;"),
            '\u{fffe}' | '\u{ffff}' => {}
            control if control.is_control() => {}
            other => quoted.push(other),
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_a_format_is_escaped() {
        assert_eq!(json("a\"b\\c\n\u{9f}é"), r#""a\"b\\c\u000a\u009fé""#);
        assert_eq!(csv("plain"), "plain");
        assert_eq!(csv("a,\"b\"\nc"), "\"a,\"\"b\"\"\nc\"");
        assert_eq!(csv("=HYPERLINK(1)"), "\"'=HYPERLINK(1)\"");
        assert_eq!(
            xml("a<b> & \"c\"\u{1}\n"),
            "a&lt;b&gt; &amp; &quot;c&quot;&#10;"
        );
    }
}
