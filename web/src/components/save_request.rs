//! Saves the present request under a name, with what should come of it.

use crate::components::expectation::expectation;
use scenario::Expectation;
use web_sys::HtmlInputElement;
use workbench::message::Message;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// A name for it.
    pub(crate) name: String,
    /// What it gets now.
    pub(crate) present: Option<Expectation>,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
}

/// The line that saves the present request.
#[component]
pub(crate) fn SaveRequest(props: &Props) -> Html {
    let name = use_state(|| props.name.clone());
    // Unless something else is chosen, what it gets now is what it should get.
    let chosen = use_state(|| None::<Option<Expectation>>);
    let expected = chosen.unwrap_or(props.present);
    let oninput = {
        let name = name.clone();
        move |event: InputEvent| name.set(event.target_unchecked_into::<HtmlInputElement>().value())
    };
    let expect = {
        let chosen = chosen.clone();
        Callback::from(move |expected| chosen.set(Some(expected)))
    };
    let onsubmit = {
        let (name, send) = (name.clone(), props.send.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            send.emit(Message::SaveRequest {
                name: (*name).clone(),
                expected,
            });
        }
    };
    html! {
        <form class="tests-save" aria-label="Save the current request" {onsubmit}>
            <input class="input" aria-label="Name of the test" autocomplete="off" spellcheck="false"
                value={(*name).clone()} {oninput} />
            { expectation("Expected of the current request", expected, expect) }
            <button type="submit" class="button">{ "Save this request" }</button>
        </form>
    }
}
