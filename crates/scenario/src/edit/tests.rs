//! Edits and refusals.
