//! Several requests typed at once: actions and resources as lists, actions as patterns. What each
//! is asked of is worked out when they are typed; the answers are worked out when they are drawn.

use crate::model::Model;
use catalog::{Action, Catalog};
use iam::AccountId;
use scenario::RequestSpec;

/// More are not asked at once.
pub(crate) const MOST: usize = 200;

/// Requests that differ in action and resource.
// INVARIANT: `asks` holds at least one, each once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Batch {
    /// What stands in the field for the action.
    pub(crate) actions: String,
    /// What stands in the field for the resource.
    pub(crate) resources: String,
    pub(crate) asks: Vec<Ask>,
    /// How many more there would be.
    pub(crate) left_out: usize,
}

/// One of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Ask {
    pub(crate) action: String,
    pub(crate) resource: String,
    pub(crate) fit: Fit,
}

/// How the resource was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Fit {
    /// As it was typed.
    Typed,
    /// The typed one is not of a type that the action takes, but this one is.
    Adapted,
    /// As it was typed, though the action takes no such resource.
    Foreign,
}

impl Batch {
    /// What is asked by the two fields, if that is more than one request.
    pub(crate) fn of(model: &Model, actions: &str, resources: &str) -> Option<Batch> {
        let patterns = pieces(actions);
        let arns = resource_pieces(resources);
        let is_one = |pieces: &[&str], text: &str| match pieces {
            [] => true,
            [piece] => *piece == text,
            _ => false,
        };
        if is_one(&patterns, actions) && is_one(&arns, resources) && !is_pattern(actions) {
            return None;
        }
        let catalog = model.catalog();
        let mut asks = Vec::new();
        let mut left_out = 0;
        for pattern in patterns {
            let mut actions = expanded(catalog, pattern).into_iter();
            while asks.len() < MOST
                && let Some(action) = actions.next()
            {
                add(model, &mut asks, &action.name(), &arns);
            }
            left_out += actions.len();
        }
        left_out += asks.len().saturating_sub(MOST);
        asks.truncate(MOST);
        (!asks.is_empty()).then(|| Batch {
            actions: actions.into(),
            resources: resources.into(),
            asks,
            left_out,
        })
    }

    /// The place of a request.
    pub(crate) fn place(&self, spec: &RequestSpec) -> Option<usize> {
        let mut asks = self.asks.iter();
        asks.position(|ask| ask.action == spec.action && ask.resource == spec.resource)
    }

    /// The place to begin with: where the present action is asked, else the first.
    pub(crate) fn beginning(&self, spec: &RequestSpec) -> usize {
        let mut asks = self.asks.iter();
        let same = asks.position(|ask| ask.action.eq_ignore_ascii_case(&spec.action));
        self.place(spec).or(same).unwrap_or(0)
    }
}

/// The parts of a list, separated by commas, blanks or line breaks.
pub(crate) fn pieces(text: &str) -> Vec<&str> {
    let pieces = text.split([',', '\n', ' ']).map(str::trim);
    pieces.filter(|piece| !piece.is_empty()).collect()
}

