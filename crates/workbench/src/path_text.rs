//! The decision path to be pasted elsewhere: as text, as Markdown, as the command line's JSON.

use crate::message::PathFormat;
use crate::model::Model;
use crate::quote::markdown;
use crate::steps::stops;
use crate::view::VerdictView;
use crate::view::state::State;
use crate::view::verdict::capitalized;
use iam::PolicyId;
use iam::matching::Match;
use iam::sentences;
use iam::trace::{Gate, GateRole};
use scenario::trace_json::TraceJson;

/// The path of the present request.
pub(crate) fn text(model: &Model, format: PathFormat) -> String {
    match format {
        PathFormat::Text => lines(model, &|text| text.replace('`', ""), ["", "", "   "]),
        PathFormat::Markdown => lines(model, &markdown, ["**", "`", "   - "]),
        PathFormat::Json => json(model),
    }
}

fn json(model: &Model) -> String {
    let evaluation = model.evaluation();
    let policies = &model.scenario().policies;
    let text = |policy: PolicyId| {
        let document = policies.get(evaluation.policy_ref(policy)?)?;
        Some(&*document.text)
    };
    let (world, request) = (evaluation.world(), evaluation.request());
    TraceJson::new(world, request, evaluation.trace(), text).to_text()
}

/// Verdict, request and stops. `marks` are put around the verdict, around code, and before the
/// statements of a stop.
fn lines(model: &Model, plain: &dyn Fn(&str) -> String, marks: [&str; 3]) -> String {
    let [strong, code, inner] = marks;
    let evaluation = model.evaluation();
    let verdict = VerdictView::new(model);
    let spec = &model.scenario().request;
    let caller = scenario::saved_run::caller_name(&evaluation.request().caller.principal);
    let mut text = format!(
        "{strong}{}{strong}: {}\n\n",
        verdict.word,
        plain(&verdict.sentence)
    );
    for (name, value) in [
        ("Caller", caller.as_str()),
        ("Action", &spec.action),
        ("Resource", &spec.resource),
    ] {
        let value = value.replace('`', "");
        text.push_str(&format!("- {name}: {code}{value}{code}\n"));
    }
    text.push('\n');
    for ((_, gate), number) in stops(evaluation).into_iter().zip(1_u32..) {
        let subject = evaluation.subject();
        let title = sentences::gate_title(subject, gate.id);
        let sentence = capitalized(&sentences::gate(subject, gate));
        text.push_str(&format!(
            "{number}. {}: {}. {}{}\n",
            plain(&title),
            State::of(gate.state).word(),
            plain(&sentence),
            match gate.role {
                GateRole::Decides => ". The decision is made here.",
                GateRole::After => " (after the answer was made)",
                GateRole::Passed => "",
            }
        ));
        for statement in applying(model, gate) {
            text.push_str(&format!("{inner}{}\n", plain(&statement)));
        }
    }
    for note in verdict.notes {
        text.push_str(&format!("\nNote: {}\n", plain(note)));
    }
    text
}

/// The statements that apply at a stop, such as "Deny: `DenyRegions` of Guard".
pub(crate) fn applying(model: &Model, gate: &Gate) -> Vec<String> {
    let evaluation = model.evaluation();
    let trace = evaluation.trace();
    let mut found = Vec::new();
    for policy in trace.policies(gate) {
        let Some(stored) = evaluation.world().policy(policy.policy) else {
            continue;
        };
        for statement in trace.statements(policy) {
            let written = stored.policy.statements.get(statement.index as usize);
            let says = match (statement.applies, statement.effect) {
                (Match::No, _) | (_, iam::policy::Effect::Unreadable) => continue,
                (Match::Yes, iam::policy::Effect::Allow) => "allows",
                (Match::Yes, iam::policy::Effect::Deny) => "denies",
                (Match::Unknown, iam::policy::Effect::Allow) => "may allow",
                (Match::Unknown, iam::policy::Effect::Deny) => "may deny",
            };
            let name = sentences::statement_name(written, statement.index);
            found.push(format!("{name} of {} {says}", stored.name));
        }
    }
    found
}
