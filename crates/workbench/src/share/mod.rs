//! Sharing the work in hand: what leaves with it, the same without what tells whose it is, and the
//! forms in which it is handed on.
//!
//! What is replaced is replaced in what is shared only; the work itself stays as it is. Everything
//! is got ready when the dialog opens, and again when its switch is turned, not on every drawing.

mod code;
mod forms;
mod view;

pub use code::Code;
pub use view::{EmbedView, LeavesRow, ReplaceView, ShareView};

use crate::edit::{refuse, touch};
use crate::effect::Effect;
use crate::embed::Mode;
use crate::message::{Dialog, Theme};
use crate::model::Model;
use crate::update::save_now;
use scenario::link::LinkError;
use scenario::redaction::{self, Told};
use scenario::{Scenario, link, wire};
use std::rc::Rc;

/// A form in which a scenario is handed on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// The link.
    Link,
    /// The link with the title, as Markdown.
    Markdown,
    /// Verdict, path and policies to be read, as Markdown.
    Text,
    /// A frame for somebody else's page.
    Frame,
    /// The element that makes such a frame and follows it.
    Element,
    /// The link as a QR code.
    Qr,
}

impl Form {
    /// All of them with what the dialog calls them.
    pub const ALL: [(Form, &'static str); 6] = [
        (Form::Link, "Link"),
        (Form::Markdown, "Markdown link"),
        (Form::Text, "Text with policies"),
        (Form::Frame, "Embed as iframe"),
        (Form::Element, "Embed as element"),
        (Form::Qr, "QR code"),
    ];

    const fn is_embed(self) -> bool {
        matches!(self, Form::Frame | Form::Element)
    }
}

/// What a person does about sharing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Share {
    /// Open the dialog at a form.
    Open(Form),
    /// Look at another form.
    Choose(Form),
    /// Replace what tells whose it is, or share it as it is.
    Replace(bool),
    /// What an embed shows.
    Mode(Mode),
    /// Light, dark, or as the reader's system has it.
    Theme(Theme),
    /// Whether its reader may change it.
    ReadOnly(bool),
    /// Copy the form; a QR code is saved as a picture.
    Copy,
    /// Save what is shared as a file.
    SaveFile,
}

/// What the dialog knows.
#[derive(Clone, Debug)]
pub(crate) struct Sharing {
    pub(crate) form: Form,
    pub(crate) embed: Embedding,
    own: Content,
    /// The same without what tells whose it is, once it is asked for.
    replaced: Option<Replaced>,
    replace: bool,
}

/// How an embed looks.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Embedding {
    pub(crate) mode: Mode,
    pub(crate) theme: Theme,
    pub(crate) readonly: bool,
}

/// What is shared.
#[derive(Clone, Debug)]
pub(crate) struct Content {
    pub(crate) scenario: Rc<Scenario>,
    /// What stands after `#`.
    pub(crate) fragment: Result<String, LinkError>,
    pub(crate) told: Told,
}

#[derive(Clone, Debug)]
struct Replaced {
    content: Content,
    /// The requests that get another answer.
    changed: Vec<Option<String>>,
}

impl Content {
    fn new(scenario: Rc<Scenario>) -> Content {
        Content {
            fragment: link::encode(&scenario),
            told: redaction::told(&scenario),
            scenario,
        }
    }
}

impl Sharing {
    fn new(scenario: Rc<Scenario>, form: Form) -> Sharing {
        Sharing {
            form,
            embed: Embedding::default(),
            own: Content::new(scenario),
            replaced: None,
            replace: false,
        }
    }

    /// What is shared, as the switch stands.
    pub(crate) fn content(&self) -> &Content {
        match &self.replaced {
            Some(replaced) if self.replace => &replaced.content,
            _ => &self.own,
        }
    }
}

