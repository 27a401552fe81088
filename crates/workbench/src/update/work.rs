//! Works as a whole: undo, saving, sharing, and opening another one without losing one's own.

use super::gallery;
use super::works::{Opening, take_up};
use crate::edit::{Name, changed, refuse, set, touch};
use crate::effect::Effect;
use crate::gallery::AskedBy;
use crate::history::Group;
use crate::image::{ImageFormat, Picture, Shade, image};
use crate::keeping::{Before, Kept};
use crate::message::{Message, StorageFailure};
use crate::model::{Model, Page};
use crate::notice::{Notice, Source};
use crate::works::{Holder, KeptWork, Place, called};
use iam::AccountId;
use scenario::link::{self, Fragment, Made};
use scenario::{Account, CallerSpec, Credentials, OrganizationTree, RequestSpec, Scenario, wire};
use std::rc::Rc;

pub(super) fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::SetTitle(title) if model.scenario.title != title => {
            // The copy first: its own title would end up in the middle of what is typed.
            let mut effects = match model.keeping.holder {
                Holder::OtherTab => touch(model),
                _ => Vec::new(),
            };
            let name = Name::joined("change the title", Group::Title);
            effects.extend(set(model, name, |scenario| scenario.title = title));
            effects
        }
        Message::Undo => step(model, Direction::Back),
        Message::Redo => step(model, Direction::Forth),
        Message::Settled => settle(model),
        Message::NewScenario => open_fresh(model, new_scenario(), "new".into()),
        Message::OpenLink(fragment) => open_address(model, &fragment),
        Message::OpenFile(file) => super::file::open(model, file),
        Message::Export => vec![Effect::Download {
            name: file_name(&model.scenario.title, "json"),
            text: wire::to_json(&model.scenario),
        }],
        Message::ExportImage(picture, format, shade) => export_image(model, picture, format, shade),
        Message::ImageFailed => {
            let why = "This browser could not draw the picture. Save it as SVG instead.";
            refuse(model, why.into())
        }
        Message::StorageFailed(failure) => storage_failed(model, failure),
        _ => Vec::new(),
    }
}

fn export_image(model: &Model, picture: Picture, format: ImageFormat, shade: Shade) -> Vec<Effect> {
    let image = image(model, picture, shade);
    let title = format!("{} {}", model.scenario.title, picture.file_word());
    let name = file_name(&title, format.extension());
    vec![match format {
        ImageFormat::Svg => Effect::Download {
            name,
            text: image.svg,
        },
        ImageFormat::Png => Effect::DownloadPng { name, image },
    }]
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Back,
    Forth,
}

/// Takes a step back, or takes it again.
fn step(model: &mut Model, direction: Direction) -> Vec<Effect> {
    let now = (
        Rc::clone(&model.scenario),
        model.page.selected.clone(),
        model.page.batch.clone(),
    );
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
    model.page.batch = step.batch;
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
    let mut effects = settle_unkept(model);
    effects.extend(save(model));
    effects
}

/// The same where nothing is kept.
pub(super) fn settle_unkept(model: &mut Model) -> Vec<Effect> {
    model.history.close();
    model.look_into();
    model.test();
    let mut effects = Vec::new();
    let spoken = model.verdict_as_spoken();
    if spoken != model.spoken {
        model.spoken.clone_from(&spoken);
        effects.push(Effect::Announce(spoken));
    }
    effects
}

/// Keeps what is in hand, where it was changed.
pub(crate) fn save(model: &mut Model) -> Option<Effect> {
    let id = model.keeping.work.clone()?;
    if model.keeping.state != Kept::Changed {
        return None;
    }
    model.keeping.state = Kept::Saved;
    model.history.close();
    let text = wire::to_json(&model.scenario);
    let pinned = model.page.baseline.as_ref();
    let pinned = pinned.map(|pinned| &*pinned.scenario);
    let history = model.history.write(&model.scenario, &text, pinned);
    Some(Effect::Save(KeptWork { id, text, history }))
}

/// Opens something that ships with the page; it is kept once it is changed.
pub(super) fn open_fresh(model: &mut Model, scenario: Scenario, address: String) -> Vec<Effect> {
    model.page.dialog = None;
    let mut effects = take_up(model, Opening::of(scenario));
    model.keeping.before = None;
    model.stop_visiting();
    let said = format!("Opened {}.", model.called());
    effects.extend([
        Effect::ForgetLink,
        Effect::Hold(Place::Address(address)),
        Effect::SettleSoon,
        Effect::Announce(said),
    ]);
    effects
}

