//! The parts of the frame that the page does not have, or has in another form.

use super::code::code;
use crate::components::editor::Editor;
use crate::components::findings::Findings;
use crate::icon::Icon;
use crate::prose::{name, prose};
use web_sys::HtmlSelectElement;
use workbench::Message;
use workbench::embed::{Embed, Input, Part, PolicyChoice, SavedChoice};
use workbench::view::policy::PolicyView;
use yew::prelude::*;

/// How far the editor is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Editing {
    /// Nobody has wanted it.
    Unwanted,
    /// It is being fetched.
    Fetched,
    /// It is there.
    Here,
    /// It could not be fetched; a text box does the work.
    Missing,
}

/// Title, Reset and the way to the whole page, whose address is made when somebody is about to go
/// there: it holds all that was changed.
pub(super) fn toolbar(
    embed: &Embed,
    send: &Callback<Input>,
    out: &NodeRef,
    aim: &Callback<()>,
) -> Html {
    let Some(model) = embed.model() else {
        return html! {};
    };
    let reset = send.reform(|_: MouseEvent| Input::Reset);
    html! {
        <header class="embed-bar">
            <h1>{ name(&model.scenario().title) }</h1>
            <button type="button" class="button button-small" onclick={reset} disabled={!embed.is_changed()}>
                { Icon::Undo.draw() }{ "Reset" }
            </button>
            <a class="button button-small" href="../" target="_blank" rel="noopener noreferrer" ref={out}
                onpointerdown={aim.reform(|_: PointerEvent| ())} onfocus={aim.reform(|_: FocusEvent| ())}
                onclick={aim.reform(|_: MouseEvent| ())}>
                { "Open in playground" }
            </a>
        </header>
    }
}

/// Nothing to show is a page all the same. Where that will not change, it leads to the whole one.
pub(super) fn nothing(embed: &Embed) -> Html {
    if embed.problem().is_none() {
        return html! { <main class="unseen"><h1>{ "IAM Playground" }</h1></main> };
    }
    html! {
        <main class="embed-nothing">
            <h1>{ "No scenario is shown here" }</h1>
            <p>{ "The whole playground opens with an example, and opens scenarios that were saved as files." }</p>
            <a class="button" href="../" target="_blank" rel="noopener noreferrer">{ "Open the playground" }</a>
        </main>
    }
}

/// What was not opened or not understood.
pub(super) fn problems(embed: &Embed, send: &Callback<Input>) -> Html {
    let line = |text: &str| {
        html! {
            <div class="banner" role="alert" data-state="deny">
                { Icon::Cross.draw() }
                <p class="banner-text">{ prose(text) }</p>
            </div>
        }
    };
    let dismiss = send.reform(|_: MouseEvent| Input::Dismiss);
    html! {
        <>
            { for embed.settings().problems.iter().map(|problem| line(problem)) }
            if let Some(problem) = embed.problem() {
                <div class="banner" role="alert" data-state="deny">
                    { Icon::Cross.draw() }
                    <p class="banner-text">{ prose(problem) }</p>
                    if embed.model().is_some() {
                        <div class="banner-actions">
                            <button type="button" class="button button-quiet button-icon" aria-label="Close this message"
                                title="Close" onclick={dismiss}>
                                { Icon::Cross.draw() }
                            </button>
                        </div>
                    }
                </div>
            }
        </>
    }
}

/// The policy in front, and the choice of another.
pub(super) fn policy(
    embed: &Embed,
    editing: Editing,
    send: &Callback<Message>,
    edit: &Callback<()>,
) -> Html {
    let Some(view) = embed.policy() else {
        return html! {};
    };
    let findings = embed.settings().shows(Part::Findings);
    html! {
        <section class="policy" aria-label="Policy">
            { head(&view, embed.policies(), send) }
            { text(embed, &view, editing, send, edit) }
            if findings { <Findings findings={view.findings.clone()} {send} /> }
            if !view.readonly {
                <p class="editor-hint"><span><kbd>{ "Tab" }</kbd>{ " or " }<kbd>{ "Esc" }</kbd>{" "}<kbd>{ "Tab" }</kbd>{ " leaves the editor" }</span></p>
            }
        </section>
    }
}

fn text(
    embed: &Embed,
    view: &PolicyView,
    editing: Editing,
    send: &Callback<Message>,
    edit: &Callback<()>,
) -> Html {
    match editing {
        _ if view.readonly => code(view, edit),
        Editing::Unwanted | Editing::Fetched => code(view, edit),
        Editing::Here | Editing::Missing => html! {
            <Editor view={view.clone()} work={embed.work()} has_editor={editing == Editing::Here} {send} />
        },
    }
}

fn head(view: &PolicyView, choices: Vec<PolicyChoice>, send: &Callback<Message>) -> Html {
    let policies: Vec<_> = choices.iter().map(|choice| choice.policy).collect();
    let onchange = send.reform(move |event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        let chosen = usize::try_from(select.selected_index()).unwrap_or_default();
        policies
            .get(chosen)
            .map_or(Message::Settled, |policy| Message::OpenPolicy(*policy))
    });
    let option = |choice: &PolicyChoice| {
        html! { <option selected={choice.front}>{ &choice.label }</option> }
    };
    let places: Vec<&str> = view.attached.iter().map(|place| &*place.label).collect();
    html! {
        <div class="embed-policy-head">
            <select class="select" aria-label="Policy" {onchange}>{ for choices.iter().map(option) }</select>
            <p class="policy-where">
                { if places.is_empty() { "attached to nothing".into() } else { format!("attached to {}", places.join(", ")) } }
                if 0 < view.attached_more { { format!(" and {} more", view.attached_more) } }
                if view.readonly { { " · read-only" } }
            </p>
        </div>
    }
}

/// What is asked, where there are no fields for it.
pub(super) fn question(embed: &Embed) -> Html {
    match embed.question() {
        Some(question) => html! { <p class="embed-question">{ prose(&question) }</p> },
        None => html! {},
    }
}

/// The choice of saved requests, where there are any and the host lets them be asked.
pub(super) fn saved(embed: &Embed, send: &Callback<Message>) -> Html {
    let saved = embed.saved();
    if saved.is_empty() {
        return html! {};
    }
    let onchange = send.reform(|event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        let chosen = usize::try_from(select.selected_index()).unwrap_or_default();
        // The first entry says what the choice is for.
        chosen
            .checked_sub(1)
            .map_or(Message::Settled, Message::AskSaved)
    });
    let none = !saved.iter().any(|choice| choice.asked);
    let option =
        |choice: &SavedChoice| html! { <option selected={choice.asked}>{ &choice.name }</option> };
    html! {
        <div class="embed-saved">
            <label for="saved">{ "Saved" }</label>
            <select id="saved" class="select" aria-label="Saved requests" {onchange}>
                <option selected={none}>{ "choose a request" }</option>
                { for saved.iter().map(option) }
            </select>
        </div>
    }
}
