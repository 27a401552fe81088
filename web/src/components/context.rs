//! The condition keys of the request in groups, and a line to add one.

use crate::components::context_row::ContextLine;
use crate::icon::Icon;
use crate::menus::MenuRequest;
use web_sys::HtmlInputElement;
use workbench::message::Message;
use workbench::view::request::{ContextGroup, ContextView};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to draw.
    pub(crate) view: ContextView,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
    /// Asks for a menu.
    pub(crate) ask_menu: Callback<MenuRequest>,
}

/// The condition keys.
#[component]
pub(crate) fn Context(props: &Props) -> Html {
    let Props {
        view,
        send,
        ask_menu,
    } = props;
    let open = use_state(|| false);
    let toggle = {
        let open = open.clone();
        move |_: MouseEvent| open.set(!*open)
    };
    let group = |group: &ContextGroup| {
        let rows = group.rows.iter().map(|row| {
            html! { <ContextLine key={row.key.clone()} row={row.clone()} {send} {ask_menu} /> }
        });
        html! {
            <div class="context-group" role="group" aria-label={group.name} key={group.name}>
                <h3>{ group.name }</h3>
                { for rows }
            </div>
        }
    };
    html! {
        <div class="context">
            <button type="button" class="context-head" aria-expanded={open.to_string()} onclick={toggle}>
                <span class="context-title">{ "Context" }</span>
                <span class="context-summary" data-lacks={view.lacks.to_string()}>{ &view.summary }</span>
                { Icon::Chevron.draw() }
            </button>
            if *open {
                <div class="context-body">
                    { for view.groups.iter().map(group) }
                    <AddKey {send} />
                </div>
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct AddProps {
    send: Callback<Message>,
}

/// A key that neither AWS supplies nor a policy asks for.
#[component]
fn AddKey(props: &AddProps) -> Html {
    let (key, value) = (use_state(String::new), use_state(String::new));
    let type_into = |field: &UseStateHandle<String>| {
        let field = field.clone();
        move |event: InputEvent| {
            field.set(event.target_unchecked_into::<HtmlInputElement>().value())
        }
    };
    let add = {
        let (key, value, send) = (key.clone(), value.clone(), props.send.clone());
        move || {
            if !key.trim().is_empty() {
                send.emit(Message::SetContextKey(
                    key.trim().to_owned(),
                    (*value).clone(),
                ));
                key.set(String::new());
                value.set(String::new());
            }
        }
    };
    let onkeydown = {
        let add = add.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                event.prevent_default();
                add();
            }
        }
    };
    html! {
        <div class="context-add" role="group" aria-label="Add a key" {onkeydown}>
            <input class="input input-code" aria-label="Condition key" placeholder="aws:RequestTag/team"
                autocomplete="off" autocapitalize="off" spellcheck="false"
                value={(*key).clone()} oninput={type_into(&key)} />
            <input class="input input-code" aria-label="Its value" placeholder="value"
                autocomplete="off" autocapitalize="off" spellcheck="false"
                value={(*value).clone()} oninput={type_into(&value)} />
            <button type="button" class="button" onclick={move |_: MouseEvent| add()}>{ "Add" }</button>
        </div>
    }
}
