//! All state of the page. It is read here, and changed by `update` only (invariant I8).

use crate::batch::Batch;
use crate::drag::Drag;
use crate::evaluation::{Evaluation, Look};
use crate::gallery::Gallery;
use crate::history::History;
use crate::insight::Insight;
use crate::item::Item;
use crate::keeping::Keeping;
use crate::knowledge::Knowledge;
use crate::matrix::Matrix;
use crate::message::{Completing, Dialog, Pane, StepPart, Theme};
use crate::notice::Notice;
use crate::parsed::{Parsed, PolicyCache};
use crate::path_key::{CheckKey, GateKey, StatementKey};
use crate::share::Sharing;
use crate::test_run::{Baseline, Coverage, TestRun};
use crate::trial::Trial;
use crate::view::verdict::VerdictView;
use scenario::{NodeKind, PolicyRef, Scenario};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The state.
#[derive(Debug)]
pub struct Model {
    pub(crate) scenario: Rc<Scenario>,
    pub(crate) history: History,
    pub(crate) cache: PolicyCache,
    pub(crate) evaluation: Evaluation,
    pub(crate) insight: Insight,
    pub(crate) tests: TestRun,
    pub(crate) matrix: Matrix,
    pub(crate) page: Page,
    pub(crate) keeping: Keeping,
    pub(crate) gallery: Gallery,
    pub(crate) knowledge: Knowledge,
    /// Counts the times that something was decided.
    pub(crate) revision: u64,
    /// What was last said of the answer.
    pub(crate) spoken: String,
}

/// What is open, selected and pointed at.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub(crate) selected: Item,
    /// Rows that are not as they are at first: nodes open, accounts closed.
    pub(crate) toggled: BTreeSet<Item>,
    /// What the rows of the tree are searched for.
    pub(crate) filter: String,
    pub(crate) cut: Option<Item>,
    pub(crate) drag: Option<Drag>,
    pub(crate) open_policies: Vec<PolicyRef>,
    pub(crate) front: Option<PolicyRef>,
    /// Gates that the user opened or closed.
    pub(crate) gates: BTreeMap<GateKey, bool>,
    pub(crate) all_statements: BTreeSet<GateKey>,
    /// Steps of the role chain that are open, by how many makers back their session stands.
    pub(crate) steps: BTreeSet<(usize, StepPart)>,
    /// Gates of those steps that the user opened or closed.
    pub(crate) step_gates: BTreeMap<(CheckKey, GateKey), bool>,
    /// How a request is looked at whose session AWS STS would refuse.
    pub(crate) look: Look,
    /// What is looked for in a dialog.
    pub(crate) query: String,
    /// What was pasted to fill the request; kept when the dialog closes.
    pub(crate) pasted: String,
    /// Where the walk along the path is.
    pub(crate) step: Option<GateKey>,
    /// Several requests that were typed at once; the present one is one of them.
    pub(crate) batch: Option<Batch>,
    /// What stands in the fields for action and resource while its patterns wait for the
    /// catalogue.
    pub(crate) waiting: Option<(String, String)>,
    /// The field that offers to complete what is typed.
    pub(crate) completing: Option<Completing>,
    /// Whether the changes that would turn the answer around are shown.
    pub(crate) what_if: bool,
    /// Whether the drawer of saved requests is open.
    pub(crate) tests: bool,
    /// What the saved requests are compared with.
    pub(crate) baseline: Option<Rc<Baseline>>,
    pub(crate) hovered: Option<StatementKey>,
    pub(crate) cursor: Option<StatementKey>,
    /// Whether what the author says about the scenario is shown.
    pub(crate) about: bool,
    /// Whether this is a first visit, which is told what to try until something was changed.
    pub(crate) first_visit: bool,
    pub(crate) dialog: Option<Dialog>,
    /// Why what was typed into the dialog was refused.
    pub(crate) problem: Option<String>,
    /// What the Share dialog knows.
    pub(crate) sharing: Option<Box<Sharing>>,
    pub(crate) pane: Pane,
    pub(crate) theme: Theme,
    /// Whether the page is being printed.
    pub(crate) printing: bool,
    pub(crate) notices: Vec<Notice>,
}

