//! The matrix: who may do what to which resource, as a table of answers. Two of the three are rows
//! and columns, the third is the same in all of it, and everything else (condition keys, VPC
//! endpoint) is as in the present request.
//!
//! A small table is decided with every edit. A large one is decided in slices between which the
//! page is painted; until a slice comes to a cell, its old answer stays and counts as stale.

mod heads;
mod slices;

pub(crate) use heads::{Head, of_axis};
pub(crate) use slices::{Cell, Table, finish, follow, next_slice};

use crate::model::Model;
use scenario::{CallerSpec, RequestSpec};

/// So many rows and columns there are at most.
pub const MOST: usize = 200;

/// What rows and columns are made of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Axis {
    /// Who asks.
    Callers,
    /// What for.
    Actions,
    /// On what.
    Resources,
}

impl Axis {
    /// All of them.
    pub const ALL: [Axis; 3] = [Axis::Callers, Axis::Actions, Axis::Resources];

    /// The word of the page.
    pub const fn word(self) -> &'static str {
        match self {
            Axis::Callers => "callers",
            Axis::Actions => "actions",
            Axis::Resources => "resources",
        }
    }

    /// One of them.
    pub const fn singular(self) -> &'static str {
        match self {
            Axis::Callers => "caller",
            Axis::Actions => "action",
            Axis::Resources => "resource",
        }
    }
}

/// Rows or columns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// Rows.
    Rows,
    /// Columns.
    Columns,
}

impl Side {
    /// Both.
    pub const BOTH: [Side; 2] = [Side::Rows, Side::Columns];

    /// The word of the page.
    pub const fn word(self) -> &'static str {
        match self {
            Side::Rows => "rows",
            Side::Columns => "columns",
        }
    }
}

/// The order of rows or columns.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Order {
    /// As the scenario has them.
    #[default]
    Given,
    /// By name.
    Name,
    /// Those first that are allowed most.
    Allowed,
}

impl Order {
    /// All of them with what the list says.
    pub const ALL: [(Order, &'static str); 3] = [
        (Order::Given, "as in the scenario"),
        (Order::Name, "by name"),
        (Order::Allowed, "most allowed first"),
    ];
}

/// A step through the cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Walk {
    /// So many rows down and columns to the right.
    By(isize, isize),
    /// To the first cell of the row.
    RowStart,
    /// To its last.
    RowEnd,
    /// To the first cell of all.
    Start,
    /// To the last.
    End,
}

/// Something with the matrix.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MatrixMessage {
    /// Open it, or close it.
    Show(bool),
    /// Whichever of the two it is not.
    Toggle,
    /// Make rows or columns of something else.
    Choose(Side, Axis),
    /// Make columns of the rows and rows of the columns.
    Swap,
    /// The third is another one, by its place in the list.
    Fix(usize),
    /// Keep only those rows or columns whose name holds this.
    Filter(Side, String),
    /// Order them.
    Sort(Side, Order),
    /// Actions and resources beside those that the scenario names.
    Add(String),
    /// Walk.
    Go(Walk),
    /// Go to the cell in this row and column, and ask it.
    Pick(usize, usize),
    /// Ask what the cell asks where the walk is.
    Ask,
    /// The same, and close the matrix, so that there is room for its path.
    ShowPath,
    /// Decide the next slice.
    GoOn,
    /// Write the table into a file.
    Export,
}

/// What of the matrix stays while it is drawn anew.
#[derive(Debug)]
pub(crate) struct Matrix {
    pub(crate) open: bool,
    pub(crate) rows: Chosen,
    pub(crate) columns: Chosen,
    pub(crate) added: String,
    /// What is the same in all cells, by axis, once it was settled.
    pub(crate) fixed: Option<Fixed>,
    /// Where the walk is, as places among the rows and columns that are shown.
    pub(crate) at: (usize, usize),
    pub(crate) table: Option<Table>,
    /// Whether a slice has been asked for that has not come yet.
    pub(crate) is_going: bool,
    /// Counts what was chosen.
    pub(crate) choices: u32,
}

