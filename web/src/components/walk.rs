//! The walk along the decision path: where it is, what that stop says, and the way on.

use crate::icon::Icon;
use crate::maybe::maybe;
use crate::page;
use crate::prose::prose;
use workbench::message::Message;
use workbench::steps::Step;
use workbench::view::steps::StepView;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// Where the walk is, if there is one.
    pub(crate) view: Option<StepView>,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
}

/// The buttons that walk, and the stop they have come to.
#[component]
pub(crate) fn Walk(props: &Props) -> Html {
    let Props { view, send } = props;
    let key = view.as_ref().map(|view| view.key);
    use_effect_with(key, |key| {
        if key.is_some() {
            page::bring_into_view(".gate[data-current='true'] > .gate-title");
        }
    });
    let walks = key.is_some();
    let onkeydown = maybe(send, move |event: KeyboardEvent| {
        let step = step(&event.key(), walks)?;
        event.prevent_default();
        event.stop_propagation();
        Some(Message::Step(step))
    });
    let button = |label: &'static str, class: &'static str, icon: Icon, step| {
        let onclick = send.reform(move |_: MouseEvent| Message::Step(step));
        html! {
            <button type="button" class={classes!("button", "button-quiet", "button-icon", "button-small", class)}
                aria-label={label} title={label} {onclick}>
                { icon.draw() }
            </button>
        }
    };
    html! {
        <div class="walk" role="toolbar" aria-label="Walk along the path" {onkeydown}>
            if let Some(view) = view {
                { button("End the walk", "walk-end", Icon::Cross, Step::End) }
                <span class="walk-place">{ format!("{} of {}", view.position, view.count) }</span>
            }
            { button("Previous stop", "walk-back", Icon::Chevron, Step::Previous) }
            { button("Next stop", "walk-on", Icon::Chevron, Step::Next) }
        </div>
    }
}

/// What the stop says.
pub(crate) fn stop(view: &StepView) -> Html {
    html! {
        <div class="walk-stop" data-state={view.state.code()}>
            { Icon::of(view.state).draw() }
            <p><strong>{ &view.name }</strong>{ ": " }{ prose(&view.sentence) }{ ". " }
                <span class="soft">{ view.meaning }</span></p>
        </div>
    }
}

fn step(key: &str, walks: bool) -> Option<Step> {
    match key {
        "ArrowLeft" | "ArrowUp" => Some(Step::Previous),
        "ArrowRight" | "ArrowDown" => Some(Step::Next),
        "Home" => Some(Step::First),
        "End" => Some(Step::Last),
        "Escape" if walks => Some(Step::End),
        _ => None,
    }
}
