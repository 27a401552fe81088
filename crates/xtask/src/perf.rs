//! `cargo xtask perf`: the speed that people feel, measured on the release site in Chromium, beside
//! the bars that it has to reach. Not a test: a busy machine would fail it.
//!
//! `web/perf.mjs` measures; this file builds, compares and prints.

use crate::command::text;
use crate::step::{self, Outcome};
use crate::workspace::root;
use crate::{browser, node, site};
use serde_json::Value;
use std::process::Command;

/// What is measured: the words for it, where it stands in what `perf.mjs` prints, and the most
/// milliseconds that it may take.
const ROWS: [(&str, &str, f64); 12] = [
    (
        "first verdict painted, cold (middle of 9)",
        "/first/middle",
        1000.0,
    ),
    (
        "500 accounts: key press in the action",
        "/500/action/most",
        16.0,
    ),
    (
        "500 accounts: key press in a policy",
        "/500/policy/most",
        16.0,
    ),
    ("500 accounts: drop of an account", "/500/drop/most", 16.0),
    (
        "5,000 accounts: key press in the action",
        "/5000/action/most",
        50.0,
    ),
    (
        "5,000 accounts: key press in a policy",
        "/5000/policy/most",
        50.0,
    ),
    (
        "5,000 accounts: drop of an account",
        "/5000/drop/most",
        50.0,
    ),
    (
        "5,000 accounts: longest frame of scrolling",
        "/scrolling/worst",
        50.0,
    ),
    (
        "5,000 accounts: longest frame of dragging",
        "/dragging/worst",
        50.0,
    ),
    (
        "5,000 accounts: longest frame when typing pauses",
        "/pause/worst",
        f64::INFINITY,
    ),
    ("matrix of 200 by 200: all answers", "/matrix/took", 1000.0),
    (
        "matrix of 200 by 200: longest frame meanwhile",
        "/matrix/frames/worst",
        f64::INFINITY,
    ),
];

/// Whether to build the site first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Site {
    /// Anew.
    Build,
    /// As it stands in `dist/`.
    AsItIs,
}

impl Site {
    /// Reads the arguments after `perf`.
    pub(crate) fn read(arguments: &[&str]) -> Result<Site, String> {
        match arguments {
            [] => Ok(Site::Build),
            ["--as-built"] => Ok(Site::AsItIs),
            [argument, ..] => Err(format!("`perf` does not know `{argument}`")),
        }
    }
}

/// Measures and prints the table; fails when a bar is missed.
pub(crate) fn perf(of: Site) -> Outcome<()> {
    if of == Site::Build {
        site::build()?;
    }
    let chromium = browser::chromium()?;
    node::packages()?;
    let printed = step::run("Measure in Chromium", || {
        let mut measure = Command::new("node");
        measure
            .arg("perf.mjs")
            .current_dir(root().join("web"))
            .env("CHROMIUM", chromium);
        Ok(text(&mut measure)?)
    })?;
    let measured: Value = serde_json::from_str(&printed)
        .map_err(|error| format!("what perf.mjs printed cannot be read: {error}"))?;
    let missed = print(&measured)?;
    step::run("Compare with the bars", || match missed {
        0 => Ok(()),
        _ => Err("run it again on an idle machine before looking for a reason".into()),
    })
}

/// Prints the table, and says how many bars were missed.
fn print(measured: &Value) -> Outcome<usize> {
    println!(
        "\n{:50} {:>9} {:>9}",
        "ms; 95th percentile where nothing else is said", "", "bar"
    );
    let mut missed = 0;
    for (what, place, bar) in ROWS {
        let took = measured.pointer(place).and_then(Value::as_f64);
        let took = took.ok_or_else(|| format!("perf.mjs measured nothing at {place}"))?;
        let sign = match (bar.is_finite(), took <= bar) {
            (false, _) => " ",
            (true, true) => "✓",
            (true, false) => "✗",
        };
        missed += usize::from(sign == "✗");
        let bar = if bar.is_finite() {
            format!("{bar:.0}")
        } else {
            String::new()
        };
        println!("  {what:48} {took:>9.1} {bar:>9} {sign}");
    }
    println!();
    Ok(missed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_missed_by_what_takes_longer() {
        let part =
            |value: f64| serde_json::json!({ "middle": value, "most": value, "worst": value });
        let all = |value: f64| {
            let accounts = serde_json::json!({ "action": part(value), "policy": part(value), "drop": part(value) });
            let value = part(value);
            serde_json::json!({
                "first": value, "500": accounts, "5000": accounts,
                "scrolling": value, "dragging": value, "pause": value,
                "matrix": { "took": value["middle"], "frames": value },
            })
        };
        assert_eq!(print(&all(16.0)).unwrap(), 0);
        assert_eq!(print(&all(50.0)).unwrap(), 3);
        assert_eq!(print(&all(1001.0)).unwrap(), 10);
        assert!(print(&serde_json::json!({})).is_err());
    }

    #[test]
    fn the_site_is_built_unless_it_is_said_to_be_there() {
        assert_eq!(Site::read(&[]), Ok(Site::Build));
        assert_eq!(Site::read(&["--as-built"]), Ok(Site::AsItIs));
        assert!(Site::read(&["--quick"]).is_err());
    }
}
