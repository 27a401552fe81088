//! `cargo xtask soak`: the agreement test of `testkit`, in release and for longer than CI has time.

use crate::command::run;
use crate::step::{self, Outcome};
use crate::workspace::root;
use std::process::Command;

/// What `Config::cases` of proptest can count.
const MOST_MILLIONS: u32 = 4_000;

/// How many random requests, and from which beginning.
pub(crate) struct Options {
    millions: u32,
    /// A new one each time where none is given; the test prints it.
    seed: Option<u64>,
}

impl Options {
    /// Reads what stands behind `soak` on the command line.
    pub(crate) fn read(arguments: &[&str]) -> Result<Self, String> {
        let mut options = Self {
            millions: 5,
            seed: None,
        };
        let mut rest = arguments.iter();
        while let Some(&argument) = rest.next() {
            let value = rest.next().copied().unwrap_or_default();
            match argument {
                "--millions" => {
                    let given = value.parse().ok();
                    options.millions = given
                        .filter(|millions| (1..=MOST_MILLIONS).contains(millions))
                        .ok_or(format!("`--millions` wants a number up to {MOST_MILLIONS}"))?;
                }
                "--seed" => {
                    let given = value.parse().map_err(|_| "`--seed` wants a number")?;
                    options.seed = Some(given);
                }
                _ => return Err(format!("`soak` has no option `{argument}`")),
            }
        }
        Ok(options)
    }
}

/// Asks the evaluator and the oracle; fails at the first answer that differs, with the request
/// made as small as it gets and the seed to repeat it.
pub(crate) fn soak(options: &Options) -> Outcome<()> {
    let what = format!("Decide {} million random requests twice", options.millions);
    step::run(&what, || {
        let mut cargo = Command::new("cargo");
        cargo
            .args(["test", "--quiet", "--release", "--package", "testkit"])
            .args(["--test", "agreement", "--", "--nocapture", "--exact"])
            .arg("iam_and_the_oracle_agree_on_random_requests")
            .env("SOAK", format!("{}000000", options.millions))
            .current_dir(root());
        if let Some(seed) = options.seed {
            cargo.env("SEED", seed.to_string());
        }
        Ok(run(&mut cargo)?)
    })
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn options_have_numbers() {
        let read = |arguments: &[&str]| {
            let options = Options::read(arguments).ok()?;
            Some((options.millions, options.seed))
        };
        assert_eq!(read(&[]), Some((5, None)));
        let both = ["--seed", "18446744073709551615", "--millions", "4000"];
        assert_eq!(read(&both), Some((4000, Some(u64::MAX))));
        for wrong in [
            &["--millions"][..],
            &["--millions", "0"],
            &["--millions", "4001"],
            &["--seed", "x"],
            &["--hours", "1"],
        ] {
            assert_eq!(read(wrong), None, "{wrong:?}");
        }
    }
}
