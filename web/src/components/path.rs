//! The way the request took: the list of gates.

use crate::components::gate::Gate;
use workbench::message::Message;
use workbench::view::path::PathView;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to draw.
    pub(crate) view: PathView,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
}

/// The way the request took.
#[component]
pub(crate) fn Path(props: &Props) -> Html {
    let gates = props.view.gates.iter().map(|gate| {
        html! { <Gate key={format!("{:?}", gate.key)} view={gate.clone()} send={&props.send} /> }
    });
    html! {
        <section class="path" aria-labelledby="path-title">
            <div class="path-head"><h2 id="path-title">{ "Decision path" }</h2></div>
            <ol class="gates" role="list" aria-label="Decision path">{ for gates }</ol>
        </section>
    }
}
