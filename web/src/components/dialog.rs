//! The frame of a dialog: the browser's own modal, which keeps the focus inside, closes on Escape
//! and gives the focus back.

use crate::dialogs::account::NewAccount;
use crate::dialogs::choices::Choices;
use crate::dialogs::details::DetailsForm;
use crate::dialogs::effective::Effective;
use crate::dialogs::fill::Fill;
use crate::dialogs::gallery::Gallery;
use crate::dialogs::managed::Managed;
use crate::dialogs::name::Name;
use crate::dialogs::new_policy::NewPolicy;
use crate::dialogs::search::Search;
use crate::dialogs::share::Share;
use crate::dialogs::works::Works;
use crate::icon::Icon;
use web_sys::{Element, HtmlDialogElement};
use workbench::message::Message;
use workbench::view::dialog::{Body, DialogView};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to draw.
    pub(crate) view: DialogView,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
}

/// A dialog.
#[component]
pub(crate) fn DialogBox(props: &Props) -> Html {
    let Props { view, send } = props;
    let frame = use_node_ref();
    use_effect_with(frame.clone(), |frame| {
        let frame = frame.cast::<HtmlDialogElement>();
        if let Some(frame) = &frame {
            // Fails only where it is shown already.
            let _ = frame.show_modal();
        }
        move || {
            if let Some(frame) = frame {
                frame.close();
            }
        }
    });
    let close = send.reform(|_: MouseEvent| Message::ShowDialog(None));
    let oncancel = send.reform(|event: Event| {
        event.prevent_default();
        Message::ShowDialog(None)
    });
    let beside = {
        let (frame, send) = (frame.clone(), send.clone());
        move |event: MouseEvent| {
            // Whatever is inside lies in an element of its own: this is the ground behind.
            if event.target_dyn_into::<Element>() == frame.cast::<Element>() {
                send.emit(Message::ShowDialog(None));
            }
        }
    };
    html! {
        <dialog class="dialog" aria-labelledby="dialog-title" ref={frame} {oncancel} onmousedown={beside}>
            <div class="dialog-frame">
                <div class="dialog-head">
                    <h2 id="dialog-title">{ &view.title }</h2>
                    <button type="button" class="button button-quiet button-icon" aria-label="Close" title="Close" onclick={close}>
                        { Icon::Cross.draw() }
                    </button>
                </div>
                { body(view, send) }
            </div>
        </dialog>
    }
}

fn body(view: &DialogView, send: &Callback<Message>) -> Html {
    let (dialog, problem) = (view.dialog.clone(), view.problem.clone());
    match &view.body {
        Body::Choices { remark, choices } => html! {
            <div class="dialog-body">
                if !remark.is_empty() { <p class="field-note">{ remark }</p> }
                <Choices choices={choices.clone()} {send} />
            </div>
        },
        Body::Name {
            label,
            value,
            button,
        } => html! {
            <Name {dialog} {label} value={value.clone()} {button} {problem} {send} />
        },
        Body::Account { id } => html! { <NewAccount {dialog} id={id.clone()} {problem} {send} /> },
        Body::Policy {
            name,
            kinds,
            button,
        } => html! {
            <NewPolicy {dialog} name={name.clone()} kinds={kinds.clone()} {button} {problem} {send} />
        },
        Body::Works(body) => html! { <Works body={body.clone()} {problem} {send} /> },
        Body::Details(details) => html! {
            <DetailsForm {dialog} details={details.clone()} {problem} {send} />
        },
        Body::Search {
            label,
            query,
            choices,
            remark,
        } => html! {
            <Search {label} query={query.clone()} choices={choices.clone()} remark={remark.clone()} {send} />
        },
        Body::Fill(view) => html! { <Fill view={view.clone()} {send} /> },
        Body::Share(view) => html! { <Share view={(**view).clone()} {problem} {send} /> },
        Body::Gallery(view) => html! { <Gallery view={view.clone()} {problem} {send} /> },
        Body::Effective(view) => html! { <Effective view={view.clone()} {send} /> },
        Body::Managed(view) => html! { <Managed view={view.clone()} {problem} {send} /> },
        Body::About(rows) => html! {
            <dl class="dialog-body about-page">
                { for rows.iter().map(|(term, text)| html! { <div><dt>{ term }</dt><dd>{ text }</dd></div> }) }
            </dl>
        },
        Body::Keys(keys) => html! {
            // What scrolls can be reached with the keyboard.
            <div class="dialog-body" tabindex="0" role="group" aria-labelledby="dialog-title">
                { for keys.iter().map(|(place, keys)| html! {
                    <section>
                        <h3>{ place }</h3>
                        <dl class="keys">
                            { for keys.iter().map(|(key, does)| html! { <><dt>{ key }</dt><dd>{ does }</dd></> }) }
                        </dl>
                    </section>
                }) }
            </div>
        },
    }
}
