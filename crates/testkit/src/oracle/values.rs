//! Text with wildcards and variables, and the types that condition values are compared as, for
//! the oracle (R1.8, R1.11, R2.2).

use iam::context::{Context, Supplied};
use std::net::IpAddr;

/// A character of a pattern. The flags tell whether a wildcard may take a colon.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Token {
    Char(char),
    One(bool),
    Run(bool),
}

pub(super) fn lower(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().flat_map(char::to_lowercase)
}

/// A pattern with its variables replaced, where there is a context to take them from; `None`
/// when one has neither a value nor a default (R1.11.15).
pub(super) fn tokens(text: &str, wild: bool, context: Option<&Context>) -> Option<Vec<Token>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let variable = context.and_then(|context| Some((context, rest.strip_prefix("${")?)));
        let closed = variable.and_then(|(context, body)| Some((context, variable_of(body)?)));
        rest = match (closed, character) {
            (Some((context, (key, default, after))), _) => {
                let text = match key {
                    "*" | "?" | "$" => key, // R1.11.13
                    _ => single(context, key).or(default)?,
                };
                found.extend(text.chars().map(Token::Char)); // R1.11.14
                after
            }
            (None, '*') if wild => {
                found.push(Token::Run(true));
                rest.strip_prefix('*')?
            }
            (None, '?') if wild => {
                found.push(Token::One(true));
                rest.strip_prefix('?')?
            }
            (None, other) => {
                found.push(Token::Char(other));
                rest.strip_prefix(other)?
            }
        };
    }
    Some(found)
}

/// Key, default and what follows of `key}…` or `key, 'default'}…`.
fn variable_of(body: &str) -> Option<(&str, Option<&str>, &str)> {
    let (inside, after) = body.split_once('}')?;
    match inside.split_once(", '") {
        None => Some((inside, None, after)),
        Some((key, _)) => {
            let (_, tail) = body.split_once(", '")?;
            let (default, after) = tail.split_once("'}")?;
            Some((key, Some(default), after))
        }
    }
}

/// R1.11.7.
fn single<'a>(context: &'a Context, wanted: &str) -> Option<&'a str> {
    let wanted = wanted.to_lowercase();
    let (_, supplied) = context.entries().find(|(key, _)| key.folded() == wanted)?;
    match supplied {
        Supplied::Single(value) => Some(value.text()),
        Supplied::Several(_) | Supplied::Unknown => None,
    }
}

/// Whether the whole text fits: for each token, which beginnings of the text are reached.
pub(super) fn whole(tokens: &[Token], text: &[char]) -> bool {
    let mut reached = vec![false; text.len() + 1];
    if let Some(first) = reached.first_mut() {
        *first = true;
    }
    for token in tokens {
        let mut before = false;
        let mut next = Vec::with_capacity(reached.len());
        let characters = std::iter::once(None).chain(text.iter().map(Some));
        for (here, character) in reached.iter().zip(characters) {
            let takes = |colons: bool| character.is_some_and(|one| colons || *one != ':');
            next.push(match token {
                Token::Char(wanted) => before && character == Some(wanted),
                Token::One(colons) => before && takes(*colons),
                Token::Run(colons) => *here || (next.last() == Some(&true) && takes(*colons)),
            });
            before = *here;
        }
        reached = next;
    }
    reached.last() == Some(&true)
}

/// Whether a request's value fits a policy's under a positive operator, in lower case (R2.2).
pub(super) fn value_fits(name: &str, value: &str, wanted: &str, live: Option<&Context>) -> bool {
    let characters: Vec<char> = value.chars().collect();
    let text = |wild| tokens(wanted, wild, live);
    let folded = || {
        let wanted = text(false)?.into_iter().flat_map(|token| match token {
            Token::Char(one) => one.to_lowercase().map(Token::Char).collect(),
            other => vec![other],
        });
        Some(whole(
            &wanted.collect::<Vec<_>>(),
            &lower(value).collect::<Vec<_>>(),
        ))
    };
    let ordered = |order: &str, read: fn(&str) -> Option<f64>| {
        let (value, wanted) = (read(value)?, read(wanted)?);
        Some(match order {
            "equals" => value == wanted,
            "lessthan" => value < wanted,
            "lessthanequals" => value <= wanted,
            "greaterthan" => value > wanted,
            _ => value >= wanted,
        })
    };
    let fits = match name {
        "stringequals" => text(false).map(|tokens| whole(&tokens, &characters)),
        "stringlike" => text(true).map(|tokens| whole(&tokens, &characters)),
        "stringequalsignorecase" => folded(),
        "bool" => folded().map(|fits| fits && matches!(&*value.to_lowercase(), "true" | "false")),
        "binaryequals" => Some(value == wanted && is_base64(value)),
        "ipaddress" => within(value, wanted),
        "arnequals" | "arnlike" => arn_fits(value, wanted, live),
        _ => match (name.strip_prefix("numeric"), name.strip_prefix("date")) {
            (Some(order), _) => ordered(order, number),
            (_, Some(order)) => ordered(order, instant),
            _ => None,
        },
    };
    fits == Some(true)
}

