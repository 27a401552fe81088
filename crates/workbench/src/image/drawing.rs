//! SVG by hand: shapes and texts with attributes only, so that a picture needs no style sheet, no
//! font of its own and no script, and whatever stands in it is data.
//!
//! Fonts are the viewer's, so widths of texts are guessed, and rather too wide than too narrow.

use super::{Image, Shade};
use crate::view::state::State;
use std::fmt::Write;

const SANS: &str = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', sans-serif";
const MONO: &str = "ui-monospace, 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace";

/// The colours of a ground; those of the page.
pub(super) struct Palette {
    pub(super) ground: &'static str,
    pub(super) ink: &'static str,
    pub(super) soft: &'static str,
    pub(super) line: &'static str,
    pub(super) raised: &'static str,
}

const LIGHT: Palette = Palette {
    ground: "#fdfcfa",
    ink: "#25221d",
    soft: "#5e574d",
    line: "#8e867a",
    raised: "#f1eee8",
};

const DARK: Palette = Palette {
    ground: "#1f1e1b",
    ink: "#ece8e1",
    soft: "#a9a297",
    line: "#7a7368",
    raised: "#2a2825",
};

/// How a text is set.
#[derive(Clone, Copy)]
pub(super) struct Type {
    pub(super) size: u32,
    pub(super) mono: bool,
    pub(super) bold: bool,
}

pub(super) const BODY: Type = Type {
    size: 14,
    mono: false,
    bold: false,
};
pub(super) const STRONG: Type = Type { bold: true, ..BODY };
pub(super) const SMALL: Type = Type { size: 12, ..BODY };
pub(super) const CODE: Type = Type {
    size: 12,
    mono: true,
    bold: false,
};
pub(super) const TITLE: Type = Type {
    size: 22,
    mono: false,
    bold: true,
};

impl Type {
    /// About how wide a text is, in pixels.
    pub(super) fn width(self, text: &str) -> u32 {
        let hundredths: u32 = text.chars().map(|c| self.letter(c)).sum();
        (hundredths * self.size).div_ceil(100)
    }

    /// The width of a letter in hundredths of the size.
    fn letter(self, c: char) -> u32 {
        if !c.is_ascii() {
            return if c.is_alphabetic() && c < '\u{2e80}' {
                68
            } else {
                105
            };
        }
        if self.mono {
            return 61;
        }
        let regular = match c {
            'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 30,
            'f' | 't' | 'r' | ' ' | '(' | ')' | '[' | ']' | '/' | '-' | '"' => 40,
            'm' | 'w' | 'M' | 'W' | '@' | '%' => 95,
            'A'..='Z' => 70,
            _ => 60,
        };
        if self.bold { regular + 5 } else { regular }
    }

    /// A text in lines no wider than `width`. Words that are wider are broken.
    pub(super) fn wrap(self, text: &str, width: u32) -> Vec<String> {
        let mut lines = vec![String::new()];
        for word in text.split_whitespace() {
            let line = lines.last().map_or("", String::as_str);
            let longer = match line.is_empty() {
                true => word.to_owned(),
                false => format!("{line} {word}"),
            };
            if self.width(&longer) <= width {
                lines.pop();
                lines.push(longer);
                continue;
            }
            if line.is_empty() {
                lines.pop();
            }
            lines.extend(self.pieces(word, width));
        }
        lines
    }

    fn pieces(self, word: &str, width: u32) -> Vec<String> {
        let mut pieces = vec![String::new()];
        let mut room = width * 100 / self.size.max(1);
        for c in word.chars() {
            let letter = self.letter(c);
            if room < letter {
                pieces.push(String::new());
                room = width * 100 / self.size.max(1);
            }
            room = room.saturating_sub(letter);
            if let Some(piece) = pieces.last_mut() {
                piece.push(c);
            }
        }
        pieces
    }
}

/// A picture in the making.
pub(super) struct Drawing {
    body: String,
    shade: Shade,
    pub(super) palette: Palette,
}

impl Drawing {
    pub(super) fn new(shade: Shade) -> Drawing {
        Drawing {
            body: String::new(),
            shade,
            palette: match shade {
                Shade::Light => LIGHT,
                Shade::Dark => DARK,
            },
        }
    }

