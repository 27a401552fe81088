//! Dragging by mouse, pen and finger: what is lifted, over which part of which row it is held, and
//! the scrolling at the edges. A finger lifts a thing by its icon, and scrolls everywhere else.
//!
//! Not responsible for what may be dragged where: `workbench::drag` knows that.

use crate::page;
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Interval;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, PointerEvent};
use workbench::drag::Zone;
use yew::Callback;

/// A press that moves less than this is a click.
const THRESHOLD: i32 = 5;
/// So near to its edge a list begins to scroll, and so far it goes each time: the farther out, the
/// faster, so that the end of a long tree can be reached.
const EDGE: f64 = 36.0;
const SCROLL: f64 = 4.0;
const FASTEST: f64 = 120.0;
const SCROLL_EVERY: u32 = 16;
/// What can scroll under a drag: the tree, or on phones the column that holds it.
const LISTS: [&str; 2] = [".tree", ".column-tree"];

/// What happens in a drag.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Gesture {
    /// Something is lifted.
    Lift(Held),
    /// It is held over a part of a row, by the row's place.
    Over(usize, Zone),
    /// It is held over no row.
    Away,
    /// It is let go.
    Drop,
    /// The drag is broken off.
    Cancel,
}

/// What is dragged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Held {
    /// A row of the tree, by its place.
    Row(usize),
    /// A policy, by its number.
    Policy(usize),
}

/// The pointer that drags.
pub(crate) struct Drag {
    tell: Callback<Gesture>,
    phase: RefCell<Phase>,
    point: Cell<(i32, i32)>,
    over: Cell<Option<(usize, Zone)>>,
    /// Whether the click that ends a drag is still to come.
    swallows_click: Cell<bool>,
    /// Whether what is dragged has been in the list, which scrolls only then.
    entered: Cell<bool>,
    scrolling: RefCell<Option<Interval>>,
}

enum Phase {
    Idle,
    Pressed {
        pointer: i32,
        held: Held,
        source: Element,
    },
    Dragging {
        pointer: i32,
    },
}

/// Watches the pointers of the whole page.
pub(crate) fn watch(tell: Callback<Gesture>) -> (Rc<Drag>, Vec<EventListener>) {
    let drag = Rc::new(Drag {
        tell,
        phase: RefCell::new(Phase::Idle),
        point: Cell::default(),
        over: Cell::default(),
        swallows_click: Cell::default(),
        entered: Cell::default(),
        scrolling: RefCell::default(),
    });
    let Some(document) = page::document() else {
        return (drag, Vec::new());
    };
    let options = EventListenerOptions {
        passive: false,
        ..EventListenerOptions::run_in_capture_phase()
    };
    let listen = |name: &'static str, act: fn(&Rc<Drag>, &Event)| {
        let drag = Rc::clone(&drag);
        EventListener::new_with_options(&document, name, options, move |event| act(&drag, event))
    };
    let listeners = vec![
        listen("pointerdown", |drag, event| drag.press(event)),
        listen("pointermove", Drag::follow),
        listen("pointerup", Drag::release),
        listen("pointercancel", Drag::break_off),
        listen("keydown", Drag::key),
        listen("click", |drag, event| drag.click(event)),
        listen("contextmenu", |drag, event| drag.long_press(event)),
    ];
    (drag, listeners)
}

impl Drag {
    fn press(&self, event: &Event) {
        self.swallows_click.set(false);
        let Some(event) = event.dyn_ref::<PointerEvent>() else {
            return;
        };
        let modified = event.ctrl_key() || event.meta_key() || event.shift_key();
        if event.button() != 0 || !event.is_primary() || modified {
            return;
        }
        if let Some((held, source)) = lifted(event) {
            self.point.set((event.client_x(), event.client_y()));
            self.phase.replace(Phase::Pressed {
                pointer: event.pointer_id(),
                held,
                source,
            });
        }
    }

