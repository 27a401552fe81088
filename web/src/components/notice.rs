//! A line across the page that says what has happened, with its answers.

use crate::icon::Icon;
use crate::prose::prose;
use workbench::message::Message;
use workbench::notice::{Answer, Notice};
use workbench::view::state::State;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// Its place in the list.
    pub(crate) place: usize,
    /// What to say.
    pub(crate) notice: Notice,
    /// Takes the answer.
    pub(crate) send: Callback<Message>,
}

/// News are no question.
const fn sign(state: State) -> Icon {
    match state {
        State::Unknown => Icon::Info,
        other => Icon::of(other),
    }
}

/// A line across the page.
#[component]
pub(crate) fn NoticeBar(props: &Props) -> Html {
    let Props {
        place,
        notice,
        send,
    } = props;
    let place = *place;
    let close = send.reform(move |_: MouseEvent| Message::DismissNotice(place));
    let answer = |answer: Answer| {
        let message = answer.message;
        let onclick = send.reform(move |_: MouseEvent| message.clone());
        html! { <button type="button" class="button" {onclick}>{ answer.label }</button> }
    };
    // What was refused changed nothing, so nothing below moves either.
    let is_over = matches!(notice, Notice::Refused(_)).then_some("true");
    html! {
        <div class="banner" role="alert" data-state={notice.state().code()} data-over={is_over}>
            { sign(notice.state()).draw() }
            <p class="banner-text">{ prose(&notice.text()) }</p>
            <div class="banner-actions">
                { for notice.answers().into_iter().map(answer) }
                if notice.can_be_closed() {
                    <button type="button" class="button button-quiet button-icon" aria-label="Close this message"
                        title="Close" onclick={close}>
                        { Icon::Cross.draw() }
                    </button>
                }
            </div>
        </div>
    }
}
