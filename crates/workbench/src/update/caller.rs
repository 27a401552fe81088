//! What the caller brings along: credentials, the session with its policies and tags, and the
//! way the request travels.

use crate::edit::{Name, edit, set};
use crate::effect::Effect;
use crate::history::Group;
use crate::message::{Message, SessionEdit};
use crate::model::Model;
use scenario::edit as document;
use scenario::task;
use scenario::{CallerSpec, ContextEntry, Credentials, Mfa, PolicyRef, Session, Tag};

pub(super) fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::SetCredentials(credentials) => set_credentials(model, credentials),
        Message::SetCallerName(name) => set_name(model, name),
        Message::EditSession(back, edit) => edit_session(model, back, edit),
        Message::SetTask(task) => set_task(model, task),
        Message::TakeTask(name) => take_task(model, name),
        Message::SetEndpoint(endpoint) => set_endpoint(model, endpoint),
        _ => Vec::new(),
    }
}

fn set_credentials(model: &mut Model, credentials: Credentials) -> Vec<Effect> {
    let mut caller = model.scenario().request.caller.clone();
    match &mut caller {
        CallerSpec::User {
            credentials: held, ..
        }
        | CallerSpec::Root {
            credentials: held, ..
        } => *held = credentials,
        _ => return Vec::new(),
    }
    put(model, caller, Name::new("change the credentials"))
}

fn set_name(model: &mut Model, name: String) -> Vec<Effect> {
    let mut caller = model.scenario().request.caller.clone();
    match &mut caller {
        CallerSpec::Service { name: held } | CallerSpec::WebIdentity { provider: held } => {
            *held = name.trim().to_owned();
        }
        _ => return Vec::new(),
    }
    let step = Name::joined("change the caller", Group::Caller("name"));
    put(model, caller, step)
}

fn set_task(model: &mut Model, policy: Option<PolicyRef>) -> Vec<Effect> {
    let mut caller = model.scenario().request.caller.clone();
    if let CallerSpec::RootTask { task, .. } = &mut caller {
        *task = policy;
    }
    put(model, caller, Name::new("change the task"))
}

/// The task's policy comes into the library, if it is not there.
fn take_task(model: &mut Model, name: &str) -> Vec<Effect> {
    let mut tasks = task::ALL.iter();
    let Some(task) = tasks.find(|task| task.name == name) else {
        return Vec::new();
    };
    let done = edit(model, Name::new("change the task"), |scenario| {
        let policy = match scenario.policies.named(task.name) {
            Some(policy) => policy,
            None => document::add_policy(scenario, task.policy())?,
        };
        if let CallerSpec::RootTask { task, .. } = &mut scenario.request.caller {
            *task = Some(policy);
        }
        Ok::<(), document::Refusal>(())
    });
    match done {
        Ok(((), effects)) | Err(effects) => effects,
    }
}

fn edit_session(model: &mut Model, back: usize, edit: SessionEdit) -> Vec<Effect> {
    let mut caller = model.scenario().request.caller.clone();
    let made = caller.back_mut(back);
    let Some(session) = made.and_then(CallerSpec::session_mut) else {
        return Vec::new();
    };
    let name = carry_out(session, edit);
    put(model, caller, name)
}

fn carry_out(session: &mut Session, edit: SessionEdit) -> Name {
    match edit {
        SessionEdit::Name(name) => {
            session.name = name.trim().to_owned();
            Name::joined("change the session's name", Group::Caller("session name"))
        }
        SessionEdit::Policy(policy, passed) => {
            session.policies.retain(|held| *held != policy);
            if passed {
                session.policies.push(policy);
            }
            Name::new(match passed {
                true => "pass a session policy",
                false => "leave out a session policy",
            })
        }
        SessionEdit::Tag { key, value } => {
            let key = key.trim();
            let mut tags = session.tags.iter_mut();
            match tags.find(|held| held.key.eq_ignore_ascii_case(key)) {
                Some(held) => held.value = value,
                None if key.is_empty() => {}
                None => session.tags.push(Tag::new(key, value)),
            }
            Name::joined(format!("set the session tag {key}"), Group::Caller("tag"))
        }
        SessionEdit::RemoveTag(key) => {
            let is_other = |held: &str| !held.eq_ignore_ascii_case(&key);
            session.tags.retain(|held| is_other(&held.key));
            session.transitive.retain(|held| is_other(held));
            Name::new(format!("remove the session tag {key}"))
        }
        SessionEdit::Mfa(used) => {
            session.mfa = if used { Mfa::Present } else { Mfa::Absent };
            Name::new("change the session's MFA")
        }
        SessionEdit::Transitive(key, handed) => {
            session
                .transitive
                .retain(|held| !held.eq_ignore_ascii_case(&key));
            if handed {
                session.transitive.push(key.clone());
            }
            Name::new(match handed {
                true => format!("hand on the session tag {key}"),
                false => format!("keep the session tag {key}"),
            })
        }
        SessionEdit::ExternalId(_) | SessionEdit::Duration(_) | SessionEdit::Context(..) => {
            call(session, edit)
        }
        SessionEdit::SourceIdentity(identity) => {
            let identity = identity.trim();
            session.source_identity = (!identity.is_empty()).then(|| identity.to_owned());
            Name::joined(
                "change the source identity",
                Group::Caller("source identity"),
            )
        }
    }
}

/// What is passed with the call that makes a session, and not kept by it.
fn call(session: &mut Session, edit: SessionEdit) -> Name {
    let name = match &edit {
        SessionEdit::ExternalId(_) => {
            Name::joined("change the external ID", Group::Caller("external ID"))
        }
        SessionEdit::Context(key, _) => Name::new(format!("tell {key} of the role chain")),
        _ => Name::joined("change the duration", Group::Caller("duration")),
    };
    let Some(assumed) = &mut session.assumed else {
        return name;
    };
    match edit {
        SessionEdit::ExternalId(id) => {
            assumed.external_id = Some(id.trim().to_owned()).filter(|id| !id.is_empty());
        }
        SessionEdit::Context(key, value) => {
            assumed
                .context
                .retain(|held| !held.key.eq_ignore_ascii_case(&key));
            let entry = value.map(|value| ContextEntry { key, value });
            assumed.context.extend(entry);
        }
        // What is no number is no duration: the field shows what stands.
        SessionEdit::Duration(seconds) => assumed.duration = seconds.trim().parse().ok(),
        _ => {}
    }
    name
}

fn set_endpoint(model: &mut Model, endpoint: Option<String>) -> Vec<Effect> {
    let is_known = |id: &String| model.scenario().endpoint(id).is_some();
    if model.scenario().request.endpoint == endpoint || !endpoint.iter().all(is_known) {
        return Vec::new();
    }
    set(model, Name::new("change the VPC endpoint"), |scenario| {
        scenario.request.endpoint = endpoint;
    })
}

fn put(model: &mut Model, caller: CallerSpec, step: Name) -> Vec<Effect> {
    if model.scenario().request.caller == caller {
        return Vec::new();
    }
    set(model, step, |scenario| scenario.request.caller = caller)
}