    fn follow(self: &Rc<Drag>, event: &Event) {
        let Some(event) = event.dyn_ref::<PointerEvent>() else {
            return;
        };
        let point = (event.client_x(), event.client_y());
        let lifts = match &*self.phase.borrow() {
            Phase::Dragging { pointer } if *pointer == event.pointer_id() => None,
            Phase::Pressed {
                pointer,
                held,
                source,
            } if *pointer == event.pointer_id() => {
                let (x, y) = self.point.get();
                if (point.0 - x).abs().max((point.1 - y).abs()) < THRESHOLD {
                    return;
                }
                // Fails only where the pointer is gone, which then is told.
                let _ = source.set_pointer_capture(*pointer);
                Some((*held, *pointer))
            }
            Phase::Idle | Phase::Pressed { .. } | Phase::Dragging { .. } => return,
        };
        event.prevent_default();
        self.point.set(point);
        if let Some((held, pointer)) = lifts {
            self.phase.replace(Phase::Dragging { pointer });
            self.lift(held);
        }
        self.place_label();
        self.look_below();
    }

    fn lift(self: &Rc<Drag>, held: Held) {
        mark_page(Some("true"));
        self.entered.set(matches!(held, Held::Row(_)));
        let drag = Rc::downgrade(self);
        let scroll = Interval::new(SCROLL_EVERY, move || {
            if let Some(drag) = drag.upgrade() {
                drag.scroll();
            }
        });
        self.scrolling.replace(Some(scroll));
        self.tell.emit(Gesture::Lift(held));
    }

    /// Tells over which part of which row it is held now.
    fn look_below(&self) {
        let over = below(self.point.get());
        if self.over.replace(over) != over {
            self.tell.emit(match over {
                Some((place, zone)) => Gesture::Over(place, zone),
                None => Gesture::Away,
            });
        }
    }

    fn scroll(&self) {
        let (x, y) = self.point.get();
        let (x, y) = (f64::from(x), f64::from(y));
        let lists = LISTS.into_iter().filter_map(page::find);
        let lists: Vec<HtmlElement> = lists
            .filter(|list| list.client_height() < list.scroll_height())
            .collect();
        if lists.iter().any(|list| is_well_inside(list, x, y)) {
            self.entered.set(true);
        }
        // Who comes from the library passes the edge of the tree on the way to a row in view.
        if !self.entered.get() {
            return;
        }
        let scrolled = lists.iter().filter(|list| scroll_at_edge(list, x, y));
        if scrolled.count() != 0 {
            self.look_below();
        }
    }

    /// Puts what follows the pointer beside it.
    pub(crate) fn place_label(&self) {
        let drags = matches!(&*self.phase.borrow(), Phase::Dragging { .. });
        if let Some(label) = drags.then(|| page::find(".drag-label")).flatten() {
            let (x, y) = self.point.get();
            let style = label.style();
            // Fails only for names that are no property's.
            let _ = style.set_property("--drag-x", &format!("{x}px"));
            let _ = style.set_property("--drag-y", &format!("{y}px"));
        }
    }

    fn release(self: &Rc<Drag>, event: &Event) {
        let is_over = self.over.get().is_some();
        if self.end(pointer(event)) {
            self.swallows_click.set(true);
            self.tell.emit(match is_over {
                true => Gesture::Drop,
                false => Gesture::Cancel,
            });
        }
    }

    fn break_off(self: &Rc<Drag>, event: &Event) {
        if self.end(pointer(event)) {
            self.tell.emit(Gesture::Cancel);
        }
    }

