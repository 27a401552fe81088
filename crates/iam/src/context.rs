//! The condition keys of a request and their values.
//!
//! Key names are folded to lower case (R1.2) and hashed once, and each value is read in every
//! type it could be compared as when the context is made, so that asking the same request of many
//! policies costs comparisons only.

use crate::condition::value::{Address, Instant, Number};

/// The name of a condition key, compared without regard to case.
// INVARIANT: `both` is the name as written and, from byte `lower` on, its lower-case form, whose
// hash is `hash`.
#[derive(Clone, Debug)]
pub struct ContextKey {
    both: Box<str>,
    lower: usize,
    hash: u64,
}

impl ContextKey {
    /// A key as its author wrote it.
    pub fn new(text: &str) -> ContextKey {
        let lower = text.to_lowercase();
        ContextKey {
            hash: hash(&lower),
            lower: text.len(),
            both: [text, &lower].concat().into(),
        }
    }

    /// As its author wrote it.
    pub fn as_str(&self) -> &str {
        self.both.get(..self.lower).unwrap_or_default()
    }

    /// In lower case, the form in which keys are compared.
    pub fn folded(&self) -> &str {
        self.both.get(self.lower..).unwrap_or_default()
    }
}

impl PartialEq for ContextKey {
    fn eq(&self, other: &ContextKey) -> bool {
        self.hash == other.hash && self.folded() == other.folded()
    }
}

impl Eq for ContextKey {}

/// FNV-1a: the names are short and come from the policy's own author.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// One value of a condition key.
#[derive(Clone, PartialEq, Debug)]
pub struct Value {
    text: Box<str>,
    pub(crate) number: Option<Number>,
    pub(crate) instant: Option<Instant>,
    pub(crate) address: Option<Address>,
}

impl Value {
    /// A value as the request carries it.
    pub fn new(text: &str) -> Value {
        Value {
            number: Number::parse(text),
            instant: Instant::parse(text),
            address: Address::parse_host(text),
            text: text.into(),
        }
    }

    /// The text of the value.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// What a request says about a key.
#[derive(Clone, PartialEq, Debug)]
pub enum Supplied {
    /// One value; the key is single-valued.
    Single(Value),
    /// A list of values, maybe empty; the key is multivalued.
    Several(Vec<Value>),
    /// Nobody knows whether the key is there or what it holds (R8).
    Unknown,
}

/// What a look-up finds.
#[derive(Clone, Copy, Debug)]
pub enum Lookup<'a> {
    /// The request does not have the key.
    Absent,
    /// It has one value.
    Single(&'a Value),
    /// It has a list.
    Several(&'a [Value]),
    /// It was declared unknown.
    Unknown,
}

/// The condition keys of a request.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Context {
    entries: Vec<(ContextKey, Supplied)>,
}

impl Context {
    /// A context without keys.
    pub fn new() -> Context {
        Context::default()
    }

    /// A context of single-valued keys.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Context {
        let mut context = Context::new();
        for (key, value) in pairs {
            context.set(key, Supplied::Single(Value::new(value)));
        }
        context
    }

    /// Sets a key, replacing what it held before.
    pub fn set(&mut self, key: &str, supplied: Supplied) {
        let key = ContextKey::new(key);
        match self.entries.iter_mut().find(|(present, _)| *present == key) {
            Some((_, held)) => *held = supplied,
            None => self.entries.push((key, supplied)),
        }
    }

    /// Takes a key out.
    pub fn remove(&mut self, key: &str) {
        let key = ContextKey::new(key);
        self.entries.retain(|(present, _)| *present != key);
    }

    /// What the request says about a key.
    pub fn lookup(&self, key: &ContextKey) -> Lookup<'_> {
        match self.entries.iter().find(|(present, _)| present == key) {
            None => Lookup::Absent,
            Some((_, Supplied::Single(value))) => Lookup::Single(value),
            Some((_, Supplied::Several(values))) => Lookup::Several(values),
            Some((_, Supplied::Unknown)) => Lookup::Unknown,
        }
    }

    /// All keys in the order they were set.
    pub fn entries(&self) -> impl Iterator<Item = (&ContextKey, &Supplied)> {
        self.entries.iter().map(|(key, supplied)| (key, supplied))
    }

    /// Whether some key was declared unknown.
    pub fn has_unknown(&self) -> bool {
        self.entries
            .iter()
            .any(|(_, supplied)| *supplied == Supplied::Unknown)
    }
}
