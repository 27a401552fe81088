//! One statement: its elements, each read or kept as a hole.

use super::{Part, Reader};
use crate::action::ActionPattern;
use crate::condition::Condition;
use crate::messages;
use crate::pattern::{Pattern, Syntax};
use crate::policy::{Effect, Element, Entry, PolicyKind, Sense, Statement, Version};
use crate::resource::ResourcePattern;
use syntax::Span;
use syntax::json::{NodeId, Value};

const ELEMENTS: [&str; 9] = [
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

/// The partitions of AWS.
const PARTITIONS: [&str; 8] = [
    "aws",
    "aws-cn",
    "aws-us-gov",
    "aws-iso",
    "aws-iso-b",
    "aws-iso-e",
    "aws-iso-f",
    "aws-eusc",
];

/// Services all of whose ARNs have a word for the resource type before the name.
const TYPED_SERVICES: [&str; 8] = [
    "dynamodb", "ec2", "ecs", "eks", "iam", "kms", "lambda", "rds",
];

impl<'a> Reader<'a> {
    pub(super) fn statement(&mut self, id: NodeId) -> Statement {
        let whole = self.span(id);
        let Value::Object(members) = self.value(id) else {
            if !self.has_break(whole) {
                self.report(messages::statement_type(whole));
            }
            return unreadable_statement(whole);
        };
        let parts = self.parts(members, whole);
        let mut statement = Statement {
            foreign: None,
            ..unreadable_statement(whole)
        };
        statement.foreign = self.foreign_part(&parts, whole);
        self.read_effect(&parts, &mut statement);
        self.read_sid(&parts, &mut statement);
        statement.action = self.action_element(&parts, whole);
        statement.resource = self.resource_element(&parts, whole);
        statement.principal = self.principal_element(&parts, whole, statement.effect);
        self.read_condition(&parts, &mut statement);
        if let (PolicyKind::Rcp, Effect::Allow, Some(span)) =
            (self.kind, statement.effect, statement.effect_span)
        {
            self.report(messages::rcp_allow(span));
        }
        statement
    }

    /// The first unknown key, or a break before the first element.
    fn foreign_part(&mut self, parts: &[Part<'a>], whole: Span) -> Option<Span> {
        let first = parts
            .first()
            .map_or(whole.end.saturating_add(1), |part| part.span.start);
        let mut foreign = self
            .has_break(Span::new(whole.start, first))
            .then_some(whole);
        for part in parts
            .iter()
            .filter(|part| !ELEMENTS.contains(&&*part.member.key))
        {
            self.report(messages::unknown_statement_key(
                &part.member.key,
                part.member.key_span,
                &ELEMENTS,
            ));
            foreign = foreign.or(Some(part.span));
        }
        foreign
    }

    fn read_effect(&mut self, parts: &[Part<'a>], statement: &mut Statement) {
        let mut effects = parts
            .iter()
            .filter(|part| part.member.key == "Effect")
            .peekable();
        if effects.peek().is_none() {
            self.report(messages::missing_effect(statement.span));
        }
        let mut read = Vec::new();
        for part in effects {
            statement.effect_span = Some(part.span);
            let effect = match part
                .member
                .value
                .map(|value| (self.value(value), self.span(value)))
            {
                Some((Value::String(text), span)) => match &**text {
                    "Allow" if !self.has_break(part.stretch) => Effect::Allow,
                    "Deny" => Effect::Deny,
                    other => {
                        if other != "Allow" {
                            self.report(messages::invalid_effect(other, span));
                        }
                        self.broken = true;
                        // Nothing else an author can have meant begins this way (R8).
                        match other.starts_with(['d', 'D']) {
                            true => Effect::Deny,
                            false => Effect::Unreadable,
                        }
                    }
                },
                Some((_, span)) => {
                    self.report(messages::string_wanted("Effect", span));
                    Effect::Unreadable
                }
                None => Effect::Unreadable,
            };
            read.push(effect);
        }
        statement.effect = match &*read {
            [one] => *one,
            several if several.contains(&Effect::Deny) => Effect::Deny,
            _ => Effect::Unreadable,
        };
    }

    fn read_sid(&mut self, parts: &[Part<'a>], statement: &mut Statement) {
        for part in parts.iter().filter(|part| part.member.key == "Sid") {
            let Some(value) = part.member.value else {
                continue;
            };
            let span = self.span(value);
            let Value::String(text) = self.value(value) else {
                self.report(messages::string_wanted("Sid", span));
                continue;
            };
            // Services with resource-based policies of their own take other characters (R1.4).
            let strict = !self.kind.takes_principal() || self.kind == PolicyKind::RoleTrust;
            if strict && !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                self.report(messages::sid_characters(text, span));
            }
            if !text.is_empty() {
                statement.sid = Some(((**text).into(), span));
            }
        }
    }

    fn action_element(&mut self, parts: &[Part<'a>], whole: Span) -> Element<ActionPattern> {
        let element = self.listed(parts, "Action", "NotAction", Self::action_value);
        if let (
            Element::Values {
                sense: Sense::AllButListed,
                span,
                ..
            },
            PolicyKind::Rcp,
        ) = (&element, self.kind)
        {
            self.report(messages::element_not_allowed("NotAction", self.kind, *span));
            return Element::Unreadable(*span);
        }
        if let Element::Missing = element {
            self.report(messages::missing_element(
                "Action",
                "NotAction",
                self.kind,
                whole,
            ));
        }
        element
    }

    fn action_value(&mut self, text: &str, span: Span) -> Option<ActionPattern> {
        let well_formed = |part: &str| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"-_*?.".contains(&b))
        };
        match text.split_once(':') {
            _ if text == "*" => {
                if self.kind == PolicyKind::Rcp {
                    self.report(messages::rcp_bare_star(span));
                }
            }
            None => self.report(messages::action_without_prefix(text, span)),
            Some((prefix, name)) if !well_formed(prefix) || !well_formed(name) => {
                self.report(messages::action_form(text, span));
            }
            Some((prefix, _)) if prefix.contains(['*', '?']) => {
                self.report(messages::wildcard_in_prefix(text, span));
            }
            Some(_) => {}
        }
        Some(ActionPattern::new(text))
    }

    fn resource_element(&mut self, parts: &[Part<'a>], whole: Span) -> Element<ResourcePattern> {
        if !self.kind.takes_resource() {
            return self.refused(parts, &["Resource", "NotResource"]);
        }
        let element = self.listed(parts, "Resource", "NotResource", Self::resource_value);
        if let Element::Missing = element {
            self.report(messages::missing_element(
                "Resource",
                "NotResource",
                self.kind,
                whole,
            ));
        }
        element
    }

    fn resource_value(&mut self, text: &str, span: Span) -> Option<ResourcePattern> {
        let syntax = match self.version {
            Version::V2012 => Syntax::Both,
            Version::V2008 => Syntax::Wildcards,
            Version::Unreadable if text.contains("${") => return None,
            Version::Unreadable => Syntax::Wildcards,
        };
        if text != "*" {
            self.check_arn(text, span, syntax);
        }
        Some(ResourcePattern::new(text, syntax, self.kind.short_arn()))
    }

    fn check_arn(&mut self, text: &str, span: Span, syntax: Syntax) {
        let parts: Vec<&str> = text.splitn(6, ':').collect();
        if parts.first() != Some(&"arn") {
            return self.report(messages::invalid_arn(text, span));
        }
        let short = parts.len() < 6;
        match self.kind {
            PolicyKind::Session if short => self.report(messages::short_arn(text, span)),
            PolicyKind::Scp | PolicyKind::Rcp if short && !text.ends_with('*') => {
                self.report(messages::short_arn(text, span));
            }
            _ => {}
        }
        let has_wildcard = |part: &str| part.contains(['*', '?']);
        match parts.get(1) {
            Some(partition) if has_wildcard(partition) => {
                self.report(messages::wildcard_in_arn(text, "partition", span));
            }
            Some(partition) if !PARTITIONS.contains(partition) => {
                self.report(messages::invalid_partition(text, span));
            }
            Some(_) | None => {}
        }
        match parts.get(2) {
            Some(&"") => self.report(messages::empty_arn_service(text, span)),
            Some(service) if has_wildcard(service) => {
                self.report(messages::wildcard_in_arn(text, "service", span));
            }
            Some(_) | None => {}
        }
        if let [_, _, service, _, _, resource] = *parts
            && TYPED_SERVICES.contains(&service)
            && let Some((kind, _)) = resource.split_once(['/', ':'])
            && has_wildcard(kind)
            && kind != "*"
        {
            self.report(messages::wildcard_in_arn(text, "resource type", span));
        }
        if let Some(account) = parts.get(4)
            && !account_is_plausible(account)
        {
            self.report(messages::invalid_arn_account(text, span));
        }
        if syntax == Syntax::Both {
            let head = parts.get(..parts.len().min(5)).unwrap_or_default();
            if head.iter().any(|part| part.contains("${")) {
                return self.report(messages::variable_too_early(text, span));
            }
            if let Some(fault) = Pattern::parse(text, syntax).1 {
                self.report(messages::variable_fault(text, span, fault));
            }
        }
    }

    fn read_condition(&mut self, parts: &[Part<'a>], statement: &mut Statement) {
        let mut conditions = parts.iter().filter(|part| part.member.key == "Condition");
        statement.condition = Some(Condition::default());
        let Some(part) = conditions.next() else {
            return;
        };
        statement.condition_span = Some(part.span);
        let repeated = conditions.next().is_some();
        statement.condition = match part.member.value {
            Some(value) if !repeated && !self.has_break(part.stretch) => self.condition(value),
            Some(value) => {
                self.condition(value);
                None
            }
            None => None,
        };
    }

    /// Elements that the policy kind does not take.
    pub(super) fn refused<T>(&mut self, parts: &[Part<'a>], names: &[&str]) -> Element<T> {
        let mut element = Element::NotUsed;
        for part in parts
            .iter()
            .filter(|part| names.contains(&&*part.member.key))
        {
            let diagnostic =
                messages::element_not_allowed(&part.member.key, self.kind, part.member.key_span);
            self.report(diagnostic);
            element = Element::Unreadable(part.span);
        }
        element
    }

    /// An element that lists strings, under its plain or its negated name.
    fn listed<T>(
        &mut self,
        parts: &[Part<'a>],
        plain: &str,
        negated: &str,
        mut read: impl FnMut(&mut Self, &str, Span) -> Option<T>,
    ) -> Element<T> {
        let part = match self.only_part(parts, plain, negated) {
            Ok(Some(part)) => part,
            Ok(None) => return Element::Missing,
            Err(span) => return Element::Unreadable(span),
        };
        let name = if part.member.key == plain {
            plain
        } else {
            negated
        };
        let values = match part.member.value {
            Some(value) if !self.has_break(part.stretch) => self.strings(value, name),
            Some(_) | None => return Element::Unreadable(part.span),
        };
        if values.is_empty() {
            self.report(messages::empty_list(name, part.span));
        }
        let entries = values.into_iter().map(|(text, span)| Entry {
            value: text.and_then(|text| read(self, text, span)),
            span,
        });
        let values = entries.collect();
        let sense = if name == plain {
            Sense::Listed
        } else {
            Sense::AllButListed
        };
        Element::Values {
            sense,
            values,
            span: part.span,
        }
    }

    /// The one member with either name; an error carries the place of a second.
    pub(super) fn only_part<'p>(
        &mut self,
        parts: &'p [Part<'a>],
        plain: &str,
        negated: &str,
    ) -> Result<Option<&'p Part<'a>>, Span> {
        let mut found = parts
            .iter()
            .filter(|part| part.member.key == plain || part.member.key == negated);
        let Some(first) = found.next() else {
            return Ok(None);
        };
        match found.next() {
            None => Ok(Some(first)),
            Some(second) => {
                if second.member.key != first.member.key {
                    self.report(messages::both_elements(
                        plain,
                        negated,
                        second.member.key_span,
                    ));
                }
                Err(second.span)
            }
        }
    }

    /// A string or a list of strings; `None` stands for a value that is no string.
    pub(super) fn strings(&mut self, value: NodeId, element: &str) -> Vec<(Option<&'a str>, Span)> {
        let ids = match self.value(value) {
            Value::Array(ids) => ids.as_slice(),
            _ => &[value],
        };
        let mut values = Vec::with_capacity(ids.len());
        for id in ids {
            let span = self.span(*id);
            match self.value(*id) {
                Value::String(text) => values.push((Some(&**text), span)),
                _ => {
                    self.report(messages::strings_wanted(element, span));
                    values.push((None, span));
                }
            }
        }
        values
    }
}

fn account_is_plausible(account: &str) -> bool {
    account.is_empty()
        || account == "aws"
        || account.contains(['*', '?', '$'])
        || (account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit()))
}

fn unreadable_statement(span: Span) -> Statement {
    Statement {
        span,
        sid: None,
        effect: Effect::Unreadable,
        effect_span: None,
        principal: Element::Unreadable(span),
        action: Element::Unreadable(span),
        resource: Element::Unreadable(span),
        condition: None,
        condition_span: None,
        foreign: Some(span),
    }
}
