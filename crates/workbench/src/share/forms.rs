//! The texts that are copied.

use super::{Form, Sharing};
use crate::embed::Mode;
use crate::message::{PathFormat, Theme};
use crate::model::Model;
use crate::path_text;
use crate::quote::markdown;
use scenario::{PolicyOwner, Scenario};
use std::fmt::Write;
use std::rc::Rc;

/// The whole address.
pub(super) fn link(model: &Model, sharing: &Sharing) -> Option<String> {
    let fragment = sharing.content().fragment.as_ref().ok()?;
    Some(format!("{}#{fragment}", model.keeping.address))
}

/// Whether the page lies on a disk, where nobody else can follow its address.
pub(super) fn is_local(model: &Model) -> bool {
    model.keeping.address.starts_with("file:")
}

/// The text of the form that is chosen, where there is one.
pub(super) fn text(model: &Model, sharing: &Sharing) -> Option<String> {
    let title = title(&sharing.content().scenario);
    match sharing.form {
        Form::Link | Form::Qr => link(model, sharing),
        Form::Markdown => Some(format!("[{}]({})", plain(&title), link(model, sharing)?)),
        Form::Text => Some(readable(model, sharing)),
        Form::Frame | Form::Element if is_local(model) => None,
        Form::Frame => Some(frame(model, sharing, &title)?),
        Form::Element => Some(element(model, sharing, &title)?),
    }
}

fn title(scenario: &Scenario) -> String {
    match scenario.title.trim() {
        "" => "IAM Playground".into(),
        title => title.to_owned(),
    }
}

/// Text of Markdown without code in it.
fn plain(text: &str) -> String {
    markdown(&text.replace('`', "'"))
}

/// The address of the site, with its last slash.
fn site(model: &Model) -> &str {
    let address = &model.keeping.address;
    let end = address.rfind('/').map_or(address.len(), |slash| slash + 1);
    address.get(..end).unwrap_or(address)
}

fn attribute(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

/// What differs from the frame's own way, by its name in the query; docs/EMBEDDING.md.
fn settings(sharing: &Sharing) -> Vec<(&'static str, &'static str)> {
    let mode = match sharing.embed.mode {
        Mode::Full => None,
        other => Some(("mode", other.name())),
    };
    let theme = match sharing.embed.theme {
        Theme::System => None,
        Theme::Light => Some(("theme", "light")),
        Theme::Dark => Some(("theme", "dark")),
    };
    let readonly = sharing.embed.readonly.then_some(("readonly", "1"));
    [mode, theme, readonly].into_iter().flatten().collect()
}

fn frame(model: &Model, sharing: &Sharing, title: &str) -> Option<String> {
    let fragment = sharing.content().fragment.as_ref().ok()?;
    let pairs = settings(sharing).into_iter();
    let pairs: Vec<String> = pairs
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let query = match pairs.is_empty() {
        true => String::new(),
        false => format!("?{}", pairs.join("&")),
    };
    Some(format!(
        "<iframe title=\"{}\" src=\"{}\" loading=\"lazy\" sandbox=\"allow-scripts allow-popups \
         allow-popups-to-escape-sandbox\" width=\"100%\" height=\"640\" style=\"border: \
         0\"></iframe>",
        attribute(title),
        attribute(&format!("{}embed/{query}#{fragment}", site(model))),
    ))
}

fn element(model: &Model, sharing: &Sharing, title: &str) -> Option<String> {
    let fragment = sharing.content().fragment.as_ref().ok()?;
    let site = attribute(site(model));
    let mut attributes = String::new();
    for (name, value) in settings(sharing) {
        // Writing into a text never fails.
        let _ = match name {
            "readonly" => write!(attributes, " readonly"),
            _ => write!(attributes, " {name}=\"{value}\""),
        };
    }
    Some(format!(
        "<script async src=\"{site}iam-playground-element.js\"></script>\n<iam-playground \
         src=\"{site}#{fragment}\"{attributes} title=\"{}\"></iam-playground>",
        attribute(title)
    ))
}

/// Verdict, path and policies to be read without the page.
fn readable(model: &Model, sharing: &Sharing) -> String {
    let content = sharing.content();
    let scenario = &content.scenario;
    let shown = Model::new(Rc::clone(scenario), String::new(), String::new());
    let mut text = format!("## {}\n\n", plain(&title(scenario)));
    text.push_str(&path_text::text(&shown, PathFormat::Markdown));
    text.push_str("\n### Policies\n");
    for (_, document) in scenario.policies.iter() {
        if document.owner == PolicyOwner::Aws {
            continue;
        }
        let off = if document.is_on() {
            ""
        } else {
            ", switched off"
        };
        let name = document.name.replace('`', "'");
        let fence = fence(&document.text);
        // Writing into a text never fails.
        let _ = write!(
            text,
            "\n`{name}` ({}{off}):\n\n{fence}json\n{}\n{fence}\n",
            document.kind.name(),
            document.text.trim_end()
        );
    }
    if let (Some(link), false) = (link(model, sharing), is_local(model)) {
        let _ = write!(text, "\n[Open in IAM Playground]({link})\n");
    }
    text
}

/// A fence that the text inside cannot close.
fn fence(text: &str) -> String {
    let (mut longest, mut run) = (0, 0);
    for character in text.chars() {
        run = if character == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    "`".repeat(3.max(longest + 1))
}
