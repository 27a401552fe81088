//! Values beside the borders that numbers, dates and addresses are compared with.

use crate::condition::value::{Instant, Number};
use ipnet::IpNet;
use std::net::IpAddr;
use std::str::FromStr;

/// A value that an operator orders by, and its text.
pub(super) type Border<T> = (Box<str>, T);
/// Finds a value between two borders, or beyond one.
pub(super) type Around<T> = fn(Option<&Border<T>>, Option<&Border<T>>) -> Option<String>;

pub(super) fn range(text: &str) -> Option<IpNet> {
    match text.contains('/') {
        true => IpNet::from_str(text).ok(),
        false => IpAddr::from_str(text).ok().map(IpNet::from),
    }
}

pub(super) fn after(host: IpAddr) -> Option<IpAddr> {
    Some(match host {
        IpAddr::V4(host) => IpAddr::V4(u32::from(host).checked_add(1)?.into()),
        IpAddr::V6(host) => IpAddr::V6(u128::from(host).checked_add(1)?.into()),
    })
}

pub(super) fn before(host: IpAddr) -> Option<IpAddr> {
    Some(match host {
        IpAddr::V4(host) => IpAddr::V4(u32::from(host).checked_sub(1)?.into()),
        IpAddr::V6(host) => IpAddr::V6(u128::from(host).checked_sub(1)?.into()),
    })
}

/// A number strictly between two, or beyond one where the other is missing.
pub(super) fn number_around(
    low: Option<&Border<Number>>,
    high: Option<&Border<Number>>,
) -> Option<String> {
    let fits = |text: &String| {
        Number::parse(text).is_some_and(|number| {
            low.is_none_or(|(_, low)| *low < number) && high.is_none_or(|(_, high)| number < *high)
        })
    };
    let near = [low, high].into_iter().flatten().flat_map(|(text, _)| {
        let whole: Option<i128> = text.split('.').next().and_then(|whole| whole.parse().ok());
        let steps = whole.into_iter().flat_map(|whole| {
            [1, -1, 0, 2, -2].map(|step: i128| whole.saturating_add(step).to_string())
        });
        let finer = (0..24).map(move |zeros| {
            let point = if text.contains('.') { "" } else { "." };
            format!("{text}{point}{}1", "0".repeat(zeros))
        });
        let halves = [1, 2, 4, 8].map(|zeros| format!("-0.{}1", "0".repeat(zeros)));
        steps.chain(halves).chain(finer).collect::<Vec<_>>()
    });
    ["0".to_owned()].into_iter().chain(near).find(fits)
}

/// An instant strictly between two, or a second beyond one where the other is missing.
pub(super) fn instant_around(
    low: Option<&Border<Instant>>,
    high: Option<&Border<Instant>>,
) -> Option<String> {
    let (low, high) = (low.map(|(_, low)| low), high.map(|(_, high)| high));
    let seconds = match (low, high) {
        (None, None) => return None,
        (None, Some(high)) => high.seconds.checked_sub(1)?,
        (Some(low), None) => low.seconds.checked_add(1)?,
        (Some(low), Some(high)) => low.seconds + (high.seconds - low.seconds) / 2,
    };
    let text = calendar(seconds);
    let instant = Instant::parse(&text)?;
    let fits = low.is_none_or(|low| *low < instant) && high.is_none_or(|high| instant < *high);
    fits.then_some(text)
}

/// `2026-10-01T12:00:00Z`, counting days from the first of March of the year 0.
fn calendar(seconds: i64) -> String {
    let days = seconds.div_euclid(86_400) + 719_468;
    let second = seconds.rem_euclid(86_400);
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    let (hour, minute) = (second / 3_600, second / 60 % 60);
    format!(
        "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{:02}Z",
        second % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_number_between_any_two() {
        for (low, high) in [
            ("-0.5", "-0.25"),
            ("-10", "-9"),
            ("0", "0.001"),
            ("-1", "0"),
        ] {
            let border = |text: &str| (text.into(), Number::parse(text).unwrap());
            let found = number_around(Some(&border(low)), Some(&border(high)));
            assert!(found.is_some(), "{low} {high}");
        }
    }
}
