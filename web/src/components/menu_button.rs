//! A button that opens a menu.

use crate::menus::{MenuOf, MenuRequest};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What it is called, where its content does not say it.
    #[prop_or_default]
    pub(crate) label: Option<String>,
    /// Its looks.
    pub(crate) class: Classes,
    /// Whose menu.
    pub(crate) of: MenuOf,
    /// Asks for the menu.
    pub(crate) ask_menu: Callback<MenuRequest>,
    /// Its place in the Tab order.
    #[prop_or("0".into())]
    pub(crate) tabindex: AttrValue,
    /// What stands on it.
    pub(crate) children: Html,
}

/// A button that opens a menu.
#[component]
pub(crate) fn MenuButton(props: &Props) -> Html {
    let (of, ask_menu) = (props.of.clone(), props.ask_menu.clone());
    let onclick = move |event: MouseEvent| {
        event.stop_propagation();
        if let Some(button) = around(&event, "button") {
            ask_menu.emit(at(button, of.clone(), None));
        }
    };
    html! {
        <button
            type="button"
            class={props.class.clone()}
            aria-haspopup="menu"
            aria-label={props.label.clone()}
            title={props.label.clone()}
            tabindex={props.tabindex.clone()}
            {onclick}
        >
            { props.children.clone() }
        </button>
    }
}

/// The element around where an event happened.
pub(crate) fn around(event: &Event, selector: &str) -> Option<HtmlElement> {
    let inner: Element = event.target_dyn_into()?;
    inner.closest(selector).ok()??.dyn_into().ok()
}

/// The menu of what `anchor` stands for, which gets the focus back; at the pointer, or below.
pub(crate) fn at(anchor: HtmlElement, of: MenuOf, point: Option<(i32, i32)>) -> MenuRequest {
    MenuRequest { of, anchor, point }
}
