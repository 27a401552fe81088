//! The matrix: what its cells say, that they say it live, and what a cell does.

use super::*;
use crate::matrix::{Answer, Axis, MOST, Order, Side, Walk};
use crate::view::matrix::{CellView, MatrixView};
use crate::{DataFile, MatrixMessage};
use scenario::RequestSpec;

fn tell(model: &mut Model, message: MatrixMessage) -> Vec<Effect> {
    act(model, Message::Matrix(message))
}

fn view(model: &Model) -> MatrixView {
    MatrixView::part(model, &(0..MOST), &(0..MOST)).unwrap()
}

fn opened() -> Model {
    let mut model = first_visit();
    tell(&mut model, MatrixMessage::Show(true));
    model
}

/// The places of a row and a column by their names.
fn place(view: &MatrixView, row: &str, column: &str) -> (usize, usize) {
    let rows = view.rows.iter();
    let row = rows.clone().position(|held| held.head.name == row);
    let column = view.columns.iter().position(|held| held.name == column);
    (row.unwrap(), column.unwrap())
}

fn cell(model: &Model, row: &str, column: &str) -> CellView {
    let view = view(model);
    let (row, column) = place(&view, row, column);
    view.rows[row].cells[column]
}

fn answer(model: &Model, row: &str, column: &str) -> Answer {
    let cell = cell(model, row, column);
    assert!(!cell.stale);
    cell.answer.unwrap()
}

/// Decides slice after slice, as the page has them decided after each paint.
fn wait(model: &mut Model, mut effects: Vec<Effect>) -> usize {
    let mut slices = 0;
    while effects.contains(&Effect::GoOnWithMatrix) {
        effects = tell(model, MatrixMessage::GoOn);
        slices += 1;
    }
    slices
}

/// An organization of many users and a policy that names many actions.
fn large() -> Scenario {
    let mut scenario = coffee_shop();
    let CallerSpec::User { account, .. } = scenario.request.caller else {
        panic!("a user asks");
    };
    let held = scenario.accounts.get_mut(&account).unwrap();
    let carla = held.user("Carla").unwrap().clone();
    for number in 0..250 {
        let mut user = carla.clone();
        user.name = format!("user-{number:03}");
        held.users.push(user);
    }
    let actions: Vec<String> = (0..250).map(|at| format!("\"s3:Act{at:03}\"")).collect();
    let text = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":[{}],"Resource":"*"}}]}}"#,
        actions.join(",")
    );
    let policy = scenario.policies.named("ReadReceipts").unwrap();
    scenario::edit::edit_policy(&mut scenario, policy, text).unwrap();
    scenario
}

fn large_opened() -> (Model, Vec<Effect>) {
    let mut model = first_visit();
    act(&mut model, file(&large()));
    let effects = tell(&mut model, MatrixMessage::Show(true));
    (model, effects)
}

#[test]
fn every_cell_says_what_its_request_gets() {
    for id in examples::IDS {
        let mut model = first_visit();
        open_example(&mut model, id);
        tell(&mut model, MatrixMessage::Show(true));
        for (rows, columns) in [
            (Axis::Callers, Axis::Actions),
            (Axis::Resources, Axis::Callers),
            (Axis::Actions, Axis::Resources),
        ] {
            let first = tell(&mut model, MatrixMessage::Choose(Side::Rows, rows));
            let second = tell(&mut model, MatrixMessage::Choose(Side::Columns, columns));
            wait(&mut model, [first, second].concat());
            let [held_rows, held_columns] = view(&model).sides.map(|side| side.axis);
            assert_eq!((held_rows, held_columns), (rows, columns));
            let table = model.matrix.table.as_ref().unwrap();
            assert!(table.is_done());
            let built = model.evaluation().built();
            for (cell, held) in table.cells.iter().enumerate() {
                let spec = table.request(&model, cell).unwrap();
                let request = built.request(model.scenario(), &spec);
                let decision = iam::decide(built.world(), &request);
                assert_eq!(held.answer, Some(Answer::of(decision)), "{id}: {spec:?}");
            }
        }
    }
}

#[test]
fn an_edit_changes_the_cells_at_once() {
    let mut model = opened();
    assert_eq!(answer(&model, "Carla", "s3:GetObject"), Answer::Allowed);
    let receipts = policy(&model, "ReadReceipts");
    act(&mut model, Message::SwitchPolicy(receipts));
    assert_eq!(
        answer(&model, "Carla", "s3:GetObject"),
        Answer::NothingAllows
    );
    act(&mut model, Message::Undo);
    assert_eq!(answer(&model, "Carla", "s3:GetObject"), Answer::Allowed);
}

#[test]
fn a_cell_asks_its_request_in_one_step() {
    let mut model = opened();
    let before = model.scenario().request.clone();
    let (row, column) = place(&view(&model), "Ivo", "s3:GetObject");
    tell(&mut model, MatrixMessage::Pick(row, column));
    let asked = &model.scenario().request;
    assert!(matches!(&asked.caller, CallerSpec::User { name, .. } if name == "Ivo"));
    assert_eq!(asked.resource, before.resource);
    assert!(cell(&model, "Ivo", "s3:GetObject").current);
    tell(&mut model, MatrixMessage::Go(Walk::By(1, 0)));
    tell(&mut model, MatrixMessage::Ask);
    act(&mut model, Message::Undo);
    assert_eq!(model.scenario().request, before);
}

