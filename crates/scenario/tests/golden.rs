//! Documents and links of every version and codec ever produced. They open for ever (invariant
//! I5): files here are added, and never changed or removed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

use scenario::link::{self, Fragment};
use scenario::{Built, Scenario, wire};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The files of a folder by their names without ending.
fn files(folder: &str) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(folder);
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        files.insert(stem, fs::read_to_string(path).unwrap());
    }
    files
}

fn open(name: &str, text: &str) -> Scenario {
    wire::from_json(text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn documents_open_and_their_requests_are_answered_as_ever() {
    let documents = files("documents");
    assert!(2 <= documents.len());
    for (name, text) in documents {
        let scenario = open(&name, &text);
        let built = Built::read(&scenario);
        assert!(!scenario.saved.is_empty(), "{name}");
        for saved in &scenario.saved {
            let decision = iam::decide(built.world(), &built.request(&scenario, &saved.request));
            let expected = saved.expected.unwrap();
            assert!(
                expected.holds(decision),
                "{name}, {}: {decision:?}",
                saved.name
            );
        }
    }
}

#[test]
fn documents_and_links_come_out_as_they_went_in() {
    for (name, text) in files("documents") {
        let scenario = open(&name, &text);
        assert_eq!(open(&name, &wire::to_json(&scenario)), scenario);
        let link = link::encode(&scenario).unwrap();
        assert_eq!(
            link::read(&link).unwrap(),
            Fragment::Scenario(Box::new(scenario))
        );
    }
}

#[test]
fn links_open_and_hold_the_document_of_their_name() {
    let documents = files("documents");
    let mut codecs = Vec::new();
    for (name, links) in files("links") {
        let scenario = open(&name, &documents[&name]);
        for link in links.lines() {
            let read = link::read(link).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(
                read,
                Fragment::Scenario(Box::new(scenario.clone())),
                "{name}"
            );
            codecs.push(link.split('.').take(2).collect::<Vec<_>>().join("."));
        }
    }
    for codec in ["v1.D1", "v1.d", "v1.j"] {
        assert!(codecs.iter().any(|met| met == codec), "{codec}");
    }
}
