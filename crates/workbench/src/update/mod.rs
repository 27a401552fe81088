//! What every message does: the one way state changes (invariant I8). Pure: the clock, storage
//! and the browser are asked for by the effects that come back.

mod caller;
mod chain;
mod drag;
mod file;
mod frame;
mod gallery;
mod matrix;
mod membership;
mod organization;
mod paste;
mod path;
mod policy;
mod request;
mod saved;
mod switches;
mod tree;
mod what_if;
mod work;
mod works;

pub(crate) use drag::name as dragged_name;
pub(crate) use frame::update as in_a_frame;
pub(crate) use gallery::ask_for;
pub(crate) use organization::refusal_of_attaching;
pub(crate) use request::ask_what_waited;
pub(crate) use work::{file_name, new_scenario, open_address, open_query, save as save_now};
pub(crate) use works::branch;

use crate::effect::Effect;
use crate::knowledge::{self, DataFile};
use crate::message::{Dialog, Message};
use crate::model::Model;
use crate::notice::Notice;
use crate::share;

/// Takes in a message; the effects are for the browser to carry out in order.
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    let mut effects = edited(model, message);
    effects.extend(crate::matrix::follow(model));
    effects
}

/// What is about the scenario.
fn edited(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::SetTitle(_)
        | Message::Undo
        | Message::Redo
        | Message::Settled
        | Message::NewScenario
        | Message::OpenLink(_)
        | Message::OpenFile(_)
        | Message::Export
        | Message::ExportImage(..)
        | Message::ImageFailed
        | Message::StorageFailed(_) => work::update(model, message),

        Message::ShowGallery
        | Message::GalleryCame(_)
        | Message::OpenExample(_)
        | Message::ExampleCame(..)
        | Message::HideTry
        | Message::ShowAbout(_) => gallery::update(model, message),

        Message::Works(works) => works::update(model, works),

        Message::Share(message) => share::update(model, message),
        Message::Keep => share::keep(model),

        Message::MoveNode { .. }
        | Message::AddOu { .. }
        | Message::AddAccount { .. }
        | Message::CreateOrganization(_)
        | Message::Join(..)
        | Message::Leave(_)
        | Message::HandOver { .. }
        | Message::AddTo { .. }
        | Message::SetDetails(..)
        | Message::JoinGroup(..)
        | Message::LeaveGroup(..)
        | Message::Rename(..)
        | Message::Delete(_)
        | Message::Attach(..)
        | Message::Detach(..)
        | Message::Paste(_) => organization::update(model, message),

        Message::Cut(_)
        | Message::Select(_)
        | Message::ToggleRow(_)
        | Message::TreeKey(_)
        | Message::FilterTree(_)
        | Message::ShowEffective(_)
        | Message::EndSearch => tree::update(model, message),

        Message::DragStart(_)
        | Message::DragOver(..)
        | Message::DragLeave
        | Message::Drop
        | Message::DragCancel => drag::update(model, message),

        Message::SwitchPolicy(_) | Message::SwitchNode(_) | Message::SwitchAllOn => {
            switches::update(model, message)
        }

        Message::OpenPolicy(_)
        | Message::ClosePolicy(_)
        | Message::EditPolicy(..)
        | Message::NewPolicy(..)
        | Message::NewPolicyFor(..)
        | Message::AddPolicy(..)
        | Message::RenamePolicy(..)
        | Message::DeletePolicy(_)
        | Message::AddManagedPolicy(_)
        | Message::CopyPolicy(_)
        | Message::CursorMoved(_)
        | Message::RevealFinding(..) => policy::update(model, message),

        other => asked(model, other),
    }
}

/// What is about the request, its answer and what is shown of the page.
fn asked(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::SetCaller(_)
        | Message::SetAction(_)
        | Message::SetResource(_)
        | Message::SetOwner(_)
        | Message::SetContextKey(..)
        | Message::SetContextUnknown(_)
        | Message::SetContextAbsent(_)
        | Message::ResetContextKey(_)
        | Message::AskBatch(_)
        | Message::Complete(_)
        | Message::EndCompletion
        | Message::Take(..)
        | Message::FillIn(_)
        | Message::AskSaved(_) => request::update(model, message),

        Message::ShowTests(_)
        | Message::SaveRequest { .. }
        | Message::UpdateSaved(_)
        | Message::ExpectSaved(..)
        | Message::RenameSaved(..)
        | Message::DeleteSaved(_)
        | Message::MoveSaved { .. }
        | Message::PinBaseline
        | Message::DropBaseline
        | Message::ExportTests(_) => saved::update(model, message),

        Message::Matrix(message) => matrix::update(model, message),

        Message::SetCredentials(_)
        | Message::SetCallerName(_)
        | Message::EditSession(..)
        | Message::SetTask(_)
        | Message::TakeTask(_)
        | Message::SetEndpoint(_) => caller::update(model, message),

        Message::AssumeRole(..)
        | Message::LeaveRole
        | Message::SetMaker(..)
        | Message::SetLook(_)
        | Message::ToggleStep(..)
        | Message::ToggleStepGate(..) => chain::update(model, message),

        Message::TypePasted(_) | Message::FillRequest(_) => paste::update(model, message),

        Message::Step(_)
        | Message::CopyPath(_)
        | Message::ToggleGate(_)
        | Message::ToggleAllStatements(_)
        | Message::HoverStatement(_)
        | Message::RevealStatement(_) => path::update(model, message),

        Message::ShowWhatIf(_) | Message::TryChange(_) => what_if::update(model, message),

        Message::Fetched(..) | Message::Fetch(_) => knowledge::update(model, message),

        other => page(model, other),
    }
}

/// What is shown of the page, whatever is in hand.
fn page(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::ShowDialog(Some(Dialog::Works)) => works::show(model),
        Message::ShowDialog(dialog) => {
            let wants_policies = dialog == Some(Dialog::ManagedPolicies);
            model.page.dialog = dialog;
            model.page.problem = None;
            model.page.query.clear();
            match wants_policies {
                true => knowledge::ask(model, DataFile::ManagedPolicies),
                false => Vec::new(),
            }
        }
        Message::Search(query) => {
            model.page.query = query;
            Vec::new()
        }
        Message::Print => vec![Effect::Print],
        Message::ShowPrint(printing) => {
            model.page.printing = printing;
            Vec::new()
        }
        Message::ShowPane(pane) => {
            model.page.pane = pane;
            Vec::new()
        }
        Message::SetTheme(theme) => {
            model.page.theme = theme;
            vec![Effect::SetTheme(theme)]
        }
        Message::NewVersion => {
            let notices = &mut model.page.notices;
            if !notices.contains(&Notice::NewVersion) {
                notices.push(Notice::NewVersion);
            }
            Vec::new()
        }
        Message::LoadNewVersion => vec![Effect::LoadNewVersion],
        Message::DismissNotice(place) => {
            let notices = &mut model.page.notices;
            if notices
                .get(place)
                .is_some_and(|notice| notice.can_be_closed())
            {
                notices.remove(place);
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}
