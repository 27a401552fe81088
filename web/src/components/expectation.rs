//! The choice of what a saved request should get.

use scenario::Expectation;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

const CHOICES: [(Option<Expectation>, &str); 3] = [
    (Some(Expectation::Allow), "should be allowed"),
    (Some(Expectation::Deny), "should be denied"),
    (None, "nothing expected"),
];

/// The choice.
pub(crate) fn expectation(
    label: &str,
    expected: Option<Expectation>,
    set: Callback<Option<Expectation>>,
) -> Html {
    let onchange = set.reform(|event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        let chosen = usize::try_from(select.selected_index()).ok();
        let chosen = chosen.and_then(|chosen| CHOICES.get(chosen));
        chosen.and_then(|(expected, _)| *expected)
    });
    let option = |(choice, label): (Option<Expectation>, &'static str)| {
        html! { <option selected={choice == expected}>{ label }</option> }
    };
    html! {
        <select class="select test-expected" aria-label={label.to_owned()} {onchange}>
            { for CHOICES.into_iter().map(option) }
        </select>
    }
}
