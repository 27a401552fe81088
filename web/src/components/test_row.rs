//! A saved request: its name, what it asks, what it gets, and what is expected of it.

use crate::components::expectation::expectation;
use crate::components::menu_button::MenuButton;
use crate::icon::Icon;
use crate::menus::{MenuOf, MenuRequest};
use crate::prose::prose;
use web_sys::HtmlInputElement;
use workbench::message::Message;
use workbench::test_run::Outcome;
use workbench::view::state::State;
use workbench::view::tests_drawer::TestRow;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// Its place in the list.
    pub(crate) place: usize,
    /// What to draw.
    pub(crate) row: TestRow,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
    /// Asks for a menu.
    pub(crate) ask_menu: Callback<MenuRequest>,
}

/// A saved request.
#[component]
pub(crate) fn TestLine(props: &Props) -> Html {
    let Props {
        place,
        row,
        send,
        ask_menu,
    } = props;
    let place = *place;
    let ask = send.reform(move |_: MouseEvent| Message::AskSaved(place));
    let rename = {
        let (name, send) = (row.name.clone(), send.clone());
        move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let typed = input.value();
            // Where the name is refused, the one before stays.
            input.set_value(&name);
            send.emit(Message::RenameSaved(place, typed));
        }
    };
    let (state, word) = outcome(row.outcome);
    let expect = send.reform(move |expected| Message::ExpectSaved(place, expected));
    html! {
        <li class="test" data-current={row.current.then_some("true")}>
            <span class="test-outcome" data-state={state.code()}>{ Icon::of(state).draw() }{ word }</span>
            <input class="input test-name" aria-label={format!("Name of test {}", place + 1)} autocomplete="off"
                spellcheck="false" value={row.name.clone()} onchange={rename} />
            <button type="button" class="link test-request" title="Ask this" onclick={ask}>{ &row.request }</button>
            <span class="got test-got" data-state={row.got.state.code()} title={row.got.sentence.replace('`', "")}>
                { Icon::of(row.got.state).draw() }
                <span><strong>{ row.got.word }</strong>{ ": " }{ prose(&row.got.sentence) }</span>
            </span>
            { expectation(&format!("Expected of {}", row.name), row.expected, expect) }
            <MenuButton class="button button-quiet button-icon button-small"
                label={format!("Actions for test {}", row.name)} of={MenuOf::Saved(place)} {ask_menu}>
                { Icon::More.draw() }
            </MenuButton>
        </li>
    }
}

const fn outcome(outcome: Outcome) -> (State, &'static str) {
    match outcome {
        Outcome::Passes => (State::Allow, "passes"),
        Outcome::Fails => (State::Deny, "fails"),
        Outcome::Unjudged => (State::Skip, "nothing expected"),
    }
}
