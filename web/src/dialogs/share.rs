//! Shows what is shared, in which form, and what leaves with it.

use crate::icon::Icon;
use crate::prose::prose;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use workbench::message::Message;
use workbench::share::{Code, EmbedView, LeavesRow, ReplaceView, Share as Sharing, ShareView};
use workbench::view::caller::Pick;
use workbench::view::state::State;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to draw.
    pub(crate) view: ShareView,
    /// Why the answer before was refused.
    pub(crate) problem: Option<String>,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
}

/// Shows what is shared.
#[component]
pub(crate) fn Share(props: &Props) -> Html {
    let Props {
        view,
        problem,
        send,
    } = props;
    let say = |message: Sharing| send.reform(move |_: MouseEvent| Message::Share(message));
    let save = classes!("button", view.text.is_none().then_some("button-primary"));
    html! {
        <>
            <div class="dialog-body share">
                <fieldset class="share-forms">
                    <legend class="unseen">{ "Form" }</legend>
                    { for view.forms.iter().map(|pick| form(pick, send)) }
                </fieldset>
                if let Some(view) = &view.embed { { embed(view, send) } }
                if let Some(code) = &view.code { { picture(code) } }
                else if let Some(text) = &view.text { { copied(view.name, text) } }
                <div class="share-remarks" role="status" aria-label="About this form">
                    { remarks(&view.remarks) }
                </div>
                { leaves(view, send) }
                if let Some(problem) = problem {
                    <p class="field-note" role="alert" data-state="deny">{ prose(problem) }</p>
                }
            </div>
            <div class="dialog-actions">
                <button type="button" class={save} onclick={say(Sharing::SaveFile)}>{ "Save as a file" }</button>
                if view.text.is_some() {
                    <button type="button" class="button button-primary" autofocus=true
                        onclick={say(Sharing::Copy)}>{ view.button }</button>
                }
            </div>
        </>
    }
}

fn form(pick: &Pick, send: &Callback<Message>) -> Html {
    let message = pick.message.clone();
    let onchange = send.reform(move |_: Event| message.clone());
    html! {
        <label class="share-form">
            <input type="radio" name="share-form" checked={pick.chosen} {onchange} />
            <span>{ &pick.label }</span>
        </label>
    }
}

/// The text that is copied; all of it is selected, so that copying by hand takes one key.
fn copied(name: &'static str, text: &str) -> Html {
    let select = |event: FocusEvent| {
        event
            .target_unchecked_into::<HtmlTextAreaElement>()
            .select()
    };
    html! {
        <textarea class="textarea share-link" aria-label={name} readonly=true rows="4"
            value={text.to_owned()} onfocus={select} />
    }
}

/// Black on white in both themes: not all readers take the reverse.
fn picture(code: &Code) -> Html {
    let view_box = format!("0 0 {0} {0}", code.side);
    html! {
        <svg class="share-code" viewBox={view_box} role="img" aria-label="QR code of the link"
            shape-rendering="crispEdges"><path d={code.path.clone()} /></svg>
    }
}

fn remarks(remarks: &[(State, String)]) -> Html {
    let remark = |(state, text): &(State, String)| {
        html! {
            <p class="share-remark" data-state={state.code()}>
                if *state != State::Skip { { Icon::of(*state).draw() } }
                <span>{ prose(text) }</span>
            </p>
        }
    };
    remarks.iter().map(remark).collect()
}

fn embed(view: &EmbedView, send: &Callback<Message>) -> Html {
    let readonly = send.reform(|event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Message::Share(Sharing::ReadOnly(input.checked()))
    });
    html! {
        <div class="share-embed">
            { choice("Shows", "share-mode", &view.modes, send) }
            { choice("Theme", "share-theme", &view.themes, send) }
            <label class="share-form">
                <input type="checkbox" checked={view.readonly} onchange={readonly} />
                <span>{ "Readers cannot change it" }</span>
            </label>
        </div>
    }
}

fn choice(label: &str, id: &'static str, picks: &[Pick], send: &Callback<Message>) -> Html {
    let messages: Vec<Message> = picks.iter().map(|pick| pick.message.clone()).collect();
    let send = send.clone();
    let onchange = move |event: Event| {
        let place = event
            .target_unchecked_into::<HtmlSelectElement>()
            .selected_index();
        let place = usize::try_from(place).ok();
        if let Some(message) = place.and_then(|place| messages.get(place)) {
            send.emit(message.clone());
        }
    };
    let option = |pick: &Pick| html! { <option selected={pick.chosen}>{ &pick.label }</option> };
    html! {
        <div class="field">
            <label for={id}>{ label }</label>
            <select {id} class="select" {onchange}>{ for picks.iter().map(option) }</select>
        </div>
    }
}

fn leaves(view: &ShareView, send: &Callback<Message>) -> Html {
    html! {
        <section class="share-leaves" aria-labelledby="share-leaves">
            <h3 id="share-leaves">{ "What is shared" }</h3>
            if let Some(view) = &view.replace { { replace(view, send) } }
            <p class="field-note">{ &view.leaves_word }</p>
            { for view.leaves.iter().map(leaving) }
        </section>
    }
}

fn replace(view: &ReplaceView, send: &Callback<Message>) -> Html {
    let onchange = send.reform(|event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Message::Share(Sharing::Replace(input.checked()))
    });
    html! {
        <>
            <label class="share-form share-switch">
                <input type="checkbox" role="switch" checked={view.on} {onchange} />
                <span>{ "Replace IDs with those of AWS’s documentation" }</span>
            </label>
            <div class="share-remarks" role="status" aria-label="About what was replaced">
                { remarks(&view.remarks) }
            </div>
        </>
    }
}

fn leaving(row: &LeavesRow) -> Html {
    html! {
        <details>
            <summary>{ &row.words }</summary>
            <ul>
                { for row.items.iter().map(|item| html! { <li class="code"><bdi>{ item }</bdi></li> }) }
                if 0 < row.more { <li>{ format!("and {} more", row.more) }</li> }
            </ul>
        </details>
    }
}
