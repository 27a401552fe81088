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
    found.map(|one| FindingObject::from(&one)).collect()
}

impl From<&Finding> for FindingObject {
    fn from(finding: &Finding) -> FindingObject {
        FindingObject {
            code: finding.code,
            severity: finding.severity.name(),
            message: finding.message.clone(),
            line: finding.line,
            column: finding.column,
        }
    }
}
