//! The compiler for the page: the installed toolchain with the `wasm32-unknown-unknown` target,
//! or, where rustup cannot fetch that, Debian's compiler, which builds the standard library itself.

use crate::command::{run_within, text, works};
use crate::debian;
use crate::step::{self, Outcome};
use crate::workspace::root;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// The target's name.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

const RUSTUP_LIMIT: Duration = Duration::from_secs(120);
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_LINKER: &str = "/usr/bin/wasm-ld-19";
const DEBIAN_PACKAGES: [&str; 3] = ["rustc-web", "rust-web-src", "lld-19"];

/// Makes wasm builds possible and returns the environment variables they need.
pub(crate) fn environment() -> Outcome<Vec<(&'static str, OsString)>> {
    let what = "Find the WebAssembly target";
    let found = step::run(what, || Ok(installed()?.or_else(debian_environment)))?;
    if let Some(environment) = found {
        return Ok(environment);
    }
    let with_rustup = step::run("Add the WebAssembly target with rustup", || {
        let mut rustup = Command::new("rustup");
        run_within(RUSTUP_LIMIT, rustup.args(["target", "add", TARGET]))?;
        installed()?.ok_or_else(|| "the target is still not there".into())
    });
    if with_rustup.is_ok() {
        return with_rustup;
    }
    step::run("Install Debian's Rust compiler instead", || {
        debian::install(&DEBIAN_PACKAGES).map_err(|failure| failure.by_hand(advice()))?;
        debian_environment().ok_or_else(|| {
            step::Failure::from(format!("{DEBIAN_RUSTC} is older than this project needs"))
                .by_hand(advice())
        })
    })
}

fn advice() -> String {
    format!(
        "run `rustup target add {TARGET}` where the network allows it,\n\
         or `apt-get install {}` on a Debian with rustc {} or newer.",
        DEBIAN_PACKAGES.join(" "),
        env!("CARGO_PKG_RUST_VERSION"),
    )
}

/// No variables at all when the toolchain in use has the target.
fn installed() -> Outcome<Option<Vec<(&'static str, OsString)>>> {
    let mut rustc = Command::new("rustc");
    let folder = text(rustc.args(["--print", "target-libdir", "--target", TARGET]))?;
    Ok(Path::new(&folder).is_dir().then(Vec::new))
}

/// The variables for Debian's compiler, when it is there and new enough.
fn debian_environment() -> Option<Vec<(&'static str, OsString)>> {
    let sysroot = text(Command::new(DEBIAN_RUSTC).args(["--print", "sysroot"])).ok()?;
    let source = Path::new(&sysroot).join("lib/rustlib/src/rust/library/Cargo.lock");
    let version = text(Command::new(DEBIAN_RUSTC).arg("--version")).ok()?;
    if !source.is_file() || minor(version.split(' ').nth(1)?)? < needed_minor()? {
        return None;
    }
    Some(vec![
        ("RUSTC", DEBIAN_RUSTC.into()),
        ("RUSTC_BOOTSTRAP", "1".into()),
        ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort".into()),
        (
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER",
            linker()?.into(),
        ),
        ("CARGO_TARGET_DIR", root().join("target/wasm-debian").into()),
    ])
}

fn needed_minor() -> Option<u32> {
    minor(env!("CARGO_PKG_RUST_VERSION"))
}

/// The second number of a version such as `1.95.0`.
fn minor(version: &str) -> Option<u32> {
    version.split('.').nth(1)?.parse().ok()
}

/// The toolchain's own linker, or Debian's.
fn linker() -> Option<PathBuf> {
    let sysroot = text(Command::new("rustc").args(["--print", "sysroot"])).ok()?;
    let own = std::fs::read_dir(Path::new(&sysroot).join("lib/rustlib"))
        .ok()?
        .flatten()
        .map(|host| host.path().join("bin/rust-lld"))
        .find(|path| path.is_file());
    own.or_else(|| works(DEBIAN_LINKER, &["--version"]).then(|| DEBIAN_LINKER.into()))
}
