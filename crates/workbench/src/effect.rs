//! What the page has to do after an update, as data (invariant I8).
//!
//! Not responsible for doing it: `web` has the browser.

use crate::message::Theme;

/// Something for the browser to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Call `Message::Settled` once nothing has happened for a moment; a new one starts the wait
    /// afresh.
    SettleSoon,
    /// Keep the work in hand for the next visit.
    Save(String),
    /// Keep the works on the shelf for the next visit; all of them, in order.
    SaveShelf(Vec<String>),
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
