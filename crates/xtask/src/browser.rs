//! The browser that the journeys run in: one that is installed already, or Debian's Chromium.
//! No browser is ever downloaded from elsewhere.

use crate::debian;
use crate::step::{self, Failure, Outcome};
use std::env;
use std::path::PathBuf;

const PACKAGES: [&str; 3] = ["chromium", "chromium-driver", "fonts-liberation"];
const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];
const ON_A_MAC: [&str; 2] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// The browser's program; `CHROMIUM` in the environment comes before any other.
pub(crate) fn chromium() -> Outcome<PathBuf> {
    if let Some(found) = step::run("Find Chromium", || Ok(find()))? {
        return Ok(found);
    }
    step::run("Install Debian's Chromium", || {
        let advice = format!(
            "`sudo apt-get update && sudo apt-get install {}`,\n\
             or install Chromium or Chrome and name its program in the variable CHROMIUM.",
            PACKAGES.join(" ")
        );
        debian::install(&PACKAGES)
            .and_then(|()| find().ok_or_else(|| Failure::from("Chromium is still not there")))
            .map_err(|failure| failure.by_hand(advice))
    })
}

fn find() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let on_path = env::split_paths(&path).flat_map(|folder| NAMES.map(|name| folder.join(name)));
    env::var_os("CHROMIUM")
        .map(PathBuf::from)
        .into_iter()
        .chain(on_path)
        .chain(ON_A_MAC.map(PathBuf::from))
        .find(|program| program.is_file())
}
