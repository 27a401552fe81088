//! A link as a QR code: its squares, and a picture of them.

use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write;

/// A QR code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Code {
    /// Squares on each side, with the empty ones around that readers need.
    pub side: i32,
    /// The dark ones, as a path of SVG on a grid of `side` by `side`.
    pub path: String,
}

/// As many characters as the largest code holds.
const MOST: usize = 2_953;
/// From so many characters on, phones read it only from a large, sharp picture.
pub(super) const DENSE: usize = 1_000;
/// Empty squares around, as the standard asks.
const QUIET: i32 = 4;

impl Code {
    /// The code of a text, or why there is none.
    pub fn of(text: &str) -> Result<Code, String> {
        let code = QrCode::encode_text(text, QrCodeEcc::Low).map_err(|_| {
            format!(
                "A QR code holds at most {MOST} characters, and this link has {}. Share the link or \
                 a file instead.",
                text.len()
            )
        })?;
        let mut path = String::new();
        for y in 0..code.size() {
            let mut x = 0;
            while x < code.size() {
                let dark = (x..code.size())
                    .take_while(|x| code.get_module(*x, y))
                    .count();
                let dark = i32::try_from(dark).unwrap_or(0);
                if 0 < dark {
                    // Writing into a text never fails.
                    let _ = write!(path, "M{} {}h{dark}v1h-{dark}z", x + QUIET, y + QUIET);
                }
                x += dark.max(1);
            }
        }
        let side = code.size() + 2 * QUIET;
        Ok(Code { side, path })
    }

    /// A picture of it: black on white, whatever the page looks like, for not all readers take the
    /// reverse.
    pub fn svg(&self) -> String {
        let Code { side, path } = self;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" \
             width=\"{0}\" height=\"{0}\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" \
             d=\"M0 0h{side}v{side}H0z\"/><path d=\"{path}\"/></svg>\n",
            side * 8
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_square_is_drawn_once() {
        let text = "https://playground.example/#new";
        let qr = QrCode::encode_text(text, QrCodeEcc::Low).unwrap();
        let code = Code::of(text).unwrap();
        let mut dark = 0;
        for run in code.path.split('M').skip(1) {
            let (x, rest) = run.split_once(' ').unwrap();
            let (y, rest) = rest.split_once('h').unwrap();
            let (length, _) = rest.split_once('v').unwrap();
            let [x, y, length] = [x, y, length].map(|number| number.parse::<i32>().unwrap());
            for x in x..x + length {
                assert!(qr.get_module(x - QUIET, y - QUIET));
                dark += 1;
            }
        }
        let all = (0..qr.size()).flat_map(|y| (0..qr.size()).map(move |x| (x, y)));
        assert_eq!(dark, all.filter(|(x, y)| qr.get_module(*x, *y)).count());
        assert_eq!(code.side, qr.size() + 8);
    }

    #[test]
    fn a_text_that_is_too_long_has_none() {
        assert!(Code::of(&"a".repeat(MOST)).is_ok());
        assert!(
            Code::of(&"a".repeat(MOST + 1))
                .unwrap_err()
                .contains("2953")
        );
    }
}
