//! The session of a caller: its name, MFA, source identity, tags, and the policies passed with it.

use crate::components::add_pair::AddPair;
use crate::icon::Icon;
use scenario::ContextValue;
use web_sys::HtmlInputElement;
use workbench::message::{Message, SessionEdit};
use workbench::view::caller::{NameView, PassedPolicy, SessionView, TagView};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to draw.
    pub(crate) view: SessionView,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
}

/// The fields of a session.
#[component]
pub(crate) fn SessionFields(props: &Props) -> Html {
    let SessionView {
        back,
        name,
        policies,
        policies_problem,
        tags,
        tags_problem,
        mfa,
        mfa_label,
        source_identity,
        call,
        told,
    } = &props.view;
    let back = *back;
    let edit = props
        .send
        .reform(move |edit| Message::EditSession(back, edit));
    // The sessions of a chain have their fields side by side.
    let id = |name: &str| match back {
        0 => name.to_owned(),
        back => format!("{name}-{back}"),
    };
    let add = edit.reform(|(key, value)| SessionEdit::Tag { key, value });
    let tell = edit.reform(|(key, value): (String, String)| {
        SessionEdit::Context(key, Some(ContextValue::Single(value)))
    });
    html! {
        <>
            { name_field(id("session-name"), name, edit.reform(SessionEdit::Name)) }
            if let Some(identity) = source_identity {
                { name_field(id("session-identity"), identity, edit.reform(SessionEdit::SourceIdentity)) }
            }
            if let Some(call) = call {
                { for call.iter().map(|(field, name)| {
                    let field = *field;
                    let set = edit.reform(move |text| field.edit(text));
                    name_field(id(&format!("{field:?}")), name, set)
                }) }
            }
            if let Some(used) = mfa {
                <span class="field-label">{ "MFA" }</span>
                { check(mfa_label, "", *used, edit.reform(SessionEdit::Mfa)) }
            }
            <span class="field-label" id={id("session-tags")}>{ "Tags" }</span>
            <div class="session-list" role="group" aria-labelledby={id("session-tags")}>
                { for tags.iter().map(|held| tag(held, id(&format!("session-tag-{}", held.tag.key)), &edit)) }
                <AddPair label="Add a session tag" key_name="Tag" example="department" {add} />
                { problem(tags_problem) }
            </div>
            if call.is_some() {
                <span class="field-label" id={id("session-told")}>{ "Condition keys" }</span>
                <div class="session-list" role="group" aria-labelledby={id("session-told")}>
                    { for told.iter().map(|(key, value)| told_key(key, value, &edit)) }
                    <AddPair label="Add a condition key of the call" key_name="Key" example="saml:sub" add={tell} />
                </div>
            }
            if !policies.is_empty() {
                <span class="field-label" id={id("session-policies")}>{ "Session policies" }</span>
                <div class="session-list" role="group" aria-labelledby={id("session-policies")}>
                    { for policies.iter().map(|policy| passed(policy, &props.send)) }
                    { problem(policies_problem) }
                </div>
            }
        </>
    }
}

fn told_key(key: &str, value: &str, edit: &Callback<SessionEdit>) -> Html {
    let away = key.to_owned();
    let onclick = edit.reform(move |_: MouseEvent| SessionEdit::Context(away.clone(), None));
    html! {
        <div class="session-tag" key={key.to_owned()}>
            <code>{ key }</code>
            <span class="code">{ value }</span>
            <button type="button" class="button button-quiet button-icon button-small"
                aria-label={format!("Leave {key} to AWS")} title="Leave it to AWS" {onclick}>
                { Icon::Cross.draw() }
            </button>
        </div>
    }
}

/// A name to type.
pub(crate) fn name_field(id: impl Into<AttrValue>, view: &NameView, set: Callback<String>) -> Html {
    let oninput = set.reform(typed);
    let id: AttrValue = id.into();
    let (note, list) = (format!("{id}-note"), format!("{id}-list"));
    let is_wrong = view.problem.is_some();
    html! {
        <>
            <label for={id.clone()}>{ view.label }</label>
            <input {id} class="input input-code" autocomplete="off" autocapitalize="off" spellcheck="false"
                list={(!view.suggestions.is_empty()).then(|| list.clone())} value={view.value.clone()}
                aria-invalid={is_wrong.then_some("true")} aria-describedby={is_wrong.then(|| note.clone())} {oninput} />
            if !view.suggestions.is_empty() {
                <datalist id={list}>{ for view.suggestions.iter().map(|value| html! { <option value={*value} /> }) }</datalist>
            }
            if let Some(problem) = &view.problem {
                <p class="field-note" id={note} data-state="deny">{ problem }</p>
            }
        </>
    }
}

fn tag(view: &TagView, id: String, edit: &Callback<SessionEdit>) -> Html {
    let tag = &view.tag;
    let (set, remove) = (tag.key.clone(), tag.key.clone());
    let oninput = edit.reform(move |event: InputEvent| SessionEdit::Tag {
        key: set.clone(),
        value: typed(event),
    });
    let onclick = edit.reform(move |_: MouseEvent| SessionEdit::RemoveTag(remove.clone()));
    let handed = tag.key.clone();
    let hand_on = edit.reform(move |on| SessionEdit::Transitive(handed.clone(), on));
    html! {
        <div class="session-tag" key={tag.key.clone()}>
            <label for={id.clone()} title={tag.key.clone()}>{ &tag.key }</label>
            <input {id} class="input input-code" autocomplete="off" autocapitalize="off" spellcheck="false"
                value={tag.value.clone()} {oninput} />
            <button type="button" class="button button-quiet button-icon button-small"
                aria-label={format!("Remove the tag {}", tag.key)} title="Remove" {onclick}>
                { Icon::Cross.draw() }
            </button>
            if let Some(on) = view.transitive {
                { check("transitive", "", on, hand_on) }
            }
        </div>
    }
}

fn passed(policy: &PassedPolicy, send: &Callback<Message>) -> Html {
    let message = policy.message.clone();
    let set = send.reform(move |_: bool| message.clone());
    check(&policy.name, policy.kind, policy.passed, set)
}

fn check(label: &str, kind: &'static str, is_on: bool, set: Callback<bool>) -> Html {
    let onchange =
        set.reform(|event: Event| event.target_unchecked_into::<HtmlInputElement>().checked());
    html! {
        <label class="check">
            <input type="checkbox" checked={is_on} {onchange} />
            <span>{ label }</span>
            if !kind.is_empty() { <span class="tag">{ kind }</span> }
        </label>
    }
}

fn problem(problem: &Option<String>) -> Html {
    match problem {
        Some(problem) => html! { <p class="field-note" data-state="deny">{ problem }</p> },
        None => html! {},
    }
}

fn typed(event: InputEvent) -> String {
    event.target_unchecked_into::<HtmlInputElement>().value()
}
