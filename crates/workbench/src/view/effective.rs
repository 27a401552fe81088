//! The effective organization policies of a node: what each level down to it lets through and
//! denies, and what is left of that in the end (R4.2, R4.3).
//!
//! Not responsible for deciding: a request is decided by `iam`. This says in patterns of actions
//! what any request can hope for, and names what depends on resources and conditions.

use crate::attachments;
use crate::item::Item;
use crate::model::Model;
use crate::view::state::State;
use iam::PolicyKind;
use iam::action::{Action, ActionPattern};
use iam::policy::{Effect, Sense, Statement};
use scenario::{Node, NodeKind, NodeRef, PolicyRef, Scenario, Switch, edit};
use std::collections::BTreeSet;

/// The effective policies of a node.
#[derive(Clone, PartialEq, Debug)]
pub struct EffectiveView {
    /// What stands before all else, such as that nothing of this reaches the management account.
    pub remark: Option<String>,
    /// Service control policies, then resource control policies.
    pub sections: Vec<Section>,
}

/// One kind of policy.
#[derive(Clone, PartialEq, Debug)]
pub struct Section {
    /// The kind.
    pub heading: &'static str,
    /// From the root down to the node.
    pub levels: Vec<Level>,
    /// What every level lets through; what stands between backticks is code.
    pub left: Vec<String>,
    /// What of it is denied under conditions or for some resources only.
    pub denied: Vec<String>,
}

/// A level.
#[derive(Clone, PartialEq, Debug)]
pub struct Level {
    /// The node's kind and name.
    pub label: String,
    /// How many policies are attached, and how many can be.
    pub quota: String,
    /// What is attached.
    pub policies: Vec<Held>,
    /// Whether everything, something or nothing comes through.
    pub state: State,
    /// The same in words; what stands between backticks is code.
    pub lets: String,
    /// Its Deny statements, a line for each.
    pub denies: Vec<String>,
}

/// An attached policy.
#[derive(Clone, PartialEq, Debug)]
pub struct Held {
    /// Which.
    pub policy: PolicyRef,
    /// Its name.
    pub name: String,
    /// Its size against its quota.
    pub size: String,
    /// Whether it is set aside for a trial.
    pub off: bool,
}

/// The node whose levels reach an item: itself, or the account that it lies in.
pub fn node_of(scenario: &Scenario, item: &Item) -> Option<NodeRef> {
    match item {
        Item::Node(node) => Some(*node),
        other => match Item::account(scenario, other.account_id(scenario)?) {
            Item::Node(node) => Some(node),
            _ => None,
        },
    }
}

/// So many lines are shown of what is left.
const LINES: usize = 40;

impl EffectiveView {
    /// The effective policies of a node.
    pub fn new(model: &Model, node: NodeRef) -> EffectiveView {
        let scenario = model.scenario();
        let Some(tree) = &scenario.organization else {
            return EffectiveView {
                remark: None,
                sections: Vec::new(),
            };
        };
        let mut way: Vec<NodeRef> = tree.upward(node).collect();
        way.reverse();
        let held = tree.node(node);
        let is_management =
            held.is_some_and(|held| held.kind == NodeKind::Account(tree.management_account));
        let remark = is_management.then(|| {
            // R4.2.14, R4.3.6
            "This is the management account: neither service control policies nor resource \
             control policies limit it. Shown below is what would apply to a member account in this place."
                .to_owned()
        });
        let section = |kind| Section::new(model, &way, kind);
        EffectiveView {
            remark,
            sections: vec![section(PolicyKind::Scp), section(PolicyKind::Rcp)],
        }
    }
}

