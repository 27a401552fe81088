//! What the author of the scenario says about it: what to look at, and what to try.

use crate::icon::Icon;
use crate::prose::name;
use workbench::message::Message;
use workbench::view::about::AboutView;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to draw.
    pub(crate) view: AboutView,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
}

/// The author's words.
#[component]
pub(crate) fn About(props: &Props) -> Html {
    let hide = props.send.reform(|_: MouseEvent| Message::ShowAbout(false));
    html! {
        <section class="about" id="about" aria-labelledby="about-title">
            <h2 class="about-title" id="about-title">{ name(&props.view.title) }</h2>
            <div class="about-text">
                { for props.view.paragraphs.iter().map(|paragraph| html! { <p>{ name(paragraph) }</p> }) }
            </div>
            <button type="button" class="button button-quiet button-icon" aria-label="Hide the notes"
                title="Hide" onclick={hide}>
                { Icon::Cross.draw() }
            </button>
        </section>
    }
}
