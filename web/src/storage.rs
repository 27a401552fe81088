//! What the browser keeps for the next visit: the visitor's scenarios, which one was open, the
//! theme. Texts in, texts out.
//!
//! Each scenario stands under a key of its own, with a stamp in front of it, and its steps of undo
//! under another key with the same stamp; steps whose stamp is another one belong to another state
//! and are not read. What the browser will not take is held here as long as the page is open.
//!
//! Not responsible for what the texts mean, nor for saying so when nothing can be kept.

use std::cell::RefCell;
use std::collections::BTreeMap;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomException, Storage, window};
use workbench::Opened;
use workbench::message::{MOST_WORKS, StorageFailure, Theme};
use workbench::works::{Holder, KeptWork, Listed, Place, Stamp};

/// Before the id of a scenario.
pub(crate) const WORK: &str = "iam-playground.work.";
const HISTORY: &str = "iam-playground.history.";
const LAST: &str = "iam-playground.last";
const OPEN: &str = "iam-playground.open";
const THEME: &str = "iam-playground.theme";
const SIZE: &str = "iam-playground.size.";
/// Where the first version of the page kept its one scenario and the others.
const OLD_WORK: &str = "iam-playground.work";
const OLD_SHELF: &str = "iam-playground.shelf.";

/// Why a scenario was not kept.
pub(crate) enum NotKept {
    /// The browser would not.
    Failure(StorageFailure),
    /// Another tab wrote it meanwhile.
    Overwritten,
}

/// What this tab knows of the storage.
pub(crate) struct Works {
    tab: String,
    /// The stamps of the scenarios that this tab has read or written.
    seen: RefCell<BTreeMap<String, Stamp>>,
    /// Scenarios that the browser would not take, as they would be stored.
    held: RefCell<BTreeMap<String, String>>,
}

impl Works {
    pub(crate) fn new() -> Works {
        let (time, random) = (js_sys::Date::now(), js_sys::Math::random());
        // A few digits of both: no two tabs begin in the same instant with the same chance.
        let digits = format!("{:x}{:04x}", time as u64, (random * 65_536.0) as u64);
        Works {
            tab: digits,
            seen: RefCell::default(),
            held: RefCell::default(),
        }
    }

    /// What no other tab is called.
    pub(crate) fn tab(&self) -> String {
        self.tab.clone()
    }

    /// What was open: in this tab, else in any.
    pub(crate) fn opened(&self) -> Opened {
        if session().is_none_or(|session| session.length().unwrap_or_default() == 0)
            && storage().is_none_or(|storage| storage.length().unwrap_or_default() == 0)
        {
            return Opened::Nothing;
        }
        self.opened_before()
    }

    // A door of the split build: what lies behind it waits (ARCHITECTURE.md).
    #[inline(never)]
    fn opened_before(&self) -> Opened {
        self.take_over_old();
        let open = session().and_then(|session| session.get_item(OPEN).ok()?);
        if let Some(address) = open.as_deref().and_then(|open| open.strip_prefix('#')) {
            return Opened::Address(address.to_owned());
        }
        let newest = || {
            let works = self.list().into_iter();
            let newest = works.max_by_key(|listed| listed.stamp.clone());
            newest.map(|listed| listed.id)
        };
        let kept = open.and_then(|id| self.read(&id));
        let kept = kept.or_else(|| self.read(&read(LAST)?));
        match kept.or_else(|| self.read(&newest()?)) {
            Some(kept) => Opened::Work(kept),
            None => Opened::Nothing,
        }
    }

    /// Remembers what is open.
    pub(crate) fn remember(&self, place: &Place) {
        // What is not remembered is looked for among all scenarios.
        let _ = match place {
            Place::Work(id) => {
                let _ = write(LAST, id);
                session().map(|session| session.set_item(OPEN, id))
            }
            Place::Address(address) => {
                session().map(|session| session.set_item(OPEN, &format!("#{address}")))
            }
        };
    }

