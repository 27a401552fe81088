//! A gate of the decision path, or a stop of one: closed a line, opened its stops, its policies
//! and their statements.

use crate::components::question::Question;
use crate::components::statement::Statement;
use crate::icon::Icon;
use crate::prose::{name, prose};
use iam::trace::GateRole;
use workbench::message::Message;
use workbench::view::path::{GateView, PolicyTraceView, Side};
use workbench::view::question::KeyQuestion;
use workbench::view::state::State;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to draw.
    pub(crate) view: GateView,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
}

/// A gate or stop.
#[component]
pub(crate) fn Gate(props: &Props) -> Html {
    let Props { view, send } = props;
    html! {
        <li class="gate" data-state={view.state.code()} data-role={role_name(view.role)}
            data-side={view.side.map(side_name)} data-current={view.current.then_some("true")} aria-current={view.current.then_some("step")}>
            <span class="gate-marker">{ Icon::of(view.state).draw() }</span>
            { head(view, send) }
            if view.open { { body(view, send) } }
        </li>
    }
}

fn head(view: &GateView, send: &Callback<Message>) -> Html {
    let words = html! {
        <>
            <span class="gate-name">{ &view.name }</span>
            if let Some(side) = view.side {
                <span class="gate-side" aria-hidden="true">{ side_name(side) }</span>
                <span class="unseen">{ format!(" ({}’s side) ", side_name(side)) }</span>
            }
            <span class="gate-says">{ prose(&view.says) }</span>
            if view.role == GateRole::Decides { <span class="unseen">{ ", decides" }</span> }
        </>
    };
    if !view.opens {
        return html! { <h3 class="gate-title"><span class="gate-head">{ words }</span></h3> };
    }
    let toggle = view.toggle.clone();
    let onclick = send.reform(move |_: MouseEvent| toggle.clone());
    html! {
        <h3 class="gate-title">
            <button type="button" class="gate-head" aria-expanded={view.open.to_string()} {onclick}>
                { words }
                { Icon::Chevron.draw() }
            </button>
        </h3>
    }
}

fn body(view: &GateView, send: &Callback<Message>) -> Html {
    let stops = view.stops.iter().map(|stop| {
        html! { <Gate key={format!("{:?}", stop.key)} view={stop.clone()} {send} /> }
    });
    let key = view.key;
    let show_all = send.reform(move |_: MouseEvent| Message::ToggleAllStatements(key));
    html! {
        <div class="gate-body">
            if says_more_than_its_cards(view) {
                <p class="gate-sentence">{ prose(&view.sentence) }</p>
            }
            if !view.stops.is_empty() {
                <ol class="stops" role="list">{ for stops }</ol>
            }
            if !view.questions.is_empty() { { questions(view, send) } }
            { for view.policies.iter().map(|policy| policy_trace(policy, send)) }
            if 0 < view.left_out {
                <button type="button" class="button button-quiet button-small more-statements" onclick={show_all}>
                    { left_out(view.left_out) }
                </button>
            }
            if 0 < view.beyond {
                <p class="soft">{ beyond(view.beyond) }</p>
            }
        </div>
    }
}

fn questions(view: &GateView, send: &Callback<Message>) -> Html {
    let gate = format!("{:?}", view.key);
    let question = |question: &KeyQuestion| {
        html! { <Question key={question.key.clone()} view={question.clone()} gate={gate.clone()} {send} /> }
    };
    html! {
        <div class="questions" role="group" aria-label="Condition keys to fill in">
            { for view.questions.iter().map(question) }
        </div>
    }
}

fn policy_trace(view: &PolicyTraceView, send: &Callback<Message>) -> Html {
    let policy = view.policy;
    let open = send.reform(move |_: MouseEvent| Message::OpenPolicy(policy));
    let statements = view.statements.iter().map(|statement| {
        html! { <Statement key={statement.key.index} view={statement.clone()} {send} /> }
    });
    html! {
        <div class="policy-trace" key={format!("{:?}", view.policy)}>
            <div class="policy-trace-head">
                <button type="button" class="link" onclick={open}>{ name(&view.name) }</button>
                <span class="soft">{ name(&view.origin) }</span>
            </div>
            { for statements }
        </div>
    }
}

/// Where a card says that it allows or denies, the gate need not say so again.
fn says_more_than_its_cards(view: &GateView) -> bool {
    let by_cards = matches!(view.state, State::Allow | State::Deny) && !view.policies.is_empty();
    view.stops.is_empty() && !by_cards
}

fn left_out(count: usize) -> String {
    match count {
        1 => "Show 1 more statement, which does not apply".into(),
        several => format!("Show {several} more statements, which do not apply"),
    }
}

fn beyond(count: usize) -> String {
    match count {
        1 => "1 more statement is not shown".into(),
        several => format!("{several} more statements are not shown"),
    }
}

const fn side_name(side: Side) -> &'static str {
    match side {
        Side::Caller => "caller",
        Side::Resource => "resource",
    }
}

const fn role_name(role: GateRole) -> &'static str {
    match role {
        GateRole::Passed => "passed",
        GateRole::Decides => "decides",
        GateRole::After => "after",
    }
}
