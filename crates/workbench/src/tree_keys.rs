//! The keys of the tree, after the ARIA pattern for tree views: what each does to the rows in
//! view. Pure, so that it is tested without a browser.

use crate::item::Item;
use crate::view::outline::{Line, Outline};
use crate::view::tree::Expansion;
use scenario::Scenario;

/// A key of the tree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TreeKey {
    /// To the row above.
    Up,
    /// To the row below.
    Down,
    /// Close, or go to the parent.
    Left,
    /// Open, or go to the first child.
    Right,
    /// To the first row.
    Home,
    /// To the last row in view.
    End,
    /// To the next row whose name begins with what was typed without a pause.
    Typed(String),
}

/// What a key does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TreeMove {
    /// Another row is selected.
    Select(Item),
    /// The row opens or closes.
    Toggle(Item),
    /// Nothing.
    Stay,
}

/// What `key` does when `selected` is the selected row.
pub fn press(outline: &Outline, scenario: &Scenario, selected: &Item, key: &TreeKey) -> TreeMove {
    let lines = &outline.lines;
    let Some(at) = outline.position(selected) else {
        return to(lines.first());
    };
    match key {
        TreeKey::Up => to(at.checked_sub(1).and_then(|above| lines.get(above))),
        TreeKey::Down => to(lines.get(at + 1)),
        TreeKey::Home => to(lines.first()),
        TreeKey::End => to(lines.last()),
        TreeKey::Left => left(outline, at),
        TreeKey::Right => right(lines, at),
        TreeKey::Typed(typed) => {
            let typed = typed.to_lowercase();
            // One letter, once or again and again, goes on; more letters say more of one name.
            let mut letters = typed.chars();
            let first = letters.next();
            let repeats = letters.all(|letter| Some(letter) == first);
            let (from, typed) = match (repeats, first) {
                (true, Some(first)) => (at + 1, first.to_string()),
                _ => (at, typed),
            };
            let around = lines.iter().skip(from).chain(lines.iter().take(from));
            to(around.into_iter().find(|line| {
                let name = line.item.name(scenario).to_lowercase();
                name.starts_with(&typed)
            }))
        }
    }
}

/// Rows that were searched for stay open.
fn left(outline: &Outline, at: usize) -> TreeMove {
    match outline.lines.get(at) {
        Some(line) if line.expansion == Expansion::Open && !outline.is_filtered => {
            TreeMove::Toggle(line.item.clone())
        }
        Some(line) => to(outline
            .lines
            .iter()
            .take(at)
            .rev()
            .find(|above| above.level < line.level)),
        None => TreeMove::Stay,
    }
}

fn right(lines: &[Line], at: usize) -> TreeMove {
    match lines.get(at) {
        Some(line) if line.expansion == Expansion::Closed => TreeMove::Toggle(line.item.clone()),
        Some(line) if line.expansion == Expansion::Open => to(lines.get(at + 1)),
        _ => TreeMove::Stay,
    }
}

fn to(line: Option<&Line>) -> TreeMove {
    match line {
        Some(line) => TreeMove::Select(line.item.clone()),
        None => TreeMove::Stay,
    }
}
