//! Carries out what an update asks of the browser. What needs the new page (focus, revealing a
//! place) waits until it is drawn.

use crate::storage::{NotKept, Works};
use crate::tabs::{Hold, Manner, Turn};
use crate::{clipboard, fetch, files, page, storage, tabs};
use gloo_timers::callback::Timeout;
use js_sys::{Function, Reflect};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use workbench::effect::{Effect, Target};
use workbench::message::{Field, Message, StorageFailure, Theme};
use workbench::works::{Holder, Place, Works as Report};
use workbench::{DataFile, MatrixMessage};
use yew::Callback;

/// So long nothing has to happen until it counts as a pause.
pub(crate) const PAUSE: u32 = 600;
/// So long after a paint the page has asked for what is more urgent.
const REST: u32 = 200;
/// So long a message can be read.
const SHOWN: u32 = 6000;

/// What works on the browser.
pub(crate) struct Hands {
    send: Callback<Message>,
    pause: Option<Timeout>,
    after_paint: Vec<Effect>,
    works: Rc<Works>,
    hold: Option<Hold>,
    /// Whether there are scenarios that were not kept.
    has_failed: bool,
}

impl Hands {
    /// Hands that report to `send`.
    pub(crate) fn new(send: Callback<Message>, works: Works) -> Hands {
        Hands {
            send,
            pause: None,
            after_paint: Vec::new(),
            works: Rc::new(works),
            hold: None,
            has_failed: false,
        }
    }

    /// Carries effects out, now or after the next paint.
    pub(crate) fn take(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::SettleSoon => self.wait(),
                Effect::SetTheme(theme) => {
                    // A theme that is not kept is chosen again next time.
                    let _ = storage::keep_theme(theme);
                    show_theme(theme);
                }
                Effect::Copy { text, said } => copy(text, said),
                Effect::Download { name, text } => files::download(&name, &text),
                Effect::DownloadPng { name, image } => {
                    let failed = self.send.reform(|()| Message::ImageFailed);
                    files::download_png(name, image, failed);
                }
                Effect::Print => page::print(),
                Effect::FetchGallery => self.fetch("index", Message::GalleryCame),
                Effect::FetchExample(id) => {
                    let name = id.clone();
                    self.fetch(&name, move |text| Message::ExampleCame(id.clone(), text));
                }
                Effect::Fetch(file) => self.fetch_table(file),
                Effect::GoOnWithMatrix => {
                    let send = self.send.clone();
                    page::after_paint(move || send.emit(Message::Matrix(MatrixMessage::GoOn)));
                }
                Effect::ForgetLink => page::forget_fragment(),
                Effect::ShowLink(fragment) => page::show_fragment(&fragment),
                Effect::LoadNewVersion => page::tell_window("load-new-version"),
                kept @ (Effect::Save(_)
                | Effect::PutWork { .. }
                | Effect::Hold(_)
                | Effect::TakeWork(_)
                | Effect::ListWorks
                | Effect::ReadWork(_)
                | Effect::DeleteWork(_)
                | Effect::DownloadWork { .. }) => self.keep(kept),
                later @ (Effect::Announce(_)
                | Effect::Tell(_)
                | Effect::Focus(_)
                | Effect::Reveal { .. }
                | Effect::Select { .. }) => {
                    self.after_paint.push(later);
                }
            }
        }
    }

    /// Carries out what waited for the page to be drawn.
    pub(crate) fn work_after_paint(&mut self) {
        for effect in std::mem::take(&mut self.after_paint) {
            match effect {
                Effect::Announce(text) => say("announcements", &text),
                Effect::Tell(text) => show(&text),
                Effect::Focus(target) => page::focus(selector(target)),
                Effect::Reveal { from, to } => reveal(from, to),
                Effect::Select { field, from, to } => page::select(input(field), from, to),
                _ => {}
            }
        }
    }

    fn wait(&mut self) {
        let send = self.send.clone();
        // The timer that waited before is dropped, and so never fires.
        self.pause = Some(Timeout::new(PAUSE, move || send.emit(Message::Settled)));
    }

    /// Fetches a file of the folder `examples`.
    fn fetch(&self, name: &str, came: impl Fn(Option<String>) -> Message + 'static) {
        fetch::text(format!("./examples/{name}.json"), self.send.reform(came));
    }

    /// What has to do with the visitor's scenarios.
    // A door of the split build: what lies behind it waits (ARCHITECTURE.md).
    #[inline(never)]
    fn keep(&mut self, effect: Effect) {
        match effect {
            Effect::Save(work) => match self.works.keep(&work) {
                Err(NotKept::Overwritten) => self.send.emit(Message::Works(Report::Overwritten)),
                Err(NotKept::Failure(failure)) => self.report(Err(failure)),
                Ok(()) => self.report(Ok(())),
            },
            Effect::PutWork { id, text, stamp } => {
                let written = self.works.put(&id, &text, stamp);
                self.report(written);
            }
            Effect::Hold(place) => {
                self.works.remember(&place);
                self.hold = None;
                if let Place::Work(id) = place {
                    self.hold = self.ask_for(id, Manner::Wait);
                }
            }
            Effect::TakeWork(id) => {
                self.hold = None;
                self.hold = self.ask_for(id.clone(), Manner::Take);
                if self.hold.is_none() {
                    let kept = self.works.read(&id);
                    self.send.emit(Message::Works(Report::Free(kept)));
                }
            }
            Effect::ListWorks => self.list(),
            Effect::ReadWork(id) => {
                let kept = self.works.read(&id);
                self.send.emit(Message::Works(Report::Read(id, kept)));
            }
            Effect::DeleteWork(id) => {
                self.works.delete(&id);
                self.report(Ok(()));
            }
            Effect::DownloadWork { id, name } => {
                if let Some(kept) = self.works.read(&id) {
                    files::download(&name, &kept.text);
                }
            }
            _ => {}
        }
    }

    fn ask_for(&self, id: String, manner: Manner) -> Option<Hold> {
        let (send, works, of) = (self.send.clone(), Rc::clone(&self.works), id.clone());
        let report = Callback::from(move |turn| {
            send.emit(Message::Works(match turn {
                Turn::Busy => Report::Busy,
                Turn::Free => Report::Free(works.read(&of)),
            }));
        });
        Hold::new(id, manner, report)
    }

    fn list(&self) {
        let (send, works) = (self.send.clone(), Rc::clone(&self.works));
        let own = self.hold.as_ref().map(Hold::id);
        spawn_local(async move {
            let held = tabs::held().await;
            let mut list = works.list();
            for listed in &mut list {
                if held.contains(&listed.id) && own.as_ref() != Some(&listed.id) {
                    listed.holder = Holder::OtherTab;
                }
            }
            let now = storage::now();
            send.emit(Message::Works(Report::Listed { now, works: list }));
        });
    }

    fn report(&mut self, kept: Result<(), StorageFailure>) {
        match kept {
            Err(failure) => {
                self.has_failed = true;
                self.send.emit(Message::StorageFailed(failure));
            }
            // There may be room for the others now.
            Ok(()) if self.has_failed && self.works.keep_held() => {
                self.has_failed = false;
                self.send.emit(Message::Works(Report::KeptAgain));
            }
            Ok(()) => {}
        }
    }

    /// Fetches a table once what is more urgent has been fetched.
    fn fetch_table(&self, file: DataFile) {
        let done = self.send.reform(move |text| Message::Fetched(file, text));
        let fetch = move || fetch::text(format!("./{}", file.address()), done);
        page::after_paint(move || {
            Timeout::new(REST, fetch).forget();
        });
    }
}

