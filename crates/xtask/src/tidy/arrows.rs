//! Which crate may depend on which. The picture is in ARCHITECTURE.md; this is its text.

use super::Finding;
use crate::command::text;
use crate::step::Outcome;
use crate::workspace::root;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A crate and the crates of this workspace that it may use.
const ALLOWED: [(&str, &[&str]); 11] = [
    ("syntax", &[]),
    ("iam", &["syntax"]),
    ("catalog", &[]),
    ("lint", &["catalog", "iam", "syntax"]),
    ("scenario", &["iam", "syntax"]),
    (
        "workbench",
        &["scenario", "lint", "catalog", "iam", "syntax"],
    ),
    (
        "web",
        &["workbench", "scenario", "lint", "catalog", "iam", "syntax"],
    ),
    (
        "iam-playground",
        &["scenario", "lint", "catalog", "iam", "syntax"],
    ),
    ("js", &["scenario", "lint", "catalog", "iam", "syntax"]),
    ("testkit", &["scenario", "iam", "syntax"]),
    ("xtask", &["catalog"]),
];

/// Crates from outside that only some of ours may use, by the beginning of their name.
const RESTRICTED: [(&str, &[&str], &str); 6] = [
    ("serde", SERIALIZERS, "keep the wire format in `scenario`"),
    (
        "schemars",
        SERIALIZERS,
        "keep the wire format in `scenario`",
    ),
    ("yew", &["web"], "keep the browser in `web`"),
    ("gloo", &["web"], "keep the browser in `web`"),
    ("web-sys", &["web"], "keep the browser in `web`"),
    ("wasm-bindgen", &["web", "js"], "keep the browser in `web`"),
];

const SERIALIZERS: &[&str] = &[
    "scenario",
    "workbench",
    "iam-playground",
    "js",
    "testkit",
    "xtask",
];

/// A crate of this workspace.
pub(crate) struct Package {
    pub(crate) name: String,
    manifest: PathBuf,
    dependencies: Vec<Dependency>,
}

struct Dependency {
    name: String,
    is_for_tests: bool,
    is_ours: bool,
}

impl Package {
    /// The crate's folder.
    pub(crate) fn folder(&self) -> &Path {
        self.manifest.parent().unwrap_or(&self.manifest)
    }
}

/// The crates of this workspace, as cargo sees them.
pub(crate) fn packages() -> Outcome<Vec<Package>> {
    let mut cargo = Command::new("cargo");
    cargo
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .current_dir(root());
    let metadata: Value = serde_json::from_str(&text(&mut cargo)?)
        .map_err(|error| format!("cargo metadata: {error}"))?;
    let packages = metadata.get("packages").and_then(Value::as_array);
    let read: Option<Vec<Package>> = packages.and_then(|all| all.iter().map(package).collect());
    Ok(read.ok_or("cargo metadata has an unknown shape")?)
}

fn package(value: &Value) -> Option<Package> {
    let dependencies = value.get("dependencies")?.as_array()?;
    Some(Package {
        name: value.get("name")?.as_str()?.to_owned(),
        manifest: value.get("manifest_path")?.as_str()?.into(),
        dependencies: dependencies.iter().map(dependency).collect::<Option<_>>()?,
    })
}

fn dependency(value: &Value) -> Option<Dependency> {
    Some(Dependency {
        name: value.get("name")?.as_str()?.to_owned(),
        is_for_tests: value.get("kind")?.as_str() == Some("dev"),
        is_ours: value.get("path").is_some(),
    })
}

/// A finding for each arrow that points where it may not.
pub(super) fn findings(packages: &[Package]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for package in packages {
        for dependency in &package.dependencies {
            if let Some(advice) = objection(&package.name, dependency) {
                findings.push(finding(package, dependency, advice));
            }
        }
    }
    findings
}

fn objection(package: &str, dependency: &Dependency) -> Option<&'static str> {
    let name = dependency.name.as_str();
    if dependency.is_ours {
        let (_, allowed) = ALLOWED.iter().find(|(known, _)| *known == package)?;
        return match name {
            "testkit" if dependency.is_for_tests => None,
            "testkit" => Some("move it to [dev-dependencies]"),
            _ if allowed.contains(&name) => None,
            _ => Some("arrows point down: see the layout in ARCHITECTURE.md"),
        };
    }
    if dependency.is_for_tests {
        return None;
    }
    RESTRICTED
        .iter()
        .find(|(start, users, _)| name.starts_with(start) && !users.contains(&package))
        .map(|(_, _, advice)| *advice)
}

fn finding(package: &Package, dependency: &Dependency, advice: &'static str) -> Finding {
    let manifest = std::fs::read_to_string(&package.manifest).unwrap_or_default();
    let at = manifest
        .lines()
        .position(|line| line.starts_with(&dependency.name));
    let file = package
        .manifest
        .strip_prefix(root())
        .unwrap_or(&package.manifest);
    Finding {
        file: file.display().to_string(),
        line: at.map_or(1, |index| index + 1),
        problem: format!("`{}` may not use `{}`", package.name, dependency.name),
        advice,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(package: &str, name: &str, is_ours: bool, is_for_tests: bool, passes: bool) {
        let dependency = Dependency {
            name: name.to_owned(),
            is_for_tests,
            is_ours,
        };
        assert_eq!(
            objection(package, &dependency).is_none(),
            passes,
            "{package} → {name}"
        );
    }

    #[test]
    fn arrows_point_down() {
        check("web", "workbench", true, false, true);
        check("iam", "syntax", true, false, true);
        check("iam", "scenario", true, false, false);
        check("syntax", "iam", true, false, false);
    }

    #[test]
    fn test_support_stays_in_tests() {
        check("iam", "testkit", true, true, true);
        check("iam", "testkit", true, false, false);
    }

    #[test]
    fn browser_and_wire_format_stay_in_their_crates() {
        check("web", "yew", false, false, true);
        check("workbench", "yew", false, false, false);
        check("scenario", "serde_json", false, false, true);
        check("iam", "serde", false, false, false);
        check("iam", "serde_json", false, true, true);
    }

    #[test]
    fn every_crate_of_the_workspace_is_known() {
        for package in packages().unwrap() {
            let known = ALLOWED.iter().any(|(name, _)| *name == package.name);
            assert!(known, "say in ALLOWED what `{}` may use", package.name);
        }
    }
}
