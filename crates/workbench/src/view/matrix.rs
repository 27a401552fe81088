//! The drawer "Matrix": the part of the table that is in sight, what can be chosen, and how many
//! of the answers are which.

use super::state::State;
use crate::item::resource_name;
use crate::matrix::{Answer, Axis, Cell, Head, MOST, Order, Side, Table, of_axis};
use crate::model::Model;
use scenario::Expectation;
use scenario::quote::csv;
use std::ops::Range;

/// What is drawn as the matrix.
#[derive(Clone, PartialEq, Debug)]
pub struct MatrixView {
    /// Rows and columns.
    pub sides: [SideView; 2],
    /// What is neither.
    pub third: ThirdView,
    /// Actions and resources that were typed.
    pub added: String,
    /// What cannot be done with them, or that some rows or columns were left out.
    pub remarks: Vec<String>,
    /// Such as "40 requests: 12 allowed, …".
    pub summary: String,
    /// How far a large table is decided, while it is not done.
    pub progress: Option<String>,
    /// How many answers differ from the pinned scenario, where one is pinned.
    pub pinned: Option<String>,
    /// Where the walk is, as places of rows and columns.
    pub at: (usize, usize),
    /// What the cell there says.
    pub here: String,
    /// The columns in sight.
    pub columns: Vec<HeadView>,
    /// The rows in sight.
    pub rows: Vec<RowView>,
}

/// What can be chosen for rows or columns.
#[derive(Clone, PartialEq, Debug)]
pub struct SideView {
    /// Which.
    pub side: Side,
    /// What it is made of.
    pub axis: Axis,
    /// What its names have to hold.
    pub filter: String,
    /// Its order.
    pub order: Order,
    /// How many there are.
    pub count: usize,
    /// The place of the first in sight.
    pub first: usize,
}

/// The axis that is the same in all cells.
#[derive(Clone, PartialEq, Debug)]
pub struct ThirdView {
    /// Which.
    pub axis: Axis,
    /// What it can be; a place is what `Fix` takes.
    pub options: Vec<String>,
    /// The place of the present one.
    pub chosen: Option<usize>,
}

/// The head of a row or column.
#[derive(Clone, PartialEq, Debug)]
pub struct HeadView {
    /// Its place among those that are shown.
    pub place: usize,
    /// Its name.
    pub name: String,
    /// What tells it from others of the name.
    pub note: String,
    /// How many of its cells are allowed.
    pub allowed: usize,
    /// How many can be asked.
    pub asked: usize,
}

/// A row.
#[derive(Clone, PartialEq, Debug)]
pub struct RowView {
    /// Its head.
    pub head: HeadView,
    /// Its cells in sight.
    pub cells: Vec<CellView>,
}

/// A cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CellView {
    /// The answer, once there is one.
    pub answer: Option<Answer>,
    /// Whether it is about the document as it was before.
    pub stale: bool,
    /// The other answer that the pinned scenario gives.
    pub before: Option<Answer>,
    /// What a saved request expects, and whether the answer is that.
    pub expected: Option<(Expectation, bool)>,
    /// Whether it is the present request.
    pub current: bool,
}

impl CellView {
    /// Its state, for colour and icon.
    pub const fn state(self) -> State {
        match self.answer {
            Some(answer) => answer.state(),
            None => State::Skip,
        }
    }

    /// What it says in words.
    pub fn words(self) -> String {
        let Some(answer) = self.answer else {
            return "not decided yet".into();
        };
        let mut words = answer.words().to_owned();
        if let Some(before) = self.before {
            words.push_str(&format!("; pinned: {}", before.words()));
        }
        match self.expected {
            Some((_, true)) => words.push_str(", as its test expects"),
            Some((Expectation::Allow, false)) => words.push_str(", but its test expects allowed"),
            Some((Expectation::Deny, false)) => words.push_str(", but its test expects denied"),
            None => {}
        }
        if self.current {
            words.push_str(", shown above");
        }
        if self.stale {
            words.push_str("; being decided again");
        }
        words
    }
}

impl Answer {
    /// Its state, for colour and icon.
    pub const fn state(self) -> State {
        match self {
            Answer::Allowed => State::Allow,
            Answer::Denied => State::Deny,
            Answer::NothingAllows => State::Implicit,
            Answer::Depends => State::Unknown,
            Answer::NotAskable => State::Skip,
        }
    }
}

