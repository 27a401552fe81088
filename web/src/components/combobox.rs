//! A line to type on, with a list of what would complete it: the ARIA combobox pattern with a
//! list box. What is offered, and why, the workbench says.

use crate::components::completion::list;
use crate::components::menu_button::around;
use crate::icon::Icon;
use crate::page;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use workbench::message::{Because, Completing, Field, Message};
use workbench::view::completion::CompletionView;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// Which field it is.
    pub(crate) field: Field,
    /// The id of its line.
    pub(crate) id: &'static str,
    /// What it is called, where no label says it.
    #[prop_or_default]
    pub(crate) label: Option<&'static str>,
    /// Such a text.
    #[prop_or_default]
    pub(crate) example: &'static str,
    /// What stands on it.
    pub(crate) value: String,
    /// The id of what is wrong with it, if something is.
    #[prop_or_default]
    pub(crate) problem: Option<&'static str>,
    /// What is offered, to this field or another.
    pub(crate) view: Option<CompletionView>,
    /// Takes what is typed.
    pub(crate) set: Callback<String>,
    /// Takes what is chosen.
    pub(crate) take: Callback<String>,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
}

/// A line with a list of what would complete it.
#[component]
pub(crate) fn Combobox(props: &Props) -> Html {
    let (id, field) = (props.id, &props.field);
    let view = props.view.as_ref().filter(|view| view.field == *field);
    // The option that the arrow keys are on, by what it says: lists change under them.
    let active = use_state(|| None::<String>);
    let place = view.and_then(|view| place(view, &active));
    let oninput = {
        let (set, send, field) = (props.set.clone(), props.send.clone(), *field);
        let active = active.clone();
        move |event: InputEvent| {
            active.set(None);
            let input: HtmlInputElement = event.target_unchecked_into();
            set.emit(input.value());
            send.emit(offer(field, &input, Because::Typed));
        }
    };
    let onkeydown = {
        let (props, view, active) = (props.clone_parts(), view.cloned(), active.clone());
        move |event: KeyboardEvent| press(&event, &props, view.as_ref(), &active)
    };
    let onblur = {
        let (send, is_open) = (props.send.clone(), view.is_some());
        move |_: FocusEvent| {
            if is_open {
                leave(id, send.clone());
            }
        }
    };
    let onpaste = {
        let (set, send, field) = (props.set.clone(), props.send.clone(), *field);
        move |event: Event| paste(&event, &set, &send, field)
    };
    let show = {
        let (send, field, is_open) = (props.send.clone(), *field, view.is_some());
        move |event: MouseEvent| toggle(&event, &send, field, is_open)
    };
    let list_id = format!("{id}-list");
    html! {
        <div class="combobox">
            <input {id} class="input input-code" role="combobox" aria-autocomplete="list"
                autocomplete="off" autocapitalize="off" spellcheck="false"
                aria-label={props.label} placeholder={props.example}
                aria-expanded={view.is_some().to_string()} aria-controls={view.is_some().then(|| list_id.clone())}
                aria-activedescendant={place.map(|place| format!("{list_id}-{place}"))}
                aria-invalid={props.problem.is_some().then_some("true")} aria-describedby={props.problem}
                value={props.value.clone()} {oninput} {onkeydown} {onblur} {onpaste} />
            <button type="button" class="combobox-button" tabindex="-1" aria-label="Show what fits" title="Show what fits"
                onmousedown={|event: MouseEvent| event.prevent_default()} onclick={show}>
                { Icon::Down.draw() }
            </button>
            if let Some(view) = view { { list(view, &list_id, place, &props.clone_parts()) } }
        </div>
    }
}

/// What an event handler needs.
#[derive(Clone)]
pub(crate) struct Parts {
    field: Field,
    take: Callback<String>,
    send: Callback<Message>,
}

impl Props {
    fn clone_parts(&self) -> Parts {
        Parts {
            field: self.field,
            take: self.take.clone(),
            send: self.send.clone(),
        }
    }
}

