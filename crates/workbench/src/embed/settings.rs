//! What the address of the embed asks for in its query. What is not understood is told of, and
//! never guessed at.

use crate::message::Theme;
use iam::PolicyKind;
use std::collections::BTreeSet;

/// What the frame is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Mode {
    /// Everything.
    #[default]
    Full,
    /// A request to play with, its verdict and its path.
    Tester,
    /// A policy and the verdict.
    Policy,
    /// The organization and the verdict.
    Tree,
    /// The verdict and its path.
    Path,
}

/// A part of the frame.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Part {
    /// Title, Reset and the way to the whole page.
    Toolbar,
    /// The organization.
    Tree,
    /// The policy's text.
    Policy,
    /// What is wrong with the policy.
    Findings,
    /// The fields of the request.
    Request,
    /// The condition keys of the request.
    Context,
    /// The answer.
    Verdict,
    /// The decision path.
    Path,
}

/// What the reader may not change.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Lock {
    /// The organization and what its accounts hold.
    Tree,
    /// All policies.
    Policies,
    /// The policies of a kind; identity-based ones and resource-based ones are one kind each.
    Kind(PolicyKind),
    /// The request.
    Request,
    /// The saved requests.
    Tests,
}

/// What the host asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settings {
    /// What the frame is for.
    pub mode: Mode,
    /// Nothing can be changed.
    pub readonly: bool,
    /// What cannot be changed.
    pub locks: BTreeSet<Lock>,
    /// What is not shown though the mode would.
    pub hidden: BTreeSet<Part>,
    /// Light, dark, or as the system has it.
    pub theme: Theme,
    /// The language of the text around, as in HTML's `lang`.
    pub lang: String,
    /// Whether the verdict is shown before anybody asks for it.
    pub autorun: bool,
    /// The frame's height in pixels; `None` follows what it shows.
    pub height: Option<u32>,
    /// The name used in messages.
    pub id: String,
    /// The only origin that may send messages.
    pub origin: Option<String>,
    /// What was not understood, each as a sentence.
    pub problems: Vec<String>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            mode: Mode::Full,
            readonly: false,
            locks: BTreeSet::new(),
            hidden: BTreeSet::new(),
            theme: Theme::System,
            lang: "en".into(),
            autorun: true,
            height: None,
            id: String::new(),
            origin: None,
            problems: Vec::new(),
        }
    }
}

const MODES: [(&str, Mode); 5] = [
    ("full", Mode::Full),
    ("tester", Mode::Tester),
    ("policy", Mode::Policy),
    ("tree", Mode::Tree),
    ("path", Mode::Path),
];

impl Mode {
    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        let found = MODES.iter().find(|(_, mode)| *mode == self);
        found.map_or("full", |(name, _)| name)
    }
}

const PARTS: [(&str, Part); 8] = [
    ("toolbar", Part::Toolbar),
    ("tree", Part::Tree),
    ("policy", Part::Policy),
    ("lint", Part::Findings),
    ("request", Part::Request),
    ("context", Part::Context),
    ("verdict", Part::Verdict),
    ("path", Part::Path),
];

const LOCKS: [(&str, Lock); 12] = [
    ("tree", Lock::Tree),
    ("policy", Lock::Policies),
    ("scp", Lock::Kind(PolicyKind::Scp)),
    ("rcp", Lock::Kind(PolicyKind::Rcp)),
    ("identity", Lock::Kind(PolicyKind::Identity)),
    ("boundary", Lock::Kind(PolicyKind::Boundary)),
    ("session", Lock::Kind(PolicyKind::Session)),
    ("resource", Lock::Kind(PolicyKind::Resource)),
    ("trust", Lock::Kind(PolicyKind::RoleTrust)),
    ("endpoint", Lock::Kind(PolicyKind::VpcEndpoint)),
    ("request", Lock::Request),
    ("tests", Lock::Tests),
];

/// The longest name for messages.
const ID: usize = 100;

