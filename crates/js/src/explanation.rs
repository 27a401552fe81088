//! A decision with its way: the trace as data, and the same in sentences.

use crate::loaded::Loaded;
use iam::Request;
use iam::sentences::{self, Subject};
use iam::trace::{Gate, PolicyTrace, StatementTrace};
use scenario::trace_json::TraceJson;
use serde::Serialize;
use serde_json::value::RawValue;

/// The answer to `explain`.
#[derive(Serialize)]
pub(crate) struct Explanation {
    decision: &'static str,
    because: Option<String>,
    provisional: bool,
    trace: Option<Box<RawValue>>,
    sentences: Sentences,
}

#[derive(Serialize)]
struct Sentences {
    verdict: String,
    access_denied_message: Option<String>,
    depends_on: Vec<String>,
    notes: Vec<&'static str>,
    gates: Vec<GateSentences>,
}

#[derive(Serialize)]
struct GateSentences {
    title: String,
    state: &'static str,
    sentence: String,
    statements: Vec<StatementSentences>,
}

#[derive(Serialize)]
struct StatementSentences {
    statement: String,
    elements: Vec<ElementSentence>,
}

#[derive(Serialize)]
struct ElementSentence {
    element: String,
    sentence: String,
}

impl Explanation {
    /// Decides a request and puts its trace into data and words.
    pub(crate) fn new(loaded: &Loaded, request: &Request) -> Explanation {
        let world = loaded.world();
        let trace = iam::explain(world, request);
        let subject = Subject {
            world,
            request,
            trace: &trace,
        };
        let json = TraceJson::new(world, request, &trace, |policy| loaded.text(policy));
        let depends = matches!(trace.decision, iam::Decision::DependsOn);
        Explanation {
            decision: trace.decision.name(),
            because: trace.decision.because(),
            provisional: trace.provisional,
            trace: serde_json::value::to_raw_value(&json).ok(),
            sentences: Sentences {
                verdict: sentences::verdict(subject),
                access_denied_message: sentences::access_denied_message(subject),
                depends_on: match depends {
                    true => sentences::deciding_keys(subject),
                    false => Vec::new(),
                },
                notes: trace.notes.iter().copied().map(sentences::note).collect(),
                gates: trace.gates().iter().map(|one| gate(subject, one)).collect(),
            },
        }
    }
}

fn gate(subject: Subject<'_>, gate: &Gate) -> GateSentences {
    let trace = subject.trace;
    let statements = trace.policies(gate).iter().flat_map(|policy| {
        let statements = trace.statements(policy).iter();
        statements.map(move |one| statement(subject, policy, one))
    });
    GateSentences {
        title: sentences::gate_title(subject, gate.id),
        state: sentences::state_word(gate.state),
        sentence: sentences::gate(subject, gate),
        statements: statements.collect(),
    }
}

fn statement(
    subject: Subject<'_>,
    policy: &PolicyTrace,
    traced: &StatementTrace,
) -> StatementSentences {
    let stored = subject.world.policy(policy.policy);
    let written = stored.and_then(|stored| stored.policy.statements.get(traced.index as usize));
    let elements = written.map(|written| {
        let elements = subject.trace.elements(traced).iter();
        let elements = elements.map(|one| ElementSentence {
            element: sentences::element_name(written, one.element),
            sentence: sentences::element(subject, written, one),
        });
        elements.collect()
    });
    StatementSentences {
        statement: sentences::statement_place(subject, policy, traced),
        elements: elements.unwrap_or_default(),
    }
}