#[test]
fn a_test_s_expectation_and_a_pinned_answer_show_in_their_cell() {
    let mut model = opened();
    let saved = model.scenario().saved[0].request.clone();
    act(&mut model, Message::AskSaved(0));
    let judged: usize = view(&model)
        .rows
        .iter()
        .flat_map(|row| &row.cells)
        .filter(|cell| cell.expected.is_some())
        .count();
    assert_ne!(judged, 0, "{saved:?}");
    act(&mut model, Message::PinBaseline);
    assert_eq!(
        view(&model).pinned.as_deref(),
        Some("no answer differs from the pinned scenario")
    );
    let receipts = policy(&model, "ReadReceipts");
    act(&mut model, Message::SwitchPolicy(receipts));
    assert_eq!(
        cell(&model, "Carla", "s3:GetObject").before,
        Some(Answer::Allowed)
    );
    act(&mut model, Message::DropBaseline);
    assert_eq!(view(&model).pinned, None);
}

#[test]
fn typed_patterns_become_columns_and_what_does_not_fit_is_not_asked() {
    let mut model = opened();
    tell(&mut model, MatrixMessage::Add("sqs:Send*, nonsense".into()));
    assert!(view(&model).remarks[0].contains("No action is called nonsense"));
    tell(&mut model, MatrixMessage::Add("sqs:Send*".into()));
    assert!(view(&model).remarks[0].contains("once AWS's lists are loaded"));
    let actions = include_str!("../../../catalog/data/actions.txt");
    act(
        &mut model,
        Message::Fetched(DataFile::Actions, Some(actions.into())),
    );
    assert_eq!(view(&model).remarks, Vec::<String>::new());
    assert_eq!(
        answer(&model, "Carla", "sqs:SendMessage"),
        Answer::NotAskable
    );
    let (row, column) = place(&view(&model), "Carla", "sqs:SendMessage");
    let effects = tell(&mut model, MatrixMessage::Pick(row, column));
    assert!(
        said(&effects)[0].contains("Add one to an account"),
        "{effects:?}"
    );
    // A list of the bucket is asked on the bucket of the object.
    tell(&mut model, MatrixMessage::Add("s3:ListBucket".into()));
    let (row, column) = place(&view(&model), "Carla", "s3:ListBucket");
    tell(&mut model, MatrixMessage::Pick(row, column));
    let RequestSpec { resource, .. } = &model.scenario().request;
    assert!(!resource.contains('/'), "{resource}");
    assert!(
        view(&model).columns[column]
            .note
            .starts_with("on arn:aws:s3:::")
    );
}

#[test]
fn a_large_table_is_decided_in_slices_and_its_old_answers_are_stale() {
    let (mut model, effects) = large_opened();
    assert!(view(&model).progress.is_some());
    assert!(20 < wait(&mut model, effects));
    let drawn = view(&model);
    assert_eq!(drawn.progress, None);
    assert_eq!((drawn.rows.len(), drawn.columns.len()), (MOST, MOST));
    assert!(
        drawn
            .remarks
            .iter()
            .any(|remark| remark.contains("first 200 rows"))
    );
    assert_eq!(answer(&model, "user-007", "s3:Act007"), Answer::Allowed);
    let receipts = policy(&model, "ReadReceipts");
    let effects = act(&mut model, Message::SwitchPolicy(receipts));
    let stale = cell(&model, "user-007", "s3:Act007");
    assert_eq!((stale.stale, stale.answer), (true, Some(Answer::Allowed)));
    // An edit in between does not ask for a second row of slices.
    let again = act(&mut model, Message::SwitchPolicy(receipts));
    assert!(!again.contains(&Effect::GoOnWithMatrix));
    wait(&mut model, effects);
    assert_eq!(answer(&model, "user-007", "s3:Act007"), Answer::Allowed);
}

#[test]
fn rows_are_filtered_sorted_swapped_and_walked() {
    let (mut model, effects) = large_opened();
    wait(&mut model, effects);
    let filter = MatrixMessage::Filter(Side::Rows, "user-24".into());
    let effects = tell(&mut model, filter);
    wait(&mut model, effects);
    let names = |model: &Model| -> Vec<String> {
        let rows = view(model).rows.into_iter();
        rows.map(|row| row.head.name).collect()
    };
    assert_eq!(names(&model).len(), 10);
    let effects = tell(&mut model, MatrixMessage::Filter(Side::Rows, "a".into()));
    wait(&mut model, effects);
    let effects = tell(&mut model, MatrixMessage::Sort(Side::Rows, Order::Allowed));
    wait(&mut model, effects);
    let counts: Vec<usize> = view(&model)
        .rows
        .iter()
        .map(|row| row.head.allowed)
        .collect();
    assert!(
        counts.is_sorted_by(|before, after| after <= before),
        "{counts:?}"
    );
    tell(&mut model, MatrixMessage::Go(Walk::End));
    let drawn = view(&model);
    assert_eq!(drawn.at, (drawn.rows.len() - 1, drawn.columns.len() - 1));
    let effects = tell(&mut model, MatrixMessage::Swap);
    wait(&mut model, effects);
    let [rows, columns] = view(&model).sides.map(|side| side.axis);
    assert_eq!((rows, columns), (Axis::Actions, Axis::Callers));
}

#[test]
fn the_table_is_written_as_csv() {
    let mut model = opened();
    let effects = tell(&mut model, MatrixMessage::Export);
    let [Effect::Download { name, text }] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    assert!(name.ends_with("matrix.csv"), "{name}");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), view(&model).rows.len() + 1);
    assert!(lines[0].contains("s3:GetObject"));
    assert!(lines[1].contains("Allowed"), "{}", lines[1]);
}

/// Not a bar: prints what `docs/PERFORMANCE.md` tells.
#[test]
#[ignore = "a measure, run by hand with --release"]
fn forty_thousand_cells() {
    let (mut model, effects) = large_opened();
    let begun = std::time::Instant::now();
    let slices = wait(&mut model, effects);
    println!("{slices} slices in {:?}", begun.elapsed());
}
