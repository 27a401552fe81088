//! Characters that are not seen and yet change what is: those that turn the direction of writing,
//! and those without any width. In what somebody else wrote they could make a name look like another.

/// A text as it is drawn: what would not be seen in it is named.
pub fn visible(text: &str) -> String {
    // Nearly every text has none of them.
    match text.bytes().all(|b| (b' '..0x7f).contains(&b)) {
        true => text.into(),
        false => rewrite(text, |hidden| format!("⟨U+{:04X}⟩", u32::from(hidden))),
    }
}

/// A text without them.
pub(crate) fn stripped(text: &str) -> String {
    rewrite(text, |_| String::new())
}

fn rewrite(text: &str, new: impl Fn(char) -> String) -> String {
    let mut before = 'a';
    let mut rewritten = String::with_capacity(text.len());
    for character in text.chars() {
        match is_hidden(character, before) {
            true => rewritten.push_str(&new(character)),
            false => rewritten.push(character),
        }
        before = character;
    }
    rewritten
}

fn is_hidden(character: char, before: char) -> bool {
    match character {
        '\n' | '\t' => false,
        // Between letters of some scripts, and in emoji, they shape what is seen.
        '\u{200c}' | '\u{200d}' => before.is_ascii(),
        '\u{ad}'
        | '\u{61c}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => true,
        other => other.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_not_be_seen_is_named() {
        assert_eq!(visible("admin\u{202e}nimda"), "admin⟨U+202E⟩nimda");
        assert_eq!(visible("a\u{200b}b\u{0}"), "a⟨U+200B⟩b⟨U+0000⟩");
        assert_eq!(stripped("a\u{2066}b\u{feff}c\u{200d}"), "abc");
    }

    #[test]
    fn every_script_and_emoji_stay_as_they_are() {
        for text in [
            "Übung",
            "بياناتي",
            "שלום",
            "می‌خواهم",
            "👩\u{200d}👩\u{200d}👧",
            "a\nb\tc",
            "क्\u{200d}ष",
        ] {
            assert_eq!(visible(text), text);
            assert_eq!(stripped(text), text);
        }
    }
}