    /// Keeps what is in hand, unless another tab wrote it since this one has seen it.
    pub(crate) fn keep(&self, work: &KeptWork) -> Result<(), NotKept> {
        let stored = read(&key(&work.id)).map(|stored| Stamp::split(&stored).0);
        if let (Some(stored), Some(seen)) = (stored, self.seen.borrow().get(&work.id))
            && stored != *seen
        {
            return Err(NotKept::Overwritten);
        }
        self.put(&work.id, &work.text, None)
            .map_err(NotKept::Failure)?;
        let history = format!("{HISTORY}{}", work.id);
        if work.history.is_empty() {
            forget(&history);
        } else {
            let stamp = self
                .seen
                .borrow()
                .get(&work.id)
                .cloned()
                .unwrap_or_default();
            // Steps of undo are no reason to call the work not kept.
            let _ = write(&history, &stamp.before(&work.history));
        }
        Ok(())
    }

    /// Keeps a scenario, with a new stamp unless one is given.
    pub(crate) fn put(
        &self,
        id: &str,
        text: &str,
        stamp: Option<Stamp>,
    ) -> Result<(), StorageFailure> {
        let stamp = stamp.unwrap_or_else(|| Stamp {
            time: now(),
            tab: self.tab.clone(),
        });
        let stored = stamp.before(text);
        self.seen.borrow_mut().insert(id.to_owned(), stamp);
        let written = match read(&key(id)).is_none() && MOST_WORKS <= keys(WORK).len() {
            true => Err(StorageFailure::TooMany),
            false => write_making_room(&key(id), &stored, id),
        };
        match written {
            Ok(()) => self.held.borrow_mut().remove(id),
            Err(_) => self.held.borrow_mut().insert(id.to_owned(), stored),
        };
        written
    }

    /// Tries again to keep what the browser would not take; whether all of it is kept now.
    pub(crate) fn keep_held(&self) -> bool {
        let refused =
            |id: &String, stored: &mut String| write_making_room(&key(id), stored, id).is_err();
        let mut held = self.held.borrow_mut();
        held.retain(|id, stored| refused(id, stored));
        held.is_empty()
    }

    /// A scenario with its steps of undo.
    pub(crate) fn read(&self, id: &str) -> Option<KeptWork> {
        let held = self.held.borrow().get(id).cloned();
        let stored = held.or_else(|| read(&key(id)))?;
        let (stamp, text) = Stamp::split(&stored);
        let history = read(&format!("{HISTORY}{id}")).unwrap_or_default();
        let history = match Stamp::split(&history) {
            (of, history) if of == stamp => history.to_owned(),
            _ => String::new(),
        };
        self.seen.borrow_mut().insert(id.to_owned(), stamp);
        Some(KeptWork {
            id: id.to_owned(),
            text: text.to_owned(),
            history,
        })
    }

    /// All scenarios.
    pub(crate) fn list(&self) -> Vec<Listed> {
        let held = self.held.borrow();
        let kept = keys(WORK).into_iter();
        let kept = kept.filter(|id| !held.contains_key(id));
        let kept = kept.filter_map(|id| Some((read(&key(&id))?, id)));
        let held = held.iter().map(|(id, stored)| (stored.clone(), id.clone()));
        let listed = |(stored, id): (String, String)| {
            let (stamp, text) = Stamp::split(&stored);
            Listed {
                id,
                stamp,
                text: text.to_owned(),
                holder: Holder::Free,
            }
        };
        kept.chain(held).map(listed).collect()
    }

    /// Keeps a scenario no longer. Its steps of undo stay for the case that it is brought back.
    pub(crate) fn delete(&self, id: &str) {
        self.held.borrow_mut().remove(id);
        forget(&key(id));
    }

    /// Takes over what the first version of the page kept, and drops steps of undo whose scenario
    /// is gone.
    fn take_over_old(&self) {
        let shelf = keys(OLD_SHELF).into_iter();
        let shelf = shelf.map(|place| format!("{OLD_SHELF}{place}"));
        // The one that was open comes last, and so is the newest.
        let old = shelf.chain([OLD_WORK.to_owned()]);
        for (number, old) in old.enumerate() {
            let Some(text) = read(&old) else { continue };
            let id = format!("{}-old-{number}", self.tab);
            let is_open = old == OLD_WORK;
            if move_text(&old, &key(&id), &text) && is_open {
                let _ = write(LAST, &id);
            }
        }
        for id in keys(HISTORY) {
            if read(&key(&id)).is_none() {
                forget(&format!("{HISTORY}{id}"));
            }
        }
    }
}

