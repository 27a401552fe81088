//! A browser without a browser: it keeps scenarios as the real one does, and answers the effects.

use super::*;
use crate::works::{Holder, Listed, Stamp};
use crate::{Opened, Place, Works};
use std::collections::BTreeMap;

/// What the browser keeps, and what the tab remembers.
#[derive(Default)]
pub(super) struct Browser {
    pub(super) works: BTreeMap<String, (Stamp, KeptWork)>,
    pub(super) elsewhere: Vec<String>,
    pub(super) files: Vec<(String, String)>,
    open: Option<Place>,
    time: u64,
    visits: u32,
}

impl Browser {
    /// Opens the page.
    pub(super) fn visit(&mut self) -> Model {
        self.visits += 1;
        let open = match self.open.clone() {
            None => Opened::Nothing,
            Some(Place::Address(address)) => Opened::Address(address),
            Some(Place::Work(id)) => match self.works.get(&id) {
                Some((_, kept)) => Opened::Work(kept.clone()),
                None => Opened::Nothing,
            },
        };
        let (mut model, effects) = start(Stored {
            tab: format!("tab{}", self.visits),
            open,
            ..stored()
        });
        self.answer(&mut model, effects);
        model
    }

    /// Leaves the page and opens it again.
    pub(super) fn reload(&mut self, mut model: Model) -> Model {
        self.act(&mut model, Message::Settled);
        self.visit()
    }

    /// Sends a message and does what comes of it; returns what was said.
    pub(super) fn act(&mut self, model: &mut Model, message: Message) -> Vec<String> {
        let effects = act(model, message);
        self.answer(model, effects)
    }

    pub(super) fn works(&mut self, model: &mut Model, works: Works) -> Vec<String> {
        self.act(model, Message::Works(works))
    }

    fn answer(&mut self, model: &mut Model, effects: Vec<Effect>) -> Vec<String> {
        let mut said = Vec::new();
        for effect in effects {
            self.time += 60_000;
            let answer = match effect {
                Effect::Announce(text) => {
                    said.push(text);
                    continue;
                }
                Effect::Save(kept) => {
                    self.put(kept, None);
                    continue;
                }
                Effect::PutWork { id, text, stamp } => {
                    let history = self.works.get(&id);
                    let history = history.map_or(String::new(), |(_, kept)| kept.history.clone());
                    self.put(KeptWork { id, text, history }, stamp);
                    continue;
                }
                Effect::Hold(place) => {
                    self.open = Some(place);
                    continue;
                }
                Effect::DeleteWork(id) => {
                    self.works.remove(&id);
                    continue;
                }
                Effect::DownloadWork { id, name } => {
                    self.files.push((name, self.works[&id].1.text.clone()));
                    continue;
                }
                Effect::ListWorks => Works::Listed {
                    now: self.time,
                    works: self.works.values().map(|work| self.listed(work)).collect(),
                },
                Effect::ReadWork(id) => {
                    let kept = self.works.get(&id).map(|(_, kept)| kept.clone());
                    Works::Read(id, kept)
                }
                Effect::TakeWork(id) => {
                    self.elsewhere.retain(|other| *other != id);
                    Works::Free(self.works.get(&id).map(|(_, kept)| kept.clone()))
                }
                _ => continue,
            };
            said.extend(self.act(model, Message::Works(answer)));
        }
        said
    }

    pub(super) fn put(&mut self, kept: KeptWork, stamp: Option<Stamp>) {
        let stamp = stamp.unwrap_or(Stamp {
            time: self.time,
            tab: "tab".into(),
        });
        self.works.insert(kept.id.clone(), (stamp, kept));
    }

    fn listed(&self, (stamp, kept): &(Stamp, KeptWork)) -> Listed {
        Listed {
            id: kept.id.clone(),
            stamp: stamp.clone(),
            text: kept.text.clone(),
            holder: match self.elsewhere.contains(&kept.id) {
                true => Holder::OtherTab,
                false => Holder::Free,
            },
        }
    }
}
