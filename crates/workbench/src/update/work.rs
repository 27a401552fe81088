//! Works as a whole: undo, saving, sharing, and opening another one without losing one's own.

use super::gallery;
use crate::edit::{Name, changed, refuse, set};
use crate::effect::Effect;
use crate::gallery::AskedBy;
use crate::history::{Group, Step};
use crate::message::{Dialog, Keep, Message, StorageFailure};
use crate::model::{Kept, Model, Own, Page, Shelved};
use crate::notice::{Notice, Source};
use crate::view::dialog::link_of;
use iam::AccountId;
use scenario::examples;
use scenario::link::{self, Fragment};
use scenario::{Account, CallerSpec, Credentials, OrganizationTree, RequestSpec, Scenario, wire};
use std::rc::Rc;

pub(super) fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::SetTitle(title) if model.scenario.title != title => {
            let name = Name::joined("change the title", Group::Title);
            set(model, name, |scenario| scenario.title = title)
        }
        Message::Undo => step(model, Direction::Back),
        Message::Redo => step(model, Direction::Forth),
        Message::Settled => settle(model),
        Message::NewScenario => replace(model, new_scenario()),
        Message::OpenShelved(place) => open_shelved(model, place),
        Message::DropShelved(place) => drop_shelved(model, place),
        Message::OpenLink(fragment) => open_address(model, &fragment),
        Message::OpenFile(text) => match wire::from_json(&text) {
            Ok(scenario) => replace(model, scenario),
            Err(error) => refuse(model, format!("The file was not opened. {error}")),
        },
        Message::Export => vec![Effect::Download {
            name: file_name(&model.scenario.title, "json"),
            text: wire::to_json(&model.scenario),
        }],
        Message::Share | Message::CopyLink => share(model, &message),
        Message::Keep(answer) => keep(model, answer),
        Message::StorageFailed(failure) => storage_failed(model, failure),
        _ => Vec::new(),
    }
}

