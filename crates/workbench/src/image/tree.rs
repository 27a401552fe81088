//! The organization, a row for each of its rows on the page.

use super::drawing::{BODY, Broken, CODE, Drawing, SMALL, STRONG, TITLE};
use super::{Image, Shade};
use crate::model::Model;
use crate::view::TreeView;
use crate::view::tree::{Expansion, TreeRow, layer_name};

const MARGIN: u32 = 24;
const ROW: u32 = 28;
const INDENT: u32 = 22;
/// Rows of a picture: more than anybody looks at, and few enough for every program.
const MOST: usize = 2_000;

pub(super) fn image(model: &Model, shade: Shade) -> Image {
    let mut drawing = Drawing::new(shade);
    let view = TreeView::part(model, &(0..MOST));
    let rows: Vec<&TreeRow> = view.rows.iter().filter(|row| row.place < MOST).collect();
    let (ink, soft) = (drawing.palette.ink, drawing.palette.soft);
    let title = format!("Organization of {}", model.called());
    let mut right = drawing.text(MARGIN, MARGIN + 22, TITLE, ink, &title);
    let top = MARGIN + 44;
    let mut y = top;
    // Where the line from each level downwards ends so far.
    let mut ends: Vec<u32> = Vec::new();
    for row in &rows {
        let level = row.level.max(1) as usize;
        ends.truncate(level - 1);
        if let Some(end) = ends.last_mut() {
            branch(&mut drawing, row, *end, y + ROW / 2);
            *end = y + ROW / 2;
        }
        ends.resize(level, y + ROW / 2 + 9);
        right = right.max(line(&mut drawing, row, y));
        y += ROW;
    }
    let left_out = view.total.saturating_sub(rows.len());
    if 0 < left_out {
        let says = format!("and {left_out} more rows");
        right = right.max(drawing.text(MARGIN, y + 18, SMALL, soft, &says));
        y += ROW;
    }
    drawing.finish(&title, right + MARGIN, y + MARGIN)
}

/// The lines from where the branch ends so far to the middle of a row.
fn branch(drawing: &mut Drawing, row: &TreeRow, from: u32, middle: u32) {
    let x = MARGIN + row.level.saturating_sub(2) * INDENT + 8;
    let colour = drawing.palette.line;
    drawing.line((x, from), (x, middle), colour, Broken::Whole);
    drawing.line(
        (x, middle),
        (x + INDENT - 10, middle),
        colour,
        Broken::Whole,
    );
}

/// What stands in a row; returns where it ends.
fn line(drawing: &mut Drawing, row: &TreeRow, y: u32) -> u32 {
    let (ink, soft) = (drawing.palette.ink, drawing.palette.soft);
    let x = MARGIN + (row.level.max(1) - 1) * INDENT;
    let base = y + ROW / 2 + 5;
    drawing.icon(x, y + ROW / 2 - 8, row.kind.drawing(), soft);
    let set = if row.lit { STRONG } else { BODY };
    let begin = x + 24;
    let mut x = drawing.text(begin, base, set, ink, &row.name);
    if row.off {
        drawing.strike(begin, x, base - 5);
    }
    if !row.id.is_empty() {
        x = drawing.text(x + 8, base, CODE, soft, &row.id);
    }
    if row.is_management {
        x = drawing.label(x + 8, base, "management account");
    }
    for badge in &row.badges {
        let begin = x + 8;
        let off = if badge.off { ", some off" } else { "" };
        let count = badge.text.trim();
        let text = match count.chars().all(|c| c.is_ascii_digit()) {
            true if count == "1" => format!("1 policy{off}"),
            true => format!("{count} policies{off}"),
            false => format!("{count}{off}"),
        };
        x = drawing.label(begin, base, &text);
    }
    if row.expansion == Expansion::Closed {
        x = drawing.text(x + 8, base, SMALL, soft, "…");
    }
    for (layer, state) in &row.gates {
        let colour = drawing.state(*state);
        drawing.icon(x + 10, y + ROW / 2 - 8, state.drawing(), colour);
        let says = format!("{}: {}", layer_name(*layer), state.word());
        x = drawing.text(x + 30, base, SMALL, colour, &says);
    }
    x
}
