//! Text with wildcards and policy variables, read once and matched often: `*` is any run of
//! characters, `?` exactly one, `${key}` the value of a condition key (R1.8, R1.11, R2.2).

use crate::context::{Context, ContextKey, Lookup};

/// One piece of a pattern.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Piece<'a> {
    /// Characters that stand for themselves.
    Literal(&'a str),
    /// `*`.
    AnyRun,
    /// `?`.
    AnyOne,
    /// `${key}` or `${key, 'default'}`.
    Variable(&'a Variable),
}

/// A policy variable.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Variable {
    /// The condition key whose value is put in.
    pub key: ContextKey,
    /// What is put in when the key is absent.
    pub default: Option<Box<str>>,
}

/// How much of the pattern language a place in a policy understands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Syntax {
    /// Characters only: neither wildcards nor variables.
    Literal,
    /// Variables, but `*` and `?` are plain characters.
    Variables,
    /// Wildcards, but `${` is plain text, as before version 2012-10-17.
    Wildcards,
    /// Wildcards and variables.
    Both,
}

impl Syntax {
    fn wildcards(self) -> bool {
        matches!(self, Syntax::Wildcards | Syntax::Both)
    }

    fn variables(self) -> bool {
        matches!(self, Syntax::Variables | Syntax::Both)
    }
}

/// A piece of text that is to be matched against request text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pattern(Shape);

/// Most patterns have one of the first three shapes, which take one piece of memory or none.
// INVARIANT: each pattern has the first shape that fits; no two literals and no two `AnyRun` are
// neighbours.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Shape {
    /// Plain text, maybe empty.
    Literal(Box<str>),
    /// `*`.
    AnyRun,
    /// Plain text with a `*` behind it.
    Beginning(Box<str>),
    /// Wildcards elsewhere.
    Wildcards(Box<[Held]>),
    /// At least one variable.
    Variables(Box<[Held]>),
}

/// A piece as it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Held {
    Literal(Box<str>),
    AnyRun,
    AnyOne,
    Variable(Box<Variable>),
}

impl Held {
    fn view(&self) -> Piece<'_> {
        match self {
            Held::Literal(text) => Piece::Literal(text),
            Held::AnyRun => Piece::AnyRun,
            Held::AnyOne => Piece::AnyOne,
            Held::Variable(variable) => Piece::Variable(variable),
        }
    }
}

/// A variable that is not written as AWS wants it (R1.11).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum VariableFault {
    /// `${` without its `}`.
    Unclosed,
    /// `${}`.
    Empty,
    /// Blanks in the name, or a default that is not `, 'text'`.
    Malformed,
}

impl Pattern {
    /// Reads a pattern. A faulty variable is kept as plain text and reported.
    pub fn parse(text: &str, syntax: Syntax) -> (Pattern, Option<VariableFault>) {
        let mut builder = Builder::default();
        let mut fault = None;
        let mut rest = text;
        while let Some(character) = rest.chars().next() {
            let after = rest.get(character.len_utf8()..).unwrap_or_default();
            match character {
                '*' if syntax.wildcards() => builder.any_run(),
                '?' if syntax.wildcards() => builder.push(Held::AnyOne),
                '$' if syntax.variables() && after.starts_with('{') => match read_variable(after) {
                    Ok((Held::Literal(text), remaining)) => {
                        builder.literal(&text);
                        rest = remaining;
                        continue;
                    }
                    Ok((piece, remaining)) => {
                        builder.push(piece);
                        rest = remaining;
                        continue;
                    }
                    Err(found) => {
                        fault = fault.or(Some(found));
                        builder.character('$');
                    }
                },
                other => builder.character(other),
            }
            rest = after;
        }
        (builder.finish(), fault)
    }

