//! What the resources of a statement have in common, so that a request on another service is told
//! from a long list by one comparison.

use crate::policy::Statement;
use crate::resource::{ResourceHead, ResourceName};

/// For each statement of a policy the head that all its resources share, where they share one.
#[derive(Clone, Debug, Default)]
pub(crate) struct ResourceHeads(Box<[Option<ResourceHead>]>);

impl ResourceHeads {
    pub(crate) fn new(statements: &[Statement]) -> ResourceHeads {
        ResourceHeads(statements.iter().map(shared).collect())
    }

    /// Whether certainly no value of the statement's resource element fits. `service` is the
    /// action's.
    pub(crate) fn rule_out(&self, statement: u32, resource: &ResourceName, service: &str) -> bool {
        match self.0.get(statement as usize) {
            Some(Some(head)) => !head.is_of(resource, service),
            Some(None) | None => false,
        }
    }
}

fn shared(statement: &Statement) -> Option<ResourceHead> {
    let mut values = statement.resource.values().iter();
    let first = values.next()?.value.as_ref()?.head()?;
    let mut others = values.map(|entry| entry.value.as_ref()?.head());
    others
        .all(|other| other.as_ref() == Some(&first))
        .then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::PolicyKind;

    #[track_caller]
    fn check(resources: &str, name: &str, service: &str, ruled_out: bool) {
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"*","Resource":{resources}}}}}"#
        );
        let (policy, _) = crate::parse(&text, PolicyKind::Identity);
        let found = policy.heads.rule_out(0, &ResourceName::new(name), service);
        assert_eq!(found, ruled_out, "{resources} against {name}");
    }

    #[test]
    fn a_head_that_all_share_rules_other_services_out() {
        let both = r#"["arn:aws:sqs:*:*:a", "arn:aws:sqs:::b*"]"#;
        check(both, "arn:aws:s3:::a", "s3", true);
        check(both, "arn:aws-cn:sqs:::b", "sqs", true);
        check(both, "arn:aws:sqs:::none-of-them", "sqs", false);
        check(both, "*", "s3", true);
        check(both, "*", "sqs", false);
    }

    #[test]
    fn where_heads_differ_or_are_open_nothing_is_ruled_out() {
        for resources in [
            r#""*""#,
            r#"[]"#,
            r#"["arn:aws:sqs:::a", 7]"#,
            r#"["arn:aws:sqs:::a", "arn:aws:s3:::a"]"#,
            r#""arn:aws:s*:::a""#,
            r#""arn:aws:sqs""#,
        ] {
            check(resources, "arn:aws:ec2:::a", "ec2", false);
        }
    }
}
