//! Shows the link to the work, to be copied.

use web_sys::HtmlTextAreaElement;
use workbench::message::Message;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// The whole address.
    pub(crate) link: String,
    /// How long it is, and what follows from that.
    pub(crate) remark: String,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
}

/// Shows the link.
#[component]
pub(crate) fn Share(props: &Props) -> Html {
    let copy = props.send.reform(|_: MouseEvent| Message::CopyLink);
    let save = props.send.reform(|_: MouseEvent| Message::Export);
    // All of it, so that copying by hand takes one key.
    let select = |event: FocusEvent| {
        event
            .target_unchecked_into::<HtmlTextAreaElement>()
            .select()
    };
    html! {
        <>
            <div class="dialog-body">
                <textarea class="textarea share-link" aria-label="Link" readonly=true rows="4"
                    value={props.link.clone()} onfocus={select} />
                <p class="field-note">{ &props.remark }</p>
            </div>
            <div class="dialog-actions">
                <button type="button" class="button" onclick={save}>{ "Save as a file" }</button>
                <button type="button" class="button button-primary" autofocus=true onclick={copy}>{ "Copy link" }</button>
            </div>
        </>
    }
}
