//! What the page has to tell across its whole width: a line with, at most, a few answers.

use crate::message::{Dialog, MOST_WORKS, Message, StorageFailure};
use crate::view::state::State;
use crate::works::Works;
use scenario::link::Made;

/// A notice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Notice {
    /// Something was opened while the visitor had work of their own.
    Visiting {
        /// What their own work is called.
        own: String,
        /// What was opened.
        source: Source,
    },
    /// A link was opened.
    FromLink,
    /// A link was made by another version.
    OtherVersion {
        /// By which.
        made: Made,
        /// This one.
        here: Made,
    },
    /// Something was not done, and why.
    Refused(String),
    /// An example is on its way.
    Opening(String),
    /// There is no example of this id.
    NoExample(String),
    /// The example of an id did not come.
    NotFetched(String),
    /// The browser does not keep the work.
    NotKept(StorageFailure),
    /// A newer version of the page is ready.
    NewVersion,
    /// A kept scenario cannot be read.
    Unreadable {
        /// Its id.
        id: String,
        /// Why.
        why: String,
    },
    /// What is in hand is open in another tab.
    Elsewhere {
        /// What it is called.
        title: String,
    },
    /// What is in hand became a copy of what another tab has.
    Copied {
        /// What that is called.
        of: String,
        /// What the copy is called.
        copy: String,
    },
}

/// Where something came from that was opened by its address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// The address holds it all.
    Link,
    /// The address names an example of the page.
    Example,
    /// The address asks for a new beginning.
    New,
}

/// A button of a notice.
#[derive(Clone, PartialEq, Debug)]
pub struct Answer {
    /// What it says.
    pub label: &'static str,
    /// What it does.
    pub message: Message,
}

impl Notice {
    /// What it says.
    pub fn text(&self) -> String {
        match self {
            Notice::Visiting { own, source } => {
                let what = match source {
                    Source::Link => "This comes from a link, and nobody has checked it.",
                    Source::Example => "This is an example.",
                    Source::New => "This is a new scenario.",
                };
                format!("{what} Your own work, “{own}”, is safe.")
            }
            Notice::FromLink => "This comes from a link, and nobody has checked it.".into(),
            Notice::OtherVersion { made, here } => other_version(made, here),
            Notice::Refused(why) => why.clone(),
            Notice::Opening(id) => format!("Opening the example “{id}”…"),
            Notice::NoExample(id) => {
                format!("There is no example “{id}”. Nothing was changed.")
            }
            Notice::NotFetched(id) => format!(
                "The example “{id}” could not be fetched. Nothing was changed. Check the connection \
                 and try again."
            ),
            Notice::NotKept(StorageFailure::Blocked) => {
                "This browser does not let the page keep your work. Save it as a file before you leave.".into()
            }
            Notice::NotKept(StorageFailure::Full) => {
                "This browser has no room left to keep your work. Save it as a file before you leave, or delete other scenarios.".into()
            }
            Notice::NewVersion => {
                "A new version of IAM Playground is ready. Your work stays as it is.".into()
            }
            Notice::NotKept(StorageFailure::TooMany) => format!(
                "This browser keeps {MOST_WORKS} scenarios, and there are as many. Delete some, or save this one as a file before you leave."
            ),
            Notice::Unreadable { why, .. } => format!(
                "A scenario that this browser keeps cannot be opened. {} Save it as a file to mend it by hand; your other scenarios are in My scenarios.",
                crate::edit::sentence(why)
            ),
            Notice::Elsewhere { title } => format!(
                "“{title}” is open in another tab. What you change here goes into a copy, so that the tabs don’t overwrite each other."
            ),
            Notice::Copied { of, copy } => format!(
                "“{of}” is open in another tab. What you change here is kept as “{copy}”."
            ),
        }
    }

    /// How it looks.
    pub fn state(&self) -> State {
        match self {
            Notice::Visiting { .. }
            | Notice::FromLink
            | Notice::OtherVersion { .. }
            | Notice::Opening(_)
            | Notice::NewVersion
            | Notice::Elsewhere { .. }
            | Notice::Copied { .. } => State::Unknown,
            Notice::Refused(_)
            | Notice::NoExample(_)
            | Notice::NotFetched(_)
            | Notice::Unreadable { .. } => State::Deny,
            Notice::NotKept(_) => State::Implicit,
        }
    }

    /// The answers it takes, besides closing it.
    pub fn answers(&self) -> Vec<Answer> {
        let answer = |label, message| Answer { label, message };
        let works = |label, works| answer(label, Message::Works(works));
        let list = || answer("My scenarios", Message::ShowDialog(Some(Dialog::Works)));
        let choose = || answer("Choose an example", Message::ShowGallery);
        match self {
            Notice::Visiting { .. } => vec![
                works("Back to mine", Works::Back),
                works("Keep this too", Works::KeepThis),
            ],
            Notice::FromLink
            | Notice::OtherVersion { .. }
            | Notice::Refused(_)
            | Notice::Opening(_)
            | Notice::Copied { .. } => Vec::new(),
            Notice::NotKept(StorageFailure::Blocked) => {
                vec![answer("Save as a file", Message::Export)]
            }
            Notice::NotKept(_) => vec![answer("Save as a file", Message::Export), list()],
            Notice::Unreadable { id, .. } => {
                vec![
                    works("Save it as a file", Works::Export(id.clone())),
                    list(),
                ]
            }
            Notice::Elsewhere { .. } => vec![
                works("Make a copy", Works::Copy),
                works("Use it here", Works::UseHere),
            ],
            Notice::NoExample(_) => vec![choose()],
            Notice::NotFetched(id) => vec![
                answer("Try again", Message::OpenLink(format!("example/{id}"))),
                choose(),
            ],
            Notice::NewVersion => vec![answer("Load it", Message::LoadNewVersion)],
        }
    }

    /// Whether it can be closed without an answer.
    pub fn can_be_closed(&self) -> bool {
        !matches!(self, Notice::Visiting { .. })
    }
}

// A door of the split build: what lies behind it waits (ARCHITECTURE.md).
#[inline(never)]
fn other_version(made: &Made, here: &Made) -> String {
    let next = match here < made {
        true => " Reload the page to get the newest.",
        false => "",
    };
    format!(
        "This link was made by {made}; this page is {here}. Answers are worked out again here \
         and may differ from what its maker saw.{next}"
    )
}
