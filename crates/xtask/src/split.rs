//! Splits the page's WebAssembly in two: what runs until the first verdict is on the screen, and
//! the rest, which the page fetches right after.
//!
//! What runs is not guessed: a copy of the site in which every function reports itself is opened
//! in Chromium, on a desktop's screen and on a phone's. Each function that did not report moves
//! into the second file; where the first still needs it, a stand-in of some bytes calls it
//! through the function table, and makes the page fetch the second file at once should it not be
//! there yet (see `web/start.js`).

mod layout;
mod parts;
mod reports;

use crate::step::{Failure, Outcome};
use crate::workspace::{cannot, read, root};
use crate::{browser, node};
use layout::Layout;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Splits the release site in `dist/`.
pub(crate) fn site() -> Outcome<()> {
    let dist = root().join("dist");
    let whole = module(&dist)?;
    let bytes = fs::read(&whole).map_err(|error| cannot("read", &whole, &error))?;
    let layout = Layout::read(&bytes)?;
    let used = first_load(&dist, &whole, &reports::reporting(&bytes, &layout)?)?;
    let (first, rest) = parts::split(&bytes, &layout, &used)?;
    println!(
        "  {} of {} functions run before the first verdict",
        used.len(),
        layout.functions.len()
    );
    let rest_name = format!("rest-{}.wasm", name_of(&rest));
    write(&dist.join(&rest_name), &rest)?;
    let first_name = format!("first-{}.wasm", name_of(&first));
    write(&dist.join(&first_name), &first)?;
    let page = dist.join("index.html");
    let text = named(&read(&page)?, &file_name(&whole), &first_name, &rest_name)?;
    write(&page, text.as_bytes())?;
    Ok(fs::remove_file(&whole).map_err(|error| cannot("remove", &whole, &error))?)
}

/// The page with the names of the two parts in place of the whole.
fn named(page: &str, whole: &str, first: &str, rest: &str) -> Outcome<String> {
    const HEAD_END: &str = "</head>";
    for needed in [whole, HEAD_END] {
        if !page.contains(needed) {
            return Err(format!("dist/index.html does not hold `{needed}`").into());
        }
    }
    let told = format!("<meta name=\"rest-src\" content=\"./{rest}\" />{HEAD_END}");
    Ok(page.replace(whole, first).replacen(HEAD_END, &told, 1))
}

/// The one WebAssembly file of a fresh build.
fn module(dist: &Path) -> Outcome<PathBuf> {
    let entries = fs::read_dir(dist).map_err(|error| cannot("read", dist, &error))?;
    let mut found = entries.flatten().map(|entry| entry.path()).filter(|path| {
        path.extension()
            .is_some_and(|extension| extension == "wasm")
    });
    match (found.next(), found.next()) {
        (Some(only), None) => Ok(only),
        _ => Err("dist/ should hold exactly one WebAssembly file".into()),
    }
}

/// Opens a copy of the site whose functions report themselves, and reads which did.
fn first_load(dist: &Path, whole: &Path, reporting: &[u8]) -> Outcome<BTreeSet<u32>> {
    let chromium = browser::chromium()?;
    node::packages()?;
    let copy = root().join("target/first-load");
    if copy.exists() {
        fs::remove_dir_all(&copy).map_err(|error| cannot("remove", &copy, &error))?;
    }
    copy_folder(dist, &copy)?;
    write(&copy.join(file_name(whole)), reporting)?;
    let printed = crate::command::text(
        Command::new("node")
            .arg("first-load.mjs")
            .arg(&copy)
            .current_dir(root().join("web"))
            .env("CHROMIUM", chromium),
    )?;
    let used: BTreeSet<u32> = serde_json::from_str(&printed)
        .map_err(|error| format!("web/first-load.mjs printed no list of functions: {error}"))?;
    match used.is_empty() {
        true => Err(Failure::from("no function reported itself")),
        false => Ok(used),
    }
}

fn copy_folder(from: &Path, to: &Path) -> Outcome<()> {
    fs::create_dir_all(to).map_err(|error| cannot("make", to, &error))?;
    for entry in fs::read_dir(from)
        .map_err(|error| cannot("read", from, &error))?
        .flatten()
    {
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        match source.is_dir() {
            true => copy_folder(&source, &target)?,
            false => {
                fs::copy(&source, &target).map_err(|error| cannot("copy", &source, &error))?;
            }
        }
    }
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> Outcome<()> {
    Ok(fs::write(path, bytes).map_err(|error| cannot("write", path, &error))?)
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Sixteen digits that follow from the content, so that a changed file has another name.
fn name_of(bytes: &[u8]) -> String {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_both_parts_or_is_refused() {
        let page = "<head><link href=\"./a.wasm\"></head>";
        let named_page = named(page, "a.wasm", "first.wasm", "rest.wasm").unwrap();
        assert_eq!(
            named_page,
            "<head><link href=\"./first.wasm\"><meta name=\"rest-src\" content=\"./rest.wasm\" /></head>"
        );
        assert!(named(page, "b.wasm", "first.wasm", "rest.wasm").is_err());
        assert!(named("a.wasm", "a.wasm", "first.wasm", "rest.wasm").is_err());
    }
}
