//! The state of the frame, and what reaches it.

use super::locks;
use super::protocol::{FrameMessage, HostMessage, ResultTold};
use super::settings::{Lock, Settings};
use crate::effect::Effect;
use crate::message::{Message, Theme};
use crate::model::Model;
use crate::test_run::Outcome as TestOutcome;
use crate::update::{in_a_frame, new_scenario};
use crate::view::policy::{PolicyPane, PolicyView};
use iam::trace::GateId;
use iam::{Decision, Layer, sentences};
use scenario::link::{self, Fragment, LinkError};
use scenario::{PolicyRef, Scenario, examples};
use std::rc::Rc;

/// The frame.
#[derive(Debug)]
pub struct Embed {
    /// The application inside, unless there is nothing to show.
    model: Option<Model>,
    settings: Settings,
    /// What the address holds, which `Reset` goes back to.
    first: Rc<Scenario>,
    /// Whether the verdict is shown.
    has_run: bool,
    /// Why something was not opened.
    problem: Option<String>,
    told: Option<ResultTold>,
    /// The document that the host was last told of.
    seen: Rc<Scenario>,
    /// Counts the works shown: with another one, the editor's undo starts afresh.
    work: u32,
}

/// What reaches the frame.
#[derive(Clone, PartialEq, Debug)]
pub enum Input {
    /// The reader does something.
    Do(Message),
    /// The host says something.
    Host(HostMessage),
    /// The address holds something else.
    Open(String),
    /// An example that was fetched, as a link; `None` where it did not come.
    ExampleCame(Option<String>),
    /// The reader wants to see the verdict.
    Run,
    /// The reader wants to begin again.
    Reset,
    /// The reader has read why something was not opened.
    Dismiss,
}

/// A policy that can be brought to the front.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PolicyChoice {
    /// Which.
    pub policy: PolicyRef,
    /// Its name and kind.
    pub label: String,
    /// Whether it is there.
    pub front: bool,
}

/// A saved request that can be asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SavedChoice {
    /// Its name.
    pub name: String,
    /// Whether it is what is asked now.
    pub asked: bool,
}

/// What the browser has to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// As on the page.
    Effect(Effect),
    /// Tell the host.
    Post(FrameMessage),
    /// Show another theme.
    Theme(Theme),
    /// Say that the text is in another language.
    Lang(String),
    /// Fetch an example.
    FetchExample(String),
    /// Put the keyboard focus to the first thing that takes it.
    Focus,
}

impl Embed {
    /// The frame of an address: what its query asks for, and what its fragment holds.
    pub fn start(settings: Settings, fragment: &str) -> (Embed, Vec<Outcome>) {
        let has_run = settings.autorun;
        let (theme, lang) = (settings.theme, settings.lang.clone());
        let nothing = Rc::new(Scenario::default());
        let mut embed = Embed {
            model: None,
            settings,
            first: Rc::clone(&nothing),
            has_run,
            problem: None,
            told: None,
            seen: nothing,
            work: 0,
        };
        let mut outcomes = vec![Outcome::Theme(theme), Outcome::Lang(lang)];
        match opened(fragment) {
            Ok(Opened::Here(scenario)) => {
                embed.first = Rc::new(*scenario);
                embed.show(Rc::clone(&embed.first));
            }
            Ok(Opened::Elsewhere(id)) => outcomes.push(Outcome::FetchExample(id)),
            Err(why) => embed.problem = Some(why),
        }
        outcomes.push(Outcome::Post(FrameMessage::Ready));
        outcomes.extend(embed.tell());
        (embed, outcomes)
    }

    /// Takes something in; the outcomes are for the browser to carry out in order.
    pub fn update(&mut self, input: Input) -> Vec<Outcome> {
        match input {
            Input::Do(message) => self.do_here(message),
            Input::Host(message) => self.obey(message),
            Input::Open(fragment) => self.open(&fragment),
            Input::ExampleCame(Some(link)) => self.open(&link),
            Input::ExampleCame(None) => self.refuse(NOT_FETCHED.into()),
            Input::Run => {
                self.has_run = true;
                self.tell()
            }
            Input::Reset => self.reset(),
            Input::Dismiss => {
                self.problem = None;
                Vec::new()
            }
        }
    }

    /// The application inside, unless there is nothing to show.
    pub fn model(&self) -> Option<&Model> {
        self.model.as_ref()
    }

    /// What the host asked for.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Whether the verdict is shown.
    pub fn has_run(&self) -> bool {
        self.has_run
    }

