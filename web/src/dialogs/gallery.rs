//! The examples to choose from, in groups, with a search.

use crate::page;
use crate::prose::prose;
use scenario::examples::Listing;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};
use workbench::message::Message;
use workbench::view::gallery::{GalleryView, Group, search};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to draw.
    pub(crate) view: GalleryView,
    /// Why the example before did not open.
    pub(crate) problem: Option<String>,
    /// Takes the choice.
    pub(crate) send: Callback<Message>,
}

/// The examples.
#[component]
pub(crate) fn Gallery(props: &Props) -> Html {
    let words = use_state(String::new);
    let oninput = {
        let words = words.clone();
        move |event: InputEvent| {
            words.set(event.target_unchecked_into::<HtmlInputElement>().value())
        }
    };
    let list = match &props.view {
        GalleryView::Coming => html! { <p class="soft">{ "Fetching the list of examples…" }</p> },
        GalleryView::Missing => missing(&props.send),
        GalleryView::Here { list, opening } => {
            let groups = search(list, &words);
            found(&groups, opening.as_deref(), &props.send)
        }
    };
    html! {
        <div class="gallery" onkeydown={walk}>
            <div class="gallery-search">
                <input class="input" type="search" aria-label="Search the examples" autofocus=true
                    placeholder="Search" autocomplete="off" spellcheck="false"
                    value={(*words).clone()} {oninput} />
                if let Some(problem) = &props.problem {
                    <p class="field-note" role="alert" data-state="deny">{ prose(problem) }</p>
                }
            </div>
            <div class="dialog-body" aria-live="polite">{ list }</div>
        </div>
    }
}

fn missing(send: &Callback<Message>) -> Html {
    let again = send.reform(|_: MouseEvent| Message::ShowGallery);
    html! {
        <>
            <p>{ "The list of examples could not be fetched. Check the connection and try again." }</p>
            <div><button type="button" class="button" onclick={again}>{ "Try again" }</button></div>
        </>
    }
}

fn found(groups: &[Group], opening: Option<&str>, send: &Callback<Message>) -> Html {
    if groups.is_empty() {
        return html! { <p class="soft">{ "No example has all of these words." }</p> };
    }
    let group = |group: &Group| {
        let id = format!("gallery-{}", group.name.to_lowercase());
        html! {
            <section aria-labelledby={id.clone()}>
                <h3 class="gallery-group" {id}>{ &group.name }</h3>
                <ul class="gallery-list" role="list">
                    { for group.listings.iter().map(|listing| card(listing, opening, send)) }
                </ul>
            </section>
        }
    };
    groups.iter().map(group).collect()
}

fn card(listing: &Listing, opening: Option<&str>, send: &Callback<Message>) -> Html {
    let id = listing.id.clone();
    let onclick = send.reform(move |_: MouseEvent| Message::OpenExample(id.clone()));
    let count = match opening == Some(listing.id.as_str()) {
        true => "Opening…".to_owned(),
        false => format!("{} tests", listing.tests),
    };
    html! {
        <li>
            <button type="button" class="gallery-card" {onclick}>
                <span class="gallery-title">{ &listing.title }</span>
                <span class="tag">{ count }</span>
                <span class="gallery-summary">{ &listing.summary }</span>
                <span class="gallery-teaches">{ &listing.teaches }</span>
            </button>
        </li>
    }
}

/// The arrow keys walk from the search through the examples; Enter in the search opens the first.
fn walk(event: KeyboardEvent) {
    let step = match event.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        "Enter" => 0,
        _ => return,
    };
    let focused = page::document().and_then(|document| document.active_element());
    let stops = stops();
    let at = stops
        .iter()
        .position(|stop| Some(stop.unchecked_ref::<Element>()) == focused.as_ref());
    let Some(at) = at else { return };
    let reached = match (step, at) {
        (0, 0) => stops.get(1),
        (0, _) => return,
        (1, at) => stops.get(at + 1),
        (_, at) => at.checked_sub(1).and_then(|at| stops.get(at)),
    };
    event.prevent_default();
    match (step, reached) {
        (0, Some(first)) => first.click(),
        // Fails only where it is gone.
        (_, Some(stop)) => drop(stop.focus()),
        (_, None) => {}
    }
}

/// The search and every card, in order.
fn stops() -> Vec<HtmlElement> {
    let stops = page::document().and_then(|page| {
        page.query_selector_all(".gallery-search input, .gallery-card")
            .ok()
    });
    let Some(stops) = stops else {
        return Vec::new();
    };
    let stops = (0..stops.length()).filter_map(|at| stops.get(at)?.dyn_into().ok());
    stops.collect()
}
