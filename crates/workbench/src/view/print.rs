//! The scenario on paper: what is asked, the answer with its path, the organization, and the
//! policies that are open or took part.

use super::state::State;
use super::tree::{TreeRow, TreeView};
use super::verdict::VerdictView;
use crate::model::Model;
use crate::path_text::applying;
use crate::steps::stops;
use crate::view::verdict::capitalized;
use iam::sentences;
use iam::trace::GateRole;
use scenario::PolicyRef;
use scenario::saved_run::caller_name;

/// Rows of the organization that are printed.
const ROWS: usize = 1_000;

/// What is printed.
#[derive(Clone, PartialEq, Debug)]
pub struct PrintView {
    /// The scenario's name.
    pub title: String,
    /// What its author says about it, a paragraph each.
    pub notes: Vec<String>,
    /// Caller, action, resource, and the condition keys set by hand.
    pub request: Vec<(String, String)>,
    /// The answer.
    pub verdict: VerdictView,
    /// The stops of the path.
    pub stops: Vec<PrintedStop>,
    /// The organization as it is on the page.
    pub rows: Vec<TreeRow>,
    /// How many rows of it are left out.
    pub left_out: usize,
    /// The policies: name and kind, then the text.
    pub policies: Vec<(String, String)>,
}

/// A stop of the path.
#[derive(Clone, PartialEq, Debug)]
pub struct PrintedStop {
    /// Its title.
    pub name: String,
    /// What it says.
    pub state: State,
    /// The same in words, and whether the answer is made here.
    pub says: String,
    /// The same in a sentence.
    pub sentence: String,
    /// The statements that apply there.
    pub statements: Vec<String>,
}

impl PrintView {
    /// What is printed of a model, while it is printed.
    pub fn new(model: &Model) -> Option<PrintView> {
        model.page.printing.then(|| PrintView::of(model))
    }

    // A door of the split build: what lies behind it waits (ARCHITECTURE.md).
    #[inline(never)]
    fn of(model: &Model) -> PrintView {
        let view = TreeView::part(model, &(0..ROWS));
        let rows: Vec<TreeRow> = view
            .rows
            .into_iter()
            .filter(|row| row.place < ROWS)
            .collect();
        let notes = model.scenario().notes.split("\n\n").map(str::trim);
        let notes = notes.filter(|paragraph| !paragraph.is_empty());
        PrintView {
            title: model.called().to_owned(),
            notes: notes.map(str::to_owned).collect(),
            request: request(model),
            verdict: VerdictView::new(model),
            stops: printed_stops(model),
            left_out: view.total.saturating_sub(rows.len()),
            rows,
            policies: policies(model),
        }
    }
}

fn request(model: &Model) -> Vec<(String, String)> {
    let spec = &model.scenario().request;
    let caller = caller_name(&model.evaluation().request().caller.principal);
    let first = [
        ("Caller".to_owned(), caller),
        ("Action".to_owned(), spec.action.clone()),
        ("Resource".to_owned(), spec.resource.clone()),
    ];
    let groups = super::request::RequestView::new(model).context.groups;
    let rows = groups.into_iter().flat_map(|group| group.rows);
    let by_hand = rows.filter(|row| row.mark.is_by_hand());
    let by_hand = by_hand.map(|row| {
        let value = match row.value.is_empty() {
            true => row.mark.word().to_owned(),
            false => row.value,
        };
        (row.key, value)
    });
    first.into_iter().chain(by_hand).collect()
}

fn printed_stops(model: &Model) -> Vec<PrintedStop> {
    let evaluation = model.evaluation();
    let subject = evaluation.subject();
    let stop = |gate: &iam::trace::Gate| {
        let state = State::of(gate.state);
        PrintedStop {
            name: sentences::gate_title(subject, gate.id),
            state,
            says: match gate.role {
                GateRole::Decides => format!("{}. The decision is made here.", state.word()),
                GateRole::After if state != State::Skip => {
                    format!("{}, after the answer was made.", state.word())
                }
                GateRole::After | GateRole::Passed => format!("{}.", state.word()),
            },
            sentence: format!("{}.", capitalized(&sentences::gate(subject, gate))),
            statements: applying(model, gate),
        }
    };
    stops(evaluation)
        .into_iter()
        .map(|(_, gate)| stop(gate))
        .collect()
}

/// Those that took part in the answer, then those that are open besides. AWS's own are known.
fn policies(model: &Model) -> Vec<(String, String)> {
    let trace = model.evaluation().trace();
    let traced = trace.gates().iter().flat_map(|gate| trace.policies(gate));
    let traced = traced.filter_map(|policy| model.evaluation().policy_ref(policy.policy));
    let mut printed: Vec<PolicyRef> = Vec::new();
    for policy in traced.chain(model.open_policies().iter().copied()) {
        if !printed.contains(&policy) {
            printed.push(policy);
        }
    }
    let held = printed.into_iter();
    let held = held.filter_map(|policy| model.scenario().policies.get(policy));
    let own = held.filter(|document| document.owner == scenario::PolicyOwner::Customer);
    let text = |document: &scenario::PolicyDocument| {
        let heading = format!("{}, {}", document.name, document.kind.name());
        (heading, document.text.to_string())
    };
    own.map(text).collect()
}
