//! The policies that are open, as tabs above the editor.

use crate::icon::Icon;
use crate::page;
use crate::prose::name;
use workbench::message::Message;
use workbench::view::policy::PolicyTab;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// The open policies.
    pub(crate) tabs: Vec<PolicyTab>,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
}

/// The policies that are open.
#[component]
pub(crate) fn PolicyTabs(props: &Props) -> Html {
    let front = props.tabs.iter().find(|tab| tab.front);
    use_effect_with(front.map(|tab| tab.policy), |_| {
        page::bring_into_view(".policy-tab[data-open='true']");
    });
    html! {
        <ul class="policy-tabs" role="list" aria-label="Open policies">
            { for props.tabs.iter().map(|tab| line(tab, &props.send)) }
        </ul>
    }
}

fn line(tab: &PolicyTab, send: &Callback<Message>) -> Html {
    let policy = tab.policy;
    let open = send.reform(move |_: MouseEvent| Message::OpenPolicy(policy));
    let close = send.reform(move |_: MouseEvent| Message::ClosePolicy(policy));
    html! {
        <li class="policy-tab" key={policy.index()} data-open={tab.front.to_string()}
            data-off={tab.off.then_some("true")} data-policy={policy.index().to_string()} data-lifts="true">
            <button type="button" class="policy-tab-name" aria-current={tab.front.then_some("true")} onclick={open}>
                <span class="policy-tab-text">{ name(&tab.name) }</span>
                if tab.off { <span class="unseen">{ ", off" }</span> }
                <span class="tag">{ tab.kind }</span>
                if tab.broken {
                    <span class="policy-tab-sign" data-state="deny" title="AWS would refuse it">
                        { Icon::Alert.draw() }<span class="unseen">{ "AWS would refuse it" }</span>
                    </span>
                }
            </button>
            <button type="button" class="button button-quiet button-icon button-small"
                aria-label={format!("Close {}", tab.name)} title="Close" onclick={close}>
                { Icon::Cross.draw() }
            </button>
        </li>
    }
}
