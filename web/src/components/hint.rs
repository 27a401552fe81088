//! Something worth saying below a field, with ways out of it.

use crate::prose::prose;
use workbench::message::Message;
use workbench::view::hint::HintView;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What is said.
    pub(crate) view: HintView,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
}

/// Something worth saying.
#[component]
pub(crate) fn Hint(props: &Props) -> Html {
    let way = |(label, message): &(String, Message)| {
        let (send, message) = (props.send.clone(), message.clone());
        let onclick = move |_: MouseEvent| send.emit(message.clone());
        html! { <button type="button" class="link code" {onclick}>{ label }</button> }
    };
    html! {
        <p class="field-note hint" role="status" aria-label="Hint" data-state="implicit">
            { prose(&props.view.text) }{ " " }
            { for props.view.ways.iter().map(way) }
        </p>
    }
}
