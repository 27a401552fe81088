//! The matrix: what is shown of it, walking through it, asking what a cell asks.

use crate::edit::{Name, refuse, set};
use crate::effect::Effect;
use crate::history::Group;
use crate::matrix::{Axis, Fixed, MatrixMessage, Side, Walk, finish, next_slice, of_axis};
use crate::message::Pane;
use crate::model::Model;
use crate::view::matrix as table;

// A door of the split build: what lies behind it waits (ARCHITECTURE.md).
#[inline(never)]
pub(super) fn update(model: &mut Model, message: MatrixMessage) -> Vec<Effect> {
    match message {
        MatrixMessage::Show(open) => show(model, open),
        MatrixMessage::Toggle => show(model, !model.matrix.open),
        MatrixMessage::Choose(side, axis) => choose(model, side, axis),
        MatrixMessage::Swap => {
            let matrix = &mut model.matrix;
            std::mem::swap(&mut matrix.rows, &mut matrix.columns);
            matrix.at = (matrix.at.1, matrix.at.0);
            matrix.choices += 1;
            Vec::new()
        }
        MatrixMessage::Fix(place) => {
            let heads = of_axis(model, model.matrix.third()).list;
            if let Some(head) = heads.into_iter().nth(place) {
                model.matrix.fix(head.thing);
                model.matrix.choices += 1;
            }
            Vec::new()
        }
        MatrixMessage::Filter(side, text) => {
            model.matrix.side_mut(side).filter = text;
            again(model)
        }
        MatrixMessage::Sort(side, order) => {
            model.matrix.side_mut(side).order = order;
            again(model)
        }
        MatrixMessage::Add(text) => {
            model.matrix.added = text;
            again(model)
        }
        MatrixMessage::Go(walk) => {
            go(model, walk);
            Vec::new()
        }
        MatrixMessage::Pick(row, column) => {
            model.matrix.at = (row, column);
            ask(model)
        }
        MatrixMessage::Ask => ask(model),
        MatrixMessage::ShowPath => {
            let mut effects = ask(model);
            if is_asked(model) {
                effects.extend(show(model, false));
            }
            effects
        }
        MatrixMessage::GoOn => {
            next_slice(model);
            Vec::new()
        }
        MatrixMessage::Export => {
            finish(model);
            let name = format!("{} matrix", model.scenario().title);
            vec![Effect::Download {
                name: super::work::file_name(&name, "csv"),
                text: table::csv_text(model),
            }]
        }
    }
}

/// The rows or columns are others from now on.
fn again(model: &mut Model) -> Vec<Effect> {
    model.matrix.choices += 1;
    model.matrix.at = (0, 0);
    Vec::new()
}

fn show(model: &mut Model, open: bool) -> Vec<Effect> {
    model.matrix.open = open;
    if open {
        // There is room for one of the two.
        model.page.tests = false;
        let of_request = || Fixed::of(&model.scenario.request);
        model.matrix.fixed.get_or_insert_with(of_request);
    } else {
        model.matrix.table = None;
    }
    Vec::new()
}

/// Choosing for rows what the columns have makes columns of the rows.
fn choose(model: &mut Model, side: Side, axis: Axis) -> Vec<Effect> {
    let matrix = &mut model.matrix;
    let other = match side {
        Side::Rows => Side::Columns,
        Side::Columns => Side::Rows,
    };
    if matrix.side(other).axis == axis {
        std::mem::swap(&mut matrix.rows, &mut matrix.columns);
    } else {
        let own = matrix.side_mut(side);
        own.axis = axis;
        own.filter.clear();
    }
    again(model)
}

fn go(model: &mut Model, walk: Walk) {
    let Some(table) = &model.matrix.table else {
        return;
    };
    let [rows, columns] = &table.shown;
    let (last_row, last_column) = (
        rows.len().saturating_sub(1),
        columns.len().saturating_sub(1),
    );
    let (row, column) = model.matrix.at;
    model.matrix.at = match walk {
        Walk::By(down, right) => (
            row.saturating_add_signed(down).min(last_row),
            column.saturating_add_signed(right).min(last_column),
        ),
        Walk::RowStart => (row, 0),
        Walk::RowEnd => (row, last_column),
        Walk::Start => (0, 0),
        Walk::End => (last_row, last_column),
    };
}

/// Whether the cell where the walk is asks the present request.
fn is_asked(model: &Model) -> bool {
    let cell = table::cell_at(model, model.matrix.at);
    let held = model.matrix.table.as_ref().zip(cell);
    held.is_some_and(|(held, cell)| {
        held.request(model, cell).as_ref() == Ok(&model.scenario().request)
    })
}

/// Makes the cell's request the present one. Going from cell to cell is one step to undo.
fn ask(model: &mut Model) -> Vec<Effect> {
    let Some(cell) = table::cell_at(model, model.matrix.at) else {
        return Vec::new();
    };
    let Some(held) = &model.matrix.table else {
        return Vec::new();
    };
    let request = match held.request(model, cell) {
        Ok(request) => request,
        Err(why) => return refuse(model, why),
    };
    model.page.pane = Pane::Request;
    if request == model.scenario().request {
        return Vec::new();
    }
    model.page.batch = None;
    model.page.waiting = None;
    let name = Name::joined(format!("ask {}", request.action), Group::Matrix);
    set(model, name, |scenario| scenario.request = request)
}
