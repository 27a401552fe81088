//! The lines between the columns and above the tests, which can be dragged: by pointer, or by keys
//! as a separator of the ARIA pattern. Sizes go to the style sheet as custom properties and are
//! remembered by the browser; they are no part of anybody's work.

use crate::{page, storage};
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// What is made larger or smaller.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Part {
    /// The column of the organization.
    Tree,
    /// The column of the request.
    Request,
    /// The drawer of tests.
    Tests,
    /// The drawer with the matrix.
    Matrix,
}

/// So far an arrow key goes.
const STEP: f64 = 16.0;

impl Part {
    /// The custom property, which is also the name that the browser keeps it under.
    const fn property(self) -> &'static str {
        match self {
            Part::Tree => "--tree-width",
            Part::Request => "--request-width",
            Part::Tests => "--tests-height",
            Part::Matrix => "--matrix-size",
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Part::Tree => "Width of the organization",
            Part::Request => "Width of the request",
            Part::Tests => "Height of the tests",
            Part::Matrix => "Height of the matrix",
        }
    }

    fn element(self) -> Option<HtmlElement> {
        page::find(match self {
            Part::Tree => ".column-tree",
            Part::Request => ".column-request",
            Part::Tests => ".tests",
            Part::Matrix => ".matrix",
        })
    }

    /// The smallest and the largest size, in pixels, that leave room for the rest.
    fn limits(self) -> (f64, f64) {
        let size = |size: Option<i32>| f64::from(size.unwrap_or(1200));
        let body = page::find("body");
        let width = size(body.as_ref().map(|body| body.client_width()));
        let height = size(body.as_ref().map(|body| body.client_height()));
        match self {
            Part::Tree => (220.0, (width - 700.0).clamp(220.0, 640.0)),
            Part::Request => (360.0, (width - 560.0).clamp(360.0, 1000.0)),
            Part::Tests => (120.0, (height * 0.7).max(120.0)),
            Part::Matrix => (240.0, (height * 0.85).max(240.0)),
        }
    }

    fn size(self) -> f64 {
        let bounds = self
            .element()
            .map(|element| element.get_bounding_client_rect());
        bounds.map_or(0.0, |bounds| match self {
            Part::Tree | Part::Request => bounds.width(),
            Part::Tests | Part::Matrix => bounds.height(),
        })
    }

    /// The size with the line under the pointer.
    fn size_at(self, x: i32, y: i32) -> f64 {
        let (x, y) = (f64::from(x), f64::from(y));
        let bounds = self
            .element()
            .map(|element| element.get_bounding_client_rect());
        bounds.map_or(0.0, |bounds| match self {
            Part::Tree => x - bounds.left(),
            Part::Request => bounds.right() - x,
            Part::Tests | Part::Matrix => bounds.bottom() - y,
        })
    }

    /// What a key makes of a size; `None` for the size that it has by itself.
    fn by_key(self, event: &KeyboardEvent) -> Option<Option<f64>> {
        let (least, most) = self.limits();
        let step = if event.shift_key() { 4.0 * STEP } else { STEP };
        let size = self.size();
        let larger = match self {
            Part::Tree => "ArrowRight",
            Part::Request => "ArrowLeft",
            Part::Tests | Part::Matrix => "ArrowUp",
        };
        let smaller = match self {
            Part::Tree => "ArrowLeft",
            Part::Request => "ArrowRight",
            Part::Tests | Part::Matrix => "ArrowDown",
        };
        Some(match event.key().as_str() {
            key if key == larger => Some(size + step),
            key if key == smaller => Some(size - step),
            "Home" => Some(least),
            "End" => Some(most),
            "Enter" => None,
            _ => return None,
        })
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What it makes larger or smaller.
    pub(crate) part: Part,
}

/// A line that can be dragged.
#[component]
pub(crate) fn Splitter(props: &Props) -> Html {
    let part = props.part;
    let line = use_node_ref();
    use_effect_with((line.clone(), part), |(line, part)| {
        if let Some(size) = storage::size(part.property()) {
            set(*part, Some(size));
        }
        tell(line, *part);
    });
    let onpointerdown = |event: PointerEvent| {
        let line: Element = event.target_unchecked_into();
        // Fails only where the pointer is gone, which then moves nothing.
        let _ = line.set_pointer_capture(event.pointer_id());
    };
    let onpointermove = {
        let line = line.clone();
        move |event: PointerEvent| {
            let target: Element = event.target_unchecked_into();
            if target.has_pointer_capture(event.pointer_id()) {
                set(part, Some(part.size_at(event.client_x(), event.client_y())));
                tell(&line, part);
            }
        }
    };
    let keep = move |_: PointerEvent| storage::keep_size(part.property(), Some(part.size()));
    let reset = {
        let line = line.clone();
        move |_: MouseEvent| change(&line, part, None)
    };
    let onkeydown = {
        let line = line.clone();
        move |event: KeyboardEvent| {
            if let Some(size) = part.by_key(&event) {
                event.prevent_default();
                change(&line, part, size);
            }
        }
    };
    let measure = {
        let line = line.clone();
        move |_: FocusEvent| tell(&line, part)
    };
    let (class, orientation) = match part {
        Part::Tree => ("splitter splitter-tree", "vertical"),
        Part::Request => ("splitter splitter-request", "vertical"),
        Part::Tests | Part::Matrix => ("splitter splitter-tests", "horizontal"),
    };
    html! {
        <div ref={line} {class} role="separator" tabindex="0" aria-orientation={orientation}
            aria-label={part.label()} aria-valuenow="0" aria-valuemin="0" aria-valuemax="0"
            title="Drag, or use the arrow keys; double-click or Enter for the usual size"
            {onpointerdown} {onpointermove} onlostpointercapture={keep} ondblclick={reset}
            {onkeydown} onfocus={measure} />
    }
}

/// Makes a part this large, and keeps that for the next visit.
fn change(line: &NodeRef, part: Part, size: Option<f64>) {
    set(part, size);
    storage::keep_size(part.property(), size.map(|_| part.size()));
    tell(line, part);
}

fn set(part: Part, size: Option<f64>) {
    let Some(root) = page::find(":root") else {
        return;
    };
    let (least, most) = part.limits();
    // Fails only for names that are no property's.
    let _ = match size {
        Some(size) => {
            let size = size.clamp(least, most).round();
            root.style()
                .set_property(part.property(), &format!("{size}px"))
        }
        None => root.style().remove_property(part.property()).map(|_| ()),
    };
}

/// Says how large the part is, to those who cannot see it.
fn tell(line: &NodeRef, part: Part) {
    let Some(line) = line.cast::<Element>() else {
        return;
    };
    let (least, most) = part.limits();
    let size = part.size();
    let values = [
        ("aria-valuenow", size),
        ("aria-valuemin", least.min(size)),
        ("aria-valuemax", most.max(size)),
    ];
    for (name, value) in values {
        // Fails only for names that are no attribute's.
        let _ = line.set_attribute(name, &value.round().to_string());
    }
}
