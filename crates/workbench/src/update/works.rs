//! The visitor's scenarios: opening, copying, renaming and deleting them, and not getting in the
//! way of other tabs.

use crate::edit::{refuse, touch};
use crate::effect::Effect;
use crate::history::{History, Step};
use crate::keeping::{Before, Deleted, Kept, Work};
use crate::message::{Dialog, Message};
use crate::model::Model;
use crate::notice::Notice;
use crate::test_run::Baseline;
use crate::update::work::{file_name, save};
use crate::visible::stripped;
use crate::works::{Holder, KeptWork, Listed, Place, Works, called, copy_title};
use scenario::{Scenario, wire};
use std::cmp::Reverse;
use std::rc::Rc;

// A door of the split build: what lies behind it waits (ARCHITECTURE.md).
#[inline(never)]
pub(super) fn update(model: &mut Model, works: Works) -> Vec<Effect> {
    match works {
        Works::Open(id) => open(model, id),
        Works::Duplicate(id) => duplicate(model, &id),
        Works::Rename(id, title) => rename(model, id, title),
        Works::Delete(id) => delete(model, &id),
        Works::Restore => restore(model),
        Works::Export(id) => export(model, id),
        Works::Back => match model.keeping.before.clone() {
            Some(Before { id, .. }) => open(model, id),
            None => Vec::new(),
        },
        Works::KeepThis => keep_this(model),
        Works::Copy => copy(model),
        Works::UseHere => match (model.keeping.holder, model.keeping.work.clone()) {
            (Holder::OtherTab, Some(id)) => vec![Effect::TakeWork(id)],
            _ => Vec::new(),
        },
        Works::Listed { now, works } => listed(model, now, works),
        Works::Read(id, kept) => read(model, &id, kept),
        Works::ChangedElsewhere => match model.page.dialog {
            Some(Dialog::Works) => vec![Effect::ListWorks],
            _ => Vec::new(),
        },
        Works::Busy => busy(model),
        Works::Free(kept) => free(model, kept),
        Works::Overwritten => overwritten(model),
        Works::KeptAgain => {
            model.keeping.failure = None;
            let not_kept = |notice: &Notice| matches!(notice, Notice::NotKept(_));
            model.page.notices.retain(|notice| !not_kept(notice));
            Vec::new()
        }
    }
}

/// Shows the list, with what is in hand as it is.
pub(super) fn show(model: &mut Model) -> Vec<Effect> {
    model.page.dialog = Some(Dialog::Works);
    model.page.problem = None;
    let mut effects = Vec::from_iter(save(model));
    effects.push(Effect::ListWorks);
    effects
}

/// Something to be put in hand.
pub(super) struct Opening {
    pub(super) scenario: Scenario,
    pub(super) history: History,
    pub(super) pinned: Option<Scenario>,
    /// Under which id it is kept already.
    pub(super) work: Option<String>,
}

impl Opening {
    /// Something that is not among the kept scenarios.
    /// Its title is said in sentences and named in lists, so it has nothing in it that is not seen.
    pub(super) fn of(mut scenario: Scenario) -> Opening {
        scenario.title = stripped(&scenario.title);
        Opening {
            scenario,
            history: History::default(),
            pinned: None,
            work: None,
        }
    }
}

/// Puts another scenario in hand; the one before is kept first.
pub(super) fn take_up(model: &mut Model, opening: Opening) -> Vec<Effect> {
    let effects = Vec::from_iter(save(model));
    model.scenario = Rc::new(opening.scenario);
    model.history = opening.history;
    model.keeping.work = opening.work;
    model.keeping.holder = Holder::Free;
    model.keeping.state = Kept::Saved;
    model.decide();
    model.fresh_page();
    model.pin(opening.pinned.map(Baseline::new));
    effects
}

fn open(model: &mut Model, id: String) -> Vec<Effect> {
    model.page.dialog = None;
    if model.keeping.work.as_deref() == Some(&id) {
        return vec![Effect::Announce(format!("{} is open.", model.called()))];
    }
    let mut effects = Vec::from_iter(save(model));
    effects.push(Effect::ReadWork(id));
    effects
}

