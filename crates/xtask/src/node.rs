//! The packages of `web/package-lock.json`: installed when the lock file differs from the one
//! installed last.

use crate::command::{run, works};
use crate::step::{self, Failure, Outcome};
use crate::workspace::{cannot, locked, read, root};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// Installs the packages and returns the folder with their programs.
pub(crate) fn packages() -> Outcome<PathBuf> {
    let modules = root().join("web/node_modules");
    step::run("Install the npm packages", || {
        let lock_file = root().join("web/package-lock.json");
        let wanted = read(&lock_file)?;
        // A copy of the lock file, written last: an interrupted installation leaves none.
        let stamp = modules.join(".installed-lock.json");
        locked(&root().join("target/npm.lock"), || {
            if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
                return Ok(());
            }
            if !works("node", &["--version"]) || !works("npm", &["--version"]) {
                return Err(Failure::from("node and npm are not installed")
                    .by_hand("install Node.js 20 or newer, which brings npm."));
            }
            run(Command::new("npm")
                .arg("ci")
                .current_dir(root().join("web")))
            .map_err(|problem| Failure::from(problem).by_hand("`npm ci` in web/"))?;
            Ok(fs::write(&stamp, &wanted).map_err(|error| cannot("write", &stamp, &error))?)
        })
    })?;
    Ok(modules.join(".bin"))
}