/// Opens a scenario from a file, and keeps it.
pub(super) fn open_new(model: &mut Model, scenario: Scenario) -> Vec<Effect> {
    model.page.dialog = None;
    let mut effects = take_up(model, Opening::of(scenario));
    effects.extend(touch(model));
    effects.extend(save(model));
    effects.push(Effect::Announce(format!("Opened {}.", model.called())));
    effects
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
        Ok((scenario, source)) => {
            let effects = visit(model, scenario, source);
            tell_version(model, fragment);
            effects
        }
        Err(why) => {
            let mut effects = refuse(model, why);
            effects.push(Effect::ForgetLink);
            effects
        }
    }
}

/// Tells of a link that was opened and made by another version.
// A door of the split build: what lies behind it waits (ARCHITECTURE.md).
#[inline(never)]
fn tell_version(model: &mut Model, fragment: &str) {
    let is_open = model.page.notices.iter().any(is_about_link);
    match (link::made(fragment), Made::here()) {
        (Some(made), Some(here)) if is_open && made != here => {
            model.tell(Notice::OtherVersion { made, here });
        }
        _ => {}
    }
}

fn is_about_link(notice: &Notice) -> bool {
    matches!(
        notice,
        Notice::Visiting { .. } | Notice::FromLink | Notice::OtherVersion { .. }
    )
}

/// Opens what somebody wrote into the address by hand. From then on the address has it as a link.
pub(crate) fn open_query(model: &mut Model, query: &str) -> Vec<Effect> {
    match link::read_query(query) {
        Ok(None) => Vec::new(),
        Ok(Some(scenario)) => {
            let shown = match link::encode(&scenario) {
                Ok(fragment) => Effect::ShowLink(fragment),
                Err(_) => Effect::ForgetLink,
            };
            let mut effects = visit(model, scenario, Source::Link);
            effects.push(shown);
            effects
        }
        Err(error) => {
            let mut effects = refuse(model, error.to_string());
            effects.push(Effect::ForgetLink);
            effects
        }
    }
}

/// Shows something without touching the visitor's own work.
// A door of the split build: what lies behind it waits (ARCHITECTURE.md).
#[inline(never)]
pub(super) fn visit(model: &mut Model, scenario: Scenario, source: Source) -> Vec<Effect> {
    if wire::to_json(&model.scenario) == wire::to_json(&scenario) {
        // Where it is the address that has it, the address has to stay.
        return Vec::from_iter(model.keeping.work.is_some().then_some(Effect::ForgetLink));
    }
    let before = model.keeping.work.clone().map(|id| Before {
        id,
        title: model.called().to_owned(),
    });
    let mut effects = take_up(model, Opening::of(scenario));
    if before.is_some() {
        model.keeping.before = before;
    }
    match (&model.keeping.before, source) {
        (Some(before), _) => {
            let own = before.title.clone();
            model.tell(Notice::Visiting { own, source });
        }
        (None, Source::Link) => model.tell(Notice::FromLink),
        (None, Source::Example | Source::New) => {}
    }
    let said = format!("Opened {}.", model.called());
    effects.extend([Effect::Announce(said), Effect::SettleSoon]);
    effects
}

fn storage_failed(model: &mut Model, failure: StorageFailure) -> Vec<Effect> {
    if model.keeping.work.is_some() {
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
pub(crate) fn new_scenario() -> Scenario {
    let mut scenario = Scenario {
        title: "New scenario".into(),
        ..Scenario::default()
    };
    if let Some(account) = AccountId::parse("111122223333") {
        let tree = OrganizationTree::new("o-exampleorgid", "r-root", account);
        scenario.organization = Some(tree);
        scenario.accounts.insert(account, Account::new("Main"));
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
pub(crate) fn file_name(title: &str, extension: &str) -> String {
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
    pub(super) fn fresh_page(&mut self) {
        let first = Page::first(&self.scenario, &self.evaluation);
        let page = std::mem::replace(&mut self.page, first);
        let stays = |notice: &Notice| matches!(notice, Notice::NotKept(_));
        self.page.notices = page.notices.into_iter().filter(stays).collect();
        self.page.theme = page.theme;
        self.matrix.start_afresh(&self.scenario.request);
        self.page.pane = page.pane;
        self.page.about = true;
        self.page.dialog = page.dialog;
        self.page.problem = page.problem;
        self.gallery.wanted = None;
    }

    /// What the scenario in hand is called.
    pub(crate) fn called(&self) -> &str {
        called(&self.scenario)
    }

    pub(crate) fn stop_visiting(&mut self) {
        self.page.notices.retain(|notice| !is_about_link(notice));
    }
}
