//! The focus after what had it is gone, such as a row that was deleted: it goes to the row behind,
//! else to the one before, else to what held them, and never back to the top of the page.
//!
//! Not responsible for where an action sends the focus: that is an effect of the workbench.

use crate::page;
use gloo_events::{EventListener, EventListenerOptions};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

const FOCUSABLE: &str = "button:not(:disabled), input:not(:disabled), select, textarea, \
                         a[href], [tabindex='0']";

/// Knows what had the focus last.
pub(crate) struct KeptFocus {
    last: Rc<RefCell<Option<Place>>>,
    _listener: Option<EventListener>,
}

/// What had the focus, with everything that it lay in.
#[derive(Clone)]
struct Place {
    element: Element,
    rings: Vec<Ring>,
    /// The place beneath the dialog that this one is in.
    beneath: Option<Box<Place>>,
}

/// An element around it, with its neighbours.
#[derive(Clone)]
struct Ring {
    element: Element,
    behind: Option<Element>,
    before: Option<Element>,
}

impl KeptFocus {
    /// Follows the focus from now on.
    pub(crate) fn watch() -> KeptFocus {
        let last: Rc<RefCell<Option<Place>>> = Rc::default();
        let noted = Rc::clone(&last);
        let listener = page::document().map(|document| {
            let options = EventListenerOptions::run_in_capture_phase();
            EventListener::new_with_options(&document, "focusin", options, move |event| {
                let target = event.target().and_then(|target| target.dyn_into().ok());
                if let Some(target) = target {
                    note(&noted, target);
                }
            })
        });
        KeptFocus {
            last,
            _listener: listener,
        }
    }

    /// Gives the focus a new place where its last one is gone.
    pub(crate) fn mend(&self) {
        let is_nowhere = page::document()
            .and_then(|document| document.active_element())
            .is_none_or(|element| element.local_name() == "body");
        let is_gone = |place: &Place| !place.element.is_connected();
        if !is_nowhere || !self.last.borrow().as_ref().is_some_and(is_gone) {
            return;
        }
        let place = self.last.replace(None);
        if let Some(heir) = place.as_ref().and_then(heir) {
            // Fails only where the element is gone.
            let _ = heir.focus();
        }
    }
}

/// Menus give the focus back by themselves; a dialog remembers what is beneath it.
fn note(last: &RefCell<Option<Place>>, element: Element) {
    let within =
        |element: &Element, selector: &str| element.closest(selector).ok().flatten().is_some();
    if within(&element, ".menu") {
        return;
    }
    let before = last.take();
    let beneath = match (within(&element, "dialog"), before) {
        (false, _) | (true, None) => None,
        (true, Some(before)) if within(&before.element, "dialog") => before.beneath,
        (true, Some(before)) => Some(Box::new(before)),
    };
    let around = std::iter::successors(Some(element.clone()), |element| element.parent_element());
    let rings = around.map(|element| Ring {
        behind: element.next_element_sibling(),
        before: element.previous_element_sibling(),
        element,
    });
    last.replace(Some(Place {
        rings: rings.collect(),
        element,
        beneath,
    }));
}

/// What gets the focus instead.
fn heir(place: &Place) -> Option<HtmlElement> {
    if !place.element.is_connected() && place.beneath.is_some() && page::find("dialog").is_none() {
        let beneath = place.beneath.as_deref()?;
        return match beneath.element.is_connected() {
            true => beneath.element.clone().dyn_into().ok(),
            false => heir(beneath),
        };
    }
    // The same sort of thing first: beside a deleted name stands another name.
    let class = place
        .element
        .class_list()
        .item(0)
        .map(|class| format!(".{class}"));
    let rings = place
        .rings
        .iter()
        .skip_while(|ring| !is_last_gone(ring, &place.rings));
    for ring in rings {
        let neighbours = [ring.behind.as_ref(), ring.before.as_ref()];
        let connected = neighbours
            .into_iter()
            .flatten()
            .filter(|near| near.is_connected());
        for near in connected {
            let alike = class.as_deref().and_then(|class| first(near, class));
            if let Some(found) = alike.or_else(|| first(near, FOCUSABLE)) {
                return Some(found);
            }
        }
    }
    None
}

/// Whether a ring is the outermost of those that are gone.
fn is_last_gone(ring: &Ring, rings: &[Ring]) -> bool {
    let mut gone = rings.iter().filter(|ring| !ring.element.is_connected());
    gone.next_back()
        .is_some_and(|last| last.element == ring.element)
}

/// The first element of a sort that can be seen, in another or that itself.
fn first(within: &Element, selector: &str) -> Option<HtmlElement> {
    let itself = within
        .matches(selector)
        .ok()
        .filter(|fits| *fits)
        .map(|_| within.clone());
    let inside = within.query_selector(selector).ok().flatten();
    let found: HtmlElement = itself.or(inside)?.dyn_into().ok()?;
    (0 < found.offset_height()).then_some(found)
}
