//! What is known of the policy in front: name, kind, where it is attached, its size.

use crate::components::menu_button::MenuButton;
use crate::icon::Icon;
use crate::menus::{MenuOf, MenuRequest};
use crate::prose::name;
use workbench::message::Message;
use workbench::view::policy::{self, Attachment, PolicyView, SizeView};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// The policy in front.
    pub(crate) view: PolicyView,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
    /// Asks for a menu.
    pub(crate) ask_menu: Callback<MenuRequest>,
}

/// What is known of the policy in front.
#[component]
pub(crate) fn PolicyHead(props: &Props) -> Html {
    let Props {
        view,
        send,
        ask_menu,
    } = props;
    let policy = view.policy;
    let copy = send.reform(move |_: MouseEvent| Message::CopyPolicy(policy));
    html! {
        <div class="policy-head">
            <div class="policy-title" data-off={view.off.then_some("true")}>
                <h2 id="policy-title">{ name(&view.name) }</h2>
                if view.off { <span class="tag tag-off">{ "off" }</span> }
                <MenuButton class="button button-quiet button-icon button-small"
                    label={format!("More about {}", view.name)} of={MenuOf::Policy(view.policy)} {ask_menu}>
                    { Icon::More.draw() }
                </MenuButton>
            </div>
            if let Some(size) = view.size { { meter(size) } }
            <p class="policy-where">
                { &view.kind }
                if view.readonly { { ", read-only, for it is AWS’s: " }<button type="button" class="link" onclick={copy}>{ "copy it" }</button>{ " to change it" } }
                { " · " }
                { places(&view.attached, view.attached_more, send) }
            </p>
        </div>
    }
}

fn places(attached: &[Attachment], more: usize, send: &Callback<Message>) -> Html {
    if attached.is_empty() {
        return html! { { "attached to nothing yet" } };
    }
    let place = |(at, place): (usize, &Attachment)| {
        let item = place.item.clone();
        let select = send.reform(move |_: MouseEvent| Message::Select(item.clone()));
        html! {
            <>
                { if at == 0 { "attached to " } else { ", " } }
                <button type="button" class="link" onclick={select}>{ name(&place.label) }</button>
            </>
        }
    };
    html! {
        <>
            { for attached.iter().enumerate().map(place) }
            if 0 < more { { format!(" and {more} more") } }
        </>
    }
}

fn meter(size: SizeView) -> Html {
    let state = (size.limit < size.used).then_some("deny");
    let text = format!(
        "{} of {} characters",
        policy::thousands(size.used),
        policy::thousands(size.limit)
    );
    html! { <span class="policy-size" data-state={state}>{ text }</span> }
}
