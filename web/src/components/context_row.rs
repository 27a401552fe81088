//! A condition key of the request: its value, where that comes from, and the way back.

use crate::components::menu_button::MenuButton;
use crate::icon::Icon;
use crate::menus::{MenuOf, MenuRequest};
use web_sys::HtmlInputElement;
use workbench::message::Message;
use workbench::view::request::{ContextRow, Mark};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to draw.
    pub(crate) row: ContextRow,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
    /// Asks for a menu.
    pub(crate) ask_menu: Callback<MenuRequest>,
}

/// A condition key.
#[component]
pub(crate) fn ContextLine(props: &Props) -> Html {
    let Props {
        row,
        send,
        ask_menu,
    } = props;
    let id = format!("key-{}", row.key);
    let note = format!("{id}-note");
    let (set, reset) = (row.key.clone(), row.key.clone());
    let oninput = send.reform(move |event: InputEvent| {
        let value = event.target_unchecked_into::<HtmlInputElement>().value();
        Message::SetContextKey(set.clone(), value)
    });
    let reset = send.reform(move |_: MouseEvent| Message::ResetContextKey(reset.clone()));
    html! {
        <div class="context-row">
            <label for={id.clone()} title={title(row)}>{ &row.key }</label>
            <input {id} class="input input-code" autocomplete="off" autocapitalize="off" spellcheck="false"
                aria-invalid={row.problem.is_some().then_some("true")} aria-describedby={row.problem.is_some().then(|| note.clone())}
                value={row.value.clone()} {oninput} />
            <span class="context-mark" data-state={state(row.mark)}>
                { row.mark.word() }
                if row.mark.is_by_hand() {
                    <button type="button" class="button button-quiet button-icon button-small"
                        aria-label={format!("Reset {}", row.key)} title="Take back what you set" onclick={reset}>
                        { Icon::Undo.draw() }
                    </button>
                } else {
                    <MenuButton class="button button-quiet button-icon button-small"
                        label={format!("More about {}", row.key)} of={MenuOf::ContextKey(row.key.clone())} {ask_menu}>
                        { Icon::More.draw() }
                    </MenuButton>
                }
            </span>
            if let Some(problem) = row.problem {
                <p class="field-note" id={note} data-state="deny">{ problem }</p>
            }
        </div>
    }
}

/// The whole name, which may not have room, with its type.
fn title(row: &ContextRow) -> String {
    match row.kind {
        Some(kind) => format!("{} ({})", row.key, kind.word()),
        None => row.key.clone(),
    }
}

const fn state(mark: Mark) -> Option<&'static str> {
    match mark {
        Mark::Unknown | Mark::Missing => Some("unknown"),
        Mark::Derived | Mark::Untold | Mark::Given | Mark::Absent => None,
    }
}
