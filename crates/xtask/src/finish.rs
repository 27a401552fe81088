//! What the built site gets at the end, when its files are final: the content security policy and
//! the digests of its own files inside the pages, and the service worker with the list of all files.

use crate::split::name_of;
use crate::step::{Failure, Outcome};
use crate::workspace::{cannot, read, root};
use data_encoding::BASE64;
use sha2::{Digest, Sha384};
use std::fs;
use std::path::{Path, PathBuf};

/// The single-file page stands alone, and the other two are for hosts and browsers themselves.
const NOT_KEPT: [&str; 3] = ["_headers", "iam-playground.html", "service-worker.js"];

/// Finishes `dist/`.
pub(crate) fn site() -> Outcome<()> {
    let dist = root().join("dist");
    let policy = policy(&read(&root().join("web/_headers"))?)?;
    let page = dist.join("index.html");
    let text = with_digests(&read(&page)?, &dist)?;
    let worker = "<meta name=\"service-worker\" content=\"./service-worker.js\" />";
    write(
        &page,
        &with_policy(&text, &format!("{policy}\n    {worker}"))?,
    )?;
    // The frame has no digests: where it has no origin of its own, browsers cannot check them.
    let frame = dist.join("embed/index.html");
    write(&frame, &with_policy(&read(&frame)?, &policy)?)?;
    write_service_worker(&dist)
}

/// The policy for all paths, as an element of a page. What only a header can say stands in other
/// rules of the file.
fn policy(headers: &str) -> Outcome<String> {
    let mut lines = headers.lines().skip_while(|line| *line != "/*");
    let policy = lines
        .find_map(|line| line.trim().strip_prefix("Content-Security-Policy: "))
        .ok_or("web/_headers gives `/*` no policy")?;
    Ok(format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\" />"
    ))
}

/// The page with the policy, which must come before whatever it is about.
fn with_policy(page: &str, policy: &str) -> Outcome<String> {
    const CHARSET: &str = "<meta charset=\"utf-8\" />";
    if !page.contains(CHARSET) {
        return Err(format!("a page does not hold `{CHARSET}`").into());
    }
    Ok(page.replacen(CHARSET, &format!("{CHARSET}\n    {policy}"), 1))
}

/// Adds a digest to each element of the page that loads, or tells the address of, a file of the
/// site: `integrity` where browsers look for it, `data-integrity` where `start.js` does.
fn with_digests(page: &str, folder: &Path) -> Outcome<String> {
    let mut done = String::with_capacity(page.len());
    for (number, part) in page.split('<').enumerate() {
        if number != 0 {
            done.push('<');
        }
        let attribute = match part.split_whitespace().next() {
            Some("script") => "integrity",
            Some("link") if part.contains("stylesheet") || part.contains("modulepreload") => {
                "integrity"
            }
            Some("link") if part.contains("type=\"application/wasm\"") => "data-integrity",
            Some("meta") if part.contains("-src\"") => "data-integrity",
            _ => {
                done.push_str(part);
                continue;
            }
        };
        let (name, rest) = part.split_once(' ').unwrap_or((part, ""));
        let file = address(part).ok_or_else(|| format!("no address in `<{part}`"))?;
        let digest = digest(&folder.join(file))?;
        done.push_str(&format!("{name} {attribute}=\"{digest}\" {rest}"));
    }
    Ok(done)
}

/// The address of a file of the site in a tag.
fn address(tag: &str) -> Option<&str> {
    let names = ["href=\"./", "src=\"./", "content=\"./"];
    let mut found = names.iter().filter_map(|name| tag.split_once(name));
    found.next()?.1.split('"').next()
}

fn digest(file: &Path) -> Outcome<String> {
    let bytes = fs::read(file).map_err(|error| cannot("read", file, &error))?;
    Ok(format!("sha384-{}", BASE64.encode(&Sha384::digest(bytes))))
}

/// The service worker with the names of all files, and a version that changes with any of them.
fn write_service_worker(dist: &Path) -> Outcome<()> {
    let mut files = Vec::new();
    collect(dist, &mut files)?;
    files.sort();
    let mut contents = Vec::new();
    let mut names = Vec::new();
    for file in &files {
        let name = file.strip_prefix(dist).unwrap_or(file).to_string_lossy();
        if NOT_KEPT.contains(&&*name) {
            continue;
        }
        contents.extend(fs::read(file).map_err(|error| cannot("read", file, &error))?);
        contents.extend(name.bytes());
        // Hosts may redirect `index.html` to its folder, and a page that was redirected to cannot
        // be answered from a cache.
        names.push(format!(
            "'./{}'",
            name.strip_suffix("index.html").unwrap_or(&name)
        ));
    }
    if names.len() < 5 {
        return Err(Failure::from("dist/ holds hardly any file"));
    }
    let source = read(&root().join("web/service-worker.js"))?;
    let head = format!(
        "const version = '{}';\nconst files = [\n  {},\n];\n\n",
        name_of(&contents),
        names.join(",\n  ")
    );
    write(&dist.join("service-worker.js"), &format!("{head}{source}"))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Outcome<()> {
    let entries = fs::read_dir(folder).map_err(|error| cannot("read", folder, &error))?;
    for path in entries.flatten().map(|entry| entry.path()) {
        // The pages that show what other sites do with the frame are of no use without a network.
        if path.is_dir() && !path.ends_with("embed/examples") {
            collect(&path, files)?;
        } else if path.is_file() {
            files.push(path);
        }
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Outcome<()> {
    Ok(fs::write(path, text).map_err(|error| cannot("write", path, &error))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_is_the_one_for_all_paths() {
        let headers = "# a\n/\n  Content-Security-Policy: frame-ancestors 'self'\n/*\n  \
                       Content-Security-Policy: default-src 'none'\n";
        assert!(
            policy(headers)
                .unwrap()
                .contains("content=\"default-src 'none'\"")
        );
        assert!(policy("/*\n  Referrer-Policy: no-referrer\n").is_err());
    }

    #[test]
    fn the_policy_comes_first_or_the_page_is_refused() {
        let page = with_policy("<head><meta charset=\"utf-8\" /><script>", "none").unwrap();
        let (before, _) = page.split_once("<script>").unwrap();
        assert!(before.contains("none"));
        assert!(with_policy("<head><script>", "none").is_err());
    }

    #[test]
    fn files_of_the_site_get_their_digests() {
        let folder = std::env::temp_dir().join(format!("finish-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("a.js"), "abc").unwrap();
        let digest = "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn";
        let page = "<script src=\"./a.js\"></script><link rel=\"icon\" href=\"data:x\" />\
                    <meta name=\"a-src\" content=\"./a.js\" />";
        assert_eq!(
            with_digests(page, &folder).unwrap(),
            format!(
                "<script integrity=\"{digest}\" src=\"./a.js\"></script>\
                 <link rel=\"icon\" href=\"data:x\" />\
                 <meta data-integrity=\"{digest}\" name=\"a-src\" content=\"./a.js\" />"
            )
        );
        assert!(with_digests("<script src=\"./b.js\">", &folder).is_err());
        fs::remove_dir_all(&folder).unwrap();
    }
}
