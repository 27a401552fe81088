//! The messages between the frame and the page around it. `docs/EMBEDDING.md` documents them.
//!
//! Not responsible for who sent one; `web` looks only at those of the page around.

use super::settings::{lang, theme};
use crate::message::Theme;
use scenario::quote::json;

/// Marks the messages of this project among all that a page receives.
pub const NAMESPACE: &str = "iam-playground";
/// The version of the protocol.
pub const PROTOCOL: u32 = 1;

/// A message as it came: the members that a message may have, each of its own type or not there.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Told {
    /// `ns`.
    pub ns: String,
    /// `v`.
    pub v: u32,
    /// `type`.
    pub kind: String,
    /// `id`: the frame that is meant, where the host has several.
    pub id: Option<String>,
    /// `link`.
    pub link: Option<String>,
    /// `theme`.
    pub theme: Option<String>,
    /// `lang`.
    pub lang: Option<String>,
    /// `readonly`.
    pub readonly: Option<bool>,
}

/// What the host wants.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HostMessage {
    /// Show what a link holds.
    SetState(String),
    /// Say what is in hand.
    GetState,
    /// Show the verdict.
    Run,
    /// Begin again.
    Reset,
    /// Another theme.
    SetTheme(Theme),
    /// Another language.
    SetLang(String),
    /// Whether anything can be changed.
    SetReadonly(bool),
    /// Take the keyboard.
    Focus,
}

impl HostMessage {
    /// What a message means to the frame of a name; nothing, if it is not one of ours.
    pub fn read(told: Told, own_id: &str) -> Option<HostMessage> {
        let is_ours = told.ns == NAMESPACE && told.v == PROTOCOL;
        let for_us = told.id.is_none_or(|id| id == own_id);
        if !is_ours || !for_us {
            return None;
        }
        Some(match told.kind.as_str() {
            "setState" => HostMessage::SetState(told.link?),
            "getState" => HostMessage::GetState,
            "run" => HostMessage::Run,
            "reset" => HostMessage::Reset,
            "setTheme" => HostMessage::SetTheme(theme(&told.theme?)?),
            "setLang" => HostMessage::SetLang(lang(&told.lang?)?),
            "setReadonly" => HostMessage::SetReadonly(told.readonly?),
            "focus" => HostMessage::Focus,
            _ => return None,
        })
    }
}

/// What the frame says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FrameMessage {
    /// It takes messages from now on.
    Ready,
    /// It needs this height, in pixels.
    Resize(u32),
    /// The answer to the request.
    Result(ResultTold),
    /// The reader changed something.
    Changed,
    /// What is in hand, as the fragment of a link; `None` where it is too large for one.
    State(Option<String>),
}

/// An answer, as hosts see it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ResultTold {
    /// `allowed`, `denied`, `depends`.
    pub verdict: &'static str,
    /// The layer that decides, by the name that `iam-playground --trace` uses.
    pub layer: Option<&'static str>,
    /// The level of the organization that decides.
    pub node: Option<String>,
    /// How many saved requests get what is expected of them.
    pub passed: usize,
    /// Of how many.
    pub total: usize,
}

impl FrameMessage {
    /// The message as JSON, from the frame of a name.
    pub fn to_json(&self, id: &str) -> String {
        let text = |value: Option<&str>| value.map_or_else(|| "null".into(), json);
        let (kind, members) = match self {
            FrameMessage::Ready => (
                "ready",
                format!(
                    r#","schema":1,"engine":{},"data":{}"#,
                    json(env!("CARGO_PKG_VERSION")),
                    json(scenario::link::RULES)
                ),
            ),
            FrameMessage::Resize(height) => ("resize", format!(r#","height":{height}"#)),
            FrameMessage::Result(told) => (
                "result",
                format!(
                    r#","verdict":{},"layer":{},"node":{},"testsPassed":{},"testsTotal":{}"#,
                    json(told.verdict),
                    text(told.layer),
                    text(told.node.as_deref()),
                    told.passed,
                    told.total
                ),
            ),
            FrameMessage::Changed => ("changed", String::new()),
            FrameMessage::State(link) => ("state", format!(r#","link":{}"#, text(link.as_deref()))),
        };
        let (ns, id) = (json(NAMESPACE), json(id));
        format!(r#"{{"ns":{ns},"v":{PROTOCOL},"id":{id},"type":"{kind}"{members}}}"#)
    }
}
