//! The page's icons, each a path on a grid of 16 by 16.

use workbench::view::state::State;
use workbench::view::tree::RowKind;
use yew::prelude::*;

/// An icon.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Icon {
    /// The page's own sign: a way through a gate.
    Gate,
    /// Yes.
    Check,
    /// No.
    Cross,
    /// Nothing.
    Empty,
    /// Passed by.
    Dash,
    /// Nobody knows.
    Question,
    /// Open or close.
    Chevron,
    /// A choice of things.
    Down,
    /// More to do.
    More,
    /// Something new.
    Plus,
    /// The root.
    Root,
    /// An OU.
    Folder,
    /// An account.
    Account,
    /// A user.
    User,
    /// A group.
    Group,
    /// A role.
    Role,
    /// A resource.
    Bucket,
    /// A policy.
    Policy,
    /// Take back.
    Undo,
    /// Take again.
    Redo,
    /// Pass on.
    Share,
    /// The tree.
    Tree,
    /// More to read.
    Info,
    /// Another name.
    Pen,
    /// A second one.
    Copy,
    /// A file to be had.
    File,
    /// Away with it.
    Bin,
    /// Something is wrong.
    Alert,
}

impl Icon {
    /// The icon of a state.
    pub(crate) const fn of(state: State) -> Icon {
        match state {
            State::Allow => Icon::Check,
            State::Deny => Icon::Cross,
            State::Implicit => Icon::Empty,
            State::Skip => Icon::Dash,
            State::Unknown => Icon::Question,
        }
    }

    /// The icon of a row of the tree.
    pub(crate) const fn of_row(kind: RowKind) -> Icon {
        match kind {
            RowKind::Root => Icon::Root,
            RowKind::Ou => Icon::Folder,
            RowKind::Account => Icon::Account,
            RowKind::User => Icon::User,
            RowKind::Group => Icon::Group,
            RowKind::Role => Icon::Role,
            RowKind::Resource => Icon::Bucket,
            RowKind::Endpoint => Icon::Gate,
        }
    }

    const fn path(self) -> &'static str {
        match self {
            Icon::Gate => RowKind::Endpoint.drawing(),
            Icon::Check => State::Allow.drawing(),
            Icon::Cross => State::Deny.drawing(),
            Icon::Empty => State::Implicit.drawing(),
            Icon::Dash => State::Skip.drawing(),
            Icon::Question => State::Unknown.drawing(),
            Icon::Chevron => "m6 3.5 4.5 4.5L6 12.5",
            Icon::Down => "m3.5 6 4.5 4.5L12.5 6",
            Icon::More => "M3.5 8h.01M8 8h.01M12.5 8h.01",
            Icon::Plus => "M8 3v10M3 8h10",
            Icon::Root => RowKind::Root.drawing(),
            Icon::Folder => RowKind::Ou.drawing(),
            Icon::Account => RowKind::Account.drawing(),
            Icon::User => RowKind::User.drawing(),
            Icon::Group => RowKind::Group.drawing(),
            Icon::Role => RowKind::Role.drawing(),
            Icon::Bucket => RowKind::Resource.drawing(),
            Icon::Policy => "M4 2h5.5L12.5 5v9H4zM9 2v3.5h3.5M6.5 8.5h3.5M6.5 11h3.5",
            Icon::Undo => "M3 6h6.5a3.5 3.5 0 0 1 0 7H6M5.5 3 2.5 6l3 3",
            Icon::Redo => "M13 6H6.5a3.5 3.5 0 0 0 0 7H10M10.5 3l3 3-3 3",
            Icon::Share => "M8 10V2M5 4.5 8 1.8l3 2.7M4 7.5H2.5V14h11V7.5H12",
            Icon::Info => "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M8 7.3v3.9M8 4.8v.01",
            Icon::Pen => "M3 13l.7-3.2L11 2.5 13.5 5l-7.3 7.3zM9.5 4 12 6.5",
            Icon::Copy => "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
            Icon::File => "M8 2v8M5 7.3l3 2.9 3-2.9M2.5 11v2.5h11V11",
            Icon::Bin => "M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.7 9h6.6l.7-9M6.8 7v4M9.2 7v4",
            Icon::Alert => "M8 2.5v7M8 12.9v.1",
            Icon::Tree => "M2 3h5M5 8h9M5 13h9M3 3v10h2M3 8h2",
        }
    }

    /// The drawing. It says nothing to those who listen: a word stands beside it.
    pub(crate) fn draw(self) -> Html {
        html! {
            <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
                <path d={self.path()} />
            </svg>
        }
    }
}
