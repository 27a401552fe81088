//! Sentences whose parts between backticks are code.

use yew::prelude::*;

/// A sentence.
pub(crate) fn prose(sentence: &str) -> Html {
    let parts = sentence.split('`').enumerate();
    parts
        .map(|(position, part)| match position % 2 {
            0 => html! { { part } },
            _ => html! { <code>{ part }</code> },
        })
        .collect()
}
