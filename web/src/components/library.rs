//! The policy library: every policy of the scenario, attached or not.

use crate::components::menu_button::MenuButton;
use crate::icon::Icon;
use crate::menus::{MenuOf, MenuRequest};
use crate::prose::name;
use workbench::message::{Dialog, Message};
use workbench::view::library::{LibraryRow, LibraryView};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to draw.
    pub(crate) view: LibraryView,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
    /// Asks for a menu.
    pub(crate) ask_menu: Callback<MenuRequest>,
}

/// The policy library.
#[component]
pub(crate) fn Library(props: &Props) -> Html {
    let new = props
        .send
        .reform(|_: MouseEvent| Message::ShowDialog(Some(Dialog::NewPolicy)));
    let managed = props
        .send
        .reform(|_: MouseEvent| Message::ShowDialog(Some(Dialog::ManagedPolicies)));
    html! {
        <section class="library" aria-labelledby="library-title">
            <div class="section-head">
                <h2 id="library-title">{ "Policies" }</h2>
                <button type="button" class="button button-quiet button-small" title="Add an AWS managed policy" onclick={managed}>
                    { Icon::Plus.draw() }{ "AWS managed" }
                </button>
                <button type="button" class="button button-quiet button-small" onclick={new}>
                    { Icon::Plus.draw() }{ "New policy" }
                </button>
            </div>
            <ul class="library-list" role="list" aria-labelledby="library-title">
                { for props.view.policies.iter().map(|row| line(row, props)) }
            </ul>
        </section>
    }
}

fn line(row: &LibraryRow, props: &Props) -> Html {
    let policy = row.policy;
    let open = props
        .send
        .reform(move |_: MouseEvent| Message::OpenPolicy(policy));
    html! {
        <li class="library-row" key={policy.index()} data-policy={policy.index().to_string()}
            data-lifts="true" data-off={row.off.then_some("true")}>
            <button type="button" class="library-open" aria-current={row.front.then_some("true")}
                title={format!("{}, {}", row.kind_name, row.attached)} onclick={open}>
                <span class="grip">{ Icon::Policy.draw() }</span>
                <span class="library-label">
                    <span class="library-name">{ name(&row.name) }</span>
                    <span class="library-where">{ name(&row.attached) }</span>
                </span>
                if row.off { <span class="tag tag-off">{ "off" }</span> }
                <span class="tag">{ row.kind }</span>
            </button>
            <MenuButton
                class="button button-quiet button-icon button-small"
                label={format!("Actions for {}", row.name)}
                of={MenuOf::Policy(policy)}
                ask_menu={&props.ask_menu}
            >
                { Icon::More.draw() }
            </MenuButton>
        </li>
    }
}