impl Model {
    pub(crate) fn new(scenario: Rc<Scenario>, address: String, tab: String) -> Model {
        let mut cache = PolicyCache::default();
        cache.follow(&scenario.policies);
        let evaluation = Evaluation::new(&scenario, &mut cache, Look::AsAws);
        let page = Page::first(&scenario, &evaluation);
        let mut model = Model {
            scenario,
            history: History::default(),
            cache,
            evaluation,
            insight: Insight::default(),
            tests: TestRun::default(),
            matrix: Matrix::default(),
            page,
            keeping: Keeping::new(address, tab),
            gallery: Gallery::default(),
            knowledge: Knowledge::at_first(),
            revision: 0,
            spoken: String::new(),
        };
        model.look_into();
        model.test();
        model.spoken = model.verdict_as_spoken();
        model
    }

    /// Decides the request again, and lets go of what the scenario no longer has.
    pub(crate) fn decide(&mut self) {
        self.evaluation = Evaluation::new(&self.scenario, &mut self.cache, self.page.look);
        self.page.look = self.evaluation.look();
        self.revision += 1;
        self.insight.fresh = false;
        self.test_soon();
        self.cache.follow(&self.scenario.policies);
        let has = |policy: &PolicyRef| self.scenario.policies.get(*policy).is_some();
        self.page.open_policies.retain(has);
        if !self.page.front.as_ref().is_some_and(has) {
            self.page.front = self.page.open_policies.last().copied();
        }
        let request = &self.scenario.request;
        let is_asked = |batch: &Batch| batch.place(request).is_some();
        self.page.batch.take_if(|batch| !is_asked(batch));
        if !self.page.selected.exists(&self.scenario) {
            self.page.selected = first_item(&self.scenario);
        }
        let gone = |item: &Item| !item.exists(&self.scenario);
        if self.page.cut.as_ref().is_some_and(gone) {
            self.page.cut = None;
        }
    }

    pub(crate) fn trial(&self) -> Trial<'_> {
        Trial {
            evaluation: &self.evaluation,
        }
    }

    /// How far the saved requests reach a statement.
    pub fn coverage(&self, policy: PolicyRef, index: u32) -> Coverage {
        let key = StatementKey { policy, index };
        let reached = self.tests.coverage.get(&key).copied();
        reached.unwrap_or(Coverage::Never)
    }

    pub(crate) fn verdict_as_spoken(&self) -> String {
        VerdictView::new(self).spoken()
    }

    /// AWS's services and actions, once they have been fetched.
    pub fn catalog(&self) -> Option<&catalog::Catalog<'static>> {
        self.knowledge.actions.get()
    }

    /// The document in hand.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The answer to its request.
    pub fn evaluation(&self) -> &Evaluation {
        &self.evaluation
    }

    /// A policy after reading.
    pub fn parsed(&self, policy: PolicyRef) -> Option<&Parsed> {
        self.cache.peek(policy)
    }

    /// All policies after reading.
    pub(crate) fn all_parsed(&self) -> impl Iterator<Item = &Parsed> {
        self.cache.all()
    }

    /// The selected row of the tree.
    pub fn selected(&self) -> &Item {
        &self.page.selected
    }

    /// The row that waits to be pasted elsewhere.
    pub fn cut(&self) -> Option<&Item> {
        self.page.cut.as_ref()
    }

    /// Whether the rows below a row are hidden.
    pub fn is_collapsed(&self, item: &Item) -> bool {
        let at_first = match item {
            Item::Node(_) => item.account_id(&self.scenario).is_some(),
            _ => true,
        };
        at_first != self.page.toggled.contains(item)
    }

    /// The policies with a tab.
    pub fn open_policies(&self) -> &[PolicyRef] {
        &self.page.open_policies
    }

    /// The policy in the editor.
    pub fn front_policy(&self) -> Option<PolicyRef> {
        self.page.front
    }

    /// Whether a stop of the path is open: as the user left it, or where the answer was made.
    pub fn is_gate_open(&self, key: GateKey) -> bool {
        let chosen = self.page.gates.get(&key).copied();
        chosen.unwrap_or_else(|| self.evaluation.is_decided_at(key))
    }

    /// Whether a stop shows every statement of its policies.
    pub fn shows_all_statements(&self, key: GateKey) -> bool {
        self.page.all_statements.contains(&key)
    }

    /// The statement card that the pointer or the focus is on.
    pub fn hovered(&self) -> Option<StatementKey> {
        self.page.hovered
    }

    /// Whether the pointer or the cursor is on a statement, on its card or in the editor.
    pub fn is_marked(&self, key: StatementKey) -> bool {
        self.page.hovered == Some(key) || self.page.cursor == Some(key)
    }

    /// The dialog that is shown.
    pub fn dialog(&self) -> Option<&Dialog> {
        self.page.dialog.as_ref()
    }

    /// The part in front where there is no room for all.
    pub fn pane(&self) -> Pane {
        self.page.pane
    }

    /// Light, dark, or as the system has it.
    pub fn theme(&self) -> Theme {
        self.page.theme
    }

    /// What has to be told across the page. A place in the list is what `DismissNotice` takes.
    pub fn notices(&self) -> &[Notice] {
        &self.page.notices
    }
}

