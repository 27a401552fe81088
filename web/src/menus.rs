//! The entries of each menu. What can be done to a row or policy, and why not, the workbench
//! knows; the menus of the header and of a context key are of the page alone.

use crate::page;
use scenario::PolicyRef;
use web_sys::HtmlElement;
use workbench::image::{ImageFormat, Picture};
use workbench::item::Item;
use workbench::message::{Dialog, Message, PathFormat, TestFormat, Theme};
use workbench::share::{Form, Share};
use workbench::view::menu;
use workbench::{MatrixMessage, Model};

/// A menu that was asked for.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct MenuRequest {
    /// Whose menu.
    pub(crate) of: MenuOf,
    /// The element it belongs to.
    pub(crate) anchor: HtmlElement,
    /// Where the pointer was, if it was asked for there.
    pub(crate) point: Option<(i32, i32)>,
}

/// Whose menu.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum MenuOf {
    /// A row of the tree.
    Row(Item),
    /// A policy of the library.
    Policy(PolicyRef),
    /// A condition key of the request.
    ContextKey(String),
    /// The decision path.
    Path,
    /// A saved request, by its place.
    Saved(usize),
    /// The report on the saved requests.
    Report,
    /// The choice of scenarios.
    Scenarios,
    /// Everything else.
    More,
}

/// A line of a menu.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Entry {
    /// What it does.
    pub(crate) label: String,
    /// More about it.
    pub(crate) detail: Option<String>,
    /// The keys that do the same.
    pub(crate) keys: &'static str,
    /// What happens.
    pub(crate) act: Act,
    /// Whether a line separates it from the entry above.
    pub(crate) begins_group: bool,
}

/// What happens when an entry is chosen.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Act {
    /// A message is sent.
    Send(Message),
    /// The browser asks for a file.
    ChooseFile,
    /// One of several is chosen, this one or another.
    Choose(Message, Chosen),
}

/// Whether an entry is the present choice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Chosen {
    /// It is.
    Yes,
    /// It is not.
    No,
}

impl MenuRequest {
    /// Tells menus apart, so that each is drawn anew.
    pub(crate) fn key(&self) -> String {
        format!("{:?}{:?}", self.of, self.point)
    }
}

/// The entries of a menu.
// A door of the split build: what lies behind it waits (ARCHITECTURE.md).
#[inline(never)]
pub(crate) fn entries(model: &Model, of: &MenuOf) -> Vec<Entry> {
    match of {
        MenuOf::Row(item) => menu::of(model, item).into_iter().map(offered).collect(),
        MenuOf::Policy(policy) => {
            let offers = menu::of_policy(model, *policy).into_iter();
            offers.map(offered).collect()
        }
        MenuOf::Path => path(),
        MenuOf::Saved(place) => saved(model, *place),
        MenuOf::Report => report(),
        MenuOf::ContextKey(key) => context_key(key),
        MenuOf::Scenarios => scenarios(),
        MenuOf::More => more(model.theme()),
    }
}

fn entry(label: impl Into<String>, message: Message) -> Entry {
    let act = Act::Send(message);
    Entry {
        label: label.into(),
        detail: None,
        keys: "",
        act,
        begins_group: false,
    }
}

pub(crate) fn offered(offer: menu::MenuEntry) -> Entry {
    Entry {
        keys: offer.key.unwrap_or_default(),
        begins_group: offer.begins_group,
        ..entry(offer.label, offer.message)
    }
}

fn saved(model: &Model, place: usize) -> Vec<Entry> {
    let last = model.scenario().saved.len().saturating_sub(1);
    let moved = |label, to| entry(label, Message::MoveSaved { from: place, to });
    let up = place.checked_sub(1).map(|to| moved("Move up", to));
    let down = (place < last).then(|| moved("Move down", place + 1));
    let delete = Entry {
        begins_group: true,
        ..entry("Delete", Message::DeleteSaved(place))
    };
    let first = [
        entry("Ask this request", Message::AskSaved(place)),
        entry(
            "Replace with the current request",
            Message::UpdateSaved(place),
        ),
    ];
    first
        .into_iter()
        .chain(up)
        .chain(down)
        .chain([delete])
        .collect()
}

fn report() -> Vec<Entry> {
    let formats = TestFormat::ALL.into_iter();
    formats
        .map(|(format, word)| entry(format!("Results as {word}"), Message::ExportTests(format)))
        .collect()
}

pub(crate) fn path() -> Vec<Entry> {
    let copies = PathFormat::ALL.into_iter();
    copies
        .map(|(format, word)| entry(format!("Copy as {word}"), Message::CopyPath(format)))
        .collect()
}

pub(crate) fn context_key(key: &str) -> Vec<Entry> {
    vec![
        entry(
            "Its value is unknown",
            Message::SetContextUnknown(key.into()),
        ),
        entry(
            "It is not in the request",
            Message::SetContextAbsent(key.into()),
        ),
    ]
}

fn scenarios() -> Vec<Entry> {
    let examples = Entry {
        detail: Some("Worked scenarios, each with its tests".into()),
        ..entry("Examples…", Message::ShowGallery)
    };
    let own = Entry {
        detail: Some("What you changed is kept in this browser".into()),
        ..entry("My scenarios…", Message::ShowDialog(Some(Dialog::Works)))
    };
    let new = Entry {
        begins_group: true,
        ..entry("New organization", Message::NewScenario)
    };
    vec![examples, own, new, open_file()]
}

fn open_file() -> Entry {
    Entry {
        label: "Open a file…".into(),
        detail: None,
        keys: "",
        act: Act::ChooseFile,
        begins_group: false,
    }
}

fn more(theme: Theme) -> Vec<Entry> {
    let chosen = |label, of| {
        let message = Message::SetTheme(of);
        let chosen = if of == theme { Chosen::Yes } else { Chosen::No };
        Entry {
            act: Act::Choose(message.clone(), chosen),
            ..entry(label, message)
        }
    };
    let keys = entry(
        "Keyboard shortcuts",
        Message::ShowDialog(Some(Dialog::Keys)),
    );
    let about = entry("About", Message::ShowDialog(Some(Dialog::About)));
    let images = Picture::ALL.into_iter().flat_map(|(picture, name)| {
        ImageFormat::ALL.map(|(format, word)| {
            let message = Message::ExportImage(picture, format, page::shade(theme));
            entry(format!("{name} as {word}"), message)
        })
    });
    let images = images.enumerate().map(|(place, image)| Entry {
        begins_group: place == 0,
        ..image
    });
    let embed = entry("Embed…", Message::Share(Share::Open(Form::Frame)));
    let file = [embed, entry("Save as a file", Message::Export), open_file()];
    let matrix = Entry {
        keys: "F9",
        begins_group: true,
        ..entry(
            "Matrix of answers",
            Message::Matrix(MatrixMessage::Show(true)),
        )
    };
    let print = Entry {
        keys: "Ctrl+P",
        ..entry("Print…", Message::Print)
    };
    let rest = [
        Entry {
            begins_group: true,
            ..chosen("Light or dark as the system", Theme::System)
        },
        chosen("Light", Theme::Light),
        chosen("Dark", Theme::Dark),
        Entry {
            begins_group: true,
            keys: "?",
            ..keys
        },
        about,
    ];
    let all = file
        .into_iter()
        .chain(images)
        .chain([print, matrix])
        .chain(rest);
    all.collect()
}