    /// Why something was not opened.
    pub fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }

    /// Which work this is, of all that were shown.
    pub fn work(&self) -> u32 {
        self.work
    }

    /// Whether there is anything that `Reset` would undo.
    pub fn is_changed(&self) -> bool {
        let held = self.model.as_ref().map(|model| &model.scenario);
        held.is_some_and(|held| **held != *self.first)
    }

    /// What is asked, in words, where there are no fields for it.
    pub fn question(&self) -> Option<String> {
        self.model.as_ref().map(question)
    }

    /// The policy in front, which the host may have locked.
    pub fn policy(&self) -> Option<PolicyView> {
        let model = self.model.as_ref()?;
        let mut view = PolicyPane::new(model).front?;
        let kind = model.scenario().policies.get(view.policy)?.kind;
        view.readonly |= self.settings.locks_policy(kind);
        Some(view)
    }

    /// The policies that can be brought to the front.
    pub fn policies(&self) -> Vec<PolicyChoice> {
        let Some(model) = &self.model else {
            return Vec::new();
        };
        let all = model.scenario().policies.iter();
        all.map(|(policy, held)| PolicyChoice {
            policy,
            label: format!("{} ({})", held.name, held.kind.name()),
            front: model.front_policy() == Some(policy),
        })
        .collect()
    }

    /// The saved requests that can be asked.
    pub fn saved(&self) -> Vec<SavedChoice> {
        let locked = self.settings.locks(Lock::Request);
        let held = self.model.as_ref().filter(|_| !locked);
        let choice = |model: &Model| {
            let saved = model.scenario().saved.iter();
            saved
                .map(|saved| SavedChoice {
                    name: saved.name.clone(),
                    asked: saved.request == model.scenario().request,
                })
                .collect()
        };
        held.map(choice).unwrap_or_default()
    }

    /// The fragment of a link to what is in hand.
    pub fn link(&self) -> Result<String, LinkError> {
        match &self.model {
            Some(model) => link::encode(model.scenario()),
            None => Err(LinkError::NotALink),
        }
    }

    fn do_here(&mut self, message: Message) -> Vec<Outcome> {
        let Some(model) = &mut self.model else {
            return Vec::new();
        };
        let is_settled = message == Message::Settled;
        let before = Rc::clone(&model.scenario);
        let effects = in_a_frame(model, message);
        let is_changed = !Rc::ptr_eq(&before, &model.scenario);
        if is_changed && locks::are_broken(&self.settings, &before, &model.scenario) {
            model.scenario = before;
            model.decide();
            model.page.dialog = None;
            return vec![Outcome::Effect(Effect::Announce(LOCKED.into()))];
        }
        let effects = effects.into_iter();
        let mut outcomes: Vec<Outcome> = effects.map(Outcome::Effect).collect();
        if is_settled {
            outcomes.extend(self.tell());
        }
        outcomes
    }

    fn obey(&mut self, message: HostMessage) -> Vec<Outcome> {
        match message {
            HostMessage::SetState(fragment) => self.open(&fragment),
            HostMessage::GetState => {
                let state = FrameMessage::State(self.link().ok());
                vec![Outcome::Post(state)]
            }
            HostMessage::Run => {
                self.has_run = true;
                self.told = None;
                self.tell()
            }
            HostMessage::Reset => self.reset(),
            HostMessage::SetTheme(theme) => {
                self.settings.theme = theme;
                vec![Outcome::Theme(theme)]
            }
            HostMessage::SetLang(lang) => {
                self.settings.lang.clone_from(&lang);
                vec![Outcome::Lang(lang)]
            }
            HostMessage::SetReadonly(readonly) => {
                self.settings.readonly = readonly;
                Vec::new()
            }
            HostMessage::Focus => vec![Outcome::Focus],
        }
    }

    /// What cannot be opened leaves everything as it is, and says why.
    fn open(&mut self, fragment: &str) -> Vec<Outcome> {
        match opened(fragment) {
            Ok(Opened::Here(scenario)) => {
                self.first = Rc::new(*scenario);
                self.begin()
            }
            Ok(Opened::Elsewhere(id)) => vec![Outcome::FetchExample(id)],
            Err(why) => self.refuse(why),
        }
    }

    fn refuse(&mut self, why: String) -> Vec<Outcome> {
        self.problem = Some(why.clone());
        vec![Outcome::Effect(Effect::Announce(why))]
    }

    fn reset(&mut self) -> Vec<Outcome> {
        match self.model {
            Some(_) => self.begin(),
            None => Vec::new(),
        }
    }

    /// Shows what the address or the host gave, as it was given.
    fn begin(&mut self) -> Vec<Outcome> {
        self.has_run = self.settings.autorun;
        self.problem = None;
        self.told = None;
        self.show(Rc::clone(&self.first));
        let said = Outcome::Effect(Effect::Announce(format!("Opened {}.", self.first.title)));
        std::iter::once(said).chain(self.tell()).collect()
    }

    fn show(&mut self, scenario: Rc<Scenario>) {
        self.seen = Rc::clone(&scenario);
        self.model = Some(Model::new(scenario, String::new(), String::new()));
        self.work += 1;
    }

    /// Tells the host what is new since it was last told.
    fn tell(&mut self) -> Vec<Outcome> {
        let Some(model) = &self.model else {
            return Vec::new();
        };
        let mut outcomes = Vec::new();
        if *model.scenario != *self.seen {
            self.seen = Rc::clone(&model.scenario);
            outcomes.push(Outcome::Post(FrameMessage::Changed));
        }
        let result = result(model);
        if self.has_run && self.told.as_ref() != Some(&result) {
            self.told = Some(result.clone());
            outcomes.push(Outcome::Post(FrameMessage::Result(result)));
        }
        outcomes
    }
}

