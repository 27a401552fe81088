//! What the Share dialog shows.

use super::code::DENSE;
use super::{Code, Form, Share, Sharing, forms};
use crate::embed::Mode;
use crate::message::Message;
use crate::message::Theme;
use crate::model::Model;
use crate::view::caller::Pick;
use crate::view::state::State;
use scenario::link::LinkError;
use scenario::redaction::Trace;

/// The Share dialog.
#[derive(Clone, PartialEq, Debug)]
pub struct ShareView {
    /// The forms to choose from.
    pub forms: Vec<Pick>,
    /// The one that is shown.
    pub form: Form,
    /// What it is called.
    pub name: &'static str,
    /// What is copied; `None` where there is nothing to copy.
    pub text: Option<String>,
    /// The QR code, where that is the form.
    pub code: Option<Code>,
    /// What has to be said about the form, good or bad.
    pub remarks: Vec<(State, String)>,
    /// What the button to copy says.
    pub button: &'static str,
    /// How an embed looks, where that is the form.
    pub embed: Option<EmbedView>,
    /// What leaves with it.
    pub leaves: Vec<LeavesRow>,
    /// The sentence before that list, or instead of it.
    pub leaves_word: String,
    /// The switch; `None` where there is nothing to replace.
    pub replace: Option<ReplaceView>,
}

/// What leaves of a sort.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeavesRow {
    /// Such as "2 account IDs".
    pub words: String,
    /// The first of them.
    pub items: Vec<String>,
    /// How many more there are.
    pub more: usize,
}

/// The switch that replaces what tells whose it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReplaceView {
    /// Whether it is on.
    pub on: bool,
    /// What came of it.
    pub remarks: Vec<(State, String)>,
}

/// How an embed looks.
#[derive(Clone, PartialEq, Debug)]
pub struct EmbedView {
    /// What it shows.
    pub modes: Vec<Pick>,
    /// Light or dark.
    pub themes: Vec<Pick>,
    /// Whether its reader may change it.
    pub readonly: bool,
}

/// Up to here every program takes a link.
const EVERYWHERE: usize = 2_000;
/// Up to here most do.
const MOSTLY: usize = 8_000;
/// So many of a sort are listed.
const LISTED: usize = 12;
/// So many requests with another answer are named.
const NAMED: usize = 5;

impl ShareView {
    /// The dialog, where something is shared.
    pub fn new(model: &Model) -> Option<ShareView> {
        let sharing = model.page.sharing.as_ref()?;
        let (form, name) = Form::ALL
            .into_iter()
            .find(|(form, _)| *form == sharing.form)?;
        let code = (form == Form::Qr)
            .then(|| forms::link(model, sharing))
            .flatten();
        let code = code.map(|link| Code::of(&link));
        let mut remarks = remarks(model, sharing);
        let code = match code {
            Some(Ok(code)) => Some(code),
            Some(Err(why)) => {
                remarks.insert(0, (State::Deny, why));
                None
            }
            None => None,
        };
        let text = forms::text(model, sharing).filter(|_| form != Form::Qr || code.is_some());
        let (leaves_word, leaves) = leaves(sharing);
        Some(ShareView {
            forms: picks(Form::ALL, form, Share::Choose),
            form,
            name,
            text,
            code,
            remarks,
            button: match form {
                Form::Link => "Copy link",
                Form::Qr => "Save as a picture",
                _ => "Copy",
            },
            embed: form.is_embed().then(|| EmbedView {
                modes: picks(MODES, sharing.embed.mode, Share::Mode),
                themes: picks(THEMES, sharing.embed.theme, Share::Theme),
                readonly: sharing.embed.readonly,
            }),
            leaves,
            leaves_word,
            replace: replace(sharing),
        })
    }
}

const MODES: [(Mode, &str); 5] = [
    (Mode::Full, "Everything"),
    (Mode::Tester, "Request, verdict and path"),
    (Mode::Policy, "Policy and verdict"),
    (Mode::Tree, "Organization and verdict"),
    (Mode::Path, "Verdict and path"),
];
const THEMES: [(Theme, &str); 3] = [
    (Theme::System, "As the reader’s system"),
    (Theme::Light, "Light"),
    (Theme::Dark, "Dark"),
];

