//! The policy pane: the open policies, and of the one in front its kind, where it is attached, its
//! size, its findings and what the editor marks. Here bytes become UTF-16 (invariant I6).

use super::state::State;
use crate::attachments;
use crate::item::Item;
use crate::model::Model;
use crate::parsed::Parsed;
use crate::test_run::Coverage;
use iam::PolicyKind;
use iam::matching::Match;
use iam::policy::Effect;
use scenario::{PolicyOwner, PolicyRef};
use std::sync::Arc;
use syntax::{Diagnostic, Severity};

/// What is drawn as the policy pane.
#[derive(Clone, PartialEq, Debug)]
pub struct PolicyPane {
    /// The open policies.
    pub tabs: Vec<PolicyTab>,
    /// The one in front.
    pub front: Option<PolicyView>,
}

/// A tab.
#[derive(Clone, PartialEq, Debug)]
pub struct PolicyTab {
    /// Which policy.
    pub policy: PolicyRef,
    /// Its name.
    pub name: String,
    /// Its kind, short.
    pub kind: &'static str,
    /// Whether it is in front.
    pub front: bool,
    /// Whether AWS would refuse it.
    pub broken: bool,
    /// Whether it is set aside for a trial; drawn struck through.
    pub off: bool,
}

/// The policy in front.
#[derive(Clone, PartialEq, Debug)]
pub struct PolicyView {
    /// Which.
    pub policy: PolicyRef,
    /// Its name.
    pub name: String,
    /// Its kind in full.
    pub kind: String,
    /// Its text.
    pub text: Arc<str>,
    /// Whether it cannot be edited, for AWS owns it.
    pub readonly: bool,
    /// Where it is attached, from the root down.
    pub attached: Vec<Attachment>,
    /// At how many places more it is attached.
    pub attached_more: usize,
    /// Its size against its quota, where it has one.
    pub size: Option<SizeView>,
    /// What is wrong with it, the worst first.
    pub findings: Vec<FindingView>,
    /// What the editor marks.
    pub highlights: Vec<Highlight>,
    /// Whether it is set aside for a trial.
    pub off: bool,
    /// How far the saved requests reach its statements, for the margin; empty while they are not
    /// looked at.
    pub coverage: Vec<CoverageMark>,
}

/// A mark in the margin beside a statement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CoverageMark {
    /// The statement's first UTF-16 unit.
    pub from: u32,
    /// The unit after its last.
    pub to: u32,
    /// Its first line, from 1.
    pub line: u32,
    /// How far.
    pub coverage: Coverage,
}

/// A place where a policy is attached.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attachment {
    /// To what.
    pub item: Item,
    /// Its kind and name, such as "OU HR and legal".
    pub label: String,
}

/// A size and its quota.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SizeView {
    /// Characters, as AWS counts them.
    pub used: usize,
    /// What AWS permits.
    pub limit: usize,
}

/// A finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FindingView {
    /// `error`, `warning`, `info`.
    pub severity: &'static str,
    /// Colour and icon.
    pub state: State,
    /// What is wrong, and what to do; what stands between backticks is code.
    pub message: String,
    /// The stable name.
    pub code: &'static str,
    /// `line 3, column 12`.
    pub place: String,
    /// The first UTF-16 unit.
    pub from: u32,
    /// The unit after the last.
    pub to: u32,
    /// An edit that removes the problem.
    pub fix: Option<FixView>,
}

/// An edit, in UTF-16 offsets.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FixView {
    /// What it does.
    pub title: String,
    /// From, to and the new text.
    pub edits: Vec<(u32, u32, String)>,
}

/// A marked statement, in UTF-16 offsets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Highlight {
    /// The first unit.
    pub from: u32,
    /// The unit after the last.
    pub to: u32,
    /// One of the editor's kinds: `decides`, `denies`, `allows`, `hover`.
    pub kind: &'static str,
}

impl PolicyPane {
    /// The pane of a model.
    pub fn new(model: &Model) -> PolicyPane {
        let scenario = model.scenario();
        let tabs = model.open_policies().iter().filter_map(|policy| {
            let document = scenario.policies.get(*policy)?;
            Some(PolicyTab {
                policy: *policy,
                name: document.name.clone(),
                kind: short_kind(document.kind),
                off: !document.is_on(),
                front: model.front_policy() == Some(*policy),
                broken: model
                    .parsed(*policy)
                    .is_some_and(|parsed| has_errors(&parsed.findings)),
            })
        });
        PolicyPane {
            tabs: tabs.collect(),
            front: model.front_policy().and_then(|policy| view(model, policy)),
        }
    }
}

/// So many places are named where a policy is attached.
const PLACES: usize = 8;

