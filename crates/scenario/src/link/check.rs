//! CRC-32 (of IEEE 802.3, as in gzip and PNG), by which a damaged link is told from a whole one.
//! It is no protection against anybody who means harm.

/// Digits of a check.
pub(super) const DIGITS: usize = 8;

/// The check of some bytes, in lower-case hexadecimal digits.
pub(super) fn of(bytes: &[u8]) -> String {
    let remainder = bytes.iter().fold(u32::MAX, |remainder, byte| {
        (0..8).fold(remainder ^ u32::from(*byte), |remainder, _| {
            let mask = (remainder & 1).wrapping_neg();
            (remainder >> 1) ^ (0xedb8_8320 & mask)
        })
    });
    format!("{:08x}", !remainder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_check_of_gzip() {
        assert_eq!(of(b"123456789"), "cbf43926");
        assert_eq!(of(b""), "00000000");
    }
}
