//! `iam-playground`: AWS permissions from the command line.
//!
//! Not responsible for deciding anything: each command reads its input, asks `iam` or
//! `scenario`, and prints. One file a command.

mod command;
mod input;
mod output;
mod status;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

const EXIT_STATUS: &str = "\
Exit status:
  0  allowed, passed, or nothing to complain about
  1  denied, failed, or errors found
  2  the command line or the input could not be used";

/// Decide AWS requests, and check policies.
#[derive(Parser)]
#[command(name = "iam-playground", version, after_help = EXIT_STATUS)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Evaluate(command::evaluate::Arguments),
    Bench(command::bench::Arguments),
    Check(command::check::Arguments),
    Fmt(command::fmt::Arguments),
}

fn main() -> ExitCode {
    let result = match CommandLine::parse().command {
        Command::Evaluate(arguments) => command::evaluate::run(&arguments),
        Command::Bench(arguments) => command::bench::run(&arguments),
        Command::Check(arguments) => command::check::run(&arguments),
        Command::Fmt(arguments) => command::fmt::run(&arguments),
    };
    match result {
        Ok(status) => status.into(),
        Err(error) => error.report(),
    }
}
