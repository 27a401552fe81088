//! How much a document may hold, so that a file or link from anywhere is read in bounded time.
//! Lengths count characters unless they say bytes.
//!
//! These are our limits, wider than AWS's; `edit` knows AWS's.

/// Bytes of a file.
pub const FILE_BYTES: usize = 16 * 1024 * 1024;
/// Levels of objects and lists in each other.
pub const DEPTH: usize = 64;
/// The title.
pub const TITLE: usize = 200;
/// The notes.
pub const NOTES: usize = 10_000;
/// An action, ARN, condition key, value, tag or name in a request.
pub const TEXT: usize = 4_096;
/// The text of a policy: as much as the JSON reader takes, so that whatever stands in the editor is
/// what is judged. AWS takes far less, which is a finding.
pub const POLICY_TEXT: usize = 6 * 1024 * 1024;
/// Accounts; AWS permits 50,000 in an organization.
pub const ACCOUNTS: usize = 10_000;
/// Organizational units, as in AWS (R4.4.8).
pub const OUS: usize = 2_000;
/// Policies.
pub const POLICIES: usize = 10_000;
/// Users, groups, roles or resources of one account, each.
pub const PER_ACCOUNT: usize = 10_000;
/// Policies attached in one place.
pub const ATTACHED: usize = 100;
/// Tags in one place.
pub const TAGS: usize = 200;
/// Groups of one user.
pub const GROUPS: usize = 100;
/// Condition keys set by hand in one request, and values of one key.
pub const CONTEXT: usize = 500;
/// Roles assumed one after the other to make the caller of one request.
pub const CHAIN: usize = 10;
/// VPC endpoints.
pub const ENDPOINTS: usize = 200;
/// Saved requests.
pub const SAVED: usize = 1_000;
/// Characters of a link's payload, on opening.
pub const LINK_PAYLOAD: usize = 64 * 1024;
/// Characters of a link, on making one. Longer ones get lost in mail and chat programs.
pub const LINK: usize = 32_000;
/// Bytes of a link's document.
pub const LINK_DOCUMENT: usize = 1024 * 1024;

/// The beginning of a text, as long as the cap permits.
pub(crate) fn clip(text: &str, cap: usize) -> &str {
    match text.char_indices().nth(cap) {
        Some((end, _)) => text.get(..end).unwrap_or(text),
        None => text,
    }
}
