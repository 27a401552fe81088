//! The scenario that a command is given: a file, standard input, a link or an example. Its errors
//! say what to do in a terminal, where those of `scenario` speak to the user of the page.

use crate::input;
use crate::status::Failure;
use scenario::link::{self, Fragment, LinkError};
use scenario::wire::{self, Instead, WireError};
use scenario::{Example, Scenario, examples};
use std::path::Path;

/// The scenario at a place.
pub(crate) fn read(place: &str) -> Result<Scenario, Failure> {
    if let Some(id) = place.strip_prefix("example:") {
        return example(id);
    }
    let fragment = match place.split_once('#') {
        Some((before, fragment)) if before.is_empty() || before.contains("://") => Some(fragment),
        _ if is_bare_link(place) => Some(place),
        _ => None,
    };
    let Some(fragment) = fragment else {
        let path = Path::new(place);
        if Example::find(place).is_some() && !path.exists() {
            return Err(Failure::Input(format!(
                "there is no file `{place}`; write `'#example/{place}'` for the example"
            )));
        }
        return read_file(path);
    };
    match link::read(fragment).map_err(|error| link_failure(&error))? {
        Fragment::Scenario(scenario) => Ok(*scenario),
        Fragment::Example(id) => example(&id),
        Fragment::Nothing | Fragment::New | Fragment::File => {
            Err(Failure::Input(format!("`{place}` holds no scenario")))
        }
    }
}

/// Whether this is what stands behind the `#` of a link, and no file.
fn is_bare_link(place: &str) -> bool {
    let version = place
        .split_once('.')
        .and_then(|(version, _)| version.strip_prefix('v'));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    version.is_some_and(is_number) && !Path::new(place).exists()
}

/// The scenario in a file.
pub(crate) fn read_file(path: &Path) -> Result<Scenario, Failure> {
    let text = input::read(path)?;
    let name = input::name(path);
    wire::from_json(&text).map_err(|error| {
        Failure::Input(match error.instead {
            Some(Instead::SinglePolicy) => format!(
                "`{name}` is a single policy, not a scenario; `iam-playground check` judges it \
                 by itself, and a scenario that the page exports says who has it"
            ),
            Some(Instead::Newer(version)) => format!("`{name}` {}", newer(version)),
            None => format!("`{name}` cannot be used: {error}"),
        })
    })
}

pub(crate) fn example(id: &str) -> Result<Scenario, Failure> {
    Example::find(id).map(Example::scenario).ok_or_else(|| {
        let known = examples::IDS.join(", ");
        Failure::Input(format!("there is no example `{id}`; there is {known}"))
    })
}

/// What is wrong with a link.
pub(crate) fn link_failure(error: &LinkError) -> Failure {
    Failure::Input(format!("the link cannot be used: {}", link_problem(error)))
}

/// The same, as a sentence by itself.
pub(crate) fn link_problem(error: &LinkError) -> String {
    match error {
        LinkError::Newer(version)
        | LinkError::Content(WireError {
            instead: Some(Instead::Newer(version)),
            ..
        }) => format!("It {}.", newer(*version)),
        LinkError::UnknownCodec(codec) => {
            format!("It is packed in a way that this version does not know (`{codec}`). {UPDATE}.")
        }
        LinkError::Lesson => "It leads to a step of a lesson, which only the page has.".into(),
        other => other.to_string(),
    }
}

const UPDATE: &str = "Install the newest iam-playground, or open it on the page";

fn newer(version: u64) -> String {
    format!("was made by a newer version of IAM Playground (format {version}). {UPDATE}")
}
