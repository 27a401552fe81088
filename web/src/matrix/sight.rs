//! Which cells can be seen, and bringing one into view. Places go to the style sheet through the
//! object model, for the page allows no style attributes.

use gloo_events::EventListener;
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, ResizeObserver};
use workbench::view::matrix::MatrixView;
use yew::Callback;

/// So many cells more are drawn at each edge, and so many at a time.
const MORE: f64 = 6.0;
const STEP: f64 = 6.0;

/// The rows and columns in sight.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Sight {
    /// Places of rows.
    pub(crate) rows: Range<usize>,
    /// Places of columns.
    pub(crate) columns: Range<usize>,
}

impl Default for Sight {
    fn default() -> Sight {
        Sight {
            rows: 0..24,
            columns: 0..48,
        }
    }
}

/// Tells the cells in sight whenever they become others, until it is dropped.
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

/// Watches a grid.
pub(crate) fn watch(grid: &HtmlElement, tell: Callback<Sight>) -> Watch {
    let told = RefCell::new(Sight::default());
    let of = grid.clone();
    let measure = Rc::new(move || {
        let Some(sight) = sight(&of) else { return };
        if told.replace(sight.clone()) != sight {
            tell.emit(sight);
        }
    });
    let by_scroll = Rc::clone(&measure);
    let scrolls = EventListener::new(grid, "scroll", move |_| by_scroll());
    let by_size = Closure::<dyn FnMut()>::new(move || measure());
    let sizes = ResizeObserver::new(by_size.as_ref().unchecked_ref()).ok();
    if let Some(sizes) = &sizes {
        sizes.observe(grid);
    }
    Watch {
        _scrolls: scrolls,
        sizes,
        _measure: by_size,
    }
}

/// The sizes of a grid in pixels: of its heads, and of a cell.
struct Sizes {
    head: (f64, f64),
    cell: (f64, f64),
}

fn sizes(grid: &HtmlElement) -> Option<Sizes> {
    let of = |selector: &str| {
        let found = grid.query_selector(selector).ok()??;
        let bounds = found.get_bounding_client_rect();
        Some((bounds.width(), bounds.height()))
    };
    let head = of(".matrix-corner")?;
    let cell = of(".matrix-cell")?;
    (1.0 < cell.0 && 1.0 < cell.1).then_some(Sizes { head, cell })
}

fn sight(grid: &HtmlElement) -> Option<Sight> {
    let sizes = sizes(grid)?;
    let part = |scrolled: i32, room: i32, head: f64, cell: f64| {
        let from = (f64::from(scrolled) / cell - MORE) / STEP;
        let to = ((f64::from(scrolled) + f64::from(room) - head) / cell + MORE) / STEP;
        place(from.floor())..place(to.ceil())
    };
    Some(Sight {
        rows: part(
            grid.scroll_top(),
            grid.client_height(),
            sizes.head.1,
            sizes.cell.1,
        ),
        columns: part(
            grid.scroll_left(),
            grid.client_width(),
            sizes.head.0,
            sizes.cell.0,
        ),
    })
}

fn place(steps: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number, not below 0"
    )]
    let place = (steps * STEP).max(0.0) as usize;
    place
}

/// Makes a grid as large as all of its cells, with those that are drawn at their places.
pub(crate) fn make_room(grid: &HtmlElement, view: &MatrixView) {
    let [rows, columns] = &view.sides;
    for (name, value) in [
        ("--rows", rows.count),
        ("--columns", columns.count),
        ("--first-row", rows.first),
        ("--first-column", columns.first),
    ] {
        // Fails only for names that are no property's.
        let _ = grid.style().set_property(name, &value.to_string());
    }
}

/// Scrolls as little as it takes to show a cell.
pub(crate) fn show(grid: &HtmlElement, (row, column): (usize, usize)) {
    let Some(sizes) = sizes(grid) else { return };
    let scrolled = |now: i32, room: i32, head: f64, cell: f64, place: usize| {
        #[expect(clippy::cast_precision_loss, reason = "a small number")]
        let from = place as f64 * cell;
        let room = f64::from(room) - head;
        let now = f64::from(now);
        let shown = now.min(from).max(from + cell - room);
        #[expect(clippy::cast_possible_truncation, reason = "a size in pixels")]
        let shown = shown.round() as i32;
        shown
    };
    let (head, cell) = (sizes.head, sizes.cell);
    let top = scrolled(grid.scroll_top(), grid.client_height(), head.1, cell.1, row);
    let left = scrolled(
        grid.scroll_left(),
        grid.client_width(),
        head.0,
        cell.0,
        column,
    );
    grid.set_scroll_top(top);
    grid.set_scroll_left(left);
}
