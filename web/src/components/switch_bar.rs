//! The line across the page that tells what is switched off for a trial.

use crate::icon::Icon;
use workbench::message::Message;
use workbench::view::switches::SwitchBar;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to draw.
    pub(crate) view: SwitchBar,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
}

/// So many of them are named.
const NAMED: usize = 4;

/// The line that tells what is off.
#[component]
pub(crate) fn SwitchLine(props: &Props) -> Html {
    let Props { view, send } = props;
    let on = |message: &Message| {
        let message = message.clone();
        send.reform(move |_: MouseEvent| message.clone())
    };
    let row = |(label, message): &(String, Message)| {
        html! {
            <button type="button" class="button button-small" title={format!("Switch {label} on")}
                aria-label={format!("Switch {label} on")} onclick={on(message)}>
                <s>{ label }</s>
            </button>
        }
    };
    html! {
        <div class="banner" role="region" aria-label="Switched off" data-state="skip">
            { Icon::Dash.draw() }
            <p class="banner-text">{ format!("{} while you try things out.", view.text) }</p>
            <div class="banner-actions">
                { for view.rows.iter().take(NAMED).map(row) }
                <button type="button" class="button button-small" onclick={on(&view.all_on)}>{ "Switch all on" }</button>
            </div>
        </div>
    }
}
