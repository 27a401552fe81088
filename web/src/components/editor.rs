//! The bridge to `<json-editor>`: properties in, events out (`web/editor/README.md`). Until its
//! module is there, and where it cannot be fetched, a plain text box does the work.

use crate::components::editor_properties::show;
use gloo_events::EventListener;
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, Element, Event, HtmlTextAreaElement};
use workbench::message::Message;
use workbench::view::policy::PolicyView;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// The policy in front.
    pub(crate) view: PolicyView,
    /// Which work this is, of all that were opened.
    pub(crate) work: u32,
    /// Whether the editor's module is there.
    pub(crate) has_editor: bool,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
}

/// The policy's text.
#[component]
pub(crate) fn Editor(props: &Props) -> Html {
    let Props { view, send, .. } = props;
    let node = use_node_ref();
    use_effect_with(
        (node.clone(), view.policy, props.has_editor, send.clone()),
        {
            let (policy, send) = (view.policy, send.clone());
            move |(node, ..)| {
                let listeners = node
                    .cast::<Element>()
                    .map(|element| listen(&element, policy, &send));
                || drop(listeners)
            }
        },
    );
    let shown = use_mut_ref(|| None);
    use_effect_with(
        (node.clone(), view.clone(), props.work, props.has_editor),
        {
            let id = format!("{}/{}", props.work, view.policy.index());
            move |(node, view, ..)| {
                if let Some(element) = node.cast::<Element>() {
                    show(element, id, view.clone(), &mut shown.borrow_mut());
                }
            }
        },
    );
    let policy = view.policy;
    let oninput = send.reform(move |event: InputEvent| {
        let area: HtmlTextAreaElement = event.target_unchecked_into();
        Message::EditPolicy(policy, area.value())
    });
    html! {
        <div class="policy-editor">
            if props.has_editor {
                <json-editor ref={node} />
            } else {
                <textarea class="textarea" aria-label="Policy editor" autocomplete="off"
                    autocapitalize="off" spellcheck="false" readonly={view.readonly}
                    value={view.text.to_string()} {oninput} />
            }
        </div>
    }
}

fn listen(
    editor: &Element,
    policy: scenario::PolicyRef,
    send: &Callback<Message>,
) -> [EventListener; 3] {
    let on = |name: &'static str, message: fn(&JsValue, scenario::PolicyRef) -> Option<Message>| {
        let send = send.clone();
        EventListener::new(editor, name, move |event: &Event| {
            let detail = event.dyn_ref::<CustomEvent>().map(CustomEvent::detail);
            if let Some(message) = detail.and_then(|detail| message(&detail, policy)) {
                send.emit(message);
            }
        })
    };
    [
        on("editor-change", |detail, policy| {
            let value = Reflect::get(detail, &"value".into()).ok()?.as_string()?;
            Some(Message::EditPolicy(policy, value))
        }),
        on("editor-cursor", |detail, _| {
            let offset = Reflect::get(detail, &"offset".into()).ok()?.as_f64()?;
            // An offset is a whole number that fits: the editor counts units of a text.
            Some(Message::CursorMoved(offset as u32))
        }),
        on("editor-blur", |_, _| Some(Message::Settled)),
    ]
}
