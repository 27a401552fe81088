//! The middle of the page: the open policies, what is known of the one in front, its findings and
//! its text.

use crate::components::editor::Editor;
use crate::components::findings::Findings;
use crate::components::policy_head::PolicyHead;
use crate::components::policy_tabs::PolicyTabs;
use crate::menus::MenuRequest;
use workbench::message::{Dialog, Message};
use workbench::view::policy::PolicyPane;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to draw.
    pub(crate) view: PolicyPane,
    /// Which work this is, of all that were opened.
    pub(crate) work: u32,
    /// Whether the editor's module is there.
    pub(crate) has_editor: bool,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
    /// Asks for a menu.
    pub(crate) ask_menu: Callback<MenuRequest>,
}

/// The middle of the page.
#[component]
pub(crate) fn PolicyColumn(props: &Props) -> Html {
    let Props {
        view,
        work,
        has_editor,
        send,
        ask_menu,
    } = props;
    let Some(policy) = &view.front else {
        let new = send.reform(|_: MouseEvent| Message::ShowDialog(Some(Dialog::NewPolicy)));
        return html! {
            <section class="policy-none" aria-label="Policy">
                <p>{ "No policy is open. Choose one from the list of policies, or write a new one." }</p>
                <p><button type="button" class="button" onclick={new}>{ "New policy" }</button></p>
            </section>
        };
    };
    html! {
        <section class="policy" aria-labelledby="policy-title">
            <PolicyTabs tabs={view.tabs.clone()} {send} />
            <PolicyHead view={policy.clone()} {send} {ask_menu} />
            <Editor view={policy.clone()} {work} {has_editor} {send} />
            <Findings findings={policy.findings.clone()} {send} />
            <p class="editor-hint">
                <span><kbd>{ "Tab" }</kbd>{ " leaves the editor" }</span>
                <span><kbd>{ "Ctrl+]" }</kbd>{" "}<kbd>{ "Ctrl+[" }</kbd>{ " indent" }</span>
                <span><kbd>{ "F8" }</kbd>{ " next finding" }</span>
            </p>
        </section>
    }
}
