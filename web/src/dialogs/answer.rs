//! The form in a dialog that asks for something to be typed.

use crate::prose::prose;
use web_sys::HtmlInputElement;
use workbench::message::Message;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What the button says.
    pub(crate) button: &'static str,
    /// Why the answer before was refused.
    pub(crate) problem: Option<String>,
    /// Closes the dialog.
    pub(crate) send: Callback<Message>,
    /// Takes the answer.
    pub(crate) answer: Callback<()>,
    /// The fields.
    pub(crate) children: Html,
}

/// Fields with a button to answer and one to think better of it.
#[component]
pub(crate) fn Answer(props: &Props) -> Html {
    let close = props.send.reform(|_: MouseEvent| Message::ShowDialog(None));
    let onsubmit = props
        .answer
        .reform(|event: SubmitEvent| event.prevent_default());
    html! {
        <form {onsubmit}>
            <div class="dialog-body">
                { props.children.clone() }
                if let Some(problem) = &props.problem {
                    <p class="field-note" role="alert" data-state="deny">{ prose(problem) }</p>
                }
            </div>
            <div class="dialog-actions">
                <button type="button" class="button" onclick={close}>{ "Cancel" }</button>
                <button type="submit" class="button button-primary">{ props.button }</button>
            </div>
        </form>
    }
}

/// A line to type into; the one called `name` has the focus at first.
pub(crate) fn text_input(
    label: &str,
    id: &'static str,
    text: &UseStateHandle<String>,
    class: &'static str,
) -> Html {
    let field = text.clone();
    let oninput = move |event: InputEvent| {
        field.set(event.target_unchecked_into::<HtmlInputElement>().value());
    };
    html! {
        <div class="field">
            <label for={id}>{ label }</label>
            <input {id} {class} autocomplete="off" spellcheck="false" autofocus={id == "name"}
                value={(**text).clone()} {oninput} />
        </div>
    }
}
