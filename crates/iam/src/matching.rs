//! Three-valued truth: yes, no, and "a key that was declared unknown decides" (R8).

/// Whether something matches.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Match {
    /// It does not.
    No,
    /// That depends on a key that was declared unknown.
    Unknown,
    /// It does.
    Yes,
}

impl Match {
    /// Both.
    #[must_use]
    pub fn and(self, other: Match) -> Match {
        self.min(other)
    }

    /// Either.
    #[must_use]
    pub fn or(self, other: Match) -> Match {
        self.max(other)
    }

    /// The opposite.
    #[must_use]
    pub fn negate(self) -> Match {
        match self {
            Match::No => Match::Yes,
            Match::Unknown => Match::Unknown,
            Match::Yes => Match::No,
        }
    }

    /// Certainly.
    pub fn is_yes(self) -> bool {
        self == Match::Yes
    }

    /// Certainly not.
    pub fn is_no(self) -> bool {
        self == Match::No
    }
}

impl From<bool> for Match {
    fn from(value: bool) -> Match {
        match value {
            true => Match::Yes,
            false => Match::No,
        }
    }
}