fn share(model: &mut Model, message: &Message) -> Vec<Effect> {
    match (link_of(model), message) {
        (Err(error), _) => refuse(model, error.to_string()),
        (Ok(text), Message::CopyLink) => {
            let said = "Link copied.".into();
            vec![Effect::Copy { text, said }]
        }
        (Ok(_), _) => {
            model.page.dialog = Some(Dialog::Share);
            model.page.problem = None;
            Vec::new()
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Back,
    Forth,
}

/// Takes a step back, or takes it again.
fn step(model: &mut Model, direction: Direction) -> Vec<Effect> {
    let now = (Rc::clone(&model.scenario), model.page.selected.clone());
    let (step, done) = match direction {
        Direction::Back => (model.history.undo(now), "Undid"),
        Direction::Forth => (model.history.redo(now), "Redid"),
    };
    let Some(step) = step else {
        return vec![Effect::Announce(match direction {
            Direction::Back => "Nothing to undo.".into(),
            Direction::Forth => "Nothing to redo.".into(),
        })];
    };
    let before = std::mem::replace(&mut model.scenario, step.scenario);
    show_changed_policy(model, &before);
    let mut effects = changed(model);
    crate::edit::select(model, step.selected);
    effects.push(Effect::Announce(format!("{done}: {}.", step.label)));
    effects
}

/// Brings the policy to the front whose text a step changed, so that it is seen to change.
pub(super) fn show_changed_policy(model: &mut Model, before: &Scenario) {
    let other_text = |policy: &scenario::PolicyRef| {
        let texts = (
            before.policies.get(*policy),
            model.scenario.policies.get(*policy),
        );
        matches!(texts, (Some(before), Some(now)) if before.text != now.text)
    };
    let found = model.page.open_policies.iter().copied().find(other_text);
    if let Some(policy) = found {
        super::policy::open(model, policy);
    }
}

/// Nothing has happened for a moment: what belonged together is one step, the answer is said,
/// and the work is kept.
fn settle(model: &mut Model) -> Vec<Effect> {
    model.history.close();
    model.look_into();
    model.test();
    let mut effects = Vec::new();
    let spoken = model.verdict_as_spoken();
    if spoken != model.spoken {
        model.spoken.clone_from(&spoken);
        effects.push(Effect::Announce(spoken));
    }
    effects.extend(save(model));
    effects
}

/// What is looked at from a link is not kept: the visitor's own work is in that place.
fn save(model: &mut Model) -> Option<Effect> {
    let due = model.keeping.own.is_none() && model.keeping.state == Kept::Changed;
    due.then(|| {
        model.keeping.state = Kept::Saved;
        Effect::Save(wire::to_json(&model.scenario))
    })
}

/// Puts another work in place of the one in hand, which goes to the shelf. One step of undo.
pub(super) fn replace(model: &mut Model, scenario: Scenario) -> Vec<Effect> {
    let mut effects = Vec::new();
    if model.keeping.own.is_some() {
        effects.extend(back_to_own(model));
    }
    let mut said = format!("Opened {}.", scenario.title);
    if is_worth_keeping(model, &model.scenario) {
        said.push_str(" The work before it is on the shelf.");
        keep_on_shelf(model, &Rc::clone(&model.scenario));
        effects.push(model.keeping.save_shelf());
    }
    let before = std::mem::replace(&mut model.scenario, Rc::new(scenario));
    let label = format!("open {}", model.scenario.title);
    let selected = model.page.selected.clone();
    model.history.record(
        Step {
            scenario: before,
            selected,
            label,
        },
        None,
    );
    model.decide();
    model.fresh_page();
    effects.extend(changed(model));
    effects.push(Effect::Announce(said));
    effects
}

/// Whether losing it would lose something: examples and empty beginnings can be had again.
fn is_worth_keeping(model: &Model, scenario: &Scenario) -> bool {
    let text = wire::to_json(scenario);
    let is = |other: &Scenario| wire::to_json(other) == text;
    let opened = model.gallery.opened.iter();
    !is(&new_scenario())
        && !is(&examples::coffee_shop())
        && !opened.into_iter().any(|example| is(example))
}

/// Adds a work to the shelf, unless it is there.
pub(crate) fn keep_on_shelf(model: &mut Model, scenario: &Scenario) {
    let text = wire::to_json(scenario);
    if !model
        .keeping
        .shelf
        .iter()
        .any(|shelved| shelved.text == text)
    {
        let title = Some(scenario.title.clone());
        model.keeping.shelf.push(Shelved { title, text });
    }
}

fn open_shelved(model: &mut Model, place: usize) -> Vec<Effect> {
    let Some(shelved) = model.keeping.shelf.get(place) else {
        return Vec::new();
    };
    match wire::from_json(&shelved.text) {
        Ok(scenario) => {
            model.keeping.shelf.remove(place);
            let mut effects = vec![model.keeping.save_shelf()];
            effects.extend(replace(model, scenario));
            effects
        }
        Err(error) => refuse(model, format!("This work was not opened. {error}")),
    }
}

fn drop_shelved(model: &mut Model, place: usize) -> Vec<Effect> {
    if model.keeping.shelf.get(place).is_none() {
        return Vec::new();
    }
    let dropped = model.keeping.shelf.remove(place);
    let title = dropped.title.unwrap_or_else(|| "the work".into());
    vec![
        model.keeping.save_shelf(),
        Effect::Announce(format!("Took {title} off the shelf.")),
    ]
}

/// Opens what an address asks for. A broken link is told of and changes nothing.
pub(crate) fn open_address(model: &mut Model, fragment: &str) -> Vec<Effect> {
    let opened = match link::read(fragment) {
        Ok(Fragment::Nothing) => return Vec::new(),
        Ok(Fragment::Scenario(scenario)) => Ok((*scenario, Source::Link)),
        Ok(Fragment::Example(id)) => return gallery::ask_for(model, id, AskedBy::Address),
        Ok(Fragment::New) => Ok((new_scenario(), Source::New)),
        Ok(Fragment::File) => {
            Err("A page cannot open a file by itself. Choose “Open a file…” from the menu.".into())
        }
        Err(error) => Err(error.to_string()),
    };
    match opened {
        Ok((scenario, source)) => visit(model, scenario, source),
        Err(why) => {
            let mut effects = refuse(model, why);
            effects.push(Effect::ForgetLink);
            effects
        }
    }
}

/// Shows something without touching the visitor's own work.
// A door of the split build: what lies behind it waits (ARCHITECTURE.md).
#[inline(never)]
pub(super) fn visit(model: &mut Model, scenario: Scenario, source: Source) -> Vec<Effect> {
    let text = wire::to_json(&scenario);
    let is = |other: &Scenario| wire::to_json(other) == text;
    if is(&model.scenario) {
        // Where it is the address that keeps the work, it has to go on doing so.
        let kept = model.keeping.state != Kept::InAddress;
        return Vec::from_iter(kept.then_some(Effect::ForgetLink));
    }
    if model
        .keeping
        .own
        .as_ref()
        .is_some_and(|own| is(&own.scenario))
    {
        return keep(model, Keep::Mine);
    }
    let said = format!("Opened {}.", scenario.title);
    let before = std::mem::replace(&mut model.scenario, Rc::new(scenario));
    let history = std::mem::take(&mut model.history);
    if let Some(own) = &mut model.keeping.own {
        own.source = source;
    } else if is_worth_keeping(model, &before) {
        model.keeping.own = Some(Own {
            scenario: before,
            history,
            page: model.page.clone(),
            state: model.keeping.state,
            source,
        });
    }
    model.keeping.state = Kept::InAddress;
    model.decide();
    model.fresh_page();
    match (&model.keeping.own, source) {
        (Some(own), _) => {
            let own = own.scenario.title.clone();
            model.tell(Notice::Visiting { own, source });
        }
        (None, Source::Link) => model.tell(Notice::FromLink),
        (None, Source::Example | Source::New) => {}
    }
    vec![Effect::Announce(said), Effect::SettleSoon]
}

fn keep(model: &mut Model, answer: Keep) -> Vec<Effect> {
    if answer == Keep::Mine {
        let mut effects = back_to_own(model);
        if !effects.is_empty() {
            let said = format!("Back to your own work, {}.", model.scenario.title);
            effects.extend([Effect::SettleSoon, Effect::Announce(said)]);
        }
        return effects;
    }
    let Some(own) = model.keeping.own.take() else {
        return Vec::new();
    };
    let mut effects = vec![Effect::ForgetLink];
    let title = model.scenario.title.clone();
    let mut said = format!("{title} is your work now.");
    if answer == Keep::Both {
        keep_on_shelf(model, &own.scenario);
        effects.push(model.keeping.save_shelf());
        said.push_str(&format!(" {} is on the shelf.", own.scenario.title));
    }
    // Undo leads all the way back to what was set aside.
    let here = std::mem::replace(&mut model.history, own.history);
    let (scenario, selected) = (own.scenario, own.page.selected);
    model.history.record(
        Step {
            scenario,
            selected,
            label: format!("open {title}"),
        },
        None,
    );
    model.history.append(here);
    model.stop_visiting();
    model.keeping.state = Kept::Changed;
    effects.extend(save(model));
    effects.push(Effect::Announce(said));
    effects
}

/// Takes up again what was set aside for a link. What was changed in the linked work is kept on
/// the shelf.
fn back_to_own(model: &mut Model) -> Vec<Effect> {
    let Some(own) = model.keeping.own.take() else {
        return Vec::new();
    };
    let mut effects = vec![Effect::ForgetLink];
    let linked = std::mem::replace(&mut model.scenario, own.scenario);
    if model.keeping.state == Kept::Changed {
        keep_on_shelf(model, &linked);
        effects.push(model.keeping.save_shelf());
    }
    model.history = own.history;
    model.keeping.state = own.state;
    let page = std::mem::replace(&mut model.page, own.page);
    model.page.theme = page.theme;
    model.page.pane = page.pane;
    model.page.notices = page.notices;
    model.stop_visiting();
    model.decide();
    effects
}

fn storage_failed(model: &mut Model, failure: StorageFailure) -> Vec<Effect> {
    if model.keeping.own.is_none() {
        model.keeping.state = Kept::Changed;
    }
    if model.keeping.failure == Some(failure) {
        return Vec::new();
    }
    model.keeping.failure = Some(failure);
    let notice = Notice::NotKept(failure);
    let said = notice.text();
    model.tell(notice);
    vec![Effect::Announce(said)]
}

/// An organization that holds nothing but its management account, whose root user asks.
fn new_scenario() -> Scenario {
    let mut scenario = Scenario {
        title: "New scenario".into(),
        ..Scenario::default()
    };
    if let Some(account) = AccountId::parse("111122223333") {
        let tree = OrganizationTree::new("o-exampleorgid", "r-root", account);
        scenario.organization = Some(tree);
        scenario
            .accounts
            .insert(account, Account::new("Management"));
        let credentials = Credentials::AccessKeys;
        let caller = CallerSpec::Root {
            account,
            credentials,
        };
        scenario.request = RequestSpec::new(caller, "s3:ListAllMyBuckets", "*");
    }
    scenario
}

/// `the-coffee-shop.json` for "The coffee shop".
pub(super) fn file_name(title: &str, extension: &str) -> String {
    let words = title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    match words.is_empty() {
        true => format!("scenario.{extension}"),
        false => format!("{}.{extension}", words.join("-")),
    }
}

impl Model {
    /// Opens the page anew for another work; what is not about the work stays.
    fn fresh_page(&mut self) {
        let first = Page::first(&self.scenario, &self.evaluation);
        let page = std::mem::replace(&mut self.page, first);
        let stays = |notice: &Notice| matches!(notice, Notice::NotKept(_));
        self.page.notices = page.notices.into_iter().filter(stays).collect();
        self.page.theme = page.theme;
        self.page.pane = page.pane;
        self.page.about = true;
        self.gallery.wanted = None;
    }

    fn stop_visiting(&mut self) {
        let about_link =
            |notice: &Notice| matches!(notice, Notice::Visiting { .. } | Notice::FromLink);
        self.page.notices.retain(|notice| !about_link(notice));
    }
}
