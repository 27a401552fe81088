//! AWS's documented cases, one test each.

use libtest_mimic::{Arguments, Failed, Trial};
use scenario::case;
use serde_json::Value;

const CASES: &str = include_str!("../cases/conformance.json");

fn main() {
    let entries = match case::split(CASES) {
        Ok(entries) => entries,
        Err(error) => {
            eprintln!("cases/conformance.json: {error}");
            std::process::exit(1);
        }
    };
    let trial = |text: &'static str| {
        let id = serde_json::from_str::<Value>(text)
            .ok()
            .and_then(|case| Some(case.get("id")?.as_str()?.to_owned()));
        let name = id.unwrap_or_else(|| "case without id".into());
        Trial::test(name, || testkit::verdict::check(text).map_err(Failed::from))
    };
    let trials = entries.iter().map(|entry| trial(entry.text)).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}
