//! Shows the effective organization policies of a node, level by level.

use crate::icon::Icon;
use crate::prose::prose;
use workbench::message::Message;
use workbench::view::effective::{EffectiveView, Held, Level, Section};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to show.
    pub(crate) view: EffectiveView,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
}

/// Shows the effective policies.
#[component]
pub(crate) fn Effective(props: &Props) -> Html {
    html! {
        <div class="dialog-body effective" tabindex="0" role="group" aria-labelledby="dialog-title">
            if let Some(remark) = &props.view.remark { <p class="effective-remark">{ remark }</p> }
            { for props.view.sections.iter().map(|view| section(view, &props.send)) }
        </div>
    }
}

fn section(view: &Section, send: &Callback<Message>) -> Html {
    let line = |text: &String| html! { <li>{ prose(text) }</li> };
    html! {
        <section aria-label={view.heading}>
            <h3>{ view.heading }</h3>
            <ol class="levels" role="list">{ for view.levels.iter().map(|view| level(view, send)) }</ol>
            <div class="effective-left">
                <h4>{ "What is left" }</h4>
                if view.left.is_empty() {
                    <p>{ "Nothing: no action is allowed on every level without being denied on one." }</p>
                } else {
                    <ul>{ for view.left.iter().map(line) }</ul>
                }
                if !view.denied.is_empty() {
                    <h4>{ "Denied for some resources or under some conditions" }</h4>
                    <ul>{ for view.denied.iter().map(line) }</ul>
                }
            </div>
        </section>
    }
}

fn level(view: &Level, send: &Callback<Message>) -> Html {
    html! {
        <li class="level" data-state={view.state.code()}>
            <div class="level-head">
                { Icon::of(view.state).draw() }
                <strong>{ workbench::view::verdict::capitalized(&view.label) }</strong>
                <span class="soft small">{ &view.quota }</span>
            </div>
            <p>{ prose(&view.lets) }</p>
            if !view.denies.is_empty() {
                <ul>{ for view.denies.iter().map(|deny| html! { <li>{ "denies " }{ prose(deny) }</li> }) }</ul>
            }
            if !view.policies.is_empty() {
                <p class="level-policies">{ for view.policies.iter().map(|held| policy(held, send)) }</p>
            }
        </li>
    }
}

fn policy(held: &Held, send: &Callback<Message>) -> Html {
    let policy = held.policy;
    let open = send.reform(move |_: MouseEvent| Message::OpenPolicy(policy));
    html! {
        <span>
            <button type="button" class="link" onclick={open}>{ &held.name }</button>
            <span class="soft small">
                { " " }{ &held.size }
                if held.off { { ", switched off" } }
            </span>
        </span>
    }
}
