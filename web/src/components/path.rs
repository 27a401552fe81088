//! The way the request took: the list of gates, a walk along them, and copies to take away.

use crate::components::gate::Gate;
use crate::components::menu_button::MenuButton;
use crate::components::walk::{Walk, stop};
use crate::icon::Icon;
use crate::menus::{MenuOf, MenuRequest};
use workbench::message::Message;
use workbench::view::path::{Fork, PathView};
use workbench::view::steps::StepView;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to draw.
    pub(crate) view: PathView,
    /// Where the walk is, if there is one.
    pub(crate) step: Option<StepView>,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
    /// Asks for a menu.
    pub(crate) ask_menu: Callback<MenuRequest>,
}

/// The way the request took.
#[component]
pub(crate) fn Path(props: &Props) -> Html {
    let Props {
        view,
        step,
        send,
        ask_menu,
    } = props;
    let gates = view.gates.iter().map(|gate| {
        html! { <Gate key={format!("{:?}", gate.key)} view={gate.clone()} {send} /> }
    });
    html! {
        <section class="path" aria-labelledby="path-title">
            <div class="path-head" data-walks={step.is_some().to_string()}>
                <h2 id="path-title">{ "Decision path" }</h2>
                <Walk view={step.clone()} {send} />
                <MenuButton class="button button-quiet button-icon button-small" label="Copy the path"
                    of={MenuOf::Path} {ask_menu}>
                    { Icon::More.draw() }
                </MenuButton>
                if let Some(step) = step { { stop(step) } }
            </div>
            if let Some(fork) = &view.fork { { sides(fork) } }
            <ol class="gates" role="list" aria-label="Decision path"
                data-forks={view.fork.is_some().then_some("true")}>{ for gates }</ol>
        </section>
    }
}

/// Says why the line forks.
fn sides(fork: &Fork) -> Html {
    html! {
        <p class="path-sides">
            { "Two accounts are asked, and both have to allow: the caller’s, " }
            <strong>{ &fork.caller }</strong>{ ", and the resource’s, " }<strong>{ &fork.resource }</strong>{ "." }
        </p>
    }
}