/// The same for resources: object keys may have commas and blanks, so a part has to begin as a
/// resource does.
pub(crate) fn resource_pieces(text: &str) -> Vec<&str> {
    let text = text.trim();
    let mut starts = vec![0];
    for (at, _) in text.match_indices([',', '\n']) {
        let rest = text.get(at + 1..).unwrap_or_default();
        let begins = rest.trim_start();
        let is_any = begins == "*" || begins.starts_with("*,") || begins.starts_with("* ");
        if begins.starts_with("arn:") || is_any {
            starts.push(at + 1);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let pieces = starts.iter().zip(ends).filter_map(|(from, to)| {
        let piece = text.get(*from..to)?;
        let piece = piece.trim().trim_end_matches(',').trim();
        (!piece.is_empty()).then_some(piece)
    });
    pieces.collect()
}

/// Whether an action stands for several.
pub(crate) fn is_pattern(action: &str) -> bool {
    action.contains(['*', '?'])
}

/// An action, as it was typed or as the catalogue has it.
enum Named<'c, 'p> {
    Typed(&'p str),
    Known(Action<'c, 'static>),
}

impl Named<'_, '_> {
    fn name(&self) -> String {
        match self {
            Named::Typed(name) => (*name).to_owned(),
            Named::Known(action) => action.full_name(),
        }
    }
}

fn expanded<'c, 'p>(catalog: Option<&'c Catalog<'static>>, pattern: &'p str) -> Vec<Named<'c, 'p>> {
    match (is_pattern(pattern), catalog) {
        (false, _) => vec![Named::Typed(pattern)],
        (true, Some(catalog)) => {
            let actions = catalog.expand(pattern).into_iter();
            actions.map(Named::Known).collect()
        }
        (true, None) => Vec::new(),
    }
}

/// Asks for an action on those resources that it takes, else on one made from the first.
fn add(model: &Model, asks: &mut Vec<Ask>, action: &str, arns: &[&str]) {
    let known = model.catalog().and_then(|catalog| catalog.action(action));
    let mut push = |resource: &str, fit| {
        let ask = Ask {
            action: action.into(),
            resource: resource.into(),
            fit,
        };
        let is_new = |held: &Ask| held.action != ask.action || held.resource != ask.resource;
        if asks.iter().all(is_new) {
            asks.push(ask);
        }
    };
    let takes = |arn: &str| match known {
        Some(known) if known.takes_no_resource() => arn == "*",
        Some(known) => arn == "*" || known.fits(arn),
        None => true,
    };
    let mut fitting = arns.iter().copied().filter(|arn| takes(arn)).peekable();
    if fitting.peek().is_some() {
        for arn in fitting {
            push(arn, Fit::Typed);
        }
        return;
    }
    let first = arns.first().copied().unwrap_or("*");
    match known.and_then(|known| adapted(model, known, first)) {
        Some(arn) => push(&arn, Fit::Adapted),
        None if arns.is_empty() => push(first, Fit::Typed),
        None => push(first, Fit::Foreign),
    }
}

/// A resource that an action takes, in place of one that it does not: none at all, what the typed
/// one says about another type (the bucket of an object), or what the scenario has.
pub(crate) fn adapted(model: &Model, action: Action<'_, '_>, typed: &str) -> Option<String> {
    if action.takes_no_resource() {
        return Some("*".into());
    }
    let types = action.service().types_of(typed);
    let told: Vec<(String, String)> = types
        .iter()
        .flat_map(|held| held.arn().read(typed).unwrap_or_default())
        .collect();
    let fill = |place: &str| {
        let mut told = told.iter();
        told.find(|(name, _)| name == place)
            .map(|(_, value)| value.clone())
    };
    let made = action
        .resource_types()
        .map(|(held, _)| held.arn().filled(fill));
    let made = made.filter(|arn| !arn.contains("${"));
    let held = model.scenario().accounts.values();
    let held = held.flat_map(|account| &account.resources);
    let held = held.map(|resource| resource.arn.clone());
    made.chain(held).find(|arn| action.fits(arn))
}

/// What stands in the places of a template that are the same for all resources of an account.
pub(crate) fn usual(model: &Model, place: &str) -> Option<String> {
    let request = model.evaluation().request();
    match place {
        "Partition" => Some("aws".into()),
        "Account" | "AccountId" => {
            let account = model.scenario().request.caller.account();
            let account = account.or(request.resource.account);
            account.map(|id: AccountId| id.to_string())
        }
        "Region" => Some(region(model)),
        _ => None,
    }
}

/// The Region that the scenario's own ARNs name first.
fn region(model: &Model) -> String {
    let scenario = model.scenario();
    let held = scenario.accounts.values();
    let held = held.flat_map(|account| &account.resources);
    let arns = held.map(|resource| resource.arn.as_str());
    let mut regions = arns.filter_map(|arn| arn.split(':').nth(3));
    let region = regions.find(|region| !region.is_empty());
    region.unwrap_or("us-east-1").to_owned()
}

#[cfg(test)]
mod tests {
    use super::{pieces, resource_pieces};

    #[test]
    fn commas_blanks_and_lines_separate_actions() {
        assert_eq!(pieces("a:B, c:D\ne:F,,"), ["a:B", "c:D", "e:F"]);
    }

    #[test]
    fn object_keys_keep_their_commas() {
        for (text, expected) in [
            ("arn:aws:s3:::a/x, y", vec!["arn:aws:s3:::a/x, y"]),
            (
                "arn:aws:s3:::a, arn:aws:s3:::b",
                vec!["arn:aws:s3:::a", "arn:aws:s3:::b"],
            ),
            ("*,arn:aws:s3:::b\n*", vec!["*", "arn:aws:s3:::b", "*"]),
            ("", vec![]),
        ] {
            assert_eq!(resource_pieces(text), expected);
        }
    }
}
