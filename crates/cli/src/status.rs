//! How a command ends: its exit status, and the one line that says what was wrong.

use std::fmt;
use std::io;
use std::process::ExitCode;

/// How a command that could do its work ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// Allowed, passed, nothing to complain about: 0.
    Good,
    /// Denied, failed, errors found: 1.
    Bad,
}

impl Status {
    /// Good only when all is.
    pub(crate) fn all(good: bool) -> Status {
        match good {
            true => Status::Good,
            false => Status::Bad,
        }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> ExitCode {
        match status {
            Status::Good => ExitCode::SUCCESS,
            Status::Bad => ExitCode::from(1),
        }
    }
}

/// Why a command could not do its work.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The input could not be used; the line says what to do.
    Input(String),
    /// Nobody reads the output any more.
    Output(io::Error),
}

impl Failure {
    pub(crate) fn input(message: impl fmt::Display) -> Failure {
        Failure::Input(message.to_string())
    }

    /// Prints the reason and gives status 2. A reader that went away, such as `head`, has what
    /// it wanted.
    pub(crate) fn report(self) -> ExitCode {
        match self {
            Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                ExitCode::SUCCESS
            }
            Failure::Output(error) => fail(&format!("the output cannot be written: {error}")),
            Failure::Input(message) => fail(&message),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Output(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Failure {
        Failure::Output(error.into())
    }
}

fn fail(message: &str) -> ExitCode {
    eprintln!("error: {message}");
    ExitCode::from(2)
}
