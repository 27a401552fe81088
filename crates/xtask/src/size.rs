//! How many bytes the page costs, compressed as hosts send them, against `size-ratchet.json`.
//!
//! The compressor is a library with a fixed version, so that equal files give equal
//! numbers on every machine.

use crate::step::{Failure, Outcome};
use crate::workspace::{cannot, read, root};
use miniz_oxide::deflate::compress_to_vec;
use serde_json::Value;
use std::fmt;
use std::fs;
use std::path::Path;

/// Bytes of a gzip file around its compressed data.
const GZIP_FRAME: u64 = 18;
const BEST_COMPRESSION: u8 = 9;
const GROWTH_PERCENT: u64 = 3;

/// A name in `size-ratchet.json`, and how to find its bytes in `dist/`.
type Part = (&'static str, fn(&Path) -> Outcome<u64>);

const PARTS: [Part; 6] = [
    ("first_load", first_load),
    ("embed", |dist| first_load(&dist.join("embed"))),
    ("element", |dist| {
        file_bytes(&dist.join("iam-playground-element.js"))
    }),
    ("editor", |dist| folder_bytes(&dist.join("editor"))),
    ("catalog", |dist| {
        file_bytes(&dist.join("catalog/actions.txt"))
    }),
    ("managed_policies", |dist| {
        file_bytes(&dist.join("catalog/managed-policies.txt"))
    }),
];

/// Compressed bytes of the release site, in the order of [`PARTS`].
pub(crate) struct Sizes(Vec<(&'static str, u64)>);

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = self
            .0
            .iter()
            .map(|(name, bytes)| format!("{name} {} kB", kb(*bytes)));
        write!(f, "{} (gzip)", parts.collect::<Vec<_>>().join(", "))
    }
}

/// Measures `dist/`.
pub(crate) fn measure() -> Outcome<Sizes> {
    let dist = root().join("dist");
    if !dist.join("index.html").is_file() {
        return Err(Failure::from("there is no dist/").by_hand("`cargo xtask build`"));
    }
    let measured = PARTS.iter().map(|(name, bytes)| Ok((*name, bytes(&dist)?)));
    Ok(Sizes(measured.collect::<Outcome<_>>()?))
}

/// A page and the files beside it that it names, but for the rest of the app (see `split.rs`),
/// which is fetched after the first verdict, like everything that lies in a folder.
fn first_load(folder: &Path) -> Outcome<u64> {
    let page = read(&folder.join("index.html"))?;
    let files = fs::read_dir(folder).map_err(|error| cannot("read", folder, &error))?;
    let mut bytes = 0;
    for file in files
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
    {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        if name == "index.html" || (page.contains(&*name) && !name.starts_with("rest-")) {
            bytes += file_bytes(&file)?;
        }
    }
    Ok(bytes)
}

/// Fails when a size is above its bar, or clearly above the size recorded last.
pub(crate) fn check() -> Outcome<()> {
    let sizes = measure()?;
    println!("  {sizes}");
    let ratchet = ratchet()?;
    sizes
        .0
        .iter()
        .try_for_each(|(name, bytes)| judge(name, *bytes, &ratchet))
}

/// Writes the sizes of `dist/` as the new record. The bars stay.
pub(crate) fn accept() -> Outcome<()> {
    let sizes = measure()?;
    println!("  {sizes}");
    let ratchet = ratchet()?;
    let lines = sizes.0.iter().map(|(name, recorded)| {
        let bar = number(&ratchet, name, "bar")?;
        Ok(format!(
            "  \"{name}\": {{ \"bar\": {bar}, \"recorded\": {recorded} }}"
        ))
    });
    let lines = lines.collect::<Outcome<Vec<_>>>()?.join(",\n");
    let file = root().join("size-ratchet.json");
    Ok(fs::write(&file, format!("{{\n{lines}\n}}\n"))
        .map_err(|error| cannot("write", &file, &error))?)
}

fn ratchet() -> Outcome<Value> {
    let text = read(&root().join("size-ratchet.json"))?;
    Ok(serde_json::from_str(&text).map_err(|error| format!("size-ratchet.json: {error}"))?)
}

fn number(ratchet: &Value, name: &str, field: &str) -> Outcome<u64> {
    let value = ratchet
        .get(name)
        .and_then(|entry| entry.get(field))
        .and_then(Value::as_u64);
    Ok(value.ok_or_else(|| format!("size-ratchet.json has no number at {name}.{field}"))?)
}

fn judge(name: &str, bytes: u64, ratchet: &Value) -> Outcome<()> {
    let bar = number(ratchet, name, "bar")?;
    let recorded = number(ratchet, name, "recorded")?;
    if bar < bytes {
        let problem = format!(
            "{name} is {} kB, above its bar of {} kB",
            kb(bytes),
            kb(bar)
        );
        return Err(Failure::from(problem).by_hand("make it smaller; the bar stays."));
    }
    if recorded * (100 + GROWTH_PERCENT) < bytes * 100 {
        let problem = format!(
            "{name} is {} kB, more than {GROWTH_PERCENT} % above the {} kB recorded",
            kb(bytes),
            kb(recorded)
        );
        return Err(Failure::from(problem).by_hand(
            "make it smaller, or run `cargo xtask size --accept` and say in the commit what the \
             bytes buy.",
        ));
    }
    if bytes * (100 + GROWTH_PERCENT) < recorded * 100 {
        println!("  {name} has shrunk: `cargo xtask size --accept` keeps it small.");
    }
    Ok(())
}

/// The compressed bytes of all files in `folder`.
fn folder_bytes(folder: &Path) -> Outcome<u64> {
    let mut sum = 0;
    let entries = fs::read_dir(folder).map_err(|error| cannot("read", folder, &error))?;
    for entry in entries {
        let path = entry
            .map_err(|error| cannot("read", folder, &error))?
            .path();
        if path.is_dir() {
            sum += folder_bytes(&path)?;
        } else {
            sum += file_bytes(&path)?;
        }
    }
    Ok(sum)
}

fn file_bytes(path: &Path) -> Outcome<u64> {
    let content = fs::read(path).map_err(|error| cannot("read", path, &error))?;
    Ok(compress_to_vec(&content, BEST_COMPRESSION).len() as u64 + GZIP_FRAME)
}

fn kb(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn check_judgement(bytes: u64, passes: bool) {
        let ratchet = json!({ "editor": { "bar": 200, "recorded": 100 } });
        assert_eq!(judge("editor", bytes, &ratchet).is_ok(), passes);
    }

    #[test]
    fn little_growth_passes() {
        check_judgement(50, true);
        check_judgement(103, true);
    }

    #[test]
    fn clear_growth_and_the_bar_fail() {
        check_judgement(104, false);
        check_judgement(201, false);
    }
}
