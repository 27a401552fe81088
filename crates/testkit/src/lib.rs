//! Test support. Nothing of it ships.
//!
//! - [`markdown`] reads `spec/`, whose format it describes; `tests/spec.rs` runs it, one test a
//!   case, named `file/heading/number`.
//! - `cases/conformance.json` is run by `tests/conformance.rs`, one test a case.
//! - [`oracle`] decides a second time, independently; [`verdict`] holds both against each other
//!   and against what a case expects.
//! - [`random`] makes worlds and requests as cases, so that what fails can be copied into `spec/`.
//!   `tests/agreement.rs` asks `iam` and the oracle about 100,000 of them; `tests/properties.rs`
//!   makes a [`change`] to them that may not, or may only in one direction, change the answer.
//!
//! Run some tests only: `cargo test -p testkit --test spec R3.4`.
//! Ask longer: `cargo xtask soak`.
//!
//! Not responsible for: what an answer looks like (`cli`, `web`), or how fast it is.

pub mod change;
pub mod corpus;
pub mod markdown;
pub mod oracle;
pub mod random;
pub mod verdict;
