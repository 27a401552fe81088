//! From what the browser kept and what the address says to the first state of the page.
//!
//! Nothing that the browser kept is ever lost here: what cannot be read goes to the shelf as it
//! is, and a link is only looked at.

use crate::effect::Effect;
use crate::message::Theme;
use crate::model::{Model, Shelved};
use crate::notice::Notice;
use crate::update::open_address;
use scenario::{examples, wire};
use std::rc::Rc;

/// What the browser has.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Stored {
    /// The page's own address, without what stands after `#`.
    pub address: String,
    /// What stands after `#`.
    pub fragment: String,
    /// The work that was kept.
    pub work: Option<String>,
    /// The works on the shelf.
    pub shelf: Vec<String>,
    /// Light, dark, or as the system has it.
    pub theme: Theme,
}

/// The first state of the page, and what the browser has to do.
pub fn start(stored: Stored) -> (Model, Vec<Effect>) {
    let read = stored.work.as_deref().map(wire::from_json);
    let (scenario, error) = match read {
        Some(Ok(scenario)) => (scenario, None),
        Some(Err(error)) => (examples::coffee_shop(), Some(error.to_string())),
        None => (examples::coffee_shop(), None),
    };
    let mut model = Model::new(Rc::new(scenario), stored.address);
    model.page.theme = stored.theme;
    model.keeping.shelf = stored.shelf.into_iter().map(shelved).collect();
    let mut effects = open_address(&mut model, &stored.fragment);
    if let (Some(error), Some(text)) = (error, stored.work) {
        model.keeping.shelf.push(Shelved { title: None, text });
        effects.push(model.keeping.save_shelf());
        model.tell(Notice::Refused(format!(
            "Your work cannot be opened and was put on the shelf. {error}"
        )));
    }
    (model, effects)
}

fn shelved(text: String) -> Shelved {
    let title = wire::from_json(&text).ok().map(|scenario| scenario.title);
    Shelved { title, text }
}
