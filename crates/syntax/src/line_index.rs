//! From byte offsets to lines, columns and UTF-16 offsets, and back.
//!
//! Not responsible for holding the text. A text is kept as runs of characters of equal UTF-8
//! width, so that plain ASCII is one run and every look-up is a binary search and a division.

use crate::span::Span;

/// A place as people name it. Both numbers start at 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line.
    pub line: u32,
    /// The column, in characters (Unicode scalar values).
    pub column: u32,
}

/// The lines and the character widths of one text.
///
/// An offset past the end counts as the end; one inside a character counts as its start.
#[derive(Clone, Debug)]
pub struct LineIndex {
    /// Where each line begins, in bytes. The first is 0.
    lines: Vec<u32>,
    /// Never empty; ordered in all three units.
    runs: Vec<Run>,
    end: u32,
}

/// Characters of one width, up to the start of the next run.
#[derive(Clone, Copy, Debug)]
struct Run {
    byte: u32,
    utf16: u32,
    character: u32,
    /// Bytes a character: 1 to 4.
    width: u32,
}

impl Run {
    /// UTF-16 units a character.
    fn units(self) -> u32 {
        if self.width == 4 { 2 } else { 1 }
    }
}

impl LineIndex {
    /// Reads the text once.
    pub fn new(text: &str) -> Self {
        let mut lines = vec![0];
        let mut runs = vec![Run {
            byte: 0,
            utf16: 0,
            character: 0,
            width: 1,
        }];
        let mut at = Run {
            byte: 0,
            utf16: 0,
            character: 0,
            width: 1,
        };
        let mut previous = '\0';
        for c in text.chars() {
            if previous == '\n' || (previous == '\r' && c != '\n') {
                lines.push(at.byte);
            }
            let width = c.len_utf8() as u32;
            if width != at.width {
                at.width = width;
                runs.push(at);
            }
            at.byte += width;
            at.utf16 += at.units();
            at.character += 1;
            previous = c;
        }
        if previous == '\n' || previous == '\r' {
            lines.push(at.byte);
        }
        Self {
            lines,
            runs,
            end: at.byte,
        }
    }

    /// The line and column of a byte offset. `\n`, `\r\n` and a lone `\r` end a line.
    pub fn line_column(&self, offset: u32) -> LineColumn {
        let offset = offset.min(self.end);
        let line = self.lines.partition_point(|start| *start <= offset);
        let start = self
            .lines
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or_default();
        let column = self.character(offset) - self.character(start) + 1;
        LineColumn {
            line: line as u32,
            column,
        }
    }

    /// The UTF-16 offset of a byte offset.
    pub fn to_utf16(&self, offset: u32) -> u32 {
        let (run, characters) = self.locate(offset);
        run.utf16 + characters * run.units()
    }

    /// The byte offset of a UTF-16 offset.
    pub fn from_utf16(&self, utf16: u32) -> u32 {
        let run = self.run_before(|run| run.utf16 <= utf16);
        let characters = (utf16 - run.utf16) / run.units();
        run.byte
            .saturating_add(characters.saturating_mul(run.width))
            .min(self.end)
    }

    /// The UTF-16 place of a span, as start and end.
    pub fn span_to_utf16(&self, span: Span) -> (u32, u32) {
        (self.to_utf16(span.start), self.to_utf16(span.end))
    }

    fn character(&self, offset: u32) -> u32 {
        let (run, characters) = self.locate(offset);
        run.character + characters
    }

    /// The run an offset lies in, and how many of its characters come before the offset.
    fn locate(&self, offset: u32) -> (Run, u32) {
        let offset = offset.min(self.end);
        let run = self.run_before(|run| run.byte <= offset);
        (run, (offset - run.byte) / run.width)
    }

    fn run_before(&self, begun: impl Fn(&Run) -> bool) -> Run {
        let after = self.runs.partition_point(begun);
        let first = Run {
            byte: 0,
            utf16: 0,
            character: 0,
            width: 1,
        };
        self.runs
            .get(after.saturating_sub(1))
            .copied()
            .unwrap_or(first)
    }
}

#[cfg(test)]
mod tests {
    use super::{LineColumn, LineIndex};
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, offset: u32, line: u32, column: u32) {
        let found = LineIndex::new(text).line_column(offset);
        assert_eq!(found, LineColumn { line, column });
    }

    #[test]
    fn lines_and_columns_start_at_one() {
        check("", 0, 1, 1);
        check("ab\ncd", 0, 1, 1);
        check("ab\ncd", 2, 1, 3);
        check("ab\ncd", 3, 2, 1);
        check("ab\ncd", 99, 2, 3);
        check("ab\n", 3, 2, 1);
    }

    #[test]
    fn each_kind_of_line_break_counts_once() {
        check("a\r\nb", 3, 2, 1);
        check("a\rb", 2, 2, 1);
        check("a\n\nb", 3, 3, 1);
        check("a\r", 2, 2, 1);
    }

    #[test]
    fn columns_count_characters() {
        check("é漢🦀x", 9, 1, 4);
        check("é漢🦀x", 7, 1, 3);
    }

    #[test]
    fn utf16_splits_astral_characters_nowhere() {
        let index = LineIndex::new("a🦀é");
        let there: Vec<u32> = (0..9).map(|offset| index.to_utf16(offset)).collect();
        assert_eq!(there, [0, 1, 1, 1, 1, 3, 3, 4, 4]);
        let back: Vec<u32> = (0..6).map(|offset| index.from_utf16(offset)).collect();
        assert_eq!(back, [0, 1, 1, 5, 7, 7]);
        assert_eq!(index.from_utf16(u32::MAX), 7);
        assert_eq!(index.to_utf16(u32::MAX), 4);
    }

    proptest! {
        #[test]
        fn utf16_agrees_with_the_standard_library(text in any::<String>()) {
            let index = LineIndex::new(&text);
            for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let expected = text.get(..offset).unwrap().encode_utf16().count() as u32;
                prop_assert_eq!(index.to_utf16(offset as u32), expected);
                prop_assert_eq!(index.from_utf16(expected), offset as u32);
            }
        }
    }
}
