//! The browsers that the journeys run in, and the server that one of them asks: what is installed
//! already, or Debian's packages. No program is ever downloaded from elsewhere.

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

const FIREFOX_PACKAGES: [&str; 1] = ["firefox-esr"];
const FIREFOX_NAMES: [&str; 2] = ["firefox-esr", "firefox"];
const FIREFOX_ON_A_MAC: [&str; 1] = ["/Applications/Firefox.app/Contents/MacOS/firefox"];

/// Chromium's program; `CHROMIUM` in the environment comes before any other.
pub(crate) fn chromium() -> Outcome<PathBuf> {
    if let Some(found) = step::run("Find Chromium", || Ok(find("CHROMIUM", &NAMES, &ON_A_MAC)))? {
        return Ok(found);
    }
    step::run("Install Debian's Chromium", || {
        let advice = format!(
            "`sudo apt-get update && sudo apt-get install {}`,\n\
             or install Chromium or Chrome and name its program in the variable CHROMIUM.",
            PACKAGES.join(" ")
        );
        debian::install(&PACKAGES)
            .and_then(|()| {
                find("CHROMIUM", &NAMES, &ON_A_MAC)
                    .ok_or_else(|| Failure::from("Chromium is still not there"))
            })
            .map_err(|failure| failure.by_hand(advice))
    })
}

/// Firefox's program, `FIREFOX` in the environment before any other; `None`, with the reason told,
/// where there is none and none can be installed.
pub(crate) fn firefox() -> Option<PathBuf> {
    let found = || find("FIREFOX", &FIREFOX_NAMES, &FIREFOX_ON_A_MAC);
    found().or_else(|| {
        let installed = step::run("Install Debian's Firefox", || {
            debian::install(&FIREFOX_PACKAGES)
                .map_err(|failure| failure.by_hand("install Firefox, or name it in FIREFOX"))
        });
        installed.ok().and_then(|()| found())
    })
}

/// nginx's program, `None`, with the reason told, where there is none and none can be installed.
pub(crate) fn nginx() -> Option<PathBuf> {
    let found = || {
        // Debian has it where only an administrator's path leads.
        find("NGINX_PROGRAM", &["nginx"], &["/usr/sbin/nginx"])
    };
    found().or_else(|| {
        let installed = step::run("Install Debian's nginx", || {
            debian::install(&["nginx-light"])
                .map_err(|failure| failure.by_hand("install nginx, or name it in NGINX_PROGRAM"))
        });
        installed.ok().and_then(|()| found())
    })
}

fn find(variable: &str, names: &[&str], elsewhere: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = env::split_paths(&path);
    let on_path = folders.flat_map(|folder| names.iter().map(move |name| folder.join(name)));
    env::var_os(variable)
        .map(PathBuf::from)
        .into_iter()
        .chain(on_path)
        .chain(elsewhere.iter().map(PathBuf::from))
        .find(|program| program.is_file())
}
