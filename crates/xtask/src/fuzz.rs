//! `cargo xtask fuzz`: the targets of `fuzz/`, one after another, each for some minutes.

use crate::command::run;
use crate::step::{self, Outcome};
use crate::tools;
use crate::workspace::{cannot, root};
use std::fs;
use std::process::Command;

const MINUTES: u32 = 5;

struct Target {
    name: &'static str,
    /// A longer input only slows the search down.
    longest: u32,
    words: Option<&'static str>,
}

const TARGETS: [Target; 4] = [
    Target {
        name: "json_reader",
        longest: 4096,
        words: Some("policy.dict"),
    },
    Target {
        name: "policy_lowering",
        longest: 4096,
        words: Some("policy.dict"),
    },
    Target {
        name: "link_decoding",
        longest: 12_288,
        words: Some("scenario.dict"),
    },
    Target {
        name: "evaluator_vs_oracle",
        longest: 800,
        words: None,
    },
];

/// What to search, and how long.
pub(crate) struct Options {
    targets: Vec<&'static Target>,
    minutes: u32,
}

impl Options {
    /// Reads what stands behind `fuzz` on the command line.
    pub(crate) fn read(arguments: &[&str]) -> Result<Self, String> {
        let mut targets = Vec::new();
        let mut minutes = MINUTES;
        let mut rest = arguments.iter();
        while let Some(&argument) = rest.next() {
            if argument == "--minutes" {
                let given = rest.next().and_then(|given| given.parse().ok());
                minutes = given
                    .filter(|minutes| 0 < *minutes)
                    .ok_or("`--minutes` wants a number")?;
                continue;
            }
            let target = TARGETS.iter().find(|target| target.name == argument);
            targets.push(target.ok_or_else(|| {
                let names = TARGETS.map(|target| target.name).join(", ");
                format!("`{argument}` is no fuzz target; there are {names}")
            })?);
        }
        if targets.is_empty() {
            targets.extend(&TARGETS);
        }
        Ok(Self { targets, minutes })
    }
}

/// Searches; fails at the first finding, which cargo-fuzz prints with the way to repeat it.
pub(crate) fn search(options: &Options) -> Outcome<()> {
    let cargo_fuzz = tools::cargo_fuzz()?;
    for target in &options.targets {
        let what = format!("Fuzz {} for {} min", target.name, options.minutes);
        step::run(&what, || {
            // What is found goes here; what `fuzz/corpus` keeps is read only.
            let found = root().join("fuzz/target/corpus").join(target.name);
            fs::create_dir_all(&found).map_err(|error| cannot("create", &found, &error))?;
            let mut fuzz = Command::new(&cargo_fuzz);
            fuzz.args(["fuzz", "run", "--fuzz-dir", "fuzz", target.name])
                .arg(&found)
                .arg(format!("fuzz/corpus/{}", target.name))
                .args(["--", "-timeout=20"])
                .arg(format!("-max_total_time={}", options.minutes * 60))
                .arg(format!("-max_len={}", target.longest))
                .args(
                    target
                        .words
                        .map(|file| format!("-dict=fuzz/dictionaries/{file}")),
                )
                // The sanitizers that cargo-fuzz switches on are unstable options of the compiler.
                .env("RUSTC_BOOTSTRAP", "1")
                .env_remove("CARGO_TARGET_DIR")
                .current_dir(root());
            Ok(run(&mut fuzz)?)
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{MINUTES, Options, TARGETS};
    use crate::workspace::root;

    fn names(arguments: &[&str]) -> Result<(Vec<&'static str>, u32), String> {
        let options = Options::read(arguments)?;
        let names = options.targets.iter().map(|target| target.name);
        Ok((names.collect(), options.minutes))
    }

    #[test]
    fn targets_and_minutes() {
        let all = TARGETS.map(|target| target.name).to_vec();
        assert_eq!(names(&[]), Ok((all, MINUTES)));
        let one = names(&["json_reader", "--minutes", "30"]);
        assert_eq!(one, Ok((vec!["json_reader"], 30)));
        assert!(names(&["json"]).is_err());
        assert!(names(&["--minutes", "0"]).is_err());
        assert!(names(&["--minutes"]).is_err());
    }

    #[test]
    fn every_target_and_its_words_are_there() {
        let fuzz = root().join("fuzz");
        let manifest = std::fs::read_to_string(fuzz.join("Cargo.toml")).unwrap();
        assert_eq!(manifest.matches("[[bin]]").count(), TARGETS.len());
        for target in &TARGETS {
            assert!(manifest.contains(&format!("name = \"{}\"", target.name)));
            let words = target
                .words
                .map(|file| fuzz.join("dictionaries").join(file));
            assert!(words.is_none_or(|file| file.is_file()), "{}", target.name);
        }
    }
}
