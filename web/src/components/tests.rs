//! The drawer at the foot of the page: saved requests with what is expected of them, what they
//! get, and what has changed since a scenario was pinned.

use crate::components::editor_properties::sign;
use crate::components::menu_button::MenuButton;
use crate::components::save_request::SaveRequest;
use crate::components::splitter::{Part, Splitter};
use crate::components::test_row::TestLine;
use crate::icon::Icon;
use crate::menus::{MenuOf, MenuRequest};
use crate::prose::{name, prose};
use workbench::MatrixMessage;
use workbench::message::Message;
use workbench::test_run::Coverage;
use workbench::view::tests_drawer::{BaselineView, FlipView, Got, TestsView};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to draw; only the head, as long as nobody needs more.
    pub(crate) view: Option<TestsView>,
    /// Whether the matrix is shown in its place.
    pub(crate) matrix: bool,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
    /// Asks for a menu.
    pub(crate) ask_menu: Callback<MenuRequest>,
}

/// The drawer.
#[component]
pub(crate) fn Tests(props: &Props) -> Html {
    let Props {
        matrix,
        view,
        send,
        ask_menu,
    } = props;
    let toggle = send.reform(|_: MouseEvent| Message::Matrix(MatrixMessage::Toggle));
    let open = view.as_ref().is_some_and(|view| view.open);
    let onclick = send.reform(move |_: MouseEvent| Message::ShowTests(!open));
    html! {
        <section class="tests" aria-labelledby="tests-title" data-open={open.to_string()}>
            if open { <Splitter part={Part::Tests} /> }
            <div class="tests-head">
                <h2>
                    <button type="button" class="fold-head" aria-expanded={open.to_string()} {onclick}>
                        <span id="tests-title">{ "Tests" }</span>
                        if let Some(view) = view { { summary(view) } }
                        { Icon::Chevron.draw() }
                    </button>
                </h2>
                <button type="button" class="button button-small" title="Who may do what, as a table (F9)"
                    aria-expanded={matrix.to_string()} onclick={toggle}>{ "Matrix" }</button>
                if open { { tools(view.as_ref(), send, ask_menu) } }
            </div>
            if let Some(view) = view.as_ref().filter(|view| view.open) { { body(view, send, ask_menu) } }
        </section>
    }
}

fn summary(view: &TestsView) -> Html {
    html! {
        <span class="tests-summary" data-state={view.state.code()}>
            { Icon::of(view.state).draw() }{ &view.summary }
            if view.waiting { { " …" } }
        </span>
    }
}

fn tools(
    view: Option<&TestsView>,
    send: &Callback<Message>,
    ask_menu: &Callback<MenuRequest>,
) -> Html {
    let is_pinned = view.is_some_and(|view| view.baseline.is_some());
    let pin = send.reform(|_: MouseEvent| Message::PinBaseline);
    let unpin = send.reform(|_: MouseEvent| Message::DropBaseline);
    html! {
        <div class="tests-tools">
            <button type="button" class="button button-small" onclick={pin}
                title="From now on, see which answers change">
                { if is_pinned { "Pin again" } else { "Pin this scenario" } }
            </button>
            if is_pinned {
                <button type="button" class="button button-small" onclick={unpin}>{ "Unpin" }</button>
            }
            <MenuButton class="button button-small" of={MenuOf::Report} {ask_menu}>
                { "Export" }{ Icon::Down.draw() }
            </MenuButton>
        </div>
    }
}

fn body(view: &TestsView, send: &Callback<Message>, ask_menu: &Callback<MenuRequest>) -> Html {
    let rows = view.rows.iter().enumerate().map(|(place, row)| {
        html! { <TestLine key={row.name.clone()} {place} row={row.clone()} {send} {ask_menu} /> }
    });
    html! {
        <div class="tests-body">
            <SaveRequest key={view.suggested_name.clone()} name={view.suggested_name.clone()}
                present={view.present} {send} />
            if let Some(baseline) = &view.baseline { { changed(baseline, send) } }
            if !view.rows.is_empty() {
                <ul class="tests-rows" role="list" aria-label="Saved requests">{ for rows }</ul>
                <p class="tests-coverage">{ format!("Coverage: {}.", view.coverage) }</p>
                <ul class="tests-legend" role="list" aria-label="Signs in the margin of the policy">
                    { for [Coverage::Decided, Coverage::Matched, Coverage::Never].map(legend) }
                </ul>
            }
        </div>
    }
}

fn legend(coverage: Coverage) -> Html {
    html! {
        <li>
            <span class={format!("coverage-sign coverage-{}", sign(coverage))} aria-hidden="true" />
            { coverage.words() }
        </li>
    }
}

fn changed(view: &BaselineView, send: &Callback<Message>) -> Html {
    html! {
        <div class="tests-changed" role="group" aria-label="What has changed">
            <p>{ workbench::view::verdict::capitalized(&view.text) }{ "." }</p>
            if !view.changes.is_empty() {
                <ul role="list">{ for view.changes.iter().map(|flip| flipped(flip, send)) }</ul>
            }
        </div>
    }
}

fn flipped(view: &FlipView, send: &Callback<Message>) -> Html {
    let place = view.place;
    let ask = send.reform(move |_: MouseEvent| Message::AskSaved(place));
    html! {
        <li class="flip">
            <button type="button" class="link" onclick={ask}>{ name(&view.name) }</button>
            <span class="flip-side"><span class="flip-when">{ "before" }</span>{ got(&view.before) }</span>
            <span class="flip-side"><span class="flip-when">{ "now" }</span>{ got(&view.after) }</span>
        </li>
    }
}

/// An answer with its reason.
fn got(view: &Got) -> Html {
    html! {
        <span class="got" data-state={view.state.code()}>
            { Icon::of(view.state).draw() }
            <span><strong>{ view.word }</strong>{ ": " }{ prose(&view.sentence) }</span>
        </span>
    }
}
