//! What the page has to do after an update, as data (invariant I8).
//!
//! Not responsible for doing it: `web` has the browser.

use crate::image::Image;
use crate::knowledge::DataFile;
use crate::message::{Field, Theme};
use crate::works::{KeptWork, Place, Stamp};

/// Something for the browser to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Call `Message::Settled` once nothing has happened for a moment; a new one starts the wait
    /// afresh.
    SettleSoon,
    /// Keep what is in hand for the next visit, unless another tab has written it meanwhile.
    Save(KeptWork),
    /// Keep another scenario, with a new stamp unless one is given.
    PutWork {
        /// Its id.
        id: String,
        /// The document.
        text: String,
        /// Who wrote it when.
        stamp: Option<Stamp>,
    },
    /// Remember what is in hand, and whether another tab has it too: `Works::Busy`, later maybe
    /// `Works::Free`.
    Hold(Place),
    /// Take it from the other tab: `Works::Free`.
    TakeWork(String),
    /// Report all kept scenarios: `Works::Listed`.
    ListWorks,
    /// Report one: `Works::Read`.
    ReadWork(String),
    /// Keep it no longer.
    DeleteWork(String),
    /// Give the user a kept scenario as a file, as it is.
    DownloadWork {
        /// Its id.
        id: String,
        /// The file's name.
        name: String,
    },
    /// Keep the theme, and show it.
    SetTheme(Theme),
    /// Put a text into the clipboard, then say that it is there.
    Copy {
        /// The text.
        text: String,
        /// What to say.
        said: String,
    },
    /// Give the user a file.
    Download {
        /// Its name.
        name: String,
        /// Its text.
        text: String,
    },
    /// Fetch the list of examples, then send `Message::GalleryCame`.
    FetchGallery,
    /// Fetch the example of an id, then send `Message::ExampleCame`.
    FetchExample(String),
    /// Give the user a picture as PNG: `Message::ImageFailed` where that does not work.
    DownloadPng {
        /// The file's name.
        name: String,
        /// The picture.
        image: Image,
    },
    /// Print the page.
    Print,
    /// Say something to those who cannot see it happen.
    Announce(String),
    /// Move the keyboard focus.
    Focus(Target),
    /// Show a place in the policy editor; UTF-16 offsets.
    Reveal {
        /// The first unit.
        from: u32,
        /// The unit after the last.
        to: u32,
    },
    /// Load the newer version of the page that is ready.
    LoadNewVersion,
    /// Select a part of the text in a field; UTF-16 offsets.
    Select {
        /// The field, which gets the focus.
        field: Field,
        /// The first unit.
        from: u32,
        /// The unit after the last.
        to: u32,
    },
    /// Call `MatrixMessage::GoOn` once the page has been painted.
    GoOnWithMatrix,
    /// Fetch a table that lies beside the page, once the page has nothing more urgent to do, and
    /// call `Message::Fetched`.
    Fetch(DataFile),
    /// Put a link into the address bar, in place of what stands after `#` and before it.
    ShowLink(String),
    /// Say something to everybody, for a moment.
    Tell(String),
    /// Take the link out of the address bar, for the work in hand is no longer what it says.
    ForgetLink,
}

/// Where the focus can be sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// The row of the tree that is selected.
    Tree,
    /// The policy editor.
    Editor,
    /// The field for the caller.
    Caller,
}