impl MatrixView {
    /// The part of the matrix in these rows and columns, if it is open.
    pub fn part(model: &Model, rows: &Range<usize>, columns: &Range<usize>) -> Option<MatrixView> {
        match model.shows_matrix() {
            true => drawn(model, rows, columns),
            false => None,
        }
    }
}

/// What people know a resource by.
pub(crate) fn short(arn: &str) -> &str {
    match arn {
        "*" => "*",
        arn => resource_name(arn),
    }
}

/// The cell at a place among those that are shown.
pub(crate) fn cell_at(model: &Model, (row, column): (usize, usize)) -> Option<usize> {
    let table = model.matrix.table.as_ref()?;
    let [rows, columns] = &table.shown;
    Some(table.cell(*rows.get(row)?, *columns.get(column)?))
}

/// The table as CSV: a line of column names, then a line for each row.
pub(crate) fn csv_text(model: &Model) -> String {
    let Some(table) = &model.matrix.table else {
        return String::new();
    };
    let [rows, columns] = &table.shown;
    let name = |side: Side, place: &usize| {
        let head = table.heads(side).list.get(*place);
        head.map(full_name).unwrap_or_default()
    };
    let (row_word, column_word) = (
        table.axis(Side::Rows).word(),
        table.axis(Side::Columns).word(),
    );
    let corner = format!("{row_word} / {column_word}, {}", full_name(&table.third));
    let heads = columns.iter().map(|place| name(Side::Columns, place));
    let mut lines = vec![[corner].into_iter().chain(heads).collect::<Vec<_>>()];
    for row in rows {
        let answers = columns.iter().map(|column| {
            let cell = table.cells.get(table.cell(*row, *column));
            let answer = cell.and_then(|cell| cell.answer);
            answer.map_or("", Answer::words).to_owned()
        });
        lines.push([name(Side::Rows, row)].into_iter().chain(answers).collect());
    }
    let line = |cells: &Vec<String>| {
        let cells: Vec<String> = cells.iter().map(|cell| csv(cell)).collect();
        format!("{}\r\n", cells.join(","))
    };
    lines.iter().map(line).collect()
}

fn full_name(head: &Head) -> String {
    match head.note.is_empty() {
        true => head.name.clone(),
        false if head.note.starts_with("arn:") || head.note == "*" => head.note.clone(),
        false => format!("{} ({})", head.name, head.note),
    }
}

// A door of the split build: what lies behind it waits (ARCHITECTURE.md).
#[inline(never)]
fn drawn(model: &Model, rows: &Range<usize>, columns: &Range<usize>) -> Option<MatrixView> {
    let matrix = &model.matrix;
    let table = matrix.table.as_ref()?;
    let [shown_rows, shown_columns] = &table.shown;
    let inside = |range: &Range<usize>, all: &[usize]| {
        let end = range.end.min(all.len());
        range.start.min(end)..end
    };
    let (rows, columns) = (inside(rows, shown_rows), inside(columns, shown_columns));
    let current = current(model, table);
    let cells = |row: usize| {
        let columns = shown_columns
            .get(columns.clone())
            .unwrap_or_default()
            .iter();
        columns.map(move |column| cell_view(table, table.cell(row, *column), current))
    };
    let row_views = rows.clone().filter_map(|place| {
        let row = *shown_rows.get(place)?;
        Some(RowView {
            head: head(table, Side::Rows, place)?,
            cells: cells(row).collect(),
        })
    });
    let heads = columns
        .clone()
        .filter_map(|place| head(table, Side::Columns, place));
    let at = (
        matrix.at.0.min(shown_rows.len().saturating_sub(1)),
        matrix.at.1.min(shown_columns.len().saturating_sub(1)),
    );
    Some(MatrixView {
        sides: [
            side(model, table, Side::Rows, rows.start),
            side(model, table, Side::Columns, columns.start),
        ],
        third: third(model, table),
        added: matrix.added.clone(),
        remarks: remarks(table),
        summary: summary(table),
        progress: (!table.is_done()).then(|| {
            let percent = table.done * 100 / table.cells.len().max(1);
            format!("deciding, {percent} %")
        }),
        pinned: pinned(model, table),
        at,
        here: here(model, table, at, current),
        columns: heads.collect(),
        rows: row_views.collect(),
    })
}

/// The cell of the present request, if it is in the table.
fn current(model: &Model, table: &Table) -> Option<usize> {
    table.place_of(&model.scenario().request)
}

