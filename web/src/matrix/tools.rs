//! What can be chosen for the matrix.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, HtmlSelectElement};
use workbench::MatrixMessage;
use workbench::matrix::{Axis, Order};
use workbench::message::Message;
use workbench::view::matrix::{MatrixView, SideView};
use workbench::view::verdict::capitalized;
use yew::prelude::*;

/// The button that pins the scenario, or lets go of it.
pub(super) fn pin(view: &MatrixView, send: &Callback<Message>) -> Html {
    let is_pinned = view.pinned.is_some();
    let onclick = send.reform(move |_: MouseEvent| match is_pinned {
        true => Message::DropBaseline,
        false => Message::PinBaseline,
    });
    html! {
        <button type="button" class="button button-small" {onclick}
            title="From now on, see which answers change">
            { if is_pinned { "Unpin" } else { "Pin this scenario" } }
        </button>
    }
}

/// Everything else.
pub(super) fn choices(view: &MatrixView, open: bool, tell: &Callback<MatrixMessage>) -> Html {
    let swap = tell.reform(|_: MouseEvent| MatrixMessage::Swap);
    let [rows, columns] = &view.sides;
    html! {
        <div class="matrix-tools" data-open={open.to_string()} role="group" aria-label="What the matrix shows">
            { side(rows, tell) }
            <button type="button" class="button button-small matrix-swap" onclick={swap}>
                { "Swap" }
            </button>
            { side(columns, tell) }
            { third(view, tell) }
            { added(view, tell) }
        </div>
    }
}

fn side(view: &SideView, tell: &Callback<MatrixMessage>) -> Html {
    let side = view.side;
    let name = capitalized(side.word());
    let choose = tell.reform(move |event: Event| {
        let axis = Axis::ALL.get(chosen(&event)).copied();
        MatrixMessage::Choose(side, axis.unwrap_or(Axis::Callers))
    });
    let sort = tell.reform(move |event: Event| {
        let order = Order::ALL.get(chosen(&event)).map(|(order, _)| *order);
        MatrixMessage::Sort(side, order.unwrap_or_default())
    });
    let filter = tell.reform(move |event: InputEvent| MatrixMessage::Filter(side, typed(&event)));
    html! {
        <fieldset class="matrix-side">
            <legend>{ format!("{name} ({})", view.count) }</legend>
            <select class="select" aria-label={format!("{name} are")} onchange={choose}>
                { for Axis::ALL.map(|axis| html! {
                    <option selected={axis == view.axis}>{ capitalized(axis.word()) }</option>
                }) }
            </select>
            <input class="input" type="search" placeholder="Filter" aria-label={format!("Filter {}", side.word())}
                autocomplete="off" spellcheck="false" value={view.filter.clone()} oninput={filter} />
            <select class="select" aria-label={format!("Order of {}", side.word())} onchange={sort}>
                { for Order::ALL.map(|(order, word)| html! {
                    <option selected={order == view.order}>{ word }</option>
                }) }
            </select>
        </fieldset>
    }
}

fn third(view: &MatrixView, tell: &Callback<MatrixMessage>) -> Html {
    let third = &view.third;
    let fix = tell.reform(|event: Event| MatrixMessage::Fix(chosen(&event)));
    let name = capitalized(third.axis.singular());
    let options = third.options.iter().enumerate();
    html! {
        <fieldset class="matrix-side">
            <legend>{ format!("{name} of all cells") }</legend>
            <select class="select matrix-third" aria-label={format!("{name} of all cells")}
                onchange={fix}>
                { for options.map(|(place, option)| html! {
                    <option selected={third.chosen == Some(place)}>{ option }</option>
                }) }
            </select>
        </fieldset>
    }
}

fn added(view: &MatrixView, tell: &Callback<MatrixMessage>) -> Html {
    let add = tell.reform(|event: Event| {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        MatrixMessage::Add(input.map(|input| input.value()).unwrap_or_default())
    });
    html! {
        <fieldset class="matrix-side">
            <legend>{ "More actions and resources" }</legend>
            <input class="input matrix-added" type="text" placeholder="s3:Get*, arn:…"
                aria-label="More actions and resources" autocomplete="off" spellcheck="false"
                value={view.added.clone()} onchange={add} />
        </fieldset>
    }
}

fn typed(event: &InputEvent) -> String {
    event.target_unchecked_into::<HtmlInputElement>().value()
}

/// The place of the option that was chosen.
fn chosen(event: &Event) -> usize {
    let select: Option<HtmlSelectElement> = event.target_dyn_into();
    let place = select.map(|select| select.selected_index());
    place
        .and_then(|place| usize::try_from(place).ok())
        .unwrap_or(0)
}
