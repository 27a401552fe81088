//! A row of the organization tree.

use crate::components::menu_button::{MenuButton, around, at};
use crate::icon::Icon;
use crate::maybe::maybe;
use crate::menus::{MenuOf, MenuRequest};
use crate::prose::name;
use crate::rows_in_view;
use iam::Layer;
use web_sys::HtmlElement;
use workbench::Item;
use workbench::message::{Dialog, Message};
use workbench::view::state::State;
use workbench::view::tree::{Badge, Expansion, RowKind, TreeRow, layer_name};
use workbench::visible;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to draw.
    pub(crate) row: TreeRow,
    /// How it looks under a drag.
    pub(crate) drop: Option<&'static str>,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
    /// Asks for a menu.
    pub(crate) ask_menu: Callback<MenuRequest>,
}

/// A row.
#[component]
pub(crate) fn TreeRowLine(props: &Props) -> Html {
    let Props {
        row,
        drop,
        send,
        ask_menu,
    } = props;
    let line = use_node_ref();
    use_effect_with((line.clone(), row.place), |(line, place)| {
        if let Some(line) = line.cast::<HtmlElement>() {
            rows_in_view::put(&line, *place);
        }
    });
    let (select, toggle) = (row.item.clone(), row.item.clone());
    let onclick = send.reform(move |_: MouseEvent| Message::Select(select.clone()));
    let toggle = send.reform(move |()| Message::ToggleRow(toggle.clone()));
    let twist = toggle.reform(|event: MouseEvent| event.stop_propagation());
    let ondblclick = toggle.reform(|_: MouseEvent| ());
    let oncontextmenu = {
        let of = MenuOf::Row(row.item.clone());
        maybe(ask_menu, move |event: MouseEvent| {
            event.prevent_default();
            Some(at(
                around(&event, ".tree-row")?,
                of.clone(),
                Some((event.client_x(), event.client_y())),
            ))
        })
    };
    let expanded = match row.expansion {
        Expansion::Leaf => None,
        Expansion::Open => Some("true"),
        Expansion::Closed => Some("false"),
    };
    let in_tab_order = if row.selected { "0" } else { "-1" };
    // For a mouse; keys have Alt+Enter, and both have the menu.
    let effective = match row.item {
        Item::Node(node) => Some(send.reform(move |event: MouseEvent| {
            event.stop_propagation();
            Message::ShowDialog(Some(Dialog::Effective(node)))
        })),
        _ => None,
    };
    html! {
        <div
            class="tree-row"
            role="treeitem"
            aria-level={row.level.to_string()}
            aria-posinset={row.position.to_string()}
            aria-setsize={row.siblings.to_string()}
            aria-expanded={expanded}
            aria-selected={row.selected.to_string()}
            tabindex={in_tab_order}
            data-row={row.place.to_string()}
            ref={line}
            data-lifts={lifts(row).then_some("true")}
            data-drop={*drop}
            data-lit={row.lit.to_string()}
            data-cut={row.cut.to_string()}
            data-off={row.off.then_some("true")}
            {onclick}
            {ondblclick}
            {oncontextmenu}
        >
            <span class="tree-twist" onclick={twist}>
                if expanded.is_some() { { Icon::Chevron.draw() } }
            </span>
            <span class="grip">{ Icon::of_row(row.kind).draw() }</span>
            <span class="tree-label">
                <span class="tree-name">{ name(&row.name) }</span>
                <span class="unseen">{ format!(", {}, ", kind_word(row.kind)) }</span>
                if row.off { <span class="unseen">{ "its policies are off, " }</span> }
                <span class="tree-id">{ name(&row.id) }</span>
                if !row.members.is_empty() {
                    <span class="tree-members">{ name(&row.members) }</span>
                    <span class="unseen">{ ", " }</span>
                }
            </span>
            { gates(&row.gates) }
            if row.is_management { <span class="tag" title="Management account">
                    <span aria-hidden="true">{ "mgmt" }</span>
                    <span class="unseen">{ "management account" }</span>
                </span> }
            { for row.badges.iter().map(|shown| badge(shown, &effective)) }
            <MenuButton
                class="button button-quiet button-icon button-small"
                label={format!("Actions for {}", row.name)}
                of={MenuOf::Row(row.item.clone())}
                tabindex={in_tab_order}
                {ask_menu}
            >
                { Icon::More.draw() }
            </MenuButton>
        </div>
    }
}

/// Accounts and OUs go to another parent, users into groups.
fn lifts(row: &TreeRow) -> bool {
    match row.kind {
        RowKind::Ou | RowKind::User => true,
        RowKind::Account => matches!(row.item, Item::Node(_)),
        RowKind::Root | RowKind::Group | RowKind::Role | RowKind::Resource | RowKind::Endpoint => {
            false
        }
    }
}

/// One sign for all its gates: that of the worst. What each says can be read in the path.
fn gates(gates: &[(Layer, State)]) -> Html {
    let Some(worst) = gates.iter().map(|(_, state)| *state).max() else {
        return html! {};
    };
    let said: Vec<String> = gates.iter().map(said).collect();
    html! {
        <span class="tree-gate" data-state={worst.code()} title={said.join(", ")}>
            { Icon::of(worst).draw() }
            <span class="unseen">{ said.join(", ") }</span>
        </span>
    }
}

fn said((layer, state): &(Layer, State)) -> String {
    format!("{} {}", layer_name(*layer), state.word())
}

/// How many policies are attached, and the way to what they leave allowed.
fn badge(badge: &Badge, effective: &Option<Callback<MouseEvent>>) -> Html {
    let is_number = badge.text.chars().all(|letter| letter.is_ascii_digit());
    let title = match effective {
        Some(_) => format!(
            "{}. Click for the effective policies.",
            visible(&badge.title)
        ),
        None => visible(&badge.title),
    };
    html! {
        <span class="tag" {title} data-off={badge.off.then_some("true")}
            data-opens={effective.as_ref().map(|_| "true")} onclick={effective.clone()}>
            if is_number { { Icon::Policy.draw() } }
            <span aria-hidden="true">{ &badge.text }</span>
            <span class="unseen">{ name(&badge.title) }</span>
        </span>
    }
}

const fn kind_word(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Root => "organization root",
        RowKind::Ou => "OU",
        RowKind::Account => "account",
        RowKind::User => "user",
        RowKind::Group => "group",
        RowKind::Role => "role",
        RowKind::Resource => "resource",
        RowKind::Endpoint => "VPC endpoint",
    }
}
