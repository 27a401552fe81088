//! The bar at the foot of narrow screens, which have room for one part of the page.

use crate::icon::Icon;
use workbench::message::{Message, Pane};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// The part in front.
    pub(crate) pane: Pane,
    /// Takes the choice.
    pub(crate) send: Callback<Message>,
}

const PARTS: [(Pane, Icon, &str); 3] = [
    (Pane::Organization, Icon::Tree, "Organization"),
    (Pane::Policy, Icon::Policy, "Policy"),
    (Pane::Request, Icon::Gate, "Request"),
];

/// The bar at the foot of narrow screens.
#[component]
pub(crate) fn TabBar(props: &Props) -> Html {
    let part = |(pane, icon, name): (Pane, Icon, &'static str)| {
        let onclick = props
            .send
            .reform(move |_: MouseEvent| Message::ShowPane(pane));
        let current = (pane == props.pane).then_some("true");
        html! {
            <button type="button" class="tab-bar-button" aria-current={current} {onclick}>
                { icon.draw() }{ name }
            </button>
        }
    };
    html! { <nav class="tab-bar" aria-label="Parts of the page">{ for PARTS.into_iter().map(part) }</nav> }
}
