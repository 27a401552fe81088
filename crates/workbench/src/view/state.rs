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
