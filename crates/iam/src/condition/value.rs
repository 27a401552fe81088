//! The types that condition values are compared as: numbers, instants, addresses (R2.2).

use ipnet::IpNet;
use std::cmp::Ordering;
use std::net::IpAddr;
use std::str::FromStr;

/// An integer or decimal of any length.
// INVARIANT: `whole` has no leading zeros and `fraction` no trailing ones; zero is not negative.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Number {
    negative: bool,
    whole: Box<str>,
    fraction: Box<str>,
}

impl Number {
    /// Reads digits with an optional `-` and an optional fraction. Exponents and a leading `+`
    /// are refused (R2.2).
    pub fn parse(text: &str) -> Option<Number> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        let whole = whole.trim_start_matches('0');
        let fraction = fraction.trim_end_matches('0');
        let negative = negative && !(whole.is_empty() && fraction.is_empty());
        Some(Number {
            negative,
            whole: whole.into(),
            fraction: fraction.into(),
        })
    }

    fn magnitude(&self, other: &Number) -> Ordering {
        let by_length = self.whole.len().cmp(&other.whole.len());
        by_length
            .then_with(|| self.whole.cmp(&other.whole))
            .then_with(|| self.fraction.cmp(&other.fraction))
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        match (self.negative, other.negative) {
            (false, false) => self.magnitude(other),
            (true, true) => other.magnitude(self),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

/// A point in time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Instant {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// Nanoseconds within the second.
    pub nanoseconds: u32,
}

impl Instant {
    /// Reads the ISO 8601 profile that AWS names, or seconds since the epoch (R2.2). Four
    /// digits alone are a year.
    pub fn parse(text: &str) -> Option<Instant> {
        let is_count =
            text.len() != 4 && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        match is_count {
            true => Some(Instant {
                seconds: text.parse().ok()?,
                nanoseconds: 0,
            }),
            false => parse_calendar(text),
        }
    }
}

/// `YYYY[-MM[-DD[Thh:mm[:ss[.s]]TZD]]]`.
fn parse_calendar(text: &str) -> Option<Instant> {
    let mut reader = Reader { rest: text };
    let year = reader.digits(4)?;
    let month = if reader.eat('-') {
        reader.digits(2)?
    } else {
        1
    };
    let day = if text.len() > 7 && reader.eat('-') {
        reader.digits(2)?
    } else {
        1
    };
    if !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) {
        return None;
    }
    let midnight = days_since_epoch(year, month, day) * 86_400;
    if reader.rest.is_empty() {
        return Some(Instant {
            seconds: midnight,
            nanoseconds: 0,
        });
    }
    if text.len() <= 10 || !reader.eat('T') {
        return None;
    }
    let hour = reader.digits(2)?;
    reader.eat(':').then_some(())?;
    let minute = reader.digits(2)?;
    let second = if reader.eat(':') {
        reader.digits(2)?
    } else {
        0
    };
    let nanoseconds = if text.len() > 19 && reader.eat('.') {
        reader.fraction()?
    } else {
        0
    };
    let offset = reader.offset()?;
    if hour > 23 || minute > 59 || second > 59 || !reader.rest.is_empty() {
        return None;
    }
    let seconds = midnight + hour * 3_600 + minute * 60 + second - offset;
    Some(Instant {
        seconds,
        nanoseconds,
    })
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn eat(&mut self, character: char) -> bool {
        match self.rest.strip_prefix(character) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn digits(&mut self, count: usize) -> Option<i64> {
        let digits = self.rest.get(..count)?;
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        self.rest = self.rest.get(count..)?;
        digits.parse().ok()
    }

    /// The digits behind the point, as nanoseconds; further digits are below what is compared.
    fn fraction(&mut self) -> Option<u32> {
        let length = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let digits = self
            .rest
            .get(..length)
            .filter(|digits| !digits.is_empty())?;
        let kept: String = digits.chars().chain("000000000".chars()).take(9).collect();
        self.rest = self.rest.get(length..)?;
        kept.parse().ok()
    }

    /// `Z` or `±hh:mm`, in seconds east of Greenwich.
    fn offset(&mut self) -> Option<i64> {
        if self.eat('Z') {
            return Some(0);
        }
        let sign = match (self.eat('+'), self.eat('-')) {
            (true, _) => 1,
            (false, true) => -1,
            (false, false) => return None,
        };
        let hours = self.digits(2)?;
        self.eat(':').then_some(())?;
        let minutes = self.digits(2)?;
        (hours < 24 && minutes < 60).then_some(sign * (hours * 3_600 + minutes * 60))
    }
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01, counting years from March so that the leap day comes last.
fn days_since_epoch(year: i64, month: i64, day: i64) -> i64 {
    let year = if month > 2 { year } else { year - 1 };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// An IP address or a range of addresses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Address(IpNet);

impl Address {
    /// Reads a range in CIDR form, or one host without a prefix length (R2.2). Host bits that
    /// the prefix covers are ignored.
    pub fn parse_range(text: &str) -> Option<Address> {
        match text.contains('/') {
            true => IpNet::from_str(text).ok().map(Address),
            false => Address::parse_host(text),
        }
    }

    /// Reads one host.
    pub fn parse_host(text: &str) -> Option<Address> {
        let plausible = text
            .bytes()
            .next()
            .is_some_and(|byte| byte.is_ascii_hexdigit() || byte == b':');
        match plausible {
            true => IpAddr::from_str(text)
                .ok()
                .map(|host| Address(IpNet::from(host))),
            false => None,
        }
    }

    /// Whether `other` lies in this range; the two families never meet.
    pub fn contains(&self, other: &Address) -> bool {
        self.0.contains(&other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_compare_by_value() {
        let number = |text| Number::parse(text).unwrap();
        assert!(number("2") < number("10"));
        assert!(number("-10") < number("-2"));
        assert!(number("-0") == number("0.00"));
        assert!(number("1.05") < number("1.5"));
        assert!(number("007") == number("7.0"));
        assert!(
            number("123456789012345678901234567890.1") > number("123456789012345678901234567890")
        );
        for text in ["", "-", "+1", "1e3", "1.", ".5", "1,5", "0x10", " 1"] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
    }

    #[test]
    fn instants_are_read_in_every_form_of_the_profile() {
        let seconds = |text| Instant::parse(text).map(|instant| instant.seconds);
        assert_eq!(seconds("1970"), Some(0));
        assert_eq!(seconds("2000-03"), Some(951_868_800));
        assert_eq!(seconds("2020-02-29"), Some(1_582_934_400));
        assert_eq!(seconds("2020-04-01T00:00:00Z"), Some(1_585_699_200));
        assert_eq!(seconds("2020-04-01T02:00+02:00"), Some(1_585_699_200));
        assert_eq!(seconds("2020-03-31T23:00:00.5-01:00"), Some(1_585_699_200));
        assert_eq!(seconds("1585699200"), Some(1_585_699_200));
        assert_eq!(
            Instant::parse("2020-04-01T00:00:00.25Z")
                .unwrap()
                .nanoseconds,
            250_000_000
        );
        for text in [
            "",
            "20x",
            "2020-13",
            "2019-02-29",
            "2020-04-01T00:00:00",
            "2020-04-01 00:00Z",
            "2020-04-01Z",
            "2020-04-01T25:00Z",
            "soon",
        ] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }

    #[test]
    fn addresses_fall_into_ranges_of_their_family() {
        let within = |range: &str, host: &str| {
            Address::parse_range(range)
                .unwrap()
                .contains(&Address::parse_host(host).unwrap())
        };
        assert!(within("203.0.113.77/24", "203.0.113.9"));
        assert!(within("203.0.113.9", "203.0.113.9"));
        assert!(!within("203.0.113.9", "203.0.113.8"));
        assert!(within("2001:DB8:1234:5678::/64", "2001:db8:1234:5678:0::1"));
        assert!(!within("0.0.0.0/0", "::1"));
        assert!(Address::parse_range("203.0.113.0/33").is_none());
        assert!(Address::parse_host("203.0.113.0/24").is_none());
    }
}
