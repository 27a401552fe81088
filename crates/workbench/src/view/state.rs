//! The five states of a gate, as the page shows them: always an icon and a word, not only a
//! colour.

use iam::trace::GateState;

/// What a gate, statement or element says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum State {
    /// Allows, or lets pass.
    Allow,
    /// Is not on this request's way.
    Skip,
    /// Cannot tell.
    Unknown,
    /// Nothing allows.
    Implicit,
    /// Denies.
    Deny,
}

impl State {
    /// The state of a gate.
    pub const fn of(gate: GateState) -> State {
        match gate {
            GateState::Allows => State::Allow,
            GateState::Denies => State::Deny,
            GateState::NothingAllows => State::Implicit,
            GateState::DoesNotApply(_) => State::Skip,
            GateState::CannotTell => State::Unknown,
        }
    }

    /// The name that style sheets and tests know.
    pub const fn code(self) -> &'static str {
        match self {
            State::Allow => "allow",
            State::Deny => "deny",
            State::Implicit => "implicit",
            State::Skip => "skip",
            State::Unknown => "unknown",
        }
    }

    /// The icon, as an SVG path on a grid of 16 by 16.
    pub const fn drawing(self) -> &'static str {
        match self {
            State::Allow => "m3 8.5 3.5 3.5L13 4.5",
            State::Deny => "m4 4 8 8M12 4l-8 8",
            State::Implicit => "M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3M4.5 11.5l7-7",
            State::Skip => "M4 8h8",
            State::Unknown => "M5.5 6a2.5 2.5 0 1 1 3.6 2.2C8.3 8.6 8 9 8 10M8 12.8v.01",
        }
    }

    /// The word beside the icon.
    pub const fn word(self) -> &'static str {
        match self {
            State::Allow => "allows",
            State::Deny => "denies",
            State::Implicit => "nothing allows",
            State::Skip => "does not apply",
            State::Unknown => "cannot tell",
        }
    }
}
