//! How the work in hand is kept, and what is known of the visitor's other scenarios.

use crate::message::StorageFailure;
use crate::works::{Holder, Listed};

/// What is known of keeping.
#[derive(Debug)]
pub(crate) struct Keeping {
    /// The page's own address, without a fragment.
    pub(crate) address: String,
    /// What this tab is called, so that it can give ids that no other gives.
    pub(crate) tab: String,
    /// So many ids it has given.
    pub(crate) made: u32,
    /// Under which id the browser keeps what is in hand. `None`: it ships with the page, or the
    /// address has it, and nothing was changed.
    pub(crate) work: Option<String>,
    /// Who else works on it.
    pub(crate) holder: Holder,
    /// The visitor's own scenario that was open before something was opened by its address.
    pub(crate) before: Option<Before>,
    pub(crate) state: Kept,
    /// Whether the address bar has a link to what is in hand.
    pub(crate) link_is_shown: bool,
    /// A failure that was told once and need not be told again.
    pub(crate) failure: Option<StorageFailure>,
    pub(crate) list: WorkList,
}

/// Whether the browser has what is in hand.
// INVARIANT: `Changed` only where `Keeping::work` is some.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kept {
    /// As it is, or it need not have it.
    Saved,
    /// Not yet.
    Changed,
}

/// A scenario to go back to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Before {
    pub(crate) id: String,
    pub(crate) title: String,
}

/// The visitor's scenarios, as they were when the browser was last asked.
#[derive(Debug, Default)]
pub(crate) struct WorkList {
    /// What time it was then.
    pub(crate) now: u64,
    /// The one that was changed last first; `None` before the browser has answered.
    pub(crate) works: Option<Vec<Work>>,
    /// What was deleted last, to be brought back.
    pub(crate) deleted: Option<Deleted>,
}

/// One of them.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Work {
    pub(crate) listed: Listed,
    /// What it is called, or why it cannot be read.
    pub(crate) title: Result<String, String>,
}

/// What was deleted, and whether it was in hand.
#[derive(Clone, Debug)]
pub(crate) struct Deleted {
    pub(crate) work: Work,
    pub(crate) was_open: bool,
}

impl Keeping {
    pub(crate) fn new(address: String, tab: String) -> Keeping {
        Keeping {
            address,
            tab,
            made: 0,
            work: None,
            holder: Holder::Free,
            before: None,
            state: Kept::Saved,
            link_is_shown: false,
            failure: None,
            list: WorkList::default(),
        }
    }
}

impl WorkList {
    /// A scenario of the list.
    pub(crate) fn find(&self, id: &str) -> Option<&Work> {
        let mut works = self.works.iter().flatten();
        works.find(|work| work.listed.id == id)
    }
}

impl Work {
    /// What it is called where it has to be called something.
    pub(crate) fn called(&self) -> &str {
        match &self.title {
            Ok(title) => title,
            Err(_) => "a scenario that cannot be read",
        }
    }
}
