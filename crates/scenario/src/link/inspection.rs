//! What a link is made of, for people who want to know why it does or does not open.

use super::{DICTIONARY_1, Fragment, LinkError, Made, bytes, check, made, packing, read};
use crate::document::Scenario;

/// The parts of a link, as far as they can be told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Inspection {
    /// The length of the fragment.
    pub characters: usize,
    /// The version of the format.
    pub version: Option<u64>,
    /// How the document is packed.
    pub codec: Option<String>,
    /// Bytes of the document as it is packed.
    pub packed: Option<usize>,
    /// Bytes of the document's JSON.
    pub unpacked: Option<usize>,
    /// What made it, where it says.
    pub made: Option<Made>,
    /// The check that the link carries.
    pub check: Option<String>,
    /// The check that its content has.
    pub computed: Option<String>,
    /// What is in it, or why it cannot be opened.
    pub scenario: Result<Scenario, LinkError>,
}

/// Looks into the fragment of an address, with or without its `#`.
pub fn inspect(fragment: &str) -> Inspection {
    let fragment = fragment.trim();
    let link = fragment.strip_prefix('#').unwrap_or(fragment);
    let link = link.trim_end_matches(super::BEHIND);
    let mut parts = link.split('.');
    let version = parts.next().and_then(|part| part.strip_prefix('v'));
    let version = version.and_then(|digits| digits.parse().ok());
    let codec = parts.next().filter(|codec| !codec.is_empty());
    let codec = codec.filter(|_| version.is_some());
    let packed = parts.next().and_then(|payload| bytes(payload).ok());
    let packed = packed.filter(|_| version == Some(super::VERSION));
    let unpacked = match (codec, &packed) {
        (Some("j"), Some(packed)) => Some(packed.clone()),
        (Some("d"), Some(packed)) => packing::unpack(packed, &[]).ok(),
        (Some("D1"), Some(packed)) => packing::unpack(packed, DICTIONARY_1).ok(),
        _ => None,
    };
    Inspection {
        characters: link.chars().count(),
        version,
        codec: codec.map(str::to_owned),
        packed: packed.map(|packed| packed.len()),
        unpacked: unpacked.as_ref().map(Vec::len),
        made: made::made(link),
        check: parts
            .find(|part| !made::is_made(part))
            .filter(|_| version.is_some())
            .map(str::to_owned),
        computed: unpacked.map(|unpacked| check::of(&unpacked)),
        scenario: match read(link) {
            Ok(Fragment::Scenario(scenario)) => Ok(*scenario),
            Ok(_) => Err(LinkError::NotALink),
            Err(error) => Err(error),
        },
    }
}