/// A request in words; what stands between backticks is code.
pub(super) fn question(model: &Model) -> String {
    let request = &model.scenario().request;
    let caller = &model.evaluation().request().caller.principal;
    format!(
        "`{}` asks for `{}` on `{}`",
        scenario::saved_run::caller_name(caller),
        request.action,
        request.resource
    )
}

const LOCKED: &str = "The page around has locked this.";
const NOT_FETCHED: &str = "The example could not be fetched. Load the page again.";

/// What a fragment leads to.
pub(super) enum Opened {
    /// A scenario.
    Here(Box<Scenario>),
    /// An example that has to be fetched, by its id.
    Elsewhere(String),
}

/// What a fragment holds. Without one it is the first example.
pub(super) fn opened(fragment: &str) -> Result<Opened, String> {
    let scenario = match link::read(fragment) {
        Ok(Fragment::Scenario(scenario)) => return Ok(Opened::Here(scenario)),
        Ok(Fragment::Nothing) => examples::coffee_shop(),
        Ok(Fragment::Example(id)) if id == examples::COFFEE_SHOP => examples::coffee_shop(),
        Ok(Fragment::Example(id)) if examples::IDS.contains(&&*id) => {
            return Ok(Opened::Elsewhere(id));
        }
        Ok(Fragment::Example(id)) => return Err(format!("There is no example “{id}”.")),
        Ok(Fragment::New) => new_scenario(),
        Ok(Fragment::File) => return Err("A frame cannot open a file.".into()),
        Err(error) => return Err(error.to_string()),
    };
    Ok(Opened::Here(Box::new(scenario)))
}

fn result(model: &Model) -> ResultTold {
    let evaluation = model.evaluation();
    let decider = evaluation.trace().deciding_gate().map(|gate| gate.id);
    let node = match decider {
        Some(GateId::Node(_, node)) => {
            let organization = evaluation.world().organization();
            let node = organization.and_then(|tree| tree.node(node));
            node.map(sentences::node_name)
        }
        _ => None,
    };
    let saved = model.scenario().saved.iter();
    let outcomes = saved
        .zip(&model.tests.results)
        .map(|(saved, result)| TestOutcome::of(saved.expected, result.decision));
    let judged: Vec<TestOutcome> = outcomes
        .filter(|outcome| *outcome != TestOutcome::Unjudged)
        .collect();
    ResultTold {
        verdict: match evaluation.trace().decision {
            Decision::Allow(_) => "allowed",
            Decision::Deny(_) => "denied",
            Decision::DependsOn => "depends",
        },
        layer: decider.map(layer),
        node,
        passed: judged
            .iter()
            .filter(|outcome| **outcome == TestOutcome::Passes)
            .count(),
        total: judged.len(),
    }
}

/// The names that `iam-playground --trace` uses.
const fn layer(gate: GateId) -> &'static str {
    match gate {
        GateId::Service => "service",
        GateId::ExplicitDeny => "explicit_deny",
        GateId::Layer(layer) | GateId::Node(layer, _) => match layer {
            Layer::Rcp => "rcp",
            Layer::Scp => "scp",
            Layer::Resource => "resource",
            Layer::Identity => "identity",
            Layer::Boundary => "boundary",
            Layer::Session => "session",
            Layer::Endpoint => "vpc_endpoint",
        },
    }
}