/// What was chosen for rows or columns.
#[derive(Debug)]
pub(crate) struct Chosen {
    pub(crate) axis: Axis,
    /// What names have to hold.
    pub(crate) filter: String,
    pub(crate) order: Order,
}

impl Chosen {
    fn all(axis: Axis) -> Chosen {
        Chosen {
            axis,
            filter: String::new(),
            order: Order::Given,
        }
    }
}

/// The caller, action and resource of the cells where they are no axis.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Fixed {
    pub(crate) caller: CallerSpec,
    pub(crate) action: String,
    pub(crate) resource: heads::Named,
}

impl Fixed {
    /// Those of a request.
    pub(crate) fn of(spec: &RequestSpec) -> Fixed {
        Fixed {
            caller: spec.caller.clone(),
            action: spec.action.clone(),
            resource: heads::Named {
                arn: spec.resource.clone(),
                owner: spec.owner,
            },
        }
    }
}

impl Default for Matrix {
    fn default() -> Matrix {
        Matrix {
            open: false,
            rows: Chosen::all(Axis::Callers),
            columns: Chosen::all(Axis::Actions),
            added: String::new(),
            fixed: None,
            at: (0, 0),
            table: None,
            is_going: false,
            choices: 0,
        }
    }
}

impl Matrix {
    /// Another work was opened.
    pub(crate) fn start_afresh(&mut self, request: &RequestSpec) {
        *self = Matrix {
            open: self.open,
            fixed: Some(Fixed::of(request)),
            is_going: self.is_going,
            choices: self.choices + 1,
            ..Matrix::default()
        };
    }

    pub(crate) fn side(&self, side: Side) -> &Chosen {
        match side {
            Side::Rows => &self.rows,
            Side::Columns => &self.columns,
        }
    }

    pub(crate) fn side_mut(&mut self, side: Side) -> &mut Chosen {
        match side {
            Side::Rows => &mut self.rows,
            Side::Columns => &mut self.columns,
        }
    }

    /// What is neither row nor column.
    pub(crate) fn third(&self) -> Axis {
        let is_free = |axis: &Axis| *axis != self.rows.axis && *axis != self.columns.axis;
        let mut free = Axis::ALL.into_iter().filter(is_free);
        free.next().unwrap_or(Axis::Resources)
    }
}

/// The answer of a cell.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Answer {
    /// Allowed.
    Allowed,
    /// Refused by a Deny, or by AWS whatever the policies say.
    Denied,
    /// Refused because nothing allows it.
    NothingAllows,
    /// Keys nobody told decide.
    Depends,
    /// The action is not done to such a resource.
    NotAskable,
}

impl Answer {
    /// All of them.
    pub const ALL: [Answer; 5] = [
        Answer::Allowed,
        Answer::Denied,
        Answer::NothingAllows,
        Answer::Depends,
        Answer::NotAskable,
    ];

    /// The letter of the cell.
    pub const fn letter(self) -> &'static str {
        match self {
            Answer::Allowed => "A",
            Answer::Denied => "D",
            Answer::NothingAllows => "N",
            Answer::Depends => "?",
            Answer::NotAskable => "–",
        }
    }

    /// What the letter stands for.
    pub const fn words(self) -> &'static str {
        match self {
            Answer::Allowed => "Allowed",
            Answer::Denied => "Denied: explicit deny",
            Answer::NothingAllows => "Denied: implicit deny (nothing allows it)",
            Answer::Depends => "Depends on unknown keys",
            Answer::NotAskable => "Not applicable",
        }
    }

    pub(crate) const fn of(decision: iam::Decision) -> Answer {
        use iam::decision::DenyReason;
        match decision {
            iam::Decision::Allow(_) => Answer::Allowed,
            iam::Decision::Deny(DenyReason::Implicit(_)) => Answer::NothingAllows,
            iam::Decision::Deny(_) => Answer::Denied,
            iam::Decision::DependsOn => Answer::Depends,
        }
    }
}

impl Model {
    /// Whether the matrix is shown.
    pub fn shows_matrix(&self) -> bool {
        self.matrix.open
    }
}
