//! The keys of the tree, after the ARIA pattern for tree views: what each does to the rows in
//! view. Pure, so that it is tested without a browser.

use crate::item::Item;
use crate::view::tree::{Expansion, TreeRow};

/// A key of the tree.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
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
    /// To the next row whose name begins with what is typed.
    Letter(char),
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
pub fn press(rows: &[TreeRow], selected: &Item, key: TreeKey) -> TreeMove {
    let Some(at) = rows.iter().position(|row| row.item == *selected) else {
        return to(rows.first());
    };
    match key {
        TreeKey::Up => to(at.checked_sub(1).and_then(|above| rows.get(above))),
        TreeKey::Down => to(rows.get(at + 1)),
        TreeKey::Home => to(rows.first()),
        TreeKey::End => to(rows.last()),
        TreeKey::Left => left(rows, at),
        TreeKey::Right => right(rows, at),
        TreeKey::Letter(letter) => {
            let after = rows.iter().skip(at + 1).chain(rows.iter().take(at));
            to(after.into_iter().find(|row| begins_with(&row.name, letter)))
        }
    }
}

fn left(rows: &[TreeRow], at: usize) -> TreeMove {
    match rows.get(at) {
        Some(row) if row.expansion == Expansion::Open => TreeMove::Toggle(row.item.clone()),
        Some(row) => to(rows
            .iter()
            .take(at)
            .rev()
            .find(|above| above.level < row.level)),
        None => TreeMove::Stay,
    }
}

fn right(rows: &[TreeRow], at: usize) -> TreeMove {
    match rows.get(at) {
        Some(row) if row.expansion == Expansion::Closed => TreeMove::Toggle(row.item.clone()),
        Some(row) if row.expansion == Expansion::Open => to(rows.get(at + 1)),
        _ => TreeMove::Stay,
    }
}

fn to(row: Option<&TreeRow>) -> TreeMove {
    match row {
        Some(row) => TreeMove::Select(row.item.clone()),
        None => TreeMove::Stay,
    }
}

fn begins_with(name: &str, letter: char) -> bool {
    let first = name.chars().next();
    first.is_some_and(|first| first.to_lowercase().eq(letter.to_lowercase()))
}
