//! What is wrong with the policy in front; choosing a finding shows its place.

use crate::icon::Icon;
use crate::prose::prose;
use workbench::message::Message;
use workbench::view::policy::FindingView;
use workbench::view::verdict::capitalized;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// The findings, the worst first.
    pub(crate) findings: Vec<FindingView>,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
}

/// What is wrong with the policy in front.
#[component]
pub(crate) fn Findings(props: &Props) -> Html {
    if props.findings.is_empty() {
        return html! {};
    }
    let line = |finding: &FindingView| {
        let (from, to) = (finding.from, finding.to);
        let reveal = props
            .send
            .reform(move |_: MouseEvent| Message::RevealFinding(from, to));
        html! {
            <li>
                <button type="button" class="finding" data-state={finding.state.code()} onclick={reveal}>
                    { Icon::of(finding.state).draw() }
                    <span><span class="unseen">{ format!("{}: ", finding.severity) }</span>{ prose(&capitalized(&finding.message)) }</span>
                    <span class="finding-place">{ &finding.place }</span>
                </button>
            </li>
        }
    };
    html! {
        <ul class="findings" role="list" aria-label="Findings">{ for props.findings.iter().map(line) }</ul>
    }
}