impl Section {
    fn new(model: &Model, way: &[NodeRef], kind: PolicyKind) -> Section {
        let rules = rules(model, way, kind);
        let Left { parts, conditional } = Left::of(&rules);
        let mut lines: Vec<String> = parts.iter().map(Part::words).collect();
        if LINES < lines.len() {
            let more = lines.len() - LINES;
            lines.truncate(LINES);
            lines.push(format!("and {more} more"));
        }
        let levels = rules.iter();
        Section {
            heading: match kind {
                PolicyKind::Rcp => "Resource control policies",
                _ => "Service control policies",
            },
            levels: levels
                .map(|(id, node, rules)| level(model, *id, node, kind, rules))
                .collect(),
            left: lines,
            denied: conditional,
        }
    }
}

/// The levels of a way with what their statements say.
fn rules<'a>(
    model: &'a Model,
    way: &[NodeRef],
    kind: PolicyKind,
) -> Vec<(NodeRef, &'a Node, Rules)> {
    let tree = model.scenario().organization.as_ref();
    let nodes = way.iter().filter_map(|id| Some((*id, tree?.node(*id)?)));
    nodes
        .map(|(id, node)| (id, node, Rules::new(model, node, kind)))
        .collect()
}

/// What every level lets through.
struct Left {
    parts: Vec<Part>,
    /// What of it is denied under conditions or for some resources only, in words.
    conditional: Vec<String>,
}

impl Left {
    fn of(rules: &[(NodeRef, &Node, Rules)]) -> Left {
        let mut left = Left {
            parts: vec![Part::default()],
            conditional: Vec::new(),
        };
        for (_, _, rules) in rules {
            left.parts = both(&left.parts, &rules.allows);
            for (name, deny) in &rules.denies {
                match deny.only_where.is_empty() {
                    true => left.parts = without(left.parts, deny),
                    false => left.conditional.push(format!("{} ({name})", deny.words())),
                }
            }
        }
        left
    }
}

/// So many combinations of allowed actions are worked out at every change; more only on request.
const COMBINATIONS: usize = 1_000;
/// So many parts are named on one line.
const NAMED: usize = 3;

/// What the policies of a kind allow at most, on one line; what stands between backticks is
/// code. `None` where that is too much work for every change.
pub(super) fn left_in_short(model: &Model, way: &[NodeRef], kind: PolicyKind) -> Option<String> {
    let rules = rules(model, way, kind);
    let them = match kind {
        PolicyKind::Rcp => "RCPs",
        _ => "SCPs",
    };
    let counts = rules.iter().map(|(_, _, rules)| rules.allows.len().max(1));
    let combinations = counts.fold(1, usize::saturating_mul);
    if COMBINATIONS < combinations {
        return None;
    }
    let Left { parts, conditional } = Left::of(&rules);
    let named: Vec<String> = parts.iter().take(NAMED).map(Part::words).collect();
    let mut words = match parts.len() {
        0 => return Some(format!("{them} allow nothing")),
        _ if parts.iter().any(Part::is_everything) => match conditional.is_empty() {
            true => return Some(format!("{them} limit nothing")),
            false => return Some(format!("{them} limit some requests, under conditions")),
        },
        count if NAMED < count => format!("{} and {} more", named.join(", "), count - NAMED),
        _ => named.join(", "),
    };
    if !conditional.is_empty() {
        words.push_str(", parts of it under conditions");
    }
    Some(format!("{them} allow at most {words}"))
}

