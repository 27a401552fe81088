//! Trunk and wasm-bindgen: installed once per version into the user's cache folder, and the
//! environment in which the page is built.

use crate::command::{run, text};
use crate::step::{self, Outcome};
use crate::workspace::{cache, cannot, locked, read, root};
use crate::{node, wasm};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const TRUNK: &str = "0.21.14";
const CARGO_FUZZ: &str = "0.13.2";

/// All that building the page needs.
pub(crate) struct Tools {
    path: OsString,
    wasm: Vec<(&'static str, OsString)>,
    wasm_test_runner: PathBuf,
}

impl Tools {
    /// Finds what is there and installs what is missing, a step each.
    pub(crate) fn ready() -> Outcome<Self> {
        let wasm = wasm::environment()?;
        let trunk = installed(&Tool {
            package: "trunk",
            binary: "trunk",
            version: TRUNK.to_owned(),
            flags: &["--locked"],
        })?;
        // Without `--locked`: the lock file published with wasm-bindgen-cli names a crate version
        // that the registry no longer has.
        let wasm_bindgen = installed(&Tool {
            package: "wasm-bindgen-cli",
            binary: "wasm-bindgen",
            version: wasm_bindgen_version()?,
            flags: &[],
        })?;
        let node = node::packages()?;
        step::run("Fetch the Rust packages", || {
            let mut fetch = Command::new("cargo");
            fetch
                .args(["fetch", "--quiet", "--locked", "--target", wasm::TARGET])
                .args(["--target", "host-tuple"])
                .envs(wasm.clone());
            Ok(run(fetch.current_dir(root()))?)
        })?;
        let before = std::env::var_os("PATH").unwrap_or_default();
        let folders = [trunk, wasm_bindgen.clone(), node];
        let path = std::env::join_paths(folders.into_iter().chain(std::env::split_paths(&before)))
            .map_err(|error| error.to_string())?;
        let wasm_test_runner = wasm_bindgen.join("wasm-bindgen-test-runner");
        Ok(Tools {
            path,
            wasm,
            wasm_test_runner,
        })
    }

    /// Trunk, in the project's folder, with its tools on the path.
    pub(crate) fn trunk(&self) -> Command {
        let mut command = self.command("trunk");
        // Trunk prints its own stack with every error of the compiler unless told not to.
        command
            .env("RUST_LIB_BACKTRACE", "0")
            .envs(self.wasm.clone());
        command
    }

    /// Cargo for the page's target; tests run through wasm-bindgen's runner.
    ///
    /// The generators of property tests ask for a source of chance, which the bare target has not.
    /// The tests that run there don't generate, so it may be missing.
    pub(crate) fn wasm_cargo(&self) -> Command {
        let mut command = self.command("cargo");
        command
            .envs(self.wasm.clone())
            .env(
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
                &self.wasm_test_runner,
            )
            .env(
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
                "--cfg getrandom_backend=\"unsupported\"",
            );
        command
    }

    /// Where cargo puts what it builds for the page's target with this profile.
    pub(crate) fn wasm_built(&self, profile: &str) -> PathBuf {
        let variable = "CARGO_TARGET_DIR";
        let own = self.wasm.iter().find(|(name, _)| *name == variable);
        let folder = own
            .map(|(_, folder)| folder.clone())
            .or_else(|| std::env::var_os(variable))
            .map_or_else(|| root().join("target"), PathBuf::from);
        root().join(folder).join(wasm::TARGET).join(profile)
    }

    /// A program, by its path or found among the tools, in the project's folder.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(root()).env("PATH", &self.path);
        command
    }
}

/// cargo-fuzz's own program.
pub(crate) fn cargo_fuzz() -> Outcome<PathBuf> {
    let programs = installed(&Tool {
        package: "cargo-fuzz",
        binary: "cargo-fuzz",
        version: CARGO_FUZZ.to_owned(),
        flags: &["--locked"],
    })?;
    Ok(programs.join("cargo-fuzz"))
}

struct Tool {
    package: &'static str,
    binary: &'static str,
    version: String,
    flags: &'static [&'static str],
}

/// Returns the folder with the tool's programs.
fn installed(tool: &Tool) -> Outcome<PathBuf> {
    let Tool {
        package, version, ..
    } = tool;
    let name = format!("{package}-{version}");
    let folder = cache()?.join("tools").join(&name);
    let programs = folder.join("bin");
    if step::run(&format!("Find {package} {version}"), || {
        Ok(tool.is_in(&programs))
    })? {
        return Ok(programs);
    }
    let what = format!("Install {package} {version} (once; it takes some minutes)");
    step::run(&what, || {
        let lock = cache()?.join("tools").join(format!("{name}.lock"));
        locked(&lock, || {
            if tool.is_in(&programs) {
                Ok(())
            } else {
                tool.install(&folder)
            }
        })
        .map_err(|failure| {
            failure.by_hand(format!(
                "cargo install {package} --version {version} {} --root {}",
                tool.flags.join(" "),
                folder.display(),
            ))
        })
    })?;
    Ok(programs)
}

impl Tool {
    /// Whether the program is there and says that it is of this version.
    fn is_in(&self, programs: &Path) -> bool {
        let mut program = Command::new(programs.join(self.binary));
        text(program.arg("--version").stderr(Stdio::null()))
            .is_ok_and(|said| said.split(' ').nth(1) == Some(self.version.as_str()))
    }

    /// What was compiled stays until the tool is installed, so that an interrupted installation
    /// goes on where it was.
    fn install(&self, folder: &Path) -> Outcome<()> {
        let build = folder.join("build");
        let mut cargo = Command::new("cargo");
        cargo
            .args([
                "install",
                self.package,
                "--version",
                &self.version,
                "--force",
            ])
            .args(self.flags)
            .arg("--root")
            .arg(folder)
            .arg("--target-dir")
            .arg(&build)
            .current_dir(std::env::temp_dir());
        run(&mut cargo)?;
        std::fs::remove_dir_all(&build).map_err(|error| cannot("remove", &build, &error))?;
        Ok(())
    }
}

/// The glue between Rust and JavaScript fits only the very version of the library in Cargo.lock.
fn wasm_bindgen_version() -> Outcome<String> {
    let lock = read(&root().join("Cargo.lock"))?;
    let version = lock
        .split("name = \"wasm-bindgen\"\nversion = \"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .ok_or("Cargo.lock does not name wasm-bindgen")?;
    Ok(version.to_owned())
}
