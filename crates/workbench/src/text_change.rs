//! What differs between two texts that are mostly the same, as one place that is replaced: a step
//! of undo is kept as that rather than as a whole document.

/// Replaces the middle of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct TextChange {
    /// Bytes that stay in front.
    pub(crate) head: usize,
    /// Bytes that stay behind.
    pub(crate) tail: usize,
    /// What stands between them.
    pub(crate) text: String,
}

impl TextChange {
    /// What makes `to` of `from`.
    pub(crate) fn between(from: &str, to: &str) -> TextChange {
        let same = |pair: &(u8, u8)| pair.0 == pair.1;
        let mut head = from.bytes().zip(to.bytes()).take_while(same).count();
        while !from.is_char_boundary(head) {
            head -= 1;
        }
        let rest = |text: &str| text.len() - head;
        let backwards = from.bytes().rev().zip(to.bytes().rev());
        let room = rest(from).min(rest(to));
        let mut tail = backwards.take(room).take_while(same).count();
        while !from.is_char_boundary(from.len() - tail) {
            tail -= 1;
        }
        let text = to.get(head..to.len() - tail).unwrap_or_default().to_owned();
        TextChange { head, tail, text }
    }

    /// The other text; `None` where this was not made for `from`.
    pub(crate) fn apply(&self, from: &str) -> Option<String> {
        let end = from.len().checked_sub(self.tail)?;
        let (head, tail) = (from.get(..self.head)?, from.get(end..)?);
        (self.head <= end).then(|| format!("{head}{}{tail}", self.text))
    }
}

#[cfg(test)]
mod tests {
    use super::TextChange;

    #[test]
    fn a_change_leads_from_one_text_to_the_other() {
        let texts = [
            "", "a", "aa", "aaa", "abc", "abxc", "b", "naïve", "naîve", "€", "₭€", "aéa", "aèa",
        ];
        for from in texts {
            for to in texts {
                let change = TextChange::between(from, to);
                assert_eq!(change.apply(from).as_deref(), Some(to), "{from} {to}");
            }
        }
        let change = TextChange::between("one two three", "one 2 three");
        assert_eq!(
            (change.head, change.tail, change.text.as_str()),
            (4, 6, "2")
        );
    }

    #[test]
    fn a_change_of_another_text_is_refused() {
        let change = |head, tail| TextChange {
            head,
            tail,
            text: String::new(),
        };
        for (head, tail) in [(9, 0), (0, 9), (3, 3), (usize::MAX, usize::MAX), (1, 0)] {
            assert_eq!(change(head, tail).apply("é234"), None, "{head} {tail}");
        }
        assert_eq!(change(2, 3).apply("é234").as_deref(), Some("é234"));
    }
}
