//! The field that searches a long tree.

use crate::page;
use web_sys::HtmlInputElement;
use workbench::message::Message;
use workbench::view::tree::TreeSearch;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What is searched and found.
    pub(crate) view: TreeSearch,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
}

/// The field.
#[component]
pub(crate) fn SearchField(props: &Props) -> Html {
    let send = &props.send;
    let oninput = send.reform(|event: InputEvent| {
        Message::FilterTree(event.target_unchecked_into::<HtmlInputElement>().value())
    });
    let onkeydown = {
        let send = send.clone();
        move |event: KeyboardEvent| {
            match event.key().as_str() {
                "Escape" => send.emit(Message::EndSearch),
                "Enter" | "ArrowDown" => page::focus(".tree-row[aria-selected='true']"),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        }
    };
    html! {
        <>
            <span class="tree-found" role="status">{ props.view.found.clone().unwrap_or_default() }</span>
            <input type="search" class="input tree-search" aria-label="Search the organization"
                placeholder="Search" autocomplete="off" spellcheck="false"
                value={props.view.text.clone()} {oninput} {onkeydown} />
        </>
    }
}