/// R2.2.31 to R2.2.37.
fn arn_fits(value: &str, wanted: &str, live: Option<&Context>) -> Option<bool> {
    let names: Vec<&str> = value.splitn(6, ':').collect();
    let tokens = tokens(wanted, true, live)?;
    let parts: Vec<&[Token]> = tokens
        .splitn(6, |token| *token == Token::Char(':'))
        .collect();
    let fits = |(part, name): (&&[Token], &&str)| whole(part, &name.chars().collect::<Vec<_>>());
    let all = parts.len() == 6 && parts.iter().zip(&names).all(fits);
    Some(names.len() == 6 && (wanted == "*" || all))
}

/// R2.2.11.
fn number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let parts: Vec<&str> = digits.split('.').collect();
    let is_digits =
        |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.len() <= 2 && parts.iter().all(is_digits) {
        true => text.parse().ok(),
        false => None,
    }
}

/// R2.2.14, R2.2.15: seconds since 1970, by way of the Julian day number.
fn instant(text: &str) -> Option<f64> {
    if text.len() != 4 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    let (day, clock) = text
        .split_once('T')
        .map_or((text, None), |(day, clock)| (day, Some(clock)));
    let fields: Vec<i64> = day
        .split('-')
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    let (year, month, day) = match *fields {
        [year] if clock.is_none() => (year, 1, 1),
        [year, month] if clock.is_none() => (year, month, 1),
        [year, month, day] => (year, month, day),
        _ => return None,
    };
    let next = if month == 12 {
        (year + 1, 1)
    } else {
        (year, month + 1)
    };
    let in_month = julian(next.0, next.1, 1) - julian(year, month, 1);
    let valid = (1..=12).contains(&month) && (1..=in_month).contains(&day);
    let midnight = (julian(year, month, day) - 2_440_588) * 86_400;
    let seconds = clock.map_or(Some(0.0), seconds_of_day)?;
    valid.then_some(midnight as f64 + seconds)
}

/// `hh:mm[:ss[.s]]` with `Z` or an offset, in seconds from midnight UTC.
fn seconds_of_day(clock: &str) -> Option<f64> {
    let (clock, offset) = match clock.strip_suffix('Z') {
        Some(clock) => (clock, 0.0),
        None => {
            let at = clock.rfind(['+', '-'])?;
            let (clock, zone) = clock.split_at_checked(at)?;
            let sign = if zone.starts_with('-') { -60.0 } else { 60.0 };
            let (hours, minutes) = zone.get(1..)?.split_once(':')?;
            (clock, sign * (number(hours)? * 60.0 + number(minutes)?))
        }
    };
    let fields: Vec<f64> = clock.split(':').map(number).collect::<Option<_>>()?;
    match *fields {
        [hours, minutes] => Some(hours * 3_600.0 + minutes * 60.0 - offset),
        [hours, minutes, seconds] => Some(hours * 3_600.0 + minutes * 60.0 + seconds - offset),
        _ => None,
    }
}

/// Fliegel and Van Flandern's formula, with its divisions towards zero.
fn julian(year: i64, month: i64, day: i64) -> i64 {
    let shift = (month - 14) / 12;
    (1461 * (year + 4800 + shift)) / 4 + (367 * (month - 2 - 12 * shift)) / 12
        - (3 * ((year + 4900 + shift) / 100)) / 4
        + day
        - 32_075
}

/// R2.2.23 to R2.2.30.
fn within(host: &str, range: &str) -> Option<bool> {
    let (start, length) = range.split_once('/').unwrap_or((range, "128"));
    let length: u32 = length.parse().ok()?;
    let bits = |text: &str| match text.parse().ok()? {
        IpAddr::V4(address) => Some((4, u128::from(address.to_bits()) << 96)),
        IpAddr::V6(address) => Some((6, address.to_bits())),
    };
    let ((family, start), (other, host)) = (bits(start)?, bits(host)?);
    Some(family == other && length <= (start ^ host).leading_zeros())
}

fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/';
    text.len().is_multiple_of(4) && text.len() - body.len() <= 2 && body.bytes().all(is_digit)
}
