//! Which rows of a long list can be seen, and where each stands. The list is as high as all of its
//! rows; those that are drawn stand at their places in it.
//!
//! Places go to the style sheet through the object model, for the page allows no style attributes.

use crate::page;
use gloo_events::{EventListener, EventListenerOptions};
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement, ResizeObserver};
use yew::Callback;

/// The rows that are drawn before anything could be measured.
pub(crate) const AT_FIRST: Range<usize> = 0..48;
/// So many rows more are drawn at both ends, and so many at a time.
const MORE: f64 = 16.0;
const STEP: f64 = 8.0;

/// Tells the rows in view whenever they become others, until it is dropped.
pub(crate) struct Watch {
    _scrolls: EventListener,
    sizes: Option<ResizeObserver>,
    _measure: Closure<dyn FnMut()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(sizes) = &self.sizes {
            sizes.disconnect();
        }
    }
}

/// Watches a list.
pub(crate) fn watch(list: HtmlElement, tell: Callback<Range<usize>>) -> Option<Watch> {
    let told = RefCell::new(AT_FIRST);
    let frame = list.closest(".tree").ok().flatten();
    let observed = list.clone();
    let measure = Rc::new(move || {
        let Some(seen) = seen(&list) else { return };
        if told.replace(seen.clone()) != seen {
            tell.emit(seen);
        }
    });
    // Scrolling does not bubble, and on phones it is another element that scrolls.
    let options = EventListenerOptions::run_in_capture_phase();
    let by_scroll = Rc::clone(&measure);
    let scrolls =
        EventListener::new_with_options(&page::document()?.into(), "scroll", options, move |_| {
            by_scroll()
        });
    let by_size = Closure::<dyn FnMut()>::new(move || measure());
    let sizes = ResizeObserver::new(by_size.as_ref().unchecked_ref()).ok();
    if let Some(sizes) = &sizes {
        sizes.observe(&observed);
        frame.iter().for_each(|frame| sizes.observe(frame));
    }
    Some(Watch {
        _scrolls: scrolls,
        sizes,
        _measure: by_size,
    })
}

/// The rows between the edges of what scrolls, and some more; `None` while nothing is shown.
fn seen(list: &HtmlElement) -> Option<Range<usize>> {
    let bounds = list.get_bounding_client_rect();
    let rows: f64 = list
        .style()
        .get_property_value("--rows")
        .ok()?
        .parse()
        .ok()?;
    let height = bounds.height() / rows;
    if !height.is_normal() || height < 1.0 {
        return None;
    }
    let frames = [".tree", ".column-tree"].map(|frame| list.closest(frame).ok().flatten());
    let frames = frames
        .into_iter()
        .flatten()
        .map(|frame: Element| frame.get_bounding_client_rect());
    let (mut top, mut bottom) = (bounds.top(), bounds.bottom());
    for frame in frames {
        top = top.max(frame.top());
        bottom = bottom.min(frame.bottom());
    }
    let first = ((top - bounds.top()) / height - MORE) / STEP;
    let last = ((bottom - bounds.top()) / height + MORE) / STEP;
    let place = |steps: f64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number, not below 0"
        )]
        let place = (steps * STEP).max(0.0) as usize;
        place
    };
    Some(place(first.floor())..place(last.ceil()))
}

/// Makes a list as high as all of its rows.
pub(crate) fn make_room(list: &HtmlElement, rows: usize) {
    // Fails only for names that are no property's.
    let _ = list.style().set_property("--rows", &rows.to_string());
}

/// Puts a row to its place.
pub(crate) fn put(row: &HtmlElement, place: usize) {
    // Fails only for names that are no property's.
    let _ = row.style().set_property("--place", &place.to_string());
}