/// What time it is, in milliseconds since 1970.
pub(crate) fn now() -> u64 {
    js_sys::Date::now() as u64
}

fn key(id: &str) -> String {
    format!("{WORK}{id}")
}

/// What stands behind a beginning in the names of all keys, in order.
fn keys(beginning: &str) -> Vec<String> {
    let Some(storage) = storage() else {
        return Vec::new();
    };
    let places = 0..storage.length().unwrap_or_default();
    let names = places.filter_map(|place| storage.key(place).ok()?);
    let mut names: Vec<String> = names
        .filter_map(|name| name.strip_prefix(beginning).map(str::to_owned))
        .collect();
    names.sort();
    names
}

/// Writes a scenario. Where there is no room, steps of undo go first: those of other scenarios,
/// then its own.
fn write_making_room(key: &str, stored: &str, id: &str) -> Result<(), StorageFailure> {
    let written = write(key, stored);
    if written != Err(StorageFailure::Full) {
        return written;
    }
    let (own, others): (Vec<String>, Vec<String>) =
        keys(HISTORY).into_iter().partition(|of| of == id);
    for of in others.into_iter().chain(own) {
        forget(&format!("{HISTORY}{of}"));
        if write(key, stored).is_ok() {
            return Ok(());
        }
    }
    written
}

/// Moves a text to another key, also where there is no room for it twice.
fn move_text(from: &str, to: &str, text: &str) -> bool {
    if write(to, text).is_ok() {
        forget(from);
        return true;
    }
    forget(from);
    let moved = write(to, text).is_ok();
    if !moved {
        // There was room for it a moment ago.
        let _ = write(from, text);
    }
    moved
}

/// The theme.
pub(crate) fn theme() -> Theme {
    match read(THEME).as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    }
}

/// Keeps the theme.
pub(crate) fn keep_theme(theme: Theme) -> Result<(), StorageFailure> {
    match theme_name(theme) {
        Some(name) => write(THEME, name),
        None => {
            forget(THEME);
            Ok(())
        }
    }
}

/// How large somebody made a part of the page, in pixels.
pub(crate) fn size(part: &str) -> Option<f64> {
    read(&format!("{SIZE}{part}"))?.parse().ok()
}

/// Keeps how large a part of the page is; where nothing is kept, it is as usual next time.
pub(crate) fn keep_size(part: &str, size: Option<f64>) {
    let key = format!("{SIZE}{part}");
    match size {
        // Not worth a word: the size holds as long as the page is open.
        Some(size) => drop(write(&key, &size.round().to_string())),
        None => forget(&key),
    }
}

/// What style sheets call a theme that is not the system's.
pub(crate) const fn theme_name(theme: Theme) -> Option<&'static str> {
    match theme {
        Theme::System => None,
        Theme::Light => Some("light"),
        Theme::Dark => Some("dark"),
    }
}

fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}

/// What this tab alone keeps, as long as it is open.
fn session() -> Option<Storage> {
    window()?.session_storage().ok()?
}

fn read(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

fn write(key: &str, text: &str) -> Result<(), StorageFailure> {
    let storage = storage().ok_or(StorageFailure::Blocked)?;
    storage.set_item(key, text).map_err(|error| failure(&error))
}

/// Full, unless the browser says that it refuses for another reason.
fn failure(error: &JsValue) -> StorageFailure {
    match error.dyn_ref::<DomException>() {
        Some(refusal) if refusal.name() == "SecurityError" => StorageFailure::Blocked,
        Some(_) | None => StorageFailure::Full,
    }
}

fn forget(key: &str) {
    if let Some(storage) = storage() {
        // What cannot be removed is read again next time, which does no harm.
        let _ = storage.remove_item(key);
    }
}