    /// The pieces in order.
    pub fn pieces(&self) -> impl DoubleEndedIterator<Item = Piece<'_>> {
        let (first, rest, last): (_, &[Held], _) = match &self.0 {
            Shape::Literal(text) if text.is_empty() => (None, &[], None),
            Shape::Literal(text) => (Some(Piece::Literal(text)), &[], None),
            Shape::AnyRun => (None, &[], Some(Piece::AnyRun)),
            Shape::Beginning(text) => (Some(Piece::Literal(text)), &[], Some(Piece::AnyRun)),
            Shape::Wildcards(pieces) | Shape::Variables(pieces) => (None, pieces, None),
        };
        let rest = rest.iter().map(Held::view);
        first.into_iter().chain(rest).chain(last)
    }

    /// Whether `*` alone stands here.
    pub fn is_any(&self) -> bool {
        matches!(self.0, Shape::AnyRun)
    }

    /// Whether the pattern holds variables, so that it depends on the request's context.
    pub fn has_variables(&self) -> bool {
        matches!(self.0, Shape::Variables(_))
    }

    /// The pattern as plain text, when it holds neither wildcards nor variables.
    pub fn as_literal(&self) -> Option<&str> {
        match &self.0 {
            Shape::Literal(text) => Some(text),
            Shape::AnyRun | Shape::Beginning(_) | Shape::Wildcards(_) | Shape::Variables(_) => None,
        }
    }

    /// Whether the whole of `text` fits, for a pattern whose variables are all resolved.
    pub fn fits(&self, text: &str) -> bool {
        match &self.0 {
            Shape::Literal(literal) => **literal == *text,
            Shape::AnyRun => true,
            Shape::Beginning(literal) => text.starts_with(&**literal),
            Shape::Wildcards(pieces) | Shape::Variables(pieces) => glob(pieces, text),
        }
    }

    /// The same pattern with each variable replaced by its value as literal text (R1.11).
    pub fn resolve(&self, context: &Context) -> Resolved {
        let mut builder = Builder::default();
        for piece in self.pieces() {
            match piece {
                Piece::Variable(variable) => match variable.value(context) {
                    VariableValue::Text(text) => builder.literal(text),
                    VariableValue::Missing => return Resolved::Missing,
                    VariableValue::Unknown => return Resolved::Unknown,
                },
                other => builder.copy(other),
            }
        }
        Resolved::Pattern(builder.finish())
    }

    /// Splits at the first `count` colons that stand in literal text.
    pub(crate) fn split_colons(&self, count: usize) -> Vec<Pattern> {
        let mut parts = Vec::with_capacity(count + 1);
        let mut builder = Builder::default();
        for piece in self.pieces() {
            match piece {
                Piece::Literal(text) => {
                    let mut rest = text;
                    while parts.len() < count
                        && let Some((before, after)) = rest.split_once(':')
                    {
                        builder.literal(before);
                        parts.push(std::mem::take(&mut builder).finish());
                        rest = after;
                    }
                    builder.literal(rest);
                }
                other => builder.copy(other),
            }
        }
        parts.push(builder.finish());
        parts
    }
}

/// A pattern after its variables were looked up.
pub enum Resolved {
    /// All had values.
    Pattern(Pattern),
    /// One has neither a value nor a default (R1.11).
    Missing,
    /// One names a key that was declared unknown.
    Unknown,
}

enum VariableValue<'a> {
    Text(&'a str),
    Missing,
    Unknown,
}

impl Variable {
    /// Only a single-valued key can be put in (R1.11).
    fn value<'a>(&'a self, context: &'a Context) -> VariableValue<'a> {
        match context.lookup(&self.key) {
            Lookup::Single(value) => VariableValue::Text(value.text()),
            Lookup::Unknown => VariableValue::Unknown,
            Lookup::Absent | Lookup::Several(_) => match &self.default {
                Some(default) => VariableValue::Text(default),
                None => VariableValue::Missing,
            },
        }
    }
}

/// Reads what follows the `$` of a variable: `{key}`, `{key, 'default'}`, `{*}`, `{?}`, `{$}`.
fn read_variable(text: &str) -> Result<(Held, &str), VariableFault> {
    let body = text.strip_prefix('{').ok_or(VariableFault::Unclosed)?;
    let (inside, rest) = match body.split_once(", '") {
        Some((key, tail)) if !key.contains('}') => {
            let (default, rest) = tail.split_once("'}").ok_or(VariableFault::Unclosed)?;
            return Ok((
                Held::Variable(Box::new(variable(key, Some(default))?)),
                rest,
            ));
        }
        _ => body.split_once('}').ok_or(VariableFault::Unclosed)?,
    };
    let piece = match inside {
        "*" | "?" | "$" => Held::Literal(inside.into()),
        key => Held::Variable(Box::new(variable(key, None)?)),
    };
    Ok((piece, rest))
}

fn variable(key: &str, default: Option<&str>) -> Result<Variable, VariableFault> {
    if key.is_empty() {
        return Err(VariableFault::Empty);
    }
    // Tag keys may hold blanks; the name before the slash may not.
    let name = key.split('/').next().unwrap_or(key);
    if name.contains([' ', '{', '$', ',', '\'']) {
        return Err(VariableFault::Malformed);
    }
    Ok(Variable {
        key: ContextKey::new(key),
        default: default.map(Into::into),
    })
}

#[derive(Default)]
struct Builder {
    pieces: Vec<Held>,
    literal: String,
}

impl Builder {
    fn character(&mut self, character: char) {
        self.literal.push(character);
    }

    fn literal(&mut self, text: &str) {
        self.literal.push_str(text);
    }

    fn flush(&mut self) {
        if !self.literal.is_empty() {
            let text = std::mem::take(&mut self.literal);
            self.pieces.push(Held::Literal(text.into()));
        }
    }

    fn push(&mut self, piece: Held) {
        self.flush();
        self.pieces.push(piece);
    }

    fn any_run(&mut self) {
        match (self.literal.is_empty(), self.pieces.last()) {
            (true, Some(Held::AnyRun)) => {}
            _ => self.push(Held::AnyRun),
        }
    }

