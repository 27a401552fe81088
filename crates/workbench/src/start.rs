//! From what the browser kept and what the address says to the first state of the page.
//!
//! Nothing that the browser kept is ever lost here: what cannot be read stays where it is, and a
//! link is only looked at.

use crate::effect::Effect;
use crate::gallery::AskedBy;
use crate::history::History;
use crate::message::Theme;
use crate::model::Model;
use crate::notice::Notice;
use crate::test_run::Baseline;
use crate::update::{ask_for, new_scenario, open_address, open_query};
use crate::works::{KeptWork, Place};
use scenario::examples::COFFEE_SHOP;
use scenario::link::{self, Fragment};
use scenario::{examples, wire};
use std::rc::Rc;

/// What the browser has.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Stored {
    /// The page's own address, without what stands after `#`.
    pub address: String,
    /// What stands after `?` and before `#`.
    pub query: String,
    /// What stands after `#`.
    pub fragment: String,
    /// What this tab is called; no other tab is called that.
    pub tab: String,
    /// What was in hand before.
    pub open: Opened,
    /// Light, dark, or as the system has it.
    pub theme: Theme,
}

/// What was in hand when the page was left.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Opened {
    /// Nothing: this is the first visit.
    #[default]
    Nothing,
    /// A kept scenario.
    Work(KeptWork),
    /// What an address opens.
    Address(String),
}

/// The first state of the page, and what the browser has to do.
pub fn start(stored: Stored) -> (Model, Vec<Effect>) {
    let (address, tab) = (stored.address, stored.tab);
    let is_first = stored.open == Opened::Nothing;
    let (mut model, mut effects) = match stored.open {
        Opened::Nothing => (
            Model::new(Rc::new(examples::coffee_shop()), address, tab),
            Vec::new(),
        ),
        Opened::Address(fragment) => at_address(&fragment, address, tab),
        Opened::Work(kept) => with_work(kept, address, tab),
    };
    model.page.theme = stored.theme;
    model.page.first_visit = is_first;
    effects.extend(
        match stored.fragment.is_empty() && !stored.query.is_empty() {
            true => open_query(&mut model, &stored.query),
            false => open_address(&mut model, &stored.fragment),
        },
    );
    (model, effects)
}

// A door of the split build: what lies behind it waits (ARCHITECTURE.md).
#[inline(never)]
fn with_work(kept: KeptWork, address: String, tab: String) -> (Model, Vec<Effect>) {
    match wire::from_json(&kept.text) {
        Ok(scenario) => {
            let (history, pinned) = History::read(&kept.history, &kept.text);
            let mut model = Model::new(Rc::new(scenario), address, tab);
            model.history = history;
            model.keeping.work = Some(kept.id.clone());
            model.pin(pinned.map(Baseline::new));
            (model, vec![Effect::Hold(Place::Work(kept.id))])
        }
        Err(error) => {
            let mut model = Model::new(Rc::new(examples::coffee_shop()), address, tab);
            let why = error.to_string();
            model.tell(Notice::Unreadable { id: kept.id, why });
            (model, Vec::new())
        }
    }
}

/// What an address opened before that has nothing of its own in it.
// A door of the split build: what lies behind it waits (ARCHITECTURE.md).
#[inline(never)]
fn at_address(fragment: &str, address: String, tab: String) -> (Model, Vec<Effect>) {
    let read = link::read(fragment);
    let scenario = match &read {
        Ok(Fragment::New) => new_scenario(),
        _ => examples::coffee_shop(),
    };
    let mut model = Model::new(Rc::new(scenario), address, tab);
    let effects = match read {
        Ok(Fragment::Example(id)) if id != COFFEE_SHOP => ask_for(&mut model, id, AskedBy::Choice),
        _ => Vec::new(),
    };
    (model, effects)
}
