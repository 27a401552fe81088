//! The `Principal` and `NotPrincipal` elements (R1.6, R1.7).

use super::{Part, Reader};
use crate::arn::{AccountId, Arn};
use crate::messages;
use crate::policy::{Effect, Element, Entry, PolicyKind, Sense};
use crate::principal::PrincipalValue;
use syntax::Span;
use syntax::json::{Member, Value};

impl<'a> Reader<'a> {
    pub(super) fn principal_element(
        &mut self,
        parts: &[Part<'a>],
        whole: Span,
        effect: Effect,
    ) -> Element<PrincipalValue> {
        if !self.kind.takes_principal() {
            return self.refused(parts, &["Principal", "NotPrincipal"]);
        }
        let part = match self.only_part(parts, "Principal", "NotPrincipal") {
            Ok(Some(part)) => part,
            Ok(None) => {
                self.report(messages::missing_principal_only(self.kind, whole));
                return Element::Missing;
            }
            Err(span) => return Element::Unreadable(span),
        };
        let sense = match &*part.member.key {
            "Principal" => Sense::Listed,
            _ => Sense::AllButListed,
        };
        if sense == Sense::AllButListed && !self.takes_not_principal(effect, part) {
            return Element::Unreadable(part.span);
        }
        let values = match part.member.value {
            Some(value) if !self.has_break(part.stretch) => match self.value(value) {
                Value::String(text) if text == "*" => {
                    vec![Entry {
                        value: Some(PrincipalValue::Everyone),
                        span: self.span(value),
                    }]
                }
                Value::Object(members) => self.principal_members(members, effect),
                _ => {
                    self.report(messages::principal_form(self.span(value)));
                    return Element::Unreadable(part.span);
                }
            },
            Some(_) | None => return Element::Unreadable(part.span),
        };
        if values.is_empty() {
            self.report(messages::empty_list("Principal", part.span));
        }
        let everyone =
            |entry: &Entry<PrincipalValue>| entry.value == Some(PrincipalValue::Everyone);
        if self.kind == PolicyKind::Rcp && !values.iter().all(everyone) {
            self.report(messages::rcp_principal(part.span));
        }
        Element::Values {
            sense,
            values: values.into(),
            span: part.span,
        }
    }

    fn takes_not_principal(&mut self, effect: Effect, part: &Part<'a>) -> bool {
        if matches!(self.kind, PolicyKind::RoleTrust | PolicyKind::Rcp) {
            self.report(messages::element_not_allowed(
                "NotPrincipal",
                self.kind,
                part.member.key_span,
            ));
            return false;
        }
        if effect == Effect::Allow {
            self.report(messages::not_principal_with_allow(part.member.key_span));
            return false;
        }
        true
    }

    fn principal_members(
        &mut self,
        members: &'a [Member],
        effect: Effect,
    ) -> Vec<Entry<PrincipalValue>> {
        let mut entries = Vec::new();
        for member in members {
            let known = matches!(
                &*member.key,
                "AWS" | "Service" | "Federated" | "CanonicalUser"
            );
            if !known {
                self.report(messages::principal_key(&member.key, member.key_span));
            }
            let Some(value) = member.value.filter(|_| known) else {
                entries.push(Entry {
                    value: None,
                    span: member.key_span,
                });
                continue;
            };
            for (text, span) in self.strings(value, &member.key) {
                let value =
                    text.and_then(|text| self.principal_value(&member.key, text, span, effect));
                entries.push(Entry { value, span });
            }
        }
        entries
    }

    fn principal_value(
        &mut self,
        key: &str,
        text: &str,
        span: Span,
        effect: Effect,
    ) -> Option<PrincipalValue> {
        match key {
            "AWS" => self.aws_principal(text, span),
            "Service" => {
                if text.contains(['*', '?']) {
                    self.report(messages::service_wildcard(span));
                    return None;
                }
                if !text.contains('.') {
                    self.report(messages::service_form(text, span));
                }
                Some(PrincipalValue::Service(text.into()))
            }
            // Elsewhere an identity provider names nobody (R1.6.10).
            "Federated" if self.kind == PolicyKind::RoleTrust => {
                Some(PrincipalValue::Federated(text.into()))
            }
            // Nobody can tell the account behind one, so a Deny may be meant for any (R1.6.31).
            "CanonicalUser" => {
                self.report(messages::canonical_user(effect, span));
                (effect != Effect::Deny).then(|| PrincipalValue::Opaque(text.into()))
            }
            _ => Some(PrincipalValue::Opaque(text.into())),
        }
    }

    fn aws_principal(&mut self, text: &str, span: Span) -> Option<PrincipalValue> {
        if text == "*" {
            return Some(PrincipalValue::Everyone);
        }
        if let Some(account) = AccountId::parse(text) {
            return Some(PrincipalValue::Account(account));
        }
        if text.contains(['*', '?']) {
            self.report(messages::principal_wildcard(text, span));
            return None;
        }
        // What a deleted user or role becomes in a stored policy.
        let unique_id = text.len() >= 16
            && text
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        if unique_id || is_origin_access_identity(text) {
            return Some(PrincipalValue::Opaque(text.into()));
        }
        let arn = Arn::parse(text).filter(|arn| matches!(arn.service(), "iam" | "sts"));
        let Some((arn, account)) = arn.and_then(|arn| arn.account().map(|account| (arn, account)))
        else {
            self.report(messages::principal_value(text, span));
            return None;
        };
        match arn.resource().split('/').next().unwrap_or_default() {
            "root" => Some(PrincipalValue::Account(account)),
            "group" => {
                self.report(messages::principal_group(text, span));
                None
            }
            "user" | "role" | "assumed-role" | "federated-user" => {
                Some(PrincipalValue::Identity(arn))
            }
            _ => {
                self.report(messages::principal_value(text, span));
                None
            }
        }
    }
}

/// A principal of CloudFront that has a word in the place of an account (R1.6.32).
fn is_origin_access_identity(text: &str) -> bool {
    Arn::parse(text).is_some_and(|arn| {
        let [_, _, service, region, account, resource] = arn.parts();
        (service, region, account) == ("iam", "", "cloudfront")
            && resource.starts_with("user/CloudFront Origin Access Identity ")
    })
}
