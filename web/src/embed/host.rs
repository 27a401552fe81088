//! The page around the frame: takes its messages, and answers.
//!
//! Only messages of the parent window count, and only those of one origin where the address names
//! it. Whatever else comes is as if it had not come. Not responsible for what a message means.

use crate::page;
use gloo_events::EventListener;
use js_sys::{JSON, Object, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, ResizeObserver, UrlSearchParams, Window, window};
use workbench::embed::{FrameMessage, HostMessage, Settings, Told};
use yew::Callback;

/// What the query of the address asks for.
pub(crate) fn settings(query: &str) -> Settings {
    let query = UrlSearchParams::new_with_str(query).ok();
    let pairs: Vec<(String, String)> = query
        .into_iter()
        .flat_map(|query| query.entries().into_iter().flatten())
        .filter_map(|pair| {
            let pair = js_sys::Array::from(&pair);
            Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
        })
        .collect();
    Settings::read(pairs.iter().map(|(name, value)| (&**name, &**value)))
}

/// The query of the address.
pub(super) fn query() -> String {
    let query = window().and_then(|window| window.location().search().ok());
    query.unwrap_or_default()
}

/// The page around.
pub(crate) struct Host {
    id: String,
    /// The only origin that is listened and spoken to; `*` where the address names none.
    origin: Rc<str>,
    /// Where the last message came from, which is where answers go.
    asked_by: Rc<RefCell<Option<String>>>,
    _messages: Option<EventListener>,
}

impl Host {
    /// Listens; `send` is called with what was understood.
    pub(crate) fn new(settings: &Settings, send: Callback<HostMessage>) -> Host {
        let origin: Rc<str> = settings.origin.as_deref().unwrap_or("*").into();
        let asked_by = Rc::new(RefCell::new(None));
        let listener = parent().map(|(window, parent)| {
            let (origin, id) = (Rc::clone(&origin), settings.id.clone());
            let asked_by = Rc::clone(&asked_by);
            EventListener::new(&window, "message", move |event| {
                let Some(event) = event.dyn_ref::<MessageEvent>() else {
                    return;
                };
                let is_parent = event
                    .source()
                    .is_some_and(|source| Object::is(&source, &parent));
                let from = event.origin();
                if !is_parent || (&*origin != "*" && *origin != *from) {
                    return;
                }
                let message = told(&event.data()).and_then(|told| HostMessage::read(told, &id));
                if let Some(message) = message {
                    asked_by.replace(Some(from));
                    send.emit(message);
                }
            })
        });
        Host {
            id: settings.id.clone(),
            origin,
            asked_by,
            _messages: listener,
        }
    }

    /// Tells the page around. What is in hand goes only to who asked for it.
    pub(crate) fn post(&self, message: &FrameMessage) {
        let asked_by = self.asked_by.borrow();
        let to = match (message, asked_by.as_deref()) {
            (FrameMessage::State(_), Some(origin)) if origin != "null" => origin,
            _ => &*self.origin,
        };
        if to.is_empty() {
            return;
        }
        let value = JSON::parse(&message.to_json(&self.id));
        if let (Some((_, parent)), Ok(value)) = (parent(), value) {
            // Fails only for origins that are none; then there is nobody to be told.
            let _ = parent.post_message(&value, to);
        }
    }
}

/// This window and the one around it, if there is one.
fn parent() -> Option<(Window, Window)> {
    let own = window()?;
    let parent = own.parent().ok()??;
    (parent != own).then_some((own, parent))
}

/// The members that a message may have. What came was copied by the browser: it has no getters
/// and runs nothing.
fn told(data: &JsValue) -> Option<Told> {
    let data = data.dyn_ref::<Object>()?;
    let own = |name: &str| {
        let name = JsValue::from_str(name);
        Object::has_own(data, &name)
            .then(|| Reflect::get(data, &name).ok())
            .flatten()
    };
    let text = |name: &str| own(name)?.as_string();
    let version = own("v")?.as_f64()?;
    Some(Told {
        ns: text("ns")?,
        // A number that is no version becomes 0, which is none.
        v: version as u32 * u32::from(version.fract() == 0.0),
        kind: text("type")?,
        id: text("id").filter(|id| !id.is_empty()),
        link: text("link"),
        theme: text("theme"),
        lang: text("lang"),
        readonly: own("readonly").and_then(|value| value.as_bool()),
    })
}

/// Calls `send` with the height of what is shown, now and whenever it changes.
pub(crate) fn watch_height(send: Callback<u32>) {
    let Some(shown) = page::find(".embed") else {
        return;
    };
    let measured = shown.clone();
    let measure = Closure::<dyn FnMut()>::new(move || {
        let height = measured.get_bounding_client_rect().height().ceil();
        send.emit(height as u32);
    });
    if let Ok(observer) = ResizeObserver::new(measure.as_ref().unchecked_ref()) {
        observer.observe(&shown);
        // The frame is watched for as long as it is there.
        measure.forget();
    }
}
