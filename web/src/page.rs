//! Ways to the browser's window and document, and to the few elements that are looked up by what
//! they are rather than held by a component.

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    Document, Element, Event, HtmlElement, HtmlInputElement, ScrollIntoViewOptions,
    ScrollLogicalPosition, Window, window,
};
use workbench::Theme;
use workbench::image::Shade;

/// Milliseconds until it is looked again whether something is still pressed.
const LOOK_AGAIN: u32 = 20;

/// The document, where there is one.
pub(crate) fn document() -> Option<Document> {
    window().and_then(|window: Window| window.document())
}

/// The first element that a selector finds.
pub(crate) fn find(selector: &str) -> Option<HtmlElement> {
    let element = document()?.query_selector(selector).ok()??;
    element.dyn_into().ok()
}

/// Moves the keyboard focus; an element out of sight keeps things as they are.
pub(crate) fn focus(selector: &str) {
    if let Some(element) = find(selector) {
        // Fails only where the element is gone.
        let _ = element.focus();
    }
}

/// Moves the focus to a field and selects a part of its text; UTF-16 offsets.
pub(crate) fn select(selector: &str, from: u32, to: u32) {
    let field = find(selector).and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    if let Some(field) = field {
        // Each fails only where the field is gone or holds no text.
        let _ = field.focus();
        let _ = field.set_selection_range(from, to);
    }
}

/// Does something once a frame has been painted.
pub(crate) fn after_paint(work: impl FnOnce() + 'static) {
    let work = Closure::once_into_js(move || Timeout::new(0, work).forget());
    if let Some(window) = window() {
        // Fails only where nothing is ever painted.
        let _ = window.request_animation_frame(work.unchecked_ref());
    }
}

/// Does something once nothing is pressed any more: what moves away under a press is not clicked.
pub(crate) fn after_press(work: impl FnOnce() + 'static) {
    let look = move || match find(":active") {
        Some(_) => after_press(work),
        None => work(),
    };
    Timeout::new(LOOK_AGAIN, look).forget();
}

/// Scrolls what holds an element, as little as shows it.
pub(crate) fn bring_into_view(selector: &str) {
    if let Some(element) = find(selector) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Whether keys typed on this element are text.
pub(crate) fn takes_text(element: &Element) -> bool {
    let closest = element.closest("input, textarea, select, [contenteditable='true']");
    closest.ok().flatten().is_some()
}

/// Raises an event that `web/offline.js` listens to.
pub(crate) fn tell_window(event: &str) {
    if let (Some(window), Ok(event)) = (window(), Event::new(event)) {
        // Fails only for events that were raised before.
        let _ = window.dispatch_event(&event);
    }
}

/// The part of the address after `#`.
pub(crate) fn fragment() -> String {
    let hash = window().and_then(|window| window.location().hash().ok());
    hash.unwrap_or_default().trim_start_matches('#').to_owned()
}

/// The part of the address after `?`.
pub(crate) fn query() -> String {
    let query = window().and_then(|window| window.location().search().ok());
    query.unwrap_or_default().trim_start_matches('?').to_owned()
}

/// The page's own address, without what stands after `?` or `#`.
pub(crate) fn address() -> String {
    let href = window().and_then(|window| window.location().href().ok());
    let href = href.unwrap_or_default();
    href.split(['?', '#']).next().unwrap_or_default().to_owned()
}

/// Takes what stands after `?` and `#` out of the address, without an entry in the history.
pub(crate) fn forget_fragment() {
    if !(fragment().is_empty() && query().is_empty()) {
        replace_address(&address());
    }
}

/// Puts a fragment into the address, without an entry in the history.
pub(crate) fn show_fragment(fragment: &str) {
    replace_address(&format!("{}#{fragment}", address()));
}

fn replace_address(address: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        // Fails only for documents without an address of their own.
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(address));
    }
}

/// Prints the page, once the menu that was chosen from is gone.
pub(crate) fn print() {
    Timeout::new(0, || {
        if let Some(window) = window() {
            // Fails only where printing is forbidden, as in a frame.
            let _ = window.print();
        }
    })
    .forget();
}

/// Whether the page is dark now.
pub(crate) fn shade(theme: Theme) -> Shade {
    let dark = match theme {
        Theme::Light => false,
        Theme::Dark => true,
        Theme::System => {
            let query = window()
                .and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok()?);
            query.is_some_and(|query| query.matches())
        }
    };
    match dark {
        true => Shade::Dark,
        false => Shade::Light,
    }
}
