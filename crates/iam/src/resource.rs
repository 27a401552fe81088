//! Resources of requests and resource patterns of policies (R1.9).

use crate::arn::{first_colons, split_at_cuts};
use crate::context::Context;
use crate::pattern::{Fit, Pattern, Piece, Resolved, Syntax, fits_in};

/// The resource of a request.
// INVARIANT: `cuts`, where present, are the first five colons of `text`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ResourceName {
    text: Box<str>,
    cuts: Option<[u32; 5]>,
}

impl ResourceName {
    /// An ARN, or `*` for an action that has no resource.
    pub fn new(text: &str) -> ResourceName {
        let cuts = match text.starts_with("arn:") {
            true => first_colons(text),
            false => None,
        };
        ResourceName {
            text: text.into(),
            cuts,
        }
    }

    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the action is not authorised against a resource (R1.9).
    pub fn is_any(&self) -> bool {
        &*self.text == "*"
    }

    /// The six parts of the ARN; `None` when it is none.
    pub fn parts(&self) -> Option<[&str; 6]> {
        self.cuts.map(|cuts| split_at_cuts(&self.text, cuts))
    }

    /// The partition, where the name is an ARN.
    pub fn partition(&self) -> Option<&str> {
        self.cuts.map(|cuts| part(&self.text, cuts, 1))
    }
}

/// One of the six parts, found without splitting off the others.
fn part(text: &str, cuts: [u32; 5], position: usize) -> &str {
    let cut = |at: usize| cuts.get(at).map(|cut| *cut as usize);
    let start = position.checked_sub(1).and_then(cut);
    let range = start.map_or(0, |colon| colon + 1)..cut(position).unwrap_or(text.len());
    text.get(range).unwrap_or_default()
}

/// What a policy kind makes of an ARN with fewer than six parts (R1.9).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ShortArn {
    /// Each missing part is any value.
    Completed,
    /// It stays as short as it is.
    Kept,
}

/// One value of a `Resource` or `NotResource` element.
// INVARIANT: `parts` are the patterns between the first five colons of `text`: one to six.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ResourcePattern {
    text: Box<str>,
    parts: Box<[Pattern]>,
    short: ShortArn,
}

/// The beginning `arn:partition:service:` of a pattern, where it holds no wildcard. Whatever the
/// reading, a resource that begins otherwise does not fit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct ResourceHead {
    text: Box<str>,
    service: Box<str>,
}

impl ResourceHead {
    /// Whether the resource begins like this; a call without a resource is one on its service.
    pub(crate) fn is_of(&self, resource: &ResourceName, service: &str) -> bool {
        match resource.is_any() {
            true => service == &*self.service,
            false => resource.text.starts_with(&*self.text),
        }
    }
}

/// The order in which the parts of two ARNs are compared: services differ more often than
/// partitions do.
const MOST_TELLING_FIRST: [usize; 6] = [2, 5, 3, 4, 1, 0];

/// Whether a resource fits, and by which reading of the pattern.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ResourceFit {
    /// Part by part, or not at all.
    ByParts(Fit),
    /// Only since a `*` at the end of a part ran past the next colon.
    RunPastColon,
}

impl ResourcePattern {
    /// A value as its author wrote it. Variables are read only behind the fifth colon, and only
    /// where `syntax` has them (R1.11).
    pub fn new(text: &str, syntax: Syntax, short: ShortArn) -> ResourcePattern {
        let parts = text
            .splitn(6, ':')
            .enumerate()
            .map(|(position, part)| match position {
                5 => Pattern::parse(part, syntax).0,
                _ => Pattern::parse(part, Syntax::Wildcards).0,
            })
            .collect();
        ResourcePattern {
            text: text.into(),
            parts,
            short,
        }
    }

    /// As its author wrote it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The patterns between the first five colons.
    pub fn parts(&self) -> &[Pattern] {
        &self.parts
    }

    /// The head, where the pattern has one and goes on behind it.
    pub(crate) fn head(&self) -> Option<ResourceHead> {
        let [arn, partition, service, _, ..] = &*self.parts else {
            return None;
        };
        let service = service.as_literal()?;
        let length = arn.as_literal()?.len() + partition.as_literal()?.len() + service.len() + 3;
        Some(ResourceHead {
            text: self.text.get(..length)?.into(),
            service: service.into(),
        })
    }

