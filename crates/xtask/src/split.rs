//! Splits the page's WebAssembly in two: what runs until the first verdict is on the screen, and
//! the rest, which the page fetches right after.
//!
//! What runs is not guessed: a copy of the site in which every function reports itself is opened
//! in Chromium, on a desktop's screen and on a phone's. Each function that did not report moves
//! into the second file; where the first still needs it, a stand-in of some bytes calls it
//! through the function table, and makes the page fetch the second file at once should it not be
//! there yet (see `web/start.js`).

mod data;
mod layout;
mod names;
mod parts;
mod reports;

use crate::step::{Failure, Outcome};
use crate::workspace::{cannot, read, root};
use crate::{browser, node};
use data::Pieces;
use layout::Layout;
use lzma_rust2::{LzmaOptions, LzmaWriter};
use names::Names;
use parts::Missing;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is opened for the page: its first example.
const PAGE: [&str; 1] = [""];
/// What is opened for the embed: the first example, and links that hold something of everything.
const EMBED: &str = "embed/index.html";
const LINKS: &str = "crates/scenario/tests/golden/links";

/// Splits the page and the embed of the release site in `dist/`. `linked` is the folder of the
/// modules as the linker wrote them.
pub(crate) fn site(linked: &Path) -> Outcome<()> {
    let dist = root().join("dist");
    page(&dist, &linked.join("web.wasm"))?;
    embed(&dist, &linked.join("embed.wasm"))
}

fn page(dist: &Path, linked: &Path) -> Outcome<()> {
    let whole = module(dist)?;
    let Parts { first, rest, names } =
        apart(dist, &whole, linked, &PAGE, Missing::Fetch, |_| Ok(()))?;
    let rest_name = format!("rest-{}.wasm", name_of(&rest));
    write(&dist.join(&rest_name), &rest)?;
    let first_name = format!("first-{}.wasm", name_of(&first));
    write(&dist.join(&first_name), &first)?;
    let script = dist.join(file_name(&whole).replace("_bg.wasm", ".js"));
    let shorter = names.in_script(&minified(&script)?);
    let script_name = format!("script-{}.js", name_of(shorter.as_bytes()));
    write(&dist.join(&script_name), shorter.as_bytes())?;
    let page = dist.join("index.html");
    let renamed = [
        (file_name(&whole), first_name),
        (file_name(&script), script_name),
    ];
    let text = named(&read(&page)?, &renamed, &rest_name)?;
    write(&page, text.as_bytes())?;
    for old in [whole, script] {
        fs::remove_file(&old).map_err(|error| cannot("remove", &old, &error))?;
    }
    Ok(())
}

/// The text of a script without what only people read.
fn minified(script: &Path) -> Outcome<String> {
    let mut esbuild = Command::new("node_modules/.bin/esbuild");
    esbuild
        .arg(script)
        .args(["--minify", "--format=esm", "--log-level=warning"])
        .current_dir(root().join("web"));
    Ok(crate::command::text(&mut esbuild)?)
}

/// Leaves the two parts of the embed where `web/embed/pack.mjs` takes them from, and has it do so.
fn embed(dist: &Path, linked: &Path) -> Outcome<()> {
    let mut addresses = vec![EMBED.to_owned()];
    let folder = root().join(LINKS);
    for name in ["v1-coffee-shop.txt", "v1-everything.txt"] {
        let links = read(&folder.join(name))?;
        let links = links.lines().filter(|link| !link.trim().is_empty());
        addresses.extend(links.map(|link| format!("{EMBED}#{}", link.trim())));
    }
    let addresses: Vec<&str> = addresses.iter().map(String::as_str).collect();
    let whole = dist.join("embed_bg.wasm");
    let Parts { first, rest, names } =
        apart(dist, &whole, linked, &addresses, Missing::Trap, pack)?;
    let script = dist.join("embed.js");
    write(&script, names.in_script(&read(&script)?).as_bytes())?;
    write(&dist.join("embed-first.lzma"), &packed(&first)?)?;
    write(&dist.join("embed-rest.lzma"), &packed(&rest)?)?;
    pack(dist)
}

/// The bytes as `web/embed/unpack.js` takes them.
fn packed(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let written = || -> io::Result<Vec<u8>> {
        let options = LzmaOptions {
            lc: 4,
            pb: 0,
            ..LzmaOptions::with_preset(9)
        };
        let size = Some(bytes.len() as u64);
        let mut writer = LzmaWriter::new_use_header(Vec::new(), &options, size)?;
        writer.write_all(bytes)?;
        writer.finish()
    };
    Ok(written().map_err(|error| format!("the embed cannot be packed: {error}"))?)
}

