//! The AWS managed policies: name, path, version and document, a line each behind the same head
//! as the catalogue's.

use crate::parse::{Malformed, head, lines};

/// The policies.
#[derive(Debug)]
pub struct ManagedPolicies<'t> {
    date: &'t str,
    source: &'t str,
    policies: Vec<ManagedPolicy<'t>>,
}

/// A policy that AWS wrote.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ManagedPolicy<'t> {
    /// Its name.
    pub name: &'t str,
    /// Its path, such as `/job-function/`.
    pub path: &'t str,
    /// The version of its document, such as `v3`.
    pub version: &'t str,
    /// Its document: JSON without white space.
    pub document: &'t str,
}

impl<'t> ManagedPolicies<'t> {
    /// Reads the text of `data/managed-policies.txt`.
    pub fn parse(text: &'t str) -> Result<ManagedPolicies<'t>, Malformed> {
        let (date, source) = head(text, "managed-policies 1")?;
        let policies = lines(text).map(|(line, text)| policy(text).ok_or(Malformed { line }));
        Ok(ManagedPolicies {
            date,
            source,
            policies: policies.collect::<Result<_, _>>()?,
        })
    }

    /// The day of the last change of any of them, such as `2026-08-21`.
    pub fn date(&self) -> &'t str {
        self.date
    }

    /// The package they come from.
    pub fn source(&self) -> &'t str {
        self.source
    }

    /// All of them in the order of their names.
    pub fn all(&self) -> &[ManagedPolicy<'t>] {
        &self.policies
    }

    /// The policy of a name, without regard to case.
    pub fn named(&self, name: &str) -> Option<&ManagedPolicy<'t>> {
        let mut policies = self.policies.iter();
        policies.find(|policy| policy.name.eq_ignore_ascii_case(name))
    }
}

fn policy(line: &str) -> Option<ManagedPolicy<'_>> {
    let mut fields = line.splitn(4, '\t');
    Some(ManagedPolicy {
        name: fields.next()?,
        path: fields.next()?,
        version: fields.next()?,
        document: fields.next()?,
    })
}