fn read(model: &mut Model, id: &str, kept: Option<KeptWork>) -> Vec<Effect> {
    let Some(kept) = kept else {
        let gone = "This scenario is no longer in this browser: another tab deleted it.";
        return refuse(model, gone.into());
    };
    match wire::from_json(&kept.text) {
        Ok(scenario) => {
            let (history, pinned) = History::read(&kept.history, &kept.text);
            let mut effects = take_up(
                model,
                Opening {
                    scenario,
                    history,
                    pinned,
                    work: Some(kept.id.clone()),
                },
            );
            model.keeping.before = None;
            model.stop_visiting();
            let said = format!("Opened {}.", model.called());
            effects.extend([
                Effect::ForgetLink,
                Effect::Hold(Place::Work(kept.id)),
                Effect::SettleSoon,
                Effect::Announce(said),
            ]);
            effects
        }
        Err(error) => {
            let (id, why) = (id.to_owned(), error.to_string());
            let notice = Notice::Unreadable { id, why };
            let said = notice.text();
            model.tell(notice);
            vec![Effect::Announce(said)]
        }
    }
}

fn duplicate(model: &mut Model, id: &str) -> Vec<Effect> {
    let Some(work) = model.keeping.list.find(id) else {
        return Vec::new();
    };
    let mut scenario = match wire::from_json(&work.listed.text) {
        Ok(scenario) => scenario,
        Err(error) => return refuse(model, error.to_string()),
    };
    scenario.title = copy_title(called(&scenario));
    let said = format!("Made {}.", scenario.title);
    let (id, text) = (model.new_id(), wire::to_json(&scenario));
    let stamp = None;
    vec![
        Effect::PutWork { id, text, stamp },
        Effect::ListWorks,
        Effect::Announce(said),
    ]
}

fn rename(model: &mut Model, id: String, title: String) -> Vec<Effect> {
    if model.keeping.work.as_deref() == Some(&id) {
        let mut effects = super::update(model, Message::SetTitle(title));
        effects.extend(show(model));
        return effects;
    }
    let Some(work) = model.keeping.list.find(&id) else {
        return Vec::new();
    };
    if work.listed.holder == Holder::OtherTab {
        return refuse(model, in_other_tab(work.called(), "Rename"));
    }
    let mut scenario = match wire::from_json(&work.listed.text) {
        Ok(scenario) => scenario,
        Err(error) => return refuse(model, error.to_string()),
    };
    let said = format!("Renamed {} to {title}.", work.called());
    scenario.title = title;
    let text = wire::to_json(&scenario);
    let mut effects = show(model);
    // Before the list is made again.
    let stamp = None;
    effects.insert(0, Effect::PutWork { id, text, stamp });
    effects.push(Effect::Announce(said));
    effects
}

fn in_other_tab(title: &str, verb: &str) -> String {
    format!("“{title}” is open in another tab. {verb} it there, or close that tab first.")
}

fn delete(model: &mut Model, id: &str) -> Vec<Effect> {
    let mut effects = Vec::from_iter(save(model));
    let Some(work) = model.keeping.list.find(id).cloned() else {
        return effects;
    };
    if work.listed.holder == Holder::OtherTab {
        return refuse(model, in_other_tab(work.called(), "Delete"));
    }
    let was_open = model.keeping.work.as_deref() == Some(id);
    let said = format!("Deleted {}. It can be brought back.", work.called());
    model.keeping.list.deleted = Some(Deleted { work, was_open });
    effects.push(Effect::DeleteWork(id.to_owned()));
    effects.push(Effect::ListWorks);
    if was_open {
        effects.extend(after_deleting(model, id));
    }
    effects.push(Effect::Announce(said));
    if model.keeping.state == Kept::Changed {
        // There may be room for it now.
        effects.push(Effect::SettleSoon);
    }
    effects
}

/// Something has to be in hand: the scenario that was changed last, or the first example.
fn after_deleting(model: &mut Model, id: &str) -> Vec<Effect> {
    model.keeping.work = None;
    model.keeping.state = Kept::Saved;
    let works = model.keeping.list.works.iter().flatten();
    let mut others = works.filter(|work| {
        work.listed.id != id && work.title.is_ok() && work.listed.holder == Holder::Free
    });
    if let Some(next) = others.next() {
        return vec![Effect::ReadWork(next.listed.id.clone())];
    }
    let mut effects = take_up(model, Opening::of(scenario::examples::coffee_shop()));
    effects.extend([
        Effect::Hold(Place::Address(String::new())),
        Effect::SettleSoon,
    ]);
    effects
}

fn restore(model: &mut Model) -> Vec<Effect> {
    let Some(Deleted { work, was_open }) = model.keeping.list.deleted.take() else {
        return Vec::new();
    };
    let said = format!("Brought back {}.", work.called());
    let id = work.listed.id.clone();
    let mut effects = vec![
        Effect::PutWork {
            id: id.clone(),
            text: work.listed.text,
            stamp: Some(work.listed.stamp),
        },
        Effect::ListWorks,
        Effect::Announce(said),
    ];
    if was_open {
        effects.extend(save(model));
        effects.push(Effect::ReadWork(id));
    }
    effects
}

