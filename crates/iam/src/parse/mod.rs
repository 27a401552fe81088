//! From a policy's text to a `Policy` and a list of findings. Never fails: what cannot be read
//! becomes a hole, and everything AWS would refuse is reported (chapters 1 and 7 of
//! `docs/SEMANTICS.md`).

mod condition;
mod findings;
mod limits;
mod principal;
mod statement;

use crate::action_index::ActionIndex;
use crate::messages;
use crate::policy::{Policy, PolicyKind, Statement, Version};
use crate::resource_heads::ResourceHeads;
use findings::Findings;
pub use findings::MAX_FINDINGS;
pub use limits::{Counted, size_limit};
use std::collections::HashMap;
use syntax::json::{self, Document, Member, NodeId, Value};
use syntax::{Diagnostic, Span};

/// Reads a policy of a kind. Never fails: findings say what AWS would refuse, and what could not
/// be read is left out so that it never helps an Allow and never weakens a Deny. The findings
/// are in the order of the text; behind [`MAX_FINDINGS`] one more tells of the rest.
///
/// ```
/// use iam::{PolicyKind, parse};
///
/// let text = r#"{"Version": "2012-10-17", "Statement": [
///     {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"},
///     {"Effect": "Deny", "Action": "s3:GetObject", "Resource": "*", "Conditions": {}}]}"#;
/// let (policy, findings) = parse(text, PolicyKind::Identity);
/// assert_eq!(policy.statements.len(), 2);
/// assert!(policy.has_holes);
/// assert_eq!(findings.len(), 1);
/// assert_eq!(&text[findings[0].span.start as usize..][..12], r#""Conditions""#);
/// ```
pub fn parse(text: &str, kind: PolicyKind) -> (Policy, Vec<Diagnostic>) {
    let parsed = json::parse(text);
    let mut reader = Reader::new(&parsed.document, kind, parsed.diagnostics, parsed.breaks);
    let (version, statements) = reader.policy(text);
    let of_the_whole = [
        limits::characters(text, &parsed.document),
        limits::size(text, kind),
    ];
    for diagnostic in of_the_whole.into_iter().flatten() {
        reader.report(diagnostic);
    }
    let has_holes = reader.broken || statements.iter().any(Statement::has_hole);
    let policy = Policy {
        kind,
        version,
        has_holes,
        index: ActionIndex::new(&statements),
        heads: ResourceHeads::new(&statements),
        statements: statements.into(),
    };
    (policy, reader.found.in_order())
}

struct Reader<'a> {
    document: &'a Document,
    kind: PolicyKind,
    version: Version,
    found: Findings,
    /// Where the JSON itself is broken, ascending.
    breaks: Vec<u32>,
    /// Whether some part outside the statements could not be read.
    broken: bool,
}

/// A member of an object with the stretch of text that is its own: up to the next member, so
/// that a break behind it is held against it.
struct Part<'a> {
    member: &'a Member,
    span: Span,
    stretch: Span,
}

impl<'a> Reader<'a> {
    fn new(
        document: &'a Document,
        kind: PolicyKind,
        found: Vec<Diagnostic>,
        breaks: Vec<u32>,
    ) -> Reader<'a> {
        Reader {
            document,
            kind,
            version: Version::V2008,
            broken: !breaks.is_empty(),
            found: Findings::new(found),
            breaks,
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    fn has_break(&self, span: Span) -> bool {
        let first = self.breaks.partition_point(|at| *at < span.start);
        self.breaks.get(first).is_some_and(|at| *at < span.end)
    }

    fn value(&self, id: NodeId) -> &'a Value {
        &self.document.get(id).value
    }

    fn span(&self, id: NodeId) -> Span {
        self.document.get(id).span
    }

