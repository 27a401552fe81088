//! The scenarios that the browser keeps for the visitor: what can be done with them, what the
//! browser reports of them, and the form in which each is stored.
//!
//! Not responsible for keeping them: the browser does, and several tabs of it at the same time.
//! Each tab works on one; its text is read when it is wanted, so that no tab has an old one.

use crate::model::Model;
use scenario::{Scenario, caps};

/// What is meant with, or reported of, the visitor's scenarios.
#[derive(Clone, PartialEq, Debug)]
pub enum Works {
    /// Work on this one, by its id.
    Open(String),
    /// Make a second one of it.
    Duplicate(String),
    /// Call it something else.
    Rename(String, String),
    /// Take it out of the browser.
    Delete(String),
    /// Bring back what was deleted last.
    Restore,
    /// Write it into a file, as it is stored.
    Export(String),
    /// Leave what was opened by its address, and go back to what was open before.
    Back,
    /// Keep what was opened by its address.
    KeepThis,
    /// Go on with a copy of what is open in another tab.
    Copy,
    /// Go on here with what is open in another tab.
    UseHere,

    /// The browser was asked for all of them.
    Listed {
        /// What time it is, in milliseconds since 1970.
        now: u64,
        /// All of them, in no order.
        works: Vec<Listed>,
    },
    /// The browser was asked for one; `None` where it is no longer there.
    Read(String, Option<KeptWork>),
    /// Another tab changed some.
    ChangedElsewhere,
    /// The one in hand is open in another tab.
    Busy,
    /// It is no longer, and this tab has it; so it stands in the browser.
    Free(Option<KeptWork>),
    /// The one in hand was not kept, for another tab wrote it meanwhile.
    Overwritten,
    /// It was kept, after it had not been.
    KeptAgain,
}

/// A kept scenario.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct KeptWork {
    /// Its id.
    pub id: String,
    /// The document.
    pub text: String,
    /// Its steps of undo, as they were written; empty where there are none.
    pub history: String,
}

/// A kept scenario in a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// Its id.
    pub id: String,
    /// Who wrote it when.
    pub stamp: Stamp,
    /// The document.
    pub text: String,
    /// Whether another tab works on it.
    pub holder: Holder,
}

/// Who works on a scenario.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holder {
    /// This tab, or none.
    Free,
    /// Another tab.
    OtherTab,
}

/// Where the tab is to find again what it has in hand, when it is loaded anew.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// Among the kept scenarios, by its id.
    Work(String),
    /// What an address would open, such as `example/coffee-shop`.
    Address(String),
}

/// Who wrote a scenario, and when. It stands in front of the stored document on a line of its own,
/// so that no tab overwrites what it has not seen.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Stamp {
    /// In milliseconds since 1970; 0 where nobody knows.
    pub time: u64,
    /// The tab.
    pub tab: String,
}

impl Stamp {
    /// A text with its stamp, as it is stored.
    pub fn before(&self, text: &str) -> String {
        format!("{} {}\n{text}", self.time, self.tab)
    }

    /// The stamp and the text. A text without a stamp was stored by the first version of the page
    /// or by hand.
    pub fn split(stored: &str) -> (Stamp, &str) {
        let read = || {
            let (line, text) = stored.split_once('\n')?;
            let (time, tab) = line.split_once(' ')?;
            let time = time.parse().ok()?;
            let tab = tab.to_owned();
            Some((Stamp { time, tab }, text))
        };
        read().unwrap_or_else(|| (Stamp::default(), stored))
    }
}

/// The name of a copy: `Mine (copy)`, `Mine (copy 2)` …
pub(crate) fn copy_title(title: &str) -> String {
    let counted = title.strip_suffix(')').and_then(|title| {
        let (plain, count) = title.rsplit_once(" (copy")?;
        let count = match count {
            "" => 1,
            count => count.strip_prefix(' ')?.parse::<u32>().ok()?,
        };
        Some((plain, count))
    });
    let (plain, ending) = match counted {
        Some((plain, count)) => (plain, format!(" (copy {})", count.saturating_add(1))),
        None => (title, " (copy)".to_owned()),
    };
    let room = caps::TITLE.saturating_sub(ending.chars().count());
    let plain: String = plain.chars().take(room).collect();
    format!("{plain}{ending}")
}

/// What a scenario is called where it has to be called something.
pub(crate) fn called(scenario: &Scenario) -> &str {
    match scenario.title.trim() {
        "" => "Untitled scenario",
        title => title,
    }
}

impl Model {
    /// An id that no tab has given before.
    pub(crate) fn new_id(&mut self) -> String {
        self.keeping.made += 1;
        format!("{}-{}", self.keeping.tab, self.keeping.made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_text_has_its_stamp() {
        let stamp = Stamp {
            time: 1_764_031_571_000,
            tab: "k3f9".into(),
        };
        let stored = stamp.before("{\n}\n");
        assert_eq!(stored, "1764031571000 k3f9\n{\n}\n");
        assert_eq!(Stamp::split(&stored), (stamp, "{\n}\n"));
    }

    #[test]
    fn a_text_without_a_stamp_is_all_text() {
        for text in [
            "",
            "{\n  \"iam_playground\": 1\n}",
            "x y\nz",
            "12\n{}",
            "-1 a\n{}",
        ] {
            assert_eq!(Stamp::split(text), (Stamp::default(), text));
        }
    }

    #[test]
    fn copies_are_counted() {
        assert_eq!(copy_title("Mine"), "Mine (copy)");
        assert_eq!(copy_title("Mine (copy)"), "Mine (copy 2)");
        assert_eq!(copy_title("Mine (copy 9)"), "Mine (copy 10)");
        assert_eq!(copy_title("Mine (copy x)"), "Mine (copy x) (copy)");
        assert_eq!(copy_title(&"ä".repeat(300)).chars().count(), 200);
    }
}
