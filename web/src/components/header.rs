//! The line at the top: what the work is called, which to open, undo, redo, share and the rest.

use crate::components::menu_button::MenuButton;
use crate::files;
use crate::icon::Icon;
use crate::menus::{MenuOf, MenuRequest};
use crate::prose::prose;
use web_sys::HtmlInputElement;
use workbench::message::{Message, Pane};
use workbench::share::{Form, Share};
use workbench::view::header::HeaderView;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to draw.
    pub(crate) view: HeaderView,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
    /// Asks for a menu.
    pub(crate) ask_menu: Callback<MenuRequest>,
}

/// The line at the top.
#[component]
pub(crate) fn Header(props: &Props) -> Html {
    let Props {
        view,
        send,
        ask_menu,
    } = props;
    let retitle = send.reform(|event: InputEvent| {
        Message::SetTitle(event.target_unchecked_into::<HtmlInputElement>().value())
    });
    let drawer = send.reform(|_: MouseEvent| Message::ShowPane(Pane::Organization));
    let share = send.reform(|_: MouseEvent| Message::Share(Share::Open(Form::Link)));
    html! {
        <header class="header">
            <button type="button" class="button button-quiet button-icon header-drawer"
                aria-label="Show the organization" title="Show the organization" onclick={drawer}>
                { Icon::Tree.draw() }
            </button>
            <h1 class="brand">{ Icon::Gate.draw() }<span>{ "IAM Playground" }</span></h1>
            <input
                class="scenario-name"
                aria-label="Name of this scenario"
                autocomplete="off"
                spellcheck="false"
                value={view.title.clone()}
                oninput={retitle}
            />
            { about(view.about, send) }
            <MenuButton class="button button-quiet" of={MenuOf::Scenarios} label="Scenarios" {ask_menu}>
                { Icon::Folder.draw() }<span class="header-word">{ "Scenarios" }</span>{ Icon::Down.draw() }
            </MenuButton>
            <div class="header-gap">{ try_first(view.try_first, send) }</div>
            { step("Undo", "Ctrl+Z", Icon::Undo, &view.undo, send.reform(|()| Message::Undo)) }
            { step("Redo", "Ctrl+Y", Icon::Redo, &view.redo, send.reform(|()| Message::Redo)) }
            <button type="button" class="button button-primary" aria-label="Share"
                title="A link that holds everything" onclick={share}>
                { Icon::Share.draw() }<span class="header-word">{ "Share" }</span>
            </button>
            <MenuButton class="button button-quiet button-icon" of={MenuOf::More} label="More" {ask_menu}>
                { Icon::More.draw() }
            </MenuButton>
            { file_input(send) }
        </header>
    }
}

/// What a first visit is told to try; it goes by itself with the first change.
fn try_first(said: Option<&'static str>, send: &Callback<Message>) -> Html {
    let Some(said) = said else {
        return Html::default();
    };
    let onclick = send.reform(|_: MouseEvent| Message::HideTry);
    html! {
        <>
            <p>{ prose(said) }</p>
            <button type="button" class="button button-quiet button-icon" aria-label="Hide what to try" title="Hide" {onclick}>
                { Icon::Cross.draw() }
            </button>
        </>
    }
}

/// Shows or hides what the author says about the scenario.
fn about(shown: Option<bool>, send: &Callback<Message>) -> Html {
    let Some(shown) = shown else {
        return Html::default();
    };
    let onclick = send.reform(move |_: MouseEvent| Message::ShowAbout(!shown));
    html! {
        <button type="button" class="button button-quiet button-icon" aria-label="About this scenario"
            title="About this scenario" aria-expanded={shown.to_string()} {onclick}>
            { Icon::Info.draw() }
        </button>
    }
}

/// Undo or redo. Where there is nothing to do it stays focusable, so that the focus is not lost
/// with the last step.
fn step(
    name: &'static str,
    keys: &str,
    icon: Icon,
    label: &Option<String>,
    go: Callback<()>,
) -> Html {
    let title = match label {
        Some(label) => format!("{label} ({keys})"),
        None => format!("Nothing to {}", name.to_lowercase()),
    };
    let onclick = {
        let possible = label.is_some();
        move |_: MouseEvent| {
            if possible {
                go.emit(());
            }
        }
    };
    html! {
        <button type="button" class="button button-quiet button-icon" aria-label={name} {title}
            aria-disabled={label.is_none().then_some("true")} {onclick}>
            { icon.draw() }
        </button>
    }
}

fn file_input(send: &Callback<Message>) -> Html {
    let opened = send.reform(Message::OpenFile);
    let onchange = move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            files::read(&file, opened.clone());
        }
        // So that the same file can be chosen again.
        input.set_value("");
    };
    html! {
        <input type="file" id="open-file" hidden=true aria-label="Open a file"
            accept=".json,.txt,application/json,text/plain" {onchange} />
    }
}