fn view(model: &Model, policy: PolicyRef) -> Option<PolicyView> {
    let scenario = model.scenario();
    let document = scenario.policies.get(policy)?;
    let parsed = model.parsed(policy)?;
    let mut findings: Vec<&Diagnostic> = parsed.findings.iter().collect();
    findings.sort_by_key(|finding| (finding.severity, finding.span.start));
    let places = attachments::of_policy(scenario, policy);
    let attached_more = places.len().saturating_sub(PLACES);
    let attached = places.into_iter().take(PLACES).map(|item| Attachment {
        label: attachments::label(scenario, &item),
        item,
    });
    let owner = match document.owner {
        PolicyOwner::Customer => "",
        PolicyOwner::Aws => "AWS managed ",
    };
    Some(PolicyView {
        policy,
        name: document.name.clone(),
        kind: format!("{owner}{}", document.kind.name()),
        text: Arc::clone(&document.text),
        readonly: document.owner == PolicyOwner::Aws,
        attached: attached.collect(),
        attached_more,
        size: size(&document.text, document.kind),
        findings: findings
            .into_iter()
            .map(|finding| finding_view(parsed, finding))
            .collect(),
        highlights: highlights(model, policy, parsed),
        off: !document.is_on(),
        coverage: coverage(model, policy, parsed),
    })
}

fn coverage(model: &Model, policy: PolicyRef, parsed: &Parsed) -> Vec<CoverageMark> {
    if !model.page.tests || model.scenario().saved.is_empty() {
        return Vec::new();
    }
    let statements = parsed.policy.statements.iter().zip(0..);
    let marks = statements.map(|(statement, index)| {
        let (from, to) = parsed.lines.span_to_utf16(statement.span);
        CoverageMark {
            from,
            to,
            line: parsed.lines.line_column(statement.span.start).line,
            coverage: model.coverage(policy, index),
        }
    });
    marks.collect()
}

fn size(text: &str, kind: PolicyKind) -> Option<SizeView> {
    let (limit, counted) = iam::parse::size_limit(kind)?;
    Some(SizeView {
        used: counted.size(text),
        limit,
    })
}

/// A number as people read it, such as "6,144".
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position != 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn finding_view(parsed: &Parsed, finding: &Diagnostic) -> FindingView {
    let (from, to) = parsed.lines.span_to_utf16(finding.span);
    let place = parsed.lines.line_column(finding.span.start);
    let help = finding
        .help
        .as_ref()
        .map(|help| format!("; {help}"))
        .unwrap_or_default();
    FindingView {
        severity: finding.severity.name(),
        state: match finding.severity {
            Severity::Error => State::Deny,
            Severity::Warning => State::Implicit,
            Severity::Info => State::Unknown,
        },
        message: format!("{}{help}", finding.message),
        code: finding.code,
        place: format!("line {}, column {}", place.line, place.column),
        from,
        to,
        fix: finding.fix.as_ref().map(|fix| FixView {
            title: fix.title.clone(),
            edits: fix
                .edits
                .iter()
                .map(|edit| {
                    let (from, to) = parsed.lines.span_to_utf16(edit.span);
                    (from, to, edit.text.clone())
                })
                .collect(),
        }),
    }
}

/// More statements than AWS takes are not marked, so that a text of megabytes stays quick.
const MOST_HIGHLIGHTS: usize = 500;

/// Statements that apply to the request, the one that decides, and the one pointed at.
fn highlights(model: &Model, policy: PolicyRef, parsed: &Parsed) -> Vec<Highlight> {
    let evaluation = model.evaluation();
    let mut found = Vec::new();
    let mut mark = |index: u32, kind: &'static str| {
        if let Some(statement) = parsed.policy.statements.get(index as usize) {
            let (from, to) = parsed.lines.span_to_utf16(statement.span);
            let highlight = Highlight { from, to, kind };
            let has_room = found.len() < MOST_HIGHLIGHTS || kind == "hover";
            if has_room && !found.contains(&highlight) {
                found.push(highlight);
            }
        }
    };
    for (decides, statement) in evaluation.statements_of(policy) {
        match (statement.applies, statement.effect) {
            (Match::Yes, Effect::Allow) => mark(statement.index, "allows"),
            (Match::Yes, Effect::Deny) => mark(statement.index, "denies"),
            _ => continue,
        }
        if decides {
            mark(statement.index, "decides");
        }
    }
    if let Some(hovered) = model.hovered().filter(|key| key.policy == policy) {
        mark(hovered.index, "hover");
    }
    found
}

fn has_errors(findings: &[Diagnostic]) -> bool {
    findings
        .iter()
        .any(|finding| finding.severity == Severity::Error)
}

/// What a kind is called where there is little room.
pub const fn short_kind(kind: PolicyKind) -> &'static str {
    match kind {
        PolicyKind::Identity => "inline",
        PolicyKind::Managed => "managed",
        PolicyKind::Boundary => "boundary",
        PolicyKind::Session => "session",
        PolicyKind::Resource => "resource",
        PolicyKind::RoleTrust => "trust",
        PolicyKind::KmsKey => "key",
        PolicyKind::VpcEndpoint => "endpoint",
        PolicyKind::Scp => "SCP",
        PolicyKind::Rcp => "RCP",
    }
}
