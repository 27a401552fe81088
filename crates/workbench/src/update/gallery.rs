//! Examples: choosing one, having it fetched, and opening it without losing one's own work.

use super::work::{open_fresh, visit};
use crate::effect::Effect;
use crate::gallery::{AskedBy, List, Wanted};
use crate::message::{Dialog, Message};
use crate::model::Model;
use crate::notice::{Notice, Source};
use scenario::examples::{self, COFFEE_SHOP, IDS};
use scenario::{Scenario, wire};

// A door of the split build: what lies behind it waits (ARCHITECTURE.md).
#[inline(never)]
pub(super) fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::ShowGallery => {
            model.page.dialog = Some(Dialog::Gallery);
            model.page.problem = None;
            match model.gallery.list {
                List::Coming | List::Here(_) => Vec::new(),
                List::Unasked | List::Missing => {
                    model.gallery.list = List::Coming;
                    vec![Effect::FetchGallery]
                }
            }
        }
        Message::GalleryCame(list) => {
            let read = list.and_then(|text| examples::read_listings(&text).ok());
            model.gallery.list = match read {
                Some(list) => List::Here(list.into()),
                None => List::Missing,
            };
            Vec::new()
        }
        Message::OpenExample(id) => ask_for(model, id, AskedBy::Choice),
        Message::ExampleCame(id, text) => came(model, &id, text),
        Message::HideTry => {
            model.page.first_visit = false;
            Vec::new()
        }
        Message::ShowAbout(shown) => {
            model.page.about = shown;
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Opens an example, at once or when it comes.
pub(crate) fn ask_for(model: &mut Model, id: String, by: AskedBy) -> Vec<Effect> {
    forget_wanted(model);
    if id == COFFEE_SHOP {
        return open(model, examples::coffee_shop(), &id, by);
    }
    if !IDS.contains(&&*id) {
        return failed(model, Notice::NoExample(id), by);
    }
    model.page.problem = None;
    if by == AskedBy::Address {
        model.tell(Notice::Opening(id.clone()));
    }
    let wanted = Wanted { id: id.clone(), by };
    model.gallery.wanted = Some(wanted);
    vec![Effect::FetchExample(id)]
}

/// Somebody who opened something else meanwhile does not want it any more.
pub(super) fn forget_wanted(model: &mut Model) {
    model.gallery.wanted = None;
    let is_about_it = |notice: &Notice| {
        matches!(
            notice,
            Notice::Opening(_) | Notice::NoExample(_) | Notice::NotFetched(_)
        )
    };
    model.page.notices.retain(|notice| !is_about_it(notice));
}

fn came(model: &mut Model, id: &str, text: Option<String>) -> Vec<Effect> {
    let wanted = model.gallery.wanted.take_if(|wanted| wanted.id == id);
    let Some(wanted) = wanted else {
        return Vec::new();
    };
    forget_wanted(model);
    match text.as_deref().map(wire::from_json) {
        Some(Ok(scenario)) => open(model, scenario, id, wanted.by),
        Some(Err(error)) => {
            let why = format!("The example “{id}” was not opened. {error}");
            failed(model, Notice::Refused(why), wanted.by)
        }
        None => failed(model, Notice::NotFetched(id.into()), wanted.by),
    }
}

/// Tells where it was asked for why an example does not open.
fn failed(model: &mut Model, notice: Notice, by: AskedBy) -> Vec<Effect> {
    let said = notice.text();
    match model.page.dialog {
        Some(_) => model.page.problem = Some(said.clone()),
        None => model.tell(notice),
    }
    let forget = (by == AskedBy::Address).then_some(Effect::ForgetLink);
    std::iter::once(Effect::Announce(said))
        .chain(forget)
        .collect()
}

fn open(model: &mut Model, scenario: Scenario, id: &str, by: AskedBy) -> Vec<Effect> {
    let effects = match by {
        AskedBy::Choice => open_fresh(model, scenario, format!("example/{id}")),
        AskedBy::Address => visit(model, scenario, Source::Example),
    };
    // Also where it was in hand already.
    model.page.about = true;
    effects
}
