//! How long edits take in an organization of 5,000 accounts: `cargo run --release -p workbench
//! --example large`. Prints milliseconds; the bars are kept by `cargo xtask perf`.

use iam::AccountId;
use scenario::{NodeRef, Scenario, edit, examples, wire};
use std::hint::black_box;
use std::time::Instant;
use workbench::view::{
    HeaderView, LibraryView, PathView, PolicyPane, RequestView, TreeView, VerdictView,
};
use workbench::{KeptWork, Message, Model, Opened, Stored, start, update};

const ACCOUNTS: u64 = 5_000;
const OUS: u64 = 100;
const ROUNDS: u32 = 20;

fn main() {
    let Some(scenario) = large() else {
        eprintln!("the large organization could not be built");
        return;
    };
    let work = wire::to_json(&scenario);
    let begun = Instant::now();
    let (mut model, _) = start(Stored {
        open: Opened::Work(KeptWork {
            id: "large".into(),
            text: work,
            history: String::new(),
        }),
        ..Stored::default()
    });
    report("start", begun, 1);
    let accounts = model.scenario().accounts.len();
    println!(
        "{accounts} accounts, {} rows in view",
        TreeView::new(&model).rows.len()
    );

    let mut flip = 0;
    measure(&mut model, "caller and action", |_| {
        flip += 1;
        Message::SetAction(
            if flip % 2 == 0 {
                "s3:GetObject"
            } else {
                "s3:PutObject"
            }
            .into(),
        )
    });
    let policy = model.front_policy();
    measure(&mut model, "key press in a policy", |model| {
        let held = policy.and_then(|policy| Some((policy, model.scenario().policies.get(policy)?)));
        match held {
            Some((policy, held)) => Message::EditPolicy(policy, format!("{} ", held.text)),
            None => Message::Settled,
        }
    });
    let nodes = model
        .scenario()
        .organization
        .as_ref()
        .map(|tree| tree.walk());
    let last = nodes.and_then(|nodes| nodes.last()).map(|(node, ..)| node);
    let ou = model
        .scenario()
        .organization
        .as_ref()
        .and_then(|tree| tree.node(last?)?.parent());
    let begun = Instant::now();
    black_box(update(&mut model, Message::Settled));
    black_box(update(&mut model, Message::ShowWhatIf(true)));
    report("what would turn the answer", begun, 1);
    let mut away = false;
    measure(&mut model, "move an account", |_| {
        away = !away;
        match (last, ou) {
            (Some(node), Some(ou)) => Message::MoveNode {
                node,
                parent: if away { NodeRef::ROOT } else { ou },
            },
            _ => Message::Settled,
        }
    });
    views(&model);
}

/// The coffee shop's company after many mergers.
fn large() -> Option<Scenario> {
    let mut scenario = examples::coffee_shop();
    let mut ous = Vec::new();
    for number in 0..OUS {
        ous.push(edit::add_ou(&mut scenario, NodeRef::ROOT, &format!("Region {number}")).ok()?);
    }
    for (number, parent) in (0..ACCOUNTS).zip(ous.iter().cycle()) {
        let id = AccountId::parse(&format!("{}", 500_000_000_000 + number))?;
        edit::add_account(&mut scenario, *parent, id, &format!("Branch {number}")).ok()?;
    }
    Some(scenario)
}

fn measure(model: &mut Model, name: &str, mut message: impl FnMut(&Model) -> Message) {
    let begun = Instant::now();
    for _ in 0..ROUNDS {
        let message = message(model);
        black_box(update(model, message));
    }
    report(&format!("update: {name}"), begun, ROUNDS);
}

fn views(model: &Model) {
    let view = |name: &str, draw: &dyn Fn(&Model)| {
        let begun = Instant::now();
        (0..ROUNDS).for_each(|_| draw(model));
        report(&format!("view: {name}"), begun, ROUNDS);
    };
    view("tree", &|model| drop(black_box(TreeView::new(model))));
    view("policies", &|model| drop(black_box(PolicyPane::new(model))));
    view("library", &|model| drop(black_box(LibraryView::new(model))));
    view("request", &|model| drop(black_box(RequestView::new(model))));
    view("path", &|model| drop(black_box(PathView::new(model))));
    view("verdict", &|model| drop(black_box(VerdictView::new(model))));
    view("header", &|model| drop(black_box(HeaderView::new(model))));
}

fn report(what: &str, begun: Instant, rounds: u32) {
    let each = begun.elapsed() / rounds;
    println!("{what:32} {:7.2} ms", each.as_secs_f64() * 1000.0);
}