impl Parts {
    pub(crate) fn send(&self) -> &Callback<Message> {
        &self.send
    }

    /// Takes what was chosen; where it leads on, the list goes on from there.
    pub(crate) fn take(&self, text: &str, leads_on: bool) {
        self.take.emit(text.to_owned());
        let end = match leads_on {
            true => Message::Complete(Completing {
                field: self.field,
                text: text.to_owned(),
                cursor: u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX),
                because: Because::Typed,
            }),
            false => Message::EndCompletion,
        };
        self.send.emit(end);
    }
}

fn offer(field: Field, input: &HtmlInputElement, because: Because) -> Message {
    Message::Complete(Completing {
        field,
        text: input.value(),
        cursor: input.selection_start().ok().flatten().unwrap_or(u32::MAX),
        because,
    })
}

/// Ends what is offered once the focus has gone elsewhere. A hint may then stand below the field,
/// and what was pressed would move.
#[inline(never)]
fn leave(id: &'static str, send: Callback<Message>) {
    page::after_press(move || {
        // By now it may be another field that something is offered to.
        if page::find(&format!("#{id}[aria-expanded='true']")).is_some() {
            send.emit(Message::EndCompletion);
        }
    });
}

fn place(view: &CompletionView, active: &Option<String>) -> Option<usize> {
    let active = active.as_ref()?;
    let mut options = view.options.iter();
    options.position(|option| option.label == *active)
}

#[inline(never)]
fn toggle(event: &MouseEvent, send: &Callback<Message>, field: Field, is_open: bool) {
    let held = around(event, ".combobox").and_then(|held| held.query_selector("input").ok()?);
    let Some(input) = held.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) else {
        return;
    };
    // Fails only where it is gone.
    let _ = input.focus();
    send.emit(match is_open {
        true => Message::EndCompletion,
        false => offer(field, &input, Because::Asked),
    });
}

/// Lines become a list on one line.
#[inline(never)]
fn paste(event: &Event, set: &Callback<String>, send: &Callback<Message>, field: Field) {
    let pasted = event.dyn_ref::<web_sys::ClipboardEvent>();
    let text = pasted
        .and_then(web_sys::ClipboardEvent::clipboard_data)
        .and_then(|data| data.get_data("text").ok())
        .unwrap_or_default();
    if !text.trim().contains('\n') {
        return;
    }
    event.prevent_default();
    let lines = text.lines().map(|line| line.trim().trim_end_matches(','));
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    let input: HtmlInputElement = event.target_unchecked_into();
    // Fails only for fields that hold no text.
    let _ = input.set_range_text(&lines.join(", "));
    set.emit(input.value());
    send.emit(offer(field, &input, Because::Typed));
}

#[inline(never)]
fn press(
    event: &KeyboardEvent,
    parts: &Parts,
    view: Option<&CompletionView>,
    active: &UseStateHandle<Option<String>>,
) {
    let input: HtmlInputElement = event.target_unchecked_into();
    let count = view.map_or(0, |view| view.options.len());
    let place = view.and_then(|view| place(view, active));
    let go_to = |place: usize| {
        let option = view.and_then(|view| view.options.get(place));
        active.set(option.map(|option| option.label.clone()));
    };
    match (event.key().as_str(), view) {
        ("ArrowDown", None) => parts.send.emit(offer(parts.field, &input, Because::Asked)),
        ("ArrowDown", Some(_)) if 0 < count => {
            go_to(place.map_or(0, |place| (place + 1) % count));
        }
        ("ArrowUp", Some(_)) if 0 < count => {
            go_to((place.unwrap_or(0) + count - 1) % count);
        }
        ("Enter", Some(view)) => match place.and_then(|place| view.options.get(place)) {
            Some(option) => parts.take(&option.text, option.leads_on),
            None => parts.send.emit(Message::EndCompletion),
        },
        ("Escape", Some(_)) => parts.send.emit(Message::EndCompletion),
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
    page::bring_into_view(".completion [aria-selected='true']");
}