fn cell_view(table: &Table, cell: usize, current: Option<usize>) -> CellView {
    let Cell { answer, before } = table.cells.get(cell).copied().unwrap_or_default();
    let expected = table.expected.get(&cell).copied().zip(answer);
    CellView {
        answer,
        stale: table.done <= cell,
        before: before.filter(|before| Some(*before) != answer),
        expected: expected.map(|(expected, answer)| {
            let holds = match expected {
                Expectation::Allow => answer == Answer::Allowed,
                Expectation::Deny => matches!(answer, Answer::Denied | Answer::NothingAllows),
            };
            (expected, holds)
        }),
        current: current == Some(cell),
    }
}

fn head(table: &Table, side: Side, place: usize) -> Option<HeadView> {
    let [rows, columns] = &table.shown;
    let shown = match side {
        Side::Rows => rows,
        Side::Columns => columns,
    };
    let held = *shown.get(place)?;
    let head = table.heads(side).list.get(held)?;
    let (allowed, asked) = table.count(side, held);
    let note = match table.asked_on(table.axis(side), held) {
        Some(arn) => format!("on {arn}"),
        None => head.note.clone(),
    };
    Some(HeadView {
        place,
        name: head.name.clone(),
        note,
        allowed,
        asked,
    })
}

fn side(model: &Model, table: &Table, side: Side, first: usize) -> SideView {
    let chosen = model.matrix.side(side);
    SideView {
        side,
        axis: chosen.axis,
        filter: chosen.filter.clone(),
        order: chosen.order,
        count: table.heads(side).list.len(),
        first,
    }
}

fn third(model: &Model, table: &Table) -> ThirdView {
    let axis = model.matrix.third();
    let heads = of_axis(model, axis).list;
    let chosen = heads.iter().position(|head| head.id == table.third.id);
    ThirdView {
        axis,
        options: heads.iter().map(full_name).collect(),
        chosen,
    }
}

fn remarks(table: &Table) -> Vec<String> {
    let remark = |side: Side| {
        let heads = table.heads(side);
        let left_out = (heads.left_out != 0).then(|| {
            format!(
                "The first {MOST} {} are shown and {} more are not. Filter them to see others.",
                side.word(),
                heads.left_out
            )
        });
        let empty = heads
            .list
            .is_empty()
            .then(|| format!("No {} fit the filter.", side.word()));
        heads
            .problem
            .clone()
            .into_iter()
            .chain(left_out)
            .chain(empty)
    };
    Side::BOTH.into_iter().flat_map(remark).collect()
}

/// Such as "20 requests: 8 allowed, 2 denied explicitly, 10 that nothing allows".
fn summary(table: &Table) -> String {
    let count = |wanted: Answer| {
        let cells = table.cells.iter();
        cells.filter(|cell| cell.answer == Some(wanted)).count()
    };
    let words = |answer: Answer| match answer {
        Answer::Allowed => "allowed",
        Answer::Denied => "denied explicitly",
        Answer::NothingAllows => "denied because nothing allows them",
        Answer::Depends => "depend on unknown keys",
        Answer::NotAskable => "not applicable",
    };
    let counts = Answer::ALL.map(|answer| (count(answer), words(answer)));
    let counts = counts.into_iter().filter(|(count, _)| *count != 0);
    let counts: Vec<String> = counts
        .map(|(count, words)| format!("{count} {words}"))
        .collect();
    let all = table.cells.len();
    let requests = if all == 1 { "request" } else { "requests" };
    match counts.is_empty() {
        true => format!("{all} {requests}"),
        false => format!("{all} {requests}: {}", counts.join(", ")),
    }
}

fn pinned(model: &Model, table: &Table) -> Option<String> {
    model.page.baseline.as_ref()?;
    let differs = |cell: &&Cell| cell.before.is_some() && cell.before != cell.answer;
    Some(match table.cells.iter().filter(differs).count() {
        0 => "no answer differs from the pinned scenario".into(),
        1 => "1 answer differs from the pinned scenario".into(),
        many => format!("{many} answers differ from the pinned scenario"),
    })
}

/// The cell where the walk is, in a sentence.
fn here(model: &Model, table: &Table, at: (usize, usize), current: Option<usize>) -> String {
    let Some(cell) = cell_at(model, at) else {
        return String::new();
    };
    let view = cell_view(table, cell, current);
    match (view.answer, table.request(model, cell)) {
        (Some(Answer::NotAskable), Err(why)) => why,
        (_, Ok(request)) => {
            let caller = table.caller(cell).map_or("", |head| &head.name);
            let resource = short(&request.resource);
            format!(
                "{caller}, {} on {resource}: {}.",
                request.action,
                view.words()
            )
        }
        (_, Err(why)) => why,
    }
}
