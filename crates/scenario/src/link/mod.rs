//! Links: a whole scenario in the fragment of an address, so that no server ever sees it.
//!
//! `v1.<codec>.<payload>.<made>.<check>`: version and codec stand outside of what is packed, so that a
//! newer link is recognised and never guessed at. `check` is a CRC-32 of the unpacked document;
//! it stands last, so that a link that was cut off has none. `docs/FORMAT.md` has the details.
//!
//! Not responsible for the document inside (`wire`), or for the address in front of the `#`.

mod check;
mod error;
mod inspection;
mod made;
mod packing;
mod query;
mod query_caller;

pub use error::LinkError;
pub use inspection::{Inspection, inspect};
pub use made::{Made, RULES, made};
pub use query::{QueryError, read_query};

use crate::caps;
use crate::document::Scenario;
use crate::wire;
use data_encoding::BASE64URL_NOPAD;
use packing::DICTIONARY_1;

const VERSION: u64 = 1;
/// Marks that programs put behind a link, none of which ends one.
const BEHIND: [char; 10] = ['.', ',', ';', ':', '!', ')', '>', ']', '"', '\''];

/// What an address asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fragment {
    /// Nothing: there is no fragment.
    Nothing,
    /// This scenario.
    Scenario(Box<Scenario>),
    /// The example of an id, which may not exist.
    Example(String),
    /// A new, empty work.
    New,
    /// To choose a file.
    File,
}

/// The fragment of a link to a scenario, without `#`.
pub fn encode(scenario: &Scenario) -> Result<String, LinkError> {
    let json = wire::to_compact_json(scenario);
    let packed = packing::pack(json.as_bytes(), DICTIONARY_1);
    let payload = BASE64URL_NOPAD.encode(&packed);
    let made = made::here();
    let check = check::of(json.as_bytes());
    let link = format!("v{VERSION}.D1.{payload}.{made}.{check}");
    match link.len() <= caps::LINK && json.len() <= caps::LINK_DOCUMENT {
        true => Ok(link),
        false => Err(LinkError::DoesNotFit),
    }
}

/// Reads the fragment of an address, with or without its `#`.
pub fn read(fragment: &str) -> Result<Fragment, LinkError> {
    let fragment = fragment.trim();
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    if let Some(name) = fragment.strip_prefix("example/") {
        return example(name);
    }
    match fragment {
        "" => Ok(Fragment::Nothing),
        "new" => Ok(Fragment::New),
        "file" => Ok(Fragment::File),
        _ => {
            let scenario = scenario(fragment.trim_end_matches(BEHIND))?;
            Ok(Fragment::Scenario(Box::new(scenario)))
        }
    }
}

/// `<id>`, or `<id>/<step>`, which is kept for lessons.
fn example(name: &str) -> Result<Fragment, LinkError> {
    let (id, step) = match name.split_once('/') {
        Some((id, step)) => (id, Some(step)),
        None => (name, None),
    };
    let is_id = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if !(1..=64).contains(&id.len()) || !id.bytes().all(is_id) {
        return Err(LinkError::NotALink);
    }
    match step {
        None => Ok(Fragment::Example(id.into())),
        Some(_) => Err(LinkError::Lesson),
    }
}

// A door of the split build: what lies behind it waits (ARCHITECTURE.md).
#[inline(never)]
fn scenario(link: &str) -> Result<Scenario, LinkError> {
    let mut parts = link.split('.');
    let version = parts.next().and_then(|part| part.strip_prefix('v'));
    let version = version.filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
    let version: u64 = version
        .and_then(|digits| digits.parse().ok())
        .ok_or(LinkError::NotALink)?;
    if version != VERSION {
        return Err(match version {
            0 => LinkError::NotALink,
            newer => LinkError::Newer(newer),
        });
    }
    let cut_off = || LinkError::CutOff(link.chars().count());
    let codec = parts.next().filter(|codec| !codec.is_empty());
    let codec = codec.ok_or_else(cut_off)?;
    let payload = parts.next().ok_or_else(cut_off)?;
    let given = match parts.next() {
        // What made it, which always has a check behind it.
        Some(part) if made::is_made(part) => Some(parts.next().ok_or_else(cut_off)?),
        given => given,
    };
    let without_check = |error| match (error, given) {
        (LinkError::Damaged, None) => LinkError::Garbled,
        (error, _) => error,
    };
    let json = match codec {
        "j" => bytes(payload).map_err(without_check)?,
        "d" | "D1" => {
            let dictionary = match codec {
                "D1" => DICTIONARY_1,
                _ => &[],
            };
            // Links are never made without a check, so it is what was cut off.
            match given.is_some_and(|given| check::DIGITS <= given.len()) {
                true => packing::unpack(&bytes(payload)?, dictionary)?,
                false => return Err(cut_off()),
            }
        }
        other => return Err(LinkError::UnknownCodec(caps::clip(other, 16).into())),
    };
    match (given, parts.next()) {
        (None, _) => {}
        (Some(given), None) if given.eq_ignore_ascii_case(&check::of(&json)) => {}
        (Some(given), None) if given.len() < check::DIGITS => return Err(cut_off()),
        (Some(_), _) => return Err(LinkError::Damaged),
    }
    let json = String::from_utf8(json).map_err(|_| without_check(LinkError::Damaged))?;
    wire::from_json(&json).map_err(|error| match (given, error.is_at_end()) {
        (None, true) => cut_off(),
        _ => LinkError::Content(error),
    })
}

fn bytes(payload: &str) -> Result<Vec<u8>, LinkError> {
    if caps::LINK_PAYLOAD < payload.len() {
        return Err(LinkError::TooLarge);
    }
    let payload = payload.trim_end_matches('=');
    BASE64URL_NOPAD
        .decode(payload.as_bytes())
        .map_err(|_| LinkError::Damaged)
}