    fn copy(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Literal(text) => self.literal(text),
            Piece::AnyRun => self.any_run(),
            Piece::AnyOne => self.push(Held::AnyOne),
            Piece::Variable(variable) => self.push(Held::Variable(Box::new(variable.clone()))),
        }
    }

    fn finish(mut self) -> Pattern {
        if self.pieces.is_empty() {
            return Pattern(Shape::Literal(self.literal.into()));
        }
        self.flush();
        let is_variable = |piece: &Held| matches!(piece, Held::Variable(_));
        Pattern(match &mut *self.pieces {
            [Held::AnyRun] => Shape::AnyRun,
            [Held::Literal(text), Held::AnyRun] => Shape::Beginning(std::mem::take(text)),
            pieces if pieces.iter().any(is_variable) => Shape::Variables(self.pieces.into()),
            _ => Shape::Wildcards(self.pieces.into()),
        })
    }
}

/// Matches the whole text, going back only to the last `*`: with a `*` that may take any
/// character, a later one can always do what an earlier one could.
fn glob(pieces: &[Held], text: &str) -> bool {
    let mut rest = text;
    let mut at = 0;
    // Where to go on after the last `*`, and the text it has not taken yet.
    let mut retry: Option<(usize, &str)> = None;
    loop {
        let advanced = match pieces.get(at) {
            Some(Held::AnyRun) => {
                at += 1;
                match pieces.get(at) {
                    None => return true,
                    Some(_) => retry = Some((at, rest)),
                }
                continue;
            }
            Some(Held::AnyOne) => skip_character(rest),
            Some(Held::Literal(literal)) => rest.strip_prefix(&**literal),
            Some(Held::Variable(_)) => None,
            None => match rest.is_empty() {
                true => return true,
                false => None,
            },
        };
        match (advanced, retry) {
            (Some(after), _) => {
                rest = after;
                at += 1;
            }
            (None, None) => return false,
            (None, Some((after_star, from))) => match next_start(pieces.get(after_star), from) {
                None => return false,
                Some(next) => {
                    rest = next;
                    at = after_star;
                    retry = Some((after_star, next));
                }
            },
        }
    }
}

/// The next place, after at least one more character, where the piece behind a `*` can begin.
fn next_start<'a>(piece: Option<&Held>, from: &'a str) -> Option<&'a str> {
    let next = skip_character(from)?;
    match piece {
        Some(Held::Literal(literal)) => next.get(next.find(&**literal)?..),
        _ => Some(next),
    }
}

fn skip_character(text: &str) -> Option<&str> {
    let first = text.chars().next()?;
    text.get(first.len_utf8()..)
}

/// Whether `text` fits a pattern whose variables may need the context.
pub(crate) fn fits_in(pattern: &Pattern, text: &str, context: &Context) -> Fit {
    if !pattern.has_variables() {
        return Fit::Known(pattern.fits(text));
    }
    match pattern.resolve(context) {
        Resolved::Pattern(resolved) => Fit::Known(resolved.fits(text)),
        Resolved::Missing => Fit::VariableMissing,
        Resolved::Unknown => Fit::Unknown,
    }
}

/// What came of matching one value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Fit {
    Known(bool),
    VariableMissing,
    Unknown,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, text: &str, expected: bool) {
        let (pattern, fault) = Pattern::parse(pattern, Syntax::Wildcards);
        assert_eq!(fault, None);
        assert_eq!(pattern.fits(text), expected, "{pattern:?} against {text}");
    }

    #[test]
    fn wildcards_fit_any_run_and_any_one() {
        check("", "", true);
        check("*", "", true);
        check("a*", "a", true);
        check("a*c", "abcbc", true);
        check("a?c", "abc", true);
        check("a?c", "ac", false);
        check("a?", "aé", true);
        check("*a*b", "xaxbxb", true);
        check("*a*b", "xaxbxbx", false);
        check("**a", "ba", true);
        check("*?*", "", false);
        check("ab*ab", "ab", false);
        check("ab*ab", "abab", true);
    }

    #[test]
    fn a_hostile_pattern_takes_bounded_time() {
        let text = "a".repeat(100_000);
        check("*a*a*a*a*a*a*a*a*b", &text, false);
    }

    #[test]
    fn variables_are_replaced_by_literal_text() {
        let context = Context::from_pairs([("aws:username", "a*")]);
        let (pattern, _) = Pattern::parse("home/${AWS:UserName}/*", Syntax::Both);
        assert_eq!(fits_in(&pattern, "home/a*/x", &context), Fit::Known(true));
        assert_eq!(fits_in(&pattern, "home/ab/x", &context), Fit::Known(false));
        assert_eq!(
            fits_in(&pattern, "home/a*/x", &Context::default()),
            Fit::VariableMissing
        );
        let (pattern, _) = Pattern::parse("${aws:username, 'none'}${*}", Syntax::Both);
        assert_eq!(
            fits_in(&pattern, "none*", &Context::default()),
            Fit::Known(true)
        );
    }

    #[test]
    fn faulty_variables_are_text_and_reported() {
        for (text, fault) in [
            ("${a:b", VariableFault::Unclosed),
            ("${}", VariableFault::Empty),
            ("${ a:b}", VariableFault::Malformed),
            ("${a:b ,'x'}", VariableFault::Malformed),
        ] {
            let (pattern, found) = Pattern::parse(text, Syntax::Both);
            assert_eq!(found, Some(fault), "{text}");
            assert!(pattern.fits(text), "{text}");
        }
    }
}
