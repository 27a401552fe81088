//! The embed: the same application in a frame of somebody else's page.
//!
//! It knows fewer messages, its host may lock and hide parts of it, and it keeps nothing: what is
//! in hand goes back to the host as messages. `docs/EMBEDDING.md` is the contract.
//!
//! Not responsible for: who may send messages (`web` checks the sender), or the frame's height.

mod answer;
mod code;
mod frame;
mod locks;
mod menu;
mod protocol;
mod settings;
#[cfg(test)]
mod tests;

pub use answer::first_answer;
pub use code::{CodeLine, CodeView, Kind, Mark};
pub use frame::{Embed, Input, Outcome, PolicyChoice, SavedChoice};
pub use menu::row_menu;
pub use protocol::{FrameMessage, HostMessage, NAMESPACE, PROTOCOL, ResultTold, Told};
pub use settings::{Lock, Mode, Part, Settings};
