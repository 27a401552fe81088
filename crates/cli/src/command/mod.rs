//! The commands.

pub(crate) mod bench;
pub(crate) mod check;
pub(crate) mod decide;
pub(crate) mod evaluate;
pub(crate) mod explain;
pub(crate) mod fmt;
pub(crate) mod link;
pub(crate) mod shell;
pub(crate) mod test;
