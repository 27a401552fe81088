//! The whole page of the coffee shop, as text.

use super::*;
use crate::Dialog;
use crate::view::dialog::Body;
use crate::view::path::GateView;
use crate::view::{DialogView, HeaderView, LibraryView, PathView, PolicyPane, TreeView, menu};
use expect_test::expect;
use std::fmt::Write as _;

#[test]
fn tree() {
    let model = first_visit();
    let mut text = String::new();
    for row in TreeView::new(&model).rows {
        let indent = "  ".repeat(row.level as usize - 1);
        let lit = if row.lit { "● " } else { "" };
        write!(text, "{indent}{lit}{:?} {} {}", row.kind, row.name, row.id).unwrap();
        for badge in &row.badges {
            write!(text, " [{}]", badge.title).unwrap();
        }
        for (layer, state) in &row.gates {
            write!(text, " {}:{}", layer.code(), state.code()).unwrap();
        }
        let management = if row.is_management {
            " (management)"
        } else {
            ""
        };
        writeln!(
            text,
            " {}/{} {:?}{management}",
            row.position, row.siblings, row.expansion
        )
        .unwrap();
    }
    expect![[r#""#]].assert_eq(&text);
}

fn write_gate(text: &mut String, gate: &GateView, indent: &str) {
    let GateView {
        name,
        says,
        role,
        sentence,
        ..
    } = gate;
    writeln!(text, "{indent}{name}: {says} ({role:?}) – {sentence}").unwrap();
    for policy in &gate.policies {
        writeln!(text, "{indent}  {} ({})", policy.name, policy.origin).unwrap();
        for card in &policy.statements {
            writeln!(
                text,
                "{indent}    {} {} {}",
                card.name, card.effect, card.says
            )
            .unwrap();
            for line in &card.elements {
                let (name, says, sentence) = (&line.name, line.says, &line.sentence);
                writeln!(text, "{indent}      {name} {says}: {sentence}").unwrap();
            }
        }
    }
    for stop in &gate.stops {
        write_gate(text, stop, &format!("{indent}  "));
    }
}

fn path(model: &Model) -> String {
    let mut text = format!("{}\n", verdict(model));
    for gate in PathView::new(model).gates {
        write_gate(&mut text, &gate, "");
    }
    text
}

#[test]
fn path_of_the_first_request() {
    expect![[r#""#]].assert_eq(&path(&first_visit()));
}

#[test]
fn path_of_a_request_that_an_ou_stops() {
    let mut model = first_visit();
    ask(&mut model, "Lea (user)", "translate:TranslateText", "*");
    expect![[r#""#]].assert_eq(&path(&model));
}

#[test]
fn policy_in_front() {
    let model = first_visit();
    let pane = PolicyPane::new(&model);
    let front = pane.front.unwrap();
    let mut text = String::new();
    for tab in pane.tabs {
        writeln!(text, "tab {} {} front {}", tab.name, tab.kind, tab.front).unwrap();
    }
    writeln!(
        text,
        "{}, {}, size {:?}",
        front.name, front.kind, front.size
    )
    .unwrap();
    for place in &front.attached {
        writeln!(text, "attached to {}", place.label).unwrap();
    }
    let units: Vec<u16> = front.text.encode_utf16().collect();
    for mark in &front.highlights {
        let marked = String::from_utf16(&units[mark.from as usize..mark.to as usize]).unwrap();
        writeln!(
            text,
            "{}: {}",
            mark.kind,
            marked.split_whitespace().collect::<String>()
        )
        .unwrap();
    }
    expect![[r#""#]].assert_eq(&text);
}

#[test]
fn context() {
    let model = first_visit();
    let view = RequestView::new(&model).context;
    let mut text = format!("{}\n", view.summary);
    for group in view.groups {
        writeln!(text, "{}", group.name).unwrap();
        for row in group.rows {
            writeln!(text, "  {} = {:?} {}", row.key, row.value, row.mark.word()).unwrap();
        }
    }
    expect![[r#""#]].assert_eq(&text);
}

#[test]
fn library_and_header() {
    let model = first_visit();
    let mut text = String::new();
    for row in LibraryView::new(&model).policies {
        writeln!(text, "{} ({}), {}", row.name, row.kind, row.attached).unwrap();
    }
    let header = HeaderView::new(&model);
    writeln!(
        text,
        "{} undo {:?} redo {:?}",
        header.title, header.undo, header.redo
    )
    .unwrap();
    expect![[r#""#]].assert_eq(&text);
}

#[test]
fn menus() {
    let model = first_visit();
    let shop = account(&model, "Coffee Shop");
    let items = [
        Item::Node(NodeRef::ROOT),
        Item::Node(node(&model, "HR and Legal")),
        Item::Node(node(&model, "Legal")),
        Item::User(shop, "Carla".into()),
    ];
    let mut text = String::new();
    for item in items {
        writeln!(text, "{}", item.name(model.scenario())).unwrap();
        for entry in menu::of(&model, &item) {
            writeln!(text, "  {} {}", entry.label, entry.key.unwrap_or_default()).unwrap();
        }
    }
    expect![[r#""#]].assert_eq(&text);
}

fn dialog(model: &mut Model, dialog: Dialog) -> String {
    act(model, Message::ShowDialog(Some(dialog)));
    let view = DialogView::new(model).unwrap();
    let mut text = format!("{}\n", view.title);
    match view.body {
        Body::Choices(choices) => {
            for choice in choices {
                let indent = "  ".repeat(choice.level as usize + 1);
                let problem = choice.problem.unwrap_or_default();
                writeln!(
                    text,
                    "{indent}{} [{}] {problem}",
                    choice.label, choice.detail
                )
                .unwrap();
            }
        }
        other => writeln!(text, "  {other:?}").unwrap(),
    }
    act(model, Message::ShowDialog(None));
    text
}

#[test]
fn dialogs() {
    let mut model = first_visit();
    let (ou, legal) = (node(&model, "HR and Legal"), node(&model, "Legal"));
    let lea = Item::User(account(&model, "Legal"), "Lea".into());
    let dialogs = [
        Dialog::MoveTo(legal),
        Dialog::MoveTo(ou),
        Dialog::Attach(Item::Node(ou)),
        Dialog::Detach(Item::Node(ou)),
        Dialog::Attach(lea.clone()),
        Dialog::Rename(lea),
        Dialog::NewAccount(ou),
    ];
    let texts: Vec<String> = dialogs
        .into_iter()
        .map(|shown| dialog(&mut model, shown))
        .collect();
    expect![[r#""#]].assert_eq(&texts.join(""));
}
