//! The role chain: how the caller came by its session. Each step has its verdict, the gates of the
//! permissions it takes, and what is passed with its call.

use crate::components::caller::{button, pick};
use crate::components::gate::Gate;
use crate::components::session::SessionFields;
use crate::icon::Icon;
use crate::prose::prose;
use workbench::message::Message;
use workbench::view::chain::{ChainView, CheckView, PassedView, StepView};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to draw.
    pub(crate) view: ChainView,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
}

/// The role chain.
#[component]
pub(crate) fn Chain(props: &Props) -> Html {
    let Props { view, send } = props;
    let steps = view.steps.iter().map(|view| step(view, send));
    html! {
        <section class="chain" aria-labelledby="chain-title">
            <div class="section-head">
                <h2 id="chain-title">{ "Role chain" }</h2>
                { button("Leave the role", &view.leave, send) }
            </div>
            <ol class="chain-steps" role="list" aria-label="Role chain">{ for steps }</ol>
        </section>
    }
}

fn step(view: &StepView, send: &Callback<Message>) -> Html {
    html! {
        <li class="chain-step" key={view.back} data-state={view.state.code()}>
            <div class="chain-step-head">
                { Icon::of(view.state).draw() }
                <h3>{ &view.title }</h3>
                <strong class="chain-step-word">{ view.word }</strong>
            </div>
            <p class="chain-step-sentence">{ prose(&view.sentence) }</p>
            { for view.remarks.iter().map(|remark| html! { <p class="field-note">{ prose(remark) }</p> }) }
            <div class="chain-step-actions">
                { fold("Trust decision", view, view.checks.is_some(), &view.toggle, send) }
                { fold("Passed with the call", view, view.passed.is_some(), &view.toggle_passed, send) }
            </div>
            if let Some(passed) = &view.passed { { fields(view.back, passed, send) } }
            if let Some(checks) = &view.checks { { for checks.iter().map(|view| check(view, send)) } }
        </li>
    }
}

fn fold(
    label: &'static str,
    view: &StepView,
    is_open: bool,
    toggle: &Message,
    send: &Callback<Message>,
) -> Html {
    let toggle = toggle.clone();
    let onclick = send.reform(move |_: MouseEvent| toggle.clone());
    html! {
        <button type="button" class="button button-quiet button-small"
            aria-expanded={is_open.to_string()} {onclick}>
            { label }<span class="unseen">{ format!(", {}", view.title) }</span>{ Icon::Down.draw() }
        </button>
    }
}

fn fields(back: usize, view: &PassedView, send: &Callback<Message>) -> Html {
    html! {
        <div class="caller-fields" role="group" aria-label="Passed with the call">
            { pick("Caller", format!("maker-{back}"), &view.makers, send) }
            <span class="field-label" />
            <div>{ button("Another caller…", &view.find, send) }</div>
            <SessionFields view={view.session.clone()} {send} />
        </div>
    }
}

fn check(view: &CheckView, send: &Callback<Message>) -> Html {
    let gates = view.gates.iter().map(|gate| {
        html! { <Gate key={format!("{:?}", gate.key)} view={gate.clone()} {send} /> }
    });
    html! {
        <div class="chain-check" key={view.action.clone()}>
            <p class="chain-check-head" data-state={view.state.code()}>
                <code>{ &view.action }</code>{ " " }<strong>{ view.word }</strong>{ ": " }{ prose(&view.sentence) }
            </p>
            <ol class="gates" role="list" aria-label={format!("Decision path of {}", view.action)}>{ for gates }</ol>
        </div>
    }
}
