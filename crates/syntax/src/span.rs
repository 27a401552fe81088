//! A place in a text. Not responsible for which text: a span means nothing without its own.

/// A range of byte offsets, `end` exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The range from `start` up to, not including, `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The number of bytes; zero for a reversed range.
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether no byte lies in the range.
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Whether the byte at `offset` lies in the range; the end does not.
    pub const fn contains(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// The smallest range that holds both.
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The text at this place; empty where the span is out of range or splits a character.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Span;

    #[test]
    fn the_end_is_outside() {
        let span = Span::new(2, 4);
        assert!(!span.contains(1) && span.contains(2) && span.contains(3) && !span.contains(4));
        assert!(!Span::new(2, 2).contains(2));
    }

    #[test]
    fn a_reversed_span_is_empty() {
        let span = Span::new(4, 2);
        assert!(span.is_empty());
        assert_eq!(span.slice("abcdef"), "");
    }

    #[test]
    fn cover_holds_both() {
        assert_eq!(Span::new(5, 6).cover(Span::new(1, 3)), Span::new(1, 6));
    }

    #[test]
    fn slicing_never_splits_a_character() {
        assert_eq!(Span::new(1, 3).slice("aéb"), "é");
        assert_eq!(Span::new(1, 2).slice("aéb"), "");
        assert_eq!(Span::new(1, 9).slice("aéb"), "");
    }
}
