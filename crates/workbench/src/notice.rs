//! What the page has to tell across its whole width: a line with, at most, a few answers.

use crate::message::{Keep, Message, StorageFailure};
use crate::view::state::State;

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
                "This browser has no room left to keep your work. Save it as a file before you leave.".into()
            }
            Notice::NewVersion => {
                "A new version of IAM Playground is ready. Your work stays as it is.".into()
            }
        }
    }

    /// How it looks.
    pub fn state(&self) -> State {
        match self {
            Notice::Visiting { .. }
            | Notice::FromLink
            | Notice::Opening(_)
            | Notice::NewVersion => State::Unknown,
            Notice::Refused(_) | Notice::NoExample(_) | Notice::NotFetched(_) => State::Deny,
            Notice::NotKept(_) => State::Implicit,
        }
    }

    /// The answers it takes, besides closing it.
    pub fn answers(&self) -> Vec<Answer> {
        let keep = |label, keep| Answer {
            label,
            message: Message::Keep(keep),
        };
        let choose = || Answer {
            label: "Choose an example",
            message: Message::ShowGallery,
        };
        match self {
            Notice::Visiting { .. } => vec![
                keep("Keep mine", Keep::Mine),
                keep("Keep this", Keep::This),
                keep("Keep both", Keep::Both),
            ],
            Notice::FromLink | Notice::Refused(_) | Notice::Opening(_) => Vec::new(),
            Notice::NoExample(_) => vec![choose()],
            Notice::NotFetched(id) => vec![
                Answer {
                    label: "Try again",
                    message: Message::OpenLink(format!("example/{id}")),
                },
                choose(),
            ],
            Notice::NotKept(_) => vec![Answer {
                label: "Save as file",
                message: Message::Export,
            }],
            Notice::NewVersion => vec![Answer {
                label: "Load it",
                message: Message::LoadNewVersion,
            }],
        }
    }

    /// Whether it can be closed without an answer.
    pub fn can_be_closed(&self) -> bool {
        !matches!(self, Notice::Visiting { .. })
    }
}
