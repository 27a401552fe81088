//! Texts that fit patterns, and texts that make a pattern fit.

use crate::context::{Context, ContextKey, Supplied, Value};
use crate::pattern::{Pattern, Piece, Resolved};
use std::collections::{HashSet, VecDeque};

/// A piece of a pattern, character by character.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Step {
    One(char),
    AnyOne,
    AnyRun,
}

pub(super) fn steps(pattern: &Pattern) -> Vec<Step> {
    let mut steps = Vec::new();
    for piece in pattern.pieces() {
        match piece {
            Piece::Literal(text) => steps.extend(text.chars().map(Step::One)),
            Piece::AnyOne => steps.push(Step::AnyOne),
            Piece::AnyRun => steps.push(Step::AnyRun),
            Piece::Variable(_) => {}
        }
    }
    steps
}

pub(super) enum Sample {
    Literal(String),
    Pattern(String),
}

pub(super) fn sample(steps: &[Step]) -> Sample {
    let text = steps.iter().map(|step| match step {
        Step::One(character) => *character,
        Step::AnyOne | Step::AnyRun => 'x',
    });
    match steps.iter().all(|step| matches!(step, Step::One(_))) {
        true => Sample::Literal(text.collect()),
        false => Sample::Pattern(text.collect()),
    }
}

/// Longer patterns are not searched for a common text.
const COMMON_STEPS: usize = 256;

/// A shortest text that fits both patterns.
pub(super) fn common_text(one: &[Step], other: &[Step]) -> Option<String> {
    if one.len().max(other.len()) > COMMON_STEPS {
        return None;
    }
    let mut seen = HashSet::from([(0, 0)]);
    let mut waiting = VecDeque::from([(0, 0, String::new())]);
    while let Some((left, right, text)) = waiting.pop_front() {
        let here = (one.get(left), other.get(right));
        if here == (None, None) {
            return Some(text);
        }
        let mut go = |to: (usize, usize), character: Option<char>| {
            if seen.insert(to) {
                let mut text = text.clone();
                text.extend(character);
                waiting.push_back((to.0, to.1, text));
            }
        };
        if here.0 == Some(&Step::AnyRun) {
            go((left + 1, right), None);
        }
        if here.1 == Some(&Step::AnyRun) {
            go((left, right + 1), None);
        }
        let (Some(a), Some(b)) = here else { continue };
        let after = |step: &Step, at: usize| match step {
            Step::AnyRun => at,
            Step::One(_) | Step::AnyOne => at + 1,
        };
        let to = (after(a, left), after(b, right));
        match (a, b) {
            (Step::One(x), Step::One(y)) if x != y => {}
            (Step::One(x), _) | (_, Step::One(x)) => go(to, Some(*x)),
            _ => go(to, Some('x')),
        }
    }
    None
}

/// The texts that `key` may hold so that `text` fits the pattern, in which `key` is a variable.
pub(crate) fn solutions(
    pattern: &Pattern,
    text: &str,
    key: &ContextKey,
    context: &Context,
) -> Vec<String> {
    const MOST: usize = 8;
    const LONGEST: usize = 512;
    let pieces: Vec<Piece<'_>> = pattern.pieces().collect();
    let is_key =
        |piece: &Piece<'_>| matches!(piece, Piece::Variable(variable) if variable.key == *key);
    let Some(at) = pieces
        .iter()
        .position(is_key)
        .filter(|_| text.len() <= LONGEST)
    else {
        return Vec::new();
    };
    let neighbour =
        |position: Option<usize>| position.and_then(|position| pieces.get(position).copied());
    let begins = |start: usize| match neighbour(at.checked_sub(1)) {
        None => start == 0,
        Some(Piece::Literal(literal)) => text
            .get(..start)
            .is_some_and(|head| head.ends_with(literal)),
        Some(_) => text.is_char_boundary(start),
    };
    let ends = |end: usize| match neighbour(Some(at + 1)) {
        None => end == text.len(),
        Some(Piece::Literal(literal)) => text
            .get(end..)
            .is_some_and(|tail| tail.starts_with(literal)),
        Some(_) => text.is_char_boundary(end),
    };
    let starts: Vec<usize> = (0..=text.len())
        .filter(|start| begins(*start))
        .take(MOST)
        .collect();
    let ends: Vec<usize> = (0..=text.len())
        .filter(|end| ends(*end))
        .take(MOST)
        .collect();
    let mut context = context.clone();
    let mut found: Vec<String> = Vec::new();
    for (start, end) in starts
        .iter()
        .flat_map(|start| ends.iter().map(move |end| (*start, *end)))
    {
        let Some(piece) = text.get(start..end).filter(|piece| !piece.is_empty()) else {
            continue;
        };
        context.set(key.as_str(), Supplied::Single(Value::new(piece)));
        let fits = match pattern.resolve(&context) {
            Resolved::Pattern(resolved) => resolved.fits(text),
            Resolved::Missing | Resolved::Unknown => false,
        };
        if fits && !found.iter().any(|known| known == piece) && found.len() < MOST {
            found.push(piece.to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::Syntax;

    #[test]
    fn a_variable_is_solved_from_the_text_it_has_to_give() {
        let (pattern, _) = Pattern::parse("home/${aws:username}/*", Syntax::Both);
        let key = ContextKey::new("aws:UserName");
        let found = |text| solutions(&pattern, text, &key, &Context::new());
        assert_eq!(found("home/ana/x"), ["ana"]);
        assert_eq!(found("home/ana/b/x"), ["ana", "ana/b"]);
        assert!(found("office/ana/x").is_empty());
    }
}