// A door of the split build: what lies behind it waits (ARCHITECTURE.md).
#[inline(never)]
pub(crate) fn update(model: &mut Model, message: Share) -> Vec<Effect> {
    if let Share::Open(form) = message {
        let sharing = Sharing::new(Rc::clone(&model.scenario), form);
        model.page.sharing = Some(Box::new(sharing));
        model.page.dialog = Some(Dialog::Share);
        model.page.problem = None;
        return show_link(model);
    }
    let Some(mut sharing) = model.page.sharing.take() else {
        return Vec::new();
    };
    let mut effects = Vec::new();
    match message {
        Share::Open(_) => {}
        Share::Choose(form) => sharing.form = form,
        Share::Mode(mode) => sharing.embed.mode = mode,
        Share::Theme(theme) => sharing.embed.theme = theme,
        Share::ReadOnly(readonly) => sharing.embed.readonly = readonly,
        Share::Replace(replace) => effects = turn(model, &mut sharing, replace),
        Share::Copy => effects.extend(copy(model, &sharing)),
        Share::SaveFile => {
            let scenario = &sharing.content().scenario;
            effects.push(Effect::Download {
                name: crate::update::file_name(&scenario.title, "json"),
                text: wire::to_json(scenario),
            });
        }
    }
    model.page.sharing = Some(sharing);
    effects
}

/// Turns the switch. What is not to leave does not stay in the address bar either.
fn turn(model: &mut Model, sharing: &mut Sharing, replace: bool) -> Vec<Effect> {
    if replace && sharing.replaced.is_none() {
        match redaction::redact(&sharing.own.scenario) {
            Ok(redacted) => {
                let content = Content::new(Rc::new(redacted.scenario));
                let changed = redacted.changed;
                sharing.replaced = Some(Replaced { content, changed });
            }
            Err(error) => {
                return refuse(model, format!("Nothing could be replaced: {error}"));
            }
        }
    }
    sharing.replace = replace;
    match replace {
        true => {
            model.keeping.link_is_shown = false;
            vec![Effect::ForgetLink]
        }
        false => show_link(model),
    }
}

fn copy(model: &Model, sharing: &Sharing) -> Option<Effect> {
    if sharing.form == Form::Qr {
        let code = Code::of(&forms::link(model, sharing)?).ok()?;
        let title = format!("{} link", sharing.content().scenario.title);
        return Some(Effect::Download {
            name: crate::update::file_name(&title, "svg"),
            text: code.svg(),
        });
    }
    let text = forms::text(model, sharing)?;
    let (_, name) = Form::ALL
        .into_iter()
        .find(|(form, _)| *form == sharing.form)?;
    let said = format!("{name} copied.");
    Some(Effect::Copy { text, said })
}

/// Puts the link to the work in hand into the address bar, where it fits a link.
fn show_link(model: &mut Model) -> Vec<Effect> {
    let Ok(fragment) = link::encode(&model.scenario) else {
        return Vec::new();
    };
    model.keeping.link_is_shown = true;
    vec![Effect::ShowLink(fragment)]
}

/// Keeps the work in hand at once, whatever it came from, and puts its link into the address bar.
// A door of the split build: what lies behind it waits (ARCHITECTURE.md).
#[inline(never)]
pub(crate) fn keep(model: &mut Model) -> Vec<Effect> {
    let mut effects = touch(model);
    let linked = show_link(model);
    let place = match (linked.is_empty(), model.keeping.failure) {
        (false, None) => "Kept in this browser. Its link is in the address bar.",
        (true, None) => "Kept in this browser. It is too large for a link: save it as a file, too.",
        (false, Some(_)) => "This browser does not keep it. Its link is in the address bar.",
        (true, Some(_)) => {
            "This browser does not keep it, and it is too large for a link: save it as a file."
        }
    };
    effects.extend(linked);
    effects.push(Effect::Tell(place.into()));
    // Last: where it fails, that is what is said.
    effects.extend(save_now(model));
    effects
}
