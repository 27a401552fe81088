//! The commands.

pub(crate) mod bench;
pub(crate) mod check;
pub(crate) mod evaluate;
pub(crate) mod fmt;
