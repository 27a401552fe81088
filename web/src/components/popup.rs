//! How a menu behaves in the browser: where it stands, where the focus goes, what closes it.

use crate::menus::MenuRequest;
use crate::page;
use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};
use yew::prelude::*;

/// Shows the menu beside its anchor; what is returned hides it again.
pub(crate) fn open(
    menu: &NodeRef,
    request: &MenuRequest,
    close: Callback<()>,
) -> Box<dyn FnOnce()> {
    let Some(element) = menu.cast::<HtmlElement>() else {
        return Box::new(|| {});
    };
    // Fails only where it is shown already, or no longer in the page.
    let _ = element.show_popover();
    place(&element, request);
    mark(&request.anchor, Some("true"));
    focus_item(&element, |_, _| Some(0));
    let outside = page::document().map(|document| {
        let menu = element.clone();
        EventListener::new(&document, "pointerdown", move |event| {
            let target = event
                .target()
                .and_then(|target| target.dyn_into::<Node>().ok());
            if !menu.contains(target.as_ref()) {
                close.emit(());
            }
        })
    });
    let anchor = request.anchor.clone();
    Box::new(move || {
        drop(outside);
        mark(&anchor, None);
        // Back to where the focus was, unless it went elsewhere meanwhile.
        if element.contains(focused().as_ref().map(AsRef::as_ref)) {
            let _ = anchor.focus();
        }
    })
}

/// Tells a button that its menu is open. A row of the tree says by the same attribute whether its
/// own rows are shown, and keeps it.
fn mark(anchor: &HtmlElement, expanded: Option<&str>) {
    if !anchor.has_attribute("aria-haspopup") {
        return;
    }
    let _ = match expanded {
        Some(expanded) => anchor.set_attribute("aria-expanded", expanded),
        None => anchor.remove_attribute("aria-expanded"),
    };
}

fn focused() -> Option<Element> {
    page::document()?.active_element()
}

fn place(menu: &HtmlElement, request: &MenuRequest) {
    let anchor = request.anchor.get_bounding_client_rect();
    let size = menu.get_bounding_client_rect();
    let (left, below, above) = match request.point {
        Some((x, y)) => (f64::from(x), f64::from(y), f64::from(y)),
        None => (anchor.left(), anchor.bottom() + 4.0, anchor.top() - 4.0),
    };
    let Some(root) = page::find(":root") else {
        return;
    };
    let (width, height) = (
        f64::from(root.client_width()),
        f64::from(root.client_height()),
    );
    let left = left.min(width - size.width() - 8.0).max(8.0);
    let top = match below + size.height() <= height - 8.0 {
        true => below,
        false => (above - size.height()).max(8.0),
    };
    // Fails only for names that are no property's.
    let _ = menu
        .style()
        .set_property("--menu-left", &format!("{left}px"));
    let _ = menu.style().set_property("--menu-top", &format!("{top}px"));
}

/// What a key does in the menu.
pub(crate) fn press(event: &KeyboardEvent, menu: &NodeRef, close: &Callback<()>) {
    let Some(element) = menu.cast::<HtmlElement>() else {
        return;
    };
    match event.key().as_str() {
        "ArrowDown" => focus_item(&element, |at, count| {
            Some(at.map_or(0, |at| (at + 1) % count))
        }),
        "ArrowUp" => focus_item(&element, |at, count| {
            Some((at.unwrap_or(0) + count - 1) % count)
        }),
        "Home" => focus_item(&element, |_, _| Some(0)),
        "End" => focus_item(&element, |_, count| count.checked_sub(1)),
        "Tab" | "Escape" => close.emit(()),
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}

/// Moves the focus to the entry that `choose` makes of the present one and their number.
fn focus_item(menu: &HtmlElement, choose: impl Fn(Option<u32>, u32) -> Option<u32>) {
    let Ok(items) = menu.query_selector_all(".menu-item") else {
        return;
    };
    let focused = focused();
    let is_focused = |at: &u32| items.get(*at).as_ref() == focused.as_ref().map(AsRef::as_ref);
    let at = (0..items.length()).find(is_focused);
    if items.length() == 0 {
        return;
    }
    let chosen = choose(at, items.length()).and_then(|at| items.get(at));
    if let Some(item) = chosen.and_then(|item| item.dyn_into::<HtmlElement>().ok()) {
        // Fails only where the entry is gone.
        let _ = item.focus();
    }
}
