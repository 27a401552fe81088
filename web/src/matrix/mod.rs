//! The drawer with the matrix: who may do what to which resource, as a grid of answers.
//!
//! Only the cells in sight are drawn. The grid has the focus itself and tells which of its cells
//! is the active one, so that the focus outlives cells that scroll out of sight.

mod drawer;
mod sight;
mod tools;

pub(crate) use drawer::MatrixDrawer;
pub(crate) use sight::Sight;
