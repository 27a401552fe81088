//! What is printed: everything in one column, each policy with its whole text. It is drawn while
//! the page is printed and seen on paper only.

use crate::icon::Icon;
use crate::prose::{name, prose};
use workbench::view::print::{PrintView, PrintedStop};
use workbench::view::tree::{TreeRow, layer_name};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to print.
    pub(crate) view: PrintView,
}

/// The sheet.
#[component]
pub(crate) fn Print(props: &Props) -> Html {
    let view = &props.view;
    let verdict = &view.verdict;
    html! {
        <main class="print">
            <h1>{ name(&view.title) }</h1>
            { for view.notes.iter().map(|paragraph| html! { <p>{ prose(paragraph) }</p> }) }
            <h2>{ "Request" }</h2>
            <dl class="print-request">
                { for view.request.iter().map(|(name, value)| html! {
                    <><dt>{ name }</dt><dd>{ value }</dd></>
                }) }
            </dl>
            <p class="print-verdict" data-state={verdict.state.code()}>
                { Icon::of(verdict.state).draw() }
                <strong>{ verdict.word }</strong>
                <span>{ prose(&verdict.sentence) }</span>
            </p>
            if !verdict.provisional.is_empty() {
                <p>{ format!("Provisional: not all of {} can be read.", verdict.provisional.join(", ")) }</p>
            }
            <h2>{ "Decision path" }</h2>
            <ol class="print-path">{ for view.stops.iter().map(stop) }</ol>
            <h2>{ "Organization" }</h2>
            <ul class="print-tree">{ for view.rows.iter().map(row) }</ul>
            if 0 < view.left_out {
                <p>{ format!("and {} more rows", view.left_out) }</p>
            }
            { for view.policies.iter().map(|(heading, text)| html! {
                <section>
                    <h2>{ heading }</h2>
                    <pre>{ text }</pre>
                </section>
            }) }
        </main>
    }
}

fn stop(stop: &PrintedStop) -> Html {
    html! {
        <li>
            <span class="print-sign">{ Icon::of(stop.state).draw() }</span>
            <div>
                <strong>{ prose(&stop.name) }</strong>{ ": " }{ &stop.says }{ " " }{ prose(&stop.sentence) }
                if !stop.statements.is_empty() {
                    <ul>{ for stop.statements.iter().map(|says| html! { <li>{ prose(says) }</li> }) }</ul>
                }
            </div>
        </li>
    }
}

fn row(row: &TreeRow) -> Html {
    let badges = row.badges.iter().map(|badge| badge.title.as_str());
    let off = row.off.then_some("switched off");
    let management = row.is_management.then_some("management account");
    let words: Vec<&str> = management.into_iter().chain(off).chain(badges).collect();
    html! {
        <li>
            { for (1..row.level).map(|_| html! { <span class="print-indent" /> }) }
            { Icon::of_row(row.kind).draw() }
            <span class={classes!(row.lit.then_some("print-lit"))}>{ &row.name }</span>
            if !row.id.is_empty() { <code>{ &row.id }</code> }
            if !words.is_empty() { <span class="print-soft">{ words.join("; ") }</span> }
            { for row.gates.iter().map(|(layer, state)| html! {
                <span class="print-gate">{ Icon::of(*state).draw() }{ format!("{}: {}", layer_name(*layer), state.word()) }</span>
            }) }
        </li>
    }
}
