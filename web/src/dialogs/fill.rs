//! Fills the request from an error message of AWS or an event of CloudTrail, and shows beforehand
//! what that sets.

use crate::prose::prose;
use web_sys::HtmlTextAreaElement;
use workbench::message::Message;
use workbench::view::fill::FillView;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What was found.
    pub(crate) view: FillView,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
}

/// A text and what it sets.
#[component]
pub(crate) fn Fill(props: &Props) -> Html {
    let Props { view, send } = props;
    let close = send.reform(|_: MouseEvent| Message::ShowDialog(None));
    let oninput = send.reform(|event: InputEvent| {
        Message::TypePasted(event.target_unchecked_into::<HtmlTextAreaElement>().value())
    });
    let answer = |(place, (label, message)): (usize, &(String, Message))| {
        let message = message.clone();
        let onclick = send.reform(move |_: MouseEvent| message.clone());
        let is_last = place + 1 == view.answers.len();
        let class = classes!("button", is_last.then_some("button-primary"));
        html! { <button type="button" {class} {onclick}>{ label }</button> }
    };
    html! {
        <>
            <div class="dialog-body fill">
                <label for="fill-text">{ "An AccessDenied message, a decoded authorization message, or an event of CloudTrail as JSON" }</label>
                <textarea id="fill-text" class="textarea" rows="6" autofocus=true spellcheck="false"
                    aria-invalid={view.problem.is_some().then_some("true")} aria-describedby="fill-found"
                    value={view.text.clone()} {oninput} />
                <div id="fill-found" role="status">{ found(view) }</div>
            </div>
            <div class="dialog-actions">
                <button type="button" class="button" onclick={close}>{ "Cancel" }</button>
                { for view.answers.iter().enumerate().map(answer) }
            </div>
        </>
    }
}

fn found(view: &FillView) -> Html {
    if let Some(problem) = &view.problem {
        return html! { <p class="field-note" data-state="deny">{ prose(problem) }</p> };
    }
    let line = |(name, value): &(String, String)| {
        html! { <><dt>{ name }</dt><dd class="code">{ value }</dd></> }
    };
    html! {
        <>
            if !view.sets.is_empty() { <dl class="fill-sets">{ for view.sets.iter().map(line) }</dl> }
            { list("Good to know", &view.notes) }
            { list("Not used", &view.unused) }
        </>
    }
}

fn list(title: &'static str, sentences: &[String]) -> Html {
    if sentences.is_empty() {
        return html! {};
    }
    html! {
        <>
            <h3>{ title }</h3>
            <ul>{ for sentences.iter().map(|sentence| html! { <li>{ prose(sentence) }</li> }) }</ul>
        </>
    }
}
