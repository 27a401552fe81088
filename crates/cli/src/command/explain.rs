//! `explain`: one request against a scenario, and the way to the answer.

use super::decide::{self, StepLine};
use crate::EXIT_STATUS;
use crate::output::{Format, json_line};
use crate::request::{Asked, Decided};
use crate::status::{Failure, Status};
use iam::assume::Check;
use iam::policy::{Effect, Policy};
use iam::sentences::{self, Subject};
use iam::trace::{Gate, GateRole, PolicyTrace, StatementTrace};
use scenario::trace_json::TraceJson;
use serde::Serialize;
use std::io::{self, Write};

/// Answer one request and tell the way: gates, policies, statements, and what would turn it round.
#[derive(clap::Args)]
#[command(after_help = EXIT_STATUS)]
pub(crate) struct Arguments {
    #[command(flatten)]
    request: Asked,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// Statements that do not apply are many and alike; so many of a policy are shown.
const SILENT_STATEMENTS: usize = 4;

#[derive(Serialize)]
struct Line<'a> {
    sentence: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    chain: Vec<StepPath<'a>>,
    changes: Vec<String>,
    #[serde(flatten)]
    trace: TraceJson<'a>,
}

/// A step of a role chain, with the way of each permission it takes.
#[derive(Serialize)]
struct StepPath<'a> {
    #[serde(flatten)]
    step: StepLine,
    checks: Vec<CheckPath<'a>>,
}

#[derive(Serialize)]
struct CheckPath<'a> {
    action: &'a str,
    #[serde(flatten)]
    trace: TraceJson<'a>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let decided = Decided::new(&arguments.request)?;
    let (subject, trace) = (decided.subject(), &decided.trace);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let changes = changes(&decided);
    match arguments.format {
        Format::Human => {
            decide::print(&mut out, &decided)?;
            print_gates(&mut out, subject)?;
            print_chain(&mut out, &decided)?;
            print_changes(&mut out, &decided, &changes)?;
        }
        Format::Json => {
            let text = |policy| decided.text(policy);
            let line = Line {
                sentence: sentences::verdict(subject),
                chain: chain(&decided),
                changes,
                trace: TraceJson::new(subject.world, &decided.request, trace, text),
            };
            json_line(&mut out, &line)?;
        }
    }
    out.flush()?;
    Ok(decide::status(trace.decision))
}

fn changes(decided: &Decided) -> Vec<String> {
    let (world, request) = (decided.subject().world, &decided.request);
    let found = decided.possible_changes().into_iter();
    found
        .map(|one| sentences::counterfactual(world, request, &one))
        .collect()
}

fn print_changes(out: &mut impl Write, decided: &Decided, changes: &[String]) -> io::Result<()> {
    let turned = match decided.trace.decision.is_allow() {
        true => "denied",
        false => "allowed",
    };
    if !changes.is_empty() {
        writeln!(out, "\nIt would be {turned} if you")?;
    }
    for change in changes {
        writeln!(out, "  - {change}")?;
    }
    Ok(())
}

fn chain(decided: &Decided) -> Vec<StepPath<'_>> {
    let steps = decided.steps.iter().map(|step| StepPath {
        step: StepLine::new(decided, step),
        checks: {
            let checks = step.assumed.checks.iter();
            checks.map(|check| check_path(decided, check)).collect()
        },
    });
    steps.collect()
}

fn check_path<'a>(decided: &'a Decided, check: &'a Check) -> CheckPath<'a> {
    let text = |policy| decided.text(policy);
    let world = decided.subject().world;
    CheckPath {
        action: check.request.action.as_str(),
        trace: TraceJson::new(world, &check.request, &check.trace, text),
    }
}

/// The way of each permission that the steps of the role chain take.
fn print_chain(out: &mut impl Write, decided: &Decided) -> io::Result<()> {
    let world = decided.subject().world;
    for (step, number) in decided.steps.iter().zip(1..) {
        for check in &step.assumed.checks {
            let action = check.request.action.as_str();
            writeln!(
                out,
                "\nStep {number} of the role chain: {action} on {}",
                step.role
            )?;
            print_gates(
                out,
                Subject {
                    world,
                    request: &check.request,
                    trace: &check.trace,
                },
            )?;
        }
    }
    Ok(())
}

fn print_gates(out: &mut impl Write, subject: Subject<'_>) -> io::Result<()> {
    let mut gates = subject.trace.gates().iter();
    gates.try_for_each(|gate| print_gate(out, subject, gate))
}

fn print_gate(out: &mut impl Write, subject: Subject<'_>, gate: &Gate) -> io::Result<()> {
    let mark = match gate.role {
        GateRole::Decides => ">",
        GateRole::Passed | GateRole::After => " ",
    };
    let title = sentences::gate_title(subject, gate.id);
    let state = sentences::state_word(gate.state);
    writeln!(out, "\n{mark} {title}: {state}")?;
    writeln!(out, "    {}", sentences::gate(subject, gate))?;
    for traced in subject.trace.policies(gate) {
        print_policy(out, subject, traced)?;
    }
    Ok(())
}

fn print_policy(
    out: &mut impl Write,
    subject: Subject<'_>,
    traced: &PolicyTrace,
) -> io::Result<()> {
    let Some(stored) = subject.world.policy(traced.policy) else {
        return Ok(());
    };
    let at = traced.attachment.map(|at| at as usize);
    let attachment = at.and_then(|at| subject.request.caller.identity.get(at));
    match attachment.and_then(|attachment| attachment.group.as_ref()) {
        Some(group) => writeln!(out, "    {} (group {group})", stored.name)?,
        None => writeln!(out, "    {}", stored.name)?,
    }
    let statements = subject.trace.statements(traced);
    let is_silent = |statement: &&StatementTrace| statement.applies.is_no();
    let silent = statements.iter().filter(is_silent).count();
    let mut shown = 0;
    for statement in statements {
        shown += usize::from(statement.applies.is_no());
        if !statement.applies.is_no() || shown <= SILENT_STATEMENTS {
            print_statement(out, subject, &stored.policy, statement)?;
        }
    }
    match silent.saturating_sub(SILENT_STATEMENTS) {
        0 => Ok(()),
        1 => writeln!(out, "      1 more statement does not apply"),
        more => writeln!(out, "      {more} more statements do not apply"),
    }
}

fn print_statement(
    out: &mut impl Write,
    subject: Subject<'_>,
    policy: &Policy,
    traced: &StatementTrace,
) -> io::Result<()> {
    let Some(statement) = policy.statements.get(traced.index as usize) else {
        return Ok(());
    };
    let name = sentences::statement_name(Some(statement), traced.index);
    let effect = match traced.effect {
        Effect::Allow => "Allow",
        Effect::Deny => "Deny",
        Effect::Unreadable => "no readable effect",
    };
    let applies = match traced.applies {
        iam::matching::Match::Yes => "applies",
        iam::matching::Match::Unknown => "may apply",
        iam::matching::Match::No => "does not apply",
    };
    writeln!(out, "      {name} ({effect}) {applies}")?;
    for element in subject.trace.elements(traced) {
        // Of a statement that does not apply, what keeps it from doing so.
        if !traced.applies.is_no() || element.matches.is_no() {
            let what = sentences::element_name(statement, element.element);
            let why = sentences::element(subject, statement, element);
            writeln!(out, "        {what}: {why}")?;
        }
    }
    Ok(())
}