    pub(crate) fn fits(
        &self,
        resource: &ResourceName,
        service: &str,
        context: &Context,
    ) -> ResourceFit {
        if self.is_any() {
            return ResourceFit::ByParts(Fit::Known(true));
        }
        if resource.is_any() {
            return ResourceFit::ByParts(Fit::Known(self.covers_service(service)));
        }
        let by_parts = match resource.cuts {
            Some(cuts) => self.fits_parts(|position| part(&resource.text, cuts, position), context),
            None => Fit::Known(false),
        };
        match by_parts {
            Fit::Known(false) if self.runs_past(&resource.text, context) => {
                ResourceFit::RunPastColon
            }
            other => ResourceFit::ByParts(other),
        }
    }

    fn is_any(&self) -> bool {
        matches!(&*self.parts, [only] if only.is_any())
    }

    fn fits_parts<'a>(&self, name: impl Fn(usize) -> &'a str, context: &Context) -> Fit {
        if self.parts.len() < 6 && self.short == ShortArn::Kept {
            return Fit::Known(false);
        }
        let mut result = Fit::Known(true);
        for position in MOST_TELLING_FIRST {
            let Some(pattern) = self.parts.get(position) else {
                continue;
            };
            match fits_in(pattern, name(position), context) {
                Fit::Known(true) => {}
                Fit::Known(false) => return Fit::Known(false),
                other => result = other,
            }
        }
        result
    }

    /// Whether the value covers a call of this service that is not authorised against any one
    /// resource: it must leave Region, account and resource open (R1.9).
    fn covers_service(&self, service: &str) -> bool {
        let open = |part: usize| {
            self.parts
                .get(part)
                .is_none_or(|p| p.is_any() || p.as_literal() == Some(""))
        };
        let arn = self
            .parts
            .first()
            .is_some_and(|part| part.as_literal() == Some("arn"));
        let names_service = match self.parts.get(2) {
            Some(part) => part.fits(service),
            None => self.short == ShortArn::Completed,
        };
        let any_resource = match self.parts.get(5) {
            Some(part) => part.is_any(),
            None => self.short == ShortArn::Completed,
        };
        arn && names_service && open(3) && open(4) && any_resource
    }

    /// The second reading: a `*` that ends one of the first five parts may take colons too.
    fn runs_past(&self, text: &str, context: &Context) -> bool {
        let head = self
            .parts
            .get(..self.parts.len().min(5))
            .unwrap_or_default();
        let ends_open = |part: &Pattern| matches!(part.pieces().last(), Some(Piece::AnyRun));
        if !head.iter().any(ends_open) || !self.edges_fit(text) {
            return false;
        }
        let mut steps = Vec::new();
        for (position, part) in self.parts.iter().enumerate() {
            if position > 0 {
                steps.push(Step::Character(':'));
            }
            let resolved = match part.resolve(context) {
                Resolved::Pattern(pattern) => pattern,
                Resolved::Missing | Resolved::Unknown => return false,
            };
            push_steps(&mut steps, &resolved, position < 5);
        }
        walk(&steps, text)
    }

    /// A cheap refusal before the walk: literal text at the two ends has to be there.
    fn edges_fit(&self, text: &str) -> bool {
        let last = self
            .parts
            .last()
            .and_then(|part| match part.pieces().last() {
                Some(Piece::Literal(literal)) => Some(&**literal),
                _ => None,
            });
        self.begins(text) && last.is_none_or(|literal| text.ends_with(literal))
    }

    /// Whether `text` begins with all that stands before the first wildcard or variable.
    fn begins(&self, text: &str) -> bool {
        let mut rest = text;
        for (position, part) in self.parts.iter().enumerate() {
            if position > 0 {
                match rest.strip_prefix(':') {
                    Some(behind) => rest = behind,
                    None => return false,
                }
            }
            for piece in part.pieces() {
                match piece {
                    Piece::Literal(literal) => match rest.strip_prefix(&**literal) {
                        Some(behind) => rest = behind,
                        None => return false,
                    },
                    Piece::AnyRun | Piece::AnyOne | Piece::Variable(_) => return true,
                }
            }
        }
        true
    }
}

#[derive(Clone, Copy)]
enum Step {
    Character(char),
    One { crosses_colon: bool },
    Run { crosses_colon: bool },
}