    fn key(self: &Rc<Drag>, event: &Event) {
        let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key);
        if key.as_deref() == Some("Escape") && self.end(None) {
            event.prevent_default();
            event.stop_propagation();
            self.swallows_click.set(true);
            self.tell.emit(Gesture::Cancel);
        }
    }

    fn click(&self, event: &Event) {
        if self.swallows_click.take() {
            event.prevent_default();
            event.stop_propagation();
        }
    }

    /// A finger that holds still opens no menu of what it is about to drag.
    fn long_press(&self, event: &Event) {
        if matches!(&*self.phase.borrow(), Phase::Dragging { .. }) {
            event.prevent_default();
            event.stop_propagation();
        }
    }

    /// The pointer's look changes for every element of the page, so the answer is painted first.
    fn unmark_page(self: &Rc<Drag>) {
        let drag = Rc::clone(self);
        page::after_paint(move || {
            if !matches!(&*drag.phase.borrow(), Phase::Dragging { .. }) {
                mark_page(None);
            }
        });
    }

    /// Ends what this pointer, or any, has begun; says whether that was a drag.
    fn end(self: &Rc<Drag>, by: Option<i32>) -> bool {
        let is_other = |pointer: &i32| by.is_some_and(|by| by != *pointer);
        match &*self.phase.borrow() {
            Phase::Pressed { pointer, .. } | Phase::Dragging { pointer } if is_other(pointer) => {
                return false;
            }
            _ => {}
        }
        let was = self.phase.replace(Phase::Idle);
        self.scrolling.replace(None);
        self.over.set(None);
        let dragged = matches!(was, Phase::Dragging { .. });
        if dragged {
            self.unmark_page();
        }
        dragged
    }
}

fn pointer(event: &Event) -> Option<i32> {
    event
        .dyn_ref::<PointerEvent>()
        .map(PointerEvent::pointer_id)
}

/// What a press lifts: not by the buttons on it, and with a finger only by its icon.
fn lifted(event: &PointerEvent) -> Option<(Held, Element)> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let closest = |selector: &str| target.closest(selector).ok().flatten();
    let elsewhere = closest(".button, .tree-twist").is_some();
    let scrolls = event.pointer_type() == "touch" && closest(".grip").is_none();
    if elsewhere || scrolls {
        return None;
    }
    let source = closest("[data-lifts='true']")?;
    let held = match number(&source, "data-row") {
        Some(place) => Held::Row(place),
        None => Held::Policy(number(&source, "data-policy")?),
    };
    Some((held, source))
}

fn number(element: &Element, attribute: &str) -> Option<usize> {
    element.get_attribute(attribute)?.parse().ok()
}

/// The row under a point, and the part of it.
fn below((x, y): (i32, i32)) -> Option<(usize, Zone)> {
    let (x, y) = (f64::from(x), f64::from(y));
    #[expect(clippy::cast_possible_truncation, reason = "pixels of a screen")]
    let element = page::document()?.element_from_point(x as f32, y as f32)?;
    let row = element.closest(".tree-row[data-row]").ok()??;
    let bounds = row.get_bounding_client_rect();
    let part = (y - bounds.top()) / bounds.height();
    let zone = match part {
        part if part < 0.25 => Zone::Above,
        part if part <= 0.75 => Zone::Into,
        _ => Zone::Below,
    };
    Some((number(&row, "data-row")?, zone))
}

/// Whether a point is in a list and away from its edges.
fn is_well_inside(list: &HtmlElement, x: f64, y: f64) -> bool {
    let bounds = list.get_bounding_client_rect();
    let rows = bounds.top() + EDGE..bounds.bottom() - EDGE;
    (bounds.left()..bounds.right()).contains(&x) && rows.contains(&y)
}

/// Scrolls a list whose edge is near; says whether it did.
fn scroll_at_edge(list: &HtmlElement, x: f64, y: f64) -> bool {
    let bounds = list.get_bounding_client_rect();
    if x < bounds.left() || bounds.right() < x {
        return false;
    }
    let before = list.scroll_top();
    let (above, below) = (bounds.top() + EDGE - y, y - (bounds.bottom() - EDGE));
    let depth = above.max(below);
    if 0.0 < depth {
        #[expect(clippy::cast_possible_truncation, reason = "between 4 and 120")]
        let by = (SCROLL * (1.0 + depth / 8.0).powi(2)).min(FASTEST) as i32;
        list.set_scroll_top(if above < below {
            before + by
        } else {
            before - by
        });
    }
    list.scroll_top() != before
}

/// Tells the style sheet that something is dragged.
fn mark_page(dragging: Option<&str>) {
    let Some(root) = page::find(":root") else {
        return;
    };
    // Fails only for names that are no attribute's.
    let _ = match dragging {
        Some(value) => root.set_attribute("data-dragging", value),
        None => root.remove_attribute("data-dragging"),
    };
}