fn level(model: &Model, id: NodeRef, node: &Node, kind: PolicyKind, rules: &Rules) -> Level {
    let scenario = model.scenario();
    let (state, lets) = match (node.switch, rules.allows.as_slice()) {
        (Switch::Off, _) => (State::Skip, "switched off: limits nothing".into()),
        (Switch::On, []) => (
            State::Deny,
            "allows nothing: no statement on this level allows anything".into(),
        ),
        (Switch::On, allows) if allows.iter().any(Part::is_everything) => {
            (State::Allow, "allows everything".into())
        }
        (Switch::On, allows) => {
            let words: Vec<String> = allows.iter().map(Part::words).collect();
            (State::Implicit, format!("allows only {}", words.join("; ")))
        }
    };
    Level {
        label: attachments::label(scenario, &Item::Node(id)),
        quota: match kind {
            PolicyKind::Rcp => format!(
                "{} of {} attached, RCPFullAWSAccess included",
                node.rcps.len() + 1,
                edit::RCPS + 1
            ),
            _ => format!("{} of {} attached", node.scps.len(), edit::SCPS),
        },
        policies: attached(node, kind)
            .iter()
            .filter_map(|policy| {
                let document = scenario.policies.get(*policy)?;
                let size = iam::parse::size_limit(document.kind).map(|(limit, counted)| {
                    let used = super::policy::thousands(counted.size(&document.text));
                    format!("{used} of {} characters", super::policy::thousands(limit))
                });
                Some(Held {
                    policy: *policy,
                    name: document.name.clone(),
                    size: size.unwrap_or_default(),
                    off: !document.is_on(),
                })
            })
            .collect(),
        state,
        lets,
        denies: rules
            .denies
            .iter()
            .map(|(name, deny)| format!("{} ({name})", deny.words()))
            .collect(),
    }
}

fn attached(node: &Node, kind: PolicyKind) -> &[PolicyRef] {
    match kind {
        PolicyKind::Rcp => &node.rcps,
        _ => &node.scps,
    }
}

/// What the statements of one level say.
struct Rules {
    allows: Vec<Part>,
    /// With the statement's name.
    denies: Vec<(String, Part)>,
}

impl Rules {
    fn new(model: &Model, node: &Node, kind: PolicyKind) -> Rules {
        let mut rules = Rules {
            allows: Vec::new(),
            denies: Vec::new(),
        };
        // RCPFullAWSAccess stands everywhere (R4.3.2); a node that is switched off limits nothing.
        if kind == PolicyKind::Rcp || node.switch == Switch::Off {
            rules.allows.push(Part::default());
        }
        if node.switch == Switch::Off {
            return rules;
        }
        for policy in attached(node, kind) {
            let document = model.scenario().policies.get(*policy);
            let (Some(document), Some(parsed)) = (document, model.parsed(*policy)) else {
                continue;
            };
            if !document.is_on() {
                continue;
            }
            for (statement, number) in parsed.policy.statements.iter().zip(1..) {
                let name = match &statement.sid {
                    Some((sid, _)) => format!("{sid} of {}", document.name),
                    None => format!("statement {number} of {}", document.name),
                };
                match statement.effect {
                    Effect::Allow => rules.allows.extend(Part::of(statement)),
                    Effect::Deny => {
                        let parts = Part::of(statement).into_iter();
                        rules.denies.extend(parts.map(|part| (name.clone(), part)));
                    }
                    Effect::Unreadable => {}
                }
            }
        }
        rules
    }
}

/// A part of all requests.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Part {
    /// Patterns that an action has to fit, all of them; none for any action.
    fits: BTreeSet<String>,
    /// Patterns that it must not fit.
    but: BTreeSet<String>,
    /// What else has to hold, in words.
    only_where: BTreeSet<String>,
}

impl Part {
    /// The requests that a statement is about: a part for each of its actions.
    fn of(statement: &Statement) -> Vec<Part> {
        let only_where = conditions(statement);
        let texts = statement.action.values().iter();
        let texts = texts.filter_map(|entry| Some(entry.value.as_ref()?.as_str().to_owned()));
        match statement.action.sense() {
            Sense::AllButListed => vec![Part {
                fits: BTreeSet::new(),
                but: texts.collect(),
                only_where,
            }],
            Sense::Listed => texts
                .map(|text| Part {
                    fits: (text != "*").then_some(text).into_iter().collect(),
                    but: BTreeSet::new(),
                    only_where: only_where.clone(),
                })
                .collect(),
        }
    }

    fn is_everything(&self) -> bool {
        *self == Part::default()
    }

