//! A button that opens a menu.

use crate::menus::{MenuOf, MenuRequest};
use web_sys::HtmlElement;
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
        let anchor = event.target_dyn_into::<web_sys::Element>();
        let anchor = anchor.and_then(|inner| inner.closest("button").ok().flatten());
        if let Some(anchor) = anchor {
            ask_menu.emit(MenuRequest {
                of: of.clone(),
                anchor,
                point: None,
            });
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

/// The menu of something whose row is `element`, asked for by a key or at the pointer.
pub(crate) fn at(element: HtmlElement, of: MenuOf, point: Option<(i32, i32)>) -> MenuRequest {
    MenuRequest {
        of,
        anchor: element.into(),
        point,
    }
}