impl Page {
    /// What is open at first: the branches and accounts that the request is about, and the first
    /// policy of it that can be edited.
    pub(crate) fn first(scenario: &Scenario, evaluation: &Evaluation) -> Page {
        let accounts = [
            scenario.request.caller.account(),
            evaluation.request().resource.account,
        ];
        let rows = accounts
            .into_iter()
            .flatten()
            .map(|account| Item::account(scenario, account));
        let front = first_policy(scenario, evaluation);
        Page {
            selected: first_item(scenario),
            toggled: rows.collect(),
            filter: String::new(),
            cut: None,
            drag: None,
            open_policies: front.into_iter().collect(),
            front,
            gates: BTreeMap::new(),
            all_statements: BTreeSet::new(),
            steps: BTreeSet::new(),
            step_gates: BTreeMap::new(),
            look: Look::AsAws,
            query: String::new(),
            pasted: String::new(),
            step: None,
            batch: None,
            waiting: None,
            completing: None,
            what_if: false,
            tests: false,
            baseline: None,
            hovered: None,
            cursor: None,
            about: false,
            first_visit: false,
            dialog: None,
            problem: None,
            sharing: None,
            pane: Pane::Request,
            theme: Theme::System,
            printing: false,
            notices: Vec::new(),
        }
    }
}

/// The row that is selected where none is.
fn first_item(scenario: &Scenario) -> Item {
    match (&scenario.organization, scenario.accounts.keys().next()) {
        (None, Some(account)) => Item::Account(*account),
        (Some(_) | None, _) => Item::Node(scenario::NodeRef::ROOT),
    }
}

/// The policy to begin with: of the caller's own, else any that takes part, else any at all.
fn first_policy(scenario: &Scenario, evaluation: &Evaluation) -> Option<PolicyRef> {
    use scenario::PolicyOwner::Customer;
    let is_editable = |policy: &PolicyRef| {
        let document = scenario.policies.get(*policy);
        document.is_some_and(|document| document.owner == Customer)
    };
    let trace = evaluation.trace();
    let in_force = trace
        .gates()
        .iter()
        .rev()
        .flat_map(|gate| trace.policies(gate));
    let own = evaluation
        .request()
        .caller
        .identity
        .iter()
        .map(|attachment| attachment.policy);
    let candidates = own.chain(in_force.map(|traced| traced.policy));
    let mut candidates = candidates.filter_map(|policy| evaluation.policy_ref(policy));
    let any = || {
        scenario
            .policies
            .iter()
            .map(|(policy, _)| policy)
            .find(is_editable)
    };
    candidates.find(is_editable).or_else(any)
}

/// Whether an item is an OU or an account of the organization, which can be moved.
pub(crate) fn movable(scenario: &Scenario, item: &Item) -> Option<scenario::NodeRef> {
    match item {
        Item::Node(node) => {
            let kind = &scenario.organization.as_ref()?.node(*node)?.kind;
            (!matches!(kind, NodeKind::Root { .. })).then_some(*node)
        }
        _ => None,
    }
}