fn export(model: &mut Model, id: String) -> Vec<Effect> {
    let mut effects = Vec::from_iter(save(model));
    let title = model
        .keeping
        .list
        .find(&id)
        .map_or("", |work| work.called());
    let name = file_name(title, "json");
    effects.push(Effect::DownloadWork { id, name });
    effects
}

/// What was opened by its address becomes one of the visitor's own.
fn keep_this(model: &mut Model) -> Vec<Effect> {
    let mut effects = touch(model);
    effects.extend(save(model));
    let said = format!("{} is in My scenarios now.", model.called());
    effects.push(Effect::Announce(said));
    effects
}

fn copy(model: &mut Model) -> Vec<Effect> {
    if model.keeping.holder != Holder::OtherTab {
        return Vec::new();
    }
    let mut effects = touch(model);
    effects.extend(save(model));
    effects
}

fn listed(model: &mut Model, now: u64, works: Vec<Listed>) -> Vec<Effect> {
    let mut works: Vec<Work> = works.into_iter().map(titled).collect();
    works.sort_by_cached_key(|work| {
        let listed = &work.listed;
        (Reverse(listed.stamp.time), listed.id.clone())
    });
    model.keeping.list.now = now;
    model.keeping.list.works = Some(works);
    Vec::new()
}

fn titled(listed: Listed) -> Work {
    let title = match wire::from_json(&listed.text) {
        Ok(scenario) => Ok(called(&scenario).to_owned()),
        Err(error) => Err(error.to_string()),
    };
    Work { listed, title }
}

/// Another tab works on what is in hand. What was changed here becomes a copy at once.
fn busy(model: &mut Model) -> Vec<Effect> {
    if model.keeping.work.is_none() {
        return Vec::new();
    }
    model.keeping.holder = Holder::OtherTab;
    if model.keeping.state == Kept::Changed {
        let mut effects = touch(model);
        effects.extend(save(model));
        return effects;
    }
    let title = model.called().to_owned();
    let notice = Notice::Elsewhere { title };
    let said = notice.text();
    model.tell(notice);
    vec![Effect::Announce(said)]
}

/// No other tab works on it any more. It is taken up as that tab left it.
fn free(model: &mut Model, kept: Option<KeptWork>) -> Vec<Effect> {
    if model.keeping.holder != Holder::OtherTab {
        return Vec::new();
    }
    model.keeping.holder = Holder::Free;
    let elsewhere = |notice: &Notice| matches!(notice, Notice::Elsewhere { .. });
    model.page.notices.retain(|notice| !elsewhere(notice));
    let Some(kept) = kept else {
        // The other tab deleted it; here it still is.
        model.keeping.state = Kept::Changed;
        return Vec::from_iter(save(model));
    };
    if wire::to_json(&model.scenario) == kept.text {
        let (history, pinned) = History::read(&kept.history, &kept.text);
        model.history = history;
        model.pin(pinned.map(Baseline::new));
        let said = format!("{} is open here now.", model.called());
        return vec![Effect::Announce(said)];
    }
    let id = kept.id.clone();
    read(model, &id, Some(kept))
}

/// The browser has another tab's version: this one becomes a copy.
fn overwritten(model: &mut Model) -> Vec<Effect> {
    model.keeping.holder = Holder::OtherTab;
    let mut effects = touch(model);
    effects.extend(save(model));
    effects
}

/// What is in hand becomes a copy of what another tab has.
pub(crate) fn branch(model: &mut Model) -> Vec<Effect> {
    let of = model.called().to_owned();
    let copy = copy_title(&of);
    let before = Step {
        scenario: Rc::clone(&model.scenario),
        selected: model.page.selected.clone(),
        batch: model.page.batch.clone(),
        label: "make a copy".into(),
    };
    model.history.record(before, None);
    Rc::make_mut(&mut model.scenario).title.clone_from(&copy);
    model.keeping.work = None;
    model.keeping.holder = Holder::Free;
    let elsewhere = |notice: &Notice| matches!(notice, Notice::Elsewhere { .. });
    model.page.notices.retain(|notice| !elsewhere(notice));
    let notice = Notice::Copied { of, copy };
    let said = notice.text();
    model.tell(notice);
    vec![Effect::Announce(said)]
}