    /// The colour of a state.
    pub(super) fn state(&self, state: State) -> &'static str {
        match (self.shade, state) {
            (Shade::Light, State::Allow) => "#00684b",
            (Shade::Light, State::Deny) => "#a93700",
            (Shade::Light, State::Implicit) => "#7a5200",
            (Shade::Light, State::Skip) => "#5e574d",
            (Shade::Light, State::Unknown) => "#005b94",
            (Shade::Dark, State::Allow) => "#4ecfa4",
            (Shade::Dark, State::Deny) => "#ff9a6b",
            (Shade::Dark, State::Implicit) => "#eeb74d",
            (Shade::Dark, State::Skip) => "#a9a297",
            (Shade::Dark, State::Unknown) => "#74bdf5",
        }
    }

    /// A text whose line stands on `y`; returns where it ends, about.
    pub(super) fn text(&mut self, x: u32, y: u32, set: Type, colour: &str, text: &str) -> u32 {
        let family = if set.mono { MONO } else { SANS };
        let weight = if set.bold { " font-weight=\"600\"" } else { "" };
        let size = set.size;
        self.add(format_args!(
            "<text x=\"{x}\" y=\"{y}\" font-family=\"{family}\" font-size=\"{size}\"{weight} fill=\"{colour}\" xml:space=\"preserve\">{}</text>",
            escaped(text)
        ));
        x + set.width(text)
    }

    /// A line.
    pub(super) fn line(&mut self, from: (u32, u32), to: (u32, u32), colour: &str, broken: Broken) {
        let dashes = match broken {
            Broken::Whole => "",
            Broken::Dashes => " stroke-dasharray=\"4 4\"",
        };
        self.add(format_args!(
            "<path d=\"M{} {}L{} {}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\"{dashes}/>",
            from.0, from.1, to.0, to.1
        ));
    }

    /// A line through, for what is switched off.
    pub(super) fn strike(&mut self, from: u32, to: u32, y: u32) {
        let soft = self.palette.soft;
        self.line((from, y), (to, y), soft, Broken::Whole);
    }

    /// A box with a text in it; returns where it ends.
    pub(super) fn label(&mut self, x: u32, y: u32, text: &str) -> u32 {
        let width = SMALL.width(text) + 12;
        let (ground, ink) = (self.palette.raised, self.palette.soft);
        self.add(format_args!(
            "<rect x=\"{x}\" y=\"{}\" width=\"{width}\" height=\"18\" rx=\"4\" fill=\"{ground}\"/>",
            y.saturating_sub(13)
        ));
        self.text(x + 6, y, SMALL, ink, text);
        x + width
    }

    /// One of the page's icons, 16 by 16, with its corner at a place.
    pub(super) fn icon(&mut self, x: u32, y: u32, path: &str, colour: &str) {
        self.add(format_args!(
            "<path transform=\"translate({x} {y})\" d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.6\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>"
        ));
    }

    /// The sign of a state on a round ground, around a place.
    pub(super) fn sign(&mut self, x: u32, y: u32, state: State) {
        let (colour, ground) = (self.state(state), self.palette.ground);
        self.add(format_args!(
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"11\" fill=\"{ground}\" stroke=\"{colour}\" stroke-width=\"1.5\"/>"
        ));
        self.icon(
            x.saturating_sub(8),
            y.saturating_sub(8),
            state.drawing(),
            colour,
        );
    }

    /// The finished picture.
    pub(super) fn finish(self, title: &str, width: u32, height: u32) -> Image {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n<title>{}</title>\n<rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n{}</svg>\n",
            escaped(title),
            self.palette.ground,
            self.body
        );
        Image { svg, width, height }
    }

    fn add(&mut self, shape: std::fmt::Arguments) {
        // Writing to a text never fails.
        let _ = self.body.write_fmt(shape);
        self.body.push('\n');
    }
}

/// Whether a line has gaps.
#[derive(Clone, Copy)]
pub(super) enum Broken {
    Whole,
    Dashes,
}

/// A text as XML takes it. What XML cannot hold at all becomes the sign for that.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\t' | '\n' | '\r' => safe.push(' '),
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {
                safe.push('\u{fffd}');
            }
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out_of_a_text() {
        assert_eq!(
            escaped("</text><script>\"&\u{0}\u{7}\n\u{ffff}"),
            "&lt;/text&gt;&lt;script&gt;&quot;&amp;\u{fffd}\u{fffd} \u{fffd}"
        );
    }

    #[test]
    fn lines_keep_to_their_width_and_lose_nothing() {
        let text = "denied by arn:aws:s3:::a-bucket-with-a-name-that-is-much-too-long-for-a-line, 日本語の名前 and so on";
        for set in [BODY, CODE, TITLE] {
            for width in [40, 100, 300, 2_000] {
                let lines = set.wrap(text, width);
                for line in &lines {
                    assert!(set.width(line) <= width, "{line} {width}");
                }
                let bare = |text: &str| text.replace(' ', "");
                assert_eq!(bare(&lines.concat()), bare(text));
            }
        }
        assert_eq!(BODY.wrap("", 100), [""]);
    }
}