    fn words(&self) -> String {
        let code = |texts: &BTreeSet<String>, between: &str| {
            let texts: Vec<String> = texts.iter().map(|text| format!("`{text}`")).collect();
            texts.join(between)
        };
        let mut words = match self.fits.is_empty() {
            true => "everything".to_owned(),
            false => code(&self.fits, " that is also "),
        };
        if !self.but.is_empty() {
            words.push_str(&format!(" but {}", code(&self.but, ", ")));
        }
        let rest: Vec<&str> = self.only_where.iter().map(String::as_str).collect();
        if !rest.is_empty() {
            words.push_str(&format!(", {}", rest.join(", and ")));
        }
        words
    }
}

/// What a statement asks beside its actions.
fn conditions(statement: &Statement) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let resources = statement.resource.values().iter();
    let resources: Vec<String> = resources
        .filter_map(|entry| Some(format!("`{}`", entry.value.as_ref()?.as_str())))
        .collect();
    if resources.iter().any(|text| text != "`*`") {
        let but = match statement.resource.sense() {
            Sense::Listed => "on",
            Sense::AllButListed => "on everything but",
        };
        found.insert(format!("{but} {}", resources.join(", ")));
    }
    let keys = statement
        .condition
        .iter()
        .flat_map(|condition| condition.tests.iter());
    let keys: BTreeSet<String> = keys
        .map(|test| format!("`{}`", test.key.as_str()))
        .collect();
    if !keys.is_empty() {
        let keys: Vec<String> = keys.into_iter().collect();
        found.insert(format!("depending on {}", keys.join(", ")));
    }
    found
}

/// What belongs to a part of either list.
fn both(these: &[Part], those: &[Part]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for this in these {
        for that in those {
            let part = Part {
                fits: this.fits.union(&that.fits).cloned().collect(),
                but: this.but.union(&that.but).cloned().collect(),
                only_where: this.only_where.union(&that.only_where).cloned().collect(),
            };
            parts.extend(tidied(part));
        }
    }
    // What lies in another part adds nothing.
    let mut kept: Vec<Part> = Vec::new();
    for part in parts {
        if !kept.iter().any(|held| lies_in(&part, held)) {
            kept.retain(|held| !lies_in(held, &part));
            kept.push(part);
        }
    }
    kept
}

/// What is left of the parts without another.
fn without(parts: Vec<Part>, taken: &Part) -> Vec<Part> {
    match (taken.fits.first(), taken.but.is_empty()) {
        // A Deny of everything but some actions leaves those.
        (None, false) => {
            let others: Vec<Part> = taken
                .but
                .iter()
                .map(|text| Part {
                    fits: BTreeSet::from([text.clone()]),
                    ..Part::default()
                })
                .collect();
            both(&parts, &others)
        }
        (None, true) => Vec::new(),
        (Some(pattern), _) => {
            let but = Part {
                but: BTreeSet::from([pattern.clone()]),
                ..Part::default()
            };
            both(&parts, &[but])
        }
    }
}

/// Without patterns that say nothing new; `None` where nothing is left.
fn tidied(mut part: Part) -> Option<Part> {
    let fits: Vec<String> = part.fits.iter().cloned().collect();
    for (at, one) in fits.iter().enumerate() {
        for other in fits.iter().skip(at + 1) {
            if are_apart(one, other) {
                return None;
            }
            match (covers(one, other), covers(other, one)) {
                (true, _) => part.fits.remove(one),
                (_, true) => part.fits.remove(other),
                _ => false,
            };
        }
    }
    if part
        .but
        .iter()
        .any(|but| but == "*" || part.fits.iter().any(|fits| covers(but, fits)))
    {
        return None;
    }
    part.but
        .retain(|but| !part.fits.iter().any(|fits| are_apart(but, fits)));
    let but = part.but.clone();
    part.but
        .retain(|text| !but.iter().any(|other| other != text && covers(other, text)));
    Some(part)
}

