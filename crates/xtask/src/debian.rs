//! Packages of Debian and its relatives. Elsewhere the advice of the caller stands.

use crate::command::{run, text, works};
use crate::step::Outcome;
use std::process::Command;

/// Installs `packages` as root or with a `sudo` that asks nothing.
pub(crate) fn install(packages: &[&str]) -> Outcome<()> {
    if !works("apt-get", &["--version"]) {
        return Err("this system has no apt-get".into());
    }
    let is_root = text(Command::new("id").arg("-u"))? == "0";
    if !is_root && !works("sudo", &["-n", "true"]) {
        return Err("only an administrator may install packages".into());
    }
    let apt_get = || {
        let mut command = Command::new(if is_root { "env" } else { "sudo" });
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet"]);
        command
    };
    run(apt_get().arg("update"))?;
    run(apt_get()
        .args(["install", "--yes", "--no-install-recommends"])
        .args(packages))?;
    Ok(())
}