impl Settings {
    /// Reads the pairs of a query, decoded, in order.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Settings {
        let mut settings = Settings::default();
        for (name, value) in pairs {
            if let Err(problem) = settings.set(name, value.trim()) {
                settings.problems.push(problem);
            }
        }
        settings
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        match name {
            "mode" => self.mode = mode(value)?,
            "readonly" => self.readonly = flag(name, value)?,
            "lock" => self.locks.extend(list(name, value, &LOCKS)?),
            "hide" => self.hidden.extend(list(name, value, &PARTS)?),
            "theme" => self.theme = theme(value).ok_or_else(|| unknown(name, value, &THEMES))?,
            "lang" => self.lang = lang(value).ok_or("`lang` wants a language tag, such as `de`")?,
            "autorun" => self.autorun = flag(name, value)?,
            "height" => self.height = height(value)?,
            "id" => self.id = value.chars().take(ID).collect(),
            "origin" => {
                // What is no origin lets nobody in.
                self.origin = Some(String::new());
                self.origin = Some(origin(value)?);
            }
            // The host may have parameters of its own, such as against caches.
            _ => {}
        }
        Ok(())
    }

    /// Whether a part is shown.
    pub fn shows(&self, part: Part) -> bool {
        let by_mode = matches!(
            (self.mode, part),
            (Mode::Full, _)
                | (_, Part::Toolbar | Part::Verdict)
                | (Mode::Tester, Part::Request | Part::Context | Part::Path)
                | (Mode::Policy, Part::Policy | Part::Findings)
                | (Mode::Tree, Part::Tree)
                | (Mode::Path, Part::Path)
        );
        by_mode && !self.hidden.contains(&part)
    }

    /// Whether something is locked.
    pub fn locks(&self, lock: Lock) -> bool {
        self.readonly || self.locks.contains(&lock)
    }
}

fn mode(value: &str) -> Result<Mode, String> {
    match value {
        "exercise" => Err(
            "`mode=exercise` is reserved, and this version has no exercises; everything is shown"
                .into(),
        ),
        _ => find(value, &MODES).ok_or_else(|| unknown("mode", value, &MODES)),
    }
}

const THEMES: [(&str, Theme); 3] = [
    ("auto", Theme::System),
    ("light", Theme::Light),
    ("dark", Theme::Dark),
];

/// A theme by its name in addresses and messages.
pub(super) fn theme(value: &str) -> Option<Theme> {
    find(value, &THEMES)
}

/// A language tag, as far as an attribute needs to know.
pub(super) fn lang(value: &str) -> Option<String> {
    let is_tag = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    let fits = (1..=35).contains(&value.len()) && value.bytes().all(is_tag);
    fits.then(|| value.to_owned())
}

fn height(value: &str) -> Result<Option<u32>, String> {
    match value.trim_end_matches("px").parse() {
        _ if value == "auto" => Ok(None),
        Ok(pixels) if 100 <= pixels => Ok(Some(pixels)),
        Ok(_) | Err(_) => Err("`height` wants `auto` or at least 100 pixels".into()),
    }
}

/// An origin as browsers write it: scheme, host, and a port that is not the scheme's own.
fn origin(value: &str) -> Result<String, String> {
    let value = value.trim_end_matches('/');
    let host = value.split_once("://").map(|(_, host)| host);
    match host {
        Some(host) if !host.is_empty() && !host.contains(['/', '?', '#', '@']) => {
            Ok(value.to_ascii_lowercase())
        }
        _ => Err(
            "`origin` wants scheme and host of the page around, such as \
                  `https://course.example`; until then no messages are exchanged"
                .into(),
        ),
    }
}

fn flag(name: &str, value: &str) -> Result<bool, String> {
    match value {
        "1" | "true" | "" => Ok(true),
        "0" | "false" => Ok(false),
        _ => Err(format!("`{name}` wants 1 or 0")),
    }
}

fn list<T: Copy>(name: &str, value: &str, known: &[(&str, T)]) -> Result<Vec<T>, String> {
    let words = value.split(',').map(str::trim);
    words
        .filter(|word| !word.is_empty())
        .map(|word| find(word, known).ok_or_else(|| unknown(name, word, known)))
        .collect()
}

fn find<T: Copy>(value: &str, known: &[(&str, T)]) -> Option<T> {
    let found = known.iter().find(|(name, _)| *name == value);
    found.map(|(_, meant)| *meant)
}

fn unknown<T>(name: &str, value: &str, known: &[(&str, T)]) -> String {
    let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    let value: String = value.chars().take(40).collect();
    format!(
        "`{name}` does not know “{value}”; there are {}",
        names.join(", ")
    )
}
