//! The menu that is open: a popover of the browser with the keys of the ARIA menu pattern.
//!
//! Not responsible for its entries: `menus` has them.

use crate::icon::Icon;
use crate::menus::{Act, Chosen, Entry, MenuRequest};
use crate::page;
use crate::prose::prose;
use gloo_events::EventListener;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};
use workbench::message::Message;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// Whose menu, and where.
    pub(crate) request: Rc<MenuRequest>,
    /// Its lines.
    pub(crate) entries: Vec<Entry>,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
    /// Closes it.
    pub(crate) close: Callback<()>,
}

/// The menu that is open.
#[component]
pub(crate) fn Menu(props: &Props) -> Html {
    let menu = use_node_ref();
    use_effect_with(menu.clone(), {
        let (request, close) = (Rc::clone(&props.request), props.close.clone());
        move |menu| open(menu, &request, close)
    });
    let onkeydown = {
        let (menu, close) = (menu.clone(), props.close.clone());
        move |event: KeyboardEvent| press(&event, &menu, &close)
    };
    html! {
        <div class="menu" popover="manual" role="menu" tabindex="-1" ref={menu} {onkeydown}>
            { for props.entries.iter().map(|entry| line(entry, props)) }
        </div>
    }
}

fn line(entry: &Entry, props: &Props) -> Html {
    let (role, checked) = match &entry.act {
        Act::Choose(_, chosen) => ("menuitemradio", Some((*chosen == Chosen::Yes).to_string())),
        Act::Send(_) | Act::ChooseFile => ("menuitem", None),
    };
    let onclick = {
        let (act, send, close) = (entry.act.clone(), props.send.clone(), props.close.clone());
        move |_: MouseEvent| {
            close.emit(());
            match &act {
                Act::Send(message) | Act::Choose(message, _) => send.emit(message.clone()),
                Act::ChooseFile => {
                    if let Some(input) = page::find("#open-file") {
                        input.click();
                    }
                }
            }
        }
    };
    html! {
        <>
            if entry.begins_group {
                <div class="menu-separator" role="separator" />
            }
            <button
                type="button"
                class="menu-item"
                {role}
                tabindex="-1"
                aria-checked={checked.clone()}
                {onclick}
            >
                <span class="menu-sign">
                    if checked.as_deref() == Some("true") { { Icon::Check.draw() } }
                </span>
                <span>{ &entry.label }</span>
                if !entry.keys.is_empty() { <kbd class="menu-keys">{ entry.keys }</kbd> }
                if let Some(detail) = &entry.detail {
                    <span class="menu-detail">{ prose(detail) }</span>
                }
            </button>
        </>
    }
}

/// Shows the menu beside its anchor; what is returned hides it again.
fn open(menu: &NodeRef, request: &MenuRequest, close: Callback<()>) -> Box<dyn FnOnce()> {
    let Some(element) = menu.cast::<HtmlElement>() else {
        return Box::new(|| {});
    };
    // Fails only where it is shown already, or no longer in the page.
    let _ = element.show_popover();
    place(&element, request);
    let _ = request.anchor.set_attribute("aria-expanded", "true");
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
        let _ = anchor.remove_attribute("aria-expanded");
        // Back to where the focus was, unless it went elsewhere meanwhile.
        if element.contains(focused().as_ref().map(AsRef::as_ref)) {
            let _ = anchor.focus();
        }
    })
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

fn press(event: &KeyboardEvent, menu: &NodeRef, close: &Callback<()>) {
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
