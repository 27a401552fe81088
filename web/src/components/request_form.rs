//! The request: who asks for what, on which resource, with what context.

use crate::components::caller::{CallerFields, button};
use crate::components::combobox::Combobox;
use crate::components::context::Context;
use crate::components::hint::Hint;
use crate::icon::Icon;
use crate::maybe::maybe;
use crate::menus::MenuRequest;
use web_sys::HtmlSelectElement;
use workbench::message::{Dialog, Field, Message};
use workbench::view::caller::CallerView;
use workbench::view::completion::OpenPlace;
use workbench::view::request::{CallerGroup, OwnerView, RequestView};
use workbench::visible;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to draw.
    pub(crate) view: RequestView,
    /// What the caller brings along, where that is open.
    pub(crate) caller: Option<CallerView>,
    /// Opens and closes it.
    pub(crate) toggle_caller: Callback<()>,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
    /// Asks for a menu.
    pub(crate) ask_menu: Callback<MenuRequest>,
}

/// The request.
#[component]
pub(crate) fn RequestForm(props: &Props) -> Html {
    let Props {
        view,
        caller,
        toggle_caller,
        send,
        ask_menu,
    } = props;
    let onsubmit = |event: SubmitEvent| event.prevent_default();
    html! {
        <form class="request" aria-labelledby="request-title" {onsubmit}>
            <div class="section-head">
                <h2 id="request-title">{ "Request" }</h2>
                { button("Fill from a message or event…", &show(Dialog::Fill), send) }
            </div>
            <div class="request-fields">
                <label for="caller">{ "Caller" }</label>
                { callers(&view.callers, send) }
                { caller_line(view, caller.is_some(), toggle_caller, send) }
                if let Some(view) = caller { <CallerFields view={view.clone()} {send} /> }
                { action(props) }
                { resource(props) }
                { owner(&view.owner, send) }
            </div>
            <Context view={view.context.clone()} completion={view.completion.clone()} {send} {ask_menu} />
        </form>
    }
}

const fn show(dialog: Dialog) -> Message {
    Message::ShowDialog(Some(dialog))
}

fn caller_line(
    view: &RequestView,
    is_open: bool,
    toggle: &Callback<()>,
    send: &Callback<Message>,
) -> Html {
    let onclick = toggle.reform(|_: MouseEvent| ());
    html! {
        <div class="caller-line">
            <p class="field-note code">{ breakable(&visible(&view.caller_arn)) }</p>
            if let Some(find) = &view.find_caller { { button("Find…", find, send) } }
            { button("Assume role…", &show(Dialog::AssumeRole), send) }
            <button type="button" class="button button-quiet button-small" aria-label="Details of the caller"
                aria-expanded={is_open.to_string()} {onclick}>
                { "Details" }{ Icon::Down.draw() }
            </button>
        </div>
    }
}

/// An ARN that is too long goes on after a colon or slash rather than within a name.
fn breakable(arn: &str) -> Html {
    arn.split_inclusive([':', '/'])
        .map(|part| html! { <>{ part }<wbr /></> })
        .collect()
}

fn callers(groups: &[CallerGroup], send: &Callback<Message>) -> Html {
    let all: Vec<_> = groups
        .iter()
        .flat_map(|group| &group.options)
        .map(|option| option.caller.clone())
        .collect();
    let onchange = maybe(send, move |event: Event| {
        let chosen: usize = event
            .target_unchecked_into::<HtmlSelectElement>()
            .value()
            .parse()
            .ok()?;
        all.get(chosen).cloned().map(Message::SetCaller)
    });
    let mut place = 0_usize..;
    let group = |group: &CallerGroup| {
        let options = group.options.iter().zip(&mut place).map(|(option, place)| {
            html! { <option value={place.to_string()} selected={option.chosen}>{ visible(&option.label) }</option> }
        });
        html! { <optgroup label={group.label.clone()}>{ for options }</optgroup> }
    };
    let groups: Html = groups.iter().map(group).collect();
    html! { <select id="caller" class="select" {onchange}>{ groups }</select> }
}

fn action(props: &Props) -> Html {
    let Props { view, send, .. } = props;
    let problem = view.action_problem.is_some().then_some("action-note");
    html! {
        <>
            <label for="action">{ "Action" }</label>
            <Combobox field={Field::Action} id="action" value={view.action.clone()} {problem}
                view={view.completion.clone()} set={send.reform(Message::SetAction)}
                take={send.reform(|text| Message::Take(Field::Action, text))} {send} />
            { note("action-note", &view.action_problem, html! {}) }
            if let Some(view) = &view.action_hint { <Hint view={view.clone()} {send} /> }
        </>
    }
}

fn resource(props: &Props) -> Html {
    let Props { view, send, .. } = props;
    let problem = view.resource_problem.is_some().then_some("resource-note");
    html! {
        <>
            <label for="resource">{ "Resource" }</label>
            <Combobox field={Field::Resource} id="resource" value={view.resource.clone()} {problem}
                view={view.completion.clone()} set={send.reform(Message::SetResource)}
                take={send.reform(|text| Message::Take(Field::Resource, text))} {send} />
            { note("resource-note", &view.resource_problem, view.open_places.iter().enumerate().map(|(place, open)| open_place(place, open, send)).collect()) }
            if let Some(view) = &view.resource_hint { <Hint view={view.clone()} {send} /> }
        </>
    }
}

fn note(id: &'static str, problem: &Option<String>, more: Html) -> Html {
    match problem {
        Some(problem) => html! {
            <p class="field-note" {id} data-state="deny">{ problem }{ more }</p>
        },
        None => html! {},
    }
}

/// A way to the places of a template that are still open.
fn open_place(place: usize, open: &OpenPlace, send: &Callback<Message>) -> Html {
    let onclick = send.reform(move |_: MouseEvent| Message::FillIn(place));
    html! {
        <>{ " " }<button type="button" class="link" {onclick}>{ format!("Fill in {}", open.name) }</button></>
    }
}

fn owner(view: &OwnerView, send: &Callback<Message>) -> Html {
    match view {
        OwnerView::None => html! {},
        OwnerView::Known(account) => html! {
            <p class="field-note">{ format!("owned by {account}") }</p>
        },
        OwnerView::Chosen { owner, accounts } => {
            let ids: Vec<_> = accounts.iter().map(|(id, _)| *id).collect();
            let onchange = send.reform(move |event: Event| {
                let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
                Message::SetOwner(ids.iter().copied().find(|id| id.to_string() == chosen))
            });
            let option = |(id, name): &(iam::AccountId, String)| {
                html! { <option value={id.to_string()} selected={*owner == Some(*id)}>{ name }</option> }
            };
            html! {
                <>
                    <label for="owner">{ "Owner" }</label>
                    <select id="owner" class="select" {onchange}>
                        <option value="" selected={owner.is_none()}>{ "not given" }</option>
                        { for accounts.iter().map(option) }
                    </select>
                </>
            }
        }
    }
}
