//! The light page for frames: the page's own components around `workbench::embed`, and the
//! messages to and from the page around it.

pub(crate) mod app;
mod code;
mod fetch;
mod hands;
mod host;
mod parts;

pub(crate) use host::settings;
