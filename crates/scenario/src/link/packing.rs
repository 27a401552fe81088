//! Raw DEFLATE with a preset dictionary, as zlib knows it: what a scenario nearly always holds
//! (the format's members, the boilerplate of policies) is not sent, but referred to.
//!
//! A dictionary is a part of its codec: it never changes, and a better one gets a codec of its own.

use super::LinkError;
use crate::caps;
use miniz_oxide::deflate::core::{
    CompressorOxide, TDEFLFlush, compress_to_output, create_comp_flags_from_zip_params,
};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

/// The dictionary of codec `D1`. What is likeliest stands last, where references are shortest.
pub(super) const DICTIONARY_1: &[u8] = include_bytes!("dictionary-1.txt");

/// Searches long for repetitions: a scenario is small, and every character of a link counts.
const LEVEL: i32 = 10;
/// Without the header of zlib.
const RAW: i32 = -15;

/// Packs with a dictionary.
pub(super) fn pack(bytes: &[u8], dictionary: &[u8]) -> Vec<u8> {
    let flags = create_comp_flags_from_zip_params(LEVEL, RAW, 0);
    let mut compressor = CompressorOxide::new(flags);
    // The dictionary goes first and its packed form is thrown away: after the flush the stream
    // goes on at a whole byte, and refers back to what it has seen.
    compress_to_output(&mut compressor, dictionary, TDEFLFlush::Sync, |_| true);
    let mut packed = Vec::new();
    compress_to_output(&mut compressor, bytes, TDEFLFlush::Finish, |part| {
        packed.extend_from_slice(part);
        true
    });
    packed
}

/// Unpacks what was packed with a dictionary, up to the size that a link's document may have.
pub(super) fn unpack(packed: &[u8], dictionary: &[u8]) -> Result<Vec<u8>, LinkError> {
    let mut out = dictionary.to_vec();
    out.resize(dictionary.len() + caps::LINK_DOCUMENT, 0);
    let mut decompressor = DecompressorOxide::new();
    let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let start = dictionary.len();
    let (status, _, written) = decompress(&mut decompressor, packed, &mut out, start, flags);
    match status {
        TINFLStatus::Done => {
            out.truncate(start + written);
            Ok(out.split_off(start))
        }
        TINFLStatus::HasMoreOutput => Err(LinkError::TooLarge),
        _ => Err(LinkError::Damaged),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_dictionary_is_what_it_was() {
        assert_eq!(DICTIONARY_1.len(), 3_810);
        assert_eq!(super::super::check::of(DICTIONARY_1), "05a8b775");
    }

    #[test]
    fn what_was_packed_comes_out_whatever_its_size() {
        let noise = |length: u32| (0..length).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8);
        for dictionary in [&[], DICTIONARY_1] {
            for length in [0, 1, 3, 4_095, 70_000, 1_000_000, 1_048_576] {
                let bytes: Vec<u8> = noise(length).collect();
                let packed = pack(&bytes, dictionary);
                assert_eq!(unpack(&packed, dictionary), Ok(bytes), "{length}");
            }
            let large = vec![b' '; caps::LINK_DOCUMENT + 1];
            let packed = pack(&large, dictionary);
            assert_eq!(unpack(&packed, dictionary), Err(LinkError::TooLarge));
        }
    }

    #[test]
    fn the_dictionary_is_made_use_of() {
        assert!(pack(DICTIONARY_1, DICTIONARY_1).len() < 64);
    }
}