pub(crate) fn selector(target: Target) -> &'static str {
    match target {
        Target::Tree => ".tree-row[aria-selected='true']",
        Target::Editor => ".cm-content, .policy-editor .textarea",
        Target::Caller => "#caller",
    }
}

fn input(field: Field) -> &'static str {
    match field {
        Field::Action => "#action",
        Field::Resource => "#resource",
        Field::ConditionKey => "#new-key",
    }
}

/// Shows a theme.
pub(crate) fn show_theme(theme: Theme) {
    let Some(root) = page::find(":root") else {
        return;
    };
    // Fails only for names that are no attribute's.
    let _ = match storage::theme_name(theme) {
        Some(name) => root.set_attribute("data-theme", name),
        None => root.remove_attribute("data-theme"),
    };
}

pub(crate) fn copy(text: String, said: String) {
    let done = Callback::from(move |copied| match copied {
        true => show(&said),
        false => {
            show("This browser does not let the page copy. Select the text and copy it by hand.")
        }
    });
    clipboard::copy(text, done);
}

/// Says something to everybody, for a moment.
fn show(text: &str) {
    say("toast", text);
    let shown = text.to_owned();
    Timeout::new(SHOWN, move || {
        let toast = page::find("#toast").filter(|toast| toast.text_content() == Some(shown));
        if let Some(toast) = toast {
            toast.set_text_content(None);
        }
    })
    .forget();
}

/// Puts a text into a live region. The same text twice would not be read out again, so it gets
/// a space that nobody hears.
pub(crate) fn say(region: &str, text: &str) {
    if let Some(region) = page::find(&format!("#{region}")) {
        let again = region.text_content().as_deref() == Some(text);
        let space = if again { "\u{a0}" } else { "" };
        region.set_text_content(Some(&format!("{text}{space}")));
    }
}

/// Only the editor can scroll to a place; the plain text box cannot.
pub(crate) fn reveal(from: u32, to: u32) {
    let Some(editor) = page::find("json-editor") else {
        return;
    };
    let method = Reflect::get(&editor, &JsValue::from_str("reveal"));
    if let Some(method) = method
        .ok()
        .and_then(|method| method.dyn_into::<Function>().ok())
    {
        // Fails only for places outside the text.
        let _ = method.call2(&editor, &from.into(), &to.into());
    }
}