fn picks<T: Copy + PartialEq>(
    all: impl IntoIterator<Item = (T, &'static str)>,
    chosen: T,
    message: impl Fn(T) -> Share,
) -> Vec<Pick> {
    let pick = |(of, label): (T, &'static str)| Pick {
        label: label.into(),
        chosen: of == chosen,
        message: Message::Share(message(of)),
    };
    all.into_iter().map(pick).collect()
}

fn grouped(number: usize) -> String {
    match (number / 1000, number % 1000) {
        (0, rest) => rest.to_string(),
        (thousands, rest) => format!("{thousands},{rest:03}"),
    }
}

/// How long the link is and what that means, and what else has to be known.
fn remarks(model: &Model, sharing: &Sharing) -> Vec<(State, String)> {
    let mut remarks = Vec::new();
    let form = sharing.form;
    if forms::is_local(model) && form != Form::Text {
        let says = match form.is_embed() {
            true => {
                "This page was opened from a file, and a frame needs a page on the web. Save the scenario as a file and open it there."
            }
            false => {
                "This page was opened from a file, so its link opens only on this computer. Share the scenario as a file instead."
            }
        };
        // How long the link is does not matter then.
        return vec![(State::Implicit, says.into())];
    }
    match forms::link(model, sharing) {
        Some(link) => {
            let length = link.chars().count();
            let (state, means) = match length {
                _ if length <= EVERYWHERE => (State::Allow, "works everywhere"),
                _ if length <= MOSTLY => (
                    State::Allow,
                    "fine for browsers and most other programs; some mail and chat programs cut it",
                ),
                _ => (
                    State::Implicit,
                    "so long that many programs cut it; a file is safer",
                ),
            };
            remarks.push((
                state,
                format!("The link has {} characters: {means}.", grouped(length)),
            ));
            if form == Form::Qr && DENSE < length {
                let says = "A code of so many squares is read only from a large, sharp picture.";
                remarks.push((State::Implicit, says.into()));
            }
        }
        None => {
            let why = sharing.content().fragment.as_ref().err();
            remarks.push((
                State::Deny,
                why.map(LinkError::to_string).unwrap_or_default(),
            ));
        }
    }
    if form == Form::Link {
        let says = "The link holds the whole scenario. Nothing is sent to a server, but whoever has the link can read all of it.";
        remarks.push((State::Skip, says.into()));
    }
    remarks
}

fn leaves(sharing: &Sharing) -> (String, Vec<LeavesRow>) {
    let told = &sharing.content().told;
    let row = |(trace, items): (&Trace, &std::collections::BTreeSet<String>)| {
        let [one, several] = trace.words();
        let word = if items.len() == 1 { one } else { several };
        LeavesRow {
            words: format!("{} {word}", grouped(items.len())),
            items: items.iter().take(LISTED).cloned().collect(),
            more: items.len().saturating_sub(LISTED),
        }
    };
    let rows: Vec<LeavesRow> = told.own.iter().map(row).collect();
    let harmless = match told.harmless {
        0 => "",
        _ => {
            " Its IDs and addresses are those of AWS’s documentation, of examples and of private networks, which are harmless."
        }
    };
    let word = match (rows.is_empty(), harmless.is_empty()) {
        (true, _) => format!(
            "No account IDs, IP addresses or the like of your own leave with it.{harmless} Other names and texts leave as you wrote them."
        ),
        (false, _) => {
            "These leave with it, besides the names, titles and notes that you wrote:".into()
        }
    };
    (word, rows)
}

fn replace(sharing: &Sharing) -> Option<ReplaceView> {
    if sharing.own.told.own.is_empty() {
        return None;
    }
    let mut remarks = Vec::new();
    if let (true, Some(replaced)) = (sharing.replace, &sharing.replaced) {
        match replaced.changed.len() {
            0 => {
                let says = match sharing.own.scenario.saved.is_empty() {
                    true => "The request gets the same answer as before.",
                    false => "The request and all tests get the same answers as before.",
                };
                remarks.push((State::Allow, says.into()));
            }
            count => {
                let names = replaced.changed.iter().take(NAMED).map(|name| match name {
                    Some(name) => format!("“{name}”"),
                    None => "the current request".into(),
                });
                let names: Vec<String> = names.collect();
                let more = match count.saturating_sub(NAMED) {
                    0 => String::new(),
                    more => format!(" and {more} more"),
                };
                remarks.push((State::Deny, format!("With the IDs replaced, these get another answer: {}{more}. A policy compares an ID as a number or by order, or matches part of an ID with a wildcard. Share it as it is, or write the whole IDs into the policy.", names.join(", "))));
            }
        }
        let says = "Your own work keeps its IDs; only what is shared is changed.";
        remarks.push((State::Skip, says.into()));
    }
    Some(ReplaceView {
        on: sharing.replace,
        remarks,
    })
}
