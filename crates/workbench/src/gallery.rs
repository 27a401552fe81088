//! The examples: what is known of them, and which one was asked for.
//!
//! The list and all examples but the coffee shop are files that the browser fetches, so each of
//! them may be on its way, or may not come.

use scenario::examples::Listing;
use std::rc::Rc;

/// What is known of the examples.
#[derive(Debug, Default)]
pub(crate) struct Gallery {
    pub(crate) list: List,
    pub(crate) wanted: Option<Wanted>,
}

/// The list of examples.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum List {
    /// Nobody asked for it yet.
    #[default]
    Unasked,
    /// It is on its way.
    Coming,
    /// It did not come.
    Missing,
    /// Here it is.
    Here(Rc<[Listing]>),
}

/// An example that was asked for and is on its way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Wanted {
    pub(crate) id: String,
    pub(crate) by: AskedBy,
}

/// How an example was asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum AskedBy {
    /// By choosing it.
    Choice,
    /// By an address, beside the visitor's own work.
    Address,
}
