//! Where things are, and the lock that keeps two runs from installing the same thing at once.

use crate::step::Outcome;
use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// The folder of the whole project.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here)
}

/// The user's cache folder for this project; shared by all clones.
pub(crate) fn cache() -> Outcome<PathBuf> {
    let base = env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
        .or_else(|| env::home_dir().map(|home| home.join(".cache")))
        .ok_or("neither XDG_CACHE_HOME nor a home folder is known")?;
    Ok(base.join("iam-playground"))
}

/// Does `work` while no other run holds the lock file; it is freed when this process ends.
pub(crate) fn locked<T>(file: &Path, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| cannot("create", folder, &error))?;
    }
    let lock = File::create(file).map_err(|error| cannot("create", file, &error))?;
    lock.lock().map_err(|error| cannot("lock", file, &error))?;
    work()
}

/// The text of a file.
pub(crate) fn read(file: &Path) -> Outcome<String> {
    Ok(fs::read_to_string(file).map_err(|error| cannot("read", file, &error))?)
}

/// A sentence for a file operation that failed.
pub(crate) fn cannot(what: &str, file: &Path, error: &std::io::Error) -> String {
    format!("cannot {what} {}: {error}", file.display())
}
