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

    /// Whether the action is not authorized against a resource (R1.9).
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

/// One value of a `Resource` or `NotResource` element: patterns between the first five colons.
///
/// Most values begin with parts that are plain text, so those are kept and compared as one.
// INVARIANT: the first `plain_length` bytes of `text` are its first `plain` parts, without the
// colon behind them, and hold neither wildcards nor variables; `open` are the other parts. There
// are one to six.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ResourcePattern {
    text: Box<str>,
    open: Box<[Pattern]>,
    plain_length: u32,
    plain: u8,
    short: ShortArn,
}

/// One part of a pattern.
enum Part<'a> {
    Plain(&'a str),
    Open(&'a Pattern),
}

impl Part<'_> {
    fn fits(&self, text: &str) -> bool {
        match self {
            Part::Plain(plain) => *plain == text,
            Part::Open(pattern) => pattern.fits(text),
        }
    }

    fn is_any(&self) -> bool {
        match self {
            Part::Plain(_) => false,
            Part::Open(pattern) => pattern.is_any(),
        }
    }
}

/// The beginning `arn:partition:service:` of a pattern, where it holds no wildcard. Whatever the
/// reading, a resource that begins otherwise does not fit.
// INVARIANT: the service begins at byte `service` of `text` and ends before its last colon.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct ResourceHead {
    text: Box<str>,
    service: u32,
}

impl ResourceHead {
    /// Whether the resource begins like this; a call without a resource is one on its service.
    pub(crate) fn is_of(&self, resource: &ResourceName, service: &str) -> bool {
        match resource.is_any() {
            true => self.service() == Some(service),
            false => resource.text.starts_with(&*self.text),
        }
    }

    fn service(&self) -> Option<&str> {
        let behind = self.text.get(self.service as usize..)?;
        behind.strip_suffix(':')
    }
}

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
        let mut open = Vec::new();
        let mut plain = 0;
        let mut plain_length = 0;
        for (position, part) in text.splitn(6, ':').enumerate() {
            let syntax = match position {
                5 => syntax,
                _ => Syntax::Wildcards,
            };
            let (pattern, _) = Pattern::parse(part, syntax);
            // `${*}` is a plain `*`, and no plain text of this value.
            match open.is_empty() && pattern.as_literal() == Some(part) {
                true => {
                    plain_length += part.len() + usize::from(plain > 0);
                    plain += 1;
                }
                false => open.push(pattern),
            }
        }
        ResourcePattern {
            text: text.into(),
            open: open.into(),
            plain_length: u32::try_from(plain_length).unwrap_or(u32::MAX),
            plain,
            short,
        }
    }

    /// As its author wrote it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The patterns between the first five colons.
    pub fn parts(&self) -> Vec<Pattern> {
        let plain = self.plain_parts();
        let plain = plain.map(|part| Pattern::parse(part, Syntax::Literal).0);
        plain.chain(self.open.iter().cloned()).collect()
    }

    /// Those of the parts that are not plain text at the beginning.
    pub(crate) fn open_parts(&self) -> &[Pattern] {
        &self.open
    }

    fn plain_text(&self) -> &str {
        let text = self.text.get(..self.plain_length as usize);
        text.unwrap_or_default()
    }

    fn plain_parts(&self) -> impl Iterator<Item = &str> {
        let parts = self.plain_text().splitn(6, ':');
        parts.take(self.plain.into())
    }

    fn count(&self) -> usize {
        usize::from(self.plain) + self.open.len()
    }

    fn part(&self, position: usize) -> Option<Part<'_>> {
        match position.checked_sub(self.plain.into()) {
            Some(open) => self.open.get(open).map(Part::Open),
            None => self.plain_parts().nth(position).map(Part::Plain),
        }
    }

    /// The head, where the pattern has one and goes on behind it.
    pub(crate) fn head(&self) -> Option<ResourceHead> {
        if self.plain < 3 || self.count() < 4 {
            return None;
        }
        let before: usize = self.plain_parts().take(2).map(|part| part.len() + 1).sum();
        let service = self.plain_parts().nth(2)?;
        Some(ResourceHead {
            text: self.text.get(..before + service.len() + 1)?.into(),
            service: u32::try_from(before).ok()?,
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
            Some(cuts) => self.fits_parts(&resource.text, cuts, context),
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
        matches!((self.plain, &*self.open), (0, [only]) if only.is_any())
    }

    fn fits_parts(&self, text: &str, cuts: [u32; 5], context: &Context) -> Fit {
        if self.count() < 6 && self.short == ShortArn::Kept {
            return Fit::Known(false);
        }
        let plain = usize::from(self.plain);
        if let Some(last) = plain.checked_sub(1) {
            let end = cuts.get(last).map_or(text.len(), |cut| *cut as usize);
            if text.get(..end) != Some(self.plain_text()) {
                return Fit::Known(false);
            }
        }
        let mut result = Fit::Known(true);
        // The last part differs most often.
        for (position, pattern) in self.open.iter().enumerate().rev() {
            match fits_in(pattern, part(text, cuts, plain + position), context) {
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
        let open = |position: usize| {
            let part = self.part(position);
            part.is_none_or(|part| part.is_any() || part.fits(""))
        };
        let arn = matches!(self.part(0), Some(Part::Plain("arn")));
        let names_service = match self.part(2) {
            Some(part) => part.fits(service),
            None => self.short == ShortArn::Completed,
        };
        let any_resource = match self.part(5) {
            Some(part) => part.is_any(),
            None => self.short == ShortArn::Completed,
        };
        arn && names_service && open(3) && open(4) && any_resource
    }

    /// The second reading: a `*` that ends one of the first five parts may take colons too.
    fn runs_past(&self, text: &str, context: &Context) -> bool {
        let head = 5_usize.saturating_sub(self.plain.into());
        let ends_open = |part: &Pattern| matches!(part.pieces().next_back(), Some(Piece::AnyRun));
        if !self.open.iter().take(head).any(ends_open) || !self.edges_fit(text) {
            return false;
        }
        let plain = self.plain_text().chars().map(Step::Character);
        let mut steps: Vec<Step> = plain.collect();
        for (position, part) in self.open.iter().enumerate() {
            let position = position + usize::from(self.plain);
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
        let last = self.open.last().and_then(|part| part.pieces().next_back());
        self.begins(text)
            && match last {
                Some(Piece::Literal(literal)) => text.ends_with(literal),
                _ => true,
            }
    }

    /// Whether `text` begins with all that stands before the first wildcard or variable.
    fn begins(&self, text: &str) -> bool {
        let Some(mut rest) = text.strip_prefix(self.plain_text()) else {
            return false;
        };
        for (position, part) in self.open.iter().enumerate() {
            if position > 0 || self.plain > 0 {
                match rest.strip_prefix(':') {
                    Some(behind) => rest = behind,
                    None => return false,
                }
            }
            for piece in part.pieces() {
                match piece {
                    Piece::Literal(literal) => match rest.strip_prefix(literal) {
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
    let last = pattern.pieces().count().saturating_sub(1);
    for (position, piece) in pattern.pieces().enumerate() {
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