/// Whether one part surely lies in another.
fn lies_in(part: &Part, other: &Part) -> bool {
    let narrower = other
        .fits
        .iter()
        .all(|wide| part.fits.iter().any(|fits| covers(wide, fits)));
    let cut = other.but.iter().all(|but| {
        part.but.iter().any(|held| covers(held, but))
            || part.fits.iter().any(|fits| are_apart(but, fits))
    });
    narrower && cut && other.only_where.is_subset(&part.only_where)
}

/// Whether every action that fits `narrow` surely fits `wide`: it does where `wide` fits the very
/// text of `narrow`, for its own letters never fit a wildcard.
fn covers(wide: &str, narrow: &str) -> bool {
    let is_sure = !wide.contains('?') || !narrow.contains(['*', '?']);
    is_sure && ActionPattern::new(wide).fits(&Action::new(narrow))
}

/// Whether no action fits both: actions of two services, or two names without wildcards.
fn are_apart(one: &str, other: &str) -> bool {
    let begin = |text: &str| {
        let whole = text.to_lowercase();
        let sure = whole
            .split(['*', '?'])
            .next()
            .unwrap_or_default()
            .to_owned();
        (sure.len() == whole.len(), sure)
    };
    let ((one_is_whole, one_begins), (other_is_whole, other_begins)) = (begin(one), begin(other));
    if one_is_whole && other_is_whole {
        return one_begins != other_begins;
    }
    if one_is_whole {
        return !covers(other, one);
    }
    if other_is_whole {
        return !covers(one, other);
    }
    !one_begins.starts_with(&other_begins) && !other_begins.starts_with(&one_begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn part(text: &str) -> Part {
        let mut part = Part::default();
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            match word.strip_prefix('-') {
                Some(but) => part.but.insert(but.into()),
                None => part.fits.insert(word.into()),
            };
        }
        part
    }

    #[track_caller]
    fn check(these: &[&str], those: &[&str], left: &[&str]) {
        let all = |texts: &[&str]| texts.iter().map(|text| part(text)).collect::<Vec<_>>();
        let found: Vec<String> = both(&all(these), &all(those))
            .iter()
            .map(Part::words)
            .collect();
        assert_eq!(found, left);
    }

    #[test]
    fn what_both_levels_let_through_is_left() {
        check(&[""], &["s3:*"], &["`s3:*`"]);
        check(&["s3:*", "ec2:*"], &["s3:Get*", "sqs:*"], &["`s3:Get*`"]);
        check(
            &["s3:Get*"],
            &["s3:*Object"],
            &["`s3:*Object` that is also `s3:Get*`"],
        );
        check(&["s3:GetObject"], &["s3:*Object"], &["`s3:GetObject`"]);
        check(&["s3:*"], &["-s3:*"], &[]);
        check(&["s3:*"], &["-s3:Put*", "-ec2:*"], &["`s3:*`"]);
        check(&["-iam:*"], &["-s3:*"], &["everything but `iam:*`, `s3:*`"]);
        check(&["s3:Get*"], &["-s3:Put*"], &["`s3:Get*`"]);
    }

    #[test]
    fn what_is_denied_is_not_left() {
        let left = |deny: &str| -> Vec<String> {
            let parts = vec![part("s3:*"), part("ec2:Run*")];
            without(parts, &part(deny))
                .iter()
                .map(Part::words)
                .collect()
        };
        assert_eq!(left("s3:*"), ["`ec2:Run*`"]);
        assert_eq!(left("s3:Put*"), ["`s3:*` but `s3:Put*`", "`ec2:Run*`"]);
        assert_eq!(left("-s3:Get*"), ["`s3:Get*`"]);
        assert!(left("").is_empty());
    }

    #[test]
    fn a_question_mark_covers_no_wildcard() {
        assert!(!covers("s3:Get?", "s3:Get*"));
        assert!(covers("s3:Get?", "s3:GetX"));
        assert!(!are_apart("s3:Get?", "s3:G*"));
        assert!(are_apart("s3:Get*", "s3:Put*"));
    }
}
