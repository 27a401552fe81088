//! Sentences whose parts between backticks are code.

use workbench::visible;
use yew::prelude::*;

/// A sentence.
pub(crate) fn prose(sentence: &str) -> Html {
    let parts = sentence.split('`').enumerate();
    parts
        .map(|(position, part)| match position % 2 {
            0 => html! { { visible(part) } },
            _ => html! { <code>{ visible(part) }</code> },
        })
        .collect()
}

/// A name that people gave: apart from the text around it, with nothing in it that is not seen.
pub(crate) fn name(text: &str) -> Html {
    html! { <bdi>{ visible(text) }</bdi> }
}
