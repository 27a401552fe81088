//! A list to choose one thing from. What cannot be chosen stays in the list and says why.

use crate::icon::Icon;
use crate::maybe::maybe;
use crate::prose::{name, prose};
use workbench::message::Message;
use workbench::view::dialog::Choice;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// The list.
    pub(crate) choices: Vec<Choice>,
    /// Takes the choice.
    pub(crate) send: Callback<Message>,
}

/// A list to choose from.
#[component]
pub(crate) fn Choices(props: &Props) -> Html {
    if props.choices.is_empty() {
        return html! { <p class="soft">{ "There is nothing to choose from." }</p> };
    }
    html! { <ul class="choices" role="list">{ for props.choices.iter().enumerate().map(|(place, choice)| line(place, choice, &props.send)) }</ul> }
}

fn line(place: usize, choice: &Choice, send: &Callback<Message>) -> Html {
    let message = choice.problem.is_none().then(|| choice.message.clone());
    let onclick = maybe(send, move |_: MouseEvent| message.clone());
    let refused = choice.problem.is_some().then_some("true");
    html! {
        <li>
            <button type="button" class="choice" autofocus={place == 0} data-level={choice.level.to_string()} aria-disabled={refused} {onclick}>
                <span class="choice-label">{ name(&choice.label) }</span>
                if !choice.detail.is_empty() { <span class="tag">{ &choice.detail }</span> }
                if let Some(problem) = &choice.problem {
                    <span class="choice-note" data-state="implicit">{ Icon::Empty.draw() }<span>{ prose(problem) }</span></span>
                }
            </button>
        </li>
    }
}
