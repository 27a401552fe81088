//! `iam-playground`: AWS permissions from the command line.
//!
//! Not responsible for deciding anything: each command reads its input, asks `iam` or
//! `scenario`, and prints. One file a command.

mod caller;
mod command;
mod input;
mod output;
mod request;
mod scenario_input;
mod status;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

const EXIT_STATUS: &str = "\
Exit status:
  0  allowed, passed, or nothing to complain about
  1  denied, not certainly allowed, failed, or errors found
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
    Decide(command::decide::Arguments),
    Explain(command::explain::Arguments),
    Test(command::test::Arguments),
    Link(command::link::Arguments),
    Evaluate(command::evaluate::Arguments),
    Check(command::check::Arguments),
    Fmt(command::fmt::Arguments),
    Bench(command::bench::Arguments),
    Completions(command::shell::Completions),
    Man(command::shell::Man),
}

fn main() -> ExitCode {
    let result = match CommandLine::parse().command {
        Command::Decide(arguments) => command::decide::run(&arguments),
        Command::Explain(arguments) => command::explain::run(&arguments),
        Command::Test(arguments) => command::test::run(&arguments),
        Command::Link(arguments) => command::link::run(&arguments),
        Command::Evaluate(arguments) => command::evaluate::run(&arguments),
        Command::Bench(arguments) => command::bench::run(&arguments),
        Command::Check(arguments) => command::check::run(&arguments),
        Command::Fmt(arguments) => command::fmt::run(&arguments),
        Command::Completions(arguments) => command::shell::completions(&arguments),
        Command::Man(arguments) => command::shell::man(&arguments),
    };
    match result {
        Ok(status) => status.into(),
        Err(error) => error.report(),
    }
}
