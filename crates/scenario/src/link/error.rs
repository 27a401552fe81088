//! Why a link cannot be opened or made, as sentences that say what to do.

use crate::caps;
use crate::wire::WireError;
use std::fmt;

/// Why a link cannot be opened or made. Displays as a sentence for the user.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LinkError {
    /// It ends too early, after this many characters.
    CutOff(usize),
    /// Its content does not fit its check.
    Damaged,
    /// It has no check, and its content is not what its codec makes.
    Garbled,
    /// It was made by a later version.
    Newer(u64),
    /// It is packed in a way that is not known here.
    UnknownCodec(String),
    /// It holds more than is opened.
    TooLarge,
    /// The scenario is too large to make a link of it.
    DoesNotFit,
    /// It leads to a step of a lesson.
    Lesson,
    /// It has none of the forms of a link.
    NotALink,
    /// It was unpacked, but is no scenario.
    Content(WireError),
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LinkError::CutOff(characters) => write!(
                f,
                "This link was cut off after {characters} characters. Copy it again, whole, or \
                 ask for the scenario as a file."
            ),
            LinkError::Damaged => f.write_str(
                "This link was changed on its way: its content does not fit its check. Copy it \
                 again from where it was made, or ask for the scenario as a file.",
            ),
            LinkError::Garbled => f.write_str(
                "This link was changed on its way: what stands behind its last `.` cannot be \
                 read. Copy it again from where it was made, or ask for the scenario as a file.",
            ),
            LinkError::Newer(version) => write!(
                f,
                "This link was made by a newer version of IAM Playground (format {version}). \
                 Reload the page to get the newest version, then open the link again."
            ),
            LinkError::UnknownCodec(codec) => write!(
                f,
                "This link is packed in a way that this version of IAM Playground does not know \
                 (`{codec}`). Reload the page to get the newest version, then open the link again."
            ),
            LinkError::TooLarge => write!(
                f,
                "This link holds more than a link may ({} KiB packed, {} MiB unpacked). Ask for \
                 the scenario as a file.",
                caps::LINK_PAYLOAD / 1024,
                caps::LINK_DOCUMENT / 1024 / 1024
            ),
            LinkError::DoesNotFit => write!(
                f,
                "This scenario is too large for a link of {} characters, which is what programs \
                 pass on whole. Save it as a file and share that.",
                caps::LINK
            ),
            LinkError::Lesson => f.write_str(
                "This link leads to a step of a lesson, and this version of IAM Playground has \
                 no lessons. Reload the page to get the newest version.",
            ),
            LinkError::NotALink => f.write_str(
                "What stands after `#` in the address is not a link of IAM Playground. Copy the \
                 link again, whole.",
            ),
            LinkError::Content(error) => write!(
                f,
                "This link was read, but what it holds cannot be opened: {}.",
                error.problem()
            ),
        }
    }
}

impl std::error::Error for LinkError {}