fn pack(site: &Path) -> Outcome<()> {
    let mut node = Command::new("node");
    let pack = node.arg("embed/pack.mjs").arg(site);
    Ok(crate::command::run(pack.current_dir(root().join("web")))?)
}

/// A module in two, and the names that it and its script use for one another from now on.
struct Parts {
    first: Vec<u8>,
    rest: Vec<u8>,
    names: Names,
}

/// The two parts of a module of the site, by what runs when `addresses` are opened. `prepare` makes
/// a copy of the site ready to be opened.
fn apart(
    dist: &Path,
    whole: &Path,
    linked: &Path,
    addresses: &[&str],
    missing: Missing,
    prepare: fn(&Path) -> Outcome<()>,
) -> Outcome<Parts> {
    let bytes = fs::read(whole).map_err(|error| cannot("read", whole, &error))?;
    let layout = Layout::read(&bytes)?;
    let copy = root().join("target/first-load");
    if copy.exists() {
        fs::remove_dir_all(&copy).map_err(|error| cannot("remove", &copy, &error))?;
    }
    copy_folder(dist, &copy)?;
    let reporting = reports::reporting(&bytes, &layout)?;
    write(&copy.join(file_name(whole)), &reporting)?;
    prepare(&copy)?;
    let used = first_load(&copy, addresses)?;
    println!(
        "  {} of {} functions run before the first verdict of {}",
        used.len(),
        layout.functions.len(),
        file_name(whole)
    );
    let linked = fs::read(linked).map_err(|error| cannot("read", linked, &error))?;
    let pieces = Pieces::read(&linked)?;
    let names = Names::new(layout.names.iter().copied());
    let (first, rest) = parts::split(&bytes, &layout, &used, missing, &pieces, &names)?;
    Ok(Parts { first, rest, names })
}

/// The page with the new names of files in place of the old, and the address of the rest.
fn named(page: &str, renamed: &[(String, String)], rest: &str) -> Outcome<String> {
    const HEAD_END: &str = "</head>";
    let mut told = page.to_owned();
    for (old, new) in renamed {
        if !told.contains(old) {
            return Err(format!("dist/index.html does not hold `{old}`").into());
        }
        told = told.replace(old, new);
    }
    let line = format!("<meta name=\"rest-src\" content=\"./{rest}\" />{HEAD_END}");
    match told.contains(HEAD_END) {
        true => Ok(told.replacen(HEAD_END, &line, 1)),
        false => Err(format!("dist/index.html does not hold `{HEAD_END}`").into()),
    }
}

/// The WebAssembly file of the page in a fresh build.
fn module(dist: &Path) -> Outcome<PathBuf> {
    let entries = fs::read_dir(dist).map_err(|error| cannot("read", dist, &error))?;
    let is_module = |path: &PathBuf| {
        let name = file_name(path);
        name.starts_with("web-") && name.ends_with(".wasm")
    };
    let mut found = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(is_module);
    match (found.next(), found.next()) {
        (Some(only), None) => Ok(only),
        _ => Err("dist/ should hold exactly one WebAssembly file of the page".into()),
    }
}

/// Opens addresses of a site whose functions report themselves, and reads which did.
fn first_load(site: &Path, addresses: &[&str]) -> Outcome<BTreeSet<u32>> {
    let chromium = browser::chromium()?;
    node::packages()?;
    let printed = crate::command::text(
        Command::new("node")
            .arg("first-load.mjs")
            .arg(site)
            .args(addresses)
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

/// The last part of a path.
fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Sixteen digits that follow from the content, so that a changed file has another name.
pub(crate) fn name_of(bytes: &[u8]) -> String {
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
        let renamed = |old: &str| [(old.to_owned(), "first.wasm".to_owned())];
        let named_page = named(page, &renamed("a.wasm"), "rest.wasm").unwrap();
        assert_eq!(
            named_page,
            "<head><link href=\"./first.wasm\"><meta name=\"rest-src\" content=\"./rest.wasm\" /></head>"
        );
        assert!(named(page, &renamed("b.wasm"), "rest.wasm").is_err());
        assert!(named("a.wasm", &renamed("a.wasm"), "rest.wasm").is_err());
    }
}
