//! `completions` and `man`: what a package installs beside the program.

use crate::CommandLine;
use crate::status::{Failure, Status};
use clap::CommandFactory;
use clap_complete::Shell;
use std::io::{self, Write};

/// Print completions for a shell.
///
/// For bash: iam-playground completions bash > ~/.local/share/bash-completion/completions/iam-playground
#[derive(clap::Args)]
pub(crate) struct Completions {
    /// The shell.
    shell: Shell,
}

/// Print a manual page.
///
/// To read it at once: iam-playground man link encode | man -l -
#[derive(clap::Args)]
pub(crate) struct Man {
    /// The command; without one, the page of the whole program.
    command: Vec<String>,
}

pub(crate) fn completions(arguments: &Completions) -> Result<Status, Failure> {
    let mut text = Vec::new();
    let mut program = CommandLine::command();
    clap_complete::generate(arguments.shell, &mut program, "iam-playground", &mut text);
    io::stdout().lock().write_all(&text)?;
    Ok(Status::Good)
}

pub(crate) fn man(arguments: &Man) -> Result<Status, Failure> {
    let mut program = CommandLine::command();
    program.build();
    let mut page = program;
    for name in &arguments.command {
        let found = page.find_subcommand(name).cloned();
        page = found.ok_or_else(|| Failure::Input(format!("there is no command `{name}`")))?;
    }
    let name = page
        .get_bin_name()
        .unwrap_or("iam-playground")
        .replace(' ', "-");
    let mut text = Vec::new();
    clap_mangen::Man::new(page).title(name).render(&mut text)?;
    io::stdout().lock().write_all(&text)?;
    Ok(Status::Good)
}