    /// The members of an object, each with the text up to the next one. A break at the very end
    /// of an object cut off there belongs to its last member.
    fn parts(&self, members: &'a [Member], whole: Span) -> Vec<Part<'a>> {
        let next_starts = members.iter().skip(1).map(|member| member.key_span.start);
        let ends = next_starts.chain([whole.end.saturating_add(1)]);
        let part = |(member, end): (&'a Member, u32)| {
            let span = match member.value {
                Some(value) => member.key_span.cover(self.span(value)),
                None => member.key_span,
            };
            Part {
                member,
                span,
                stretch: Span::new(member.key_span.start, end),
            }
        };
        members.iter().zip(ends).map(part).collect()
    }

    fn policy(&mut self, text: &str) -> (Version, Vec<Statement>) {
        let whole = Span::new(0, u32::try_from(text.len()).unwrap_or(u32::MAX));
        let Some(root) = self.document.root() else {
            self.broken = true;
            if self.found.is_empty() {
                self.report(messages::empty_policy(whole));
            }
            return (self.version, Vec::new());
        };
        let Value::Object(members) = self.value(root) else {
            self.broken = true;
            self.report(messages::not_an_object(self.span(root)));
            return (self.version, Vec::new());
        };
        self.read_version(members, root);
        let mut statements = None;
        for member in members {
            match &*member.key {
                "Version" => {}
                "Id" => self.read_id(member),
                "Statement" => {
                    let read = self.statements(member);
                    statements.get_or_insert_with(Vec::new).extend(read);
                }
                other => {
                    self.broken = true;
                    self.report(messages::unknown_policy_key(other, member.key_span));
                }
            }
        }
        if statements.is_none() {
            self.broken = true;
            self.report(messages::missing_statement(self.span(root)));
        }
        let statements = statements.unwrap_or_default();
        self.check_sids(&statements);
        (self.version, statements)
    }

    fn read_version(&mut self, members: &[Member], root: NodeId) {
        let strict = matches!(self.kind, PolicyKind::Scp | PolicyKind::Rcp);
        let mut versions = members.iter().filter(|member| member.key == "Version");
        let Some(member) = versions.next() else {
            if strict {
                let start = self.span(root).start;
                let place = Span::new(start, start);
                self.report(messages::missing_version(self.kind, place));
            }
            return;
        };
        let span = member
            .value
            .map_or(member.key_span, |value| self.span(value));
        let text = member.value.map(|value| self.value(value));
        self.version = match text {
            Some(Value::String(text)) => match &**text {
                "2012-10-17" => Version::V2012,
                "2008-10-17" => Version::V2008,
                other => {
                    self.report(messages::invalid_version(other, span));
                    Version::Unreadable
                }
            },
            _ => {
                self.report(messages::version_type(span));
                Version::Unreadable
            }
        };
        if versions.next().is_some() {
            self.version = Version::Unreadable;
        }
        match self.version {
            Version::V2008 if strict => self.report(messages::old_version(self.kind, span)),
            Version::Unreadable => self.broken = true,
            Version::V2008 | Version::V2012 => {}
        }
    }

    fn read_id(&mut self, member: &Member) {
        let resource_based = self.kind.takes_principal() && self.kind != PolicyKind::Rcp;
        match member.value.map(|value| self.value(value)) {
            Some(Value::String(_)) if resource_based || self.kind == PolicyKind::Scp => {}
            Some(Value::String(_)) => {
                self.report(messages::id_not_allowed(self.kind, member.key_span))
            }
            _ => self.report(messages::string_wanted("Id", member.key_span)),
        }
    }

    fn statements(&mut self, member: &'a Member) -> Vec<Statement> {
        let Some(value) = member.value else {
            self.broken = true;
            return Vec::new();
        };
        let ids: Vec<NodeId> = match self.value(value) {
            Value::Array(ids) => ids.clone(),
            _ => vec![value],
        };
        if ids.is_empty() {
            self.report(messages::empty_statement_list(self.span(value)));
        }
        ids.into_iter().map(|id| self.statement(id)).collect()
    }

    /// A statement id stands once in a policy (R1.4).
    fn check_sids(&mut self, statements: &[Statement]) {
        let mut seen: HashMap<&str, Span> = HashMap::new();
        for statement in statements {
            let Some((sid, span)) = &statement.sid else {
                continue;
            };
            match seen.get(&**sid) {
                Some(first) => {
                    let diagnostic = messages::sid_repeated(sid, *span, *first, self.kind);
                    self.report(diagnostic);
                }
                None => {
                    seen.insert(sid, *span);
                }
            }
        }
    }
}