fn push_steps(steps: &mut Vec<Step>, pattern: &Pattern, in_head: bool) {
    let last = pattern.pieces().len().saturating_sub(1);
    for (position, piece) in pattern.pieces().iter().enumerate() {
        match piece {
            Piece::Literal(text) => steps.extend(text.chars().map(Step::Character)),
            Piece::AnyOne => steps.push(Step::One {
                crosses_colon: !in_head,
            }),
            Piece::AnyRun => steps.push(Step::Run {
                crosses_colon: !in_head || position == last,
            }),
            Piece::Variable(_) => {}
        }
    }
}

/// Follows all ways through the steps at once, since a `*` that may not cross a colon can need
/// an earlier one to take more.
fn walk(steps: &[Step], text: &str) -> bool {
    let mut alive = vec![false; steps.len() + 1];
    let mut next = alive.clone();
    enter(&mut alive, steps, 0);
    for character in text.chars() {
        next.fill(false);
        for (position, step) in steps.iter().enumerate() {
            if !alive.get(position).copied().unwrap_or_default() {
                continue;
            }
            match *step {
                Step::Character(wanted) if wanted == character => {
                    enter(&mut next, steps, position + 1)
                }
                Step::One { crosses_colon } if crosses_colon || character != ':' => {
                    enter(&mut next, steps, position + 1);
                }
                Step::Run { crosses_colon } if crosses_colon || character != ':' => {
                    enter(&mut next, steps, position);
                }
                Step::Character(_) | Step::One { .. } | Step::Run { .. } => {}
            }
        }
        std::mem::swap(&mut alive, &mut next);
    }
    alive.last().copied().unwrap_or_default()
}

/// Marks a position and all that an empty run reaches from it.
fn enter(alive: &mut [bool], steps: &[Step], position: usize) {
    let mut position = position;
    loop {
        match alive.get_mut(position) {
            Some(mark) => *mark = true,
            None => return,
        }
        match steps.get(position) {
            Some(Step::Run { .. }) => position += 1,
            _ => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, resource: &str, expected: bool) {
        let pattern = ResourcePattern::new(pattern, Syntax::Both, ShortArn::Completed);
        let fit = pattern.fits(&ResourceName::new(resource), "s3", &Context::new());
        let fits = matches!(
            fit,
            ResourceFit::ByParts(Fit::Known(true)) | ResourceFit::RunPastColon
        );
        assert_eq!(fits, expected, "{pattern:?} against {resource}");
    }

    #[test]
    fn a_star_stays_in_its_part_unless_it_ends_it() {
        check(
            "arn:aws:ec2:us-*-1:111122223333:instance/i-1",
            "arn:aws:ec2:us-east-1:111122223333:instance/i-1",
            true,
        );
        check(
            "arn:aws:ec2:us-east-1:*",
            "arn:aws:ec2:us-east-1:111122223333:instance/i-1",
            true,
        );
        check(
            "arn:aws:ec2:*:instance/i-1",
            "arn:aws:ec2:us-east-1:111122223333:instance/i-1",
            true,
        );
        check(
            "arn:aws:ec2:u*1:instance/i-1",
            "arn:aws:ec2:us-east-1:111122223333:instance/i-1",
            false,
        );
        check(
            "arn:aws:sqs:*:111111111111",
            "arn:aws:sqs:us-east-1:111111111111:q",
            true,
        );
    }

    #[test]
    fn a_call_without_resource_is_covered_by_open_arns_of_its_service() {
        check("*", "*", true);
        check("arn:aws:s3:::*", "*", true);
        check("arn:aws:s3:::bucket", "*", false);
        check("arn:aws:ec2:*:*:*", "*", false);
    }

    #[test]
    fn short_arns_are_completed_only_where_the_policy_kind_does_so() {
        let name = ResourceName::new("arn:aws:sqs:us-east-1:111122223333:q");
        for (short, expected) in [(ShortArn::Completed, true), (ShortArn::Kept, false)] {
            let pattern = ResourcePattern::new("arn:aws:sqs", Syntax::Both, short);
            let fit = pattern.fits(&name, "sqs", &Context::new());
            assert_eq!(fit, ResourceFit::ByParts(Fit::Known(expected)));
        }
    }
}
