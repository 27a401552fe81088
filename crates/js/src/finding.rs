//! What there is to say about a policy's text.

use iam::PolicyKind;
use scenario::case::Finding;
use serde::Serialize;
use syntax::LineIndex;

/// A finding as an object.
#[derive(Serialize)]
pub(crate) struct FindingObject {
    code: &'static str,
    severity: &'static str,
    message: String,
    line: u32,
    column: u32,
}

/// The findings in a text, in the order of their places.
pub(crate) fn findings(text: &str, kind: PolicyKind) -> Vec<FindingObject> {
    let (_, found) = iam::parse(text, kind);
    let lines = LineIndex::new(text);
    let found = found.iter().map(|one| Finding::new(one, &lines));
    let object = |one: Finding| FindingObject {
        code: one.code,
        severity: one.severity.name(),
        message: one.message,
        line: one.line,
        column: one.column,
    };
    found.map(object).collect()
}
