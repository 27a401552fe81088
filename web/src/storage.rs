//! What the browser keeps for the next visit: the work, the shelf, the theme. Texts in, texts out.
//!
//! Not responsible for their format, nor for saying so when nothing can be kept.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomException, Storage, window};
use workbench::message::{StorageFailure, Theme};

const WORK: &str = "iam-playground.work";
const SHELF: &str = "iam-playground.shelf.";
const THEME: &str = "iam-playground.theme";
const SIZE: &str = "iam-playground.size.";

/// The work in hand.
pub(crate) fn work() -> Option<String> {
    read(WORK)
}

/// Keeps the work in hand.
pub(crate) fn keep_work(text: &str) -> Result<(), StorageFailure> {
    write(WORK, text)
}

/// The works on the shelf, in order.
pub(crate) fn shelf() -> Vec<String> {
    (0..)
        .map_while(|place| read(&format!("{SHELF}{place}")))
        .collect()
}

/// Keeps the works on the shelf.
pub(crate) fn keep_shelf(works: &[String]) -> Result<(), StorageFailure> {
    for (place, work) in works.iter().enumerate() {
        write(&format!("{SHELF}{place}"), work)?;
    }
    let left = (works.len()..).map(|place| format!("{SHELF}{place}"));
    for key in left.take_while(|key| read(key).is_some()) {
        forget(&key);
    }
    Ok(())
}

/// The theme.
pub(crate) fn theme() -> Theme {
    match read(THEME).as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    }
}

/// Keeps the theme.
pub(crate) fn keep_theme(theme: Theme) -> Result<(), StorageFailure> {
    match theme_name(theme) {
        Some(name) => write(THEME, name),
        None => {
            forget(THEME);
            Ok(())
        }
    }
}

/// How large somebody made a part of the page, in pixels.
pub(crate) fn size(part: &str) -> Option<f64> {
    read(&format!("{SIZE}{part}"))?.parse().ok()
}

/// Keeps how large a part of the page is; where nothing is kept, it is as usual next time.
pub(crate) fn keep_size(part: &str, size: Option<f64>) {
    let key = format!("{SIZE}{part}");
    match size {
        // Not worth a word: the size holds as long as the page is open.
        Some(size) => drop(write(&key, &size.round().to_string())),
        None => forget(&key),
    }
}

/// What style sheets call a theme that is not the system's.
pub(crate) const fn theme_name(theme: Theme) -> Option<&'static str> {
    match theme {
        Theme::System => None,
        Theme::Light => Some("light"),
        Theme::Dark => Some("dark"),
    }
}

fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}

fn read(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

fn write(key: &str, text: &str) -> Result<(), StorageFailure> {
    let storage = storage().ok_or(StorageFailure::Blocked)?;
    storage.set_item(key, text).map_err(|error| failure(&error))
}

/// Full, unless the browser says that it refuses for another reason.
fn failure(error: &JsValue) -> StorageFailure {
    match error.dyn_ref::<DomException>() {
        Some(refusal) if refusal.name() == "SecurityError" => StorageFailure::Blocked,
        Some(_) | None => StorageFailure::Full,
    }
}

fn forget(key: &str) {
    if let Some(storage) = storage() {
        // What cannot be removed is read again next time, which does no harm.
        let _ = storage.remove_item(key);
    }
}
